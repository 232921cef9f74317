"""Clauses: the statements of a document in a tree, each below what governs it."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from kehoach.clauses.genre import Genre, Genres
from kehoach.language import Marks
from kehoach.model import Outline, Span, Table

Form = Literal["heading", "lead-in", "item", "text", "line", "row", "footnote"]


class Scope(Struct):
    """What a clause says for itself and for all that stands below it; None and [] where it says nothing.

    ``lead``, ``support``: who does the work. ``force``: by what the lead is charged (see duty.py). ``kind``: how the words
    are to be taken (rules/headings.yaml: goal, duty, purpose, background, past, regulation, charter, scoring, award ...).
    """

    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    kind: str | None = None
    force: str = ""


class Part(Struct, frozen=True):
    """The value of a label line or a cell of a row: its role (work, lead, support, both, time, product, amount, indicator, goal,
    measure, number, note, year:2026 ... or "" where the header does not tell) and its stretch in characters."""

    role: str
    start: int
    end: int


class Clause(Struct):
    """One heading, lead-in, item, paragraph, label line or table row.

    ``start`` is where its words begin, behind label and bullet; ``end`` is where they end. ``above`` is the index of
    the clause that governs it, or -1. ``parts`` are the value of a label line or the cells of a row. ``says`` is
    what it governs with (filled by governing.py).
    """

    index: int
    form: Form
    start: int
    end: int
    above: int
    section: str | None
    label: str | None = None
    parts: list[Part] = field(default_factory=list)
    table: Table | None = None
    says: Scope = field(default_factory=Scope)
    below: list[int] = field(default_factory=list)

    @property
    def roles(self) -> list[str]:
        """The roles of the columns of its table; none outside tables."""
        return self.table.roles if self.table is not None else []


class Clauses:
    """The clauses of a document in the order of the text, with the marks of its words."""

    def __init__(self, outline: Outline, marks: Marks, clauses: list[Clause]) -> None:
        self.outline, self.marks = outline, marks
        self.text, self.low, self.meta = marks.text, marks.low, outline.meta
        self.genres = Genres(outline)
        self.kinds: dict[int, frozenset[str]] = {}  # of the clauses that were asked for (governing.py)
        self._clauses = clauses
        self._starts = [clause.start for clause in clauses]
        self._blocks = outline.source.blocks
        self._block_starts = [block.start for block in self._blocks]

    def __iter__(self) -> Iterator[Clause]:
        return iter(self._clauses)

    def __getitem__(self, index: int) -> Clause:
        return self._clauses[index]

    def up(self, clause: Clause) -> Iterator[Clause]:
        """A clause and those that govern it, the nearest first."""
        at = clause.index
        while at >= 0:
            yield self._clauses[at]
            at = self._clauses[at].above

    def genre(self, clause: Clause) -> Genre:
        """What the document does that a clause stands in."""
        return self.genres.at(clause.start)

    def below(self, clause: Clause) -> Iterator[Clause]:
        """The clauses right below one."""
        return (self._clauses[at] for at in clause.below)

    def span(self, start: int, end: int) -> Span:
        """The span of a stretch, with its page."""
        at = max(0, bisect_right(self._block_starts, start) - 1)
        return Span(start, end, self._blocks[at].page if self._blocks else None)

    def clause_at(self, offset: int) -> Clause | None:
        """The last clause that begins at or before an offset."""
        at = bisect_right(self._starts, offset) - 1
        return self._clauses[at] if at >= 0 else None

    def section_at(self, offset: int) -> str | None:
        """Id of the section that an offset stands in: of its clause, else the last one begun."""
        clause = self.clause_at(offset)
        return clause.section if clause is not None else None
