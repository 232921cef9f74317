"""Where a record comes from: its file and words, where each of its values is told, and what became of it afterwards.

The words are looked for anew, in the order in which a document governs: the quote, its sentence or row, the lead-in and
the headings above it, the title, the letterhead. So what is shown is what the document says, not what a program noted of
itself; a value that no words tell is called worked out.
"""

import re
from collections.abc import Iterator

from msgspec import Struct, field

from kehoach.model import Document, Section, Span
from kehoach.text import fold, parse_number

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_POWERS = (1.0, 1e3, 1e4, 1e6, 1e9)  # "1,5 triệu" may be kept as 1500000
_LEAD_IN = 12  # lines above that may govern an item
_LABELS = 6  # lines below an item that may say who and when
_LABEL = re.compile(r"[^\s:][^:\n]{2,40}:\s*\S")
_HEADER_ROWS = 3
_MONTHS_OF_QUARTER = {"03-31": "i|1", "06-30": "ii|2", "09-30": "iii|3", "12-31": "iv|4"}


class Place(Struct, frozen=True):
    """A stretch of the text that may tell a value; ``how`` says what it is to the record: words, sentence, row, header,
    label (a line below), lead-in, heading, title, letterhead."""

    how: str
    start: int
    end: int


class Step(Struct):
    """One value of a record and where it is told: ``how`` as in Place, or "worked-out" (by rule, from the words), "register",
    "rules", "linking". ``words`` are the document's own, at ``span``; ``note`` tells what was done with them."""

    field: str
    value: str
    how: str
    words: str | None = None
    span: Span | None = None
    note: str | None = None


class Places(Struct):
    """The text of a document as one record sees it: where to look, nearest first."""

    document: Document
    low: str
    near: list[Place] = field(default_factory=list)

    def told(self, name: str, value: str, patterns: list[str]) -> Step:
        """The step of a value: the first pattern that matches in the nearest place; "worked-out" where none does."""
        for place in self.near:
            for pattern in patterns:
                match = re.compile(pattern).search(self.low, place.start, place.end)
                if match and match.end() > match.start():
                    return self.step(name, value, place.how, match.start(), match.end())
        return Step(name, value, "worked-out")

    def number(self, name: str, value: float) -> Step:
        """As ``told``, for a number in any of its written forms, thousands and millions told in words included."""
        for place in self.near:
            for match in _NUMBER.finditer(self.low, place.start, place.end):
                if is_number(match.group(), value):
                    return self.step(name, f"{value:g}", place.how, *match.span())
        return Step(name, f"{value:g}", "worked-out")

    def step(self, name: str, value: str, how: str, start: int, end: int) -> Step:
        page = next((c.span.page for c in self.document.sections if c.span.start <= start < c.span.end), None)
        return Step(name, value, how, self.document.text[start:end], Span(start, end, page))


def is_number(printed: str, value: float) -> bool:
    """Whether a printed number stands for a value: "1.200" for 1200, "1,5" for 1500000."""
    try:
        found = {parse_number(printed), float(printed.replace(".", "").replace(",", "."))}
    except ValueError:
        return False
    return any(abs(f * power - value) <= 1e-9 * max(1.0, abs(value)) for f in found for power in _POWERS)


def places(document: Document, span: Span, section: str | None) -> Places:
    """Where the values of a record may be told, nearest first."""
    low = fold(document.text)
    found = [Place("words", span.start, span.end), _line("sentence", document.text, span)]
    found += _cells(document, span)
    found += _labelled(document.text, found[1].end)
    found += _lead_ins(document.text, found[1].start)
    found += _headings(document, section)
    found += _front(document, low)
    return Places(document, low, found)


def _line(how: str, text: str, span: Span) -> Place:
    end = text.find("\n", span.end)
    return Place(how, text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)


def _cells(document: Document, span: Span) -> Iterator[Place]:
    """The rest of the row, then the head of its columns."""
    here = next((c for c in document.cells if c.start <= span.start < max(c.end, c.start + 1)), None)
    if here is None:
        return
    table = [c for c in document.cells if c.table == here.table]
    yield from (Place("row", c.start, c.end) for c in table if c.row == here.row)
    yield from (Place("header", c.start, c.end) for c in table if c.row < min(_HEADER_ROWS, here.row))


