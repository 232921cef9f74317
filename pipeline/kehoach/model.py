"""The records of a document. No logic.

Every record that is written to disk is a struct of this module, of sources.py (whose names stand here too) or of
knowledge/records.py, and the published JSON Schema is derived from them
(``kehoach schema``), so these files are the contract. Offsets are counted in characters of ``Document.text``; dates
are ISO 8601 strings, shortened where the document leaves a part blank
("2026-05"), or "--11-30" for a day that comes back every year.
"""

from typing import Literal

from msgspec import Struct, field

from kehoach.sources import Block as Block
from kehoach.sources import Integrity as Integrity
from kehoach.sources import PackedFile as PackedFile
from kehoach.sources import PageEntry as PageEntry
from kehoach.sources import Receipt as Receipt
from kehoach.sources import Signature as Signature
from kehoach.sources import Source as Source
from kehoach.sources import SourceInfo as SourceInfo
from kehoach.sources import Span as Span
from kehoach.sources import Warning_ as Warning_

SCHEMA_VERSION = "1"

Recurrence = Literal["yearly", "half-yearly", "quarterly", "monthly", "weekly", "daily", "continuous"]
Operator = Literal["=", ">=", "<=", ">", "<", "~", "range", "increase", "decrease", "rank"]
Measure = Literal["level", "change", "yearly-average", "share", "rank", "count"]
Relation = Literal[
    "implements", "basis", "amends", "replaces", "repeals", "corrects", "guides", "reports_on",
    "promulgated_with", "attachment", "mentions",
]  # fmt: skip
Finder = Literal["rule", "model", "person"]


# --- what parsing yields ----------------------------------------------------------------------


class Period(Struct, frozen=True):
    """Years (or dates), both ends included."""

    start: str
    end: str


class Meta(Struct):
    """The letterhead, title and signature block, as printed (Nghị định 30/2020/NĐ-CP, phụ lục I).

    ``code`` is the symbol without its number ("KH-UBND"): all that an unnumbered draft shows.
    """

    symbol: str | None = None
    code: str | None = None
    type: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_role: str | None = None
    period: Period | None = None
    recipients: list[str] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)


class Section(Struct):
    """A heading: a label and a title that head other text. ``depth`` 1 is the outermost level."""

    id: str
    label: str
    title: str
    depth: int
    parent: str | None
    span: Span


class Paragraph(Struct):
    """A block of the body with its place in the outline.

    ``role`` is one of heading, item (has a label or bullet), text, footnote.
    ``level`` is the nesting depth of its label, bullets included; ``parent`` the
    index of the paragraph above it in the tree, or -1. ``body`` is the offset
    where the words begin, after the label.
    """

    start: int
    end: int
    body: int
    role: str
    label: str | None
    level: int
    parent: int
    section: str | None
    page: int | None = None
    mark: str | None = None


class Cell(Struct):
    """One cell of a data table: its text's stretch, empty when start == end."""

    start: int
    end: int
    page: int | None = None


class Table(Struct):
    """A data table: rows of cells, the role of each column, and the section that each row belongs to."""

    rows: list[list[Cell | None]]
    roles: list[str]
    header_rows: int
    sections: list[str | None]


class Part(Struct):
    """A further document in the same file: what it is (a type, or PL for an annex), and how it belongs to the first."""

    id: str
    type: str
    label: str | None
    title: str | None
    symbol: str | None
    relation: Literal["promulgated_with", "attachment"]
    span: Span


class Outline(Struct):
    """A parsed document: who issued what, and the tree of its body; ``end`` is where it ends in the text: what a saved page shows below
    it is not the document's."""

    source: Source
    meta: Meta
    meta_spans: dict[str, Span]
    sections: list[Section]
    paragraphs: list[Paragraph]
    tables: list[Table]
    body: Span
    end: int
    official: bool
    warnings: list[Warning_] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


# --- what extraction yields -------------------------------------------------------------------


class When(Struct):
    """A stretch of time, both ends included, with how often it comes back or what event starts it."""

    start: str | None = None
    end: str | None = None
    recurrence: Recurrence | None = None
    condition: str | None = None


class UnitRef(Struct):
    """A body as a document names it; ``id`` is its canonical id once linked.

    ``replaced_by`` names the body that had taken its place by the document's date (merged or renamed).
    """

    name: str
    id: str | None = None
    replaced_by: str | None = None


