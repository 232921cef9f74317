"""``desk.sqlite``: what people look at, ready to be listed, beside the knowledge base that it is made from.

Tasks with their whole sentence, the day they fall due and how far they are; indicators with their values; findings; the ledger;
every text also bare (small letters, no diacritics), so that lists filter and page in SQL. It is a cache: thrown away and made anew
whenever the database, the findings or the waivers have changed; a correction or a change of status replaces one document's rows.
"""

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from kehoach.knowledge import followup
from kehoach.knowledge.anchors import Anchor
from kehoach.knowledge.check import read_waivers, run_checks
from kehoach.knowledge.migrations import opened
from kehoach.knowledge.occurring import due_of, next_due
from kehoach.knowledge.records import Finding, Findings, Manifest
from kehoach.knowledge.store import Store
from kehoach.knowledge.tables import functions
from kehoach.linking.indicators import whose
from kehoach.text import bare
from kehoach.wording import told_document

_FILE, _VERSION = "desk.sqlite", "4"
_DDL = """
CREATE TABLE made (stamp TEXT, follow_up INTEGER);
CREATE TABLE documents (
  id TEXT PRIMARY KEY, name TEXT, symbol TEXT, type TEXT, issuer TEXT, issued TEXT, title TEXT, path TEXT, file TEXT, place TEXT, copy_of TEXT, replaced_by TEXT,
  period_start TEXT, period_end TEXT, tasks INTEGER, targets INTEGER, doubts INTEGER, grave INTEGER DEFAULT 0, words TEXT, written INTEGER
);
CREATE TABLE tasks (
  document TEXT, id TEXT, name TEXT, file TEXT, quote TEXT, sentence TEXT, lead TEXT, support TEXT, product TEXT, start_date TEXT, end_date TEXT, recurrence TEXT,
  condition TEXT, period_end TEXT, due TEXT, again INTEGER, page INTEGER, start INTEGER, confidence REAL, issued TEXT, place TEXT, words TEXT,
  status TEXT DEFAULT 'open', note TEXT, proof TEXT, changed_by TEXT, changed_on TEXT, PRIMARY KEY (document, id)
);
CREATE VIRTUAL TABLE task_search USING fts5(words, content='tasks', content_rowid='rowid', detail='none', columnsize=0, tokenize="unicode61");
CREATE TABLE task_units (task INTEGER, role TEXT, unit TEXT, PRIMARY KEY (unit, task, role)) WITHOUT ROWID;  -- task: the row of tasks
CREATE TABLE unit_names (words TEXT, unit TEXT, PRIMARY KEY (words, unit)) WITHOUT ROWID;  -- every way a unit is written
CREATE TABLE units (id TEXT PRIMARY KEY, name TEXT, place TEXT, leads INTEGER, supports INTEGER, words TEXT) WITHOUT ROWID;
CREATE TABLE targets (
  document TEXT, id TEXT, name TEXT, indicator TEXT, label TEXT, op TEXT, value REAL, value_max REAL, unit TEXT, unit_key TEXT, amount REAL, due TEXT, year TEXT,
  measure TEXT, place TEXT, area TEXT, page INTEGER, start INTEGER, quote TEXT, confidence REAL, place_words TEXT, wording TEXT, whose TEXT, PRIMARY KEY (document, id)
);
CREATE TABLE indicators (
  id TEXT PRIMARY KEY, label TEXT, documents INTEGER, targets INTEGER, years INTEGER, disagree INTEGER DEFAULT 0, words TEXT
) WITHOUT ROWID;
CREATE TABLE findings (id TEXT PRIMARY KEY, rank INTEGER, "check" TEXT, severity TEXT, waived INTEGER, json BLOB);
CREATE TABLE evidence (document TEXT, finding TEXT, start INTEGER, PRIMARY KEY (document, finding, start)) WITHOUT ROWID;
CREATE TABLE ledger (path TEXT, words TEXT, outcome TEXT, document TEXT, reason TEXT, hint TEXT, obtained TEXT, pages INTEGER, characters INTEGER, doubts INTEGER);
"""
_INDEXES = """
-- All that tells when a task falls due and how far it is: counts and pages are found here, without the wide rows.
CREATE INDEX tasks_by_time ON tasks (document, start, due, again, start_date, end_date, recurrence, condition, period_end, status, issued, place, id);
CREATE INDEX tasks_by_file ON tasks (file, start);
CREATE INDEX task_units_by_task ON task_units (task, role, unit);
CREATE INDEX tasks_without_lead ON tasks (document, id) WHERE lead = '';
CREATE INDEX targets_by_indicator ON targets (indicator, year);
CREATE INDEX findings_by_check ON findings ("check", rank);
CREATE INDEX findings_by_rank ON findings (rank, severity, "check", waived);
CREATE INDEX documents_by_day ON documents (issued);
CREATE INDEX ledger_by_document ON ledger (document);
CREATE INDEX targets_by_place ON targets (document, start);
"""


