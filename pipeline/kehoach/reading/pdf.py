"""PDF files with a text layer: lines with positions from pdfium, tables from pdfplumber where a page has rules.

Signature fields are flattened first, so that the number and day that e-offices stamp as the appearance of
widgets come out as text; each stamp is put back into the line that it stands on.
"""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct, field

from kehoach.errors import ReadError
from kehoach.model import PageEntry, Source, SourceInfo, Warning_
from kehoach.reading.flow import Piece, assemble
from kehoach.reading.glyphs import decoded, is_damaged
from kehoach.reading.layout import Line, in_order, paragraphs
from kehoach.reading.ocr import recognise
from kehoach.reading.ruled import Grid, find_grids, is_ruled
from kehoach.reading.signing import printed_signature, read_signatures
from kehoach.text import SOUND, soundness, syllable_share

_MOST_PAGES = 3000
_SIGNED_BY = re.compile(
    r"^(?:Ký bởi|Người ký|Thời gian ký|Ngày ký|Cơ quan\s*:|Email\s*:|Được ký|Signature|Digitally signed|Ký số)",
    re.IGNORECASE,
)
_STAMP = re.compile(r"[\d\s./-]{1,12}")
_GAP = 2.2  # times the size of the letters: a wider gap parts columns


class PageText(Struct):
    """The lines of one page, in reading order, and how they were obtained."""

    number: int
    width: float
    height: float
    lines: list[Line]
    ruled: bool = False
    signed: list[str] = field(default_factory=list)
    obtained: str = "pdf"
    mended: int = 0
    pictured: bool = False
    grids: list[Grid] = field(default_factory=list)


def read_pdf(data: bytes, info: SourceInfo) -> Source:
    """The source of a PDF. Raises ReadError for broken or locked files, and for scans without OCR."""
    info.obtained = "pdf"
    document = _opened(data)
    try:
        info.pages = len(document)
        info.signatures = read_signatures(document)  # flattening the stamps takes the fields away
        pages = [_page_or_failure(document, number) for number in range(len(document))]
        if all(page.obtained == "failed" for page in pages):
            raise ReadError("None of the pages of the PDF can be opened.", "Export or download it again.")
        pages = _recognised(document, pages)
    finally:
        document.close()
    info.signatures = info.signatures or printed_signature([line for page in pages for line in page.signed])
    info.obtained = _obtained(pages)
    info.ledger = [PageEntry(page.number, page.obtained, page.mended) for page in pages]
    grids = find_grids(data, pages)
    found: list[Piece] = []
    for page in pages:
        found += _page_pieces(page, grids.get(page.number, []))
    return assemble(info, found, _warnings(pages))


def _recognised(document: Any, pages: list[PageText]) -> list[PageText]:
    """The pages with those whose text layer is no use read from their image."""
    unsound = [page for page in pages if page.obtained != "failed" and not is_sound(page)]
    blank = [page for page in unsound if not page.lines and not page.pictured]
    for page in blank:
        page.obtained = "blank"
    needed = [page.number - 1 for page in unsound if page not in blank]
    if not needed:
        return pages
    for number, found in recognise(document, needed).items():
        page = pages[number]
        page.lines, page.obtained, page.mended, page.ruled = found.lines, "ocr", found.mended, False
        page.grids = found.grids
    if not any(page.lines for page in pages):
        raise ReadError(
            "No text could be read from the pages.",
            "Scan it again, upright and at 200 dots per inch or more.",
        )
    return pages


def _obtained(pages: list[PageText]) -> str:
    """How a file's text was obtained: by what its hardest page needed."""
    ways = {page.obtained for page in pages}
    return next((way for way in ("ocr", "repaired") if way in ways), "pdf")


