"""The commands that ask a knowledge base: query, search, show, graph."""

import sys
from typing import Annotated

import typer

from kehoach.cli.options import DEFAULT_BASE, Base, Drawing, Form, Kind, Lang, Language, documents
from kehoach.cli.render import Format


def query(
    kind: Annotated[Kind, typer.Argument(help="Which records.")],
    kb: Base = DEFAULT_BASE,
    unit: Annotated[str | None, typer.Option(help="Part of a unit's name.")] = None,
    indicator: Annotated[str | None, typer.Option(help="Part of an indicator's name, or its id.")] = None,
    place: Annotated[str | None, typer.Option(help="Part of a place's name.")] = None,
    year: Annotated[int | None, typer.Option(help="Year in which it falls due or was issued.")] = None,
    due_before: Annotated[str | None, typer.Option(help="Last day: 2026-12-31 or 31/12/2026.")] = None,
    document: Annotated[
        str | None, typer.Option(help="Part of a document's id, symbol or file name.")
    ] = None,
    type: Annotated[str | None, typer.Option(help="Kind of document: KH, QĐ, CV ...")] = None,
    text: Annotated[str | None, typer.Option(help="Words of the quote.")] = None,
    form: Form = Format.table,
    lang: Lang = Language.vi,
) -> None:
    """List records that meet all filters. Words without diacritics find words with them.

    \b
    Example: kehoach query targets --indicator "bac si" --year 2030
    """
    from kehoach.cli.render import records
    from kehoach.knowledge.base import KnowledgeBase

    with KnowledgeBase(kb) as base:
        rows = base.query(
            kind.value, unit=unit, indicator=indicator, place=place, year=year, due_before=due_before, document=document, type=type, text=text
        )  # fmt: skip
        records(rows, kind.value, form, lang.value)


def search(
    text: Annotated[str, typer.Argument(help="Words to find, with or without diacritics.")],
    kb: Base = DEFAULT_BASE,
    limit: Annotated[int, typer.Option(min=1, help="How many passages at most.")] = 20,
    form: Form = Format.table,
    lang: Lang = Language.vi,
) -> None:
    """Find passages that hold all the words.

    \b
    Example: kehoach search "chi so hanh phuc"
    """
    from kehoach.cli.render import records
    from kehoach.knowledge.base import KnowledgeBase

    with KnowledgeBase(kb) as base:
        records(base.search(text, limit), "search", form, lang.value)


def show(
    document: Annotated[str, typer.Argument(help="Id, symbol or file name.", autocompletion=documents)],
    kb: Base = DEFAULT_BASE,
    form: Form = Format.table,
    lang: Lang = Language.vi,
) -> None:
    """Show one document: outline, what it sets, whom it tasks, what it cites and who cites it.

    \b
    Example: kehoach show 195/KH-UBND
    """
    from kehoach.knowledge.base import KnowledgeBase

    with KnowledgeBase(kb) as base:
        record = base.document(document)
        if form is Format.table:
            from kehoach.cli.show import show_document

            show_document(base, record, lang.value)
            return
        if form is Format.csv:
            raise typer.BadParameter(
                "A document has no CSV form; use --format json, or kehoach query.", param_hint="--format"
            )
        from kehoach.knowledge.store import to_json

        sys.stdout.write(to_json(record).decode())


def graph(
    document: Annotated[
        str | None,
        typer.Argument(
            help="Id, symbol or file name; all documents when left out.", autocompletion=documents
        ),
    ] = None,
    kb: Base = DEFAULT_BASE,
    mentions: Annotated[bool, typer.Option("--mentions", help="Plain mentions too.")] = False,
    form: Annotated[Drawing, typer.Option("--format", help="Form of the network.")] = Drawing.tree,
    lang: Lang = Language.vi,
) -> None:
    """Show who rests on whom.

    \b
    Example: kehoach graph 215/KH-UBND
    """
    from kehoach.cli.show import show_graph
    from kehoach.knowledge import graph as graphs
    from kehoach.knowledge.base import KnowledgeBase
    from kehoach.knowledge.store import to_json

    with KnowledgeBase(kb) as base:
        if form is Drawing.tree:
            show_graph(base, document, lang.value, mentions)
            return
        network = base.graph(document, mentions)
        if form is Drawing.json:
            sys.stdout.write(to_json(network).decode())
        else:
            sys.stdout.write(graphs.to_dot(network) if form is Drawing.dot else graphs.to_mermaid(network))