class Scope(Struct):
    """What a target is about besides its indicator: the place, and the kind of area within it."""

    place: str | None = None
    area: str | None = None


class Signal(Struct, frozen=True, array_like=True):
    """What moved the confidence of a record: the name of a signal (rules/confidence.yaml), and by how much (log-odds; below 0 for the worse)."""

    name: str
    weight: float


class Citation(Struct):
    """A reference to another document. ``resolved`` is an id in the knowledge base, or None.

    ``status``: resolved, ambiguous (``candidates`` lists the ids) or unresolved. ``also`` are the other places where
    the document is named: by its symbol, or by a short form ("Chỉ thị 11", "sau đây gọi tắt là Đề án 06").
    """

    id: str
    quote: str
    span: Span
    section: str | None
    symbol: str | None
    name: str | None
    type: str | None
    issued: str | None
    issuer: str | None
    title: str | None
    relation: Relation
    resolved: str | None = None
    status: Literal["resolved", "ambiguous", "unresolved"] = "unresolved"
    candidates: list[str] = field(default_factory=list)
    also: list[Span] = field(default_factory=list)
    by: Finder = "rule"
    repaired: bool = False
    confidence: float = 1.0
    signals: list[Signal] = field(default_factory=list)


class Target(Struct):
    """A number that the document sets as a goal; ``due`` is a year, a date, "yearly" or None."""

    id: str
    quote: str
    span: Span
    section: str | None
    indicator: str
    indicator_id: str | None
    op: Operator
    value: float
    value_max: float | None
    unit: str | None
    due: str | None
    measure: Measure
    scope: Scope
    by: Finder = "rule"
    repaired: bool = False
    confidence: float = 1.0
    signals: list[Signal] = field(default_factory=list)


class Deadline(Struct):
    """An expression that says when something must be done or reported."""

    id: str
    quote: str
    span: Span
    section: str | None
    start: str | None
    end: str | None
    recurrence: Recurrence | None
    condition: str | None
    by: Finder = "rule"
    repaired: bool = False
    confidence: float = 1.0
    signals: list[Signal] = field(default_factory=list)


class Task(Struct):
    """A piece of work with someone to do it."""

    id: str
    quote: str
    span: Span
    section: str | None
    lead: list[UnitRef]
    support: list[UnitRef]
    product: str | None
    deadline: When
    by: Finder = "rule"
    repaired: bool = False
    confidence: float = 1.0
    signals: list[Signal] = field(default_factory=list)


class Identity(Struct):
    """Number and date of a document that leaves them blank, as told by the documents named in ``told_by``."""

    symbol: str | None
    issued: str | None
    told_by: list[str] = field(name="from", default_factory=list)


class CellPlace(Struct, frozen=True, array_like=True):
    """Where a paragraph of a table's cell stands: offsets, then table, row and column, counted from 0."""

    start: int
    end: int
    table: int
    row: int
    col: int


class CopyOf(Struct):
    """The document that another file holds more fully, and why the two are one."""

    document: str
    evidence: str


class Review(Struct, frozen=True):
    """What a person said of a record (``kind`` and ``record`` name it): it is right, wrong, mended or added.

    ``fits`` is False where the words that it was said of do not stand in the text; ``record`` is then None.
    """

    correction: str
    kind: Literal["targets", "tasks", "deadlines", "citations", "meta"]
    verdict: Literal["right", "wrong", "mended", "added"]
    record: str | None
    by: str
    on: str
    fits: bool = True


class Settled(Struct):
    """A doubtful reading that other documents settled: what was ``read``, what is ``told`` by whom, and the doubt that is gone."""

    told_by: list[str] = field(name="from")
    field: str
    read: str | None
    told: str
    doubt: Warning_


class Document(Struct):
    """Everything known of one document; the file ``documents/<id>.json``."""

    id: str
    source: SourceInfo
    meta: Meta
    text: str
    sections: list[Section]
    citations: list[Citation]
    targets: list[Target]
    deadlines: list[Deadline]
    tasks: list[Task]
    warnings: list[Warning_]
    identity: Identity | None = None
    copy_of: CopyOf | None = None
    replaced_by: str | None = None
    parts: list[Part] = field(default_factory=list)
    cells: list[CellPlace] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    schema_version: str = SCHEMA_VERSION

    def __repr__(self) -> str:
        """Short: the whole text would fill the screen."""
        return f"<Document {self.id}: {len(self.tasks)} tasks, {len(self.targets)} targets, {len(self.citations)} citations>"
