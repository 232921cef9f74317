"""Pieces of a page, in reading order, become one Source: joined, cleaned, with the place of each block.

A reader (plain, word, pdf) yields ``Piece`` objects, one per paragraph or per
paragraph of a table cell. ``assemble`` drops page numbers, joins paragraphs
that a page break cut in two, ties footnotes to their marks and lays the text
out: one paragraph a line, the cells of a table row side by side with " | ".
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from kehoach.model import Block, Source, SourceInfo, Warning_
from kehoach.reading.language import is_pair, plain
from kehoach.reading.legacy import is_modern, legacy_of, legacy_warnings, to_unicode
from kehoach.reading.torn import whole_words
from kehoach.text import normalise

# A superscript or bracketed number at the start of a paragraph below the text: the body of a footnote.
_NOTE = re.compile(r"(?P<mark>[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]*|\[\d{1,2}\])\s*(?=\S)")
_PAGE_NUMBER = re.compile(r"(?:trang\s+)?[-–]?\s*\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–]?", re.IGNORECASE)
_RULE = re.compile(r"[-–—_=.*\s]*")
_OPEN_END = re.compile(r"[\w,)\"”’%-]")
_LABEL = re.compile(r"(?:[a-zđ]|\d{1,2}|[ivx]{1,5})[.)]\s|[-+•*]\s")
_PERIOD_END = re.compile(r"[-–]\s(?:19|20)\d\d\b")
_PLACE_DATE = re.compile(r",\s*ngày\s.*năm", re.IGNORECASE)
_NEAR = 100  # characters of its end that tell whether it goes on
_UNFINISHED = frozenset(
    [
        "của",
        "và",
        "các",
        "cho",
        "với",
        "tại",
        "từ",
        "theo",
        "do",
        "về",
        "bởi",
        "những",
        "giữa",
        "cùng",
        "hoặc",
        "là",
        "đến",
        "số",
        "trong",
        "ngoài",
        "trên",
        "dưới",
    ]
)
_HEADING = re.compile(r"(?:Điều|Chương|Mục|Phần|Phụ lục|Căn cứ|Kính gửi|Nơi nhận|Theo đề nghị|Xét)\s")
_LONGEST_WORD = 10  # characters of one of these and what stands before it
_HEADS = 0.9  # how much bolder a heading is than the text below it
_MIN_CUT = 60  # a paragraph that a page cut in two fills at least a line


class Piece(Struct):
    """A paragraph as a reader found it. ``page`` counts from 1; ``bold`` is a share from 0 to 1."""

    text: str
    page: int | None = None
    bold: float = 0.0
    table: int | None = None
    row: int | None = None
    col: int | None = None
    mark: str | None = None
    above: bool = False


def assemble(info: SourceInfo, pieces: Iterable[Piece], warnings: list[Warning_] | None = None) -> Source:
    """The source of a file from its pieces; the text is in normal form and final."""
    found, told = _unicoded(list(pieces))
    kept = [piece for piece in map(_cleaned, found) if piece is not None]
    paged = any(piece.page is not None for piece in kept)
    kept = [piece for piece in kept if piece.table is not None or not _is_furniture(piece.text, paged)]
    return _laid_out(info, _joined(kept), [*told, *(warnings or [])])


def _unicoded(pieces: list[Piece]) -> tuple[list[Piece], list[Warning_]]:
    """Pieces set in fonts from before Unicode brought to it; a document may hold both."""
    old = [piece.text for piece in pieces if not is_modern(piece.text)]
    legacy = legacy_of("\n".join(old))
    converted = 0
    for piece in pieces:
        name = legacy_of(piece.text) or (legacy if legacy and not is_modern(piece.text) else None)
        if name:
            piece.text, converted = to_unicode(piece.text, name), converted + 1
    return pieces, legacy_warnings(converted)


def _cleaned(piece: Piece) -> Piece | None:
    piece.text = " ".join(whole_words(normalise(piece.text).split()))
    if not piece.text and piece.table is None:
        return None
    note = _NOTE.match(piece.text) if piece.table is None and piece.mark is None else None
    if note:
        piece.mark = note["mark"].strip("[]")
    return piece


def _is_furniture(text: str, paged: bool) -> bool:
    if _RULE.fullmatch(text):
        return True
    return paged and len(text) < 12 and _PAGE_NUMBER.fullmatch(text) is not None


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Paragraphs cut by a page break made whole; footnotes between the halves do not hinder."""
    out: list[Piece] = []
    texts: list[str] = []  # of the last paragraph of running text; none after a table
    bold = 0.0  # the share of it that is bold
    parts: dict[int, list[str]] = {}  # of the paragraphs in ``out`` that were cut
    for piece in pieces:
        if piece.mark is not None:
            out.append(piece)
        elif texts and piece.table is None and _continues(texts, piece.text, bold - piece.bold > _HEADS):
            texts.append(piece.text)
        else:
            out.append(piece)
            texts = parts[len(out) - 1] = [piece.text] if piece.table is None else []
            bold = piece.bold
    for at, found in parts.items():
        if len(found) > 1:
            out[at].text = " ".join(found)
    return out


