"""Signals of tasks: where the lead stands and what follows it, whether the name is known, how the work begins, its time."""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.clauses import Clause
from kehoach.clauses.begins import begins_work
from kehoach.clauses.governing import who
from kehoach.extraction.confidence.scene import Scene
from kehoach.model import Task
from kehoach.text import fold

_BELOW = 3  # clauses behind the work in which a label line may say who does it
_AGAIN = ("yearly", "quarterly", "monthly", "weekly", "regularly")
_MANY = 4  # names
_DASHES = frozenset({"-", "–"})

_UNREAD = 2  # words of a cell, label or heading that no name holds
_ROLES = ("lead_roles", "tail_roles", "support_roles", "support_labels", "orders", "opening_orders", "strong_obligations", "announced_work",
          "announces", "whose", "obligations")  # fmt: skip


class Told(Struct, frozen=True):
    """Where the lead is told (cell, label, sentence, heading, lead-in): the stretch of that place, and the tokens of the name."""

    where: str
    start: int
    end: int
    first: int
    last: int


def signals(scene: Scene, task: Task) -> Iterator[str]:
    """The signals of a task."""
    clause = scene.clause(task.span.start)
    if task.by == "model":
        yield "lead-seen-by-model"
    if clause is None:
        return
    yield from _names(task)
    told = _told(scene, task, clause)
    if not task.lead and any(p.role in ("lead", "both") and p.end > p.start for p in clause.parts):
        yield "unread-in-cell"
    if told is not None:
        yield f"lead-in-{told.where}"
        yield f"before-lead-{_before(scene, told.first)}"
        yield f"behind-lead-{_behind(scene, told.last)}"
        yield from _left_over(scene, task, told)
    elif task.lead:
        yield "lead-composed"
    yield from _work(scene, task, clause, told)
    yield from _time(scene, task, clause)


# --- who ------------------------------------------------------------------------------------------


def _names(task: Task) -> Iterator[str]:
    if not task.lead:
        return
    if len(task.lead) > 1:
        yield "leads-many" if len(task.lead) >= _MANY else "leads-some"
    low = [fold(unit.name) for unit in task.lead]
    known = [_opens_with(name, "registered") for name in low]
    yield "lead-registered" if all(known) else "lead-partly-registered" if any(known) else "lead-unregistered"
    if all(name.startswith(("các ", "những ")) for name in low):
        yield "lead-group"
    if any(_opens_with(name, "body_offices", "office_prefixes") for name in low):
        yield "lead-office"
    if any(len(name.split()) == 1 for name in low):
        yield "lead-one-word"
    if any(len(name.split()) > 9 for name in low):
        yield "lead-long-name"
    if any(" và " in name or "," in name for name in low):
        yield "lead-joined-name"


@lru_cache(maxsize=2)
def _listed(*names: str) -> frozenset[str]:
    return frozenset(fold(phrase) for name in names for phrase in rules.cues()[name])


@lru_cache(maxsize=4096)
def _opens_with(low: str, *names: str) -> bool:
    """Whether a name begins with a phrase of some lists: the register holds it, alone or before its place or level."""
    words, known = low.split(), _listed(*names)
    return any(" ".join(words[:upto]) in known for upto in range(1, len(words) + 1))


def _told(scene: Scene, task: Task, clause: Clause) -> Told | None:
    """Where the first lead is told: in its cell, the sentence, a label line below, the heading or lead-in above."""
    if not task.lead:
        return None
    for where, start, end in _places(scene, task, clause):
        found = _find(scene, task.lead[-1].name, start, end)
        if found is not None:
            return Told(where, start, end, *found)
    return None


def _places(scene: Scene, task: Task, clause: Clause) -> Iterator[tuple[str, int, int]]:
    if clause.form == "row":
        yield from (("cell", p.start, p.end) for p in clause.parts if p.role in ("lead", "both"))
        return
    for index in range(clause.index + 1, min(clause.index + 1 + _BELOW, scene.count)):
        below = scene.clauses[index]
        if below.form == "line":
            yield from (("label", p.start, p.end) for p in below.parts if p.role in ("lead", "both"))
    yield "sentence", clause.start, clause.end
    for above in scene.clauses.up(clause):
        if above is not clause:
            yield above.form, above.start, above.end


def _find(scene: Scene, name: str, start: int, end: int) -> tuple[int, int] | None:
    """The tokens of a name in a stretch of characters."""
    low = fold(name)
    at = scene.clauses.low.find(low, start, end)
    return scene.marks.stretch(at, at + len(low)) if at >= 0 else None


