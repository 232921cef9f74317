"""Times in running text: whether one sets when work is done, or only dates, names or counts something."""

from kehoach.clauses import Clause
from kehoach.extraction.deadlines.lists import due_report, goes_on
from kehoach.extraction.deadlines.places import BEFORE, CLAUSE_ENDS, FAR
from kehoach.extraction.deadlines.recurring import AFTER, NO_WORK, Recurring
from kehoach.extraction.deadlines.timing import Said, Timed, Timing, within_days

_RULES = frozenset({"regulation", "charter", "scoring", "award", "past", "background"})
_OLD = 5  # years before the issue that no work begins


def from_statement(timing: Timing, clause: Clause) -> list[Timed]:
    """The times of a paragraph, item, lead-in or label line that schedule work."""
    if not timing.marks.between("time", clause.start, clause.end):
        return []
    kinds = timing.kinds(clause)
    capitals = timing.clauses.text[clause.start : clause.end].isupper()  # a title's second line
    if clause.form == "footnote" or kinds & _RULES or capitals or timing.is_idle(clause):
        return []
    found: list[Timed] = []
    statement = _Statement(timing, clause, kinds)
    for start, end in timing.clauses.marks.sentences(clause.start, clause.end):
        found += _in_sentence(statement, start, end)
    return found


