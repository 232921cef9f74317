"""Where a person's word on a record holds: the file by its hash, and the words, not the record's id, which a rebuild may change."""

import re

from msgspec import Struct

from kehoach.model import Document


class Anchor(Struct, frozen=True):
    """A stretch of one file's text: the file's SHA-256, the words, and where they stood. ``path`` is for people only."""

    file: str
    quote: str
    start: int
    path: str = ""


def anchor_of(document: Document, start: int, end: int) -> Anchor:
    """The anchor of a stretch of a document."""
    return Anchor(document.source.sha256, document.text[start:end], start, document.source.path)


def place(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """Where the words stand in a text: at their old place, else at the nearest one, white space apart; None if nowhere.

    The same file gives another text when its reader has changed, so the old place is only a hint.
    """
    end = anchor.start + len(anchor.quote)
    if text[anchor.start : end] == anchor.quote:
        return anchor.start, end
    words = anchor.quote.split()
    if not words:
        return None
    found = re.finditer(r"\s+".join(map(re.escape, words)), text)
    nearest = min(found, key=lambda match: abs(match.start() - anchor.start), default=None)
    return nearest.span() if nearest else None
