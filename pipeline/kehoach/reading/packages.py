"""Packages: a zip of an e-office, a mail with attachments. The files inside are read one after the other into one source.

The file that opens like an official paper comes first, since the package is known by its letterhead; ``info.files`` tells what was inside,
where its text stands, and why a file could not be read.
"""

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Callable
from email.message import MIMEPart
from pathlib import PurePosixPath

import msgspec

from kehoach.errors import ReadError
from kehoach.model import PackedFile, Source, SourceInfo, Span
from kehoach.reading.archives import BROKEN
from kehoach.text import fold

ReadMember = Callable[[bytes, str, str], Source]  # bytes, suffix, path to show

_MOST_FILES = 200
_LARGEST = 400 * 2**20  # unpacked
_OFFICIAL = re.compile(r"cộng h[òo]a xã hội|đảng cộng sản việt nam")
_SKIPPED = re.compile(r"(?:^|/)(?:\.|__MACOSX|Thumbs\.db|desktop\.ini)")


def read_zip(data: bytes, info: SourceInfo, read: ReadMember) -> Source:
    """The source of a zip. Raises ReadError for broken, locked and too large ones, and when nothing inside can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir() and not _SKIPPED.search(e.filename)]
            if sum(e.file_size for e in entries) > _LARGEST:
                raise ReadError("The archive unpacks to more than 400 MB.", "Unpack it and give its folder.")
            if any(e.flag_bits & 1 for e in entries):
                raise ReadError("The archive is locked with a password.", "Unpack it and give its folder.")
            members = [(_name(e), archive.read(e)) for e in entries[:_MOST_FILES]]
    except BROKEN as error:
        raise ReadError("The archive is cut off or damaged.", "Send or download it again.") from error
    info.obtained = "package"
    return _together(members, info, read)


def _name(entry: zipfile.ZipInfo) -> str:
    """The path of a member; older programs write it in the code page of the machine."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def read_mail(data: bytes, info: SourceInfo, read: ReadMember) -> Source:
    """The source of a mail (.eml): its words, then its attachments."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    members: list[tuple[str, bytes]] = []
    body = message.get_body(("plain", "html"))
    if body is not None:
        suffix = ".html" if body.get_content_subtype() == "html" else ".txt"
        members.append((f"mail{suffix}", words_of(body).encode()))
    for number, part in enumerate(message.iter_attachments(), 1):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            members.append((part.get_filename() or f"attachment-{number}", content))
    info.obtained = "mail"
    return _together(members[:_MOST_FILES], info, read)


def words_of(body: MIMEPart) -> str:
    """The text of a part of a mail; one that names an encoding which nobody knows is taken for UTF-8."""
    try:
        words = body.get_content()
    except LookupError:
        words = bytes(body.get_payload(decode=True) or b"").decode("utf-8", "replace")
    return words if isinstance(words, str) else ""


def _together(members: list[tuple[str, bytes]], info: SourceInfo, read: ReadMember) -> Source:
    read_ones: list[tuple[str, Source]] = []
    failed: list[PackedFile] = []
    for path, content in members:
        try:
            read_ones.append((path, read(content, PurePosixPath(path).suffix.lower(), f"{info.path}/{path}")))
        except ReadError as error:
            failed.append(PackedFile(path, None, None, error.message))
    if not read_ones:
        told = f" ({failed[0].path}: {failed[0].reason})" if failed else ""
        raise ReadError(f"Nothing in the package could be read{told}.", "Unpack it and look at its files.")
    read_ones.sort(
        key=lambda one: _OFFICIAL.search(fold(one[1].text[:1500])) is None
    )  # stable: else the order inside
    whole = Source(info, "", [], [])
    for path, source in read_ones:
        _append(whole, path, source)
    info.files += failed
    return whole


def _append(whole: Source, path: str, source: Source) -> None:
    """Adds a file's text, blocks and warnings, moved behind what stands there; its pages and tables go on counting."""
    shift = len(whole.text) + (1 if whole.text else 0)
    pages = max((b.page or 0 for b in whole.blocks), default=0)
    tables = max((b.table for b in whole.blocks if b.table is not None), default=-1) + 1
    whole.text += ("\n" if whole.text else "") + source.text
    for block in source.blocks:
        block.start, block.end = block.start + shift, block.end + shift
        block.page = (block.page or 1) + pages
        block.table = None if block.table is None else block.table + tables
        whole.blocks.append(block)
    for warning in source.warnings:
        if warning.span:
            page = None if warning.span.page is None else warning.span.page + pages
            warning.span = Span(warning.span.start + shift, warning.span.end + shift, page)
        whole.warnings.append(warning)
    inner = source.info
    whole.info.files.append(
        PackedFile(path, Span(shift, shift + len(source.text), pages + 1), inner.obtained, None)
    )
    whole.info.signatures += inner.signatures
    whole.info.stamps += inner.stamps
    whole.info.received = whole.info.received or inner.received
    whole.info.ledger += [msgspec.structs.replace(e, page=e.page + pages) for e in inner.ledger]
