"""Photographs and scans that come as pictures (JPEG, PNG, TIFF, HEIC), and pictures of pages inside other files."""

import importlib
import io
from typing import Any

from msgspec import Struct

from kehoach.errors import ReadError
from kehoach.model import PageEntry, Receipt, Source, SourceInfo, Warning_
from kehoach.reading.flow import Piece, assemble
from kehoach.reading.layout import Line
from kehoach.reading.ocr.doubts import doubt_warnings
from kehoach.reading.ocr.laid import Recognised
from kehoach.reading.ocr.recognise import recognise
from kehoach.reading.tables.grid import Grid
from kehoach.reading.tables.joined import joined
from kehoach.reading.tables.placed import page_pieces

_LONG_SIDE = 2339  # pixels of A4 at 200 dots per inch
_LARGEST = 80_000_000  # pixels; more is no page
_MOST_FRAMES = 300
_LEAST = (500, 350)  # pixels of a picture that may hold a page or a table: long side, short side


class _Page(Struct):
    """What joins tables over pages."""

    number: int
    lines: list[Line]


def read_image(data: bytes, info: SourceInfo) -> Source:
    """The source of a picture, its frames as pages. Raises ReadError for what is no picture, or shows no text."""
    frames = opened(data)
    pages = recognise(lambda n: frames[n], range(len(frames)))
    if not any(page.lines or page.grids for page in pages.values()):
        raise ReadError(
            "No text could be read from the picture.", "Photograph or scan it again, upright and sharp."
        )
    info.obtained, info.pages = "ocr", len(frames)
    info.ledger = [_entry(n + 1, page) for n, page in pages.items()]
    stamp = next(((n, p.received) for n, p in pages.items() if p.received), None)
    info.received = Receipt(stamp[1].number, stamp[1].date, stamp[1].body, stamp[0] + 1) if stamp else None
    warning = Warning_("ocr", f"Trang {', '.join(str(n + 1) for n in pages)} đọc bằng nhận dạng ảnh.")
    source = assemble(info, _pieces(pages), [warning])
    for number, page in pages.items():
        for doubt in page.doubts:
            doubt.page = number + 1
        source.warnings += doubt_warnings(source, page.doubts)
    return source


def read_inside(pictures: list[bytes]) -> list[Piece]:
    """The pieces of pictures that stand in another file; [] where none may hold a page. Raises ReadError without Tesseract."""
    frames = [frame for data in pictures for frame in _openable(data) if _may_hold_text(frame)]
    if not frames:
        return []
    pieces = _pieces(recognise(lambda n: frames[n], range(len(frames))))
    for piece in pieces:
        piece.page = None
    return pieces


def opened(data: bytes) -> list[Any]:
    """The frames of a picture (PIL, RGB), upright as its camera says, about as large as A4 at 200 dots per inch."""
    images = importlib.import_module("PIL.Image")
    operations = importlib.import_module("PIL.ImageOps")
    if data[4:8] == b"ftyp":
        _demand_heif()
    try:
        with images.open(io.BytesIO(data)) as image:
            if image.width * image.height > _LARGEST:
                raise ReadError("The picture is larger than 80 megapixels.", "Save it smaller.")
            frames = []
            for number in range(min(getattr(image, "n_frames", 1), _MOST_FRAMES)):
                image.seek(number)
                frames.append(_sized(operations.exif_transpose(image).convert("RGB")))
            return frames
    except (OSError, ValueError, SyntaxError) as error:
        raise ReadError("The picture is damaged or cut off.", "Save or send it again.") from error


def _demand_heif() -> None:
    try:
        importlib.import_module("pillow_heif").register_heif_opener()
    except ImportError as error:
        raise ReadError(
            'Pictures of the kind HEIC need the extra "ocr".', "Install it: pip install 'kehoach[ocr]'"
        ) from error


def _sized(image: Any) -> Any:
    scale = _LONG_SIDE / max(image.size)
    if 0.85 <= scale <= 1.2:
        return image
    scale = min(scale, 2.5)
    return image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))


def _openable(data: bytes) -> list[Any]:
    try:
        return opened(data)
    except ReadError:
        return []  # a drawing of a kind that Word alone knows


def _may_hold_text(frame: Any) -> bool:
    return bool(max(frame.size) >= _LEAST[0] and min(frame.size) >= _LEAST[1])


def _pieces(pages: dict[int, Recognised]) -> list[Piece]:
    found: dict[int, list[Grid]] = {n + 1: page.grids for n, page in pages.items() if page.grids}
    grids = joined([_Page(n + 1, page.lines) for n, page in pages.items()], found)
    return [
        piece
        for n, page in pages.items()
        for piece in page_pieces(page.lines, grids.get(n + 1, []), n + 1, page.width)
    ]


def _entry(number: int, page: Recognised) -> PageEntry:
    return PageEntry(number, "ocr", page.mended, None, page.words, page.engine, page.confidence, page.turned)