def _labelled(text: str, end: int) -> Iterator[Place]:
    """Lines below that say of the item who, with whom, by when: "Cơ quan chủ trì: Sở Y tế."."""
    for _ in range(_LABELS):
        begin, stop = end + 1, text.find("\n", end + 1)
        if stop < 0 or not _LABEL.match(text, begin, stop):
            return
        yield Place("label", begin, stop)
        end = stop


def _lead_ins(text: str, start: int) -> Iterator[Place]:
    """Lines above that end in a colon, and the line right above an item."""
    end = start - 1
    for _ in range(_LEAD_IN):
        if end <= 0:
            return
        begin = text.rfind("\n", 0, end) + 1
        if text[begin:end].rstrip().endswith(":"):
            yield Place("lead-in", begin, end)
        end = begin - 1


def _headings(document: Document, section: str | None) -> Iterator[Place]:
    """The headings above, from the innermost outwards."""
    return (Place("heading", s.span.start, s.span.end) for s in sections_above(document, section))


def sections_above(document: Document, section: str | None) -> Iterator[Section]:
    """A section and those above it, from the innermost outwards."""
    by_id = {s.id: s for s in document.sections}
    while section in by_id:
        yield by_id[section]
        section = by_id[section].parent


def _front(document: Document, low: str) -> Iterator[Place]:
    """The title, then all that stands before the first section."""
    title = fold(document.meta.title or "")
    at = low.find(title) if title else -1
    if at >= 0:
        yield Place("title", at, at + len(title))
    first = min((s.span.start for s in document.sections), default=min(len(low), 2_000))
    yield Place("letterhead", 0, first)


# --- written forms ----------------------------------------------------------------------------


def words_of(text: str) -> list[str]:
    """Patterns for words as they stand, however they are spaced; the longest beginning that a document may keep."""
    parts = [re.escape(part) for part in fold(text).split()]
    forms = [r"\s+".join(parts[:upto]) for upto in (len(parts), 4, 2) if 0 < upto <= len(parts)]
    return list(dict.fromkeys(forms))


def place_forms(value: str) -> list[str]:
    """Patterns for a place, with the word for what it is and without ("tỉnh Vĩnh Giang", "Vĩnh Giang, ngày ...")."""
    return [words_of(value)[0], words_of(value.partition(" ")[2] or value)[0]]


def date_forms(value: str) -> list[str]:
    """Patterns for an ISO date, whole or shortened, as documents write it; the fullest first."""
    year, month, day = [*_parts(value), None, None, None][:3]
    d, m = (rf"0?{int(x)}" if x else None for x in (day, month))
    forms = []
    if d and m and year:
        forms += [
            rf"(?<!\d){d}\s?[/.-]\s?{m}\s?[/.-]\s?{year}",
            rf"ngày\s*{d}\s*tháng\s*{m},?\s*năm\s*{year}",
        ]
    if d and m:
        forms += [rf"(?<!\d){d}\s?[/-]\s?{m}(?!\d)", rf"ngày\s*{d}\s*tháng\s*{m}(?!\d)"]
        quarter = _MONTHS_OF_QUARTER.get(f"{int(month or 0):02}-{int(day or 0):02}")
        forms += [rf"quý\s*(?:{quarter})(?![\wà-ỹ])"] if quarter else []
    if m:
        forms += (
            [rf"tháng\s*{m}(?:\s?/\s?|\s*năm\s*){year}", rf"tháng\s*{m}(?!\d)"]
            if year
            else [rf"tháng\s*{m}(?!\d)"]
        )
    if d and not m:
        forms.append(rf"(?:ngày|mùng)\s*{d}(?!\d)")
    return forms + ([rf"(?<!\d){year}(?!\d)"] if year else [])


def _parts(value: str) -> list[str | None]:
    """Year, month, day; None for what a date that comes back leaves open ("--11-30", "---20")."""
    if value.startswith("---"):
        return [None, None, value[3:]]
    if value.startswith("--"):
        return [None, *value[2:].split("-")]
    return list(value.split("-"))
