"""A document's text as it is laid out, paragraph by paragraph and table by table, with its records marked in place."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby, pairwise

from msgspec import Struct, field

from kehoach.model import CellPlace, Document, Task
from kehoach.text import fold

FOUND = "found"
_ABOVE, _DEEPEST = 2, 6  # the level of the headings of our own, and the deepest there is


class Mark(Struct, frozen=True):
    """A stretch of the text that a record stands on; ``record`` is the record's id."""

    start: int
    end: int
    kind: str
    record: str


class Piece(Struct):
    """Words that carry the same marks; ``anchors`` are records that begin here, ``link`` is the innermost record."""

    text: str
    kinds: list[str]
    anchors: list[str]
    link: str | None


class Line(Struct):
    """A paragraph and where it begins in the text; ``depth`` and ``section`` are set where it is a heading, ``level`` where a page shows it."""

    pieces: list[Piece]
    depth: int | None = None
    section: str | None = None
    start: int = 0
    level: int | None = None


class Grid(Struct):
    """A table: rows of cells, each with its lines. ``layout`` tells one that only sets text side by side, as in a letterhead."""

    rows: list[list[list[Line]]] = field(default_factory=list)
    layout: bool = False

    @property
    def start(self) -> int:
        """Where its first words begin."""
        return min((line.start for row in self.rows for cell in row for line in cell), default=0)


class Part(Struct):
    """A stretch of a document that is shown on one page: its blocks, and where its text begins and ends."""

    blocks: list[Line | Grid]
    start: int
    end: int


def parts_of(blocks: list[Line | Grid], end: int, most: int) -> list[Part]:
    """The blocks on as few pages as hold ``most`` characters each; a long table is cut between rows."""
    parts = [Part([], 0, end)]
    for block in _small(blocks, most):
        last = parts[-1]
        if last.blocks and block.start - last.start >= most:
            last.end = block.start
            parts.append(Part([], block.start, end))
        parts[-1].blocks.append(block)
    return parts


def levelled(blocks: list[Line | Grid]) -> list[Line | Grid]:
    """The blocks of one page, their headings told to who listens by levels from 3 on: none lies more than one below that before it,
    whatever part of a document the page shows."""
    before = _ABOVE
    for line in _lines(blocks):
        if line.section:
            before = line.level = min((line.depth or 1) + _ABOVE, before + 1, _DEEPEST)
    return blocks


