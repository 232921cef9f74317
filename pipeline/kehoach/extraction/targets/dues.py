"""By when a goal is to be reached: the time of its clause, sentence, lead-in, heading, or of a one-year plan."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from heapq import merge

from kehoach.clauses import Clause, Clauses
from kehoach.extraction.targets.edges import is_bare_feast, strip_lead, strip_tail
from kehoach.extraction.targets.naming import Named
from kehoach.extraction.targets.statement import Statement
from kehoach.language.marks import Mark
from kehoach.language.times import Frame, resolve
from kehoach.parsing.letterhead import is_of_school_year

_PRINTED = frozenset({"day", "month", "quarter"})  # times that say more than a year, also at its end


def due_of(s: Statement, named: Named, after: Named | None = None, same: Named | None = None) -> str | None:
    """A year, a date or "yearly" that the sentence tells: of the value's own part, then of what stands before it.

    ``after`` is the next value of a list that shares its time, ``same`` the value before of the same indicator.
    """
    q = named.q
    around = s.clauses.marks.covering("time", q.start)
    if around is not None and around.value.first is None and around.value.every == "yearly":
        return "yearly"  # "mỗi năm 1 lần"
    recurs = (q.unit or "").endswith("/năm")
    for time in _choices(s, named, after, same):
        if recurs and time.end <= q.cue and time.value.grain not in ("year", "period", "every"):
            continue
        if (due := _due(s.clauses, time)) is not None:
            return due
    return None


def due_of_whole(s: Statement) -> str | None:
    """The year by which the sentence before tells its goal to be reached, where this one tells its parts: "... đến năm 2030 đạt 400
    triệu USD. | Trong đó: nông sản đạt 395 triệu USD"."""
    marks = s.clauses.marks
    if marks.cue_at("parts_told", s.first) is None:
        return None
    before = marks.between("time", s.clause.start, marks.tokens.starts[s.first])
    by = [time for time in before if time.value.op in ("until", "before")]
    return _due(s.clauses, by[-1]) if by else None


def _choices(s: Statement, named: Named, after: Named | None, same: Named | None) -> Iterator[Mark]:
    """The times that may be a value's own, the likeliest first: those right behind it, between it and the value before,
    that of the next value, those farther before, one farther behind."""
    marks, q = s.clauses.marks, named.q
    times = marks.between("time", q.end, marks.tokens.ends[max(named.right, 1) - 1])
    behind = _first_behind(s, [time for time in times if not _compared_with(s, time)])
    if behind is not None and _heads_next(s, behind):
        behind = None
    if behind is not None and _close(s, q.end, behind.start):
        yield behind
    far = behind if behind is not None and _belongs(s, named, behind) else None
    value, farther = marks.last_before("quantity", q.cue), None
    nearest = _before(s, q.cue, same)
    for time in nearest:
        if value is not None and time.end <= value.start:
            farther = time
            break
        yield time
    if after is not None and far is None and (shared := _behind(s, after)) is not None:
        yield shared
    if farther is not None:
        yield farther
    yield from nearest
    if far is not None:
        yield far


def _compared_with(s: Statement, time: Mark) -> bool:
    """Whether a time tells what a change starts from: "giảm 50% số nợ so với thời điểm | 31/12/2025"."""
    at = s.token(time.start)
    return ["so", "với"] in (s.clauses.marks.tokens.words[i : i + 2] for i in range(at - 4, at - 1))


def _first_behind(s: Statement, times: Sequence[Mark]) -> Mark | None:
    """The first time behind a value; one with a preposition outranks the year of a plan: "100% kế hoạch vốn năm 2026 | trước
    ngày 31/12/2025"."""
    if len(times) > 1 and times[1].value.told and not times[0].value.told:
        dated = s.clauses.marks.cue_before("dated_nouns", s.token(times[0].start)) is not None
        between = s.clauses.marks.between("quantity", times[0].end, times[1].start)
        apart = s.clauses.marks.last_sign(",;", s.token(times[0].end), s.token(times[1].start))
        return times[1] if dated and not between and apart is None else times[0]
    return times[0] if times else None


def _before(s: Statement, cue: int, same: Named | None) -> Iterator[Mark]:
    """The times before a value that say by when, the nearest first. A time that says so to the value before of the same
    indicator says so to this one."""
    part = s.part_from(s.token(cue))
    before = (s.leading[i] for i in reversed(range(bisect_right(s.leading, cue, key=lambda t: t.end))))
    leading = (time for time in before if s.token(time.start) >= part or not _is_of_its_part(s, time))
    reaching = [_reaching(s, at) for at in (cue, *([same.q.cue] if same is not None else []))]
    return merge(leading, *reaching, key=lambda time: time.start, reverse=True)


def _is_of_its_part(s: Statement, time: Mark) -> bool:
    """Whether a time tells when of its part alone: "bảo đảm mỗi năm kiểm tra 50% số bếp; | 100% vụ việc", one at the end of its
    part, "gieo 3.500 ha trước ngày 25/11; | cung ứng 120 tấn giống", and one of a part of what stands before, "trong đó đến
    năm 2027 đạt 80%; | 100% trạm"."""
    marks, at, part = s.clauses.marks, s.token(time.start), s.part_from(s.token(time.start))
    if marks.cue_at("parts_told", part) is not None:
        return True
    exact = time.value.first is not None and time.value.grain in _PRINTED
    behind = exact and marks.last_sign(";", part, s.part_to(at)) is not None and strip_lead(s, part, at) < at
    closes = behind or (marks.word(s.token(time.end)) == ";" and part < at)
    return closes or marks.word(s.token(time.start) - 1) == "đảm"


