"""The commands for those who follow work up: compare, review, import (a sheet that comes back), due (a reminder), mcp (for assistants)."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.options import DEFAULT_BASE, Base, Form, Lang, Language, documents
from kehoach.cli.render import Format

if TYPE_CHECKING:
    from kehoach.exporting.sheets_back import Change


class Letter(StrEnum):
    """Forms of a reminder."""

    text = "text"
    html = "html"
    eml = "eml"


class As(StrEnum):
    """How two documents stand to each other."""

    auto = "auto"
    child = "child"
    versions = "versions"


By = Annotated[str, typer.Option("--by", envvar="KEHOACH_NAME", help="Your name, kept with what you change.")]
Today = Annotated[str | None, typer.Option("--today", help="The day from which time is told, as 2026-06-30.")]


def compare(
    parent: Annotated[
        str, typer.Argument(help="The parent, or the earlier version.", autocompletion=documents)
    ],
    child: Annotated[str, typer.Argument(help="The child, or the later version.", autocompletion=documents)],
    kb: Base = DEFAULT_BASE,
    out: Annotated[Path | None, typer.Option("--out", help="Write it to a file: .xlsx or .docx.")] = None,
    how: Annotated[
        As, typer.Option("--as", help="Parent and child, or two versions of one document.")
    ] = As.auto,
    verdict: Annotated[str | None, typer.Option(help="Only left-out, weaker, later, other-unit ...")] = None,
    form: Form = Format.table,
    lang: Lang = Language.vi,
) -> None:
    """Tell what a child takes up of its parent, leaves out, weakens, delays or gives to another unit.

    \b
    Example: kehoach compare 09-CTr/TU 118/KH-UBND
    Example: kehoach compare draft.docx final.pdf --as versions --out outputs/difference.docx
    """
    from kehoach.cli.render import records
    from kehoach.exporting.comparison import told_side, told_verdicts, write_comparison
    from kehoach.knowledge.base import KnowledgeBase
    from kehoach.knowledge.compare import compare as run

    with KnowledgeBase(kb) as base:
        versions = None if how is As.auto else how is As.versions
        made = run(base.document(parent), base.document(child), versions)
        if out:
            out.parent.mkdir(parents=True, exist_ok=True)
            typer.echo(write_comparison(base, made, out, lang.value))
            return
    rows = [
        {
            "kind": pair.kind,
            "verdict": told_verdicts(pair, lang.value) if form is Format.table else ",".join(pair.verdicts),
            "parent": told_side(pair, pair.parent, lang.value),
            "child": told_side(pair, pair.child, lang.value),
            "parent_sentence": pair.parent.sentence if pair.parent else None,
            "child_sentence": pair.child.sentence if pair.child else None,
            "parent_record": pair.parent.id if pair.parent else None,
            "child_record": pair.child.id if pair.child else None,
            "expected": pair.expected,
        }
        for pair in made.pairs
        if verdict is None or verdict in pair.verdicts
    ]
    records(rows, "compare", form, lang.value)


def review(
    kb: Base = DEFAULT_BASE,
    gold: Annotated[
        Path | None,
        typer.Option("--gold", help="Write what was judged as reference annotations into this folder."),
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only targets, tasks, deadlines or citations.")] = None,
    document: Annotated[str | None, typer.Option(help="Only one document.", autocompletion=documents)] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
    answer: Annotated[
        bool, typer.Option("--answer", help="Ask about one after another; answers are kept.")
    ] = False,
    by: By = "",
    form: Form = Format.table,
    lang: Lang = Language.vi,
) -> None:
    """List what is doubtful, the most useful first; judge it with --answer; give what was judged as annotations with --gold.

    \b
    Example: kehoach review --kind targets
    Example: kehoach review --answer --by "Nguyễn Văn Mẫu"
    Example: kehoach review --gold outputs/gold
    """
    from contextlib import closing

    from kehoach.cli.judging import ask
    from kehoach.cli.render import records
    from kehoach.cli.words import say
    from kehoach.knowledge.base import KnowledgeBase
    from kehoach.knowledge.kinds import RECORDS
    from kehoach.knowledge.review import doubts, lost, tally, write_gold

    if kind is not None and kind not in RECORDS:
        raise typer.BadParameter(", ".join(RECORDS), param_hint="--kind")
    with KnowledgeBase(kb) as base, closing(base.desk()) as desk:
        if gold:
            written = write_gold(map(base.document, base.ids()), gold)
            if not written:
                typer.echo(say(lang.value)["unjudged"])
            for name, states in written:
                typer.echo(
                    f"{gold / name}.json: " + ", ".join(f"{key} {state}" for key, state in states.items())
                )
            return
        ident = base.find(document) if document else None
        found = doubts(base.database, desk, kind, limit, ident)
        if answer:
            ask(base, found, by, lang.value)
            return
        rows = [{"kind": d.kind, "why": d.why, "confidence": d.confidence, "quote": d.quote, "document": d.document, "record": d.record, "page": d.page} for d in found]  # fmt: skip
        records(rows, "review", form, lang.value)
        if form is Format.table:
            words = say(lang.value)
            counts = ", ".join(f"{words['said_' + key]} {count}" for key, count in tally(kb).items())
            gone = len(lost(base.database, kb, base.document))
            typer.echo(f"{counts}; {words['said_lost']} {gone}")


def take_back(
    sheet: Annotated[Path, typer.Argument(help="The sheet that was filled in.", exists=True, dir_okay=False)],
    kb: Base = DEFAULT_BASE,
    by: By = "",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Take conflicting rows over too.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")] = False,
    lang: Lang = Language.vi,
) -> None:
    """Take a follow-up sheet back: rows are matched, conflicts are shown, nothing is overwritten unasked.

    A row conflicts where the task was changed here after the sheet went out. Exit 1 when there are conflicts, rows that fit no
    task, or words that are no status.

    \b
    Example: kehoach import follow-up.xlsx --by "Nguyễn Văn Mẫu"
    """
    from contextlib import closing

    from kehoach.cli.words import say
    from kehoach.errors import UsageError
    from kehoach.exporting.sheets_back import read_back, take_over
    from kehoach.knowledge.desk import open_desk

    words = say(lang.value)
    if not by.strip() and not dry_run:
        raise UsageError("A change needs the name of the person who makes it.", "Give it with --by.")
    with closing(open_desk(kb)) as desk:
        back = read_back(sheet, desk)
    taken = [change for change in back.changes if overwrite or not change.conflict]
    for change in back.changes:
        typer.echo(_told(change, words, change in taken, lang.value))
    for row, text in (*back.unmatched, *back.wrong):
        typer.echo(f"{words['row']} {row}: {words['no_fit']}: {text}")
    if not dry_run:
        take_over(kb, taken, by.strip())
    typer.echo(f"{len(taken)} {words['taken']}, {len(back.changes) - len(taken)} {words['conflicts']}, {back.same} {words['unchanged']}")  # fmt: skip
    if len(taken) < len(back.changes) or back.unmatched or back.wrong:
        raise typer.Exit(1)


def _told(change: "Change", words: dict[str, str], taken: bool, language: str) -> str:
    from kehoach.knowledge.followup import NAMES

    names = NAMES[language]
    mark = "+" if taken else "!"
    conflict = f" ({words['conflict']}: {change.before_by or '?'})" if change.conflict else ""
    rest = ", ".join(part for part in (change.note, change.proof) if part)
    return f"{mark} {words['row']} {change.row} {change.name}: {names[change.before[0]]} → {names[change.status]}{f' [{rest}]' if rest else ''}{conflict}"  # fmt: skip


def due(
    days: Annotated[
        int, typer.Option("--days", min=0, max=3660, help="What falls due within so many days.")
    ] = 7,
    kb: Base = DEFAULT_BASE,
    unit: Annotated[str | None, typer.Option(help="Only one unit.")] = None,
    form: Annotated[
        Letter, typer.Option("--format", help="text, html, or eml: a mail ready to be sent.")
    ] = Letter.text,
    to: Annotated[str | None, typer.Option("--to", help="Address of the mail.")] = None,
    sender: Annotated[str | None, typer.Option("--from", help="Sender of the mail.")] = None,
    today: Today = None,
    lang: Lang = Language.vi,
) -> None:
    """Tell what is overdue and what falls due soon, unit by unit: for cron. Exit 0 also when there is nothing.

    \b
    Example: kehoach due --days 7 --unit "Sở Y tế"
    Example: kehoach due --days 30 --format eml --to van-phong@example.vn > due.eml
    """
    from contextlib import closing

    from kehoach.errors import UsageError
    from kehoach.exporting import reminder
    from kehoach.knowledge.desk import open_desk

    try:
        day = date.fromisoformat(today) if today else date.today()
    except ValueError as error:
        raise UsageError(f"{today!r} is not a date.", "Write 2026-12-31 or 31/12/2026.") from error
    with closing(open_desk(kb)) as desk:
        rows = reminder.due_tasks(desk, day, days, unit)
    if form is Letter.eml:
        sys.stdout.buffer.write(reminder.to_eml(rows, day, days, lang.value, to, sender))
    else:
        make = reminder.to_html if form is Letter.html else reminder.to_text
        sys.stdout.write(make(rows, day, days, lang.value))


def mcp(kb: Base = DEFAULT_BASE, lang: Lang = Language.vi) -> None:
    """Answer assistants over the Model Context Protocol on standard input and output; every answer with quotes and places.

    \b
    Example: kehoach mcp --kb outputs/kb
    """
    from kehoach.errors import needs

    with needs("mcp"):
        from kehoach.exporting.assistant import run

    run(kb, lang.value)
