"""Silver labels: the names that the rules know or found, marked wherever they stand in the text.

The rules read every document; each unit that they charge with a task becomes an entry, beside the register of
bodies and the provinces. What is marked is therefore right nearly always, but not complete: a sentence that holds
a capitalised first word of a unit outside every mark is left out, so that the model is not taught to miss it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span
from spacy.util import filter_spans

from kehoach import rules
from kehoach.errors import KehoachError
from kehoach.extraction import extract
from kehoach.language import mark
from kehoach.language.names import begins_body
from kehoach.model import Document, Outline
from kehoach.parsing import parse
from kehoach.reading import read
from kehoach.recognition.trained import Syllables
from kehoach.text import compile_vi, squash

_CAPITAL = "[A-ZĐÀ-Ỹ]"
_CAPITALISED = rf"{_CAPITAL}[a-zđà-ỹ]+"
_PLACE = compile_vi(
    rf"(?<![\w])(?:(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|đặc khu|thị trấn|thôn|bản|ấp)\s)(?:{_CAPITALISED}|{_CAPITAL}\b)(?:[\s-]{_CAPITALISED}){{0,3}}"
)
_PERSON = compile_vi(
    rf"(?:(?:đồng chí|ông|bà|Ông|Bà|Đ/c|đ/c)\s)(?P<name>{_CAPITALISED}(?:\s{_CAPITALISED}){{1,4}})(?!\w)"
)
_LONGEST, _SHORTEST = 900, 12  # characters of an example
_MOST_SYLLABLES = 14
_ABBREVIATION = compile_vi(r"[A-ZĐ&]{1,7}$")
# What goes on a name: "Ủy ban nhân dân" + "Thành phố", "các cơ quan" + "chức năng có liên quan".
_TAIL = compile_vi(
    r"(?:\s(?:[Tt]ỉnh|[Tt]hành phố|[Tt]rung ương|cấp (?:tỉnh|xã|huyện)|các cấp|chức năng|chuyên môn|trực thuộc|khác|(?:có )?liên quan|trên địa bàn(?: tỉnh| thành phố| xã| phường)?)(?![\wà-ỹ]))+"
)
_LOWER_NAME = compile_vi(
    r"^(?:các|những|cơ quan|đơn vị|địa phương|sở|ban|ngành|đoàn thể|cấp ủy|tổ chức)\b[^A-ZĐÀ-Ỹ]*$"
)


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    """What may follow a name; another small word means that the name goes on, and where it ends is not known."""
    known = [word for word, speech in rules.words_with_speech().items() if speech == "V" and " " in word]
    verbs = rules.words([*known, *rules.cues()["nominal_verbs"], *rules.cues()["lead_roles"]])
    links = "và|hoặc|cùng|với|để|trong|theo|về|tại|trên|khi|do|của|là|có|phải|được|đã|sẽ|cần|không|cho|từ|đến|gồm|ban hành|quy định|phê duyệt|như"
    return compile_vi(rf"\s*(?:$|[^\w\s]|[A-ZĐÀ-Ỹ\d]|(?:{links}|{verbs})(?!\w))")


class Example(Struct):
    """A stretch of text and its names, as (start, end, label) with offsets in it."""

    text: str
    names: list[tuple[int, int, str]]


def read_folder(folder: Path) -> Iterator[tuple[Outline, Document]]:
    """The documents of a folder, read by the rules; what cannot be read is passed over."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        try:
            outline = parse(read(path))
        except KehoachError:
            continue
        if outline.official:
            yield outline, extract(outline)


def names_of(documents: Iterable[Document]) -> set[str]:
    """Every unit that the rules know by name or found charged with a task."""
    found: Counter[str] = Counter()
    for document in documents:
        found.update({u.name for task in document.tasks for u in (*task.lead, *task.support)})
    names = {n for n, count in found.items() if (count > 1 or re.match(_CAPITAL, n)) and not n.isupper()}
    names = {n for n in names if _begins_body(n)}
    for entry in rules.load("register")["bodies"]:
        names |= {entry["name"], *entry["aliases"]}
    offices = set(rules.load("bodies")["offices"])
    return {n for n in names - offices if not _ABBREVIATION.match(n) and _is_whole(n)}


def _begins_body(name: str) -> bool:
    marks = mark(name)
    return begins_body(marks, 0, len(marks.tokens.words))


def _is_whole(name: str) -> bool:
    """Long enough to mean one thing wherever it stands, short enough to be no sentence."""
    return 2 <= len(name.split()) <= _MOST_SYLLABLES and not re.search(r"[:;()]|\d{3}", name)


class Labeller:
    """Marks known names in text."""

    def __init__(self, names: Iterable[str], vocab: Any) -> None:
        self._tokens = Syllables(vocab)
        self._exact = PhraseMatcher(vocab, attr="ORTH")
        self._loose = PhraseMatcher(vocab, attr="LOWER")
        for name in sorted(names):
            matcher = self._loose if _LOWER_NAME.match(name[:1].lower() + name[1:]) else self._exact
            matcher.add("ORG", [self._tokens(name)])
        for province in rules.load("places")["provinces"]:
            for name in (province["name"], *province["former"]):
                self._exact.add("LOC", [self._tokens(name)])
        words = (head for name in ("body_open_heads", "body_heads") for head in rules.cues()[name])
        heads = {word.capitalize() for word in words if " " not in word} | {"UBND", "HĐND"}
        self._head = re.compile(
            r"(?<!^)(?<!\w)(?:" + "|".join(sorted(heads, key=len, reverse=True)) + r")(?!\w)"
        )

    def example(self, text: str) -> Example | None:
        """A stretch with its names marked; None when a name may have been missed."""
        doc = self._tokens(text)
        bodies = [*self._exact(doc, as_spans=True), *self._loose(doc, as_spans=True)]
        places = [doc.char_span(*m.span(), "LOC") for m in _PLACE.finditer(text)]
        persons = [doc.char_span(*m.span("name"), "PERSON") for m in _PERSON.finditer(text)]
        wider = [  # "Ủy ban nhân dân tỉnh" + "tỉnh Lạng Sơn" is one name
            doc[body.start : place.end]
            for body in bodies
            for place in places
            if place and body.start < place.start < body.end < place.end
        ]
        spans = [*bodies, *places, *persons, *(Span(doc, w.start, w.end, "ORG") for w in wider)]
        marked = [
            _whole(text, s.start_char, s.end_char, s.label_) for s in filter_spans([s for s in spans if s])
        ]
        if any(label == "ORG" and not _after().match(text, end) for _, end, label in marked):
            return None
        marked = [m for at, m in enumerate(marked) if at == 0 or m[0] >= marked[at - 1][1]]
        for head in self._head.finditer(text):
            if not any(a <= head.start() < b for a, b, _ in marked):
                return None
        return Example(text, marked)


def _whole(text: str, start: int, end: int, label: str) -> tuple[int, int, str]:
    """A mark with the words that go on the name."""
    tail = _TAIL.match(text, end) if label == "ORG" else None
    return start, tail.end() if tail else end, label


def examples(outline: Outline, labeller: Labeller) -> Iterator[Example]:
    """The labelled stretches of one document: its paragraphs and cells, cut to sentences when they are long."""
    for block in outline.source.blocks:
        text = outline.source.text[block.start : block.end]
        for piece in [text] if len(text) <= _LONGEST else re.split(r"(?<=[.;])\s+", text):
            if _SHORTEST <= len(piece) <= _LONGEST and any(c.isalpha() for c in piece):
                found = labeller.example(squash(piece))
                if found is not None:
                    yield found
