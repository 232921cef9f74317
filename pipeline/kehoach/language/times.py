"""Expressions of time: moments with what relates work to them, in lists and ranges that share what they leave out,
and how often they come back. The words stand in rules/times.yaml; the longest reading wins.
"""

from functools import lru_cache

from msgspec.structs import replace

from kehoach import rules
from kehoach.language.anchors import anchors
from kehoach.language.dates import Frame, Moment, Op, TimeExpr, Use, resolve
from kehoach.language.events import EventReader
from kehoach.language.frequencies import EVERY, FrequencyReader
from kehoach.language.marks import Mark, Marks
from kehoach.language.moments import MomentReader
from kehoach.language.series import Item, Prefix, SeriesReader, is_whole, merged, shared
from kehoach.model import Recurrence

__all__ = ["Frame", "Moment", "TimeExpr", "put_times", "resolve"]

_WEAK = frozenset({"đến", "tới", "hạn"})  # prepositions that count only where they open a statement


def put_times(marks: Marks) -> None:
    """Adds the marks of kind "time" (value: TimeExpr) and "wrong-date" (days that do not exist; no value)."""
    reader = _Reader(marks)
    found: list[Mark] = []
    done = 0
    for at in anchors(marks, reader.moments):
        if at >= done:
            done = max(done, reader.read(at, found))
    marks.put("time", found)
    starts, ends = marks.tokens.starts, marks.tokens.ends
    wrong = dict(sorted((first, last) for first, last in reader.moments.wrong))
    marks.put("wrong-date", [Mark(starts[a], ends[b - 1], "wrong-date") for a, b in wrong.items()])


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    return tuple(rules.load("times")["cues"])


