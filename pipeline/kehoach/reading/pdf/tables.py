"""The tables of a PDF: those ruled on its pages, those that came with recognised pages, and those without rules."""

import re
from pathlib import Path
from typing import Any

from kehoach.reading.pdf.glyphs import decoded_cell
from kehoach.reading.pdf.ruled import find_ruled
from kehoach.reading.tables.grid import Grid
from kehoach.reading.tables.joined import joined
from kehoach.text import bare


def find_grids(file: Path | bytes, pages: list[Any]) -> dict[int, list[Grid]]:
    """The tables by page, from top to bottom; parts of one table share its number.

    Tables of recognised pages come with them (``page.grids``)."""
    ruled = [page.number for page in pages if page.ruled]
    found: dict[int, list[Grid]] = {page.number: page.grids for page in pages if page.grids}
    if ruled:
        found |= {
            n: [g for g in grids if not _is_letterhead(g)] for n, grids in find_ruled(file, ruled).items()
        }
    for page in pages:
        if page.obtained == "repaired":
            for grid in found.get(page.number, []):
                grid.rows = [[words and decoded_cell(words) for words in row] for row in grid.rows]
    return joined(pages, found)


def _is_letterhead(grid: Grid) -> bool:
    """Whether a table only lays out the head of a letter: its words come from the lines of the page, stamps included."""
    words = bare(" ".join(cell or "" for row in grid.rows[:3] for cell in row))
    return len(grid.rows) <= _HEAD_ROWS and _MOTTO.search(words) is not None


_HEAD_ROWS = 4
_MOTTO = re.compile(r"cong hoa xa hoi|dang cong san viet nam|doc lap\s*-\s*tu do")