def _opened(data: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "The PDF is locked with a password." if locked else "The PDF is broken or cut off."
        raise ReadError(
            reason, "Save it without a password." if locked else "Export or download it again."
        ) from error
    if len(document) == 0:
        raise ReadError("The PDF has no pages.", "Export it again.")
    if len(document) > _MOST_PAGES:
        raise ReadError(
            f"The PDF has {len(document):,} pages; at most {_MOST_PAGES:,} are read.",
            "Split it into its documents.",
        )
    return document


# --- text with positions ----------------------------------------------------------------------


def _page_or_failure(document: Any, number: int) -> PageText:
    """The page, or an empty one marked failed when its drawing is damaged: the other pages are read."""
    try:
        return page_text(document, number)
    except pypdfium2.PdfiumError:
        return PageText(number + 1, 0.0, 0.0, [], obtained="failed")


def page_text(document: Any, number: int) -> PageText:
    """The lines of a page (``number`` from 0), stamps put back where they stand."""
    page = document[number]
    if document.get_formtype() and pdfium.FPDFPage_GetAnnotCount(page.raw) > 0:
        # appearances are drawn without a form environment, which would slow the loading of every page
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number]
    width, height = page.get_size()
    layer = page.get_textpage()
    try:
        lines, signed, damaged = _lines(layer)
        return PageText(
            number=number + 1,
            width=width,
            height=height,
            lines=in_order(lines),
            ruled=is_ruled(page),
            signed=signed,
            obtained="repaired" if damaged else "pdf",
            pictured=not lines and _is_pictured(page),
        )
    finally:
        layer.close()
        page.close()


class _Drawn(Struct):
    """A line with the stretch of characters of the text layer that it was read from."""

    line: Line
    first: int


class _Letter(Struct, frozen=True):
    """A character with the left and right edge of its box."""

    left: float
    right: float
    sign: str


def _lines(layer: Any) -> tuple[list[Line], list[str], bool]:
    """The lines of a page in the order of drawing, what signatures say of themselves, and whether glyphs were decoded."""
    text = layer.get_text_range()
    damaged = is_damaged(text)
    box = _Box(layer)
    drawn: list[_Drawn] = []
    stamps: list[_Drawn] = []
    signed: list[str] = []
    at = 0
    for words in text.split("\r\n"):
        first, at = at, at + len(words) + 2
        words = decoded(words) if damaged else words
        start = len(words) - len(words.lstrip())
        shown = words.strip()
        if not shown:
            continue
        if _SIGNED_BY.match(shown):
            signed.append(shown)
        elif _STAMP.fullmatch(shown):
            stamps += [_drawn(box, m.group(), first + start + m.start()) for m in re.finditer(r"\S+", shown)]
            drawn.append(_drawn(box, shown, first + start))
        else:
            drawn.append(_drawn(box, shown, first + start))
    return _with_stamps(box, drawn, stamps), signed, damaged


