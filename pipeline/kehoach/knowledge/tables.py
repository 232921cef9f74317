"""The tables of kb.sqlite: one per kind of record, and a full-text index over all passages."""

import sqlite3
from collections.abc import Iterator

from kehoach.extraction.announced import find_announced
from kehoach.extraction.effect import effective_date
from kehoach.extraction.sums import find_sums
from kehoach.extraction.symbols import symbol_key
from kehoach.linking.indicators import indicator_rows, scale_of, whose
from kehoach.linking.names import Seat, find_body, seat_of, unit_id
from kehoach.linking.references import realm
from kehoach.model import Document, Section, Span, Target
from kehoach.text import bare, fold, parse_roman

DDL = """
CREATE TABLE documents (
  id TEXT PRIMARY KEY, path TEXT, sha256 TEXT, symbol TEXT, code TEXT, type TEXT, issuer TEXT, place TEXT, place_key TEXT,
  issued TEXT, title TEXT, signer TEXT, signer_role TEXT, recipients INTEGER, period_start TEXT, period_end TEXT,
  obtained TEXT, pages INTEGER, official INTEGER, identity_symbol TEXT, identity_issued TEXT, identity_from TEXT, text TEXT,
  copy_of TEXT, copy_evidence TEXT, replaced_by TEXT, effective TEXT
);
CREATE TABLE sections (
  document TEXT, id TEXT, label TEXT, rank INTEGER, title TEXT, depth INTEGER, parent TEXT, start INTEGER, end INTEGER, page INTEGER
);
CREATE TABLE citations (
  document TEXT, id TEXT, symbol TEXT, symbol_key TEXT, realm TEXT, name TEXT, type TEXT, issued TEXT, issuer TEXT, title TEXT, relation TEXT,
  status TEXT, resolved TEXT, candidates TEXT, section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL
);
CREATE TABLE targets (
  document TEXT, id TEXT, indicator TEXT, indicator_id TEXT, op TEXT, value REAL, value_max REAL, unit TEXT, unit_key TEXT, amount REAL, amount_max REAL, due TEXT,
  measure TEXT, place TEXT, place_key TEXT, area TEXT, section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL
);
CREATE TABLE indicators (id TEXT PRIMARY KEY, name TEXT, dimension TEXT, direction TEXT, measure TEXT);
CREATE TABLE deadlines (
  document TEXT, id TEXT, start_date TEXT, end_date TEXT, recurrence TEXT, condition TEXT,
  section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL
);
CREATE TABLE tasks (
  document TEXT, id TEXT, product TEXT, start_date TEXT, end_date TEXT, recurrence TEXT, condition TEXT,
  section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL
);
CREATE TABLE task_units (
  document TEXT, task TEXT, role TEXT, position INTEGER, name TEXT, unit TEXT, body TEXT, valid_to TEXT, replaced_by TEXT
);
CREATE TABLE sums (document TEXT, start INTEGER, end INTEGER, page INTEGER, total INTEGER, parts TEXT, added INTEGER);
CREATE TABLE announced (document TEXT, start INTEGER, end INTEGER, label TEXT);
CREATE TABLE warnings (document TEXT, code TEXT, message TEXT, start INTEGER, end INTEGER);
CREATE TABLE passages (id INTEGER PRIMARY KEY, document TEXT, start INTEGER, end INTEGER, section TEXT, page INTEGER);
-- A document that is cited but not here: all that is said of it.
CREATE VIEW stubs AS
  SELECT coalesce(symbol_key || CASE WHEN realm = '' THEN '' ELSE '@' || realm END, fold(name)) AS id, max(symbol) AS symbol, max(name) AS name,
         max(type) AS type, group_concat(DISTINCT issued) AS issued, group_concat(DISTINCT issuer) AS issuers, max(title) AS title,
         count(DISTINCT title) AS titles, count(DISTINCT document) AS cited_by, group_concat(DISTINCT document) AS documents
  FROM citations WHERE status <> 'resolved' AND coalesce(symbol_key, name) IS NOT NULL
  GROUP BY coalesce(symbol_key || CASE WHEN realm = '' THEN '' ELSE '@' || realm END, fold(name));
CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize="unicode61 remove_diacritics 2");
"""
INDEXES = """
CREATE INDEX citations_by_symbol ON citations (symbol_key, document);
CREATE INDEX citations_by_document ON citations (document);
CREATE INDEX citations_by_type ON citations (type, issued);
CREATE INDEX citations_by_target ON citations (resolved);
CREATE INDEX targets_by_indicator ON targets (indicator_id, due, place_key);
CREATE INDEX targets_by_document ON targets (document, indicator_id, due);
CREATE INDEX tasks_by_document ON tasks (document);
CREATE INDEX deadlines_by_document ON deadlines (document);
CREATE INDEX task_units_by_task ON task_units (document, task);
CREATE INDEX task_units_by_unit ON task_units (unit);
CREATE INDEX citations_by_confidence ON citations (confidence);
CREATE INDEX targets_by_confidence ON targets (confidence);
CREATE INDEX tasks_by_confidence ON tasks (confidence);
CREATE INDEX deadlines_by_confidence ON deadlines (confidence);
CREATE INDEX sections_by_document ON sections (document, parent);
"""
_NOT_OFFICIAL = "not-official"


