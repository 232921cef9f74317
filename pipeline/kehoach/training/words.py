"""Makes rules/words.tsv: the words of administrative Vietnamese with their parts of speech, from texts at hand.

    python -m kehoach.training.words TEXTS... --out rules/words.tsv --domain rules/words_domain.tsv

underthesea segments and tags every sentence that the project's own reader finds. It errs, so a word is kept only
where the texts as a whole bear it out: seen often enough, mostly taken for one word where its syllables stand
together, standing at both edges of phrases too ("công quốc gia" never opens one), seldom cutting another word when
the list is read by longest match, and no name. Words that underthesea's own lexicon confirms need less evidence; that
lexicon is a witness only, no word is taken from it that the texts do not hold. Parts of speech are the vote of two
taggers over all places, underthesea's and pyvi's, since either errs at single places. Domain words that no
tagger joins are listed by hand, with an example each. The same texts and versions give the same list, byte by byte.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from multiprocessing import Pool
from pathlib import Path

import typer
from msgspec import Struct, field

from kehoach.errors import KehoachError
from kehoach.reading import read
from kehoach.text import fold, is_syllable

HEADER = "word\tpos\tcount\tdocuments"
MOST_SYLLABLES = 4

_CUT = re.compile(r"\n|[|()\[\]\"“”]|(?<=[.;:])\s")
_SHORTEST, _LONGEST = 4, 2000  # characters of a sentence
_EDGES = frozenset({"E", "C", "L", "R", "P", "T", "CH"})  # tags of what stands at the edge of a phrase
_FINER = {"Nc": "N", "Nu": "N", "Nb": "N", "Cc": "C", "Vb": "V"}  # finer tags, as the coarse one
_NAMES = frozenset({"Np", "Ny"})
_SPEECH = frozenset("NVAECRPLTMXI")

# What a word needs, found by looking at what each step lets in and keeps out.
_CONFIRMED, _ALONE = 1, 3  # places: of a longer word that the lexicon confirms, of one that it does not know
_SYLLABLE, _SURELY = 2, 10  # places of a single syllable that are no name; so many do whatever the others are
_DOCUMENTS = 3  # of a word that the lexicon does not know
_TOGETHER = 0.3  # share of the places of its syllables in which they are taken for this word
_AT_EDGE = 0.08  # share of its places that stand at the left edge of a phrase, and of those at the right one
_UNCUT, _UNCUT_CONFIRMED = 0.7, 0.3  # share of its places by longest match that cut no other word
_NAME = (
    0.6  # what is written like a name (a single syllable: tagged as one) in such a share of its places is one
)
_SHARE = 0.3  # of its votes that a part of speech needs
_VOTES = 2  # of pyvi's tagger, for each of underthesea's: where the two differ it is mostly right


class Token(Struct, frozen=True, array_like=True):
    """A word as tagged: folded, underthesea's tag and pyvi's, whether a capital stands behind its first syllable.

    So names are written ("Lạng Sơn", "Bộ Y tế"); "Môi trường" in the name of a body is a common word.
    """

    word: str
    tag: str
    second: str
    named: bool  # has a capital behind its first syllable


Sentence = list[Token]


class Seen(Struct):
    """What the texts say about a word of underthesea's."""

    count: int = 0
    tags: Counter[str] = field(default_factory=Counter)  # underthesea's
    votes: Counter[str] = field(default_factory=Counter)  # both taggers', weighed
    named: int = 0  # places with a capital behind the first syllable
    left: int = 0  # places at the left edge of a phrase
    right: int = 0
    documents: set[int] = field(default_factory=set)


class Word(Struct, frozen=True):
    """An entry of the list: parts of speech ("V/N": mostly a verb), places, documents."""

    pos: str
    count: int
    documents: int


# --- reading ----------------------------------------------------------------------------------


def sentences(path: str) -> list[Sentence]:
    """The tagged sentences of one document; none when it cannot be read. Lines in capitals are left out."""
    try:
        text = read(Path(path)).text
    except KehoachError:
        return []
    pieces = [piece.strip() for piece in _CUT.split(text)]
    return [_tagged(p) for p in pieces if _SHORTEST <= len(p) <= _LONGEST and not p.isupper()]


def _has_later_capital(word: str) -> bool:
    return any(syllable[0].isupper() for syllable in word.split()[1:])


