"""The tables of kb.sqlite: one per kind of record, and a full-text index over all texts, which stand in the files of the documents."""

import sqlite3
from functools import lru_cache
from pathlib import Path

from kehoach.knowledge.packing import Row, Rows, Texts, words_of
from kehoach.linking.indicators import indicator_rows, whose
from kehoach.linking.names import Seat, find_body, unit_id
from kehoach.linking.places import merged_into
from kehoach.linking.quoted import MOSTLY, told
from kehoach.model import Document
from kehoach.text import bare, fold

LAYOUT = 4  # raised with every change of these tables; knowledge/migrations.py brings older ones up
# The records of documents by kind. They are kept under the number of their document, whose id is longer than many of them (``kept_tasks``);
# a view gives each table with the id (``tasks``). A column without a type holds words, or where they stand in the quote (linking/quoted.py).
RECORDS = {
    "sections": "id TEXT, label TEXT, rank INTEGER, title TEXT, depth INTEGER, parent TEXT, start INTEGER, end INTEGER, page INTEGER",
    "citations": "id TEXT, symbol, symbol_key TEXT, realm TEXT, name, type TEXT, issued TEXT, issuer, title, relation TEXT,"
    " status TEXT, resolved TEXT, candidates TEXT, section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL",
    "targets": "id TEXT, indicator, indicator_id TEXT, op TEXT, value REAL, value_max REAL, unit TEXT, unit_key TEXT, amount REAL, amount_max REAL,"
    " due TEXT, measure TEXT, place TEXT, place_key TEXT, area TEXT, section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL",
    "deadlines": "id TEXT, start_date TEXT, end_date TEXT, recurrence TEXT, condition TEXT,"
    " section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL",
    "tasks": "id TEXT, product, start_date TEXT, end_date TEXT, recurrence TEXT, condition TEXT,"
    " section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL",
    "sums": "start INTEGER, end INTEGER, page INTEGER, total INTEGER, parts TEXT, added INTEGER",
    "announced": "start INTEGER, end INTEGER, label TEXT",
    # Slips that a text shows by itself, and until when a document says that it holds (extraction/faults).
    "faults": "kind TEXT, start INTEGER, end INTEGER, said TEXT, fits TEXT, start_b INTEGER, end_b INTEGER",
    "warnings": "code TEXT, message TEXT, start INTEGER, end INTEGER",
    "signatures": "signed TEXT, signer TEXT, body TEXT, integrity TEXT, trusted INTEGER, reason TEXT",
}
_ORDERED = ("signatures",)  # the place in the document says something to those who ask
_DOCUMENTS = """
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, path TEXT, sha256 TEXT, symbol TEXT, symbol_key TEXT, code TEXT, type TEXT, issuer TEXT, place TEXT, place_key TEXT,
  issued TEXT, title TEXT, signer TEXT, signer_role TEXT, recipients INTEGER, period_start TEXT, period_end TEXT,
  obtained TEXT, pages INTEGER, official INTEGER, effective TEXT, length INTEGER, odd INTEGER, first_block INTEGER, last_block INTEGER,
  identity_symbol TEXT, identity_issued TEXT, identity_from TEXT, copy_of TEXT, copy_evidence TEXT, replaced_by TEXT,
  paragraphs BLOB, text TEXT GENERATED ALWAYS AS (text_of(id)) VIRTUAL
);
"""
_RECORD = """
CREATE TABLE kept_{name} (document INTEGER, position INTEGER, {columns}, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE VIEW {name} AS SELECT d.id AS document, {shown} FROM kept_{name} k JOIN documents d ON d.number = k.document;
"""
_OTHERS = """
CREATE TABLE indicators (id TEXT PRIMARY KEY, name TEXT, dimension TEXT, direction TEXT, measure TEXT);
-- Who is named in tasks: the same names come back again and again. The number tells the content (packing.number_of).
CREATE TABLE names (number INTEGER PRIMARY KEY, name TEXT, unit TEXT, body TEXT, valid_to TEXT, replaced_by TEXT);
CREATE TABLE kept_task_units (
  document INTEGER, task TEXT, role TEXT, position INTEGER, name INTEGER, PRIMARY KEY (document, task, role, position)
) WITHOUT ROWID;
CREATE VIEW task_units AS
  SELECT d.id AS document, k.task, k.role, k.position, n.name, n.unit, n.body, n.valid_to, n.replaced_by
  FROM kept_task_units k JOIN documents d ON d.number = k.document JOIN names n ON n.number = k.name;
-- What the findings rest on beside the documents: waivers and checks, as hashes.
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT);
-- A document that is cited but not here: all that is said of it.
CREATE VIEW stubs AS
  SELECT coalesce(symbol_key || CASE WHEN realm = '' THEN '' ELSE '@' || realm END, fold(name)) AS id, max(symbol) AS symbol, max(name) AS name,
         max(type) AS type, group_concat(DISTINCT issued) AS issued, group_concat(DISTINCT issuer) AS issuers, max(title) AS title,
         count(DISTINCT title) AS titles, count(DISTINCT document) AS cited_by, group_concat(DISTINCT document) AS documents
  FROM citations WHERE status <> 'resolved' AND coalesce(symbol_key, name) IS NOT NULL
  GROUP BY coalesce(symbol_key || CASE WHEN realm = '' THEN '' ELSE '@' || realm END, fold(name));
-- The words of blocks (packing.blocks_of), without their text and places: these stand in the files of the documents.
CREATE VIRTUAL TABLE search USING fts5(words, content='', detail=none, columnsize=0, tokenize="unicode61 remove_diacritics 2");
"""
INDEXES = """
CREATE INDEX documents_by_symbol ON documents (symbol_key) WHERE symbol_key IS NOT NULL;
CREATE INDEX documents_by_block ON documents (first_block);
CREATE INDEX citations_by_symbol ON kept_citations (symbol_key) WHERE symbol_key IS NOT NULL;
CREATE INDEX citations_by_type ON kept_citations (type) WHERE title IS NOT NULL AND symbol IS NOT NULL;
CREATE INDEX citations_by_target ON kept_citations (resolved) WHERE resolved IS NOT NULL;
CREATE INDEX targets_by_indicator ON kept_targets (indicator_id, due, place_key);
"""
_FILLED = (
    "id, path, sha256, symbol, symbol_key, code, type, issuer, place, place_key, issued, title, signer, signer_role, recipients, period_start, period_end,"
    " obtained, pages, official, effective, length, odd, paragraphs"
)
# The draft of a build is thrown away when it fails, so its journal may stay in memory and the disk need not be waited for. The cache is also
# what each sort may hold in memory before it goes on in a file, so it is small: memory must not grow with the number of documents.
_DRAFTED = "PRAGMA page_size = 8192; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -2048;"


