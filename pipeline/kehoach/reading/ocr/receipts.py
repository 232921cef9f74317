"""Receipt stamps: "ĐẾN Số: ... Ngày: ..." of the office that received a paper, told apart from the paper's own number and day.

The stamp is of red ink, what is written into it is not. Where it stands is found on the layer of red ink; the slots are read from the
whole picture, right of their labels.
"""

import re
from typing import Any

from msgspec import Struct

from kehoach.reading.ocr import engines
from kehoach.reading.ocr.picture import Picture
from kehoach.reading.ocr.words import Received
from kehoach.text import bare, iso_date

_LABELS = {"number": re.compile(r"^s[o0]\W"), "date": re.compile(r"^n[a-z]{1,3}y\b|^ng\w*\W*[:.]")}
_CAME = re.compile(r"\bd[eé]n\b|^den")
_DATE = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{2,4})")
_BODY = re.compile(r"[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ .]{5,}")
_FEW = 3  # labels and words that make a stamp


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
    words = [bare(label.text) for label in labels]
    if not any(map(_CAME.search, words)) or sum(_tells(w) for w in words) < _FEW - 1:
        return None
    stamp = [label for label, word in zip(labels, words, strict=True) if _tells(word) or _CAME.search(word)]
    box = _around(stamp, labels)
    slots = {name: _slot(picture, labels, box, label) for name, label in _LABELS.items()}
    return Receipt(box, Received(_digits(slots["number"]), _date(slots["date"]), _body(labels, box)))


def _tells(word: str) -> bool:
    return any(label.match(word) for label in _LABELS.values()) or word.startswith(
        ("chuy", "so va ky", "luu ho")
    )


def _labels(red: Any) -> list[_Label]:
    boxes = [tuple(round(v) for v in b[:4]) for b in engines.page_engine().detect(red).tolist()]
    height, width = red.shape
    kept = [(max(0, a), max(0, b), min(width, c), min(height, d)) for a, b, c, d in boxes]
    kept = [b for b in kept if b[2] > b[0] + 3 and b[3] > b[1] + 3]
    readings = engines.read_lines([red[b[1] : b[3], b[0] : b[2]] for b in kept])
    return [_Label(reading.text, box) for reading, box in zip(readings, kept, strict=True) if reading.text]


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


def _slot(
    picture: Picture, labels: list[_Label], box: tuple[int, int, int, int], told_by: re.Pattern[str]
) -> list[str]:
    """What two readers see right of a label, inside the stamp."""
    label = next(
        (one for one in labels if told_by.match(bare(one.text)) and "hieu" not in bare(one.text)), None
    )
    if label is None:
        return []
    x0, y0, _, y1 = label.box
    around = (y1 - y0) // 2
    crop = picture.full[max(0, y0 - around) : y1 + around // 2, x0 : box[2]]
    if crop.size == 0:
        return []
    return [engines.read_digits(crop).text, engines.read_vietnamese(crop).text]


def _digits(readings: list[str]) -> str | None:
    for reading in readings:
        found = re.search(r"[:.]?\s*(\d{1,6})(?![\d/])", reading)
        if found:
            return found[1]
    return None


def _date(readings: list[str]) -> str | None:
    for reading in readings:
        found = _DATE.search(reading)
        if found:
            year = found[3] if len(found[3]) == 4 else f"20{found[3][-2:]}"
            told = iso_date(found[1], found[2], year)
            if told:
                return told
    return None


def _body(labels: list[_Label], box: tuple[int, int, int, int]) -> str | None:
    inside = [one for one in labels if box[1] - 4 <= one.box[1] and one.box[3] <= box[3] + 4]
    named = [
        one.text.strip()
        for one in sorted(inside, key=lambda one: one.box[1])
        if _BODY.fullmatch(one.text.strip())
    ]
    return next((name for name in named if len(name.split()) > 2), None)
