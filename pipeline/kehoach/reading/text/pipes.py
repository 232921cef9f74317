"""Tables of plain text: a pipe alone on a line between cells (two in a row end the table row), ``| a | b |`` lines, or bars
between cells only."""

import itertools
import re
from collections.abc import Iterator

_PIPES = re.compile(r"\|[|\s]*")
_PIPE_RULE = re.compile(r"[\s|:-]+")
_ANNEX = re.compile(r"[*\s]*(?:PHỤ LỤC|PHỤ BIỂU|BIỂU|MẪU|DANH MỤC|DANH SÁCH|KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH)\b")
_ATTACHED = re.compile(r"[*\s(]*(?:ban hành )?kèm theo\b", re.IGNORECASE)
_LAYOUT = re.compile(r"(?:kính gửi|nơi nhận)\b", re.IGNORECASE)
_HEADED = re.compile(r"\*\*\s*(?:[IVXL]{1,5}|[A-HĐ]|\d{1,2}(?:\.\d{1,2})*)[.)]\s+\S")
_OWN_NUMBER = re.compile(r"số\s?:", re.IGNORECASE)
_DATED = re.compile(r",\s*ngày\s+\d", re.IGNORECASE)
_NUMBER = re.compile(r"[\divx]{1,4}(?:\.\d+)*[.)]?")
_GROUP = re.compile(r"[ivxlc]{1,5}|[a-hđ]")
_COUNTS = re.compile(r"(?:số )?s?tt|số thứ tự")
_LONGEST_CELL = 400  # lines
_LETTERHEAD = 4  # cells of a row of a letterhead
_GROUPED = 2  # cells of a row that heads a group
_WIDEST = 8  # cells of the first row below those that head groups
_FEW_LINES, _SOME_LINES = 12, 40  # of a cell in a row wider than all above it, than the first one
Rows = list[list[list[str]]]


class _Lines(list[str]):
    """Lines; ``pipes`` tells of each how many that hold a pipe alone follow one another from it on."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(lines)
        self.pipes = [0] * (len(lines) + 1)
        for at in range(len(lines) - 1, -1, -1):
            if _is_pipes(lines[at]):
                self.pipes[at] = self.pipes[at + 1] + 1

    def pipes_from(self, at: int) -> int:
        """How many lines that hold a pipe alone follow one another; none behind the last line."""
        return self.pipes[at] if at < len(self) else 0


class _Width:
    """How wide the rows of a table are so far. Those that head a group ("I | Thể chế") tell nothing of it."""

    def __init__(self) -> None:
        self.widest = 0
        self._first = 0  # row that heads no group
        self._rows = self._wider = (
            0  # of those; how many hold one cell more than the first, whose own is merged with one above it
        )

    def add(self, row: list[list[str]]) -> None:
        """Takes in a row that has ended."""
        self.widest = max(self.widest, len(row))
        if len(row) == _GROUPED and _GROUP.fullmatch(_words(row[0])):
            return
        self._first = self._first or len(row)
        self._rows += 1
        self._wider += len(row) == self._first + 1

    @property
    def full(self) -> int:
        """How many cells a full row has."""
        return self._first + (2 * self._wider > self._rows) if self._first else _GROUPED

    def room(self, row: list[list[str]]) -> int:
        """How many cells a row lacks to be as wide as any above it."""
        return (self.widest if self._first else _WIDEST) - len(row)


def parted(lines: list[str]) -> Iterator[tuple[list[str], Rows]]:
    """The lines of running text before each table with the table's rows; the last rows are empty."""
    at = plain_from = 0
    lines = _Lines(lines)
    while at < len(lines):
        rows, end = _table_at(lines, at) if "|" in lines[at] else ([], at + 1)
        if rows:
            yield lines[plain_from:at], rows
            plain_from = end
        at = end if rows else at + 1
    yield lines[plain_from:], []


