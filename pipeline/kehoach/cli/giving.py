"""The commands that give to others: export (files)."""

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
