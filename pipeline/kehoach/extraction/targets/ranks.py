"""Ranks that a document aims at: "PAR INDEX, SIPAS nằm trong nhóm 10 tỉnh dẫn đầu", "đứng thứ 20/34 tỉnh, thành phố".

rank := indexes [verb] (rank words) number [/ number] among whom
"""

from kehoach.extraction.targets.edges import strip_lead
from kehoach.extraction.targets.naming import Named
from kehoach.extraction.targets.statement import Statement
from kehoach.language.cues import settled
from kehoach.language.numbers import Number, read_number
from kehoach.language.quantities import Quantity

_LAST_RANK = 200
_AMONG = 28  # tokens that say who is ranked, and in what


def find_ranks(s: Statement) -> list[Named]:
    """The ranks of a statement, one for each index that shares one."""
    marks = s.clauses.marks
    made: list[Named] = []
    placed = [
        stretch for name in ("rank_words", "rank_places") for stretch in marks.cues(name, s.first, s.last)
    ]
    for begin, end in settled(placed):
        end = marks.cue_at("at_most", end) or end
        while (rank := _rank_at(s, end)) is not None:
            number, last = rank
            among = _among(s, last)
            if not _is_ranked(s, begin, last, among):
                break
            made += _named(s, begin, number.first, number.value, last, among, made[-1] if made else None)
            begin, end = among, _next_field(s, among)
    return made


def _rank_at(s: Statement, at: int) -> tuple[Number, int] | None:
    """The rank at a token, and where it ends, "/34" included."""
    marks = s.clauses.marks
    timed = at < s.last and marks.covering("time", marks.tokens.starts[at]) is not None  # "tuần thứ 4"
    number = read_number(marks, at) if at < s.last and marks.tokens.coded[at] == "0" and not timed else None
    if number is None or number.value > _LAST_RANK:
        return None
    last = number.last
    if marks.word(last) == ":":  # "Nhóm 1: 40 xã, phường"
        return None
    if last + 1 < s.last and marks.tokens.words[last] == "/" and marks.tokens.words[last + 1][0].isdecimal():
        last += 2
    return number, last


def _is_ranked(s: Statement, begin: int, last: int, among: int) -> bool:
    """Whether words behind a number say who is ranked, or an index before it is one that ranks."""
    ranked = s.has("rank_groups", last, among)
    if s.clauses.marks.cue_at("rank_places", begin) is not None and not s.has("rank_words", begin, last):
        return ranked and s.has("rank_tops", last, among)
    return ranked or s.has("rank_indexes", s.first, begin)


def _next_field(s: Statement, at: int) -> int:
    """Where a second rank of the same index begins: "≤ 10 trong vùng; ≤ 30 cả nước"; the end when there is none."""
    marks = s.clauses.marks
    joint = at < s.last and marks.tokens.words[at] in (";", ",", "và")
    return (marks.cue_at("at_most", at + 1) or s.last) if joint else s.last


def _among(s: Statement, at: int) -> int:
    """Where the words end that say who is ranked."""
    marks, begin = s.clauses.marks, at
    while at < s.last and at - begin < _AMONG and marks.tokens.words[at] not in ";.\n)":
        word = marks.tokens.words[at]
        if (group := marks.cue_at("rank_groups", at)) is not None:
            at = group
            continue
        if marks.at("time", marks.tokens.starts[at]) is not None or (
            marks.cue_at("goal_openers", at) is not None and word not in ("có", "cả")
        ):
            break
        if word == "," and not (at + 1 < s.last and marks.cue_at("rank_groups", at + 1) is not None):
            break
        at += 1
    while at > begin and marks.tokens.words[at - 1] in ("và", "vào", ","):
        at -= 1
    return at


def _named(
    s: Statement, begin: int, first: int, value: float, last: int, among: int, before: Named | None
) -> list[Named]:
    marks = s.clauses.marks
    starts, ends = marks.tokens.starts, marks.tokens.ends
    field = next((i for i in range(last, among) if marks.tokens.words[i] == "về"), among)
    of = s.text(last, field)
    quantity = Quantity(
        starts[first],
        ends[max(among, last) - 1],
        starts[begin],
        value,
        None,
        of or None,
        "bare",
        "rank",
        True,
    )
    if before is not None and before.finish == ends[begin - 1]:
        return [_made(s, quantity, begin, before.name, begin)]
    earlier = marks.between("quantity", starts[s.first], starts[begin])
    left = max(s.token(before.q.end) if before else s.first, s.token(earlier[-1].end) if earlier else s.first)
    indexes = _indexes(s, left, begin)
    if len(indexes) > 1:
        return [_made(s, quantity, a, s.text(a, b), begin) for a, b in indexes]
    if before is not None and begin - left <= 6 and not indexes:
        return [_made(s, quantity, begin, before.name, begin)]
    cuts = [i + 1 for i in range(left, begin) if marks.tokens.words[i] in ";:"]
    head = strip_lead(s, cuts[-1] if cuts else left, begin)
    stop = begin
    while stop > head and (
        marks.tokens.words[stop - 1] in ("được", ",", "của", "là")
        or marks.cue_before("achieving", stop) is not None
    ):
        stop = marks.cue_before("achieving", stop) or stop - 1
    becomes = marks.cues("becomes", max(head, begin - 6), begin)
    if (
        becomes
    ):  # "trở thành địa phương thuộc top 03 vùng": of what kind the others are stands before the rank
        quantity.unit = s.text(becomes[-1][1], begin) or s.text(last, among)
        return [_made(s, quantity, head, f"thứ hạng trong {s.text(last, among)}", begin)]
    named = all(marks.is_capital(i) for i in range(head, stop))  # "Lam Thành nằm trong nhóm 10 tỉnh ..."
    subject = named or marks.cue_at("place_heads", head) is not None
    # "tỉnh nằm trong nhóm 15 tỉnh dẫn đầu về | số sản phẩm"
    ranked = s.text(field + 1, among) if subject else ""
    return [_made(s, quantity, head, ranked or s.text(head, stop) or "thứ hạng", begin)]


def _indexes(s: Statement, left: int, stop: int) -> list[tuple[int, int]]:
    """The indexes that a list names: "Chỉ số hài lòng (SIPAS), Chỉ số chuyển đổi số (DTI)"."""
    marks = s.clauses.marks
    found: list[tuple[int, int]] = []
    for begin, end in marks.cues("rank_indexes", left, stop):
        if marks.tokens.words[begin] != "chỉ":
            if not found or found[-1][1] <= begin:
                found.append((begin, end))
            continue
        close = next((i for i in range(end, min(stop, end + 16)) if marks.tokens.words[i] in "),;"), None)
        if close is not None and marks.tokens.words[close] == ")":
            found.append((begin, close + 1))
    return found


def _made(s: Statement, q: Quantity, first: int, name: str, stop: int) -> Named:
    starts = s.clauses.marks.tokens.starts
    return Named(q, starts[first], q.end, name, False, s.first, s.last, stop)
