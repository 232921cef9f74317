"""Stamps of e-offices put back where they stand: the number and the day of a signed paper are drawn over its blanks."""

import re

from kehoach.reading.layout import Line
from kehoach.reading.pdf.boxes import Boxes, Drawn, Letter

STAMP = re.compile(r"[\d\s./-]{1,14}")
_SLOT = re.compile(r"Số\s*:?\s*(?:[/-]|$)|Số\s*:?\s+\S{0,3}\s*[/-]|ngày\s*tháng|ngày\s|tháng\s*năm|năm\s*$")
_GAP = 2.2  # times the size of the letters: a wider gap parts columns
_STAMP_GAP = 7.0  # beside a stamp, whose blank is wider than it
_NEAR = 0.9  # times the size: how far above or below its line a stamp may stand
_SLIMMEST = 0.2  # no letter is slimmer, in heights of a line: a first look at where a word ends


def with_stamps(boxes: Boxes, drawn: list[Drawn], stamps: list[Drawn]) -> list[Line]:
    """Short numbers drawn over a line become part of it; then lines that two columns share are parted."""
    worded = [one for one in drawn if not STAMP.fullmatch(one.line.text)]
    hosts: dict[int, list[Drawn]] = {}
    alone: dict[int, list[Drawn]] = {}
    for stamp in stamps:
        host = _host(worded, stamp)
        (hosts if host else alone).setdefault(host.first if host else stamp.first, []).append(stamp)
    lines: list[Line] = []
    for item in drawn:
        if STAMP.fullmatch(item.line.text):
            lines += _left_over(item, stamps, alone)
        elif item.first in hosts:
            lines += _parted(item.line, _stamped(boxes, item, hosts[item.first]))
        elif _has_gap(boxes, item):
            lines += _parted(item.line, boxes.letters(item))
        else:
            lines.append(item.line)
    return lines


def _left_over(item: Drawn, stamps: list[Drawn], alone: dict[int, list[Drawn]]) -> list[Line]:
    """What of a drawn number stands on no line: all of it, or those parts alone."""
    parts = [s for s in stamps if item.first <= s.first < item.first + len(item.line.text)]
    free = [s for s in parts if s.first in alone]
    return [item.line] if len(free) == len(parts) else [s.line for s in free]


def _host(lines: list[Drawn], stamp: Drawn) -> Drawn | None:
    """The line that a stamp stands on: at its height and within or right beside it; a line with blanks to fill may be a little off."""
    strict = [one for one in lines if _covers(one.line, stamp.line)]
    if strict:
        return next((one for one in strict if _SLOT.search(one.line.text)), strict[0])
    loose = [one for one in lines if _SLOT.search(one.line.text) and _is_near(one.line, stamp.line)]
    return min(loose, key=lambda one: abs(one.line.y0 - stamp.line.y0), default=None)


def _covers(line: Line, stamp: Line) -> bool:
    common = min(line.y1, stamp.y1) - max(line.y0, stamp.y0)
    if common <= 0:  # nearly always
        return False
    return common > 0.35 * min(line.size, stamp.size) and line.x0 - 8 < stamp.middle < line.x1 + 8


def _is_near(line: Line, stamp: Line) -> bool:
    off = abs((line.y0 + line.y1) / 2 - (stamp.y0 + stamp.y1) / 2)
    return off < _NEAR * max(line.size, stamp.size) and line.x0 - 8 < stamp.middle < line.x1 + 5 * line.size


def _stamped(boxes: Boxes, item: Drawn, stamps: list[Drawn]) -> list[Letter]:
    """The characters of a line with those of its stamps; a printed digit under a stamp is left out, a slash under it stands behind it."""
    edges = [(s.line.x0, s.line.x1) for s in stamps]

    def printed_over(letter: Letter) -> bool:
        middle = (letter.left + letter.right) / 2
        return letter.sign.isdecimal() and any(x0 - 1 < middle < x1 + 1 for x0, x1 in edges)

    letters = [letter for letter in boxes.letters(item) if not printed_over(letter)]
    for stamp in sorted(stamps, key=lambda s: s.line.x0):
        middle = stamp.line.middle
        place = next(
            (
                i
                for i, c in enumerate(letters)
                if c.sign != " "
                and not c.stamped
                and ((c.left + c.right) / 2 > middle or (c.sign in "/-" and c.right > stamp.line.x0))
            ),
            len(letters),
        )
        spaced = [
            Letter(stamp.line.x0, stamp.line.x0, " ", True),
            *(Letter(one.left, one.right, one.sign, True) for one in boxes.letters(stamp)),
            Letter(stamp.line.x1, stamp.line.x1, " ", True),
        ]
        letters[place:place] = spaced
    return letters


def _has_gap(boxes: Boxes, item: Drawn) -> bool:
    """Whether somewhere a space is wide enough to part columns; only lines that are wide for their letters are looked at."""
    line = item.line
    if (line.x1 - line.x0) / max(1, len(line.text)) <= 0.5 * line.size:
        return False
    widest, slim = _GAP * line.size, _SLIMMEST * line.size
    left, length, place, end = line.x0, 0, item.first, 0
    for word in line.text.split(" "):
        if word and length:
            start = boxes.at(place)[0]
            if start - left - slim * length > widest and start - boxes.at(end - 1)[2] > widest:
                return True
            left = start
        if word:
            length = len(word)
            end = place + length
        place += len(word) + 1
    return False


def _parted(line: Line, letters: list[Letter]) -> list[Line]:
    """The line cut where a wide gap shows that two columns share it."""
    parts: list[list[Letter]] = [[]]
    right, after_stamp = None, False
    for letter in letters:
        if letter.sign != " ":
            wide = _STAMP_GAP if letter.stamped or after_stamp else _GAP
            if right is not None and letter.left - right > wide * line.size:
                parts.append([])
            right, after_stamp = letter.right, letter.stamped
        parts[-1].append(letter)
    made = []
    for part in parts:
        text = re.sub(r"\s+", " ", "".join(c.sign for c in part)).strip()
        inked = [c for c in part if c.sign != " "]
        if text and inked:
            text = re.sub(r"(?<=\d) (?=[/-]\s?[A-ZĐ0-9])", "", text)
            made.append(Line(text, inked[0].left, line.y0, inked[-1].right, line.y1, line.bold))
    return made
