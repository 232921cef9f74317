"""The lists of phrases in rules/ (key ``cues``) and the word list, met in the text by one automaton each.

A cue is a phrase that means something to the grammar ("chủ trì", "ít nhất", "hằng năm"); it knows the lists that
hold it. A word is an entry of rules/words.tsv; segmentation takes the longest word from left to right, so that a cue
inside a longer word ("giao" in "giao thông") is none.
"""

from bisect import bisect_left
from functools import lru_cache
from itertools import repeat

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from kehoach import rules
from kehoach.language.tokens import Alphabet, Tokens
from kehoach.text import fold

Stretch = tuple[int, int]  # indices of tokens, the second one past the end
Met = dict[str, list[Stretch]]  # where the phrases of each list stand


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
        self._names = list(cues)
        number = {name: at for at, name in enumerate(self._names)}
        self._lists = [tuple(dict.fromkeys(number[name] for name in names)) for names in lists.values()]
        self._cues = AhoCorasick([self.alphabet.phrase(p) for p in lists])
        coded = {self.alphabet.phrase(word): speech for word, speech in words.items()}
        self._alone = {letter: speech for letter, speech in coded.items() if len(letter) == 1}
        longer = [letters for letters in coded if len(letters) > 1]
        self._speech = [coded[letters] for letters in longer]
        self._words = AhoCorasick(longer, matchkind=MatchKind.LeftmostLongest) if longer else None

    def segments(self, text: str, tokens: Tokens) -> Segments:
        """The words of a text, the longest from left to right; what the list does not know is a word of one syllable.

        A capital inside begins a word of its own: "Giao Ban cán sự" holds no "giao ban".
        """
        count, starts, ends = len(tokens.coded), tokens.starts, tokens.ends
        begins, speech = (
            bytearray(b"\x01") * (count + 1),
            list(map(self._alone.get, tokens.coded, repeat(""))),
        )
        for word, start, end in self._words.find_matches_as_indexes(tokens.coded) if self._words else ():
            parted = text[starts[start + 1]].isupper() and not text[ends[start] - 1].isupper()
            speech[start] = "" if parted else self._speech[word]
            for inside in range(start + 1, end):
                speech[inside], begins[inside] = "", parted
        return Segments(begins, speech)

    def cues(self, tokens: Tokens, begins: bytearray) -> Met:
        """Where the phrases of each list stand, by where they end; overlapping ones are not settled yet."""
        buckets: list[list[Stretch]] = [[] for _ in self._names]
        for phrase, start, end in self._cues.find_matches_as_indexes(tokens.coded, overlapping=True):
            if begins[start] and begins[end]:
                stretch = (start, end)
                for at in self._lists[phrase]:
                    buckets[at].append(stretch)
        return dict(zip(self._names, buckets, strict=True))


def settled(stretches: list[Stretch]) -> list[Stretch]:
    """Of overlapping stretches the longest, of equally long ones the earliest; in order.

    >>> settled([(0, 2), (1, 4), (5, 6)])
    [(1, 4), (5, 6)]
    """
    stretches.sort()
    reach = -1
    for one in stretches:
        if one[0] < reach:
            return _parted_clusters(stretches)
        reach = one[1]
    return stretches


def _parted_clusters(stretches: list[Stretch]) -> list[Stretch]:
    """As ``settled``, of stretches in order of which some overlap."""
    out: list[Stretch] = []
    begin, reach = 0, stretches[0][1]
    for at, (first, last) in enumerate(stretches):
        if first >= reach:
            out += stretches[begin:at] if at - begin == 1 else _longest(stretches[begin:at])
            begin, reach = at, last
        elif last > reach:
            reach = last
    return out + _longest(stretches[begin:])


def _rank(stretch: Stretch) -> Stretch:
    """The longest first, then the earliest."""
    return stretch[0] - stretch[1], stretch[0]


def _longest(cluster: list[Stretch]) -> list[Stretch]:
    """Of a run of stretches that touch one another those that are kept."""
    if len(cluster) < 3:
        return [min(cluster, key=_rank)]
    taken: list[Stretch] = []
    for one in sorted(cluster, key=_rank):
        at = bisect_left(taken, one)
        free = (at == 0 or taken[at - 1][1] <= one[0]) and (at == len(taken) or one[1] <= taken[at][0])
        if free:
            taken.insert(at, one)
    return taken


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """The phrasebook of rules/."""
    return Phrasebook(rules.cues(), rules.words_with_speech())
