"""PDF files: every page by its text layer, by OCR where that is no use; tables where a page has rules."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from kehoach.errors import ReadError
from kehoach.model import PageEntry, Source, SourceInfo, Warning_
from kehoach.reading.flow import Piece, assemble
from kehoach.reading.grid import Grid
from kehoach.reading.layer import PageText, page_text
from kehoach.reading.layout import paragraphs
from kehoach.reading.ocr import recognise
from kehoach.reading.signing import printed_signature, read_signatures
from kehoach.reading.tables import find_grids
from kehoach.reading.verifying import verified
from kehoach.text import SOUND, soundness, syllable_share

_MOST_PAGES = 3000


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
    info.signatures = info.signatures or printed_signature([line for page in pages for line in page.signed])
    info.obtained = _obtained(pages)
    info.ledger = [PageEntry(page.number, page.obtained, page.mended) for page in pages]
    grids, doubts = _grids(file, pages)
    found: list[Piece] = []
    for page in pages:
        found += _page_pieces(page, grids.get(page.number, []))
    return assemble(info, found, [*_warnings(pages), *doubts])


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
    failed = [str(page.number) for page in pages if page.obtained == "failed"]
    if failed:
        warnings.append(Warning_("page-failed", f"Không mở được trang {', '.join(failed)}: trang bị hỏng."))
    if any(page.obtained == "repaired" for page in pages):
        warnings.append(Warning_("glyphs", "Lớp chữ ghi số hiệu nét chữ thay cho chữ; đã giải mã từng từ."))
    return warnings


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
