"""A sentence, item or cell as those who look for goals see it: its tokens, where its clauses end, what governs it."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from kehoach.clauses import Clause, Clauses
from kehoach.clauses.duty import read_duty
from kehoach.clauses.partners import read_partners
from kehoach.language.marks import Mark, Marks
from kehoach.language.numbers import COMPARATORS
from kehoach.language.quantities import Quantity
from kehoach.language.times import TimeExpr

RESULT_CELLS = (
    "product",
    "amount",
)  # columns that say what work is to yield, or how much of it is to be done


class Statement(Struct, dict=True):
    """The tokens [first, last) of a clause. ``cuts`` are the tokens where parts of it begin; ``goals``: it stands below
    a heading or lead-in of goals; ``kinds``: how the words are to be taken; ``until_a_year``: they say by when."""

    clauses: Clauses
    clause: Clause
    first: int
    last: int
    cuts: list[int]
    kinds: frozenset[str]
    until_a_year: bool

    @property
    def goals(self) -> bool:
        return "targets" in self.kinds

    @property
    def result(self) -> bool:
        """Whether it is a cell that says what the work of its row is to yield: "12 lớp, khoảng 900 lượt người"."""
        return any(role in self.kinds for role in RESULT_CELLS)

    @property
    def asks(self) -> bool:
        """Whether it asks for work: it is an item or row of a document that hands out work, of a resolution's tasks, or of what
        a report has ahead."""
        genre = self.clauses.genre(self.clause)
        resolved = genre.resolves and "tasks" in self.kinds
        handed = genre.goals == "all" or resolved or ("outlook" in self.kinds and genre.goals != "none")
        told = self.kinds & {"tasks", "organisation", "outlook", "targets", "task"}
        stands = bool(told or self.clause.section) or self.clause.form == "item"
        return handed and stands and "background" not in self.kinds

    @cached_property
    def times(self) -> Sequence[Mark]:
        """The times in it."""
        tokens = self.clauses.marks.tokens
        return self.clauses.marks.between("time", tokens.starts[self.first], tokens.ends[self.last - 1])

    @cached_property
    def leading(self) -> list[Mark]:
        """Those that tell when of all that follows, by a preposition or by where they stand."""
        return [time for time in self.times if _leads(self, time)]

    def has(self, name: str, first: int | None = None, last: int | None = None) -> bool:
        """Whether a phrase of a list stands among the tokens [first, last)."""
        marks = self.clauses.marks
        return bool(
            marks.cues(name, self.first if first is None else first, self.last if last is None else last)
        )

    def token(self, offset: int) -> int:
        """The token that begins at or behind an offset."""
        return self.clauses.marks.token_from(offset)

    def left_of(self, q: Quantity) -> int:
        """Where the part that holds a quantity begins."""
        return self.part_from(self.token(q.cue))

    def right_of(self, q: Quantity) -> int:
        """Where that part ends."""
        return self.part_to(self.token(q.cue))

    def part_from(self, token: int) -> int:
        """Where the part that holds a token begins."""
        return self.cuts[bisect_right(self.cuts, token) - 1]

    def part_to(self, token: int) -> int:
        """Where the part that holds a token ends."""
        at = bisect_right(self.cuts, token)
        return self.cuts[at] if at < len(self.cuts) else self.last

    def text(self, first: int, last: int) -> str:
        """The words of some tokens, on one line."""
        return self.clauses.marks.printed(first, last) if last > first else ""


def _leads(s: Statement, time: Mark) -> bool:
    """Whether a time tells when, and does not only name a plan or standard ("chuẩn nghèo giai đoạn 2021 - 2025"): it
    has a preposition, or begins the statement or a part of it; a yearly average is no yearly goal."""
    at = s.token(time.start)
    before = s.clauses.marks.word(at - 1) if at else "\n"
    if time.value.first is None:
        behind = s.token(time.end)
        counts = s.clauses.marks.tokens.coded[behind : min(behind + 1, s.last)] == "0"
        if counts and before != "quân":
            return True  # "mỗi năm 1 lần"
        return before not in ("quân", "bình") and (
            at == s.first or not before.isalpha() or time.value.told or before in ("đấu", "tiêu", "đảm")
        )
    if before == "của" or s.clauses.marks.cue_before("dated_nouns", at) is not None:
        return False
    opens = at == s.first or before in (",", ";", ":", "-", "+", "(", "và", "*", "\n")
    return opens or time.value.told or before in ("đấu", "tiêu")


def _is_reached_by(time: TimeExpr) -> bool:
    return (
        time.first is not None and time.op in ("until", "before") and time.first.grain in ("year", "period")
    )


def stated(clauses: Clauses, clause: Clause, start: int, end: int, kinds: frozenset[str]) -> Statement:
    """The statement of a stretch of characters."""
    first, last = clauses.marks.stretch(start, end)
    until = _until_a_year(clauses, first, last)
    cuts = sorted({*_cuts(clauses, first, last), _work_from(clauses.marks, first, last)})
    return Statement(clauses, clause, first, last, cuts, kinds, until)


def _until_a_year(clauses: Clauses, first: int, last: int) -> bool:
    """Whether words say by when: "đến năm 2030", "vào năm 2028"."""
    tokens = clauses.marks.tokens
    times = clauses.marks.between("time", tokens.starts[first], tokens.ends[last - 1])
    return any(_is_reached_by(t.value) or clauses.low.startswith("vào", t.start) for t in times)


def _work_from(marks: Marks, first: int, last: int) -> int:
    """Where the work begins behind whoever is charged: "Chủ trì, phối hợp với Sở Tài chính | bố trí ngân sách"."""
    at = marks.cue_at("lead_roles", first) or first
    at += at < last and marks.tokens.words[at] in (",", "và")
    partners = read_partners(marks, at, last)
    if partners is not None:
        return min(partners.last, last - 1)
    duty = read_duty(marks, first, last)
    charged = duty is not None and duty.force in ("role", "obligation", "order") and first < duty.work < last
    return duty.work if duty is not None and charged else first


def _cuts(clauses: Clauses, first: int, last: int) -> list[int]:
    """Where parts begin: behind semicolons, and behind colons that introduce no number and stand in no brackets."""
    words, cuts, depth = clauses.marks.tokens.words, [first], 0
    for at in range(first, last):
        word = words[at]
        if word == "(":
            depth += 1
        elif word == ")":
            depth = max(0, depth - 1)
        elif (word == ";" and at + 1 < last) or (
            word == ":" and not depth and at + 1 < last and not _numbered(clauses, at + 1)
        ):
            cuts.append(at + 1)
    return cuts


def _numbered(clauses: Clauses, at: int) -> bool:
    """Whether a number follows, with or without a comparator."""
    marks = clauses.marks
    ends = (marks.cue_at(name, at) for name in COMPARATORS)
    at = max((end for end in ends if end is not None), default=at + (marks.tokens.words[at] == "từ"))
    return at < len(marks.tokens.words) and marks.tokens.words[at][0].isdecimal()
