"""How records show themselves in a notebook: small HTML tables, everything escaped. The notebook is told by their names, so that
none of them knows how it is shown."""

from html import escape
from typing import Any

from kehoach.knowledge.base import KnowledgeBase
from kehoach.knowledge.records import Finding
from kehoach.model import Document

_KINDS = ("documents", "sections", "targets", "tasks", "deadlines", "citations")


def register(shell: Any) -> None:
    """Tells an IPython shell how to show knowledge bases, documents and findings."""
    tables = shell.display_formatter.formatters["text/html"]
    tables.for_type(KnowledgeBase, base_html)
    tables.for_type(Document, document_html)
    tables.for_type(Finding, finding_html)


def base_html(kb: KnowledgeBase) -> str:
    """A knowledge base: how many of what, and what disagrees."""
    counts = {kind: kb.database.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] for kind in _KINDS}
    found = kb.check()
    counts |= {
        f"{level}s": sum(f.severity == level and f.waived is None for f in found)
        for level in ("error", "warning", "note")
    }
    heads = "".join(f"<th>{escape(name)}</th>" for name in counts)
    cells = "".join(f"<td>{number:,}</td>" for number in counts.values())
    return f"<table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>"


def document_html(document: Document) -> str:
    """A document: its letterhead, how many records it holds, and its first tasks."""
    meta = document.meta
    facts = {
        "symbol": meta.symbol,
        "type": meta.type,
        "issuer": meta.issuer,
        "issued": meta.issued,
        "title": meta.title,
        "signer": meta.signer,
    }
    rows = "".join(
        f"<tr><th>{name}</th><td>{escape(value)}</td></tr>" for name, value in facts.items() if value
    )
    counts = ", ".join(f"{len(getattr(document, kind))} {kind}" for kind in _KINDS[1:])
    return f"<table><caption>{escape(document.id)}</caption><tbody>{rows}<tr><th>holds</th><td>{counts}</td></tr></tbody></table>"


def finding_html(finding: Finding) -> str:
    """A finding: what it says, and both quotes with their places."""
    quotes = "".join(
        f"<tr><td>{escape(e.path)}, {e.start}-{e.end}</td><td>{escape(e.quote)}</td></tr>"
        for e in finding.evidence
    )
    return f"<p><strong>{finding.severity}</strong> {escape(finding.check)}: {escape(finding.message_vi)}</p><table><tbody>{quotes}</tbody></table>"
