"""Records as a table for people, or as JSON or CSV for programs."""

import csv
import json
import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from kehoach.cli.words import column, say
from kehoach.wording import RECURRENCE, told_day, told_number, told_relation

# What a table shows of each kind of record; JSON and CSV hold everything.
SHOWN: dict[str, tuple[str, ...]] = {
    "documents": ("symbol", "type", "issued", "issuer", "title", "path"),
    "targets": ("symbol", "indicator", "op", "value", "value_max", "unit", "due", "place"),
    "tasks": ("symbol", "task", "lead", "support", "start_date", "end_date", "recurrence"),
    "deadlines": ("symbol", "quote", "start_date", "end_date", "recurrence", "condition"),
    "citations": ("citing", "cited", "issued", "relation", "status", "quote"),
    "stubs": ("cited", "type", "issued", "issuers", "title", "cited_by"),
    "units": ("unit", "leads", "supports", "documents"),
    "search": ("symbol", "passage", "document"),
    "compare": ("verdict", "parent", "child", "parent_sentence"),
    "review": ("why", "quote", "confidence", "document", "record"),
    "rules": ("file", "list", "entries", "examples"),
}
_LONGEST = 160
_DAYS = ("issued", "start_date", "end_date", "due")
_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}|-{2,3}[\d-]+")


class Format(StrEnum):
    """How records are written."""

    table = "table"
    json = "json"
    csv = "csv"


def records(rows: Sequence[dict[str, Any]], kind: str, form: Format, language: str) -> None:
    """Writes records to standard output."""
    if form is Format.json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    elif form is Format.csv:
        _csv(rows)
    else:
        _table(rows, kind, language)


def _csv(rows: Sequence[dict[str, Any]]) -> None:
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _table(rows: Sequence[dict[str, Any]], kind: str, language: str) -> None:
    from rich.console import Console
    from rich.table import Table

    words = say(language)
    console = Console()
    if not rows:
        console.print(words["none"])
        return
    shown = [name for name in SHOWN[kind] if any(row.get(name) not in (None, "") for row in rows)]
    table = Table(
        show_lines=any(len(str(v or "")) > 60 for row in rows[:50] for v in row.values()), header_style="bold"
    )
    for name in shown:
        table.add_column(column(name, language), overflow="fold")
    for row in rows:
        table.add_row(*(cell(name, row.get(name), language) for name in shown))
    console.print(table)
    console.print(f"{len(rows)} {words['rows']}")


def cell(name: str, value: object, language: str) -> str:
    """A value as people read it: short, days and numbers as they write them, without Rich's markup."""
    if value is None:
        return ""
    if isinstance(value, float):
        return told_number(value, language)
    text = str(value)
    if name == "recurrence":
        text = RECURRENCE[language].get(text, text)
    elif name == "relation":
        text = told_relation(text, language)
    elif name in _DAYS and _DAY.fullmatch(text):
        text = told_day(text)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return text.replace("[", "\\[")
