"""The tables of kb.sqlite: one per kind of record, and a full-text index over all passages."""

import sqlite3

from kehoach.knowledge.packing import Rows, passages_of, unpack
from kehoach.linking.indicators import indicator_rows, whose
from kehoach.linking.names import Seat, find_body, unit_id
from kehoach.linking.places import merged_into
from kehoach.model import Document
from kehoach.text import bare, fold

LAYOUT = 3  # raised with every change of these tables; knowledge/migrations.py brings older ones up
DDL = """
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, path TEXT, sha256 TEXT, symbol TEXT, symbol_key TEXT, code TEXT, type TEXT, issuer TEXT, place TEXT, place_key TEXT,
  issued TEXT, title TEXT, signer TEXT, signer_role TEXT, recipients INTEGER, period_start TEXT, period_end TEXT,
  obtained TEXT, pages INTEGER, official INTEGER, effective TEXT, length INTEGER, first_paragraph INTEGER, last_paragraph INTEGER,
  identity_symbol TEXT, identity_issued TEXT, identity_from TEXT, copy_of TEXT, copy_evidence TEXT, replaced_by TEXT,
  paragraphs BLOB, packed BLOB, text TEXT GENERATED ALWAYS AS (unpack(packed)) VIRTUAL
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
-- Slips that a text shows by itself (extraction/faults).
CREATE TABLE faults (document TEXT, kind TEXT, start INTEGER, end INTEGER, said TEXT, fits TEXT, start_b INTEGER, end_b INTEGER);
CREATE TABLE warnings (document TEXT, code TEXT, message TEXT, start INTEGER, end INTEGER);
CREATE TABLE signatures (
  document TEXT, position INTEGER, signed TEXT, signer TEXT, body TEXT, integrity TEXT, trusted INTEGER, reason TEXT
);
-- What the findings rest on beside the documents: waivers and checks, as hashes.
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT);
-- A paragraph: the row of the full-text index, and where it stands in its document, which knows its first and last.
CREATE TABLE paragraphs (id INTEGER PRIMARY KEY, start INTEGER, length INTEGER);
CREATE VIEW passages AS
  SELECT p.id, d.id AS document, p.start, p.start + p.length AS end, NULL AS page,
         (SELECT s.id FROM sections s WHERE s.document = d.id AND s.start <= p.start ORDER BY s.start DESC, s.rowid DESC LIMIT 1) AS section
  FROM paragraphs p JOIN documents d ON d.first_paragraph = (SELECT max(first_paragraph) FROM documents WHERE first_paragraph <= p.id);
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
CREATE INDEX documents_by_symbol ON documents (symbol_key);
CREATE INDEX citations_by_symbol ON citations (symbol_key, document);
CREATE INDEX citations_by_document ON citations (document);
CREATE INDEX citations_by_type ON citations (type, issued) WHERE title IS NOT NULL AND symbol IS NOT NULL;
CREATE INDEX citations_by_target ON citations (resolved) WHERE resolved IS NOT NULL;
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
CREATE INDEX documents_by_paragraph ON documents (first_paragraph);
"""
_FILLED = {
    "documents": "(id, path, sha256, symbol, symbol_key, code, type, issuer, place, place_key, issued, title, signer, signer_role, recipients, period_start, period_end,"
    " obtained, pages, official, effective, length, paragraphs, packed)"
}
_RECORDS = (
    "sections",
    "citations",
    "targets",
    "deadlines",
    "tasks",
    "task_units",
    "warnings",
    "signatures",
    "sums",
    "announced",
    "faults",
)
# The draft of a build is thrown away when it fails, so its journal may stay in memory and the disk need not be waited for.
_DRAFTED = "PRAGMA page_size = 8192; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384;"


def create(path: str) -> sqlite3.Connection:
    """A new database with empty tables and no indexes yet."""
    database = open_(path)
    functions(database)
    database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA user_version = {LAYOUT};")
    database.executescript(DDL)
    database.executemany("INSERT INTO indicators VALUES (?,?,?,?,?)", indicator_rows())
    return database


def open_(path: str) -> sqlite3.Connection:
    """The database of a draft, to be written."""
    database = sqlite3.connect(path)
    database.executescript(_DRAFTED)
    return database


