"""Lines that say who does an item and by when: "- Cơ quan chủ trì: ...", "Thời gian hoàn thành: ..."."""

import re
from functools import lru_cache

from kehoach import rules
from kehoach.text import fold

_BULLET = re.compile(r"(?:[-+•*–]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])\s*")
_PARTED = re.compile(r"[;.]\s+")
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


def schedule_parts(text: str) -> list[tuple[str, int, int]]:
    """The labelled values of a schedule line, each with its role and stretch: one line may tell all that a table row would,
    "Chủ trì: Sở Y tế; thời gian: Quý III/2026.". [] for any other paragraph."""
    first = schedule_role(text)
    parts = [(first[0], first[1], len(text))] if first is not None else []
    for sign in _PARTED.finditer(text, parts[0][1]) if parts else ():
        found = schedule_role(text[sign.end() : sign.end() + LONGEST_HEAD])
        if found is not None:
            parts[-1] = (parts[-1][0], parts[-1][1], sign.start())
            parts.append((found[0], sign.end() + found[1], len(text)))
    return parts


def is_schedule_line(text: str) -> bool:
    """Whether a paragraph only tells who, when or with what result, and states no work itself."""
    found = schedule_role(text)
    return found is not None and found[0] != "work"


@lru_cache(maxsize=4096)
def _role(head: str) -> str | None:
    rule = rules.chosen("schedule", "lines", head)
    return str(rule.value) if rule is not None else None