def _reaching(s: Statement, cue: int) -> list[Mark]:
    """The times with nothing but verbs and comparators between them and a value, the nearest first: "tăng trưởng kinh tế
    năm 2026 đạt trên 8%"."""
    marks, found = s.clauses.marks, []
    reach = strip_tail(s, s.first, s.token(cue))
    for i in reversed(range(bisect_right(s.times, cue, key=lambda t: t.end))):
        time = s.times[i]
        if s.token(time.end) < reach:
            break
        at = s.token(time.start)
        named = marks.word(at - 1) == "của" or marks.cue_before("dated_nouns", at) is not None
        said = marks.cue_at("yearly", at) is not None and marks.word(at - 1) not in ("quân", "bình")
        yearly = said and at >= s.part_from(s.token(cue))  # "chi giáo dục hằng năm không thấp hơn 20%"
        if (time.value.first is not None or yearly) and not named:
            found.append(time)
    return found


def _heads_next(s: Statement, time: Mark) -> bool:
    """Whether a time stands with nothing but verbs before the next value: "85%, năm 2028 đạt 95%"."""
    marks = s.clauses.marks
    later = marks.between("quantity", time.end, marks.tokens.ends[s.last - 1])
    at, cue = marks.token_from(time.end), s.token(later[0].value.cue) if later else 0
    while at < cue and (end := marks.cue_at("achieving", at)) is not None:
        at = end
    return bool(later) and at >= cue


def _behind(s: Statement, named: Named) -> Mark | None:
    """The time behind a value and its name."""
    end = s.clauses.marks.tokens.ends[max(named.right, 1) - 1]
    times = s.clauses.marks.between("time", named.q.end, end)
    return (
        times[0]
        if times and (_close(s, named.q.end, times[0].start) or _belongs(s, named, times[0]))
        else None
    )


def governing_due(clauses: Clauses, clause: Clause, standing: bool = False) -> str | None:
    """The year of the nearest lead-in or heading above that names one, of a heading that is a goal itself, else of a one-year plan.
    ``standing``: what is to stay so from now on ("giảm thời gian giải quyết từ 10 ngày còn 09 ngày") needs "đến năm ..."."""
    for above in clauses.up(clause):
        own = above is clause and clause.form != "heading"
        if not own and above.form in ("heading", "lead-in", "item"):
            bare = above.start == above.end  # "PHẦN THỨ HAI", its title in the line below
            titled = clauses[above.index + 1] if bare and above.below else above
            times = clauses.marks.between("time", above.start, titled.end)
            meant = [time for time in times if time.value.told or not standing]
            due = next((d for t in reversed(meant) if (d := _due(clauses, t, wide=True))), None)
            if due is not None:
                return due
    return None if standing else _year_of_plan(clauses)


def _year_of_plan(clauses: Clauses) -> str | None:
    """The year of a one-year plan; that in which a school year ends."""
    period = clauses.meta.period
    whole = period is not None and (period.start == period.end or is_of_school_year(clauses.meta.title))
    return period.end if period is not None and whole else None


def _close(s: Statement, end: int, start: int) -> bool:
    """Whether a time stands right behind a value: "đạt 95% vào năm 2026"."""
    return s.clauses.low[end:start].strip(" ,(") in ("", "trở lên", "số xã", "vào", "trong")


def _belongs(s: Statement, named: Named, time: Mark) -> bool:
    """Whether a time behind the name of a value is its own: no other value stands between."""
    marks, start = s.clauses.marks, s.token(time.start)
    between = marks.between("quantity", named.q.end, time.start)
    dated = marks.cue_before("dated_nouns", start) is not None
    planned = marks.cue_before("announcers", start) is not None  # "..., dự kiến quý III"
    return not between and (time.value.told or dated or planned)


def _due(clauses: Clauses, time: Mark, wide: bool = False) -> str | None:
    """What a time says of a goal; None for one before the issue, or that only names a plan's period."""
    expr = time.value
    if expr.first is None:
        return "yearly" if expr.every == "yearly" and (expr.use != "line") else None
    if is_bare_feast(time):
        return None
    if expr.op in ("event", "after", "from") and expr.last is None and not wide:
        return None
    year = clauses.meta.issued[:4] if clauses.meta.issued else None
    when = resolve(expr, Frame(int(year) if year else None, clauses.meta.issued))
    if when is None or when.end is None or when.end.startswith("-"):
        return "yearly" if when is not None and when.recurrence == "yearly" else None
    if clauses.meta.issued and when.end < clauses.meta.issued[:4] and expr.op not in ("until", "before"):
        return (
            None  # what was so in a year past; "đến năm 2024" in a plan of 2026 is a slip that a check tells
        )
    whole = when.end.endswith("12-31") and expr.first.grain not in _PRINTED
    return when.end[:4] if whole else when.end
