"""The tables of a PDF: those ruled on its pages, those that came with recognised pages, and those without rules."""

from pathlib import Path
from typing import Any

from kehoach.reading.pdf.glyphs import decoded_cell
from kehoach.reading.pdf.ruled import find_ruled
from kehoach.reading.tables.grid import Grid
from kehoach.reading.tables.joined import joined


def find_grids(file: Path | bytes, pages: list[Any]) -> dict[int, list[Grid]]:
    """The tables by page, from top to bottom; parts of one table share its number.

    Tables of recognised pages come with them (``page.grids``)."""
    ruled = [page.number for page in pages if page.ruled]
    found: dict[int, list[Grid]] = {page.number: page.grids for page in pages if page.grids}
    if ruled:
        found |= find_ruled(file, ruled)
    for page in pages:
        if page.obtained == "repaired":
            for grid in found.get(page.number, []):
                grid.rows = [[words and decoded_cell(words) for words in row] for row in grid.rows]
    return joined(pages, found)
