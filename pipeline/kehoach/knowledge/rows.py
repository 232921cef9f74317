"""A document as rows of the tables of kb.sqlite; plain tuples, so that a child process makes them and the parent only stores them."""

from array import array
from collections.abc import Iterable, Iterator

from msgspec.structs import astuple

from kehoach.extraction.citations.announced import find_announced
from kehoach.extraction.citations.effect import effective_date
from kehoach.extraction.faults import find_faults
from kehoach.extraction.sums import find_sums
from kehoach.knowledge.packing import Row, Rows, number_of, words_of
from kehoach.knowledge.rough import is_odd
from kehoach.language.symbols import symbol_key
from kehoach.linking.copies import paragraph_hashes
from kehoach.linking.indicators import scale_of
from kehoach.linking.names import find_body, seat_of
from kehoach.linking.quoted import MOSTLY, kept
from kehoach.linking.references import realm
from kehoach.model import Document, Span, Target
from kehoach.text import fold, parse_roman

_NOT_OFFICIAL = "not-official"


def rows_of(document: Document) -> Rows:
    """The rows of all tables, by table, without the number of the document; of ``documents`` there is one."""
    low = fold(document.text)
    place = seat_of(document).province
    units = list(_task_units(document))
    return {
        "documents": [_document_row(document, place, low)],
        "sections": _placed(_sections(document)),
        "citations": _placed(_citations(document, place)),
        "targets": _placed(_targets(document, place)),
        "deadlines": _placed(_deadlines(document)),
        "tasks": _placed(_tasks(document)),
        "task_units": [(*where, number_of(name)) for where, name in units],
        "names": [(number_of(name), *name) for name in dict.fromkeys(name for _, name in units)],
        "warnings": _placed(_warnings(document)),
        "signatures": _placed(
            (s.signed, s.signer, s.body, s.integrity, s.trusted, s.reason) for s in document.source.signatures
        ),
        "sums": _placed(find_sums(document.text, low)),
        "announced": _placed(find_announced(document, low)),
        "faults": _placed(astuple(found) for found in find_faults(document, low)),
        "search": [(words,) for words in words_of(document.text)],
    }


def _placed(rows: Iterable[Row]) -> list[Row]:
    """The rows, each with its place among them."""
    return [(position, *row) for position, row in enumerate(rows)]


def rank(label: str) -> int | None:
    """The place of a label in its series: "III" -> 3, "2.4" -> 4, "b" -> None (letters may be left out)."""
    last = label.split()[-1].split(".")[-1] if label else ""
    return int(last) if last.isdecimal() else parse_roman(last) if last.isupper() else None


# --- one table each ---------------------------------------------------------------------------


def _document_row(document: Document, place: str | None, low: str) -> Row:
    meta, source = document.meta, document.source
    official = all(w.code != _NOT_OFFICIAL for w in document.warnings)
    period = (meta.period.start, meta.period.end) if meta.period else (None, None)
    return (
        document.id, source.path, source.sha256, meta.symbol, symbol_key(meta.symbol) if meta.symbol else None, meta.code, meta.type, meta.issuer, meta.place, fold(place) if place else None,
        meta.issued, meta.title, meta.signer, meta.signer_role, len(meta.recipients), *period, source.obtained, source.pages, int(official),
        effective_date(document, low), len(document.text), int(is_odd((document.text, source.path, meta.symbol, meta.issuer, meta.title))), array("I", paragraph_hashes(low)).tobytes(),
    )  # fmt: skip


def _sections(document: Document) -> Iterator[Row]:
    for s in document.sections:
        yield s.id, s.label, rank(s.label), s.title, s.depth, s.parent, *_place(s.span)


def _citations(document: Document, place: str | None) -> Iterator[Row]:
    own = place or document.id
    for c in document.citations:
        key = symbol_key(c.symbol) if c.symbol else None
        yield (
            c.id, kept(c.symbol, c.quote), key, realm(c, own), kept(c.name, c.quote), c.type, c.issued, kept(c.issuer, c.quote),
            kept(c.title, c.quote), None if c.relation == MOSTLY["relation"] else c.relation, None, None, "", c.section, c.quote, *_place(c.span), c.confidence,
        )  # fmt: skip


def _targets(document: Document, place: str | None) -> Iterator[Row]:
    for t in document.targets:
        where = t.scope.place or place
        yield (
            t.id, kept(t.indicator, t.quote), t.indicator_id, t.op, t.value, t.value_max, t.unit, *_scaled(t), t.due, t.measure,
            where, fold(where or ""), t.scope.area, t.section, t.quote, *_place(t.span), t.confidence,
        )  # fmt: skip


def _scaled(target: Target) -> tuple[str, float, float | None]:
    """What a target's values are compared by: the canonical unit, and the values in it."""
    scale, upper = scale_of(target.unit or ""), target.value_max
    most = None if upper is None else round(upper * scale.factor, 6)
    return scale.key, round(target.value * scale.factor, 6), most


def _deadlines(document: Document) -> Iterator[Row]:
    for d in document.deadlines:
        time = (d.start, d.end, d.recurrence, d.condition)
        yield d.id, *time, d.section, d.quote, *_place(d.span), d.confidence


def _tasks(document: Document) -> Iterator[Row]:
    for t in document.tasks:
        time = (t.deadline.start, t.deadline.end, t.deadline.recurrence, t.deadline.condition)
        yield t.id, kept(t.product, t.quote), *time, t.section, t.quote, *_place(t.span), t.confidence


def _task_units(document: Document) -> Iterator[tuple[Row, Row]]:
    """Who is named in each task: its place, and the name with all that is known of it."""
    seat = seat_of(document)
    for task in document.tasks:
        for role, units in (("lead", task.lead), ("support", task.support)):
            for position, unit in enumerate(units):
                body = find_body(unit.name, seat.level)
                known = (body.name, body.valid_to, body.replaced_by) if body else (None, None, None)
                yield (task.id, role, position), (unit.name, unit.id, *known)


def _warnings(document: Document) -> Iterator[Row]:
    for w in document.warnings:
        start, end = (w.span.start, w.span.end) if w.span else (None, None)
        yield w.code, w.message, start, end


def _place(span: Span) -> tuple[int, int, int | None]:
    return span.start, span.end, span.page
