"""Symbols and citations: tables of cases."""

import random

import pytest

from kehoach import rules
from kehoach.extraction import extract
from kehoach.language import mark
from kehoach.language.symbols import symbol_key
from kehoach.linking import name
from kehoach.parsing import parse
from kehoach.reading import read_bytes
from tests.grammar.citations import Case, cases, faults
from tests.making import HEAD, plan

SYMBOLS = rules.load("symbols")


def symbols(text: str) -> list[list[str | None]]:
    return [[found.value.printed, found.value.type] for found in mark(text).all("symbol")]


@pytest.mark.parametrize(("text", "symbol"), list(SYMBOLS["examples"].items()))
def test_symbols(text: str, symbol: list[str]) -> None:
    assert symbols(text) == [symbol]


@pytest.mark.parametrize("text", SYMBOLS["not"])
def test_no_symbols(text: str) -> None:
    assert symbols(text) == []


@pytest.mark.parametrize(
    "text",
    ["1" * 300_000, "1/" * 100_000, "12/QĐ-" * 30_000, "số 12/QĐ-UBND, " * 5_000, "12/5/2026, " * 20_000],
)
def test_long_runs_are_read_in_linear_time(text: str) -> None:
    assert len(mark(text).all("symbol")) in (0, 5_000)


def test_symbol_keys_leave_out_zeros_and_signs() -> None:
    assert symbol_key("0124/KH-UBND") == symbol_key("124/KH- UBND".replace(" ", "")) == "124/kh/ubnd"
    assert symbol_key("18–NQ/TW") == symbol_key("18-NQ/TW")


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
        (
            "Thực hiện Chỉ thị số 28/CT-TTg ngày 18/9/2025 của Thủ tướng Chính phủ về công tác y tế các cấp và Chỉ thị số 17/CT-UBND "
            "ngày 06/10/2025 của UBND tỉnh về khám bệnh, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
            {
                "28/CT-TTg": ("implements", "2025-09-18", "Thủ tướng Chính phủ"),
                "17/CT-UBND": ("implements", "2025-10-06", "UBND tỉnh"),
            },
        ),
        (
            "Thực hiện Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị về xây dựng và thi hành pháp luật và Nghị quyết số 140/NQ-CP "
            "ngày 17/5/2025 của Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
            {
                "66-NQ/TW": ("implements", "2025-04-30", "Bộ Chính trị"),
                "140/NQ-CP": ("implements", "2025-05-17", "Chính phủ"),
            },
        ),
        (
            "Thực hiện Chỉ thị số 28/CT-TTg ngày 18/9/2025 của Thủ tướng Chính phủ về triển khai Nghị quyết số 5/NQ-CP và Chỉ thị số 17/CT-UBND,",
            {
                "28/CT-TTg": ("implements", "2025-09-18", "Thủ tướng Chính phủ"),
                "5/NQ-CP": ("mentions", None, None),
                "17/CT-UBND": ("mentions", None, None),
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
        (
            "Chỉ thị số 21/CT-TTg ngày 25/11/2022 của Thủ tướng Chính phủ, góp phần thực hiện mục tiêu chung.",
            "Thủ tướng Chính phủ",
            None,
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


def test_words_may_stand_between_kind_and_number() -> None:
    body = "I. NỘI DUNG\n\n- Thực hiện Kết luận liên ngành tư pháp Trung ương số 23/KL-LNTPTW ngày 21/11/2024 và Công văn hỏa tốc số 12/BYT-DP."
    assert [(c.type, c.quote) for c in plan(body).citations] == [
        ("KL", "Kết luận liên ngành tư pháp Trung ương số 23/KL-LNTPTW ngày 21/11/2024"),
        ("CV", "Công văn hỏa tốc số 12/BYT-DP"),
    ]


def test_laws_joined_by_and_are_two_and_a_comma_makes_no_other() -> None:
    body = "I. NỘI DUNG\n\n- Theo Luật Thi đua khen thưởng và Luật Ngân sách Nhà nước; Luật Thi đua, khen thưởng; Luật Bảo vệ và Phát triển rừng."
    assert [c.name for c in plan(body).citations] == [
        "Luật Thi đua, khen thưởng",
        "Luật Ngân sách nhà nước",
        "Luật Bảo vệ và Phát triển rừng",
    ]


def test_a_law_that_amends_one_is_named_by_its_whole_title() -> None:
    opening = (
        "Căn cứ Luật Dược ngày 06/4/2016; Luật sửa đổi, bổ sung một số điều của Luật Dược ngày 21/11/2024;"
    )
    assert [(c.name, c.issued) for c in plan("I. NỘI DUNG\n\nViệc.", opening=opening).citations] == [
        ("Luật Dược", "2016-04-06"),
        ("Luật sửa đổi, bổ sung một số điều của Luật Dược", "2024-11-21"),
    ]


def test_what_is_weighed_is_a_basis_and_what_is_attached_may_be_amended() -> None:
    opening = "Xét Tờ trình số 12/TTr-SYT ngày 10/4/2026 của Sở Y tế; Báo cáo thẩm định số 45/BC-STP ngày 08/4/2026;"
    body = (
        "I. NỘI DUNG\n\nSửa đổi, bổ sung một số điều của Quy định ban hành kèm theo Quyết định số 20/2022/QĐ-UBND.\n\n"
        "Hồ sơ mời thầu kèm Hợp đồng số 12/2026/HĐ-KT (theo Quyết định số 7/QĐ-BYT ngày 01/01/2026 của Bộ Y tế)."
    )
    document = plan(body, opening=opening)
    assert {c.symbol: c.relation for c in document.citations} == {
        "12/TTr-SYT": "basis",
        "45/BC-STP": "basis",
        "20/2022/QĐ-UBND": "amends",
        "7/QĐ-BYT": "mentions",
    }
    assert document.citations[-1].issuer == "Bộ Y tế"


def test_short_forms_stand_for_what_they_name() -> None:
    opening = (
        "Thực hiện Chỉ thị số 11/CT-TTg ngày 02/4/2026 của Thủ tướng Chính phủ; Quyết định số 06/QĐ-TTg ngày 06/01/2022 "
        "của Thủ tướng Chính phủ (sau đây gọi tắt là Đề án 06); Quyết định số 40/QĐ-UBND và Quyết định số 40/QĐ-TTg."
    )
    body = "I. NỘI DUNG\n\nSở Y tế thực hiện Chỉ thị 11 và Đề án 06; rà soát Quyết định 40, Chỉ thị số 12, Chỉ thị ³."
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


def test_what_is_attached_to_another_document_is_mentioned() -> None:
    document = plan(
        "I. NHIỆM VỤ\n\n- Rà soát Phụ lục II ban hành kèm theo Quyết định số 99/QĐ-UBND ngày 10/3/2026."
    )
    assert [(c.symbol, c.relation) for c in document.citations] == [("99/QĐ-UBND", "mentions")]


def test_an_issuer_ends_where_the_subject_begins() -> None:
    opening = "Thực hiện Hướng dẫn số 18-HD/BTGDVTW, ngày 10/3/2026 của Ban Tuyên giáo và Dân vận Trung ương, Ban Tuyên giáo và Dân vận Tỉnh ủy hướng dẫn tuyên truyền như sau:"
    (citation,) = plan("I. NỘI DUNG\n\nX.", opening=opening).citations
    assert citation.issuer == "Ban Tuyên giáo và Dân vận Trung ương"


def test_a_day_that_opens_a_paragraph_dates_no_document_above_it() -> None:
    heading = "THỰC HIỆN NGHỊ QUYẾT SỐ 66-NQ/TW\n\nNgày 28 tháng 11 năm 2026, tại trụ sở UBND tỉnh, đồng chí Chủ tịch chủ trì cuộc họp."
    assert [(c.symbol, c.issued) for c in plan(heading).citations] == [("66-NQ/TW", None)]
    broken = "Thực hiện Nghị quyết số 66-NQ/TW\n\nngày 30 tháng 4 năm 2025 của Bộ Chính trị."
    assert [(c.symbol, c.issued) for c in plan(broken).citations] == [("66-NQ/TW", "2025-04-30")]


def test_a_law_may_stand_right_before_its_number() -> None:
    (law,) = plan("I. NỘI DUNG\n\n- Theo Luật Thuế xuất khẩu, thuế nhập khẩu 107/2016/QH13.").citations
    assert (law.symbol, law.name) == ("107/2016/QH13", "Luật Thuế xuất khẩu, thuế nhập khẩu")


def test_the_opening_may_say_late_what_is_carried_out() -> None:
    opening = "Để hạn chế tai nạn đuối nước; thực hiện Chỉ thị số 17/CT-TTg ngày 16/5/2026 của Thủ tướng Chính phủ, UBND tỉnh yêu cầu:"
    document = plan("1. Sở Y tế\n\na) Tuyên truyền.", opening=opening)
    assert [(c.symbol, c.relation) for c in document.citations] == [("17/CT-TTg", "implements")]


def test_the_own_symbol_is_no_citation() -> None:
    assert cited("", "I. NỘI DUNG\n\n(Kèm theo Kế hoạch số 118/KH-UBND ngày 18/4/2026)") == {}


# --- repeals, replacements, lists ------------------------------------------------------------------

EFFECT = "hết hiệu lực kể từ ngày Quyết định này có hiệu lực"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Điều 1. Bãi bỏ các văn bản sau:\n\n1. Quyết định số 12/QĐ-UBND ngày 05/01/2026.\n\n2. Khoản 3 Điều 4 Quyết định số 15/QĐ-UBND.",
            {"12/QĐ-UBND": "repeals", "15/QĐ-UBND": "amends"},
        ),
        (
            f"Điều 2. Các quyết định sau {EFFECT}:\n\na) Quyết định số 12/QĐ-UBND về A sửa đổi Quyết định số 9/QĐ-UBND;\n\nb) Quyết định số 15/QĐ-UBND.",
            {"12/QĐ-UBND": "repeals", "9/QĐ-UBND": "mentions", "15/QĐ-UBND": "repeals"},
        ),
        (f"Điều 2. Quyết định số 12/QĐ-UBND, Quyết định số 15/QĐ-UBND {EFFECT}.", {"12/QĐ-UBND": "repeals", "15/QĐ-UBND": "repeals"}),
        (f"Điều 2. Quy trình tại Phụ lục ban hành kèm theo Quyết định số 12/QĐ-UBND {EFFECT}.", {"12/QĐ-UBND": "amends"}),
        ("Điều 2. Quyết định số 12/QĐ-UBND hết hiệu lực từ năm 2024.", {"12/QĐ-UBND": "mentions"}),
        ("Điều 2. Quyết định này có hiệu lực từ ngày ký, thay thế Quyết định số 12/QĐ-UBND và Quyết định số 15/QĐ-UBND.", {"12/QĐ-UBND": "replaces", "15/QĐ-UBND": "replaces"}),
        ("Điều 2. Văn bản được thay thế bởi Quyết định số 12/QĐ-UBND.", {"12/QĐ-UBND": "mentions"}),
        ("Tại Luật A quy định:\n\n“9. Bãi bỏ Quyết định số 12/QĐ-UBND về sản xuất”.", {"12/QĐ-UBND": "mentions"}),
        ("Điều 3. Việc lập hồ sơ theo mẫu ban hành kèm theo Quyết định số 12/QĐ-UBND.", {"12/QĐ-UBND": "mentions"}),
        ("(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2026)", {"12/QĐ-UBND": "promulgated_with"}),
    ],
    ids=lambda v: str(v)[:50],
)  # fmt: skip
def test_what_ends_or_changes_a_document(body: str, expected: dict[str, str]) -> None:
    found = plan(body).citations
    assert {c.symbol: c.relation for c in found if c.symbol} == expected


