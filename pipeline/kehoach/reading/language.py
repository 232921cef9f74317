"""How likely words are where they stand: counts of syllables and of pairs in official documents (rules/syllables.txt)."""

import math
import re
from collections import defaultdict
from functools import lru_cache

from kehoach import rules
from kehoach.text import bare, fold, is_syllable

_PAIR = 0.7  # the weight of the pair against that of the syllable alone
_UNSEEN, _NO_SYLLABLE = 3e-7, 1e-9
_OFTEN = 5
_EDGES = re.compile(r"^\W+|(?<!\W)\W+$")


@lru_cache(maxsize=1)
def _counts() -> tuple[dict[str, int], dict[str, dict[str, int]], int]:
    single: dict[str, int] = {}
    pairs: dict[str, dict[str, int]] = {}
    for line in (rules.folder() / "syllables.txt").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            head, _, rest = line.partition(":")
            syllable, count = head.split(" ")
            words = rest.split()
            single[syllable] = int(count)
            pairs[syllable] = dict(zip(words[::2], map(int, words[1::2]), strict=True))
    return single, pairs, sum(single.values())


def plain(word: str) -> str:
    """A word as the counts know it: folded, without the signs around it."""
    return fold(_EDGES.sub("", word))


@lru_cache(maxsize=65536)
def likelihood(before: str, word: str) -> float:
    """The logarithm of how likely ``word`` is behind ``before`` (both ``plain``; "" where nothing is known)."""
    single, pairs, total = _counts()
    alone = single.get(word, 0) / total
    if not alone:
        return math.log(_UNSEEN if is_syllable(word) else _NO_SYLLABLE)
    together = pairs.get(before, {}).get(word, 0) / single[before] if before in single else 0.0
    return math.log(_PAIR * together + (1 - _PAIR) * alone)


def is_pair(before: str, word: str) -> bool:
    """Whether two words (``plain``) often follow one another."""
    return _counts()[1].get(before, {}).get(word, 0) >= _OFTEN


@lru_cache(maxsize=1)
def _alike() -> dict[str, list[str]]:
    """The syllables by their letters without marks."""
    found: dict[str, list[str]] = defaultdict(list)
    for syllable in _counts()[0]:
        found[bare(syllable)].append(syllable)
    return found


@lru_cache(maxsize=65536)
def lead(before: str, word: str, after: str) -> float:
    """By how much (a logarithm) a known syllable is likelier between its neighbours than any other of these letters with other marks.

    All ``plain``. Infinite where there is no other, minus infinite where the syllable is unknown.
    """
    if word not in _counts()[0]:
        return -math.inf
    others = [fluency(before, [other], after) for other in _alike()[bare(word)] if other != word]
    return fluency(before, [word], after) - max(others, default=-math.inf)


def alone(word: str) -> float:
    """The logarithm of how likely a syllable is wherever it stands; for what is no known syllable the least there is."""
    single, _, total = _counts()
    return math.log(single.get(fold(word), 0) / total or _UNSEEN)


def fluency(before: str, words: list[str], after: str) -> float:
    """The logarithm of how likely a run of words is between two others; what is not a word of letters costs nothing."""
    total, last = 0.0, plain(before)
    for word in [*words, after]:
        shown = plain(word)
        if shown and shown.isalpha():
            total += likelihood(last, shown)
        last = shown
    return total
