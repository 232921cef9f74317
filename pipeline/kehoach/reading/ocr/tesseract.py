"""Optical recognition of page images with Tesseract (its Vietnamese model), for pages whose text layer is no use.

Pages are rendered by pdfium and shared out to as many Tesseract processes as there are cores; each keeps its engine
for all its pages. What was written by hand is not guessed: digits that Tesseract doubts, in a number or date line, are
left blank. Marks that OCR loses are put right where a pair of syllables leaves no doubt (rules/bigrams.txt).
"""

import os
import re
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from kehoach.errors import ReadError
from kehoach.reading.layout import Line
from kehoach.reading.ocr.frames import Frame, find_frames
from kehoach.reading.ocr.marks import repaired_marks
from kehoach.reading.tables.grid import Grid
from kehoach.text import fold, parse_roman, to_roman

_DPI = 200
_POINTS = 72 / _DPI  # of a pixel
_SECONDS_A_PAGE = 90
_DOUBT, _NOISE = 60.0, 25.0  # Tesseract's confidence: print stands above 90, handwriting below 50
_COLUMN_GAP = 2.6  # times the height of the letters
_NUMBER_LINE = re.compile(r"^s[ốồôo]\s*:?$")


class Word(Struct):
    """A recognised word with its box in pixels and Tesseract's confidence (0 to 100)."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


class Recognised(Struct):
    """The lines of a recognised page, in PDF points, and how many words were mended."""

    lines: list[Line]
    mended: int
    grids: list[Grid]


def demand_tesseract() -> str:
    """The path of Tesseract with Vietnamese. Raises ReadError, with the line that installs it, when it is not there."""
    program = shutil.which("tesseract")
    if program is None or "vie" not in _languages(program):
        raise ReadError(
            "Some pages need OCR, and Tesseract with Vietnamese is not installed.",
            "Install it: apt-get install tesseract-ocr tesseract-ocr-vie",
        )
    return program


@lru_cache(maxsize=4)
def _languages(program: str) -> tuple[str, ...]:
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return tuple(listed.stdout.split())


def recognise(document: Any, numbers: list[int]) -> dict[int, Recognised]:
    """The lines of the pages ``numbers`` (from 0) of an open pdfium document."""
    program = demand_tesseract()
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        pictures = {n: _render(document, n, Path(folder) / f"{n}.pgm") for n in numbers}
        workers = min(os.cpu_count() or 1, len(numbers))
        shares = [numbers[i::workers] for i in range(workers)]
        with ThreadPoolExecutor(workers) as pool:
            tables = list(pool.map(lambda share: _run(program, Path(folder), share), shares))
    found = {}
    for share, table in zip(shares, tables, strict=True):
        for place, number in enumerate(share):
            found[number] = _page(table.get(place + 1, []), *pictures[number])
    _count_romans([line for number in sorted(found) for line in found[number].lines])
    return found


def _render(document: Any, number: int, path: Path) -> tuple[float, list[Frame]]:
    """Saves the image of a page; its height in points, and the ruled tables in it."""
    page = document[number]
    image = page.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L")
    image.save(path)
    height = float(page.get_size()[1])
    page.close()
    return height, find_frames(image)


def _run(program: str, folder: Path, share: list[int]) -> dict[int, list[list[Word]]]:
    """The words of several pages, by page and line, from one Tesseract process."""
    listing = folder / f"list-{share[0]}.txt"
    listing.write_text("\n".join(str(folder / f"{n}.pgm") for n in share), "utf-8")
    command = [program, str(listing), "stdout", "-l", "vie", "--dpi", str(_DPI), "--psm", "3", "tsv"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, capture_output=True, check=True, timeout=_SECONDS_A_PAGE * len(share), env=environment
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise ReadError(
            "Tesseract failed on a page, or took too long.", "Try the file again, or scan it anew."
        ) from error
    return _parse(done.stdout.decode("utf-8", "replace"))


def _parse(table: str) -> dict[int, list[list[Word]]]:
    pages: dict[int, dict[tuple[str, ...], list[Word]]] = {}
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = map(int, cells[6:10])
            word = Word(cells[11].strip(), left, top, left + width, top + height, float(cells[10]))
            pages.setdefault(int(cells[1]), {}).setdefault(tuple(cells[2:5]), []).append(word)
    return {number: list(lines.values()) for number, lines in pages.items()}


# --- words to lines ---------------------------------------------------------------------------


def _page(rows: list[list[Word]], height: float, frames: list[Frame]) -> Recognised:
    """Lines in PDF points, columns parted, from top to bottom within their columns; what stands in tables apart."""
    mended = 0
    lines: list[Line] = []
    for row in rows:
        free = [w for w in row if not any(f.holds(w) for f in frames)]
        for part in _parts(_sober(free)):
            text, count = repaired_marks(" ".join(w.text for w in part))
            mended += count
            if re.search(r"\w", text):
                lines.append(_line(part, text, height))
    words = [word for row in rows for word in row]
    grids = [_grid(frame, words, height) for frame in frames]
    return Recognised(_in_rows(lines), mended, grids)


def _in_rows(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom; those at one height from left to right, whatever columns Tesseract saw."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: -(one.y0 + one.y1)):
        if rows and line.y1 - rows[-1][0].y0 > 0.5 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.x0)]


def _grid(frame: Frame, words: list[Word], height: float) -> Grid:
    """A table in PDF points, its cells as text."""
    left, top, right, bottom = frame.box
    rows = [[None if cell is None else _cell(cell) for cell in row] for row in frame.cells(words)]
    return Grid((left * _POINTS, height - bottom * _POINTS, right * _POINTS, height - top * _POINTS), rows)


def _cell(words: Any) -> str:
    spoken = [w.text for w in words if re.fullmatch(r".*[^\W_].*|[-–]", w.text) and w.confidence >= _NOISE]
    return repaired_marks(" ".join(spoken).strip("_-– "))[0]


def _sober(row: list[Word]) -> list[Word]:
    """A line without specks, and with what may be handwriting left blank."""
    kept = [w for w in row if w.confidence >= _NOISE or len(w.text) > 3]
    folded = [fold(w.text) for w in kept]
    numbered = bool(folded) and _NUMBER_LINE.match(folded[0]) is not None
    dated = "ngày" in folded and "năm" in folded and len(kept) < 16
    out = []
    for index, word in enumerate(kept):
        after = folded[index - 1] if index else ""
        if numbered and index and word.confidence < _DOUBT and not word.text.startswith("/"):
            continue
        if (
            dated
            and after in ("ngày", "tháng")
            and folded[index] != "tháng"
            and (not word.text.isdigit() or word.confidence < _DOUBT)
        ):
            continue
        out.append(word)
    return out


def _parts(row: list[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = []
    for word in row:
        height = max(8, min(word.bottom - word.top, 40))
        if parts and word.left - parts[-1][-1].right <= _COLUMN_GAP * height:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _line(words: list[Word], text: str, height: float) -> Line:
    top, bottom = min(w.top for w in words), max(w.bottom for w in words)
    return Line(
        text,
        words[0].left * _POINTS,
        height - bottom * _POINTS,
        words[-1].right * _POINTS,
        height - top * _POINTS,
    )


# --- roman numbers ----------------------------------------------------------------------------

_ROMAN = re.compile(r"^(?P<label>[IVXHLl1T]{1,5})(?P<sign>\.|\s-)\s(?=[A-ZÀ-ỸĐ])")
_MISREAD = (
    ("IH", "III"),
    ("HI", "III"),
    ("1V", "IV"),
    ("TV", "IV"),
    ("lV", "IV"),
    ("H", "II"),
    ("l", "I"),
    ("1", "I"),
)


def _count_romans(lines: list[Line]) -> None:
    """Roman labels of headings put right: "IH" is III; a label that comes twice has lost a stroke (II, II, IV)."""
    last = 0
    for line in lines:
        match = _ROMAN.match(line.text)
        if match is None:
            continue
        label = match["label"]
        for wrong, meant in _MISREAD:
            label = label.replace(wrong, meant) if not label.isdigit() else label
        number = parse_roman(label)
        if number is None:
            continue
        if number == last and label + "I" == to_roman(number + 1):
            number, label = number + 1, label + "I"
        line.text, last = label + line.text[match.end("label") :], number