def open_desk(folder: Path) -> sqlite3.Connection:
    """The desk of a knowledge base, made anew first where it is not of today's database. Rows come as ``sqlite3.Row``."""
    store = opened(Store(folder))
    path = folder / _FILE
    try:
        if not _is_current(path, store):
            make(store)
    finally:
        store.close()
    database = _connect(path)
    _catch_up(database, folder)
    return database


def make(store: Store) -> None:
    """Writes the desk aside and moves it into place; rows of documents that have not changed are taken over from the desk before."""
    aside = store.folder / f".{_FILE}.{os.getpid()}.part"
    aside.unlink(missing_ok=True)
    known = _is_of_today(store.folder / _FILE)
    if known:
        shutil.copyfile(store.folder / _FILE, aside)
    database, source = _connect(aside), store.connect()
    try:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        if not known:
            database.executescript(_DDL)
        stamp = _stamp(store)
        _fill(database, source, store)
        for table in ("findings", "evidence", "ledger", "made"):
            database.execute(f"DELETE FROM {table}")
        _fill_findings(database, _findings(store, source))
        _fill_ledger(database, store.manifest())
        if not known:
            database.executescript(_INDEXES)
        database.execute("INSERT INTO made VALUES (?, 0)", (stamp,))
        database.commit()
        database.close()
        os.replace(aside, store.folder / _FILE)
    finally:
        source.close()
        database.close()
        aside.unlink(missing_ok=True)


def _is_of_today(path: Path) -> bool:
    """Whether a desk has the tables of this version, so that its rows can be taken over."""
    if not path.exists():
        return False
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        row = database.execute("SELECT stamp FROM made").fetchone()
        return bool(row and row[0].startswith(f"{_VERSION}|"))
    except sqlite3.DatabaseError:
        return False
    finally:
        database.close()


def _written(store: Store, ident: str) -> int:
    """When a document's file was written last: it is left alone while nothing of it changes."""
    path = store.path_of(ident)
    return path.stat().st_mtime_ns if path.exists() else 0


def refresh(folder: Path, ident: str) -> None:
    """Takes one document's rows over anew, after a correction was laid over it."""
    store = Store(folder)
    path = folder / _FILE
    if not path.exists():
        return
    database = _connect(path)
    source = store.connect()
    try:
        with database:
            _drop(database, ident)
            _fill_documents(database, source, store, [ident])
            _fill_units(database, source)
            _fill_indicators(database)
            _count_grave(database)
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
    return "|".join([_VERSION, *(str(p.stat().st_mtime_ns) if p.exists() else "-" for p in files)])


def _is_current(path: Path, store: Store) -> bool:
    store.connect().close()  # raises where there is no knowledge base
    if not path.exists():
        return False
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        row = database.execute("SELECT stamp FROM made").fetchone()
        return bool(row and row[0] == _stamp(store))
    except sqlite3.DatabaseError:
        return False
    finally:
        database.close()


# --- documents, tasks, targets ----------------------------------------------------------------


def _fill(database: sqlite3.Connection, source: sqlite3.Connection, store: Store) -> None:
    """The rows of all documents; only those are made that are new or were written since."""
    before = dict(database.execute("SELECT id, written FROM documents").fetchall())
    here = [row[0] for row in source.execute("SELECT id FROM documents ORDER BY id")]
    changed = [ident for ident in here if not before.get(ident) or before[ident] != _written(store, ident)]
    for ident in (before.keys() - set(here)) | (before.keys() & set(changed)):
        _drop(database, ident)
    _fill_documents(database, source, store, changed)
    _fill_units(database, source)
    _fill_indicators(database)


def _drop(database: sqlite3.Connection, ident: str) -> None:
    """Takes a document's rows out."""
    database.execute(
        "INSERT INTO task_search (task_search, rowid, words) SELECT 'delete', rowid, words FROM tasks WHERE document = ?", (ident,)
    )  # fmt: skip
    database.execute("DELETE FROM task_units WHERE task IN (SELECT rowid FROM tasks WHERE document = ?)", (ident,))  # fmt: skip
    for table in ("tasks", "targets"):
        database.execute(f"DELETE FROM {table} WHERE document = ?", (ident,))
    database.execute("DELETE FROM documents WHERE id = ?", (ident,))