def create(path: str) -> sqlite3.Connection:
    """A new database with empty tables. Journals are off: the file is written aside and moved into place."""
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;")
    database.executescript(DDL)
    database.executemany("INSERT INTO indicators VALUES (?,?,?,?,?)", indicator_rows())
    return database


def functions(database: sqlite3.Connection) -> None:
    """The functions that queries and checks use: ``bare``, ``fold``; ``slips`` and ``alike`` below; ``body``, the
    registered body of a name, and ``unit``, the id of a unit named in a place."""
    database.create_function("bare", 1, lambda t: bare(t) if t is not None else None, deterministic=True)
    database.create_function("fold", 1, lambda t: fold(t) if t is not None else None, deterministic=True)
    database.create_function("whose", 1, lambda t: whose(t) if t is not None else None, deterministic=True)
    database.create_function("slips", 2, slips, deterministic=True)
    database.create_function("alike", 2, alike, deterministic=True)
    database.create_function("body", 1, body_of, deterministic=True)
    database.create_function("unit", 2, lambda n, p: unit_id(n, Seat(p)) if n else None, deterministic=True)


def alike(left: str | None, right: str | None) -> float | None:
    """Share of the words of the shorter text that the other holds too, from 0 to 1; None where one is missing."""
    a, b = (set(bare(text or "").split()) for text in (left, right))
    return len(a & b) / min(len(a), len(b)) if a and b else None


def body_of(name: str | None) -> str | None:
    """The registered name of a body; None for a name that the register does not hold."""
    body = find_body(name) if name else None
    return body.name if body else None


def slips(left: str | None, right: str | None) -> int | None:
    """1 when two numbers differ by one slip of the hand (a digit changed, or two neighbours swapped); else 0."""
    if left is None or right is None or len(left) != len(right) or len(left) < 2:
        return 0
    places = [i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(places) == 1:
        return 1
    swapped = len(places) == 2 and places[1] == places[0] + 1
    return int(swapped and left[places[0]] == right[places[1]] and left[places[1]] == right[places[0]])


def insert(database: sqlite3.Connection, document: Document) -> None:
    """Puts one document into all tables."""
    ident, low = document.id, fold(document.text)
    place = seat_of(document).province
    database.execute(
        f"INSERT INTO documents VALUES ({','.join('?' * 27)})", _document_row(document, place, low)
    )
    _many(database, "sections", 10, (_section_row(ident, s) for s in document.sections))
    _insert_citations(database, document)
    _insert_records(database, document)
    _many(
        database,
        "warnings",
        5,
        (
            (ident, w.code, w.message, w.span.start if w.span else None, w.span.end if w.span else None)
            for w in document.warnings
        ),
    )
    _insert_passages(database, document)
    _many(database, "sums", 7, ((ident, *sum_) for sum_ in find_sums(document.text, low)))
    _many(database, "announced", 4, ((ident, *annex) for annex in find_announced(document, low)))


def replace_records(database: sqlite3.Connection, document: Document) -> None:
    """Puts the records of a document, and what its letterhead says, in the place of those that the tables hold; one transaction."""
    with database:
        for table in ("targets", "deadlines", "tasks", "task_units", "citations"):
            database.execute(f"DELETE FROM {table} WHERE document = ?", (document.id,))
        _insert_citations(database, document)
        _insert_records(database, document)
        database.executemany(
            "UPDATE citations SET status = ?, resolved = ?, candidates = ? WHERE document = ? AND id = ?",
            [(c.status, c.resolved, ",".join(c.candidates), document.id, c.id) for c in document.citations],
        )
        meta = document.meta
        database.execute(
            "UPDATE documents SET symbol = ?, type = ?, issuer = ?, place = ?, issued = ?, title = ?, signer = ?, signer_role = ? WHERE id = ?",
            (meta.symbol, meta.type, meta.issuer, meta.place, meta.issued, meta.title, meta.signer, meta.signer_role, document.id),
        )  # fmt: skip


def _insert_citations(database: sqlite3.Connection, document: Document) -> None:
    ident, place = document.id, seat_of(document).province
    _many(
        database,
        "citations",
        20,
        (
            (ident, c.id, c.symbol, symbol_key(c.symbol) if c.symbol else None, realm(c, place or ident), c.name, c.type, c.issued, c.issuer, c.title, c.relation,
             "unresolved", None, "", c.section, c.quote, *_place(c.span), c.confidence)
            for c in document.citations
        ),
    )  # fmt: skip


def _insert_records(database: sqlite3.Connection, document: Document) -> None:
    ident, place = document.id, seat_of(document).province
    _many(
        database,
        "targets",
        22,
        (
            (ident, t.id, t.indicator, t.indicator_id, t.op, t.value, t.value_max, t.unit, *_scaled(t), t.due, t.measure,
             t.scope.place or place, fold(t.scope.place or place or ""), t.scope.area, t.section, t.quote, *_place(t.span), t.confidence)
            for t in document.targets
        ),
    )  # fmt: skip
    _many(
        database,
        "deadlines",
        12,
        (
            (
                ident,
                d.id,
                d.start,
                d.end,
                d.recurrence,
                d.condition,
                d.section,
                d.quote,
                *_place(d.span),
                d.confidence,
            )
            for d in document.deadlines
        ),
    )
    _insert_tasks(database, document)


def _scaled(target: Target) -> tuple[str, float, float | None]:
    """What a target's values are compared by: the canonical unit, and the values in it."""
    scale = scale_of(target.unit or "")
    upper = target.value_max
    return (
        scale.key,
        round(target.value * scale.factor, 6),
        None if upper is None else round(upper * scale.factor, 6),
    )


def _many(database: sqlite3.Connection, table: str, width: int, rows: Iterator[tuple[object, ...]]) -> None:
    database.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * width)})", rows)


