"""Pages as pictures: the words of records are found on them, and only the file that was read is shown."""

import shutil
from pathlib import Path

import pytest

import kehoach
from kehoach.errors import UsageError
from kehoach.knowledge.kinds import RECORDS
from kehoach.model import Document
from kehoach.serving import images
from kehoach.serving.images import Box, Drawn, boxes, drawn, path_of
from tests.conftest import CORPUS


@pytest.fixture()
def folder(corpus_folder: Path, tmp_path: Path) -> Path:
    """A knowledge base of the corpus whose pictures are its own."""
    shutil.copytree(corpus_folder, tmp_path / "kb", ignore=shutil.ignore_patterns("pages"), symlinks=True)
    return tmp_path / "kb"


def found_on_pages(folder: Path, document: Document) -> tuple[int, int]:
    """How many records of a document are found on the picture of their page, and how many there are."""
    found = every = 0
    for kind in RECORDS:
        for record in getattr(document, kind):
            if record.span.page:
                every += 1
                found += bool(boxes(drawn(folder, document, record.span.page), record.quote))
    return found, every


@pytest.mark.parametrize("name", ["01-chuong-trinh-tinh-uy.pdf", "09-ke-hoach-cua-khau.pdf"])
def test_every_record_of_a_pdf_is_found_on_its_page(folder: Path, name: str) -> None:
    with kehoach.open(str(folder)) as kb:
        found, every = found_on_pages(folder, kb.document(name))
    assert found == every > 3


@pytest.mark.parametrize(
    ("name", "least"),
    [("signed-1696.pdf", 1.0), ("glyphs-3036.pdf", 1.0), ("signed-7432.pdf", 1.0), ("scan-813.pdf", 0.85)],
)
def test_real_files_signed_garbled_scanned(shared: Path, tmp_path: Path, name: str, least: float) -> None:
    if name.startswith("scan") and shutil.which("tesseract") is None:
        pytest.skip("no Tesseract")
    kehoach.build([shared / "files" / name], tmp_path / "kb")
    with kehoach.open(str(tmp_path / "kb")) as kb:
        found, every = found_on_pages(tmp_path / "kb", kb.document(name))
    assert every > 3 and found >= least * every, (found, every)


WORDS: list[tuple[str, Box]] = [
    (word, (0.1 * n, 0.1 if n < 5 else 0.2, 0.08, 0.02))
    for n, word in enumerate(["Giao", "Sở", "Y", "tế", "chủ", "trì", "báo", "cáo", "trước", "ngày"])
]


@pytest.mark.parametrize(
    ("quote", "lines"),
    [
        ("Sở Y tế", 1),
        ("chủ trì báo cáo", 2),  # goes on in the next line
        ("so y te", 1),
        ("Sở Y tế chủ trí bảo cáo", 2),  # as OCR may read it
        ("Sở Nội vụ kiểm tra", 0),
        ("", 0),
    ],
)
def test_words_on_a_page(quote: str, lines: int) -> None:
    assert len(boxes(Drawn("page.png", 100, 100, WORDS), quote)) == lines


def test_only_the_file_that_was_read_is_shown(tmp_path: Path) -> None:
    given = tmp_path / "in"
    given.mkdir()
    shutil.copy(CORPUS / "01-chuong-trinh-tinh-uy.pdf", given / "a.pdf")
    kehoach.build([given], tmp_path / "kb")
    with kehoach.open(str(tmp_path / "kb")) as kb:
        document = kb.document("a.pdf")
    assert path_of(tmp_path / "kb", document) == given / "a.pdf"
    shutil.copy(CORPUS / "09-ke-hoach-cua-khau.pdf", given / "a.pdf")
    with pytest.raises(UsageError, match="changed"):
        drawn(tmp_path / "kb", document, 1)
    (given / "a.pdf").unlink()
    with pytest.raises(UsageError, match="not here"):
        drawn(tmp_path / "kb", document, 1)


@pytest.mark.parametrize("path", ["../secret.pdf", "/etc/secret.pdf", "in/../../secret.pdf", "in/a.txt"])
def test_paths_in_documents_lead_nowhere_else(folder: Path, tmp_path: Path, path: str) -> None:
    with kehoach.open(str(folder)) as kb:
        document = kb.document("01-chuong-trinh-tinh-uy.pdf")
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.4")
    document.source.path = path
    assert path_of(folder, document) is None


def test_a_page_that_cannot_be_drawn_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(UsageError, match="cannot be drawn"):
        images._draw(tmp_path / "a.pdf", 1, tmp_path / "pages" / "x-1.json")
    assert list((tmp_path / "pages").iterdir()) == []
