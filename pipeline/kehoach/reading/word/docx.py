"""Word files (.docx): body order kept, tables with merged cells, footnotes tied to their marks, hidden text left out."""

import email.policy
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from kehoach.errors import ReadError
from kehoach.model import Source, SourceInfo, Warning_
from kehoach.reading.archives import BROKEN_OFFICE
from kehoach.reading.flow import Piece, assemble
from kehoach.reading.legacy import legacy_warnings, to_unicode
from kehoach.reading.packages import words_of
from kehoach.reading.word.fonts import Fonts
from kehoach.reading.word.numbering import Numbering
from kehoach.reading.word.office import office_text

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NOT_LIVE = ("vanish", "strike", "dstrike")  # hidden, or struck through
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LARGEST = 400 * 2**20  # unpacked; a file that unpacks to more is a bomb or no letter of an office


def read_docx(data: bytes, info: SourceInfo) -> Source:
    """The source of a .docx. Raises ReadError for a zip that is no Word file, or that unpacks to too much."""
    info.obtained = "docx"
    _demand_word(data)
    import docx

    try:
        document = docx.Document(io.BytesIO(_as_document(data)))
        reader = _Reader(document)
        pieces = list(reader.pieces())
    except BROKEN_OFFICE as error:
        raise ReadError("The Word file is damaged.", "Open it in Word and save it again.") from error
    info.pages = reader.page if reader.page > 1 else None
    pieces += _pictured(reader, pieces, told := [*legacy_warnings(reader.converted), *reader.told])
    if not any(piece.text.strip() for piece in pieces):
        raise ReadError(
            "The Word file holds no text.",
            "If it holds pictures of pages, save it as PDF and recognise its text.",
        )
    return assemble(info, pieces, told)


def _pictured(reader: "_Reader", pieces: list[Piece], told: list[Warning_]) -> list[Piece]:
    """The words of pictures that may be pages or tables, as an annex; where they cannot be read a warning says so.

    They follow the text: an annex that was scanned stands at its end."""
    from kehoach.reading.ocr.images import read_inside

    try:
        found = read_inside(reader.pictures())
    except ReadError as error:
        told.append(Warning_("picture-unread", f"Không đọc được ảnh trong tệp Word: {error.message}"))
        return []
    if found:
        told.append(Warning_("ocr", "Ảnh trong tệp Word đọc bằng nhận dạng ảnh."))
    table = max((p.table for p in pieces if p.table is not None), default=-1) + 1
    for piece in found:
        piece.table = None if piece.table is None else piece.table + table
    return found


