"""The files of a knowledge base: documents/*.json, kb.sqlite, findings.json, manifest.json.

The JSON files are the truth; the database is made from them. A build writes a draft and publishes it whole
(generations.py), so nobody ever sees half a build, or the documents of one beside the database of another.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EDQUOT, EEXIST, ENOSPC, ENOTDIR, EPERM, EROFS
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec

from kehoach.errors import UsageError
from kehoach.knowledge import tables
from kehoach.knowledge.generations import Generations
from kehoach.knowledge.records import Findings, Manifest, Run
from kehoach.locks import Held
from kehoach.model import Document

DATABASE, _FINDINGS, _MANIFEST = "kb.sqlite", "findings.json", "manifest.json"
_RUN = "run.json"
EXTRACTED, DESK = "extracted", "desk.sqlite"  # beside the builds: corrections.py, desk.py
UNFINISHED = "unfinished"
_MAPPED = 2**30
_FULL, _BARRED = (ENOSPC, EDQUOT), (EACCES, EEXIST, ENOTDIR, EPERM, EROFS)


def to_json(record: msgspec.Struct) -> bytes:
    """The JSON of a record as it is written to disk: UTF-8, in the order of the model, a line for each field and for each member of a list."""
    return b"".join(_pieces(record))


def _pieces(record: msgspec.Struct) -> Iterator[bytes]:
    """The JSON of a record a line at a time: a ledger of many thousand inputs is never in memory as a whole."""
    between = b"{\n"
    for field in msgspec.structs.fields(record):
        yield between + f' "{field.encode_name}": '.encode()
        yield from _lines(getattr(record, field.name))
        between = b",\n"
    yield b"\n}\n"


def _lines(value: object) -> Iterator[bytes]:
    if not (isinstance(value, list) and value and isinstance(value[0], msgspec.Struct)):
        yield msgspec.json.encode(value)
        return
    yield b"[\n  " + msgspec.json.encode(value[0])
    yield from (b",\n  " + msgspec.json.encode(one) for one in value[1:])
    yield b"\n ]"


def write_atomically(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all; a file that holds these bytes already is left alone."""
    if path.exists() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(data)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def write_run(folder: Path, run: Run) -> None:
    """Notes what the last build of a folder was."""
    write_atomically(folder / _RUN, msgspec.json.encode(run) + b"\n")


def last_run(folder: Path) -> Run:
    """The last build of a folder; a blank one where none is noted."""
    try:
        return msgspec.json.decode((folder / _RUN).read_bytes(), type=Run)
    except (OSError, msgspec.DecodeError):
        return Run()


