"""When a document takes effect, where it says so itself ("Quyết định này có hiệu lực từ ngày ...")."""

import re

from kehoach.model import Document
from kehoach.text import DATE, find_date

_BEFORE, _AFTER = 40, 80  # characters about "có hiệu lực"
_EFFECT = re.compile(
    r"(?:quyết định|nghị quyết|thông tư|nghị định|chỉ thị|kế hoạch|quy định|quy chế|luật)\s+này\s+(?:bắt đầu\s+)?có hiệu lực"
    r"(?:\s+thi hành)?\s+(?:kể\s+)?từ\s+(?P<day>ngày ký|(?:ngày\s+)?" + DATE + ")"
)


def effective_date(document: Document, low: str) -> str | None:
    """The ISO date on which a document takes effect; None where it does not say. ``low`` is the folded text."""
    found = find_effect(document, low)
    return found[2] if found else None


def find_effect(document: Document, low: str) -> tuple[int, int, str | None] | None:
    """Where a document says when it takes effect, and the ISO date; None where it does not say.

    "từ ngày ký" is the date of issue (Nghị định 30/2020/NĐ-CP: decisions that are no laws usually say so).
    """
    at = low.find("có hiệu lực")
    match = None
    while at >= 0 and match is None:
        match = _EFFECT.search(low, max(0, at - _BEFORE), at + _AFTER)
        at = low.find("có hiệu lực", at + 1)
    if match is None:
        return None
    if match["day"].startswith("ngày ký"):
        return match.start(), match.end(), document.meta.issued
    found = find_date(low, match.start("day"), match.end("day") + 1)
    return (match.start(), found[1], found[2]) if found else None
