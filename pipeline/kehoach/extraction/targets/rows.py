"""Targets in tables of targets: a column of indicators, one of units, and one or two of the values to reach.

Tables with a value for each of many years are statistics, and set no targets by themselves.
"""

from msgspec.structs import replace

from kehoach.clauses import Clause, Clauses
from kehoach.extraction.targets.dues import governing_due
from kehoach.extraction.targets.naming import Named
from kehoach.language.numbers import read_number
from kehoach.language.quantities import Quantity
from kehoach.model import Cell, Table
from kehoach.text import fold, squash

_NO_VALUE = frozenset({"number", "measure", "lead", "support", "note", "task", "time"})
_MOST_VALUES, _MOST_YEARS, _NUMERIC = 2, 6, 0.6
_SHORTEST = 6  # characters of an indicator
Row = tuple[Named, str | None]


def from_tables(clauses: Clauses) -> list[Row]:
    """The targets that tables of targets set, with their dues, in order."""
    by_table: dict[int, list[Clause]] = {}
    for clause in clauses:
        if clause.table is not None:
            by_table.setdefault(id(clause.table), []).append(clause)
    made: list[Row] = []
    for table in clauses.outline.tables:
        columns = value_columns(clauses, table)
        if columns:
            made += _in_table(clauses, table, columns, by_table.get(id(table), []))
    return made


def _in_table(clauses: Clauses, table: Table, columns: list[int], below: list[Clause]) -> list[Row]:
    """The targets of one table; ``below`` are the clauses that its rows became."""
    name = table.roles.index("indicator")
    unit = table.roles.index("measure") if "measure" in table.roles else None
    years = {column: _last_year(_header(clauses, table, column)) for column in columns}
    made: list[Row] = []
    group: str | None = None  # the year of the last row that heads a group ("Giai đoạn 2025-2027")
    rows = {clause.start: clause for clause in below}
    for row in table.rows[table.header_rows :]:
        words = [squash(clauses.text[c.start : c.end]) if c else "" for c in row]
        if not any(words[c] for c in columns):
            group = _last_year(" ".join(words)) or group
            continue
        clause = next((rows[c.start] for c in row if c is not None and c.start in rows), None)
        for column in columns:
            first, value = row[name], row[column]
            if first is None or value is None or len(words[name]) < _SHORTEST:
                continue
            shown, told = _shown(words[name])
            quantity = _quantity(clauses, value, words[unit] if unit is not None else told, shown)
            if quantity is None:
                continue
            due = years[column] or group or (governing_due(clauses, clause) if clause else None)
            shown, op = _changed(shown, words[column], quantity.op)
            quantity = replace(quantity, op=op)
            begin, end = min(first.start, value.start), max(first.end, value.end)
            made.append((Named(quantity, begin, end, shown, False, 0, 0, 0), due))
    return made


def value_columns(clauses: Clauses, table: Table) -> list[int]:
    """The columns of values: mostly numbers, and at most two; none when it is no table of targets."""
    if "indicator" not in table.roles:
        return []
    name, rows = table.roles.index("indicator"), table.rows[table.header_rows :]
    found, units = [], "measure" in table.roles
    for column, role in enumerate(table.roles):
        cells = [
            c for row in rows if (c := row[column]) is not None and clauses.text[c.start : c.end].strip()
        ]
        if column == name or role in _NO_VALUE or not cells or _is_reached(clauses, table, column):
            continue
        values = [_quantity(clauses, c, "", "") for c in cells]
        if sum(v is not None for v in values) >= _NUMERIC * len(cells):
            found.append(column)
    units = units or sum(_tells_unit(clauses, row, name, found) for row in rows) >= _NUMERIC * len(rows)
    few = len(found) <= _MOST_VALUES or _lie_ahead(clauses, table, found)
    return found if units and few else []


def _lie_ahead(clauses: Clauses, table: Table, columns: list[int]) -> bool:
    """Whether columns tell the values of years to come, each its own: goals, and no statistics."""
    years = [_last_year(_header(clauses, table, column)) for column in columns]
    issued = (clauses.meta.issued or "9999")[:4]
    return len(set(years)) == len(years) <= _MOST_YEARS and all(y is not None and y >= issued for y in years)


def _tells_unit(clauses: Clauses, row: list[Cell | None], name: int, columns: list[int]) -> bool:
    """Whether the name or the values of a row tell what is counted."""
    values = [_quantity(clauses, c, "", "") for at in columns if (c := row[at]) is not None]
    first = row[name]
    told = first is not None and _shown(squash(clauses.text[first.start : first.end]))[1] != ""
    return told or any(v is not None and v.unit is not None for v in values)


def _header(clauses: Clauses, table: Table, column: int) -> str:
    cells = [row[column] for row in table.rows[: table.header_rows]]
    return " ".join(clauses.text[c.start : c.end] for c in cells if c is not None)


