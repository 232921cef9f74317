"""Citations, targets, deadlines, units and tasks: tables of cases, and what must hold of every record."""

from pathlib import Path

import pytest

import kehoach
from kehoach.extraction import extract
from kehoach.extraction.lexicon import known_lexicon
from kehoach.extraction.quantities import find_quantities
from kehoach.extraction.symbols import find_symbols, symbol_key
from kehoach.extraction.task_tables import lead_and_support
from kehoach.extraction.times import Frame, find_times
from kehoach.extraction.units import partners, split_units, subject
from kehoach.linking import name
from kehoach.model import Document
from kehoach.parsing import parse
from kehoach.reading import read_bytes
from kehoach.text import fold
from tests.conftest import CORPUS
from tests.making import HEAD, TAIL, plan

# --- symbols ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("số 852/QĐ-UBND ngày", "852/QĐ-UBND"),
        ("số 04-CTr/TU, ngày", "04-CTr/TU"),
        ("số 35/2022/NĐ-CP.", "35/2022/NĐ-CP"),
        ("số 146/2025/QH15", "146/2025/QH15"),
        ("số 5973/UBND-KT", "5973/UBND-KT"),
        ("số 66.19/2026/NQ-CP", "66.19/2026/NQ-CP"),
        ("số 364a/QĐ-UBND", "364a/QĐ-UBND"),
        ("số 57- NQ/TW của", "57-NQ/TW"),
        ("số 104/TTr- SCT", "104/TTr-SCT"),
        ("số 118/2025/NĐCP ngày", "118/2025/NĐ-CP"),
        ("số 126-KL/TW1 về", "126-KL/TW"),
        ("số 1655/NQ-UBTVQH15", "1655/NQ-UBTVQH15"),
        ("số 18–NQ/TW", "18-NQ/TW"),
        ("số 12/QĐ-TTG", "12/QĐ-TTg"),
        ("số 70/2025/NĐ/CP", "70/2025/NĐ-CP"),
        ("số 1105 /KH-ĐKT", "1105/KH-ĐKT"),
        ("số 20/2013/TTLT-BYT-BCT", "20/2013/TTLT-BYT-BCT"),
        ("NĐ 12/2020/NĐ-CPngày 5", "12/2020/NĐ-CP"),
        ("số 24/HDLN-BCA-BQP", "24/HDLN-BCA-BQP"),
    ],
)
def test_symbols(text: str, symbol: str) -> None:
    assert [f.symbol for f in find_symbols(text)] == [symbol]


@pytest.mark.parametrize(
    "text",
    [
        "trạm 3G/4G",
        "ngày 12/5/2026",
        "QCVN 01:2019/BCT",
        "Mẫu số 01/TNDN",
        "trực 24/7",
        "17/99 xã",
        "tỷ lệ 1/500",
    ],
)
def test_no_symbols(text: str) -> None:
    assert list(find_symbols(text)) == []


def test_symbol_keys_leave_out_zeros_and_signs() -> None:
    assert symbol_key("0124/KH-UBND") == symbol_key("124/KH- UBND".replace(" ", "")) == "124/kh/ubnd"
    assert symbol_key("18–NQ/TW") == symbol_key("18-NQ/TW")


# --- citations --------------------------------------------------------------------------------


def cited(
    opening: str, body: str = "I. NỘI DUNG\n\nX."
) -> dict[str | None, tuple[str, str | None, str | None]]:
    return {
        c.symbol or c.name: (c.relation, c.issued, c.issuer) for c in plan(body, opening=opening).citations
    }


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (
            "Căn cứ Quyết định số 852/QĐ-UBND ngày 12/5/2026 của UBND tỉnh;",
            {"852/QĐ-UBND": ("basis", "2026-05-12", "UBND tỉnh")},
        ),
        (
            "Thực hiện Chương trình số 04-CTr/TU, ngày 29/10/2025 của Tỉnh ủy về thực hiện Nghị quyết số 26-NQ/TW ngày 01/8/2025 của Bộ Chính trị,",
            {
                "04-CTr/TU": ("implements", "2025-10-29", "Tỉnh ủy"),
                "26-NQ/TW": ("mentions", "2025-08-01", "Bộ Chính trị"),
            },
        ),
        (
            "Căn cứ Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ và Chương trình số 10-CTr/TU ngày 13/8/2025 của Tỉnh ủy;",
            {
                "71/NQ-CP": ("basis", "2025-04-01", "Chính phủ"),
                "10-CTr/TU": ("basis", "2025-08-13", "Tỉnh ủy"),
            },
        ),
        (
            "Thực hiện Kế hoạch số 45-KH/BTG, ngày 02/6/2026 và Kế hoạch số 48-KH/BTG, ngày 14/6/2026 của Ban Tuyên giáo và Dân vận Tỉnh ủy,",
            {
                "45-KH/BTG": ("implements", "2026-06-02", None),
                "48-KH/BTG": ("implements", "2026-06-14", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
            },
        ),
        (
            "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 104/TTr-SYT ngày 03/4/2026;",
            {"104/TTr-SYT": ("basis", "2026-04-03", None)},
        ),
        (
            "Căn cứ Thông tư số 41/2025/TT-BCT của Bộ trưởng Bộ Công Thương ngày 22/6/2025;",
            {"41/2025/TT-BCT": ("basis", "2025-06-22", "Bộ trưởng Bộ Công Thương")},
        ),
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;",
            {"Luật Tổ chức chính quyền địa phương": ("basis", "2025-06-16", None)},
        ),
        ("Căn cứ Luật Đất đai số 31/2024/QH15;", {"31/2024/QH15": ("basis", None, None)}),
        (
            "Căn cứ các Quyết định số 12/QĐ-UBND ngày 02/01/2026 và số 15/QĐ-UBND ngày 05/01/2026;",
            {"12/QĐ-UBND": ("basis", "2026-01-02", None), "15/QĐ-UBND": ("basis", "2026-01-05", None)},
        ),
        (
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu ngày 29/11/2024;",
            {
                "Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu": (
                    "basis",
                    "2024-11-29",
                    None,
                )
            },
        ),
        (
            "Căn cứ Luật Đất đai số 31/2024/QH15 được sửa đổi tại Luật sửa đổi, bổ sung một số điều của "
            "Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 và Luật Các tổ chức tín dụng số 32/2024/QH15;",
            {
                "31/2024/QH15": ("basis", None, None),
                "27/2023/QH15": ("mentions", None, None),
                "32/2024/QH15": ("mentions", None, None),
            },
        ),
        (
            "Căn cứ Nghị quyết số 03/NQ-CP ngày 09/01/2025 của Chính phủ ban hành Chương trình hành động "
            "được sửa đổi, bổ sung tại Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ;",
            {
                "03/NQ-CP": ("basis", "2025-01-09", "Chính phủ"),
                "71/NQ-CP": ("basis", "2025-04-01", "Chính phủ"),
            },
        ),
        (
            "Để tiếp tục thực hiện nghiêm Chỉ thị số 05/CT-TTg ngày 18/5/2022 của Thủ tướng Chính phủ về bảo vệ rừng; "
            "Chỉ thị số 31-CT/TU ngày 06/6/2023, Ủy ban nhân dân tỉnh yêu cầu:",
            {
                "05/CT-TTg": ("implements", "2022-05-18", "Thủ tướng Chính phủ"),
                "31-CT/TU": ("implements", "2023-06-06", None),
            },
        ),
    ],
    ids=lambda v: str(v)[:40],
)
def test_relations(opening: str, expected: dict[str, tuple[str, str | None, str | None]]) -> None:
    assert cited(opening) == expected


