"""Names of bodies that no rule knows: asked of a recognizer, only where the grammar leaves a place open.

Places are open where somebody must be named and the grammar reads nobody: the value of a label line or cell, a
heading among headings that are bodies, the beginning of a sentence with a role, the words behind "phối hợp với".
What is seen there is learnt as a name for this one document; lists, subjects and partners stay the grammar's.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct

from kehoach.clauses import Clause, Clauses
from kehoach.clauses.duty import read_duty
from kehoach.clauses.governing import among_bodies
from kehoach.language import Marks
from kehoach.language.bodies import read_bodies
from kehoach.language.names import begins_body
from kehoach.recognition import Name, Recognizer

Ask = Callable[[], Recognizer]

_HEADING = 24  # tokens of a heading that can be a name
_NAME = 14  # words of a name
_BEFORE = 4  # words that may stand before what was seen of a name
_SIGNS = frozenset({",", ";", "&", "\n", "và", "cùng", "với"})


class Place(Struct, frozen=True):
    """A stretch to ask about, as tokens [first, last). ``whole``: it is a value, every piece of which may be a name; else
    a name is expected at its beginning. ``sure``: somebody must be named there."""

    first: int
    last: int
    whole: bool = False
    sure: bool = True


def learn(clauses: Clauses, ask: Ask) -> bool:
    """Asks about the open places of a document; its marks learn the names. Whether any was learnt."""
    marks, places = clauses.marks, list(open_places(clauses))
    if not places:
        return False
    starts, ends = marks.tokens.starts, marks.tokens.ends
    seen = ask().names_of([marks.text[starts[p.first] : ends[p.last - 1]] for p in places])
    names = [
        marks.text[starts[first] : ends[last - 1]]
        for place, found in zip(places, seen, strict=True)
        for first, last in _names(marks, place, found)
        if _may_name(marks, first, last)
    ]
    if names:
        marks.learn(names)
    return bool(names)


# --- where the grammar leaves a place open -----------------------------------------------------


def open_places(clauses: Clauses) -> Iterator[Place]:
    """The open places of a document, in the order of the text."""
    for clause in clauses:
        first, last = clauses.marks.stretch(clause.start, clause.end)
        if clause.form == "heading":
            if (
                not clause.says.lead
                and not clause.says.kind
                and last - first <= _HEADING
                and among_bodies(clauses, clause)
            ):
                yield Place(first, last, sure=False)
        elif clause.form in ("line", "row"):
            yield from _in_values(clauses, clause)
        elif clause.form != "footnote":
            yield from _in_sentences(clauses, clause)


def _in_values(clauses: Clauses, clause: Clause) -> Iterator[Place]:
    """Values of which a piece between signs names nobody."""
    for part in clause.parts:
        first, last = clauses.marks.stretch(part.start, part.end)
        if part.role in ("lead", "support", "both") and any(
            not begins_body(clauses.marks, a, b) and _may_name(clauses.marks, a, b)
            for a, b in _pieces(clauses.marks, first, last, [])
        ):
            yield Place(first, last, whole=True)


def _in_sentences(clauses: Clauses, clause: Clause) -> Iterator[Place]:
    """Sentences that begin with a name's capital and hold a role, and nobody is charged; partners that are nobody known."""
    marks = clauses.marks
    for start, end in clauses.marks.sentences(clause.start, clause.end):
        first, last = marks.stretch(start, end)
        if last <= first:
            continue
        charged = any(marks.cues(name, first + 1, last) for name in ("lead_roles", "strong_obligations"))
        if (
            charged
            and _may_name(marks, first, last)
            and not begins_body(marks, first, last)
            and read_duty(marks, first, last) is None
        ):
            yield Place(first, last, sure=False)
        for _, behind in marks.cues("support_roles", first, last):
            if (
                behind < last
                and marks.tokens.words[behind - 1] in _SIGNS
                and read_bodies(marks, behind, last) is None
            ):
                yield Place(behind, last)


# --- what is a name there ------------------------------------------------------------------------


def _names(marks: Marks, place: Place, found: list[Name]) -> Iterator[tuple[int, int]]:
    """The names at a place, as tokens, from what a recognizer saw in it."""
    offset = marks.tokens.starts[place.first]
    seen = [marks.stretch(offset + n.start, offset + n.end) for n in found if n.label != "PERSON"]
    if place.whole:
        for first, last in _pieces(marks, place.first, place.last, seen):
            if any(a < last and first < b for a, b in seen) and not begins_body(marks, first, last):
                yield first, last
        return
    at, sure = place.first, place.sure
    for first, last in seen:
        if first < at or not _joined(marks, at, first, at == place.first):
            return
        begin = at if at == place.first else first
        if sure or last >= place.last - 1 or _is_proper(marks, begin, last):
            yield begin, last
            sure = True  # what is joined to a body is one
        at = last


def _joined(marks: Marks, at: int, first: int, opening: bool) -> bool:
    """Whether a name is joined to what stands before it: by signs, or as the end of the name that opens the place."""
    words = marks.tokens.words[at:first]
    if opening:
        return len(words) <= _BEFORE and all(word.isalpha() and word not in _SIGNS for word in words)
    return bool(words) and all(word in _SIGNS for word in words)


def _pieces(marks: Marks, first: int, last: int, kept: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces of a value between its signs, those inside a seen or registered name left alone."""
    kept = [*kept, *marks.cues("registered", first, last), *marks.cues("whole_names", first, last)]
    at = first
    for sign in range(first, last + 1):
        parts = sign == last or (
            marks.tokens.words[sign] in _SIGNS and not any(a <= sign < b for a, b in kept)
        )
        if parts:
            end = sign
            while end > at and marks.tokens.words[end - 1] in ".:-+":
                end -= 1
            while at < end and marks.tokens.words[at] in ".:-+":
                at += 1
            if end > at:
                yield at, end
            at = sign + 1


def _is_proper(marks: Marks, first: int, last: int) -> bool:
    """At the start of a sentence a capital tells nothing: a name has another."""
    return any(marks.is_capital(i) for i in range(first + 1, last))


def _may_name(marks: Marks, first: int, last: int) -> bool:
    """Whether words may begin a name that no rule knows: with a capital, no verb, nothing that is known to be none."""
    if last <= first:
        return False
    start, end = marks.tokens.starts[first], marks.tokens.ends[min(last, first + _NAME) - 1]
    told = marks.any_at(("not_bodies", "no_learnt", "orders", "openers", "prefaces"), first)
    words = marks.text[start:end]
    shape = words[0].isupper() and (last - first > 1 or (words.isupper() and len(words) > 2))
    titled = words.isupper() and last - first > 1
    return shape and not titled and not told and not marks.segments.speech[first].startswith("V")
