"""The published JSON Schema (2020-12) of the files that a build writes."""

from typing import Any

import msgspec

from kehoach.errors import UsageError
from kehoach.knowledge.records import Findings, Manifest
from kehoach.model import Document

FILES: dict[str, type[Any]] = {"document": Document, "findings": Findings, "manifest": Manifest}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str = "document") -> dict[str, Any]:
    """The JSON Schema of a kind of file: document, findings or manifest."""
    if name not in FILES:
        raise UsageError(f"There is no schema called {name!r}.", f"Try one of: {', '.join(FILES)}.")
    (reference,), components = msgspec.json.schema_components([FILES[name]], ref_template="#/$defs/{name}")
    return {"$schema": _DIALECT, "title": f"kehoach {name}", **reference, "$defs": components}
