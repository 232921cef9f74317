"""The lines of a page: found by one engine, read by two, joined to words.

What TrueOCR is not sure of goes to Tesseract on a white ribbon (``ribbon.py``), line under line and equally high: so Tesseract does not have to
understand the page, its stamps and its rules, and reads it better (docs/quality.md).
"""

from typing import Any

from kehoach.reading.ocr import engines
from kehoach.reading.ocr.joining import joined
from kehoach.reading.ocr.ribbon import Strip
from kehoach.reading.ocr.words import Word
from kehoach.text import compile_vi

_AROUND = 8  # part of a line's height that is added above and below
_GLUED = compile_vi(
    r"(?<=[a-zà-ỹ”)])[,;:](?=[A-Za-zÀ-Ỹà-ỹ])|(?<=[a-zà-ỹ])\.(?=[A-ZÀ-Ỹ])"
)  # read from its first sign on
_FEW_SIGNS = 0.35  # sureness below which a line of one engine alone is a speck


def find_strips(grey: Any, uprights: list[tuple[int, int, int]]) -> list[Strip]:
    """The lines of an upright picture from top to bottom; ``uprights`` (x, from y, to y) are rules that cut them."""
    height, width = grey.shape
    strips = []
    for found in engines.find_lines(grey):
        x0, y0, x1, y1 = (round(v) for v in found[:4])
        y0, y1 = max(0, y0), min(height, y1)
        for left, right in _cut(max(0, x0), min(width, x1), (y0 + y1) // 2, uprights):
            around = max(2, (y1 - y0) // _AROUND)
            crop = grey[max(0, y0 - around) : y1 + around, left:right]
            if crop.size and right - left > 3:
                strips.append(Strip((left, y0, right, y1), crop))
    return sorted(strips, key=lambda s: (s.box[1] + s.box[3], s.box[0]))


def _cut(left: int, right: int, middle: int, uprights: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """The parts of a line between the rules that stand in it."""
    ends = [left]
    for x, top, bottom in sorted(uprights):
        if top <= middle <= bottom and left + 4 < x < right - 4:
            ends += [x - 3, x + 4]
    ends.append(right)
    return [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if b > a]


def read_first(strips: list[Strip]) -> None:
    """Gives each line its first reading (TrueOCR), as words with boxes."""
    readings = engines.read_lines([_inner(strip) for strip in strips])  # signs glued: "trưởng,Chủ"
    for strip, reading in zip(strips, readings, strict=True):
        strip.first = _words(reading, strip)


def _inner(strip: Strip) -> Any:
    """The picture without what was added above and below: this engine adds it by itself."""
    extra = (strip.crop.shape[0] - (strip.box[3] - strip.box[1])) // 2
    return strip.crop[extra:-extra] if extra > 0 and strip.crop.shape[0] > 2 * extra + 4 else strip.crop


def _words(reading: engines.Reading, strip: Strip) -> list[Word]:
    left, top, right, bottom = strip.box
    found: list[Word] = []
    start = 0
    for end in range(len(reading.text) + 1):
        glued = _GLUED.match(reading.text, end - 1) if end else None
        if end < len(reading.text) and reading.text[end] != " " and not glued:
            continue
        if end > start:
            places = reading.places[start:end]
            half = (right - left) / max(8, 2 * len(reading.text))
            x0, x1 = left + places[0] * (right - left) - half, left + places[-1] * (right - left) + half
            sure = 100 * min(reading.sureness[start:end])
            found.append(
                Word(reading.text[start:end], max(left, round(x0)), top, min(right, round(x1)), bottom, sure)
            )
        start = end if glued else end + 1
    return found


# --- both readings ----------------------------------------------------------------------------


def read_both(strip: Strip, second: list[Word]) -> list[Word]:
    """The words of a line; [] for specks and flourishes that one engine alone took for signs."""
    first = strip.first
    if not first and not second:
        return []
    if not first or not second:
        only = first or second
        if max(w.confidence for w in only) < 100 * _FEW_SIGNS:
            return []
    return joined(first, second, lambda left, right: _asked(strip, left, right))


def _asked(strip: Strip, left: int, right: int) -> list[str]:
    """What AsterOCR and PP-OCR read on a stretch of a line."""
    x0, _, x1, _ = strip.box
    around = strip.crop.shape[0] // 8
    crop = strip.crop[:, max(0, left - x0 - around) : min(x1 - x0, right - x0 + around)]
    if crop.shape[1] < 4:
        return []
    told = [engines.read_vietnamese(crop).text]
    if any(c.isdecimal() for c in told[0]):
        told.append(engines.read_digits(crop).text)
    return [t for t in told if t]
