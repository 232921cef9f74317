"""Units that the lexicon does not know: asked of a recognizer, only where someone is made responsible.

Three kinds of places are looked at: responsibility lines and cells ("Cơ quan chủ trì: ..."), headings among units
("5. VNPT Lạng Sơn" between "4. Sở Y tế" and "6. Các hội"), and sentences with a responsibility cue. A place whose
unit the lexicon knows is passed over, so the recognizer is not even loaded for most documents. What it names widens
the lexicon of this one document; the grammar of lists, subjects and partners stays the same.
"""

import re
from collections.abc import Callable, Iterator

from kehoach.extraction.lexicon import Lexicon
from kehoach.extraction.subjects import subject_at
from kehoach.extraction.units import split_units, verb_after
from kehoach.extraction.view import View
from kehoach.model import Paragraph
from kehoach.parsing.lines import schedule_role
from kehoach.recognition import Name, Recognizer
from kehoach.text import fold

Ask = Callable[[], Recognizer]
Place = tuple[
    int, int, int, bool
]  # a stretch to ask about, where in it a unit is expected, whether one must be there

_CUE = re.compile(r"chủ trì|có trách nhiệm|chịu trách nhiệm|tham mưu|phối hợp(?: chặt chẽ| đồng bộ)? với ")
_WITH = re.compile(r"phối hợp(?: chặt chẽ| đồng bộ)? (?:với|cùng) ")
_JOINED = re.compile(r"\s*(?:[,;&]|,?\s(?:và|cùng|cùng với|với)\s)\s*")
_NOT_OF_NAME = re.compile(r"[,;:.\d]|(?:^|\s)(?:của|cho|về|với|đề nghị|giao|là|trước|trên|tại)\s")
_LONGEST_HEADING = 120
_LONGEST_NAME, _LONGEST_START = 14, 4  # words
_NO_UNIT = re.compile(
    r"^(?:người|về|cá nhân|lực lượng|chuyên gia|tổ chức, cá nhân|cán bộ|công chức|hộ|nhân dân|đối với|tổng|thời gian|trách nhiệm|các ông)\b|\bcủa\b"
)


def widened(view: View, ask: Ask) -> Lexicon:
    """The lexicon of a document with the names that a recognizer sees where the lexicon knows none."""
    learnt: set[str] = set()
    places = list(_places(view))
    seen = ask().names_of([view.text[start:end] for start, end, _, _ in places]) if places else []
    for (start, end, expected, sure), names in zip(places, seen, strict=True):
        found = [Name(n.start + start, n.end + start, n.label) for n in names if n.label != "PERSON"]
        learnt.update(
            _listed(view, found, start, end) if expected < 0 else _named(view, found, expected, end, sure)
        )
    return view.lexicon.plus(learnt) if learnt else view.lexicon


def _listed(view: View, found: list[Name], start: int, end: int) -> Iterator[str]:
    """In a value that holds a name, every piece between the signs is one: "...; đảng ủy các xã, phường"."""
    if not found:
        return
    kept = [(n.start, n.end) for n in found] + view.lexicon.wholes(view.low, start, end)
    at = start
    for sign in [*_JOINED.finditer(view.low, start, end), None]:
        if sign and any(a < sign.end() and sign.start() < b for a, b in kept):
            continue
        stop = sign.start() if sign else end
        piece = view.text[at:stop].strip(" .,;:-+")
        seen = any(a < stop and at < b for a, b in kept) or view.text[max(start, at - 2) : at].strip() == ";"
        if seen and len(piece.split()) <= _LONGEST_NAME and _is_name(piece, view.lexicon):
            yield piece
        at = sign.end() if sign else end


def _named(view: View, found: list[Name], expected: int, end: int, sure: bool) -> Iterator[str]:
    """The name at the place where one is expected, and those that a comma or an "và" joins to it.

    Of a name that begins a few words later the recognizer saw the end only: "Ban cán sự đảng" + "Ủy ban nhân dân tỉnh".
    """
    at = expected
    for name in found:
        if name.start < at:
            continue
        between, start = view.low[at : name.start], name.start
        if at > expected and not _JOINED.fullmatch(between):
            return
        if at == expected and between.strip(" -+"):
            if not view.text[start].isupper() or not _goes_on(between):
                return
            start = expected
        words = view.text[start : name.end].strip(" .,;:-+")
        whole = start == expected and name.end >= end - 1  # a heading that is nothing but a name
        if _is_name(words, view.lexicon) and (sure or whole or _is_proper(words)):
            yield words
            sure = True  # what is joined to a unit is one
        at = start + len(view.text[start : name.end].rstrip(" .,;:"))


def _goes_on(between: str) -> bool:
    """Whether the words before what was seen may belong to the name."""
    return len(between.split()) <= _LONGEST_START and not _NOT_OF_NAME.search(between)


def _is_name(name: str, lexicon: Lexicon) -> bool:
    """Whether words that a recognizer took for a name may be one that the lexicon does not know.

    "Giúp Thủ tướng Chính phủ" is a verb and a known name, "CƠ CẤU TỔ CHỨC" a heading, "Kiểm tra" work.
    """
    low, words = fold(name), name.split()
    tail = list(enumerate(words))[1 : _LONGEST_START + 1]
    return (
        (len(words) > 1 or (name.isupper() and len(name) > 2))
        and not lexicon.begins(low)
        and not lexicon.is_other(low)
        and not any(w[0].isupper() and lexicon.begins(fold(" ".join(words[at:]))) for at, w in tail)
        and not (name.isupper() and len(words) > 1)
        and verb_after(f" {low}", 0, len(low) + 1, lexicon) != 1
        and not _NO_UNIT.search(low)
    )


def _is_proper(name: str) -> bool:
    """At the start of a sentence a capital tells nothing: the name has another, or is a plural."""
    return any(c.isupper() for c in name[1:]) or name.split()[0] in ("Các", "Những")


# --- places -----------------------------------------------------------------------------------


def _places(view: View) -> Iterator[Place]:
    for index, paragraph in enumerate(view.paragraphs):
        if paragraph.role == "footnote" or "purpose" in view.kinds(paragraph.section):
            continue
        if paragraph.role == "heading":
            yield from _in_heading(view, index, paragraph)
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
        yield start, end, -1, True


def _in_heading(view: View, index: int, paragraph: Paragraph) -> Iterator[Place]:
    """A short heading whose brothers are mostly units, or below which work is listed: "- Phối hợp với ..."."""
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
    below = view.paragraphs[index + 1] if index + 1 < len(view.paragraphs) else None
    works = below is not None and below.role != "heading" and _begins_work(view, below.body)
    if (units * 2 >= len(brothers)) if units else works:
        yield start, paragraph.end, start, False


def _begins_work(view: View, start: int) -> bool:
    return verb_after(f" {view.low[start : start + 40]}", 0, 40, view.lexicon) == 1


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
            yield at, end, at, False
        for match in _WITH.finditer(view.low, start, end):
            if not view.lexicon.begins(view.low, match.end()):
                yield match.end(), end, match.end(), True
