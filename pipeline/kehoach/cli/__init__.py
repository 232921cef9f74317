"""The command ``kehoach``. Every command is first a Python call; heavy parts load when a command needs them."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kehoach import __version__
from kehoach.cli.render import Format
from kehoach.errors import KehoachError, needs

if TYPE_CHECKING:
    from kehoach.model import Finding

app = typer.Typer(
    name="kehoach",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads Vietnamese administrative plans and makes them answerable: who must do what, by when, to reach which number.",
)


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


class Drawing(StrEnum):
    """Forms of the network."""

    tree = "tree"
    dot = "dot"
    mermaid = "mermaid"
    json = "json"


Base = Annotated[Path, typer.Option("--kb", help="Folder of the knowledge base.", show_default=True)]
Lang = Annotated[Language, typer.Option("--lang", help="Language of what people read.")]
Form = Annotated[Format, typer.Option("--format", help="How records are written.")]
DEFAULT_BASE = Path("outputs/kb")


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False) -> None:
    if version:
        typer.echo(f"kehoach {__version__}")
        raise typer.Exit


@app.command()
def build(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders: .txt, .md, .docx, .pdf.")],
    out: Annotated[Path, typer.Option("--out", help="Folder of the knowledge base.")] = DEFAULT_BASE,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, max=256, help="Processes that read side by side.")
    ] = 1,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="Most seconds for one file.")] = 900,
    megabytes: Annotated[
        int, typer.Option("--megabytes", min=256, help="Most memory for one file, in MB.")
    ] = 6144,
    names: Annotated[
        Finder,
        typer.Option(
            "--names", help="Who finds units that the rules do not know; auto: the model where spaCy is."
        ),
    ] = Finder.auto,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no table.")] = False,
    lang: Lang = Language.vi,
) -> None:
    """Build a knowledge base. Exit 0: all read; 1: some files failed (each is listed); 2: wrong usage.

    Example: kehoach build corpus/ --out outputs/kb --jobs 2
    """
    from kehoach.cli.building import run_build
    from kehoach.running import Limits

    limits = Limits(seconds, megabytes)
    raise typer.Exit(run_build(list(inputs), out, jobs, quiet, lang.value, limits, names.value))


@app.command()
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

    Example: kehoach query targets --indicator "bac si" --year 2030
    """
    from kehoach.cli.render import records
    from kehoach.knowledge.base import KnowledgeBase

    with KnowledgeBase(kb) as base:
        rows = base.query(
            kind.value, unit=unit, indicator=indicator, place=place, year=year, due_before=due_before, document=document, type=type, text=text
        )  # fmt: skip
        records(rows, kind.value, form, lang.value)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Words to find, with or without diacritics.")],
    kb: Base = DEFAULT_BASE,
    limit: Annotated[int, typer.Option(min=1, help="How many passages at most.")] = 20,
    form: Form = Format.table,
    lang: Lang = Language.vi,
) -> None:
    """Find passages that hold all the words.

    Example: kehoach search "chi so hanh phuc"
    """
    from kehoach.cli.render import records
    from kehoach.knowledge.base import KnowledgeBase

    with KnowledgeBase(kb) as base:
        records(base.search(text, limit), "search", form, lang.value)


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="Id, symbol or file name.")],
    kb: Base = DEFAULT_BASE,
    form: Form = Format.table,
    lang: Lang = Language.vi,
) -> None:
    """Show one document: outline, what it sets, whom it tasks, what it cites and who cites it.

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


@app.command()
def graph(
    document: Annotated[
        str | None, typer.Argument(help="Id, symbol or file name; all documents when left out.")
    ] = None,
    kb: Base = DEFAULT_BASE,
    mentions: Annotated[bool, typer.Option("--mentions", help="Plain mentions too.")] = False,
    form: Annotated[Drawing, typer.Option("--format", help="Form of the network.")] = Drawing.tree,
    lang: Lang = Language.vi,
) -> None:
    """Show who rests on whom.

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


