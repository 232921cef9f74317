"""Weekdays beside a full date that is another day of the week ("Thứ Hai, ngày 25/8/2026")."""

import re
from collections.abc import Iterator
from datetime import date

from kehoach.extraction.faults.fault import Fault
from kehoach.text import DATE, find_date

_NAMES = (
    "thứ hai",
    "thứ ba",
    "thứ tư",
    "thứ năm",
    "thứ sáu",
    "thứ bảy",
    "chủ nhật",
)  # date.weekday() counts so
_FIGURES = {f"thứ {figure}": name for figure, name in enumerate(_NAMES[:-1], 2)}
_DAY = r"(?P<name>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?!\w)"
# "kỳ họp thứ ba, ngày 18/11/2025" counts meetings: a weekday opens what is said, or stands behind words of time.
_OPENED = r"(?:^|[\n(:;,.–-]\s?|\b(?:sáng|trưa|chiều|tối|vào|từ|hết|đến|tới|trước|lúc)\s)"
_BEFORE = re.compile(rf"{_OPENED}{_DAY}[, ]{{0,2}}\(?(?:ngày\s)?(?P<date>{DATE})")
# "ngày 22/01/2026 (chiều thứ năm)"
_BEHIND = re.compile(rf"(?P<date>{DATE})\s?\((?:(?:sáng|trưa|chiều|tối)\s)?{_DAY}\)")
# What each of them holds, which is found faster and in few texts.
_ASKED = (
    (re.compile(rf"{_DAY}[, ]{{0,2}}\(?(?:ngày|\d)"), _BEFORE),
    (re.compile(rf"\((?:(?:sáng|trưa|chiều|tối)\s)?{_DAY}\)"), _BEHIND),
)


def find_weekdays(text: str, low: str) -> Iterator[Fault]:
    """The weekdays that do not fit their dates; ``low`` is the folded text."""
    for held, pattern in _ASKED:
        for match in pattern.finditer(low) if held.search(low) else ():
            found = find_date(low, match.start("date"), match.end("date") + 1)
            if found is None:
                continue
            said = _FIGURES.get(match["name"], match["name"])
            fits = _NAMES[date.fromisoformat(found[2]).weekday()]
            start, end = min(match.start("name"), found[0]), max(match.end("name"), found[1])
            if said != fits:
                yield Fault("weekday", start, end, text[slice(*match.span("name"))], _shown(fits))


def _shown(name: str) -> str:
    """ "thứ ba" as it is printed: "thứ Ba"."""
    first, _, second = name.partition(" ")
    return f"{first} {second.title()}" if first == "thứ" else name.capitalize()
