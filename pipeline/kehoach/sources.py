"""The records of a source: what reading yields of a file, its text, its pages, its signatures and stamps. No logic.

model.py shows them to everybody else, and says how offsets and dates are written.
"""

from typing import Literal

from msgspec import Struct, field

Integrity = Literal["intact", "changed", "unknown"]


class Span(Struct, frozen=True):
    """A half-open stretch of the text, with the page (from 1) where it begins when pages are known."""

    start: int
    end: int
    page: int | None = None


class Warning_(Struct):
    """A doubt, with its place when it has one. ``code`` is stable, ``message`` is for people.

    ``field`` names the field of ``meta`` that a doubtful reading fills; ``candidates`` are the readings it may be instead.
    """

    code: str
    message: str
    span: Span | None = None
    field: str | None = None
    candidates: list[str] = []


class Block(Struct):
    """One paragraph, or one paragraph of a table cell, as a stretch of the source's text.

    ``bold`` is the share of its characters that are set in bold (0 to 1).
    ``table``, ``row`` and ``col`` count from 0 and are None outside tables.
    ``mark`` is the footnote mark when the block is the body of a footnote. ``above`` tells a cell that
    goes on from the one above it (cells merged downwards).
    """

    start: int
    end: int
    page: int | None = None
    bold: float = 0.0
    table: int | None = None
    row: int | None = None
    col: int | None = None
    mark: str | None = None
    above: bool = False


class PageEntry(Struct, frozen=True):
    """How the text of one page was obtained (pdf, repaired, ocr, blank, failed), and how many words OCR's marks were mended in.

    ``covered`` is the share of the page's ink that the text accounts for (None: not measured, or no ink); ``engine`` the readers of a
    recognised page, ``confidence`` the mean of its words (0 to 1), ``turned`` by how many degrees clockwise it had been turned.
    """

    page: int
    obtained: str
    mended: int = 0
    covered: float | None = None
    words: int = 0
    engine: str | None = None
    confidence: float | None = None
    turned: int = 0


class Receipt(Struct, frozen=True):
    """The stamp of the office that received a paper: the number and day it gave it (None: blank or unread), its body, the page."""

    number: str | None
    date: str | None
    body: str | None
    page: int | None = None


class Signature(Struct, frozen=True):
    """A digital signature: when (ISO 8601 with zone, as the signer says), by whom, for which body, as its certificate names them.

    ``integrity``: "intact" when the signed bytes are as they were and nothing was added that is not signed in turn; "changed";
    "unknown" where that cannot be told. ``reason`` says why it is not intact: bytes (the signed ones differ), added,
    range (it is unclear what was signed), unreadable, too-large, not-installed. ``trusted`` tells whether the certificate
    leads to one that the user gave; None where none was given.
    """

    signed: str | None
    signer: str | None
    body: str | None
    integrity: Integrity = "unknown"
    trusted: bool | None = None
    reason: str | None = None


class PackedFile(Struct, frozen=True):
    """A file inside a package: its path there, where its text stands, how it was obtained, or why it could not be read."""

    path: str
    span: Span | None
    obtained: str | None
    reason: str | None


class SourceInfo(Struct):
    """Where a text came from. ``obtained`` says how: text, markdown, docx, word97 (and others), pdf, repaired, ocr.

    ``ledger`` tells it page by page for PDFs; ``signatures`` are the digital ones, in the order of signing;
    ``stamps`` what was typed over a scan ("SAO Y; ..."), ``received`` what a receipt stamp tells, ``files`` what was inside a package.
    """

    path: str
    sha256: str
    media_type: str
    obtained: str
    pages: int | None = None
    ledger: list[PageEntry] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)
    received: Receipt | None = None
    files: list[PackedFile] = field(default_factory=list)


class Source(Struct):
    """A file as text: normalised once (NFC, joined lines), never changed afterwards."""

    info: SourceInfo
    text: str
    blocks: list[Block]
    warnings: list[Warning_] = field(default_factory=list)
