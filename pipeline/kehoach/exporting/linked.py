"""Linked data: the documents as schema.org Legislation (as ELI does), and the records as W3C Web Annotations."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach.exporting.rows import HOME
from kehoach.model import Citation, Deadline, Document, Target, Task

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

_SCHEMA = {
    "@vocab": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "id": "@id",
    "type": "@type",
}
# How a relation is said in schema.org, and in ELI where schema.org has no word for it.
_RELATIONS = {
    "basis": "eli:based_on", "implements": "eli:implements", "amends": "legislationChanges", "replaces": "legislationRepeals",
    "repeals": "legislationRepeals", "corrects": "legislationCorrects", "mentions": "citation", "promulgated_with": "isPartOf",
    "attachment": "hasPart", "guides": "legislationApplies", "reports_on": "about",
}  # fmt: skip
_KINDS = {"targets": "target", "deadlines": "deadline", "tasks": "task", "citations": "citation"}
_CONTEXT = 32  # characters before and after a quote, by which it is found again when offsets have moved


def write_jsonld(kb: "KnowledgeBase", ids: list[str], path: Path, language: str) -> None:
    """One JSON-LD graph: every document a Legislation, with what it changes, cites and rests on."""
    known = {ident: _address(ident) for ident in kb.ids()}
    graph = [_legislation(kb.document(ident), known) for ident in ids]
    _write(path, {"@context": _SCHEMA, "@graph": graph})


def _legislation(document: Document, known: dict[str, str]) -> dict[str, Any]:
    meta, told = document.meta, document.identity
    made: dict[str, Any] = {
        "id": _address(document.id),
        "type": "Legislation",
        "legislationIdentifier": meta.symbol or (told.symbol if told else None),
        "legislationType": meta.type,
        "legislationDate": (told.issued if told else None) or meta.issued,
        "name": meta.title,
        "inLanguage": "vi",
        "legislationPassedBy": {"type": "GovernmentOrganization", "name": meta.issuer}
        if meta.issuer
        else None,
        "legislationResponsible": {"type": "Person", "name": meta.signer, "jobTitle": meta.signer_role}
        if meta.signer
        else None,
        "temporalCoverage": f"{meta.period.start}/{meta.period.end}" if meta.period else None,
        "legislationLegalForce": "NotInForce" if document.replaced_by else None,
    }
    for citation in document.citations:
        made.setdefault(_RELATIONS[citation.relation], []).append(_cited(citation, known))
    return {key: value for key, value in made.items() if value is not None}


def _cited(citation: Citation, known: dict[str, str]) -> dict[str, Any]:
    if citation.resolved in known:
        return {"id": known[str(citation.resolved)]}
    said = {
        "type": "Legislation",
        "legislationIdentifier": citation.symbol,
        "legislationType": citation.type,
        "legislationDate": citation.issued,
        "name": citation.title or citation.name,
    }
    return {key: value for key, value in said.items() if value is not None}


def _address(ident: str) -> str:
    return f"{HOME}/kehoach/document/{ident}"


def write_annotations(kb: "KnowledgeBase", ids: list[str], path: Path, language: str) -> None:
    """Every record as an annotation of the document's text, selected by its offsets and by its words."""
    found = []
    for document in map(kb.document, ids):
        for kind, purpose in _KINDS.items():
            found += [_annotation(document, record, purpose) for record in getattr(document, kind)]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "id": f"{HOME}/kehoach/annotations",
        "items": found,
    }
    _write(path, page)


def _annotation(
    document: Document, record: Task | Target | Deadline | Citation, purpose: str
) -> dict[str, Any]:
    start, end, text = record.span.start, record.span.end, document.text
    words = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _CONTEXT) : start],
        "suffix": text[end : end + _CONTEXT],
    }
    return {
        "id": f"{_address(document.id)}#{record.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": purpose},
            {"type": "TextualBody", "purpose": "describing", "value": _said(record), "language": "vi", "format": "text/plain"},
        ],
        "target": {
            "source": {"id": _address(document.id), "type": "Text", "format": "text/plain", "language": "vi"},
            "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, words],
        },
    }  # fmt: skip


def _said(record: Task | Target | Deadline | Citation) -> str:
    if isinstance(record, Target):
        return " ".join(
            str(part)
            for part in (record.indicator, record.op, record.value, record.unit, record.due)
            if part is not None
        )
    if isinstance(record, Task):
        return "; ".join(unit.name for unit in record.lead) or "-"
    if isinstance(record, Deadline):
        return (
            "/".join(filter(None, (record.start, record.end))) or record.recurrence or record.condition or "-"
        )
    return f"{record.relation} {record.symbol or record.name}"


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
