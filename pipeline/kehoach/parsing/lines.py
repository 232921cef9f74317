"""Lines that say who does an item and by when: "- Cơ quan chủ trì: ...", "Thời gian hoàn thành: ..."."""

import re
from functools import lru_cache

from kehoach import rules
from kehoach.text import fold

_BULLET = re.compile(r"(?:[-+•*–]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])\s*")
LONGEST_HEAD = 60  # characters; what stands behind them does not tell the role of a line


def schedule_role(text: str) -> tuple[str, int] | None:
    """What a schedule line tells (lead, support, both, time, product, work, other) and where its value begins.

    None for any other paragraph. The bullet, number or letter before it is passed over.
    """
    colon = text.find(":", 0, LONGEST_HEAD)
    if colon < 0:
        return None
    bullet = _BULLET.match(text)
    start = bullet.end() if bullet else 0
    role = _role(fold(text[start : colon + 1]))
    return (role, colon + 1) if role else None


def is_schedule_line(text: str) -> bool:
    """Whether a paragraph only tells who, when or with what result, and states no work itself."""
    found = schedule_role(text)
    return found is not None and found[0] != "work"


@lru_cache(maxsize=4096)
def _role(head: str) -> str | None:
    rule = rules.chosen("schedule", "lines", head)
    return str(rule.value) if rule is not None else None
