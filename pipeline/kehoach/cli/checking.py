"""The commands that judge: check (documents), rules (the rules themselves), schema (the form of the files)."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kehoach.cli.options import DEFAULT_BASE, Base, Form, Lang, Language, Level, Report
from kehoach.cli.render import Format

if TYPE_CHECKING:
    from kehoach.knowledge.records import Finding


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

    \b
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


def schema(name: Annotated[str, typer.Argument(help="document, findings or manifest.")] = "document") -> None:
    """Print the JSON Schema (2020-12) of a kind of file.

    \b
    Example: kehoach schema findings
    """
    import json

    from kehoach.knowledge.schema import schema as published

    sys.stdout.write(json.dumps(published(name), ensure_ascii=False, indent=1) + "\n")


def rules(form: Form = Format.table, lang: Lang = Language.vi) -> None:
    """List the rules and test them against their examples. Exit 1 when one fails.

    \b
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
