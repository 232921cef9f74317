"""The text layer of a PDF page as lines with positions, the stamps of e-offices put back where they stand.

Signature fields are flattened first, so that the number and day that e-offices stamp as the appearance of
widgets come out as text; each stamp is put back into the line that it stands on.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from kehoach.reading.layout import Line, in_order
from kehoach.reading.ocr.words import Doubt, Received
from kehoach.reading.pdf.glyphs import decoded, is_damaged
from kehoach.reading.pdf.ink import covered_share, pictured_share
from kehoach.reading.pdf.raw import address, char_box, font_weight
from kehoach.reading.pdf.ruled import is_ruled
from kehoach.reading.tables.grid import Grid

_SIGNED_BY = re.compile(
    r"^(?:Ký bởi|Người ký|Thời gian ký|Ngày ký|Cơ quan\s*:|Email\s*:|Được ký|Signature|Digitally signed|Ký số)",
    re.IGNORECASE,
)
_STAMP = re.compile(r"[\d\s./-]{1,12}")
_GAP = 2.2  # times the size of the letters: a wider gap parts columns
_SLIMMEST = 0.2  # no letter is slimmer, in heights of a line: a first look at where a word ends
_LOOKED_AT = 4  # letters at the start of a line that tell its height
_MOST_STAMPS = 200
_LOW = 40  # points
_PICTURED = 0.5  # share of the page that the picture of a scan takes at least
_DEEPEST = 8  # forms within forms


class PageText(Struct):
    """The lines of one page, in reading order, and how they were obtained.

    ``covered`` is the share of its ink that its lines account for; ``over`` are lines typed over a picture, ``stamps`` their words.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    ruled: bool = False
    signed: list[Line] = field(default_factory=list)
    obtained: str = "pdf"
    mended: int = 0
    pictured: bool = False
    grids: list[Grid] = field(default_factory=list)
    pictured_share: float = 0.0
    covered: float | None = None
    over: list[Line] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)
    engine: str | None = None
    confidence: float | None = None
    words: int = 0
    turned: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    received: Received | None = None


def page_text(document: Any, number: int) -> PageText:
    """The lines of a page (``number`` from 0), stamps put back where they stand."""
    page = document[number]
    if document.get_formtype() and _keep_stamps(page):
        # appearances are drawn without a form environment, which would slow the loading of every page
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number]
    width, height = page.get_size()
    layer = page.get_textpage()
    try:
        lines, signed, damaged = _lines(layer)
        pictured = pictured_share(page)
        unread = not lines and pictured >= _PICTURED  # all of a scan's ink is unread: no need to look
        return PageText(
            number=number + 1,
            width=width,
            height=height,
            lines=in_order(lines),
            ruled=is_ruled(page),
            signed=signed,
            obtained="repaired" if damaged else "pdf",
            pictured=unread or (not lines and _is_pictured(page)),
            pictured_share=pictured,
            covered=0.0 if unread else covered_share(page, lines + signed),
        )
    finally:
        layer.close()
        page.close()


def _keep_stamps(page: Any) -> int:
    """How many stamps with words a page bears; pictures of seals are taken off, since they only cost time."""
    kept = 0
    for index in reversed(range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_STAMPS))):
        stamp = pdfium.FPDFPage_GetAnnot(page.raw, index)
        worded = _is_low(stamp) or any(map(_has_words, _drawings(stamp)))
        pdfium.FPDFPage_CloseAnnot(stamp)
        if worded:
            kept += 1
        else:
            pdfium.FPDFPage_RemoveAnnot(page.raw, index)
    return kept


def _is_low(stamp: Any) -> bool:
    """Whether a stamp is as low as a line or two: numbers and days are, seals and signatures are not."""
    box = pdfium.FS_RECTF()
    return bool(pdfium.FPDFAnnot_GetRect(stamp, box)) and abs(box.top - box.bottom) <= _LOW


