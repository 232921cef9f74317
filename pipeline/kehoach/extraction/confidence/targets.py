"""Signals of targets: what is counted, how it is compared, what it is called, by when, what else stands in its sentence."""

from collections.abc import Iterator

from kehoach import rules
from kehoach.clauses import Clause
from kehoach.extraction.confidence.scene import Scene
from kehoach.model import Target
from kehoach.text import fold

_LONG, _SHORT, _MANY = 14, 2, 3
_MOST = 0.75  # of a clause
_AIMS = ("aim_cues", "goal_cues")


def signals(scene: Scene, target: Target) -> Iterator[str]:
    """The signals of a target."""
    clause = scene.clause(target.span.start)
    yield f"counts-{_counted(target)}"
    yield "op-told" if target.op not in ("=", "rank") else f"op-{'none' if target.op == '=' else 'rank'}"
    if _counted(target) == "things" and " " in (target.unit or ""):
        yield "unit-long"
    words = len(target.indicator.split())
    if rules.registered(fold(target.indicator)) is not None:
        yield "indicator-known"
    elif words <= _SHORT:
        yield "indicator-short" if words else "indicator-missing"
    elif words > _LONG:
        yield "indicator-long"
    yield from _due(target)
    if clause is not None:
        yield f"quote-{_covered(target, clause)}"
        yield from _sentence(scene, target, clause)


def _counted(target: Target) -> str:
    unit = target.unit or ""
    if not unit:
        return "nothing"
    return "share" if unit.startswith("%") else "rate" if "/" in unit else "things"


def _covered(target: Target, clause: Clause) -> str:
    """How much of its clause a target is."""
    if target.span.end - target.span.start > _MOST * (clause.end - clause.start):
        return "whole"
    return "begins" if target.span.start <= clause.start else "inside"


def _due(target: Target) -> Iterator[str]:
    if target.due is None:
        yield "due-none"
    elif target.due[:4] in target.quote:
        yield "due-in-words"
    else:
        yield "due-from-elsewhere"


def _sentence(scene: Scene, target: Target, clause: Clause) -> Iterator[str]:
    marks = scene.marks
    first, last = scene.sentence(clause, target.span.start)
    numbers = marks.between("quantity", marks.tokens.starts[first], marks.tokens.ends[last - 1])
    if len(numbers) >= _MANY:
        yield "numbers-many"
    if any(scene.has(name, first, last) for name in _AIMS):
        yield "aimed"
    if scene.has("past_cues", first, last):
        yield "target-past"
    if scene.has("budget_cues", first, last) or scene.has("definition_cues", first, last):
        yield "target-of-rule"
    yield "in-task" if scene.holds("tasks", clause) else "in-no-task"