def _lines(blocks: list[Line | Grid]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from (line for row in block.rows for cell in row for line in cell)
        else:
            yield block


def _small(blocks: list[Line | Grid], most: int) -> Iterator[Line | Grid]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
            continue
        piece = Grid(layout=block.layout)
        for row in block.rows:
            piece.rows.append(row)
            starts = [line.start for cell in row for line in cell]
            if starts and max(starts) - piece.start >= most:
                yield piece
                piece = Grid(layout=block.layout)
        if piece.rows:
            yield piece


def laid_out(document: Document, found: tuple[int, int] | None = None) -> list[Line | Grid]:
    """The whole text in order; every character that is not white space stands in it once.

    ``found`` is a stretch to show besides the records (the quote of a finding, a passage searched for): its anchor is "at".
    """
    layout = _Layout(document, found)
    made: list[Line | Grid] = []
    at = 0
    for _, group in groupby(
        sorted(document.cells, key=lambda c: (c.start, c.table)), key=lambda cell: cell.table
    ):
        cells = list(group)
        if cells[0].start < at:  # a footnote's text may be called from inside a table
            continue
        made += layout.lines(at, cells[0].start)
        made.append(layout.grid(cells))
        at = max(cell.end for cell in cells)
    made += layout.lines(at, len(document.text))
    return made


def marks_of(document: Document) -> list[Mark]:
    """All marks in the order of the text, wider before narrower: tasks, targets, deadlines, citations and the units of tasks."""
    marks: list[Mark] = []
    for kind, records in (
        ("task", document.tasks),
        ("target", document.targets),
        ("deadline", document.deadlines),
        ("citation", document.citations),
    ):
        marks += [Mark(r.span.start, r.span.end, kind, r.id) for r in records]
    marks += [Mark(s.start, s.end, "citation", c.id) for c in document.citations for s in c.also]
    folded = fold(document.text)
    heads = {section.id: section.span for section in document.sections}
    for task in document.tasks:
        spans = [(task.span.start, task.span.end)]
        if task.section in heads:
            spans.append((heads[task.section].start, heads[task.section].end))
        marks += _units(folded, task, spans)
    return sorted(set(marks), key=lambda m: (m.start, -m.end, m.kind, m.record))


def _units(folded: str, task: Task, spans: list[tuple[int, int]]) -> Iterator[Mark]:
    """Where a task's units stand: in its own words, or in the heading above it."""
    for unit in (*task.lead, *task.support):
        for start, end in spans:
            at = folded.find(fold(unit.name), start, end)
            if at >= 0:
                yield Mark(at, at + len(unit.name), "unit", task.id)
                break


class _Layout:
    def __init__(self, document: Document, found: tuple[int, int] | None) -> None:
        self.document = document
        extra = [Mark(*found, FOUND, "at")] if found else []
        self.marks = sorted([*marks_of(document), *extra], key=lambda m: (m.start, -m.end))
        self.starts = [mark.start for mark in self.marks]
        self.longest = max((mark.end - mark.start for mark in self.marks), default=0)
        self.heads = {section.span.start: section for section in document.sections}
        self.anchored: set[str] = set()
        first = min((s.span.start for s in document.sections), default=len(document.text))
        last = max((s.span.start for s in document.sections), default=0)
        self.body = (first, last)

    def lines(self, start: int, end: int) -> list[Line | Grid]:
        """The paragraphs of a stretch."""
        made: list[Line | Grid] = []
        at = start
        # Cells that only set text side by side are joined by bars in the text; each is a line of its own here.
        for words in re.split(r"(\n| \| )", self.document.text[start:end]):
            if words.strip(" |\n"):
                made.append(self.line(at, at + len(words)))
            at += len(words)
        return made

    def grid(self, cells: list[CellPlace]) -> Grid:
        """A table; cells that the document leaves out stay empty."""
        wide = max(cell.col for cell in cells) + 1
        grid = Grid()
        for row in sorted({cell.row for cell in cells}):
            grid.rows.append(
                [
                    [self.line(c.start, c.end) for c in cells if (c.row, c.col) == (row, col)]
                    for col in range(wide)
                ]
            )
        grid.layout = cells[-1].end <= self.body[0] or (cells[0].start > self.body[1] and len(grid.rows) == 1)
        return grid

    def line(self, start: int, end: int) -> Line:
        """One paragraph, cut where marks begin and end."""
        low = bisect_left(self.starts, start - self.longest)
        high = bisect_left(self.starts, end)
        over = [m for m in self.marks[low:high] if m.end > start]
        cuts = sorted(
            {start, end, *(m.start for m in over if m.start > start), *(m.end for m in over if m.end < end)}
        )
        pieces = [self._piece(a, b, over) for a, b in pairwise(cuts)]
        section = self.heads.get(start)
        return Line(pieces, section.depth if section else None, section.id if section else None, start)

    def _piece(self, start: int, end: int, over: list[Mark]) -> Piece:
        here = [m for m in over if m.start <= start and end <= m.end]
        anchors = list(
            dict.fromkeys(m.record for m in here if m.record not in self.anchored and m.kind != "unit")
        )
        self.anchored.update(anchors)
        inner = min(
            (m for m in here if m.kind != FOUND), key=lambda m: (m.end - m.start, m.kind), default=None
        )
        kinds = list(dict.fromkeys(m.kind for m in here))
        return Piece(self.document.text[start:end], kinds, anchors, inner.record if inner else None)
