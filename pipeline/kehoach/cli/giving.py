"""The commands that give to others: export (files), serve (pages in a browser)."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.options import DEFAULT_BASE, Base, Lang, Language, Shape


def export(
    form: Annotated[Shape, typer.Argument(help="Form of what is written.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="File, or folder for csv and parquet; by default outputs/kehoach.SUFFIX."),
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="Only one document, by id, symbol or file name; docx and akn need it.")
    ] = None,
    kb: Base = DEFAULT_BASE,
    lang: Lang = Language.vi,
) -> None:
    """Write the knowledge base, or one document of it, for other programs and for people.

    xlsx: sheets to follow up tasks; ics: a calendar; csv: tables with a Frictionless schema; parquet: tables with types;
    html: one page to send by mail; docx: a brief on one document; akn: Akoma Ntoso 3.0; jsonld: schema.org Legislation;
    annotations: W3C Web Annotation.

    \b
    Example: kehoach export xlsx --out outputs/theo-doi.xlsx
    Example: kehoach export docx --document 118/KH-UBND --out outputs/tom-tat.docx
    """
    from kehoach.exporting import FORMS
    from kehoach.exporting import export as write
    from kehoach.knowledge.base import KnowledgeBase

    suffix = FORMS[form.value].suffix
    path = out or Path("outputs") / (f"kehoach{suffix}" if suffix else f"kehoach-{form.value}")
    with KnowledgeBase(kb) as base:
        typer.echo(write(base, form.value, path, document, lang.value))


def serve(
    kb: Base = DEFAULT_BASE,
    host: Annotated[
        str, typer.Option(help="Address to listen on; others than 127.0.0.1 let other computers read.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8001,
    show: Annotated[bool, typer.Option("--open", help="Open a browser.")] = False,
    work: Annotated[
        bool, typer.Option("--work", help="Let people drop files, correct records and follow tasks up.")
    ] = False,
    inbox: Annotated[
        Path | None,
        typer.Option(
            "--inbox", help="Folder that keeps dropped files; by default the one that was built from."
        ),
    ] = None,
    password: Annotated[
        str | None,
        typer.Option(
            envvar="KEHOACH_PASSWORD", help="Ask for this password; needed for work from other computers."
        ),
    ] = None,
    lang: Lang = Language.vi,
) -> None:
    """Show the knowledge base in a browser: documents, tasks, targets, the network, what disagrees. Ctrl+C stops.

    With --work also a place to work in: drop files, confirm and mend records, tell how far tasks are.

    \b
    Example: kehoach serve --kb outputs/kb --open
    Example: kehoach serve --kb outputs/kb --work --inbox incoming --open
    """
    import webbrowser

    from kehoach.cli.words import say
    from kehoach.errors import needs

    with needs("serve"):
        from kehoach.serving.run import inbox_of
        from kehoach.serving.run import serve as run

    def started(address: str) -> None:
        typer.echo(f"{say(lang.value)['serving']}: {address}?lang={lang.value}")
        if show:
            webbrowser.open(f"{address}?lang={lang.value}")

    known = inbox_of(kb) if work else None
    run(kb, host, port, started, (inbox or known) if work else None, password)
