"""Doubtful records, one after another in the terminal: right, wrong, or left for later, with one key each."""

import sys

import typer

from kehoach.cli.words import say
from kehoach.errors import UsageError
from kehoach.knowledge import corrections
from kehoach.knowledge.base import KnowledgeBase
from kehoach.knowledge.kinds import Record, record_of
from kehoach.knowledge.review import Doubt
from kehoach.model import Deadline, Target, Task
from kehoach.text import sentence_at
from kehoach.wording import told_amount, told_when, told_year


def ask(base: KnowledgeBase, found: list[Doubt], by: str, language: str) -> None:
    """Asks about each doubt until they end or the person stops. Raises UsageError without a name."""
    if not by.strip():
        raise UsageError("A change needs the name of the person who makes it.", "Give it with --by.")
    words = say(language)
    for number, doubt in enumerate(found, 1):
        document = base.document(doubt.document)
        record = record_of(document, doubt.kind, doubt.record)
        if record is None:
            continue
        sentence = sentence_at(document.text, record.span.start, record.span.end)
        typer.echo(f"\n[{number}/{len(found)}] {doubt.document} {doubt.kind} {doubt.confidence:.2f}\n  {sentence}\n  → {told(record, language)}")  # fmt: skip
        key = _key(words["judge"])
        if key == "q":
            return
        if key in ("d", "s"):
            verdict = "right" if key == "d" else "wrong"
            anchor = corrections.anchor_for(document, doubt.kind, doubt.record)
            said = corrections.correction(doubt.kind, verdict, anchor, by, corrections.values_of(record))  # type: ignore[arg-type]
            corrections.say(base.folder, said, doubt.document)


def _key(prompt: str) -> str:
    """One key; Enter leaves the record for later, the end of the input stops."""
    typer.echo(f"  {prompt} ", nl=False)
    if not sys.stdin.isatty():
        return sys.stdin.read(1).lower() or "q"
    try:
        return str(typer.getchar(echo=True)).lower()
    except (EOFError, KeyboardInterrupt):
        return "q"


def told(record: Record, language: str) -> str:
    """A record's values on one line."""
    if isinstance(record, Target):
        due = f" ({told_year(record.due, language)})" if record.due else ""
        return f"{record.indicator}: {told_amount(record, language)}{due}"
    if isinstance(record, Task):
        lead = "; ".join(u.name for u in record.lead) or "?"
        return ", ".join(part for part in (lead, told_when(record.deadline, language)) if part)
    if isinstance(record, Deadline):
        return told_when(record, language)
    return f"{record.symbol or record.name} {record.issued or ''} {record.relation}"
