"""Amounts of work that an item asks for: "mở 06 lớp", "dự trữ 60 tấn gạo", "dạy bơi cho 4.000 trẻ em", "xóa điểm lõm sóng tại 37 thôn"."""

from kehoach import rules
from kehoach.extraction.targets.edges import strip_lead
from kehoach.extraction.targets.statement import Statement
from kehoach.language.quantities import Quantity

LONG_LIST = 50  # so many things are nowhere listed: "đào tạo cho 20.000 người"


def is_work(s: Statement, q: Quantity, left: int, cue: int) -> bool:
    """Whether an item asks for an amount of work: "Tổ chức 02 lớp đào tạo nghề". The verb stands right before the number, and
    nothing but bodies and openers before the verb."""
    marks = s.clauses.marks
    counted = _counted_work(s, q, left, cue)
    if counted is None or not (s.asks or s.goals):
        return False
    if q.rate or marks.word(counted) in ("sau", ":"):  # "02 buổi/ngày" is a rule, "11 buổi sau:" are listed
        return False
    verb = marks.word_begin(cue - 1) if cue > left else cue
    opener = marks.cue_before("goal_openers", cue)
    begin = opener if opener is not None else verb
    acts = opener is not None or marks.segments.speech[verb].startswith("V")
    apart = marks.word(begin - 1) in (",", ";", ":")
    behind_verbs = strip_lead(s, _verb_end(s, left, begin), begin) >= begin
    return cue > left and acts and (apart or behind_verbs or is_act(s, left, cue))


def is_act(s: Statement, left: int, cue: int) -> bool:
    """Whether a verb of making right before a number is what is to be done, whoever stands before it ("phối hợp với Sở Y tế | mở 06
    lớp"); not the name of it ("dự án | xây dựng 02 cầu", "kinh phí | mua 03 xe"), nor what tells things apart."""
    marks = s.clauses.marks
    makes = marks.cue_before("making", cue)
    if makes is None or makes < left:
        return False
    first = marks.last_sign(",;:", left, makes)
    return not s.has("names_of_work", left if first is None else first, makes)


def is_measured_work(s: Statement, q: Quantity, left: int, cue: int) -> bool:
    """Whether an item asks for work on so much of a thing: "trồng mới 20 ha rừng", "dự trữ 60 tấn gạo"; sums of money are budgets."""
    behind = s.token(q.end)
    named = behind < s.last and s.clauses.marks.segments.speech[behind].startswith("N")
    return s.asks and named and not q.is_money and not q.rate and is_act(s, left, cue)


def _counted_work(s: Statement, q: Quantity, left: int, cue: int) -> int | None:
    """The end of a noun that counts work: one of events ("02 hội nghị"), or any that a verb of making stands before ("cứng hóa 09
    tuyến đường"); what plans only list is none ("thực hiện 05 nhiệm vụ", "thành lập 03 tổ")."""
    marks, noun = s.clauses.marks, s.token(q.noun)
    part = (q.unit or "") in rules.cues()["work_counted"]  # "06 lớp | bồi dưỡng"
    known = marks.cue_at("counts", noun) or (marks.word_end(noun, s.last) if part else None)
    if known is None or marks.cue_at("awards", noun) is not None:
        return None
    if marks.cue_at("work_counted", noun) == known:
        return known
    listed = marks.cue_at("listed_things", noun) == known
    makes = marks.cue_before("making", cue)
    return known if makes is not None and makes >= left and not listed and q.value > 1 else None


def serves_many(s: Statement, q: Quantity, left: int, cue: int) -> bool:
    """Whether an item asks for work that so many are served by, or that is done at so many places: "dạy bơi cho 4.000 trẻ em", "xóa
    điểm lõm sóng tại 37 thôn"; a verb of making begins it."""
    marks = s.clauses.marks
    counted = marks.cue_at("counts", s.token(q.noun)) is not None or (q.unit or "").startswith("lượt")
    if not s.asks or q.rate or not counted:
        return False
    people = marks.cue_before("serving", cue) is not None and q.value >= LONG_LIST
    places = marks.word(cue - 1) == "tại" and marks.cue_at("served_places", s.token(q.noun)) is not None
    if not (people or places) or cue - 1 <= left:
        return False
    sign = marks.last_sign(";:", left, cue)
    first = left if sign is None else sign + 1
    verbs = marks.cues("making", first, cue)
    return any(_begins_part(s, first, at) and not s.has("names_of_work", first, at) for at, _ in verbs)


def _begins_part(s: Statement, first: int, at: int) -> bool:
    """Whether a verb begins a part of a statement, or stands behind whoever does the work."""
    marks = s.clauses.marks
    comma = marks.word(at - 1) in (",", "và")
    return (
        at <= first
        or comma
        or strip_lead(s, first, at) >= at
        or marks.segments.speech[marks.word_begin(at - 1)][:1] == "N"
    )


def _verb_end(s: Statement, left: int, at: int) -> int:
    """Behind a verb that takes another one: "phối hợp | tổ chức 03 lớp"."""
    marks = s.clauses.marks
    first = strip_lead(s, left, at)
    verb = first < at and marks.segments.speech[first].startswith("V")
    return marks.word_end(first, at) if verb else left