def _ddl() -> str:
    """The statements that make all tables and views."""
    made = [_DOCUMENTS]
    for name, columns in RECORDS.items():
        shown = f"{'k.position, ' if name in _ORDERED else ''}{_all_shown(name)}"
        made.append(_RECORD.format(name=name, columns=columns, shown=shown))
    return "".join([*made, _OTHERS])


def records(kind: str) -> str:
    """The records of a kind as their view gives them, with the number of their document in place of its id; ``title_apart`` is a
    title that does not stand in the quote."""
    columns = [column.split() for column in RECORDS[kind].split(",")]
    apart = [
        f"CASE typeof(k.{c[0]}) WHEN 'text' THEN k.{c[0]} END AS {c[0]}_apart" for c in columns if len(c) == 1
    ]
    return f"(SELECT {', '.join(['k.document AS number', _all_shown(kind), *apart])} FROM kept_{kind} k)"


def _all_shown(kind: str) -> str:
    return ", ".join(map(_shown, RECORDS[kind].split(",")))


def _shown(column: str) -> str:
    """What a view gives of a column that is kept."""
    name, *kind = column.split()
    if name in MOSTLY:
        return f"coalesce(k.{name}, '{MOSTLY[name]}') AS {name}"
    return f"k.{name}" if kind else f"{told(name, 'k')} AS {name}"


DDL = _ddl()


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


def functions(database: sqlite3.Connection, *places: Path) -> None:
    """The functions that queries and checks use: ``bare``, ``fold``; ``slips`` and ``alike`` below; ``body``, the
    registered body of a name, ``unit``, the id of a unit named in a place, and ``merged_into``, its province's successor. ``text_of`` reads the column documents.text from the
    files in ``places``, by default those that lie beside the database; ``text_at`` a part of one, as ``substr`` would, without
    handing the whole text to SQLite."""
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
    texts = Texts(places or _beside(database))
    database.create_function("text_of", 1, texts, deterministic=True)
    database.create_function("text_at", 3, texts.part, deterministic=True)


