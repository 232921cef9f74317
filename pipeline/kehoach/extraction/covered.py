"""Where citations stand: their numbers and dates belong to the documents cited."""

from bisect import bisect_left

from kehoach.language import Mark


class Covered:
    """The stretches of citations, in which no time schedules anything and no number is a goal."""

    def __init__(self, cited: list[Mark]) -> None:
        ordered = sorted((mark.start, mark.value.end) for mark in cited)
        self._starts = [a for a, _ in ordered]
        self._ends: list[int] = []
        for _, end in ordered:
            self._ends.append(max(end, self._ends[-1] if self._ends else end))

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one of them."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start
