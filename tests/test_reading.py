"""Files become sources: formats, tables, joined lines, and clear refusals of what is no document."""

import io
import shutil
import sys
import unicodedata
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image, ImageDraw

from kehoach.errors import ReadError
from kehoach.model import Source
from kehoach.reading import read, read_bytes
from kehoach.reading.layout import Line
from kehoach.reading.legacy import _tcvn3, _vni, legacy_of, to_unicode
from kehoach.reading.ocr.frames import find_frames
from kehoach.reading.ocr.laid import _sober
from kehoach.reading.ocr.marks import repaired_marks
from kehoach.reading.ocr.romans import count_romans
from kehoach.reading.ocr.words import Word
from kehoach.reading.pdf.glyphs import decoded, is_damaged
from kehoach.reading.pdf.tables import find_grids
from kehoach.reading.tables.grid import Grid
from kehoach.reading.text.markup import stripped
from kehoach.reading.text.paragraphs import Shape, paragraphs
from tests import parity
from tests.conftest import CORPUS


def lines_of(source: Source) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks]


def read_text(text: str, suffix: str = ".md") -> Source:
    return read_bytes(text.encode(), suffix, "x" + suffix)


def test_wrapped_lines_are_joined_and_items_kept() -> None:
    body = "\n".join(
        [
            "Ủy ban nhân dân tỉnh yêu cầu các cơ quan thực hiện những việc sau",
            "đây trong năm nay:",
            "",
            "- Việc thứ nhất là",
            "rà soát;",
            "",
            "- Việc thứ hai.",
        ]
        * 3
    )
    assert lines_of(read_text(body))[:3] == [
        "Ủy ban nhân dân tỉnh yêu cầu các cơ quan thực hiện những việc sau đây trong năm nay:",
        "- Việc thứ nhất là rà soát;",
        "- Việc thứ hai.",
    ]


def test_glued_headings_are_parted() -> None:
    assert paragraphs(["I. MỤC ĐÍCH, YÊU CẦU**1. Mục đích**"], Shape(False, 0, False)) == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "**1. Mục đích**",
    ]


@pytest.mark.parametrize(
    ("marked", "plain", "bold"),
    [("**a b**", "a b", 1.0), ("### c", "c", 1.0), ("x *y* z", "x y z", 0.0), ("(*) d", "(*) d", 0.0)],
)
def test_emphasis(marked: str, plain: str, bold: float) -> None:
    assert stripped(marked) == (plain, bold)


def test_a_sentence_cut_by_a_page_is_joined() -> None:
    left = "Nâng cao chất lượng đời sống văn hóa ở cơ sở, bảo đảm chất lượng dịch vụ"
    assert lines_of(read_text(f"{left}\n\ncông và an ninh.", ".txt")) == [f"{left} công và an ninh."]


def test_footnotes_do_not_part_a_sentence() -> None:
    left = "Tiếp tục triển khai các chủ trương của Trung ương và của tỉnh¹ về tăng cường bảo vệ"
    source = read_text(f"{left}\n\n¹ Trọng tâm là Kế hoạch số 09-KH/TU.\n\nsức khỏe Nhân dân.", ".txt")
    assert lines_of(source)[0].endswith("sức khỏe Nhân dân.")
    assert source.blocks[1].mark == "¹"


FENCED = "|\n**STT**\n|\n**NHIỆM VỤ**\n|\n**CHỦ TRÌ**\n|\n|\n1\n|\nRà soát quy\nhoạch\n|\nSở Xây dựng\n|\n"
PIPED = "| STT | NHIỆM VỤ | CHỦ TRÌ |\n|---|---|---|\n| 1 | Rà soát quy hoạch | Sở Xây dựng |\n"


@pytest.mark.parametrize("table", [FENCED, PIPED])
def test_tables_of_both_writings(table: str) -> None:
    source = read_text(table)
    cells = {(b.row, b.col): source.text[b.start : b.end] for b in source.blocks}
    assert cells[(1, 1)] == "Rà soát quy hoạch"
    assert cells[(1, 2)] == "Sở Xây dựng"
    assert source.text.split("\n")[1] == "1 | Rà soát quy hoạch | Sở Xây dựng"


