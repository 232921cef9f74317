"""Options and choices that commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.render import Format


class Language(StrEnum):
    """The language of what people read."""

    vi = "vi"
    en = "en"


class Kind(StrEnum):
    """Kinds of records."""

    documents = "documents"
    targets = "targets"
    tasks = "tasks"
    deadlines = "deadlines"
    citations = "citations"
    units = "units"
    stubs = "stubs"


class Finder(StrEnum):
    """Who finds units that the rules do not know."""

    auto = "auto"
    rules = "rules"
    model = "model"
    underthesea = "underthesea"


class Engine(StrEnum):
    """Who reads the files of a build."""

    local = "local"
    ray = "ray"


class Drawing(StrEnum):
    """Forms of the network."""

    tree = "tree"
    dot = "dot"
    mermaid = "mermaid"
    json = "json"


class Report(StrEnum):
    """How findings are written."""

    table = "table"
    json = "json"
    csv = "csv"
    sarif = "sarif"
    html = "html"


class Level(StrEnum):
    """From which gravity on findings make the command fail."""

    error = "error"
    warning = "warning"
    note = "note"
    never = "never"


class Shape(StrEnum):
    """Forms in which a knowledge base is given to others."""

    xlsx = "xlsx"
    ics = "ics"
    csv = "csv"
    parquet = "parquet"
    html = "html"
    docx = "docx"
    akn = "akn"
    jsonld = "jsonld"
    annotations = "annotations"


def documents(ctx: typer.Context, incomplete: str) -> list[str]:
    """For the completion of the shell: the symbols of the knowledge base that begin so."""
    from kehoach.errors import KehoachError
    from kehoach.knowledge.base import KnowledgeBase

    try:
        with KnowledgeBase(ctx.params.get("kb") or DEFAULT_BASE) as base:
            known = [str(row["symbol"] or row["id"]) for row in base.query("documents")]
    except KehoachError:
        return []
    return [name for name in dict.fromkeys(known) if name.lower().startswith(incomplete.lower())]


Base = Annotated[Path, typer.Option("--kb", help="Folder of the knowledge base.", show_default=True)]
Lang = Annotated[Language, typer.Option("--lang", help="Language of what people read.")]
Form = Annotated[Format, typer.Option("--format", help="How records are written.")]
DEFAULT_BASE = Path("outputs/kb")
