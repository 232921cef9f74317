"""Targets: the numbers that a document sets as goals, told apart from results, budgets and definitions."""

import re
from bisect import bisect_right

from kehoach import rules
from kehoach.extraction.dues import due as due_of
from kehoach.extraction.dues import due_from_tasks
from kehoach.extraction.goals import goal_words, in_share, is_base, is_goal, nested_in
from kehoach.extraction.targets.measures import measure_of, scope_of
from kehoach.extraction.naming import Named, completed, named
from kehoach.extraction.quantities import Quantity, find_quantities
from kehoach.extraction.ranks import find_ranks
from kehoach.extraction.target_tables import find_in_tables
from kehoach.extraction.view import HANDS_OUT, View
from kehoach.model import Paragraph, Target, Task

_CLAUSE = re.compile(r"\s*[;:]\s+|\.\s+|\n|(?<=\))\s*;\s*")
_PER_YEAR = re.compile(
    r"\b(?:mỗi|hằng|hàng) năm(?:\s+(?:có|tổ chức|đào tạo|tạo|thu hút|phát triển|kết nạp|tối thiểu|ít nhất|từ|trên|khoảng|giải quyết|giảm|tăng|trồng))*\s*(?:việc làm mới cho |việc làm cho )?$"
)
_AGE = re.compile(r"(?<!đạt )(?:dưới|trên|từ|đủ|đến|trẻ|trẻ em|người|nam|nữ|phụ nữ|thanh niên)\s*$")


_GOES_ON = re.compile(r"[^;:.]*(?:,|\svà)\s*(?:ít nhất |tối thiểu |trên )?")


def extract_targets(view: View, covered: list[tuple[int, int]], tasks: list[Task]) -> list[Target]:
    """The targets of a document, in order."""
    if not view.outline.official:
        return []
    made: list[Target] = []
    for paragraph in view.paragraphs:
        if paragraph.role in ("heading", "footnote") or not re.search(
            r"\d", view.low[paragraph.body : paragraph.end]
        ):
            continue
        if not _may_hold(view, paragraph):
            continue
        for start, end in view.sentences(paragraph.body, paragraph.end):
            made += _in_sentence(view, paragraph, start, end, covered)
    for table in view.outline.tables:
        if "task" in table.roles and {"lead", "support"} & set(table.roles):
            column = table.roles.index("task")
            cells = [row[column] for row in table.rows[table.header_rows :] if row[column] is not None]
            made += [t for c in cells if c for t in _in_sentence(view, None, c.start, c.end, covered)]
    made += [
        _target(view, q, begin, end, indicator, q.op, unit, due)
        for q, begin, end, indicator, unit, due in find_in_tables(view)
    ]
    made.sort(key=lambda t: t.span.start)
    due_from_tasks(made, tasks)
    for number, target in enumerate(made, 1):
        target.id = f"t{number}"
    return made


def _may_hold(view: View, paragraph: Paragraph) -> bool:
    """Decisions and laws set targets only where they say so; situations and reports never."""
    kinds = view.kinds(paragraph.section)
    words = view.low[paragraph.start : paragraph.end]
    if "criteria" in kinds:  # thresholds for an award
        return False
    if "background" in kinds:
        return "phấn đấu" in words
    kind = view.type_at(paragraph.start)
    if kind in HANDS_OUT or kind == "CV":
        return True
    return "targets" in kinds or (kind not in ("NĐ", "TT", "L", "BC", "VBHN", "TTr") and "phấn đấu" in words)


# --- one sentence -----------------------------------------------------------------------------


def _in_sentence(
    view: View, paragraph: Paragraph | None, start: int, end: int, covered: list[tuple[int, int]]
) -> list[Target]:
    ranks = [
        _target(
            view,
            r.q,
            r.begin,
            r.q.end,
            r.name,
            "rank",
            r.q.unit,
            due_of(view, paragraph, r.q, start, end, end),
        )
        for r in find_ranks(view, start, end)
    ]
    quantities = [
        q for q in find_quantities(view.text, view.low, start, end) if not _inside(q.start, covered)
    ]
    found = completed(_goals(view, paragraph, quantities, start, end)) if quantities else []
    return sorted(ranks + _drafts(view, paragraph, found, start, end), key=lambda t: t.span.start)


