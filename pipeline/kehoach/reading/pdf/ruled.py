"""Ruled tables of PDF pages, found by pdfplumber."""

import ctypes
import io
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from kehoach.reading.pdf.raw import address, object_bounds, object_kind, page_object
from kehoach.reading.tables.grid import Grid

_UPRIGHTS = 4  # a table has at least this many upright rules or boxes of cells
_MOST_PATHS = 20_000  # drawings with more paths are maps and figures


def is_ruled(page: Any) -> bool:
    """Whether a page has enough upright rules for a table; underlines and shaded lines of text are none."""
    width, edges, handle = page.get_size()[0], (ctypes.c_float * 4)(), address(page)
    places = range(ctypes.addressof(edges), ctypes.addressof(edges) + 16, 4)
    uprights = 0
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_PATHS)):
        drawn = page_object(handle, index)
        if object_kind(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        object_bounds(drawn, *places)
        left, bottom, right, top = edges
        wide, tall = right - left, top - bottom
        if tall > 40 and wide > 100:  # a whole table drawn in one stroke, or its frame
            return True
        uprights += tall >= 8 and wide < 0.7 * width
        if uprights >= _UPRIGHTS:
            return True
    return False


def find_ruled(file: Path | bytes, ruled: list[int]) -> dict[int, list[Grid]]:
    """The ruled tables of the given pages (from 1), from top to bottom."""
    import pdfplumber

    found: dict[int, list[Grid]] = {}
    with pdfplumber.open(io.BytesIO(file) if isinstance(file, bytes) else file, pages=ruled) as document:
        for page in document.pages:
            grids = [_grid(page, table) for table in page.find_tables()]
            grids = [g for g in grids if len(g.rows) > 1 and max(map(len, g.rows)) > 1]
            found[page.page_number] = sorted(grids, key=lambda g: -g.box[3])
            page.close()
    return found


def _grid(page: Any, table: Any) -> Grid:
    x0, top, x1, bottom = table.bbox
    height = float(page.height)
    return Grid((x0, height - bottom, x1, height - top), table.extract())
