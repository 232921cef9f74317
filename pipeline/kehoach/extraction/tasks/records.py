"""From an item of work to its record: the quote, the deadline that is nearest."""

from bisect import bisect_left, bisect_right

from msgspec import Struct, field

from kehoach.clauses import Clause, Clauses
from kehoach.clauses.duty import read_duty
from kehoach.extraction.tasks.rounds import chosen
from kehoach.model import Deadline, Task, UnitRef, When
from kehoach.text import fold

_QUOTE = 150  # a task is quoted by the first words of its item
_AFTER_PREFACE = 110  # characters of the work itself behind a long preface
_PREFACE = 40
_BRACKET = 60  # characters of a bracket between a day and its colon


class Item(Struct):
    """A piece of work while it is put together. ``stated``: where the words begin that say who does it, or behind a name and a
    colon what is to be done; ``timed``: the stretch of its schedule line or cell, empty where a table has no such column;
    ``kept``: it is among the tasks already."""

    clause: Clause
    start: int
    end: int
    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    product: str | None = None
    timed: tuple[int, int] | None = None
    stated: int = 0
    row: bool = False
    heading: bool = False
    by_line: bool = False
    kept: bool = False


class Placed:
    """Deadlines by their place, to find those inside an item or in a heading above it."""

    def __init__(self, clauses: Clauses, deadlines: list[Deadline], items: list[Item]) -> None:
        self._clauses, self._deadlines = clauses, deadlines
        self._own = {item.clause.index: item.end for item in items if item.clause.form == "lead-in"}
        self._starts = [d.span.start for d in deadlines]

    def best(self, start: int, end: int) -> When | None:
        """What the deadlines of a stretch say together."""
        inside = self._deadlines[bisect_left(self._starts, start) : bisect_right(self._starts, end)]
        return chosen(self._clauses.low, inside)

    def line(self, clause: Clause) -> When | None:
        """The time before the colon that heads a line of a timetable, for all its sentences: "Thứ Bảy, 07/3: tổng vệ sinh. ..."."""
        at = bisect_left(self._starts, clause.start)
        first = self._deadlines[at] if at < len(self._deadlines) else None
        if first is None or first.span.start != clause.start:
            return None
        behind = self._clauses.text[first.span.end : min(clause.end, first.span.end + _BRACKET)]
        between, colon, _ = behind.partition(":")
        heads = bool(colon) and (
            not between.strip() or (between.strip()[0] == "(" and between.strip()[-1] == ")")
        )
        return When(first.start, first.end, first.recurrence, first.condition) if heads else None

    def banner(self, clause: Clause) -> When | None:
        """The deadline of the rows over all columns that stand above a row of a table, and of the heading above it."""
        for over in self._clauses.up(clause):
            if over is not clause and (found := self.best(over.start, over.end)) is not None:
                return found
            if over.form == "heading" and over.table is None:
                break
        return None

    def above(self, clause: Clause) -> When | None:
        """The deadline that a heading or lead-in above sets for all below it, not for work that it states itself."""
        for over in self._clauses.up(clause):
            if over is not clause and over.form in ("heading", "lead-in"):
                found = self.best(self._own.get(over.index, self._behind_aim(over)), over.end)
                if found:
                    return found
        return None

    def _behind_aim(self, over: Clause) -> int:
        """Where the order begins behind an aim that tells its own time: "Để hoàn thành dự án trước ngày 30/11, | yêu cầu ...:"."""
        marks = self._clauses.marks
        first, last = marks.stretch(over.start, over.end)
        if over.form != "lead-in" or marks.cue_at("aims", first) is None:
            return over.start
        duty = read_duty(marks, first, last, heads=True)
        return marks.tokens.starts[duty.preface] if duty is not None and duty.preface else over.start


def record(clauses: Clauses, number: int, item: Item, placed: Placed) -> Task:
    """The task of an item."""
    own = placed.best(*item.timed) if item.timed else None
    if (
        item.timed is not None and item.row and item.timed[0] < item.start
    ):  # behind its month a row may tell the day
        own = placed.best(item.start, item.clause.end) or own
    told = own or (item.timed is not None and item.row)
    when = own if told else _by_event(placed.best(item.start, item.end), placed, item)
    if item.row and when is not None:
        when = _repeated(when, placed.best(item.start, item.start))
    if item.row and when is None:  # a row over all columns may date those below it
        when = placed.banner(item.clause)
    end = _quote_end(clauses.text, item.start, item.end, max(0, item.stated - item.start))
    seen = any(fold(name) in clauses.marks.learnt for name in item.lead)
    return Task(
        id=f"k{number}",
        quote=clauses.text[item.start : end],
        span=clauses.span(item.start, end),
        section=item.clause.section,
        lead=[UnitRef(name) for name in dict.fromkeys(item.lead)],
        support=[UnitRef(name) for name in dict.fromkeys(item.support)],
        product=item.product,
        deadline=when or When(),
        by="model" if seen else "rule",
    )


def _repeated(when: When, opening: When | None) -> When:
    """The time of a row with how often its work is done, where its cell begins with that: "Hằng năm thực hiện điều tra", "2026 - 2030"."""
    if opening is None or opening.recurrence is None or when.recurrence is not None:
        return when
    return When(when.start, when.end, opening.recurrence, when.condition)


def _by_event(own: When | None, placed: Placed, item: Item) -> When | None:
    """The time of an item's own words, or else that of its line or of what stands above; an event that they tell happens within it."""
    if own is not None and not (own.condition and not (own.start or own.end or own.recurrence)):
        return own
    over = placed.line(item.clause) or placed.above(item.clause)
    if own is None or over is None:
        return own or over
    return When(over.start, over.end, over.recurrence, own.condition)


def _quote_end(text: str, start: int, end: int, preface: int) -> int:
    """The end of the quote: the item's end, or the last whole word before the limit; a long preface ("Căn cứ ...,
    Sở Y tế chủ trì ...") does not push the work out of it."""
    while end > start and text[end - 1] in " .;:,":
        end -= 1
    limit = preface + _AFTER_PREFACE if preface > _PREFACE else _QUOTE
    if end - start <= limit:
        return end
    cut = text.rfind(" ", start, start + limit)
    return cut if cut > start + 60 else start + limit