@pytest.mark.parametrize(
    ("kind", "title", "relation"),
    [
        (
            "BÁO CÁO",
            "Kết quả thực hiện Chỉ thị số 38/CT-TTg ngày 29/9/2020 của Thủ tướng Chính phủ",
            "reports_on",
        ),
        ("HƯỚNG DẪN", "Hướng dẫn một số nội dung của Quy định số 24-QĐ/TW ngày 30/7/2021", "guides"),
        ("HƯỚNG DẪN", "Hướng dẫn thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024", "implements"),
        ("QUYẾT ĐỊNH", "Đính chính Quyết định số 12/QĐ-UBND ngày 05/01/2026", "corrects"),
    ],
)
def test_what_a_title_says_of_another_document(kind: str, title: str, relation: str) -> None:
    text = HEAD.format(title=title, opening="").replace("KẾ HOẠCH\n", f"{kind}\n") + "I. NỘI DUNG\n\nViệc."
    document = name(extract(parse(read_bytes(text.encode(), ".txt", "x.txt"))))
    assert [c.relation for c in document.citations] == [relation]


@pytest.mark.parametrize(
    ("sentence", "issuer", "title"),
    [
        ("Nghị định số 116/2016/NĐ-CP của Chính phủ hết hiệu lực kể từ ngày ký.", "Chính phủ", None),
        (
            "Quyết định số 5289/QĐ-UBND của Ủy ban nhân dân tỉnh hiện đang triển khai.",
            "Ủy ban nhân dân tỉnh",
            None,
        ),
        ("Nghị quyết số 37/2021/QH15 của Quốc hội cho tỉnh Vĩnh Giang cơ chế đặc thù.", "Quốc hội", None),
        (
            "Quyết định số 920/QĐ-TTg của Thủ tướng Chính phủ điều chỉnh một số nội dung của Chương trình.",
            "Thủ tướng Chính phủ",
            "điều chỉnh một số nội dung của Chương trình",
        ),
        (
            "Nghị định số 90/2020/NĐ-CP của Chính phủ về đánh giá cán bộ được sửa đổi, bổ sung bởi văn bản khác.",
            "Chính phủ",
            "về đánh giá cán bộ",
        ),
        (
            "Quyết định số 12/QĐ-BTC về việc công bố thủ tục hành chính được sửa đổi, bổ sung trong lĩnh vực đấu thầu.",
            None,
            "về việc công bố thủ tục hành chính được sửa đổi, bổ sung trong lĩnh vực đấu thầu",
        ),
        (
            "Chương trình hành động số 09-CTr/TU của Tỉnh ủy thực hiện Nghị quyết số 72-NQ/TW ngày 09/9/2025 của Bộ Chính trị.",
            "Tỉnh ủy",
            "thực hiện Nghị quyết số 72-NQ/TW ngày 09/9/2025 của Bộ Chính trị",
        ),
        ("Quy định số 366-QĐ/TW, Hướng dẫn số 43-HD/BTCTW ngày 05/01/2026.", None, None),
        (
            "Kế hoạch số 142/KH-UBND của UBND tỉnh về nơi đáng sống, Sở Văn hóa, Thể thao và Du lịch ban hành Kế hoạch như sau:",
            "UBND tỉnh",
            "về nơi đáng sống",
        ),
    ],
)
def test_where_issuers_and_titles_end(sentence: str, issuer: str | None, title: str | None) -> None:
    found = plan(f"I. CĂN CỨ\n\n- Theo {sentence}").citations[0]  # the first one in the text
    assert (found.issuer, found.title) == (issuer, title)


def test_short_forms_stand_for_what_they_name() -> None:
    opening = (
        "Thực hiện Chỉ thị số 11/CT-TTg ngày 02/4/2026 của Thủ tướng Chính phủ; Quyết định số 06/QĐ-TTg ngày 06/01/2022 "
        "của Thủ tướng Chính phủ (sau đây gọi tắt là Đề án 06); Quyết định số 40/QĐ-UBND và Quyết định số 40/QĐ-TTg."
    )
    body = "I. NỘI DUNG\n\nSở Y tế thực hiện Chỉ thị 11 và Đề án 06; rà soát Quyết định 40, Chỉ thị số 12."
    document = plan(body, opening=opening)
    places = {c.symbol: [document.text[s.start : s.end] for s in c.also] for c in document.citations}
    assert places["11/CT-TTg"] == ["Chỉ thị 11"]
    assert places["06/QĐ-TTg"] == ["Đề án 06"]
    assert places["40/QĐ-UBND"] == places["40/QĐ-TTg"] == []


def test_a_title_may_carry_out_two_documents() -> None:
    title = "Triển khai Quyết định số 06/QĐ-TTg ngày 02/01/2025 của Thủ tướng Chính phủ và Quyết định số 3103/QĐ-BTC ngày 05/9/2025"
    found = {c.symbol: c.relation for c in plan("I. NỘI DUNG\n\nViệc.", title=title).citations}
    assert found == {"06/QĐ-TTg": "implements", "3103/QĐ-BTC": "implements"}


def test_replaced_and_attached() -> None:
    body = "I. NỘI DUNG\n\nKế hoạch này thay thế Kế hoạch số 12/KH-UBND ngày 05/01/2025.\n\nGửi kèm theo công văn này Quyết định số 9/QĐ-UBND ngày 02/3/2026."
    found = cited("", body)
    assert found["12/KH-UBND"][0] == "replaces"
    assert found["9/QĐ-UBND"][0] == "attachment"


def test_a_shared_noun_and_number_lists() -> None:
    found = cited("Thực hiện Kết luận số 187, 188-KL/TW của Bộ Chính trị,")
    assert set(found) == {"187-KL/TW", "188-KL/TW"}


def test_undated_mentions_join_the_dated_one() -> None:
    document = plan(
        "I. NỘI DUNG\n\nBám sát Kế hoạch số 5/KH-UBND.",
        opening="Căn cứ Kế hoạch số 5/KH-UBND ngày 03/02/2026 của UBND tỉnh;",
    )
    assert [(c.symbol, c.issued, c.relation) for c in document.citations] == [
        ("5/KH-UBND", "2026-02-03", "basis")
    ]


