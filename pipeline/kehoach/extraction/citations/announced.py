"""Annexes that a document announces ("chi tiết tại Phụ lục II kèm theo") and that its file does not hold."""

import re
from collections.abc import Iterator

from kehoach.model import Document
from kehoach.text import parse_roman

_ANNOUNCED = re.compile(
    r"(?P<words>(?:phụ lục|biểu|danh mục)(?:\s+(?:số\s+)?(?P<label>[ivxl]{1,5}|\d{1,2}[a-z]?)(?!\w))?)"
    r"[^.;\n()]{0,40}?\s(?:kèm theo|đính kèm|gửi kèm)(?!\s+(?:quyết định|thông tư|nghị định|nghị quyết|công văn|luật|chỉ thị)\s+(?:số\s+)?\d)"
)
_LED = re.compile(r"(?:theo|tại|như|có|xem)\s+(?:các\s+)?$")
_HELD = re.compile(
    r"^\W*(?:phụ lục|biểu|danh mục)(?:\s+(?:số\s*)?(?P<label>[ivxl]{1,5}|\d{1,2}[a-z]?)(?!\w))?", re.MULTILINE
)
_HEADING = 90  # characters: the heading of an annex is short

Announced = tuple[int, int, str]


def find_announced(document: Document, low: str) -> Iterator[Announced]:
    """Start, end and words of each annex that is announced as enclosed but absent; each label once.

    ``low`` is the folded text.
    """
    held = _held(low, document)
    told: set[str] = set()
    for match in _ANNOUNCED.finditer(low):
        label = _place(match["label"])
        if not _LED.search(low, max(0, match.start() - 10), match.start()):
            continue
        if label in told or (label in held if label else held) or _is_quoted(low, match.start()):
            continue
        told.add(label)
        yield match.start("words"), match.end(), document.text[match.start("words") : match.end("words")]


def _place(label: str | None) -> str:
    """What two printings of one label share: "01" and "I" are both the first; "" for none."""
    number = parse_roman(label) if label else None
    return str(number) if number else (label or "").lstrip("0")


def _is_quoted(low: str, at: int) -> bool:
    """Whether a place stands in a quotation: the wording of a document that is amended."""
    opened = low.rfind('\n"', 0, at)
    return opened >= 0 and low.count('"', opened + 1, at) % 2 == 1


def _held(low: str, document: Document) -> set[str]:
    """The labels of the annexes that the file holds; "" for one without a label."""
    lines = [line for line in low.split("\n") if len(line) <= _HEADING]
    found = {_place(m["label"]) for line in lines if (m := _HELD.match(line)) and "kèm theo" not in line[12:]}
    found |= {"" for part in document.parts if part.relation in ("attachment", "promulgated_with")}
    return found
