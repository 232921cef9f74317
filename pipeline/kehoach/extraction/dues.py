"""By when a target is to be reached: the year of its clause, sentence, heading, or of a one-year plan."""

import re
from bisect import bisect_right

from kehoach.extraction.quantities import Quantity
from kehoach.extraction.view import View
from kehoach.language.dates import Frame, TimeExpr, resolve
from kehoach.model import Paragraph, Target, Task

_YEAR = re.compile(
    r"(?P<per>(?:hằng|hàng|mỗi) năm)|(?<!của )(?P<how>đến hết|đến cuối|đến|hết|vào|trong|trước|cuối|tới)?\s*(?:năm\s+)(?P<y>20\d{2})(?!\s*-\s*\d)"
    r"|(?:giai đoạn|thời kỳ)\s+(?:năm\s+)?20\d{2}\s*(?:-|đến)\s*(?:năm\s+)?(?P<y2>20\d{2})|đến\s+(?P<y3>20\d{2})(?!\d)"
)
_HEADING_YEAR = re.compile(
    r"(?:giai đoạn|thời kỳ)\s+(?:năm\s+)?20\d{2}\s*(?:-|đến)\s*(?:năm\s+)?(?P<y2>20\d{2})|năm\s+(?P<y>20\d{2})"
)
_OF_PLAN = re.compile(
    r"(?:kế hoạch|dự toán|chỉ tiêu)(?: vốn| đầu tư| đầu tư công| ngân sách)*\s*(?:của\s*)?$"
)


_THEN = re.compile(r"(?:vào|đến|trong) (?:hết |cuối )?năm (?P<y>20\d{2})")
_EACH_YEAR = re.compile(r"(?:mỗi|hằng|hàng) năm[^;.]{0,14}$")


def due(view: View, paragraph: Paragraph | None, q: Quantity, start: int, end: int, right: int) -> str | None:
    """The year from the clause, the sentence, the heading, or the title of a one-year plan, in that order."""
    before = view.low[start : q.cue]
    each = _EACH_YEAR.search(before) or re.search(r"(?:mỗi|hằng|hàng) năm\s*$", view.low[start : q.start])
    if each and not re.search(r"bình quân (?:mỗi|hằng|hàng) năm", before):
        return "yearly"
    ranked = _THEN.search(view.low, q.start, min(end, q.start + 160)) if q.op == "rank" else None
    if ranked:  # "thuộc nhóm 4 nước dẫn đầu vào năm 2028 và thuộc nhóm 3 nước vào năm 2030"
        return ranked["y"]
    told = _told(view, q, start)
    if told:
        return told
    found = None
    for match in _YEAR.finditer(view.low, start, right):
        if match.start() > q.end and found is not None:
            break
        if (
            match.start() > q.end
            and match["how"] is None
            and not _OF_PLAN.search(view.low, q.end, match.start())
        ):
            break
        found = _year_of(view, match, start) or found
    found = found or _year_above(view, paragraph)
    if found:
        return found
    section = paragraph.section if paragraph else view.section_at(q.start)
    for above in view.up_from(section):
        year = _year_in(view.low[above.span.start : above.span.end])
        if year:
            return year
    return view.plan_year


_AT_ONCE = re.compile(r"\s*(?:đến|vào|trong)\s(?:hết |cuối )?năm (?P<y>20\d{2})")


def _told(view: View, q: Quantity, start: int) -> str | None:
    """A day, month or quarter told before the value ("đến hết quý II/2026 hoàn thành 100%"), or a year right behind it."""
    behind = _AT_ONCE.match(view.low, q.end)
    if behind and view.issue_year and int(behind["y"]) >= view.issue_year:
        return behind["y"]
    frame = Frame(int(view.plan_year) if view.plan_year else view.issue_year)
    clause = max(start, view.low.rfind(";", start, q.cue) + 1)
    for time in reversed(view.marks.between("time", clause, q.cue)):
        when = resolve(time.value, frame) if _is_point(time.value) else None
        end = when.end or "" if when else ""
        if len(end) == 10 and end > (view.meta.issued or ""):
            return end[:4] if end.endswith("12-31") else end
    return None


def _is_point(expr: TimeExpr) -> bool:
    """A day before which, or a month, quarter or half within which the value holds."""
    within = expr.grain in ("quarter", "month", "half") and (expr.grain != "month" or expr.use == "always")
    return expr.last is None and (within or (expr.grain == "day" and expr.op in ("before", "until")))


def _year_above(view: View, paragraph: Paragraph | None) -> str | None:
    """The year of a short item that introduces the one at hand ("- Giai đoạn 2025 - 2027")."""
    while paragraph is not None and paragraph.parent >= 0:
        paragraph = view.paragraphs[paragraph.parent]
        words = view.low[paragraph.body : paragraph.end]
        year = _year_in(words) if paragraph.role != "heading" and len(words) < 90 else None
        if year:
            return year
    return None


def _year_in(words: str) -> str | None:
    """The last year that a heading names; the end of a period."""
    years = list(_HEADING_YEAR.finditer(words))
    return (years[-1]["y2"] or years[-1]["y"]) if years else None


def _year_of(view: View, match: re.Match[str], start: int) -> str | None:
    if match["per"]:
        before = view.low[max(0, match.start() - 12) : match.start()]
        return (
            None
            if re.search(r"bình quân\s*$|công tác\s*$|bảo hiểm xã hội\s*$", before)
            or not (match.start() == start or re.search(r"(?:^|[.;\n]\s*|- |, )$", before))
            else "yearly"
        )
    if match["y2"]:
        return (
            match["y2"]
            if re.search(
                r"(?:^|[.;:\n(]\s*|- |trong |cả )$", view.low[max(0, match.start() - 8) : match.start()]
            )
            else None
        )
    year = match["y"] or match["y3"]
    leads = (
        re.search(r"(?:^|[.;:\n]\s*|- )$", view.low[max(0, match.start() - 4) : match.start()]) is not None
    )
    return year if leads or view.issue_year is None or int(year) >= view.issue_year else None


def due_from_tasks(targets: list[Target], tasks: list[Task]) -> None:
    """A target inside a task with a schedule line of its own falls due with it."""
    starts = [t.span.start for t in tasks]
    for target in targets:
        at = bisect_right(starts, target.span.start) - 1
        if at < 0 or tasks[at].deadline.end is None or (tasks[at].deadline.end or "").startswith("-"):
            continue
        end, start = tasks[at].deadline.end or "", tasks[at].deadline.start
        same_item = target.section == tasks[at].section and target.span.start - tasks[at].span.start < 1500
        if not same_item or (target.due not in (None, end[:4])):
            continue
        target.due = end[:4] if end.endswith("12-31") and (start is None or start.endswith("01-01")) else end