def _fill_documents(
    database: sqlite3.Connection, source: sqlite3.Connection, store: Store, idents: list[str]
) -> None:
    for ident in idents:
        row = source.execute(
            "SELECT id, coalesce(symbol, identity_symbol) AS symbol, type, issuer, coalesce(identity_issued, issued) AS issued, title, path, sha256, place,"
            " copy_of, replaced_by, period_start, period_end, text FROM documents WHERE id = ?", (ident,),
        ).fetchone()  # fmt: skip
        _fill_document(database, source, row, _written(store, ident))


def _fill_document(
    database: sqlite3.Connection, source: sqlite3.Connection, row: sqlite3.Row, written: int
) -> None:
    name = told_document(row["symbol"], row["type"], row["issuer"], row["title"], row["path"])
    tasks, units = _tasks(source, row, name)
    targets = _targets(source, row, name)
    doubts = source.execute("SELECT count(*) FROM warnings WHERE document = ?", (row["id"],)).fetchone()[0]
    if row["copy_of"]:  # copies count once
        tasks, units, targets = [], [], []
    words = bare(
        " ".join(filter(None, (row["symbol"], row["title"], row["issuer"], row["path"], row["place"])))
    )
    database.execute(
        f"INSERT INTO documents VALUES ({','.join('?' * 20)})",
        (row["id"], name, row["symbol"], row["type"], row["issuer"], row["issued"], row["title"], row["path"], row["sha256"], row["place"],
         row["copy_of"], row["replaced_by"], row["period_start"], row["period_end"], len(tasks), len(targets), doubts, 0, words, written),
    )  # fmt: skip
    database.executemany(f"INSERT INTO tasks VALUES ({','.join('?' * 27)})", tasks)
    database.execute(
        "INSERT INTO task_search (rowid, words) SELECT rowid, words FROM tasks WHERE document = ?", (row["id"],)
    )  # fmt: skip
    database.executemany(
        "INSERT OR IGNORE INTO task_units SELECT rowid, ?, ? FROM tasks WHERE document = ? AND id = ?", units
    )  # fmt: skip
    database.executemany(f"INSERT INTO targets VALUES ({','.join('?' * 23)})", targets)


def _tasks(source: sqlite3.Connection, row: sqlite3.Row, name: str) -> tuple[list[Any], list[Any]]:
    """The rows of a document's tasks and of their units."""
    units: dict[str, list[sqlite3.Row]] = {}
    for unit in source.execute(
        "SELECT task, role, name, coalesce(unit, bare(name)) AS unit FROM task_units WHERE document = ? ORDER BY task, role, position",
        (row["id"],),
    ):
        units.setdefault(unit["task"], []).append(unit)
    tasks, joined = [], []
    for t in source.execute("SELECT * FROM tasks WHERE document = ?", (row["id"],)):
        these = units.get(t["id"], [])
        lead, support = (
            "; ".join(u["name"] for u in these if u["role"] == role) for role in ("lead", "support")
        )
        words = sentence_at(row["text"], t["start"], t["end"])
        again = int(t["recurrence"] not in (None, "continuous"))
        due = None if again else due_of(t["end_date"])
        tasks.append((
            row["id"], t["id"], name, row["sha256"], t["quote"], words, lead, support, t["product"], t["start_date"], t["end_date"], t["recurrence"],
            t["condition"], row["period_end"], due.isoformat() if due else None, again, t["page"], t["start"], t["confidence"], row["issued"],
            bare(f"{row['place'] or ''} {row['issuer'] or ''}"), bare(f"{words} {lead} {support} {t['product'] or ''}"), "open", None, None, None, None,
        ))  # fmt: skip
        joined += [(u["role"], u["unit"], row["id"], t["id"]) for u in these]
    return tasks, joined


def _targets(source: sqlite3.Connection, row: sqlite3.Row, name: str) -> list[Any]:
    made = []
    for t in source.execute(
        "SELECT t.*, i.name AS label FROM targets t LEFT JOIN indicators i ON i.id = t.indicator_id WHERE document = ?", (row["id"],)
    ):  # fmt: skip
        year = t["due"][:4] if t["due"] and t["due"][:2] == "20" else ("yearly" if t["due"] else "")
        made.append((
            row["id"], t["id"], name, indicator_key(t["indicator_id"], t["indicator"]), t["label"] or t["indicator"], t["op"], t["value"], t["value_max"], t["unit"],
            t["unit_key"], t["amount"], t["due"], year, t["measure"], t["place"], t["area"], t["page"], t["start"], t["quote"], t["confidence"],
            bare(f"{t['place'] or ''} {row['issuer'] or ''}"),
                t["indicator"],
                whose(t["indicator"]),
        ))  # fmt: skip
    return made


def indicator_key(ident: str | None, indicator: str) -> str:
    """What makes two targets the same indicator: its id, else its name without diacritics and case."""
    return ident or bare(indicator)


