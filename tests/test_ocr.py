"""Scans: pictures made ready, two readings joined, slots of handwriting, stamps, doubts; real scans where ../shared is present."""

import shutil
import socket
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image, ImageDraw

import kehoach
from kehoach.knowledge import tables
from kehoach.knowledge.store import Store
from kehoach.model import Document, Warning_
from kehoach.reading import read
from kehoach.reading.language import fluency
from kehoach.reading.ocr import engines, ribbon, slots
from kehoach.reading.ocr.doubts import doubt_warnings
from kehoach.reading.ocr.engines import Reading, _composed
from kehoach.reading.ocr.joining import joined
from kehoach.reading.ocr.laid import Recognised, Sheet, laid_out
from kehoach.reading.ocr.receipts import _date, _hints, _number
from kehoach.reading.ocr.words import Doubt, Word
from kehoach.running import begin
from kehoach.running.one import made_of
from kehoach.running.settling import settle_doubts
from tests.conftest import CORPUS
from tests.making import plan

SHARED = Path(__file__).parents[2] / "shared"
SCAN = CORPUS.parent / "scan" / "15-cong-van-quet.pdf"
readers = pytest.mark.skipif(
    not engines.has_readers() or shutil.which("tesseract") is None,
    reason="the extra ocr or Tesseract is not installed: the second readers are not tested",
)


def words(text: str, confidence: float = 90.0) -> list[Word]:
    made, at = [], 0
    for word in text.split():
        made.append(Word(word, at, 0, at + 10 * len(word), 20, confidence))
        at += 10 * len(word) + 8
    return made


# --- two readings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "asked", "whole"),
    [
        ("cả hai cùng đọc", "cả hai cùng đọc", [], "cả hai cùng đọc"),
        ("nãng cao chất lượng", "nâng cao chất lượng", [], "nâng cao chất lượng"),  # language
        ("tổ chức hội nghị đối thoại", "tô chức hội nghị đối thoại", ["tổ"], "tổ chức hội nghị đối thoại"),
        ("ngày 28/1 1/2025", "ngày 28/11/2025", [], "ngày 28/11/2025"),  # one number, spaced in two ways
        ("các chỉ số cải cách", "các chỉ : số cải cách", [], "các chỉ số cải cách"),  # a speck
        ("năm 2024,Nghị định", "năm 2024, Nghị định", [], "năm 2024, Nghị định"),  # signs glued
        ("năm 2024, Nghị định", "năm 2024,Nghị định", [], "năm 2024, Nghị định"),
        ("6.Phân công", "6. Phân công", [], "6. Phân công"),
        ("thêm 3,5 km", "thêm 3, 5 km", [], "thêm 3,5 km"),
    ],
)
def test_readings_become_one(first: str, second: str, asked: list[str], whole: str) -> None:
    made = joined(words(first), words(second), lambda left, right: asked)
    assert " ".join(w.text for w in made) == whole
    assert not any(w.others for w in made)


@pytest.mark.parametrize(
    ("told", "text", "others"),
    [
        (["55/2026/TT-BTC", "55/2026/TT-BTC"], "55/2026/TT-BTC", []),  # three of four agree
        (["55/2026/TT-BTC"], "55/2026/TT-BTC", ["33/2026/TT-BTC"]),
        (["53/2026/TT-BTC"], "53/2026/TT-BTC", ["33/2026/TT-BTC", "55/2026/TT-BTC"]),
        ([], "55/2026/TT-BTC", ["33/2026/TT-BTC"]),
    ],
)
def test_a_number_is_sure_only_where_three_readers_agree(
    told: list[str], text: str, others: list[str]
) -> None:
    made = joined(
        words("Thông tư số 33/2026/TT-BTC ngày"), words("Thông tư số 55/2026/TT-BTC ngày"), lambda a, b: told
    )
    assert made[3].text == text and sorted(made[3].others) == others


@pytest.mark.parametrize(
    ("first", "second", "asked", "text"),
    [
        ("2", "1⁄2", ["%"], "1⁄2"),  # the third sees signs alone
        ("7i", "71", ["Tiếp"], "Tiếp"),  # it reads Vietnamese best
        ("17", "11", ["71", "77"], "71"),
        ("17", "11", [], "11"),
    ],
)
def test_where_no_two_agree_the_third_is_believed_unless_it_sees_signs_alone(
    first: str, second: str, asked: list[str], text: str
) -> None:
    made = joined(words(f"tổ chức {first} ngày"), words(f"tổ chức {second} ngày"), lambda left, right: asked)
    assert made[2].text == text and made[2].others