class _Box:
    """The boxes of characters in a text layer."""

    def __init__(self, layer: Any) -> None:
        self._layer = layer
        self._numbers = [ctypes.c_double() for _ in range(4)]

    def __call__(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of a character."""
        left, right, bottom, top = self._numbers
        pdfium.FPDFText_GetCharBox(self._layer.raw, index, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def bold(self, index: int) -> bool:
        """Whether a character is set in a bold face."""
        return bool(pdfium.FPDFText_GetFontWeight(self._layer.raw, index) >= 600)

    def letters(self, item: _Drawn) -> list[_Letter]:
        """The characters of a line with their edges."""
        made = []
        for index, sign in enumerate(item.line.text):
            left, _, right, _ = self(item.first + index)
            made.append(_Letter(left, right, sign))
        return made


def _drawn(box: _Box, words: str, first: int) -> _Drawn:
    left, bottom, right, top = box(first)
    l2, b2, r2, t2 = box(first + len(words) - 1)
    tall = max((box(first + i) for i in range(min(len(words), 6))), key=lambda b: b[3] - b[1])
    y0, y1 = min(bottom, b2, tall[1]), max(top, t2, tall[3])
    return _Drawn(Line(words, min(left, l2), y0, max(right, r2), y1, box.bold(first)), first)


# --- stamps and columns -----------------------------------------------------------------------


def _with_stamps(box: _Box, drawn: list[_Drawn], stamps: list[_Drawn]) -> list[Line]:
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
            lines += _parted(item.line, _stamped(box, item, over))
        elif _has_gap(box, item):
            lines += _parted(item.line, box.letters(item))
        else:
            lines.append(item.line)
    return lines


def _covers(line: Line, stamp: Line) -> bool:
    """Whether a stamp stands on a line: at its height, and within or right beside it."""
    common = min(line.y1, stamp.y1) - max(line.y0, stamp.y0)
    return common > 0.35 * min(line.size, stamp.size) and line.x0 - 8 < stamp.middle < line.x1 + 8


def _stamped(box: _Box, item: _Drawn, stamps: list[_Drawn]) -> list[_Letter]:
    """The characters of a line with those of its stamps; a printed digit under a stamp is left out."""
    edges = [(s.line.x0, s.line.x1) for s in stamps]

    def printed_over(letter: _Letter) -> bool:
        middle = (letter.left + letter.right) / 2
        return letter.sign.isdigit() and any(x0 - 1 < middle < x1 + 1 for x0, x1 in edges)

    letters = [letter for letter in box.letters(item) if not printed_over(letter)]
    for stamp in stamps:
        middle = stamp.line.middle
        place = next(
            (i for i, c in enumerate(letters) if c.sign != " " and (c.left + c.right) / 2 > middle),
            len(letters),
        )
        spaced = [
            _Letter(stamp.line.x0, stamp.line.x0, " "),
            *box.letters(stamp),
            _Letter(stamp.line.x1, stamp.line.x1, " "),
        ]
        letters[place:place] = spaced
    return letters


def _has_gap(box: _Box, item: _Drawn) -> bool:
    """Whether somewhere a space is wide enough to part columns; only lines that are wide for their letters are looked at."""
    line = item.line
    if (line.x1 - line.x0) / max(1, len(line.text)) <= 0.5 * line.size:
        return False
    at = line.text.find(" ")
    while at > 0:
        after = at + 1
        while line.text[after] == " ":
            after += 1
        if box(item.first + after)[0] - box(item.first + at - 1)[2] > _GAP * line.size:
            return True
        at = line.text.find(" ", after)
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


# --- soundness --------------------------------------------------------------------------------


def is_sound(page: PageText) -> bool:
    """Whether the words of a page are Vietnamese: syllables well formed, marks as frequent as in prose."""
    text = " ".join(line.text for line in page.lines)
    words = len(text.split())
    if words < 12:
        return words > 0 and syllable_share(text) > 0.3
    return soundness(text) >= SOUND


def _warnings(pages: list[PageText]) -> list[Warning_]:
    warnings = []
    read = [str(page.number) for page in pages if page.obtained == "ocr"]
    if read:
        mended = sum(page.mended for page in pages)
        warnings.append(
            Warning_("ocr", f"Trang {', '.join(read)} đọc bằng nhận dạng ảnh; {mended} chữ được sửa dấu.")
        )
    failed = [str(page.number) for page in pages if page.obtained == "failed"]
    if failed:
        warnings.append(Warning_("page-failed", f"Không mở được trang {', '.join(failed)}: trang bị hỏng."))
    if any(page.obtained == "repaired" for page in pages):
        warnings.append(Warning_("glyphs", "Lớp chữ ghi số hiệu nét chữ thay cho chữ; đã giải mã từng từ."))
    return warnings


def _is_pictured(page: Any) -> bool:
    """Whether a page without text shows anything: a scan is a picture, an empty page is white."""
    darkest, _ = page.render(scale=0.25, grayscale=True).to_pil().convert("L").getextrema()
    return bool(darkest < 200)


# --- laid out -----------------------------------------------------------------------------------


def _page_pieces(page: PageText, grids: list[Grid]) -> Iterator[Piece]:
    """The pieces of a page from top to bottom; what stands inside a table comes from its cells."""
    free = [line for line in page.lines if not any(grid.holds(line) for grid in grids)]
    above = free
    for grid in grids:
        before = [line for line in above if line.y0 >= grid.box[3] - 2]
        above = [line for line in above if line.y0 < grid.box[3] - 2]
        yield from paragraphs(before, page.number, page.width)
        yield from grid.pieces(page.number)
    yield from paragraphs(above, page.number, page.width)