@pytest.mark.parametrize("end", ["|", "|\n|"])
def test_an_annex_between_two_tables_is_text(end: str) -> None:
    source = read_text(
        "Nơi nhận:\n- Như trên.\n|\n**CHỦ TỊCH**\nEND\n**PHỤ LỤC I**\nPHÂN CÔNG\n*(Kèm theo Kế hoạch số 5)*\n|\nTT\n|\nNhiệm vụ\n|\nChủ trì\n|\n|\n1\n|\nRà soát\n|\nSở Y tế\n|\n".replace(
            "END", end
        ),
        ".md",
    )
    rows = [
        (b.table, b.row, b.col, source.text[b.start : b.end]) for b in source.blocks if b.table is not None
    ]
    assert [words for _, row, col, words in rows if words in ("TT", "Chủ trì", "1", "Sở Y tế")] == [
        "TT",
        "Chủ trì",
        "1",
        "Sở Y tế",
    ]
    assert "PHỤ LỤC I" in [source.text[b.start : b.end] for b in source.blocks if b.table is None]


def test_text_after_whom_a_letter_goes_to_is_no_cell() -> None:
    source = read_text(
        "|\n**Kính gửi:**\n|\n- Sở Y tế;\n- UBND các xã.\n|\nThực hiện Kế hoạch số 5, UBND tỉnh yêu cầu:\n1. Giao Sở Y tế\n|\nNơi nhận:\n- Như trên.\n|\nCHỦ TỊCH\n|\nVăn bản khác\n",
        ".md",
    )
    free = [source.text[b.start : b.end] for b in source.blocks if b.table is None]
    assert free == ["Thực hiện Kế hoạch số 5, UBND tỉnh yêu cầu:", "1. Giao Sở Y tế", "Văn bản khác"]


def test_empty_cells_between_pipes() -> None:
    source = read_text(
        "|\nTT\n|\nChỉ tiêu\n|\nĐơn vị\n|\nKết quả\n|\n|\nI\n|\nGiai đoạn 2026\n|\n|\n|\n|\n1\n|\nTỷ lệ số hóa\n|\n%\n|\n95\n|\n",
        ".md",
    )
    cells = {(b.row, b.col): source.text[b.start : b.end] for b in source.blocks}
    assert (
        cells[1, 0] == "I"
        and cells[1, 3] == ""
        and [cells[2, c] for c in range(4)] == ["1", "Tỷ lệ số hóa", "%", "95"]
    )


def rows_of(source: Source) -> dict[int | None, list[list[str]]]:
    """The cells of each table, a row a list."""
    found: dict[int | None, dict[int, list[str]]] = {}
    for block in source.blocks:
        if block.table is not None:
            row = found.setdefault(block.table, {}).setdefault(block.row or 0, [])
            row.append(source.text[block.start : block.end])
    return {table: list(rows.values()) for table, rows in found.items()}


def piped(*rows: list[str]) -> str:
    """A table with a pipe alone on a line between the cells of these rows."""
    return "".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in rows)


def test_rows_wider_than_the_first_one() -> None:
    rows = [
        ["1", "KÝ HIỆU", "QT.01"],
        ["2", "Hồ sơ", "Bản chính", "Bản sao"],
        ["TT", "Trình tự", "Trách nhiệm", "Thời gian", "Kết quả"],
        ["B1", "Tiếp nhận", "Văn thư", "01 ngày", "Phiếu hẹn"],
        ["B2", "Thẩm định", "Chuyên viên", "02 ngày", "Tờ trình"],
        ["3", "Biểu mẫu", "Không"],
    ]
    source = read_text(piped(*rows) + "Điều khoản cuối\n" + piped([*"ABCD"], [*"1234"]), ".md")
    assert rows_of(source) == {0: rows, 1: [[*"ABCD"], [*"1234"]]}


def test_the_number_of_a_row_opens_it() -> None:
    head = ["TT", "Xã", "Tỷ lệ", "Ghi chú"]
    source = read_text(
        piped(head, ["Tỉnh", "Xã"], ["1", "Suối Bạc", "70", "30", ""], ["2", "Thác Trắng", "80", "20", ""])
        + "\n"
        + "Đoạn văn dài hơn một ô.\n\n" * 50
        + piped(["A", "B"]),
        ".md",
    )
    rows = rows_of(source)[0]
    assert rows[2:] == [["1", "Suối Bạc", "70", "30", ""], ["2", "Thác Trắng", "80", "20"]]
    assert sum(b.table is None for b in source.blocks) == 50


