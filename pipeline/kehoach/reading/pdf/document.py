"""PDF files: every page by its text layer, by OCR where that is no use; tables where a page has rules."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2

from kehoach.errors import ReadError
from kehoach.model import PageEntry, Receipt, Source, SourceInfo, Warning_
from kehoach.reading.flow import Piece, assemble
from kehoach.reading.layout import Line
from kehoach.reading.ocr import engines
from kehoach.reading.ocr.doubts import doubt_warnings
from kehoach.reading.ocr.laid import Recognised
from kehoach.reading.ocr.picture import DPI
from kehoach.reading.ocr.recognise import recognise
from kehoach.reading.ocr.words import Doubt
from kehoach.reading.pdf.ink import without_stamps
from kehoach.reading.pdf.layer import PageText, page_text
from kehoach.reading.pdf.signing import printed_signature, read_signatures
from kehoach.reading.pdf.tables import find_grids
from kehoach.reading.tables.grid import Grid
from kehoach.reading.tables.placed import page_pieces
from kehoach.reading.verifying import verified
from kehoach.text import SOUND, soundness, syllable_share

_MOST_PAGES = 3000
_COVERED = 0.5  # share of the ink that a layer accounts for at least, where the page is a picture
_PICTURED, _SOMEWHAT = 0.5, 0.1  # shares of the page that a picture takes: a scan, a figure
_FEW_WORDS = 40
_EDGE = 0.075  # share of the height that is head or foot
_LEAST_PAGES, _MOST_OF = 3, 0.6
_OPEN = 0.35  # share of the ink below which a page that stays as it is is told to a person
_LETTER = re.compile(r"[^\W\d_]")


def read_pdf(file: Path | bytes, info: SourceInfo) -> Source:
    """The source of a PDF, from its path or its bytes. Raises ReadError for broken or locked files, and for scans without OCR."""
    info.obtained = "pdf"
    document = _opened(file)
    try:
        info.pages = len(document)
        # Flattening the stamps takes the fields away.
        info.signatures = verified(read_signatures(document), file)
        pages = [_page_or_failure(document, number) for number in range(len(document))]
        if all(page.obtained == "failed" for page in pages):
            raise ReadError("None of the pages of the PDF can be opened.", "Export or download it again.")
        pages = _recognised(document, pages)
    finally:
        document.close()
    info.signatures = info.signatures or printed_signature(
        [line.text for page in pages for line in page.signed]
    )
    info.obtained = _obtained(pages)
    info.ledger = [_entry(page) for page in pages]
    info.stamps = list(
        dict.fromkeys(
            stamp for page in pages for stamp in [*page.stamps, *(line.text for line in page.signed)]
        )
    )
    info.received = next((_received(page) for page in pages if page.received), None)
    info.stamps += _without_furniture(pages)
    grids, damaged = _grids(file, pages)
    found: list[Piece] = []
    for page in pages:
        found += page_pieces(page.lines, grids.get(page.number, []), page.number, page.width)
    source = assemble(info, found, [*_warnings(pages), *damaged])
    source.warnings += doubt_warnings(
        source, [_numbered(d, page.number) for page in pages for d in page.doubts]
    )
    return source


def _numbered(doubt: Doubt, page: int) -> Doubt:
    doubt.page = page
    return doubt


def _entry(page: PageText) -> PageEntry:
    words = page.words or sum(len(line.text.split()) for line in page.lines)
    return PageEntry(
        page.number,
        page.obtained,
        page.mended,
        page.covered,
        words,
        page.engine,
        page.confidence,
        page.turned,
    )


def _received(page: PageText) -> Receipt:
    assert page.received is not None
    return Receipt(page.received.number, page.received.date, page.received.body, page.number)


def _grids(file: Path | bytes, pages: list[PageText]) -> tuple[dict[int, list[Grid]], list[Warning_]]:
    """The tables by page; those with rules are left out, with a doubt, where their reader stumbles over a damaged file."""
    try:
        return find_grids(file, pages), []
    except Exception:  # pdfminer parses the file anew, and raises whatever it meets
        for page in pages:
            page.ruled = False
        doubt = Warning_("tables-failed", "Không đọc được đường kẻ của bảng trong tệp bị hỏng.")
        return find_grids(file, pages), [doubt]


def _recognised(document: Any, pages: list[PageText]) -> list[PageText]:
    """The pages with those whose text layer is no use, or no more than a stamp over a picture, read from their image."""
    needed = []
    for page in pages:
        if page.obtained == "failed":
            continue
        if not page.lines and not page.pictured:
            page.obtained = "blank"
        elif not is_sound(page) or is_stamped_picture(page):
            needed.append(page.number - 1)
    if not needed:
        return pages
    for number in needed:
        _note_stamps(pages[number])
    for number, found in recognise(lambda n: _image(document, pages[n]), needed).items():
        _take(pages[number], found)
    if not any(page.lines for page in pages):
        raise ReadError(
            "No text could be read from the pages.",
            "Scan it again, upright and at 200 dots per inch or more.",
        )
    return pages


def is_stamped_picture(page: PageText) -> bool:
    """Whether the text layer accounts for little of a page that is a picture: what was typed over a scan."""
    few = sum(len(line.text.split()) for line in page.lines) < _FEW_WORDS
    little = page.covered is not None and page.covered < _COVERED
    return little and (page.pictured_share >= _PICTURED or (few and page.pictured_share > _SOMEWHAT))


def is_open(page: PageText) -> bool:
    """Whether most of a page's ink is told by nothing that was read."""
    return page.covered is not None and page.covered < _OPEN


