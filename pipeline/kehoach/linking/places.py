"""Provinces that were merged into others on 1/7/2025 (rules/places.yaml)."""

import re
from functools import lru_cache

from kehoach import rules
from kehoach.text import fold


def merged_into(name: str) -> str | None:
    """The province that a body's province became a part of: "UBND tỉnh Hà Giang" -> "tỉnh Tuyên Quang"; None for one that stands."""
    found = _former()[0].search(fold(name))
    return _former()[1][found["name"]] if found else None


@lru_cache(maxsize=1)
def _former() -> tuple[re.Pattern[str], dict[str, str]]:
    """Names of former provinces at the end of a body's name, and what each became. Bare names are left out: communes bear them too."""
    known = {
        fold(former): f"{province['kind']} {province['name']}"
        for province in rules.load("places")["provinces"]
        for former in province["former"]
    }
    names = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    return re.compile(rf"(?<!\w)tỉnh (?P<name>{names})$"), known
