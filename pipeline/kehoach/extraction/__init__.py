"""An Outline becomes a Document: citations, targets, deadlines, tasks, each with its place."""

from bisect import bisect_left
from collections.abc import Sequence

from kehoach.clauses import Clauses, read_clauses
from kehoach.extraction.citations import cited, extract_citations
from kehoach.extraction.confidence import Found, weigh
from kehoach.extraction.covered import Covered
from kehoach.extraction.deadlines import doubtful_dates, extract_deadlines
from kehoach.extraction.targets import extract_targets
from kehoach.extraction.tasks import extract_tasks
from kehoach.language import mark
from kehoach.language.slips import mended
from kehoach.model import CellPlace, Citation, Deadline, Document, Outline, Target, Task
from kehoach.recognition.asking import Ask, learn
from kehoach.text import fold, slug

_CUE = 10  # "phấn đấu " stands right before the words of a target


def extract(outline: Outline, ask: Ask | None = None) -> Document:
    """The record of a document. A text that is no official document yields citations only.

    ``ask`` gives the recognizer for names of bodies that the rules do not know; without one the rules work alone.
    """
    clauses, slips = clauses_of(outline, ask)
    found = cited(clauses)
    covered = Covered((mark.start, mark.value.end) for mark in found)
    deadlines = extract_deadlines(clauses, covered)
    tasks = extract_tasks(clauses, deadlines)
    document = Document(
        id=document_id(outline),
        source=outline.source.info,
        meta=outline.meta,
        text=outline.source.text,
        sections=outline.sections,
        citations=extract_citations(clauses, found),
        targets=extract_targets(clauses, covered, tasks),
        deadlines=deadlines,
        tasks=tasks,
        warnings=[*outline.warnings, *doubtful_dates(clauses, covered)],
        parts=outline.parts,
        cells=[
            CellPlace(b.start, b.end, b.table, b.row or 0, b.col or 0)
            for b in outline.source.blocks
            if b.table is not None
        ],
    )
    found_all = records(document)
    _mark_repaired(slips, found_all)
    weigh(clauses, found_all)
    return document


def clauses_of(outline: Outline, ask: Ask | None = None) -> tuple[Clauses, list[int]]:
    """The clauses of a document, with where slips of OCR were mended for matching."""
    low, slips = mended(fold(outline.source.text))
    clauses = read_clauses(outline, mark(outline.source.text, low))
    if ask is not None and outline.official and learn(clauses, ask):
        clauses = read_clauses(outline, clauses.marks)
    return clauses, slips


def records(document: Document) -> Found:
    """All records of a document, each with its kind."""
    lists: dict[str, Sequence[Citation | Target | Deadline | Task]] = {
        "citations": document.citations,
        "targets": document.targets,
        "deadlines": document.deadlines,
        "tasks": document.tasks,
    }
    return [(kind, record) for kind, found in lists.items() for record in found]


def _mark_repaired(slips: list[int], found: Found) -> None:
    """Records in whose words, or right before them, a slip of OCR was mended for matching say so; the text keeps what was read."""
    for _, record in found:
        at = bisect_left(slips, record.span.start - _CUE)
        record.repaired = at < len(slips) and slips[at] < record.span.end


def document_id(outline: Outline) -> str:
    """A readable id: type, number, issuer and year; with a piece of the file's hash when the number is blank."""
    meta = outline.meta
    year = (meta.issued or "")[:4] or (meta.period.start if meta.period else "")
    number = meta.symbol.split("/")[0].split("-")[0] if meta.symbol else f"x{outline.source.info.sha256[:8]}"
    parts = [meta.type or "vb", number, meta.issuer or "", year]
    return slug(" ".join(p for p in parts if p))[:96].strip("-")
