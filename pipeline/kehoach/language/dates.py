"""The calendar: pieces of it as a text tells them, partly or whole, and the days that they cover."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from lunar_vn import convert_lunar_to_solar
from msgspec import Struct

from kehoach import rules
from kehoach.model import Recurrence, When
from kehoach.text import iso_date, last_day

Grain = Literal["day", "week", "month", "quarter", "half", "year", "period", "school", "feast"]
Op = Literal["in", "before", "until", "from", "after", "now", "event", "issue"]
Use = Literal["always", "lead", "line"]
Days = tuple[date, date]

_FIRST, _LAST = 1900, 2199
_SCHOOL_BEGINS = 8  # the month before which a school year is in its second year
_ANY_YEAR, _LEAP_YEAR = 2023, 2024  # stand for a year that is not told
_PARTS = {"start": (1, 10), "middle": (11, 20)}  # days of a month: "đầu tháng 4", "giữa tháng 4"
_LONG_AGO = 8  # months before the issue that a day without a year does not lie


class Moment(Struct, frozen=True):
    """A day, week, month ... or a run of them; None is what the words leave out.

    ``months`` counts the months of a quarter or half; a negative ``day`` counts from the month's end; ``days`` are
    those of a week or feast; ``until`` is the last year of a period. ``part`` narrows to its beginning, middle or end.
    """

    grain: Grain
    year: int | None = None
    until: int | None = None
    month: int | None = None
    months: int = 1
    day: int | None = None
    days: int = 1
    feast: str | None = None
    lunar: bool = False
    part: Literal["start", "middle", "end"] | None = None


class TimeExpr(Struct, frozen=True):
    """An expression of time, whatever document it stands in.

    ``op`` relates work to ``first`` (to the stretch from ``first`` to ``last``); an event stands in ``words`` alone.
    ``every`` is how often it comes back. ``use`` tells where the words can set when work is done: anywhere
    ("always"), where they open a statement ("lead"), in schedule lines and cells only ("line"). ``told`` tells whether
    a preposition or the like stands before it ("trong quý I", not "quý I").
    """

    op: Op
    first: Moment | None = None
    last: Moment | None = None
    every: Recurrence | None = None
    words: str = ""
    use: Use = "always"
    told: bool = False

    @property
    def grain(self) -> str:
        """What the expression is made of; "every" or "event" where it names no piece of the calendar."""
        return self.first.grain if self.first else "every" if self.every else "event"


class Frame(Struct, frozen=True):
    """What blanks are filled from: the year of the plan or of issue, the date of issue, whether the statement tells yearly
    work, whether the plan is for a school year that begins in that year."""

    year: int | None = None
    issued: str | None = None
    yearly: bool = False
    school: bool = False

    def year_of(self, moment: Moment) -> int | None:
        """The year of a moment that tells none: in a school year the months before August are those of the next."""
        turned = self.school and moment.month is not None and moment.month < _SCHOOL_BEGINS
        return self.year + 1 if turned and self.year is not None else self.year


def resolve(expr: TimeExpr, frame: Frame) -> When | None:
    """The dates of an expression in a document; None where they cannot be told."""
    if expr.op == "event":
        return When(condition=expr.words)
    if expr.op == "issue":
        return When(start=frame.issued, condition=expr.words)
    if expr.first is None:
        return When(recurrence=expr.every, condition=expr.words or None)
    first, last = expr.first, expr.last or expr.first
    if first.grain in ("day", "week") and first.month is None and not first.feast:
        return _monthly(first, last, expr)
    if (last.year or first.year) is None and (
        expr.every in ("yearly", "half-yearly") or (frame.yearly and first.grain == "day")
    ):
        return _yearly(first, last, expr)
    days = _span(first, last, frame)
    if days is None:
        return _dateless(first, last, expr) if frame.year is None else None
    start, end = _related(expr, first, *days)
    begun = frame.issued if expr.op == "now" else _iso(start)
    return When(begun, _iso(end), expr.every, expr.words or None)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def possible(day: int, month: int, year: int | None = None) -> bool:
    """Whether a day exists; 29 February does where no year is told."""
    return iso_date(day, month, _LEAP_YEAR if year is None else year) is not None


# --- days ---------------------------------------------------------------------------------------


def days_of(moment: Moment, year: int | None) -> Days | None:
    """The first and last day of a moment, in the given year where it tells none; None when there are none."""
    year = moment.year if moment.year is not None else year
    if year is None or not _FIRST <= year <= _LAST:
        return None
    if moment.feast is not None or moment.lunar:
        return _lunar(moment, year)
    if moment.grain == "school":
        return date(year, 9, 1), date((moment.until or year + 1), 5, 31)
    if moment.month is None:
        return date(year, 1, 1), date(moment.until or year, 12, 31)
    return _in_month(moment, year, moment.month)


def _in_month(moment: Moment, year: int, month: int) -> Days | None:
    if moment.day is None:
        last = month + moment.months - 1
        since, until = _PARTS.get(moment.part or "", (1, 31)) if moment.grain == "month" else (1, 31)
        return date(year, month, since), date(year, last, min(until, last_day(year, last)))
    day = moment.day if moment.day > 0 else last_day(year, month) + 1 + moment.day
    if not possible(day, month, year):
        return None
    begin = date(year, month, day)
    end = min(begin + timedelta(days=moment.days - 1), date(year, month, last_day(year, month)))
    return begin, end


@lru_cache(maxsize=1)
def calendar_words() -> tuple[dict[str, int], dict[str, int], dict[str, int], frozenset[str], frozenset[str]]:
    """Small numbers, quarters, months of the lunar calendar, its stems and branches, as rules/times.yaml spells them."""
    data = rules.load("times")
    quarters = {str(word): number for word, number in data["quarter_numbers"].items()}
    return (
        data["count_words"],
        quarters,
        data["lunar_months"],
        frozenset(data["stems"]),
        frozenset(data["branches"]),
    )


@lru_cache(maxsize=1)
def feasts() -> dict[str, dict[str, Any]]:
    """The feasts of rules/times.yaml by each of their names."""
    return {name: feast for feast in rules.load("times")["feasts"] for name in feast["names"]}


@lru_cache(maxsize=1)
def feast_names() -> dict[str, list[list[str]]]:
    """The names of feasts by their first word, the longest first."""
    found: dict[str, list[list[str]]] = {}
    for name in sorted(feasts(), key=lambda n: -len(n)):
        found.setdefault(name.split()[0], []).append(name.split())
    return found


def _lunar(moment: Moment, year: int) -> Days | None:
    """A feast, or a day of the lunar calendar."""
    feast: dict[str, Any] = {"lunar": [moment.day, moment.month], "days": 1}
    if moment.feast:
        feast = feasts()[moment.feast]
    try:
        if "solar" in feast:
            begin = date(year, feast["solar"][1], feast["solar"][0])
        else:
            begin = convert_lunar_to_solar(feast["lunar"][0], feast["lunar"][1], year)
    except ValueError:
        return None
    return begin, begin + timedelta(days=feast["days"] - 1)


def _span(first: Moment, last: Moment, frame: Frame) -> Days | None:
    if first.grain == "feast" and first.year is None and first is last:
        return _next(first, frame)
    known = last.year if last.year is not None else first.year
    begin = days_of(first, frame.year_of(first) if known is None else known)
    end = days_of(last, frame.year_of(last) if known is None else known)
    if known is None and begin and end and _is_of_next_year(first, end[1], frame):
        begin, end = days_of(first, begin[0].year + 1), days_of(last, end[0].year + 1)
    if begin is None or end is None:
        return None
    if (
        begin[0] > end[1] and first.year is None and last.year is not None
    ):  # "từ tháng 10 đến tháng 3 năm 2027"
        begin = days_of(first, last.year - 1)
    elif begin[0] > end[1] and last.year is None:
        end = days_of(last, begin[0].year + 1)
    return (begin[0], end[1]) if begin and end and begin[0] <= end[1] else None


def _is_of_next_year(first: Moment, end: date, frame: Frame) -> bool:
    """Whether a day or month without a year is one of the next: "từ 01/02" in a plan of December."""
    issued = frame.issued if frame.issued and len(frame.issued) == len("2026-01-01") else None
    if (
        issued is None
        or frame.school
        or first.grain not in ("day", "week", "month")
        or end.year != int(issued[:4])
    ):
        return False
    return int(issued[5:7]) - end.month >= _LONG_AGO


def _next(feast: Moment, frame: Frame) -> Days | None:
    """The first such feast on or after the day of issue ("trước Tết Nguyên đán")."""
    issued = frame.issued if frame.issued and len(frame.issued) == 10 else None
    if issued is None:
        return days_of(feast, frame.year)
    found = [days_of(feast, int(issued[:4]) + more) for more in (0, 1)]
    return next((days for days in found if days and days[0].isoformat() >= issued), None)


def _related(expr: TimeExpr, first: Moment, begin: date, end: date) -> tuple[date | None, date | None]:
    """Start and end of the work whose time is so related to a stretch of days."""
    if expr.last is not None:
        return begin, end
    exact = first.grain == "day"
    if expr.op == "before":
        return None, end if exact else begin - timedelta(days=1)
    if expr.op in ("until", "now") or (expr.op == "in" and first.part == "end"):
        return None, end
    if expr.op == "from":
        return _late(first, begin, end), None
    if expr.op == "after":
        return (begin if exact else end + timedelta(days=1)), None
    return begin, end


def _late(moment: Moment, begin: date, end: date) -> date:
    """Where work begins that begins at the end of a month, quarter or year: in its last third, or its last quarter."""
    if moment.part == "middle" and moment.grain == "month":
        return begin.replace(day=15)
    if moment.part != "end" or moment.grain == "day":
        return begin
    if moment.grain == "month":
        return begin.replace(day=21)
    return date(end.year, end.month if moment.grain == "quarter" else 10, 1)


# --- days that come back --------------------------------------------------------------------------


def _yearly(first: Moment, last: Moment, expr: TimeExpr) -> When | None:
    if first.feast or first.lunar:  # another day every year
        return When(recurrence="yearly", condition=expr.words or None)
    year = _LEAP_YEAR if first.grain == "day" else _ANY_YEAR
    begin, end = days_of(first, year), days_of(last, year)
    if begin is None or end is None:
        return None
    start, stop = _related(expr, first, begin[0], end[1])
    every = expr.every if expr.every == "half-yearly" else "yearly"
    return When(f"--{start:%m-%d}" if start else None, f"--{stop:%m-%d}" if stop else None, every)


def _monthly(first: Moment, last: Moment, expr: TimeExpr) -> When | None:
    """A day or week of every month or quarter: "trước ngày 20 hằng tháng"."""
    if expr.every is None or first.day is None or last.day is None or first.day < 0:
        return When(recurrence=expr.every) if expr.every else None
    if expr.last is not None or first.grain == "week":
        return When(f"---{first.day:02}", f"---{last.day + last.days - 1:02}", expr.every)
    if expr.op in ("from", "after"):
        return When(start=f"---{first.day:02}", recurrence=expr.every)
    return When(end=f"---{first.day:02}", recurrence=expr.every)


def _dateless(first: Moment, last: Moment, expr: TimeExpr) -> When | None:
    """A day of a year that nobody tells keeps its day and month."""
    if first.grain != "day" or first.lunar or first.month is None:
        return None
    told = _yearly(first, last, expr)
    return When(told.start, told.end) if told else None
