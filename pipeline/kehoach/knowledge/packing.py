"""Texts as the database keeps them, packed and paragraph by paragraph."""

import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

Row = tuple[object, ...]
Rows = dict[str, list[Row]]


def pack(text: str) -> bytes:
    """A text as the database keeps it."""
    return zlib.compress(text.encode(), 6)


@lru_cache(maxsize=64)
def unpack(packed: Any) -> str | None:
    """The text of what ``pack`` made."""
    return None if packed is None else zlib.decompress(packed).decode()


def passages_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Every paragraph of a text that holds anything: start, end, and its words for the index.

    đ is written d there, which SQLite's own folding leaves alone.
    """
    at = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield at, at + len(line), line.replace("đ", "d").replace("Đ", "D")
        at += len(line) + 1
