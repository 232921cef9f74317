"""Emphasis and tables of Markdown-like text: what is bold, where the paragraphs and cells are.

Texts copied from law portals and from converters wrap their lines, mark bold
with ** and write tables in one of two ways: a pipe alone on a line between
cells (two in a row end the table row), or the usual ``| a | b |`` lines.
"""

import re
from statistics import quantiles

from msgspec import Struct, field

from kehoach.reading.flow import Piece
from kehoach.text import compile_vi

_EMPHASIS = re.compile(r"\*\*\*|\*\*|(?<!\()\*(?!\))")
_TAG = re.compile(r"</?(?:sub|sup|b|i|u|strong|em|span)[^<>]*>|<br\s*/?>", re.IGNORECASE)
_HASHES = re.compile(r"^#{1,6}\s+")
_STARTS_ITEM = compile_vi(
    r"[*_\s]*(?:[-+•–]\s|\([\da-zđ]{1,3}\)|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVXL]{1,6})[.)]\s?\*{0,3}(?=\s|\*|$|[A-ZÀ-Ỹ])"
    r"|(?:Điều|Chương|Mục|Phần|Phụ lục|PHỤ LỤC|CHƯƠNG|PHẦN)\s+[\dIVX]+)"
)
_LABEL_ALONE = re.compile(
    r"[*\s]*(?:(?:Điều|Mục|Phần|Chương|Phụ lục)\s+\w{1,5}|[\dIVX]{1,4}(?:\.\d+)*|[a-zđ])[.:)]?[*\s]*"
)
_RULE_LINE = re.compile(r"[*\s]*[-_=–—]{3,}[*\s]*|\s*#+\s*")  # a line of signs, a heading without words
_GLUED = compile_vi(r"^([^*a-zà-ỹ]{4,}?)\*\*(?=\S)(.+)$", re.DOTALL)
_END = re.compile(r"[.;:!?][*\s”\"]*$")
_UPPER = compile_vi(r"[*_\s(“\"]*[A-ZÀ-Ỹ]")
_PIPES = re.compile(r"\|[|\s]*")
_PIPE_RULE = re.compile(r"[\s|:-]+")
_SIGNING = re.compile(r"[*\s]*(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\b")
_OFFICE = re.compile(
    r"[*\s]*(?:KT\.|TL\.|PHÓ|CHỦ|GIÁM|BỘ|THỨ|BÍ|CHÁNH|TRƯỞNG|TỔNG|CỤC|VỤ|HIỆU|TƯ|THỐNG|VIỆN|ỦY VIÊN)[\s.]"
)
_BODY_ABOVE = re.compile(
    r"[*\s]*(?:ĐẢNG BỘ|ĐẢNG ỦY|UBND|ỦY BAN|BỘ|SỞ|TỈNH ỦY|THÀNH ỦY|TỔNG|BAN|CỤC|TỈNH ĐOÀN|THÀNH ĐOÀN|LIÊN ĐOÀN|HỘI|QUÂN KHU|CÔNG AN|TÒA ÁN|VIỆN)\b.{0,40}$"
)
_BODY_BELOW = re.compile(
    r"[*\s]*(?:ĐẢNG ỦY|SỞ|BAN|CỤC|CHI CỤC|TRUNG TÂM|VĂN PHÒNG|BỆNH VIỆN|TRƯỜNG|ĐOÀN|VỤ|VIỆN|CÔNG AN|THANH TRA|BỘ CHỈ HUY|LIÊN ĐOÀN|TRẠM|PHÒNG|CHI BỘ|THUẾ|KHO BẠC|TÒA ÁN)\s"
)
_NUMBER = re.compile(r"[*\s]*Số\s?:?\s")
_DATED = compile_vi(r"[*\s]*[A-ZÀ-Ỹ][^,\d]{1,40},\s*ngày\s")
_NAME = compile_vi(r"[*\s]*(?:[A-ZÀ-Ỹ][a-zà-ỹ]+\s?){2,5}[*\s]*")
_ANNEX = re.compile(r"[*\s]*(?:PHỤ LỤC|PHỤ BIỂU|BIỂU|MẪU|DANH MỤC|DANH SÁCH|KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH)\b")
_ATTACHED = re.compile(r"[*\s(]*(?:ban hành )?kèm theo\b", re.IGNORECASE)
_LAYOUT = re.compile(r"(?:kính gửi|nơi nhận)\b", re.IGNORECASE)
_FORMULA = re.compile(
    r"[*\s]*(?:Căn cứ|Nhằm|Theo đề nghị|Xét đề nghị|Trân trọng|Trên đây là)\s"
)  # always opens a paragraph
_ADDRESSED = re.compile(r"[*\s]*Kính gửi", re.IGNORECASE)
_KEPT = 200  # characters at either end of a paragraph that tell whether the next line goes on with it
_SIDE_BY_SIDE = 8  # columns of text in a letterhead or a closing, at most
_WIDE = 130  # longer lines than this: the text is not wrapped