def sentence_at(text: str, start: int, end: int) -> str:
    """The paragraph or cell that holds a stretch, without the bullet before it."""
    first = max(text.rfind("\n", 0, start), text.rfind(" | ", 0, start) + 2) + 1
    ends = [at for at in (text.find("\n", end), text.find(" | ", end)) if at >= 0]
    return text[first : min(ends, default=len(text))].strip().lstrip("-–+•* ").strip()


def _fill_units(database: sqlite3.Connection, source: sqlite3.Connection) -> None:
    """Each unit with its usual name, and its place where all documents that name it are of one."""
    known = {
        row["id"]: row
        for row in source.execute(
            "SELECT coalesce(u.unit, bare(u.name)) AS id, coalesce(max(u.body), min(u.name)) AS name,"
            " CASE WHEN count(DISTINCT d.place_key) = 1 THEN max(d.place) END AS place"
            " FROM task_units u JOIN documents d ON d.id = u.document GROUP BY 1"
        )
    }
    counts = database.execute(
        "SELECT unit, sum(role = 'lead'), sum(role = 'support') FROM task_units GROUP BY unit"
    ).fetchall()
    database.execute("DELETE FROM units")
    database.execute("DELETE FROM unit_names")
    database.executemany(
        "INSERT OR IGNORE INTO unit_names VALUES (?, ?)",
        source.execute("SELECT DISTINCT bare(name), coalesce(unit, bare(name)) FROM task_units").fetchall(),
    )
    database.executemany(
        "INSERT INTO units VALUES (?,?,?,?,?,?)",
        [
            (u, known[u]["name"], known[u]["place"], leads, supports, bare(known[u]["name"]))
            for u, leads, supports in counts
            if u in known
        ],
    )


def _fill_indicators(database: sqlite3.Connection) -> None:
    """Each indicator with how far it reaches; it disagrees where the same place, year and unit have several values."""
    database.execute("DELETE FROM indicators")
    database.execute(
        "INSERT INTO indicators SELECT indicator, min(label), count(DISTINCT document), count(*), count(DISTINCT nullif(nullif(year, ''), 'yearly')), 0,"
        " bare(min(label)) FROM targets GROUP BY indicator"
    )
    database.execute(
        "UPDATE indicators SET disagree = 1 WHERE id IN (SELECT indicator FROM targets WHERE year <> '' AND op IN ('=', '>=', '<=', '>', '<', '~')"
        " GROUP BY indicator, year, unit_key, replace(bare(coalesce(place, '')), 'tinh ', ''), coalesce(area, ''), measure, whose"
        " HAVING count(DISTINCT amount) > 1 AND count(DISTINCT document) > 1)"
    )


# --- findings, ledger, follow-up --------------------------------------------------------------


def _findings(store: Store, source: sqlite3.Connection) -> list[Finding]:
    """What the last build found, with the waivers of today; found anew where a correction has come since."""
    waivers = read_waivers(store.waivers) if store.waivers.exists() else {}
    if store.has_findings():
        found: Findings = store.findings()
    else:
        found = run_checks(source)
    for finding in found.findings:
        finding.waived = waivers.get(finding.id)
    return found.findings


def _fill_findings(database: sqlite3.Connection, found: list[Finding]) -> None:
    database.executemany(
        "INSERT OR IGNORE INTO findings VALUES (?,?,?,?,?,?)",
        [
            (f.id, rank, f.check, f.severity, int(f.waived is not None), msgspec.json.encode(f))
            for rank, f in enumerate(found)
        ],
    )
    database.executemany(
        "INSERT OR IGNORE INTO evidence VALUES (?,?,?)",
        [(e.document, f.id, e.start) for f in found for e in f.evidence],
    )
    _count_grave(database)


def _count_grave(database: sqlite3.Connection) -> None:
    grave: Counter[str] = Counter()
    for document, count in database.execute(
        "SELECT e.document, count(DISTINCT f.id) FROM evidence e JOIN findings f ON f.id = e.finding WHERE f.waived = 0 AND f.severity <> 'note' GROUP BY e.document"
    ):
        grave[document] = count
    database.execute("UPDATE documents SET grave = 0 WHERE grave <> 0")
    database.executemany("UPDATE documents SET grave = ? WHERE id = ?", [(n, d) for d, n in grave.items()])


def _fill_ledger(database: sqlite3.Connection, manifest: Manifest | None) -> None:
    rows: Iterator[tuple[object, ...]] = (
        (e.path, bare(e.path), e.outcome, e.document, e.reason, e.hint, e.obtained, e.pages, e.characters, e.warnings)
        for e in (manifest.entries if manifest else [])
    )  # fmt: skip
    database.executemany("INSERT INTO ledger VALUES (?,?,?,?,?,?,?,?,?,?)", rows)


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
