"""Tables without rules: columns told by a header row, cells by where their lines stand.

Only a header whose words are those of a task or target table (``rules/schedule.yaml``, columns) opens a table:
letterheads and closings stand in columns too. Cells of a row begin at one height, as they do with tabs and in
tables whose borders were taken off; a line that reaches over two columns ends the table.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from msgspec import Struct

from kehoach import rules
from kehoach.reading.layout import Line
from kehoach.reading.tables.grid import Grid, is_furniture
from kehoach.text import compile_vi, fold

_LEAST_COLUMNS = 3
_LONGEST_HEADER = 45  # characters of one line of a header cell
_DEEPEST_HEADER = 3  # lines
_STOPS = ".;,:"
_TELLING = {"task", "lead", "indicator"}
_LABEL = compile_vi(r"(?:\d{1,3}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[A-Z])[.)]?")
_NUMBER_HEAD = compile_vi(r"(?:STT|TT|Stt|Tt|Số TT)(?=\s+\S)")
_NUMBERED = compile_vi(rf"{_LABEL.pattern}(?=\s+\S)")
_NARROW = 45.0  # points
_OVER = 6.0  # points by which a line must reach into a column to count there


class Column(Struct):
    """How far the lines of a column reach, from left to right."""

    left: float
    right: float

    def shared(self, line: Line) -> float:
        """Points of a line that lie within, negative where it stands apart."""
        return min(self.right, line.x1) - max(self.left, line.x0)


Band = list[Line]  # the lines at one height, from left to right


def find_unruled(lines: list[Line], before: list[Column] | None) -> tuple[list[Grid], list[Column] | None]:
    """The tables without rules of one page, from top to bottom, and the columns of one that is open at its foot.

    ``before`` are the columns of a table that was open at the foot of the page before.
    """
    if before is None and not _may_hold_header(lines):
        return [], None
    bands = _bands(piece for line in lines for piece in _parted(line, _NUMBER_HEAD))
    grids: list[Grid] = []
    if before and bands and len(bands[0]) == 1 and is_furniture(bands[0][0]):
        del bands[0]
    columns, at = before, 0
    while at < len(bands):
        opened = at == 0 and columns is not None
        depth = _header_depth(bands[at:])
        if not opened and not depth:
            at += 1
            continue
        columns = columns if opened and columns else _columns(bands[at : at + depth])
        _part_numbers(bands[at + depth :], columns[0])
        end = _end(bands, at + depth, columns)
        grid = _grid(bands[at:end], columns, depth)
        if grid and len(grid.rows) > (0 if opened else 1):
            grids.append(grid)
            at = end
        else:
            at, end = at + 1, 0
        columns = columns if grid and end == len(bands) else None
    return grids, columns


def _may_hold_header(lines: list[Line]) -> bool:
    """A quick look: whether three short lines stand side by side and some of them are words of a header."""
    short = [line for line in lines if len(line.text) <= _LONGEST_HEADER and line.text[-1] not in _STOPS]
    short.sort(key=lambda line: line.y0)
    return any(_role(short[at].text) in _TELLING for at in _side_by_side(short))


def _side_by_side(lines: list[Line]) -> list[int]:
    """The places of the lines, sorted by height, that stand beside two others or more; each line is looked at once, however many
    stand at one height."""
    heights, opened = [line.y0 for line in lines], [0] * (len(lines) + 1)
    for line in lines:
        reach = 1.1 * line.size
        first, last = bisect_right(heights, line.y0 - reach), bisect_left(heights, line.y0 + reach)
        if last - first >= _LEAST_COLUMNS:
            opened[first] += 1
            opened[last] -= 1
    return [at for at, depth in enumerate(itertools.accumulate(opened)) if depth]


def _role(words: str) -> str:
    if len(words) > _LONGEST_HEADER or words[-1:] in _STOPS:
        return ""
    folded = fold(words).strip(" *")
    rule = rules.chosen("schedule", "columns", folded)
    return str(rule.value) if rule is not None else ""


def _bands(lines: Iterable[Line]) -> list[Band]:
    """The lines by height, from the top of the page."""
    bands: list[Band] = []
    for line in sorted(lines, key=lambda item: -item.y1):
        last = bands[-1][0] if bands else None
        if last and min(last.y1, line.y1) - max(last.y0, line.y0) > 0.5 * min(last.size, line.size):
            bands[-1].append(line)
        else:
            bands.append([line])
    for band in bands:
        band.sort(key=lambda item: item.x0)
    return bands


def _parted(line: Line, head: re.Pattern[str]) -> list[Line]:
    """A line whose number stands too near to its words to be parted by the gap, cut in the ratio of the letters."""
    match = head.match(line.text)
    if not match:
        return [line]
    edge = line.x0 + (line.x1 - line.x0) * match.end() / len(line.text)
    rest = line.text[match.end() :].lstrip()
    left = Line(match.group(), line.x0, line.y0, edge, line.y1, line.bold)
    return [left, Line(rest, edge + 0.5 * line.size, line.y0, line.x1, line.y1, line.bold)]


def _part_numbers(bands: list[Band], first: Column) -> None:
    """Parts the numbers in the first column from the words of the second."""
    for band in bands:
        if first.left - _OVER < band[0].x0 < first.right < band[0].x1:
            band[:1] = _parted(band[0], _NUMBERED)


# --- the header -------------------------------------------------------------------------------


def _header_depth(bands: list[Band]) -> int:
    """How many bands from the first on are a header; 0 when they are none."""
    deepest = 0
    for depth in range(1, min(_DEEPEST_HEADER, len(bands)) + 1):
        part = bands[:depth]
        if any(len(line.text) > _LONGEST_HEADER or _LABEL.fullmatch(line.text) for line in part[-1]):
            break
        if depth > 1 and not _close(part[-2], part[-1]):
            break
        columns = _columns(part)
        roles = {_role(_words(part, column)) for column in columns} - {""}
        if len(columns) >= _LEAST_COLUMNS and len(roles) >= 2 and roles & _TELLING:
            deepest = depth
    return deepest


def _close(upper: Band, lower: Band) -> bool:
    """Whether two bands follow one another as lines of one cell do."""
    return upper[0].y0 - lower[0].y1 < 0.6 * lower[0].size


def _columns(bands: list[Band]) -> list[Column]:
    """The columns that the lines of a header make: those that overlap are one."""
    columns: list[Column] = []
    for line in sorted(itertools.chain(*bands), key=lambda item: item.x0):
        if columns and columns[-1].shared(line) > 0:
            columns[-1].right = max(columns[-1].right, line.x1)
        else:
            columns.append(Column(line.x0, line.x1))
    return columns


def _words(bands: list[Band], column: Column) -> str:
    return " ".join(line.text for band in bands for line in band if column.shared(line) > 0)


# --- the body ---------------------------------------------------------------------------------


def _end(bands: list[Band], start: int, columns: list[Column]) -> int:
    """Where the bands end that keep to the columns; the columns grow with them."""
    at = start
    while at < len(bands):
        bands[at] = [piece for line in bands[at] for piece in _cut(line, columns)]
        if not _fits(bands[at], columns):
            break
        for line in bands[at]:
            column = columns[_place(line, columns)]
            column.left, column.right = min(column.left, line.x0), max(column.right, line.x1)
        at += 1
    return at


def _cut(line: Line, columns: list[Column]) -> list[Line]:
    """A line that is two cells set close together, cut at the space nearest to where the second column begins.

    Both cells must begin where their columns do, as far as the letters' mean width tells."""
    reached = [column for column in columns if column.shared(line) > _OVER]
    if len(reached) != 2 or abs(line.x0 - reached[0].left) > _OVER:
        return [line]
    each = (line.x1 - line.x0) / len(line.text)
    starts = [m.end() for m in re.finditer(r"\s+(?=\S)", line.text)]
    at = min(starts, key=lambda place: abs(line.x0 + place * each - reached[1].left), default=0)
    if not at or abs(line.x0 + at * each - reached[1].left) > 2 * line.size:
        return [line]
    words = line.text[:at].rstrip()
    left = Line(words, line.x0, line.y0, line.x0 + len(words) * each, line.y1, line.bold)
    return [left, Line(line.text[at:], reached[1].left, line.y0, line.x1, line.y1, line.bold)]


