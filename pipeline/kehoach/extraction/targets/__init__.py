"""Targets: the numbers that a document sets as goals, told apart from results, budgets and definitions.

target := [indicator] [verb] [comparator] value [unit] [per] [time] [place], in any order
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from kehoach import rules
from kehoach.clauses import Clause, Clauses
from kehoach.clauses.governing import kinds
from kehoach.clauses.petitions import is_petition
from kehoach.extraction.covered import Covered
from kehoach.extraction.targets.change import direction, inherited_operator
from kehoach.extraction.targets.dues import due_of, due_of_whole, governing_due
from kehoach.extraction.targets.ellipsis import completed
from kehoach.extraction.targets.goals import is_goal
from kehoach.extraction.targets.measures import measure_of, scope_of
from kehoach.extraction.targets.naming import Named, named, part_by_time
from kehoach.extraction.targets.nesting import in_share, is_base, nested_in, reaches
from kehoach.extraction.targets.ranks import find_ranks
from kehoach.extraction.targets.rows import from_tables, value_columns
from kehoach.extraction.targets.statement import RESULT_CELLS, Statement, stated
from kehoach.extraction.targets.zeros import find_zeros
from kehoach.language.quantities import Quantity
from kehoach.model import Target, Task

__all__ = ["extract_targets"]

_WORK_CELLS = ("task", *RESULT_CELLS)
_GOAL_CELLS = ("task", "indicator")
_WITHOUT_NUMBER = ("rank_words", "nothing_left", "leaving_none", "none_of")  # goals of no quantity
_BEHIND = 16  # characters behind a value in which its year may stand: "đạt 95% | vào năm 2026"
_COMPARED = 16  # tokens that tell what a value is compared with
_PART = 200  # tokens between a value and the end of its part
_NEAR = 8  # tokens between "hằng năm" and the amount of work done in it


Told = Literal["own", "work", "above"]


class Made(NamedTuple):
    """A target, and who told its due: its own sentence, the work whose result it is, or what stands above."""

    target: Target
    told: Told


def extract_targets(clauses: Clauses, covered: Covered, tasks: list[Task]) -> list[Target]:
    """The targets of a document, in order. ``covered`` are stretches of citations; ``tasks`` lend their deadlines."""
    if not clauses.outline.official:
        return []
    made: list[Made] = []
    valued = {id(table) for table in clauses.outline.tables if value_columns(clauses, table)}
    for clause in clauses:
        for statement in _statements(clauses, clause, valued):
            made += _stated(statement, covered)
    for row, due in from_tables(clauses):
        if clauses.genres.at(row.begin).goals != "none":
            made.append(Made(_target(clauses, row, row.name, row.q.op, row.q.unit, due), "above"))
    made.sort(key=lambda m: m.target.span.start)
    _due_from_tasks(clauses, made, tasks)
    for number, one in enumerate(made, 1):
        one.target.id = f"t{number}"
    return [one.target for one in made]


def _statements(clauses: Clauses, clause: Clause, valued: set[int]) -> list[Statement]:
    """The sentences of a clause in which goals may stand. ``valued`` are the tables that have columns of values."""
    heads = clause.form == "heading"
    if clause.form == "footnote" or not _counts(clauses, clause.start, clause.end):
        return []
    if heads and not _is_goal(clauses, clause):
        return []
    over = kinds(clauses, clause) | ({"targets"} if heads else set())
    stretches = [(clause.start, clause.end, over)]
    if clause.form == "row":
        works = "lead" in clause.roles and "indicator" not in clause.roles
        listed = {"lead", "indicator"} <= set(clause.roles)  # goals beside who answers for them
        # a list of goals in one column
        states = ("targets" in over or listed) and id(clause.table) not in valued
        over |= {"targets"} if listed else set()
        stretches = [
            *(
                (p.start, p.end, over | {"tasks", p.role})
                for p in clause.parts
                if works and p.role in _WORK_CELLS
            ),
            *((p.start, p.end, over) for p in clause.parts if states and not works and p.role in _GOAL_CELLS),
        ]
    return [
        stated(clauses, clause, begin, end, over)
        for start, stop, over in stretches
        if _counts(clauses, start, stop)
        for begin, end in clauses.marks.sentences(start, stop)
        if _may_hold(clauses, clause, over, begin, end)
    ]


def _is_goal(clauses: Clauses, clause: Clause) -> bool:
    """Whether a heading is a goal with a number itself: "1. Hoàn thành 300 km đường bộ trong năm 2026"."""
    title = clauses.low[clause.start : clause.end]
    return clause.table is None and any(
        rule.id == "goal" and rule.search(title) for rule in rules.patterns("headings", "content")
    )


def _counts(clauses: Clauses, start: int, end: int) -> bool:
    """Whether a stretch of characters holds a quantity, or words for a rank or for nothing."""
    marks = clauses.marks
    return bool(marks.between("quantity", start, end)) or any(
        marks.cues(name, *marks.stretch(start, end)) for name in _WITHOUT_NUMBER
    )


def _may_hold(clauses: Clauses, clause: Clause, over: frozenset[str], start: int, end: int) -> bool:
    """Whether numbers can be goals here: by the genre of the document and the section (rules/document_types.yaml)."""
    first, last = clauses.marks.stretch(start, end)
    aimed = any(
        clauses.marks.tokens.words[a] == "phấn" for a, _ in clauses.marks.cues("aim_cues", first, last)
    )
    if clauses.marks.cue_at("forecasts", first) is not None and not aimed:
        return False
    if {"criteria", "scoring", "charter", "award"} & over:
        return False
    if "background" in over:
        return aimed
    genre = clauses.genre(clause)
    if genre.resolves and "tasks" in over:
        return True
    grant = genre.goals
    if grant == "all" or (grant == "stated" and ("targets" in over or aimed)):
        return True
    return "outlook" in over and grant != "none" and not is_petition(clauses, clause)


def _stated(s: Statement, covered: Covered) -> list[Made]:
    tokens = s.clauses.marks.tokens
    start, end = tokens.starts[s.first], tokens.ends[s.last - 1]
    ranks = find_ranks(s)
    zeros = find_zeros(s)
    told = Covered((r.q.cue, r.q.end) for r in [*ranks, *zeros])
    quantities = [
        m.value
        for m in s.clauses.marks.between("quantity", start, end)
        if not (_inside(m.value, covered) or _inside(m.value, told) or _timed(s, m.value))
    ]
    found = completed(s, _goals(s, quantities)) if quantities else []
    return [t for one in [*ranks, *zeros] for t in _records(s, one)] + [
        t for before, one, after in _neighbours(found) for t in _records(s, one, before, after)
    ]


def _neighbours(found: list[Named]) -> Iterator[tuple[Named | None, Named, Named | None]]:
    """Each goal of a statement with the one before and the one behind it."""
    return zip([None, *found], found, [*found[1:], None], strict=False)


def _inside(q: Quantity, covered: Covered) -> bool:
    return covered.holds(q.start, q.start + 1)


def _timed(s: Statement, q: Quantity) -> bool:
    """Whether a number is part of a time, not what a time that work takes is cut to."""
    timed = q.kind in ("bare", "time") and s.clauses.marks.covering("time", q.start) is not None
    return timed and not reaches(s, q)


def _goals(s: Statement, quantities: list[Quantity]) -> list[Named]:
    """The quantities of a statement that are goals, with what they measure."""
    found: list[Named] = []
    inside = 0  # quantities before this offset are part of what an earlier one measures
    for index, q in enumerate(quantities):
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        if q.start < inside:
            continue
        if is_base(s, q) and following:
            following.cue = q.cue  # the name ends before "từ 85% lên 92%"
            continue
        nested = nested_in(s, q, itertools.islice(quantities, index + 1, None))
        behind = index + 1 + nested
        last = found[-1] if found else None
        left = max(s.left_of(q), _behind(s, last) if last else s.first)
        right = min(s.right_of(q), s.token(quantities[behind].cue) if behind < len(quantities) else s.last)
        if in_share(s, left, q, following):
            continue
        right = max(right, s.token(q.end))
        if last is not None and (part := part_by_time(s, last, q, left, right)) is not None:
            found.append(part)
            continue
        listed = last is not None and last.first and (_joint(s, last.q, q) or _served(s, last, q))
        if not _follows(s, found, q, listed) and not is_goal(s, q, left, right):
            continue
        inherited_operator(s, last.q if last else None, q)
        found.append(named(s, q, left, right, listed))
        inside = quantities[behind - 1].end if nested else inside
    return found


def _follows(s: Statement, found: list[Named], q: Quantity, listed: bool) -> bool:
    """Whether a value is a goal as the one before it is: the next of a list, or a part of the whole ("trong đó ...")."""
    if not found:
        return False
    last = found[-1].q
    part = last.unit == q.unit and s.has("parts_told", s.token(found[0].q.end), s.token(q.cue))
    amounts = {last.kind, q.kind} <= {"count", "measure"} and s.asks  # "dự trữ 60 tấn gạo, 90.000 thùng mì"
    money = last.is_money or q.is_money
    return part or (listed and (last.kind == q.kind or (amounts and not money)))


def _behind(s: Statement, last: Named) -> int:
    """Where the words begin that may name the value behind one: behind its place ("95% ở đô thị | và 70% ...")."""
    at = s.token(last.q.end) if last.first else max(last.stop, s.token(last.q.end))
    words = s.clauses.marks.tokens.words
    if words[at : at + 2] == ["so", "với"]:  # "vượt 12% so với dự toán, | tối thiểu đạt 14.300 tỷ đồng"
        at = next((i for i in range(at, min(s.last, at + _COMPARED)) if words[i] in ",;"), at)
    return at


def _served(s: Statement, last: Named, q: Quantity) -> bool:
    """Whether an amount of work is for so many: "03 lớp tập huấn | cho 180 cán bộ y tế"."""
    opened = s.clauses.marks.cue_before("serving", s.token(q.cue))
    return opened == last.stop and q.kind == last.q.kind == "count"


def _joint(s: Statement, last: Quantity, q: Quantity) -> bool:
    """Whether a value goes on a list: behind a comma, a semicolon, "và" and opening verbs."""
    marks, at = s.clauses.marks, s.token(q.cue)
    while (
        (opener := marks.cue_before("goal_openers", at)) is not None
        and marks.tokens.words[opener] != "và"
        and opener > s.token(last.end)
    ):
        at = opener
    return at > s.token(last.end) and marks.tokens.words[at - 1] in (",", ";", "và")


def _records(s: Statement, one: Named, before: Named | None = None, after: Named | None = None) -> list[Made]:
    op = direction(s, one)
    if before is not None and one.q.op in ("=", ">=") and _goes_on(s, before, one):
        shared = direction(s, before)
        op = shared if shared in ("increase", "decrease") else op  # "giảm 30% thời gian và 30% chi phí"
    same = before if before is not None and before.name == one.name else None
    own = due_of(s, one, after if after is not None and _goes_on(s, one, after) else None, same)
    own = own or due_of_whole(s)
    due = own or governing_due(s.clauses, s.clause, standing=one.q.kind == "time" and reaches(s, one.q))
    unit = _unit(s, one)
    names = _shared(one.name) if op in ("increase", "decrease") and one.first else [one.name]
    told: Told = "own" if own else "work" if s.result else "above"
    return [Made(_target(s.clauses, one, name, op, unit, due), told) for name in names]


def _goes_on(s: Statement, one: Named, after: Named) -> bool:
    """Whether a value is the next of a list that shares verb and time: "300 km đường tỉnh và khoảng 170 km đường ven biển"."""
    words, cue = s.clauses.marks.tokens.words, s.token(after.q.cue)
    return one.first and after.first and one.q.kind == after.q.kind and words[cue - 1] in ("và", ",")


def _unit(s: Statement, one: Named) -> str | None:
    """The unit with its rate: "mỗi xã có 02 mô hình" -> "mô hình/xã", "mỗi năm 150 sản phẩm" -> "sản phẩm/năm"."""
    q = one.q
    if q.op == "rank":
        return q.unit
    if q.whole is not None and q.unit is None:
        return "%"
    if q.unit is None and one.name.lower().startswith("điểm "):
        return "điểm"  # "điểm trung bình các môn thi ≥ 6,6"
    if q.unit is None or q.rate or q.value == 0:
        return q.unit
    if one.each:
        return f"{q.unit}/{one.each}"
    per = _recurrence(s, one) if q.kind != "time" else None
    return f"{q.unit}/{per}" if per else q.unit


_PER = (("yearly", "năm"), ("quarterly", "quý"), ("monthly", "tháng"), ("weekly", "tuần"))


def _recurrence(s: Statement, one: Named) -> str | None:
    """What work comes back in that stands right before a number: "mỗi tháng 02 chuyên mục"; a share only "bình quân"."""
    marks, first, behind = s.clauses.marks, s.token(one.q.start), s.token(one.q.end)
    if marks.word(behind) == "mỗi" and one.q.kind == "measure":  # "8.500 m3 mỗi ngày"
        return next((per for _, per in (*_PER, ("", "ngày")) if per == marks.word(behind + 1)), None)
    for name, per in _PER:
        for a, b in marks.cues(name, one.left if one.first else s.token(one.begin), first):
            if first - b <= _NEAR and (one.q.kind != "%" or marks.tokens.words[a - 1] in ("quân", "bình")):
                return per
    return None


def _shared(indicator: str) -> list[str]:
    """ "giảm 5% tội phạm hình sự và tai nạn giao thông": two indicators fall by the same amount."""
    parts = indicator.split(" và ")
    return parts if len(parts) == 2 and all(2 <= len(p.split()) <= 6 for p in parts) else [indicator]


def _target(clauses: Clauses, one: Named, name: str, op: str, unit: str | None, due: str | None) -> Target:
    q = one.q
    return Target(
        id="",
        quote=clauses.text[one.begin : one.finish],
        span=clauses.span(one.begin, one.finish),
        section=clauses.section_at(one.begin),
        indicator=f"{name} của mỗi {one.each}" if one.each and name else name,
        indicator_id=None,
        op=op,  # type: ignore[arg-type]
        value=q.value,
        value_max=q.value_max,
        unit=unit,
        due=due,
        measure=measure_of(name, op, unit, q),
        scope=scope_of(clauses.meta, name),
    )


def _due_from_tasks(clauses: Clauses, made: list[Made], tasks: list[Task]) -> None:
    """A target inside a task with a schedule line of its own falls due with it, unless its own words say a year."""
    text, starts = clauses.text, [t.span.start for t in tasks]
    for target, told in made:
        at = bisect_right(starts, target.span.start) - 1
        end = (tasks[at].deadline.end or "") if at >= 0 else ""
        if told != "own" and at >= 0 and _comes_back(clauses, target, tasks[at]):
            target.due = "yearly"
        if (
            not end
            or end.startswith("-")
            or target.section != tasks[at].section
            or target.span.start - tasks[at].span.start >= 1500
            or not _inside_task(clauses, target.span.start, tasks[at].span.start)
        ):
            continue
        own = target.due is not None and target.due in text[target.span.start : target.span.end + _BEHIND]
        row = clauses.clause_at(tasks[at].span.start)
        scheduled = told == "work" or (row is not None and row.form == "row")
        if (target.due in (None, end[:4]) or scheduled) and not own and told != "own":
            start = tasks[at].deadline.start
            target.due = (
                end[:4] if end.endswith("12-31") and (start is None or start.endswith("01-01")) else end
            )


def _comes_back(clauses: Clauses, target: Target, task: Task) -> bool:
    """Whether the row that a target stands in says that its work comes back every year."""
    row = clauses.clause_at(task.span.start)
    yearly = task.deadline.recurrence == "yearly" and not task.deadline.end and not task.deadline.condition
    return yearly and row is not None and row.form == "row" and clauses.clause_at(target.span.start) is row


def _inside_task(clauses: Clauses, at: int, task: int) -> bool:
    """Whether an offset stands in the clause in which a task begins, or below it, and in the part that its time is of."""
    begun = clauses.clause_at(task)
    inner = clauses.clause_at(at)
    if inner is None or begun is None or not any(above is begun for above in clauses.up(inner)):
        return False
    return inner is not begun or not _is_apart(clauses, begun, at)


def _is_apart(clauses: Clauses, clause: Clause, at: int) -> bool:
    """Whether all times of a sentence stand beyond a semicolon from an offset: "gieo 3.500 ha trước ngày 25/11; | cung ứng 120 tấn
    giống", "nâng cấp 02 trạm; | hoàn thành chợ trước ngày 30/6"."""
    marks, tokens = clauses.marks, clauses.marks.tokens
    if clause.form == "row" or any(clauses[i].form == "line" for i in clause.below):
        return False
    first, last = marks.stretch(clause.start, clause.end)
    token = marks.token_from(at)
    before = marks.last_sign(";", first, token)
    behind = next((i for i in range(token, min(last, token + _PART)) if tokens.words[i] == ";"), None)
    if before is None and behind is None:
        return False
    begin = clause.start if before is None else tokens.starts[before]
    end = clause.end if behind is None else tokens.starts[behind]
    return not marks.between("time", begin, end) and bool(marks.between("time", clause.start, clause.end))
