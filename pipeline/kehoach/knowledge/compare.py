"""Two documents side by side: what a child takes up of its parent, leaves out, weakens, delays, gives to another unit;
or what changed between two versions of one document.

Targets are the same by their indicator; tasks by the words that tell most (rare words weigh more), each once.
"""

from collections import Counter
from itertools import pairwise
from math import log, sqrt
from typing import Any, Literal

from msgspec import Struct, field

from kehoach.knowledge.occurring import due_of
from kehoach.linking.indicators import indicator_id, known_indicator, scale_of, whose
from kehoach.linking.names import find_body
from kehoach.model import Document, Target, Task, UnitRef
from kehoach.text import bare, sentence_at

Kind = Literal["targets", "tasks"]
Verdict = Literal[
    "same", "weaker", "stronger", "later", "earlier", "other-unit", "changed", "left-out", "added", "step"
]
VERDICTS: tuple[Verdict, ...] = ("left-out", "weaker", "later", "other-unit", "changed", "stronger", "earlier", "step", "added", "same")  # fmt: skip
_ALIKE, _ALIKE_VERSIONS = 0.42, 0.5
_GROUPS = ("cac ", "nhung ", "thu truong", "cac so")
_STOP = frozenset(["và", "của", "các", "cho", "trong", "theo", "với", "về", "tại", "đến", "là", "có", "được", "để", "trên", "từ", "này", "khi", "bằng", "một", "những", "việc", "thực", "hiện"])  # fmt: skip


class Side(Struct):
    """One record as it is compared: its id, whole sentence, page, and what of it is compared."""

    id: str
    sentence: str
    page: int | None
    values: dict[str, Any]


class Pair(Struct):
    """A record of the parent and what became of it in the child; ``verdicts`` gravest first, ``changes`` the values that differ.

    ``expected`` tells whether the child had to take it up: everything in a version; in a child the work of its issuer
    or of all, and the targets of the fields in which it sets some.
    """

    kind: Kind
    parent: Side | None
    child: Side | None
    verdicts: list[Verdict]
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    expected: bool = True


class Comparison(Struct):
    """All pairs, those to be looked at first, and how many there are of each verdict."""

    parent: str
    child: str
    versions: bool
    pairs: list[Pair]

    @property
    def counts(self) -> dict[str, int]:
        """How many pairs have each verdict; what was left out counts where it was expected."""
        counted = Counter(v for pair in self.pairs for v in pair.verdicts if pair.expected or v != "left-out")
        return {verdict: counted[verdict] for verdict in VERDICTS if counted[verdict]}


def compare(parent: Document, child: Document, versions: bool | None = None) -> Comparison:
    """Compares two documents; ``versions`` tells that they are drafts of one, by default where titles and issuers are the same."""
    same = _one_document(parent, child) if versions is None else versions
    pairs = [*_targets(parent, child, same), *_tasks(parent, child, same)]
    pairs.sort(key=lambda p: (not p.expected, min(VERDICTS.index(v) for v in p.verdicts)))
    return Comparison(parent.id, child.id, same, pairs)


def _one_document(parent: Document, child: Document) -> bool:
    if (parent.copy_of and parent.copy_of.document == child.id) or (child.copy_of and child.copy_of.document == parent.id):  # fmt: skip
        return True
    left, right = parent.meta, child.meta
    if not left.title or not right.title or left.type != right.type:
        return False
    issuers = bare(left.issuer or "") == bare(right.issuer or "")
    a, b = (set(bare(title).split()) for title in (left.title, right.title))
    periods = not (left.period and right.period) or left.period == right.period
    return issuers and periods and len(a & b) / max(len(a | b), 1) > 0.8


# --- targets ----------------------------------------------------------------------------------


def _targets(parent: Document, child: Document, versions: bool) -> list[Pair]:
    rest = list(child.targets)
    fields = {_dimension(t) for t in child.targets}
    pairs = []
    for target in parent.targets:
        fitting = [other for other in rest if _same_indicator(target, other)]
        best = min(fitting, key=lambda other: _distance(target, other), default=None)
        if best is not None:
            rest.remove(best)
        made = _target_pair(parent, target, child, best, versions)
        made.expected = versions or _dimension(target) in fields
        pairs.append(made)
    return pairs + [Pair("targets", None, _target_side(child, t), ["added"]) for t in rest]


def _dimension(target: Target) -> str:
    """The field of work of an indicator: a plan on health need not repeat goals of forestry."""
    known = known_indicator(target.indicator_id)
    return known.dimension if known else ""


def _same_indicator(left: Target, right: Target) -> bool:
    ids = [t.indicator_id or indicator_id(t.indicator) for t in (left, right)]
    scales = scale_of(left.unit or "").key == scale_of(right.unit or "").key
    people = whose(left.indicator) == whose(right.indicator)
    return ids[0] == ids[1] and scales and people and left.measure == right.measure


def _distance(left: Target, right: Target) -> tuple[bool, bool, float]:
    far = abs(_amount(left.value, left.unit) - _amount(right.value, right.unit))
    return _year(left.due) != _year(right.due), left.scope.area != right.scope.area, far


def _amount(value: float, unit: str | None) -> float:
    return value * scale_of(unit or "").factor


def _year(due: str | None) -> str:
    return due[:4] if due and due[:2] == "20" else ""


def _target_pair(
    parent: Document, target: Target, child: Document, other: Target | None, versions: bool
) -> Pair:
    left = _target_side(parent, target)
    if other is None:
        return Pair("targets", left, None, ["left-out"])
    right = _target_side(child, other)
    changes = _changes(left, right, ("op", "value", "value_max", "unit", "due"))
    verdicts: list[Verdict] = []
    if versions:
        verdicts = ["changed"] if changes else ["same"]
    else:
        verdicts += _strength(target, other)
        if _year(target.due) > _year(other.due) > "":
            # A plan of one year sets a step on the way to the goal of the last.
            verdicts = ["step"]
        if _year(other.due) > _year(target.due) > "":
            verdicts.append("later")
    return Pair("targets", left, right, verdicts or ["same"], changes)