class _Statement(Recurring):
    """The judge of the times of one clause."""

    # --- what bars a time -------------------------------------------------------------------------

    def schedules(self, said: Said) -> bool:
        """Whether a time sets when something is to be done."""
        if said.expr.use == "line" and not (
            self._bracketed(said)
            or self._opening_day(said)
            or self._in_round(said)
            or self._held(said)
            or self._opening_month(said)
            or self._labelled(said)
        ):
            return False
        if self._barred(said):
            return False
        grain = said.expr.grain
        if grain == "event":
            return self._happens(said)
        if grain == "every":
            return self.repeats(said)
        if grain in ("quarter", "half", "month", "week"):
            return self._acts_within(said)
        if grain in ("year", "period", "school", "feast"):
            return self._in_years(said)
        return self._on_days(said)

    def _barred(self, said: Said) -> bool:
        """What no kind of time schedules: purposes, law texts, counts up to a day, what is past."""
        dated = said.expr.grain == "day"
        conditional = said.expr.op != "event" and self.words[said.behind : said.behind + 1] == ["thì"]
        long_ago = said.expr.last is not None and _years_between(said.when.start, self.meta.issued) > _OLD
        remaining = self.timing.marks.cue_at("remaining", said.behind) is not None
        timeless = not self.timing.clauses.genre(self.clause).times
        if self.timing.is_service(said) or conditional or remaining or timeless or long_ago:
            return True
        if self._is_forecast(said):
            return True
        if "purpose" in self.kinds and not (dated and said.expr.last is None):
            return True
        last_day = dated and said.expr.op in ("before", "until")
        if self.timing.lays_down_law(self.clause) and not (last_day or self._reports_back(said)):
            return not (within_days(said) and self.timing.has("own_issue", said.token, said.behind))
        return self._counted(said) or (said.expr.grain not in ("every", "event") and self._past(said))

    def _is_forecast(self, said: Said) -> bool:
        """Whether the clause, the sentence or what stands before a time in its part tells what is expected: "(dự báo vào tháng 10/2026)"."""
        marks, told = self.timing.marks, self.timing.marks.token_from(self.clause.start)
        opened = any(marks.cue_at("expected", at) is not None for at in (said.first, told))
        return opened or self.timing.has("expected", self.clause_start(said, BEFORE), said.token)

    def _reports_back(self, said: Said) -> bool:
        """ "Định kỳ hằng năm báo cáo UBND tỉnh" in a decision that hands over powers: how often is told of it, not a rule."""
        told = self.timing.marks.cue_at("reports", said.behind) is not None
        return said.expr.grain == "every" and told and not self.timing.clauses.genre(self.clause).law

    def _past(self, said: Said) -> bool:
        first = self.clause_start(said, BEFORE)
        if self.timing.has("past_times", first, said.token):
            return True
        to_come = said.expr.op == "before" and (said.when.end or "") > (self.timing.issued or "9")
        if self.timing.has("under_way", first, said.token) and not to_come:
            return True
        if self.timing.marks.cue_at("told_after", said.behind) is not None:
            return True
        if self.timing.has("past_orders", self.clause_start(said, FAR), said.token):
            return True
        end, issued = said.when.end, self.timing.issued
        if not end or issued is None or end.startswith("-"):
            return False
        over = end.startswith("1") or end <= issued  # a year of the last century, or before the issue
        return over and self.timing.has("dated_acts", first, said.token)

    def _counted(self, said: Said) -> bool:
        """ "số liệu tính đến ngày ...", "tính từ ngày ... đến ngày ...", "Mốc thời gian kiểm tra: từ ... đến ..." count what was."""
        if said.expr.op != "before" and self.timing.ends_at("counted_to", said.token):
            return True
        if said.expr.op in ("until", "now") and self.timing.ends_at("left_until", said.token):
            return True
        goes_on = said.expr.op == "until" and self.words[said.behind : said.behind + 1] == [","]
        if goes_on and self.timing.has("states_of_things", self._part_start(said), said.token):
            return True  # "báo cáo tình hình giải ngân đến ngày 15/5/2026, trong đó nêu rõ ..."
        if said.expr.last is not None and self.timing.marks.cue_at("counted_from", said.token) is not None:
            return True
        first = max(said.first, said.token - 10)
        return self.words[said.token - 1] == ":" and self.timing.has("counted_spans", first, said.token)

    # --- one question for each kind of time -------------------------------------------------------

    def _on_days(self, said: Said) -> bool:
        expr, end = said.expr, said.when.end or said.when.start or ""
        if expr.use == "lead" and (expr.last is not None or expr.op == "in"):
            return self._stands_out(said)
        if expr.use == "line" and self._held(said):
            return True
        if expr.last is not None or (expr.op == "in" and not end.startswith("-")):
            issued = self.timing.issued or ""
            return end.startswith("-") or end >= issued
        if expr.op == "from":
            since = "kể" in self.words[said.token - 1 : said.token + 1] and not self._leads(said)
            since = since and not said.expr.words  # "kể từ 17 giờ ngày 03/9 cho đến khi bão tan"
            begun = (said.when.start or "") < (self.timing.issued or "") and not end.startswith("-")
            return not since and not begun and not self.timing.has("entry_into_force", said.first, said.last)
        if expr.op == "until" and "targets" in self.kinds and self._leads(said):
            return not self._sets_goal(said.first, said.last)  # "Đến hết ngày 13/3/2026: 100% hộ ký cam kết"
        return expr.use in ("always", "line") or self._opens(said) or self._reached_by(said)

    def _reached_by(self, said: Said) -> bool:
        """A day to come by which work reaches something: "rà soát hồ sơ, bảo đảm đến 31/12/2026 có trên 70% ..."."""
        dated = said.expr.op == "until" and said.expr.first is not None and said.expr.first.year is not None
        return dated and not self.kinds & NO_WORK and (said.when.end or "") > (self.timing.issued or "9")

    def _held(self, said: Said) -> bool:
        """A day to come on which something is held: "tổ chức chương trình giao lưu tối 17/10/2026", "trao giải: dự kiến ngày
        02/9/2026"; a feast that is kept on it is none ("chào mừng Quốc khánh 02/9/2026")."""
        expr = said.expr
        if (
            expr.grain != "day"
            or expr.op != "in"
            or expr.first is None
            or expr.first.year is None
            or expr.last
        ):
            return False
        behind = self.words[said.behind] if said.behind < said.last else "."
        if self.kinds & NO_WORK or (said.when.end or "") <= (self.timing.issued or "9"):
            return False
        first = self.clause_start(said, BEFORE)
        held = self.timing.has("held", first, said.token) and not self.timing.has(
            "celebrated", first, said.token
        )
        return held and (behind in CLAUSE_ENDS or behind in ("tại", "("))

    def _acts_within(self, said: Said) -> bool:
        """ "tháng 5/2026" where something happens in it; "kế hoạch quý I", "tiền lương tháng 5/2026" name things."""
        begin = self._list_start(said)
        named = self.timing.ends_at("named_by_times", begin) and not self._in_round(said)
        plain = not (said.expr.told or said.expr.every or self._in_round(said))
        if plain and self._of_noun(begin, said):
            return False
        if named and not said.expr.told:
            return False
        if said.expr.use == "line":
            return self._in_round(said) or self._opening_month(said) or self._labelled(said)
        if said.expr.use != "always":
            return self._stands_out(said)
        if "targets" in self.kinds and not self._leads(said) and self._measures(said):
            return False
        run = said.expr.last is not None and "và" not in self.words[said.token : said.behind]
        if said.expr.grain != "month" or run or said.expr.told or said.expr.every:
            return True
        near = max(said.first, said.token - 8)
        return (
            self._leads(said)
            or self.timing.has("time_done", near, said.token)
            or self.words[said.token - 1] == ":"
            or self._in_bracket(said)
            or self._labelled(said)
        )

    def _measures(self, said: Said) -> bool:
        """Whether the sentence holds a number: what a goal without one is done by schedules it ("đưa Trung tâm vào hoạt động trong quý I")."""
        starts, ends = self.timing.marks.tokens.starts, self.timing.marks.tokens.ends
        numbers = self.timing.marks.between("quantity", starts[said.first], ends[said.last - 1])
        return any(not said.start <= number.start < said.end for number in numbers)

    def _of_noun(self, begin: int, said: Said) -> bool:
        """Whether a noun stands right before a quarter or month, which tells it from others: "kinh phí sự nghiệp giao thông | quý I/2026";
        what is completed is so by then."""
        segments, at = self.timing.marks.segments, begin - 1
        while at > said.first and not segments.begins[at]:
            at -= 1
        done = self.timing.has("time_done", self._own_clause(said, BEFORE), begin)
        return at > said.first and segments.speech[at].startswith("N") and not done

    def _stands_out(self, said: Said) -> bool:
        """Whether a time without a year, still to come, opens a statement or ends a clause of it: "cắt tỉa cây (xong trong tháng 2)"."""
        behind = self.words[said.behind] if said.behind < said.last else "."
        ahead = (said.when.end or said.when.start or "") >= (self.timing.issued or "")
        ends = behind in CLAUSE_ENDS or (behind == "và" and self._is_time(said.behind + 1))
        return ahead and not self.kinds & NO_WORK and (ends or self._leads(said))

    def _in_years(self, said: Said) -> bool:
        if said.expr.use == "line":
            return True
        if said.expr.grain == "feast":
            season = (said.when.start or "")[:7] != (said.when.end or "")[:7]  # "trong dịp hè năm 2026"
            ends = season and said.expr.told and self._stands_out(said)
            return said.expr.use == "always" or ends or self._opens(said)
        if said.expr.use == "always":
            return not self._sets_goal(said.first, said.last) and not self.timing.has(
                "pledges", said.first, said.token
            )
        if said.expr.op == "now":
            return self._opens(said) if self.kinds & NO_WORK else not self._sets_goal(said.first, said.last)
        return self._opens(said) or self._ends_year(said)

    def _ends_year(self, said: Said) -> bool:
        """A year or years to come at the end of a clause of work: "kiểm tra tại 25 xã, phường trong năm 2026.", "xây nhà máy nước
        trong giai đoạn 2027 - 2028."; the years of the plan itself schedule nothing in it."""
        told = self.words[said.token] in ("trong", "ngay", "suốt") or self._completes(said)
        told = told or self.timing.ends_at("onward", said.behind)
        if (
            not told
            or said.expr.grain not in ("year", "period")
            or said.expr.last is not None
            or self._is_of_plan(said)
        ):
            return False
        ahead = (said.when.end or "9") >= (self.meta.issued or "9")
        return (
            ahead
            and not self._qualifies(said)
            and self._stands_out(said)
            and not self._sets_goal(max(said.first, said.token - FAR), min(said.last, said.behind + AFTER))
        )

    def _completes(self, said: Said) -> bool:
        """Whether its clause is of work to be completed, and of no programme: "hoàn thành Trung tâm Ung bướu | giai đoạn 2026-2028"."""
        at = self._own_clause(said, BEFORE)
        done = self.timing.marks.cue_at("time_done", at) is not None and said.expr.grain == "period"
        return done and not self.timing.has("programmes", at, said.token)

    def _is_of_plan(self, said: Said) -> bool:
        """Whether a period is that of the plan itself."""
        period, first = self.meta.period, said.expr.first
        if said.expr.grain != "period" or period is None or first is None:
            return False
        return (str(first.year), str(first.until)) == (period.start, period.end)

    def _qualifies(self, said: Said) -> bool:
        """Whether a year only tells which things are meant: "nhiệm vụ được giao trong năm", "Công tác ban hành văn bản trong
        năm", or what is not done yet."""
        near, timing = self.words[max(said.first, said.token - 3) : said.token], self.timing
        begin = next((at for at in range(said.first, said.token) if self.words[at][:1].isalpha()), said.first)
        return (
            "được" in near
            or timing.has("scheduled_nouns", max(said.first, said.token - 5), said.token)
            or timing.has("not_done", self.clause_start(said, FAR), said.token)
            or timing.marks.cue_at("named_by_times", begin) is not None
        )

    def _opening_day(self, said: Said) -> bool:
        """A day still to come that opens a statement of work: "Ngày 05/9/2026, tổ chức lễ khai giảng"; in a timetable a
        colon behind it does for the year ("Từ ngày 26/02 đến ngày 01/3: ra quân")."""
        expr, slogan = said.expr, self.words[said.last - 1] == "!"
        if expr.first is None or expr.grain != "day" or slogan or not self._leads(said):
            return False
        if self._heads_line(said):
            return (said.when.end or "") >= (self.timing.issued or "")
        dated = expr.op == "in" and expr.first.year is not None
        return dated and (said.when.end or "") > (self.timing.issued or "9")

    def _opening_month(self, said: Said) -> bool:
        """Months still to come before a colon that begin a clause of a timetable: "Tháng 5: phát động; tháng 6 - 8: ra quân"."""
        begins = self._leads(said) or self.words[said.token - 1] == ";"
        ahead = (said.when.end or "") >= (self.timing.issued or "9")
        lines = said.expr.grain == "month" and begins and self._heads_line(said)
        return lines and ahead and not self.kinds & NO_WORK

    def _bracketed(self, said: Said) -> bool:
        """Years in brackets that end a statement: "Rà soát thủ tục hành chính (2027 - 2030)."."""
        if said.expr.grain not in ("period", "year") or not (
            said.expr.grain == "period" or said.expr.op == "from"
        ):
            return False
        opening = said.token - 1
        while (
            opening > said.first
            and self.words[opening] not in ("(", ".", ";", ",", ")")
            and said.token - opening < 4
        ):
            opening -= 1
        closes = self.words[said.behind : said.behind + 1] == [")"] and said.behind + 1 >= said.last - 1
        if self.words[opening] != "(" or not closes:
            return False
        programme = self.timing.has("programmes", max(said.first, opening - 10), opening)
        return not programme and not self._sets_goal(said.first, opening)

    def _happens(self, said: Said) -> bool:
        """An event: a time within days of it anywhere, "sau khi ..." and the like where it opens or ends a statement; criteria say
        what counts after one."""
        if self.timing.ends_at("lasting", said.token) or "criteria" in self.kinds:
            return False
        if within_days(said) or self.timing.marks.any_at(("stages", "at_once"), said.token):
            return True
        if self._opens(said):
            return True
        only = self.timing.has(
            "only_then", self.clause_start(said, FAR), said.token
        )  # a condition of a right
        aimed = self.timing.has(
            "aims", self._part_start(said), said.token
        )  # when the aim holds, not the work
        placed = self._closes(said) or self._set_off(said)
        return said.expr.use == "always" and placed and not only and not aimed

    def _opens(self, said: Said) -> bool:
        """A time that opens a statement or a clause ("...; năm 2027: vận hành thử") that sets no goal."""
        if self.kinds & NO_WORK and not (said.expr.op == "from" and said.expr.grain == "year"):
            return False
        if not (self._leads(said) or self._heads_clause(said)):
            return False
        last = min(said.last, said.behind + AFTER)
        ends = (at for at in range(said.behind, last) if self.words[at] == ";")
        return said.expr.grain == "period" or not self._sets_goal(said.behind, next(ends, last))


def _years_between(start: str | None, issued: str | None) -> int:
    """How many years before the issue a stretch begins: "Ngày thành lập Hội (20/10/1930 - 20/10/2026)"."""
    if not start or start.startswith("-") or not issued:
        return 0
    return int(issued[:4]) - int(start[:4])


# --- sentences ------------------------------------------------------------------------------------


def _in_sentence(statement: _Statement, start: int, end: int) -> list[Timed]:
    found: list[Timed] = []
    last: Said | None = None
    for said in statement.timing.times(start, end):
        if said.expr.grain == "event" and last is not None and last.behind == said.token:
            continue  # "báo cáo hằng ngày | khi có thiên tai"
        if (last is not None and goes_on(statement, last, said)) or statement.schedules(said):
            found.append(statement.timing.timed(statement.clause, said))
            last = said
        elif (report := due_report(statement, said)) is not None:
            found.append(report)
    return found
