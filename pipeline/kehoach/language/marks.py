"""What stands where in a text, told once: tokens, words, cues, and the larger marks composed of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, TypeVar

from msgspec import Struct

from kehoach.language.cues import Met, Segments, Stretch, settled
from kehoach.language.sentences import sentence_cuts
from kehoach.language.tokens import Tokens, found_words, words_of
from kehoach.text import fold


class Mark(Struct, frozen=True):
    """Something that a stretch of the text is: ``kind`` names it ("time", "symbol", "body" ...), ``value`` is what it means."""

    start: int
    end: int
    kind: str
    value: Any = None


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class _Made(dict[_Key, _Value]):
    """What is made by name when it is first asked for, and kept: no text asks for all lists."""

    def __init__(self, make: Callable[[_Key], _Value]) -> None:
        self._make = make

    def __missing__(self, name: _Key) -> _Value:
        made = self[name] = self._make(name)
        return made


_Listed = tuple[list[int], list[Stretch]]  # the phrases of a list in order, and where they begin


def _in_order(found: list[Stretch]) -> _Listed:
    return [begin for begin, _ in found], found


class Marks:
    """The marks of one text by place. ``text`` is what people see, ``low`` its folded form of the same length.

    Offsets are characters; tokens are counted from 0 and named by their index. ``learnt`` are the folded names of bodies
    that no rule knows.
    """

    def __init__(self, text: str, low: str, tokens: Tokens, segments: Segments, cues: Met) -> None:
        self.text, self.low, self.tokens, self.segments = text, low, tokens, segments
        self.learnt: frozenset[str] = frozenset()
        self._met = cues
        self._forget_cues()
        coded = tokens.coded  # where a sign is its own letter
        self._signs = _Made[str, list[int]](
            lambda signs: [m.start() for m in re.finditer(f"[{re.escape(signs)}]", coded)]
        )
        self._kinds: dict[str, tuple[list[int], list[Mark]]] = {}
        self._cuts = sentence_cuts(text, low)
        self._cut_starts = [a for a, _ in self._cuts]

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of a stretch of characters, as offsets."""
        out = []
        for at in range(bisect_left(self._cut_starts, start), bisect_left(self._cut_starts, end)):
            stop, following = self._cuts[at]
            if stop > start:
                out.append((start, stop))
            start = following
        return [*out, (start, end)] if end > start else out

    # --- tokens ---------------------------------------------------------------------------------

    def token_from(self, offset: int) -> int:
        """Index of the first token that begins at or after an offset."""
        return bisect_left(self.tokens.starts, offset)

    def stretch(self, start: int, end: int) -> Stretch:
        """The tokens of a stretch of characters."""
        return bisect_left(self.tokens.starts, start), bisect_left(self.tokens.starts, end)

    def last_sign(self, signs: str, first: int, last: int) -> int | None:
        """The last of the tokens [first, last) that is one of some signs; None when none is."""
        found = self._signs[signs]
        at = bisect_left(found, last) - 1
        return found[at] if at >= 0 and found[at] >= first else None

    def word(self, token: int) -> str:
        """The folded word of a token; "" past the ends."""
        return self.tokens.words[token] if 0 <= token < len(self.tokens.words) else ""

    def printed(self, first: int, last: int) -> str:
        """The words of the tokens [first, last) on one line."""
        return " ".join(self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]].split())

    def is_tight(self, token: int) -> bool:
        """Whether no space stands between a token and the next."""
        starts = self.tokens.starts
        return token + 1 < len(starts) and starts[token + 1] == self.tokens.ends[token]

    def is_capital(self, token: int) -> bool:
        """Whether a token begins with a capital."""
        return self.text[self.tokens.starts[token]].isupper()

    def word_begin(self, token: int) -> int:
        """Where the word begins that holds a token: a word may have several syllables."""
        while not self.segments.begins[token]:
            token -= 1
        return token

    def word_end(self, token: int, last: int) -> int:
        """Behind the word that holds a token, at most at another token."""
        token += 1
        while token < last and not self.segments.begins[token]:
            token += 1
        return token

    # --- cues -----------------------------------------------------------------------------------

    def cues(self, name: str, first: int, last: int) -> Sequence[Stretch]:
        """The phrases of a list that stand wholly among the tokens [first, last)."""
        starts, stretches = self._cues[name]
        begin = bisect_left(starts, first)
        end = bisect_left(starts, last, begin)
        if begin == end:
            return ()
        return stretches[begin : end if stretches[end - 1][1] <= last else end - 1]

    def _forget_cues(self) -> None:
        """All that is told of cues is made (again) when it is asked for."""
        met = self._met
        cues = _Made[str, _Listed](lambda name: _in_order(settled(met.get(name, []))))
        self._cues = cues
        # where the phrases of a list end, by where they begin, and the other way round; where those of several begin
        self._begun = _Made[str, dict[int, int]](lambda name: dict(cues[name][1]))
        self._ended = _Made[str, dict[int, int]](lambda name: {b: a for a, b in cues[name][1]})
        self._unions = _Made[tuple[str, ...], frozenset[int]](
            lambda names: frozenset(chain.from_iterable(cues[name][0] for name in names))
        )

    def cue_at(self, name: str, token: int) -> int | None:
        """Where (as a token) the phrase of a list ends that begins at a token; None when none begins there."""
        return self._begun[name].get(token)

    def any_at(self, names: tuple[str, ...], token: int) -> bool:
        """Whether a phrase of any of some lists begins at a token."""
        return token in self._unions[names]

    def any_among(self, names: tuple[str, ...], first: int, last: int) -> bool:
        """Whether a phrase of any of some lists begins at one of the tokens [first, last)."""
        return not self._unions[names].isdisjoint(range(first, last))

    def begins(self, names: tuple[str, ...]) -> frozenset[int]:
        """The tokens at which a phrase of any of some lists begins."""
        return self._unions[names]

    def cue_before(self, name: str, token: int) -> int | None:
        """Where (as a token) the phrase of a list begins that ends at a token; None when none ends there."""
        return self._ended[name].get(token)

    def learn(self, names: Iterable[str]) -> None:
        """Takes names of bodies that this text alone uses for registered ones, wherever they stand in it."""
        self.learnt |= {fold(name) for name in names}
        found = found_words(self.tokens, [words_of(name) for name in self.learnt])
        self._met["registered"] = [*self._cues["registered"][1], *found]
        self._forget_cues()

    # --- composed marks -------------------------------------------------------------------------

    def put(self, kind: str, marks: Iterable[Mark]) -> None:
        """Adds the marks of one kind, which do not overlap."""
        ordered = sorted(marks, key=lambda mark: mark.start)
        self._kinds[kind] = ([mark.start for mark in ordered], ordered)

    def all(self, kind: str) -> Sequence[Mark]:
        """The marks of a kind, in order."""
        return self._kinds[kind][1]

    def between(self, kind: str, start: int, end: int) -> Sequence[Mark]:
        """The marks of a kind that stand wholly in a stretch of characters."""
        starts, marks = self._kinds[kind]
        found = marks[bisect_left(starts, start) : bisect_left(starts, end)]
        return found if not found or found[-1].end <= end else found[:-1]

    def last_before(self, kind: str, end: int) -> Mark | None:
        """The last mark of a kind that stands wholly before an offset."""
        starts, marks = self._kinds[kind]
        at = bisect_left(starts, end) - 1
        return marks[at] if at >= 0 and marks[at].end <= end else marks[at - 1] if at > 0 else None

    def at(self, kind: str, start: int) -> Mark | None:
        """The mark of a kind that begins at an offset."""
        starts, marks = self._kinds[kind]
        at = bisect_left(starts, start)
        return marks[at] if at < len(starts) and starts[at] == start else None

    def covering(self, kind: str, offset: int) -> Mark | None:
        """The mark of a kind that holds an offset."""
        starts, marks = self._kinds[kind]
        at = bisect_right(starts, offset) - 1
        return marks[at] if at >= 0 and offset < marks[at].end else None
