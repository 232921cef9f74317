"""Clauses become deadlines: the times that schedule work, told apart from periods, names and what is past."""

from kehoach.clauses import Clause, Clauses
from kehoach.extraction.covered import Covered
from kehoach.extraction.deadlines.headings import from_heading
from kehoach.extraction.deadlines.schedules import from_line, from_row
from kehoach.extraction.deadlines.statements import from_statement
from kehoach.extraction.deadlines.timing import Timed, Timing
from kehoach.model import Deadline, Warning_

__all__ = ["doubtful_dates", "extract_deadlines"]

_LONG_PAST, _PAST = 6, 2  # months before the issue, in schedule lines and cells, and in running text


def extract_deadlines(clauses: Clauses, covered: Covered) -> list[Deadline]:
    """The deadlines of a document in the order of the text; ``covered`` are the stretches of citations, whose dates are none."""
    if not clauses.outline.official:
        return []
    timing = Timing(clauses, covered)
    found = [timed for clause in clauses for timed in _of_clause(timing, clause)]
    kept = [timed for timed in found if not _long_past(timed, clauses.meta.issued)]
    return [
        _record(clauses, number, timed) for number, timed in enumerate(sorted(kept, key=lambda t: t.start), 1)
    ]


def _of_clause(timing: Timing, clause: Clause) -> list[Timed]:
    if clause.form == "heading":
        return from_heading(timing, clause)
    if clause.form == "row":
        return from_row(timing, clause)
    if clause.form == "line" and any(part.role == "time" for part in clause.parts):
        return from_line(timing, clause)
    return from_statement(timing, clause)


def _long_past(timed: Timed, issued: str | None) -> bool:
    """A date long before the issue is history (a condition, a cited duty), not a deadline."""
    end = timed.when.end or ""
    if not issued or len(issued) < 7 or not end[:4].isdecimal() or len(end) < 10:
        return False
    return (int(issued[:4]) - int(end[:4])) * 12 + int(issued[5:7]) - int(end[5:7]) > (
        _LONG_PAST if timed.scheduled else _PAST
    )


def _record(clauses: Clauses, number: int, timed: Timed) -> Deadline:
    return Deadline(
        id=f"d{number}",
        quote=clauses.text[timed.start : timed.end],
        span=clauses.span(timed.start, timed.end),
        section=timed.section,
        start=timed.when.start,
        end=timed.when.end,
        recurrence=timed.when.recurrence,
        condition=timed.when.condition,
    )


def doubtful_dates(clauses: Clauses, covered: Covered) -> list[Warning_]:
    """A warning for every day that does not exist (31/11, 15/7/20260), outside citations."""
    return [
        Warning_(
            "wrong-date",
            f"Không có ngày {clauses.text[mark.start : mark.end]} trong lịch; không tính được thời hạn.",
            clauses.span(mark.start, mark.end),
        )
        for mark in clauses.marks.all("wrong-date")
        if not covered.holds(mark.start, mark.end)
    ]
