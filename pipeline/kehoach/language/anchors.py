"""Where to look for expressions of time: at numbers in the shape of dates, and at cues with a number or a word near that does without."""

import re
from bisect import bisect_left

from kehoach.language.marks import Marks
from kehoach.language.moments import MomentReader
from kehoach.language.series import OPS, PARTS

# over the letters of the tokens, where any number is a 0
_NUMBERS = re.compile(r"0(?=[/.-]0)|(?<!0[/.,-])0(?![/.,-]0|/)|0(?=,0)")
_NEAR = 11  # tokens from the first word of an expression to its number
_OPENERS = (
    *OPS, *PARTS, "time_done", "day_parts", "days", "months", "years", "periods", "school_years", "weeks", "spans", "regularly",
)  # fmt: skip
_WITHOUT_NUMBER = (
    "yearly", "half_yearly", "every_turns", "quarterly", "monthly", "weekly", "daily", "quarters", "short_quarters", "feast_words", "weekdays", "this_years", "halves", "continually", "after_events", "occasions", "sessions", "until_happenings", "terms", "before_events", "ending_events", "from_events", "issue_days",
    "stages", "time_now", "year_ends",
)  # fmt: skip
_AFTER_COUNT = frozenset({"firsts", "lasts", "turns", "span_since", "time_of", "years"})
_COUNTED = ("months", "years", "turns", "span_units")  # a number stands before these


def anchors(marks: Marks, moments: MomentReader) -> list[int]:
    """The tokens where an expression may begin: where a number, or a word that does without one, is near."""
    words, cues, coded = moments.words, moments.cues, marks.tokens.coded
    found = [m.start() for m in _NUMBERS.finditer(coded)]
    numbers = [at for at in found if _may_date(words, coded, at)]
    months = [at - 1 for at in numbers if words[at - 1] == "t"]
    months += [at - 1 for at in found if words[at - 1] == "t" and words[at + 1 : at + 3] == ["-", "t"]]
    alone = sorted(marks.begins(_WITHOUT_NUMBER))
    near = [
        at
        for at in marks.begins(_OPENERS)
        if coded.find("0", at, at + _NEAR) >= 0 or _any_between(alone, at, at + _NEAR)
    ]
    counted = [at - 1 for at in marks.begins(_COUNTED) if at and _may_count(moments, at, cues[at])]
    events = [
        at
        for at in marks.begins(("when_events",))
        if "open_events" not in (cues.get(cues[at]["when_events"]) or ())
    ]
    return sorted({*numbers, *months, *near, *alone, *counted, *events})


def _may_date(words: list[str], coded: str, at: int) -> bool:
    """Whether a number begins a date in signs, a month with its year, or is a year."""
    sign, size = words[at + 1], len(words[at])
    if size == 4 and words[at][:2] == "20":
        return sign != "/"
    if sign == ",":
        return size <= 2 and words[at + 3] in ("/", "và", "tháng")
    if size > 2 or coded[at + 2 : at + 3] != "0" or coded[at + 1] == "0":
        return False
    if sign == ".":
        return coded[at + 3 : at + 5] == ".0" and len(words[at + 4]) == 4
    return words[at + 3] != "/" or coded[at + 4 : at + 5] == "0"


def _may_count(moments: MomentReader, at: int, here: dict[str, int]) -> bool:
    """Whether a number before "tháng", "năm", "lần" ... begins an expression."""
    behind = max(here[name] for name in _COUNTED if name in here)
    before = moments.words[at - 1]
    if not (before[:1].isdecimal() or before in moments.counts):
        return False
    follows = (
        moments.words[behind] in ("/", ",", "làm", "một", "1", "01", "lần")
        or moments.year(behind) is not None
    )
    return follows or not _AFTER_COUNT.isdisjoint(moments.cues.get(behind) or ())


def _any_between(ordered: list[int], first: int, last: int) -> bool:
    at = bisect_left(ordered, first)
    return at < len(ordered) and ordered[at] < last
