"""Where a time stands in its clause: at the beginning, at the end, before a colon, in a bracket, in a list; what stands around it."""

from kehoach.clauses import Clause
from kehoach.extraction.deadlines.timing import Said, Timing

BEFORE, FAR = 16, 60  # tokens in which what is past is told
_LABEL = 6  # tokens between a label of time and a time
CLAUSE_ENDS = frozenset({",", ";", ".", ")", ":"})
_SENTENCE_ENDS = frozenset({".", ";"})
_LABEL_ENDS = frozenset({".", ";", ":"})
_BREAKS = frozenset({".", ";", ":", ",", "-"})  # what parts the clauses of a statement
_NUMBERED = frozenset({"i", "ii", "iii", "iv"})


class Places:
    """The places of the times of one clause."""

    def __init__(self, timing: Timing, clause: Clause, kinds: frozenset[str]) -> None:
        self.timing, self.clause, self.kinds = timing, clause, kinds
        self.words, self.meta = timing.marks.tokens.words, timing.clauses.meta

    def _behind_last(self, signs: frozenset[str], said: Said, most: int | None = None) -> int:
        """The token behind the last of some signs before a time, at most so many tokens away."""
        least = said.first if most is None else max(said.first, said.token - most)
        at = said.token
        while at > least and self.words[at - 1] not in signs:
            at -= 1
        return at

    def clause_start(self, said: Said, most: int) -> int:
        """The token behind the last stop before a time, at most so many tokens away."""
        return self._behind_last(_SENTENCE_ENDS, said, most)

    def _part_start(self, said: Said) -> int:
        """The token behind the last sign before a time."""
        return self._behind_last(CLAUSE_ENDS, said)

    def _own_clause(self, said: Said, most: int) -> int:
        """The token with which the clause begins that a time stands in, however short it is."""
        return self._behind_last(_BREAKS, said, most)

    def _in_bracket(self, said: Said) -> bool:
        """Months still to come in a bracket of their own that ends a clause: "02 lần/năm (tháng 12/2026 và tháng 4/2027).", "(dự
        kiến tháng 7/2026)"."""
        words, near = self.words, range(said.behind, min(said.behind + BEFORE, said.last))
        end = next((at for at in near if words[at] == ")"), None)
        opened = said.token - 1 - 2 * self.timing.ends_at("planned", said.token)
        if words[opened] != "(" or end is None:
            return False
        alone = all(w in (",", "và", "tháng", "/", "-") or w.isdecimal() for w in words[said.behind : end])
        closes = end + 1 >= said.last or words[end + 1] in CLAUSE_ENDS or words[end + 1] == "-"
        return alone and closes and (said.when.end or "") >= (self.timing.issued or "")

    def _in_round(self, said: Said) -> bool:
        """ "đợt 1 | tháng 5, đợt 2 | tháng 11": when each round of the work is."""
        return self.words[said.token - 2] == "đợt" and self.words[said.token - 1].isdecimal()

    def _list_start(self, said: Said) -> int:
        """Where the list begins that a time stands in: "báo cáo | quý I, 6 tháng, quý III"."""
        at = said.token
        while at > max(said.first, said.token - BEFORE) and (
            self.words[at - 1] in (",", "và")
            or self.timing.marks.any_at(("quarters", "months"), at - 1)
            or self.words[at - 1] in _NUMBERED
            or self.words[at - 1].isdecimal()
        ):
            at -= 1
        return at + (self.words[at] in (",", "và"))  # "02 đợt, | tháng 6 và tháng 9"

    def _heads_line(self, said: Said) -> bool:
        """Whether a colon stands behind a time, with nothing but a bracket between: "Ngày 23, 24/02 (thứ Hai, thứ Ba):"."""
        at, words = said.behind, self.words
        if words[at : at + 1] == ["("]:
            closing = range(at + 1, min(at + BEFORE, said.last))
            at = next((i + 1 for i in closing if words[i] == ")"), at)
        return at < said.last and words[at] == ":"

    def _is_time(self, token: int) -> bool:
        """Whether a time begins at a token."""
        marks = self.timing.marks
        return token < len(self.words) and marks.at("time", marks.tokens.starts[token]) is not None

    def _clause_of_work(self, said: Said) -> bool:
        """Whether the clause that a time stands in begins with work that comes back."""
        return self.timing.marks.cue_at("repeated_work", self._own_clause(said, FAR)) is not None

    def _ends_with_work(self, said: Said) -> bool:
        """Whether the last clause of a statement is work that comes back: "..., chấm điểm thi đua | hằng quý."."""
        return self._comes_back(self._own_clause(said, BEFORE), said)

    def _comes_back(self, at: int, said: Said) -> bool:
        """Whether work that comes back begins at a token before a time, which tells how often, and not of which things."""
        verb = self.timing.marks.cue_at("repeated_work", at)
        if verb is None or self.timing.marks.cue_at("not_repeated", at) is not None:
            return False
        return not self.timing.has("yearly_things", verb, said.token)

    def _labelled(self, said: Said) -> bool:
        """Whether a label of time stands before: "...; thời gian: | hằng tháng", "thời gian: 02 đợt, | tháng 6"."""
        at = self._behind_last(_LABEL_ENDS, said, _LABEL)
        return self.words[at - 1] == ":" and self.timing.ends_at("time_labels", at - 1)

    def _closes(self, said: Said) -> bool:
        """Whether a statement ends at a time."""
        return all(self.words[at] in (")", ".", ";", "/") for at in range(said.behind, said.last))

    def _set_off(self, said: Said) -> bool:
        """Whether commas stand on both sides of "sau khi ...": "Hợp đồng mẫu, | sau khi Sở Tư pháp cho ý kiến, | do Sở A công bố"."""
        after = self.timing.marks.cue_at("after_events", said.token) is not None
        return (
            after and self.words[said.token - 1] == "," and self.words[said.behind : said.behind + 1] == [","]
        )

    def _begins_with_work(self, said: Said) -> bool:
        """ "Tổ chức tập huấn ... hằng năm", not "... theo kế hoạch công tác hằng năm"."""
        at = said.first
        while at < said.token and not self.words[at][:1].isalnum():
            at += 1
        return self._comes_back(at, said)

    def _heads_clause(self, said: Said) -> bool:
        """Whether a clause begins with a time: "...; năm 2027: vận hành thử", "...; trong năm 2026 kiểm tra 06 chi bộ"."""
        before, behind = self.words[said.token - 1], self.words[said.behind : said.behind + 1]
        acts = said.expr.told and self._acts_behind(said)
        return said.token > said.first and before == ";" and (behind == [":"] or acts)

    def _acts_behind(self, said: Said) -> bool:
        """Whether a verb stands right behind a time."""
        segments = self.timing.marks.segments
        return said.behind < said.last and segments.speech[said.behind].startswith("V")

    def _leads(self, said: Said) -> bool:
        """Whether nothing but a bullet or a word such as "dự kiến" stands between the beginning and a time."""
        at = said.first
        while at < said.token:
            end = self.timing.marks.cue_at("before_opening_times", at)
            at = end if end is not None else at + 1 if not self.words[at][:1].isalpha() else said.last + 1
        return at == said.token

    def _sets_goal(self, first: int, last: int) -> bool:
        """Whether a number to be reached stands among tokens."""
        words = self.words
        if any(
            words[end][:1].isdecimal()
            for _, end in self.timing.marks.cues("amount_openers", first, last)
            if end < last
        ):
            return True
        return any(words[at] == "%" and words[at - 1][:1].isdecimal() for at in range(first + 1, last))
