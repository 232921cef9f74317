"""Ruled tables in the image of a page: the rules are found in the picture, recognised words go to their cells.

A rule is a run of dark pixels. The picture is cut into thin strips; in each strip a column (or row) of pixels
that is dark all through is part of a rule, and parts under one another make the rule.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from msgspec import Struct

_STRIP = 24  # pixels; at 200 dots per inch as tall as a capital letter
_DARK, _SOLID = 150, 230  # grey values below are ink; a mean above is a line all through the strip
_NEAR = 8  # pixels that a tilted rule may wander between strips
_SHORTEST = 66  # pixels of a rule: less is a letter's stem
_LEAST_UPRIGHTS, _LEAST_ROWS = 3, 2
_FLAT_SHARE = 0.25  # share of the table's width that a rule between rows covers at least


class Box(Protocol):
    """A recognised word with its box in pixels."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


class Rule(Struct):
    """A straight rule: where it stands, and from where to where it runs (pixels)."""

    at: int
    start: int
    end: int


class Upright(Struct):
    """The rules that stand under one another: where cells of a row are merged, there is a gap between them."""

    at: int
    runs: list[Rule]

    def parts(self, height: int) -> bool:
        """Whether there is a rule at this height."""
        return any(r.start - _STRIP <= height <= r.end + _STRIP for r in self.runs)


class Frame(Struct):
    """The rules of one table: its uprights, and the heights of the rules between rows."""

    uprights: list[Upright]
    heights: list[int]

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return self.uprights[0].at, self.heights[0], self.uprights[-1].at, self.heights[-1]

    def holds(self, word: Box) -> bool:
        """Whether the middle of a word stands inside."""
        left, top, right, bottom = self.box
        return left < (word.left + word.right) / 2 < right and top < (word.top + word.bottom) / 2 < bottom

    def cells(self, words: Iterable[Box]) -> list[list[list[Box] | None]]:
        """The words by row and column; None where no upright parts a cell from the one before it."""
        grid: list[list[list[Box] | None]] = []
        inside = [w for w in words if self.holds(w)]
        for top, bottom in zip(self.heights, self.heights[1:], strict=False):
            here = [w for w in inside if top < (w.top + w.bottom) / 2 <= bottom]
            grid.append(self._row(here, (top + bottom) // 2))
        return grid

    def _row(self, words: list[Box], middle: int) -> list[list[Box] | None]:
        row: list[list[Box] | None] = []
        for upright in self.uprights[:-1]:
            row.append([] if not row or upright.parts(middle) else None)
        for word in words:
            centre = (word.left + word.right) / 2
            column = max((i for i, u in enumerate(self.uprights[:-1]) if u.at < centre), default=0)
            while row[column] is None:
                column -= 1
            row[column].append(word)  # type: ignore[union-attr]
        return row


def find_frames(image: Any) -> list[Frame]:
    """The ruled tables in a grey image of a page, from top to bottom."""
    ink = image.point([255 if value < _DARK else 0 for value in range(256)])
    uprights = _rules(ink)
    if len(uprights) < _LEAST_UPRIGHTS:
        return []
    flats = _rules(ink.transpose(_transpose()))
    frames = [_frame(group, flats) for group in _grouped(uprights)]
    return [f for f in frames if f is not None]


def _transpose() -> Any:
    from PIL import Image

    return Image.Transpose.TRANSPOSE


def _rules(ink: Any) -> list[Rule]:
    """The upright rules of an image, from left to right."""
    from PIL import Image

    width, height = ink.size
    open_: list[Rule] = []
    done: list[Rule] = []
    for top in range(0, height - _STRIP, _STRIP):
        profile = ink.crop((0, top, width, top + _STRIP)).resize((width, 1), Image.Resampling.BOX).tobytes()
        going: list[Rule] = []
        for at in _solid(profile):
            known = next((r for r in open_ if abs(r.at - at) <= _NEAR), None)
            if known is None:
                going.append(Rule(at, top, top + _STRIP))
            else:
                open_.remove(known)
                known.end, known.at = top + _STRIP, at
                going.append(known)
        done += open_
        open_ = going
    return sorted((r for r in done + open_ if r.end - r.start >= _SHORTEST), key=lambda r: r.at)


def _solid(profile: bytes) -> list[int]:
    """The middles of runs of dark columns; broad ones are pictures, not rules."""
    found, start = [], -1
    for index, value in enumerate(profile + b"\0"):
        if value >= _SOLID and start < 0:
            start = index
        elif value < _SOLID and start >= 0:
            if index - start <= _NEAR:
                found.append((start + index) // 2)
            start = -1
    return found


def _grouped(uprights: list[Rule]) -> list[list[Rule]]:
    """Uprights beside one another, as the rules of one table."""
    groups: list[list[Rule]] = []
    for rule in sorted(uprights, key=lambda r: r.start):
        near = next((g for g in groups if rule.start <= max(r.end for r in g) + _STRIP), None)
        if near is None:
            groups.append([rule])
        else:
            near.append(rule)
    return groups


def _frame(group: list[Rule], flats: list[Rule]) -> Frame | None:
    uprights = _merged(group)
    if len(uprights) < _LEAST_UPRIGHTS:
        return None
    left, right = uprights[0].at, uprights[-1].at
    top, bottom = min(r.start for r in group), max(r.end for r in group)
    covered: dict[int, int] = {}
    for flat in sorted(flats, key=lambda r: r.at):
        common = min(flat.end, right + _STRIP) - max(flat.start, left - _STRIP)
        if common <= 0 or not top - 2 * _STRIP <= flat.at <= bottom + 2 * _STRIP:
            continue
        near = next((y for y in covered if abs(y - flat.at) <= _NEAR), flat.at)
        covered[near] = covered.get(near, 0) + common
    heights = sorted(y for y, length in covered.items() if length >= _FLAT_SHARE * (right - left))
    return Frame(uprights, heights) if len(heights) > _LEAST_ROWS else None


def _merged(group: list[Rule]) -> list[Upright]:
    places: list[Upright] = []
    for rule in sorted(group, key=lambda r: (r.at, r.start)):
        if places and rule.at - places[-1].at <= _NEAR:
            places[-1].runs.append(rule)
        else:
            places.append(Upright(rule.at, [rule]))
    return places