def test_a_heading_between_two_tables_with_the_same_header() -> None:
    head = ["Thứ tự", "Người thực hiện", "Nội dung"]
    heading = "**B. CẤP XÃ**\n**1. Cấp giấy\nxác nhận**\n"
    source = read_text(
        piped(head, ["Bước 1", "Văn thư", "Tiếp nhận"], ["Tổng", "5 ngày"])
        + heading
        + piped(head, ["Bước 1", "", "Trả"]),
        ".md",
    )
    assert [source.text[b.start : b.end] for b in source.blocks if b.table is None] == [
        "B. CẤP XÃ",
        "1. Cấp giấy xác nhận",
    ]
    assert [rows[0] for rows in rows_of(source).values()] == [head, head]


def test_form_feeds_part_pages() -> None:
    source = read_text("Trang đầu.\f2\n\nTrang sau.", ".txt")
    assert source.info.pages == 2
    assert [b.page for b in source.blocks] == [1, 2]
    assert lines_of(source) == ["Trang đầu.", "Trang sau."], "a page number is no text"


PROSE = "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành chủ động thực hiện nhiệm vụ được giao, bảo đảm đúng tiến độ; phấn đấu mỗi xã có ít nhất một mô hình."


def old_fonts(text: str, name: str) -> str:
    """A text as fonts from before Unicode hold it: the reader's table, read backwards."""
    if name == "TCVN3":
        table = {new: chr(old) for old, new in _tcvn3().items()}
        return "".join(table.get(c, c) for c in text)
    writings = {unicodedata.normalize("NFC", new): old for old, new in _vni().items()}
    return "".join(writings.get(c, c) for c in text)


@pytest.mark.parametrize("name", ["TCVN3", "VNI"])
def test_fonts_from_before_unicode(name: str) -> None:
    plain = PROSE.replace("Ủy", "ủy")  # TCVN3 draws marked capitals by a font of capitals
    old = old_fonts(plain, name)
    assert old != plain and legacy_of(old) == name
    for data in (old.encode("utf-8"), old.encode("latin-1")):
        source = read_bytes(data, ".txt", "x.txt")
        assert lines_of(source) == [plain]
    assert legacy_of(plain) is None and legacy_of("Café, naïve, señor - an article in English.") is None