def _drawings(stamp: Any) -> Iterator[Any]:
    for place in range(pdfium.FPDFAnnot_GetObjectCount(stamp)):
        yield pdfium.FPDFAnnot_GetObject(stamp, place)


def _has_words(drawn: Any, depth: int = 0) -> bool:
    """Whether a drawing holds text, in itself or in the forms that it is made of."""
    kind = pdfium.FPDFPageObj_GetType(drawn)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        return bool(kind == pdfium.FPDF_PAGEOBJ_TEXT)
    parts = min(pdfium.FPDFFormObj_CountObjects(drawn), _MOST_STAMPS)
    return depth < _DEEPEST and any(
        _has_words(pdfium.FPDFFormObj_GetObject(drawn, place), depth + 1) for place in range(parts)
    )


def _is_pictured(page: Any) -> bool:
    """Whether a page without text shows anything: a scan is a picture, an empty page is white."""
    darkest, _ = page.render(scale=0.25, grayscale=True).to_pil().convert("L").getextrema()
    return bool(darkest < 200)


class _Drawn(Struct):
    """A line with the stretch of characters of the text layer that it was read from."""

    line: Line
    first: int


class _Letter(Struct, frozen=True):
    """A character with the left and right edge of its box."""

    left: float
    right: float
    sign: str


def _lines(layer: Any) -> tuple[list[Line], list[Line], bool]:
    """The lines of a page in the order of drawing, what signatures say of themselves, and whether glyphs were decoded."""
    text = layer.get_text_range()
    damaged = is_damaged(text)
    boxes = _Boxes(layer)
    drawn: list[_Drawn] = []
    stamps: list[_Drawn] = []
    signed: list[Line] = []
    at = 0
    for words in text.split("\r\n"):
        first, at = at, at + len(words) + 2
        words = decoded(words) if damaged else words
        start = len(words) - len(words.lstrip())
        shown = words.strip()
        if not shown:
            continue
        if _SIGNED_BY.match(shown):
            signed.append(_drawn(boxes, shown, first + start).line)
        elif _STAMP.fullmatch(shown):
            stamps += [
                _drawn(boxes, m.group(), first + start + m.start()) for m in re.finditer(r"\S+", shown)
            ]
            drawn.append(_drawn(boxes, shown, first + start))
        else:
            drawn.append(_drawn(boxes, shown, first + start))
    return _with_stamps(boxes, drawn, stamps), signed, damaged


Box = tuple[float, float, float, float]  # left, bottom, right, top


class _Boxes:
    """The boxes of the characters of a text layer; ``at(index)`` is one."""

    def __init__(self, layer: Any) -> None:
        self._layer = address(layer)
        self.at = self._reader()

    def _reader(self) -> Callable[[int], Box]:
        """A closure, since a page asks for hundreds of boxes."""
        layer, edges = self._layer, (ctypes.c_double * 4)()
        first = ctypes.addressof(edges)
        to_left, to_right, to_bottom, to_top = range(first, first + 32, 8)

        def at(index: int) -> Box:
            char_box(layer, index, to_left, to_right, to_bottom, to_top)
            left, right, bottom, top = edges
            return left, bottom, right, top

        return at

    def bold(self, index: int) -> bool:
        """Whether a character is set in a bold face."""
        return bool(font_weight(self._layer, index) >= 600)

    def letters(self, item: _Drawn) -> list[_Letter]:
        """The characters of a line with their edges."""
        made = []
        for index, sign in enumerate(item.line.text, item.first):
            left, _, right, _ = self.at(index)
            made.append(_Letter(left, right, sign))
        return made


def _drawn(boxes: _Boxes, words: str, first: int) -> _Drawn:
    """A line as high as the first of its letters and the last: marks of footnotes within do not count."""
    left, bottom, right, top = boxes.at(first)
    if len(words) > 1:
        for index in (*range(first + 1, first + min(len(words) - 1, _LOOKED_AT)), first + len(words) - 1):
            x0, y0, x1, y1 = boxes.at(index)
            bottom, top = (y0 if y0 < bottom else bottom), (y1 if y1 > top else top)
        left, right = min(left, x0), max(right, x1)
    return _Drawn(Line(words, left, bottom, right, top, boxes.bold(first)), first)


