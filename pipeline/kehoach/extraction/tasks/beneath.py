"""Words beneath or behind work that only say who does it: "(Sở Tài chính chủ trì; xong trước 30/9)", "- Sở Y tế chủ trì."."""

from kehoach.clauses import Clause
from kehoach.clauses.begins import begins_work
from kehoach.clauses.duty import Duty, read_duty
from kehoach.clauses.ends import over
from kehoach.clauses.responsible import read_tail
from kehoach.extraction.tasks.announcing import NO_WORK
from kehoach.language import Marks


def names_who(marks: Marks, clause: Clause) -> bool:
    """Whether a clause is a bracket or a line that says who does the work above it and states none itself."""
    first, last = marks.stretch(clause.start, clause.end)
    words = marks.tokens.words
    if words[first] == "(":
        closed = clause.form == "text" and ")" in words[last - 2 : last]
        return closed and read_tail(marks, first, last, least=0) is not None
    duty = read_duty(marks, first, last)
    if duty is None or duty.preface or duty.force not in ("role", "order"):
        return False
    role = duty.force == "role" or bool(marks.cues("lead_roles", duty.first, duty.work) or duty.support)
    return role and over(marks, marks.cue_at("carries_out", duty.work) or duty.work, last, timed=True)


def says_only_who(marks: Marks, duty: Duty, last: int) -> bool:
    """Whether a sentence says who does the work stated before it: "Số hóa tài liệu trước ngày 30/9. Trung tâm Lưu trữ chịu
    trách nhiệm chính.", "... Các thôn tổ chức thực hiện, hoàn thành trước ngày 30/9."."""
    done = marks.cue_at("carries_out", duty.work) if duty.force == "verb" else None
    at = done or duty.work
    ended = at >= last or marks.tokens.words[at] in (",", ".", ";")
    short = last - duty.work <= NO_WORK and not _states(marks, duty.work)
    return (done is not None and ended) or (duty.force in ("role", "obligation") and (ended or short))


def _states(marks: Marks, at: int) -> bool:
    """Whether work of its own begins at a token: "kiểm tra bếp ăn", not "tham mưu thực hiện"."""
    return begins_work(marks, at) and not marks.any_at(("carries_out", "tail_roles", "announced_work"), at)
