"""Syllables torn apart by spaces put together: "S ở Y t ế", "K Ế H O Ạ C H", "Sở Cô ng Thư ơ ng".

Layers of PDFs lose where letters with marks join, and titles are spaced out for looks. A line is looked at only when single consonants
stand in it as words; then the likeliest way to read it as syllables is taken.
"""

import math
from itertools import product

from kehoach.reading.language import alone
from kehoach.text import compile_vi

_CONSONANTS = (*["ngh", "ng", "nh", "ch", "gh", "kh", "ph", "th", "tr"], *"bcdđghklmnpqrstvx")
_FRAGMENTS = frozenset(
    "".join(letters) for c in _CONSONANTS for letters in product(*zip(c, c.upper(), strict=True))
)
_LETTERS = compile_vi(r"[A-Za-zÀ-Ỹà-ỹ]+")
_LAST = compile_vi(r"[A-Za-zÀ-Ỹà-ỹ]+[.,;:!?)”\"]*")
_LONGEST = 7  # letters of a syllable ("nghiêng"), and parts that it is torn into
_LEAST = 0.12  # share of a line's words that are fragments
_LONE = math.log(1e-11)  # a consonant that stays alone


def whole_words(words: list[str]) -> list[str]:
    """The words of a line with its torn syllables whole; the same where none is torn.

    >>> whole_words(["S", "ở", "Y", "t", "ế"])
    ['Sở', 'Y', 'tế']
    """
    return _likeliest(words) if _is_torn(words) else words


def _is_torn(words: list[str]) -> bool:
    if _FRAGMENTS.isdisjoint(words):
        return False  # as nearly everywhere
    torn = sum(map(_FRAGMENTS.__contains__, words))
    return torn > 1 and torn >= _LEAST * len(words)


def _likeliest(words: list[str]) -> list[str]:
    """The words joined to syllables so that all together are likeliest (dynamic programming over where syllables begin)."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(words) + 1):
        choices = []
        for start in range(max(0, end - _LONGEST), end):
            cost = _score(words[start:end])
            if cost is not None:
                choices.append((best[start][0] + cost, start))
        best.append(max(choices))
    made, end = [], len(words)
    while end:
        start = best[end][1]
        made.append("".join(words[start:end]))
        end = start
    return made[::-1]


def _score(parts: list[str]) -> float | None:
    """How likely parts are one syllable (a logarithm); None where they cannot be one."""
    whole = "".join(parts)
    if len(parts) == 1:
        if whole in _FRAGMENTS:
            return _LONE
        letters = _LETTERS.match(whole)
        return alone(letters.group()) if letters else alone("")
    if len(whole.rstrip('.,;:!?)”"')) > _LONGEST or not all(map(_LETTERS.fullmatch, parts[:-1])):
        return None
    if not _LAST.fullmatch(parts[-1]) or not _alike(parts):
        return None
    likely = alone(_LETTERS.match(whole).group())  # type: ignore[union-attr]
    return likely if likely > alone("") else None


def _alike(parts: list[str]) -> bool:
    """Whether parts may be letters of one word: capitals do not follow small letters."""
    letters = "".join(parts)
    return letters[1:] == letters[1:].lower() or letters == letters.upper()
