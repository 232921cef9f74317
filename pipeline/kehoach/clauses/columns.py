"""Columns whose header tells nothing are named by what stands in their cells: a column of bodies leads, a second one supports."""

from kehoach.clauses.clause import Clauses, Part
from kehoach.language import Marks
from kehoach.language.bodies import read_bodies
from kehoach.model import Table

_LEAST = 2  # cells that hold nothing but bodies


def name_columns(clauses: Clauses) -> None:
    """Fills roles that the header of a task table of a plan leaves open, in the tables and in the cells of their rows."""
    plans = {id(c.table) for c in clauses if c.table is not None and clauses.genre(c).work == "all"}
    tables = [table for table in clauses.outline.tables if id(table) in plans]
    told = {id(table): _cells(table) for table in tables if _named(clauses.marks, table)}
    for clause in clauses:
        if id(clause.table) in told and clause.form == "row":
            roles = told[id(clause.table)]
            clause.parts = [Part(roles.get(p.start, p.role), p.start, p.end) for p in clause.parts]


def _named(marks: Marks, table: Table) -> bool:
    """Gives the columns of bodies in a table of work the roles that no other column has; False where there are none."""
    roles = set(table.roles)
    if "both" in roles or not {"task", "indicator"} & roles:
        return False
    free = [role for role in ("lead", "support") if role not in roles]
    for column, role in enumerate(table.roles):
        if role == "" and free and _holds_bodies(marks, table, column):
            table.roles[column] = free.pop(0)
    return set(table.roles) != roles


def _cells(table: Table) -> dict[int, str]:
    """The role of each cell, by where it begins."""
    return {
        cell.start: role
        for row in table.rows
        for cell, role in zip(row, table.roles, strict=True)
        if cell is not None
    }


def _holds_bodies(marks: Marks, table: Table, column: int) -> bool:
    """Whether at least half of the filled cells of a column hold nothing but names of bodies."""
    cells = {(c.start, c.end) for row in table.rows[table.header_rows :] if (c := row[column]) is not None}
    filled = [cell for cell in cells if cell[0] < cell[1]]
    named = sum(_is_bodies(marks, *cell) for cell in filled)
    return named >= _LEAST and named * 2 >= len(filled)


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
