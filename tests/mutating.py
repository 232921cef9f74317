"""Real files changed as their formats are built: objects, elements, members, lines, rather than random bytes alone.

``mutated(data, suffix, random)`` gives a changed file of the same kind. The same file and random state give the same bytes.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random

NUMBERS = (b"0", b"1", b"-1", b"65535", b"99999999999", b"-2147483648", b"4294967296", b"1e300", b"0.0000001")
WORDS = (
    "Sở Y tế", "đạt 95%", "30/6/2026", "1.1.1.", "Điều 1.", "| ", "- ", "TỈNH", "Số: 1/KH-UBND", "Kính gửi:", "Nơi nhận:", "PHỤ LỤC", "\u202e", "\x00", "\ufeff",
    "\ud7ff", "İ", "ﬁ", "\u0300" * 30, "(" * 60, "1" * 300, "a" * 2000, "\t" * 40, "năm " * 50, "\r", "\x0c", "\u2028", "[1]", "**", "|\n|\n",
)  # fmt: skip
_PDF_OBJECT = re.compile(rb"(\d+) (\d+) obj\b(.*?)endobj", re.DOTALL)
_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_PDF_NUMBER = re.compile(rb"(?<=[\s\[])-?\d+(?:\.\d+)?(?=[\s\]/>])")
_PDF_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_PDF_NAME = re.compile(rb"/[A-Za-z]{2,20}")
_ELEMENT = re.compile(rb"<(\w+:\w+)[^<>]*?(?:/>|>(?:[^<>]*</\1>)?)", re.DOTALL)
_ATTRIBUTE = re.compile(rb'="[^"<>]*"')

Mutator = Callable[[bytes, Random], bytes]


def mutated(data: bytes, suffix: str, random: Random) -> bytes:
    """A file of the kind of ``suffix``, changed once to four times."""
    kinds = MUTATORS.get(suffix, BYTES)
    for _ in range(random.randint(1, 4)):
        data = random.choice(kinds)(data, random)
    return data


# --- bytes ------------------------------------------------------------------------------------


def flipped(data: bytes, random: Random) -> bytes:
    out = bytearray(data)
    for _ in range(random.choice((1, 4, 64))):
        if out:
            out[random.randrange(len(out))] = random.choice((0, 255, random.randrange(256)))
    return bytes(out)


def cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def without_a_stretch(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + data[at + random.choice((1, 16, 512, 8192)) :]


def with_a_stretch_twice(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    piece = data[at : at + random.choice((4, 256, 4096))]
    return data[:at] + piece * random.choice((2, 9, 200)) + data[at:]


def with_words(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return (
        data[:at]
        + random.choice(WORDS).encode("utf-8", "surrogatepass") * random.choice((1, 3, 50))
        + data[at:]
    )


BYTES: tuple[Mutator, ...] = (flipped, cut, without_a_stretch, with_a_stretch_twice, with_words)


# --- PDF --------------------------------------------------------------------------------------


def _one(
    pattern: re.Pattern[bytes], data: bytes, random: Random, change: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    """One match of the pattern, drawn at random, replaced."""
    found = list(pattern.finditer(data))
    if not found:
        return flipped(data, random)
    match = random.choice(found)
    return data[: match.start()] + change(match) + data[match.end() :]


def pdf_number(data: bytes, random: Random) -> bytes:
    return _one(_PDF_NUMBER, data, random, lambda m: random.choice(NUMBERS))


def pdf_reference(data: bytes, random: Random) -> bytes:
    """A reference bent to another object: circles, pages that are fonts, fonts that are pages."""
    numbers = [m[1] for m in _PDF_OBJECT.finditer(data)] or [b"1"]
    return _one(_PDF_REFERENCE, data, random, lambda m: random.choice(numbers) + b" 0 R")


def pdf_name(data: bytes, random: Random) -> bytes:
    names = sorted(set(_PDF_NAME.findall(data))) or [b"/Kids"]
    return _one(_PDF_NAME, data, random, lambda m: random.choice(names))


def pdf_object_gone(data: bytes, random: Random) -> bytes:
    return _one(_PDF_OBJECT, data, random, lambda m: b"")


def pdf_object_swapped(data: bytes, random: Random) -> bytes:
    bodies = [m[3] for m in _PDF_OBJECT.finditer(data)] or [b" null "]
    return _one(_PDF_OBJECT, data, random, lambda m: m[1] + b" 0 obj" + random.choice(bodies) + b"endobj")


def pdf_stream(data: bytes, random: Random) -> bytes:
    """What a stream holds changed, and packed again: the drawing itself is odd, not its packing."""

    def change(match: re.Match[bytes]) -> bytes:
        try:
            plain = zlib.decompress(match[1])
        except zlib.error:
            return b"stream\n" + flipped(match[1], random) + b"endstream"
        changed = random.choice((flipped, with_a_stretch_twice, without_a_stretch))(plain, random)
        return b"stream\n" + zlib.compress(changed) + b"\nendstream"

    return _one(_PDF_STREAM, data, random, change)


PDF: tuple[Mutator, ...] = (
    pdf_number, pdf_reference, pdf_name, pdf_object_gone, pdf_object_swapped, pdf_stream, pdf_stream, flipped, cut,
)  # fmt: skip


# --- archives of XML --------------------------------------------------------------------------


def _member(data: bytes, random: Random, change: Mutator, only: str = ".xml") -> bytes:
    """One member of an archive changed; the archive is whole again afterwards."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        return flipped(data, random)
    names = sorted(name for name in members if name.endswith(only)) or sorted(members)
    if not names:
        return flipped(data, random)
    main = [n for n in names if n.endswith(("document.xml", "content.xml", "sheet1.xml", "slide1.xml"))]
    name = random.choice(main if main and random.random() < 0.7 else names)
    members[name] = change(members[name], random)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for key, value in members.items():
            made.writestr(zipfile.ZipInfo(key, (2026, 1, 1, 0, 0, 0)), value, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def element_gone(data: bytes, random: Random) -> bytes:
    return _member(data, random, lambda d, r: _one(_ELEMENT, d, r, lambda m: b""))


def element_again(data: bytes, random: Random) -> bytes:
    return _member(data, random, lambda d, r: _one(_ELEMENT, d, r, lambda m: m[0] * r.choice((2, 30, 400))))


def element_moved(data: bytes, random: Random) -> bytes:
    def change(xml: bytes, r: Random) -> bytes:
        found = [m[0] for m in _ELEMENT.finditer(xml)] or [b""]
        return _one(_ELEMENT, xml, r, lambda m: r.choice(found) + m[0])

    return _member(data, random, change)


def element_deep(data: bytes, random: Random) -> bytes:
    """A table within a table within a table, or runs within runs."""

    def change(xml: bytes, r: Random) -> bytes:
        name, depth = (
            r.choice((b"w:tbl", b"w:p", b"w:tc", b"w:ins", b"w:sdt", b"a:tbl", b"table:table")),
            r.choice((5, 60, 900)),
        )
        return _one(_ELEMENT, xml, r, lambda m: b"<%s>" % name * depth + m[0] + b"</%s>" % name * depth)

    return _member(data, random, change)


def attribute(data: bytes, random: Random) -> bytes:
    return _member(
        data,
        random,
        lambda d, r: _one(
            _ATTRIBUTE, d, r, lambda m: b'="' + r.choice((*NUMBERS, b"", b"x", b"&#0;")) + b'"'
        ),
    )


def words_in(data: bytes, random: Random) -> bytes:
    def change(xml: bytes, r: Random) -> bytes:
        words = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff<&]", " ", r.choice(WORDS)) * r.choice(
            (1, 40)
        )
        return _one(
            re.compile(rb"<(?:w:t|a:t|t|text:p)\b[^>]*>[^<]*"), xml, r, lambda m: m[0] + words.encode()
        )

    return _member(data, random, change)


