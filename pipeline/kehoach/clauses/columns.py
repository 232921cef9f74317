"""Columns whose header tells nothing are named by what stands in their cells: bodies lead, a second column of bodies supports,
times schedule, and where somebody leads the longest words are the work."""

from kehoach.clauses.clause import Clause, Clauses, Part
from kehoach.language import Marks
from kehoach.language.bodies import read_bodies
from kehoach.model import Table

_LEAST = 2  # cells that hold nothing but bodies, or begin with a time
_WORDS = 12  # characters of a cell of work, in the mean


def name_columns(clauses: Clauses) -> None:
    """Fills roles that the header of a task table of a plan leaves open, in the tables and in the cells of their rows."""
    plans = {id(c.table) for c in clauses if c.table is not None and _hands_out(clauses, c, c.table)}
    tables = [table for table in clauses.outline.tables if id(table) in plans]
    told = {id(table): _cells(table) for table in tables if _named(clauses.marks, table)}
    for clause in clauses:
        if id(clause.table) in told and clause.form == "row":
            roles = told[id(clause.table)]
            clause.parts = [Part(roles.get(p.start, p.role), p.start, p.end) for p in clause.parts]


def _hands_out(clauses: Clauses, row: Clause, table: Table) -> bool:
    """Whether a table may hand out work: in a plan, or in a decision where its header says who does it and when."""
    work = clauses.genre(row).work
    return work == "all" or (work == "parts" and {"lead", "time"} <= set(table.roles))


def _named(marks: Marks, table: Table) -> bool:
    """Gives the columns of a table of work the roles that no other column has; False where their cells tell nothing."""
    before = list(table.roles)
    if not {"task", "lead", "both"} & set(before):
        return False
    bodies = [] if "both" in before else ["lead", "support"]
    for role in [role for role in bodies if role not in before]:
        _give(
            table,
            role,
            [c for c in _open(table) if not _others(marks, table, c) and _holds_bodies(marks, table, c)],
        )
    if "time" not in before:
        _give(table, "time", [c for c in _open(table) if _holds_times(marks, table, c)])
    if not {"task", "indicator"} & set(before):
        lengths = {c: _mean_length(table, c) for c in _open(table) if not _others(marks, table, c)}
        _give(
            table,
            "task",
            [c for c in lengths if lengths[c] >= _WORDS and lengths[c] == max(lengths.values())],
        )
    return table.roles != before


def _open(table: Table) -> list[int]:
    """The columns whose role is not known."""
    return [column for column, role in enumerate(table.roles) if role == ""]


def _give(table: Table, role: str, columns: list[int]) -> None:
    if columns:
        table.roles[columns[0]] = role


def _filled(table: Table, column: int) -> list[tuple[int, int]]:
    """The cells of a column below the header that hold something, each once, as characters."""
    cells = (row[column] for row in table.rows[table.header_rows :])
    return sorted({(c.start, c.end) for c in cells if c is not None and c.start < c.end})


def _mean_length(table: Table, column: int) -> float:
    cells = _filled(table, column)
    return sum(end - start for start, end in cells) / max(1, len(cells))


def _cells(table: Table) -> dict[int, str]:
    """The role of each cell, by where it begins."""
    return {
        cell.start: role
        for row in table.rows
        for cell, role in zip(row, table.roles, strict=True)
        if cell is not None
    }


def _others(marks: Marks, table: Table, column: int) -> bool:
    """Whether a header names bodies that do not do the work: where it is done, for whom, who looks after it."""
    header = (
        c for row in table.rows[: table.header_rows] if (c := row[column]) is not None and c.start < c.end
    )
    return any(marks.cues("other_columns", *marks.stretch(c.start, c.end)) for c in header)


def _holds_bodies(marks: Marks, table: Table, column: int) -> bool:
    """Whether at least half of the filled cells of a column hold nothing but names of bodies."""
    filled = _filled(table, column)
    named = sum(_is_bodies(marks, *cell) for cell in filled)
    return named >= _LEAST and named * 2 >= len(filled)


def _holds_times(marks: Marks, table: Table, column: int) -> bool:
    """Whether at least half of the filled cells of a column begin with a time."""
    filled = _filled(table, column)
    timed = sum(marks.at("time", start) is not None for start, _ in filled)
    return timed >= _LEAST and timed * 2 >= len(filled)


def _is_bodies(marks: Marks, start: int, end: int) -> bool:
    first, last = marks.stretch(start, end)
    while first < last:
        bodies = read_bodies(marks, first, last, value=True)
        if bodies is None or any(body.last - body.first < 2 for body in bodies.bodies):
            return False  # "Bản", "Xã": a noun, no name
        first = bodies.last
        while first < last and marks.tokens.words[first] in (";", "\n", ".", ",", "-"):
            first += 1
    return end > start
