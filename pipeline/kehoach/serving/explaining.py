"""The page that tells why a record says what it says."""

from typing import Any

from kehoach.knowledge.base import KnowledgeBase
from kehoach.knowledge.explain import explain, said
from kehoach.serving.asked import Asked


def explained(kb: KnowledgeBase, asked: Asked, ident: str, record: str) -> dict[str, Any]:
    """One record: its file, page and words, and where each of its values is told."""
    found = explain(kb, f"{ident}#{record}")
    return {"e": found, "said": lambda code: said(code, asked.language)}