def test_papers_are_typed_by_their_code_where_the_noun_says_nothing() -> None:
    body = "I. NỘI DUNG\n\n- Theo văn bản số 41/BC-STC, văn bản số 42/UBND-KT, Quy định số 24-QĐ/TW và TCVN 5568:2012."
    assert {c.symbol: c.type for c in plan(body).citations} == {
        "41/BC-STC": "BC", "42/UBND-KT": "CV", "24-QĐ/TW": "QyĐ", "TCVN 5568:2012": "TCVN",
    }  # fmt: skip


def test_a_law_inside_another_word_is_none_and_years_tell_laws_apart() -> None:
    body = "I. NỘI DUNG\n\n- Theo pháp luật đất đai, Luật Đất đai năm 2013 và Luật Đất đai 2024."
    document = plan(body)
    assert [(c.name, document.text[c.span.start : c.span.end]) for c in document.citations] == [
        ("Luật Đất đai", "Luật Đất đai năm 2013"),
        ("Luật Đất đai", "Luật Đất đai 2024"),
    ]


def test_the_number_behind_a_list_of_laws_is_that_of_the_law_that_amends_them() -> None:
    body = "I. NỘI DUNG\n\n- Theo Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu, Luật Hải quan số 90/2025/QH15."
    (law,) = plan(body).citations
    assert law.name == "Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu, Luật Hải quan"


