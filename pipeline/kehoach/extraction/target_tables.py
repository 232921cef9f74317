"""Targets in tables of targets: a column of indicators, one of units, and one or two of the values to reach.

Tables with a value for each of many years are statistics, and set no targets by themselves.
"""

import re

from kehoach.extraction.quantities import Quantity, find_quantities, kind_of, rate_of
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
_REACHED = re.compile(
    r"^(?:ước )?(?:kết quả (?:thực hiện|đạt được)|thực hiện|đạt được|hiện trạng|thực trạng)(?! đến)|^ước(?: đạt)?(?!\w)|so sánh|tăng/giảm"
)
_IN_NAME = re.compile(r"\s*\((?:đơn vị(?: tính)?\s*:\s*)?(?P<unit>%|‰|[^()\d,;]{1,24})\)$")

_PART = re.compile(r"^(?:[-+*•]\s*)?(?:trong đó\s*:?\s*)?(?:[-+*•]\s*)?", re.IGNORECASE)

Found = tuple[Quantity, int, int, str, str | None, str | None]  # quantity, begin, end, indicator, unit, due


def find_in_tables(view: View) -> list[Found]:
    """The targets that tables of targets set, in order."""
    return [found for table in view.outline.tables for found in _in_table(view, table)]


def _in_table(view: View, table: Table) -> list[Found]:
    columns = _value_columns(view, table)
    if not columns:
        return []
    name = table.roles.index("indicator")
    unit = table.roles.index("measure") if "measure" in table.roles else None
    made: list[Found] = []
    group: str | None = None  # the year of the last row that heads a group ("Giai đoạn 2025-2027")
    for row in table.rows[table.header_rows :]:
        words = [squash(_words(view, cell)) for cell in row]
        if not any(words[c] for c in columns):
            group = _last_year(" ".join(words)) or group
            continue
        for column in columns:
            first, value = row[name], row[column]
            if first is None or value is None or len(words[name]) < 6:
                continue
            shown, told = _named(words[name])
            counted = (words[unit] if unit is not None else "") or told
            quantity = _quantity(view, words[column], value, _with_rate(shown, counted))
            if quantity is None:
                continue
            due = _last_year(_header(view, table, column)) or group or _governing(view, value.start)
            begin, end = min(first.start, value.start), max(first.end, value.end)
            made.append((quantity, begin, end, shown, quantity.unit, due))
    return made


def _value_columns(view: View, table: Table) -> list[int]:
    """The columns of values: mostly numbers, and at most two; none when it is no table of targets."""
    if "indicator" not in table.roles or "task" in table.roles:
        return []
    name, rows = table.roles.index("indicator"), table.rows[table.header_rows :]
    found = []
    for column, role in enumerate(table.roles):
        if column == name or role in _NO_VALUE:
            continue
        cells = [c for row in rows if (c := row[column]) is not None and _words(view, c).strip()]
        numeric = sum(_is_value(view, cell) for cell in cells)
        reached = _is_reached(view, fold(squash(_header(view, table, column))))
        if not reached and cells and numeric >= _NUMERIC * len(cells):
            found.append(column)
    units = (
        "measure" in table.roles
        or any(_IN_NAME.search(_words(view, row[0])) for row in rows)
        or _units_told(view, table, found)
    )
    if not units:  # numbers of nothing: scores, articles of a law
        return []
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


def _is_value(view: View, cell: Cell) -> bool:
    """Whether a cell holds a number, with or without its unit, and nothing more."""
    plain = _VALUE.fullmatch(fold(squash(_words(view, cell))))
    return plain is not None or _with_unit(view, cell) is not None


def _is_reached(view: View, header: str) -> bool:
    """Whether a column tells what was reached, not what is to be: "Thực hiện năm 2025"; a year before the issue."""
    year = _last_year(header)
    past = year is not None and view.issue_year is not None and int(year) < view.issue_year
    return past or _REACHED.search(header) is not None


