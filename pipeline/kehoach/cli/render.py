"""Records as a table for people, or as JSON or CSV for programs."""

import csv
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from kehoach.cli.words import column, say

# What a table shows of each kind of record; JSON and CSV hold everything.
_SHOWN: dict[str, tuple[str, ...]] = {
    "documents": ("symbol", "type", "issued", "issuer", "title", "path"),
    "targets": ("symbol", "indicator", "op", "value", "value_max", "unit", "due", "place"),
    "tasks": ("symbol", "task", "lead", "support", "start_date", "end_date", "recurrence"),
    "deadlines": ("symbol", "quote", "start_date", "end_date", "recurrence", "condition"),
    "citations": ("citing", "cited", "issued", "relation", "status", "quote"),
    "stubs": ("cited", "type", "issued", "issuers", "title", "cited_by"),
    "units": ("unit", "leads", "supports", "documents"),
    "search": ("symbol", "passage", "document"),
    "rules": ("file", "list", "entries", "examples"),
}
_LONGEST = 160


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
    shown = [name for name in _SHOWN[kind] if any(row.get(name) not in (None, "") for row in rows)]
    table = Table(
        show_lines=any(len(str(v or "")) > 60 for row in rows[:50] for v in row.values()), header_style="bold"
    )
    for name in shown:
        table.add_column(column(name, language), overflow="fold")
    for row in rows:
        table.add_row(*(cell(row.get(name), words) for name in shown))
    console.print(table)
    console.print(f"{len(rows)} {words['rows']}")


def cell(value: object, words: dict[str, str]) -> str:
    """A value as people read it: short, without Rich's markup, recurrences in words."""
    if value is None:
        return ""
    if isinstance(value, float):
        return number(value)
    text = words.get(str(value), str(value)) if isinstance(value, str) and len(value) < 14 else str(value)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return text.replace("[", "\\[")


def number(value: float) -> str:
    """A number in Vietnamese spelling: 10000.0 -> "10.000", 13.5 -> "13,5"."""
    whole, _, rest = f"{value:,.4f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + ("," + rest if rest else "")


def when(
    start: str | None, end: str | None, recurrence: str | None, condition: str | None, words: dict[str, str]
) -> str:
    """A deadline in words: "hạn 2026-03-15", "hằng năm, hạn 30/11"."""
    parts = []
    if recurrence:
        parts.append(words[recurrence])
    if start and (end is None or start[:4] != end[:4] or not end.endswith("12-31")):
        parts.append(f"{words['from']} {start}")
    if end:
        parts.append(f"{words['by']} {_day(end)}")
    if condition:
        parts.append(condition)
    return ", ".join(parts)


def _day(end: str) -> str:
    if end.startswith("---"):
        return end[3:]
    if end.startswith("--"):
        return f"{end[5:7]}/{end[2:4]}"
    return end
