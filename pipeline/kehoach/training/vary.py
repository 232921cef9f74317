"""Variations of labelled text, so that the model learns the surroundings and the shape of names, not a list.

Names are masked (other syllables in the same shape), case is changed, tone marks are lost and letters are misread
as OCR does. All of it is drawn from one seeded generator.
"""

import random
import unicodedata
from collections.abc import Callable

from msgspec import Struct

from kehoach.text import compile_vi
from kehoach.training.silver import Example

_SYLLABLE = compile_vi(r"[^\W\d_]+")
# Words of the language itself, which stay when a name is masked.
_KEPT = frozenset(
    {
        "và",
        "các",
        "của",
        "tỉnh",
        "xã",
        "phường",
        "thành",
        "phố",
        "cấp",
        "thuộc",
        "trực",
        "có",
        "liên",
        "quan",
        "những",
        "trên",
        "địa",
        "bàn",
    }
)
# What OCR of Vietnamese takes one letter for.
_MISREAD = {
    "ổ": "ô",
    "ầ": "â",
    "ệ": "ê",
    "ố": "ô",
    "ớ": "ơ",
    "ứ": "ư",
    "ậ": "â",
    "ủ": "ú",
    "ế": "ê",
    "ạ": "a",
    "đ": "d",
    "l": "1",
    "Đ": "D",
}
MASKED, GROUPS, SWAPPED, WIDENED = 0.6, 0.3, 0.15, 0.08  # shares of names
CAPITALS, SMALL, UNMARKED, MISREAD = 0.06, 0.04, 0.03, 0.06  # shares of examples


class Stock(Struct, frozen=True):
    """What made-up names are made of: syllables that occur often, and the names of bodies that the rules know."""

    syllables: list[str]
    bodies: list[str]


def varied(example: Example, stock: Stock, draw: random.Random) -> Example:
    """A copy with some names masked and, now and then, its letters changed."""
    changed = masked(example, stock, draw)
    at = draw.random()
    for share, change in ((CAPITALS, str.upper), (SMALL, str.lower), (UNMARKED, _unmarked)):
        if at < share:
            return _lettered(changed, change)
        at -= share
    return _lettered(changed, lambda text: _misread(text, draw)) if at < MISREAD else changed


def masked(example: Example, stock: Stock, draw: random.Random) -> Example:
    """A copy in which names have other syllables; groups in small letters ("các sở, ngành") mostly stay: they are language.

    Some names of bodies give way to others, so that each is seen in the surroundings of all. Some get a word before
    them, as in "Đảng ủy Ủy ban nhân dân tỉnh": it belongs to the name.
    """
    text, names, last = "", [], 0
    for start, end, label in example.names:
        text += example.text[last:start]
        name = example.text[start:end]
        proper = any(c.isupper() for c in name[1:] or name)
        if label == "ORG" and draw.random() < SWAPPED:
            name = _cased_as(name, draw.choice(stock.bodies))
        if draw.random() < (MASKED if proper else GROUPS):
            name = _other(name, stock.syllables, draw)
        if label == "ORG" and proper and draw.random() < WIDENED:
            name = f"{draw.choice(stock.syllables).capitalize()} {draw.choice(stock.syllables)} {name}"
        names.append((len(text), len(text) + len(name), label))
        text, last = text + name, end
    return Example(text + example.text[last:], names)


def listed(stock: Stock, many: int, draw: random.Random) -> list[Example]:
    """Stretches that are nothing but names of bodies, as responsibility lines, cells and headings are."""
    bodies = stock.bodies
    made = []
    for _ in range(many):
        names = [draw.choice(bodies) for _ in range(draw.choice((1, 1, 2, 3, 4)))]
        sign = draw.choice(("; ", ", "))
        text, marks = "", []
        for at, name in enumerate(names):
            text += "" if not at else draw.choice((" và ", sign)) if at == len(names) - 1 else sign
            name = name[:1].upper() + name[1:] if not at or draw.random() < 0.2 else name
            marks.append((len(text), len(text) + len(name), "ORG"))
            text += name
        made.append(Example(text + draw.choice(("", ".")), marks))
    return made


def _cased_as(old: str, new: str) -> str:
    """The new name with a capital at its start where the old one has it."""
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _other(name: str, syllables: list[str], draw: random.Random) -> str:
    """Other syllables in the shape of a name; its first word, which tells the kind of body, stays half the time."""
    first = True
    keep_first = draw.random() < 0.5

    def swap(syllable: str) -> str:
        nonlocal first
        was_first, first = first, False
        if syllable in _KEPT or (was_first and keep_first):
            return syllable
        new = draw.choice(syllables)
        return (
            new.upper()
            if syllable.isupper() and len(syllable) > 1
            else new.capitalize()
            if syllable[0].isupper()
            else new
        )

    return _SYLLABLE.sub(lambda m: swap(m.group()), name)


def _lettered(example: Example, change: Callable[[str], str]) -> Example:
    """A copy with letters changed one for one, so that the marks stand."""
    text = change(example.text)
    return Example(text, example.names) if len(text) == len(example.text) else example


def _unmarked(text: str) -> str:
    return "".join(unicodedata.normalize("NFD", c)[0] if c.isalpha() else c for c in text)


def _misread(text: str, draw: random.Random) -> str:
    return "".join(_MISREAD.get(c, c) if draw.random() < 0.15 else c for c in text)
