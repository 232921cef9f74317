"""Numbers inside what another number measures: thresholds, ages, bases of a change."""

from collections.abc import Iterable

from kehoach.extraction.targets.edges import strip_lead
from kehoach.extraction.targets.statement import Statement
from kehoach.language.quantities import Quantity


def nested_in(s: Statement, q: Quantity, later: Iterable[Quantity]) -> int:
    """How many of the quantities that follow a share are part of what it measures: "100% xã có ít nhất 01 mô hình"."""
    marks = s.clauses.marks
    cue = s.token(q.cue)
    aimed = marks.cue_before("aim_cues", cue) is not None
    led = q.op == ">=" and q.cue < q.start  # "kiểm tra ít nhất 50% số bếp ăn có quy mô từ 200 suất"
    opens = aimed or strip_lead(s, s.left_of(q), cue) >= cue or marks.tokens.words[cue - 1] in ",;:.)-+"
    if not ((opens or led) and (q.kind == "%" or q.whole is not None)):
        return 0
    count, first = 0, s.token(q.end)
    for quantity in later:
        stop = s.token(quantity.cue)
        apart = marks.last_sign(";:\n", first, stop) is not None or _other_goal(s, first, stop)
        holds = marks.cue_before("holders", stop) is not None or _undergone(s, stop)
        if (
            apart
            or (quantity.kind == "%" and not opens)
            or not (quantity.kind == "time" or quantity.rate in ("ngày", "tuần") or holds)
        ):
            break
        count, first = count + 1, max(first, stop - 1)  # what was looked at is not looked at again
    return count


def _undergone(s: Statement, at: int) -> bool:
    """Whether a verb behind "được" stands right before a token: "90% trẻ sơ sinh được tầm soát | ít nhất 5 bệnh"."""
    marks = s.clauses.marks
    verb = marks.word_begin(at - 1)
    return marks.segments.speech[verb].startswith("V") and marks.word(verb - 1) == "được"


def _other_goal(s: Statement, first: int, stop: int) -> bool:
    """Whether another indicator begins behind a comma, or a year behind a comma or bracket: "60% dân số mua sắm trực tuyến,
    giá trị mua sắm đạt 300 USD", "95% (năm 2026 đạt 93%)"."""
    marks = s.clauses.marks
    return any(
        marks.tokens.words[a - 1] in (",", "và") for a, _ in marks.cues("indicator_heads", first + 1, stop)
    ) or any(
        marks.tokens.words[i] in (",", "(") and marks.at("time", marks.tokens.starts[i + 1]) is not None
        for i in range(first, stop - 1)
    )


def is_base(s: Statement, q: Quantity) -> bool:
    """Whether a number is where a change starts from: "từ 85% năm 2025 lên 92%"."""
    marks, at = s.clauses.marks, s.token(q.end)
    if marks.tokens.words[s.token(q.start) - 1] != "từ":
        return False
    time = marks.between("time", q.end, q.end + 40)
    while at < s.last and (
        marks.tokens.words[at] in "()," or (time and time[0].start <= marks.tokens.starts[at] < time[0].end)
    ):
        at += 1
    return at < s.last and marks.tokens.words[at] in ("lên", "xuống", "còn", "tăng")


def reaches(s: Statement, q: Quantity) -> bool:
    """Whether a value is what an asked change reaches from another one: "giảm thời gian giải quyết từ 10 ngày | còn 09 ngày"."""
    marks = s.clauses.marks
    base = marks.last_before("quantity", q.start)
    to = marks.cue_before("raised_to", s.token(q.start))
    if base is None or to is None or not is_base(s, base.value) or to < s.token(base.end):
        return False
    left, start = s.left_of(base.value), s.token(base.start)
    changes = any(s.has(name, left, start) for name in ("changes_down", "changes_up", "raising"))
    return changes and (s.asks or s.goals) and not (q.is_money or q.kind == "bare")


def in_share(s: Statement, left: int, q: Quantity, after: Quantity | None) -> bool:
    """Whether a count is part of what a share measures: "tỷ lệ xã đạt từ 15 tiêu chí trở lên đạt 90%"; ages always are."""
    marks, cue = s.clauses.marks, s.token(q.cue)
    if (q.unit or "").endswith("tuổi") and not s.has("life_spans", left, cue):
        return True
    if after is None or after.kind != "%" or q.kind == "%":
        return False
    share = any(marks.tokens.words[a] in ("tỷ", "tỉ") for a, _ in marks.cues("indicator_heads", left, cue))
    stop = s.token(after.cue)
    return (
        share
        and marks.last_sign(";:", s.token(q.end), stop) is None
        and marks.cue_before("achieving", stop) is not None
    )
