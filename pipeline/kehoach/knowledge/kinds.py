"""The kinds of records that a document holds, and one record by its id."""

from typing import Any

from kehoach.errors import UsageError
from kehoach.model import Citation, Deadline, Document, Target, Task

Record = Target | Task | Deadline | Citation
RECORDS: dict[str, type[Any]] = {
    "targets": Target,
    "tasks": Task,
    "deadlines": Deadline,
    "citations": Citation,
}


def kind_of(word: str) -> str:
    """A kind as people name it. Raises UsageError when there is none of that name."""
    if word not in RECORDS:
        raise UsageError(f"There are no records called {word!r}.", f"Try one of: {', '.join(RECORDS)}.")
    return word


def record_of(document: Document, kind: str, ident: str | None) -> Any:
    """The record of a kind with this id, or None."""
    return next((record for record in getattr(document, kind, []) if record.id == ident), None)


def find(document: Document, ident: str) -> tuple[str, Any] | None:
    """The record with this id, after its kind; None where the document has none."""
    found = ((kind, record_of(document, kind, ident)) for kind in RECORDS)
    return next((pair for pair in found if pair[1] is not None), None)
