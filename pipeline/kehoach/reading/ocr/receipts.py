"""Receipt stamps: "ĐẾN Số: ... Ngày: ..." of the office that received a paper, told apart from the paper's own number and day.

The stamp is of red ink, what is written into it is not. Where it stands is found on the layer of red ink; the slots are read from the
whole picture, right of their labels.
"""

import importlib
import re
from typing import Any

from msgspec import Struct

from kehoach.reading.ocr import engines
from kehoach.reading.ocr.picture import Picture
from kehoach.reading.ocr.words import Received
from kehoach.text import bare, compile_vi, iso_date

# What the labels of such a stamp are like, however the red print was misread.
_HINTS = {
    "came": re.compile(r"\bd[eo]n\b|^den"),
    "number": re.compile(r"^s[o0]?\s?[.:\-;]"),
    "date": re.compile(r"ng[a-z]y\b|n[a-z]{1,2}y\s?:"),
    "handed": re.compile(r"ch[a-z]y[e]?n"),
    "mark": re.compile(r"k[yi] h?i?[a-z]*u\b|u h[s5]\b"),
}
_DATE = re.compile(
    r"(\d{1,2})\s?[/.\-l|]\s?(\d{1,2}?)\s?[/.\-l|1]?\s?(20\d\d)(?!\d)|(\d{1,2})[/.\-](\d{1,2})[/.\-](\d\d)(?!\d)"
)
_BODY = compile_vi(r"[A-ZÀ-Ỹ][A-ZÀ-Ỹ .]{5,}")
_GIVEN = re.compile(r"^\W*(?:den\W*)?s[o0]?\s?[.:\-;]\W*(\d{1,6})(?![\d/])")
_FEW = 2  # kinds of labels that make a stamp
_NEAR = 20  # pixels around a stamp
_COARSE, _SOME_INK = (
    8,
    240,
)  # pixels to one of the picture that tells where ink is; as grey as one with some of it
_LEAST = 8  # pixels of what may hold a line


class Receipt(Struct):
    """A stamp on a page: its box in pixels and what it tells."""

    box: tuple[int, int, int, int]
    received: Received

    def holds(self, box: tuple[int, int, int, int]) -> bool:
        """Whether a line stands wholly inside."""
        near = 14
        return (
            box[0] > self.box[0] - near
            and box[2] < self.box[2] + near
            and box[1] > self.box[1] - near
            and box[3] < self.box[3] + near
        )


class _Label(Struct):
    text: str
    box: tuple[int, int, int, int]


def find_receipt(picture: Picture) -> Receipt | None:
    """The receipt stamp of a page; None without one."""
    if picture.red is None:
        return None
    labels = _labels(picture.red)
    hints = [_hints(label.text) for label in labels]
    if len(set().union(*hints)) < _FEW:
        return None
    stamp = [label for label, told in zip(labels, hints, strict=True) if told]
    box = _around(stamp, labels)
    told = _written(picture, box)
    marked = [one for one in told if "number" in _hints(one[1]) and "mark" not in _hints(one[1])]
    return Receipt(box, Received(_number(marked), _date(told), _body(picture, labels, box)))


def _hints(text: str) -> set[str]:
    words = bare(text)
    return {name for name, pattern in _HINTS.items() if pattern.search(words)}


def _labels(red: Any) -> list[_Label]:
    kept = _lines(red, _inked(red))
    readings = engines.read_lines([red[b[1] : b[3], b[0] : b[2]] for b in kept])
    return [_Label(reading.text, box) for reading, box in zip(readings, kept, strict=True) if reading.text]


def _inked(red: Any) -> tuple[int, int, int, int]:
    """The box of the ink, single specks left out."""
    cv2 = importlib.import_module("cv2")
    height, width = red.shape
    size = (max(1, width // _COARSE), max(1, height // _COARSE))
    left, top, wide, tall = cv2.boundingRect(
        (cv2.resize(red, size, interpolation=cv2.INTER_AREA) < _SOME_INK).astype("uint8")
    )
    return _widened((left * _COARSE, top * _COARSE, (left + wide) * _COARSE, (top + tall) * _COARSE), red)


def _widened(box: tuple[int, int, int, int], layer: Any) -> tuple[int, int, int, int]:
    height, width = layer.shape
    left, top, right, bottom = box
    return max(0, left - _NEAR), max(0, top - _NEAR), min(width, right + _NEAR), min(height, bottom + _NEAR)


def _lines(layer: Any, box: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
    """The boxes of the lines in a part of a layer, on the page."""
    left, top, right, bottom = box
    part = layer[top:bottom, left:right]
    if min(part.shape) < _LEAST:
        return []
    found = [[round(v) for v in line[:4]] for line in engines.find_lines(part, max(layer.shape))]
    inside = [
        (max(left, a + left), max(top, b + top), min(right, c + left), min(bottom, d + top))
        for a, b, c, d in found
    ]
    return [b for b in inside if b[2] > b[0] + 3 and b[3] > b[1] + 3]


def _around(stamp: list[_Label], labels: list[_Label]) -> tuple[int, int, int, int]:
    """The box of the stamp: its labels, and the line of red capitals right above them."""
    left, top = min(s.box[0] for s in stamp), min(s.box[1] for s in stamp)
    right, bottom = max(s.box[2] for s in stamp), max(s.box[3] for s in stamp)
    tall = max(s.box[3] - s.box[1] for s in stamp)
    for label in labels:
        x0, y0, x1, y1 = label.box
        if x0 < right and x1 > left and top - 2.5 * tall < y1 < bottom + tall:
            left, top, right, bottom = min(left, x0), min(top, y0), max(right, x1), max(bottom, y1)
    return left, top, right, bottom


def _written(picture: Picture, box: tuple[int, int, int, int]) -> list[tuple[str, str]]:
    """The lines inside the stamp with what was written into them, each as two readers see it."""
    told = []
    for a, b, c, d in _lines(picture.full, _widened(box, picture.full)):
        around = (d - b) // 5
        crop = picture.full[max(0, b - around) : d + around, a:c]
        told.append((engines.read_digits(crop).text, engines.read_vietnamese(crop).text))
    return told


def _number(lines: list[tuple[str, str]]) -> str | None:
    """The number that both readers see; None where they differ, since nothing else tells it."""
    for line in lines:
        seen = [found[1] for found in map(_GIVEN.match, map(bare, line)) if found]
        if len(seen) == len(line) and len(set(seen)) == 1:
            return seen[0]
    return None


def _date(lines: list[tuple[str, str]]) -> str | None:
    for reading in (reading for line in lines for reading in line):
        for found in _DATE.finditer(reading):
            day, month, year = (part for part in found.groups() if part)
            told = iso_date(day, month, year if len(year) == 4 else f"20{year}")
            if told:
                return told
    return None


def _body(picture: Picture, labels: list[_Label], box: tuple[int, int, int, int]) -> str | None:
    """The name in capitals at the head of the stamp."""
    head = min(
        (one for one in labels if box[1] - 4 <= one.box[1] <= box[3]),
        key=lambda one: one.box[1],
        default=None,
    )
    if head is None:
        return None
    x0, y0, x1, y1 = head.box
    text = engines.read_vietnamese(picture.full[y0:y1, x0:x1]).text.strip(" .:-")
    return text if _BODY.fullmatch(text) and len(text.split()) > 2 else None
