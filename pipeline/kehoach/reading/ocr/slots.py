"""What is written by hand into the letterhead: the number before the slash, the day, the month.

Four readers see the slot. Signs that are no digits are taken for those that they look like in ink, or for the digit that the reader held
likeliest there; what the slot's grammar forbids (a day 96) falls out; the rest is put to the vote. A slot in which nobody sees ink is blank
and stays so. Only where three readers agree is a reading sure; any other is a doubt, with its candidates.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from msgspec import Struct

from kehoach.reading.ocr.engines import Reading
from kehoach.text import bare

# Ink that readers take for letters and signs, and the digit that was meant.
_INK = {
    "A": "1", "l": "1", "I": "1", "|": "1", "/": "1", "\\": "1", "!": "1", "i": "1", "J": "1", "]": "1", "[": "1", "t": "1", "(": "1", ")": "1",
    "S": "5", "s": "5", "$": "5", "O": "0", "o": "0", "D": "0", "Q": "0", "C": "0", "c": "0", "U": "0", "a": "0", "e": "0", "Ơ": "0", "ơ": "0", "Z": "2", "z": "2",
    "B": "8", "&": "8", "g": "9", "q": "9", "b": "6", "G": "6", "Y": "4", "y": "4", "#": "4", "h": "4", "H": "4", "T": "7", "F": "7", "?": "7",
    "đ": "0", "Đ": "0", "ế": "6", "ể": "6", "ố": "6", "k": "6",
}  # fmt: skip
_NUMBER_LINE = re.compile(r"^\W{0,3}[S5$][^\s\d:;/]{0,2}\s{0,2}(?P<sign>[:;.,]{0,3})\s*(?=\S)")
_DATE_LINE = re.compile(
    r"ng[a-z]y\W{0,3}(?P<day>.{0,8}?)\W{0,2}th[a-z]{1,2}ng\W{0,3}(?P<month>.{0,6}?)\W{0,2}n[a-z]m\W{0,2}(?P<year>[\d ]{2,6})"
)
_CODE = re.compile(
    r"(?P<sep>[-/]?)\s{0,2}(?P<code>(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐƯ][A-Za-zĐđƯưÀ-ỹ&]{0,9}\d{0,3}(?:\s?[-/&.,]\s?[A-ZĐƯ][A-Za-zĐđƯưÀ-ỹ0-9.&]*)*(?:\s?[(][^)]{1,8}[)]?)?)\s*\W*$"
)
_LONGEST_NUMBER = 6
_LONGEST_PLACE = 5  # words
_LEAST = 0.02  # of a digit that a reader held likely beside its choice
_AGREED = 3

_TRUST = {"pp": 1.3, "aster": 1.2, "true": 0.7, "joined": 0.6}


class Slot(Struct):
    """The reading of a slot: ``best`` ("" for a blank one), what else it may be, whether enough readers agree."""

    best: str
    candidates: list[str]
    sure: bool


class NumberLine(Struct):
    """A number line put together: "Số: 560/GM-UBND"."""

    number: Slot
    code: Slot

    @property
    def text(self) -> str:
        """The line as the letterhead is read."""
        return f"Số: {self.number.best}{self.code.best}"


class DateLine(Struct):
    """The day, month and year of a date line."""

    day: Slot
    month: Slot
    year: str

    @property
    def text(self) -> str:
        """From "ngày" on; blanks stay blank."""
        return re.sub(
            r" {2,}", " ", f"ngày {self.day.best or '   '} tháng {self.month.best or '   '} năm {self.year}"
        )

    @property
    def sure(self) -> bool:
        """Whether no part of it is doubted."""
        return self.day.sure and self.month.sure


def is_number_line(text: str) -> bool:
    """Whether a line opens like "Số: 12/KH-UBND", however it was misread."""
    found = _NUMBER_LINE.match(text)
    if not found or len(text) > 60:
        return False
    rest = text[found.end() :]
    code = _CODE.search(rest)
    return (
        code is not None
        and len(_bare(rest[: code.start()])) <= _LONGEST_NUMBER
        and ("/" in rest or "-" in rest)
    )


def is_date_line(text: str) -> bool:
    """Whether a line holds "ngày ... tháng ... năm ..." as a letterhead does."""
    found = _DATE_LINE.search(_plain(text)) if len(text) < 70 else None
    if found is None or len(text) - found.end() > 3:
        return False
    place = text[: found.start()]
    return (
        len(place.split()) <= _LONGEST_PLACE
        and not any(c.isdigit() for c in place)
        and _plain(place[:6]) != "can cu"
    )


def _bare(text: str) -> str:
    return re.sub(r"[\s._…·,:;'\"`-]+", "", text)


def _plain(text: str) -> str:
    """Without marks and capitals; as long as the text."""
    return "".join(bare(c) or c for c in text) if len(bare(text)) != len(text) else bare(text)


# --- the number -------------------------------------------------------------------------------


def number_line(readings: dict[str, Reading]) -> NumberLine | None:
    """The line from what each reader (by name) read on it; None when nobody reads a number line."""
    numbers: dict[str, list[str]] = {}
    codes: dict[str, list[str]] = {}
    for name, reading in readings.items():
        prefix = _NUMBER_LINE.match(reading.text)
        if prefix is None:
            continue
        code = _code_of(reading.text, prefix.end())
        if code is None:
            continue
        start, sep, words = code
        codes[name] = [_tidy(sep or "/", words)] if name != "pp" else []
        numbers[name] = _digits(
            reading, prefix.end(), start, lambda n: 0 < len(n) <= _LONGEST_NUMBER and int(n) > 0
        )
    if not any(codes.values()):
        return None
    return NumberLine(_vote(numbers), _code_vote(codes))


def _code_of(text: str, start: int) -> tuple[int, str, str] | None:
    """Where the code begins ("/KH-UBND"), its sign and itself; of several ways, the one that leaves a short number before it."""
    found = None
    for at in range(start, len(text)):
        match = _CODE.match(text, at)
        if match is None or (match["sep"] == "" and at > start and text[at - 1] not in " .0123456789"):
            continue
        before = _bare(text[start:at])
        if len(before) > _LONGEST_NUMBER:
            break
        if found is None or (not _bare(text[start : found[0]]) and before):
            found = (at, match["sep"], match["code"])
        if before and match["sep"]:
            found = (at, match["sep"], match["code"])
            break
    return found


def _tidy(sep: str, code: str) -> str:
    shown = re.sub(r"\s+", "", code).rstrip(".,;:")
    if shown.count("(") > shown.count(")"):
        shown += ")"
    return sep + re.sub(r"(?<=[A-Za-zĐđ])[.,](?=[A-ZĐ])", "-", shown)


def _code_vote(codes: dict[str, list[str]]) -> Slot:
    votes: dict[str, float] = defaultdict(float)
    voters: dict[str, int] = defaultdict(int)
    for name, found in codes.items():
        for code in found:
            votes[code] += _TRUST[name]
            voters[code] += 1
    best = max(votes, key=lambda c: votes[c])
    return Slot(best, [c for c in votes if c != best], voters[best] > 1 or len(votes) == 1)


# --- the date ---------------------------------------------------------------------------------


def date_line(readings: dict[str, Reading]) -> DateLine | None:
    """The date from what each reader read; None when nobody reads a date line."""
    days: dict[str, list[str]] = {}
    months: dict[str, list[str]] = {}
    years: dict[str, list[str]] = {}
    for name, reading in readings.items():
        match = _DATE_LINE.search(_plain(reading.text))
        if match is None:
            continue
        days[name] = _digits(reading, *match.span("day"), lambda n: len(n) < 3 and 1 <= int(n) <= 31)
        months[name] = _digits(reading, *match.span("month"), lambda n: len(n) < 3 and 1 <= int(n) <= 12)
        years[name] = [y for y in [re.sub(r"\D", "", match["year"])] if re.fullmatch(r"(?:19|20)\d\d", y)]
    year = _vote(years)
    if not year.best:
        return None
    return DateLine(_vote(days), _vote(months), year.best)


# --- digits and votes ---------------------------------------------------------------------------


def _digits(reading: Reading, start: int, end: int, allowed: Callable[[str], bool]) -> list[str]:
    """What a reader may have seen between two signs of its text, as digits, likeliest first; [] for a blank."""
    places: list[list[str]] = []
    signs = reading.text[start:end].rstrip(" ./-–_")
    for offset, sign in enumerate(signs, start):
        if sign.isspace() or sign in ".,:;_-–'`\"…":
            continue
        choices = [sign] if sign.isdigit() else [_INK[sign]] if sign in _INK else []
        choices += [d for d in _held_likely(reading, offset) if d not in choices]
        if choices:
            places.append(choices[:3])
    if not places or len(places) > _LONGEST_NUMBER:
        return []
    made = ["".join(p) for p in itertools.islice(itertools.product(*places), 81)]
    first = "".join(p[0] for p in places)
    return [n for n in dict.fromkeys([first, *made]) if allowed(n)][:4]


def _held_likely(reading: Reading, offset: int) -> Iterable[str]:
    """The digits that a reader held likely where it read a sign, likeliest first."""
    if reading.posterior is None or reading.signs is None or len(reading.places) != len(reading.text):
        return []
    steps = len(reading.posterior)
    step = min(steps - 1, max(0, round(reading.places[offset] * steps - 0.5)))
    around = reading.posterior[max(0, step - 1) : step + 2].max(axis=0)
    digits = [(float(around[_column(reading.signs, d)]), d) for d in "0123456789"]
    return [d for p, d in sorted(digits, reverse=True) if p > _LEAST]


_columns: dict[int, dict[str, int]] = {}


def _column(signs: list[str], sign: str) -> int:
    known = _columns.setdefault(id(signs), {})
    if sign not in known:
        known[sign] = signs.index(sign)
    return known[sign]


def _vote(found: dict[str, list[str]]) -> Slot:
    """The winner of the readers' readings, first choices counting full and later ones little; blank when the best two saw nothing."""
    if not any(found.get(name) for name in ("pp", "aster")) and len(found) > 1:
        return Slot("", [], sum(not f for f in found.values()) >= 2)
    votes: dict[str, float] = defaultdict(float)
    firsts: dict[str, int] = defaultdict(int)
    for name, choices in found.items():
        for rank, choice in enumerate(choices):
            votes[_key(choice)] += _TRUST[name] * (1.0 if rank == 0 else 0.25 / rank)
            firsts[_key(choice)] += rank == 0
    if not votes:
        return Slot("", [], True)
    ranked = sorted(votes, key=lambda n: -votes[n])
    shown = {_key(c): c for choices in found.values() for c in reversed(choices)}
    best = ranked[0]
    return Slot(shown[best], [shown[n] for n in ranked[1:4] if votes[n] > 0.2], firsts[best] >= _AGREED)


def _key(number: str) -> str:
    """Numbers that are one, whether a nought stands before them or not."""
    return number.lstrip("0") or number
