"""Numbers as printed: digits with their separators, and in words.

number := digits [. digits]* [, digits] | (một | hai | mười ...) [mươi | trăm | nghìn | triệu ...]*
"""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.language.marks import Marks
from kehoach.text import fold

# The lists of comparators, and what they say.
COMPARATORS = {"about": "~", "at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}


class Number(Struct, frozen=True):
    """A printed number as tokens [first, last)."""

    first: int
    last: int
    value: float


def read_number(marks: Marks, at: int) -> Number | None:
    """The number that begins at a token of digits: 1.200, 13,5, 83.5, 3.768,42; None inside symbols, dates and labels."""
    tokens = marks.tokens
    if at and marks.is_tight(at - 1) and tokens.words[at - 1] not in "(\"'<>≥≤=~±-:+[*\n|":
        return None
    digits, last = tokens.words[at], at + 1
    while len(tokens.words[at]) <= 3 and _joined(marks, last, ".") and len(tokens.words[last + 1]) == 3:
        digits, last = digits + tokens.words[last + 1], last + 2
    if _joined(marks, last, ","):
        return Number(at, last + 2, float(f"{digits}.{tokens.words[last + 1]}"))
    if last == at + 1 and _joined(marks, last, ".") and len(tokens.words[last + 1]) <= 2:
        if _joined(marks, last + 2, "."):
            return None
        return Number(at, last + 2, float(f"{digits}.{tokens.words[last + 1]}"))
    return Number(at, last, float(digits[:15]))


def _joined(marks: Marks, at: int, sign: str) -> bool:
    """Whether a sign stands at a token, with digits right behind it and no space around."""
    tokens = marks.tokens
    return (
        at + 1 < len(tokens.words)
        and tokens.words[at] == sign
        and marks.is_tight(at - 1)
        and marks.is_tight(at)
        and tokens.words[at + 1][0].isdecimal()
    )


def read_digits(marks: Marks, at: int) -> Number:
    """The number at a token, whatever sign stands before it."""
    words, digits, last = marks.tokens.words, marks.tokens.words[at], at + 1
    while _joined(marks, last, ".") and len(words[last + 1]) == 3:
        digits, last = digits + words[last + 1], last + 2
    return Number(at, last, float(digits[:15]))


def read_upper(marks: Marks, at: int) -> Number:
    """The upper number of a range: a decimal part may follow."""
    first = read_digits(marks, at)
    if _joined(marks, first.last, ",") or (
        _joined(marks, first.last, ".") and len(marks.tokens.words[first.last + 1]) < 3
    ):
        digits = marks.tokens.words[first.last + 1]
        return Number(at, first.last + 2, float(f"{int(first.value)}.{digits}"))
    return first


def is_year(digits: str) -> bool:
    """Whether digits are a year of 1900 to 2199."""
    return len(digits) == 4 and digits[:2] in ("19", "20", "21")


def is_round(value: float) -> bool:
    """Whether a number is a power of ten, as denominators are."""
    return value in (1, 10, 100, 1000, 10000, 100000, 1000000)


# --- in words -----------------------------------------------------------------------------------


def spelt_numbers(marks: Marks) -> Iterator[Number]:
    """The numbers in words: of two words or more, or behind a comparator; one word alone is mostly an article or a name."""
    last = 0
    for first, _ in marks.cues("numerals", 0, len(marks.tokens.words)):
        if first >= last:
            number = _spelt(marks, first)
            if number.last - first > 1 or comparator_before(marks, first) is not None:
                yield number
            last = number.last


def comparator_before(marks: Marks, at: int) -> int | None:
    """Where a comparator begins that ends at a token."""
    found = (marks.cue_before(name, at) for name in COMPARATORS)
    return next((begin for begin in found if begin is not None), None)


def _spelt(marks: Marks, first: int) -> Number:
    """The number in words that begins at a token: "hai mươi lăm", "ba trăm linh năm nghìn", "hai triệu rưỡi". A power that
    begins a unit ("tỷ đồng") belongs to the unit, as it does behind digits."""
    worth, words = _worth(), marks.tokens.words
    whole, below, unit, power, at = 0.0, 0.0, 0.0, 1.0, first
    while at < len(words) and (value := worth.get(words[at])) is not None:
        if value >= 1000:
            if at > first and marks.cue_at("measures", at) is not None:
                break
            whole, below, unit, power = whole + (below + unit or 1) * value, 0.0, 0.0, value
        elif value == 0.5:
            whole += power / 2
        elif value in (10, 100):
            below, unit, power = below + (unit or 1) * value, 0.0, value
        else:
            unit = value
        at += 1
    return Number(first, at, whole + below + unit)


@lru_cache(maxsize=1)
def _worth() -> dict[str, float]:
    return {fold(word): float(value) for word, value in rules.load("quantities")["worth"].items()}
