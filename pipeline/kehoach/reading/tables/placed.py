"""The pieces of a page from top to bottom: paragraphs of its free lines, and its tables where they stand."""

from collections.abc import Iterator

from kehoach.reading.flow import Piece
from kehoach.reading.layout import Line, paragraphs
from kehoach.reading.tables.grid import Grid


def page_pieces(lines: list[Line], grids: list[Grid], number: int, width: float) -> Iterator[Piece]:
    """What stands inside a table comes from its cells; ``number`` counts pages from 1, ``width`` is in points."""
    above = [line for line in lines if not any(grid.holds(line) for grid in grids)]
    for grid in grids:
        before = [line for line in above if line.y0 >= grid.box[3] - 2]
        above = [line for line in above if line.y0 < grid.box[3] - 2]
        yield from paragraphs(before, number, width)
        yield from grid.pieces(number)
    yield from paragraphs(above, number, width)
