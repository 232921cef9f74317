"""Targets in tables of targets: a column of indicators, one of units, and one or two of the values to reach.

Tables with a value for each of many years are statistics, and set no targets by themselves.
"""

import re

from kehoach.extraction.quantities import Quantity
from kehoach.extraction.view import View
from kehoach.model import Cell, Table
from kehoach.text import NUMBER, fold, parse_number, squash

_VALUE = re.compile(
    rf"(?P<said>≥|>=|≤|<=|>|<|trên|dưới|tối thiểu|ít nhất|không dưới|không quá|tối đa|khoảng|từ)?\s*(?P<number>{NUMBER})\s*%?"
    rf"(?:\s*[-–÷]\s*(?P<upper>{NUMBER}))?\s*%?\s*(?P<onward>trở lên|trở xuống)?"
)
_SAID = {"≥": ">=", "tối thiểu": ">=", "ít nhất": ">=", "không dưới": ">=", "≤": "<=", "không quá": "<=", "tối đa": "<=", "trên": ">", "dưới": "<", "khoảng": "~", "từ": "="}  # fmt: skip
_YEARS = re.compile(r"20\d{2}(?!\d)")
_NO_VALUE = {"number", "measure", "lead", "support", "note", "task", "time"}
_MOST_VALUES, _NUMERIC = 2, 0.6

Found = tuple[Quantity, int, int, str, str | None, str | None]  # quantity, begin, end, indicator, unit, due


def find_in_tables(view: View) -> list[Found]:
    """The targets that tables of targets set, in order."""
    return [found for table in view.outline.tables for found in _in_table(view, table)]


def _in_table(view: View, table: Table) -> list[Found]:
    columns = _value_columns(view, table)
    if not columns:
        return []
    name, unit = table.roles.index("indicator"), table.roles.index("measure")
    made: list[Found] = []
    group: str | None = None  # the year of the last row that heads a group ("Giai đoạn 2025-2027")
    for row in table.rows[table.header_rows :]:
        words = [squash(_words(view, cell)) for cell in row]
        if not any(words[c] for c in columns):
            group = _last_year(" ".join(words)) or group
            continue
        for column in columns:
            first, value = row[name], row[column]
            quantity = _quantity(words[column], value, words[unit]) if value is not None else None
            if quantity is None or first is None or value is None or len(words[name]) < 6:
                continue
            due = _last_year(_header(view, table, column)) or group or _governing(view, value.start)
            begin, end = min(first.start, value.start), max(first.end, value.end)
            made.append((quantity, begin, end, words[name].rstrip(" .;:"), quantity.unit, due))
    return made


def _value_columns(view: View, table: Table) -> list[int]:
    """The columns of values: mostly numbers, and at most two; none when it is no table of targets."""
    if "indicator" not in table.roles or "measure" not in table.roles:
        return []
    rows = table.rows[table.header_rows :]
    found = []
    for column, role in enumerate(table.roles):
        shown = [fold(squash(_words(view, row[column]))) for row in rows]
        filled = [words for words in shown if words]
        numeric = sum(_VALUE.fullmatch(words) is not None for words in filled)
        named = column == table.roles.index("indicator")
        if not named and role not in _NO_VALUE and filled and numeric >= _NUMERIC * len(filled):
            found.append(column)
    return found if len(found) <= _MOST_VALUES else []


def _words(view: View, cell: Cell | None) -> str:
    return view.text[cell.start : cell.end] if cell is not None else ""


def _header(view: View, table: Table, column: int) -> str:
    return " ".join(_words(view, row[column]) for row in table.rows[: table.header_rows])


def _last_year(words: str) -> str | None:
    years = _YEARS.findall(words)
    return years[-1] if years else None


def _governing(view: View, at: int) -> str | None:
    """The year of the section that the table stands in, else of a one-year plan."""
    years = (_last_year(section.title) for section in view.up_from(view.section_at(at)))
    return next(filter(None, years), view.plan_year)


def _quantity(words: str, cell: Cell, unit: str) -> Quantity | None:
    match = _VALUE.fullmatch(fold(words))
    if match is None:
        return None
    upper = parse_number(match["upper"]) if match["upper"] else None
    said = match["said"] or ""
    op = "range" if upper is not None else _SAID.get(said, said or "=")
    if match["onward"]:
        op = ">=" if match["onward"] == "trở lên" else "<="
    shown = unit or ("%" if "%" in words else "")
    kind = "%" if shown == "%" else "measure"
    value = parse_number(match["number"])
    return Quantity(cell.start, cell.end, cell.start, value, upper, shown or None, kind, op, bool(said))