def _last_year(words: str) -> str | None:
    years = [
        w[:4]
        for w in words.replace("-", " ").replace("–", " ").replace("/", " ").split()
        if w[:4].isdecimal() and w[:2] == "20" and len(w.strip(".,:;)")) == 4
    ]
    return years[-1] if years else None


def _is_reached(clauses: Clauses, table: Table, column: int) -> bool:
    """Whether a column tells what was reached, not what is to be: "Thực hiện năm 2025"; a year before the issue."""
    header = fold(squash(_header(clauses, table, column)))
    year, issued = _last_year(header), clauses.meta.issued
    past = year is not None and issued is not None and year < issued[:4]
    cells = [row[column] for row in table.rows[: table.header_rows]]
    told = any(
        clauses.marks.cue_at("reached_headers", clauses.marks.token_from(c.start))
        for c in cells
        if c is not None
    )
    return past or (told and "đến" not in header)


def _shown(words: str) -> tuple[str, str]:
    """The name of an indicator, and the unit that stands in brackets at its end: "Tỷ lệ hộ nghèo (%)"."""
    shown = words.rstrip(" .;:").lstrip("-+*• ")
    for opener in ("Trong đó:", "trong đó:", "Trong đó", "trong đó"):
        shown = shown.removeprefix(opener).lstrip(":-+*• ")
    name, bracket, unit = shown.rpartition("(")
    unit = unit.rstrip(")").removeprefix("đơn vị tính:").removeprefix("đơn vị:").strip()
    if (
        bracket
        and shown.endswith(")")
        and len(unit) <= 24
        and not any(c.isdecimal() or c in ",;" for c in unit)
    ):
        return name.strip(), squash(unit)
    return shown, ""


def _changed(name: str, value: str, op: str) -> tuple[str, str]:
    """ "Tỷ lệ hộ nghèo giảm" names an indicator and the way it is to go, as "giảm 10%" does as a value."""
    words, _, verb = name.rpartition(" ")
    for told, change in (("giảm", "decrease"), ("tăng", "increase")):
        if words and fold(verb) == told:
            return words, change
        if fold(value).startswith(f"{told} ") and not fold(value).startswith(
            (f"{told} xuống", f"{told} còn", f"{told} lên")
        ):
            return name, change
    return name, op


def _quantity(clauses: Clauses, cell: Cell, unit: str, name: str) -> Quantity | None:
    """The value of a cell that holds one number, with comparator and unit or without."""
    marks = clauses.marks
    inside = marks.between("quantity", cell.start, cell.end)
    first, last = marks.stretch(cell.start, cell.end)
    if marks.cue_at("years", first) is not None:  # "Năm 2030" heads a column
        return None
    q: Quantity | None = inside[0].value if len(inside) == 1 else None
    if q is not None and q.kind != "time":
        rest = sum(
            1
            for i in range(first, last)
            if marks.tokens.words[i].isalpha() and not q.cue <= marks.tokens.starts[i] < q.end
        )
        if rest > 3:
            return None
        told = unit or squash(clauses.text[q.end : cell.end])  # "40 dịch vụ": a noun that no list holds
        behind = squash(clauses.text[q.end : cell.end])
        if q.rate and q.unit and behind.replace(" ", "").isalpha():
            return replace(q, unit=f"{q.unit} {behind}")  # "8 ca/1.000 ngày | thở máy"
        return (
            _with_unit(q, told, name)
            if q.unit is None and told and told[0].isalpha() | (told[0] in "%‰")
            else q
        )
    number = next((i for i in range(first, last) if marks.tokens.coded[i] == "0"), None)
    read = read_number(marks, number) if number is not None and last - first <= 4 else None
    if read is None or read.last < last - 1:
        return None
    start, end = marks.tokens.starts[read.first], marks.tokens.ends[read.last - 1]
    plain = Quantity(start, end, start, read.value, None, None, "bare", "=", False)
    return _with_unit(plain, unit, name) if unit else plain


def _with_unit(q: Quantity, unit: str, name: str) -> Quantity:
    """A number with the unit of its column; the rate that only the name tells is added: "Số bác sĩ/vạn dân", "bác sĩ"."""
    low = fold(name)
    rate = next(
        (
            shown
            for words, shown in (
                ("vạn dân", "10.000 dân"),
                ("10.000 dân", "10.000 dân"),
                ("1.000 dân", "1.000 dân"),
                ("100.000 dân", "100.000 dân"),
            )
            if low.endswith(words)
        ),
        None,
    )
    if rate and "/" not in unit and fold(unit) in low:
        unit = f"{unit[0].lower()}{unit[1:]}/{rate}"
    head, _, per = fold(unit).partition("/")
    kind = "%" if head == "%" else "measure"
    return Quantity(
        q.start, q.end, q.cue, q.value, q.value_max, unit, kind, q.op, q.marked, q.whole, per or None
    )