def test_a_digit_that_one_reader_alone_sees_in_a_word_does_not_stand() -> None:
    made = joined(words("mục llI và", 57), words("mục III và", 87), lambda left, right: ["1hi"])
    assert made[1].text == "III"


def test_language_knows_which_words_follow_each_other() -> None:
    assert fluency("chức", ["năng"], "nhiệm") > fluency("chức", ["nãng"], "nhiệm")
    assert fluency("", ["12/KH-UBND"], "") == 0


# --- slots --------------------------------------------------------------------------------------


def looks(**texts: str | list[str]) -> slots.Looks:
    many = {name: [shown] if isinstance(shown, str) else shown for name, shown in texts.items()}
    return {name: [Reading(t, [], []) for t in shown] for name, shown in many.items()}


@pytest.mark.parametrize(
    ("text", "number", "date"),
    [
        ("Số: 12/KH-UBND", True, False),
        ("Sô:&204/BTP-BTTP", True, False),
        ("Số:       /UBND-NC", True, False),
        ("Số và ký hiệu HS:", False, False),
        ("Số liệu của năm 2025 - 2026 được tổng hợp từ báo cáo của các xã", False, False),
        ("Vĩnh Giang, ngày A3 tháng 11 năm 2025", False, True),
        ("Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;", False, False),
        ("Căn cứ Quyết định số 23/2023/QĐ-TTg ngày 18 tháng 9 năm 2023 của", False, False),
    ],
)
def test_lines_with_slots_are_told_from_others(text: str, number: bool, date: bool) -> None:
    assert (slots.is_number_line(text), slots.is_date_line(text)) == (number, date)


@pytest.mark.parametrize(
    ("seen", "text", "sure"),
    [
        (
            {"pp": "S: 512/TTr-SYT", "aster": "Số: 512/TTr-SYT", "true": "Số: 512/TTr-SYT"},
            "Số: 512/TTr-SYT",
            True,
        ),
        (
            {"pp": "S: 512/TTr-SYT", "aster": "Số: S/2/TTr-SYT", "true": "Số: S/2/TTr-SYT"},
            "Số: 512/TTr-SYT",
            True,
        ),
        (
            {"pp": "S:416 /TTr-SYT", "aster": "Số: A16 /TTr-SYT", "true": "Số:#1F /TTr-SYT"},
            "Số: 416/TTr-SYT",
            False,
        ),
        ({"pp": "S:   /TTr-SYT", "aster": "Số:    /TTr-SYT", "true": "Số: /TTr-SYT"}, "Số: /TTr-SYT", True),
        (
            {"pp": "S: 12/QD-UBND", "aster": "Số: 12/QĐ-UBND", "true": "Số: 72/QĐ-UBND"},
            "Số: 12/QĐ-UBND",
            False,
        ),
        (
            {"pp": "só: 813 /HC", "aster": "Số: 815 /HC", "true": "Số: M5 /HC"},
            "Số: /HC",
            False,
        ),  # M: not 5; no two see one number: none is read
        (
            {"pp": "só: 813 /HC", "aster": "Số: 815 /HC", "true": "Số: 815 /HC"},
            "Số: 815/HC",
            False,
        ),
        ({"pp": "S: M5/HC", "aster": "Số: K5/HC", "true": "Số: M5/HC"}, "Số: /HC", False),  # ink, no digits
        ({"pp": "S:45-KH/TU", "aster": "Số 45-KH/TU", "true": "Số 45-KH/TU"}, "Số: 45-KH/TU", True),
    ],
)
def test_the_number_by_hand(seen: dict[str, str], text: str, sure: bool) -> None:
    line = slots.number_line(looks(**seen, joined=seen["true"]))
    assert line is not None and (line.text, line.number.sure and line.code.sure) == (text, sure)


