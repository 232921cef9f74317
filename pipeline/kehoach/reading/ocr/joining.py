"""Two readings of a line become one: where they agree a word is sure; where not, language decides, then a third reader.

A number is no word: language knows nothing of it. Where the readings of one differ, the third and the fourth reader are asked, and
unless three agree the number is a doubt, with all that it may be.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher

from msgspec import Struct

from kehoach.reading.language import fluency, plain
from kehoach.reading.ocr.words import Word
from kehoach.text import bare, compile_vi

_SURE, _TOLD, _GUESSED = (
    96.0,
    80.0,
    55.0,
)  # confidence of what readers agree on, what was decided, what stays open
_CLEAR = 6.0  # logarithm of how much likelier one reading must be for language alone to decide
_SEEN = 90.0  # confidence with which the second reader sees a sign
_SENTENCE = ".,;:"
_WEIGHT = 2.0  # of the readers' own sureness beside language
_NUMBER = re.compile(r"\d|[A-ZĐ]{2}[-/]|[-/][A-ZĐ]{2}")
_MIXED = compile_vi(r"\d[a-zà-ỹ]|[a-zà-ỹ]\d")  # a digit that one reader alone sees in a word
_RUN_ON = compile_vi(
    r"[a-zà-ỹ],|[,;:](?=[A-ZÀ-Ỹ]?[a-zà-ỹ]{2})|\.(?=[A-ZÀ-Ỹ][a-zà-ỹ])"
)  # a sign with the next word close behind it
_ENOUGH = 3  # readers that agree on a number

Ask = Callable[
    [int, int], list[str]
]  # readings of the stretch from left to right (pixels), the best reader's first


class Stretch(Struct):
    """Where readings differ: words of the first and of the second, with the words around them."""

    first: list[Word]
    second: list[Word]
    before: str
    after: str


def joined(first: list[Word], second: list[Word], ask: Ask) -> list[Word]:
    """The words of a line from two readings of it; ``ask`` gives further readings of a stretch. Boxes are those of ``second``."""
    if not second:
        return [_alone(word, first, place, ask) for place, word in enumerate(first)]
    out: list[Word] = []
    matcher = SequenceMatcher(None, [w.text for w in first], [w.text for w in second], autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            out += [_agreed(w) for w in second[b0:b1]]
            continue
        if kind in ("insert", "delete") and out and not any(map(_says, (*first[a0:a1], *second[b0:b1]))):
            continue  # a sign within a line that one reader alone sees
        after = second[b1].text if b1 < len(second) else ""
        for stretch in _parts(first[a0:a1], second[b0:b1]):
            before = out[-1].text if out else ""
            out += _decided(Stretch(*stretch, before, after), ask)
    return out


def _says(word: Word) -> bool:
    return any(c.isalnum() for c in word.text) or word.text in ("-", "–", "+", "&")


def _agreed(word: Word) -> Word:
    word.confidence = max(word.confidence, _SURE)
    return word


def _parts(first: list[Word], second: list[Word]) -> list[tuple[list[Word], list[Word]]]:
    """A stretch cut into pairs of words where both readings have as many."""
    if len(first) == len(second) > 1:
        return [([a], [b]) for a, b in zip(first, second, strict=True)]
    return [(first, second)]


def _alone(word: Word, line: list[Word], place: int, ask: Ask) -> Word:
    """A word that one reader alone saw: taken where it was sure, else another is asked."""
    before = line[place - 1].text if place else ""
    fluent = fluency(before, [word.text], "") > -12 and not _NUMBER.search(word.text)
    if word.confidence >= 97 or (fluent and word.confidence >= 90):
        return word
    stretch = Stretch([word], [], before, line[place + 1].text if place + 1 < len(line) else "")
    return (_decided(stretch, ask) or [word])[0]


# --- a stretch in which the readings differ -----------------------------------------------------


def _decided(stretch: Stretch, ask: Ask) -> list[Word]:
    texts = [" ".join(w.text for w in words) for words in (stretch.first, stretch.second) if words]
    if len(texts) == 2 and _bare(texts[0]) == _bare(texts[1]):
        return _better_spaced(stretch, texts)
    if len(texts) == 2 and _differs_in_its_sign(stretch, texts):
        return _made(stretch, texts[1], _TOLD, [])
    if any(map(_NUMBER.search, texts)):
        return _number(stretch, texts, ask)
    return _words(stretch, texts, ask)


def _differs_in_its_sign(stretch: Stretch, texts: list[str]) -> bool:
    """Whether both read the same but for the sign at the end, of which the second is sure.

    The first takes full stops for commas and loses them at the end of a line; the third agreed with the second in nine of ten such places.
    """
    first, second = (text.rstrip(_SENTENCE) for text in texts)
    ends = not stretch.after or texts[0] != first
    return first == second != "" and ends and min(w.confidence for w in stretch.second) >= _SEEN


def _bare(text: str) -> str:
    return "".join(text.split())


def _better_spaced(stretch: Stretch, texts: list[str]) -> list[Word]:
    """The same signs, spaced in two ways: numbers are not torn apart, words are not glued together."""
    close, wide = sorted(texts, key=len)
    whole = close if _NUMBER.search(close) and not _RUN_ON.search(close) else wide
    return _made(stretch, whole, _SURE, [])


def _number(stretch: Stretch, texts: list[str], ask: Ask) -> list[Word]:
    told = texts + ask(*_extent(stretch))
    votes = Counter(map(_signs, told))
    best, count = votes.most_common(1)[0]
    if count == 1:
        best = _signs(_likeliest(told))
    same = [t for t in told if _signs(t) == best]
    text = max(same[:3], key=lambda t: (same.count(t), t in texts[1:], len(t)))
    if count >= _ENOUGH:
        return _made(stretch, text, _TOLD, [])
    others = [t for t in dict.fromkeys(told) if _signs(t) != best and t]
    return _made(stretch, text, _TOLD if count > 1 else _GUESSED, others)


def _likeliest(told: list[str]) -> str:
    """Where no two readers agree: the third's reading, unless it is signs alone."""
    third = (*told[2:], *told[1::-1])
    return next((t for t in third if any(c.isalnum() for c in t)), third[0])


