"""What else arrives: workbooks, presentations, pictures, packages, mails; what Word keeps where it is easily lost."""

import io
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

import kehoach
from kehoach.errors import ReadError
from kehoach.model import Source
from kehoach.reading import media_type, read, read_bytes
from kehoach.reading.flow import Piece, assemble
from kehoach.reading.layout import Line
from kehoach.reading.ocr.images import opened
from kehoach.reading.pdf.document import _without_furniture
from kehoach.reading.pdf.layer import PageText
from kehoach.running import build
from tests.conftest import CORPUS
from tests.test_reading import word_file

SCAN = CORPUS.parent / "scan" / "15-cong-van-quet.pdf"
tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed: OCR is not tested"
)
HEAD = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"]


def lines_of(source: Source) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks]


def workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phụ lục 1"
    rows = [
        ["PHỤ LỤC PHÂN CÔNG NHIỆM VỤ"], [], HEAD,
        ["1", "Rà soát mạng lưới trạm y tế", "Sở Y tế", "Sở Nội vụ", "Quý II/2026"],
        ["2", "Xây dựng cơ sở dữ liệu dân cư", None, "Công an tỉnh", 2026.0],
        [3, "Tỷ lệ", 12.5, None, None],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("C4:C5")
    hidden = book.create_sheet("Nháp")
    hidden.append(["không đọc", "không đọc"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_is_a_table_with_text_around_it() -> None:
    pytest.importorskip("python_calamine")
    source = read_bytes(workbook(), ".xlsx", "x.xlsx")
    assert lines_of(source)[0] == "PHỤ LỤC PHÂN CÔNG NHIỆM VỤ" and "không đọc" not in source.text
    cells = {(b.row, b.col): (source.text[b.start : b.end], b.above) for b in source.blocks if b.table == 0}
    assert cells[0, 1] == ("Nhiệm vụ", False) and cells[1, 2] == ("Sở Y tế", False)
    assert cells[2, 2] == ("", True) and cells[2, 4][0] == "2026" and cells[3, 2][0] == "12,5"


def test_an_annex_that_comes_alone_hands_out_work(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    (tmp_path / "phu-luc.xlsx").write_bytes(workbook())
    made = kehoach.process(tmp_path / "phu-luc.xlsx", names="rules")
    told = [(t.lead[0].name, t.support[0].name, t.deadline and t.deadline.end) for t in made.tasks[:2]]
    assert told == [("Sở Y tế", "Sở Nội vụ", "2026-06-30"), ("Sở Y tế", "Công an tỉnh", "2026-12-31")]
    assert "not-official" not in [w.code for w in made.warnings]


def test_a_presentation_is_read_slide_by_slide() -> None:
    pptx = pytest.importorskip("pptx")
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Kế hoạch năm 2026"
    slide.placeholders[1].text = "Sở Y tế chủ trì"
    out = io.BytesIO()
    show.save(out)
    source = read_bytes(out.getvalue(), ".pptx", "x.pptx")
    assert lines_of(source) == ["Kế hoạch năm 2026", "Sở Y tế chủ trì"] and source.info.pages == 1


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_package_is_known_by_its_official_paper() -> None:
    letter = (CORPUS / "12-cong-van-don-doc.txt").read_bytes()
    data = packed(
        {
            "a/ghi-chu.txt": "Gửi kèm công văn.".encode(),
            "b/cong-van.txt": letter,
            "c/anh.bin.doc": b"\xd0\xcf\x11\xe0",
        }
    )
    source = read_bytes(data, ".zip", "goi.zip")
    assert [f.path for f in source.info.files] == ["b/cong-van.txt", "a/ghi-chu.txt", "c/anh.bin.doc"]
    for file in source.info.files[:2]:
        assert file.span is not None and source.text[file.span.start : file.span.end].strip()
    assert source.info.files[2].reason and source.text.endswith("Gửi kèm công văn.")


def test_records_of_a_package_are_those_of_its_paper(tmp_path: Path) -> None:
    letter = CORPUS / "12-cong-van-don-doc.txt"
    (tmp_path / "goi.zip").write_bytes(packed({"x.txt": letter.read_bytes()}))
    made, plain = (kehoach.process(p, names="rules") for p in (tmp_path / "goi.zip", letter))
    assert (made.meta.symbol, len(made.tasks)) == (plain.meta.symbol, len(plain.tasks))


def test_a_mail_with_attachments() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Gửi công văn", "van-thu@example.org"
    mail.set_content("Kính gửi các đồng chí công văn kèm theo.")
    mail.add_attachment(
        (CORPUS / "12-cong-van-don-doc.txt").read_bytes(), maintype="text", subtype="plain", filename="cv.txt"
    )
    source = read_bytes(mail.as_bytes(), ".eml", "thu.eml")
    assert [f.path for f in source.info.files] == ["cv.txt", "mail.txt"] and source.info.obtained == "mail"


@pytest.mark.parametrize(
    ("data", "suffix", "reason"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), ".docx", "locked"),
        (
            b"\xd0\xcf\x11\xe0" + b"\0" * 508 + b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 600,
            ".doc",
            "locked",
        ),
        (packed({"a.bin.doc": b"\xd0\xcf\x11\xe0"}), ".zip", "Nothing in the package"),
        (b"PK\x03\x04 broken", ".zip", "cut off or damaged"),
    ],
    ids=["locked", "locked-97", "nothing", "broken"],
)
def test_refusals_of_other_kinds(data: bytes, suffix: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, suffix, "x" + suffix)
    assert reason in caught.value.message and caught.value.hint


def test_old_workbooks_are_told_from_old_word_files() -> None:
    ole = b"\xd0\xcf\x11\xe0" + b"\0" * 600
    assert media_type(ole + "Workbook".encode("utf-16-le"), ".xls") == "application/vnd.ms-excel"
    assert media_type(ole + "WordDocument".encode("utf-16-le"), ".doc") == "application/msword"


@tesseract
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "HEIF"])
def test_pictures_of_pages_are_recognised(kind: str) -> None:
    import pypdfium2

    if kind == "HEIF":
        pytest.importorskip("pillow_heif").register_heif_opener()

    with pypdfium2.PdfDocument(SCAN) as document:
        image = document[0].render(scale=200 / 72).to_pil().convert("RGB")
    out = io.BytesIO()
    image.save(out, kind)
    source = read_bytes(out.getvalue(), "." + kind.lower(), "anh")
    assert "trước ngày 15/9/2026" in source.text and source.info.ledger[0].obtained == "ocr"


