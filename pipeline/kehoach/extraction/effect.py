"""When a document takes effect, where it says so itself ("Quyết định này có hiệu lực từ ngày ...")."""

import re

from kehoach.model import Document
from kehoach.text import DATE, find_date, fold

_EFFECT = re.compile(
    r"(?:quyết định|nghị quyết|thông tư|nghị định|chỉ thị|kế hoạch|quy định|quy chế|luật)\s+này\s+(?:bắt đầu\s+)?có hiệu lực"
    r"(?:\s+thi hành)?\s+(?:kể\s+)?từ\s+(?P<day>ngày ký|(?:ngày\s+)?" + DATE + ")"
)


def effective_date(document: Document) -> str | None:
    """The ISO date on which a document takes effect; None where it does not say.

    "từ ngày ký" is the date of issue (Nghị định 30/2020/NĐ-CP: decisions that are no laws usually say so).
    """
    low = fold(document.text)
    match = _EFFECT.search(low)
    if match is None:
        return None
    if match["day"].startswith("ngày ký"):
        return document.meta.issued
    found = find_date(low, match.start("day"), match.end("day") + 1)
    return found[2] if found else None