def _place(span: Span) -> tuple[int, int, int | None]:
    return span.start, span.end, span.page


def _document_row(document: Document, place: str | None, low: str) -> tuple[object, ...]:
    meta, source = document.meta, document.source
    official = all(w.code != _NOT_OFFICIAL for w in document.warnings)
    period = (meta.period.start, meta.period.end) if meta.period else (None, None)
    return (
        document.id, source.path, source.sha256, meta.symbol, meta.code, meta.type, meta.issuer, meta.place, fold(place) if place else None,
        meta.issued, meta.title, meta.signer, meta.signer_role, len(meta.recipients), *period,
        source.obtained, source.pages, int(official), None, None, None, document.text, None, None, None, effective_date(document, low),
    )  # fmt: skip


def _section_row(document: str, section: Section) -> tuple[object, ...]:
    return (
        document,
        section.id,
        section.label,
        rank(section.label),
        section.title,
        section.depth,
        section.parent,
        *_place(section.span),
    )


def rank(label: str) -> int | None:
    """The place of a label in its series: "III" -> 3, "2.4" -> 4, "b" -> None (letters may be left out)."""
    last = label.split()[-1].split(".")[-1] if label else ""
    return int(last) if last.isdigit() else parse_roman(last) if last.isupper() else None


def _insert_tasks(database: sqlite3.Connection, document: Document) -> None:
    ident = document.id
    _many(
        database,
        "tasks",
        13,
        (
            (ident, t.id, t.product, t.deadline.start, t.deadline.end, t.deadline.recurrence, t.deadline.condition,
             t.section, t.quote, *_place(t.span), t.confidence)
            for t in document.tasks
        ),
    )  # fmt: skip
    rows = []
    seat = seat_of(document)
    for task in document.tasks:
        for role, units in (("lead", task.lead), ("support", task.support)):
            for position, unit in enumerate(units):
                body = find_body(unit.name, seat.level)
                known = (body.name, body.valid_to, body.replaced_by) if body else (None, None, None)
                rows.append((ident, task.id, role, position, unit.name, unit.id, *known))
    _many(database, "task_units", 9, iter(rows))


def _insert_passages(database: sqlite3.Connection, document: Document) -> None:
    """Every paragraph of the text, for search; đ is written d, which SQLite's own folding leaves alone."""
    starts = [(s.span.start, s.id) for s in document.sections]
    last = database.execute("SELECT coalesce(max(id), 0) FROM passages").fetchone()[0]
    rows, words, at, section = [], [], 0, -1
    for number, line in enumerate(document.text.split("\n"), last + 1):
        while section + 1 < len(starts) and starts[section + 1][0] <= at:
            section += 1
        rows.append(
            (number, document.id, at, at + len(line), starts[section][1] if section >= 0 else None, None)
        )
        words.append((number, line.replace("đ", "d").replace("Đ", "D")))
        at += len(line) + 1
    database.executemany("INSERT INTO passages VALUES (?,?,?,?,?,?)", rows)
    database.executemany("INSERT INTO search (rowid, words) VALUES (?,?)", words)
