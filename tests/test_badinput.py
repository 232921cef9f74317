"""Bad input: files changed as their formats are built, and bombs. Each is read or refused with its reason, within its limits."""

import io
import zipfile
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kehoach
from kehoach.model import Document
from kehoach.running import Limits
from kehoach.running.one import Outcome, attempt
from tests.conftest import CORPUS
from tests.mutating import mutated
from tests.test_limits import GOOD, archive, pdf

CRASHERS = Path(__file__).parent / "crashers"
SEEDS = {path.suffix: path for path in sorted(CORPUS.iterdir(), reverse=True)}
FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def sound(outcome: Outcome) -> None:
    """A document whose spans are those of its text, or a refusal that says what to do."""
    if outcome.made is None:
        assert outcome.reason and outcome.hint and "kehoach itself" not in outcome.reason, outcome.reason
    else:
        spans_agree(msgspec.json.decode(outcome.made.data, type=Document))


def spans_agree(document: Document) -> None:
    records = [*document.citations, *document.targets, *document.deadlines, *document.tasks]
    assert all(document.text[r.span.start : r.span.end] == r.quote for r in records)
    assert all(0 <= s.span.start < s.span.end <= len(document.text) for s in document.sections)


@pytest.mark.parametrize("suffix", sorted(SEEDS))
def test_mutated_files(suffix: str, tmp_path: Path) -> None:
    """``tests/benchmarks/fuzz.py`` does the same for an hour, over real files, in children with limits."""
    data = SEEDS[suffix].read_bytes()

    @FEW
    @given(st.integers(0, 10**9))
    def read(number: int) -> None:
        path = tmp_path / f"x{suffix}"
        path.write_bytes(mutated(data, suffix, Random(number)))
        sound(attempt(str(path), path.name, names="rules"))

    read()


@pytest.mark.parametrize(
    "path", sorted(p for p in CRASHERS.iterdir() if p.suffix != ".md"), ids=lambda p: p.name
)
def test_what_once_broke_a_reader(path: Path) -> None:
    sound(attempt(str(path), path.name, names="rules"))


# --- damaged archives -------------------------------------------------------------------------


def central(data: bytes, at: int, value: bytes) -> bytes:
    """An archive with some bytes of each entry of its directory replaced."""
    out, place = bytearray(data), data.find(b"PK\x01\x02")
    while place >= 0:
        out[place + at : place + at + len(value)] = value
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(out)


DAMAGES = {
    "a version that nobody knows": lambda data: central(data, 6, b"\xc5\x00"),
    "a packing that nobody knows": lambda data: central(data, 10, b"\x63\x00"),
    "packed as it is not (deflate64)": lambda data: central(data, 10, b"\x09\x00"),
    "packed as it is not (lzma)": lambda data: central(data, 10, b"\x0e\x00"),
    "locked": lambda data: central(data, 8, b"\x01\x00"),
    "a wrong sum": lambda data: central(data, 16, b"\x00\x00\x00\x00"),
    "members elsewhere": lambda data: central(data, 42, b"\xff\xff\xff\x7f"),
    "cut in the middle": lambda data: data[: len(data) // 2],
}


def archives() -> dict[str, bytes]:
    """A small whole file of each kind that is an archive."""
    from openpyxl import Workbook
    from pptx import Presentation

    sheet, slides = io.BytesIO(), io.BytesIO()
    book = Workbook()
    book.active.append(["Sở Y tế", "95%"])  # type: ignore[union-attr]
    book.save(sheet)
    show = Presentation()
    show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = "Sở Y tế chủ trì"
    show.save(slides)
    kinds = {
        "docx": word("<w:p><w:r><w:t>Sở Y tế</w:t></w:r></w:p>"),
        "zip": archive({"a.txt": GOOD.read_bytes()}),
    }
    return {**kinds, "xlsx": sheet.getvalue(), "pptx": slides.getvalue()}


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "zip"])
def test_damaged_archives_are_refused(kind: str, tmp_path: Path) -> None:
    path, whole = tmp_path / f"x.{kind}", archives()[kind]
    path.write_bytes(whole)
    assert attempt(str(path), path.name, names="rules").made is not None
    for damage, done in DAMAGES.items():
        path.write_bytes(done(whole))
        told = attempt(str(path), path.name, names="rules")
        sound(told)
        assert told.made is None or kind == "xlsx", damage  # the reader of sheets looks past some of it