class _Reader:
    """Composes the expressions of one text."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        cues: dict[int, dict[str, int]] = {}
        for name in _names():
            for first, last in marks.cues(name, 0, len(marks.tokens.words)):
                cues.setdefault(first, {})[name] = last
        self.cues = cues
        self.moments = MomentReader(marks, cues)
        self.series = SeriesReader(self.moments)
        self.frequencies = FrequencyReader(self.moments)
        self.events = EventReader(marks, self.moments)
        self.words, self._cue = self.moments.words, self.moments.cue

    def read(self, at: int, found: list[Mark]) -> int:
        """Reads the expressions that begin at a token; returns the token behind them."""
        event = self.events.read(at)
        if event is not None:
            return self._put(found, at, *event)
        prefix = self.series.prefix(at)
        end = self._repeated(at, prefix, found) or self._short_month(at, found)
        if end:
            return end
        known = len(self.moments.wrong)
        items, end = self.series.series(prefix)
        wrong = self.moments.wrong[known:]
        if wrong and len(items) < 2:
            return wrong[0][1]  # a day that does not exist leaves no time behind
        return self._finished(items, end, found) if items else max(end, at + 1)

    def _put(self, found: list[Mark], first: int, last: int, expr: TimeExpr) -> int:
        tokens = self.marks.tokens
        found.append(Mark(tokens.starts[first], tokens.ends[last - 1], "time", expr))
        return last

    # --- behind the moments -------------------------------------------------------------------------

    def _finished(self, items: list[Item], end: int, found: list[Mark]) -> int:
        every, end = self._again(items, end)
        until = self._until(items, end)
        onward = self._cue("onward", end) if items[-1].first.grain != "period" else None
        if every is None and items[-1].first.year is None and self._cue("next_years", end) is not None:
            return end  # "trong quý I năm sau": of no year that is known
        items = merged(shared(items))
        whole = [item for item in items if is_whole(item, every)]
        if len(whole) != len(items):
            return end
        for item in items:
            last = item is items[-1]
            expr = self._expr(item, every, last and onward is not None)
            stop = (until or onward or end) if last else item.end
            if until and last:
                expr = replace(expr, words=self.marks.printed(end, until))
            self._put(found, item.begin, max(stop, item.end), expr)
        return max(end, onward or 0, until or 0)

    def _until(self, items: list[Item], end: int) -> int | None:
        """Behind "từ ngày 29/10/2026": the event at which it ends, "đến khi có thông báo mới"."""
        begins = len(items) == 1 and items[0].prefix.op == "from" and items[0].last is None
        return self.events.until(end) if begins else None

    def _again(self, items: list[Item], end: int) -> tuple[Recurrence | None, int]:
        """How often, right behind: "hằng năm", "(hằng năm)", "của tháng cuối quý"."""
        if items[-1].first.year is not None or (items[-1].last and items[-1].last.year is not None):
            return None, end
        opened = self.words[end] == "("
        here = self.cues.get(end + opened) or {}
        name = max((n for n in here if n in EVERY), key=lambda n: here[n], default=None)
        if name is None or (name.startswith("of_every") and items[-1].first.grain not in ("day", "week")):
            return None, end
        if name == "of_every_year" and self.moments.year(here[name]) is not None:
            return None, end
        if name == "of_every_month" and self._cue("firsts", here[name]) is not None:
            return None, end  # "của tháng | đầu năm học"
        closed = self.words[here[name]] == ")"
        return (None, end) if opened and not closed else (EVERY[name], here[name] + (opened and closed))

    def _expr(self, item: Item, every: Recurrence | None, onward: bool) -> TimeExpr:
        prefix = item.prefix
        op: Op = "from" if onward and not item.last else prefix.op
        if prefix.done and not prefix.told and item.first.grain == "day":
            op = "until"
        expr = TimeExpr(op, item.first, item.last, every, told=prefix.told or prefix.part is not None)
        return replace(expr, use=_use(expr, prefix, item.noun))

    # --- how often ------------------------------------------------------------------------------------

    def _repeated(self, at: int, prefix: Prefix, found: list[Mark]) -> int | None:
        """ "hằng năm", "định kỳ 6 tháng", "01 lần/quý", "vào thứ Sáu hằng tuần", with the day that follows."""
        end = self._cue("continually", at)
        if end is not None:
            return self._put(found, at, end, TimeExpr("in", every="continuous", use="line"))
        turn = self._cue("every_turns", at)
        if turn is not None and (every := self.frequencies.read(turn, False)) is not None:
            return self._put(found, at, every[1], TimeExpr("in", every=every[0], use="always"))
        regular = self._cue("regularly", at)
        begin = regular or at
        begin += regular is not None and self.words[begin] in (",", "(")
        every = self.frequencies.read(begin, regular is not None) or (
            None if regular else self.frequencies.on_weekday(prefix)
        )
        if every is None:  # "trước 16 giờ | hằng ngày"
            every = self.frequencies.read(prefix.end, False) if prefix.hour else None
            if every is None:
                return None
            return self._put(found, at, every[1], TimeExpr("in", every=every[0], use="always"))
        recurrence, end, sure = every
        end += regular is not None and self.words[begin - 1] == "(" and self.words[end] == ")"
        dated = self._with_day(at, end, recurrence, found)
        if dated is not None:
            return dated
        hour = self.series.prefix(end + (self.words[end] == ","))
        if (stop := self.frequencies.at_hour(end, recurrence, hour)) is not None and not self.series.series(
            hour
        )[0]:
            return self._put(found, at, stop, TimeExpr("in", every=recurrence, use="always"))
        use: Use = "always" if regular or sure else "lead"
        event = self.events.read(end + 1) if self.words[end] == "và" else None
        if event is not None:  # "hằng tháng và khi có ca bệnh"
            return self._put(
                found, at, event[0], TimeExpr("in", every=recurrence, words=event[1].words, use=use)
            )
        self._put(found, at, end, TimeExpr("in", every=recurrence, use=use))
        return self._more_often(end, found) if regular else end

    def _more_often(self, end: int, found: list[Mark]) -> int:
        """Behind "định kỳ 6 tháng": further members of the list, ", 1 năm"."""
        link = self.moments.list_behind(end)
        every = self.frequencies.read(link, True) if link is not None else None
        if link is None or every is None or self.moments.count(link, 12) is None:
            return end
        return self._put(found, link, every[1], TimeExpr("in", every=every[0], use="always"))

    def _with_day(self, at: int, end: int, every: Recurrence, found: list[Mark]) -> int | None:
        """ "Hằng năm, trước ngày 30/5", "hằng năm (trước ngày 15 tháng 11)", "hằng quý (trước ngày 20)", "định kỳ 6 tháng (trước ngày
        15/6)"."""
        if every not in ("yearly", "half-yearly", "monthly", "quarterly"):
            return None
        opened = self.words[end] == "("
        prefix = self.series.prefix(end + (self.words[end] in (",", "(", ":", "-")))
        items, stop = self.series.series(prefix)
        if (
            not items
            or items[-1].first.year is not None
            or (items[-1].last and items[-1].last.year is not None)
        ):
            return None
        if items[0].first.grain not in ("day", "week") and not (every == "yearly" and items[0].first.month):
            return None
        again, behind = self._again(items, stop)
        stop = behind if again == every else stop  # "hằng quý (ngày 20 của tháng cuối quý)"
        if opened and self.words[stop] != ")":
            return None
        if items[0].prefix.op == "from" and items[0].last is None:
            return None  # "định kỳ hằng năm, tính từ ngày 15 tháng 12" tells what a report covers
        items = merged(shared(items))
        if (
            not ((items[0].prefix.told or opened) and all(is_whole(item, every) for item in items))
            or len(items) > 1
        ):
            return None
        if (items[0].first.month is None) != (every in ("monthly", "quarterly")):
            return None
        expr = self._expr(items[0], every, False)
        return self._put(found, at, stop + opened, replace(expr, use="always"))

    def _short_month(self, at: int, found: list[Mark]) -> int | None:
        """ "T5/2026", "T6 - T9/2026"."""
        first = self._lettered(at)
        if first is None:
            return None
        last = self._lettered(first[1] + 1) if self.words[first[1]] == "-" else None
        months = shared([Item(at, 0, first[0], last and last[0], Prefix("in", False, at, at), True)])[0]
        if months.first.year is None:
            months.first = replace(months.first, year=months.last.year if months.last else None)
        if months.first.year is None:
            return None
        stop = last[1] if last else first[1]
        return self._put(found, at, stop, TimeExpr("in", months.first, months.last, use="always"))

    def _lettered(self, at: int) -> tuple[Moment, int] | None:
        """A month told by a letter: "T6"."""
        read = (
            self.moments.read(at + 1, "month") if self.words[at] == "t" and self.moments.close(at) else None
        )
        return read if read is not None and read[0].grain == "month" else None


