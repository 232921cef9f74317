"""What ``build`` and ``watch`` tell while they run and at the end: a bar and tables for people, JSON lines for programs."""

import json
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from kehoach.cli.words import say
from kehoach.knowledge.records import Entry
from kehoach.running import Report, Step
from kehoach.running.news import News
from kehoach.wording import told_message

_COUNTS = ("documents", "sections", "targets", "tasks", "deadlines", "citations", "resolved", "findings")
_FEW = 8


class Teller:
    """Tells nothing but the files that failed: ``--quiet``. The other tellers add to it."""

    def __init__(self, language: str) -> None:
        self.words = say(language)
        self.language = language
        self.errors = Console(stderr=True, highlight=False)

    def step(self, step: Step) -> None:
        """One file more."""

    def finish(self, report: Report, out: Path) -> None:
        """The build is done."""
        for entry in report.failed:
            self.errors.print(_failure(entry, self.words))

    def close(self) -> None:
        """Nothing more will come."""


class Lines(Teller):
    """One JSON object a line on the standard output, each with its time: for cron and log collectors."""

    def step(self, step: Step) -> None:
        if step.last is None:
            self._write("start", total=step.total)
        else:
            last = step.last
            self._write(last.outcome, path=last.path, done=step.done, total=step.total, document=last.document, obtained=last.obtained,
                        pages=last.pages, warnings=last.warnings, reason=last.reason, hint=last.hint)  # fmt: skip

    def finish(self, report: Report, out: Path) -> None:
        told = report.news
        self._write(
            "done", out=str(out), seconds=round(report.seconds, 2), read_anew=report.reread, counts=report.counts, failed=[e.path for e in report.failed],
            new=[e.path for e in told.new], changed=[e.path for e in told.changed], gone=told.gone,
            appeared=[self._finding(f) for f in told.appeared], settled=[f.id for f in told.settled],
        )  # fmt: skip

    def _finding(self, finding: Any) -> dict[str, Any]:
        message = finding.message_vi if self.language == "vi" else finding.message_en
        documents = list(dict.fromkeys(e.document for e in finding.evidence))
        return {"id": finding.id, "check": finding.check, "severity": finding.severity, "message": message, "documents": documents}  # fmt: skip

    def _write(self, event: str, **values: Any) -> None:
        line = {"time": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "event": event}
        line |= {k: v for k, v in values.items() if v is not None}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()


class _Rate(ProgressColumn):
    """Files a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="dim")


class Bar(Teller):
    """A bar with counts, rate, time left and the file that is being read; at the end tables, and what needs a person."""

    def __init__(self, language: str, closing: bool = True) -> None:
        super().__init__(language)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
        )
        self.bar = Progress(*columns, console=self.errors, transient=True)
        self.line = self.bar.add_task(self.words["reading"], total=None)
        self.closing = closing

    def step(self, step: Step) -> None:
        if step.last is None:
            self.bar.start()
            self.bar.reset(self.line, total=step.total)
        reading = escape((step.reading or "")[-48:])
        self.bar.update(
            self.line, completed=step.done, total=step.total, description=reading or self.words["linking"]
        )

    def finish(self, report: Report, out: Path) -> None:
        self.bar.stop()
        if self.closing:
            _table(report, out, self.words)
        _news(report.news, self.words, self.language, everything=self.closing is False)
        _needs_a_person(report, self.words)
        super().finish(report, out)

    def close(self) -> None:
        self.bar.stop()


def teller(quiet: bool, lines: bool, language: str, closing: bool = True) -> Teller:
    """The one that is asked for."""
    if lines:
        return Lines(language)
    return Teller(language) if quiet else Bar(language, closing)


def _failure(entry: Entry, words: dict[str, str]) -> str:
    told = (escape(told_message(part, words["code"])) for part in (entry.reason, entry.hint))
    return f"[red]{words['failed']}[/red] {escape(entry.path)}: {' '.join(told)}"


def _table(report: Report, out: Path, words: dict[str, str]) -> None:
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


def _news(told: News, words: dict[str, str], language: str, everything: bool) -> None:
    """What is new, changed, gone and contradictory; after a first build, where all is new, the table has said it."""
    console = Console(highlight=False)
    first = not (everything or told.changed or told.gone or told.settled)
    if first:
        return
    stamp = time.strftime("%H:%M:%S")
    for name, paths in (
        ("new", [e.path for e in told.new]),
        ("changed", [e.path for e in told.changed]),
        ("gone", told.gone),
    ):
        if paths:
            console.print(f"{stamp} [bold]{words[name]}[/bold] {escape(_some(paths))}")
    for name, found in (("appeared", told.appeared), ("settled", told.settled)):
        for finding in found[:_FEW]:
            message = finding.message_vi if language == "vi" else finding.message_en
            files = ", ".join(dict.fromkeys(e.path for e in finding.evidence))
            console.print(
                f"{stamp} [bold]{words[name]}[/bold] {words[finding.severity]}: {escape(message)} ({escape(files)})"
            )
        if len(found) > _FEW:
            console.print(f"{stamp} [bold]{words[name]}[/bold] +{len(found) - _FEW}: kehoach check")


def _needs_a_person(report: Report, words: dict[str, str]) -> None:
    """Files that failed, doubts, contradictions: what no program can settle."""
    doubtful = [e for e in report.entries if e.outcome == "read" and e.warnings]
    grave = {
        level: sum(f.severity == level and f.waived is None for f in report.findings)
        for level in ("error", "warning")
    }
    lines = []
    if report.failed:
        lines.append(f"{len(report.failed)} {words['to_fix']}")
    if doubtful:
        lines.append(f"{len(doubtful)} {words['to_look_at']}: {_some([e.path for e in doubtful])}")
    if any(grave.values()):
        lines.append(
            f"{grave['error']} {words['error']}, {grave['warning']} {words['warning']}: kehoach check, kehoach serve"
        )
    if lines:
        console = Console(highlight=False)
        console.print(f"[bold]{words['needs_you']}[/bold]")
        for line in lines:
            console.print(f"  {escape(line)}")


def _some(paths: list[str]) -> str:
    return ", ".join(paths[:_FEW]) + (f" +{len(paths) - _FEW}" if len(paths) > _FEW else "")
