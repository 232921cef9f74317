"""Targets: the numbers that a document sets as goals, told apart from results, budgets and definitions."""

import re
from bisect import bisect_right

from kehoach import rules
from kehoach.extraction.dues import due as due_of
from kehoach.extraction.dues import due_from_tasks
from kehoach.extraction.goals import EACH, goal_words, is_goal, nested_in
from kehoach.extraction.measures import measure_of, scope_of
from kehoach.extraction.quantities import Quantity, find_quantities
from kehoach.extraction.target_tables import find_in_tables
from kehoach.extraction.view import View
from kehoach.model import Paragraph, Target, Task
from kehoach.text import squash

_PLANS = frozenset({"KH", "CTr", "CT", "CĐ", "ĐA", "KL", "TB", "HD", "CV", "PA"})
_CLAUSE = re.compile(r"\s*[;:]\s+|\.\s+|\n|(?<=\))\s*;\s*")
_PER_YEAR = re.compile(
    r"\b(?:mỗi|hằng|hàng) năm(?:\s+(?:có|tổ chức|đào tạo|tạo|thu hút|phát triển|kết nạp|tối thiểu|ít nhất|từ|trên|khoảng|giải quyết|giảm|tăng|trồng))*\s*(?:việc làm mới cho |việc làm cho )?$"
)
_LISTED = re.compile(r"(?:[,;]|\svà|trong đó)\s*(?:có\s+|phấn đấu\s+|đạt\s+|(?:tăng|giảm)(?: thêm)?\s+)?$")
_GOAL_WORD = re.compile(
    r"(?:phấn đấu|quyết tâm|bảo đảm|đảm bảo|mục tiêu|trong đó|hướng tới|nâng|đưa(?: vào (?:khai thác|sử dụng|vận hành|hoạt động))?)(?! cao)"
    r"(?:\s+(?:là|có|bảo đảm|đảm bảo|đạt|nâng|đưa(?: vào (?:khai thác|sử dụng|vận hành|hoạt động))?|xây dựng|hoàn thành))*\s"
)
_INDEX_LIST = re.compile(r"chỉ số\s+[^,;.]{3,70}?\([^)]{2,20}\)|\b(?:par index|sipas|papi|pci|dti|pgi)\b")
_SPENT = re.compile(r"(?<!\w)giải ngân(?:\s(?:đạt|hết|được|trên|tối thiểu|ít nhất))*\s*$")
_BY_THEN = re.compile(r"\s+(?:trong|vào|đến|trước)\s(?:hết |cuối )?năm\s20\d\d$")
_NOUN = re.compile(
    r"\s+(?!(?:vào|trong|so với|của|và|hoặc|trở lên|trở xuống|đến|từ|trên|dưới|tại|cho|để|với|theo|ở|mỗi|một|bình quân|hằng|hàng|năm|đất)\b)[a-zà-ỹ]{2,}\s[a-zà-ỹ]"
)
_AGE = re.compile(r"(?<!đạt )(?:dưới|trên|từ|đủ|đến)\s*$")
_NUMBERED = re.compile(r"[-+*\s]*\(?\d{1,2}\)\s+")
_NOISE = re.compile(
    r"^(?:[-+*•,;:.\s]|và\s|trong đó\b|cụ thể\b|đồng thời\b|là\s|gồm\s|của\s|tỉnh có\s)+|[\s,;:.(]+$"
)


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
    if kind in _PLANS:
        return True
    return "targets" in kinds or (kind not in ("NĐ", "TT", "L", "BC", "VBHN", "TTr") and "phấn đấu" in words)


# --- one sentence -----------------------------------------------------------------------------


def _in_sentence(
    view: View, paragraph: Paragraph | None, start: int, end: int, covered: list[tuple[int, int]]
) -> list[Target]:
    made = _ranks(view, paragraph, start, end)
    quantities = [
        q for q in find_quantities(view.text, view.low, start, end) if not _inside(q.start, covered)
    ]
    if not quantities:
        return made
    cuts = _cuts(view.low, start, end)
    last: Quantity | None = None
    last_first = False  # whether the value of the last target stood before what it measures
    inside = 0  # quantities before this offset are part of what an earlier one measures
    for index, quantity in enumerate(quantities):
        if quantity.start < inside:
            continue
        nested = nested_in(view.low, start, quantity, quantities[index + 1 :])
        later = [q for q in quantities[index + 1 + nested :] if not _is_age(view.low, q)]
        following = later[0].cue if later else end
        left = max(cuts[bisect_right(cuts, quantity.cue) - 1], last.end if last else start)
        right = min(_next_cut(cuts, quantity.end, end), following)
        listed = (
            last_first and last is not None and _LISTED.search(view.low, last.end, quantity.cue) is not None
        )
        same_kind = listed and last is not None and last.kind == quantity.kind
        if not same_kind and not is_goal(view, paragraph, quantity, start, end, left, right):
            continue
        _inherit_operator(view.low, last, quantity)
        found, last_first = _targets_of(view, paragraph, quantity, start, end, left, right, listed)
        made += found
        last = quantity
        inside = quantities[index + nested].end if nested else inside
    return sorted(made, key=lambda t: t.span.start)


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
    if (
        ";" not in between
        and re.search(r"(?:,|\svà)\s*$", between)
        and "trong đó" not in between
        and " đạt " not in between
    ):
        quantity.op = last.op


