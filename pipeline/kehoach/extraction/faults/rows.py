"""Rows of a table whose numbers jump or repeat once while all the others are in order."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kehoach.extraction.faults.fault import Fault
from kehoach.extraction.faults.grids import Grid, Row, count_of
from kehoach.model import Document

_FEWEST = 5  # rows that make a series

Numbered = tuple[int, int]  # the place of a row in its grid, and its number


def find_rows(document: Document, grids: Iterable[Grid]) -> Iterator[Fault]:
    """One slip in a series that begins at 1, between rows that follow each other and fill the same columns: where a conversion tore
    cells, more numbers are out of order or the rows differ. ``grids`` are its tables."""
    for grid in grids:
        for series in _series(grid):
            slips = [(one, other) for one, other in pairwise(series) if other[1] != one[1] + 1]
            if len(series) >= _FEWEST and series[0][1] == 1 and len(slips) == 1:
                yield from _slip(document.text, grid, *slips[0], series[-1])


def _series(grid: Grid) -> list[list[Numbered]]:
    """The rows with a number, those from each 1 on apart."""
    found: list[list[Numbered]] = []
    for place, row in enumerate(grid):
        count = count_of(row)
        if count is not None and count.kind == "arabic":
            if count.rank == 1 or not found:
                found.append([])
            found[-1].append((place, count.rank))
    return found


def _slip(text: str, grid: Grid, one: Numbered, other: Numbered, last: Numbered) -> Iterator[Fault]:
    row, following = grid[one[0]], grid[other[0]]
    if other[0] != one[0] + 1 or row.keys() != following.keys():
        return
    if other[1] == one[1]:
        kind = "row-twice"
    elif other[1] == one[1] + 2 or (other[1] > one[1] and other != last):
        kind = "row-skipped"
    else:
        return  # lower, or far away and the last: it may be no number of a row
    said = text[following[0].start : following[0].end]
    yield Fault(kind, *_span(following), " ".join(said.split()), str(one[1] + 1), *_span(row))


def _span(row: Row) -> tuple[int, int]:
    """A row from its number to the end of its next cell, which says what it is about."""
    first, *others = row.values()
    return first.start, (others[0] if others else first).end
