"""Makes rules/words.tsv: the words of administrative Vietnamese with their parts of speech, from texts at hand.

    python -m kehoach.training.words TEXTS... --out rules/words.tsv

underthesea segments and tags the sentences; what it takes for a word is kept where it does so in most places in
which the syllables stand together, in several documents. Names of persons and places, numbers and symbols are left
out. The same texts and the same version of underthesea give the same list.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import typer

from kehoach.reading import read
from kehoach.text import fold, is_syllable

_SENTENCE = re.compile(r"[\n.;:|()\"“”]")
_SYLLABLE = re.compile(r"[^\W\d_]+")
_TAGS = frozenset({"N", "V", "A", "E", "C", "R", "P", "L", "T", "X", "Nc", "Nu", "M", "I"})
_LONGEST = 4  # syllables
_SEEN, _DOCUMENTS = 3, 2  # times, and in so many documents
_TOGETHER = 0.35  # share of the places where the syllables stand together
_SHARE = 0.2  # of its uses that a part of speech must have

Counts = tuple[Counter[tuple[str, str]], Counter[str]]


def counted(path: str) -> Counts:
    """How often each (word, tag) and each run of up to four syllables stands in one document."""
    from underthesea import pos_tag

    tagged: Counter[tuple[str, str]] = Counter()
    runs: Counter[str] = Counter()
    for sentence in _SENTENCE.split(read(Path(path)).text):
        if sentence.isupper() or not 10 < len(sentence) < 1500:
            continue
        tagged.update((fold(word), tag) for word, tag in pos_tag(sentence))
        syllables = _SYLLABLE.findall(fold(sentence))
        for length in range(2, _LONGEST + 1):
            runs.update(" ".join(syllables[i : i + length]) for i in range(len(syllables) - length + 1))
    return tagged, runs


def chosen(counts: Iterable[Counts]) -> dict[str, tuple[str, int]]:
    """The words to keep, with their parts of speech ("V/N": most are verbs) and how often they were seen."""
    tags: dict[str, Counter[str]] = {}
    runs: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for tagged, own in counts:
        runs.update(own)
        documents.update({word for word, _ in tagged})
        for (word, tag), times in tagged.items():
            tags.setdefault(word, Counter())[tag] += times
    words = {
        word: ("/".join(t for t, n in by.most_common() if n >= _SHARE * by.total() and t in _TAGS), by.total())
        for word, by in sorted(tags.items())
        if _is_word(word, by, runs, documents[word])
    }
    return {word: kept for word, kept in words.items() if not _is_phrase(word, words)}


def _is_word(word: str, by: Counter[str], runs: Counter[str], documents: int) -> bool:
    syllables = word.split()
    if len(syllables) > _LONGEST or not all(is_syllable(s) and s.isalpha() for s in syllables):
        return False
    if by.total() < _SEEN or documents < _DOCUMENTS or by.most_common(1)[0][0] not in _TAGS:
        return False
    return len(syllables) == 1 or by.total() >= _TOGETHER * runs[word]


def _is_phrase(word: str, words: dict[str, tuple[str, int]]) -> bool:
    """Whether four syllables are two words of the list: "cơ quan chức năng"."""
    syllables = word.split()
    return len(syllables) == _LONGEST and {" ".join(syllables[:2]), " ".join(syllables[2:])} <= words.keys()


def main(texts: list[Path], out: Path = Path("rules/words.tsv")) -> None:
    """Reads documents and writes the list."""
    files = sorted(f for t in texts for f in ([t] if t.is_file() else t.rglob("*")) if f.is_file())
    with Pool() as pool:
        words = chosen(pool.imap_unordered(partial(counted), map(str, files), chunksize=4))
    rows = [f"{word}\t{speech}\t{times}" for word, (speech, times) in words.items() if speech]
    out.write_text("\n".join(["word\tspeech\tcount", *rows, ""]), "utf-8")
    print(f"{len(rows)} words from {len(files)} documents", file=sys.stderr)


if __name__ == "__main__":
    typer.run(main)
