"""Rows of task tables: a row a task, its lead, support, time and product in columns of their own."""

from kehoach.clauses import Clause, Clauses
from kehoach.clauses.governing import charges
from kehoach.clauses.partners import partners_between
from kehoach.clauses.responsible import read_cell
from kehoach.extraction.tasks.records import Item
from kehoach.text import squash

_SHORTEST = 8  # characters of a cell that can state work


def from_row(clauses: Clauses, row: Clause) -> list[Item]:
    """The task of a row; none where the table names nobody or the row states no work."""
    if not {"lead", "support", "both"} & set(row.roles):
        return []
    if not charges(clauses, row, "role") or _is_step(clauses, row):
        return []
    cells = {part.role: part for part in reversed(row.parts)}
    work = cells.get("task") or cells.get("indicator")
    if work is None or work.end - work.start < _SHORTEST or not _filled(clauses, row):
        return []
    lead: list[str] = []
    support: list[str] = []
    for role in ("lead", "both", "support"):
        if role in cells:
            named = read_cell(clauses.marks, cells[role].start, cells[role].end)
            lead += named.lead if role != "support" else []
            support += named.support + (named.lead if role == "support" else [])
    if not {"support", "both"} & set(cells):
        support += partners_between(clauses.marks, *clauses.marks.stretch(work.start, work.end))
    product = (
        squash(clauses.text[cells["product"].start : cells["product"].end]).strip(" .")
        if "product" in cells
        else ""
    )
    timed = (cells["time"].start, cells["time"].end) if "time" in cells else (work.start, work.start)
    return [Item(row, work.start, work.end, lead, support, product or None, timed, row=True)]


def _is_step(clauses: Clauses, row: Clause) -> bool:
    """Whether a row counts a step of a procedure that a decision lays down ("Bước 3"): it says who does what in every case that
    comes, and gives nobody work to finish. In a plan the steps are its own work."""
    first, _ = clauses.marks.stretch(row.start, row.end)
    return clauses.genre(row).work != "all" and clauses.marks.cue_at("steps", first) is not None


def _filled(clauses: Clauses, row: Clause) -> bool:
    """Whether a row says more than its number and a title; rows of sums say nothing."""
    first, last = clauses.marks.stretch(row.start, row.end)
    return len(row.parts) >= 2 and clauses.marks.cue_at("sum_rows", first) is None and last > first
