"""Indicators against years or documents at once: the values in each cell, where they disagree, and the course of a series."""

from collections import Counter
from typing import Any

from msgspec import Struct, field

from kehoach.errors import UsageError
from kehoach.knowledge import lists
from kehoach.knowledge.query import Row
from kehoach.serving.asked import Asked
from kehoach.serving.chart import chart_of
from kehoach.serving.opened import Opened
from kehoach.text import bare
from kehoach.wording import told_number, told_values

_YEARS, _DOCUMENTS, _IN_CELL = 8, 6, 4
WIDTH, HEIGHT = 120.0, 32.0


class Value(Struct):
    """What stands in a cell: told once for all targets that say it; ``links`` are the targets (document, id, name)."""

    told: str
    links: list[tuple[str, str, str]] = field(default_factory=list)


class Cell(Struct):
    """The values of one indicator in one column; ``disagree`` where one place and unit has several."""

    values: list[Value] = field(default_factory=list)
    more: int = 0
    disagree: bool = False


class Course(Struct):
    """A series drawn small: a path, its points, and the words for those who do not see it."""

    path: str
    points: list[tuple[float, float]]
    told: str


class Line(Struct):
    """One indicator: its cells in the order of the columns, and its course where it has one."""

    key: str
    label: str
    documents: int
    disagree: bool
    cells: list[Cell]
    course: Course | None


def targets(place: Opened, asked: Asked) -> dict[str, Any]:
    """The matrix of indicators; or one of them as a chart and a table."""
    if asked.get("indicator"):
        return _one(place, asked, str(asked.get("indicator")))
    listed = lists.indicators(place.desk, asked.values, 200 if asked.get("view") == "print" else 25)
    rows = lists.targets_of(place.desk, [row["id"] for row in listed.rows], asked.values)
    by = "document" if asked.get("by") == "document" else "year"
    columns = _documents(rows) if by == "document" else _years(rows)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["indicator"], []).append(row)
    lines = [_line(row, groups.get(row["id"], []), columns, by, asked.language) for row in listed.rows]
    names = {row["document"]: row["name"] for row in rows}
    heads = [(key, names.get(key, key)) for key in columns]
    return {"chosen": None, "listed": listed, "by": by, "columns": heads, "lines": lines}


def _years(rows: list[Row]) -> list[str]:
    """The years with most targets, in order; then those without a year."""
    counts = Counter(row["year"] for row in rows if row["year"].isdecimal())
    years = sorted(year for year, _ in counts.most_common(_YEARS))
    others = [key for key in ("yearly", "") if any(row["year"] == key for row in rows)]
    return [*years, *others]


def _documents(rows: list[Row]) -> list[str]:
    """The documents that hold most of the indicators that others hold too."""
    holders: dict[str, set[str]] = {}
    for row in rows:
        holders.setdefault(row["indicator"], set()).add(row["document"])
    counts = Counter(document for shared in holders.values() for document in shared if len(shared) > 1)
    counts.update({row["document"]: 0 for row in rows})
    return [document for document, _ in counts.most_common(_DOCUMENTS)]


def _line(indicator: Row, rows: list[Row], columns: list[str], by: str, language: str) -> Line:
    cells = [_cell([row for row in rows if row[by] == key], by, language) for key in columns]
    return Line(
        indicator["id"], indicator["label"], indicator["documents"], bool(indicator["disagree"]), cells, course_of(rows, language)
    )  # fmt: skip


def _cell(rows: list[Row], by: str, language: str) -> Cell:
    said: dict[str, Value] = {}
    for row in rows:
        told = told_value(row, language)
        if by == "document" and row["year"].isdecimal():
            told += f" ({row['year']})"
        said.setdefault(told, Value(told)).links.append((row["document"], row["id"], row["name"]))
    values = list(said.values())
    return Cell(values[:_IN_CELL], max(0, len(values) - _IN_CELL), _disagree(rows))