def _table_at(lines: _Lines, at: int) -> tuple[Rows, int]:
    if lines.pipes[at]:
        return _fenced_table(lines, at)
    if _is_row(lines[at]):
        return _piped_table(lines, at)
    return _barred_table(lines, at)


def _barred_table(lines: _Lines, at: int) -> tuple[Rows, int]:
    """A table whose rows are cells with bars between them and none at the edges: two rows or more of as many cells, three
    at least, the last of which may be empty."""
    bars, end = lines[at].count(" |"), at
    while (
        end < len(lines)
        and bars > 1
        and lines[end].count(" |") == bars
        and not lines[end].lstrip().startswith("|")
    ):
        end += 1
    if end - at < 2:
        return [], at + 1
    return [[[cell.strip()] for cell in line.split("|")] for line in lines[at:end]], end


def _is_pipes(line: str) -> bool:
    """Whether a line holds pipes alone."""
    return "|" in line and _PIPES.fullmatch(line.strip()) is not None


def _is_row(line: str) -> bool:
    """Whether cells stand between pipes: "| a | b |", "| a |"."""
    line = line.strip()
    return len(line) > 2 and line[0] == line[-1] == "|"


def _piped_table(lines: _Lines, at: int) -> tuple[Rows, int]:
    rows: Rows = []
    while at < len(lines) and _is_row(lines[at]):
        if not _PIPE_RULE.fullmatch(lines[at]):
            cells = lines[at].strip().strip("|").split("|")
            rows.append([re.split(r"<br\s*/?>", cell) for cell in cells])
        at += 1
    return (rows, at) if rows else ([], at)


def _fenced_table(lines: _Lines, at: int) -> tuple[Rows, int]:
    """A table whose cells stand between lines that hold a pipe alone."""
    rows: Rows = [[]]
    cell: list[str] = []
    closing = at
    width = _Width()
    at += 1
    while at < len(lines):
        if not lines.pipes[at]:
            if closing < at:
                closing = _closing(lines, at)
                if len(rows) > 1 and _heads_another(lines, at, closing, rows[0]):
                    break
            if closing - at >= _LONGEST_CELL:
                break
            cell.append(lines[at])
            at += 1
            continue
        rows[-1].append(cell)
        cell = []
        blank = _blanks(lines, at, rows, width.widest)
        if blank > 0:  # the rest of the row is empty, the next row opens
            rows[-1] += [[] for _ in range(blank)]
            rows.append([])
            at += blank + 2
            if _holds_annex(lines, at):
                break
            continue
        at += 1
        complete = len(rows) > 1 and len(rows[-1]) >= width.full
        if at < len(lines) and lines.pipes[at]:
            width.add(rows[-1])
            rows.append([])
            at += 1
            if _holds_annex(lines, at) or _runs_on(lines, at):
                break
        elif (
            at >= len(lines)
            or not lines[at].strip()
            or (complete and not (len(rows[0]) > 1 and _goes_on(lines, at, width.room(rows[-1]))))
            or _holds_annex(lines, at)
            or (len(rows) == 1 and _lays_out(rows[0]))
            or _numbers(rows[-1])
        ):
            break
    return _mended([row for row in rows if row]), at


def _blanks(lines: _Lines, at: int, rows: Rows, width: int) -> int:
    """How many empty cells end a row before a run of pipes behind which the next one opens: those that it lacks to be as wide as
    the rows above, or as many as there are when the number of a row follows in a table that counts them."""
    pipes = lines.pipes_from(at)
    lacking = width - len(rows[-1]) if len(rows) > 1 else 0
    if pipes < 3 or lacking == pipes - 2:
        return pipes - 2 if pipes > 2 else 0
    below = _words(lines[at + pipes : _closing(lines, at + pipes)])
    counted = _COUNTS.fullmatch(_words(rows[0][0])) is not None and _NUMBER.fullmatch(below) is not None
    return pipes - 2 if counted else 0