def _goals(
    view: View, paragraph: Paragraph | None, quantities: list[Quantity], start: int, end: int
) -> list[Named]:
    """The quantities of a sentence that are goals, with what they measure."""
    low, cuts = view.low, _cuts(view.low, start, end)
    found: list[Named] = []
    inside = 0  # quantities before this offset are part of what an earlier one measures
    for index, quantity in enumerate(quantities):
        if quantity.start < inside:
            continue
        if is_base(low, quantity) and index + 1 < len(quantities):
            quantities[index + 1].cue = quantity.cue  # the name ends before "từ 85% lên 92%"
            continue
        nested = nested_in(low, start, quantity, quantities[index + 1 :])
        later = [q for q in quantities[index + 1 + nested :] if not _is_age(low, q)]
        following = later[0].cue if later else end
        last = found[-1] if found else None
        left = _left_of(low, cuts, quantity, last, start)
        if in_share(low, left, quantity, later[0] if later else None):
            continue
        right = min(_next_cut(cuts, quantity.end, end), following)
        listed = (
            last is not None
            and last.first
            and goal_words()["listed"].search(low, last.q.end, quantity.cue) is not None
        )
        same_kind = listed and last is not None and last.q.kind == quantity.kind
        if not same_kind and not is_goal(view, paragraph, quantity, start, end, left, right):
            continue
        _inherit_operator(low, last.q if last else None, quantity)
        found.append(named(view, quantity, start, left, right, listed, bool(later) and right == following))
        found[-1].between = low[last.q.end : quantity.cue] if last else ""
        inside = quantities[index + nested].end if nested else inside
    return found


def _left_of(low: str, cuts: list[int], quantity: Quantity, last: Named | None, start: int) -> int:
    """Where the clause of a quantity begins: at the last cut, or behind the value before it."""
    left = max(cuts[bisect_right(cuts, quantity.cue) - 1], last.q.end if last else start)
    if last is None or not last.first:
        return left
    comma = (
        low.rfind(", ", last.q.end, quantity.cue) + 2
    )  # "20 dự án FDI, | với tổng vốn đăng ký trên 500 triệu USD"
    return comma if comma > left and goal_words()["head"].match(low, comma, quantity.cue) else left


def _drafts(
    view: View, paragraph: Paragraph | None, found: list[Named], start: int, end: int
) -> list[Target]:
    """The targets of the named quantities of a sentence; what one of a list says of change or time holds for the others."""
    made: list[Target] = []
    op = ""
    for one in found:
        goes_on = one.first and _GOES_ON.fullmatch(one.between) is not None
        # "giảm 30% thời gian giải quyết và 30% chi phí"
        op = op if goes_on and op in ("increase", "decrease") else _direction(view.low, one.left, one.q)
        drafts = _drafted(view, paragraph, one, op, start, end)
        if made and goes_on and made[-1].due != drafts[0].due:
            _share_time(view, made[-1], drafts[0], one.right)
        made += drafts
    return made


def _is_age(low: str, q: Quantity) -> bool:
    """ "nhóm trẻ dưới 24 tháng tuổi" is what is counted, no number of its own; "tuổi thọ đạt trên 75 tuổi" is one."""
    before = low[max(0, q.cue - 40) : q.start]
    return (q.unit or "").endswith("tuổi") and _AGE.search(before) is not None and "tuổi thọ" not in before


def _inside(at: int, covered: list[tuple[int, int]]) -> bool:
    return any(a <= at < b for a, b in covered)


def _cuts(low: str, start: int, end: int) -> list[int]:
    """Where clauses begin: after semicolons, and after colons that do not introduce a number."""
    cuts = [start]
    for match in _CLAUSE.finditer(low, start, end):
        if ":" in match.group() and low.rfind("(", start, match.start()) > low.rfind(
            ")", start, match.start()
        ):
            continue  # "(các phường: A, B)" explains what is counted
        if ":" not in match.group() or not re.match(r"(?:khoảng |trên )?\d", low[match.end() :]):
            cuts.append(match.end())
    return cuts


def _next_cut(cuts: list[int], at: int, end: int) -> int:
    later = bisect_right(cuts, at)
    return cuts[later] if later < len(cuts) else end


