"""A follow-up sheet that comes back: which rows changed, which of them were changed here meanwhile, which fit no task."""

import sqlite3
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from kehoach.errors import UsageError, needs
from kehoach.exporting.workbook import heads_of
from kehoach.knowledge.anchors import Anchor
from kehoach.knowledge.followup import FollowUp, journal, status_of
from kehoach.knowledge.journal import now
from kehoach.knowledge.query import Row


class Change(Struct):
    """A row whose status, note or proof differs from what is known here; ``conflict`` where both changed since the sheet went out."""

    row: int
    document: str
    record: str
    name: str
    sentence: str
    anchor: Anchor
    status: str
    note: str | None
    proof: str | None
    before: tuple[str, str | None, str | None]
    before_by: str | None
    conflict: bool


class SheetBack(Struct):
    """What a sheet would change; how many rows say what is known already; rows that fit no task, and cells that say nothing known."""

    changes: list[Change] = field(default_factory=list)
    same: int = 0
    unmatched: list[tuple[int, str]] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)


def read_back(path: Path, desk: sqlite3.Connection) -> SheetBack:
    """Reads the sheet of tasks of a workbook that ``export xlsx`` wrote, in either language, its rows in any order.

    Raises UsageError for a file that is no such workbook.
    """
    back = SheetBack()
    for number, cells in _rows(path):
        known = _task(desk, cells)
        if known is None:
            back.unmatched.append((number, str(cells["task"] or cells["id"] or "")[:120]))
            continue
        try:
            status = status_of(cells["status"]) if cells["status"] else known["status"]
        except UsageError as error:
            back.wrong.append((number, error.message))
            continue
        change = _change(number, known, status, cells)
        if change is None:
            back.same += 1
        else:
            back.changes.append(change)
    return back


def take_over(folder: Path, changes: list[Change], by: str) -> None:
    """Writes changes of a sheet into the follow-up of a knowledge base."""
    if changes:
        told = (FollowUp(c.anchor, c.status, by, now(), c.note, c.proof) for c in changes)  # type: ignore[arg-type]
        journal(folder).append(*told)


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The rows of the sheet, by what each column is."""
    with needs("export"):
        import openpyxl
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise UsageError(f"{path.name} is no workbook ({error}).", "Give a sheet that was exported as xlsx.") from error  # fmt: skip
    for sheet in book:
        rows = sheet.iter_rows(values_only=True)
        heads = [str(cell or "").strip() for cell in next(rows, ())]
        for language in ("vi", "en"):
            named = heads_of(language)
            if set(named.values()) <= set(heads):
                at = {name: heads.index(head) for name, head in named.items()}
                return [
                    (number, {name: _words(row[i]) if i < len(row) else None for name, i in at.items()})
                    for number, row in enumerate(rows, 2)
                    if any(cell is not None for cell in row)
                ]
    wanted = ", ".join(heads_of("vi").values())
    raise UsageError(f"{path.name} holds no sheet of tasks.", f"Its columns must be called: {wanted}.")


def _words(value: Any) -> str | None:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip() or None if value is not None else None


def _task(desk: sqlite3.Connection, cells: dict[str, Any]) -> Row | None:
    """The task that a row means: by its id where the words agree, else by the words where they stand once."""
    document, _, record = (cells["id"] or "").partition("#")
    words = " ".join((cells["task"] or "").split())
    row = desk.execute("SELECT * FROM tasks WHERE document = ? AND id = ?", (document, record)).fetchone()
    if row and (not words or " ".join(row["quote"].split()) == words):
        return dict(row)
    for where, value in (("document = ? AND", document), ("? IS NOT NULL AND", "")):
        rows = [
            dict(row)
            for row in desk.execute(f"SELECT * FROM tasks WHERE {where} instr(quote, ?) = 1", (value, words[:20]))
            if words and " ".join(row["quote"].split()) == words
        ]  # fmt: skip
        if len(rows) == 1:
            return rows[0]
    return None


def _change(number: int, known: Row, status: str, cells: dict[str, Any]) -> Change | None:
    before = (known["status"], known["note"], known["proof"])
    after = (status, cells["note"], cells["proof"])
    if after == before:
        return None
    return Change(
        number, known["document"], known["id"], known["name"], known["sentence"], Anchor(known["file"], known["quote"], known["start"]),
        *after, before, known["changed_by"], conflict=(known["changed_on"] or None) != (cells["changed"] or None),
    )  # fmt: skip
