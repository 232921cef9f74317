"""Expressions of time: moments with what relates work to them, in lists and ranges that share what they leave out,
and how often they come back. The words stand in rules/times.yaml; the longest reading wins.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from msgspec.structs import replace

from kehoach import rules
from kehoach.language.dates import Frame, Grain, Moment, Op, TimeExpr, Use, resolve
from kehoach.language.events import EventReader
from kehoach.language.marks import Mark, Marks
from kehoach.language.moments import MomentReader
from kehoach.model import Recurrence

__all__ = ["Frame", "Moment", "TimeExpr", "put_times", "resolve"]

_NUMBERS = re.compile(
    r"0(?=[/.-]0)|(?<!0[/.,-])0(?![/.,-]0|/)"
)  # over the letters of the tokens, where any number is a 0
_OPS: dict[str, Op] = {
    "time_before": "before", "time_until": "until", "time_now": "now", "time_from": "from", "time_after": "after", "time_in": "in",
}  # fmt: skip
_STRENGTH = (
    "in",
    "after",
    "from",
    "until",
    "before",
    "now",
)  # of several prepositions the last one here tells
_PARTS = {"part_starts": "start", "part_middles": "middle", "part_ends": "end"}
_EVERY: dict[str, Recurrence] = {
    "yearly": "yearly", "quarterly": "quarterly", "monthly": "monthly", "weekly": "weekly", "daily": "daily",
    "of_every_year": "yearly", "of_every_month": "monthly", "of_every_quarter": "quarterly",
}  # fmt: skip
_AGAIN = ("yearly", "quarterly", "monthly", "weekly", "daily")
_WEAK = frozenset({"đến", "tới", "hạn"})  # prepositions that count only where they open a statement
_AGAIN_SET = frozenset(_AGAIN)
_ROMAN = frozenset({"i", "ii", "iii", "iv"})
_NEAR = 11  # tokens from the first word of an expression to its number
_LONGEST_PREFIX = 8
_MONTHS_APART: dict[int, Recurrence] = {1: "monthly", 3: "quarterly", 6: "half-yearly", 12: "yearly"}
_A_YEAR: dict[int, Recurrence] = {1: "yearly", 2: "half-yearly", 4: "quarterly", 12: "monthly"}


def put_times(marks: Marks) -> None:
    """Adds the marks of kind "time" (value: TimeExpr) and "wrong-date" (days that do not exist; no value)."""
    reader = _Reader(marks)
    found: list[Mark] = []
    done = 0
    for at in reader.anchors():
        if at >= done:
            done = max(done, reader.read(at, found))
    marks.put("time", found)
    starts, ends = marks.tokens.starts, marks.tokens.ends
    wrong = dict(sorted((first, last) for first, last in reader.moments.wrong))
    marks.put("wrong-date", [Mark(starts[a], ends[b - 1], "wrong-date") for a, b in wrong.items()])


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    return tuple(rules.load("times")["cues"])


@dataclass
class _Prefix:
    """What stands before a moment: its relation to work, the part of it that counts, the token behind."""

    op: Op
    told: bool
    begin: int
    end: int
    done: bool = False
    part: str | None = None
    weekday: bool = False
    bare: bool = True  # nothing at all stands before
    only: str = ""  # the preposition, where there is but one


@dataclass
class _Item:
    """One moment or range of a list, as tokens [begin, end)."""

    begin: int
    end: int
    first: Moment
    last: Moment | None
    prefix: _Prefix
    noun: bool


class _Reader:
    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        cues: dict[int, dict[str, int]] = {}
        for name in _names():
            for first, last in marks.cues(name, 0, len(marks.tokens.words)):
                cues.setdefault(first, {})[name] = last
        self.cues = cues
        self.moments = MomentReader(marks, cues)
        self.events = EventReader(marks, self.moments)
        self.words = self.moments.words

    def anchors(self) -> list[int]:
        """The tokens where an expression may begin: where a number, or a word that does without one, is near."""
        words, coded = self.words, self.marks.tokens.coded
        numbers = [m.start() for m in _NUMBERS.finditer(coded) if self._may_date(m.start())]
        months = [at - 1 for at in numbers if words[at - 1] == "t"]
        alone = sorted(at for at, here in self.cues.items() if not _WITHOUT_NUMBER.isdisjoint(here))
        near = [
            at
            for at, here in self.cues.items()
            if not _OPENERS.isdisjoint(here)
            and (coded.find("0", at, at + _NEAR) >= 0 or _any_between(alone, at, at + _NEAR))
        ]
        counted = [at - 1 for at, here in self.cues.items() if at and self._may_count(at, here)]
        events = [
            at
            for at, here in self.cues.items()
            if "when_events" in here and self._may_come(here["when_events"])
        ]
        return sorted({*numbers, *months, *near, *alone, *counted, *events})

    def _may_date(self, at: int) -> bool:
        """Whether a number begins a date in signs, a month with its year, or is a year."""
        words, coded = self.words, self.marks.tokens.coded
        sign, size = words[at + 1], len(words[at])
        if size == 4 and words[at][:2] == "20":
            return sign != "/"
        if size > 2 or coded[at + 2 : at + 3] != "0":
            return False
        if sign == ".":
            return coded[at + 3 : at + 5] == ".0" and len(words[at + 4]) == 4
        return words[at + 3] != "/" or coded[at + 4 : at + 5] == "0"

    def _may_count(self, at: int, here: dict[str, int]) -> bool:
        """Whether a number before "tháng", "năm", "lần" ... begins an expression."""
        behind = max((here[name] for name in _COUNTED if name in here), default=0)
        before = self.words[at - 1]
        if not behind or not (before[:1].isdecimal() or before in self.moments.counts):
            return False
        follows = (
            self.words[behind] in ("/", ",", "làm", "một", "1", "01", "lần")
            or self.moments.year(behind) is not None
        )
        return follows or not _AFTER_COUNT.isdisjoint(self.cues.get(behind) or ())

    def _may_come(self, at: int) -> bool:
        return not {"guidance", "authorities"}.isdisjoint(self.cues.get(at) or ())

    def read(self, at: int, found: list[Mark]) -> int:
        """Reads the expressions that begin at a token; returns the token behind them."""
        event = self.events.read(at)
        if event is not None:
            return self._put(found, at, *event)
        prefix = self._prefix(at)
        end = self._repeated(at, prefix, found) or self._short_month(at, found)
        if end:
            return end
        known = len(self.moments.wrong)
        items, end = self._series(prefix)
        for _, behind in self.moments.wrong[known:] if not items or len(items) == 1 else ():
            return behind  # a day that does not exist leaves no time behind
        return self._finished(items, end, found) if items else max(end, at + 1)

    def _put(self, found: list[Mark], first: int, last: int, expr: TimeExpr) -> int:
        tokens = self.marks.tokens
        found.append(Mark(tokens.starts[first], tokens.ends[last - 1], "time", expr))
        return last

    def _cue(self, name: str, at: int) -> int | None:
        return self.moments.cue(name, at)

    # --- before the moment ------------------------------------------------------------------------

    def _prefix(self, at: int) -> _Prefix:
        prefix = _Prefix("in", False, at, at)
        ops: list[Op] = []
        while prefix.end - at < _LONGEST_PREFIX:
            end = prefix.end
            here = self.cues.get(end) or {}
            name = max((n for n in here if n in _OPS), key=lambda n: here[n], default=None)
            part = next((n for n in here if n in _PARTS), None)
            if name is not None:
                prefix.only = " ".join(self.words[end : here[name]]) if not ops else ""
                ops.append(_OPS[name])
                prefix.end, prefix.told = here[name], True
            elif "time_done" in here and not ops:
                prefix.end, prefix.done, prefix.begin = here["time_done"], True, here["time_done"]
            elif part is not None and here[part] > end:
                prefix.end, prefix.part = here[part], _PARTS[part]
            elif (clock := self._clock(end)) is not None:
                prefix.end = clock
            elif "weekdays" in here or "day_parts" in here:
                prefix.end, prefix.weekday = here.get("weekdays") or here["day_parts"], True
                prefix.end += self.words[prefix.end] in (",", "(") and "days" in (
                    self.cues.get(prefix.end + 1) or {}
                )
            elif "days" in here and "weekdays" in (self.cues.get(here["days"]) or {}):
                prefix.end = here["days"]
            else:
                break
        prefix.op = max(ops, key=_STRENGTH.index, default="in")
        prefix.bare = prefix.end == prefix.begin and not prefix.done
        return prefix

    def _clock(self, at: int) -> int | None:
        """Behind "17 giờ 30 phút," before a day."""
        hour = self.moments.small(at, 24)
        behind = self._cue("hours", hour[1]) if hour else None
        if behind is None:
            return None
        minute = self.words[behind]
        behind += len(minute) == 2 and minute.isdecimal() and self.words[behind + 1] not in ("/", "-")
        behind = self._cue("minutes", behind) or behind
        return behind + (self.words[behind] == ",")

    # --- lists and ranges ---------------------------------------------------------------------------

    def _series(self, prefix: _Prefix) -> tuple[list[_Item], int]:
        """The moments of a list, each with its preposition; and the token behind it, also where it makes no time."""
        item = self._item(prefix, None)
        if item is None:
            return [], prefix.begin + 1
        items = [item]
        while True:
            link = self.moments.list_behind(items[-1].end)
            following = self._prefix(link) if link is not None else None
            if following is None:
                break
            if following.bare or following.done:
                following.op, following.told, following.part = prefix.op, prefix.told, prefix.part
            item = self._item(following, items[-1].first.grain)
            if item is None or item.first.grain in ("period", "feast"):
                break
            items.append(item)
            prefix = following
        return items, items[-1].end

    def _item(self, prefix: _Prefix, like: Grain | None) -> _Item | None:
        loose = prefix.told or prefix.done
        at = prefix.end
        read = self.moments.read(at, like, loose)
        if read is None:
            read = self._end_of_year(prefix)
        if read is None:
            return None
        first, end = read
        bare = self.words[at][:1].isdecimal() or self.words[at] in _ROMAN
        noun = not bare or first.grain == "half" or (first.grain == "period" and self.words[at + 1] != "-")
        last, stop = self._range(first, end, prefix)
        if prefix.part:
            first = replace(first, part=prefix.part)
        return _Item(prefix.begin, stop, first, last, prefix, noun)

    def _end_of_year(self, prefix: _Prefix) -> tuple[Moment, int] | None:
        """ "đến cuối năm", "đến hết năm" without a number: the year at hand."""
        noun = self._cue("years", prefix.end)
        ends = prefix.part == "end" or self.words[prefix.end - 1] == "hết"
        if noun is None or not ends or not (prefix.told or prefix.done) or self.words[noun][:1].isdecimal():
            return None
        return Moment("year"), noun

    def _range(self, first: Moment, end: int, prefix: _Prefix) -> tuple[Moment | None, int]:
        """The other end of a range, where one follows."""
        link = self.moments.range_behind(end)
        if link is None or first.grain in ("feast", "half"):
            return None, end
        to = link
        while (
            (more := self._cue("time_until", to))
            or (more := self._clock(to))
            or (more := self._cue("part_ends", to))
        ):
            to = more
        read = self.moments.read(to, first.grain, loose=True)
        if read is None or not _may_end(first, read[0]):
            return None, end
        return read[0], read[1]

    # --- behind the moments -------------------------------------------------------------------------

    def _finished(self, items: list[_Item], end: int, found: list[Mark]) -> int:
        every, end = self._again(items, end)
        onward = self._cue("onward", end) if items[-1].first.grain != "period" else None
        items = _merged(_shared(items))
        whole = [item for item in items if _is_whole(item, every)]
        if len(whole) != len(items):
            return end
        for item in items:
            last = item is items[-1]
            expr = self._expr(item, every, last and onward is not None)
            stop = (onward if onward and last else end) if last else item.end
            self._put(found, item.begin, max(stop, item.end), expr)
        return max(end, onward or 0)

    def _again(self, items: list[_Item], end: int) -> tuple[Recurrence | None, int]:
        """How often, right behind: "hằng năm", "(hằng năm)", "của tháng cuối quý"."""
        if items[-1].first.year is not None or (items[-1].last and items[-1].last.year is not None):
            return None, end
        opened = self.words[end] == "("
        here = self.cues.get(end + opened) or {}
        name = max((n for n in here if n in _EVERY), key=lambda n: here[n], default=None)
        if name is None or (name.startswith("of_every") and items[-1].first.grain not in ("day", "week")):
            return None, end
        if name == "of_every_year" and self.moments.year(here[name]) is not None:
            return None, end
        closed = self.words[here[name]] == ")"
        return (None, end) if opened and not closed else (_EVERY[name], here[name] + (opened and closed))

    def _expr(self, item: _Item, every: Recurrence | None, onward: bool) -> TimeExpr:
        prefix = item.prefix
        op: Op = "from" if onward and not item.last else prefix.op
        if prefix.done and not prefix.told and item.first.grain == "day":
            op = "until"
        expr = TimeExpr(op, item.first, item.last, every, told=prefix.told or prefix.part is not None)
        return replace(expr, use=_use(expr, prefix, item.noun))

    # --- how often ------------------------------------------------------------------------------------

    def _repeated(self, at: int, prefix: _Prefix, found: list[Mark]) -> int | None:
        """ "hằng năm", "định kỳ 6 tháng", "01 lần/quý", "vào thứ Sáu hằng tuần", with the day that follows."""
        end = self._cue("continually", at)
        if end is not None:
            return self._put(found, at, end, TimeExpr("in", every="continuous", use="line"))
        regular = self._cue("regularly", at)
        begin = regular or at
        begin += regular is not None and self.words[begin] in (",", "(")
        every = self._frequency(begin, regular is not None) or (None if regular else self._on_weekday(prefix))
        if every is None:
            return None
        recurrence, end, sure = every
        counted = not _AGAIN_SET & set(
            self.cues.get(begin) or {}
        )  # "02 lần/năm" in running text tells how much
        end += regular is not None and self.words[begin - 1] == "(" and self.words[end] == ")"
        return self._with_day(at, end, recurrence, found) or self._put(
            found,
            at,
            end,
            TimeExpr(
                "in", every=recurrence, use="always" if regular or sure else "line" if counted else "lead"
            ),
        )

    def _frequency(self, at: int, regular: bool) -> tuple[Recurrence, int, bool] | None:
        here = self.cues.get(at) or {}
        name = next((n for n in _AGAIN if n in here), None)
        if name is not None:
            return _EVERY[name], self._turns(here[name]), False
        count = self.moments.count(at, 12)
        if count is None:
            return None
        turns = self._cue("turns", count[1])
        if turns is not None and self.words[turns] == "/":  # "02 lần/năm"
            unit = self.words[turns + 1]
            told = _A_YEAR.get(count[0]) if unit == "năm" else _UNITS.get(unit) if count[0] == 1 else None
            return (told, turns + 2, regular) if told else None
        unit, end = self.words[count[1]], count[1] + 1
        again = self._turns(end)
        told = _MONTHS_APART.get(count[0]) if unit == "tháng" else _UNITS.get(unit) if count[0] == 1 else None
        return (told, again, True) if told and (again > end or (regular and unit == "tháng")) else None

    def _turns(self, at: int) -> int:
        """Behind "/lần", "một lần"."""
        to = at + (self.words[at] == "/")
        count = self.moments.count(to, 1)
        turns = self._cue("turns", count[1] if count else to)
        return turns if turns is not None and (count or to > at) else at

    def _on_weekday(self, prefix: _Prefix) -> tuple[Recurrence, int, bool] | None:
        if not prefix.weekday:
            return None
        week, month = self._cue("weekly", prefix.end), self._cue("monthly", prefix.end)
        return ("weekly", week, True) if week else ("monthly", month, True) if month else None

    def _with_day(self, at: int, end: int, every: Recurrence, found: list[Mark]) -> int | None:
        """ "Hằng năm, trước ngày 30/5", "hằng năm (trước ngày 15 tháng 11)", "hằng quý (trước ngày 20)"."""
        if every not in ("yearly", "monthly", "quarterly"):
            return None
        opened = self.words[end] == "("
        prefix = self._prefix(end + (self.words[end] in (",", "(", ":", "-")))
        items, stop = self._series(prefix)
        if (
            not items
            or items[-1].first.year is not None
            or (items[-1].last and items[-1].last.year is not None)
        ):
            return None
        if items[0].first.grain not in ("day", "week") and not (every == "yearly" and items[0].first.month):
            return None
        if opened and self.words[stop] != ")":
            return None
        if items[0].prefix.op == "from" and items[0].last is None:
            return None  # "định kỳ hằng năm, tính từ ngày 15 tháng 12" tells what a report covers
        items = _merged(_shared(items))
        if not (items[0].prefix.told and all(_is_whole(item, every) for item in items)) or len(items) > 1:
            return None
        if (items[0].first.month is None) != (every in ("monthly", "quarterly")):
            return None
        expr = self._expr(items[0], every, False)
        return self._put(found, at, stop + opened, replace(expr, use="always"))

    def _short_month(self, at: int, found: list[Mark]) -> int | None:
        """ "T5/2026"."""
        if self.words[at] != "t" or not self.moments.close(at):
            return None
        read = self.moments.read(at + 1, "month")
        if read is None or read[0].grain != "month" or read[0].year is None:
            return None
        return self._put(found, at, read[1], TimeExpr("in", read[0], use="always"))


_UNITS: dict[str, Recurrence] = {
    "năm": "yearly",
    "quý": "quarterly",
    "tháng": "monthly",
    "tuần": "weekly",
    "ngày": "daily",
}
_OPENERS = frozenset({
    *_OPS, *_PARTS, "time_done", "day_parts", "days", "months", "years", "periods", "school_years", "weeks", "spans", "regularly",
})  # fmt: skip
_WITHOUT_NUMBER = frozenset({
    *_AGAIN, "quarters", "feast_words", "weekdays", "this_years", "halves", "continually", "after_events", "before_events", "ending_events", "from_events",
    "stages", "time_now", "year_ends",
})  # fmt: skip
_AFTER_COUNT = frozenset({"firsts", "lasts", "turns", "span_since", "time_of", "years"})
_COUNTED = frozenset({"months", "years", "turns", "span_units"})  # a number stands before these


def _any_between(ordered: list[int], first: int, last: int) -> bool:
    at = bisect_left(ordered, first)
    return at < len(ordered) and ordered[at] < last


# --- what neighbours share ------------------------------------------------------------------------


def _shared(items: list[_Item]) -> list[_Item]:
    """Every moment with what it leaves out and the next one tells: "quý II | và quý IV năm 2026"."""
    behind: Moment | None = None
    for item in reversed(items):
        if item.last is not None:
            item.last = _completed(item.last, behind)
            item.first = _completed(item.first, item.last, within=True)
        else:
            item.first = _completed(item.first, behind)
        behind = item.first
    return items


def _completed(moment: Moment, behind: Moment | None, within: bool = False) -> Moment:
    if behind is None or behind.grain == "feast":
        return moment
    if moment.grain == "day" and moment.month is None and behind.grain == "day":
        moment = replace(moment, month=behind.month)
    if moment.year is None and not within and moment.grain != "year":
        moment = replace(moment, year=behind.year)
    return moment


def _merged(items: list[_Item]) -> list[_Item]:
    """Bare numbers that go on right where the one before ends make one stretch: "các quý II, III và IV năm 2026"."""
    out: list[_Item] = []
    for item in items:
        if out and not item.noun and item.prefix.bare and _touch(out[-1], item):
            out[-1].last, out[-1].end = item.last or item.first, item.end
        else:
            out.append(item)
    return out


def _touch(before: _Item, item: _Item) -> bool:
    last = before.last or before.first
    if last.grain != item.first.grain or last.part or item.first.part:
        return False
    if last.grain == "year":
        return last.year is not None and item.first.year == last.year + 1
    if last.year != item.first.year or last.month is None or item.first.month is None:
        return False
    if last.grain == "day":
        return (
            last.month == item.first.month
            and (item.first.day or 0) == (last.day or 0) + 1
            and before.prefix.op == "in"
        )
    return last.month + last.months == item.first.month


def _may_end(first: Moment, last: Moment) -> bool:
    """Whether a moment can end a range that another one begins."""
    alike = {first.grain, last.grain}
    if alike & {"feast", "period", "half", "week"}:
        return False
    return len(alike) == 1 or (first.year is not None and last.year is not None) or alike == {"day", "month"}


def _is_whole(item: _Item, every: Recurrence | None) -> bool:
    """Whether a day has its month, or comes back every month."""
    partial = [m for m in (item.first, item.last) if m and m.grain in ("day", "week") and m.month is None]
    return not partial or every in ("monthly", "quarterly")


def _use(expr: TimeExpr, prefix: _Prefix, noun: bool) -> Use:
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
    return "always" if year and (noun or prefix.told) else "line"


def _use_of_years(expr: TimeExpr, prefix: _Prefix, noun: bool) -> Use:
    if expr.op != "now" and (
        prefix.done
        or (
            expr.op == "in"
            and prefix.told
            and expr.first
            and expr.first.grain == "year"
            and prefix.only == "vào"
        )
    ):
        return "always"
    return "lead" if noun or (expr.last is not None and expr.op == "from") else "line"


def _use_of_day(expr: TimeExpr, prefix: _Prefix, year: bool) -> Use:
    if expr.op in ("before", "now"):
        return "always"
    if expr.op == "until":
        return "lead" if prefix.only in _WEAK else "always"
    if not year:
        return "line"
    if prefix.done or (prefix.told and expr.op in ("from", "after", "in")):
        return "always"
    return "line"
