"""Signals of deadlines: what kind of time it is, what relates work to it, where in its sentence it stands, its dates."""

from collections.abc import Iterator

from kehoach.clauses import Clause
from kehoach.extraction.confidence.scene import Scene
from kehoach.model import Deadline

_LONG = 14  # words of a condition
_FAR = 6  # years after the issue


def signals(scene: Scene, deadline: Deadline) -> Iterator[str]:
    """The signals of a deadline. That it stands before the issue is none: checks look for it, and could then never find it."""
    clause = scene.clause(deadline.span.start)
    yield from _values(scene, deadline)
    mark = scene.marks.at("time", deadline.span.start)
    if mark is None:
        yield "time-in-words"
    else:
        yield f"grain-{mark.value.grain}"
        yield f"time-{mark.value.op}"
        yield f"use-{mark.value.use}"
        yield "time-told" if mark.value.told else "time-bare"
    if clause is not None:
        yield from _place(scene, deadline, clause)


def _values(scene: Scene, deadline: Deadline) -> Iterator[str]:
    dated = bool(deadline.start or deadline.end)
    if deadline.condition:
        yield "condition"
        if len(deadline.condition.split()) > _LONG:
            yield "condition-long"
    if deadline.recurrence:
        yield "recurs-dated" if dated else "recurs-undated"
    if deadline.start and deadline.end:
        yield "one-day" if deadline.start == deadline.end else "from-to"
    elif dated:
        yield "only-end" if deadline.end else "only-start"
    yield from _year(deadline, scene.clauses.meta.issued)


def _year(deadline: Deadline, issued: str | None) -> Iterator[str]:
    told = deadline.end or deadline.start or ""
    if not told[:4].isdecimal():
        return
    if told[:4] not in deadline.quote:
        yield "year-from-elsewhere"
    if issued and len(issued) >= 7 and int(told[:4]) - int(issued[:4]) >= _FAR:
        yield "far-off"


def _place(scene: Scene, deadline: Deadline, clause: Clause) -> Iterator[str]:
    marks = scene.marks
    first, last = scene.sentence(clause, deadline.span.start)
    token, behind = marks.stretch(deadline.span.start, deadline.span.end)
    closes = not any(word.isalnum() for word in marks.tokens.words[behind:last])
    yield "time-opens" if token - first <= 1 else "time-closes" if closes else "time-inside"
    times = (
        marks.between("time", marks.tokens.starts[first], marks.tokens.ends[last - 1]) if last > first else ()
    )
    if len(times) > 1:
        yield "times-many"
    if marks.between("citation", marks.tokens.starts[first], marks.tokens.ends[last - 1]):
        yield "time-by-citation"
    if scene.has("past_cues", first, last) or scene.has("past_times", first, token):
        yield "time-past"
    if scene.has("definition_cues", first, last) or scene.has("entry_into_force", first, last):
        yield "time-of-rule"
    if marks.word(token - 1) == "(" or marks.word(token - 1) in ("của", "là"):
        yield "time-of-noun"
    yield "in-task" if scene.holds("tasks", clause) else "in-no-task"