def _units_told(view: View, table: Table, columns: list[int]) -> bool:
    """Whether the values or the names of their rows tell what they are counted in."""
    rows = table.rows[table.header_rows :]
    name = table.roles.index("indicator")
    told = sum(
        any(row[c] is not None and _with_unit(view, row[c]) for c in columns)  # type: ignore[arg-type]
        or _named(squash(_words(view, row[name])))[1] != ""
        for row in rows
    )
    return bool(columns) and told >= _NUMERIC * len(rows)


def _named(words: str) -> tuple[str, str]:
    """The name of an indicator, and the unit that stands in brackets at its end: "Tỷ lệ hộ nghèo (%)"."""
    shown = _PART.sub("", words.rstrip(" .;:"))
    unit = _IN_NAME.search(shown)
    return (shown[: unit.start()], squash(unit["unit"])) if unit else (shown, "")


_RATE = re.compile(r"\s?(?:/|\strên)\s*(?:1\s?vạn|một vạn|vạn|1\.000|10\.000|100\.000)\s+(?:người )?dân$")


def _with_rate(name: str, unit: str) -> str:
    """The unit with the rate that only the name tells: "Số bác sĩ/vạn dân", "Bác sĩ" -> "bác sĩ/10.000 dân"."""
    rate = _RATE.search(fold(name))
    if rate is None or not unit or "/" in unit or fold(unit) not in fold(name):
        return unit
    return f"{unit[0].lower()}{unit[1:]}/{rate_of(rate.group())}"


def _with_unit(view: View, cell: Cell) -> Quantity | None:
    """A cell that is nothing but one quantity with its unit: "80% trở lên", "Tối thiểu 50 dịch vụ công"."""
    found = find_quantities(view.text, view.low, cell.start, cell.end)
    if not found:
        return _with_other_unit(view, cell)
    if len(found) != 1 or found[0].unit is None or found[0].kind == "time":
        return None
    rest = view.low[cell.start : found[0].cue] + view.low[found[0].end : cell.end]
    return found[0] if len(re.sub(r"trở lên|trở xuống|đạt|\W", "", rest)) <= 12 else None


def _with_other_unit(view: View, cell: Cell) -> Quantity | None:
    """ "Tối thiểu 50 dịch vụ": a number and a noun that no list of units holds."""
    match = _NUMBER_AND_NOUN.fullmatch(view.low, cell.start, cell.end)
    number = _VALUE.fullmatch(view.low, cell.start, match.start("unit")) if match else None
    if match is None or number is None:
        return None
    said = number["said"] or ""
    value, unit = parse_number(number["number"]), squash(view.text[slice(*match.span("unit"))])
    return Quantity(
        cell.start, cell.end, cell.start, value, None, unit, "count", _SAID.get(said, said or "="), bool(said)
    )


_NUMBER_AND_NOUN = re.compile(
    rf"(?:[≥≤<>=]+|trên|dưới|tối thiểu|ít nhất|không dưới|không quá|tối đa|khoảng)?\s*{NUMBER}\s+(?P<unit>[a-zà-ỹ]+(?:\s[a-zà-ỹ]+){{0,3}})\s*"
)


def _quantity(view: View, words: str, cell: Cell, unit: str) -> Quantity | None:
    told = None if unit else _with_unit(view, cell)
    if told:
        return told
    match = _VALUE.fullmatch(fold(words))
    if match is None:
        return None
    upper = parse_number(match["upper"]) if match["upper"] else None
    said = match["said"] or ""
    op = "range" if upper is not None else _SAID.get(said, said or "=")
    if match["onward"]:
        op = ">=" if match["onward"] == "trở lên" else "<="
    shown = unit or ("%" if "%" in words else "")
    head, _, rate = fold(shown).partition("/")
    kind = "%" if shown == "%" else "count" if kind_of(head) == "count" else "measure"
    value = parse_number(match["number"])
    return Quantity(
        cell.start, cell.end, cell.start, value, upper, shown or None, kind, op, bool(said), rate=rate or None
    )
