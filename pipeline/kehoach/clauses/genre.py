"""What a document does (plans, orders, reports, lays down rules), told from its type and title; data in document_types.yaml."""

from functools import lru_cache
from typing import Literal

from msgspec import Struct

from kehoach import rules
from kehoach.model import Outline
from kehoach.text import fold

Grant = Literal["all", "parts", "orders", "stated", "outlook", "none"]


class Genre(Struct, frozen=True):
    """``name`` as in rules/document_types.yaml; ``work`` and ``goals``: where its words charge with work and set goals;
    ``times``: they may set a day for it; ``law``: it lays down rules."""

    name: str
    work: Grant
    goals: Grant
    times: bool
    law: bool

    @property
    def resolves(self) -> bool:
        """Whether its sections of tasks set goals as a plan does: a resolution, a decision that approves a programme."""
        return self.goals == "stated" and self.work in ("all", "parts")


class Genres:
    """The genre of each part of a file: of the document itself, and of what it promulgates or sends along."""

    def __init__(self, outline: Outline) -> None:
        self.own = genre_of(outline.meta.type, outline.meta.title, outline.meta.symbol or outline.meta.code)
        self._parts: list[tuple[int, int, Genre]] = []
        above = self.own  # what an annex belongs to: the plan that stands before it, a draft sent along
        for part in outline.parts:
            genre = self._part(part.type, part.title, above)
            above = genre if part.type != "PL" else above
            self._parts.append((part.span.start, part.span.end, genre))

    def _part(self, kind: str, title: str | None, above: Genre) -> Genre:
        """An annex (PL) is what its title says, else what the document is that it belongs to."""
        told = _titled(title)
        return genre_of(kind, title) if kind != "PL" or told else above

    def at(self, offset: int) -> Genre:
        """The genre of the part that an offset stands in."""
        return next((genre for start, end, genre in self._parts if start <= offset < end), self.own)


def genre_of(kind: str | None, title: str | None, symbol: str | None = None) -> Genre:
    """The genre of a document by its type (KH, QĐ ...), title and symbol: one with a year in it ("12/2025/QĐ-UBND") lays down
    rules (Luật Ban hành văn bản quy phạm pháp luật)."""
    by_type = _by_type().get(kind or "", "unknown")
    if by_type in ("decision", "resolution") and _has_year(symbol):
        by_type = "rules"
    named = _titled(title)
    own = _genre(by_type)
    settled = (
        own.work == "all" and by_type != "guidance"
    ) or by_type == "report"  # a report on criteria is a report
    return own if named is None or settled else _genre(named)


@lru_cache(maxsize=1)
def _by_type() -> dict[str, str]:
    return {entry["abbr"]: entry["genre"] for entry in rules.load("document_types")["types"]}


def _genre(name: str) -> Genre:
    entry = rules.load("document_types")["genres"][name]
    times = entry.get("times") != "none"
    return Genre(name, entry["work"], entry["goals"], times, bool(entry.get("law")))


def _has_year(symbol: str | None) -> bool:
    return any(part.isdecimal() and len(part) == 4 for part in (symbol or "").split("/")[1:])


def _titled(title: str | None) -> str | None:
    """The genre that a title tells: of the patterns that match, the one that matches most."""
    low = fold(title or "")
    found = [
        (m.end() - m.start(), r.id)
        for r in rules.patterns("document_types", "genre_titles")
        if (m := r.search(low))
    ]
    return max(found)[1] if found else None
