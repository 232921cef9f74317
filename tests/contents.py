"""Everything that a knowledge base holds, in an order that does not tell how it came to be."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kehoach.knowledge import tables

_INTERNAL = {"documents": ("number", "first_block", "last_block")}  # numbers of rows say nothing


def contents(folder: Path) -> dict[str, object]:
    """The bytes of all files but the database, by name, and the rows of all tables and of the index."""
    found: dict[str, object] = {
        f"documents/{path.name}": path.read_bytes() for path in (folder / "documents").iterdir()
    }
    found |= {name: (folder / name).read_bytes() for name in ("findings.json", "manifest.json")}
    database = sqlite3.connect(f"file:{folder / 'kb.sqlite'}?mode=ro", uri=True)
    tables.functions(database)
    try:
        for table in _tables(database):
            found[table] = sorted(_rows(database, table), key=repr)
        found["search"] = sorted(_index(database))
    finally:
        database.close()
    return found


def differences(left: Path, right: Path) -> list[str]:
    """The names of what two knowledge bases hold differently."""
    a, b = contents(left), contents(right)
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def _tables(database: sqlite3.Connection) -> list[str]:
    """The tables; for those that are kept under numbers of documents, the views that tell their ids."""
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
    return [row[0].removeprefix("kept_") for row in database.execute(query)]


def _rows(database: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in database.execute(f"PRAGMA table_xinfo({table})")]
    kept = ", ".join(f'"{c}"' for c in columns if c not in _INTERNAL.get(table, ()))
    return database.execute(f"SELECT {kept} FROM {table}").fetchall()


def _index(database: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """Each word of the full-text index with the document and the block of it in which it stands."""
    database.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)")
    yield from database.execute(
        "SELECT w.term, d.id, w.doc - d.first_block FROM temp.words w JOIN documents d ON w.doc BETWEEN d.first_block AND d.last_block"
    )
