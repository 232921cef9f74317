"""A file becomes a Source. ``read`` looks at the bytes, not at the name, and refuses what it cannot read."""

import io
import re
import zipfile
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path

from kehoach.errors import ReadError
from kehoach.model import Block, Source, SourceInfo
from kehoach.reading.archives import BROKEN

_PDF = "application/pdf"
_HEAD = 1024  # bytes that tell what a file is
# What a file really is, from its first bytes; names lie.
_MAGIC = (
    (b"%PDF-", _PDF),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"<!DOCTYPE", "text/html"),
    (b"<html", "text/html"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XLS, _ZIP, _MAIL = "application/vnd.ms-excel", "application/zip", "message/rfc822"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SHEETS = {_XLSX, _XLS, _ODS}
# Kinds that an office library reads (the extra "office").
_OFFICE = {"application/msword", "application/rtf", "text/html", "application/vnd.oasis.opendocument.text"}
# What stands in an archive tells what it is.
_INSIDE = (("word/document.xml", _DOCX), ("xl/workbook", _XLSX), ("ppt/presentation.xml", _PPTX))
# What stands in the directory of an OLE file (UTF-16) tells what it is.
_OLE = (
    ("EncryptedPackage", "locked"),
    ("Workbook", _XLS),
    ("Book", _XLS),
    ("WordDocument", "application/msword"),
)
SUFFIXES = (
    ".txt", ".md", ".docx", ".pdf", ".doc", ".docm", ".dotx", ".rtf", ".odt", ".html", ".htm", ".jpg", ".jpeg", ".png", ".tif", ".tiff",
    ".heic", ".heif", ".xlsx", ".xlsm", ".xls", ".ods", ".pptx", ".zip", ".eml",
)  # fmt: skip
_TEXT_SUFFIXES = {".txt": "text/plain", ".md": "text/markdown"}
_LARGEST = 200 * 2**20


def read(path: str | Path, shown_as: str | None = None, digest: str | None = None) -> Source:
    """The source of one file: its text in normal form with the place of every block.

    ``shown_as`` is the path to record instead of ``path``; ``digest`` the file's SHA-256 where it is known. Raises ReadError, with what to do about
    it, for anything that is not a readable document.
    """
    path = Path(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise ReadError("The file is larger than 200 MB.", "Split it into its documents.")
        with path.open("rb") as file:
            if file.read(_HEAD).lstrip().startswith(b"%PDF-"):
                return _read_from_disk(path, shown_as or path.as_posix(), digest or _digest(file))
            file.seek(0)
            data = file.read()
    except OSError as error:
        raise ReadError(
            f"The file cannot be opened ({error.strerror}).", "Check its path and rights."
        ) from error
    return read_bytes(data, path.suffix.lower(), shown_as or path.as_posix(), digest)


def _read_from_disk(path: Path, shown_as: str, digest: str) -> Source:
    """The source of a PDF that is not loaded whole: pdfium takes from the file what it needs."""
    from kehoach.reading.pdf.document import read_pdf

    return read_pdf(path, SourceInfo(path=shown_as, sha256=digest, media_type=_PDF, obtained="pdf"))


def _digest(file: BufferedReader) -> str:
    file.seek(0)
    return file_digest(file, "sha256").hexdigest()


def read_bytes(data: bytes, suffix: str, shown_as: str, digest: str | None = None) -> Source:
    """As ``read``, from bytes; ``suffix`` (".txt", ".md") matters only for text."""
    if not data or data.isspace():
        raise ReadError("The file is empty.", "Save the document again with its text.")
    kind = media_type(data, suffix)
    digest = digest or sha256(data).hexdigest()
    info = SourceInfo(path=shown_as, sha256=digest, media_type=kind, obtained="text")
    if kind == _PDF:
        from kehoach.reading.pdf.document import read_pdf

        return read_pdf(data, info)
    if kind == "locked":
        raise ReadError("The file is locked with a password.", "Save it without a password.")
    if kind in _OFFICE:
        from kehoach.reading.word.office import read_office

        return read_office(data, info)
    if kind == _DOCX:
        from kehoach.reading.word.docx import read_docx

        return read_docx(data, info)
    if kind == _PPTX:
        from kehoach.reading.word.slides import read_slides

        return read_slides(data, info)
    if kind in _SHEETS:
        from kehoach.reading.tables.sheets import read_workbook

        return read_workbook(data, info)
    if kind.startswith("image/"):
        from kehoach.reading.ocr.images import read_image

        return read_image(data, info)
    if kind in (_ZIP, _MAIL):
        from kehoach.reading.packages import read_mail, read_zip

        return (read_zip if kind == _ZIP else read_mail)(data, info, read_bytes)
    if suffix == ".docx":
        raise ReadError("The file is named .docx but is no Word file.", "Save it again from Word.")
    if suffix == ".pdf":
        raise ReadError("The file is named .pdf but is no PDF.", "Export it again as PDF.")
    from kehoach.reading.text.plain import read_plain

    info.obtained = "markdown" if suffix == ".md" else "text"
    return read_plain(data, info)


def read_text(text: str) -> Source:
    """The source of a text that is at hand, taken as it stands: a line a paragraph, offsets those of ``text``."""
    blocks, at = [], 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words)
            blocks.append(Block(start, start + len(words)))
        at += len(line) + 1
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(SourceInfo(path="", sha256=digest, media_type="text/plain", obtained="text"), text, blocks)


def media_type(data: bytes, suffix: str) -> str:
    """The media type by the first bytes, of archives by what is inside; text is told apart by its suffix alone."""
    head = data[:_HEAD].lstrip()
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(data, head, suffix)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        inside = (kind for name, kind in _OLE if name.encode("utf-16-le") in data)
        return next(inside, "application/msword")
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc"):
        return "image/heic"
    if suffix == ".eml" and _MAIL_HEAD.match(head):
        return _MAIL
    for magic, kind in _MAGIC:
        if head[: len(magic)].lower() == magic.lower():
            return kind
    return _TEXT_SUFFIXES.get(suffix, "text/plain")


_MAIL_HEAD = re.compile(rb"[A-Za-z][A-Za-z-]*:\s")


def _of_archive(data: bytes, head: bytes, suffix: str) -> str:
    for name, kind in (
        (b"opendocument.text", "application/vnd.oasis.opendocument.text"),
        (b"opendocument.spreadsheet", _ODS),
    ):
        if b"application/vnd.oasis." + name in head:
            return kind
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except BROKEN:
        return _DOCX if suffix in (".docx", ".docm", ".dotx") else _ZIP
    for start, kind in _INSIDE:
        if any(name.startswith(start) for name in names):
            return kind
    return _DOCX if suffix in (".docx", ".docm", ".dotx") else _ZIP
