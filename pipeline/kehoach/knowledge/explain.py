"""Why a record says what it says: its provenance, value by value, as people and programs can follow it."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct, field

from kehoach import __version__, rules
from kehoach.errors import UsageError
from kehoach.knowledge.base import KnowledgeBase
from kehoach.knowledge.kinds import Record, find
from kehoach.knowledge.provenance import (
    Places,
    Step,
    date_forms,
    place_forms,
    places,
    sections_above,
    words_of,
)
from kehoach.language.symbols import symbol_key
from kehoach.linking.indicators import known_indicator, scale_of
from kehoach.linking.names import find_body, seat_of
from kehoach.model import Citation, Deadline, Document, Signal, Span, Target, Task, When


class Origin(Struct, frozen=True):
    """The file that a record was read from, how its page was read, and what read it."""

    path: str
    sha256: str
    media_type: str
    obtained: str
    page: int | None
    page_obtained: str | None
    mended: int
    version: str
    rules: str
    names: str


class Explanation(Struct):
    """The provenance of one record. ``sections`` are the headings above it, outermost first; ``grounds`` say, as codes, what
    its confidence rests on: rule or model, table or prose, words mended or read from a picture, a value worked out; ``signals`` what moved
    it most, up or down (extraction/confidence)."""

    document: str
    record: str
    kind: str
    quote: str
    span: Span
    sections: list[str]
    origin: Origin
    by: str
    confidence: float
    grounds: list[str]
    signals: list[Signal] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def explain(kb: KnowledgeBase, name: str) -> Explanation:
    """The provenance of the record that ``name`` means: a document, "#", the record's id ("118/KH-UBND#t3").

    Raises UsageError for a name of another form, and for a document or a record that is not there.
    """
    which, sign, ident = name.rpartition("#")
    if not sign or not which:
        raise UsageError(f"{name!r} names no record.", 'Write document and record: "118/KH-UBND#t3".')
    document = kb.document(which)
    found = find(document, ident)
    if found is None:
        raise UsageError(f"{document.id} has no record {ident!r}.", f"kehoach show {document.id} lists them.")
    return _explained(kb, document, *found)


def in_short(document: Document, record: Record) -> list[tuple[str, str]]:
    """What needs no knowledge base to be told: file, place, who found the record, how sure that is, what a person said of it;
    by name, blanks left out."""
    section = next(sections_above(document, record.section), None)
    review = next((r for r in document.reviews if r.record == record.id), None)
    facts = [
        ("file", document.source.path),
        ("sha256", document.source.sha256),
        ("obtained", document.source.obtained),
        ("page", str(record.span.page or "")),
        ("place", f"{record.span.start}-{record.span.end}"),
        ("section", f"{section.label} {section.title}".strip() if section else ""),
        ("by", record.by),
        ("confidence", f"{record.confidence:.2f}"),
        ("review", f"{review.verdict}, {review.by}, {review.on}" if review else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _explained(kb: KnowledgeBase, document: Document, kind: str, record: Record) -> Explanation:
    where = places(document, record.span, record.section)
    work: Callable[[KnowledgeBase, Places, Any], Iterator[Step]] = _WORK[kind]
    steps = list(work(kb, where, record))
    origin = _origin(kb, document, record.span.page)
    return Explanation(
        document.id,
        record.id,
        kind,
        record.quote,
        record.span,
        _sections(document, record.section),
        origin,
        record.by,
        record.confidence,
        list(_grounds(document, record, origin, steps)),
        record.signals,
        steps,
    )


def _origin(kb: KnowledgeBase, document: Document, page: int | None) -> Origin:
    source = document.source
    entry = next((e for e in source.ledger if e.page == page), None)
    told = kb.manifest()
    version, by, names = (
        (told.version, told.rules, told.names) if told else (__version__, rules.fingerprint(), "?")
    )
    return Origin(
        source.path, source.sha256, source.media_type, source.obtained, page,
        entry.obtained if entry else None, entry.mended if entry else 0, version, by, names,
    )  # fmt: skip


def _sections(document: Document, section: str | None) -> list[str]:
    above = [*sections_above(document, section)]
    return [f"{one.label}. {one.title}".strip(" .") for one in reversed(above)]


def _grounds(document: Document, record: Record, origin: Origin, steps: list[Step]) -> Iterator[str]:
    """What a reader should weigh, as codes."""
    yield "by-model" if record.by == "model" else "by-rule"
    yield "in-table" if any(c.start <= record.span.start < c.end for c in document.cells) else "in-prose"
    if record.repaired:
        yield "words-mended"
    if origin.page_obtained == "ocr" or (origin.page_obtained is None and origin.obtained == "ocr"):
        yield "page-recognised"
    if any(step.how in ("heading", "lead-in", "title", "letterhead", "header", "label") for step in steps):
        yield "inherited"
    if any(step.how == "worked-out" for step in steps):
        yield "worked-out-value"


def said(code: str, language: str) -> str:
    """A code of an explanation (how, grounds, "field.NAME") as people read it; the code itself where there are no words."""
    words = rules.load("explaining")["says"].get(code) or rules.load("confidence")["signals"].get(code)
    return str(words[language]) if words else code


# --- by kind ----------------------------------------------------------------------------------


def _target(kb: KnowledgeBase, where: Places, target: Target) -> Iterator[Step]:
    yield where.told("indicator", target.indicator, words_of(target.indicator))
    yield _indicator(target)
    yield where.told("op", target.op, _cues("operators", target.op))
    yield where.number("value", target.value)
    if target.value_max is not None:
        yield where.number("value_max", target.value_max)
    if target.unit:
        yield where.told(
            "unit", target.unit, words_of(target.unit.replace("/", " ").strip()) + words_of(target.unit)
        )
        scale = scale_of(target.unit)
        yield Step(
            "amount", f"{target.value * scale.factor:g} {scale.key}", "rules", note=f"× {scale.factor:g}"
        )
    if target.due:
        forms = _cues("recurrences", "yearly") if target.due == "yearly" else date_forms(target.due)
        yield where.told("due", target.due, forms)
    yield from _scope(where, target)


def _indicator(target: Target) -> Step:
    known = known_indicator(target.indicator_id)
    how = "rules" if known else "worked-out"
    return Step("indicator_id", target.indicator_id or "", how, note=known.name if known else None)


def _scope(where: Places, target: Target) -> Iterator[Step]:
    for name, value in (("place", target.scope.place), ("area", target.scope.area)):
        if value:
            yield where.told(name, value, place_forms(value))
    seat = seat_of(where.document).province
    if target.scope.place is None and seat:
        yield where.told("place", seat, place_forms(seat))


def _deadline(kb: KnowledgeBase, where: Places, deadline: Deadline) -> Iterator[Step]:
    yield from _when(where, When(deadline.start, deadline.end, deadline.recurrence, deadline.condition))


def _when(where: Places, when: When) -> Iterator[Step]:
    for name, value in (("start", when.start), ("end", when.end)):
        if value:
            yield from _date(where, name, value)
    if when.recurrence:
        yield where.told("recurrence", when.recurrence, _cues("recurrences", when.recurrence))
    if when.condition:
        yield where.told("condition", when.condition, words_of(when.condition))


def _date(where: Places, name: str, value: str) -> Iterator[Step]:
    """The day where it is told; and its year, where that is told elsewhere."""
    step = where.told(name, value, date_forms(value))
    yield step
    year = value[:4]
    if year.isdecimal() and step.words is not None and year not in step.words:
        yield where.told(f"{name}.year", year, [rf"(?<!\d){year}(?!\d)"])


def _task(kb: KnowledgeBase, where: Places, task: Task) -> Iterator[Step]:
    seat = seat_of(where.document)
    for role in ("lead", "support"):
        for unit in getattr(task, role):
            yield where.told(role, unit.name, words_of(unit.name))
            body = find_body(unit.name, seat.level)
            note = f"→ {unit.replaced_by}" if unit.replaced_by else body.name if body else None
            yield Step(f"{role}.id", unit.id or "", "register" if body else "worked-out", note=note)
    if task.product:
        yield where.told("product", task.product, words_of(task.product))
    yield from _when(where, task.deadline)


def _citation(kb: KnowledgeBase, where: Places, citation: Citation) -> Iterator[Step]:
    for name in ("symbol", "name", "issuer", "title"):
        value = getattr(citation, name)
        if value:
            yield where.told(name, value, words_of(value))
    if citation.type:
        yield where.told("type", citation.type, _type_forms(citation.type))
    if citation.issued:
        yield where.told("issued", citation.issued, date_forms(citation.issued))
    if citation.relation != "mentions":  # what is left when no words tell more
        yield where.told("relation", citation.relation, _cues("relations", citation.relation))
    yield _resolution(kb, citation)


def _resolution(kb: KnowledgeBase, citation: Citation) -> Step:
    """How the reference was resolved: which documents bear the symbol, and what of them agrees."""
    value = citation.resolved or ", ".join(citation.candidates) or citation.status
    if not citation.symbol:
        return Step("resolved", value, "linking", note="no-symbol")
    key = symbol_key(citation.symbol)
    rows = kb.database.execute(
        "SELECT id, coalesce(symbol, identity_symbol) FROM documents WHERE copy_of IS NULL"
        " AND (symbol_key = ? OR symbol IS NULL AND identity_symbol IS NOT NULL) ORDER BY number",
        (key,),
    )
    bearers = [row[0] for row in rows if symbol_key(row[1]) == key]
    note = f"{citation.status}: {key} ← {', '.join(bearers) or '–'}"
    return Step("resolved", value, "linking", note=note)


def _type_forms(kind: str) -> list[str]:
    """The nouns that call such a document, else its abbreviation in a symbol."""
    entries = [entry for entry in rules.load("document_types")["types"] if entry["abbr"] == kind]
    return [words_of(name)[0] for entry in entries for name in entry["names"]] + words_of(kind)


def _cues(key: str, value: str) -> list[str]:
    """The patterns of rules/explaining.yaml that tell a value."""
    return [rule.regex.pattern for rule in rules.patterns("explaining", key) if rule.value == value]


_WORK: dict[str, Callable[..., Iterator[Step]]] = {
    "citations": _citation, "targets": _target, "deadlines": _deadline, "tasks": _task,
}  # fmt: skip
