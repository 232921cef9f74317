"""Automatic numbering of Word: the label that Word shows before a paragraph but does not store in its text."""

from collections import defaultdict
from typing import Any

from kehoach.text import to_roman

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLETS = {"-": "-", "–": "-", "+": "+", "•": "-", "\uf0b7": "-", "\uf02d": "-", "*": "*", "o": "+"}


class Numbering:
    """Counts the numbered paragraphs of one document and makes their labels."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = {}
            for level in abstract.iter(f"{_W}lvl"):
                number = int(level.get(f"{_W}ilvl"))
                levels[number] = (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    int(_value(level, "start", "1")),
                )
            self._levels[abstract.get(f"{_W}abstractNumId")] = levels
        for entry in root.iter(f"{_W}num"):
            self._lists[entry.get(f"{_W}numId")] = _value(entry, "abstractNumId", "")

    def label(self, paragraph: Any) -> str:
        """The label of a paragraph element ("2.1. "), or "" when it has none. Counts the paragraph."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return ""
        list_id, depth = _value(properties, "numId", "0"), int(_value(properties, "ilvl", "0"))
        abstract = self._lists.get(list_id)
        levels = self._levels.get(abstract or "", {})
        if depth not in levels:
            return ""
        counts = self._counts[abstract or ""]
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return _shown(levels, counts, depth)


def _shown(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], depth: int) -> str:
    kind, pattern, _ = levels[depth]
    if kind == "bullet":
        return _BULLETS.get(pattern.strip(), "-") + " "
    if kind == "none":
        return ""
    for level in range(depth + 1):
        style = levels.get(level, ("decimal", "", 1))[0]
        pattern = pattern.replace(
            f"%{level + 1}", _number(counts.get(level, levels.get(level, ("", "", 1))[2]), style)
        )
    return pattern + " " if pattern else ""


def _number(count: int, style: str) -> str:
    if style == "upperRoman":
        return to_roman(count)
    if style == "lowerRoman":
        return to_roman(count).lower()
    if style == "lowerLetter":
        return chr(ord("a") + (count - 1) % 26)
    if style == "upperLetter":
        return chr(ord("A") + (count - 1) % 26)
    return f"{count:02}" if style == "decimalZero" else str(count)


def _value(element: Any, name: str, default: str) -> str:
    child = element.find(f"{_W}{name}")
    value = child.get(f"{_W}val") if child is not None else None
    return str(value) if value is not None else default