def test_the_own_symbol_is_no_citation() -> None:
    assert cited("", "I. NỘI DUNG\n\n(Kèm theo Kế hoạch số 118/KH-UBND ngày 18/4/2026)") == {}


# --- quantities and targets -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "op", "value", "upper", "unit"),
    [
        ("đạt từ 7,0 điểm trở lên", ">=", 7.0, None, "điểm"),
        ("đạt 10 - 11%/năm", "range", 10, 11, "%/năm"),
        ("đạt từ 35% - 40%", "range", 35, 40, "%"),
        ("đạt khoảng 130 triệu đồng", "~", 130, None, "triệu đồng"),
        ("trên 10.000 tỷ đồng", ">", 10000, None, "tỷ đồng"),
        ("không quá 5%", "<=", 5, None, "%"),
        ("dưới 15%", "<", 15, None, "%"),
        ("tối thiểu 02 (hai) mô hình", ">=", 2, None, "mô hình"),
        ("có 37 giường bệnh trên 1 vạn dân", "=", 37, None, "giường bệnh/10.000 dân"),
        ("đạt 9 m²/người", "=", 9, None, "m²/người"),
        ("17/99 xã, phường", "=", 17, None, "xã, phường (trên 99)"),
        ("đạt 40% GRDP", "=", 40, None, "% GRDP"),
        ("(HDI) > 0,7", ">", 0.7, None, None),
        ("từ 80% người dân, doanh nghiệp trở lên", ">=", 80, None, "%"),
    ],
)
def test_quantities(text: str, op: str, value: float, upper: float | None, unit: str | None) -> None:
    (found,) = find_quantities(text, fold(text), 0, len(text))
    assert (found.op, found.value, found.value_max, found.unit) == (op, value, upper, unit)


@pytest.mark.parametrize(
    "text",
    ["ngày 15/3/2026", "năm 2030", "Điều 5", "nhóm 2", "số 12/KH-UBND", "giai đoạn 2026 - 2030", "Đề án 06"],
)
def test_numbers_that_are_no_quantities(text: str) -> None:
    assert find_quantities(text, fold(text), 0, len(text)) == []


def set_in(
    sentence: str, heading: str = "II. MỤC TIÊU ĐẾN NĂM 2030", title: str | None = None
) -> list[tuple[str, str, float, str | None, str | None]]:
    document = plan(f"{heading}\n\n- {sentence}", **({"title": title} if title else {}))
    return [(t.indicator, t.op, t.value, t.unit, t.due) for t in document.targets]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tỷ lệ thất nghiệp chung dưới 3%.", [("Tỷ lệ thất nghiệp chung", "<", 3, "%", "2030")]),
        (
            "Đạt 35 giường bệnh; 15 bác sĩ; 3,4 dược sĩ trên 10.000 dân.",
            [
                ("giường bệnh", "=", 35, "giường bệnh/10.000 dân", "2030"),
                ("bác sĩ", "=", 15, "bác sĩ/10.000 dân", "2030"),
                ("dược sĩ trên 10.000 dân", "=", 3.4, "dược sĩ/10.000 dân", "2030"),
            ],
        ),
        (
            "Trên 60% lao động tham gia bảo hiểm xã hội; 45% lao động tham gia bảo hiểm thất nghiệp.",
            [
                ("lao động tham gia bảo hiểm xã hội", ">", 60, "%", "2030"),
                ("lao động tham gia bảo hiểm thất nghiệp", "=", 45, "%", "2030"),
            ],
        ),
        (
            "Xây dựng ít nhất 01 mô hình A và 01 mô hình B.",
            [("mô hình A", ">=", 1, "mô hình", "2030"), ("mô hình B", ">=", 1, "mô hình", "2030")],
        ),
        (
            "Hằng năm, 100% cơ quan ban hành kế hoạch.",
            [("cơ quan ban hành kế hoạch", "=", 100, "%", "yearly")],
        ),
        (
            "Mỗi xã, phường có từ 02 mô hình hạnh phúc trở lên.",
            [("mô hình hạnh phúc của mỗi xã, phường", ">=", 2, "mô hình/xã, phường", "2030")],
        ),
        (
            "Giảm 5% tội phạm hình sự và tai nạn giao thông.",
            [
                ("tội phạm hình sự", "decrease", 5, "%", "2030"),
                ("tai nạn giao thông", "decrease", 5, "%", "2030"),
            ],
        ),
        ("Giảm tỷ lệ hộ nghèo xuống còn 3%.", [("tỷ lệ hộ nghèo", "=", 3, "%", "2030")]),
        ("Tốc độ tăng trưởng GRDP đạt 10%.", [("Tốc độ tăng trưởng GRDP", "=", 10, "%", "2030")]),
        ("Đến năm 2028, tỷ lệ che phủ rừng duy trì 58%.", [("tỷ lệ che phủ rừng", "=", 58, "%", "2028")]),
        (
            "Trẻ em dưới 5 tuổi suy dinh dưỡng dưới 14%.",
            [("Trẻ em dưới 5 tuổi suy dinh dưỡng", "<", 14, "%", "2030")],
        ),
        (
            "100% khu công nghiệp có tối thiểu 01 trạm phát sóng.",
            [("khu công nghiệp có tối thiểu 01 trạm phát sóng", "=", 100, "%", "2030")],
        ),
        (
            "100% trẻ em từ 06 đến 36 tháng tuổi được đến lớp.",
            [("trẻ em từ 06 đến 36 tháng tuổi được đến lớp", "=", 100, "%", "2030")],
        ),
        (
            "Trợ giúp pháp lý cho 100% người thuộc diện và trên 70% người lao động.",
            [
                ("Trợ giúp pháp lý cho người thuộc diện", "=", 100, "%", "2030"),
                ("người lao động", ">", 70, "%", "2030"),
            ],
        ),
        (
            "Trên 80% trạm y tế và 100% cơ sở điều trị đủ điều kiện.",
            [
                ("trạm y tế", ">", 80, "%", "2030"),
                ("cơ sở điều trị đủ điều kiện", "=", 100, "%", "2030"),
            ],
        ),
        (
            "Tăng thêm ít nhất 20% nhóm trẻ công lập và tăng thêm ít nhất 10% trường mầm non.",
            [
                ("nhóm trẻ công lập", "increase", 20, "%", "2030"),
                ("trường mầm non", "increase", 10, "%", "2030"),
            ],
        ),
        (
            "Tăng trưởng kinh tế cả năm 2026 đạt trên 8%.",
            [("Tăng trưởng kinh tế", ">", 8, "%", "2026")],
        ),
        ("Tuổi thọ trung bình đạt 75 tuổi.", [("Tuổi thọ trung bình", "=", 75, "tuổi", "2030")]),
        (
            "Ít nhất 10% số trường công lập có nhóm trẻ dưới 24 tháng tuổi; 90% trẻ đủ 6 tuổi vào lớp 1.",
            [
                ("trường công lập có nhóm trẻ dưới 24 tháng tuổi", ">=", 10, "%", "2030"),
                ("trẻ đủ 6 tuổi vào lớp 1", "=", 90, "%", "2030"),
            ],
        ),
        (
            "Tại đô thị: Phấn đấu ít nhất 55% phường có mô hình tiên tiến (các phường: Sông Trí, Thành Sen).",
            [("phường có mô hình tiên tiến", ">=", 55, "%", "2030")],
        ),
        (
            "Mục tiêu đưa vào khai thác trên 3.000 km đường bộ cao tốc và khoảng 1.700 km đường bộ ven biển trong năm 2028.",
            [
                ("đường bộ cao tốc", ">", 3000, "km", "2030"),
                ("đường bộ ven biển", "~", 1700, "km", "2028"),
            ],
        ),
        (
            "Quyết tâm giải ngân 95% kế hoạch vốn năm 2026.",
            [("giải ngân kế hoạch vốn năm 2026", "=", 95, "%", "2026")],
        ),
        (
            "Đạt 35 giường bệnh/10.000 dân và 3,4 dược sĩ đại học/10.000 dân.",
            [
                ("giường bệnh/10.000 dân", "=", 35, "giường bệnh/10.000 dân", "2030"),
                ("dược sĩ đại học/10.000 dân", "=", 3.4, "dược sĩ đại học/10.000 dân", "2030"),
            ],
        ),
        ("Số giường bệnh trên 10.000 dân: 34.", [("Số giường bệnh trên 10.000 dân", "=", 34, None, "2030")]),
        (
            "Số lao động được tạo việc làm: 15.000 người/năm.",
            [("Số lao động được tạo việc làm", "=", 15000, "người/năm", "2030")],
        ),
        (
            "Phấn đấu có thêm 10 xã đạt chuẩn nông thôn mới.",
            [("xã đạt chuẩn nông thôn mới", "increase", 10, "xã", "2030")],
        ),
        ("(1) Chỉ số hài lòng đạt khoảng 58,9%.", [("Chỉ số hài lòng", "~", 58.9, "%", "2030")]),
    ],
    ids=lambda v: str(v)[:40],
)
def test_targets(sentence: str, expected: list[tuple[str, str, float, str, str]]) -> None:
    assert set_in(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Đến nay đạt 95% kế hoạch, tăng 5% so với cùng kỳ.",
        "Kinh phí thực hiện khoảng 5 tỷ đồng.",
        "Hoàn thành phổ cập cho trẻ từ 3 đến 5 tuổi.",
        "Cải thiện mức độ hài lòng trong 09 lĩnh vực.",
        "Hiện nay, toàn tỉnh có khoảng 180 trạm phát sóng.",
        "Nếu có từ 02 địa phương trở lên thì xét chọn một.",
        "Vận hành ngay khi hoàn thành 02 công trình.",
    ],
)
def test_background_is_no_target(sentence: str) -> None:
    assert set_in(sentence) == []


