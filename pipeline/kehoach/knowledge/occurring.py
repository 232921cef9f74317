"""On which day something that comes back falls next."""

from datetime import date

from kehoach.model import Deadline, When
from kehoach.wording import real_date

_MONTHS = {"yearly": 12, "half-yearly": 6, "quarterly": 3, "monthly": 1}


def next_day(when: When | Deadline, since: date) -> date | None:
    """The first day on or after ``since``: the day of the year or month that the text names, a whole date as it stands,
    or the end of the running year, half-year, quarter or month. None for what goes on without days."""
    day = when.end or when.start
    whole = real_date(day)
    if whole:
        return whole
    if day and day.startswith("---") and day[3:].isdecimal():
        this = _on(since.year, since.month, int(day[3:]))
        if this >= since:
            return this
        return _on(since.year + since.month // 12, since.month % 12 + 1, int(day[3:]))
    if day and day.startswith("--") and len(day) == 7:
        month, number = int(day[2:4]), int(day[5:7])
        this = _on(since.year, month, number)
        return this if this >= since else _on(since.year + 1, month, number)
    months = _MONTHS.get(when.recurrence or "")
    if months:
        return _on(since.year, -(-since.month // months) * months, 31)
    return since if when.recurrence in ("weekly", "daily") else None


def _on(year: int, month: int, day: int) -> date:
    """A day of a month, the last one where the month has no such day."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def due_of(end: str | None) -> date | None:
    """The last day of a time: of a whole date the date, of a month its last day, of a year its last."""
    if not end or end.startswith("-"):
        return None
    if len(end) == 4:
        return date(int(end), 12, 31)
    if len(end) == 7:
        return _on(int(end[:4]), int(end[5:]), 31)
    return real_date(end)


def next_due(
    start: str | None, end: str | None, recurrence: str | None, period_end: str | None, today: str
) -> str | None:
    """For SQL: the next day of what comes back, while the plan's period lasts; None afterwards."""
    when = When(start, end, recurrence)  # type: ignore[arg-type]
    due = next_day(when, date.fromisoformat(today))
    return None if due is None or (period_end and period_end[:4] < str(due.year)) else due.isoformat()
