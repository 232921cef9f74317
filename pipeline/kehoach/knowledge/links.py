"""What linking found, copied from the database into the files of the documents."""

import sqlite3
from collections.abc import Iterable

from kehoach.knowledge.store import Draft
from kehoach.model import CopyOf, Document, Identity


def write_links(draft: Draft, idents: Iterable[str]) -> None:
    """Writes the files of these documents anew, with the links that the database holds; those that are gone are left out."""
    for ident in sorted(idents):
        if draft.path_of(ident).exists():
            document = draft.read(ident)
            _tell(draft.database, document)
            draft.write(document)


def _tell(database: sqlite3.Connection, document: Document) -> None:
    symbol, issued, told, original, evidence, document.replaced_by = database.execute(
        "SELECT identity_symbol, identity_issued, identity_from, copy_of, copy_evidence, replaced_by FROM documents WHERE id = ?",
        (document.id,),
    ).fetchone()
    document.identity = Identity(symbol, issued, told.split(",")) if symbol else None
    document.copy_of = CopyOf(original, evidence) if original else None
    links = database.execute(
        "SELECT id, status, resolved, candidates FROM citations WHERE document = ?", (document.id,)
    )
    by_id = {row[0]: row[1:] for row in links}
    for citation in document.citations:
        citation.status, citation.resolved, others = by_id[citation.id]
        citation.candidates = others.split(",") if others else []