def _continues(parts: list[str], right: str, headed: bool) -> bool:
    """Whether a paragraph, given by the parts found so far, goes on in another. ``headed``: it is bold and the other is not."""
    left = " ".join(part[-_NEAR:] for part in parts[-_NEAR:])[-_NEAR:]
    if _PERIOD_END.match(right) and left[-4:].isdecimal():
        return True  # "giai đoạn 2026" / "- 2030": the dash of a period taken for a bullet
    return (
        (right[0].islower() or (not headed and names_on(left, right)))
        and len(left) >= _MIN_CUT
        and _OPEN_END.match(left[-1:]) is not None
        and not _LABEL.match(right)
        and not _PLACE_DATE.search(left[-80:])
    )


def is_unfinished(left: str) -> bool:
    """Whether words end in one that never ends a sentence: "Căn cứ Nghị định số", "của"."""
    last = left[-_LONGEST_WORD:].rpartition(" ")[2]
    return last.lower() in _UNFINISHED and not last.isupper()


# what opens a document below its title (Nghị định 30/2020/NĐ-CP): no name goes on with it
_OPENING = re.compile(
    r"(?:Thực hiện|Triển khai|Nhằm|Để|Trên|Trong|Theo|Qua|Sau|Từ|Đến|Tại|Khi|Vừa|Hiện|Thời gian|Những|Ngày \d|Năm \d|Tuy|Ngoài|Đối với|Bên cạnh|Hằng|Hàng|Tiếp)\s"
)


def names_on(left: str, right: str) -> bool:
    """Whether a name that opens with a capital goes on with what stands before the break: "... của" / "Ủy ban nhân dân"."""
    if not right[0].isupper() or right.isupper() or len(right) < _MIN_CUT or not _OPEN_END.match(left[-1:]):
        return False
    if _HEADING.match(right):
        return False
    last, first = left.split()[-1], right.split()[0]
    if last.isupper() or plain(last) in _UNFINISHED:
        return not last.isupper()
    return _OPENING.match(right) is None and is_pair(plain(last), plain(first))


def _laid_out(info: SourceInfo, pieces: list[Piece], warnings: list[Warning_]) -> Source:
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    last: Piece | None = None
    for piece in pieces:
        if last is not None:
            gap = " | " if _same_row(last, piece) else "\n"
            parts.append(gap)
            at += len(gap)
        blocks.append(
            Block(
                at,
                at + len(piece.text),
                piece.page,
                round(piece.bold, 2),
                piece.table,
                piece.row,
                piece.col,
                piece.mark,
                piece.above,
            )
        )
        parts.append(piece.text)
        at += len(piece.text)
        last = piece
    return Source(info, "".join(parts), blocks, warnings)


def _same_row(left: Piece, right: Piece) -> bool:
    same = left.table is not None and left.table == right.table and left.row == right.row
    return same and left.col != right.col
