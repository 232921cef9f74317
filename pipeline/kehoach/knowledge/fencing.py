"""What a query that others wrote may do: read the tables that are there, and no more, for so long and with values so large.

Used for checks of one's own, and for whatever is asked of the database in a browser.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

MOST_STEPS = 4_000_000_000  # of SQLite's machine: about a minute; all our checks on 10,000 documents take a tenth of it
_AT_ONCE = 1_000_000
LARGEST = 32 * 2**20  # bytes of one value, and of one row
_READING = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
# What tells of tables, not of files.
_PRAGMAS = {
    "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
    "schema_version", "data_version", "function_list", "collation_list", "encoding", "page_count", "page_size",
}  # fmt: skip
_CLOSED = ("load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "sqlite_dbpage")


class TooLong(Exception):
    """A query took more steps than it may."""


def authorise(action: int, first: str | None, second: str | None, *_: object) -> int:
    """SQLite's question whether a statement may do something: reading yes, anything else no. Pragmas that tell of files do nothing."""
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _CLOSED:
        return sqlite3.SQLITE_DENY
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if (first or "").lower() in _PRAGMAS else sqlite3.SQLITE_IGNORE
    if (action, first) == (sqlite3.SQLITE_UPDATE, "sqlite_master"):
        return (
            sqlite3.SQLITE_OK
        )  # so SQLite opens the index of words; a statement of one's own cannot write there
    return sqlite3.SQLITE_DENY


def shut(database: sqlite3.Connection) -> None:
    """Lets a connection read and no more, for good: nothing is attached, no value is huge."""
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
    database.set_authorizer(authorise)


@contextmanager
def fenced(database: sqlite3.Connection, steps: int = MOST_STEPS) -> Iterator[None]:
    """As ``shut``, for the statements of the block alone, which together may take so many steps; TooLong when they take more."""
    left = steps // _AT_ONCE + 1

    def counted() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    longest = database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
    attached = database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    database.set_authorizer(authorise)
    database.set_progress_handler(counted, _AT_ONCE)
    try:
        yield
    except sqlite3.OperationalError as error:
        if left < 0:
            raise TooLong from error
        raise
    finally:
        database.set_progress_handler(None, 0)
        database.set_authorizer(None)
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
        database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, attached)