@pytest.mark.parametrize(
    ("seen", "text", "sure"),
    [
        (["ngày 06 tháng 11 năm 2025"] * 3, "ngày 06 tháng 11 năm 2025", True),
        (["ngày A3 tháng 11 năm 2025"] * 3, "ngày 13 tháng 11 năm 2025", True),  # ink taken for a letter
        (["ngày    tháng 11 năm 2025"] * 3, "ngày tháng 11 năm 2025", True),  # blank stays blank
        (["ngày 23 tháng 11 năm 2025", "ngày 22 tháng 11 năm 2025", "ngày 23 tháng 11 năm 2025"], "ngày 23 tháng 11 năm 2025", False),
        (["ngày 06 tháng 11 năm 2025", "ngày 96 tháng 11 năm 2025", "ngày 96 tháng 11 năm 2025"], "ngày 06 tháng 11 năm 2025", False),
    ],
)  # fmt: skip
def test_the_day_by_hand(seen: list[str], text: str, sure: bool) -> None:
    shown = [f"Vĩnh Giang, {s}" for s in seen]
    line = slots.date_line(looks(pp=shown[0], aster=shown[1], true=shown[2], joined=shown[2]))
    assert line is not None and (line.text, line.sure) == (text, sure)


def test_marks_that_came_apart_are_put_together() -> None:
    made = _composed([*"Sở Y tê", "\u0301"], [i / 9 for i in range(8)], [0.9] * 8)
    assert made.text == "Sở Y tế" and len(made.places) == len(made.text)


def slot_line(seen: dict[str, str]) -> tuple[Recognised, list[bool]]:
    """A page of one number line as these readers see it, and for each look whether it was a further one."""
    asked: list[bool] = []

    def see(box: tuple[int, int, int, int], again: bool) -> slots.Looks:
        asked.append(again)
        return looks(
            **{name: [text] * (1 + again) for name, text in seen.items() if name != "true" or not again}
        )

    page = laid_out([words(seen["true"])], Sheet(0.36, 800.0, []), 600.0, "x", see)
    return page, asked


def test_slots_are_looked_at_again_only_where_readers_differ() -> None:
    agreed, asked = slot_line(dict.fromkeys(("pp", "aster", "true"), "Số: 12/KH-UBND"))
    assert (asked, agreed.doubts) == ([False], [])
    differing, asked = slot_line(
        dict.fromkeys(("pp", "aster"), "Số: 12/KH-UBND") | {"true": "Số: 72/KH-UBND"}
    )
    assert asked == [False, True] and [d.field for d in differing.doubts] == ["symbol"]


def test_a_number_that_each_reader_sees_otherwise_stays_blank_with_all_that_it_may_be() -> None:
    page, _ = slot_line({"pp": "Số: 843 /HC-VP", "aster": "Số: 815 /HC-VP", "true": "Số: M /HC-VP"})
    (doubt,) = page.doubts
    assert page.lines[0].text == "Số: /HC-VP" and (doubt.text, doubt.field) == ("/HC-VP", "symbol")
    assert doubt.candidates == ["843/HC-VP", "815/HC-VP"]


# --- the ribbon ---------------------------------------------------------------------------------


def drawn(line: list[Word], height: int = 24) -> ribbon.Strip:
    """A line whose words are black bars, at (100, 50) of its page."""
    import numpy

    width = line[-1].right + 4
    crop = numpy.full((height, width), 255, numpy.uint8)
    for word in line:
        crop[4:20, word.left : word.right] = 0
        word.left, word.right = word.left + 100, word.right + 100
    return ribbon.Strip((100, 50, 100 + width, 50 + height), crop, line)


@readers
def test_sure_words_are_left_out_of_the_ribbon_and_come_back() -> None:
    strip = drawn(words("Tổ chức thực hiện Kế hoạch số 12/KH-UBND nãm 2026."))
    sure = [w.text for place, w in enumerate(strip.first) if ribbon.is_sure(strip.first, place)]
    assert {"chức", "thực", "hiện"} <= set(sure) and not {"12/KH-UBND", "nãm", "2026."} & set(sure)
    picture = ribbon.ribbon([strip])
    assert picture.shape[1] - 80 < 0.8 * strip.crop.shape[1] * strip.scale
    doubted = [w for w in strip.first if w.text not in sure]
    told = []
    for word in doubted:
        piece = next(p for p in strip.pieces if p.left <= word.left < p.right)
        x0, x1 = (round(piece.at + (x - piece.left) * strip.scale) for x in (word.left, word.right))
        assert (picture[40:84, x0 + 2 : x1 - 2].min(axis=0) < 60).all(), "its ink lies there"
        told.append(Word(word.text, x0, 44, x1, 80, 90.0))
    (line,) = ribbon.taken_back([strip], told)
    assert [w.text for w in line] == [w.text for w in strip.first]
    assert all(
        abs(a.left - b.left) <= 2 and abs(a.right - b.right) <= 2
        for a, b in zip(line, strip.first, strict=True)
    )