def stripped(text: str) -> tuple[str, float]:
    """The words without emphasis marks and tags, and the share of them that was bold."""
    text = _TAG.sub("", text)
    heading = _HASHES.match(text)
    if heading:
        text = text[heading.end() :]
    if "*" not in text:
        return text, 1.0 if heading else 0.0
    out, bold, last, on = [], 0, 0, False
    for mark in _EMPHASIS.finditer(text):
        run = text[last : mark.start()]
        out.append(run)
        bold += len(run.strip()) if on else 0
        last = mark.end()
        if len(mark.group()) > 1:
            on = not on
    out.append(text[last:])
    plain = "".join(out)
    return plain, 1.0 if heading else min(1.0, bold / max(1, len(plain.strip())))


def is_wrapped(lines: list[str]) -> bool:
    """Whether the lines of a text are broken at a fixed width (nine in ten are short)."""
    sizes = [len(line) for line in lines if line.strip()]
    return len(sizes) > 12 and quantiles(sizes, n=20)[-1] < _WIDE


def paragraphs(lines: list[str], wrapped: bool) -> list[str]:
    """Lines joined to paragraphs, still with their emphasis marks."""
    out: list[_Growing] = []
    fresh = True
    for line in lines:
        line = line.rstrip()
        if not line.strip() or _RULE_LINE.fullmatch(line):
            fresh = True
        elif not fresh and _goes_on(out[-1], line, wrapped):
            out[-1].add(line)
        else:
            out.append(_Growing())
            out[-1].add(line)
            fresh = False
    return [part for whole in out for part in _unglued(" ".join(whole.lines))]


class _Growing(Struct):
    """A paragraph to which lines are added. What the next line is judged by is kept, so that its length costs nothing:
    the first and last characters, whether all letters are capitals, and how many marks of emphasis it holds."""

    lines: list[str] = field(default_factory=list)
    head: str = ""
    tail: str = ""
    length: int = 0
    width: int = 0
    small: bool = False
    capital: bool = False
    bold_marks: int = 0
    single_marks: int = 0

    def add(self, line: str) -> None:
        self.width = max(self.width, len(line))
        line = line.strip()
        self.lines.append(line)
        self.length += len(line) + (self.length > 0)
        if len(self.head) < _KEPT:
            self.head = f"{self.head} {line[:_KEPT]}".lstrip()
        self.tail = f"{self.tail[-_KEPT:]} {line[-_KEPT:]}".lstrip()
        self.small = self.small or line.upper() != line
        self.capital = self.capital or line.lower() != line
        self.bold_marks += line.count("**")
        self.single_marks += line.replace("**", "").count("*")

    @property
    def short(self) -> str:
        """The whole of it where it is short, else nothing."""
        return self.head if self.length <= _KEPT else ""

    @property
    def ended(self) -> bool:
        return _END.search(self.tail) is not None


def _goes_on(above: _Growing, line: str, wrapped: bool) -> bool:
    upper = above.capital and not above.small
    if upper and (_NAME.fullmatch(line) or (_SIGNING.match(above.head) and _OFFICE.match(line))):
        return False
    if upper and _BODY_ABOVE.fullmatch(above.short) and _BODY_BELOW.match(line):
        return False  # a letterhead: the superior body, then the body itself
    if _NUMBER.match(above.head) and _DATED.match(line):
        return False
    if _HASHES.match(line):
        return False
    if _FORMULA.match(line) and (above.ended or _ADDRESSED.match(above.head)):
        return False
    if above.bold_marks % 2:
        return True
    if _LABEL_ALONE.fullmatch(above.short):
        return True
    if _STARTS_ITEM.match(line):
        return False
    if not wrapped:
        return line.lstrip()[0].islower() and not above.ended
    if line.lstrip().startswith("*") and above.single_marks % 2 == 0:
        return False
    if above.tail.endswith("**") and above.head.startswith("**"):
        return False  # a line wholly in bold stands alone
    return not (above.ended and _UPPER.match(line) and above.width < 45)


def _unglued(text: str) -> list[str]:
    """ "KẾ HOẠCH**Nâng cao ...**" and "I. MỤC ĐÍCH**1. Mục đích**" are two paragraphs each."""
    match = _GLUED.match(text)
    if match and "**" not in match[1] and sum(c.isalpha() for c in match[1]) >= 4:
        return [match[1].strip(), "**" + match[2].strip()]
    return [text]


# --- tables -----------------------------------------------------------------------------------


