"""The desk is filled: rows of documents with their tasks and targets, of units, indicators, findings, and of the ledger."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from kehoach.knowledge.occurring import due_of
from kehoach.knowledge.records import Finding, Manifest
from kehoach.knowledge.store import Store
from kehoach.linking.indicators import whose
from kehoach.text import bare, sentence_at
from kehoach.wording import told_document


def fill(database: sqlite3.Connection, source: sqlite3.Connection, store: Store) -> None:
    """The rows of all documents; only those are made that are new or were written since."""
    before = dict(database.execute("SELECT id, written FROM documents").fetchall())
    here = [row[0] for row in source.execute("SELECT id FROM documents ORDER BY id")]
    changed = [ident for ident in here if not before.get(ident) or before[ident] != _written(store, ident)]
    for ident in (before.keys() - set(here)) | (before.keys() & set(changed)):
        _drop(database, ident)
    _put(database, source, store, changed)


def refill(database: sqlite3.Connection, source: sqlite3.Connection, store: Store, ident: str) -> None:
    """The rows of one document anew."""
    _drop(database, ident)
    _put(database, source, store, [ident])
    _count_grave(database)


def _put(database: sqlite3.Connection, source: sqlite3.Connection, store: Store, idents: list[str]) -> None:
    """Puts documents in, and tells units and indicators over all of them."""
    _fill_documents(database, source, store, idents)
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


# --- findings, ledger -------------------------------------------------------------------------


def fill_findings(database: sqlite3.Connection, found: list[Finding]) -> None:
    database.executemany(
        "INSERT OR IGNORE INTO findings VALUES (?,?,?,?,?,?,?)",
        [
            (f.id, rank, f.check, f.severity, int(f.waived is not None), _words_of(f), msgspec.json.encode(f))
            for rank, f in enumerate(found)
        ],
    )
    database.executemany(
        "INSERT OR IGNORE INTO evidence VALUES (?,?,?)",
        [(e.document, f.id, e.start) for f in found for e in f.evidence],
    )
    _count_grave(database)


def _words_of(finding: Finding) -> str:
    """What a finding is found by: its message, its quotes, and the files that they stand in."""
    told = (finding.title_vi, finding.message_vi, finding.message_en)
    return bare(" ".join((*told, *(f"{e.quote or ''} {e.path}" for e in finding.evidence))))


def _count_grave(database: sqlite3.Connection) -> None:
    grave: Counter[str] = Counter()
    for document, count in database.execute(
        "SELECT e.document, count(DISTINCT f.id) FROM evidence e JOIN findings f ON f.id = e.finding WHERE f.waived = 0 AND f.severity <> 'note' GROUP BY e.document"
    ):
        grave[document] = count
    database.execute("UPDATE documents SET grave = 0 WHERE grave <> 0")
    database.executemany("UPDATE documents SET grave = ? WHERE id = ?", [(n, d) for d, n in grave.items()])


def fill_ledger(database: sqlite3.Connection, manifest: Manifest | None) -> None:
    rows: Iterator[tuple[object, ...]] = (
        (e.path, bare(e.path), e.outcome, e.document, e.reason, e.hint, e.obtained, e.pages, e.characters, e.warnings)
        for e in (manifest.entries if manifest else [])
    )  # fmt: skip
    database.executemany("INSERT INTO ledger VALUES (?,?,?,?,?,?,?,?,?,?)", rows)


def _written(store: Store, ident: str) -> int:
    """When a document's file was written last: it is left alone while nothing of it changes."""
    path = store.path_of(ident)
    return path.stat().st_mtime_ns if path.exists() else 0
