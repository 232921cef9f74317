"""``desk.sqlite``: what people look at, ready to be listed, beside the knowledge base that it is made from.

desk_tables.py says what it holds, desk_filling.py fills it: tasks with their whole sentence, the day they fall due and how far they are; indicators with their values; findings; the ledger;
every text also bare (small letters, no diacritics), so that lists filter and page in SQL. It is a cache: thrown away and made anew
whenever the database, the findings or the waivers have changed; a correction or a change of status replaces one document's rows.
"""

import os
import shutil
import sqlite3
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
from kehoach.knowledge.store import Store
from kehoach.knowledge.tables import functions

_FILE = "desk.sqlite"


def open_desk(folder: Path) -> sqlite3.Connection:
    """The desk of a knowledge base, made anew first where it is not of today's database. Rows come as ``sqlite3.Row``."""
    store = opened(Store(folder))
    path = cache_of(folder) / _FILE
    try:
        store.connect().close()  # raises where there is no knowledge base
        if _stamp_of(path) != _stamp(store):
            make(store, path)
    finally:
        store.close()
    database = _connect(path)
    _catch_up(database, folder)
    return database


def make(store: Store, path: Path) -> None:
    """Writes the desk aside and moves it into place; rows of documents that have not changed are taken over from a desk before:
    that of the same place, or the one beside the knowledge base that may not be written here."""
    aside = path.with_name(f".{_FILE}.{os.getpid()}.part")
    aside.unlink(missing_ok=True)
    before = (one for one in (path, store.folder / _FILE) if _stamp_of(one).startswith(f"{VERSION}|"))
    known = next(before, None)  # rows of other tables cannot be taken over
    if known:
        shutil.copyfile(known, aside)
    database, source = _connect(aside), store.connect()
    try:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        if not known:
            database.executescript(DDL)
        stamp = _stamp(store)
        fill(database, source, store)
        for table in ("findings", "evidence", "ledger", "made"):
            database.execute(f"DELETE FROM {table}")
        fill_findings(database, _findings(store))
        fill_ledger(database, store.manifest())
        if not known:
            database.executescript(INDEXES)
        database.execute("INSERT INTO made VALUES (?, 0)", (stamp,))
        database.commit()
        database.close()
        os.replace(aside, path)
    finally:
        source.close()
        database.close()
        aside.unlink(missing_ok=True)


def refresh(folder: Path, ident: str) -> None:
    """Takes one document's rows over anew, after a correction was laid over it."""
    path = cache_of(folder) / _FILE
    if not path.exists():
        return
    store = Store(folder)
    database, source = _connect(path), store.connect()
    try:
        with database:
            refill(database, source, store, ident)
            database.execute("UPDATE made SET stamp = ?, follow_up = 0", (_stamp(store),))
    finally:
        source.close()
        database.close()
        store.close()


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=30)
    database.row_factory = sqlite3.Row
    functions(database)
    database.create_function("next_due", 5, next_due, deterministic=True)
    return database


def _stamp(store: Store) -> str:
    """What the desk was made from: the version of its tables, and when each file it is made from changed."""
    files = (*(store.place / name for name in ("kb.sqlite", "findings.json", "manifest.json")), store.waivers)
    return "|".join([VERSION, *(str(p.stat().st_mtime_ns) if p.exists() else "-" for p in files)])


def _stamp_of(path: Path) -> str:
    """What a desk was made from; blank where there is none that can be read."""
    if not path.exists():
        return ""
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        row = database.execute("SELECT stamp FROM made").fetchone()
        return row[0] if row else ""
    except sqlite3.DatabaseError:
        return ""
    finally:
        database.close()


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