def _tagged(piece: str) -> Sentence:
    from pyvi.ViPosTagger import postagging
    from underthesea import pos_tag

    first: list[tuple[str, str]] = pos_tag(piece)
    joined = [re.sub(r"\s+", "_", word) for word, _ in first]
    second: list[str] = postagging(" ".join(joined))[1]
    return [
        Token(fold(word), _FINER.get(tag, tag), _FINER.get(other, other), _has_later_capital(word))
        for (word, tag), other in zip(first, second, strict=True)
    ]


# --- counting ---------------------------------------------------------------------------------


def seen_in(documents: Iterable[list[Sentence]]) -> dict[str, Seen]:
    """What the documents say about every word that underthesea found in them."""
    found: dict[str, Seen] = {}
    for number, document in enumerate(documents):
        for sentence in document:
            for at, token in enumerate(sentence):
                seen = found.setdefault(token.word, Seen())
                seen.count += 1
                seen.tags[token.tag] += 1
                seen.votes.update({token.tag: 1})
                seen.votes.update({token.second: _VOTES})
                seen.named += token.named
                seen.left += at == 0 or sentence[at - 1].tag in _EDGES
                seen.right += at + 1 == len(sentence) or sentence[at + 1].tag in _EDGES
                seen.documents.add(number)
    return found


def runs_of(sentence: Sentence) -> Iterator[tuple[list[str], list[bool]]]:
    """The runs of syllables of a sentence between signs and numbers, and where a tagged word begins in each.

    The second list has one more entry than the first: its end.
    """
    syllables: list[str] = []
    begins: list[bool] = []
    for token in sentence:
        parts = token.word.split()
        if all(map(str.isalpha, parts)):
            syllables += parts
            begins += [True] + [False] * (len(parts) - 1)
        elif syllables:
            yield syllables, [*begins, True]
            syllables, begins = [], []
    if syllables:
        yield syllables, [*begins, True]


def longest_match(syllables: list[str], words: Set[str]) -> Iterator[tuple[int, int]]:
    """The words of a run of syllables, the longest from left to right; an unknown syllable is a word by itself.

    >>> list(longest_match("an toàn giao thông".split(), {"giao", "giao thông", "an toàn"}))
    [(0, 2), (2, 4)]
    """
    at = 0
    while at < len(syllables):
        longest = min(at + MOST_SYLLABLES, len(syllables))
        end = next((e for e in range(longest, at + 1, -1) if " ".join(syllables[at:e]) in words), at + 1)
        yield at, end
        at = end


def together(documents: Iterable[list[Sentence]], words: Set[str]) -> Counter[str]:
    """How often the syllables of each word stand together, whatever they were taken for."""
    found: Counter[str] = Counter()
    for syllables, _ in _all_runs(documents):
        for length in range(2, MOST_SYLLABLES + 1):
            runs = (" ".join(syllables[i : i + length]) for i in range(len(syllables) - length + 1))
            found.update(run for run in runs if run in words)
    return found


def cutting(documents: Iterable[list[Sentence]], words: Set[str], lexicon: Set[str]) -> set[str]:
    """The words that, read by longest match, too often begin or end inside a word of underthesea's."""
    met: Counter[str] = Counter()
    cut: Counter[str] = Counter()
    for syllables, begins in _all_runs(documents):
        for start, end in longest_match(syllables, words):
            if end - start > 1:
                word = " ".join(syllables[start:end])
                met[word] += 1
                cut[word] += not (begins[start] and begins[end])
    need = {word: _UNCUT_CONFIRMED if word in lexicon else _UNCUT for word in met}
    return {word for word, times in met.items() if times - cut[word] < need[word] * times}


def _all_runs(documents: Iterable[list[Sentence]]) -> Iterator[tuple[list[str], list[bool]]]:
    return (run for document in documents for sentence in document for run in runs_of(sentence))


# --- choosing ---------------------------------------------------------------------------------


def choose(documents: list[list[Sentence]], lexicon: Set[str], domain: Mapping[str, str]) -> dict[str, Word]:
    """The words to keep, in order; those of ``domain`` (with their parts of speech) whatever the texts say."""
    seen = {word: one for word, one in seen_in(documents).items() if _is_candidate(word, one, lexicon)}
    runs = together(documents, seen.keys())
    kept = {w for w, one in seen.items() if " " not in w or one.count >= _TOGETHER * runs[w]}
    while bad := cutting(documents, kept, lexicon):
        kept -= bad
    speech = {word: parts_of_speech(seen[word].votes) for word in kept}
    words = {
        w: Word(_headed(w, speech), seen[w].count, len(seen[w].documents))
        for w in kept
        if speech[w] and not _is_phrase(w, speech, lexicon)
    }
    return dict(sorted({**words, **_counted(domain, documents)}.items()))