def test_targets_below_a_purpose_heading_count() -> None:
    body = "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Mục đích\n\nNâng cao nhận thức.\n\n2. Các chỉ tiêu đến năm 2030\n\nTrên 80% trạm y tế đủ điều kiện."
    assert [(t.value, t.due) for t in plan(body).targets] == [(80, "2030")]


def test_the_year_of_an_item_above_governs() -> None:
    body = "II. MỤC TIÊU\n\n1. Dữ liệu\n\n- Giai đoạn 2026 - 2027:\n\n+ 50% cán bộ được đào tạo.\n\n- Đến năm 2030:\n\n+ 100% cán bộ được đào tạo."
    assert [(t.value, t.due) for t in plan(body).targets] == [(50, "2027"), (100, "2030")]


def test_a_smart_city_is_no_urban_area() -> None:
    body = "II. MỤC TIÊU\n\n- 100% khu công nghiệp có phần mềm đô thị thông minh.\n\n- 90% hộ ở đô thị có nước sạch."
    assert [t.scope.area for t in plan(body).targets] == [None, "đô thị"]


TABLE = "II. MỤC TIÊU\n\n| STT | Chỉ tiêu | Đơn vị tính | {columns} | Cơ quan theo dõi |\n| I | Giai đoạn 2025 - 2027 | | {blank} | |\n| 1 | Tỷ lệ hồ sơ được số hóa | % | {first} | Sở Nội vụ |\n| 2 | Số giường bệnh trên một vạn dân | giường | {second} | Sở Y tế |"


def test_a_table_of_targets() -> None:
    one = plan(TABLE.format(columns="Kết quả", blank="", first="≥ 95", second="35 - 37"))
    assert [(t.indicator, t.op, t.value, t.value_max, t.unit, t.due) for t in one.targets] == [
        ("Tỷ lệ hồ sơ được số hóa", ">=", 95, None, "%", "2027"),
        ("Số giường bệnh trên một vạn dân", "range", 35, 37, "giường", "2027"),
    ]
    two = plan(
        TABLE.format(
            columns="Mục tiêu 2026 | Mục tiêu 2030", blank=" | ", first="90% | 100%", second="32 | 35,5"
        )
    )
    assert [(t.value, t.due) for t in two.targets] == [
        (90, "2026"),
        (100, "2030"),
        (32, "2026"),
        (35.5, "2030"),
    ]
    short = plan(
        TABLE.format(columns="Kết quả", blank="", first="95", second="35").replace("Đơn vị tính", "Đơn vị")
    )
    assert [t.unit for t in short.targets] == ["%", "giường"] and short.tasks == []
    assert all(two.text[t.span.start : t.span.end] == t.quote for t in two.targets)


def test_year_by_year_statistics_are_no_targets() -> None:
    body = TABLE.format(
        columns="2023 | 2024 | 2025", blank=" | | ", first="80 | 85 | 90", second="30 | 31 | 32"
    )
    assert plan(body).targets == []


def test_a_one_year_plan_gives_its_year() -> None:
    assert set_in("Tỷ lệ tiêm chủng đạt 95%.", "II. MỤC TIÊU", "Phát triển y tế năm 2026")[0][4] == "2026"