def rewritten(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """An archive with some words of a member replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    assert old in members[member]
    return archive({**members, member: members[member].replace(old, new)})


@pytest.mark.parametrize(
    ("kind", "member", "old", "new"),
    [
        ("docx", "word/document.xml", b"w:document", b"w:documemt"),
        ("docx", "word/document.xml", b"w:body", b"w:bodi"),
        ("pptx", "ppt/slides/slide1.xml", b"p:sld", b"p:slt"),
        ("pptx", "ppt/slides/slide1.xml", b"a:t>", b"a:u>"),
    ],
)
def test_other_elements_than_the_format_asks_for(
    kind: str, member: str, old: bytes, new: bytes, tmp_path: Path
) -> None:
    path = tmp_path / f"x.{kind}"
    path.write_bytes(rewritten(archives()[kind], member, old, new))
    told = attempt(str(path), path.name, names="rules")
    sound(told)
    assert told.made is None


def test_a_mail_in_an_encoding_that_nobody_knows(tmp_path: Path) -> None:
    """Its words are taken for UTF-8."""
    path = tmp_path / "x.eml"
    head = "From: a@b.vn\nSubject: x\nContent-Type: text/plain; charset=sion\nContent-Transfer-Encoding: 8bit\n\n"
    path.write_bytes(head.encode() + GOOD.read_bytes())
    told = attempt(str(path), path.name, names="rules")
    sound(told)
    assert told.made is not None and "Độc lập" in told.made.data.decode()


# --- bombs ------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'


def word(body: str, head: str = "") -> bytes:
    """A Word file with this body."""
    xml = f'<?xml version="1.0"?>{head}<w:document {W}><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "word/document.xml": xml.encode()})


def nested_tables(depth: int) -> bytes:
    return word(
        "<w:tbl><w:tr><w:tc>" * depth
        + "<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>"
        + "</w:tc></w:tr></w:tbl>" * depth
    )


def wide_table(columns: int, span: int) -> bytes:
    cell = (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p></w:tc>'
    )
    return word(f"<w:tbl>{'<w:tr>' + cell * columns + '</w:tr>'}</w:tbl>")


def drawn(stream: str, resources: str = "", more: tuple[str, ...] = ()) -> bytes:
    """A PDF of one page with this drawing."""
    return pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
            *more,
        ]
    )


def recursive_form() -> bytes:
    form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> /Length 16 >>\nstream\n/F Do /F Do /F Do\nendstream"
    return drawn("/F Do " * 50, "/XObject << /F 5 0 R >>", (form,))


def huge_image() -> bytes:
    picture = "<< /Type /XObject /Subtype /Image /Width 200000 /Height 200000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Length 3 >>\nstream\nabc\nendstream"
    return drawn("q 595 0 0 842 0 0 cm /I Do Q", "/XObject << /I 5 0 R >>", (picture,))


def deep_pages() -> bytes:
    kids = [f"<< /Type /Pages /Kids [{n + 3} 0 R {n + 3} 0 R] /Count 2 >>" for n in range(40)]
    return pdf(["<< /Type /Catalog /Pages 2 0 R >>", *kids, "<< /Type /Page /MediaBox [0 0 9 9] >>"])


def many_entities() -> bytes:
    inner = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 40}">' for n in range(1, 8))
    return word("<w:p><w:r><w:t>&e7;</w:t></w:r></w:p>", f'<!DOCTYPE w [<!ENTITY e0 "ha ha">{inner}]>')


def outside_entity() -> bytes:
    return word(
        "<w:p><w:r><w:t>A &x; B</w:t></w:r></w:p>", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    )


def archives_in_archives(depth: int) -> bytes:
    data = b"Ke hoach"
    for number in range(depth):
        data = archive({f"word/document{number}.xml": data, "word/document.xml": data})
    return data


def overlapping(copies: int) -> bytes:
    """Many names for much the same packed stretch, as in zip bombs without nesting."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(copies):
            made.writestr(f"word/x{number}.xml", b"\0" * 2**20)
        made.writestr("word/document.xml", b"\0" * 2**20)
    return out.getvalue()


LONG = ("Sở Y tế chủ trì, phối hợp với Sở Nội vụ báo cáo UBND tỉnh. " * 20 + "\n").encode()
BOMBS = {
    "nested.docx": lambda: nested_tables(3_000),
    "wide.docx": lambda: wide_table(3, 2_000_000_000),
    "many-cells.docx": lambda: wide_table(20_000, 1),
    "entities.docx": many_entities,
    "outside.docx": outside_entity,
    "in-archives.docx": lambda: archives_in_archives(30),
    "overlapping.docx": lambda: overlapping(600),
    "form.pdf": recursive_form,
    "image.pdf": huge_image,
    "pages.pdf": deep_pages,
    "operators.pdf": lambda: drawn("q " * 300_000),
    "numbers.pdf": lambda: drawn("BT " + "1 " * 300_000 + "ET"),
    "boxes.pdf": lambda: drawn("1 1 9 9 re S " * 60_000),
    "digits.txt": lambda: HEADED + b"1" * 900_000,
    "paragraph.txt": lambda: HEADED + LONG.replace(b"\n", b" ") * 700,
    "deep.html": lambda: b"<html><body>" + b"<div>" * 20_000 + "Kế hoạch".encode() + b"</div>" * 20_000,
    "deep.rtf": lambda: b"{\\rtf1 " + b"{" * 200_000 + b"Ke hoach" + b"}" * 200_000 + b"}",
}  # fmt: skip
HEADED = "ỦY BAN NHÂN DÂN\nTỈNH VĨNH GIANG\nSố: 1/KH-UBND\nKẾ HOẠCH\nThử\n\nI. NHIỆM VỤ\n\n".encode()


@pytest.fixture(scope="module")
def exploded(tmp_path_factory: pytest.TempPathFactory) -> kehoach.running.Report:  # type: ignore[name-defined]
    folder = tmp_path_factory.mktemp("bombs")
    for name, make in BOMBS.items():
        (folder / name).write_bytes(make())
    (folder / GOOD.name).write_bytes(GOOD.read_bytes())
    return kehoach.build(
        [folder], folder / "kb", jobs=2, limits=Limits(seconds=60, megabytes=3000), names="rules"
    )


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_bombs_cost_themselves_alone(exploded, name: str) -> None:  # type: ignore[no-untyped-def]
    (entry,) = (e for e in exploded.entries if e.path.endswith(f"/{name}"))
    assert entry.outcome == "read" or (entry.reason and entry.hint)
    assert "kehoach itself" not in (entry.reason or ""), entry.reason


def test_beside_bombs_the_rest_is_read(exploded) -> None:  # type: ignore[no-untyped-def]
    assert any(e.path.endswith(GOOD.name) and e.outcome == "read" for e in exploded.entries)


def test_what_lies_outside_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(outside_entity())
    outcome = attempt(str(tmp_path / "x.docx"), "x.docx", names="rules")
    assert outcome.made is None or b"root:" not in outcome.made.data
