"""Markdown-like text as pieces: emphasis and links taken off, paragraphs joined, tables told apart.

Texts copied from law portals and from converters wrap their lines (paragraphs.py), mark bold with ** and write tables
in one of several ways (pipes.py).
"""

import re
from html import unescape

from kehoach.reading.flow import Piece
from kehoach.reading.text.paragraphs import Shape, paragraphs, shape_of, shape_of_cells
from kehoach.reading.text.pipes import parted

_EMPHASIS = re.compile(r"\*\*\*|\*\*|(?<!\()\*(?!\))")
_TAG = re.compile(r"</?(?:sub|sup|b|i|u|strong|em|span)[^<>]*>|<br\s*/?>", re.IGNORECASE)
_MARKED_UP = re.compile(r"[<\\&\[_>~]")
_STRUCK = re.compile(r"<(s|del|strike)>[^<>]*</\1>|~~[^~]+~~", re.IGNORECASE)  # no live text
_ESCAPED = re.compile(r"\\([-\\`*_{}\[\]()#+.!|>~])")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:https?:|mailto:|#|[\w./%-]+\.\w{2,5})[^)\s]*\)")
_HASHES = re.compile(r"^#{1,6}\s+")


def stripped(text: str) -> tuple[str, float]:
    """The words without emphasis marks and tags, and the share of them that was bold."""
    text = (
        unescape(_ESCAPED.sub(r"\1", _LINK.sub(r"\1", _TAG.sub("", _STRUCK.sub("", text)))))
        if _MARKED_UP.search(text)
        else text
    )
    heading = _HASHES.match(text) if text.startswith("#") else None
    if heading:
        text = text[heading.end() :]
    if "*" not in text:
        return text, 1.0 if heading else 0.0
    out, bold, last, on = [], 0, 0, False
    for mark in _EMPHASIS.finditer(text):
        run = text[last : mark.start()]
        out.append(run)
        bold += len(run.strip()) if on else 0
        last = mark.end()
        if len(mark.group()) > 1:
            on = not on
    out.append(text[last:])
    plain = "".join(out)
    return plain, 1.0 if heading else min(1.0, bold / max(1, len(plain.strip())))


def pieces(lines: list[str], page: int | None = None, first_table: int = 0) -> list[Piece]:
    """The paragraphs and table cells of Markdown-like lines, in order."""
    parts = list(parted(lines))
    shape = shape_of([line for text, _ in parts for line in text])
    cells = shape_of_cells(lines, shape)
    out: list[Piece] = []
    table = first_table
    for text, rows in parts:
        out += _text_pieces(text, shape, page)
        for number, row in enumerate(rows):
            for col, cell in enumerate(row):
                out += _cell_pieces(cell, cells, page, table, number, col)
        table += bool(rows)
    return out


def _text_pieces(lines: list[str], shape: Shape, page: int | None) -> list[Piece]:
    made = []
    for paragraph in paragraphs(lines, shape):
        text, bold = stripped(paragraph)
        made.append(Piece(text, page, bold))
    return made


def _cell_pieces(
    cell: list[str], shape: Shape, page: int | None, table: int, row: int, col: int
) -> list[Piece]:
    found = [stripped(p) for p in paragraphs(cell, shape)] or [("", 0.0)]
    return [Piece(text, page, bold, table, row, col) for text, bold in found]
