"""A text as tokens: runs of letters, runs of digits, single signs, line ends; told once per document.

Every syllable that rules know has a letter of its own (``Alphabet``), so a document becomes a short string with one
letter a token. Lists of phrases are then found in it by one automaton, whole syllables at a time: no phrase is ever
found at the end of another word.
"""

import re
from collections.abc import Iterable
from itertools import accumulate

from msgspec import Struct

# a run of letters, a run of digits, any other sign by itself; spaces are no tokens, line ends are
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\s]|\n")
_PARTED = re.compile(rf"({_TOKEN.pattern})")
_FIRST = 0xF0000  # the first private letter of plane 15
_ROOM = 50_000  # words kept with their letters
_DIGITS = "0"  # stands for any run of digits
_UNKNOWN = "?"  # stands for a syllable that no rule knows


class Tokens(Struct, frozen=True):
    """The tokens of a text by index: where they begin and end (characters), their folded words, their letters."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    coded: str


class _Letters(dict[str, str]):
    """The letter of a syllable; what no rule knows is told when it is met, and kept while there is room."""

    def __missing__(self, word: str) -> str:
        letter = _sign(word)
        if len(self) < _ROOM:
            self[word] = letter
        return letter


class Alphabet:
    """A letter for every syllable of the phrases of the rules."""

    def __init__(self, phrases: Iterable[str]) -> None:
        syllables = sorted(
            {word for phrase in phrases for word in _TOKEN.findall(phrase) if word[0].isalpha()}
        )
        self._letters = _Letters({word: chr(_FIRST + at) for at, word in enumerate(syllables)})

    def coded(self, words: list[str]) -> str:
        """The string of letters of a list of folded words."""
        return "".join(map(self._letters.__getitem__, words))

    def phrase(self, phrase: str) -> str:
        """The letters of a phrase."""
        return self.coded(_TOKEN.findall(phrase))


def _sign(word: str) -> str:
    return _DIGITS if word[0].isdecimal() else word if len(word) == 1 and not word.isalpha() else _UNKNOWN


def tokens_of(low: str, alphabet: Alphabet) -> Tokens:
    """The tokens of a folded text."""
    pieces = _PARTED.split(low)  # by turns the space before a token and the token; at the end a space
    bounds = list(accumulate(map(len, pieces)))
    words = pieces[1::2]
    return Tokens(bounds[:-1:2], bounds[1::2], words, alphabet.coded(words))


def words_of(phrase: str) -> list[str]:
    """The words of a phrase, as those of tokens."""
    return _TOKEN.findall(phrase)


def found_words(tokens: Tokens, phrases: Iterable[list[str]]) -> list[tuple[int, int]]:
    """Where phrases of a few words stand, as tokens [first, last)."""
    begun: dict[str, list[list[str]]] = {}
    for phrase in phrases:
        begun.setdefault(phrase[0], []).append(phrase)
    return [
        (at, at + len(phrase))
        for at, word in enumerate(tokens.words)
        for phrase in begun.get(word, ())
        if tokens.words[at : at + len(phrase)] == phrase
    ]
