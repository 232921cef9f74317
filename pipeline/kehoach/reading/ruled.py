"""Ruled tables of PDF pages: found by pdfplumber, joined where one runs on over several pages."""

import ctypes
import io
import re
from pathlib import Path
from typing import Any, Protocol

import pypdfium2.raw as pdfium
from msgspec import Struct

from kehoach.reading.flow import Piece
from kehoach.reading.layout import Line
from kehoach.reading.raw import address, object_bounds, object_kind, page_object

_UPRIGHTS = 4  # a table has at least this many upright rules or boxes of cells
_MOST_PATHS = 20_000  # drawings with more paths are maps and figures
_FURNITURE = re.compile(r"\D{0,8}\d{1,4}\D{0,4}")
_MOST_HEADER_ROWS = 3


class Page(Protocol):
    """What this room needs of a page: its number, its lines, and whether it is ruled."""

    number: int
    lines: list[Line]
    ruled: bool
    grids: list["Grid"]


class Grid(Struct):
    """A ruled table on a page: its box (x0, y0, x1, y1 from the lower left) and the words of its cells.

    ``table`` numbers the table that the grid is a part of, ``first_row`` the place of its first row there.
    """

    box: tuple[float, float, float, float]
    rows: list[list[str | None]]
    table: int = 0
    first_row: int = 0

    def holds(self, line: Line) -> bool:
        """Whether a line stands inside."""
        x0, y0, x1, y1 = self.box
        return x0 - 3 <= line.middle <= x1 + 3 and y0 - 3 <= (line.y0 + line.y1) / 2 <= y1 + 3

    def pieces(self, page: int) -> list[Piece]:
        """The cells, row by row."""
        return [
            Piece(" ".join(words.split("\n")), page, 0.0, self.table, self.first_row + row, col)
            for row, cells in enumerate(self.rows)
            for col, words in enumerate(cells)
            if words is not None
        ]


def is_ruled(page: Any) -> bool:
    """Whether a page has enough upright rules for a table; underlines and shaded lines of text are none."""
    width, edges, handle = page.get_size()[0], (ctypes.c_float * 4)(), address(page)
    places = range(ctypes.addressof(edges), ctypes.addressof(edges) + 16, 4)
    uprights = 0
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_PATHS)):
        drawn = page_object(handle, index)
        if object_kind(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        object_bounds(drawn, *places)
        left, bottom, right, top = edges
        wide, tall = right - left, top - bottom
        if tall > 40 and wide > 100:  # a whole table drawn in one stroke, or its frame
            return True
        uprights += tall >= 8 and wide < 0.7 * width
        if uprights >= _UPRIGHTS:
            return True
    return False


def find_grids(file: Path | bytes, pages: list[Any]) -> dict[int, list[Grid]]:
    """The ruled tables by page, from top to bottom; parts of one table share its number.

    Tables of recognised pages come with them (``page.grids``)."""
    ruled = [page.number for page in pages if page.ruled]
    found: dict[int, list[Grid]] = {page.number: page.grids for page in pages if page.grids}
    if ruled:
        found |= _drawn(file, ruled)
    _join(pages, found)
    return found


def _drawn(file: Path | bytes, ruled: list[int]) -> dict[int, list[Grid]]:
    import pdfplumber

    found: dict[int, list[Grid]] = {}
    with pdfplumber.open(io.BytesIO(file) if isinstance(file, bytes) else file, pages=ruled) as document:
        for page in document.pages:
            grids = [_grid(page, table) for table in page.find_tables()]
            grids = [g for g in grids if len(g.rows) > 1 and max(map(len, g.rows)) > 1]
            found[page.page_number] = sorted(grids, key=lambda g: -g.box[3])
            page.close()
    return found


def _grid(page: Any, table: Any) -> Grid:
    x0, top, x1, bottom = table.bbox
    height = float(page.height)
    return Grid((x0, height - bottom, x1, height - top), table.extract())


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
        if not _FURNITURE.fullmatch(line.text.strip())
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


def _bare(row: list[str | None]) -> list[str]:
    return ["".join((cell or "").split()).lower() for cell in row]
