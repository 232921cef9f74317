"""Tables whose columns are kept apart by spaces or tabs: written out with bars, as Markdown has them.

Spaces: text that keeps the layout of a page. A line of it is a line of print with letters of one width, so the finder of tables without rules
(``tables/unruled.py``) tells them, by a header of task or target columns. Tabs: what is copied out of Word or a workbook, a tab between two cells.
"""

import re

from kehoach.reading.layout import Line
from kehoach.reading.tables.unruled import Column, find_unruled

_CELL = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"\S {2,}(?=\S)")
_LETTER, _LEADING, _HEIGHT = (
    6.0,
    12.0,
    10.0,
)  # points of a letter's width, from line to line, of a letter's height
_WIDEST = 400  # characters of a line on a page
_LEAST_COLUMNS, _LONGEST_HEADER = 3, 60
_LONGEST_ROW = 40  # lines


class Spaced:
    """Writes out the tables of one text, page by page: a table may go on over a page."""

    def __init__(self) -> None:
        self._open: list[Column] | None = None

    def written_out(self, lines: list[str]) -> list[str]:
        """The lines of a page, those of tables as rows between bars."""
        lines = _tabbed(lines)
        if self._open is None and not any(_has_columns(one) for one in lines):
            return lines
        placed = [cell for at, one in enumerate(lines) for cell in _cells(one, at)]
        grids, self._open = find_unruled(placed, self._open)
        out, at = [], 0
        for grid in grids:
            first, last = _place(grid.box[3]), _place(grid.box[1] + _HEIGHT)
            out += [*lines[at:first], "", *(_row([cell or "" for cell in row]) for row in grid.rows), ""]
            at = last + 1
        return [*out, *lines[at:]]


def _has_columns(line: str) -> bool:
    return "  " in line and len(line) < _WIDEST and len(_GAP.findall(line)) >= _LEAST_COLUMNS - 1


def _cells(line: str, at: int) -> list[Line]:
    """What stands between wide gaps of a line, with the place that it has on a page."""
    top = -at * _LEADING
    cells = (
        _CELL.finditer(line) if len(line) < _WIDEST else re.finditer(r"\S.*", line)
    )  # prose, which ends a table
    return [Line(m.group(), m.start() * _LETTER, top - _HEIGHT, m.end() * _LETTER, top) for m in cells]


def _place(top: float) -> int:
    return round(-top / _LEADING)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/").strip() for cell in cells) + " |"


# --- tabs -------------------------------------------------------------------------------------


def _tabbed(lines: list[str]) -> list[str]:
    """The lines with rows of cells between tabs written out."""
    out, at = list[str](), 0
    for header in [number for number, line in enumerate(lines) if line.count("\t") >= _LEAST_COLUMNS - 1]:
        rows, end = _rows_from(lines, header) if header >= at else ([], at)
        if rows:
            out += [*lines[at:header], "", *map(_row, rows), ""]
            at = end
    return [*out, *lines[at:]]


def _rows_from(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """The rows of a table whose header is this line, and where it ends; no rows where it is no header, or none follows."""
    header = lines[at].split("\t")
    if not all(cell.strip() and len(cell) <= _LONGEST_HEADER for cell in header):
        return [], at + 1
    rows, end = [header], at + 1
    while end < len(lines) and "\t" in lines[end]:
        cells, after = _cells_from(lines, end, len(header))
        if len(cells) != len(header):
            break
        rows.append(cells)
        end = after
    return (rows, end) if len(rows) > 1 else ([], at + 1)


def _cells_from(lines: list[str], at: int, count: int) -> tuple[list[str], int]:
    """The cells of a row, and the line below it: a cell of several paragraphs goes on over lines."""
    cells = lines[at].split("\t")
    for end in range(at + 1, min(len(lines), at + _LONGEST_ROW)):
        if len(cells) >= count or not lines[end].strip():
            return cells, end
        first, *others = lines[end].split("\t")
        cells = [*cells[:-1], f"{cells[-1]}<br>{first}", *others]
    return cells, min(len(lines), at + _LONGEST_ROW)
