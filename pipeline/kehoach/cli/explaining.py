"""The command that tells why a record says what it says: explain."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.options import DEFAULT_BASE, Base, Lang, Language
from kehoach.cli.render import Format

if TYPE_CHECKING:
    from kehoach.knowledge.explain import Explanation


def explain(
    record: Annotated[str, typer.Argument(help='Document and record: "118/KH-UBND#t3".')],
    kb: Base = DEFAULT_BASE,
    form: Annotated[Format, typer.Option("--format", help="table or json.")] = Format.table,
    lang: Lang = Language.vi,
) -> None:
    """Tell where a record comes from: file and page, the words that tell each value, how it was resolved.

    \b
    Example: kehoach explain "118/KH-UBND#t3"
    """
    from kehoach.knowledge.base import KnowledgeBase
    from kehoach.knowledge.explain import explain as explained
    from kehoach.knowledge.store import to_json

    if form is Format.csv:
        raise typer.BadParameter("An explanation has no CSV form; use --format json.", param_hint="--format")
    with KnowledgeBase(kb) as base:
        found = explained(base, record)
    if form is Format.json:
        sys.stdout.write(to_json(found).decode())
    else:
        _table(found, lang.value)


def _table(found: "Explanation", language: str) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from kehoach.knowledge.explain import said

    console, origin = Console(highlight=False), found.origin
    console.print(f"[bold]{escape(found.document)}#{escape(found.record)}[/bold] “{escape(found.quote)}”")
    place = f", {said('page', language)} {origin.page}" if origin.page else ""
    lines = {
        "file": f"{origin.path}{place}, {found.span.start}-{found.span.end}, SHA-256 {origin.sha256}",
        "obtained": origin.page_obtained or origin.obtained,
        "section": " › ".join(found.sections),
        "read-by": f"kehoach {origin.version}, rules {origin.rules}, {origin.names}",
        "confidence": f"{found.confidence:g}: {', '.join(said(g, language) for g in found.grounds)}",
        "signals": "; ".join(f"{said(s.name, language)} ({s.weight:+g})" for s in found.signals),
    }
    for code, text in lines.items():
        if text:
            console.print(f"  {said(code, language)}: {escape(text)}")
    table = Table(header_style="bold")
    for code in ("field", "value", "where", "quoted"):
        table.add_column(said(code, language), overflow="fold")
    for step in found.steps:
        note = f" ({said(step.note, language)})" if step.note else ""
        row = (
            said(f"field.{step.field}", language),
            step.value,
            said(step.how, language) + note,
            step.words or "",
        )
        table.add_row(*map(escape, row))
    console.print(table)
