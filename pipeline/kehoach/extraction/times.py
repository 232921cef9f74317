"""Expressions of time, read as ranges with recurrence or condition. The patterns are in rules/times.yaml."""

import re
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.model import Recurrence, When
from kehoach.text import iso_date, last_day, parse_roman

_HINT = re.compile(
    r"(?:19|20)\d\d|\d/\d|(?:hằng|hàng|mỗi) (?:năm|quý|tháng|tuần|ngày)|thường xuyên|từ nay|khi |quý |kể từ|tháng|giai đoạn"
)
_PER: dict[str, Recurrence] = {
    "năm": "yearly",
    "quý": "quarterly",
    "tháng": "monthly",
    "tuần": "weekly",
    "ngày": "daily",
}
_AGAIN = re.compile(r"(?:hằng|hàng|mỗi) năm|định kỳ")


class Time(Struct, frozen=True):
    """An expression of time: where it stands, what it means, and where it counts (always, lead, line)."""

    start: int
    end: int
    rule: str
    use: str
    when: When


class Frame(Struct, frozen=True):
    """What blanks are filled from: the plan's year, the year and date of issue, the words of the sentence."""

    year: int | None = None
    issued: str | None = None
    sentence: str = ""


def find_times(low: str, start: int, end: int, frame: Frame, line: bool = False) -> list[Time]:
    """The expressions of time in a stretch of folded text; longer readings win over shorter ones.

    ``line`` admits bare forms ("2026", "10/2026") that mean a time only in schedule lines and cells.
    """
    stretch = low[start:end]
    if not _HINT.search(stretch):
        return []
    found: list[Time] = []
    taken: list[tuple[int, int]] = []
    for rule, use, needs in _rules():
        if (use == "line" and not line) or (needs and not any(word in stretch for word in needs)):
            continue
        for match in rule.regex.finditer(stretch):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            when = _READINGS[str(rule.value)](match, frame)
            if when is None:
                continue
            taken.append(match.span())
            found.append(
                Time(start + match.start(), start + len(stretch[: match.end()].rstrip()), rule.id, use, when)
            )
    found += [more for time in found for more in _and_dates(low, time, end, frame)]
    return sorted(found, key=lambda t: t.start)


_AND_DATE = re.compile(
    r"\s*(?:,|và)\s*(?P<said>(?:ngày\s+)?(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})(?:\s?/\s?(?P<y>20\d{2}))?(?P<again>\s+(?:hằng|hàng|mỗi) năm)?)(?![\d/])"
)
_BEFORE = frozenset({"before-date", "before-day-month", "and-date"})


def _and_dates(low: str, time: Time, end: int, frame: Frame) -> list[Time]:
    """The dates that go on a list: "trước ngày 15/5 | và ngày 15/9", "trước ngày 10/6, | 10/12 hằng năm"."""
    match = _AND_DATE.match(low, time.end, end) if time.rule in _BEFORE else None
    if match is None:
        return []
    when = _until(match, frame) if match["y"] else _day_month(match, frame)
    if when is None:
        return []
    more = Time(match.start("said"), match.end("said"), "and-date", time.use, when)
    return [more, *_and_dates(low, more, end, frame)]


@lru_cache(maxsize=1)
def _rules() -> list[tuple[rules.Pattern, str, tuple[str, ...]]]:
    entries = {entry["id"]: entry for entry in rules.load("times")["times"]}
    return [
        (rule, str(entries[rule.id]["use"]), tuple(entries[rule.id].get("needs", ())))
        for rule in rules.patterns("times", "times")
    ]


# --- readings ---------------------------------------------------------------------------------


def _number(match: re.Match[str], name: str) -> int | None:
    value = match.groupdict().get(name)
    return int(value) if value else None


def _year(match: re.Match[str], frame: Frame) -> int | None:
    return _number(match, "y") or frame.year


def _date(match: re.Match[str], suffix: str = "") -> str | None:
    day, month, year = (match[g + suffix] for g in "dmy")
    return iso_date(day, month, year)


def _until(match: re.Match[str], frame: Frame) -> When | None:
    date = _date(match)
    return When(end=date) if date else None


def _from(match: re.Match[str], frame: Frame) -> When | None:
    date = _date(match)
    return When(start=date) if date else None


def _on(match: re.Match[str], frame: Frame) -> When | None:
    date = _date(match)
    return When(start=date, end=date) if date else None


def _from_to(match: re.Match[str], frame: Frame) -> When | None:
    """Two dates; the first takes from the second what it lacks: "từ ngày 08 đến ngày 10 tháng 12 năm 2026"."""
    said = match.groupdict()
    start = iso_date(said["d"], said.get("m") or said["m2"], said.get("y") or said["y2"])
    end = _date(match, "2")
    return When(start=start, end=end) if start and end and start <= end else None


def _from_to_yearly(match: re.Match[str], frame: Frame) -> When | None:
    start, end = _month_day(match), _month_day(match, "2")
    return When(start, end, "yearly") if start and end else None


def _month_day(match: re.Match[str], suffix: str = "") -> str | None:
    day, month = int(match["d" + suffix]), int(match["m" + suffix])
    return f"--{month:02}-{day:02}" if iso_date(day, month, 2024) else None


def _yearly_date(match: re.Match[str], frame: Frame) -> When | None:
    end = _month_day(match)
    return When(end=end, recurrence="yearly") if end else None


def _day_month(match: re.Match[str], frame: Frame) -> When | None:
    """A day and month without a year: every year where the sentence says so, else in the plan's year."""
    end = _month_day(match)
    if end is None:
        return None
    if _AGAIN.search(frame.sentence):
        return When(end=end, recurrence="yearly")
    return When(end=f"{frame.year}{end[1:]}") if frame.year else When(end=end)