# --- times and deadlines ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trước 15/3/2026", (None, "2026-03-15", None, None)),
        ("Trong Quý I/2026", ("2026-01-01", "2026-03-31", None, None)),
        ("Trong tháng 2/2028", ("2028-02-01", "2028-02-29", None, None)),
        ("Quý III, IV/2026", ("2026-07-01", "2026-12-31", None, None)),
        ("từ tháng 5 đến tháng 10/2026", ("2026-05-01", "2026-10-31", None, None)),
        ("Quý IV/2025- Quý II/2026", ("2025-10-01", "2026-06-30", None, None)),
        ("Từ 01/7/2025", ("2025-07-01", None, None, None)),
        ("6 tháng cuối năm 2026", ("2026-07-01", "2026-12-31", None, None)),
        ("đến hết năm 2030", (None, "2030-12-31", None, None)),
        ("Giai đoạn 2027 – 2028", ("2027-01-01", "2028-12-31", None, None)),
        ("trước ngày 30/11 hằng năm", (None, "--11-30", "yearly", None)),
        ("trước ngày 20 hằng tháng", (None, "---20", "monthly", None)),
        ("định kỳ hằng quý", (None, None, "quarterly", None)),
        ("Thường xuyên", (None, None, "continuous", None)),
        ("từ nay đến năm 2030", ("2026-04-18", "2030-12-31", None, None)),
        ("Năm 2025 và các năm tiếp theo", ("2025-01-01", None, None, None)),
        ("từ ngày 01/6/2026 đến ngày 30/9/2026", ("2026-06-01", "2026-09-30", None, None)),
        ("trước tháng 5/2026", (None, "2026-04-30", None, None)),
        ("Sau khi Trung ương ban hành", (None, None, None, "sau khi trung ương ban hành")),
    ],
)
def test_times(text: str, expected: tuple[str | None, str | None, str | None, str | None]) -> None:
    low = fold(text)
    (time,) = find_times(low, 0, len(low), Frame(2026, "2026-04-18", low), line=True)
    assert (time.when.start, time.when.end, time.when.recurrence, time.when.condition) == expected


def due_in(sentence: str) -> list[tuple[str, str | None, str | None]]:
    document = plan(f"VI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {sentence}")
    return [(d.quote, d.end, d.recurrence) for d in document.deadlines]


def test_deadlines_in_running_text() -> None:
    assert due_in("Báo cáo kết quả trước ngày 10/12 hằng năm.") == [
        ("trước ngày 10/12 hằng năm", "--12-10", "yearly")
    ]
    assert due_in("Định kỳ hằng quý báo cáo UBND tỉnh.") == [("Định kỳ hằng quý", None, "quarterly")]
    assert due_in("Trình trong Quý IV/2026.") == [("trong Quý IV/2026", "2026-12-31", None)]
    assert due_in("Lấy mẫu vào tháng 4 và tháng 8 năm 2026.") == [
        ("vào tháng 4", "2026-04-30", None),
        ("tháng 8 năm 2026", "2026-08-31", None),
    ]
    assert due_in("Hoàn thành chậm nhất trong ngày 25/7/2026.")[0][1] == "2026-07-25"
    assert due_in("Báo cáo kết quả thực hiện hằng năm.") == [("hằng năm", None, "yearly")]
    assert due_in("Thời gian kiểm tra: Ngày 31 tháng 3 năm 2026.") == [
        ("Ngày 31 tháng 3 năm 2026", "2026-03-31", None)
    ]
    assert due_in("Quan trắc từ tháng 3 đến tháng 11 hằng năm.") == [
        ("từ tháng 3 đến tháng 11 hằng năm", "--11-30", "yearly")
    ]
    assert due_in("Kiểm tra trong quý II và quý IV năm 2026.") == [
        ("trong quý II", "2026-06-30", None),
        ("quý IV năm 2026", "2026-12-31", None),
    ]
    assert due_in("Tổ chức tập huấn cho cán bộ y tế cơ sở hằng năm.") == [("hằng năm", None, "yearly")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Y tế đã chỉ đạo các đơn vị hoàn thành trước ngày 30 tháng 10 năm 2025.",
        "Đưa nội dung vào chương trình công tác hằng năm.",
        "Tổ chức thực hiện theo kế hoạch công tác hằng năm.",
        "Tổ chức kinh tế được xếp loại hằng năm.",
        "Thường xuyên kiểm tra, đôn đốc.",
        "Giải quyết ngay trong ngày các kiến nghị.",
        "Kịp thời báo cáo khi có yêu cầu.",
        "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/6/2025 của UBND tỉnh.",
        "Triển khai Chiến lược phát triển nhà ở giai đoạn 2021 - 2030.",
    ],
)
def test_no_deadlines(sentence: str) -> None:
    assert due_in(sentence) == []


# --- units and tasks --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Sở Y tế, Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        (
            "Sở Văn hóa, Thể thao và Du lịch và Công an tỉnh",
            ["Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh"],
        ),
        ("các sở, ban, ngành, UBND các xã, phường", ["các sở, ban, ngành", "UBND các xã, phường"]),
        (
            "Sở Khoa học và Công nghệ Sở Công Thương; cơ sở y tế",
            ["Sở Khoa học và Công nghệ", "Sở Công Thương", "cơ sở y tế"],
        ),
        ("Sở Tài chính (cơ quan chủ trì)", ["Sở Tài chính"]),
        (
            "Ban Quản lý Khu kinh tế tỉnh, Công an Thành phố",
            ["Ban Quản lý Khu kinh tế tỉnh", "Công an Thành phố"],
        ),
        ("Viện Nghiên cứu phát triển tỉnh, Sở Y tế", ["Viện Nghiên cứu phát triển tỉnh", "Sở Y tế"]),
        ("các bộ, ngành Trung ương", ["các bộ, ngành Trung ương"]),
        ("Hội đồng Thi đua - Khen thưởng tỉnh", ["Hội đồng Thi đua - Khen thưởng tỉnh"]),
        ("các sở, ngành, địa phương", ["các sở, ngành", "địa phương"]),
        ("các sở, ngành, cơ quan liên quan", ["các sở, ngành, cơ quan liên quan"]),
        (
            "Viện, Trường; Doanh nghiệp, Sở, ban, ngành có liên quan",
            ["Viện, Trường", "Doanh nghiệp", "Sở, ban, ngành có liên quan"],
        ),
        ("các Sở: Nội vụ, Tài chính và Xây dựng", ["Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng"]),
        ("Sở Văn hoá Thể thao du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Sở Nội vụ chủ trì tham mưu UBND tỉnh; Sở Tư pháp", ["Sở Nội vụ", "Sở Tư pháp"]),
        ("các nhà mạng (Viettel Vĩnh Giang, VNPT Vĩnh Giang)", ["Viettel Vĩnh Giang", "VNPT Vĩnh Giang"]),
        (
            "Bảo hiểm xã hội tỉnh, Trung tâm Dịch vụ việc làm (Sở Nội vụ)",
            ["Bảo hiểm xã hội tỉnh", "Trung tâm Dịch vụ việc làm (Sở Nội vụ)"],
        ),
        ("Các Sở, ngành, đơn vị, UBND cấp xã", ["Các Sở, ngành, đơn vị", "UBND cấp xã"]),
        ("Các Sở, ngành, đơn vị liên quan", ["Các Sở, ngành, đơn vị liên quan"]),
        ("Các sở, ban, ngành, địa phương", ["Các sở, ban, ngành", "địa phương"]),
        ("UBND các xã, phường, đặc khu Hòn Mây", ["UBND các xã, phường, đặc khu Hòn Mây"]),
    ],
)
def test_lists_of_units(phrase: str, names: list[str]) -> None:
    assert split_units(phrase) == names


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Sở Y tế chủ trì, phối hợp với Sở Tài chính thẩm định.", ["Sở Y tế"]),
        ("Giao Sở Nội vụ theo dõi.", ["Sở Nội vụ"]),
        ("Trên cơ sở đề xuất của các đơn vị, Sở Tài chính tham mưu bố trí kinh phí.", ["Sở Tài chính"]),
        ("Các sở, ban, ngành có trách nhiệm báo cáo.", ["Các sở, ban, ngành"]),
        ("Trên cơ sở đề xuất của các sở, ban, ngành, Sở Tài chính tham mưu bố trí.", ["Sở Tài chính"]),
        ("Chủ tịch UBND tỉnh đã chỉ đạo các sở hoàn thành.", None),
        ("UBND tỉnh yêu cầu các sở, ngành báo cáo trước ngày 30/11.", ["các sở, ngành"]),
        ("Ban Chỉ đạo bầu cử tỉnh họp định kỳ hằng tháng.", ["Ban Chỉ đạo bầu cử tỉnh"]),
        ("Trên cơ sở nhiệm vụ, chủ trì, phối hợp với các cơ quan, đơn vị tham mưu.", None),
        ("Tổ chức các hội nghị tuyên truyền.", None),
        ("Ban hành hướng dẫn xây dựng mô hình.", None),
        ("Báo cáo kết quả thực hiện.", None),
        # what is done already, may be done, is done to it, or holds under a condition
        ("Bộ Tài chính đang xây dựng Luật Quản lý thuế.", None),
        ("Hội đồng có thể họp bất thường do Chủ tịch triệu tập.", None),
        ("Quỹ Bảo vệ môi trường tỉnh được thành lập các hội đồng tư vấn.", None),
        ("Các cơ quan, đơn vị có nhu cầu sử dụng chữ ký số đăng ký qua hệ thống.", None),
        (
            "Trường hợp cá nhân là người đứng đầu cơ quan, đơn vị có nghĩa vụ nộp thuế, hồ sơ phải có văn bản xác nhận.",
            None,
        ),
        (
            "Sở Xây dựng, chủ đầu tư các dự án đang triển khai thi công tiếp tục bổ sung nhân lực.",
            ["Sở Xây dựng", "chủ đầu tư các dự án đang triển khai thi công"],
        ),
        (
            "Các cơ quan được giao chủ trì thực hiện báo cáo trước ngày 30/11.",
            ["Các cơ quan được giao chủ trì thực hiện"],
        ),
    ],
)
def test_subjects(sentence: str, lead: list[str] | None) -> None:
    found = subject(sentence, fold(sentence), 0, len(sentence), known_lexicon())
    assert (found[0] if found else None) == lead


