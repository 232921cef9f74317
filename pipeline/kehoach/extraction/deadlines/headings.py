"""Headings that schedule what stands below them: in a timetable, or "Nhiệm vụ cần hoàn thành trong năm 2026"."""

from kehoach.clauses import Clause
from kehoach.extraction.deadlines.schedules import scheduled
from kehoach.extraction.deadlines.statements import from_statement
from kehoach.extraction.deadlines.timing import Said, Timed, Timing
from kehoach.parsing.lines import schedule_role

_SHORT = frozenset({"week", "month", "quarter", "half"})
_SCHEDULES_NOTHING = frozenset({"targets", "past", "background"})  # kinds of what stands below a heading
_LABEL_WORDS = 8  # so many words behind a colon may still be a title


def from_heading(timing: Timing, clause: Clause) -> list[Timed]:
    """The time of a heading; the whole heading stands for it where it names the work."""
    text = timing.clauses.text[clause.start : clause.end]
    role = schedule_role(text)
    if role and role[0] == "time":
        return scheduled(timing, clause, clause.start + role[1], clause.end)
    times = timing.times(clause.start, clause.end)
    if not times:
        return []
    if _states_work(text):
        return from_statement(timing, clause)
    said = times[0]
    # a row over all columns, a heading that is a day: of those below it
    if said.expr.grain == "day" and (clause.table is not None or _is_time(timing, said)):
        return [timing.timed(clause, said)]
    if said.expr.grain in _SHORT and _is_time(timing, said) and not timing.kinds(clause) & _SCHEDULES_NOTHING:
        return [timing.timed(clause, said)]
    if _is_phase(timing, said) and "targets" not in timing.kinds(clause):
        return [timing.timed(clause, said)]
    if _completes(timing, times[-1]) and "targets" not in timing.kinds(clause):
        return [timing.timed(clause, times[-1])]
    if timing.has("scheduled_nouns", said.first, said.last) and _is_told(said) and not _names(timing, said):
        return [Timed(clause.start, clause.end, said.when, clause.section)]
    over = timing.clauses[clause.above] if clause.above >= 0 else None
    in_timetable = (
        over is not None and "schedule" in timing.kinds(over) and "targets" not in timing.kinds(clause)
    )
    return [timing.timed(clause, said)] if in_timetable else []


def _states_work(text: str) -> bool:
    """Whether a heading goes on behind a colon with whole work: "5. Trạm Y tế các xã: xây dựng kế hoạch, gửi trước ngày ..."."""
    _, colon, work = text.rstrip().partition(":")
    return bool(colon) and work.endswith((".", ";")) and work.count(" ") > _LABEL_WORDS


def _is_time(timing: Timing, said: Said) -> bool:
    """Whether a heading says nothing but a time: "Ngày 1: Thứ Hai, ngày 24/8/2026", "2.1. Quý I/2026"."""
    words = timing.marks.tokens.words
    weekday = timing.marks.cue_at("weekdays", said.first) or said.first
    return weekday + (words[weekday : weekday + 1] == [","]) >= said.token and said.behind >= said.last


def _is_phase(timing: Timing, said: Said) -> bool:
    """Whether a heading ends in a bracket that says when its phase is: "TRƯỚC MÙA MƯA BÃO (hoàn thành trước ngày 31/5/2026)"."""
    words, expr = timing.marks.tokens.words, said.expr
    bracketed = words[said.behind : said.behind + 1] == [")"] and said.behind + 1 >= said.last
    bounded = expr.op in ("before", "until") or expr.last is not None
    return bracketed and bounded and expr.grain in ("day", "month", "quarter", "week")


def _completes(timing: Timing, said: Said) -> bool:
    """ "1. Hoàn thành mục tiêu 300 km đường bộ | trong năm 2026": work to be finished, up to the time that ends the heading."""
    work = timing.marks.cue_at("completing", said.first) is not None
    return work and said.behind >= said.last and _is_told(said)


def _names(timing: Timing, said: Said) -> bool:
    """Whether "thường xuyên" is part of a name within a heading: "... giáo dục thường xuyên công lập"."""
    ends = said.behind >= said.last or timing.ends_at("scheduled_nouns", said.token)
    return said.expr.every == "continuous" and not ends


def _is_told(said: Said) -> bool:
    """ "thường xuyên", "trong năm 2026"; "nhiệm vụ năm 2026" only names a year."""
    return said.expr.every == "continuous" or (
        said.expr.told and said.expr.op != "event" and said.expr.grain != "period"
    )