# --- stamps and columns -----------------------------------------------------------------------


def _with_stamps(boxes: _Boxes, drawn: list[_Drawn], stamps: list[_Drawn]) -> list[Line]:
    """Short numbers drawn over a line become part of it; then lines that two columns share are parted."""
    lines: list[Line] = []
    for item in drawn:
        if _STAMP.fullmatch(item.line.text):
            parts = [s for s in stamps if item.first <= s.first < item.first + len(item.line.text)]
            if not any(
                _covers(other.line, part.line)
                for part in parts
                for other in drawn
                if not _STAMP.fullmatch(other.line.text)
            ):
                lines.append(item.line)
            continue
        over = [s for s in stamps if _covers(item.line, s.line)]
        if over:
            lines += _parted(item.line, _stamped(boxes, item, over))
        elif _has_gap(boxes, item):
            lines += _parted(item.line, boxes.letters(item))
        else:
            lines.append(item.line)
    return lines


def _covers(line: Line, stamp: Line) -> bool:
    """Whether a stamp stands on a line: at its height, and within or right beside it."""
    common = min(line.y1, stamp.y1) - max(line.y0, stamp.y0)
    if common <= 0:  # nearly always
        return False
    return common > 0.35 * min(line.size, stamp.size) and line.x0 - 8 < stamp.middle < line.x1 + 8


def _stamped(boxes: _Boxes, item: _Drawn, stamps: list[_Drawn]) -> list[_Letter]:
    """The characters of a line with those of its stamps; a printed digit under a stamp is left out."""
    edges = [(s.line.x0, s.line.x1) for s in stamps]

    def printed_over(letter: _Letter) -> bool:
        middle = (letter.left + letter.right) / 2
        return letter.sign.isdigit() and any(x0 - 1 < middle < x1 + 1 for x0, x1 in edges)

    letters = [letter for letter in boxes.letters(item) if not printed_over(letter)]
    for stamp in stamps:
        middle = stamp.line.middle
        place = next(
            (i for i, c in enumerate(letters) if c.sign != " " and (c.left + c.right) / 2 > middle),
            len(letters),
        )
        spaced = [
            _Letter(stamp.line.x0, stamp.line.x0, " "),
            *boxes.letters(stamp),
            _Letter(stamp.line.x1, stamp.line.x1, " "),
        ]
        letters[place:place] = spaced
    return letters


def _has_gap(boxes: _Boxes, item: _Drawn) -> bool:
    """Whether somewhere a space is wide enough to part columns; only lines that are wide for their letters are looked at."""
    line = item.line
    if (line.x1 - line.x0) / max(1, len(line.text)) <= 0.5 * line.size:
        return False
    widest, slim = _GAP * line.size, _SLIMMEST * line.size
    left, length, place, end = line.x0, 0, item.first, 0
    for word in line.text.split(" "):
        if word and length:
            start = boxes.at(place)[0]
            if start - left - slim * length > widest and start - boxes.at(end - 1)[2] > widest:
                return True
            left = start
        if word:
            length = len(word)
            end = place + length
        place += len(word) + 1
    return False


def _parted(line: Line, letters: list[_Letter]) -> list[Line]:
    """The line cut where a wide gap shows that two columns share it."""
    parts: list[list[_Letter]] = [[]]
    right = None
    for letter in letters:
        if letter.sign != " ":
            if right is not None and letter.left - right > _GAP * line.size:
                parts.append([])
            right = letter.right
        parts[-1].append(letter)
    made = []
    for part in parts:
        text = re.sub(r"\s+", " ", "".join(c.sign for c in part)).strip()
        inked = [c for c in part if c.sign != " "]
        if text and inked:
            text = re.sub(r"(?<=\d) (?=/)", "", text)
            made.append(Line(text, inked[0].left, line.y0, inked[-1].right, line.y1, line.bold))
    return made
