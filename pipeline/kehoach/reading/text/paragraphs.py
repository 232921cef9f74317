"""Where the paragraphs of plain text are: whether its lines are wrapped, and which of them go on with the one above."""

import itertools
import re
from statistics import quantiles

from msgspec import Struct, field

from kehoach.reading.flow import is_unfinished, names_on
from kehoach.text import compile_vi

_HASHES = re.compile(r"^#{1,6}\s+")
_STARTS_ITEM = compile_vi(
    r"[*_\s]*(?:[-+•–]\s|\([\da-zđ]{1,3}\)|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVXL]{1,6})[.)]\s?\*{0,3}(?=\s|\*|$|[A-ZÀ-Ỹ])"
    r"|(?:Điều|Chương|Mục|Phần|Phụ lục|PHỤ LỤC|CHƯƠNG|PHẦN)\s+[\dIVX]+)"
)
_LABEL_ALONE = re.compile(
    r"[*\s]*(?:(?:Điều|Mục|Phần|Chương|Phụ lục)\s+\w{1,5}|[\dIVX]{1,4}(?:\.\d+)*|[a-zđ])[.:)]?[*\s]*"
)
_RULE_LINE = re.compile(r"[*\s]*[-_=–—]{3,}[*\s]*|\s*#+\s*")  # a line of signs, a heading without words
_RULE_SIGNS = "*-_=–—#"
_GLUED = compile_vi(r"^([^*a-zà-ỹ]{4,}?)\*\*(?=\S)(.+)$", re.DOTALL)
_ENDS = (".", ";", ":", "!", "?")
_BEHIND_END = '*”"' + "".join(c for c in map(chr, range(0x3001)) if c.isspace())  # what may follow an end
_UPPER = compile_vi(r"[*_\s(“\"]*[A-ZÀ-Ỹ]")
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
_OPEN_NUMBER = re.compile(r"[*\s]*Số\s?:?\s*\d*\s*[*\s]*")
_NUMBER_GOES_ON = re.compile(r"\s*(?:\d{1,6}\s*$|\d{0,6}\s*[/-]\s?[A-ZĐ\d])")
_DATED = compile_vi(r"[*\s]*[A-ZÀ-Ỹ][^,\d]{1,40},\s*ngày\s")
_NAME = compile_vi(r"[*\s]*(?:[A-ZÀ-Ỹ][a-zà-ỹ]+\s?){2,5}[*\s]*")
_FORMULA = re.compile(
    r"[*\s]*(?:Căn cứ|Nhằm|Theo đề nghị|Xét đề nghị|Trân trọng|Trên đây là)\s"
)  # always opens a paragraph
_ADDRESSED = re.compile(r"[*\s]*Kính gửi", re.IGNORECASE)
_WIDE = 130  # longer lines than this: the text is not wrapped
_FEW_LINES = 12
_CARRIED = 6  # lines that surely go on show how wide a text is
_NARROW, _OPENINGS = 0.8, 5  # first lines that end earlier than others: of the width, how many show it
_FULL, _FULL_ENOUGH = 0.8, 0.92  # of the width: a line that is full, one into which no further word went
_LEAST_FULL, _BROKEN = 0.25, 0.5  # shares: of lines that are full, of those that break off in mid-sentence
_BOLD_LABEL = re.compile(r"\*\*(?:Điều|Khoản)\s+\d{1,3}\s?[.:]?\s?\*\*\s?[.:]?\s?[^\s*]")
_SLANTED = re.compile(r"\*(?=[^\W\d_]{2})")
_SMALL = 0.12  # share of lines that go on with a small letter: where each line is a paragraph hardly any does
_DENSE = 0.12  # share of lines before a blank one
_CUT_SIGN = re.compile(r"(?<=[\dA-ZĐ])[/-]$")  # a symbol that the end of a line cut: "852/QĐ-" / "UBND"
_COUNTED = re.compile(r"\b(?:ngày|tháng|năm|quý|khoản|điều|điểm)$", re.IGNORECASE)
_FIRST_HALF = re.compile(
    r"(?:chính trị|kinh tế|văn hóa|văn hoá|lao động|khoa học|thi đua|xã hội|hạ tầng|an sinh|phát thanh|quốc phòng|dân số|y tế)$",
    re.IGNORECASE,
)
_SECOND_HALF = re.compile(
    r"[-–]\s(?:xã hội|nghề nghiệp|kỹ thuật|[Tt]hương binh|[Kk]hen thưởng|[Tt]ruyền hình|an ninh|đô thị|công nghệ)\b"
)
_DASH = re.compile(r"[-–]\s")
_UPPER_END = re.compile(r"[-–]\s\d[\d.,]*\s?(?:%|/|[a-zà-ỹđ])")  # the upper end of a range
_OWN_LINE = re.compile(r"[*\s]*(?:Căn cứ|Lưu:)")
_ALONE = re.compile(r"[*\s]*(?:Kính gửi|Nơi nhận|Độc lập\s?[-–]|CỘNG H|TM\.|KT\.|TL\.|T/M|K/T|Số\s?:)")
_TITLE = re.compile(
    r"[*\s]*(?:KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ|CHƯƠNG TRÌNH|THÔNG BÁO|HƯỚNG DẪN|BÁO CÁO|TỜ TRÌNH|GIẤY MỜI|CÔNG ĐIỆN|KẾT LUẬN|ĐỀ ÁN|PHƯƠNG ÁN)\s?:?[*\s]*"
)
_SHORT_LINE = 60
_KEPT = 200  # characters at either end of a paragraph that tell whether the next line goes on with it
_MOTTO_ENDS = ("hạnh phúc", "chủ nghĩa việt nam")
_LONGEST_END = max(map(len, _MOTTO_ENDS))


