"""The records of the knowledge base beside its documents: what checks found, and what became of every input. No logic.

With model.py and sources.py this is the contract that the published JSON Schema is derived from.
"""

from typing import Literal

from msgspec import Struct, field

from kehoach.model import SCHEMA_VERSION, PageEntry


class Evidence(Struct):
    """One side of a finding: the words of a document, and where they stand."""

    document: str
    path: str
    quote: str
    start: int
    end: int
    page: int | None = None


class Waiver(Struct, frozen=True):
    """Why a finding is let stand, and who says so."""

    reason: str
    by: str


class Finding(Struct):
    """Something that a check found: which rule, how grave, what it says, and both quotes."""

    id: str
    check: str
    severity: Literal["error", "warning", "note"]
    title_vi: str
    title_en: str
    message_vi: str
    message_en: str
    evidence: list[Evidence]
    waived: Waiver | None = None


class Findings(Struct):
    """The file ``findings.json``."""

    findings: list[Finding]
    schema_version: str = SCHEMA_VERSION


class Entry(Struct):
    """One input of the build: what became of it.

    A "duplicate" holds the same bytes as an input before it, whose document it shares; "other" is a
    file of a folder whose kind is not read. ``base`` is the
    document's id before two different files were found to claim the same one.
    """

    path: str
    sha256: str | None
    outcome: Literal["read", "failed", "duplicate", "other"]
    document: str | None
    base: str | None = None
    reason: str | None = None
    hint: str | None = None
    obtained: str | None = None
    pages: int | None = None
    ledger: list[PageEntry] = field(default_factory=list)
    characters: int = 0
    warnings: int = 0


class Run(Struct):
    """The file ``run.json``: when the last build ended, how long it took, how many files it read anew, and which inputs it was given.

    It stands apart from the manifest, so that the same input gives the same bytes there.
    """

    finished: str | None = None
    seconds: float = 0.0
    read_anew: int = 0
    inputs: list[str] = field(default_factory=list)


class Manifest(Struct):
    """The file ``manifest.json``: the ledger of every input, in the order of their paths.

    ``rules``, ``version`` and ``names`` (who found names that the rules do not know) say what read them.
    """

    entries: list[Entry]
    rules: str
    version: str
    names: str = "rules"
    schema_version: str = SCHEMA_VERSION
