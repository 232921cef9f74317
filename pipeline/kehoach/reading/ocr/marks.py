"""Marks of letters that a reading got wrong, put right where a pair of syllables leaves no doubt (rules/bigrams.txt)."""

import itertools
from functools import lru_cache

from kehoach import rules
from kehoach.text import bare, compile_vi, fold

_WORD = compile_vi(r"[A-Za-zÀ-Ỹà-ỹ]+")


@lru_cache(maxsize=1)
def _pairs() -> dict[str, tuple[str, str]]:
    """Pairs of syllables without marks, to the one way in which they are written."""
    known = {}
    for line in (rules.folder() / "bigrams.txt").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            left, right = line.split(" ")
            known[bare(line)] = (left, right)
    return known


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """The syllables of the pairs: the commonest of official documents."""
    return frozenset(syllable for pair in _pairs().values() for syllable in pair)


def repaired_marks(line: str) -> tuple[str, int]:
    """A line with the marks of sure pairs put right, capitals kept, and how many words changed.

    >>> repaired_marks("GIẢI QUYÉT công việc")
    ('GIẢI QUYẾT công việc', 1)
    """
    words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(line)]
    out = list(line)
    changed = 0
    for (a0, a1, left), (b0, b1, right) in itertools.pairwise(words):
        if line[a1:b0] != " ":
            continue
        sure = _pairs().get(bare(f"{left} {right}"))
        if sure is None:
            continue
        for start, end, word, meant in ((a0, a1, left, sure[0]), (b0, b1, right, sure[1])):
            shown = _cased(meant, word)
            if fold(word) != meant and len(shown) == end - start:
                out[start:end] = list(shown)
                changed += 1
    return "".join(out), changed


def _cased(meant: str, word: str) -> str:
    if word.isupper():
        return meant.upper()
    return meant.capitalize() if word[:1].isupper() else meant