def bytes_of_member(data: bytes, random: Random) -> bytes:
    return _member(data, random, flipped, "")


ARCHIVE: tuple[Mutator, ...] = (
    element_gone, element_again, element_moved, element_deep, attribute, words_in, bytes_of_member, flipped, cut,
)  # fmt: skip


# --- text -------------------------------------------------------------------------------------


def lines_shuffled(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    at, width = random.randrange(len(lines) + 1), random.choice((3, 20, 200))
    part = lines[at : at + width]
    random.shuffle(part)
    return b"\n".join(lines[:at] + part + lines[at + width :])


def line_again(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    return b"\n".join(lines[:at] + [lines[at]] * random.choice((2, 40, 400)) + lines[at:])


def lines_joined(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return (
        data[:at]
        + data[at : at + 20_000].replace(b"\n", random.choice((b" ", b"", b"; ")))
        + data[at + 20_000 :]
    )


def other_code(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "cp1258", "utf-8-sig", "utf-32", "latin-1")), "replace")


TEXT: tuple[Mutator, ...] = (
    lines_shuffled, line_again, lines_joined, other_code, with_words, with_words, with_a_stretch_twice, without_a_stretch, flipped,
)  # fmt: skip
MUTATORS: dict[str, tuple[Mutator, ...]] = {
    ".pdf": PDF, ".docx": ARCHIVE, ".odt": ARCHIVE, ".xlsx": ARCHIVE, ".pptx": ARCHIVE, ".ods": ARCHIVE, ".zip": ARCHIVE, ".txt": TEXT, ".md": TEXT, ".html": TEXT, ".rtf": TEXT, ".eml": TEXT,
}  # fmt: skip