def _monthly_day(match: re.Match[str], frame: Frame) -> When | None:
    day = int(match["d"])
    return When(end=f"---{day:02}", recurrence=_PER[match["per"]]) if 1 <= day <= 31 else None


def _months(year: int, first: int, last: int, how: str | None) -> When | None:
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    start, end = f"{year}-{first:02}-01", f"{year}-{last:02}-{last_day(year, last):02}"
    if how == "trước":
        month, before = (12, year - 1) if first == 1 else (first - 1, year)
        return When(end=f"{before}-{month:02}-{last_day(before, month):02}")
    if how in ("đến", "hết", "đến hết", "đến cuối"):
        return When(end=end)
    return When(start=start) if how == "từ" else When(start=start, end=end)


def _quarter_number(shown: str) -> int:
    return int(shown) if shown.isdigit() else parse_roman(shown) or 0


def _quarter(match: re.Match[str], frame: Frame) -> When | None:
    quarter, year = _quarter_number(match["q"]), _year(match, frame)
    if not 1 <= quarter <= 4 or year is None:
        return None
    return _months(year, quarter * 3 - 2, quarter * 3, match["how"])


def _quarters(match: re.Match[str], frame: Frame) -> When | None:
    first, last, year = _quarter_number(match["q"]), _quarter_number(match["q2"]), _year(match, frame)
    if year is None or not (1 <= first <= 4 and 1 <= last <= 4):
        return None
    begun = int(match.groupdict().get("y0") or year)
    if (begun, first) > (year, last):
        return None
    start, end = _months(begun, first * 3 - 2, first * 3, None), _months(year, last * 3 - 2, last * 3, None)
    return When(start=start.start, end=end.end) if start and end else None


def _month(match: re.Match[str], frame: Frame) -> When | None:
    year, how = _year(match, frame), match.groupdict().get("how")
    if match.group().startswith(("chậm nhất", "muộn nhất")):
        how = "đến"
    return _months(year, int(match["m"]), int(match["m"]), how) if year else None


def _month_span(match: re.Match[str], frame: Frame) -> When | None:
    year = _year(match, frame)
    if year is None:
        return None
    first = _months(int(match.groupdict().get("y0") or year), int(match["m"]), int(match["m"]), None)
    last = _months(year, int(match["m2"]), int(match["m2"]), None)
    return When(start=first.start, end=last.end) if first and last else None


def _months_yearly(match: re.Match[str], frame: Frame) -> When | None:
    first, last = int(match["m"]), _number(match, "m2") or int(match["m"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    return When(f"--{first:02}-01", f"--{last:02}-{last_day(2023, last):02}", "yearly")


_PART_YEAR = {"ba": 3, "sáu": 6, "chín": 9}


def _half_year(match: re.Match[str], frame: Frame) -> When | None:
    """ "6 tháng đầu năm", "nửa cuối năm", "03 tháng cuối năm"."""
    year, said = _year(match, frame), match["n"] or "6"
    if year is None:
        return None
    count = _PART_YEAR.get(said) or int(said)
    return _months(year, 1, count, None) if match["half"] == "đầu" else _months(year, 13 - count, 12, None)


def _whole_year(match: re.Match[str], frame: Frame) -> When | None:
    year = match["y"]
    return When(start=f"{year}-01-01", end=f"{year}-12-31")


def _until_year(match: re.Match[str], frame: Frame) -> When | None:
    return When(end=f"{match['y']}-12-31")


def _period(match: re.Match[str], frame: Frame) -> When | None:
    first, last = int(match["y"]), int(match["y2"])
    return When(start=f"{first}-01-01", end=f"{last}-12-31") if first <= last else None


def _since_now(match: re.Match[str], frame: Frame) -> When | None:
    """From the day of issue to a date, the end of a month or of a year ("từ nay đến cuối năm": the plan's)."""
    year, month, day = _year(match, frame), _number(match, "m"), _number(match, "d")
    if year is None or not 1 <= (month or 12) <= 12:
        return None
    month = month or 12
    end = iso_date(day or last_day(year, month), month, year)
    return When(start=frame.issued, end=end) if end else None


def _year_onward(match: re.Match[str], frame: Frame) -> When | None:
    return When(start=f"{match['y'] or match.groupdict().get('y2')}-01-01")


def _recurrence(match: re.Match[str], frame: Frame) -> When | None:
    return When(recurrence=_PER[match["per"]])


def _every_months(match: re.Match[str], frame: Frame) -> When | None:
    return When(recurrence="half-yearly" if "6" in (match["n"] or match["n2"]) else "quarterly")


def _continuous(match: re.Match[str], frame: Frame) -> When | None:
    return When(recurrence="continuous")


def _condition(match: re.Match[str], frame: Frame) -> When | None:
    return When(condition=match.group().strip())


_READINGS: dict[str, Callable[[re.Match[str], Frame], When | None]] = {
    "relative": _condition,
    "yearly-date": _yearly_date,
    "monthly-day": _monthly_day,
    "from-to": _from_to,
    "from-to-yearly": _from_to_yearly,
    "until": _until,
    "from": _from,
    "that-day": _on,
    "day-month": _day_month,
    "quarters": _quarters,
    "quarter": _quarter,
    "months": _month_span,
    "months-yearly": _months_yearly,
    "half-year": _half_year,
    "month": _month,
    "since-now": _since_now,
    "year-onward": _year_onward,
    "period": _period,
    "until-year": _until_year,
    "year": _whole_year,
    "every-months": _every_months,
    "recurrence": _recurrence,
    "continuous": _continuous,
    "condition": _condition,
}