def test_old_fonts_known_words() -> None:
    assert to_unicode("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "TCVN3") == "Cộng hoà xã hội chủ nghĩa Việt Nam"
    assert (
        to_unicode("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI") == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    )
    assert to_unicode("UÛY BAN NHAÂN DAÂN TÆNH", "VNI") == "ỦY BAN NHÂN DÂN TỈNH"


def test_one_document_in_old_and_new_letters() -> None:
    source = read_text(old_fonts(PROSE.replace("Ủy", "ủy"), "TCVN3") + "\n\n" + PROSE, ".txt")
    assert lines_of(source) == [PROSE.replace("Ủy", "ủy"), PROSE]
    assert [w.code for w in source.warnings] == ["legacy-font"]


def test_windows_1258() -> None:
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    split = "".join(
        base + "".join(tones)
        for c in PROSE
        for tones in [[m for m in unicodedata.normalize("NFD", c) if m in marks]]
        for base in [
            unicodedata.normalize(
                "NFC", "".join(m for m in unicodedata.normalize("NFD", c) if m not in marks)
            )
        ]
    )
    assert lines_of(read_bytes(split.encode("cp1258"), ".txt", "x.txt")) == [PROSE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert lines_of(read_bytes("Kế hoạch".encode(encoding), ".txt", "x.txt")) == ["Kế hoạch"]


# --- forms of the corpus ----------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda p: p.name)
def test_blocks_are_the_text(path: Path) -> None:
    source = read(path)
    at = 0
    for block in source.blocks:
        assert at <= block.start <= block.end <= len(source.text)
        at = block.end
    assert all(source.text[b.start : b.end] == source.text[b.start : b.end].strip() for b in source.blocks)


def test_pdf_letterhead_columns_are_kept_apart() -> None:
    lines = lines_of(read(CORPUS / "05-ke-hoach-so-y-te.pdf"))
    assert lines[:4] == [
        "UBND TỈNH VĨNH GIANG",
        "SỞ Y TẾ",
        "Số: 27/KH-SYT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]


def test_word_tables_and_merged_cells() -> None:
    source = read(CORPUS / "11-ke-hoach-phu-luc.docx")
    tables = {b.table for b in source.blocks if b.table is not None}
    assert len(tables) == 3, "letterhead, closing, annex"


def test_word_numbering_is_written_out() -> None:
    import docx

    document = docx.Document()
    for words in ("Mục đích", "Yêu cầu"):
        document.add_paragraph(words, style="List Number")
    out = io.BytesIO()
    document.save(out)
    numbered = document.paragraphs[0]._p.pPr
    assert numbered is not None
    from kehoach.reading.word.numbering import Numbering, _shown

    assert _shown({0: ("upperRoman", "%1.", 1)}, {0: 4}, 0) == "IV. "
    assert _shown({0: ("decimal", "%1.", 1), 1: ("decimal", "%1.%2.", 1)}, {0: 2, 1: 3}, 1) == "2.3. "
    assert Numbering(None).label(document.paragraphs[0]._p) == ""


def test_word_footnotes_stand_after_their_paragraph() -> None:
    body = '<w:p><w:r><w:t>Theo quy định</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> hiện hành.</w:t></w:r></w:p>'
    notes = '<w:footnote w:id="2"><w:p><w:r><w:t>Luật Đất đai.</w:t></w:r></w:p></w:footnote>'
    source = read_bytes(word_file(body, notes), ".docx", "x.docx")
    assert lines_of(source) == ["Theo quy định¹ hiện hành.", "¹ Luật Đất đai."]
    assert source.blocks[1].mark == "¹"


def test_word_hidden_text_is_left_out() -> None:
    body = "<w:p><w:r><w:t>Thấy</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> ẩn</w:t></w:r></w:p>"
    assert lines_of(read_bytes(word_file(body), ".docx", "x.docx")) == ["Thấy"]


def test_word_cells_merged_downwards_go_on() -> None:
    def cell(text: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    begin, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [cell("A") + cell("Sở Y tế", begin), cell("B") + cell("", more)]
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    blocks = read_bytes(word_file(body), ".docx", "x.docx").blocks
    assert [b.above for b in blocks] == [False, False, False, True]


def word_file(body: str, notes: str = "") -> bytes:
    """A .docx with this body, and footnotes when given."""
    import docx
    from docx.opc.constants import CONTENT_TYPE as CT
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    for element in etree.fromstring(f"<root {space}>{body}</root>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    if notes:
        blob = f"<w:footnotes {space}>{notes}</w:footnotes>".encode()
        part = Part(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, blob, document.part.package)
        document.part.relate_to(
            part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# --- glyph numbers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("&Ӝ1*", "CỘNG"),
        ("ng‡y", "ngày"),
        ("KRҥFK", "hoạch"),
        ("Vӕ", "số"),
        ("viӋc", "việc"),
        ("01/7/2025", "01/7/2025"),
        ("UBND", "UBND"),
        ("4X\\ӃW", "Quyết"),
        ("T\u00c3NH H\u00c3NH", "TÌNH HÌNH"),
        ("N\u04ddi", "Nội"),
        ("Km0", "Km0"),
        ("ÖÖÖ", "………"),
        ("I ñ Kế", "I – Kế"),
    ],
)
def test_glyph_numbers_are_decoded_word_by_word(damaged: str, whole: str) -> None:
    assert decoded(damaged) == whole
    assert len(decoded(damaged)) == len(damaged)


def test_cells_of_a_damaged_page_are_decoded_too() -> None:
    """pdfplumber, which finds the cells, names glyphs in brackets where pdfium gives characters."""
    page = SimpleNamespace(number=1, lines=[], ruled=False, obtained="repaired", grids=[])
    page.grids = [
        Grid(
            (0, 0, 1, 1), [["T(cid:1241)ng công ty", "(cid:255)(cid:1131)(cid:81) (cid:89)(cid:1231)", None]]
        )
    ]
    assert find_grids(b"", [page])[1][0].rows == [["Tổng công ty", "đơn vị", None]]


def test_sound_text_is_not_taken_for_damaged() -> None:
    assert not is_damaged("Ủy ban nhân dân tỉnh ban hành Kế hoạch với hệ số α và Φ.")


# --- refusals ---------------------------------------------------------------------------------


def truncated_pdf() -> bytes:
    return (CORPUS / "03-ke-hoach-5-nam.pdf").read_bytes()[:9000]


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix", "reason"),
    [
        (b"", ".txt", "empty"),
        (b"  \n ", ".md", "empty"),
        (b"\xff\xd8\xff\xe0 jfif", ".pdf", "picture"),
        (b"\x89PNG\r\n", ".docx", "picture"),
        (truncated_pdf(), ".pdf", "broken or cut off"),
        (b"not a zip at all", ".docx", "no Word file"),
        (other_zip(), ".docx", "not a Word file"),
        (b"PK\x03\x04 broken", ".docx", "cut off or no Word file"),
        (b"a" * 20_000_000, ".txt", "line is longer"),
        (b"\xc3\x28 not utf-8", ".txt", "neither UTF-8"),
        (b"\xd0\xcf\x11\xe0 broken", ".doc", "damaged"),
        (b"just text", ".pdf", "no PDF"),
    ],
    ids=lambda v: str(v)[:24],
)
def test_refusals_say_why_and_what_to_do(data: bytes, suffix: str, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, suffix, "x" + suffix)
    assert reason in caught.value.message
    assert caught.value.hint


def test_a_pdf_without_vietnamese_letters_is_not_trusted() -> None:
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    page = canvas.Canvas(out)
    for number in range(12):
        page.drawString(70, 760 - 20 * number, "CQNG HOA XA HQI CHU NGHIA VIET NAM ngdy 31 th6ng 03 ndm2026")
    page.save()
    from kehoach.reading.pdf.document import _opened, is_sound, page_text

    assert not is_sound(page_text(_opened(out.getvalue()), 0))


def test_without_tesseract_a_scan_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach.reading.ocr.tesseract.shutil.which", lambda name: None)
    with pytest.raises(ReadError) as caught:
        read(CORPUS.parent / "scan" / "15-cong-van-quet.pdf")
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in caught.value.hint


tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed: OCR is not tested"
)


@tesseract
def test_a_scan_is_recognised() -> None:
    source = read(CORPUS.parent / "scan" / "15-cong-van-quet.pdf")
    assert source.info.obtained == "ocr" and [p.obtained for p in source.info.ledger] == ["ocr"] * (
        source.info.pages or 0
    )
    assert lines_of(source)[:3] == [
        "UBND TỈNH VĨNH GIANG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ TÀI CHÍNH",
    ]
    assert "trước ngày 15/9/2026" in source.text


def test_tables_of_scans_and_forms_agree() -> None:
    """The corpus as Word, PDF (tables ruled or not) and scan gives the records of the text: docs/reading.md."""
    shares = parity.table(("docx", "pdf", "unruled", *(("scan",) if shutil.which("tesseract") else ())))
    assert min(shares[form]["all"] for form in ("docx", "pdf", "unruled")) >= 0.99
    assert shares.get("scan", {"all": 1.0})["all"] >= 0.95


def test_rules_of_a_pictured_table() -> None:
    image = Image.new("L", (900, 700), 255)
    draw = ImageDraw.Draw(image)
    for x in (100, 300, 600, 800):
        draw.line((x, 100, x, 200), fill=0, width=3)
        draw.line((x, 300, x, 500), fill=0, width=3)
    draw.line((100, 100, 100, 500), fill=0, width=3)
    draw.line((800, 100, 800, 500), fill=0, width=3)
    for y in (100, 200, 300, 500):
        draw.line((100, y, 800, y), fill=0, width=3)
    draw.line((100, 620, 400, 620), fill=0, width=3)  # an underline below
    (frame,) = find_frames(image)
    words = [
        Word(str(n), x, y, x + 40, y + 20, 95.0)
        for n, (x, y) in enumerate([(120, 140), (310, 240), (650, 400)])
    ]
    cells = [[None if c is None else [w.text for w in c] for c in row] for row in frame.cells(words)]
    assert cells == [[["0"], [], []], [["1"], None, None], [[], [], ["2"]]]
    assert find_frames(Image.new("L", (300, 300), 255)) == []


@pytest.mark.parametrize(
    ("read_as", "meant"),
    [
        (["I. MỤC ĐÍCH", "II. MỤC TIÊU", "II. NHIỆM VỤ", "IV. TỔ CHỨC"], ["I.", "II.", "III.", "IV."]),
        (["I. MỤC ĐÍCH", "II. MỤC TIÊU", "IH. NHIỆM VỤ", "1V. TỔ CHỨC"], ["I.", "II.", "III.", "IV."]),
        (["I. CHUNG", "II. RIÊNG", "I. CHUNG", "II. RIÊNG"], ["I.", "II.", "I.", "II."]),
        (["1. Sở Y tế", "HTX. Nông nghiệp"], ["1.", "HTX."]),
    ],
)
def test_roman_labels_that_lost_a_stroke(read_as: list[str], meant: list[str]) -> None:
    lines = [Line(words, 0, 0, 1, 1) for words in read_as]
    count_romans(lines)
    assert [line.text.split(" ")[0] for line in lines] == meant


@pytest.mark.parametrize(
    ("read_as", "meant", "mended"),
    [
        ("GIẢI QUYÉT công việc", "GIẢI QUYẾT công việc", 1),
        ("tô chức thực hiện", "tổ chức thực hiện", 1),
        ("Quyết định", "Quyết định", 0),
        ("Nguyễn Vân A", "Nguyễn Vân A", 0),
    ],
)
def test_marks_lost_by_ocr_are_put_right_where_a_pair_is_sure(read_as: str, meant: str, mended: int) -> None:
    assert repaired_marks(read_as) == (meant, mended)


def test_what_may_be_handwriting_is_left_blank() -> None:
    def word(text: str, left: int, confidence: float) -> Word:
        return Word(text, left, 0, left + 40, 20, confidence)

    number = [word("Số:", 0, 96), word("46", 50, 32), word("/QĐ-UBND", 100, 90)]
    date = [
        word(t, 50 * i, c)
        for i, (t, c) in enumerate(
            [
                ("Lào", 97),
                ("Cai,", 97),
                ("ngày", 96),
                ("0Â", 93),
                ("tháng", 97),
                ("4", 96),
                ("năm", 97),
                ("2026", 96),
            ]
        )
    ]
    assert [w.text for w in _sober(number)] == ["Số:", "/QĐ-UBND"]
    assert [w.text for w in _sober(date)] == ["Lào", "Cai,", "ngày", "tháng", "4", "năm", "2026"]


# --- other office formats ---------------------------------------------------------------------


def test_html_and_rtf() -> None:
    html = "<!DOCTYPE html><html><body><p>KẾ HOẠCH</p><p>Nâng cao chất lượng sống.</p></body></html>"
    source = read_bytes(html.encode(), ".html", "x.html")
    assert "Nâng cao chất lượng sống." in source.text and source.info.obtained == "html"
    rtf = rb"{\rtf1\ansi\uc1 K\u7871? ho\u7841?ch n\u259?m 2026\par}"
    assert "Kế hoạch năm 2026" in read_bytes(rtf, ".rtf", "x.rtf").text


def test_without_the_extra_an_old_word_file_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kreuzberg", None)
    with pytest.raises(ReadError, match="extra"):
        read_bytes(b"\xd0\xcf\x11\xe0", ".doc", "x.doc")


def test_word97_tables_by_tabs() -> None:
    from kehoach.reading.word.office import _tabbed

    text = (
        "UBND TỈNH X\tCỘNG HÒA\t\tSố: /SCT\tLào Cai\t\tKính gửi: Sở Y tế\n"
        + "Đoạn văn dài. " * 12
        + "\nNơi nhận:\n- Như trên;\tGIÁM ĐỐC\t\t"
    )
    found = [(p.table, p.row, p.col, p.text[:12]) for p in _tabbed(text)]
    assert found == [
        (0, 0, 0, "UBND TỈNH X"), (0, 0, 1, "CỘNG HÒA"), (0, 1, 0, "Số: /SCT"), (0, 1, 1, "Lào Cai"),
        (None, None, None, "Kính gửi: Sở"), (None, None, None, "Đoạn văn dài"),
        (1, 0, 0, "Nơi nhận:"), (1, 0, 0, "- Như trên;"), (1, 0, 1, "GIÁM ĐỐC"),
    ]  # fmt: skip


HEAD = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
UPPER = [
    HEAD,
    ["1", "Khảo sát nhu cầu của người dân", "Sở Nội vụ", "Sở Tư pháp", "Quý II/2026"],
    ["2", "Xây dựng đề án sắp xếp các điểm trường và", "Sở Giáo dục và", "UBND các xã,", "Quý IV/2026"],
]
LOWER = [
    ["", "trình Ủy ban nhân dân tỉnh phê duyệt", "Đào tạo", "phường", ""],
    ["3", "Tổng kết đề án", "Sở Nội vụ", "Sở Tư pháp", "Tháng 12/2026"],
]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("repeated", [True, False])
def test_a_row_that_a_page_cuts_is_made_whole(ruled: bool, repeated: bool) -> None:
    """Two pages with the halves of one table, as Word prints it; header rows may come again."""
    lower = [HEAD, *LOWER] if repeated else LOWER
    data = parity.pages_of_tables([UPPER, lower], ruled)
    rows = [line for line in read_bytes(data, ".pdf", "x.pdf").text.split("\n") if " | " in line]
    assert rows[0] == " | ".join(HEAD)
    assert rows[2:] == [
        "2 | Xây dựng đề án sắp xếp các điểm trường và trình Ủy ban nhân dân tỉnh phê duyệt"
        " | Sở Giáo dục và Đào tạo | UBND các xã, phường | Quý IV/2026",
        "3 | Tổng kết đề án | Sở Nội vụ | Sở Tư pháp | Tháng 12/2026",
    ]


def test_a_row_below_a_merged_number_is_no_rest_of_the_row_above() -> None:
    lower = [["", "Tổ chức hội nghị", "Sở Y tế", "Sở Tư pháp", "Quý I/2027"], LOWER[1]]
    data = parity.pages_of_tables([UPPER, lower], ruled=True)
    rows = [line for line in read_bytes(data, ".pdf", "x.pdf").text.split("\n") if " | " in line]
    assert rows[3].split(" | ")[1] == "Tổ chức hội nghị"


def test_columns_without_a_header_of_tasks_are_no_table() -> None:
    rows = [["Họ và tên", "Chức vụ", "Nơi ở"], ["Lý Thị Sen", "Phó Giám đốc", "Phường Một"]] * 3
    source = read_bytes(parity.pages_of_tables([rows], ruled=False), ".pdf", "x.pdf")
    assert " | " not in source.text


def in_fonts(*runs: tuple[str, str]) -> bytes:
    """A Word file of one paragraph, its runs in these fonts."""
    import docx

    document, out = docx.Document(), io.BytesIO()
    paragraph = document.add_paragraph()
    for words, font in runs:
        paragraph.add_run(words).font.name = font
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([("ñy ban nh©n d©n tØnh", ".VnTimeH")], "ỦY BAN NHÂN DÂN TỈNH"),
        ([("kÕ ho¹ch", ".VnTimeH"), (" n¨m 2004", ".VnTime")], "KẾ HOẠCH năm 2004"),
        ([("kế hoạch", ".VnTimeH"), (" các năm", ".VnTime")], "kế hoạch các năm"),
        ([("các bên", "Times New Roman")], "các bên"),
    ],
)
def test_fonts_tell_how_letters_are_coded(runs: list[tuple[str, str]], text: str) -> None:
    source = read_bytes(in_fonts(*runs), ".docx", "x.docx")
    assert source.text == text
    assert [w.code for w in source.warnings] == (
        ["legacy-font"] if "¹" in runs[0][0] or "©" in runs[0][0] else []
    )
