"""When a document takes effect and until when it holds, where it says so itself ("Quyết định này có hiệu lực từ ngày ... đến hết ngày ...")."""

import re
from collections.abc import Iterator

from kehoach.model import Document
from kehoach.text import DATE, find_date

_BEFORE, _AFTER = 40, 80  # characters about "có hiệu lực"
_AFTER_TERM = 140  # characters that tell a term: two dates, or what it begins with
_TERMS = ("hiệu lực", "ủy quyền", "áp dụng")
_HOLDS = (
    r"(?:quyết định|nghị quyết|thông tư|nghị định|chỉ thị|kế hoạch|quy định|quy chế|luật)\s+này\s+(?:bắt đầu\s+)?có hiệu lực"
    r"(?:\s+thi hành)?"
)
_EFFECT = re.compile(_HOLDS + r"\s+(?:kể\s+)?từ\s+(?P<day>ngày ký|(?:ngày\s+)?" + DATE + ")")
_FROM = rf"(?:(?:kể\s+)?từ\s+(?:ngày\s+ký(?:\s+ban hành)?|(?:ngày\s+)?{DATE}|ngày\s+{_HOLDS})\s+)"
# "Từ ngày Luật này có hiệu lực đến hết ngày ..." is a time for something else, a term of validity or of an authorisation is not.
_TERM = r"thời\s+(?:hạn|gian)\s+(?:ủy quyền|có hiệu lực|hiệu lực|áp dụng)(?:\s+là)?\s*:?"
_END = re.compile(
    rf"(?:(?<!từ ngày ){_HOLDS}\s+|{_TERM}\s+){_FROM}?(?:cho\s+)?đến\s+(?:hết\s+)?(?P<day>(?:ngày\s+)?{DATE})"
)


def effective_date(document: Document, low: str) -> str | None:
    """The ISO date on which a document takes effect; None where it does not say. ``low`` is the folded text."""
    found = find_effect(document, low)
    return found[2] if found else None


def find_effect(document: Document, low: str) -> tuple[int, int, str | None] | None:
    """Where a document says when it takes effect, and the ISO date; None where it does not say.

    "từ ngày ký" is the date of issue (Nghị định 30/2020/NĐ-CP: decisions that are no laws usually say so).
    """
    places = _occurrences(low, "có hiệu lực")
    match = next((m for at in places if (m := _EFFECT.search(low, max(0, at - _BEFORE), at + _AFTER))), None)
    if match is None:
        return None
    if match["day"].startswith("ngày ký"):
        return match.start(), match.end(), document.meta.issued
    found = find_date(low, match.start("day"), match.end("day") + 1)
    return (match.start(), found[1], found[2]) if found else None


def _occurrences(low: str, word: str) -> Iterator[int]:
    at = low.find(word)
    while at >= 0:
        yield at
        at = low.find(word, at + 1)


def find_end(document: Document, low: str) -> tuple[int, int, str] | None:
    """Where a document says until when it holds, and the last day; None where it does not say. ``low`` is the folded text."""
    places = (at for word in _TERMS for at in _occurrences(low, word))
    match = next(
        (m for at in places if (m := _END.search(low, max(0, at - _BEFORE), at + _AFTER_TERM))), None
    )
    found = find_date(low, match.start("day"), match.end("day") + 1) if match else None
    return (match.start(), found[1], found[2]) if match and found else None