def functions(database: sqlite3.Connection) -> None:
    """The functions that queries and checks use: ``bare``, ``fold``; ``slips`` and ``alike`` below; ``body``, the
    registered body of a name, ``unit``, the id of a unit named in a place, and ``merged_into``, its province's successor. ``unpack`` reads the column documents.text."""
    database.create_function("bare", 1, lambda t: bare(t) if t is not None else None, deterministic=True)
    database.create_function("fold", 1, lambda t: fold(t) if t is not None else None, deterministic=True)
    database.create_function("whose", 1, lambda t: whose(t) if t is not None else None, deterministic=True)
    database.create_function(
        "merged_into", 1, lambda t: merged_into(t) if t is not None else None, deterministic=True
    )
    database.create_function("slips", 2, slips, deterministic=True)
    database.create_function("alike", 2, alike, deterministic=True)
    database.create_function("body", 1, body_of, deterministic=True)
    database.create_function("unit", 2, lambda n, p: unit_id(n, Seat(p)) if n else None, deterministic=True)
    database.create_function("unpack", 1, unpack, deterministic=True)


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


# --- documents go in and out ------------------------------------------------------------------


def _rows_of(document: Document) -> Rows:
    from kehoach.knowledge.rows import (
        rows_of,  # brings all extractors along, which those who only ask need not wait for
    )

    return rows_of(document)


def insert(database: sqlite3.Connection, document: Document) -> None:
    """Puts one document into all tables, not linked."""
    add(database, _rows_of(document))


def add(database: sqlite3.Connection, rows: Rows) -> None:
    """Puts the rows of one document into all tables, and its text into the index."""
    number, text = 0, unpack(rows["documents"][0][-1]) or ""
    for table, listed in rows.items():
        if listed:
            holes = ",".join("?" * len(listed[0]))
            statement = f"INSERT INTO {table} {_FILLED.get(table, '')} VALUES ({holes})"
            if table == "documents":
                number = int(database.execute(statement, listed[0]).lastrowid or 0)
            else:
                database.executemany(statement, listed)
    passages = list(passages_of(text))
    first = database.execute("SELECT coalesce(max(id), 0) + 1 FROM paragraphs").fetchone()[0]
    database.execute(
        "UPDATE documents SET first_paragraph = ?, last_paragraph = ? WHERE number = ?",
        (first, first + len(passages) - 1, number),
    )
    database.executemany(
        "INSERT INTO paragraphs VALUES (?,?,?)",
        [(at, start, end - start) for at, (start, end, _) in enumerate(passages, first)],
    )
    database.executemany(
        "INSERT INTO search (rowid, words) VALUES (?,?)",
        [(at, words) for at, (_, _, words) in enumerate(passages, first)],
    )


def replace_records(database: sqlite3.Connection, document: Document) -> None:
    """Puts the records of a document, with their links, and what its letterhead says in the place of those that the tables hold.

    Its text stays, and so do the links of others to it: a build brings these up to date.
    """
    rows = _rows_of(document)
    for table in ("citations", "targets", "deadlines", "tasks", "task_units"):
        database.execute(f"DELETE FROM {table} WHERE document = ?", (document.id,))
        if rows[table]:
            holes = ",".join("?" * len(rows[table][0]))
            database.executemany(f"INSERT INTO {table} VALUES ({holes})", rows[table])
    database.executemany(
        "UPDATE citations SET status = ?, resolved = ?, candidates = ? WHERE document = ? AND id = ?",
        [(c.status, c.resolved, ",".join(c.candidates), document.id, c.id) for c in document.citations],
    )
    columns = [name.strip() for name in _FILLED["documents"].strip("()").split(",")]
    told = ", ".join(f"{column} = ?" for column in columns)
    values = (*rows["documents"][0], document.id)
    database.execute(f"UPDATE documents SET {told} WHERE id = ?", values)


def remove(database: sqlite3.Connection, ident: str) -> None:
    """Takes one document out of all tables; links to it are left to ``linking.link``."""
    known = "SELECT number, packed, first_paragraph, last_paragraph FROM documents WHERE id = ?"
    found = database.execute(known, (ident,)).fetchone()
    if found is None:
        return
    number, packed, first, last = found
    # An index without the text itself forgets a row only when it is told what stood there.
    database.executemany(
        "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)",
        [(at, words) for at, (_, _, words) in enumerate(passages_of(unpack(packed) or ""), first)],
    )
    database.execute("DELETE FROM paragraphs WHERE id BETWEEN ? AND ?", (first, last))
    for table in _RECORDS:
        database.execute(f"DELETE FROM {table} WHERE document = ?", (ident,))
    database.execute("DELETE FROM documents WHERE number = ?", (number,))
