"""Where a document names units, responsible or not: those of its tasks and those of the register."""

import re
from functools import lru_cache

from kehoach import rules
from kehoach.model import Document
from kehoach.text import fold

_SHORTEST = 6  # abbreviations of a few letters mean other things too


@lru_cache(maxsize=1)
def _registered() -> frozenset[str]:
    bodies = rules.load("register")["bodies"]
    names = {fold(n) for e in bodies if e["kind"] != "group" for n in (e["name"], *e["aliases"])}
    return frozenset(n for n in names if len(n) >= _SHORTEST)


def named_units(document: Document) -> list[tuple[int, int, str | None]]:
    """Every place where a unit is named, the longest name at each, as (start, end, canonical id where known)."""
    ids = {fold(u.name): u.id for t in document.tasks for u in (*t.lead, *t.support)}
    low = fold(document.text)
    named = {n for n in {*ids, *_registered()} if " " in n}
    names = re.compile(rf"(?<!\w)(?:{rules.words(named)})(?!\w)")
    return [(m.start(), m.end(), ids.get(m.group())) for m in names.finditer(low)]
