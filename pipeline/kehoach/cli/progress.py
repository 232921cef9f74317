"""The command ``build`` in a terminal: progress with time left, and a closing table."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from kehoach.cli.words import say
from kehoach.recognition import Names
from kehoach.running import Limits, Report, build

_COUNTS = ("documents", "sections", "targets", "tasks", "deadlines", "citations", "resolved", "findings")


def run_build(
    inputs: list[Path], out: Path, jobs: int, quiet: bool, language: str, limits: Limits, names: Names
) -> int:
    """Builds, shows, and returns the exit status: 0 all read, 1 some files failed."""
    words = say(language)
    errors = Console(stderr=True, highlight=False)
    if quiet:
        report = build(inputs, out, jobs, limits=limits, names=names)
    else:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=errors, transient=True) as bar:
            line = bar.add_task(words["reading"], total=None)
            report = build(
                inputs,
                out,
                jobs,
                lambda done, total, path: bar.update(
                    line, completed=done, total=total, description=escape(path[-48:])
                ),
                limits,
                names,
            )
        _closing(report, out, words)
    for entry in report.failed:
        errors.print(
            f"[red]{words['failed']}[/red] {escape(entry.path)}: {escape(entry.reason or '')} {escape(entry.hint or '')}"
        )
    return 1 if report.failed else 0


def _closing(report: Report, out: Path, words: dict[str, str]) -> None:
    console = Console(highlight=False)
    table = Table(title=f"{words['built']}: {out}", show_header=False, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    for name in _COUNTS:
        table.add_row(words[name], f"{report.counts[name]:,}".replace(",", "."))
    if report.failed:
        table.add_row(f"[red]{words['failed']}[/red]", str(len(report.failed)))
    console.print(table)
    unchanged = len(report.entries) - report.reread
    console.print(
        f"{report.reread} {words['read_anew']}, {unchanged} {words['unchanged']}, {report.seconds:.1f} {words['seconds']}"
    )