def _goes_on(lines: _Lines, at: int, room: int) -> bool:
    """Whether a row as wide as the first one has further cells: another row opens behind them, where text below a table has none
    or the single pipe that opens the next table. ``room``: how many cells wider a row above is; it may be wider by one more."""
    longest = _FEW_LINES if room < 1 else _SOME_LINES
    for _ in range(max(room, 0) + 1):
        end = next((i for i in range(at, min(len(lines), at + longest)) if lines.pipes[i]), at)
        pipes = lines.pipes_from(end)
        if pipes != 1 or _HEADED.match(lines[at]):
            return pipes > 1
        at = end + 1
    return False


def _runs_on(lines: _Lines, at: int) -> bool:
    """Whether a blank line and more text than a cell holds follow a row whose last cell is empty: the table has ended."""
    if at >= len(lines) or lines[at].strip():
        return False
    return not any(lines.pipes[at : at + _SOME_LINES])


def _heads_another(lines: _Lines, at: int, end: int, header: list[list[str]]) -> bool:
    """Whether bold headings with labels stand before a pipe behind which the header of a table begins again: no cell."""
    if lines.pipes_from(end) != 1 or _HEADED.match(lines[at]) is None:
        return False
    below = _words(lines[end + 1 : _closing(lines, end + 1)])
    return below == _words(header[0]) or _COUNTS.fullmatch(below) is not None


def _words(cell: list[str]) -> str:
    return " ".join(" ".join(cell).replace("*", " ").split()).lower()


def _filled(row: list[list[str]], most: int) -> list[str]:
    """The words of the first cells of a row that hold any, at most so many."""
    cells = (" ".join(cell).strip("*_ ") for cell in row)
    return list(itertools.islice((cell for cell in cells if cell), most))


def _lays_out(row: list[list[str]]) -> bool:
    """Whether a row is a whole table: whom a letter goes to, or recipients beside the signature; text follows it."""
    filled = _filled(row, 2)
    return len(filled) == 2 and _LAYOUT.match(filled[0]) is not None


def _numbers(row: list[list[str]]) -> bool:
    """Whether a row is the last one of a letterhead: the number of the document beside its place and day."""
    if len(row) > _LETTERHEAD:
        return False
    filled = _filled(row, 3)
    return (
        len(filled) == 2 and _OWN_NUMBER.match(filled[0]) is not None and _DATED.search(filled[1]) is not None
    )


def _holds_annex(lines: _Lines, at: int) -> bool:
    """Whether the title of an annex stands before the next pipe: no cell, although another table follows."""
    titled = False
    for line, pipes in zip(lines[at : at + 40], lines.pipes[at : at + 40], strict=False):
        if pipes:
            return False
        titled = titled or _ANNEX.match(line) is not None
        if titled and _ATTACHED.match(line):
            return True
    return False


def _closing(lines: _Lines, at: int) -> int:
    """The pipe line that ends a cell; far behind it where the text runs on for too long to be a cell."""
    far = at + 2 * _LONGEST_CELL
    return next((i for i in range(at, min(len(lines), far)) if lines.pipes[i]), far)


def _mended(rows: Rows) -> Rows:
    """Rows that an empty cell cut in two, put together again: their cells and the gap make a full row, as the first one
    or most rows are."""
    full = max((len(row) for row in rows), default=0)
    if not rows or (len(rows[0]) < full and 2 * sum(len(row) == full for row in rows) < len(rows)):
        return rows
    out: Rows = []
    for row in rows:
        if (
            out
            and len(out[-1]) + 1 + len(row) == full
            and full > 2
            and _numbered(out[-1])
            and not _numbered(row)
        ):
            out[-1] += [[], *row]
        else:
            out.append(row)
    return out


def _numbered(row: list[list[str]]) -> bool:
    return _NUMBER.fullmatch(_words(row[0])) is not None
