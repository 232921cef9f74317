"""Tasks by the time in which they fall due, seen from a day: late, soon, later, recurring, without time."""

from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct, field

from kehoach.exporting.rows import Line
from kehoach.knowledge.occurring import next_day
from kehoach.model import Task, When
from kehoach.wording import real_date

_WIDEST = 30  # months
COLUMNS = ("late", "week", "month", "later", "open", "none")


class Card(Struct):
    """A task with the day on which it is due next; ``again`` tells that it comes back."""

    line: Line
    task: Task
    due: date | None
    again: bool


class Timeline(Struct):
    """Months across, units down; a cell holds how many tasks of a unit fall due in a month."""

    months: list[str] = field(default_factory=list)
    rows: list[tuple[str, list[int]]] = field(default_factory=list)


def card(line: Line, today: date) -> Card:
    """A task as of a day."""
    task = line.record
    assert isinstance(task, Task)
    again = task.deadline.recurrence not in (None, "continuous")
    due = _next(line, task, today) if again else _end(task.deadline)
    return Card(line, task, due, again)


def _next(line: Line, task: Task, today: date) -> date | None:
    """The next day of what comes back, while the plan's period lasts."""
    period = line.document.meta.period
    due = next_day(task.deadline, today)
    return due if due and not (period and period.end[:4] < str(due.year)) else None


def _end(when: When) -> date | None:
    """The last day of a time: of a whole date the date, of a month its last day, of a year its last."""
    end = when.end
    if not end or end.startswith("-"):
        return None
    if len(end) == 4:
        return date(int(end), 12, 31)
    if len(end) == 7:
        year, month = int(end[:4]), int(end[5:])
        return date(year, month, monthrange(year, month)[1])
    return real_date(end)


def columns(cards: list[Card], today: date) -> dict[str, list[Card]]:
    """The cards in the columns of the board, each in the order of their days."""
    made: dict[str, list[Card]] = {name: [] for name in COLUMNS}
    for one in sorted(cards, key=lambda c: (c.due or date.max, c.line.document.id, c.task.span.start)):
        made[_column(one, today)].append(one)
    return made


def _column(one: Card, today: date) -> str:
    if one.due is None:
        when = one.task.deadline
        return "open" if when.recurrence or when.condition or when.start else "none"
    if one.due < today:
        return "late"
    if one.due <= today + timedelta(days=7):
        return "week"
    return "month" if one.due <= today + timedelta(days=30) else "later"


def timeline(cards: list[Card], units: int = 30) -> Timeline:
    """How many tasks of each leading unit fall due in each month, for the units with most."""
    dated = [one for one in cards if one.due]
    months = _months([one.due for one in dated if one.due])
    counts: dict[str, dict[str, int]] = {}
    for one in dated:
        for unit in one.task.lead:
            row = counts.setdefault(unit.name, {})
            month = f"{one.due:%Y-%m}"
            row[month] = row.get(month, 0) + 1
    busiest = sorted(counts, key=lambda name: (-sum(counts[name].values()), name))[:units]
    return Timeline(months, [(name, [counts[name].get(month, 0) for month in months]) for name in busiest])


def _months(days: list[date]) -> list[str]:
    """The months of the days; those between them too, while the picture stays narrow."""
    known = sorted({f"{day:%Y-%m}" for day in days})
    if not known:
        return []
    first, last = min(days), max(days)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count > _WIDEST:
        return known
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count)
    return [f"{n // 12}-{n % 12 + 1:02}" for n in numbers]
