"""Units that the lexicon does not know: asked of a recognizer, only where someone is made responsible.

Three kinds of places are looked at: responsibility lines and cells ("Cơ quan chủ trì: ..."), headings among units
("5. VNPT Lạng Sơn" between "4. Sở Y tế" and "6. Các hội"), and sentences with a responsibility cue. A place whose
unit the lexicon knows is passed over, so the recognizer is not even loaded for most documents. What it names widens
the lexicon of this one document; the grammar of lists, subjects and partners stays the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from kehoach.extraction.lexicon import Lexicon
from kehoach.extraction.units import split_units, subject_at, verb_after
from kehoach.extraction.view import View
from kehoach.model import Paragraph
from kehoach.parsing.lines import schedule_role
from kehoach.recognition import Name, Recognizer
from kehoach.text import fold

Ask = Callable[[], Recognizer]
Place = tuple[int, int, int]  # a stretch to ask about, and where in it a unit is expected

_CUE = re.compile(r"chủ trì|có trách nhiệm|chịu trách nhiệm|tham mưu|phối hợp(?: chặt chẽ| đồng bộ)? với ")
_WITH = re.compile(r"phối hợp(?: chặt chẽ| đồng bộ)? (?:với|cùng) ")
_JOINED = re.compile(r"\s*(?:[,;&]|,?\s(?:và|cùng|cùng với|với)\s)\s*")
_LONGEST_HEADING = 120
_PLAIN_NOUNS = re.compile(
    r"(?:người|cá nhân|lực lượng|chuyên gia|tổ chức, cá nhân|cán bộ|công chức|hộ|nhân dân)\b"
)


def widened(view: View, ask: Ask) -> Lexicon:
    """The lexicon of a document with the names that a recognizer sees where the lexicon knows none."""
    learnt: set[str] = set()
    for start, end, expected in _places(view):
        found = [
            Name(n.start + start, n.end + start, n.label)
            for n in ask().names(view.text[start:end])
            if n.label != "PERSON"
        ]
        learnt.update(_named(view, found, expected))
    return view.lexicon.plus(learnt) if learnt else view.lexicon


def _named(view: View, found: Iterable[Name], expected: int) -> Iterator[str]:
    """The name at the place where one is expected, and those that a comma or an "và" joins to it."""
    at = expected
    for name in found:
        between = view.low[at : name.start]
        if name.start >= at and (not between.strip(" -+") or (at > expected and _JOINED.fullmatch(between))):
            words = view.text[name.start : name.end].strip(" .,;:")
            if _is_new(words, view.lexicon):
                yield words
            at = name.end
        elif name.start > at:
            return


def _is_new(name: str, lexicon: Lexicon) -> bool:
    low = fold(name)
    return len(low) > 3 and not lexicon.begins(low) and not _PLAIN_NOUNS.match(low)


# --- places -----------------------------------------------------------------------------------


def _places(view: View) -> Iterator[Place]:
    for paragraph in view.paragraphs:
        if paragraph.role == "footnote" or "purpose" in view.kinds(paragraph.section):
            continue
        if paragraph.role == "heading":
            yield from _in_heading(view, paragraph)
            continue
        told = schedule_role(view.text[paragraph.start : paragraph.end])
        if told and told[0] in ("lead", "support", "both"):
            yield from _in_value(view, paragraph.start + told[1], paragraph.end)
        elif not told or told[0] == "work":
            yield from _in_sentences(view, paragraph)
    for table in view.outline.tables:
        for column in (table.roles.index(r) for r in ("lead", "support") if r in table.roles):
            if "task" in table.roles:
                for row in table.rows[table.header_rows :]:
                    cell = row[column]
                    if cell is not None:
                        yield from _in_value(view, cell.start, cell.end)


def _in_value(view: View, start: int, end: int) -> Iterator[Place]:
    """A value that names units: each of its pieces that the lexicon does not know is asked about."""
    value = view.text[start:end]
    pieces = split_units(value, view.lexicon) or [value.strip()]
    if any(piece and not view.lexicon.begins(fold(piece)) for piece in pieces) and not value[:1].isdigit():
        yield start, end, start + len(value) - len(value.lstrip(" -+"))


def _in_heading(view: View, paragraph: Paragraph) -> Iterator[Place]:
    """A short heading whose brothers are mostly units."""
    start = paragraph.body
    if paragraph.end - start > _LONGEST_HEADING or view.lexicon.begins(view.low, start):
        return
    own = view.sections[paragraph.section] if paragraph.section else None
    brothers = [
        fold(s.title)
        for s in view.outline.sections
        if own and s.parent == own.parent and s.depth == own.depth and s.id != own.id
    ]
    units = sum(view.lexicon.begins(title) for title in brothers)
    charged = "organisation" in view.kinds(own.parent if own else None)
    if (brothers and units * 2 >= len(brothers)) or (charged and not units):
        yield start, paragraph.end, start


def _in_sentences(view: View, paragraph: Paragraph) -> Iterator[Place]:
    """Sentences in which a cue says that someone acts, but no known unit stands where one must."""
    for start, end in view.sentences(paragraph.body, paragraph.end):
        at = subject_at(view.low, start)
        if at == start and not _CUE.search(view.low, start, end):
            continue
        if (
            not view.lexicon.begins(view.low, at)
            and verb_after(f" {view.low[at:end]}", 0, 40, view.lexicon) != 1
        ):
            yield at, end, at
        for match in _WITH.finditer(view.low, start, end):
            if not view.lexicon.begins(view.low, match.end()):
                yield match.end(), end, match.end()