@app.command()
def check(
    kb: Base = DEFAULT_BASE,
    severity: Annotated[str | None, typer.Option(help="Only error, warning or note.")] = None,
    only: Annotated[str | None, typer.Option("--check", help="Only the findings of one check.")] = None,
    form: Annotated[Report, typer.Option("--format", help="How to write them.")] = Report.table,
    fail_on: Annotated[
        Level, typer.Option(help="Exit with 1 from this gravity on; waived findings do not count.")
    ] = Level.error,
    waivers: Annotated[
        Path | None,
        typer.Option(help="A file of waivers; waivers.yaml in the knowledge base is read by itself."),
    ] = None,
    checks: Annotated[
        Path | None, typer.Option(help="A folder with checks of your own, one .sql file each.")
    ] = None,
    lang: Lang = Language.vi,
) -> None:
    """Check documents against themselves and each other; both quotes are shown.

    Example: kehoach check --severity error --format html > findings.html
    Exit code: 0 nothing found at or above --fail-on, 1 something found, 2 wrong usage.
    """
    from kehoach.knowledge.base import KnowledgeBase

    with KnowledgeBase(kb) as base:
        found = base.check(waivers, checks)
    found = [f for f in found if severity in (None, f.severity) and only in (None, f.check)]
    _write_findings(found, form, checks, lang.value)
    levels = [level.value for level in Level]
    open_ = [f for f in found if not f.waived and levels.index(f.severity) <= levels.index(fail_on.value)]
    if open_ and fail_on is not Level.never:
        raise typer.Exit(1)


def _write_findings(found: "list[Finding]", form: Report, more: Path | None, language: str) -> None:
    import json

    from kehoach.cli import reports
    from kehoach.cli.render import records
    from kehoach.cli.show import finding_rows, show_findings
    from kehoach.knowledge.check import checks

    if form is Report.table:
        show_findings(found, language)
    elif form is Report.sarif:
        log = reports.to_sarif(found, checks(more), language)
        sys.stdout.write(json.dumps(log, ensure_ascii=False, indent=1) + "\n")
    elif form is Report.html:
        sys.stdout.write(reports.to_html(found, checks(more), language))
    else:
        records(finding_rows(found), "findings", Format(form.value), language)


@app.command()
def schema(name: Annotated[str, typer.Argument(help="document, findings or manifest.")] = "document") -> None:
    """Print the JSON Schema (2020-12) of a kind of file.

    Example: kehoach schema findings
    """
    import json

    from kehoach.knowledge.schema import schema as published

    sys.stdout.write(json.dumps(published(name), ensure_ascii=False, indent=1) + "\n")


@app.command()
def rules(form: Form = Format.table, lang: Lang = Language.vi) -> None:
    """List the rules and test them against their examples. Exit 1 when one fails.

    Example: kehoach rules
    """
    from kehoach import rules as loaded
    from kehoach.cli.render import records
    from kehoach.cli.words import say
    from kehoach.knowledge.check import checks

    rows: list[dict[str, Any]] = [
        *loaded.listing(),
        {"file": "checks/*.sql", "list": "checks", "entries": len(checks()), "examples": len(checks())},
    ]
    records(rows, "rules", form, lang.value)
    faults = loaded.validate()
    for fault in faults:
        typer.echo(fault, err=True)
    if form is Format.table:
        words = say(lang.value)
        typer.echo(words["rules_bad"] + f": {len(faults)}" if faults else words["rules_good"])
    if faults:
        raise typer.Exit(1)


@app.command()
def train(
    folders: Annotated[list[Path], typer.Argument(help="Folders of documents; the more bodies, the better.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the weights.")],
    seed: Annotated[
        int, typer.Option("--seed", help="The same documents and seed give the same weights.")
    ] = 1,
    rounds: Annotated[int, typer.Option("--rounds", min=1, max=100, help="Passes over the text.")] = 10,
) -> None:
    """Train the model that finds units the rules do not know. Labels come from the rules; no text is kept.

    Example: kehoach train plans/ letters/ --out model
    """
    with needs("model"):
        from kehoach.training.train import train as run

    score = run(folders, out, seed, rounds, typer.echo)
    typer.echo(f"{out}: P {score['p']:.3f} R {score['r']:.3f} F1 {score['f']:.3f}")


def main() -> None:
    """The entry point: errors of use end in one line that says what to do."""
    try:
        app()
    except KehoachError as error:
        typer.echo(f"kehoach: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has gone, as with "| head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