def _strength(target: Target, other: Target) -> list[Verdict]:
    """Whether the child asks for less or for more than the parent, by which way is better for the indicator."""
    before, after = _amount(target.value, target.unit), _amount(other.value, other.unit)
    if abs(before - after) < 1e-9:
        return []
    less = after < before
    if _down_is_better(target):
        less = not less
    return ["weaker"] if less else ["stronger"]


def _down_is_better(target: Target) -> bool:
    known = known_indicator(target.indicator_id)
    return known.direction == "down" if known else target.op in ("<=", "<")


def _target_side(document: Document, t: Target) -> Side:
    values = {"indicator": t.indicator, "op": t.op, "value": t.value, "value_max": t.value_max, "unit": t.unit, "due": t.due}  # fmt: skip
    return Side(t.id, sentence_at(document.text, t.span.start, t.span.end), t.span.page, values)


# --- tasks ------------------------------------------------------------------------------------


def _tasks(parent: Document, child: Document, versions: bool) -> list[Pair]:
    left = [_task_side(parent, t) for t in parent.tasks]
    right = [_task_side(child, t) for t in child.tasks]
    joined = _joined([s.sentence for s in left], [s.sentence for s in right], _ALIKE_VERSIONS if versions else _ALIKE)  # fmt: skip
    issuer = bare(child.meta.issuer or "")
    pairs = []
    for at, task in enumerate(parent.tasks):
        mate = joined.get(at)
        if mate is None:
            expected = versions or _concerns(task, issuer)
            pairs.append(Pair("tasks", left[at], None, ["left-out"], expected=expected))
        else:
            pairs.append(_task_pair(left[at], task, right[mate], child.tasks[mate], issuer, versions))
    taken = set(joined.values())
    return pairs + [Pair("tasks", None, side, ["added"]) for at, side in enumerate(right) if at not in taken]


def _task_pair(left: Side, task: Task, right: Side, other: Task, issuer: str, versions: bool) -> Pair:
    changes = _changes(left, right, ("lead", "support", "start", "end", "recurrence", "condition", "product"))
    verdicts: list[Verdict] = []
    if versions:
        if changes or bare(left.sentence) != bare(right.sentence):
            verdicts.append("changed")
        return Pair("tasks", left, right, verdicts or ["same"], changes)
    before, after = due_of(task.deadline.end), due_of(other.deadline.end)
    if before and after and before != after:
        verdicts.append("later" if after > before else "earlier")
    if _other_unit(task, other, issuer):
        verdicts.append("other-unit")
    return Pair("tasks", left, right, verdicts or ["same"], changes)


def _other_unit(task: Task, other: Task, issuer: str) -> bool:
    """Whether the child gives the work to nobody whom the parent named; the issuer may hand its own work on within its house."""
    if not task.lead or not other.lead or _concerns(task, issuer):
        return False
    return not {_body(u) for u in task.lead} & {_body(u) for u in other.lead}


def _body(unit: UnitRef) -> str:
    known = find_body(unit.name)
    return bare(known.name if known else unit.name)


def _concerns(task: Task, issuer: str) -> bool:
    """Whether work is that of the child's issuer: it is named, or stands among all."""
    names = [bare(unit.name) for unit in (*task.lead, *task.support)]
    return not names or any(name.startswith(_GROUPS) or name in issuer or issuer in name for name in names)


def _task_side(document: Document, t: Task) -> Side:
    when = t.deadline
    values = {
        "lead": "; ".join(u.name for u in t.lead), "support": "; ".join(u.name for u in t.support), "start": when.start, "end": when.end,
        "recurrence": when.recurrence, "condition": when.condition, "product": t.product,
    }  # fmt: skip
    return Side(t.id, sentence_at(document.text, t.span.start, t.span.end), t.span.page, values)


def _changes(left: Side, right: Side, names: tuple[str, ...]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (left.values[name], right.values[name])
        for name in names
        if _plain(left.values[name]) != _plain(right.values[name])
    }


def _plain(value: Any) -> Any:
    return bare(value) if isinstance(value, str) else value


# --- words ------------------------------------------------------------------------------------


def _joined(left: list[str], right: list[str], least: float) -> dict[int, int]:
    """Which text of the left is told by which of the right: the most alike first, each once (cosine of rare words)."""
    bags = [_bag(text) for text in (*left, *right)]
    seen = Counter(word for bag in bags for word in bag)
    weights = {word: log((1 + len(bags)) / count) for word, count in seen.items()}
    norms = [sqrt(sum(weights[w] ** 2 for w in bag)) or 1.0 for bag in bags]
    scores = []
    for i in range(len(left)):
        for j in range(len(right)):
            shared = bags[i] & bags[len(left) + j]
            score = sum(weights[w] ** 2 for w in shared) / (norms[i] * norms[len(left) + j])
            if score >= least:
                scores.append((score, i, j))
    joined: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scores, key=lambda item: (-item[0], item[1], item[2])):
        if i not in joined and j not in taken:
            joined[i] = j
            taken.add(j)
    return joined


def _bag(text: str) -> frozenset[str]:
    """Single words and pairs of neighbours: Vietnamese writes its words in syllables."""
    syllables = [word for word in text.lower().replace(",", " ").replace(".", " ").split() if word not in _STOP]  # fmt: skip
    return frozenset(syllables) | {f"{a} {b}" for a, b in pairwise(syllables)}