def _inherit_operator(low: str, last: Quantity | None, quantity: Quantity) -> None:
    """One "ít nhất" serves an enumeration joined by "và" or a comma: "ít nhất 01 mô hình A và 01 mô hình B"."""
    if last is None or quantity.marked or last.op not in (">=", ">") or last.kind != quantity.kind:
        return
    if quantity.kind == "%" and quantity.value >= 100:  # there is no more than all
        return
    between = low[last.end : quantity.start]
    joint = r"\svà\s*$" if quantity.kind == "%" else r"(?:,|\svà)\s*$"
    if (
        ";" not in between
        and re.search(joint, between)
        and "trong đó" not in between
        and " đạt " not in between
    ):
        quantity.op = last.op


# --- records ----------------------------------------------------------------------------------


_THEN = re.compile(r"\s(?:trong|vào|đến|trước)\s(?:hết |cuối )?năm\s(?P<y>20\d{2})")
_ANY_YEAR = re.compile(r"năm\s20\d{2}|(?:mỗi|hằng|hàng) năm")


def _share_time(view: View, first: Target, last: Target, right: int) -> None:
    """A year behind the last of a list holds for all: "trên 300 km đường tỉnh và 170 km đường ven biển trong năm 2027"."""
    then = _THEN.search(view.low, last.span.start, right)
    line = view.low.rfind("\n", 0, first.span.start) + 1
    if then and then["y"] == last.due and not _ANY_YEAR.search(view.low, line, last.span.start):
        first.due = last.due


def _drafted(
    view: View, paragraph: Paragraph | None, named: Named, op: str, start: int, end: int
) -> list[Target]:
    """The targets of one named quantity."""
    q = named.q
    due = due_of(view, paragraph, q, start, end, named.right)
    names = _shared_change(named.name) if op in ("increase", "decrease") and named.first else [named.name]
    unit = _unit(view.low, q, named.left, named.each)
    return [_target(view, q, named.begin, named.finish, one, op, unit, due) for one in names]


def _unit(low: str, q: Quantity, left: int, each: str | None) -> str | None:
    """The unit with its rate: "mỗi xã có 02 mô hình" -> "mô hình/xã", "mỗi năm 150 sản phẩm" -> "sản phẩm/năm"."""
    if q.unit is None or q.rate:
        return q.unit
    if each:
        return f"{q.unit}/{each}"
    before = low[left : q.start]
    yearly = _PER_YEAR.search(low[left : q.cue]) or _PER_YEAR.search(before)
    if yearly or re.search(r"bình quân (?:mỗi|hằng|hàng) năm[^;,.]{0,12}$", before):
        return f"{q.unit}/năm"
    return q.unit


def _direction(low: str, left: int, q: Quantity) -> str:
    """increase or decrease when the number is an amount of change; else the comparator."""
    before = low[left : q.start]
    for rule in rules.patterns("quantities", "changes"):
        if (
            rule.regex.search(before)
            and q.op != "range"
            and not re.search(r"(?:tỷ lệ|tốc độ) (?:tăng|giảm)[^;]{0,40}(?:đạt|dưới|trên)\s*$", before)
        ):
            if rule.value == "decrease" and re.search(r"(?:dưới|còn|xuống)\s*(?:dưới\s*)?$", before):
                continue
            return str(rule.value)
    return q.op


def _shared_change(indicator: str) -> list[str]:
    """ "giảm 5% tội phạm hình sự và tai nạn giao thông": two indicators fall by the same amount."""
    parts = re.split(r"\s+và\s+", indicator)
    return parts if len(parts) == 2 and all(2 <= len(p.split()) <= 6 for p in parts) else [indicator]


def _target(
    view: View,
    q: Quantity,
    begin: int,
    finish: int,
    indicator: str,
    op: str,
    unit: str | None,
    due: str | None,
) -> Target:
    return Target(
        id="",
        quote=view.text[begin:finish],
        span=view.span(begin, finish),
        section=view.section_at(begin),
        indicator=indicator,
        indicator_id=None,
        op=op,  # type: ignore[arg-type]
        value=q.value,
        value_max=q.value_max,
        unit=unit,
        due=due,
        measure=measure_of(indicator, op, unit, q),
        scope=scope_of(view, indicator),
        confidence=0.9 if q.kind == "%" or q.marked else 0.8,
    )
