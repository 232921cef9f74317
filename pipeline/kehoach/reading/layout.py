"""Lines with positions become paragraphs: what a page looks like decides what belongs together.

Vietnamese office papers are justified, with the first line of a paragraph indented (Nghị định 30/2020/NĐ-CP,
phụ lục I); letterheads and closings stand in two columns; titles are centred. Coordinates are PDF points
with the origin at the lower left of the page.
"""

import itertools
import re
from statistics import median

from msgspec import Struct

from kehoach.reading.flow import Piece
from kehoach.text import compile_vi, fold

_ITEM = compile_vi(
    r"(?:[-+•*–]\s|\(\d{1,2}\)|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVXL]{1,6})\s?[.)]\s|[IVXL]{1,5}\s?[-–]\s|(?:Điều|Chương|Mục|Phần|PHỤ LỤC|Phụ lục|CHƯƠNG|PHẦN)\s+[\dIVX]+)"
)
_TITLE_LINE = re.compile(
    r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ|CHƯƠNG TRÌNH|THÔNG BÁO|HƯỚNG DẪN|BÁO CÁO|TỜ TRÌNH|CÔNG ĐIỆN|KẾT LUẬN|ĐỀ ÁN|PHIẾU TRÌNH)\s*:?"
)
_SUBJECT = re.compile(r"v/v\b")
_NEW_LINE_STARTS = re.compile(
    r"^(?:số\s*:|kính gửi|nơi nhận|căn cứ|độc lập|cộng h|đảng cộng|tm\.|kt\.|tl\.|t/m|k/t|lưu:|(?:cơ quan|đơn vị) (?:chủ trì|phối hợp|thực hiện)[^:]{0,20}:|thời gian (?:thực hiện|hoàn thành)\s*:|trách nhiệm thực hiện\s*:)"
)
_END = re.compile(r"[.;:!?]\W*$")


class Line(Struct):
    """A line of print: its words and its box. ``size`` is the height of its letters."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool = False

    @property
    def size(self) -> float:
        """Height of the line's box."""
        return max(1.0, self.y1 - self.y0)

    @property
    def middle(self) -> float:
        """Horizontal middle."""
        return (self.x0 + self.x1) / 2


class Margins(Struct, frozen=True):
    """Where the running text of a page begins and ends, and how far its lines stand apart."""

    left: float
    right: float
    leading: float


def margins_of(lines: list[Line], width: float) -> Margins:
    """The margins of a page from its long lines."""
    long = [line for line in lines if line.x1 - line.x0 > width * 0.5]
    if len(long) < 3:
        return Margins(width * 0.14, width * 0.92, 18.0)
    left = sorted(line.x0 for line in long)[len(long) // 5]
    right = sorted(line.x1 for line in long)[-max(1, len(long) // 4)]
    steps = [a.y0 - b.y0 for a, b in itertools.pairwise(long) if 5 < a.y0 - b.y0 < 40]
    return Margins(left, right, median(steps) if steps else 18.0)


def paragraphs(lines: list[Line], page: int, width: float) -> list[Piece]:
    """The paragraphs of one page, in the order of its lines."""
    margins = margins_of(lines, width)
    out: list[Piece] = []
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line, margins, width):
            out.append(_piece(group, page))
            group = []
        group.append(line)
    if group:
        out.append(_piece(group, page))
    return out


def _piece(group: list[Line], page: int) -> Piece:
    letters = sum(len(line.text) for line in group)
    bold = sum(len(line.text) for line in group if line.bold)
    text = group[0].text.strip()
    for line in group[1:]:
        text += (
            line.text.strip()
            if text.endswith(("/", "-")) and line.text[:1].isalnum() and not text.endswith(" -")
            else " " + line.text.strip()
        )
    return Piece(text, page, bold / max(1, letters))


def _goes_on(group: list[Line], line: Line, margins: Margins, width: float) -> bool:
    """Whether a line belongs to the paragraph that is open."""
    last, first = group[-1], group[0]
    step = last.y0 - line.y0
    if not 0.25 * last.size < step < max(1.7 * margins.leading, 2.4 * last.size):
        return False
    if _ITEM.match(line.text) or _NEW_LINE_STARTS.match(fold(line.text[:44])):
        return False
    if _is_narrow(first, margins):
        return _narrow_goes_on(first, last, line, margins, width)
    if line.x0 > margins.left + 14 and not _hangs(first, line):
        return False  # an indented line opens a paragraph
    full = last.x1 > margins.right - 0.14 * (margins.right - margins.left)
    return full or (
        not _END.search(last.text)
        and line.text[:1].islower()
        and last.x1 > margins.left + 0.6 * (margins.right - margins.left)
    )


def _hangs(first: Line, line: Line) -> bool:
    """A hanging item: its second line stands under the words of the first, not under the label."""
    return _ITEM.match(first.text) is not None and first.x0 < line.x0 < first.x0 + 40


def _is_narrow(line: Line, margins: Margins) -> bool:
    return line.x1 - line.x0 < 0.72 * (margins.right - margins.left) or line.x0 > margins.left + 60


def _narrow_goes_on(first: Line, last: Line, line: Line, margins: Margins, width: float) -> bool:
    """Columns of letterheads, subjects (V/v) and centred titles: lines set alike under one another."""
    if _TITLE_LINE.fullmatch(last.text.strip()) or _TITLE_LINE.fullmatch(line.text.strip()):
        return False
    if _SUBJECT.match(fold(first.text[:5])):
        return line.middle < width * 0.5 and abs(line.middle - last.middle) < 60 and not _is_date(line.text)
    if (
        first.x0 < margins.left + 60
        and line.x0 < margins.left + 14
        and last.x1 > margins.right - 0.14 * (margins.right - margins.left)
    ):
        return True
    if (
        line.x1 > margins.right - 12
        and margins.left + 14 < line.x0 < margins.left + 60
        and last.x1 < line.x1 - 12
    ):
        return False  # a full line that is indented opens the body below a title
    centred = abs(last.middle - line.middle) < 18 and abs(line.middle - width / 2) < width * 0.12
    return (
        centred
        and first.bold == line.bold
        and last.text.isupper() == line.text.isupper()
        and not _END.search(last.text)
        and len(last.text) > 18
    )


def _is_date(text: str) -> bool:
    return "ngày" in text and "năm" in text


# --- strays -----------------------------------------------------------------------------------


def in_order(lines: list[Line]) -> list[Line]:
    """Lines that were drawn late (stamps, signatures) put where they stand on the page."""
    out: list[Line] = []
    for line in lines:
        if (
            out
            and line.y0 > out[-1].y1 + 60
            and len(line.text) < 90
            and abs(line.middle - out[-1].middle) < 400
        ):
            at = next(
                (i for i, other in enumerate(out) if other.y0 < line.y0 - 2 and other.x0 < line.x1), len(out)
            )
            if _is_late(out, at):
                out.insert(at, line)
                continue
        out.append(line)
    return out


def _is_late(out: list[Line], at: int) -> bool:
    """Only a line that jumps back over much of the page is late; the next column of a letterhead is not."""
    return len(out) - at > 12
