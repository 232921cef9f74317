"""A document as the extractors see it: its outline, its folded text, and where each offset stands."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from kehoach import rules
from kehoach.extraction.lexicon import known_lexicon
from kehoach.language import Marks, mark
from kehoach.model import Outline, Paragraph, Section, Span
from kehoach.text import fold

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-z])|(?<=\./\.)\s|\n")
_YEAR = re.compile(r"(?:19|20)\d\d")
# types of documents whose sentences set targets and charge units with work
HANDS_OUT = frozenset({"KH", "CTr", "CT", "CĐ", "ĐA", "KL", "TB", "HD", "PA"})


class View:
    """One outline with the look-ups that every extractor needs. ``lexicon`` may be widened before tasks are read."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.text = outline.source.text
        self.low, self.slips = repaired(fold(self.text))
        self.lexicon = known_lexicon()
        self.meta = outline.meta
        self.paragraphs = outline.paragraphs
        self.sections = {section.id: section for section in outline.sections}
        self._blocks = outline.source.blocks
        self._starts = [b.start for b in self._blocks]
        self._paragraph_starts = [p.start for p in self.paragraphs]
        self._section_starts = [s.span.start for s in outline.sections]
        self._kinds: dict[str, frozenset[str]] = {}

    def span(self, start: int, end: int) -> Span:
        """The span of a stretch, with its page."""
        block = self._blocks[max(0, bisect_right(self._starts, start) - 1)] if self._blocks else None
        return Span(start, end, block.page if block else None)

    def paragraph_at(self, offset: int) -> int:
        """Index of the body paragraph that holds an offset, or -1."""
        at = bisect_right(self._paragraph_starts, offset) - 1
        return at if at >= 0 and offset < self.paragraphs[at].end else -1

    def section_at(self, offset: int) -> str | None:
        """Id of the section that an offset stands in: of its paragraph, else the last one begun."""
        at = self.paragraph_at(offset)
        if at >= 0:
            return self.paragraphs[at].section
        last = bisect_right(self._section_starts, offset) - 1
        return self.outline.sections[last].id if last >= 0 else None

    def type_at(self, offset: int) -> str | None:
        """The type of the document that a place belongs to: of the part of the file, else of the first document."""
        own = next((p.type for p in self.outline.parts if p.span.start <= offset < p.span.end), None)
        return self.meta.type if own in (None, "PL") else own

    def up_from(self, section: str | None) -> Iterator[Section]:
        """A section and those above it, the nearest first."""
        while section is not None:
            found = self.sections[section]
            yield found
            section = found.parent

    def kinds(self, section: str | None) -> frozenset[str]:
        """What a section and those above it are about: targets, tasks, purpose, schedule ..."""
        if section is None:
            return frozenset()
        if section not in self._kinds:
            self._kinds[section] = self._kinds_of(self.sections[section])
        return self._kinds[section]

    def _kinds_of(self, section: Section) -> frozenset[str]:
        title = fold(section.title)
        own = next((r.id for r in rules.patterns("headings") if r.regex.search(title)), None)
        above = self.kinds(section.parent)
        if own == "targets":  # "4. Các chỉ tiêu" under "I. MỤC ĐÍCH, YÊU CẦU" sets targets nevertheless
            above -= {"purpose", "background", "funding"}
        return above | {own} if own else above

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of a stretch, as offsets."""
        cuts = [start]
        for match in _SENTENCE.finditer(self.text, start, end):
            if not self.text[match.end() : match.end() + 1].islower():
                cuts += [match.start(), match.end()]
        cuts.append(end)
        return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b > a]

    def words(self, paragraph: Paragraph) -> str:
        """The words of a paragraph without its label."""
        return self.text[paragraph.body : paragraph.end]

    @cached_property
    def marks(self) -> Marks:
        """The marks of the text."""
        return mark(self.text, self.low)

    @cached_property
    def opening_end(self) -> int:
        """Where the opening (legal bases, what is carried out) ends: at the first heading, or after the first lines."""
        heads = [
            p.start for p in self.paragraphs if p.role == "heading" or (p.label or "").startswith("Điều")
        ]
        first = heads[0] if heads else self.outline.body.start + 2500
        return min(first, self.outline.body.start + 12000)

    @cached_property
    def plan_year(self) -> str | None:
        """The year of a one-year plan, as its title states it."""
        period = self.meta.period
        return period.start if period and period.start == period.end else None

    @cached_property
    def issue_year(self) -> int | None:
        """The year of issue, or the year of a one-year plan when the date is blank."""
        for known in (self.meta.issued, self.plan_year):
            if known and _YEAR.match(known):
                return int(known[:4])
        return None


def repaired(low: str) -> tuple[str, list[int]]:
    """Slips of OCR mended in the folded text, letter for letter, so that offsets stand; and where letters changed."""
    changed: list[int] = []
    for slip in rules.patterns("ocr_slips", "slips"):
        meant = slip.value["to"]
        if slip.value["if"] not in low:
            continue
        for match in slip.regex.finditer(low):
            read = match.group()
            changed += [match.start() + at for at, letter in enumerate(meant) if letter != read[at]]
        low = slip.regex.sub(meant, low)
    return low, sorted(changed)
