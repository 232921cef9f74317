"""Goals of nothing left: "không còn hộ nghèo" is a target of 0 with the noun as unit.

zero := (không còn | xóa hết ...) counted noun [what tells it apart]
"""

from kehoach.extraction.targets.naming import Named, tail_end
from kehoach.extraction.targets.statement import Statement
from kehoach.language.quantities import Quantity


def find_zeros(s: Statement) -> list[Named]:
    """The goals of nothing left in a statement; a noun that is not counted gives none ("không còn tình trạng ...")."""
    if not (s.goals or s.has("goal_cues") or s.until_a_year):
        return []
    marks, made = s.clauses.marks, []
    starts, ends = marks.tokens.starts, marks.tokens.ends
    for begin, noun in marks.cues("nothing_left", s.first, s.last):
        unit = marks.cue_at("counts", noun)
        if unit is None or unit > s.last or s.has("past_cues", s.part_from(begin), begin):
            continue
        tail = tail_end(s, unit, s.part_to(begin))
        quantity = Quantity(
            starts[begin],
            ends[tail - 1],
            starts[begin],
            0,
            None,
            s.text(noun, unit).lower(),
            "count",
            "=",
            True,
            noun=starts[noun],
        )
        made.append(
            Named(
                quantity,
                starts[begin],
                ends[tail - 1],
                s.text(noun, tail),
                True,
                s.part_from(begin),
                s.part_to(begin),
                tail,
            )
        )
    return made