_MACROS = (b"application/vnd.ms-word.document.macroEnabled.main+xml", b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
           b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml")  # fmt: skip
_PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KEPT_INSIDE = b"application/octet-stream"
_ENTRY = re.compile(rb"<(?:\w+:)?(?:Default|Override)\s[^<>]*>")
_XML_PART = re.compile(rb"(?:PartName|Extension)=[\"'](?:[^\"']*\.)?xml[\"']", re.IGNORECASE)


def _as_document(data: bytes) -> bytes:
    """The file as python-docx takes it, changed in its list of contents alone: one with macros, or a template, says that it is a document;
    Word files kept inside (altChunk), which say so too, do not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        old = archive.read("[Content_Types].xml")
        contents = _ENTRY.sub(_content_entry, old)
        if contents == old:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for entry in archive.infolist():
                made.writestr(
                    entry, contents if entry.filename == "[Content_Types].xml" else archive.read(entry)
                )
        return out.getvalue()


def _content_entry(entry: re.Match[bytes]) -> bytes:
    shown, meant = entry.group(), _PLAIN if _XML_PART.search(entry.group()) else _KEPT_INSIDE
    for kind in (*_MACROS, _PLAIN):
        shown = shown.replace(kind, meant)
    return shown


def _demand_word(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise ReadError(
                    "The file unpacks to more than 400 MB.", "Save the document again without its pictures."
                )
    except BROKEN_OFFICE as error:
        raise ReadError("The Word file is cut off or no Word file.", "Save it again from Word.") from error
    if "word/document.xml" not in names:
        raise ReadError("It is a zip archive, not a Word file.", "Unpack it, or save the document as .docx.")


class _Reader:
    """Walks the body of one document. ``page`` counts the page breaks that Word noted when it saved the file."""

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._part = document.part
        self._numbering = Numbering(_part(document, "numbering"))
        self._notes = _footnotes(document)
        self._table = -1
        self._note_number = 0
        self._paged = any(True for _ in self._body.iter(f"{_W}lastRenderedPageBreak"))
        self._fonts = Fonts(document)
        self.page = 1
        self.told: list[Warning_] = []
        self.converted = 0  # runs in fonts from before Unicode

    def pieces(self) -> Iterator[Piece]:
        for element in _flat(self._body):
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._rows(element)
            elif element.tag == f"{_W}altChunk":
                yield from self._chunk(element)

    def _chunk(self, element: Any) -> Iterator[Piece]:
        """The words of another file that Word keeps inside until it is saved again."""
        part = self._part.related_parts.get(element.get(f"{_R}id"))
        if part is None:
            return
        if part.blob.startswith(b"PK"):
            import docx

            inner = _Reader(docx.Document(io.BytesIO(_as_document(part.blob))))
            for piece in inner.pieces():
                if piece.table is not None:
                    piece.table += self._table + 1
                yield piece
            self._table += inner._table + 1
            self.told += inner.told
            return
        if part.blob.lstrip().startswith(b"{\\rtf"):
            yield from self._rich_text(part.blob)
            return
        for line in _lines_of_chunk(part.blob):
            yield Piece(line)

    def _rich_text(self, blob: bytes) -> Iterator[Piece]:
        """The words of RTF; where they cannot be read a warning says so."""
        try:
            yield from (
                Piece(line) for line in office_text(blob, "application/rtf").split("\n") if line.strip()
            )
        except ReadError as error:
            self.told.append(
                Warning_("chunk-unread", f"Không đọc được tệp chèn trong tệp Word: {error.message}")
            )

    def pictures(self) -> list[bytes]:
        """The pictures of the body, in its order."""
        ids = [blip.get(f"{_R}embed") for blip in self._body.iter(f"{_A}blip")]
        parts = [self._part.related_parts.get(ident) for ident in dict.fromkeys(ids) if ident]
        return [part.blob for part in parts if part is not None]

    def _at(self) -> int | None:
        return self.page if self._paged else None

    def _paragraph(
        self, element: Any, table: int | None = None, row: int | None = None, col: int | None = None
    ) -> Iterator[Piece]:
        page = self._at()
        label = self._numbering.label(element)
        words, bold, notes = self._runs(element)
        for number, line in enumerate(words.split("\n")):
            if line.strip() or (table is not None and number == 0):
                yield Piece(
                    (label if number == 0 and line.strip() else "") + line, page, bold, table, row, col
                )
        for mark, text in notes:
            yield Piece(f"{mark} {text}", page, 0.0, mark=mark)
        for box in element.iter(f"{_W}txbxContent"):
            if not any(a.tag.endswith("}Fallback") for a in box.iterancestors()):
                for inner in box.iterchildren(f"{_W}p"):
                    yield from self._paragraph(inner, table, row, col)

    def _runs(self, element: Any) -> tuple[str, float, list[tuple[str, str]]]:
        """The words of a paragraph, the share of them in bold, and the footnotes that it refers to."""
        out: list[str] = []
        bold = total = 0
        notes: list[tuple[str, str]] = []
        for run in element.iter(f"{_W}r"):
            if _outside(run, element) or any(_is_on(run.find(f"{_W}rPr/{_W}{way}")) for way in _NOT_LIVE):
                continue
            words = "".join(self._signs(run, self._fonts.of(run, element), notes))
            out.append(words)
            size = len(words.strip())
            total += size
            bold += size if _is_on(run.find(f"{_W}rPr/{_W}b")) else 0
        return "".join(out), bold / total if total else 0.0, notes

    def _in_font(self, words: str, font: str) -> str:
        """Words as their font shows them: .VnTime letters are TCVN3, and those of .VnTimeH are all capitals."""
        if not font.startswith(".vn") or not words.strip():
            return words
        self.converted += 1
        words = to_unicode(words, "TCVN3")
        return words.upper() if font.endswith("h") else words

    def _signs(self, run: Any, font: str, notes: list[tuple[str, str]]) -> Iterator[str]:
        for child in run:
            if child.tag == f"{_W}t":
                yield self._in_font(child.text or "", font)
            elif child.tag in (f"{_W}br", f"{_W}cr"):
                yield "\n" if child.get(f"{_W}type") != "page" else ""
            elif child.tag == f"{_W}tab":
                yield " "
            elif child.tag == f"{_W}noBreakHyphen":
                yield "-"
            elif child.tag == f"{_W}lastRenderedPageBreak":
                self.page += 1
            elif child.tag == f"{_W}footnoteReference":
                text = self._notes.get(child.get(f"{_W}id") or "")
                if text:
                    self._note_number += 1
                    mark = str(self._note_number).translate(_SUPERSCRIPT)
                    notes.append((mark, text))
                    yield mark

    def _rows(self, table: Any) -> Iterator[Piece]:
        self._table += 1
        number = self._table
        for row, element in enumerate(one for one in _flat(table) if one.tag == f"{_W}tr"):
            col = 0
            for cell in _cells(element):
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merged is not None and merged.get(f"{_W}val") in (None, "continue"):
                    yield Piece("", self._at(), 0.0, number, row, col, above=True)
                else:
                    yield from self._cell(cell, number, row, col)
                col += int(span.get(f"{_W}val")) if span is not None else 1

    def _cell(self, cell: Any, table: int, row: int, col: int) -> Iterator[Piece]:
        found = [
            p
            for inner in _flat(cell)
            if inner.tag == f"{_W}p"
            for p in self._paragraph(inner, table, row, col)
        ]
        kept = [p for p in found if p.text.strip() or p.mark]
        yield from kept or found[:1] or [Piece("", self._at(), 0.0, table, row, col)]
        for inner in cell.iterchildren(f"{_W}tbl"):
            for nested in inner.iter(f"{_W}p"):
                yield from (p for p in self._paragraph(nested, table, row, col) if p.text.strip())


def _flat(element: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body or cell, content controls opened."""
    for child in element:
        if child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from _flat(content)
        else:
            yield child


def _lines_of_chunk(blob: bytes) -> Iterator[str]:
    """The lines of an HTML page, a page kept as a mail (.mht), or a text."""
    blob = _of_mail(blob)
    if b"<" not in blob[:2000]:
        yield from (line for line in blob.decode("utf-8", "replace").split("\n") if line.strip())
        return
    from lxml import html

    try:
        root = html.fromstring(blob.decode("utf-8"))
    except ValueError:  # another encoding, which the page itself declares
        root = html.fromstring(blob)
    for element in root.iter("p", "li", "h1", "h2", "h3", "h4", "td", "th", "div"):
        if not any(inner.tag in ("p", "li", "div", "table") for inner in element.iterdescendants()):
            text = " ".join(element.text_content().split())
            if text:
                yield text


def _of_mail(blob: bytes) -> bytes:
    """The page that a .mht holds; anything else as it is."""
    if not re.match(rb"\s*(?:MIME-Version|From|Content-Type):", blob, re.IGNORECASE):
        return blob
    body = email.message_from_bytes(blob, policy=email.policy.default).get_body(("html", "plain"))
    return words_of(body).encode() if body is not None else b""


def _cells(row: Any) -> Iterator[Any]:
    for child in _flat(row):
        if child.tag == f"{_W}tc":
            yield child


def _outside(run: Any, paragraph: Any) -> bool:
    """Runs of a text box inside the paragraph, and deleted ones, are not its words."""
    for ancestor in run.iterancestors():
        if ancestor is paragraph:
            return False
        if ancestor.tag in (f"{_W}txbxContent", f"{_W}del", f"{_W}moveFrom"):
            return True
    return False


def _is_on(flag: Any) -> bool:
    return flag is not None and flag.get(f"{_W}val") not in ("0", "false", "none")


def _part(document: Any, kind: str) -> Any | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}"):
            from lxml import etree

            return etree.fromstring(relation.target_part.blob)
    return None


def _footnotes(document: Any) -> dict[str, str]:
    root = _part(document, "footnotes")
    if root is None:
        return {}
    notes = {}
    for note in root.iter(f"{_W}footnote"):
        if note.get(f"{_W}type") is None:
            notes[note.get(f"{_W}id")] = " ".join(
                "".join(t.text or "" for t in p.iter(f"{_W}t")) for p in note.iter(f"{_W}p")
            ).strip()
    return notes
