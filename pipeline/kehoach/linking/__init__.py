"""Documents become a knowledge base: names brought to ids, blank identities told, references resolved.

``name`` works on one document alone. ``link`` works inside the database, so memory does not grow with
the number of documents; it writes what it found into the tables, and ``knowledge.store`` copies it back. A later build
tells what it takes out and puts in (``Delta``), and only what that can touch is linked anew.
"""

import sqlite3
from array import array
from collections.abc import Container, Iterable

import msgspec

from kehoach.linking.copies import join_copies
from kehoach.linking.identities import Said, said, tell_identities
from kehoach.linking.indicators import name_indicators
from kehoach.linking.names import name_units
from kehoach.linking.references import end_validity, resolve
from kehoach.model import Document

_NOTED = "noted"  # in the table of states: what corrections touched since the last build


def name(document: Document) -> Document:
    """The document with canonical ids of its units and indicators."""
    name_units(document)
    name_indicators(document)
    return document


class Delta:
    """What a build changes, as far as links depend on it: noted of each document before it is taken out and after it was put in."""

    def __init__(self) -> None:
        self.documents: set[str] = set()
        self.said: set[Said] = set()
        self.keys: set[str] = set()
        self.lines: set[int] = set()
        self.replaced: set[str] = set()

    def note(self, database: sqlite3.Connection, ident: str) -> None:
        """Notes a document as the database has it now."""
        self.documents.add(ident)
        self.said.update(said(database, ident))
        self.note_number(database, ident)
        for (packed,) in database.execute("SELECT paragraphs FROM documents WHERE id = ?", (ident,)):
            lines = array("I")
            lines.frombytes(packed)
            self.lines.update(lines)

    def note_number(self, database: sqlite3.Connection, ident: str) -> None:
        """Notes the number that a document bears, and which documents it replaces."""
        keys = "SELECT symbol_key FROM documents WHERE id = ? AND symbol_key IS NOT NULL"
        self.keys.update(row[0] for row in database.execute(keys, (ident,)))
        ended = "SELECT resolved FROM citations WHERE document = ? AND relation IN ('replaces', 'repeals') AND resolved IS NOT NULL"
        self.replaced.update(row[0] for row in database.execute(ended, (ident,)))

    def put_off(self, database: sqlite3.Connection) -> None:
        """Leaves in the database what was noted, for the build that links anew."""
        self.take_up(database)
        noted = msgspec.json.encode(_Noted(sorted(self.keys), sorted(self.replaced), list(self.said)))
        database.execute("INSERT OR REPLACE INTO state VALUES (?,?)", (_NOTED, noted.decode()))

    def take_up(self, database: sqlite3.Connection) -> None:
        """Adds what was put off."""
        for (text,) in database.execute("SELECT value FROM state WHERE key = ?", (_NOTED,)).fetchall():
            noted = msgspec.json.decode(text, type=_Noted)
            self.keys.update(noted.keys)
            self.replaced.update(noted.replaced)
            self.said.update(noted.said)
            database.execute("DELETE FROM state WHERE key = ?", (_NOTED,))

    @staticmethod
    def is_put_off(state: Container[str]) -> bool:
        """Whether something waits for the build that links anew, by the keys of the table of states."""
        return _NOTED in state


class _Noted(msgspec.Struct):
    keys: list[str]
    replaced: list[str]
    said: list[Said]


def link(database: sqlite3.Connection, delta: Delta | None = None) -> set[str]:
    """Identities first, then copies, then references: they point at one document, by its told identity.

    Last, what replaced or repealed a document is written down with it. Gives the ids of the documents of which something else is
    told than before. Without ``delta`` everything is linked.
    """
    if delta is None:
        found = tell_identities(database).keys() | join_copies(database) | resolve(database)
        return found | end_validity(database)
    return _link_anew(database, delta)


def _link_anew(database: sqlite3.Connection, delta: Delta) -> set[str]:
    told = tell_identities(database, delta.said, delta.documents)
    for ident, key in told.items():
        delta.note(database, ident)
        delta.keys.update([key] if key else [])
    changed = _here(database, delta.documents) | _bearing(database, delta.keys)
    joined = join_copies(database, changed, delta.lines)
    for ident in joined:
        delta.note_number(database, ident)
    linked = resolve(database, delta.keys, _here(database, delta.documents))
    for ident in linked:
        delta.note_number(database, ident)
    ended = end_validity(database, delta.replaced | delta.documents | _bearing(database, delta.keys))
    return told.keys() | joined | linked | ended


def _bearing(database: sqlite3.Connection, keys: Iterable[str]) -> set[str]:
    query = "SELECT id FROM documents WHERE symbol_key = ?"
    return {row[0] for key in keys for row in database.execute(query, (key,))}


def _here(database: sqlite3.Connection, idents: Iterable[str]) -> set[str]:
    return {i for i in idents if database.execute("SELECT 1 FROM documents WHERE id = ?", (i,)).fetchone()}
