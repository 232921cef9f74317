"""Plain text and Markdown-like text files."""

import codecs
import re

from kehoach.errors import ReadError
from kehoach.model import Source, SourceInfo
from kehoach.reading.flow import Piece, assemble
from kehoach.reading.legacy import decode_windows
from kehoach.reading.markup import pieces

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LONGEST_LINE = 1_000_000
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x0b")


def read_plain(data: bytes, info: SourceInfo) -> Source:
    """The source of a text file: UTF-8, UTF-16 or from before Unicode, pages parted by form feeds when there are any."""
    text = _NEWLINES.sub("\n", _decoded(data))
    if not text.strip():
        raise ReadError("The file is empty.", "Save the document again with its text.")
    if max(map(len, text.split("\n"))) > _LONGEST_LINE:
        raise ReadError(
            f"A line is longer than {_LONGEST_LINE:,} characters: this is no document.",
            "Check that the file is the text of a document, with its paragraphs on lines of their own.",
        )
    pages = text.split("\f")
    info.pages = len(pages) if len(pages) > 1 else None
    found: list[Piece] = []
    for number, page in enumerate(pages, 1):
        table = max((p.table for p in found if p.table is not None), default=-1) + 1
        found += pieces(page.split("\n"), number if len(pages) > 1 else None, table)
    return assemble(info, found)


def _decoded(data: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        text = decode_windows(data)
        if text is not None:
            return text
        raise ReadError(
            f"The text is neither {encoding.upper().removesuffix('-SIG')} (byte {error.start}) nor Windows-1258, TCVN3 or VNI.",
            "Open it in an editor and save it as UTF-8.",
        ) from error