def _signs(text: str) -> str:
    """The signs that make two numbers one or two: white space and the full stop at the end do not."""
    return bare(_bare(text)).strip(".,;:'’“”\"")


def _words(stretch: Stretch, texts: list[str], ask: Ask) -> list[Word]:
    scores = [_score(stretch, text) for text in texts]
    ranked = sorted(zip(scores, texts, strict=True), reverse=True)
    if len(ranked) == 2 and ranked[0][0] - ranked[1][0] > _CLEAR:
        return _made(stretch, ranked[0][1], _TOLD, [])
    told = [t for t in ask(*_extent(stretch))[:1] if not _MIXED.search(t)]  # language knows nothing of it
    if told and any(_bare(told[0]) == _bare(t) for t in texts):
        text = next(t for t in texts if _bare(told[0]) == _bare(t))
        return _made(stretch, text, _TOLD, [])
    ranked = sorted(((_score(stretch, t), t) for t in texts + told), reverse=True)
    return _made(stretch, ranked[0][1], _GUESSED, [])


def _score(stretch: Stretch, text: str) -> float:
    """How likely a reading is: by language, and by what its reader thinks of it."""
    words = text.split()
    known = [w for side in (stretch.first, stretch.second) for w in side if w.text in words]
    sure = min((w.confidence for w in known), default=70.0) / 100
    fluent = fluency(stretch.before, words, stretch.after) / math.sqrt(max(1, len(words)))
    return fluent + _WEIGHT * sure


def _extent(stretch: Stretch) -> tuple[int, int]:
    words = stretch.second or stretch.first
    return min(w.left for w in words), max(w.right for w in words)


def _made(stretch: Stretch, text: str, confidence: float, others: list[str]) -> list[Word]:
    """Words for the text that was decided on, in the boxes of the readings."""
    texts = text.split()
    sides = [side for side in (stretch.second, stretch.first) if side]
    fitting = next((side for side in sides if len(side) == len(texts)), None)
    if fitting:
        return [
            Word(t, w.left, w.top, w.right, w.bottom, confidence, list(others))
            for t, w in zip(texts, fitting, strict=True)
        ]
    left, right = _extent(stretch)
    top, bottom = sides[0][0].top, sides[0][0].bottom
    total = max(1, sum(map(len, texts)))
    ends = [left + (right - left) * n // total for n in itertools.accumulate(map(len, texts), initial=0)]
    return [
        Word(t, a, top, b, bottom, confidence, list(others))
        for t, (a, b) in zip(texts, itertools.pairwise(ends), strict=True)
    ]


def is_word(text: str) -> bool:
    """Whether a token is a word of letters (not a number, not signs)."""
    shown = plain(text)
    return bool(shown) and shown.isalpha()
