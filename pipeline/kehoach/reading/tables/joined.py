"""The tables of pages: ruled or not, joined where one runs on over several pages, rows that a page cut made whole."""

import re
from typing import Any, Protocol

from kehoach.reading.layout import Line
from kehoach.reading.tables.grid import Grid, is_furniture
from kehoach.reading.tables.unruled import Column, find_unruled

_MOST_HEADER_ROWS = 3
_CLOSED = re.compile(r"[.;:!?]\W*$")


class Page(Protocol):
    """What this room needs of a page: its number and its lines."""

    number: int
    lines: list[Line]


def joined(pages: list[Any], found: dict[int, list[Grid]]) -> dict[int, list[Grid]]:
    """``found``, the ruled tables by page, with those that have no rules; parts of one table share its number."""
    _add_unruled(pages, found)
    _join(pages, found)
    return found


def _add_unruled(pages: list[Any], found: dict[int, list[Grid]]) -> None:
    open_: list[Column] | None = None
    for page in pages:
        if found.get(page.number):
            open_ = None
            continue
        grids, open_ = find_unruled(page.lines, open_)
        if grids:
            found[page.number] = grids


# --- over several pages -----------------------------------------------------------------------


def _join(pages: list[Any], found: dict[int, list[Grid]]) -> None:
    """Numbers the tables; one that goes on at the top of the next page keeps its number, header rows come once."""
    number = 0
    open_: Grid | None = None  # the last part of a table that reaches the foot of its page
    header: list[list[str | None]] = []
    for page in pages:
        grids = found.get(page.number, [])
        for place, grid in enumerate(grids):
            if place == 0 and open_ is not None and _goes_on(open_, grid, page, grids):
                grid.table, grid.first_row = open_.table, open_.first_row + len(open_.rows)
                grid.rows = grid.rows[_repeated(header, grid.rows) :]
                _mend_cut(open_.rows, grid.rows)
                grid.first_row = open_.first_row + len(open_.rows)
            else:
                number += 1
                grid.table, header = number, grid.rows[:_MOST_HEADER_ROWS]
        open_ = grids[-1] if grids and not _lines_beyond(page, grids, below=grids[-1].box[1]) else None


def _goes_on(open_: Grid, grid: Grid, page: Page, grids: list[Grid]) -> bool:
    same = max(map(len, open_.rows)) == max(map(len, grid.rows))
    apart = abs(open_.box[0] - grid.box[0]) + abs(open_.box[2] - grid.box[2])
    return same and apart < 30 and not _lines_beyond(page, grids, above=grid.box[3])


def _lines_beyond(
    page: Page, grids: list[Grid], above: float | None = None, below: float | None = None
) -> list[Line]:
    """The lines above or below a height, outside the tables, page numbers left out."""
    return [
        line
        for line in page.lines
        if not is_furniture(line)
        and not any(grid.holds(line) for grid in grids)
        and ((above is not None and line.y0 > above) or (below is not None and line.y1 < below))
    ]


def _repeated(header: list[list[str | None]], rows: list[list[str | None]]) -> int:
    """How many of the first rows repeat the header."""
    count = 0
    for old, new in zip(header, rows, strict=False):
        if _bare(old) != _bare(new) or not any(_bare(new)):
            break
        count += 1
    return count


def _mend_cut(upper: list[list[str | None]], lower: list[list[str | None]]) -> None:
    """A row that the page cut in two becomes one: its rest has no number, and its cells go on in mid-sentence."""
    if not upper or not lower or len(upper[-1]) != len(lower[0]):
        return
    pairs = list(zip(upper[-1], lower[0], strict=True))
    rest = [(old or "", new) for old, new in pairs if new]
    if lower[0][0] or not upper[-1][0] or not all(old and not _CLOSED.search(old) for old, _ in rest):
        return
    if not any(new[0].islower() for _, new in rest):
        return  # names alone may be a row of their own below a merged number
    upper[-1] = [f"{old} {new}" if old and new else old for old, new in pairs]
    del lower[0]


def _bare(row: list[str | None]) -> list[str]:
    return ["".join((cell or "").split()).lower() for cell in row]
