"""Older and other office formats - Word 97, RTF, OpenDocument, HTML - by way of kreuzberg (the extra "office").

Compared on the two Word 97 files at hand: kreuzberg 1 to 45 ms a file, all text, cells parted by tabs; antiword 10 ms, tables
drawn with spaces; LibreOffice seconds and a gigabyte. kreuzberg needs neither Java nor another program.
"""

import re
from collections.abc import Iterator

from kehoach.errors import ReadError
from kehoach.model import Source, SourceInfo
from kehoach.reading.flow import Piece, assemble
from kehoach.reading.text.markup import pieces
from kehoach.reading.word.rtf import without_struck

_NAMES = {
    "application/msword": "word97",
    "application/rtf": "rtf",
    "text/html": "html",
    "application/vnd.oasis.opendocument.text": "odt",
}
_BREAKS = re.compile(r"\r\n?|\x0b|\u2028")


def read_office(data: bytes, info: SourceInfo) -> Source:
    """The source of an office file. Raises ReadError when the extra is missing, or the file cannot be read."""
    lines = office_text(data, info.media_type)
    info.obtained = _NAMES[info.media_type]
    if info.media_type == "application/msword":
        return assemble(info, _tabbed(lines))
    return assemble(info, pieces(lines.split("\n")))


def office_text(data: bytes, media_type: str) -> str:
    """The text of an office file, its lines parted by line feeds. Raises ReadError as ``read_office``."""
    try:
        import kreuzberg
    except ImportError as error:
        raise ReadError(
            f'Files of the kind {_NAMES[media_type]} need the extra "office".',
            "Install it: pip install 'kehoach[office]'",
        ) from error
    live = without_struck(data) if media_type == "application/rtf" else data
    try:
        text = kreuzberg.extract_bytes_sync(live, media_type).content
    except Exception as error:  # the library raises many kinds; each means that it could not read the file
        raise ReadError(
            "The file is damaged, or of a kind that cannot be read.", "Save it as .docx."
        ) from error
    if not text.strip():
        raise ReadError(
            "The file holds no text.", "Save it as .docx, or as PDF if it holds pictures of pages."
        )
    return _BREAKS.sub("\n", text)


def _tabbed(text: str) -> Iterator[Piece]:
    """Word 97: a tab ends a cell, two tabs a row; the lines before the first tab of a table are its first cell's."""
    table = -1
    chunks = re.split(r"(?<=\t)(?=[^\t\n])|\n", text)
    row: list[list[str]] = [[]]
    number = 0
    for chunk in chunks:
        if "\t" not in chunk:
            row[-1].append(chunk)
            continue
        words, tabs = chunk.rstrip("\t"), len(chunk) - len(chunk.rstrip("\t"))
        row[-1].append(words)
        if len(row) == 1 and (number == 0 or _is_text(row[0])):
            table, number = table + 1, 0
            yield from _before_table(row)
        row.append([])
        if tabs > 1:
            yield from _cells(row[:-1], table, number)
            number, row = number + 1, [[]]
    yield from _rest(row)


def _is_text(lines: list[str]) -> bool:
    """Lines that are too long or too many for a cell: the table above them has ended."""
    return len(lines) > 8 or any(len(line) > 140 for line in lines)


def _before_table(row: list[list[str]]) -> Iterator[Piece]:
    """Paragraphs that stand before a table and not in its first cell: all but the short lines right above the tab."""
    lines = row[0]
    keep = len(lines) - 1
    while keep > 0 and lines[keep - 1].strip() and len(lines[keep - 1]) < 60 and keep > len(lines) - 5:
        keep -= 1
    yield from (Piece(line) for line in lines[:keep] if line.strip())
    row[0] = lines[keep:]


def _cells(cells: list[list[str]], table: int, number: int) -> Iterator[Piece]:
    for col, lines in enumerate(cells):
        shown = [line for line in lines if line.strip()] or [""]
        yield from (Piece(line, table=table, row=number, col=col) for line in shown)


def _rest(row: list[list[str]]) -> Iterator[Piece]:
    yield from (Piece(line) for cell in row for line in cell if line.strip())