def test_partners() -> None:
    text = (
        "Chủ trì, phối hợp với các sở, ngành và UBND các xã, phường xây dựng kế hoạch; phối hợp triển khai."
    )
    assert partners(text, fold(text), 0, len(text), known_lexicon()) == [
        "các sở, ngành",
        "UBND các xã, phường",
    ]


def letter(body: str) -> Document:
    """An official letter with this body."""
    head = (
        "ỦY BAN NHÂN DÂN\nTỈNH VĨNH GIANG\n\nSố: 914/UBND-VX\nV/v tăng cường phòng dịch\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n\nVĩnh Giang, ngày 8 tháng 7 năm 2026\n\nKính gửi:\n- Các sở, ban, ngành tỉnh.\n\n"
    )
    return extract(parse(read_bytes((head + body + TAIL).encode(), ".txt", "letter.txt")))


def tasks_of(body: str) -> list[tuple[str, list[str], list[str], str | None]]:
    return [
        (t.quote[:24], [u.name for u in t.lead], [u.name for u in t.support], t.deadline.end)
        for t in plan(body).tasks
    ]


def test_items_under_a_unit_heading() -> None:
    body = "V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Chủ trì kiểm tra trước ngày 30/9/2026.\n\n- Phối hợp với Công an tỉnh rà soát.\n\n2. Sở Nội vụ\n\nTheo dõi, đôn đốc."
    assert tasks_of(body) == [
        ("Chủ trì kiểm tra trước n", ["Sở Y tế"], [], "2026-09-30"),
        ("Phối hợp với Công an tỉn", ["Sở Y tế"], ["Công an tỉnh"], None),
        ("Theo dõi, đôn đốc", ["Sở Nội vụ"], [], None),
    ]


def test_who_is_charged_with_items() -> None:
    body = "1. Sở Y tế\n\na) Theo dõi dịch bệnh.\n\nb) Giao Công an tỉnh có trách nhiệm:\n\n- Xử lý vi phạm.\n\n2. Đề nghị Hội Nông dân tỉnh\n\nTăng cường tuyên truyền.\n\n3. Các tổ chức khai thác nước có trách nhiệm\n\na) Kê khai, đăng ký."
    assert [(q, lead) for q, lead, _, _ in tasks_of(body)] == [
        ("Theo dõi dịch bệnh", ["Sở Y tế"]),
        ("Xử lý vi phạm", ["Công an tỉnh"]),
        ("Tăng cường tuyên truyền", ["Hội Nông dân tỉnh"]),
        ("Kê khai, đăng ký", ["Các tổ chức"]),
    ]


def test_lines_of_responsibility_below_an_item_that_ends_in_a_colon() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Xây dựng kế hoạch phát triển y tế:\n\n- Cơ quan chủ trì: Sở Y tế\n\n- Cơ quan phối hợp: Sở Tài chính\n\n- Thời gian: Quý I/2026\n\n"
        "2. Rà soát mạng lưới trường lớp:\n\na) Chủ trì: Sở Giáo dục và Đào tạo\n\nb) Thời gian hoàn thành: Quý II/2026"
    )
    assert tasks_of(body) == [
        ("Xây dựng kế hoạch phát t", ["Sở Y tế"], ["Sở Tài chính"], "2026-03-31"),
        ("Rà soát mạng lưới trường", ["Sở Giáo dục và Đào tạo"], [], "2026-06-30"),
    ]


def test_work_that_says_itself_who_does_it() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Rà soát quy hoạch mạng lưới y tế (Sở Y tế chủ trì, phối hợp với Sở Xây dựng; hoàn thành trong quý II/2026).\n\n"
        "2. Tổ chức tập huấn. Chủ trì: Sở Nội vụ; phối hợp: các sở, ngành; thời gian: tháng 6/2026.\n\n"
        "3. Tham mưu Nghị quyết của HĐND tỉnh; giao Sở Tài chính chủ trì, hoàn thành tháng 7/2026.\n\n"
        "4. Xây dựng đề án tự chủ (theo quy định của Chính phủ)."
    )
    assert tasks_of(body) == [
        ("Rà soát quy hoạch mạng l", ["Sở Y tế"], ["Sở Xây dựng"], "2026-06-30"),
        ("Tổ chức tập huấn. Chủ tr", ["Sở Nội vụ"], ["các sở, ngành"], "2026-06-30"),
        ("Tham mưu Nghị quyết của ", ["Sở Tài chính"], [], "2026-07-31"),
    ]


