"""Workbooks (.xlsx, .xlsm, .xls, .ods): a sheet is a title line and a table; what stands above and below the table is text.

Read by calamine (the extra "office"). Merged cells go on from the one above or are left out beside it, as in Word.
"""

import datetime
import io
from collections.abc import Iterator
from typing import Any

from kehoach.errors import ReadError
from kehoach.model import Source, SourceInfo
from kehoach.reading.flow import Piece, assemble

_LEAST_CELLS = 2  # filled cells of a row of a table
_MOST_ROWS, _MOST_COLUMNS = 20_000, 100


def read_workbook(data: bytes, info: SourceInfo) -> Source:
    """The source of a workbook, hidden sheets left out. Raises ReadError when the extra is missing, or the file is damaged or empty."""
    try:
        import python_calamine
    except ImportError as error:
        raise ReadError(
            'Workbooks need the extra "office".', "Install it: pip install 'kehoach[office]'"
        ) from error
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        pieces = list(_sheets(book))
    except Exception as error:  # the library raises its own kinds, and those of broken archives
        locked = "password" in str(error).lower()
        reason = "The workbook is locked with a password." if locked else "The workbook is damaged."
        raise ReadError(
            reason, "Save it without a password." if locked else "Open it and save it again."
        ) from error
    if not pieces:
        raise ReadError("The workbook holds no text.", "Save it with its sheets.")
    info.obtained = "workbook"
    return assemble(info, pieces)


def _sheets(book: Any) -> Iterator[Piece]:
    table = -1
    shown = [meta.name for meta in book.sheets_metadata if str(meta.visible).endswith(".Visible")]
    for name in shown:
        sheet = book.get_sheet_by_name(name)
        rows = [row[:_MOST_COLUMNS] for row in sheet.to_python(skip_empty_area=False)[:_MOST_ROWS]]
        texts = [[_shown(value) for value in row] for row in rows]
        if not any(any(row) for row in texts):
            continue
        if len(shown) > 1:
            yield Piece(name)
        table += 1
        yield from _sheet(texts, _merged(sheet), table)


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell that a merged one covers, and where that one begins."""
    covered = {}
    for (top, left), (bottom, right) in getattr(sheet, "merged_cell_ranges", None) or []:
        for row in range(top, min(bottom, top + 500) + 1):
            for col in range(left, min(right, _MOST_COLUMNS) + 1):
                if (row, col) != (top, left):
                    covered[row, col] = (top, left)
    return covered


def _sheet(
    texts: list[list[str]], covered: dict[tuple[int, int], tuple[int, int]], table: int
) -> Iterator[Piece]:
    full = [n for n, row in enumerate(texts) if sum(map(bool, row)) >= _LEAST_CELLS]
    first, last = (full[0], full[-1]) if full else (len(texts), -1)
    first = next((n for n in full if sum(map(bool, texts[n])) > _LEAST_CELLS), first)
    number = 0
    for row, cells in enumerate(texts):
        if not any(cells):
            continue
        if not first <= row <= last:
            yield from (Piece(line) for text in cells if text for line in text.split("\n"))
            continue
        for col, text in enumerate(cells):
            origin = covered.get((row, col))
            if origin and origin[0] == row:
                continue  # the cell to the left reaches here
            above = origin is not None and origin[0] >= first
            yield from (
                Piece(line, table=table, row=number, col=col, above=above)
                for line in text.split("\n") or [""]
            )
        number += 1


def _shown(value: Any) -> str:
    """A value as a Vietnamese reader writes it: 12,5; 31/12/2026; whole numbers without a point."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return str(value).strip()