class Shape(Struct, frozen=True):
    """How the lines of a text make paragraphs: ``wrapped`` at a fixed ``width``, and whether blank lines tell where they end (not ``dense``).

    ``counted``: the width counts characters, so that a word that would have fitted shows where a paragraph ends. ``opening``: the
    width of the first lines of paragraphs where they are cut earlier than others (texts saved from pages of the web), else 0.
    """

    wrapped: bool
    width: int
    dense: bool
    counted: bool = False
    opening: int = 0

    def filled(self, first: bool) -> float:
        """The length from which on a line is full, as a first line of a paragraph or as another."""
        width = self.opening if first and self.opening else self.width
        return width if self.counted and width == self.width else width * _FULL_ENOUGH


def shape_of(lines: list[str]) -> Shape:
    """The shape of a text, told by its lines alone.

    Lines are wrapped when most of the long ones break off in mid-sentence; where people copy a text out of a word processor each line
    is a paragraph. A text is dense when hardly a paragraph is followed by a blank line.
    """
    shown = [line.rstrip() for line in lines if line.strip()]
    if len(shown) <= _FEW_LINES:
        return Shape(False, 0, False)
    carried = _carried_on(lines)
    width = round(quantiles([len(line) for line in shown], n=20)[-1])
    breaks_off = len(carried) >= _SMALL * len(shown)
    if (
        breaks_off and len(carried) >= _CARRIED
    ):  # beside the text stand lines of another width: what a page shows below it
        width = min(width, round(quantiles(carried, n=20)[-1]))
    after = [b for a, b in itertools.pairwise([*lines, ""]) if a.strip()]
    blanks = sum(not b.strip() for b in after) / len(after)
    full = [line for line in shown if len(line) >= _FULL * width]
    broken = sum(not _is_ended(line) for line in full)
    wrapped = width < _WIDE and len(full) >= _LEAST_FULL * len(shown) and broken >= _BROKEN * len(full)
    wrapped = wrapped or (width < _WIDE and breaks_off)
    dense = blanks < _DENSE
    longest = max(map(len, shown))
    return Shape(
        wrapped or (width < _WIDE and not dense), width, dense, longest <= width + 2, _opening(shown, width)
    )


def _carried_on(lines: list[str]) -> list[int]:
    """The lengths of lines that break off before one that begins with a small letter."""
    return [
        len(before.rstrip())
        for before, line in itertools.pairwise(lines)
        if before.strip()
        and line.lstrip()[:1].islower()
        and not _is_ended(before)
        and _STARTS_ITEM.match(line) is None
    ]


def _opening(shown: list[str], width: int) -> int:
    """The width of the first lines of paragraphs, told by those that surely go on; 0 where it is that of all lines."""
    sizes = [
        len(line)
        for before, line, after in zip(shown, shown[1:], shown[2:], strict=False)
        if ((_is_ended(before) and len(before) < _FULL * width) or _STARTS_ITEM.match(line))
        and after.lstrip()[:1].islower()
    ]
    cut = round(quantiles(sizes, n=20)[-1]) if len(sizes) >= _OPENINGS else width
    return cut if cut < _NARROW * width else 0


def shape_of_cells(lines: list[str], text: Shape) -> Shape:
    """The shape of cells, which are as narrow as their columns: the width of the text does not tell where their paragraphs end."""
    sizes = [len(line) for line in lines if line.strip()]
    narrow = len(sizes) > _FEW_LINES and quantiles(sizes, n=20)[-1] < _WIDE
    return Shape(text.wrapped or narrow, text.width, dense=False)


