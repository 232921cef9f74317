"""Lists and ranges of moments with the prepositions before them, and what neighbours share.

series := [prefix] moment ((- | đến) moment)? ((, | và) [prefix] moment ...)*
"""

from dataclasses import dataclass

from msgspec.structs import replace

from kehoach.language.dates import Grain, Moment, Op
from kehoach.language.moments import MomentReader
from kehoach.model import Recurrence

OPS: dict[str, Op] = {
    "time_before": "before", "time_until": "until", "time_now": "now", "time_from": "from", "time_after": "after", "time_in": "in",
}  # fmt: skip
PARTS = {"part_starts": "start", "part_middles": "middle", "part_ends": "end"}
_STRENGTH = (
    "in",
    "after",
    "from",
    "until",
    "before",
    "now",
)  # of several prepositions the last one here tells
_ROMAN = frozenset({"i", "ii", "iii", "iv"})
_LONGEST_PREFIX = 8


@dataclass
class Prefix:
    """What stands before a moment: its relation to work, the part of it that counts, the token behind."""

    op: Op
    told: bool
    begin: int
    end: int
    done: bool = False
    part: str | None = None
    weekday: bool = False
    hour: bool = False
    bare: bool = True  # nothing at all stands before
    only: str = ""  # the preposition, where there is but one


@dataclass
class Item:
    """One moment or range of a list, as tokens [begin, end)."""

    begin: int
    end: int
    first: Moment
    last: Moment | None
    prefix: Prefix
    noun: bool
    joined: bool = False  # "và" or a comma alone stands before it


class SeriesReader:
    """Reads prepositions and the series of moments behind them."""

    def __init__(self, moments: MomentReader) -> None:
        self.moments, self.words, self.cues = moments, moments.words, moments.cues
        self._cue = moments.cue

    # --- before the moment ------------------------------------------------------------------------

    def prefix(self, at: int) -> Prefix:
        prefix = Prefix("in", False, at, at)
        ops: list[Op] = []
        while prefix.end - at < _LONGEST_PREFIX:
            end = prefix.end
            here = self.cues.get(end) or {}
            name = max((n for n in here if n in OPS), key=lambda n: here[n], default=None)
            part = next((n for n in here if n in PARTS), None)
            if name is not None:
                prefix.only = " ".join(self.words[end : here[name]]) if not ops else ""
                ops.append(OPS[name])
                prefix.end, prefix.told = here[name], True
            elif "time_done" in here and not ops:
                prefix.end, prefix.done, prefix.begin = here["time_done"], True, here["time_done"]
            elif part is not None and here[part] > end:
                prefix.end, prefix.part = here[part], PARTS[part]
            elif (clock := self._clock(end)) is not None:
                # "06 giờ 00 và | 17 giờ 00"
                more = self._clock(clock + 1) if self.words[clock] == "và" else None
                prefix.end, prefix.hour = more or clock, True
            elif "weekdays" in here or "day_parts" in here:
                prefix.end, prefix.weekday = self._behind_weekday(end) or end, True
            elif "days" in here and "weekdays" in (self.cues.get(here["days"]) or {}):
                prefix.end = here["days"]
            else:
                break
        prefix.op = max(ops, key=_STRENGTH.index, default="in")
        prefix.bare = prefix.end == prefix.begin and not prefix.done
        return prefix

    def _behind_weekday(self, at: int) -> int | None:
        """Behind "tối", "Thứ Bảy", "thứ Bảy (", before a day."""
        end = self._cue("weekdays", at) or self._cue("day_parts", at)
        if end is None:
            return None
        if self.words[end] == "ngày" and "days" not in (self.cues.get(end) or {}):
            return end + 1  # "thứ Hai | ngày 06/7" counts no two days
        return end + (self.words[end] in (",", "(") and self._names_day(end + 1))

    def _names_day(self, at: int) -> bool:
        """Whether a day follows its weekday: "thứ Bảy, | ngày 07/3", "thứ Bảy, | 07/3"."""
        day = self.moments.small(at, 31)
        return "days" in (self.cues.get(at) or {}) or (day is not None and self.words[day[1]] == "/")

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

    def series(self, prefix: Prefix) -> tuple[list[Item], int]:
        """The moments of a list, each with its preposition; and the token behind it, also where it makes no time."""
        item = self._item(prefix, None)
        if item is None:
            return [], prefix.begin + 1
        items = [item]
        while True:
            link = self.moments.list_behind(items[-1].end)
            following = self.prefix(link) if link is not None else None
            if following is None:
                break
            if following.bare or following.done:
                following.op, following.told, following.part = prefix.op, prefix.told, prefix.part
            item = self._item(following, items[-1].first.grain)
            if item is None or item.first.grain in ("period", "feast"):
                break
            item.joined = following.bare and self.words[items[-1].end] in ("và", ",")
            items.append(item)
            prefix = following
        return items, items[-1].end

    def _item(self, prefix: Prefix, like: Grain | None) -> Item | None:
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
        last, stop = self._range(first, end)
        if prefix.part:
            first = replace(first, part=prefix.part)
        return Item(prefix.begin, stop, first, last, prefix, noun)

    def _end_of_year(self, prefix: Prefix) -> tuple[Moment, int] | None:
        """ "đến cuối năm", "đến hết năm", "ngay từ đầu năm", "suốt năm" without a number: the year at hand."""
        noun, before = self._cue("years", prefix.end), self.words[prefix.end - 1]
        if noun is None or self.words[noun][:1].isdecimal():
            return None
        closed = not self.words[noun][:1].isalnum()  # nothing goes on behind it: "Cuối năm |"
        begins = prefix.part == "start" and prefix.op == "from"
        ends = prefix.part == "end" or before == "hết" or (begins and closed)
        whole = before in ("suốt", "cả") and closed
        if not (whole or (ends and (prefix.told or prefix.done or closed))):
            return None
        return Moment("year"), noun

    def _range(self, first: Moment, end: int) -> tuple[Moment | None, int]:
        """The other end of a range, where one follows."""
        link = self.moments.range_behind(end)
        if link is None or first.grain in ("feast", "half"):
            return None, end
        to = link
        while (
            (more := self._cue("time_until", to))
            or (more := self._clock(to))
            or (more := self._cue("part_ends", to))
            or (more := self._behind_weekday(to))
        ):
            to = more
        read = self.moments.read(to, first.grain, loose=True)
        if read is None or not _may_end(first, read[0]):
            return None, end
        return read[0], read[1]


# --- what neighbours share ------------------------------------------------------------------------


def shared(items: list[Item]) -> list[Item]:
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


def merged(items: list[Item]) -> list[Item]:
    """Bare numbers that go on right where the one before ends make one stretch: "các quý II, III và IV năm 2026"; so do
    months and quarters that "và" joins: "tháng 10 và tháng 11/2026"."""
    out: list[Item] = []
    for item in items:
        goes_on = (not item.noun and item.prefix.bare) or (
            item.joined and item.prefix.op == "in" and item.first.months < 6
        )
        if out and goes_on and _touch(out[-1], item):
            out[-1].last, out[-1].end = item.last or item.first, item.end
        else:
            out.append(item)
    return out


def _touch(before: Item, item: Item) -> bool:
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


def is_whole(item: Item, every: Recurrence | None) -> bool:
    """Whether a day has its month, or comes back every month."""
    partial = [m for m in (item.first, item.last) if m and m.grain in ("day", "week") and m.month is None]
    return not partial or every in ("monthly", "quarterly")
