"""The page that tells why a record says what it says."""

from typing import Any

from kehoach.knowledge import lists
from kehoach.knowledge.explain import explain, said
from kehoach.serving.asked import Asked
from kehoach.serving.opened import Opened


def explained(place: Opened, asked: Asked, ident: str, record: str) -> dict[str, Any]:
    """One record: its file, page and words, and where each of its values is told."""
    found = explain(place.kb, f"{ident}#{record}")
    symbol = lists.names(place.desk, {ident}).get(ident, ident)
    return {"e": found, "symbol": symbol, "said": lambda code: said(code, asked.language)}