def _beside(database: sqlite3.Connection) -> tuple[Path, ...]:
    """The folder of documents of the build that a database belongs to; none for one in memory."""
    file = next(row[2] for row in database.execute("PRAGMA database_list") if row[1] == "main")
    return (Path(file).resolve().parent / "documents",) if file else ()


def alike(left: str | None, right: str | None) -> float | None:
    """Share of the words of the shorter text that the other holds too, from 0 to 1; None where one is missing."""
    a, b = _words_of(left or ""), _words_of(right or "")
    return len(a & b) / min(len(a), len(b)) if a and b else None


@lru_cache(maxsize=1024)  # checks hold one title against many
def _words_of(text: str) -> frozenset[str]:
    return frozenset(bare(text).split())


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
    """Puts the rows of one document into all tables, and the words of its text into the index."""
    row = rows["documents"][0]
    last = database.execute("SELECT last_block FROM documents ORDER BY number DESC LIMIT 1").fetchone()
    first = last[0] + 1 if last else 1  # blocks follow each other as the numbers of documents do
    statement = f"INSERT INTO documents ({_FILLED}) VALUES ({_holes(row)})"
    number = int(database.execute(statement, row).lastrowid or 0)
    _keep(database, number, rows)
    blocks = rows["search"]
    database.execute(
        "UPDATE documents SET first_block = ?, last_block = ? WHERE number = ?",
        (first, first + len(blocks) - 1, number),
    )
    database.executemany(
        "INSERT INTO search (rowid, words) VALUES (?,?)",
        [(at, *words) for at, words in enumerate(blocks, first)],
    )


def _keep(database: sqlite3.Connection, number: int, rows: Rows, kinds: tuple[str, ...] = (*RECORDS, "task_units")) -> None:  # fmt: skip
    """Puts the records of one document into their tables."""
    for kind in kinds:
        if listed := rows[kind]:
            statement = f"INSERT INTO kept_{kind} VALUES (?,{_holes(listed[0])})"
            database.executemany(statement, [(number, *row) for row in listed])
    database.executemany("INSERT OR IGNORE INTO names VALUES (?,?,?,?,?,?)", rows["names"])


def _holes(row: Row) -> str:
    return ",".join("?" * len(row))


def replace_records(database: sqlite3.Connection, document: Document) -> None:
    """Puts the records of a document, with their links, and what its letterhead says in the place of those that the tables hold.

    Its text stays, and so do the links of others to it: a build brings these up to date.
    """
    rows, kinds = _rows_of(document), ("citations", "targets", "deadlines", "tasks", "task_units")
    number = database.execute("SELECT number FROM documents WHERE id = ?", (document.id,)).fetchone()[0]
    for kind in kinds:
        database.execute(f"DELETE FROM kept_{kind} WHERE document = ?", (number,))
    _keep(database, number, rows, kinds)
    database.executemany(
        "UPDATE kept_citations SET status = nullif(?, 'unresolved'), resolved = ?, candidates = ? WHERE document = ? AND id = ?",
        [(c.status, c.resolved, ",".join(c.candidates), number, c.id) for c in document.citations],
    )
    filled = ", ".join(f"{column.strip()} = ?" for column in _FILLED.split(","))
    database.execute(f"UPDATE documents SET {filled} WHERE number = ?", (*rows["documents"][0], number))


def remove(database: sqlite3.Connection, ident: str) -> None:
    """Takes one document out of all tables; links to it are left to ``linking.link``. Its file, as it was put in, must still be there."""
    known = "SELECT number, text, first_block FROM documents WHERE id = ?"
    found = database.execute(known, (ident,)).fetchone()
    if found is None:
        return
    number, text, first = found
    # An index without the text itself forgets a block only when it is told what stood there.
    database.executemany(
        "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)",
        [(at, words) for at, words in enumerate(words_of(text), first)],
    )
    for kind in (*RECORDS, "task_units"):
        database.execute(f"DELETE FROM kept_{kind} WHERE document = ?", (number,))
    database.execute("DELETE FROM documents WHERE number = ?", (number,))


def forget_names(database: sqlite3.Connection) -> None:
    """Takes out the names that no task bears any more."""
    database.execute("DELETE FROM names WHERE number NOT IN (SELECT name FROM kept_task_units)")
