"""The tables of a document as rows of cells, put together from where their paragraphs stand."""

from collections.abc import Iterator

from msgspec import Struct

from kehoach import rules
from kehoach.model import Document
from kehoach.text import parse_roman, squash

_LETTERS = "abcdđefgh"


class Cell(Struct, frozen=True):
    """A cell that holds anything: its stretch of the text, and its words, folded, on one line."""

    start: int
    end: int
    words: str


Row = dict[int, Cell]  # by column
Grid = list[Row]


class Count(Struct, frozen=True):
    """The number of a row in a series of its kind: "II" is the second of the roman ones."""

    kind: str
    rank: int


def grids_of(document: Document, low: str) -> Iterator[Grid]:
    """The tables in their order, empty rows and cells left out; ``low`` is the folded text."""
    places: dict[int, dict[int, dict[int, tuple[int, int]]]] = {}
    for cell in document.cells:
        row = places.setdefault(cell.table, {}).setdefault(cell.row, {})
        start, _ = row.get(cell.col, (cell.start, cell.end))
        row[cell.col] = (start, cell.end)
    for _, table in sorted(places.items()):
        rows = (
            {c: Cell(*at, squash(low[slice(*at)])) for c, at in sorted(r.items())}
            for _, r in sorted(table.items())
        )
        yield [kept for row in rows if (kept := {c: cell for c, cell in row.items() if cell.words})]


def is_cell(kind: str, words: str) -> bool:
    """Whether the words of a cell are of a kind that rules/tables.yaml names."""
    return rules.regex("tables", "cells", kind).search(words) is not None


def count_of(row: Row) -> Count | None:
    """The number that a row bears in the first column."""
    for kind in ("arabic", "roman", "letter"):
        match = rules.regex("tables", "cells", kind).match(row[0].words) if 0 in row else None
        if match and (rank := _rank(kind, match[1])) is not None:
            return Count(kind, rank)
    return None


def _rank(kind: str, shown: str) -> int | None:
    if kind == "letter":
        return _LETTERS.index(shown) + 1
    return parse_roman(shown) if kind == "roman" else int(shown)