def _counted(domain: Mapping[str, str], documents: list[list[Sentence]]) -> dict[str, Word]:
    by_document = [together([document], domain.keys()) for document in documents]
    return {
        word: Word(
            pos, sum(found[word] for found in by_document), sum(word in found for found in by_document)
        )
        for word, pos in domain.items()
    }


def _is_candidate(word: str, seen: Seen, lexicon: Set[str]) -> bool:
    syllables = word.split()
    if len(syllables) > MOST_SYLLABLES or not all(s.isalpha() and is_syllable(s) for s in syllables):
        return False
    if len(syllables) > 1 and seen.named > _NAME * seen.count:
        return False
    common = seen.count - sum(seen.tags[tag] for tag in _NAMES)
    if len(syllables) == 1:
        return word in lexicon and common >= max(_SYLLABLE, min(_SURELY, (1 - _NAME) * seen.count))
    if word in lexicon:
        return seen.count >= _CONFIRMED
    edges = min(seen.left, seen.right)
    return seen.count >= _ALONE and len(seen.documents) >= _DOCUMENTS and edges > _AT_EDGE * seen.count


def parts_of_speech(tags: Counter[str]) -> str:
    """The tags that make up a good share of a word's places, the most frequent first; "" for a name or a sign.

    >>> parts_of_speech(Counter(V=60, N=35, Np=20))
    'V/N'
    """
    good = Counter({tag: times for tag, times in tags.items() if tag in _SPEECH})
    total = good.total()
    return "/".join(tag for tag, times in sorted(good.items(), key=_most_first) if times >= _SHARE * total)


def _most_first(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]


def _parts(word: str, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The ways to cut a word of three syllables or more into two words of the list."""
    syllables = word.split()
    for cut in range(len(syllables) - 1, 0, -1) if len(syllables) > 2 else ():
        head, rest = " ".join(syllables[:cut]), " ".join(syllables[cut:])
        if head in words and rest in words:
            yield head, rest


def _is_phrase(word: str, speech: Mapping[str, str], lexicon: Set[str]) -> bool:
    """Whether two words of the list stand together that tell more apart, and would hide cues as one.

    That are two pairs ("chính sách | xã hội"), and a verb with its object that the lexicon does not know ("nuôi | cá tra").
    """
    return any(
        head.count(" ") == rest.count(" ") == 1 or (speech[head].startswith("V") and word not in lexicon)
        for head, rest in _parts(word, speech)
    )


def _headed(word: str, speech: Mapping[str, str]) -> str:
    """A compound is what its head is, and the head stands first: "nhà đầu tư" is a noun as "nhà" is."""
    nouns = any(speech[head].startswith("N") for head, _ in _parts(word, speech))
    return "N" if nouns else speech[word]


# --- the command ------------------------------------------------------------------------------


def lexicon() -> frozenset[str]:
    """The words of underthesea's lexicon, folded: a witness for what the texts hold."""
    from underthesea.corpus import viet_dict_74K

    return frozenset(fold(word) for word in viet_dict_74K.words)


def domain_words(path: Path) -> dict[str, str]:
    """The words listed by hand, with their parts of speech."""
    lines = path.read_text("utf-8").splitlines()[1:]
    return {fold(word): pos for word, pos, _ in (line.split("\t") for line in lines)}


def main(
    texts: list[Path], out: Path = Path("rules/words.tsv"), domain: Path = Path("rules/words_domain.tsv")
) -> None:
    """Reads documents (files or folders) and writes the list of their words."""
    files = sorted({f for t in texts for f in ([t] if t.is_file() else t.rglob("*")) if f.is_file()})
    with Pool() as pool:
        documents = [d for d in pool.imap(sentences, map(str, files), chunksize=4) if d]
    words = choose(documents, lexicon(), domain_words(domain))
    rows = [f"{word}\t{one.pos}\t{one.count}\t{one.documents}" for word, one in words.items()]
    out.write_text("\n".join([HEADER, *rows, ""]), "utf-8")
    print(f"{len(rows)} words from {len(documents)} of {len(files)} documents", file=sys.stderr)


if __name__ == "__main__":
    typer.run(main)
