"""The boxes of the characters of a text layer, and lines as they were drawn."""

import ctypes
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from kehoach.reading.layout import Line
from kehoach.reading.pdf.raw import address, char_box, font_weight

_LOOKED_AT = 4  # letters at the start of a line that tell its height


class Drawn(Struct):
    """A line with the stretch of characters of the text layer that it was read from."""

    line: Line
    first: int


class Letter(Struct, frozen=True):
    """A character with the left and right edge of its box, and whether it belongs to a stamp."""

    left: float
    right: float
    sign: str
    stamped: bool = False


Box = tuple[float, float, float, float]  # left, bottom, right, top


class Boxes:
    """The boxes of the characters of a text layer; ``at(index)`` is one."""

    def __init__(self, layer: Any) -> None:
        self._layer = address(layer)
        self.at = self._reader()

    def _reader(self) -> Callable[[int], Box]:
        """A closure, since a page asks for hundreds of boxes."""
        layer, edges = self._layer, (ctypes.c_double * 4)()
        first = ctypes.addressof(edges)
        to_left, to_right, to_bottom, to_top = range(first, first + 32, 8)

        def at(index: int) -> Box:
            char_box(layer, index, to_left, to_right, to_bottom, to_top)
            left, right, bottom, top = edges
            return left, bottom, right, top

        return at

    def bold(self, index: int) -> bool:
        """Whether a character is set in a bold face."""
        return bool(font_weight(self._layer, index) >= 600)

    def letters(self, item: Drawn) -> list[Letter]:
        """The characters of a line with their edges."""
        made = []
        for index, sign in enumerate(item.line.text, item.first):
            left, _, right, _ = self.at(index)
            made.append(Letter(left, right, sign))
        return made


def drawn_line(boxes: Boxes, words: str, first: int) -> Drawn:
    """A line as high as the first of its letters and the last: marks of footnotes within do not count."""
    left, bottom, right, top = boxes.at(first)
    if len(words) > 1:
        for index in (*range(first + 1, first + min(len(words) - 1, _LOOKED_AT)), first + len(words) - 1):
            x0, y0, x1, y1 = boxes.at(index)
            bottom, top = (y0 if y0 < bottom else bottom), (y1 if y1 > top else top)
        left, right = min(left, x0), max(right, x1)
    return Drawn(Line(words, left, bottom, right, top, boxes.bold(first)), first)