@readers
def test_a_line_that_is_cut_nowhere_lies_whole_on_the_ribbon() -> None:
    strip = drawn(words("Tổ chức thực hiện Kế hoạch số 12/KH-UBND"))
    strip.crop[10:14] = 0  # underlined: no gap between words is white
    ribbon.ribbon([strip])
    assert [(p.left, p.right) for p in strip.pieces] == [(strip.box[0], strip.box[2])]


# --- receipts and doubts --------------------------------------------------------------------------


def test_the_words_of_a_receipt_stamp() -> None:
    assert _hints("ĐẾN Ngày: ......") == {"came", "date"} and _hints("Số và ký hiệu HS:") == {"mark"}
    assert _hints("Hội đồng nhân dân tỉnh Vĩnh Giang") == set()
    assert _date([("N05/912025", "Ngay: 05/9/2025")]) == "2025-09-05"
    assert _date([("Ngay: 05/9/25...", "")]) == "2025-09-05" and _date([("Ngày: 45/9/25", "")]) is None
    assert _number([("S: 1016...", "Số: 1016....")]) == "1016"
    assert _number([("S: 1016", "Số: 1015")]) is None and _number([("Số:....", "Số:....")]) is None


def test_a_doubt_stands_where_its_words_do() -> None:
    text = "Căn cứ Thông tư số 55/2026/TT-BTC ngày 1/1/2026."
    source = SimpleNamespace(text=text, blocks=[SimpleNamespace(start=0, end=len(text), page=1)])
    doubt = Doubt("55/2026/TT-BTC", "số", ["33/2026/TT-BTC"], None, 1)
    (told,) = doubt_warnings(source, [doubt])  # type: ignore[arg-type]
    assert told.code == "doubt-number" and told.span and text[told.span.start : told.span.end] == doubt.text
    assert told.candidates == ["33/2026/TT-BTC"]


# --- whole pages --------------------------------------------------------------------------------


@readers
def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    source = read(SCAN)
    assert source.info.ledger[0].engine == "trueocr+tesseract+asterocr"


@readers
def test_models_are_loaded_once() -> None:
    assert engines.page_engine() is engines.page_engine() and engines._aster() is engines._aster()


@readers
@pytest.mark.parametrize("turned", [90, 180])
def test_turned_pages_are_turned_back(turned: int, tmp_path: Path) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(SCAN) as document:
        image = document[0].render(scale=150 / 72).to_pil().convert("RGB")
    image.rotate(turned, expand=True).save(tmp_path / "turned.pdf", resolution=150)
    source = read(tmp_path / "turned.pdf")
    assert "trước ngày 15/9/2026" in source.text
    assert source.info.ledger[0].turned == (360 - turned) % 360 or source.info.ledger[0].turned == turned


@readers
def test_a_red_stamp_over_print_hides_no_word(tmp_path: Path) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(SCAN) as document:
        image = document[0].render(scale=200 / 72).to_pil().convert("RGB")
    image.save(tmp_path / "plain.pdf", resolution=200)
    plain = read(tmp_path / "plain.pdf").text
    red = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(red)
    for row in range(4):
        draw.ellipse((500, 500 + 200 * row, 800, 800 + 200 * row), outline=(225, 40, 60), width=7)
    from PIL import ImageChops

    ImageChops.darker(image, red).save(tmp_path / "stamped.pdf", resolution=200)
    stamped = read(tmp_path / "stamped.pdf").text
    lost = set(plain.split()) - set(stamped.split())
    assert len(lost) <= 0.03 * len(set(plain.split()))


