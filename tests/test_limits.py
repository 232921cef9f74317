"""Hostile and broken files: each costs itself only, is listed with its reason, and the rest goes on."""

import io
import os
import time
import zipfile

import pytest

import kehoach
from kehoach.errors import ReadError
from kehoach.reading import read_bytes
from kehoach.running import Limits, guard, one
from tests.conftest import CORPUS

GOOD = next(p for p in sorted(CORPUS.iterdir()) if p.suffix == ".txt")


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def pdf(objects: list[str], trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a cross-reference table."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    start = len(out)
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    )


def locked_pdf() -> bytes:
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt="mat khau")
    page.drawString(72, 720, "Ke hoach")
    page.save()
    return out.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha ha ha ha ha ha ha ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
)
HOSTILE = {
    "khoa.pdf": locked_pdf,
    "cut.pdf": lambda: pdf(["<< /Type /Catalog /Pages 2 0 R >>"])[:40],
    "vong-lap.pdf": lambda: pdf(
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]
    ),
    "nhieu-trang.pdf": lambda: pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 900000 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        ]
    ),
    "bom-zip.docx": lambda: archive({"word/document.xml": b" " * (401 * 2**20)}),
    "bom-xml.docx": lambda: archive({"word/document.xml": LAUGHS.encode()}),
    "khong-phai-word.docx": lambda: archive({"a.txt": b"Ke hoach"}),
    "cut.docx": lambda: archive({"word/document.xml": b"<w:document>"})[:60],
    "rong.pdf": lambda: b"",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> kehoach.running.Report:  # type: ignore[name-defined]
    folder = tmp_path_factory.mktemp("hostile")
    for name, make in HOSTILE.items():
        (folder / name).write_bytes(make())
    (folder / GOOD.name).write_bytes(GOOD.read_bytes())
    return kehoach.build([folder], folder / "kb", limits=Limits(seconds=60, megabytes=3000))


def test_the_rest_goes_on(report) -> None:  # type: ignore[no-untyped-def]
    assert [e.path.split("/")[-1] for e in report.entries if e.outcome == "read"] == [GOOD.name]
    assert {e.path.split("/")[-1] for e in report.failed} == set(HOSTILE)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_each_says_why_and_what_to_do(report, name: str) -> None:  # type: ignore[no-untyped-def]
    (entry,) = (e for e in report.failed if e.path.endswith(name))
    assert entry.reason and entry.hint and "kehoach itself" not in entry.reason


def asleep(path: str, shown_as: str) -> bytes:
    time.sleep(60)
    return b""


def crashing(path: str, shown_as: str) -> bytes:
    os._exit(7)


def greedy(path: str, shown_as: str) -> bytes:
    def process(*_: object) -> None:
        bytearray(8 * 2**30)

    one.process = process  # type: ignore[assignment]
    return one.attempt_encoded(path, shown_as)


@pytest.mark.parametrize(
    ("work", "reason"), [(asleep, "longer than 1 seconds"), (crashing, "exit code 7"), (greedy, "memory")]
)
def test_a_child_that_exceeds_its_limits(work, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(guard, "attempt_encoded", work)
    limits = Limits(seconds=1 if work is asleep else 30, megabytes=2048)
    risky, harmless = ("x.pdf", "x.pdf"), (str(GOOD), GOOD.name)
    first, second = guard.outcomes([risky, harmless], 1, limits)
    assert first.made is None and reason in (first.reason or "")
    assert second.made is not None


def test_a_text_of_one_endless_line_is_refused() -> None:
    with pytest.raises(ReadError, match="no document"):
        read_bytes(b"a " * 600_000, ".txt", "x.txt")