def test_who_does_it_in_brackets_below_a_heading() -> None:
    body = "I. NHIỆM VỤ\n\n1. Xây dựng đề án\n\n(Sở Tài chính chủ trì tham mưu; hoàn thành trước 30/9/2026)"
    assert tasks_of(body) == [("Xây dựng đề án", ["Sở Tài chính"], [], "2026-09-30")]


def test_products_in_lines_and_in_the_same_paragraph() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Xây dựng Đề án y tế biển. Cơ quan chủ trì: Sở Y tế. Thời gian hoàn thành: Quý IV/2026. Sản phẩm: Đề án.\n\n"
        "2. Tổ chức hội nghị quán triệt.\n\n+ Chủ trì: Sở Nội vụ.\n\n+ Hoàn thành: Trong tháng 3/2026.\n\n+ Sản phẩm: Hội nghị."
    )
    assert [(t.product, t.deadline.end) for t in plan(body).tasks] == [
        ("Đề án", "2026-12-31"),
        ("Hội nghị", "2026-03-31"),
    ]


def test_bare_sentences_about_units_are_no_headings() -> None:
    body = (
        "Để triển khai kịp thời, UBND tỉnh có ý kiến như sau:\n\n1. Giao Sở Y tế:\n\na) Chủ trì rà soát số liệu;\n\nb) Báo cáo trước ngày 10/8/2026.\n\n"
        "2. Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh phối hợp bảo đảm an ninh trật tự."
    )
    document = letter(body)
    assert [s.title for s in document.sections] == ["Giao Sở Y tế"]
    assert leads(document) == [["Sở Y tế"], ["Sở Y tế"], ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"]]


def test_who_leads_marked_in_a_cell() -> None:
    phrase = "Phòng Tổng hợp (chủ trì), các phòng phối hợp"
    assert lead_and_support(phrase, known_lexicon()) == (["Phòng Tổng hợp"], ["các phòng"])


def test_orders_as_headings() -> None:
    body = "1. Giao Sở Xây dựng\n\nChủ trì hướng dẫn.\n\nĐồng thời, kiểm tra, đôn đốc.\n\n2. Yêu cầu UBND các xã, phường\n\n- Rà soát cơ sở.\n\n3. Cơ sở giáo dục mầm non\n\n- Lập hồ sơ."
    assert leads(plan(body)) == [
        ["Sở Xây dựng"],
        ["Sở Xây dựng"],
        ["UBND các xã, phường"],
        ["Cơ sở giáo dục mầm non"],
    ]


def test_what_is_said_towards_a_unit() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Đối với Sở Y tế: Chủ trì, phối hợp với Sở Tài chính kiểm tra.\n\n"
        "2. Đối với UBND các xã: Tổ chức tuyên truyền trước ngày 30/6/2026.\n\n3. Đối với các trường hợp vi phạm: xử lý nghiêm."
    )
    assert tasks_of(body) == [
        ("Đối với Sở Y tế: Chủ trì", ["Sở Y tế"], ["Sở Tài chính"], None),
        ("Đối với UBND các xã: Tổ ", ["UBND các xã"], [], "2026-06-30"),
    ]


def test_a_plain_paragraph_charges_the_items_after_it() -> None:
    body = (
        "I. NHIỆM VỤ\n\nĐể hoàn thành kế hoạch, tỉnh Vĩnh Giang cần tập trung thực hiện các nhiệm vụ trọng tâm sau:\n\n"
        "1. Đẩy nhanh giải ngân.\n\n2. Rà soát quy hoạch từ nay đến hết năm 2027.\n\n"
        "UBND tỉnh yêu cầu Sở Y tế, Sở Nội vụ thực hiện các nội dung sau:\n\n- Kiểm tra trạm y tế."
    )
    assert leads(plan(body)) == [["tỉnh Vĩnh Giang"], ["tỉnh Vĩnh Giang"], ["Sở Y tế", "Sở Nội vụ"]]
    assert plan(body).tasks[1].deadline.end == "2027-12-31"


def test_lead_ins_in_background_over_text_and_short_ones() -> None:
    body = (
        "I. ĐÁNH GIÁ CHUNG\n\nKết quả đạt được là tích cực.\n\nĐể phát triển, tỉnh Vĩnh Giang cần tập trung thực hiện các nhiệm vụ sau đây:\n\n"
        "1. Đẩy nhanh giải ngân.\n\nSở Tài chính chủ trì theo dõi.\n\n2. Rà soát quy hoạch.\n\n"
        "II. AN SINH\n\nBộ Tài chính chỉ đạo Bảo hiểm xã hội Việt Nam:\n\na) Chi trả gộp lương hưu.\n\nb) Cấp thẻ bảo hiểm."
    )
    assert leads(plan(body)) == [
        ["tỉnh Vĩnh Giang"],
        ["Sở Tài chính"],
        ["tỉnh Vĩnh Giang"],
        ["Bộ Tài chính"],
        ["Bộ Tài chính"],
    ]


def test_a_colon_may_list_places() -> None:
    body = "I. NHIỆM VỤ\n\n1. Ủy ban nhân dân các tỉnh, thành phố: Hà Tĩnh, Quảng Trị, Huế chủ động khắc phục hậu quả mưa lũ."
    assert leads(plan(body)) == [["Ủy ban nhân dân các tỉnh, thành phố: Hà Tĩnh, Quảng Trị, Huế"]]


def test_an_answer_begins_after_its_topic() -> None:
    body = (
        "I. KIẾN NGHỊ\n\n1. Về đề nghị sửa Nghị quyết số 66/2025/NQ-CP: giao Bộ Y tế chủ trì, phối hợp với các Bộ, cơ quan liên quan "
        "đề xuất trong tháng 12 năm 2026.\n\n2. Về bến cảng: Bộ Xây dựng khẩn trương rà soát.\n\n3. Về kinh phí: tỉnh tự cân đối."
    )
    assert tasks_of(body) == [
        ("giao Bộ Y tế chủ trì, ph", ["Bộ Y tế"], ["các Bộ, cơ quan liên quan"], "2026-12-31"),
        ("Bộ Xây dựng khẩn trương ", ["Bộ Xây dựng"], [], None),
    ]


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("1. Sở Y tế chỉ đạo Chi cục Dân số thực hiện các nội dung sau:", ["Sở Y tế", "Chi cục Dân số"]),
        (
            "1. Các chủ rừng là tổ chức (các Ban quản lý rừng, rừng phòng hộ…)",
            ["Các chủ rừng là tổ chức"],
        ),
        ("1. Sở Tài chính (cơ quan chủ trì)", ["Sở Tài chính"]),
        ("1. Trách nhiệm của Sở Khoa học và Công nghệ", ["Sở Khoa học và Công nghệ"]),
        ("1. Đối với UBND các xã, phường", ["UBND các xã, phường"]),
        ("1. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]),
        ("1. Các tỉnh, thành phố:", ["Các tỉnh, thành phố"]),
    ],
)
def test_headings_that_charge(heading: str, lead: list[str]) -> None:
    body = f"I. TỔ CHỨC THỰC HIỆN\n\n{heading}\n\n- Lập dự toán kinh phí.\n\n- Kiểm tra cơ sở.\n\n2. Sở Nội vụ\n\n- Theo dõi."
    assert leads(plan(body)) == [lead, lead, ["Sở Nội vụ"]]


