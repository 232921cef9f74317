"""Letterheads, headings and tables; and the golden outlines of the corpus, which a person can read."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.model import Outline
from kehoach.parsing import parse
from kehoach.parsing.issuer import proper
from kehoach.parsing.labels import find_label
from kehoach.parsing.letterhead import period_of, symbol_type
from kehoach.reading import read, read_bytes
from kehoach.reading.text.plain import columns_apart
from tests.conftest import CORPUS
from tests.making import HEAD, TAIL, TITLE, outline

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("line", "kind", "shown"),
    [
        ("I. MỤC ĐÍCH", "roman", "I"),
        ("I- MỤC ĐÍCH", "roman", "I"),
        ("II MỤC TIÊU", "roman", "II"),
        ("1. Sở Y tế", "arabic", "1"),
        ("2.1. Về giáo dục", "dotted1", "2.1"),
        ("2.1 Về giáo dục", "dotted1", "2.1"),
        ("1.1.1. Nội dung", "dotted2", "1.1.1"),
        ("a) Rà soát", "letter", "a"),
        ("đ) Rà soát", "letter", "đ"),
        ("(12) Tổ chức", "bracketed", "12"),
        ("Điều 3. Hiệu lực", "article", "Điều 3"),
        ("Chương II", "chapter", "Chương II"),
        ("PHỤ LỤC", "appendix", "Phụ lục"),
        ("Phụ lục III", "appendix", "Phụ lục III"),
        ("NGÀY 1: THỨ HAI, NGÀY 24/8/2026", "stage", "NGÀY 1"),
        ("Đợt 2: Từ tháng 6 đến tháng 9", "stage", "Đợt 2"),
        ("- Rà soát", "dash", "-"),
        ("+ Rà soát", "plus", "+"),
    ],
)
def test_labels(line: str, kind: str, shown: str) -> None:
    label = find_label(line)
    assert label is not None and (label.kind, label.shown) == (kind, shown)


@pytest.mark.parametrize(
    "line",
    [
        "V/v triển khai",
        "VI PHẠM hành chính",
        "7.000 tỷ đồng",
        "12/5/2026 là hạn",
        "Sở Y tế",
        "2026. Năm",
        "Điều này",
    ],
)
def test_no_labels(line: str) -> None:
    label = find_label(line)
    assert label is None or not line[label.end :].strip().startswith(("000", "v", "PHẠM"))
    assert label is None or label.kind not in ("roman", "article")


def titles(body: str) -> list[tuple[int, str, str]]:
    return [(s.depth, s.label, s.title) for s in outline(body).sections]


def test_short_unit_headings_with_items() -> None:
    body = "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Chủ trì việc A.\n\n2. Sở Nội vụ\n\n- Phối hợp việc B."
    assert titles(body) == [(1, "I", "TỔ CHỨC THỰC HIỆN"), (2, "1", "Sở Y tế"), (2, "2", "Sở Nội vụ")]


def test_numbered_sentences_are_content() -> None:
    body = "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế chủ trì việc A.\n\n2. Sở Nội vụ phối hợp việc B."
    assert titles(body) == [(1, "I", "TỔ CHỨC THỰC HIỆN")]


def test_doubtful_headings_follow_their_family() -> None:
    long = "Phát huy vai trò nòng cốt của các tổ chức trong tuyên truyền, vận động; nắm tình hình, tâm tư của Nhân dân."
    body = f"I. NHIỆM VỤ\n\n1. Tuyên truyền\n\nNội dung một.\n\n2. {long}\n\nNội dung hai.\n\n3. Kiểm tra\n\nNội dung ba."
    assert [t[2] for t in titles(body)] == ["NHIỆM VỤ", "Tuyên truyền", long.rstrip("."), "Kiểm tra"]


def test_levels_come_from_the_sequence() -> None:
    body = "I. A\n\n(1) Việc lớn\n\na) Việc nhỏ một\n\n- x y z.\n\nb) Việc nhỏ hai\n\n- x y z.\n\n(2) Việc khác\n\n- x y z."
    assert [(d, n) for d, n, _ in titles(body)] == [(1, "I"), (2, "1"), (3, "a"), (3, "b"), (2, "2")]


def test_arabic_headings_without_roman_stand_at_depth_one() -> None:
    assert titles("1. Sở Y tế\n\n- Chủ trì việc A.")[0][0] == 1


@pytest.mark.parametrize(
    ("capitals", "shown"),
    [
        ("UBND TỈNH LÀO CAI", "UBND tỉnh Lào Cai"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("KT. CHỦ TỊCH", "Kt. Chủ tịch"),
        ("TỈNH ỦY VĨNH GIANG", "Tỉnh ủy Vĩnh Giang"),
        ("PHÓ BÍ THƯ THƯỜNG TRỰC", "Phó Bí thư Thường trực"),
    ],
)
def test_capitals_in_ordinary_spelling(capitals: str, shown: str) -> None:
    assert proper(capitals) == shown


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("852/QĐ-UBND", "QĐ"),
        ("45-KH/TU", "KH"),
        ("5973/UBND-KT", "CV"),
        ("5387/CT-CS", "CV"),
        ("20/CT-TTg", "CT"),
        ("146/2025/QH15", "L"),
        ("1662/NQ-UBTVQH15", "NQ"),
        ("35/2022/NĐ-CP", "NĐ"),
        ("04-CTr/TU", "CTr"),
    ],
)
def test_types_of_symbols(symbol: str, kind: str) -> None:
    assert symbol_type(symbol) == kind


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Phát triển du lịch giai đoạn 2026 - 2030, tầm nhìn đến năm 2045", ("2026", "2030")),
        ("Nâng cao chỉ số hạnh phúc năm 2026", ("2026", "2026")),
        ("Giáo dục nhà trường năm học 2025 - 2026", ("2025", "2026")),
        ("Lộ trình đổi mới công nghệ đến năm 2035", None),
        ("Thực hiện Nghị quyết số 42-NQ/TW ngày 24 tháng 11 năm 2023", None),
    ],
)
def test_periods(title: str, years: tuple[str, str] | None) -> None:
    period = period_of(title)
    assert (period.start, period.end) == years if years else period is None  # type: ignore[union-attr]


def parsed(text: str) -> Outline:
    return parse(read_bytes(text.encode(), ".txt", "x.txt"))


def test_party_letterhead() -> None:
    meta = parsed(
        "ĐẢNG BỘ TỈNH VĨNH GIANG\nĐẢNG ỦY ỦY BAN NHÂN DÂN TỈNH\n*\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nSố     - CV/ĐU\n\nVĩnh Giang, ngày    tháng 6 năm 2026\n\n"
        "về việc tuyên truyền\n\nKính gửi:\n- Các chi bộ;\n- Các đảng ủy cơ sở.\n\nThực hiện Hướng dẫn số 42-HD/BTGDVTU, ngày 10/6/2026.\n\n"
        "Nơi nhận:\n- Như trên,\n- Lưu Văn phòng.\n\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nLê Văn Mẫu"
    ).meta
    assert (meta.type, meta.symbol, meta.code, meta.issued) == ("CV", None, "CV/ĐU", "2026-06")
    assert meta.issuer == "Ban Thường vụ Đảng ủy UBND tỉnh Vĩnh Giang"
    assert (meta.signer, meta.signer_role, meta.title) == ("Lê Văn Mẫu", "Phó Bí thư", "tuyên truyền")
    assert meta.addressees == ["Các chi bộ", "Các đảng ủy cơ sở"]


def test_an_article_is_not_official() -> None:
    article = (
        "Nhiều địa phương nâng cao chất lượng sống\n\n"
        + "Theo Kế hoạch số 118/KH-UBND, Sở Y tế chủ trì khám sức khỏe, phấn đấu 100% xã đạt chuẩn. " * 5
    )
    assert not parsed(article).official


def written(found: Outline) -> str:
    """An outline as a person reads it."""
    meta = found.meta
    lines = [
        f"{meta.type} {meta.symbol} {meta.issued} | {meta.issuer} | {meta.signer_role} {meta.signer}",
        f"title: {meta.title}",
    ]
    lines += [f"{'  ' * s.depth}{s.label} | {s.title}" for s in found.sections]
    lines += [f"table: {len(t.rows)} rows, {' '.join(r or '-' for r in t.roles)}" for t in found.tables]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda p: p.stem)
def test_golden_outlines(path: Path, request: pytest.FixtureRequest) -> None:
    shown, golden = written(parse(read(path))), GOLDEN / f"{path.stem}.txt"
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


def test_golden_outlines_are_not_empty() -> None:
    assert len(list(GOLDEN.glob("*.txt"))) == len(list(CORPUS.iterdir())) >= 14


# --- several documents in one file ------------------------------------------------------------


def parts_of(behind: str, head: str = HEAD) -> list[tuple[str, str | None, str | None, str]]:
    text = (
        head.format(title="Về việc ban hành Kế hoạch", opening="Căn cứ Luật Đất đai;")
        + "Điều 1. Ban hành Kế hoạch.\n"
        + TAIL
        + behind
    )
    document = parse(read_bytes(text.encode(), ".txt", "test.txt"))
    assert all(
        document.source.text[p.span.start :].startswith((p.label or "", p.type)[0])
        for p in document.parts
        if p.label
    )
    return [(p.type, p.label, p.title, p.relation) for p in document.parts]


DECISION = HEAD.replace("118/KH-UBND", "610/QĐ-UBND").replace("KẾ HOẠCH", "QUYẾT ĐỊNH")


def test_a_plan_that_a_decision_promulgates() -> None:
    behind = "\nKẾ HOẠCH\n\nXÂY DỰNG NƠI ĐÁNG SỐNG\n\n(Ban hành kèm theo Quyết định số 610/QĐ-UBND ngày 10/3/2026)\n\nI. MỤC TIÊU\n\nTỷ lệ đạt 95%.\n\nPHỤ LỤC I\n\nPHÂN CÔNG NHIỆM VỤ CHO IoT\n\n(Kèm theo Kế hoạch)\n\nNội dung."
    assert parts_of(behind, DECISION) == [
        ("KH", None, "XÂY DỰNG NƠI ĐÁNG SỐNG", "promulgated_with"),
        ("PL", "PHỤ LỤC I", "PHÂN CÔNG NHIỆM VỤ CHO IoT", "promulgated_with"),
    ]


def test_a_heading_above_an_annex_is_not_its_title() -> None:
    told = "(Kèm theo Quyết định số 610/QĐ-UBND ngày 10/3/2026)"
    behind = f"\nPHỤ LỤC I\n\nDANH MỤC\n\n{told}\n\nNội dung.\n\nB. DANH MỤC CẤP XÃ\n\nPHỤ LỤC II\n\nQUY TRÌNH TIẾP NHẬN\n\n{told}\n\nBước 1."
    assert parts_of(behind, DECISION) == [
        ("PL", "PHỤ LỤC I", "DANH MỤC", "promulgated_with"),
        ("PL", "PHỤ LỤC II", "QUY TRÌNH TIẾP NHẬN", "promulgated_with"),
    ]


def test_an_annex_of_no_known_kind_is_told_by_what_it_is_attached_to() -> None:
    behind = "\nĐỀ CƯƠNG BÁO CÁO\n\nKết quả cải cách hành chính\n\n(Kèm theo Kế hoạch số 118/KH-UBND)\n\n1. Tình hình chung\n\nNêu đặc điểm của đơn vị.\n\n2. Kết quả\n\nNêu số liệu."
    assert parts_of(behind) == [
        ("PL", None, "ĐỀ CƯƠNG BÁO CÁO Kết quả cải cách hành chính", "promulgated_with")
    ]
    ends = "IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ theo dõi.\n\n2. Sở Y tế báo cáo.\n\nTrên đây là Kế hoạch của tỉnh."
    found = parse(
        read_bytes((HEAD.format(title=TITLE, opening="") + ends + TAIL + behind).encode(), ".txt", "a.txt")
    )
    assert [(s.depth, s.label, s.title) for s in found.sections] == [
        (1, "IV", "TỔ CHỨC THỰC HIỆN"),
        (1, "1", "Tình hình chung"),
        (1, "2", "Kết quả"),
    ]


def test_what_a_letter_sends_along() -> None:
    behind = "\nDANH SÁCH CÁC ĐƠN VỊ THAM GIA TẬP HUẤN\n\n(Kèm theo Công văn số 5/UBND-VX ngày 10/3/2026)\n\n1. Sở Y tế"
    assert parts_of(behind) == [("PL", None, "DANH SÁCH CÁC ĐƠN VỊ THAM GIA TẬP HUẤN", "attachment")]


def test_capitals_alone_begin_no_part() -> None:
    assert parts_of("\nSỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH\n\nĐã nhận.") == []


def test_a_title_in_capitals_ends_where_the_body_goes_on_in_its_paragraph() -> None:
    told = "Ngày 02/3/2026, Ủy ban nhân dân tỉnh đã họp với các sở, ngành về tiến độ của các công trình trọng điểm và đã thống nhất các việc phải làm."
    found = outline("I. NỘI DUNG\n\n- Làm.", title=f"VỀ TIẾN ĐỘ CÁC CÔNG TRÌNH TRỌNG ĐIỂM {told}")
    assert found.meta.title == "VỀ TIẾN ĐỘ CÁC CÔNG TRÌNH TRỌNG ĐIỂM"
    assert told in found.source.text


def test_the_type_and_the_title_on_one_line_in_small_letters() -> None:
    head = "TỈNH ỦY VĨNH GIANG\n*\nSố 12-CTr/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nVĩnh Giang, ngày 15 tháng 4 năm 2026\n\n"
    title = "CHƯƠNG TRÌNH HÀNH ĐỘNG thực hiện Nghị quyết số 72-NQ/TW ngày 09/9/2025 của Bộ Chính trị"
    body = "\n\nI- MỤC TIÊU\n\n- Phát triển y tế.\n"
    meta = parse(read_bytes((head + title + body).encode(), ".txt", "p.txt")).meta
    assert (meta.type, meta.title) == (
        "CTr",
        "thực hiện Nghị quyết số 72-NQ/TW ngày 09/9/2025 của Bộ Chính trị",
    )


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"


@pytest.mark.parametrize(
    ("head", "number", "signature", "issuer", "signer"),
    [
        (
            "BỘ CÔNG AN\nCÔNG AN TỈNH VĨNH GIANG",
            "231/KH-CAT-PV01",
            "GIÁM ĐỐC\n\nĐại tá Lê Văn Mẫu",
            "Công an tỉnh Vĩnh Giang",
            "Lê Văn Mẫu",
        ),
        (
            "TỈNH ĐOÀN VĨNH GIANG\nBAN THƯỜNG VỤ",
            "112-KH/TĐTN-PT",
            "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN\nPHÓ BÍ THƯ\n\nPhạm Thị Mẫu",
            "Ban Thường vụ Tỉnh đoàn Vĩnh Giang",
            "Phạm Thị Mẫu",
        ),
        (
            "ỦY BAN MTTQ VIỆT NAM\nTỈNH VĨNH GIANG\nBAN THƯỜNG TRỰC",
            "55/KH-MTTQ-BTT",
            "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\n\nĐỗ Văn Mẫu",
            "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Vĩnh Giang",
            "Đỗ Văn Mẫu",
        ),
        (
            "LIÊN ĐOÀN LAO ĐỘNG TỈNH VĨNH GIANG\nBAN THƯỜNG VỤ",
            "35/KH-LĐLĐ",
            "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nĐỗ Văn Mẫu",
            "Ban Thường vụ Liên đoàn Lao động tỉnh Vĩnh Giang",
            "Đỗ Văn Mẫu",
        ),
        (
            "SỞ Y TẾ VĨNH GIANG\nBỆNH VIỆN ĐA KHOA TỈNH",
            "88/KH-BVĐK",
            "GIÁM ĐỐC\n\nBSCKII. Ngô Văn Mẫu",
            "Bệnh viện Đa khoa tỉnh",
            "Ngô Văn Mẫu",
        ),
        (
            "TỈNH ỦY VĨNH GIANG\nBAN TUYÊN GIÁO VÀ DÂN VẬN",
            "12-HD/BTGDVTU",
            "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nHoàng Thị Mẫu",
            "Ban Tuyên giáo và Dân vận Tỉnh ủy Vĩnh Giang",
            "Hoàng Thị Mẫu",
        ),
        (
            "HỘI ĐỒNG NHÂN DÂN\nTỈNH VĨNH GIANG",
            "45/2026/NQ-HĐND",
            "CHỦ TỊCH\n\nTrần Văn Mẫu",
            "Hội đồng nhân dân tỉnh Vĩnh Giang",
            "Trần Văn Mẫu",
        ),
    ],
)
def test_who_issues_and_who_signs(head: str, number: str, signature: str, issuer: str, signer: str) -> None:
    text = (
        f"{head}\n\n{MOTTO}Số: {number}\nVĩnh Giang, ngày 3 tháng 3 năm 2026\n\nKẾ HOẠCH\nTổ chức Tháng Thanh niên\n\n"
        f"I. MỤC ĐÍCH\n\n- Bảo đảm.\n\n{signature}\n"
    )
    meta = parse(read_bytes(text.encode(), ".txt", "test.txt")).meta
    assert (meta.symbol, meta.place, meta.issuer, meta.signer) == (number, "Vĩnh Giang", issuer, signer)


def test_letterhead_and_closing_in_two_columns_of_text() -> None:
    text = (
        "ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "  PHƯỜNG AN HÒA                      Độc lập - Tự do - Hạnh phúc\n\n"
        "   Số: 12 /KH-UBND                 An Hòa, ngày 07 tháng 4 năm 2026\n\n"
        "                          KẾ HOẠCH\n        Tuyên truyền cải cách hành chính năm 2026\n\n"
        "I. MỤC ĐÍCH\n\n- Nâng cao.\n\n"
        "Nơi nhận:                             TM. ỦY BAN NHÂN DÂN\n"
        "- Như trên;                               CHỦ TỊCH\n- Lưu: VT.\n\n"
        "                                       Trần Thị Mẫu\n"
    )
    meta = parse(read_bytes(text.encode(), ".txt", "test.txt")).meta
    assert (meta.symbol, meta.issuer, meta.place) == ("12/KH-UBND", "UBND phường An Hòa", "An Hòa")
    assert (meta.signer, meta.recipients) == ("Trần Thị Mẫu", ["Như trên"])


def test_titles_and_subjects_that_begin_otherwise() -> None:
    decision = outline("Điều 1. Ban hành quy chế.", "BAN HÀNH QUY CHẾ QUẢN LÝ TÀI SẢN CÔNG").meta
    assert (
        decision.title == "BAN HÀNH QUY CHẾ QUẢN LÝ TÀI SẢN CÔNG"
        and decision.issuer == "UBND tỉnh Vĩnh Giang"
    )
    letter = (
        f"SỞ Y TẾ VĨNH GIANG\n\n{MOTTO}Số: 55/SYT-NVY\n\nVề hướng dẫn đánh giá trạm y tế\n\nVĩnh Giang, ngày 3 tháng 3 năm 2026\n\n"
        "Kính gửi: Ủy ban nhân dân các xã\nCăn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15;\nCăn cứ Công văn số 12/BYT-KCB;\n"
        "Sở Y tế hướng dẫn.\n"
    )
    read_letter = parse(read_bytes(letter.encode(), ".txt", "test.txt"))
    assert read_letter.meta.title == "hướng dẫn đánh giá trạm y tế"
    assert read_letter.meta.addressees == ["Ủy ban nhân dân các xã"]


def test_bodies_told_by_a_code_of_their_own() -> None:
    text = f"{MOTTO}Số: 16/2026/NĐ-CP\n\nNGHỊ ĐỊNH\nQuy định về y tế cơ sở\n\nĐiều 1. Phạm vi\n\nNghị định này quy định.\n"
    assert parse(read_bytes(text.encode(), ".txt", "test.txt")).meta.issuer == "Chính phủ"


@pytest.mark.parametrize(
    "title",
    [
        "của Ban Chấp hành Đảng bộ xã\nvề lãnh đạo thực hiện nhiệm vụ năm 2026",
        "của Ban Chấp hành Đảng bộ xã\n\nvề lãnh đạo thực hiện nhiệm vụ năm 2026",
    ],
)
def test_whose_document_it_is_stands_before_the_title(title: str) -> None:
    text = (
        f"ĐẢNG BỘ XÃ ĐÔNG MÂY\nBAN CHẤP HÀNH\n*\nSố 05-NQ/ĐU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nĐông Mây, ngày 15 tháng 01 năm 2026\n\n"
        f"NGHỊ QUYẾT\n{title}\n-----\n\nI. MỤC TIÊU\n\n- Phát triển.\n\nT/M ĐẢNG ỦY\nBÍ THƯ\n\nLê Văn Mẫu\n"
    )
    meta = parse(read_bytes(text.encode(), ".txt", "test.txt")).meta
    assert meta.title == "về lãnh đạo thực hiện nhiệm vụ năm 2026"
    assert (meta.issuer, meta.signer) == ("Ban Chấp hành Đảng bộ xã Đông Mây", "Lê Văn Mẫu")


def test_the_office_of_a_committee_and_a_person_in_the_title() -> None:
    text = (
        f"VĂN PHÒNG\nỦY BAN NHÂN DÂN TỈNH\n\n{MOTTO}Số: 205/TB-VP\n\nLạng Sơn, ngày 10 tháng 6 năm 2026\n\nTHÔNG BÁO\n\n"
        "Kết luận của Phó Chủ tịch UBND tỉnh Nguyễn Văn Mẫu\n\n1. Giao Sở Y tế rà soát.\n\nNơi nhận:\n- Lưu: VT.\n"
    )
    assert parse(read_bytes(text.encode(), ".txt", "test.txt")).meta.issuer == "Văn phòng UBND tỉnh Lạng Sơn"


def test_a_letter_whose_columns_ran_together() -> None:
    text = (
        "UBND TỈNH LẠNG SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ CÔNG THƯƠNG Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/SCT-CN Lạng Sơn, ngày 05 tháng 6 năm 2026\nV/v kiểm tra kho chứa\nhàng hóa dễ cháy nổ\n\n"
        "Kính gửi: UBND các xã.\n\nSở Công Thương đề nghị UBND các xã rà soát.\n\n"
        "Nơi nhận: KT. GIÁM ĐỐC\n- Như trên; PHÓ GIÁM ĐỐC\n- Lưu: VT, CN (2b).\nNguyễn Văn Mẫu\n"
    )
    meta = parse(read_bytes(text.encode(), ".txt", "test.txt")).meta
    assert (meta.symbol, meta.place, meta.issuer) == ("12/SCT-CN", "Lạng Sơn", "Sở Công Thương tỉnh Lạng Sơn")
    assert meta.title == "kiểm tra kho chứa hàng hóa dễ cháy nổ"
    assert (meta.signer, meta.recipients) == ("Nguyễn Văn Mẫu", ["Như trên"])


def test_a_line_of_dashes_ends_a_title() -> None:
    text = (
        "TỈNH ỦY LAM THÀNH\n*\nSố 45-KH/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLam Thành, ngày 03 tháng 11 năm 2025\nKẾ HOẠCH\n"
        "thực hiện Nghị quyết số 72-NQ/TW về bảo vệ sức khỏe nhân dân\n-----\n"
        "Thực hiện Nghị quyết số 72-NQ/TW, Ban Thường vụ Tỉnh ủy xây dựng Kế hoạch với những nội dung chủ yếu sau:\n"
        "I- MỤC ĐÍCH\n1. Tạo sự thống nhất cao.\nII- MỤC TIÊU\n1. Đến năm 2030.\n"
    )
    meta = parse(read_bytes(text.encode(), ".txt", "test.txt")).meta
    assert meta.title == "thực hiện Nghị quyết số 72-NQ/TW về bảo vệ sức khỏe nhân dân"


def test_a_tab_parts_the_columns_of_a_letterhead() -> None:
    """As a table of two cells is copied out of Word."""
    text = (
        "HỘI ĐỒNG NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH HÀ XUYÊN\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 61/NQ-HĐND\tHà Xuyên, ngày 10 tháng 12 năm 2025\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2026\n\nĐiều 1. Mục tiêu\n\n- Tăng trưởng.\n\n"
        "Nơi nhận:\tCHỦ TỊCH\n- Như trên;\t\n- Lưu: VT.\tNguyễn Văn Mẫu\n"
    )
    meta = parse(read_bytes(text.encode(), ".txt", "test.txt")).meta
    assert (meta.symbol, meta.place, meta.issuer) == (
        "61/NQ-HĐND",
        "Hà Xuyên",
        "Hội đồng nhân dân tỉnh Hà Xuyên",
    )
    assert (meta.issued, meta.signer) == ("2025-12-10", "Nguyễn Văn Mẫu")


@pytest.mark.parametrize(
    ("left", "place", "issuer"),
    [
        ("SỞ Y TẾ BÌNH LẠC\nTRUNG TÂM Y TẾ KHU VỰC SÔNG LỮ", "Sông Lữ", "Trung tâm Y tế khu vực Sông Lữ"),
        ("UBND TỈNH ĐÔNG THANH\nVĂN PHÒNG", "Đông Thanh", "Văn phòng UBND tỉnh Đông Thanh"),
        ("ỦY BAN NHÂN DÂN\nTỈNH AN LƯƠNG", "An Lương, hồi 20 giờ 30", "UBND tỉnh An Lương"),
    ],
)
def test_issuers_by_what_stands_beside_them(left: str, place: str, issuer: str) -> None:
    text = (
        f"{left}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 85/KH-X\n"
        f"{place}, ngày 06 tháng 3 năm 2026\n\nKẾ HOẠCH\nTuyên truyền năm 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao.\n"
    ).replace("30, ngày", "30 ngày")
    meta = parse(read_bytes(text.encode(), ".txt", "test.txt")).meta
    assert (meta.issuer, meta.place) == (issuer, place.split(",")[0])


@pytest.mark.parametrize(
    "first",
    [
        "                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "UBND TỈNH LẠNG SƠN" + " " * 500 + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "   Nơi nhận:   ",
    ],
)
def test_one_column_or_a_line_too_wide_is_left_as_it_is(first: str) -> None:
    text = f"{first}\n                Độc lập - Tự do - Hạnh phúc\n\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nTuyên truyền năm 2026\n\nI. MỤC ĐÍCH\n\n- Nâng cao.\n"
    assert parse(read_bytes(text.encode(), ".txt", "test.txt")).meta.symbol == "12/KH-UBND"


PIECES = [
    "UBND TỈNH A",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Nơi nhận:",
    "KT. GIÁM ĐỐC",
    "- Như trên;",
    "KẾ HOẠCH",
    "",
    " " * 5,
    " " * 30,
    "\n",
    "I. MỤC ĐÍCH",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_word_is_lost_between_columns(page: str) -> None:
    assert Counter("".join(columns_apart(page)).replace(" ", "")) == Counter("".join(page.split()))


def test_a_name_is_written_as_the_text_writes_it() -> None:
    text = (
        f"UBND TỈNH VĨNH GIANG\nHỘI ĐỒNG THẨM ĐỊNH CHỈ SỐ CCTT\n\n{MOTTO}Số: 12/TTr-HĐTĐ\nVĩnh Giang, ngày 3 tháng 3 năm 2026\n\nTỜ TRÌNH\n"
        "Về việc công bố chỉ số\n\nThực hiện công tác cải cách thủ tục (CCTT), Hội đồng thẩm định Chỉ số cải cách thủ tục tỉnh báo cáo như sau.\n"
    )
    meta = parse(read_bytes(text.encode(), ".txt", "test.txt")).meta
    assert meta.issuer == "Hội đồng thẩm định Chỉ số cải cách thủ tục tỉnh"


def test_a_title_without_its_marks_is_one() -> None:
    text = f"SỞ Y TẾ\n\n{MOTTO}Số: 12/GM-SYT\nVĩnh Giang, ngày 3 tháng 3 năm 2026\n\nGIÁY MỜI\n\nSở Y tế tổ chức buổi làm việc về chỉ số hài lòng.\n"
    meta = parse(read_bytes(text.encode(), ".txt", "test.txt")).meta
    assert (meta.type, meta.issued) == ("GM", "2026-03-03")


def test_a_symbol_may_name_the_room_in_brackets() -> None:
    text = f"SỞ Y TẾ\n\n{MOTTO}Số: 12/TTr-SYT(P2)\nVĩnh Giang, ngày 3 tháng 3 năm 2026\n\nTỜ TRÌNH\nVề việc mua sắm\n"
    assert parse(read_bytes(text.encode(), ".txt", "test.txt")).meta.symbol == "12/TTr-SYT(P2)"


def test_an_order_to_many_bodies_heads_what_they_do() -> None:
    heading = "1.8. Đề nghị Hội Nông dân tỉnh, Liên đoàn Lao động tỉnh, Hội Cựu chiến binh tỉnh, Hội Liên hiệp Phụ nữ tỉnh, Tỉnh đoàn Vĩnh Giang"
    body = f"IV. TỔ CHỨC THỰC HIỆN\n\n1. Phân công\n\n1.7. Sở Tư pháp\n\nRà soát văn bản.\n\n{heading}\n\nTuyên truyền cho hội viên."
    assert [s.label for s in outline(body).sections] == ["IV", "1", "1.7", "1.8"]


def test_groups_of_a_schedule_are_sections() -> None:
    rows = "| STT | Đơn vị được kiểm tra | Thời gian |\n|---|---|---|\n| I | Cấp tỉnh | |\n| 1 | Sở Y tế | Tháng 8/2026 |\n| 2 | Sở Nội vụ | |\n| II | Cấp xã | |\n| 1 | Xã Hoa Lộc | Tháng 9/2026 |"
    assert [(s.label, s.title) for s in outline("I. LỊCH KIỂM TRA\n\n" + rows).sections][1:] == [
        ("I", "Cấp tỉnh"),
        ("II", "Cấp xã"),
    ]


def heads(rows: str) -> list[tuple[int, str, str]]:
    """The groups of a table below "I. DANH MỤC"."""
    return [(s.depth, s.label, s.title) for s in outline("I. DANH MỤC\n\n" + rows).sections][1:]


def test_groups_of_a_list_are_sections() -> None:
    services = "| TT | Dịch vụ |\n| 1 | Thư viện |\n| 1.1 | Phục vụ bạn đọc |\n| 1.2 | Luân chuyển sách |\n| 2 | Lưu trữ |\n| 3 | **Bảo tàng**<br>(Cả bảo quản) |\n| 3.1 | Trưng bày |"
    assert heads(services) == [(2, "1", "Thư viện"), (2, "3", "Bảo tàng")]
    criteria = "| TT | Tiêu chí | Điểm | Cách chấm |\n| I | NHÓM XÃ | 100 | |\n| 1 | Tỷ lệ hồ sơ | 60 | Đếm |\n| 2 | Điểm cộng | 40 | |\n| 2.1 | Về sớm | 40 | Tính |\n| II | NHÓM THÔN | | |\n| | Bốc thăm | | |"
    assert heads(criteria) == [(2, "I", "NHÓM XÃ"), (3, "2", "Điểm cộng"), (2, "II", "NHÓM THÔN")]
    counts = "| TT | Xã | Nam | Nữ |\n| I | Vùng cao | | |\n| 1 | Suối Bạc | 1.200 | 1.300 |\n| 2 | Thác Trắng | 900 | 850 |"
    assert heads(counts) == [], "rows of statistics head nothing"


def test_lines_over_all_columns_and_capitals_above_them() -> None:
    services = "| TT | Tên | Ghi chú |\n| I | Lĩnh vực đất đai | |\n| 1 | Cấp giấy | |\n| B | CẤP XÃ | |\n| I | Lĩnh vực hộ tịch | |\n| 1 | Khai sinh | |"
    assert heads(services)[1:] == [(2, "B", "CẤP XÃ"), (3, "I", "Lĩnh vực hộ tịch")]
    both = "| TT | Tên | Ghi chú |\n| I | CẤP TỈNH | |\n| A | Đất đai | |\n| 1 | Cấp giấy | |\n| B | Hộ tịch | |\n| II | CẤP XÃ | |\n| A | Báo chí | |"
    assert [(depth, label) for depth, label, _ in heads(both)] == [(2, "I"), (3, "A"), (3, "B"), (2, "II"), (3, "A")]  # fmt: skip
    banner = "|\nTT\n|\nTên\n|\nGhi chú\n|\n|\nI. LĨNH VỰC ĐẤT ĐAI\n|\n|\n1\n|\nCấp giấy\n|\nMới\n|\n"
    assert heads(banner) == [(2, "I", "LĨNH VỰC ĐẤT ĐAI")]


def test_titles_in_the_cells_of_a_procedure() -> None:
    procedure = (
        "| 1 | KÝ HIỆU | QT.05 | |\n| 2 | NỘI DUNG | | |\n| 2.1 | Điều kiện: Không | | |\n"
        "| 2.2 | Cách thức thực hiện:<br>- Trực tiếp;<br>- Qua mạng. | | |\n| 2.3 | Thành phần hồ sơ: | Bản chính | Bản sao |\n| - | Đơn đề nghị | x | |\n"
        "| 2.4 | Thời hạn: 05 ngày | | |\n| 2.5 | Trình tự xử lý | | |\n| TT | Bước | Ai làm | Mẫu |\n| B1 | Tiếp nhận | Văn thư | 01 |\n| 3 | HỒ SƠ LƯU | | |\n| - | Mẫu 01 | | |"
    )
    assert heads(procedure) == [
        (2, "2", "NỘI DUNG"),
        (3, "2.2", "Cách thức thực hiện"),
        (3, "2.3", "Thành phần hồ sơ"),
        (3, "2.5", "Trình tự xử lý"),
        (2, "3", "HỒ SƠ LƯU"),
    ]


def test_text_below_a_bold_heading_is_not_its_end() -> None:
    text = "**Điều 8. Những việc không được làm khi tiếp xúc với người nộp thuế**\n\nTrong giao tiếp với người nộp thuế, công chức không được làm những việc sau:\n\n1. Gây khó khăn."
    source = read_bytes(
        (HEAD.format(title="Quy tắc", opening="Căn cứ Luật Đất đai;") + text + TAIL).encode(),
        ".md",
        "test.md",
    )
    assert "Trong giao tiếp" not in next(s.title for s in parse(source).sections)


def test_a_long_bold_heading_above_a_table() -> None:
    words = " ".join(["hỗ trợ chi phí học tập trong trường trung học"] * 4)
    text = f"**1. Đề nghị {words}**\n\n| Bước | Nội dung |\n|---|---|\n| 1 | Tiếp nhận |\n\n"
    source = read_bytes(
        (HEAD.format(title="Quy trình", opening="Căn cứ Luật Đất đai;") + text + TAIL).encode(),
        ".md",
        "test.md",
    )
    assert [s.label for s in parse(source).sections] == ["1"]


@pytest.mark.parametrize(
    ("bracket", "title"),
    [
        ("(LĨNH VỰC ĐẤT ĐAI TRÊN ĐỊA BÀN TỈNH)", "CÔNG BỐ DANH MỤC (LĨNH VỰC ĐẤT ĐAI TRÊN ĐỊA BÀN TỈNH)"),
        ("(DỰ THẢO LẦN 2)", "CÔNG BỐ DANH MỤC"),
        ("(Cấp lần đầu: ngày 10 tháng 3 năm 2026)", "CÔNG BỐ DANH MỤC"),
    ],
)
def test_a_bracket_in_capitals_goes_on_with_the_title(bracket: str, title: str) -> None:
    assert outline("I. MỤC TIÊU\n\nMột.", f"CÔNG BỐ DANH MỤC\n\n{bracket}").meta.title == title


def test_an_article_that_promulgates_is_no_heading() -> None:
    body = "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý\n\nCổng thông tin điện tử tỉnh.\n\nĐiều 2. Tổ chức thực hiện\n\n1. Sở Y tế\n\na) Rà soát;\n\nb) Báo cáo."
    assert [s.label for s in outline(body).sections] == ["Điều 2", "1"]


def test_a_note_below_a_sentence_makes_no_heading_of_it() -> None:
    body = "II. KHEN THƯỞNG\n\n1. Hình thức\n\na) Bằng khen;\n\nb) Giấy khen.\n\n2. Số lượng: Mỗi xã 02 tập thể.\n\nLưu ý: Ưu tiên người lao động.\n\n3. Hồ sơ: 01 bộ.\n\n(Chi tiết tại Phụ lục)"
    assert [s.label for s in outline(body).sections] == ["II", "1"]


def test_an_article_that_heads_the_parts_of_a_scheme_is_a_section() -> None:
    """However long its lead-in; one that heads paragraphs alone is none."""
    lead = "Phê duyệt Đề án chuyển đổi số trong hoạt động xây dựng, quản lý, khai thác kết cấu hạ tầng (sau đây gọi tắt là Đề án) với những nội dung chính sau đây"
    body = f"Điều 1. {lead}:\n\nI. QUAN ĐIỂM\n\nChuyển đổi số là đòn bẩy.\n\nII. MỤC TIÊU\n\nĐến năm 2030 hoàn thành.\n\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký."
    assert [(s.depth, s.label) for s in outline(body).sections] == [(1, "Điều 1"), (2, "I"), (2, "II")]
    plain = (
        f"Điều 1. {lead}:\n\nChuyển đổi số là đòn bẩy.\n\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký."
    )
    assert outline(plain).sections == []
