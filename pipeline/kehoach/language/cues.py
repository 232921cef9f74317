"""The lists of phrases in rules/ (key ``cues``) and the word list, met in the text by one automaton each.

A cue is a phrase that means something to the grammar ("chủ trì", "ít nhất", "hằng năm"); it knows the lists that
hold it. A word is an entry of rules/words.tsv; segmentation takes the longest word from left to right, so that a cue
inside a longer word ("giao" in "giao thông") is none.
"""

from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from kehoach import rules
from kehoach.language.tokens import Alphabet, Tokens
from kehoach.text import fold

Stretch = tuple[int, int]  # indices of tokens, the second one past the end


class Segments(Struct, frozen=True):
    """The words of a text: for every token whether a word begins there (one more at the end), and its part of speech."""

    begins: bytearray
    speech: list[str]


class Phrasebook:
    """All phrases that the rules know, ready to be met in a text."""

    def __init__(self, cues: dict[str, list[str]], words: dict[str, str]) -> None:
        lists: dict[str, list[str]] = {}
        for name, phrases in cues.items():
            for phrase in phrases:
                lists.setdefault(fold(phrase), []).append(name)
        self.alphabet = Alphabet([*lists, *words])
        self._lists = [tuple(dict.fromkeys(names)) for names in lists.values()]
        self._speech = list(words.values())
        self._cues = AhoCorasick([self.alphabet.phrase(p) for p in lists])
        coded = [self.alphabet.phrase(w) for w in words]
        self._words = AhoCorasick(coded, matchkind=MatchKind.LeftmostLongest) if coded else None

    def segments(self, text: str, tokens: Tokens) -> Segments:
        """The words of a text, the longest from left to right; what the list does not know is a word of one syllable.

        A capital inside begins a word of its own: "Giao Ban cán sự" holds no "giao ban".
        """
        count = len(tokens.coded)
        begins, speech = bytearray(b"\x01") * (count + 1), [""] * count
        for word, start, end in self._words.find_matches_as_indexes(tokens.coded) if self._words else ():
            if end - start > 1 and _parted(text, tokens, start):
                continue
            speech[start] = self._speech[word]
            if end - start > 1:
                begins[start + 1 : end] = bytes(end - start - 1)
        return Segments(begins, speech)

    def cues(self, tokens: Tokens, begins: bytearray) -> dict[str, list[Stretch]]:
        """Where the phrases of each list stand, in order; of overlapping ones of a list the longest, then the earliest."""
        found: dict[str, list[Stretch]] = {}
        for phrase, start, end in self._cues.find_matches_as_indexes(tokens.coded, overlapping=True):
            if begins[start] and begins[end]:
                for name in self._lists[phrase]:
                    found.setdefault(name, []).append((start, end))
        return {name: settled(stretches) for name, stretches in found.items()}


def _parted(text: str, tokens: Tokens, first: int) -> bool:
    """Whether the second syllable of a word has a capital, in text that is not all capitals."""
    return text[tokens.starts[first + 1]].isupper() and not text[tokens.ends[first] - 1].isupper()


def settled(stretches: list[Stretch]) -> list[Stretch]:
    """Of overlapping stretches the longest, of equally long ones the earliest; in order.

    >>> settled([(0, 2), (1, 4), (5, 6)])
    [(1, 4), (5, 6)]
    """
    ordered = sorted(stretches)
    if all(a[1] <= b[0] for a, b in zip(ordered, ordered[1:], strict=False)):
        return ordered
    out: list[Stretch] = []
    for cluster in _clusters(ordered):
        taken: list[Stretch] = []
        for one in sorted(cluster, key=lambda s: (s[0] - s[1], s[0])):
            if all(one[1] <= a or b <= one[0] for a, b in taken):
                taken.append(one)
        out += sorted(taken)
    return out


def _clusters(ordered: list[Stretch]) -> list[list[Stretch]]:
    """Runs of stretches that touch one another."""
    clusters: list[list[Stretch]] = []
    reach = -1
    for one in ordered:
        if clusters and one[0] < reach:
            clusters[-1].append(one)
        else:
            clusters.append([one])
        reach = max(reach, one[1])
    return clusters


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """The phrasebook of rules/."""
    return Phrasebook(rules.cues(), rules.words_with_speech())