class Files:
    """The files of one build, to be read."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.documents = place / "documents"

    def path_of(self, ident: str) -> Path:
        """The file of a document."""
        return self.documents / f"{ident}.json"

    def read(self, ident: str) -> Document:
        """A document by its id."""
        return msgspec.json.decode(self.path_of(ident).read_bytes(), type=Document)

    def ids(self) -> list[str]:
        """The ids of all documents, sorted."""
        return sorted(name[:-5] for name in os.listdir(self.documents) if name.endswith(".json"))

    def manifest(self) -> Manifest | None:
        """The ledger of the build, or None."""
        try:
            return msgspec.json.decode((self.place / _MANIFEST).read_bytes(), type=Manifest)
        except (OSError, msgspec.DecodeError):
            return None

    def has_findings(self) -> bool:
        """Whether a build has finished here."""
        return (self.place / _FINDINGS).exists()

    def findings(self) -> Findings:
        """What the checks found at the build."""
        try:
            return msgspec.json.decode((self.place / _FINDINGS).read_bytes(), type=Findings)
        except OSError as error:
            raise UsageError(
                f"{self.place} holds no findings.json.", "Build the knowledge base first."
            ) from error

    def layout(self) -> int | None:
        """How the files and tables are laid out (tables.LAYOUT; 1 for those of before they were numbered); None where there are none."""
        path = self.place / DATABASE
        if not path.exists():
            return None
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            return int(database.execute("PRAGMA user_version").fetchone()[0]) or 1
        finally:
            database.close()

    def connect(self) -> sqlite3.Connection:
        """The database, read-only."""
        database = sqlite3.connect(f"{(self.place / DATABASE).resolve().as_uri()}?mode=ro", uri=True)
        # Nobody writes to the files of a build once it is published.
        database.execute(f"PRAGMA mmap_size = {_MAPPED}")
        tables.functions(database)
        database.row_factory = sqlite3.Row
        return database


class Store(Files):
    """The knowledge base in a folder. The build that holds when it is first asked is the one it answers from until ``close``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.generations = Generations(folder)
        self.waivers = folder / "waivers.yaml"
        self.database = folder / DATABASE
        self._held: Held | None = None
        self.reload()

    def reload(self) -> None:
        """Turns to the build that holds now."""
        self.close()
        pinned = self.generations.pin()
        place, self._held = pinned or (self.folder, None)
        super().__init__(place)

    def close(self) -> None:
        """Lets go of the build; it may be removed from then on."""
        if self._held:
            held, self._held = self._held, None
            self.generations.let_go(self.place, held)

    def __del__(self) -> None:
        if getattr(self, "_held", None):
            self.close()

    def connect(self) -> sqlite3.Connection:
        """The database, read-only. Raises UsageError for none, and for one of another layout."""
        layout = self.layout()
        if layout is None:
            raise UsageError(
                f"{self.folder} holds no knowledge base.", "Build one first: kehoach build INPUT --out DIR."
            )
        if layout != tables.LAYOUT:
            raise other_layout(self.folder, layout)
        return super().connect()

    # --- writing --------------------------------------------------------------------------

    @contextmanager
    def building(self) -> Iterator[None]:
        """The right to write here; another build is waited for. A full disk or missing rights become a UsageError."""
        try:
            with self.generations.building():
                self._sweep()
                self.reload()
                yield
        except (OSError, sqlite3.DatabaseError) as error:
            told = _trouble(self.folder, error)
            if told is None:
                raise
            self._forget_draft()
            raise told from error

    def _sweep(self) -> None:
        """Removes what a killed build or correction had begun to write aside; nobody else does so while the right to write is held."""
        for folder in (self.folder, self.folder / "documents", self.folder / EXTRACTED):
            for path in folder.glob(".*.part"):
                if not path.name.startswith(f".{DESK}."):  # whoever reads may make one
                    path.unlink(missing_ok=True)

    def _forget_draft(self) -> None:
        shutil.rmtree(self.generations.draft, ignore_errors=True)

    @contextmanager
    def changing(self) -> Iterator["Draft"]:
        """The next build, begun as a copy of this one: change its documents and rows, and it is published when the block ends.

        When the block raises, nothing has changed.
        """
        with self.building():
            draft = Draft(self.generations, self)
            try:
                for ident in self.ids():
                    draft.keep(ident)
                draft.copy_database()
                for name in (_FINDINGS, _MANIFEST):
                    shutil.copyfile(self.place / name, draft.place / name)
                yield draft
                draft.publish()
            except BaseException:
                draft.forget()
                raise
            self.reload()


