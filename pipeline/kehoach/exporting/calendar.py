"""A calendar (RFC 5545): a to-do for each deadline with a day, a repeating event for each that comes back."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from icalendar import Calendar, Event, Todo

from kehoach.exporting.rows import Line, lines
from kehoach.knowledge.occurring import next_day
from kehoach.model import Deadline
from kehoach.wording import real_date

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

_FREQUENCY: dict[str, dict[str, str | int]] = {
    "yearly": {"freq": "yearly"},
    "half-yearly": {"freq": "monthly", "interval": 6},
    "quarterly": {"freq": "monthly", "interval": 3},
    "monthly": {"freq": "monthly"},
    "weekly": {"freq": "weekly"},
    "daily": {"freq": "daily"},
}
_STAMP = datetime(
    2000, 1, 1, tzinfo=UTC
)  # RFC 5545 demands one; fixed, so that the same input gives the same file
_LONGEST = 110


def write_ics(kb: "KnowledgeBase", ids: list[str], path: Path, language: str) -> None:
    """One calendar. Deadlines without a day and without a recurrence that calendars know are left out."""
    calendar = Calendar()
    calendar.add("prodid", "-//kehoach//kehoach//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Thời hạn" if language == "vi" else "Deadlines")
    for line in lines(kb, ids, "deadlines"):
        entry = _entry(line)
        if entry is not None:
            calendar.add_component(entry)
    path.write_bytes(calendar.to_ical())


def _entry(line: Line) -> Todo | Event | None:
    deadline = line.record
    assert isinstance(deadline, Deadline)
    if deadline.recurrence in _FREQUENCY:
        first = _first(deadline, line.issued)
        if first is None:
            return None
        entry: Todo | Event = Event()
        entry.add("dtstart", first)
        rule = dict(_FREQUENCY[deadline.recurrence])
        entry.add("rrule", {**rule, **_until(line)})
    else:
        due = real_date(deadline.end)
        if due is None:
            return None
        entry = Todo()
        start = real_date(deadline.start)
        if start and start < due:
            entry.add("dtstart", start)
        entry.add("due", due)
    return _described(entry, line)


def _described(entry: Todo | Event, line: Line) -> Todo | Event:
    symbol = line.name
    words = (
        line.sentence if len(line.sentence) <= _LONGEST else line.sentence[:_LONGEST].rsplit(" ", 1)[0] + " …"
    )
    entry.add("uid", f"{line.document.id}-{line.record.id}@kehoach")
    entry.add("dtstamp", _STAMP)
    entry.add("summary", f"{symbol}: {words}")
    entry.add("description", f"{line.sentence}\n\n{line.record.quote}\n{line.document.source.path}")
    entry.add("url", line.link)
    return entry


def _first(deadline: Deadline, issued: str | None) -> date | None:
    """The first day on or after the issue, or in the year of it where only that is known."""
    since = real_date(issued) or (date(int(issued[:4]), 1, 1) if issued else None)
    return next_day(deadline, since) if since else real_date(deadline.end or deadline.start)


def _until(line: Line) -> dict[str, date]:
    """A recurrence ends with the plan's period."""
    period = line.document.meta.period
    end = period.end if period else ""
    return {"until": date(int(end[:4]), 12, 31)} if end[:4].isdecimal() else {}
