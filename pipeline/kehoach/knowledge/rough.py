"""Filters by words without diacritics: SQLite itself first tells roughly which rows may hold them, ``bare`` is asked of these alone.

``bare`` is Python, and folding a hundred thousand quotes takes a second. Folding keeps the length, and turns only vowels, đ and signs into something else; so
with a joker for each of these the same pattern fits the words as they are printed. Where other letters bear marks (ç, ñ), or a letter is not
one character, documents are noted as ``odd`` and all their rows are folded.
"""

from collections.abc import Iterable
from functools import lru_cache

from kehoach.text import bare

_SAME = frozenset(
    "bcfghjklmnpqrstvwxz0123456789%"
)  # as printed, but for case; % is the joker of whoever asks


def rough(pattern: str) -> str:
    """A pattern of LIKE for what is folded, as one for what is not."""
    return "".join(letter if letter in _SAME else "_" for letter in pattern)


def holds(name: str, *columns: str) -> str:
    """SQL: whether one of the columns, folded, is like the filter ``name``; its rough pattern is ``name_rough``. ``d`` is the document."""
    maybe = " OR ".join(f"{column} LIKE :{name}_rough" for column in columns)
    surely = " OR ".join(f"bare({column}) LIKE :{name}" for column in columns)
    return f"(({maybe} OR d.odd) AND ({surely}))"


def is_odd(texts: Iterable[str | None]) -> bool:
    """Whether a letter of the texts is folded to what ``rough`` takes for printed as it is, or to more or less than one letter."""
    return any(map(_is_odd, set().union(*(text for text in texts if text))))


@lru_cache(maxsize=4096)
def _is_odd(letter: str) -> bool:
    plain = bare(letter)
    return len(plain) != 1 or (not letter.isascii() and plain in _SAME)