def _disagree(rows: list[Row]) -> bool:
    """Whether one place, year and unit has different amounts in different documents."""
    amounts: dict[tuple[Any, ...], set[tuple[float, str]]] = {}
    for row in rows:
        if row["op"] in ("=", ">=", "<=", ">", "<", "~") and row["year"]:
            key = (
                bare(row["place"] or "").removeprefix("tinh "),
                row["area"] or "",
                row["unit_key"],
                row["year"],
                row["measure"],
                row["whose"],
            )
            amounts.setdefault(key, set()).add((row["amount"], row["document"]))
    return any(
        len({amount for amount, _ in said}) > 1 and len({name for _, name in said}) > 1
        for said in amounts.values()
    )


def told_value(row: Row, language: str) -> str:
    """A target's value as people read it: "≥ 95 %", "9 - 10 %/năm"."""
    return told_values(row["op"], row["value"], row["value_max"], row["unit"], language)


def course_of(rows: list[Row], language: str) -> Course | None:
    """The course of one series (the commonest place and unit) over at least two years; the last value said of each year."""
    dated = [row for row in rows if row["year"].isdecimal() and row["measure"] == "level"]
    if not dated:
        return None
    (place, unit), _ = Counter((r["place_words"], r["unit_key"]) for r in dated).most_common(1)[0]
    points = {int(r["year"]): r["value"] for r in dated if (r["place_words"], r["unit_key"]) == (place, unit)}
    if len(points) < 2:
        return None
    years, values = sorted(points), [points[year] for year in sorted(points)]
    low, high = min(values), max(values)
    spots = [
        (
            round(5 + (year - years[0]) / (years[-1] - years[0]) * (WIDTH - 10), 1),
            round(
                HEIGHT - 5 - ((points[year] - low) / (high - low) if high > low else 0.5) * (HEIGHT - 10), 1
            ),
        )
        for year in years
    ]
    told = ", ".join(f"{year}: {told_number(points[year], language)}" for year in years)
    return Course("M" + "L".join(f"{x} {y}" for x, y in spots), spots, told)


def _one(place: Opened, asked: Asked, key: str) -> dict[str, Any]:
    """One indicator across documents, places and years."""
    known = place.desk.execute("SELECT * FROM indicators WHERE id = ?", (key,)).fetchone()
    if known is None:
        raise UsageError(f"No target has the indicator {key!r}.", "Choose one from the list.")
    listed = lists.targets(place.desk, key, asked.values)
    rows = lists.targets_of(place.desk, [key], asked.values, 300)
    return {
        "chosen": key,
        "label": known["label"],
        "disagree": known["disagree"],
        "listed": listed,
        "rows": [{**row, "told": told_value(row, asked.language)} for row in listed.rows],
        "chart": chart_of(rows, asked.language),
        "places": _by_place(rows, asked.language),
        "across": _across(rows, asked.language),
    }


def _by_place(rows: list[Row], language: str) -> list[tuple[str, Course]]:
    """Small pictures of the series of each place that has one."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["place"] or "", []).append(row)
    made = [(place, course_of(group, language)) for place, group in sorted(groups.items())]
    return [(place, course) for place, course in made if course][:24]


def _across(rows: list[Row], language: str) -> dict[str, Any]:
    """Places against years for one indicator, each value with its step from the year before where there is one."""
    years = sorted({row["year"] for row in rows if row["year"].isdecimal()})
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row["year"].isdecimal():
            groups.setdefault(row["place"] or "", []).append(row)
    lines = []
    for place, group in sorted(groups.items())[:40]:
        before: float | None = None
        cells = []
        for year in years:
            here = [row for row in group if row["year"] == year]
            cell = _cell(here, "year", language)
            amount = here[0]["value"] if here and len(cell.values) == 1 else None
            step = amount - before if amount is not None and before is not None else None
            told = ("+" if step and step > 0 else "") + told_number(step, language) if step else ""
            cells.append({"said": cell.values, "step": told})
            before = amount if amount is not None else before
        lines.append((place, cells))
    return {"years": years, "rows": lines}
