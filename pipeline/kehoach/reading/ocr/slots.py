"""What is written by hand into the letterhead: the number before the slash, the day, the month.

Four readers see the slot. Signs that are no digits are taken for those that they look like in ink, or for the digit that the reader held
likeliest there; what the slot's grammar forbids (a day 96) falls out; the rest is put to the vote. A slot in which nobody sees ink is blank
and stays so. Only where three readers agree is a reading sure; any other is a doubt, with its candidates. What no two readers see alike, in
any of their looks, is no reading: the slot stays blank, and its candidates wait for a document that cites this one.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from msgspec import Struct

from kehoach import rules
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
_NUMBER_READ = re.compile(_NUMBER_LINE.pattern, re.IGNORECASE)  # of a line that is known for one
_DATE_LINE = re.compile(
    r"ng[a-z]y\W{0,3}(?P<day>.{0,8}?)\W{0,2}th[a-z]{1,2}ng\W{0,3}(?P<month>.{0,6}?)\W{0,2}n[a-z]m\W{0,2}(?P<year>[\d ]{2,6})"
)
_CODE = re.compile(
    r"(?P<sep>[-/]?)\s{0,2}(?P<code>(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐƯ][A-Za-zĐđƯưÀ-ỹ&]{0,9}\d{0,3}(?:\s?[-/&.,]\s?[A-ZĐƯ][A-Za-zĐđƯưÀ-ỹ0-9.&]*+)*+(?:\s?[(][^)]{1,8}[)]?)?)\W{0,20}$"
)
_LONGEST_NUMBER = 6
_KNOWN = 1.2  # votes
_LONGEST_PLACE = 5  # words
_LEAST = 0.02  # of a digit that a reader held likely beside its choice
_AGREED = 0.8  # share of the votes
_UNREAD = "?"  # what a reader told that saw ink of which it made no digit: it knows neither the number nor how long it is

_TRUST = {"pp": 1.3, "aster": 1.2, "true": 0.7, "joined": 0.2}


Looks = dict[str, list[Reading]]


class Slot(Struct):
    """The reading of a slot: ``best`` ("" for a blank one), what else it may be, whether enough readers agree."""

    best: str
    candidates: list[str]
    sure: bool

    @property
    def likeliest(self) -> str:
        """What it is, or, left blank, what it may most likely be."""
        return self.best or next(iter(self.candidates), "")


class NumberLine(Struct):
    """A number line put together: "Số: 560/GM-UBND"."""

    number: Slot
    code: Slot

    @property
    def text(self) -> str:
        """The line as the letterhead is read."""
        return f"Số: {self.number.best}{self.code.best}"

    @property
    def sure(self) -> bool:
        """Whether no part of it is doubted."""
        return self.number.sure and self.code.sure


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
        and not any(c.isdecimal() for c in place)
        and _plain(place[:6]) != "can cu"
    )


def _bare(text: str) -> str:
    return re.sub(r"[\s._…·,:;'\"`-]+", "", text)


def _plain(text: str) -> str:
    """Without marks and capitals; as long as the text."""
    return "".join(bare(c) or c for c in text) if len(bare(text)) != len(text) else bare(text)


# --- the number -------------------------------------------------------------------------------


def number_line(readings: Looks) -> NumberLine | None:
    """The line from what each reader (by name) read on it, in one look or several; None when nobody reads a number line."""
    numbers: dict[str, list[list[str]]] = defaultdict(list)
    codes: dict[str, list[str]] = defaultdict(list)
    for name, reading in ((n, r) for n, looks in readings.items() for r in looks):
        prefix = _NUMBER_READ.match(reading.text)
        code = _code_of(reading.text, prefix.end()) if prefix else None
        if prefix is None or code is None:
            continue
        start, sep, words = code
        codes[name].append(_tidy(sep or "/", words))
        numbers[name].append(
            _digits(reading, prefix.end(), start, lambda n: 0 < len(n) <= _LONGEST_NUMBER and int(n) > 0)
        )
    if not any(codes[name] for name in codes if name != "pp"):
        return None
    return NumberLine(_by_hand(numbers), _code_vote(codes))


def _code_of(text: str, start: int) -> tuple[int, str, str] | None:
    """Where the code begins ("/KH-UBND"), its sign and itself: at the first slash that a code stands behind, else at its letters."""
    bare_one = None
    for at in range(start, len(text)):
        match = _CODE.match(text, at)
        if match is None or (not match["sep"] and at > start and text[at - 1] not in " .0123456789"):
            continue
        if len(_bare(text[start:at])) > _LONGEST_NUMBER:
            break
        if match["sep"]:
            return at, match["sep"], match["code"]
        bare_one = bare_one or (at, "", match["code"])
    return bare_one


def _tidy(sep: str, code: str) -> str:
    shown = re.sub(r"\s+", "", code).rstrip(".,;:")
    if shown.count("(") > shown.count(")"):
        shown += ")"
    return sep + re.sub(r"(?<=[A-Za-zĐđ])[.,](?=[A-ZĐ])", "-", shown)


def _code_vote(codes: dict[str, list[str]]) -> Slot:
    """The code most readers see; one that opens with the sign of a type of document is likelier than one that does not."""
    votes: dict[str, float] = defaultdict(float)
    voters: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name, found in codes.items():
        for code in found:
            key = bare(code)  # one reader knows no Đ: it votes for the code, not for its letters
            votes[key] += _TRUST[name] / len(found)
            voters[key].add(name)
            shown[key][code] += 0.0 if name == "pp" else _TRUST[name] / len(found)
    letters = {key: max(forms, key=lambda c: forms[c]) for key, forms in shown.items()}
    for key, code in letters.items():
        votes[key] += _KNOWN * (re.split(r"[-(]", code[1:])[0] in _types())
    best = max(votes, key=lambda c: votes[c])
    others = [code for key, code in letters.items() if key != best]
    return Slot(letters[best], others, len(voters[best] - {"joined"}) > 1 or len(votes) == 1)


@lru_cache(maxsize=1)
def _types() -> frozenset[str]:
    data = rules.load("document_types")
    return frozenset(t["abbr"] for t in data["types"]) | frozenset(data["codes"])


# --- the date ---------------------------------------------------------------------------------


def date_line(readings: Looks) -> DateLine | None:
    """The date from what each reader read; None when nobody reads a date line."""
    days: dict[str, list[list[str]]] = defaultdict(list)
    months: dict[str, list[list[str]]] = defaultdict(list)
    years: dict[str, list[list[str]]] = defaultdict(list)
    for name, reading in ((n, r) for n, looks in readings.items() for r in looks):
        match = _DATE_LINE.search(_plain(reading.text))
        if match is None:
            continue
        days[name].append(_digits(reading, *match.span("day"), lambda n: len(n) < 3 and 1 <= int(n) <= 31))
        months[name].append(
            _digits(reading, *match.span("month"), lambda n: len(n) < 3 and 1 <= int(n) <= 12)
        )
        year_ = re.sub(r"\D", "", match["year"])
        years[name].append([year_] if re.fullmatch(r"(?:19|20)\d\d", year_) else [])
    year = _vote(years)
    if not year.best:
        return None
    return DateLine(_by_hand(days), _by_hand(months), year.best)


# --- digits and votes ---------------------------------------------------------------------------


def _digits(reading: Reading, start: int, end: int, allowed: Callable[[str], bool]) -> list[str]:
    """What a reader may have seen between two signs of its text, as digits, likeliest first; [] for a blank."""
    places: list[list[str]] = []
    signs = reading.text[start:end].rstrip(" .-–_")
    for offset, sign in enumerate(signs, start):
        if sign.isspace() or sign in ".,:;_-–'`\"…":
            continue
        choices = [sign] if sign.isdecimal() else [_INK[sign]] if sign in _INK else []
        choices += [d for d in _held_likely(reading, offset) if d not in choices]
        if choices:
            places.append(choices[:3])
        elif sign.isalpha():
            return [_UNREAD]
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


def _by_hand(found: dict[str, list[list[str]]]) -> Slot:
    """The winner, where two readers at least see one number, if not this one; a blank with all candidates where each sees another."""
    slot = _vote(found)
    seen = {name: {_key(look[0]) for look in looks if look} - {_UNREAD} for name, looks in found.items()}
    told = Counter(number for numbers in seen.values() for number in numbers)
    if len(told) < 2 or max(told.values()) > 1 or not slot.best:
        return slot
    return Slot("", [slot.best, *slot.candidates], False)


def _vote(found: dict[str, list[list[str]]]) -> Slot:
    """The winner of all looks; blank when the best two readers saw nothing in most of theirs.

    A look's first choice counts full, later ones little; a reader's looks share its trust."""
    best_two = [look for name in ("pp", "aster") for look in found.get(name, [])]
    if best_two and sum(map(bool, best_two)) * 2 < len(best_two):
        return Slot("", [], not any(best_two))
    votes: dict[str, float] = defaultdict(float)
    firsts: dict[str, float] = defaultdict(float)
    for name, looks in found.items():
        for look in looks:
            for rank, choice in enumerate(c for c in look if c != _UNREAD):
                votes[_key(choice)] += _TRUST[name] / len(looks) * (1.0 if rank == 0 else 0.25 / rank)
            for choice in look[:1]:
                firsts[_key(choice)] += _TRUST[name] / len(looks)
    if not votes:
        return Slot("", [], not firsts)
    ranked = sorted(votes, key=lambda n: -votes[n])
    shown = {_key(c): c for looks in found.values() for look in looks for c in reversed(look)}
    best = ranked[0]
    sure = firsts[best] >= _AGREED * sum(firsts.values()) and _agreed(found, best)
    return Slot(shown[best], [shown[n] for n in ranked[1:4] if votes[n] > 0.2], sure)


def _agreed(found: dict[str, list[list[str]]], best: str) -> bool:
    """Whether each of the best two readers sees it in more than half of its looks."""
    return all(
        2 * sum(_key(look[0]) == best for look in found[name] if look) > len(found[name])
        for name in ("pp", "aster")
        if found.get(name)
    )


def _key(number: str) -> str:
    """Numbers that are one, whether a nought stands before them or not."""
    return number.lstrip("0") or number
