"""Recognised words become lines with positions: columns parted, specks left out, handwriting put into its slots, tables apart."""

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct, field

from kehoach.reading.layout import Line
from kehoach.reading.ocr import slots
from kehoach.reading.ocr.engines import Reading
from kehoach.reading.ocr.frames import Frame
from kehoach.reading.ocr.marks import repaired_marks
from kehoach.reading.ocr.words import Doubt, Received, Word
from kehoach.reading.tables.grid import Grid
from kehoach.text import bare, fold

_DOUBT, _NOISE = 60.0, 25.0  # Tesseract's confidence: print stands above 90, handwriting below 50
_COLUMN_GAP = 2.6  # times the height of the letters
_MOTTO_GAP = 0.7
_MOTTO = (("cong", "hoa", "xa"), ("doc", "lap"), ("dang", "cong", "san"))
_NUMBER_LINE = re.compile(r"^s[ốồôo]\s*:?$")

# What readers see in a box (left, top, right, bottom in pixels), at first or looking again.
See = Callable[[tuple[int, int, int, int], bool], slots.Looks]


class Recognised(Struct):
    """A recognised page: lines and tables in PDF points, its size, and what is to be told of the reading.

    ``mended`` counts words whose marks were put right, ``confidence`` is the mean of its words (0 to 1), ``turned`` degrees clockwise.
    """

    lines: list[Line]
    grids: list[Grid]
    width: float
    height: float
    engine: str
    mended: int = 0
    words: int = 0
    confidence: float = 0.0
    turned: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    received: Received | None = None


class Sheet(Struct):
    """Where a page lies: ``points`` of a pixel, the picture's height in points, the ruled tables in it (pixels)."""

    points: float
    height: float
    frames: list[Frame]


def laid_out(rows: list[list[Word]], sheet: Sheet, width: float, engine: str, see: See | None) -> Recognised:
    """The page of the words of its lines. ``see`` lets readers look again at a slot; without it what may be handwriting stays blank."""
    page = Recognised([], [], width, sheet.height, engine)
    for row in rows:
        free = [w for w in row if not any(f.holds(w) for f in sheet.frames)]
        for part in _parts(free if see else _sober(free)):
            _add_line(page, part, sheet, see)
    words = [word for row in rows for word in row]
    page.grids = [_grid(frame, words, sheet) for frame in sheet.frames]
    page.lines = _in_rows(page.lines)
    page.words = len(words)
    page.confidence = round(sum(w.confidence for w in words) / (100 * len(words)), 3) if words else 0.0
    page.doubts += _doubts(rows)
    return page


def _add_line(page: Recognised, part: list[Word], sheet: Sheet, see: See | None) -> None:
    text = " ".join(w.text for w in part)
    slotted = _slotted(page, part, text, see) if see else None
    if slotted is None:
        text, count = repaired_marks(text)
        page.mended += count
    else:
        text = slotted
        for word in part:
            word.others = []  # told by the slot
    if re.search(r"\w", text):
        page.lines.append(_line(part, text, sheet))


# --- slots ------------------------------------------------------------------------------------


def _slotted(page: Recognised, part: list[Word], text: str, see: See | None) -> str | None:
    """The text of a number or date line with its slots read; None for other lines."""
    assert see is not None
    numbered, dated = slots.is_number_line(text), slots.is_date_line(text)
    if not numbered and not dated:
        return None
    box = _box(_from_the_day(part) if dated else part)
    readings = see(box, False) | {"joined": [Reading(text, [], [])]}
    told = slots.number_line(readings) if numbered else slots.date_line(readings)
    if told is None or not told.sure:
        for name, looks in see(box, True).items():
            readings[name] = readings[name] + looks
    return _number(page, readings) if numbered else _date(page, readings, text)


def _from_the_day(part: list[Word]) -> list[Word]:
    """A date line without the place; the word before "ngày" stays, since boxes of words are not exact."""
    at = next((n for n, w in enumerate(part) if bare(w.text).startswith("ngay")), 0)
    return part[max(0, at - 1) :]


def _box(part: list[Word]) -> tuple[int, int, int, int]:
    return (
        min(w.left for w in part),
        min(w.top for w in part),
        max(w.right for w in part),
        max(w.bottom for w in part),
    )


def _number(page: Recognised, readings: slots.Looks) -> str | None:
    line = slots.number_line(readings)
    if line is None:
        return None
    if not line.sure:
        number, code = line.number, line.code
        told = [n + code.best for n in (number.best, *number.candidates)]
        told += [number.likeliest + c for c in code.candidates]
        page.doubts.append(Doubt(told[0], "Số:", told[1:], "symbol"))
    return line.text


def _date(page: Recognised, readings: slots.Looks, text: str) -> str | None:
    date = slots.date_line(readings)
    if date is None:
        return None
    if not date.sure:
        day, month = date.day, date.month
        told = [f"{d}/{month.best}/{date.year}" for d in (day.best, *day.candidates)]
        told += [f"{day.likeliest}/{m}/{date.year}" for m in month.candidates]
        page.doubts.append(Doubt(told[0], "ngày", told[1:], "issued"))
    at = bare(text).find("ngay") if len(bare(text)) == len(text) else -1
    place, _ = repaired_marks(text[: max(0, at)].strip())
    return f"{place} {date.text}".strip()


def _doubts(rows: list[list[Word]]) -> list[Doubt]:
    """The numbers on which readers differ, each with the word before it."""
    found = []
    for row in rows:
        for place, word in enumerate(row):
            if word.others and any(c.isdecimal() for c in word.text):
                found.append(Doubt(word.text, row[place - 1].text if place else "", word.others))
    return found


# --- lines ------------------------------------------------------------------------------------


def _in_rows(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom; those at one height from left to right, whatever columns Tesseract saw."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: -(one.y0 + one.y1)):
        if rows and line.y1 - rows[-1][0].y0 > 0.5 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.x0)]


def _grid(frame: Frame, words: list[Word], sheet: Sheet) -> Grid:
    """A table in PDF points, its cells as text."""
    left, top, right, bottom = frame.box
    rows = [[None if cell is None else _cell(cell) for cell in row] for row in frame.cells(words)]
    points, height = sheet.points, sheet.height
    return Grid((left * points, height - bottom * points, right * points, height - top * points), rows)


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
            and (not word.text.isdecimal() or word.confidence < _DOUBT)
        ):
            continue
        out.append(word)
    return out


def _parts(row: list[Word]) -> list[list[Word]]:
    """The line cut where a wide gap parts columns; the motto of a letterhead is parted from the body beside it by less."""
    parts: list[list[Word]] = []
    plain = [bare(w.text) for w in row]
    for place, word in enumerate(row):
        height = max(8, min(word.bottom - word.top, 40))
        motto = (
            any(tuple(plain[place : place + len(words)]) == words for words in _MOTTO)
            and word.text[:1].isupper()
        )
        wide = _MOTTO_GAP if motto else _COLUMN_GAP
        if parts and word.left - parts[-1][-1].right <= wide * height:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _line(words: list[Word], text: str, sheet: Sheet) -> Line:
    top, bottom = min(w.top for w in words), max(w.bottom for w in words)
    points, height = sheet.points, sheet.height
    return Line(
        text,
        words[0].left * points,
        height - bottom * points,
        words[-1].right * points,
        height - top * points,
    )