def leads(document: Document) -> list[list[str]]:
    return [[unit.name for unit in task.lead] for task in document.tasks]


def test_a_responsibility_line_outranks_the_subject_of_an_item() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Nâng cao nhận thức\n\n- Các cơ quan, đơn vị tiếp tục quán triệt.\n\n- Tổ chức hội nghị.\n\n"
        "Đơn vị thực hiện: Sở Nội vụ.\n\nThời gian thực hiện: Thường xuyên."
    )
    tasks = plan(body).tasks
    assert leads(plan(body)) == [["Sở Nội vụ"], ["Sở Nội vụ"]]
    assert [t.deadline.recurrence for t in tasks] == ["continuous", "continuous"]


def test_rows_below_a_merged_number_in_a_form_without_merged_cells() -> None:
    body = (
        "I. NHIỆM VỤ\n\n| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |\n"
        "| 1 | Xây dựng hạ tầng dữ liệu | Sở Y tế | Sở Nội vụ | Quý IV/2026 |\n"
        "| Sao lưu và phục hồi dữ liệu | Sở Khoa học và Công nghệ | Sở Tài chính |"
    )
    assert leads(plan(body)) == [["Sở Y tế"], ["Sở Khoa học và Công nghệ"]]


def test_a_line_may_name_several_roles() -> None:
    body = "III. NHIỆM VỤ\n\n- Mở lớp tập huấn.\n\nĐơn vị chủ trì tham mưu thực hiện: Sở Tư pháp.\n\nThời gian: Quý I/2027."
    assert tasks_of(body) == [("Mở lớp tập huấn", ["Sở Tư pháp"], [], "2027-03-31")]


def test_a_responsibility_line_governs_the_items_above_it() -> None:
    body = "III. NHIỆM VỤ\n\n(1) Việc thứ nhất.\n\n(2) Việc thứ hai.\n\nTrách nhiệm thực hiện: Sở Y tế; Sở Nội vụ.\n\nThời gian hoàn thành: Trong Quý I/2027."
    assert tasks_of(body) == [
        ("Việc thứ nhất", ["Sở Y tế", "Sở Nội vụ"], [], "2027-03-31"),
        ("Việc thứ hai", ["Sở Y tế", "Sở Nội vụ"], [], "2027-03-31"),
    ]


def test_formulas_are_no_tasks() -> None:
    body = (
        "V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế theo dõi, báo cáo.\n\nTrong quá trình thực hiện, nếu có vướng mắc, các cơ quan phản ánh về Sở Y tế.\n\n"
        "Trên đây là Kế hoạch, yêu cầu các cơ quan nghiêm túc triển khai thực hiện./."
    )
    assert len(tasks_of(body)) == 1


def test_rows_of_a_task_table() -> None:
    body = (
        "III. NHIỆM VỤ\n\n| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian | Sản phẩm |\n| 1 | Rà soát quy hoạch | Sở Xây dựng | Sở Tài chính; UBND các xã, phường | Quý II/2026 | Báo cáo |\n"
        "| 2 | Lập danh mục công trình | | Sở Tài chính | 2026 | |"
    )
    assert tasks_of(body) == [
        ("Rà soát quy hoạch", ["Sở Xây dựng"], ["Sở Tài chính", "UBND các xã, phường"], "2026-06-30"),
        ("Lập danh mục công trình", [], ["Sở Tài chính"], "2026-12-31"),
    ]
    assert plan(body).tasks[0].product == "Báo cáo"


# --- every record -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda p: p.name)
def test_quotes_are_the_text_at_their_span(path: Path) -> None:
    document = kehoach.process(path)
    records = [*document.citations, *document.targets, *document.deadlines, *document.tasks]
    assert records
    for record in records:
        assert document.text[record.span.start : record.span.end] == record.quote
        assert record.quote.strip() == record.quote and record.quote
        assert 0 < record.confidence <= 1
    for section in document.sections:
        assert section.title.split()[0] in document.text[section.span.start : section.span.end]


def test_an_article_yields_nothing_that_pretends_to_be_official(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(
        "Nhiều nơi nâng cao chất lượng sống\n\n"
        + "Theo Kế hoạch số 118/KH-UBND, Sở Y tế chủ trì khám sức khỏe trước ngày 30/9/2026, phấn đấu 100% xã đạt chuẩn. "
        * 5,
        "utf-8",
    )
    document = kehoach.process(article)
    assert (document.tasks, document.targets, document.deadlines) == ([], [], [])
    assert [w.code for w in document.warnings] == ["not-official"]


def test_records_say_that_a_slip_was_mended() -> None:
    document = plan(
        "II. MỤC TIÊU\n\n- Phân đấu 77% trường học đạt chuẩn.\n\n- Phấn đấu 88% thôn đạt chuẩn.\n\nV. TỔ CHỨC\n\n1. Sở Y tế\n\n- Tô chức kiểm tra trong Quý 1V/2026."
    )
    assert [(t.value, t.repaired) for t in document.targets] == [(77, True), (88, False)]
    assert [(d.end, d.repaired) for d in document.deadlines] == [("2026-12-31", True)]
    assert [t.repaired for t in document.tasks] == [True] and "Tô chức" in document.tasks[0].quote


def test_a_plan_behind_a_decision_sets_targets_as_plans_do() -> None:
    behind = "Điều 1. Ban hành Kế hoạch.\n\nNơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Mẫu\n\nKẾ HOẠCH\n\nNÂNG CAO CHẤT LƯỢNG\n\n(Ban hành kèm theo Quyết định số 118/QĐ-UBND)\n\nI. NHIỆM VỤ\n\n- Đến năm 2030, 90% trạm y tế đạt chuẩn."
    text = (
        HEAD.format(title="Về việc ban hành Kế hoạch", opening="")
        .replace("118/KH", "118/QĐ")
        .replace("KẾ HOẠCH", "QUYẾT ĐỊNH")
        + behind
    )
    document = name(extract(parse(read_bytes(text.encode(), ".txt", "x.txt"))))
    assert document.meta.type == "QĐ" and [(p.type, p.relation) for p in document.parts] == [
        ("KH", "promulgated_with")
    ]
    assert [(t.value, t.due) for t in document.targets] == [(90, "2030")]