def pieces(lines: list[str], page: int | None = None, first_table: int = 0) -> list[Piece]:
    """The paragraphs and table cells of Markdown-like lines, in order."""
    wrapped = is_wrapped(lines)
    out: list[Piece] = []
    table, at, plain_from = first_table, 0, 0
    while at < len(lines):
        if not lines[at].lstrip().startswith("|"):
            at += 1
            continue
        rows, end = _table_at(lines, at)
        if not rows:
            at += 1
            continue
        out += _text_pieces(lines[plain_from:at], wrapped, page)
        for number, row in enumerate(rows):
            for col, cell in enumerate(row):
                out += _cell_pieces(cell, wrapped, page, table, number, col)
        table, at, plain_from = table + 1, end, end
    return out + _text_pieces(lines[plain_from:], wrapped, page)


def _text_pieces(lines: list[str], wrapped: bool, page: int | None) -> list[Piece]:
    made = []
    for paragraph in paragraphs(lines, wrapped):
        text, bold = stripped(paragraph)
        made.append(Piece(text, page, bold))
    return made


def _cell_pieces(
    cell: list[str], wrapped: bool, page: int | None, table: int, row: int, col: int
) -> list[Piece]:
    found = [stripped(p) for p in paragraphs(cell, wrapped)] or [("", 0.0)]
    return [Piece(text, page, bold, table, row, col) for text, bold in found]


Rows = list[list[list[str]]]


def _table_at(lines: list[str], at: int) -> tuple[Rows, int]:
    if _PIPES.fullmatch(lines[at].strip()):
        return _fenced_table(lines, at)
    if _is_row(lines[at]):
        return _piped_table(lines, at)
    return [], at + 1


def _is_row(line: str) -> bool:
    """Whether cells stand between pipes: "| a | b |", "| a |"."""
    line = line.strip()
    return len(line) > 2 and line[0] == line[-1] == "|"


def _piped_table(lines: list[str], at: int) -> tuple[Rows, int]:
    rows: Rows = []
    while at < len(lines) and _is_row(lines[at]):
        if not _PIPE_RULE.fullmatch(lines[at]):
            cells = lines[at].strip().strip("|").split("|")
            rows.append([re.split(r"<br\s*/?>", cell) for cell in cells])
        at += 1
    return (rows, at) if rows else ([], at)


def _fenced_table(lines: list[str], at: int) -> tuple[Rows, int]:
    """A table whose cells stand between lines that hold a pipe alone."""
    rows: Rows = [[]]
    cell: list[str] = []
    at += 1
    while at < len(lines):
        if not _PIPES.fullmatch(lines[at].strip() or "x"):
            if not _closes(lines, at):
                break
            cell.append(lines[at])
            at += 1
            continue
        rows[-1].append(cell)
        cell = []
        blank = len(rows[0]) - len(rows[-1]) if len(rows) > 1 else 0
        if (
            blank > 0 and _pipes_from(lines, at) == blank + 2
        ):  # the rest of the row is empty, the next row opens
            rows[-1] += [[] for _ in range(blank)]
            rows.append([])
            at += blank + 2
            if _holds_annex(lines, at):
                break
            continue
        at += 1
        complete = len(rows) > 1 and len(rows[-1]) >= len(rows[0])
        if at < len(lines) and _PIPES.fullmatch(lines[at].strip() or "x"):
            rows.append([])
            at += 1
            if _holds_annex(lines, at):
                break
        elif (
            complete
            or at >= len(lines)
            or not lines[at].strip()
            or _holds_annex(lines, at)
            or (len(rows) == 1 and _lays_out(rows[0]))
        ):
            break
    return _mended([row for row in rows if row]), at


def _lays_out(row: list[list[str]]) -> bool:
    """Whether a row is a whole table: whom a letter goes to, or recipients beside the signature; text follows it."""
    cells = [" ".join(cell).strip("*_ ") for cell in row[:_SIDE_BY_SIDE]]
    filled = [cell for cell in cells if cell]
    return len(filled) >= 2 and _LAYOUT.match(filled[0]) is not None


def _pipes_from(lines: list[str], at: int) -> int:
    """How many lines that hold a pipe alone follow one another."""
    end = at
    while end < len(lines) and _PIPES.fullmatch(lines[end].strip() or "x"):
        end += 1
    return end - at


def _holds_annex(lines: list[str], at: int) -> bool:
    """Whether the title of an annex stands before the next pipe: no cell, although another table follows."""
    titled = False
    for line in lines[at : at + 40]:
        if _PIPES.fullmatch(line.strip() or "x"):
            return False
        titled = titled or _ANNEX.match(line) is not None
        if titled and _ATTACHED.match(line):
            return True
    return False


def _closes(lines: list[str], at: int) -> bool:
    """Whether a pipe line follows before the text runs on for too long to be a cell."""
    return any(_PIPES.fullmatch(line.strip() or "x") for line in lines[at : at + 400])


def _mended(rows: Rows) -> Rows:
    """Rows that an empty cell cut in two, put together again: their cells and the gap make a full row."""
    full = max((len(row) for row in rows), default=0)
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
    return re.fullmatch(r"[*\s]*[\dIVX]{1,4}(?:\.\d+)*[.)]?[*\s]*", " ".join(row[0])) is not None