def test_every_frame_of_a_picture_is_a_page() -> None:
    out = io.BytesIO()
    frames = [Image.new("L", (827, 1169), shade) for shade in (250, 200)]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    assert [frame.getpixel((5, 5))[0] for frame in opened(out.getvalue())] == [250, 200]


def test_every_file_of_a_folder_stands_in_the_ledger(tmp_path: Path) -> None:
    folder = tmp_path / "den"
    folder.mkdir()
    shutil.copy(CORPUS / "12-cong-van-don-doc.txt", folder / "a.txt")
    (folder / "b.mp4").write_bytes(b"film")
    (folder / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    report = build([folder], tmp_path / "kb", names="rules")
    assert {e.path: e.outcome for e in report.entries} == {
        "den/a.txt": "read", "den/b.mp4": "other", "den/c.pdf": "failed",
    }  # fmt: skip
    again = build([folder], tmp_path / "kb", names="rules")
    assert [e.outcome for e in again.entries] == ["read", "other", "failed"]


# --- Word ---------------------------------------------------------------------------------------


def paragraph(text: str, ways: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{ways}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def test_rows_in_content_controls_and_text_struck_through() -> None:
    row = f"<w:tr><w:tc>{paragraph('%s')}</w:tc><w:tc>{paragraph('%s')}</w:tc></w:tr>"
    table = f"<w:tbl>{row % ('Một', 'Hai')}<w:sdt><w:sdtContent>{row % ('Ba', 'Bốn')}</w:sdtContent></w:sdt></w:tbl>"
    body = (
        paragraph("Còn hiệu lực")
        + paragraph("Đã bỏ", "<w:strike/>")
        + paragraph("Bỏ hai nét", "<w:dstrike/>")
        + table
    )
    source = read_bytes(word_file(body), ".docx", "x.docx")
    assert "Bốn" in source.text and "Đã bỏ" not in source.text and "nét" not in source.text


def test_files_with_macros_are_word_files() -> None:
    plain = word_file(paragraph("Sở Y tế chủ trì"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "[Content_Types].xml":
                data = data.replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            new.writestr(entry, data)
    assert "Sở Y tế chủ trì" in read_bytes(out.getvalue(), ".docm", "x.docm").text


def test_content_controls_anywhere_are_opened() -> None:
    def held(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    def cell(inner: str) -> str:
        return f"<w:tc>{inner}</w:tc>"

    rows = [
        cell(paragraph("a")) + held(cell(paragraph("b"))),
        cell(held(paragraph("c"))) + cell(paragraph("d")),
    ]
    table = f"<w:tbl>{held(held(f'<w:tr>{rows[0]}</w:tr>'))}<w:tr>{rows[1]}</w:tr></w:tbl>"
    body = held(paragraph("Trong hộp")) + held(table)
    assert lines_of(read_bytes(word_file(body), ".docx", "x.docx")) == ["Trong hộp", "a", "b", "c", "d"]


STRUCK = {
    ".rtf": rb"{\rtf1\ansi So Y te {\strike da bo} bao \striked1 bo hai net\striked0 cao{\deleted xoa}\par}",
    ".html": b"<html><body><p>So Y te <s>da bo</s> bao <del>xoa</del><strike>net</strike> cao</p></body></html>",
    ".md": b"So Y te ~~da bo~~ bao <s>xoa</s> cao",
}


@pytest.mark.parametrize("suffix", STRUCK)
def test_text_struck_through_is_no_live_text(suffix: str) -> None:
    if suffix != ".md":
        pytest.importorskip("kreuzberg")
    source = read_bytes(STRUCK[suffix], suffix, "x" + suffix)
    assert " ".join(source.text.split()) in ("So Y te bao cao", "So Y te bao cao.")


def with_chunk(blob: bytes, kind: str, suffix: str) -> bytes:
    """A Word file that keeps another file inside, as programs that put files together leave it."""
    import docx
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree

    document = docx.Document()
    document.add_paragraph("Dòng sau")
    part = Part(PackURI("/word/afchunk" + suffix), kind, blob, document.part.package)
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ident = document.part.relate_to(part, relations + "/aFChunk")
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document.element.body.insert(
        0, etree.fromstring(f'<w:altChunk xmlns:w="{word}" xmlns:r="{relations}" r:id="{ident}"/>')
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


PAGE = "<html><body><p>Sở Y tế báo cáo</p><table><tr><td>Quý II</td></tr></table></body></html>"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize("suffix", [".htm", ".mht", ".txt", ".docx", ".rtf"])
def test_a_chunk_of_another_file_is_read(suffix: str) -> None:
    mail = EmailMessage()
    mail.set_content(PAGE, subtype="html", cte="base64")
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('Quý II')}</w:tc></w:tr></w:tbl>"
    blob, kind = {
        ".htm": (PAGE.encode(), "text/html"),
        ".mht": (mail.as_bytes(), "message/rfc822"),
        ".txt": ("Sở Y tế báo cáo\nQuý II".encode(), "text/plain"),
        ".docx": (word_file(paragraph("Sở Y tế báo cáo") + cell), WORD),
        ".rtf": (
            rb"{\rtf1\ansi S\u7903? Y t\u7871? b\u225?o c\u225?o\par Qu\u253? II\par}",
            "application/rtf",
        ),
    }[suffix]
    if suffix == ".rtf":
        pytest.importorskip("kreuzberg")
    source = read_bytes(with_chunk(blob, kind, suffix), ".docx", "x.docx")
    assert lines_of(source) == ["Sở Y tế báo cáo", "Quý II", "Dòng sau"]


@tesseract
def test_an_annex_that_is_a_picture_is_recognised() -> None:
    import docx
    import pypdfium2

    with pypdfium2.PdfDocument(SCAN) as pages:
        image = pages[0].render(scale=150 / 72).to_pil().convert("RGB")
    shown, out = io.BytesIO(), io.BytesIO()
    image.save(shown, "PNG")
    document = docx.Document()
    document.add_paragraph("Phụ lục gửi kèm")
    document.add_picture(shown)
    document.save(out)
    source = read_bytes(out.getvalue(), ".docx", "x.docx")
    assert source.text.startswith("Phụ lục gửi kèm") and "trước ngày 15/9/2026" in source.text
    assert "ocr" in [w.code for w in source.warnings]


def test_small_pictures_of_a_word_file_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import docx

    def refused(*args: object) -> None:
        raise AssertionError("a logo was sent to OCR")

    monkeypatch.setattr("kehoach.reading.ocr.images.recognise", refused)
    shown, out = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (120, 90), "red").save(shown, "PNG")
    document = docx.Document()
    document.add_paragraph("Có biểu trưng")
    document.add_picture(shown)
    document.save(out)
    assert lines_of(read_bytes(out.getvalue(), ".docx", "x.docx")) == ["Có biểu trưng"]


# --- pages --------------------------------------------------------------------------------------


def test_lines_of_printing_programs_are_no_text() -> None:
    pages = []
    for number in range(1, 5):
        foot = Line(f"In bởi: vanthu, 03/02/2026 1{number}:20", 70, 20, 300, 30)
        pages.append(PageText(number, 595, 842, [Line(f"Nội dung trang {number}", 70, 400, 500, 412), foot]))
    assert _without_furniture(pages) == ["In bởi: vanthu, 03/02/2026 11:20"]
    assert [line.text for page in pages for line in page.lines] == [
        f"Nội dung trang {n}" for n in range(1, 5)
    ]


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("Các cơ quan, đơn vị tổ chức thực hiện theo đúng hướng dẫn của", "Ủy ban nhân dân tỉnh và báo cáo kết quả trước ngày 15 tháng 11 hằng năm.", True),
        ("Các cơ quan, đơn vị tổ chức thực hiện theo đúng hướng dẫn.", "Ủy ban nhân dân tỉnh và báo cáo kết quả trước ngày 15 tháng 11 hằng năm.", False),
        ("Các cơ quan, đơn vị tổ chức thực hiện theo đúng quy định của", "Điều 5. Trách nhiệm của các cơ quan, đơn vị trong việc thực hiện quy chế", False),
    ],
)  # fmt: skip
def test_sentences_over_a_page_break(left: str, right: str, whole: bool) -> None:
    info = read(CORPUS / "12-cong-van-don-doc.txt").info
    source = assemble(info, [Piece(left, 1), Piece(right, 2)])
    assert (len(source.blocks) == 1) is whole
