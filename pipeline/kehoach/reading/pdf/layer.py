"""The text layer of a PDF page as lines with positions, the stamps of e-offices put back where they stand.

Signature fields are flattened first, so that the number and day that e-offices stamp as the appearance of
widgets come out as text; each stamp is put back into the line that it stands on.
"""

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from kehoach.reading.layout import Line, in_order
from kehoach.reading.ocr.words import Doubt, Received
from kehoach.reading.pdf.boxes import Boxes, Drawn, drawn_line
from kehoach.reading.pdf.glyphs import decoded, is_damaged
from kehoach.reading.pdf.ink import covered_share, pictured_share
from kehoach.reading.pdf.ruled import is_ruled
from kehoach.reading.pdf.stamps import STAMP, with_stamps
from kehoach.reading.tables.grid import Grid

_SIGNED_BY = re.compile(
    r"^(?:Ký bởi|Người ký|Thời gian ký|Ngày ký|Cơ quan\s*:|Email\s*:|Được ký|Signature|Digitally signed|Ký số|SAO Y\s*;|SAO Y$|SAO LỤC)|^.{3,90}?;\s*\d{1,2}/\d{1,2}/\d{4}\s*;\s*\d{1,2}:\d\d",
    re.IGNORECASE,
)
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


def _lines(layer: Any) -> tuple[list[Line], list[Line], bool]:
    """The lines of a page in the order of drawing, what signatures say of themselves, and whether glyphs were decoded."""
    text = layer.get_text_range()
    damaged = is_damaged(text)
    boxes = Boxes(layer)
    drawn: list[Drawn] = []
    stamps: list[Drawn] = []
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
            signed.append(drawn_line(boxes, shown, first + start).line)
        elif STAMP.fullmatch(shown):
            stamps += [
                drawn_line(boxes, m.group(), first + start + m.start()) for m in re.finditer(r"\S+", shown)
            ]
            drawn.append(drawn_line(boxes, shown, first + start))
        else:
            drawn.append(drawn_line(boxes, shown, first + start))
    return with_stamps(boxes, drawn, stamps), signed, damaged