def _left_over(scene: Scene, task: Task, told: Told) -> Iterator[str]:
    """Signs that names were cut: a capital or a dash behind one, words of a cell, label or heading that no name holds."""
    marks = scene.marks
    held: set[int] = set()
    for unit in (*task.lead, *task.support):
        found = _find(scene, unit.name, told.start, told.end)
        held.update(range(*found) if found else ())
    ends = [at for at in held if at + 1 not in held]
    if any(_behind(scene, at + 1) in ("dash", "capital") for at in ends):
        yield "name-may-go-on"
    if told.where == "sentence":
        return
    first, last = marks.stretch(told.start, told.end)
    for name in _ROLES:
        held.update(i for a, b in marks.cues(name, first, last) for i in range(a, b))
    rest = sum(marks.tokens.words[i].isalpha() and i not in held for i in range(first, last))
    if rest >= _UNREAD:
        yield f"unread-in-{told.where}"


def _before(scene: Scene, first: int) -> str:
    marks = scene.marks
    if any(marks.cue_before(name, first) is not None for name in ("orders", "opening_orders", "invitations")):
        return "order"
    word = marks.word(first - 1)
    if word in ("\n", "", ".") or word.isdecimal():
        return "nothing"
    return "comma" if word in (",", ";", "và", "-", "+", ":", "(") else "words"


def _behind(scene: Scene, last: int) -> str:
    """What follows the name: a role, an obligation, a verb, a sign, the end; a capital or a dash may be more of the name."""
    marks, word = scene.marks, scene.marks.word(last)
    if word in ("", "\n", ".", ";"):
        return "end"
    if word in (":", ","):
        return "colon" if word == ":" else "comma"
    if word in _DASHES:
        return "dash"
    if marks.any_at(("lead_roles", "tail_roles", "sure_roles"), last):
        return "role"
    if marks.any_at(("strong_obligations",), last):
        return "obligation"
    if marks.any_at(("support_roles",), last):
        return "partners"
    if word.isalpha() and marks.is_capital(last):
        return "capital"
    if marks.any_at(("obligations",), last):
        return "weak-obligation"
    return "verb" if word.isalpha() and begins_work(marks, last) else "words"


# --- the work -------------------------------------------------------------------------------------


def _work(scene: Scene, task: Task, clause: Clause, told: Told | None) -> Iterator[str]:
    marks = scene.marks
    first = marks.token_from(task.span.start)
    last = marks.token_from(task.span.end)
    _, whole = scene.near(task.span.start, first, marks.token_from(clause.end))
    if begins_work(marks, first):
        yield "work-begins-with-verb"
    elif told is not None and told.first == first:
        yield "work-begins-with-lead"
    else:
        yield "work-begins-otherwise"
    words = sum(word.isalpha() for word in marks.tokens.words[first:last])
    if words < 6:
        yield "work-few-words"
    if not any("V" in speech for speech in marks.segments.speech[first:last]):
        yield "work-without-verb"
    if scene.has("past_cues", first, whole) or scene.has("past_orders", first, whole):
        yield "work-past"
    if marks.word(whole - 1) in ("!", ":"):
        yield "work-ends-in-colon"
    if not task.support and scene.has("support_roles", first, whole):
        yield "partners-unread"
    scope = who(scene.clauses, clause) if told is None or told.where in ("heading", "lead-in") else None
    if scope is not None and scope.force:
        yield f"scope-{scope.force}"
    if told is not None and told.where != "sentence" and _names_another(scene, first, whole):
        yield "work-names-another"


def _names_another(scene: Scene, first: int, last: int) -> bool:
    """Whether the words of work below a unit hold another duty beyond doubt: signals that disagree."""
    return any(
        a > first + 2
        for name in ("strong_obligations", "sure_roles")
        for a, _ in scene.marks.cues(name, first, last)
    )


# --- when -----------------------------------------------------------------------------------------


def _time(scene: Scene, task: Task, clause: Clause) -> Iterator[str]:
    when = task.deadline
    marks = scene.marks
    first, last = scene.near(task.span.start, *marks.stretch(task.span.start, max(clause.end, task.span.end)))
    inside = marks.between("time", task.span.start, marks.tokens.ends[last - 1])
    if when.start or when.end or when.recurrence or when.condition:
        yield "task-timed" if inside or scene.holds("deadlines", clause) else "task-timed-from-elsewhere"
        if len(inside) > 1:
            yield "task-times-many"
    else:
        yield "task-times-unread" if inside else "task-untimed"
        if any(
            word.isdecimal() and len(word) == 4 and word[:2] == "20"
            for word in marks.tokens.words[first:last]
        ):
            yield "task-year-unread"
    if not when.recurrence and any(scene.has(name, first, last) for name in _AGAIN):
        yield "task-recurrence-unread"