def _use(expr: TimeExpr, prefix: Prefix, noun: bool) -> Use:
    """Where an expression can set when work is done."""
    first, last = expr.first, expr.last
    assert first is not None
    year = first.year is not None or (last is not None and last.year is not None)
    if expr.every:
        return "always"
    if first.grain in ("period", "year", "school"):
        return _use_of_years(expr, prefix, noun)
    if first.grain == "feast":
        return "always" if expr.op in ("before", "after") else "lead" if prefix.told else "line"
    if first.grain in ("quarter", "half"):
        return "always"
    if first.grain == "day" and last is None:
        return _use_of_day(expr, prefix, year)
    if expr.op == "now":
        return "always"
    if not year and first.grain in ("month", "week", "day") and (prefix.told or prefix.done):
        return "lead"  # "trong tháng 2", "từ 15/3 đến hết tháng 4": where no year is told the place must tell more
    return "always" if year and (noun or prefix.told) else "line"


def _use_of_years(expr: TimeExpr, prefix: Prefix, noun: bool) -> Use:
    if expr.op != "now" and (
        prefix.done
        or (
            expr.op == "in"
            and prefix.told
            and expr.first
            and expr.first.grain == "year"
            and expr.first.year is not None
            and prefix.only == "vào"
        )
    ):
        return "always"
    return "lead" if noun or (expr.last is not None and expr.op == "from") else "line"


def _use_of_day(expr: TimeExpr, prefix: Prefix, year: bool) -> Use:
    if expr.op in ("before", "now"):
        return "always"
    if expr.op == "until":
        return "lead" if prefix.only in _WEAK else "always"
    if not year:
        return "lead" if prefix.told and expr.op == "in" else "line"
    if prefix.done or (prefix.told and expr.op in ("from", "after", "in")):
        return "always"
    return "line"