def _note_stamps(page: PageText) -> None:
    """Puts down what was typed over the picture of a page; a bare number is no stamp, it fills a slot."""
    if page.pictured_share < _PICTURED:
        return
    typed = [*page.lines, *page.signed]
    page.over = [line for line in typed if _LETTER.search(line.text)]
    page.stamps = [line.text for line in (page.over if is_sound(page) else page.signed)]


def _image(document: Any, page: PageText) -> Any:
    """The image of a page without what was typed over it."""
    opened = document[page.number - 1]
    try:
        without_stamps(opened, page.over)
        bitmap = opened.render(scale=DPI / 72, rev_byteorder=True)
        return bitmap.to_numpy() if engines.has_readers() else bitmap.to_pil()
    finally:
        opened.close()


def _take(page: PageText, found: Recognised) -> None:
    page.lines, page.obtained, page.mended, page.ruled = found.lines, "ocr", found.mended, False
    page.grids, page.width, page.height = found.grids, found.width, found.height
    page.engine, page.confidence, page.words, page.turned = (
        found.engine,
        found.confidence,
        found.words,
        found.turned,
    )
    page.doubts, page.received, page.covered = found.doubts, found.received, None


def _obtained(pages: list[PageText]) -> str:
    """How a file's text was obtained: by what its hardest page needed."""
    ways = {page.obtained for page in pages}
    return next((way for way in ("ocr", "repaired") if way in ways), "pdf")


def _opened(file: Path | bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(file)
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
    bare_ = [str(page.number) for page in pages if page.obtained in ("pdf", "repaired") and is_open(page)]
    if bare_:
        warnings.append(
            Warning_(
                "page-unread",
                f"Trang {', '.join(bare_)}: lớp chữ chỉ phủ một phần nhỏ những gì in trên trang.",
            )
        )
    failed = [str(page.number) for page in pages if page.obtained == "failed"]
    if failed:
        warnings.append(Warning_("page-failed", f"Không mở được trang {', '.join(failed)}: trang bị hỏng."))
    if any(page.obtained == "repaired" for page in pages):
        warnings.append(Warning_("glyphs", "Lớp chữ ghi số hiệu nét chữ thay cho chữ; đã giải mã từng từ."))
    return warnings


# --- furniture ----------------------------------------------------------------------------------


def _without_furniture(pages: list[PageText]) -> list[str]:
    """Takes off what stands at the same height of the head or foot of most pages ("In bởi: ..., 03/02/2026"); what that was, once each."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({_place(line) for line in page.lines if _is_at_edge(line, page)})
    least = max(_LEAST_PAGES, _MOST_OF * len(pages))
    repeated = {place for place, count in counts.items() if count >= least}
    told = []
    for page in pages:
        gone = [line for line in page.lines if _is_at_edge(line, page) and _place(line) in repeated]
        told += [line.text for line in gone]
        page.lines = [line for line in page.lines if line not in gone]
    return told[:1]


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.y0 / 8)


def _is_at_edge(line: Line, page: PageText) -> bool:
    return (line.y0 > page.height * (1 - _EDGE) or line.y1 < page.height * _EDGE) and _LETTER.search(
        line.text
    ) is not None