@readers
def test_a_stamp_typed_over_a_scan_is_no_text_layer(tmp_path: Path) -> None:
    import io

    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas

    font = next(Path("/usr/share/fonts").rglob("DejaVuSerif.ttf"), None)
    if font is None:
        pytest.skip("no font with Vietnamese letters is installed")
    pdfmetrics.registerFont(TTFont("Stamp", str(font)))
    with pypdfium2.PdfDocument(SCAN) as document:
        image = document[0].render(scale=150 / 72).to_pil().convert("RGB")
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(595, 842))
    page.drawImage(ImageReader(image), 0, 0, 595, 842)
    page.setFont("Stamp", 9)
    page.drawString(330, 828, "SAO Y; SỞ TÀI CHÍNH; 03/02/2026; 15:40:13; +07:00")
    page.drawString(20, 828, "Cơ quan phát hành: VĂN PHÒNG UBND TỈNH VĨNH GIANG")
    page.save()
    path = tmp_path / "sao-y.pdf"
    path.write_bytes(out.getvalue())
    made = kehoach.process(path, names="rules")
    plain = kehoach.process(SCAN, names="rules")
    assert any("SAO Y" in stamp for stamp in made.source.stamps)
    assert "Cơ quan phát hành" not in made.text and "SAO Y" not in made.text
    assert (made.meta.issuer, made.meta.issued) == (plain.meta.issuer, plain.meta.issued)
    assert made.source.ledger[0].obtained == "ocr" and (made.source.ledger[0].confidence or 0) > 0.8


def test_a_page_with_its_own_words_is_not_sent_to_ocr() -> None:
    source = read(CORPUS / "03-ke-hoach-5-nam.pdf")
    assert {entry.obtained for entry in source.info.ledger} == {"pdf"}
    assert all((entry.covered or 1.0) > 0.5 and entry.words for entry in source.info.ledger)


# --- real scans ---------------------------------------------------------------------------------

FIRST_PAGE = (
    "72/2025/QH15", "143/2025/QH15", "96/2026/NĐ-CP", "55/2026/TT-BTC", "300-KL/TU", "668-NQ/ĐU", "11654/ANKT-ANTCĐT", "202/BC-BQL",
)  # fmt: skip


@readers
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here: real scans are not read")
def test_the_references_of_a_real_scan() -> None:
    made = kehoach.process(SHARED / "files" / "scan-2336.pdf", names="rules")
    cited = {c.symbol for c in made.citations if c.span.page == 1}
    assert set(FIRST_PAGE) - cited == set()


# --- what other documents tell --------------------------------------------------------------------


def changed(store: Store, new: list[Document], gone: Sequence[str] = ()) -> None:
    """Documents come and go, and doubts are settled anew, as a build does it."""
    with store.changing() as draft:
        for document in new:
            draft.write(document)
            tables.add(draft.database, made_of(document).rows)
        for ident in gone:
            draft.path_of(ident).unlink()
            tables.remove(draft.database, ident)
        settle_doubts(draft, None)


@pytest.mark.parametrize(
    ("symbol", "candidates"),
    [("182/KH-UBND", ["132/KH-UBND"]), (None, ["182/KH-UBND", "132/KH-UBND"])],  # a blank is filled as well
)
def test_who_cites_a_scan_settles_its_number_and_day(
    symbol: str | None, candidates: list[str], tmp_path: Path
) -> None:
    cites = "Thực hiện Kế hoạch số 132/KH-UBND ngày 05/3/2026 của Ủy ban nhân dân tỉnh."
    begin(tmp_path / "kb")
    store = Store(tmp_path / "kb")
    scan = plan("I. NHIỆM VỤ\n\n1. Sở Y tế chủ trì rà soát.")
    scan.meta.symbol, scan.meta.issued = symbol, "2026-03-06"
    doubts = [
        Warning_("doubt-symbol", "", None, "symbol", candidates),
        Warning_("doubt-issued", "", None, "issued", []),
    ]
    scan.id, scan.warnings = "scan", list(doubts)
    other = plan(f"{cites}\n\nI. NHIỆM VỤ\n\n1. Sở Y tế chủ trì rà soát.")
    other.id = "other"
    changed(store, [scan])
    assert store.read("scan").meta.symbol == symbol  # nobody cites it
    changed(store, [other])
    told = store.read("scan")
    assert (told.meta.symbol, told.meta.issued) == ("132/KH-UBND", "2026-03-05")
    assert not told.warnings and {s.field: s.told_by for s in told.settled} == {
        "symbol": ["other"],
        "issued": ["other"],
    }
    changed(store, [], ["other"])
    back = store.read("scan")
    assert (back.meta.symbol, back.settled) == (symbol, []) and len(back.warnings) == 2