@pytest.mark.parametrize(
    "case", random.Random(11).sample(list(cases()), 400), ids=lambda c: "-".join(c.made_of.values())[:60]
)
def test_generated_citations(case: Case) -> None:
    assert faults(case) == []


def test_a_decision_proposes_how_a_law_is_changed() -> None:
    """Only whoever issued it changes a law (Luật Ban hành văn bản quy phạm pháp luật 2025, điều 8)."""
    body = "I. NỘI DUNG\n\n- Sửa đổi khoản 2 Điều 5 Thông tư số 12/2019/TT-BTC.\n\n- Bãi bỏ Kế hoạch số 15/KH-UBND."
    assert {c.symbol: c.relation for c in plan(body).citations} == {
        "12/2019/TT-BTC": "mentions",
        "15/KH-UBND": "repeals",
    }


def test_a_law_by_name_is_the_one_whose_number_stands_elsewhere() -> None:
    body = "I. NỘI DUNG\n\n- Theo Luật Đất đai số 31/2024/QH15.\n\n- Rà soát quy định của Luật Đất đai, Luật Nhà ở."
    assert [(c.symbol, c.name, len(c.also)) for c in plan(body).citations] == [
        ("31/2024/QH15", "Luật Đất đai", 1),
        (None, "Luật Nhà ở", 0),
    ]


def test_younger_laws_and_laws_that_are_not_there_yet() -> None:
    body = (
        "I. NỘI DUNG\n\n- Thi hành Luật Thương mại điện tử năm 2025; Luật Thương mại điện tử quy định về sàn giao dịch.\n\n"
        "- Nghiên cứu, xây dựng Luật Chuyển đổi số."
    )
    assert [(c.name, len(c.also)) for c in plan(body).citations] == [("Luật Thương mại điện tử", 1)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngày 07/4/2026, Sở Y tế ban hành Công văn số 15/SYT-ATTP về chế độ báo cáo.",
        "Thực hiện nhiệm vụ được giao, ngày 07/4/2026 Sở Y tế đã ban hành Công văn số 15/SYT-ATTP về chế độ báo cáo.",
    ],
)
def test_date_and_issuer_may_stand_before_a_document(sentence: str) -> None:
    (found,) = plan(f"I. TÌNH HÌNH\n\n{sentence}").citations
    assert (found.issued, found.issuer) == ("2026-04-07", "Sở Y tế")
