"""A table on a page, however it was found."""

import re

from msgspec import Struct

from kehoach.reading.flow import Piece
from kehoach.reading.layout import Line

_FURNITURE = re.compile(r"\D{0,8}\d{1,4}\D{0,4}")


def is_furniture(line: Line) -> bool:
    """Whether a line may be the number of a page."""
    return _FURNITURE.fullmatch(line.text.strip()) is not None


class Grid(Struct):
    """A table on a page: its box (x0, y0, x1, y1 from the lower left) and the words of its cells.

    ``table`` numbers the table that the grid is a part of, ``first_row`` the place of its first row there.
    """

    box: tuple[float, float, float, float]
    rows: list[list[str | None]]
    table: int = 0
    first_row: int = 0

    def holds(self, line: Line) -> bool:
        """Whether a line stands inside."""
        x0, y0, x1, y1 = self.box
        return x0 - 3 <= line.middle <= x1 + 3 and y0 - 3 <= (line.y0 + line.y1) / 2 <= y1 + 3

    def pieces(self, page: int) -> list[Piece]:
        """The cells, row by row."""
        return [
            Piece(" ".join(words.split("\n")), page, 0.0, self.table, self.first_row + row, col)
            for row, cells in enumerate(self.rows)
            for col, words in enumerate(cells)
            if words is not None
        ]
