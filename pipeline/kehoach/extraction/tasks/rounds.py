"""Several times of one piece of work: the rounds that it is done in, and how often.

"trước ngày 15/6 và trước ngày 15/12", "(Quý II: 02 lớp, Quý III: 02 lớp)", "02 lần/năm: đợt 1 tháng 5, đợt 2 tháng 11"
"""

from collections.abc import Sequence

from kehoach.model import Deadline, Recurrence, When


def chosen(low: str, deadlines: Sequence[Deadline]) -> When | None:
    """What the deadlines of a stretch say together of one piece of work, in the order of the (folded) text: the most
    telling one with the rounds after it; one with dates before a condition before a recurrence."""
    if not deadlines:
        return None
    first = min(deadlines, key=_telling)
    often = next((d.recurrence for d in deadlines if d.recurrence and not (d.end or d.start)), None)
    if not (first.start or first.end):  # "định kỳ 3 tháng/lần và khi có ổ dịch"
        return When(None, None, first.recurrence or often, first.condition)
    rounds = _rounds(low, deadlines, first)
    if len(rounds) > 1 and first.start and (counted := _counted(low, deadlines, first)):
        return When(None, None, counted, None)
    begins = first.start is not None and first.end is None  # "hằng tháng ..., bắt đầu từ tháng 01/2026"
    turn = next((d for d in deadlines if begins and d.recurrence and d.end), None)
    if turn is not None:  # "từ kỳ báo cáo tháng 6/2026, gửi trước ngày 15 hằng tháng"
        return When(first.start, turn.end, turn.recurrence, first.condition)
    return When(first.start, rounds[-1].end, first.recurrence or (often if begins else None), first.condition)


def _telling(deadline: Deadline) -> tuple[bool, int, bool, bool]:
    """How little a deadline tells: days of one year come before those that come back, these before whole years, then
    conditions, then how often."""
    dated = deadline.end or deadline.start or ""
    year = dated.endswith("-12-31") and (deadline.start or "-01-01").endswith("-01-01")
    coarse = 2 if year else 1 if dated.startswith("-") else 0
    return not dated, coarse, not deadline.condition, not deadline.recurrence


def _rounds(low: str, deadlines: Sequence[Deadline], first: Deadline) -> list[Deadline]:
    """A deadline and those after it in the same clause that are told alike, each later than the one before."""
    found = [first]
    for after in deadlines:
        last = found[-1]
        if after.span.start < last.span.end or not _alike(last, after):
            continue
        if not _beside(low, last, after) or not (last.end and after.end and after.end > last.end):
            break
        found.append(after)
    return found


def _alike(one: Deadline, other: Deadline) -> bool:
    return (one.start is None, one.recurrence, one.condition) == (
        other.start is None,
        other.recurrence,
        other.condition,
    )


def _beside(low: str, one: Deadline, other: Deadline) -> bool:
    """Whether no clause ends between two deadlines: behind a sign other work is scheduled."""
    between = low[one.span.end : other.span.start]
    return not set(between) & set(";\n") and ". " not in between


def _counted(low: str, deadlines: Sequence[Deadline], first: Deadline) -> Recurrence | None:
    """How often the rounds come that begin with a deadline: "02 lần/năm (tháng 12/2025 và tháng 4/2026)"."""
    before = [d for d in deadlines if d.span.end <= first.span.start and d.recurrence and not d.end]
    return before[-1].recurrence if before and _beside(low, before[-1], first) else None
