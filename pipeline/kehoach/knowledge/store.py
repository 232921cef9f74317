"""The folder of a knowledge base: documents/*.json, kb.sqlite, findings.json, manifest.json.

Files are written aside and moved into place, so a build that is killed leaves no half-written file.
The JSON files are the truth; the database is made from them, in the order of their ids, so the same
input gives the same bytes.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from kehoach.errors import UsageError
from kehoach.knowledge import tables
from kehoach.knowledge.records import Findings, Manifest
from kehoach.linking import link
from kehoach.model import CopyOf, Document, Identity

_UNTOLD = (b'"identity": null', b'"copy_of": null', b'"replaced_by": null')
_DATABASE, _FINDINGS, _MANIFEST = "kb.sqlite", "findings.json", "manifest.json"


def to_json(record: object) -> bytes:
    """The JSON of a record as it is written to disk: UTF-8, indented by one space, in the order of the model."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def write_atomically(path: Path, data: bytes) -> bool:
    """Writes a file whole or not at all; a file that holds these bytes already is left alone (False)."""
    if path.exists() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return False
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(data)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
    return True


class Store:
    """The files of one knowledge base."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents = folder / "documents"
        self.waivers = folder / "waivers.yaml"
        self.database = folder / _DATABASE

    @classmethod
    def create(cls, folder: Path) -> "Store":
        """The store in a folder, made if need be; leftovers of a killed build are removed."""
        store = cls(folder)
        try:
            store.documents.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(
                f"The folder {folder} cannot be made ({error.strerror}).", "Name another with --out."
            ) from error
        for part in [*folder.glob(".*.part"), *store.documents.glob(".*.part")]:
            part.unlink(missing_ok=True)
        return store

    # --- documents ------------------------------------------------------------------------

    def path_of(self, ident: str) -> Path:
        """The file of a document."""
        return self.documents / f"{ident}.json"

    def write(self, document: Document) -> bool:
        """Writes a document; False when its file held the same already."""
        return write_atomically(self.path_of(document.id), to_json(document))

    def read(self, ident: str) -> Document:
        """A document by its id."""
        return msgspec.json.decode(self.path_of(ident).read_bytes(), type=Document)

    def ids(self) -> list[str]:
        """The ids of all documents, sorted."""
        return sorted(path.stem for path in self.documents.glob("*.json"))

    def remove_others(self, kept: set[str]) -> None:
        """Removes the documents that are no longer among the inputs."""
        for ident in self.ids():
            if ident not in kept:
                self.path_of(ident).unlink()

    # --- manifest and findings ------------------------------------------------------------

    def manifest(self) -> Manifest | None:
        """The ledger of the last build, or None."""
        path = self.folder / _MANIFEST
        try:
            return msgspec.json.decode(path.read_bytes(), type=Manifest)
        except (OSError, msgspec.DecodeError):
            return None

    def write_manifest(self, manifest: Manifest) -> None:
        """Writes the ledger."""
        write_atomically(self.folder / _MANIFEST, to_json(manifest))

    def has_findings(self) -> bool:
        """Whether a build has finished here."""
        return (self.folder / _FINDINGS).exists()

    def findings(self) -> Findings:
        """What the checks found at the last build."""
        try:
            return msgspec.json.decode((self.folder / _FINDINGS).read_bytes(), type=Findings)
        except OSError as error:
            raise UsageError(
                f"{self.folder} holds no findings.json.", "Build the knowledge base first."
            ) from error

    def write_findings(self, findings: Findings) -> None:
        """Writes the findings."""
        write_atomically(self.folder / _FINDINGS, to_json(findings))

    # --- database -------------------------------------------------------------------------

    @contextmanager
    def rebuilding(self) -> Iterator["Rebuild"]:
        """A database in the making; moved into place, linked and indexed, when the block ends without error."""
        aside = self.folder / f".{_DATABASE}.{os.getpid()}.part"
        aside.unlink(missing_ok=True)
        database = tables.create(str(aside))
        try:
            tables.functions(database)
            yield Rebuild(database, self)
            database.commit()
            database.close()
            os.replace(aside, self.folder / _DATABASE)
        finally:
            database.close()
            aside.unlink(missing_ok=True)

    def connect(self) -> sqlite3.Connection:
        """The database, read-only."""
        path = self.database
        if not path.exists():
            raise UsageError(
                f"{self.folder} holds no knowledge base.", "Build one first: kehoach build INPUT --out DIR."
            )
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        tables.functions(database)
        database.row_factory = sqlite3.Row
        return database

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The database, to change rows where they stand (a correction); readers see the change when it is whole."""
        self.connect().close()
        database = sqlite3.connect(self.database, timeout=30)
        try:
            tables.functions(database)
            yield database
        finally:
            database.close()


class Rebuild:
    """The database while it is made: documents go in one by one, then all are linked."""

    def __init__(self, database: sqlite3.Connection, store: Store) -> None:
        self.database = database
        self.store = store

    def add(self, document: Document) -> None:
        """Puts a document in."""
        tables.insert(self.database, document)

    def link(self) -> None:
        """Links all documents, and writes what linking found back into their files."""
        self.database.executescript(tables.INDEXES)
        link(self.database)
        for ident, symbol, issued, told, original, evidence, replaced in self.database.execute(
            "SELECT id, identity_symbol, identity_issued, identity_from, copy_of, copy_evidence, replaced_by FROM documents ORDER BY id"
        ).fetchall():
            identity = Identity(symbol, issued, told.split(",")) if symbol else None
            copy = CopyOf(original, evidence) if original else None
            self._write_back(ident, identity, copy, replaced)

    def _write_back(
        self, ident: str, identity: Identity | None, copy: CopyOf | None, replaced: str | None
    ) -> None:
        links = self.database.execute(
            "SELECT id, status, resolved, candidates FROM citations WHERE document = ? AND status <> 'unresolved'",
            (ident,),
        ).fetchall()
        raw = self.store.path_of(ident).read_bytes()
        linked = b'"status": "resolved"' in raw or b'"status": "ambiguous"' in raw
        told = identity or copy or replaced or not all(mark in raw for mark in _UNTOLD)
        if not links and not told and not linked:
            return
        document = msgspec.json.decode(raw, type=Document)
        by_id: dict[str, Any] = {row[0]: row for row in links}
        document.identity, document.copy_of, document.replaced_by = identity, copy, replaced
        for citation in document.citations:
            _, citation.status, citation.resolved, others = by_id.get(
                citation.id, (None, "unresolved", None, "")
            )
            citation.candidates = others.split(",") if others else []
        self.store.write(document)