# --- records ----------------------------------------------------------------------------------


def _targets_of(
    view: View,
    paragraph: Paragraph | None,
    q: Quantity,
    start: int,
    end: int,
    left: int,
    right: int,
    listed: bool,
) -> tuple[list[Target], bool]:
    """The targets of one quantity, and whether its value stands before what it measures."""
    left = _named_from(view.low, left, q)
    numbered = _NUMBERED.match(view.low, left, q.cue)  # "(1) Chỉ số hài lòng đạt ..."
    left = numbered.end() if numbered else left
    each = EACH.search(view.low[left : q.start])
    begin, finish, name, value_first = _stretch(view, q, left, right, each, listed)
    words = view.text[slice(*name)]
    if name[0] < q.cue and q.end < name[1]:  # the value stands in the middle: "trợ giúp cho 100% người ..."
        words = f"{view.text[name[0] : q.cue]} {view.text[q.end : name[1]]}"
    indicator = _indicator(words, each, q) or _indicator(view.text[q.end : right], each, q)
    if len(indicator) < 3:
        return [], value_first
    op = _direction(view.low, left, q)
    due = due_of(view, paragraph, q, start, end, right)
    names = _shared_change(indicator) if op in ("increase", "decrease") and value_first else [indicator]
    unit = _unit(view.low, q, left, each)
    return [_target(view, q, begin, finish, one, op, unit, due) for one in names], value_first


def _named_from(low: str, left: int, q: Quantity) -> int:
    """Where the words that belong to a value begin: after the last "phấn đấu", or at the last noun that opens an indicator."""
    goals = [m.end() for m in _GOAL_WORD.finditer(low, left, q.cue)]
    left = goals[-1] if goals else left
    if q.cue - left > 60:
        heads = [m.end() for m in goal_words()["heads"].finditer(low, left, q.cue)]
        apart = [at for at in heads if re.search(r"[,;:]\s*$", low[max(left, at - 3) : at])]
        left = apart[-1] if apart else left
    return left


def _stretch(
    view: View, q: Quantity, left: int, right: int, each: re.Match[str] | None, listed: bool
) -> tuple[int, int, tuple[int, int], bool]:
    """Begin and end of the quote, the stretch of the indicator's name, and whether the value comes first."""
    head = view.low[left : q.cue]
    lead = goal_words()["lead"].match(head)
    bare = goal_words()["tail"].sub("", head[lead.end() :] if lead else head)
    tail = _cut_tail(view.low[q.end : right])
    tail = _BY_THEN.sub("", tail) if q.kind == "measure" else tail  # "1.700 km đường ven biển trong năm 2026"
    followed = q.kind in ("count", "measure") or re.match(r"\s*[a-zà-ỹ(\"]", tail) is not None
    spent = _SPENT.search(head) if q.kind == "%" and followed else None
    if spent:  # the verb says what the share is of: "giải ngân 100% kế hoạch vốn năm 2025"
        return left + spent.start(), q.end + len(tail), (left + spent.start(), q.end + len(tail)), True
    introduced = q.kind == "%" and head.rstrip().endswith(":") and followed
    if not re.search(r"[a-zà-ỹ]{2}", bare) or each or (listed and followed) or introduced:
        finish = q.end + len(tail)
        own = q.kind in ("%", "bare") or (q.kind == "measure" and _NOUN.match(tail) is not None)
        named = q.end if own else _unit_start(view, q)
        return (left + each.start() if each else q.cue), finish, (named, finish), True
    name_start = left + (lead.end() if lead else 0)
    if q.kind == "measure" and _NOUN.match(tail) and not goal_words()["heads"].search(bare):
        return q.cue, q.end + len(tail), (q.end, q.end + len(tail)), True
    if q.kind == "%" and followed and goal_words()["onto"].search(bare):
        return name_start, q.end + len(tail), (name_start, q.end + len(tail)), True
    onward = len(" trở lên") if view.low.startswith(" trở lên", q.end) else 0
    return name_start, q.end + onward, (name_start, name_start + len(bare)), False


