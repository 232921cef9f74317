"""The times of a document with the dates that they have in it."""

from bisect import bisect_left, bisect_right

from msgspec import Struct

from kehoach import rules
from kehoach.clauses import Clause, Clauses
from kehoach.clauses.governing import kinds
from kehoach.clauses.petitions import is_petition
from kehoach.extraction.covered import Covered
from kehoach.language.dates import Frame, TimeExpr, resolve
from kehoach.language.marks import Mark
from kehoach.model import When
from kehoach.text import fold


class Timed(Struct):
    """A time that schedules work: its stretch in characters, its dates, the section."""

    start: int
    end: int
    when: When
    section: str | None
    scheduled: bool = False  # stands in a schedule line or cell


class Said(Struct, frozen=True):
    """A time in a statement, as characters and as tokens, with what it is and its dates; the statement's tokens."""

    start: int
    end: int
    expr: TimeExpr
    when: When
    token: int
    behind: int
    first: int
    last: int


def within_days(said: Said) -> bool:
    """ "trong thời hạn 15 ngày kể từ ngày ...", not "sau khi hoàn thành 02 công trình"."""
    count = f" {said.expr.words}".lower().partition(" khi ")[0]
    return said.expr.op == "event" and any(letter.isdecimal() for letter in count)


class Timing:
    """Times by place, with their dates in this document."""

    def __init__(self, clauses: Clauses, covered: Covered) -> None:
        self.clauses, self.marks, self.covered = clauses, clauses.marks, covered
        period, issued = clauses.meta.period, clauses.meta.issued
        self.issued = issued if issued and len(issued) == len("2026-01-01") else None
        year = period.start if period and period.start == period.end else issued
        self._year = int(year[:4]) if year and year[:4].isdecimal() else None
        title = fold(clauses.meta.title or "")
        begins = title.partition("năm học ")[2][:4]  # "Giáo dục nhà trường năm học 2026 - 2027"
        self._school = begins.isdecimal() and len(begins) == len("2026")
        self._year = int(begins) if self._school else self._year
        self._procedure = title.startswith(
            tuple(rules.load("deadlines")["law_titles"])
        ) and clauses.meta.type in ("QĐ", "NQ")
        self._again = sorted(
            a
            for name in ("yearly", "regularly")
            for a, _ in self.marks.cues(name, 0, len(self.marks.tokens.words))
        )

    def times(self, start: int, end: int) -> list[Said]:
        """The times of a stretch that stand in no citation and have dates, a recurrence or a condition."""
        marks = self.marks.between("time", start, end)
        if not marks:
            return []
        first, last = self.marks.stretch(start, end)
        yearly = bisect_right(self._again, last - 1) > bisect_left(self._again, first)
        frame = Frame(self._year, self.issued, yearly, self._school)
        found = []
        for mark in marks:
            when = resolve(mark.value, frame)
            if when is not None and not self._in_citation(mark, when):
                token, behind = self.marks.stretch(mark.start, mark.end)
                found.append(Said(mark.start, mark.end, mark.value, when, token, behind, first, last))
        return found

    def _in_citation(self, mark: Mark, when: When) -> bool:
        """Whether a time is part of a citation; "... về phát triển chợ trước 15/6/2026": a day to come that work must be done
        before is no part of the title, nor is an event that tells of what is cited: "sau khi Luật Đất đai được thông qua"."""
        ahead = (
            mark.value.op == "before"
            and mark.value.grain == "day"
            and (when.end or "-") > (self.issued or "9")
        )
        end = mark.start + 1 if mark.value.op == "event" else mark.end
        return self.covered.holds(mark.start, end) and not ahead

    def lays_down_law(self, clause: Clause) -> bool:
        """Whether a clause makes rules or describes a procedure rather than plans work."""
        genre = self.clauses.genre(clause)
        return self._procedure or genre.law or genre.name == "scoring"

    def is_idle(self, clause: Clause) -> bool:
        """Whether no work is planned where a clause stands: in invitations, awards ..., in what a report tells as done."""
        genre = self.clauses.genre(clause)
        return (genre.work == "none" and not self.lays_down_law(clause)) or (
            genre.work == "outlook"
            and ("outlook" not in self.kinds(clause) or is_petition(self.clauses, clause))
        )

    def kinds(self, clause: Clause) -> frozenset[str]:
        """How the words of a clause are to be taken."""
        return kinds(self.clauses, clause)

    def is_service(self, said: Said) -> bool:
        """Whether a time within days of an event tells how fast applications are dealt with."""
        return (
            said.expr.op == "event"
            and within_days(said)
            and self.has("service_papers", said.token, said.behind)
        )

    def timed(self, clause: Clause, said: Said) -> Timed:
        """A time of a clause as one that schedules work."""
        return Timed(said.start, said.end, said.when, clause.section)

    # --- cues around a time -----------------------------------------------------------------------

    def ends_at(self, name: str, token: int) -> bool:
        """Whether a phrase of a list ends right before a token."""
        return self.marks.cue_before(name, token) is not None

    def has(self, name: str, first: int, last: int) -> bool:
        """Whether a phrase of a list stands among tokens."""
        return bool(self.marks.cues(name, max(0, first), last))
