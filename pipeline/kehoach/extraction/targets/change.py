"""What a number says of change: the operator of a goal, and what a list shares."""

from kehoach.extraction.targets.naming import Named
from kehoach.extraction.targets.statement import Statement
from kehoach.language.quantities import Quantity


def direction(s: Statement, one: Named) -> str:
    """increase or decrease where the number is an amount of change; else the comparator."""
    q, marks = one.q, s.clauses.marks
    if q.op == "rank":
        return q.op
    first = s.token(q.start)
    if q.op == ">" and q.kind == "%" and marks.word(s.token(q.cue)) == "vượt" and _is_compared(s, q):
        return "increase"  # "vượt 12% so với dự toán"
    if s.has("growth_nouns", one.left, first):
        return q.op
    for name, op in (("changes_down", "decrease"), ("changes_up", "increase")):
        found = marks.cues(name, one.left, first)
        if (
            found
            and not s.has("levels_reached", found[-1][1], s.token(q.cue))
            and marks.cue_before("raised_to", first) is None  # "giảm từ 5% | xuống còn 3%"
            and _right_before(s, found[-1][1], q, op)
        ):
            return op
    return q.op


def _is_compared(s: Statement, q: Quantity) -> bool:
    at = s.token(q.end)
    return s.clauses.marks.tokens.words[at : at + 2] == ["so", "với"]


def _right_before(s: Statement, end: int, q: Quantity, op: str) -> bool:
    """Whether the verb of change governs the number: "tăng thêm ít nhất 5%"; "giảm tỷ lệ hộ nghèo bình quân 1%" too."""
    cue = s.token(q.cue)
    if op == "decrease":
        return s.clauses.marks.tokens.words[cue - 1] not in ("dưới", "còn", "xuống") and q.op not in ("<",)
    gap = range(end, cue)
    return all(
        s.clauses.marks.tokens.words[i]
        in ("thêm", "bình", "quân", "từ", "mỗi", "hằng", "hàng", "năm", "ít", "nhất")
        for i in gap
    )


def inherited_operator(s: Statement, last: Quantity | None, q: Quantity) -> None:
    """One "ít nhất" serves an enumeration joined by "và" or a comma: "ít nhất 01 mô hình A và 01 mô hình B"."""
    if last is None or q.marked or not _is_led(s, last) or last.op not in (">=", ">") or last.kind != q.kind:
        return
    if q.kind == "%" and q.value >= 100:  # there is no more than all
        return
    words = s.clauses.marks.tokens.words
    between = words[s.token(last.end) : s.token(q.cue)]
    joint = ("và",) if q.kind == "%" else ("và", ",")
    if between and ";" not in between and between[-1] in joint and "trong" not in between[:2]:
        q.op = last.op


def _is_led(s: Statement, q: Quantity) -> bool:
    """Whether a comparator stands before a number, not behind it ("từ 95% trở lên")."""
    return q.cue < q.start and s.clauses.marks.tokens.words[s.token(q.cue)] != "từ"