def _unit(low: str, q: Quantity, left: int, each: re.Match[str] | None) -> str | None:
    """The unit with its rate: "mỗi xã có 02 mô hình" -> "mô hình/xã", "mỗi năm 150 sản phẩm" -> "sản phẩm/năm"."""
    if q.unit is None or q.rate:
        return q.unit
    if each:
        return f"{q.unit}/{squash(each['who'])}"
    before = low[left : q.start]
    yearly = _PER_YEAR.search(low[left : q.cue]) or _PER_YEAR.search(before)
    if yearly or re.search(r"bình quân (?:mỗi|hằng|hàng) năm[^;,.]{0,12}$", before):
        return f"{q.unit}/năm"
    return q.unit


def _unit_start(view: View, q: Quantity) -> int:
    number = re.match(r"[\d.,/\s÷-]+(?:\([^)]*\)\s*)?", view.text[q.start : q.end])
    return q.start + (number.end() if number else 0)


def _cut_tail(tail: str) -> str:
    """The words after a value that still say what is measured."""
    stop = re.search(
        r"[;.]|,?\s*(?:trong đó|đồng thời|qua đó|nhằm|để)\b|,\s*(?=(?:tỷ lệ|số|có|phấn đấu|đến năm|trên|ít nhất|tối thiểu)\b)|\(\s*trong đó",
        tail,
    )
    tail = re.sub(
        r"\s(?:và|,)\s*(?:tăng|giảm|có|đạt|khoảng|trên|dưới)(?: thêm)?\s*$",
        "",
        tail[: stop.start()] if stop else tail,
    )
    return tail.rstrip(" ,;và" if tail.rstrip().endswith((" và", ",")) else " ,;")


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


def _indicator(words: str, each: re.Match[str] | None, q: Quantity) -> str:
    name = re.sub(r"^(?:số\s+)(?=[a-zà-ỹ])", "", _NOISE.sub("", squash(words)))
    name = re.sub(r"^(?:trở lên|trở xuống)\s+", "", name)
    name = re.sub(r"\s+trở lên(?=\s|$)", "", name) if q.kind in ("%", "count") else name
    name = goal_words()["onto"].sub("", name).rstrip() if q.kind == "count" else name
    name = re.sub(
        r"\s*\((?:tương đương|thang điểm|gồm|bao gồm|các (?:xã|phường|trường|đơn vị))\b[^)]*\)|\s*/\s*$",
        "",
        name,
    ).strip(" ,;:.")
    if each and name:
        name = f"{name} của mỗi {squash(each['who'])}"
    return name


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


# --- ranks ------------------------------------------------------------------------------------


def _ranks(view: View, paragraph: Paragraph | None, start: int, end: int) -> list[Target]:
    """ "PAR INDEX, SIPAS, DTI nằm trong nhóm 10 tỉnh dẫn đầu": one target per index."""
    made = []
    for rule in rules.patterns("quantities", "ranks"):
        for match in rule.regex.finditer(view.low, start, end):
            of = squash(view.text[match.start("of") : match.end("of")]).strip()
            if not re.search(r"tỉnh|thành|địa phương|cả nước|toàn quốc|vùng|khu vực|bộ|ngành|đơn vị", of):
                continue
            q = Quantity(
                match.start("rank"),
                match.end(),
                match.start(),
                float(match["rank"]),
                None,
                of or None,
                "bare",
                "rank",
                True,
            )
            due = due_of(view, paragraph, q, start, end, end)
            names = list(_INDEX_LIST.finditer(view.low, start, match.start()))
            if len(names) > 1:
                made += [
                    _target(view, q, m.start(), match.end(), view.text[m.start() : m.end()], "rank", of, due)
                    for m in names
                ]
                continue
            left = max(view.low.rfind(sign, start, match.start()) for sign in (";", ". ", "- ")) + 1
            left = max(left, start)
            words = goal_words()["lead"].sub("", view.low[left : match.start()])
            name = goal_words()["tail"].sub("", words)
            at = match.start() - len(words)
            made.append(
                _target(
                    view,
                    q,
                    at,
                    match.end(),
                    squash(view.text[at : at + len(name)]) or "thứ hạng",
                    "rank",
                    of,
                    due,
                )
            )
    return made
