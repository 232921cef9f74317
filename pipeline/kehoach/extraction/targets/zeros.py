"""Goals of nothing left: "không còn hộ nghèo" is a target of 0 with the noun as unit.

zero := (không còn | xóa hết ...) counted noun [what tells it apart]
      | không để counted noun nào (không có | thiếu ...) what none may lack
      | không có counted noun [what tells it apart], where goals are set
"""

from kehoach.extraction.targets.edges import tail_end
from kehoach.extraction.targets.naming import Named
from kehoach.extraction.targets.statement import Statement
from kehoach.language.quantities import Quantity

_OPENS = frozenset({",", ";", ":", "-", "+"})  # before a part that begins with "không có"


def find_zeros(s: Statement) -> list[Named]:
    """The goals of nothing left in a statement; a noun that is not counted gives none ("không còn tình trạng ...")."""
    aimed = s.goals or s.has("goal_cues") or s.until_a_year
    made = []
    for begin, told in _told(s):
        noun = s.clauses.marks.cue_at("plurals", told) or told  # "xóa toàn bộ | các phòng học tạm"
        unit = s.clauses.marks.cue_at("counts", noun) or _opened(s, begin, noun)
        if unit is None or unit > s.last or s.has("past_cues", s.part_from(begin), begin):
            continue
        removed = s.clauses.marks.cue_at("removed", begin) == told
        if aimed or (s.asks and (removed or _denied(s, unit))):
            made.append(_zero(s, begin, noun, unit))
    return made


def _opened(s: Statement, begin: int, noun: int) -> int | None:
    """The end of a noun that no list counts, where a goal begins with "không còn": "Không còn | bãi chôn lấp không hợp vệ sinh"."""
    marks = s.clauses.marks
    opens = marks.cue_at("none_left", begin) == noun and _begins_goal(s, begin)
    named = noun < s.last and marks.segments.speech[noun] == "N" and marks.cue_at("uncounted", noun) is None
    return marks.word_end(noun, s.last) if opens and named else None


def _begins_goal(s: Statement, begin: int) -> bool:
    """Whether a token begins a part of a statement of goals."""
    return s.goals and (begin == s.first or s.clauses.marks.word(begin - 1) in _OPENS)


def _told(s: Statement) -> list[tuple[int, int]]:
    """Where nothing is to be left, and where the noun of it begins."""
    marks = s.clauses.marks
    found = {*marks.cues("nothing_left", s.first, s.last)}
    found |= {(a, b) for a, b in marks.cues("leaving_none", s.first, s.last) if _lacks(s, b)}
    found |= {(a, b) for a, b in marks.cues("none_of", s.first, s.last) if _sets_none(s, a, b)}
    return sorted(found)


def _lacks(s: Statement, noun: int) -> bool:
    """Whether a counted noun follows that is not to lack anything: "không để | trường nào không có tủ thuốc"."""
    end = s.clauses.marks.cue_at("counts", noun)
    return end is not None and s.clauses.marks.cue_at("listed_things", noun) is None and _denied(s, end)


def _denied(s: Statement, unit: int) -> bool:
    marks = s.clauses.marks
    return marks.word(unit) == "nào" and marks.cue_at("lacking", unit + 1) is not None


def _sets_none(s: Statement, begin: int, noun: int) -> bool:
    """Whether "không có" begins a goal, of what is no mere list ("trường hợp", "đơn vị")."""
    marks = s.clauses.marks
    counted = marks.cue_at("counts", noun) is not None or _opened(s, begin, noun) is not None
    return counted and marks.cue_at("listed_things", noun) is None and _begins_goal(s, begin)


def _zero(s: Statement, begin: int, noun: int, unit: int) -> Named:
    """The goal whose words begin at a token, of the noun that is the tokens [noun, unit)."""
    starts, ends = s.clauses.marks.tokens.starts, s.clauses.marks.tokens.ends
    left, right = s.part_from(begin), s.part_to(begin)
    tail, counted = tail_end(s, unit, right), s.text(noun, unit)
    name = f"{counted} {s.text(unit + 1, tail)}" if _denied(s, unit) else s.text(noun, tail)
    first, last = starts[begin], ends[tail - 1]
    q = Quantity(first, last, first, 0, None, counted.lower(), "count", "=", True, noun=starts[noun])
    return Named(q, first, last, name, True, left, right, tail)
