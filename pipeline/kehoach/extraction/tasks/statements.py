"""The statements of an item: its sentences, parted where a semicolon stands between two who are charged."""

from collections.abc import Callable

from kehoach.language import Marks
from kehoach.language.bodies import read_bodies
from kehoach.language.names import begins_body

Charges = Callable[[int, int], bool]  # whether a stretch of characters charges somebody


def parted(marks: Marks, start: int, end: int, charges: Charges) -> list[tuple[int, int]]:
    """The sentences of a stretch of characters, parted at semicolons between two that charge: "Sở A làm ...; Sở B làm ..."."""
    found: list[tuple[int, int]] = []
    for begin, stop in marks.sentences(start, end):
        for at in _semicolons(marks, begin, stop):
            if _is_dated_line(marks, begin) or charges(begin, marks.tokens.ends[at]):
                found.append((begin, marks.tokens.ends[at]))
                begin = marks.tokens.starts[at + 1]
        found.append((begin, stop))
    return found


def _is_dated_line(marks: Marks, start: int) -> bool:
    """Whether a line of a schedule begins here: "Ngày 12/5: duy trì tuần tra; Đội Công trình ..."."""
    time = marks.at("time", start)
    if time is None:
        return False
    behind = marks.token_from(time.end)
    return marks.tokens.words[behind : behind + 1] == [":"]


def _semicolons(marks: Marks, start: int, end: int) -> list[int]:
    """The semicolons of a sentence that may part it: behind them a name with a capital begins, and they stand in no list of names."""
    first, last = marks.stretch(start, end)
    words = marks.tokens.words
    signs = [
        at
        for at in range(first, last - 1)
        if words[at] == ";" and marks.is_capital(at + 1) and begins_body(marks, at + 1, last)
    ]
    at, inside = first, set[int]()
    while signs and at < signs[-1]:
        listed = read_bodies(marks, at, last) if marks.segments.begins[at] else None
        inside |= set(range(at, listed.last)) if listed is not None else set()
        at = listed.last if listed is not None else at + 1
    return [at for at in signs if at not in inside]