def undoubled(lines: list[str]) -> list[str]:
    """The lines without the blank ones where a blank stands after each: some converters part lines, not paragraphs, by them."""
    shown = [line for line in lines if line.strip()]
    if len(shown) <= _FEW_LINES or len(lines) < 1.8 * len(shown):
        return lines
    parted = sum(not b.strip() for a, b in itertools.pairwise(lines) if a.strip())
    if parted < 0.95 * (len(shown) - 1):
        return lines
    shape = shape_of(shown)
    return shown if shape.wrapped and shape.dense else lines


def paragraphs(lines: list[str], shape: Shape) -> list[str]:
    """Lines joined to paragraphs, still with their emphasis marks."""
    out: list[_Growing] = []
    last = 0
    fresh = True
    for line in lines:
        line = line.rstrip()
        if not line or (line[-1] in _RULE_SIGNS and _RULE_LINE.fullmatch(line)):
            fresh = True
        elif not fresh and _goes_on(out[-1], line, shape, last):
            out[-1].add(line)
        else:
            out.append(_Growing())
            out[-1].add(line)
            fresh = False
        last = len(line)
    return [part for whole in _number_lines(["".join(one.parts) for one in out]) for part in _unglued(whole)]


class _Growing(Struct):
    """A paragraph to which lines are added. What the next line is judged by is kept, so that its length costs nothing:
    the first and last characters, whether all letters are capitals, and how many marks of emphasis it holds. A line is
    taken into account when the next one asks (``look``): most paragraphs have one line."""

    parts: list[str] = field(default_factory=list)
    last: str = ""
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
        cut = self.tail[-1:] in ("/", "-") and _CUT_SIGN.search(self.tail[-2:]) and line[:1].isalnum()
        self.last = line if not self.parts or cut else f" {line}"
        self.parts.append(self.last)

    def look(self) -> None:
        """Takes the last line into account."""
        part, line = self.last, self.last.strip()
        self.length += len(part)
        if len(self.head) < _KEPT:
            self.head += part[:_KEPT]
        self.tail = self.tail[-_KEPT:] + part[-_KEPT:]
        self.small = self.small or line.upper() != line
        self.capital = self.capital or line.lower() != line
        if "*" in line:
            self.bold_marks += line.count("**")
            self.single_marks += line.replace("**", "").count("*")

    @property
    def short(self) -> str:
        """The whole of it where it is short, else nothing."""
        return self.head if self.length <= _KEPT else ""

    @property
    def in_capitals(self) -> bool:
        return self.capital and not self.small

    @property
    def ended(self) -> bool:
        return _is_ended(self.tail)


def _is_ended(text: str) -> bool:
    """Whether a sign that ends a sentence stands at the end of a text, before emphasis marks and quotes."""
    return text.rstrip(_BEHIND_END).endswith(_ENDS)


def _number_lines(found: list[str]) -> list[str]:
    """Paragraphs with a number line that came apart whole again: "Số:", "329", "/BC-UBND"."""
    out: list[str] = []
    for paragraph in found:
        if out and _OPEN_NUMBER.fullmatch(out[-1]) and _NUMBER_GOES_ON.match(paragraph):
            out[-1] += " " + paragraph
        else:
            out.append(paragraph)
    return out


def _goes_on(above: _Growing, line: str, shape: Shape, last: int) -> bool:
    above.look()
    small = line[0].islower() and line[1:2] not in (".", ")")  # within a sentence, and no "a)"
    if not small and _opens_another(above, line):
        return False
    if above.bold_marks % 2 or (shape.wrapped and last >= _FULL * shape.width and _compounds(above, line)):
        return True
    if _LABEL_ALONE.fullmatch(above.short):
        return True
    if not small and _STARTS_ITEM.match(line):
        return _dashes_on(above, line, shape, last)
    if not shape.wrapped:
        return (line.lstrip()[0].islower() and not above.ended) or _lists_on(above, line)
    if _stands_alone(above, line) or (shape.dense and _ends_here(above, line, shape, last)):
        return False
    if line.lstrip().startswith("*") and above.single_marks % 2 == 0:
        return False
    if above.tail.endswith("**") and above.head.startswith("**"):
        return False  # a line wholly in bold stands alone
    room = len(line.split()[0].strip("*_")) + 1
    opens = shape.opening and len(above.parts) == 1  # short first lines are as full as long ones
    if opens and _STARTS_ITEM.match(above.head) and last + room > shape.opening:
        return True  # "- Dự án 7 (Tiểu dự án 2):" / "Nâng cao hiệu quả ..."
    return not (above.ended and _UPPER.match(line) and above.width < 45)


def _compounds(above: _Growing, line: str) -> bool:
    """Whether a full line breaks off before the dash of a compound: "các tổ chức chính trị" / "- xã hội"."""
    return _SECOND_HALF.match(line) is not None and _FIRST_HALF.search(above.tail.rstrip("* ")) is not None