def _fits(band: Band, columns: list[Column]) -> bool:
    return all(sum(column.shared(line) > _OVER for column in columns) < 2 for line in band)


def _place(line: Line, columns: list[Column]) -> int:
    return max(range(len(columns)), key=lambda index: columns[index].shared(line))


def _grid(bands: list[Band], columns: list[Column], depth: int) -> Grid | None:
    """The table that the bands make; None where no row fills two cells."""
    rows: list[list[list[str]]] = []
    for number, band in enumerate(bands):
        filled = {_place(line, columns) for line in band}
        opens = not rows or number == depth or (number > depth and _opens_row(band, filled, columns))
        if opens:
            rows.append([[] for _ in columns])
        for line in band:
            rows[-1][_place(line, columns)].append(line.text)
    cells: list[list[str | None]] = [[" ".join(words) for words in row] for row in rows]
    if not any(sum(map(bool, row)) > 1 for row in cells[1 if depth else 0 :]):
        return None
    lines = list(itertools.chain(*bands))
    box = (columns[0].left, min(line.y0 for line in lines), columns[-1].right, max(line.y1 for line in lines))
    return Grid(box, cells)


def _opens_row(band: Band, filled: set[int], columns: list[Column]) -> bool:
    """Whether a band begins a row: by a number where the first column is as narrow as numbers, else by being full."""
    if columns[0].right - columns[0].left < _NARROW:
        return 0 in filled and _LABEL.fullmatch(band[0].text.strip()) is not None
    return len(filled) >= max(2, len(columns) - 1)
