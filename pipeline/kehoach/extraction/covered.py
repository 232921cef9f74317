"""Stretches of text that are spoken for: nothing else is told by the words in them."""

from bisect import bisect_left
from collections.abc import Iterable


class Covered:
    """Stretches of citations, whose dates schedule nothing and whose numbers are no goals."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [a for a, _ in ordered]
        self._ends: list[int] = []
        for _, end in ordered:
            self._ends.append(max(end, self._ends[-1] if self._ends else end))

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one of them."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start
