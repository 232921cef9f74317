"""Where a record comes from: its file, page and words, who found it, how sure that is, and what a person said of it."""

from typing import Any

from kehoach.model import Document


def origin(document: Document, record: Any) -> list[tuple[str, str]]:
    """The facts behind a record by name, blanks left out."""
    section = next((s for s in document.sections if s.id == record.section), None)
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
