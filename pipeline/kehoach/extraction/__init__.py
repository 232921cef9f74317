"""An Outline becomes a Document: citations, targets, deadlines, tasks, each with its place."""

from kehoach.extraction.citations import extract_citations
from kehoach.extraction.deadlines import extract_deadlines
from kehoach.extraction.mentions import find_mentions
from kehoach.extraction.relations import relate
from kehoach.extraction.targets import extract_targets
from kehoach.extraction.tasks import extract_tasks
from kehoach.extraction.view import View
from kehoach.model import Document, Outline
from kehoach.text import slug


def extract(outline: Outline) -> Document:
    """The record of a document. A text that is no official document yields citations only."""
    view = View(outline)
    mentions = find_mentions(view)
    relate(view, mentions)
    covered = [(m.start, m.end) for m in mentions if m.end > m.start]
    deadlines = extract_deadlines(view, covered)
    tasks = extract_tasks(view, deadlines)
    return Document(
        id=document_id(outline),
        source=outline.source.info,
        meta=outline.meta,
        text=outline.source.text,
        sections=outline.sections,
        citations=extract_citations(view, mentions),
        targets=extract_targets(view, covered, tasks),
        deadlines=deadlines,
        tasks=tasks,
        warnings=outline.warnings,
    )


def document_id(outline: Outline) -> str:
    """A readable id: type, number, issuer and year; with a piece of the file's hash when the number is blank."""
    meta = outline.meta
    year = (meta.issued or "")[:4] or (meta.period.start if meta.period else "")
    number = meta.symbol.split("/")[0].split("-")[0] if meta.symbol else f"x{outline.source.info.sha256[:8]}"
    parts = [meta.type or "vb", number, meta.issuer or "", year]
    return slug(" ".join(p for p in parts if p))[:96].strip("-")
