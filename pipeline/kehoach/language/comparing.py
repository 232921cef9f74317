"""Comparators of numbers: "từ 7,0 điểm trở lên", "ít nhất 02 lớp", "≤ 3%"; their words stand in rules/quantities.yaml."""

from kehoach.language.marks import Marks
from kehoach.language.numbers import COMPARATORS

_REACH = 7  # tokens before a number in which its comparator may stand
_BEHIND = 12  # tokens behind it in which "trở lên" may stand
_LISTS = tuple(COMPARATORS)


def compared(marks: Marks, first: int, last: int) -> tuple[str, int, bool]:
    """Operator, the token where its words begin, and whether it was said at all."""
    before = _before(marks, first)
    if before is not None:
        return before
    words = marks.tokens.words
    since = words[first - 1] == "từ"
    told = marks.any_among(("or_more", "or_less"), last, last + _BEHIND)
    for stop in range(last, min(len(words), last + _BEHIND)) if told else ():
        if (
            words[stop] in ";.\n"
            or words[stop][0].isdecimal()
            or (words[stop] == "," and not since)
            or (stop > last and not since)  # "45% cán bộ có trình độ đại học | trở lên"
        ):
            break
        if marks.cue_at("or_more", stop) is not None:
            return ">=", first - since, True
        if marks.cue_at("or_less", stop) is not None:
            return "<=", first, True
    return "=", first, False


def _before(marks: Marks, first: int) -> tuple[str, int, bool] | None:
    """What a comparator before a number says; None where none stands there."""
    if not marks.any_among(_LISTS, max(0, first - _REACH), first):
        return None
    best: tuple[int, str, int] | None = None
    for name, op in COMPARATORS.items():
        for begin, end in marks.cues(name, max(0, first - _REACH), first):
            if _only_fillers(marks, end, first) and (
                best is None or (end - begin, -begin) > (best[0], -best[2])
            ):
                best = (end - begin, op, begin)
    return (best[1], best[2], True) if best else None


def _only_fillers(marks: Marks, at: int, last: int) -> bool:
    while at < last:
        end = marks.cue_at("comparator_fillers", at)
        if end is None or end > last:
            return False
        at = end
    return True