class Draft(Files):
    """The files of a build that is being prepared; nobody reads them before ``publish``."""

    def __init__(self, generations: Generations, before: Files | None) -> None:
        super().__init__(generations.draft)
        self.before = before
        self._generations = generations
        self._database: sqlite3.Connection | None = None
        self._fresh = False
        shutil.rmtree(self.place, ignore_errors=True)
        self.documents.mkdir(parents=True)

    def keep(self, ident: str) -> None:
        """Takes a document over from the build before, as it is."""
        assert self.before
        source, target = self.before.path_of(ident), self.path_of(ident)
        try:
            os.link(source, target)
        except OSError:  # a file system without hard links
            shutil.copyfile(source, target)

    def write(self, document: Document) -> None:
        """Writes a document."""
        write_atomically(self.path_of(document.id), to_json(document))

    def write_new(self, ident: str, base: str, data: bytes) -> None:
        """Writes the file of a document that is new here; ``base`` is the id that it claims."""
        with (self.place / UNFINISHED).open("a", encoding="utf-8") as file:
            file.write(f"{ident} {base}\n")
        self.path_of(ident).write_bytes(data)

    def write_manifest(self, manifest: Manifest) -> None:
        """Writes the ledger."""
        self._write(_MANIFEST, manifest)

    def write_findings(self, findings: Findings) -> None:
        """Writes the findings."""
        self._write(_FINDINGS, findings)

    def _write(self, name: str, record: msgspec.Struct) -> None:
        """Writes a file that nobody reads before this draft is published."""
        with (self.place / name).open("wb") as file:
            file.writelines(_pieces(record))

    def begin(self, read_by: str) -> None:
        """Notes what reads the documents of this draft, so that the next build may take them over when this one is killed."""
        (self.place / UNFINISHED).write_text(read_by + "\n", "utf-8")

    # --- database -------------------------------------------------------------------------

    def index(self) -> None:
        """Indexes the tables, once all documents are in."""
        self.database.executescript(tables.INDEXES)

    def copy_database(self) -> None:
        """Begins with the database of the build before."""
        assert self.before
        shutil.copyfile(self.before.place / DATABASE, self.place / DATABASE)

    @property
    def database(self) -> sqlite3.Connection:
        """The database in the making; an empty one when none was copied."""
        if self._database is None:
            path = self.place / DATABASE
            self._fresh = not path.exists()
            self._database = tables.create(str(path)) if self._fresh else tables.open_(str(path))
            # Those of the build before are asked for documents that go, or give way to others.
            before = (self.before.documents,) if self.before else ()
            tables.functions(self._database, self.documents, *before)
        return self._database

    def publish(self) -> Path:
        """Makes this the build that everybody sees. Its name tells its content, so the same content has the same name."""
        if self._database is not None:
            self._database.commit()
            if self._fresh:
                self._pack(self._database)
            self._database.close()
        (self.place / UNFINISHED).unlink(missing_ok=True)
        told = sha256()
        for name in (_MANIFEST, _FINDINGS):
            with (self.place / name).open("rb") as file:
                for part in iter(partial(file.read, 2**20), b""):
                    told.update(part)
        return self._generations.publish(told.hexdigest()[:16])

    def _pack(self, database: sqlite3.Connection) -> None:
        """Fills the pages of a database that was made row by row: a tenth of each is left empty by then."""
        packed = self.place / f".{DATABASE}.part"
        database.execute("VACUUM INTO ?", (str(packed),))
        os.replace(packed, self.place / DATABASE)

    def close(self) -> None:
        """Lets go of the database."""
        if self._database is not None:
            self._database.close()

    def forget(self) -> None:
        """Removes the draft."""
        self.close()
        shutil.rmtree(self.place, ignore_errors=True)


def other_layout(folder: Path, layout: int) -> UsageError:
    """What is said of a knowledge base whose tables are laid out otherwise."""
    if layout > tables.LAYOUT:
        return UsageError(
            f"{folder} was made by a newer kehoach (layout {layout}; this one knows {tables.LAYOUT}).", "Install the newer kehoach."
        )  # fmt: skip
    return UsageError(
        f"{folder} was made by an older kehoach (layout {layout}).",
        "Open it with kehoach.open or build it again: either brings it up.",
    )


def _trouble(folder: Path, error: Exception) -> UsageError | None:
    """What a person is told when the disk is full or the folder may not be written; None for any other error."""
    number = getattr(error, "errno", None)
    if number in _FULL or "disk is full" in str(error):
        return UsageError(
            f"The disk is full: {folder} stays as it was.", "Make room, or name another folder with --out."
        )
    if number in _BARRED or "readonly database" in str(error):
        return UsageError(
            f"Writing to {folder} failed ({error}).",
            "Check its rights, or name another with --out.",
        )
    return None
