"""``desk.sqlite``: what people look at, ready to be listed, beside the knowledge base that it is made from.

desk_tables.py says what it holds, desk_filling.py fills it: tasks with their whole sentence, the day they fall due and how far they are; indicators with their values; findings; the ledger;
every text also bare (small letters, no diacritics), so that lists filter and page in SQL. It is a cache: thrown away and made anew
whenever the database, the findings or the waivers have changed; a correction or a change of status replaces one document's rows.
"""

import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kehoach.knowledge import followup
from kehoach.knowledge.anchors import Anchor
from kehoach.knowledge.caches import cache_of
from kehoach.knowledge.check import read_waivers
from kehoach.knowledge.desk_filling import fill, fill_findings, fill_ledger, refill
from kehoach.knowledge.desk_tables import DDL, INDEXES, VERSION
from kehoach.knowledge.migrations import opened
from kehoach.knowledge.occurring import next_due
from kehoach.knowledge.records import Finding
from kehoach.knowledge.store import DESK, Store
from kehoach.knowledge.tables import functions

_MAKING = threading.Lock()  # one thread makes it, the others wait; other programs make theirs


def open_desk(folder: Path) -> sqlite3.Connection:
    """The desk of a knowledge base, made anew first where it is not of today's database. Rows come as ``sqlite3.Row``."""
    store = opened(Store(folder))
    try:
        store.connect().close()  # raises where there is no knowledge base
        return desk_of(store)
    finally:
        store.close()


def desk_of(store: Store) -> sqlite3.Connection:
    """The desk of the very build that a store answers from, so that a page never shows lists of one build beside documents of
    another. Whoever opens another build meanwhile may put theirs in its place; this one stays open."""
    path, wanted = _place(store), stamp(store)
    while (database := _made_from(path, wanted)) is None:
        with _MAKING:
            if _stamp_of(path) != wanted:
                make(store)
    _catch_up(database, store.folder)
    return database


def _made_from(path: Path, wanted: str) -> sqlite3.Connection | None:
    """The desk that is there, if it is made from what is wanted."""
    if not path.exists():
        return None
    database = _connect(path)
    if _stamp_in(database) == wanted:
        return database
    database.close()
    return None


def make(store: Store) -> None:
    """Writes the desk aside and moves it into place; rows of documents that have not changed are taken over from a desk before:
    that of the same place, or the one beside the knowledge base that may not be written here."""
    path = _place(store)
    before = (one for one in (path, store.folder / DESK) if _stamp_of(one).startswith(f"{VERSION}|"))
    known = next(before, None)  # rows of other tables cannot be taken over
    with _aside(path, store) as (aside, database, source):
        if known:
            _copy(known, database)
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        if not known:
            database.executescript(DDL)
        fill(database, source, store)
        for table in ("findings", "evidence", "ledger", "made"):
            database.execute(f"DELETE FROM {table}")
        fill_findings(database, _findings(store))
        fill_ledger(database, store.manifest())
        if not known:
            database.executescript(INDEXES)
        database.execute("INSERT INTO made VALUES (?, 0)", (stamp(store),))
        _put(aside, database, path)


def refresh(store: Store, before: str, ident: str) -> None:
    """Takes one document's rows over anew, after a correction was laid over it. A desk that is not of the build ``before`` it
    (``stamp``) is left to be made anew; who has it open goes on with the rows that are there."""
    path = _place(store)
    with _MAKING:
        if _stamp_of(path) != before:
            return
        with _aside(path, store) as (aside, database, source):
            _copy(path, database)
            if _stamp_in(database) == before:
                refill(database, source, store, ident)
                database.execute("UPDATE made SET stamp = ?, follow_up = 0", (stamp(store),))
                _put(aside, database, path)


def _place(store: Store) -> Path:
    return cache_of(store.folder) / DESK


@contextmanager
def _aside(path: Path, store: Store) -> Iterator[tuple[Path, sqlite3.Connection, sqlite3.Connection]]:
    """Where this thread prepares a desk, open, and the database that it is made from; several programs and threads may do so at
    once. What was not put into its place is thrown away."""
    for left in path.parent.glob(f".{path.name}.*.part"):
        process = Path("/proc", left.name.split(".")[3])
        if sys.platform == "linux" and not process.exists():  # it was killed at this
            left.unlink(missing_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    aside.unlink(missing_ok=True)
    try:
        with closing(_connect(aside)) as database, closing(store.connect()) as source:
            yield aside, database, source
    finally:
        aside.unlink(missing_ok=True)


def _put(aside: Path, database: sqlite3.Connection, path: Path) -> None:
    """Moves a desk that is ready into its place."""
    database.commit()
    database.close()
    os.replace(aside, path)


def _copy(path: Path, database: sqlite3.Connection) -> None:
    """Copies a desk as SQLite does, whole also while somebody writes to it."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as before:
        before.backup(database)


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=30)
    database.row_factory = sqlite3.Row
    functions(database)
    database.create_function("next_due", 5, next_due, deterministic=True)
    return database


def stamp(store: Store) -> str:
    """What a desk of this build is made from: the version of its tables, and when each file was written."""
    files = (*(store.place / name for name in ("kb.sqlite", "findings.json", "manifest.json")), store.waivers)
    return "|".join([VERSION, *(str(p.stat().st_mtime_ns) if p.exists() else "-" for p in files)])


def _stamp_of(path: Path) -> str:
    """What a desk was made from; blank where there is none that can be read."""
    if not path.exists():
        return ""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as database:
        return _stamp_in(database)


def _stamp_in(database: sqlite3.Connection) -> str:
    try:
        row = database.execute("SELECT stamp FROM made").fetchone()
        return str(row[0]) if row else ""
    except sqlite3.DatabaseError:
        return ""


def _findings(store: Store) -> list[Finding]:
    """What the last build found, with the waivers of today."""
    waivers = read_waivers(store.waivers) if store.waivers.exists() else {}
    found = store.findings().findings
    for finding in found:
        finding.waived = waivers.get(finding.id)
    return found


# --- how far tasks are ------------------------------------------------------------------------


def _catch_up(database: sqlite3.Connection, folder: Path) -> None:
    """Takes over the changes of status that were told since; the journal only grows."""
    told = followup.journal(folder)
    length = told.stamp()
    if database.execute("SELECT follow_up FROM made").fetchone()[0] == length:
        return
    with database:
        for change in followup.latest(told.read()).values():
            ident = task_at(database, change.anchor)
            if ident:
                database.execute(
                    "UPDATE tasks SET status = ?, note = ?, proof = ?, changed_by = ?, changed_on = ? WHERE document = ? AND id = ?",
                    (change.status, change.note, change.proof, change.by, change.on, *ident),
                )
        database.execute("UPDATE made SET follow_up = ?", (length,))


def task_at(database: sqlite3.Connection, anchor: Anchor) -> tuple[str, str] | None:
    """The task (document, id) that an anchor means: the same words nearest to the old place, else what begins at that place."""
    rows = database.execute(
        "SELECT document, id, quote, start FROM tasks WHERE file = ? ORDER BY abs(start - ?)", (anchor.file, anchor.start)
    ).fetchall()  # fmt: skip
    words = anchor.quote.split()
    for row in rows:
        if row["quote"].split() == words:
            return row["document"], row["id"]
    near = next((row for row in rows if row["start"] == anchor.start), None)
    return (near["document"], near["id"]) if near else None
