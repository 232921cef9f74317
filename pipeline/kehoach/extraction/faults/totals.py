"""Rows of totals that their rows do not add up to ("Tổng cộng" below the rows 1 to n, or above them)."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from kehoach import rules
from kehoach.extraction.faults.fault import Fault
from kehoach.extraction.faults.grids import Cell, Grid, Row, count_of, is_cell
from kehoach.model import Document
from kehoach.text import parse_number
from kehoach.wording import told_number

_FEWEST = 2  # rows that a total sums up
_HEADER = 4  # rows of a header, at most
_EXACT = 1e-6  # what sums of decimals lose


class _Amount(Struct, frozen=True):
    """An amount as printed; ``last`` is what a one in its last printed place is worth."""

    value: float
    unit: str
    last: float


class _Unit(Struct, frozen=True):
    """What a total is measured in, and what stands above the column of its parts."""

    name: str
    header: str

    def fits(self, other: str) -> bool:
        """Whether a part is in the same unit; one may say more ("ngày", "ngày làm việc"), or leave it to the header."""
        if not other:
            return not self.name or self.name in self.header
        return self.name == other or self.name.startswith(f"{other} ") or other.startswith(f"{self.name} ")


def find_totals(document: Document, grids: Iterable[Grid]) -> Iterator[Fault]:
    """The totals that differ from the sum of their rows, only where that sum is beyond doubt: each row bears a number in its series
    and an amount in the unit of the total. ``grids`` are the tables of the document."""
    for grid in grids:
        at = [number for number, row in enumerate(grid) if is_cell("total", next(iter(row.values())).words)]
        opens = bool(at) and not any(map(count_of, grid[: at[0]]))  # totals stand above their rows
        for above, here, below in zip([-1, *at], at, [*at[1:], len(grid)], strict=False):
            rows = (
                grid[max(0, at[0] - _HEADER) : at[0]] + grid[here + 1 : below]
                if opens
                else grid[above + 1 : here]
            )
            yield from _faults(document.text, grid[here], rows)


def _faults(text: str, total: Row, rows: Grid) -> Iterator[Fault]:
    first = next((number for number, row in enumerate(rows) if count_of(row)), len(rows))
    header, rows = rows[:first], rows[first:]
    (_, label), *cells = total.items()
    amounts = [(column, cell, amount) for column, cell in cells if (amount := _amount(cell)) is not None]
    if len(rows) < _FEWEST or _are_moved([column for column, _, _ in amounts], rows):
        return
    for column, cell, amount in amounts:
        found = _added(header, rows, _columns(column, len(amounts), rows), amount.unit)
        if found is not None and not _agree(amount, *found, len(rows)):
            said, fits = text[cell.start : cell.end], told_number(found[0].value, "vi")
            yield Fault(
                "total", label.start, cell.end, " ".join(said.split()), f"{fits} {amount.unit}".strip()
            )


def _added(header: Grid, rows: Grid, columns: list[int], unit: str) -> tuple[_Amount, _Unit] | None:
    """The sum of the rows in the one of these columns that has one; None where none has, or several."""
    units = [_Unit(unit, " ".join(row[c].words for row in header if c in row)) for c in columns]
    sums = [
        (added, u) for c, u in zip(columns, units, strict=True) if (added := _sum(rows, c, u)) is not None
    ]
    return sums[0] if len(sums) == 1 else None


def _are_moved(columns: list[int], rows: Grid) -> bool:
    """Whether cells may stand in other columns than their own: those of a row without a number, or of a total whose label spans
    several columns, so that it has an amount where no row has one."""
    if any(not _is_numbered(row) and any(map(_amount, row.values())) for row in rows):
        return True
    known = {column for row in rows for column, cell in row.items() if _amount(cell)}
    return len(columns) > 1 and not known.issuperset(columns)


def _columns(own: int, cells: int, rows: Grid) -> list[int]:
    """Where the parts of a total may stand: in its column, or where it is alone and its label spans several columns, in any further on."""
    if cells > 1 or any(own in row and _amount(row[own]) for row in rows):
        return [own]
    return sorted({column for row in rows for column in row if column > own})


def _sum(rows: Grid, column: int, unit: _Unit) -> _Amount | None:
    """The sum of the rows of the uppermost series; None where one of them cannot be read, or none."""
    counts = [count_of(row) for row in rows]
    heads = [
        number for number, count in enumerate(counts) if count and counts[0] and count.kind == counts[0].kind
    ]
    if not heads or [counts[number].rank for number in heads] != [*range(1, len(heads) + 1)]:  # type: ignore[union-attr]
        return None
    added = [_part(rows[one:other], column, unit) for one, other in pairwise([*heads, len(rows)])]
    known = [part for part in added if part is not None]
    if len(known) < len(added):
        return None
    return _Amount(sum(part.value for part in known), unit.name, max(part.last for part in known))


def _part(rows: Grid, column: int, unit: _Unit) -> _Amount | None:
    """The amount of the first row, or the sum of those below it; None where other rows may be parts, too."""
    own, below = rows[0].get(column), rows[1:]
    if own is None:
        return _sum(below, column, unit) if below else None
    if any(column in row and not _is_numbered(row) for row in below):
        return None
    if is_cell("nothing", own.words):
        return _Amount(0, unit.name, 0)
    amount = _amount(own)
    return amount if amount and unit.fits(amount.unit) else None


def _is_numbered(row: Row) -> bool:
    """Whether a row says by a number or sign of its own where it belongs."""
    return count_of(row) is not None or (0 in row and is_cell("deeper", row[0].words))


def _amount(cell: Cell) -> _Amount | None:
    match = rules.regex("tables", "cells", "amount").match(cell.words)
    if match is None:
        return None
    unit = (match["unit"] or "").strip(" .;:")
    if match["one"]:
        return _Amount(1 / int(match["of"]), unit, 1 / int(match["of"]))
    _, comma, behind = match["number"].partition(",")
    return _Amount(parse_number(match["number"]), unit, 10.0 ** -len(behind) if comma else 1.0)


def _agree(total: _Amount, added: _Amount, unit: _Unit, rows: int) -> bool:
    """Whether a total may be the sum: money and measures are rounded, by half of the last place each; a column of shares has no sum."""
    if is_cell("ratio", unit.header):
        return True
    rounded = is_cell("rounded", f"{unit.header} {unit.name}")
    slack = (rows + 1) / 2 * max(total.last, added.last) if rounded else 0
    return abs(total.value - added.value) <= slack + _EXACT
