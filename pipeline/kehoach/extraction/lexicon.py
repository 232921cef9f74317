"""Which words begin the name of a unit, and which names hold a comma, an "và" or a verb inside.

The known ones stand in rules/bodies.yaml and rules/register.yaml. ``Lexicon.plus`` adds names that were found in one document
(extraction/unknown.py); ``Lexicon.bare`` knows nothing, which shows what the grammar does alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from kehoach import rules
from kehoach.text import fold

_NEVER = r"(?!)"


class Lexicon:
    """Immutable. All patterns are for folded text; ``learnt`` are the folded names that a model added."""

    def __init__(
        self,
        heads: str,
        not_heads: str,
        whole: str,
        spellings: Mapping[str, str],
        registered: str,
        learnt: Iterable[str] = (),
    ) -> None:
        self.learnt = frozenset(fold(name) for name in learnt)
        added = rules.words(self.learnt) or _NEVER
        self._parts = (heads, not_heads, whole, spellings, registered)
        self.heads = rf"(?:(?!{not_heads})(?:{heads})|{added})"
        self._other = re.compile(not_heads)
        self._head = re.compile(rf"{self.heads}(?![\w])")
        self._whole = re.compile(rf"(?<!\w)(?:{whole}|{added})(?!\w)")
        self._registered = re.compile(rf"(?:{registered})(?!\w)")
        self.spellings = spellings

    def plus(self, names: Iterable[str]) -> "Lexicon":
        """This lexicon with names added."""
        return Lexicon(*self._parts, learnt=self.learnt | frozenset(names))

    def begins(self, low: str, start: int = 0) -> bool:
        """Whether a unit's name begins here in folded text."""
        return self._head.match(low, start) is not None

    def registered_at(self, low: str, start: int, end: int) -> int | None:
        """Where the name of a registered body (not of a group) ends that begins here; None when none does."""
        match = self._registered.match(low, start, end)
        return match.end() if match else None

    def is_other(self, low: str) -> bool:
        """Whether folded words begin like a unit's name but are known to be none: "phòng chống ...", "hội nghị"."""
        return self._other.match(low) is not None

    def wholes(self, low: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Where names stand that no comma, "và" or verb inside may cut."""
        stop = len(low) if end is None else end
        return [match.span() for match in self._whole.finditer(low, start, stop)]

    def spelt(self, name: str) -> str:
        """A name with a known misspelling mended: "Sở Văn hoá Thể thao du lịch" -> the register's spelling."""
        return self.spellings.get(fold(name), name)


def _bodies() -> list[dict[str, Any]]:
    """The entries of rules/register.yaml that are bodies, not groups."""
    return [entry for entry in rules.load("register")["bodies"] if entry["kind"] != "group"]


def _registered_names() -> Iterator[str]:
    return (name for body in _bodies() for name in (body["name"], *body["aliases"]))


@lru_cache(maxsize=1)
def known_lexicon() -> Lexicon:
    """The lexicon of rules/bodies.yaml."""
    data = rules.load("bodies")
    names = set(data["whole"]) | {name for name in _registered_names() if re.search(r",| và ", name)}
    return Lexicon(
        rules.words(data["heads"]),
        data["not_heads"],
        rules.words(names),
        _spellings(),
        rules.words(_registered_names()),
    )


@lru_cache(maxsize=1)
def nameless_lexicon() -> Lexicon:
    """A lexicon that knows the first words of units ("sở", "ban") but not one body by name."""
    data = rules.load("bodies")
    return Lexicon(rules.words(data["heads"]), data["not_heads"], _NEVER, {}, _NEVER)


@lru_cache(maxsize=1)
def bare_lexicon() -> Lexicon:
    """A lexicon that knows no body and no first word of one."""
    return Lexicon(_NEVER, _NEVER, _NEVER, {}, _NEVER)


def _words(name: str) -> list[str]:
    return sorted(word for word in re.findall(r"\w+", fold(name)) if word != "và")


def _spellings() -> dict[str, str]:
    """Misspelt registered names; abbreviations and former names are left as printed."""
    mended: dict[str, str] = {}
    for entry in _bodies():
        for alias in entry["aliases"]:
            other = not re.search(r"[A-ZĐ]{2}|&", alias) and alias.split()[0] == entry["name"].split()[0]
            same = _words(alias) == _words(entry["name"])  # a former or a shorter name stays as it is
            if other and same and not entry["name"].endswith((" tỉnh", " Tỉnh ủy")):
                mended[fold(alias)] = entry["name"]
    return mended
