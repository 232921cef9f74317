"""Every place where a text cites another document becomes a mark of kind "citation" (value: Mention).

citation := noun [words] [số] symbol (, symbol)* [date] [của issuer] [date] [title]  |  law [year | date]
"""

from bisect import bisect_right
from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.language.bodies import read_bodies
from kehoach.language.describing import Described, signs
from kehoach.language.laws import Amending, cite_laws, law_before, law_words, read_amending
from kehoach.language.marks import Mark, Marks
from kehoach.language.mentions import Mention
from kehoach.language.symbols import Symbol
from kehoach.text import squash

_ISSUED, _DATE = 24, 9  # tokens between a date and what came out on it, and of the date


def put_citations(marks: Marks) -> None:
    """Adds the marks of kind "citation" (value: Mention), made of symbols and of laws' names."""
    reader = Described(marks)
    laws = law_words(reader)
    several, amending = read_amending(reader, laws)
    numbered = _cite_symbols(reader, several)
    taken = [mark for mark in numbered if mark.value.type in ("L", "PL", "NQ")]
    named = cite_laws(reader, laws, [*taken, *amending])
    marks.put("citation", [*numbered, *amending, *named])


@lru_cache(maxsize=1)
def _joint() -> tuple[str, ...]:
    return tuple(rules.load("symbols")["joint"])


class Cited(Struct):
    """A mention in the making: its mark, and the tokens at which it may be gone on with (symbol, date, issuer, title)."""

    mark: Mark
    kind: str | None  # as its symbol tells
    reach: tuple[int, ...]


def _cite_symbols(reader: Described, amending: Amending) -> list[Mark]:
    """A mark for every symbol, and for bare numbers that share one."""
    made: list[Mark] = []
    last: Cited | None = None
    bounds = [start for start, _ in amending.lists]
    for mark in reader.marks.all("symbol"):
        at = bisect_right(bounds, mark.start) - 1
        nested = at >= 0 and mark.start < amending.lists[at][1]
        last, more = _cite(reader, mark, last, nested, amending.owners.get(mark.start))
        made += [*more, last.mark]
    return made


def _cite(
    reader: Described, mark: Mark, last: Cited | None, nested: bool, law: int | None
) -> tuple[Cited, list[Mark]]:
    """``law`` is where the amending law begins whose number this is."""
    symbol: Symbol = mark.value
    first, behind = reader.marks.stretch(mark.start, mark.end)
    shared = reader.numbers_before(first)
    begin, kind, name, issuer = _named(reader, shared[0] if shared else first, symbol, law)
    if kind is None and last is not None and last.kind == symbol.type and _goes_on(reader, last, begin):
        kind = last.mark.value.type
    tail = reader.tail(behind, joint=symbol.code.startswith(_joint()))
    title = reader.title(tail.last)
    head = reader.ends[tail.last - 1] if tail.last > behind else mark.end
    issued, teller = (None, None) if tail.issued or shared else told_before(reader, begin)
    mention = Mention(
        symbol, mark.start, title[1] if title else head, kind, name,
        tail.issued or issued, tail.issuer or issuer or teller,
        _trimmed(reader.text[slice(*title)]) if title else None, title[0] if title else -1, nested=nested,
    )  # fmt: skip
    more = [_bare(reader, at, begin if at == shared[0] else at, symbol, kind) for at in shared]
    start = reader.starts[first if shared else begin]
    ends = (behind, tail.dated, tail.last, reader.marks.token_from(mention.end))
    return Cited(Mark(start, head, "citation", mention), symbol.type, ends), more


def told_before(reader: Described, begin: int) -> tuple[str | None, str | None]:
    """ "Ngày 28/10/2025, Chủ tịch UBND tỉnh đã ban hành | Công văn số 12", "..., ngày 07/4/2026 Sở Y tế có | Công văn số 15": the date
    on which a document came out, and who issued it, told before its noun."""
    verb = reader.marks.cue_before("came_out", begin)
    if verb is None:
        return None, None
    for opens in range(verb - 1, max(0, verb - _ISSUED - _DATE) - 1, -1):
        if reader.words[opens] in ";.\n":
            break
        if reader.words[opens] != "ngày" or (opens and reader.words[opens - 1][:1].isalnum()):
            continue
        found = reader.date(opens)
        if found is None:
            continue
        at = found[0] + (reader.word(found[0]) == ",")
        bodies = read_bodies(reader.marks, at, verb)
        told = bodies is not None and bodies.last == verb
        issuer = reader.printed(at, verb) if told else None
        return (found[1], issuer) if told or reader.word(found[0]) == "," else (None, None)
    return None, None


def _trimmed(title: str) -> str:
    """A title on one line without the signs behind it; a bracket that it opened stays."""
    title = squash(title).rstrip(" ,;:./")
    return title if title.count("(") >= title.count(")") else title.rstrip(" ,;:./)")


def _bare(reader: Described, at: int, begin: int, symbol: Symbol, kind: str | None) -> Mark:
    """The mark of a number that shares the code of a symbol behind it."""
    number = reader.words[at]
    other = Symbol(
        number, symbol.year, symbol.code, symbol.type, number + symbol.printed[len(symbol.number) :]
    )
    mention = Mention(other, reader.starts[at], reader.ends[at], kind)
    return Mark(reader.starts[begin], reader.ends[at], "citation", mention)


def _named(
    reader: Described, first: int, symbol: Symbol, amending: int | None
) -> tuple[int, str | None, str | None, str | None]:
    """Where a citation begins whose symbol begins at a token; its type, a law's name, the issuer told before."""
    at = reader.over_number(first)
    numbered = "số" in reader.words[at:first]
    if amending is not None:
        return amending, "L", reader.printed(amending, at), None
    noun = reader.noun_before(at, symbol)
    if noun is not None:
        return *noun, None, None
    apart = reader.noun_apart(at, symbol) if numbered else None
    if apart is not None:
        begin, end, kind = apart
        told = reader.word(end) == "của" and reader.issuer_end(end + 1) == at
        return begin, kind, None, reader.printed(end + 1, at) if told else None
    law = law_before(reader, at, symbol, numbered)
    if law is not None:
        return law[0], law[1], reader.printed(law[0], at), None
    bare = next((i for i in range(at, first) if reader.words[i] == "số"), first)
    return bare, None, None, None


def _goes_on(reader: Described, last: Cited, begin: int) -> bool:
    """Whether a symbol goes on with a list: nothing but signs between it and the last one, its date, issuer or title."""
    joins = signs()[1]
    return any(
        reach <= begin and begin - reach < 6 and all(w in joins for w in reader.words[reach:begin])
        for reach in last.reach
    )
