"""Moments: the days, weeks, months, quarters, years, periods and feasts that a text names, one at a time.

day     := [ngày] D (/ | - | . | tháng) M [(/ | - | . | năm) Y]      month   := tháng M [year]
quarter := quý (I..IV | 1..4) [year]                                 half    := (N tháng | nửa) (đầu | cuối) năm [Y]
week    := tuần (đầu | cuối | thứ N) month                           year    := năm Y
period  := giai đoạn [N (] Y - Y [)]                                 school  := năm học Y [- Y]
feast   := (a feast of rules/times.yaml) [stem branch] [year]
"""

from msgspec.structs import replace

from kehoach.language.dates import Grain, Moment, calendar_words, feast_names, feasts, possible
from kehoach.language.marks import Marks
from kehoach.language.numbers import is_year

Read = tuple[Moment, int]  # a moment and the token behind it
_SLASHES = "/-."
_LIST_SIGNS = ",+&"
_ROUNDS = frozenset({"đợt", "lần", "vòng", "bước", "khóa", "kỳ"})  # a number behind these is theirs, no day
_LONGEST_NAME, _LONGEST_RUN = 8, 4  # tokens of what a day is kept for; days that share a month


class MomentReader:
    """Reads moments at tokens. ``wrong`` gathers days that do not exist, as tokens [first, last)."""

    def __init__(self, marks: Marks, cues: dict[int, dict[str, int]]) -> None:
        self.words, self.cues, self.size = [*marks.tokens.words, *[""] * 8], cues, len(marks.tokens.words)
        self.starts, self.ends = marks.tokens.starts, marks.tokens.ends
        self.wrong: list[tuple[int, int]] = []
        self.close = marks.is_tight
        self.counts, self._quarters, self._lunar, self._stems, self._branches = calendar_words()

    def cue(self, name: str, at: int) -> int | None:
        """The token behind the phrase of a list that begins at a token."""
        here = self.cues.get(at)
        return here.get(name) if here else None

    def read(self, at: int, like: Grain | None = None, loose: bool = False) -> Read | None:
        """The longest moment that begins at a token; ``like``: what a bare number goes on with; ``loose``: a preposition
        or noun stands before, so that a day of the month may stand alone."""
        word = self.words[at]
        if word[:1].isdecimal():
            found = [self._counted(at), self._numeric(at, like, loose), self._bare(at, like)]
        elif like == "quarter" and word in self._quarters:
            found = [self._bare(at, like)]
        else:
            here = self.cues.get(at) or {}
            found = [read(self, end) for name, end in here.items() if (read := _BY_NOUN.get(name))]
            if word in feast_names():
                found.append(self._feast(at))
            if word in self.counts:
                found.append(self._counted(at))
        return max((one for one in found if one), key=lambda one: one[1], default=None)

    # --- numbers --------------------------------------------------------------------------------

    def line(self, at: int) -> int:
        """Behind a line end inside an expression ("ngày / 02")."""
        return at + 1 if self.words[at] == "\n" else at

    def small(self, at: int, most: int) -> tuple[int, int] | None:
        """A number of one or two digits up to a limit, and the token behind it."""
        word = self.words[at]
        if word[:1].isdecimal() and len(word) <= 2 and 1 <= int(word) <= most:
            return int(word), at + 1
        return None

    def count(self, at: int, most: int) -> tuple[int, int] | None:
        """As ``small``, in words too."""
        two = f"{self.words[at]} {self.words[at + 1]}"
        for words, width in ((two, 2), (self.words[at], 1)):
            if words in self.counts and self.counts[words] <= most:
                return self.counts[words], at + width
        return self.small(at, most)

    def year(self, at: int) -> int | None:
        """The year that a token is."""
        word = self.words[at]
        return int(word) if word.isdecimal() and is_year(word) else None

    def year_behind(self, at: int, seps: str = _SLASHES) -> tuple[int | None, int]:
        """The year that ends a moment ("/2026", "năm 2026", ", năm 2026", "năm nay" without a number), and the token behind it."""
        behind = self.line(at)
        if self.words[behind] and self.words[behind] in seps and self.year(behind + 1) is not None:
            return self.year(behind + 1), behind + 2
        behind += self.words[behind] == ","
        noun = self.cue("years", self.line(behind))
        if noun is not None and self.year(self.line(noun)) is not None:
            return self.year(self.line(noun)), self.line(noun) + 1
        of = self.cue("time_of", at)
        if of is not None and self.cue("years", of) is not None and self.year(self.line(of + 1)) is not None:
            return self.year_behind(of, "")
        return None, self.cue("this_years", at) or at

    def range_behind(self, at: int) -> int | None:
        """The token behind what joins the ends of a range."""
        return at + 1 if self.words[at] == "-" else self.cue("time_ranges", at)

    def list_behind(self, at: int) -> int | None:
        """The token behind what joins the members of a list: "," "và", ", và"."""
        signs = at + (self.words[at] in _LIST_SIGNS and bool(self.words[at]))
        return self.cue("time_lists", signs) or (signs if signs > at else None)

    # --- days -----------------------------------------------------------------------------------

    def _day(self, at: int) -> Read | None:
        """Behind "ngày": a whole day, or one of a month that is told later."""
        at = self.line(at)
        counted = self.count(at, 31)
        return self._date(at, True, *counted) if counted else self._misprint(at) or self._named_day(at)

    def _named_day(self, at: int) -> Read | None:
        """Behind "ngày": what it is kept for, and a day in numbers: "ngày bầu cử 15/3/2026", "ngày Gia đình Việt Nam (28/6)"."""
        begin = next((i for i in range(at, at + _LONGEST_NAME) if not self.words[i].isalpha()), at)
        if any("days" in here or "time_from" in here for i in range(at, begin) if (here := self.cues.get(i))):
            return None  # "Ngày hội ... | từ ngày 01/11"
        begin += self.words[begin] == "("
        day = self.small(begin, 31) if self.cue("named_days", at) is not None else None
        return self._date(begin, True, *day) if day is not None and self.words[begin + 1] == "/" else None

    def _numeric(self, at: int, like: Grain | None, loose: bool) -> Read | None:
        """ "15/3/2026", "15/3", "3/2026", "2026 - 2030" without a noun."""
        if self.year(at) is not None:
            return self._years_from(at)
        month = self.small(at, 12)
        if (
            month
            and self.words[at + 1] == "/"
            and self.year(at + 2) is not None
            and self.words[at + 3] != "/"
        ):
            return Moment("month", self.year(at + 2), month=month[0]), at + 3
        if like not in (None, "day", "week", "feast") or self.words[at - 1 : at] == ["/"]:
            return None
        day = self.small(at, 31)
        if day is None:
            return self._misprint(at) if loose else None
        if month and self.words[at + 1] == "-" and self._year_alone(at + 3):
            return Moment("month", month=month[0]), month[1]  # "6 - 7/2026"
        if self.words[at - 1] in _ROUNDS and self.cue("months", at + 1) is not None:
            return None  # "đợt 1 tháng 5"
        return self._date(at, loose or self._goes_on(at + 1), *day)

    def _year_alone(self, at: int) -> bool:
        """Whether a slash, a year and nothing more of a date follow: "6 - 7 | /2026"."""
        return self.words[at] == "/" and self.year(at + 1) is not None and self.words[at + 2] != "/"

    def _goes_on(self, at: int) -> bool:
        """Whether a number shares the month of a day that follows: "20 - | 25/11/2026", "24, | 25 và 26 tháng 8"; not "1,5/2"."""
        for _ in range(_LONGEST_RUN):
            joined = self.words[at] in ("-", "và") or (self.words[at] == "," and not self.close(at))
            day = self.small(at + 1, 31) if joined else None
            if day is None:
                return False
            at = day[1]
            if self.words[at] == "/" or self.cue("months", at) is not None:
                return True
        return False

    def _date(self, begin: int, loose: bool, day: int, at: int) -> Read | None:
        """What follows the day: a month and a year by signs or words, or nothing where it may stand alone."""
        sign, noun = self.words[at], self.cue("months", self.line(at))
        alone = (Moment("day", day=day), at) if loose else None
        if noun is not None:
            return self._with_month_noun(begin, day, noun) or alone
        if not sign or sign not in _SLASHES:
            return alone
        month = self.small(at + 1, 99)
        if month is None or (sign == "." and not (self.close(begin) and self.close(at))):
            return alone
        return self._with_signs(begin, loose, day, month[0], sign, month[1]) or (
            alone if sign == "-" else None
        )

    def _with_month_noun(self, begin: int, day: int, noun: int) -> Read | None:
        noun = self.line(noun)
        lunar = self._lunar.get(self.words[noun])
        told = (lunar, noun + 1) if lunar else self.count(noun, 12) or self.small(noun, 99)
        if told is None:
            return None
        year, end = self.year_behind(told[1])
        if year is None and self.year(told[1]) is not None:  # "ngày 05 tháng 6 2026"
            year, end = self.year(told[1]), told[1] + 1
        return self._whole(begin, day, told[0], year, end, lunar is not None)

    def _with_signs(self, begin: int, loose: bool, day: int, month: int, sign: str, at: int) -> Read | None:
        year = self.year(at + 1) if self.words[at] and self.words[at] in _SLASHES else None
        if year is not None:
            end = at + 2
            if self.words[end] == sign and self.words[end + 1][:1].isdecimal():
                return None
            return self._whole(begin, day, month, year, end)
        if self.words[at] == "/" and self.words[at + 1][:1].isdecimal():  # "15/7/20260", "8-10/12"
            return (
                self._reported(begin, at + 2)
                if loose and sign == "/" and len(self.words[at + 1]) > 3
                else None
            )
        if sign == "." or (self.words[at] == sign == "-" and self.words[at + 1][:1].isdecimal()):
            return None
        year, end = self.year_behind(at, "")
        if sign == "-" and not (loose and self.close(begin) and possible(day, month)):
            return None
        if year is None and sign == "/" and self.year(at) is not None and self.words[at + 1] != "-":
            year, end = self.year(at), at + 1  # the slip "5/6 2026"
        if self.cue("fraction_nouns", end) is not None and year is None:
            return None
        if not possible(day, month, year) and not loose:
            return None
        return self._whole(begin, day, month, year, end)

    def _whole(
        self, begin: int, day: int, month: int, year: int | None, end: int, lunar: bool = False
    ) -> Read | None:
        moon = self.cue("lunar_calendar", end)
        if lunar or moon is not None:
            return Moment("day", year, month=min(month, 12), day=min(day, 30), lunar=True), moon or end
        if not possible(day, month, year):
            return self._reported(begin, end)
        return Moment("day", year, month=month, day=day), end

    def _misprint(self, at: int) -> Read | None:
        """A number where a day should stand, with a month and year behind it: "ngày 35/7/2026"."""
        two = self.words[at].isdecimal() and self.words[at + 1] == "/" and self.small(at + 2, 99)
        if two and self.words[at + 3] == "/" and self.year(at + 4) is not None and len(self.words[at]) == 2:
            return self._reported(at, at + 5)
        return None

    def _reported(self, begin: int, end: int) -> Read | None:
        self.wrong.append((begin, end))
        return None

    # --- weeks, months, quarters, halves ----------------------------------------------------------

    def _week(self, at: int) -> Read | None:
        """Behind "tuần": "đầu tháng 5/2026", "thứ 2 của tháng 6", "cuối (hằng tháng)"."""
        first, last = self.cue("firsts", at), self.cue("lasts", at)
        number = self.count(self.cue("ordinals", at) or at, 5)
        end = first or last or (number[1] if number else None)
        if end is None:
            return None
        day = -7 if last is not None and not first else 1 if first else 7 * number[0] - 6 if number else 1
        noun = self.cue("months", self.cue("time_of", end) or end)
        month = self._month(noun) if noun is not None else None
        if month is not None:
            return Moment("week", month[0].year, month=month[0].month, day=day, days=7), month[1]
        return Moment("week", day=day, days=7), end

    def _month(self, at: int) -> Read | None:
        at = self.line(at)
        told = self.small(at, 12)
        if told is None:
            told = self.count(at, 12)
            if told is None or (self.year_behind(told[1])[0] is None and self.cue("yearly", told[1]) is None):
                return None
        month, end = told
        if self.words[end] == "/" and self.words[end + 1][:1].isdecimal() and self.year(end + 1) is None:
            return None
        year, end = self.year_behind(end)
        return Moment("month", year, month=month), end

    def _quarter(self, at: int) -> Read | None:
        at = self.line(at)
        number = self._quarters.get(self.words[at])
        if number is None:
            return None
        year, end = self.year_behind(at + 1)
        return Moment("quarter", year, month=number * 3 - 2, months=3), end

    def _counted(self, at: int) -> Read | None:
        """ "6 tháng đầu năm 2026", "02 năm 2026 - 2027"."""
        count = self.count(at, 11)
        if count is None:
            return None
        noun = self.cue("months", count[1])
        if noun is not None:
            return self._share(noun, count[0])
        noun = self.cue("years", count[1])
        run = self._years_from(noun) if noun is not None and self.year(noun) is not None else None
        return run if run and run[0].until else None

    def _half(self, at: int) -> Read | None:
        """Behind "nửa": of a year, or of a month."""
        first, last = self.cue("firsts", at), self.cue("lasts", at)
        noun = self.cue("months", first or last or at)
        month = self._month(noun) if noun is not None else None
        if month is not None:
            return replace(month[0], grain="week", day=1 if first else 16, days=15 if first else 16), month[1]
        return self._share(at, 6)

    def _share(self, at: int, months: int) -> Read | None:
        """The first or last months of a year."""
        first, last = self.cue("firsts", at), self.cue("lasts", at)
        end = first or last
        if end is None:
            return None
        end = self.cue("time_of", end) or end
        noun = self.cue("years", end)
        now = self.cue("this_years", end)
        if noun is None and now is None:
            return None
        year, behind = self.year_behind(end, "")
        return Moment("half", year, month=1 if first else 13 - months, months=months), max(
            behind, noun or 0, now or 0
        )

    # --- years, periods, feasts -------------------------------------------------------------------

    def _year(self, at: int) -> Read | None:
        at = self.line(at)
        return (Moment("year", self.year(at)), at + 1) if self.year(at) is not None else None

    def _this_year(self, at: int) -> Read | None:
        return Moment("year"), at

    def _years_from(self, at: int) -> Read | None:
        """ "2026 - 2030" and "2026"; "2026/2027" names no years."""
        end = at + 1
        if self.words[end] == "-" and (until := self.year(end + 1)) is not None:
            return Moment("period", self.year(at), until), end + 2
        if self.words[end] == "/" and self.words[end + 1][:1].isdecimal():
            return None
        return Moment("year", self.year(at)), end

    def _period(self, at: int) -> Read | None:
        """Behind "giai đoạn": "2026 - 2030", "từ năm 2026 đến năm 2030", "1 (2026 - 2027)"."""
        begin = self.line(at)
        if self.words[begin + 1] in ("(", ":") and self.year(begin) is None:
            begin += 2
        begin = self.cue("time_from", begin) or begin
        begin = self.cue("years", begin) or begin
        year, end = self.year(begin), begin + 1
        link = self.range_behind(end)
        if year is None or link is None:
            return None
        link = self.cue("years", link) or link
        until = self.year(link)
        if until is None or until < year:
            return None
        bracketed = self.words[link + 1] == ")" and self.words[begin - 1] == "("
        return Moment("period", year, until), link + 1 + bracketed

    def _school(self, at: int) -> Read | None:
        year = self.year(at)
        if year is None:
            return None
        until = self.year(at + 2) if self.words[at + 1] in ("-", "/") else None
        return Moment("school", year, until), at + (1 if until is None else 3)

    def _feast(self, at: int) -> Read | None:
        name = next((n for n in feast_names()[self.words[at]] if self.words[at : at + len(n)] == n), None)
        if name is None:
            return None
        end = at + len(name)
        if self.words[end] in self._stems and self.words[end + 1] in self._branches:
            end += 2
        year, behind = self.year_behind(end)
        if year is None and self.year(end) is not None:
            year, behind = self.year(end), end + 1
        noun = self.cue("school_years", end)
        if year is None and noun is not None and (school := self._school(noun)) is not None:
            year, behind = school[0].year, school[1]  # "khai giảng năm học 2026 - 2027"
        if year is None and feasts()[" ".join(name)].get("dated"):
            return None
        return Moment("feast", year, feast=" ".join(name)), behind

    # --- what a list or range goes on with ----------------------------------------------------------

    def _bare(self, at: int, like: Grain | None) -> Read | None:
        """A number that goes on a list: "quý II, | III", "tháng 8 - | 9/2026", "năm 2026, | 2027"; no noun may follow it."""
        if like == "quarter":
            found = self._quarter(at)
        elif like == "month":
            found = self._month(at)
        elif like in ("year", "period"):
            found = self._years_from(at) if self.year(at) is not None else None
        elif like in ("day", "week"):
            day = self.small(at, 31)
            found = (Moment("day", day=day[0]), day[1]) if day else None
        else:
            return None
        return found if found and (found[0].year is not None or self._ends(found[1])) else None

    def _ends(self, at: int) -> bool:
        """Whether no word follows that a number could count; what repeats, joins or dates may follow."""
        if not self.words[at][:1].isalpha():
            return self.words[at] not in ("%", "/")
        here = self.cues.get(at) or {}
        return any(name in here for name in _MAY_FOLLOW)


_MAY_FOLLOW = ("yearly", "monthly", "quarterly", "years", "this_years", "time_lists", "time_ranges", "months", "of_every_year",
               "of_every_month", "of_every_quarter", "onward", "time_of")  # fmt: skip
_BY_NOUN = {
    "days": MomentReader._day,
    "weeks": MomentReader._week,
    "months": MomentReader._month,
    "quarters": MomentReader._quarter,
    # "Q.III"; "Q.1" is a district
    "short_quarters": lambda reader, at: reader._quarter(at) if reader.words[at][:1].isalpha() else None,
    "halves": MomentReader._half,
    "years": MomentReader._year,
    "this_years": MomentReader._this_year,
    "periods": MomentReader._period,
    "school_years": MomentReader._school,
}
