"""Pages of images to lines: shared out to workers, each of which reads when it is its turn.

With the extra "ocr" each page is turned upright, freed of coloured stamps, its lines are found and read by two engines, and where these
differ by more; without it Tesseract reads the page alone. Pages go through in small lots, so that memory does not grow with the file.
"""

import importlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from kehoach.reading.ocr import engines, lines, ribbon, slots, turns
from kehoach.reading.ocr.frames import Frame, find_frames
from kehoach.reading.ocr.laid import Recognised, See, Sheet, laid_out
from kehoach.reading.ocr.picture import DPI, Picture, prepared
from kehoach.reading.ocr.receipts import Receipt, find_receipt
from kehoach.reading.ocr.romans import count_romans
from kehoach.reading.ocr.tesseract import BLOCK, PAGE, demand_tesseract, read_pictures

_POINTS = 72 / DPI  # of a pixel
_LOT = 6  # pages of one worker at a time

_LOOKS = ((0.05, 0.1), (0.2, 0.2), (0.35, 0.1))  # paper above and beside a slot, in heights of its line

# The image of a page (RGB at DPI, of PIL or an array) by its number; called by one thread at a time.
Render = Callable[[int], Any]


def recognise(render: Render, numbers: Sequence[int]) -> dict[int, Recognised]:
    """The recognised pages ``numbers`` by number. Raises ReadError without Tesseract, and when it fails."""
    program = demand_tesseract()
    workers = min(turns.at_once(), len(numbers))
    read = _read_well if engines.has_readers() else _read_plainly

    def in_turn(share: list[tuple[int, Any]]) -> dict[int, Recognised]:
        with turns.turn():
            return read(program, Path(folder), share)

    found: dict[int, Recognised] = {}
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder, ThreadPoolExecutor(workers) as pool:
        for lot in _lots(numbers, workers * _LOT):
            shares = [[(n, render(n)) for n in lot[i::workers]] for i in range(workers)]
            for pages in pool.map(in_turn, filter(None, shares)):
                found |= pages
    count_romans([line for number in sorted(found) for line in found[number].lines])
    return found


def _lots(numbers: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


def _read_plainly(program: str, folder: Path, share: list[tuple[int, Any]]) -> dict[int, Recognised]:
    """By Tesseract alone."""
    paths, sheets = [], []
    for number, image in share:
        grey = image.convert("L")
        paths.append(folder / f"{number}.bmp")
        grey.save(paths[-1])
        sheets.append(Sheet(_POINTS, image.height * _POINTS, find_frames(grey)))
    tables = read_pictures(program, paths, PAGE, DPI)
    return {
        number: laid_out(rows, sheet, image.width * _POINTS, "tesseract", None)
        for (number, image), sheet, rows in zip(share, sheets, tables, strict=True)
    }


# --- with all readers -------------------------------------------------------------------------


def _read_well(program: str, folder: Path, share: list[tuple[int, Any]]) -> dict[int, Recognised]:
    images = importlib.import_module("PIL.Image")
    numpy = importlib.import_module("numpy")
    pictures: list[tuple[int, Picture, list[Frame], Receipt | None, list[ribbon.Strip]]] = []
    paths = []
    for number, image in share:
        picture = prepared(numpy.asarray(image), engines.page_engine())
        frames = find_frames(images.fromarray(picture.grey))
        receipt = find_receipt(picture)
        strips = lines.find_strips(picture.grey, _uprights(frames))
        strips = [s for s in strips if receipt is None or not receipt.holds(s.box)]
        lines.read_first(strips)
        pictures.append((number, picture, frames, receipt, strips))
        paths.append(folder / f"{number}.bmp")
        images.fromarray(ribbon.ribbon(strips)).save(paths[-1])
    tables = read_pictures(program, paths, BLOCK, DPI)
    found = {}
    for (number, picture, frames, receipt, strips), rows in zip(pictures, tables, strict=True):
        second = ribbon.taken_back(strips, [w for row in rows for w in row])
        words = [lines.read_both(strip, line) for strip, line in zip(strips, second, strict=True)]
        height, width = picture.grey.shape
        sheet = Sheet(_POINTS, height * _POINTS, frames)
        page = laid_out(words, sheet, width * _POINTS, "trueocr+tesseract+asterocr", _seer(picture))
        page.turned = 90 * picture.turned % 360
        page.received = receipt.received if receipt else None
        found[number] = page
    return found


def _uprights(frames: list[Frame]) -> list[tuple[int, int, int]]:
    return [(u.at, run.start, run.end) for frame in frames for u in frame.uprights for run in u.runs]


def _seer(picture: Picture) -> See:
    """What each reader sees in a box of the picture: a first look by three, further ones by the best two, with more paper around it."""

    def see(box: tuple[int, int, int, int], again: bool) -> slots.Looks:
        crops = [_crop(picture.grey, box, *look) for look in (_LOOKS[1:] if again else _LOOKS[:1])]
        looks = {
            "pp": [engines.read_digits(crop) for crop in crops],
            "aster": [engines.read_vietnamese(crop) for crop in crops],
        }
        if not again:
            looks["true"] = engines.read_lines([_crop(picture.grey, box, 0, 0)])
        return looks

    return see


def _crop(grey: Any, box: tuple[int, int, int, int], above: float, beside: float) -> Any:
    """A box of the picture with paper around it, in heights of the box."""
    left, top, right, bottom = box
    up, out = round((bottom - top) * above), round((bottom - top) * beside)
    return grey[max(0, top - up) : bottom + up, max(0, left - out) : right + out]
