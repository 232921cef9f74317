"""Signals of citations: what of the document is told, where it is cited, what it is to this one, what stands beside it."""

from collections.abc import Iterator

from kehoach.clauses import Clause
from kehoach.extraction.confidence.scene import Scene
from kehoach.model import Citation

_SHORT, _MANY = 3, 3
_COMMON = frozenset({"basis", "mentions", "implements"})


def signals(scene: Scene, citation: Citation) -> Iterator[str]:
    """The signals of a citation."""
    yield "symbol" if citation.symbol else "no-symbol"
    if not citation.symbol and len((citation.name or "").split()) <= _SHORT:
        yield "law-short-name"
    yield "dated" if citation.issued else "undated"
    if citation.symbol and not citation.type:
        yield "type-unknown"
    if citation.issuer:
        yield "issuer-told"
    if citation.title:
        yield "title-told"
    relation = citation.relation if citation.relation in _COMMON else "rare"
    yield f"relation-{relation}"
    clause = scene.clause(citation.span.start)
    if clause is None or clause.section is None:
        yield f"opening-{relation}"
    if clause is not None:
        yield from _place(scene, citation, clause, relation)


def _place(scene: Scene, citation: Citation, clause: Clause, relation: str) -> Iterator[str]:
    marks = scene.marks
    first, last = scene.sentence(clause, citation.span.start)
    cited = marks.between("citation", marks.tokens.starts[first], marks.tokens.ends[last - 1])
    if len(cited) >= _MANY:
        yield "cited-in-list"
    if cited and cited[0].start < citation.span.start:
        yield "cited-behind-another"
    token = marks.token_from(citation.span.start)
    if not citation.symbol and not citation.issued:
        yield from _name_end(scene, citation)
    if marks.last_sign("(", first, token) is not None:
        yield "cited-in-brackets"
    if relation == "mentions" and (
        scene.has("implementing", first, token) or scene.has("implement_openers", first, token)
    ):
        yield "mentions-yet-implements"
    if relation == "basis" and not scene.has("basis_openers", first, token):
        yield "basis-from-elsewhere"


def _name_end(scene: Scene, citation: Citation) -> Iterator[str]:
    """Whether the name of a law may go on where its citation ends: behind a comma in small letters, or with a noun."""
    marks = scene.marks
    at = marks.token_from(citation.span.end)
    word = marks.word(at)
    if word in (",", "và"):
        word, at = marks.word(at + 1), at + 1
    if word.isalpha() and not marks.is_capital(at):
        yield "law-name-may-go-on"