def _dashes_on(above: _Growing, line: str, shape: Shape, last: int) -> bool:
    """Whether a dash goes on with the full line above it, in a text that parts its items by blank lines ("Tập đoàn Công nghiệp" /
    "- Viễn thông Quân đội"), or with the number that ends it."""
    if not shape.wrapped or not _DASH.match(line):
        return False
    if _UPPER_END.match(line) and above.tail[-1:].isdecimal():
        return True  # "tốc độ tăng bình quân 05" / "- 06%/năm"
    full = last >= shape.filled(len(above.parts) == 1)
    return full and not (shape.dense or above.ended or _DASH.match(above.head))


def _opens_another(above: _Growing, line: str) -> bool:
    """Whether a line that begins with no small letter opens a paragraph for what it is, or for what stands above it."""
    if above.in_capitals:
        if _NAME.fullmatch(line) or (_SIGNING.match(above.head) and _OFFICE.match(line)):
            return True
        if _BODY_ABOVE.fullmatch(above.short) and _BODY_BELOW.match(line):
            return True  # a letterhead: the superior body, then the body itself
    if _HASHES.match(line) or (_NUMBER.match(above.head) and _DATED.match(line)):
        return True
    return bool(_FORMULA.match(line) and (above.ended or _ADDRESSED.match(above.head)))


def _lists_on(above: _Growing, line: str) -> bool:
    """Whether a list of names goes on behind the comma that ends a line: "5. Tập đoàn A," / "Tập đoàn B chủ trì ..."."""
    if _OWN_LINE.match(line) or above.in_capitals or line.isupper():
        return False
    return above.tail.rstrip("* ").endswith(",")


def _stands_alone(above: _Growing, line: str) -> bool:
    """Whether one of two lines is one of those of a letterhead or a title, which never share a paragraph with others."""
    if _ALONE.match(line) or above.tail[-_LONGEST_END:].lower().endswith(_MOTTO_ENDS):
        return True
    if not above.in_capitals:
        return False
    if _TITLE.fullmatch(above.short):
        return True
    opens = not line.isupper() and not line.lstrip()[:1].islower()
    return above.length < _SHORT_LINE and opens and not above.tail.endswith((",", "-"))


def _is_cut(above: _Growing, line: str) -> bool:
    """Whether the end of a short line cut a name, a number or a day."""
    tail, first = above.tail.rstrip("*_ "), line.lstrip()[:1]
    if is_unfinished(tail) or (first.isdecimal() and _COUNTED.search(tail)):
        return True
    return first.isupper() and names_on(above.tail, line.strip())


def _is_text(above: _Growing) -> bool:
    """Whether marks of emphasis show that a line which breaks off is no heading: "**Điều 1.** Chuyển Trường Đại học", of which the
    label alone is bold, "*Căn cứ Luật Tổ chức", whose mark is not closed yet."""
    bold = len(above.parts) == 1 and _BOLD_LABEL.match(above.head) is not None
    return bold or (above.single_marks % 2 == 1 and _SLANTED.match(above.head) is not None)


def _ends_here(above: _Growing, line: str, shape: Shape, last: int) -> bool:
    """Whether a paragraph of a text without blank lines ends: its last line is not full, and what follows opens like another."""
    if _OWN_LINE.match(line):
        return True
    if _lists_on(above, line):
        return False
    announced = above.tail.rstrip("* ").endswith("như sau:") and _UPPER.match(line) is not None
    if announced or (above.ended and _opens(line, shape)):
        return True
    if not above.ended and (_is_cut(above, line) or _is_text(above)):
        return False  # "... của Giám đốc Sở" / "Nội vụ", "Nghị định số" / "12/2026/NĐ-CP", "ngày 20 tháng 3 năm" / "2025"
    room = len(line.split()[0].strip("*_")) + 1
    short = above.ended and last < _FULL * shape.width
    if last + room > shape.filled(first=len(above.parts) == 1) and not short:
        return False
    return short or _UPPER.match(line) is not None or not line.lstrip()[:1].isalpha()


def _opens(line: str, shape: Shape) -> bool:
    """Whether a line can only be the first of a paragraph: it goes on, though further words had room in it."""
    cut = 0 < len(line) <= shape.opening + 1
    return cut and not _is_ended(line) and _UPPER.match(line) is not None


def _unglued(text: str) -> list[str]:
    """ "KẾ HOẠCH**Nâng cao ...**" and "I. MỤC ĐÍCH**1. Mục đích**" are two paragraphs each."""
    match = _GLUED.match(text) if "**" in text else None
    if match and "**" not in match[1] and sum(c.isalpha() for c in match[1]) >= 4:
        return [match[1].strip(), "**" + match[2].strip()]
    return [text]
