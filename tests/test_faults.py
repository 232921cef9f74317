"""Slips that a text shows by itself: what is one, and what only looks like one."""

import pytest

from kehoach.extraction.citations.effect import find_end
from kehoach.extraction.faults import find_faults
from kehoach.linking.places import merged_into
from kehoach.text import fold
from tests.making import plan


def faults(body: str, title: str = "Phát triển chợ năm 2026") -> list[tuple[str, str, str]]:
    """Kind, what is said and what would fit; the plan is 118/KH-UBND of 18 April 2026."""
    document = plan(body, title)
    found = list(find_faults(document, fold(document.text)))
    assert all(document.text[f.start : f.end].strip() == document.text[f.start : f.end] != "" for f in found)
    return [(f.kind, f.said, f.fits) for f in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Khai mạc: Thứ Hai, ngày 25/8/2026.", [("weekday", "Thứ Hai", "thứ Ba")]),
        ("Khai mạc vào thứ 2 ngày 25 tháng 8 năm 2026.", [("weekday", "thứ 2", "thứ Ba")]),
        ("Từ 14h00 ngày 22/01/2026 (chiều thứ Sáu).", [("weekday", "thứ Sáu", "thứ Năm")]),
        ("Khai mạc: Chủ nhật, 24/8/2026.", [("weekday", "Chủ nhật", "thứ Hai")]),
        ("Khai mạc: Thứ Ba, ngày 25/8/2026.", []),
        ("Từ 14h00 ngày 22/01/2026 (chiều thứ Năm).", []),
        ("Nghị quyết được kỳ họp thứ Tư, ngày 25/8/2026 thông qua.", []),
        ("Thứ Hai, ngày 31/02/2026.", []),
        ("Thứ Hai hằng tuần.", []),
    ],
)
def test_weekdays(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert faults(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Điều 1. Một\n\nĐiều 2. Hai\n\nĐiều 4. Bốn", [("article-skipped", "Điều 4", "Điều 3")]),
        ("Điều 1. Một\n\nĐiều 2. Hai\n\nĐiều 2. Ba", [("article-twice", "Điều 2", "Điều 2")]),
        ("Điều 1. Một\n\nĐiều 2. Hai\n\nĐiều 1. Của nội quy\n\nĐiều 2. Của nội quy", []),
        ("Điều 1. Một\n\nĐiều 2. Hai. Điều 3. Ba\n\nĐiều 4. Bốn", []),
        ("Điều 1. Sửa đổi, bổ sung Quy chế như sau:\n\nĐiều 5. Năm\n\nĐiều 9. Chín", []),
        ("Điều 1. Một\n\nĐiều 2. Phê duyệt ........\n\nĐiều 2. Thành lập ........", []),
        ("Thực hiện Điều 1, Điều 4 của Luật.", []),
    ],
)
def test_articles(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert faults(body) == expected


def test_an_amending_document_quotes_articles_of_others() -> None:
    assert faults("Điều 1. Một\n\nĐiều 5. Năm", "Sửa đổi, bổ sung Quy chế làm việc") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(Kèm theo Kế hoạch số 118/KH-UBND ngày 18/4/2026 của UBND tỉnh)", []),
        ("(Kèm theo Kế hoạch số 118/KH-UBND ngày 18/5/2026 của UBND tỉnh)", [("annex-other", "118/KH-UBND ngày 18/5/2026", "2026-04-18")]),
        ("(Kèm theo Kế hoạch số 181/KH-UBND ngày 18/4/2026)", [("annex-other", "181/KH-UBND ngày 18/4/2026", "118/KH-UBND")]),
        ("(Kèm theo Kế hoạch số 118/KH-SCT ngày 18 tháng 4 năm 2026)", [("annex-other", "118/KH-SCT ngày 18 tháng 4 năm 2026", "118/KH-UBND")]),
        ("(Kèm theo Kế hoạch số       /KH-UBND ngày    /4/2026)", [("annex-blank", "/KH-UBND", "118/KH-UBND")]),
        ("(Kèm theo Quyết định số 25/2024/QĐ-TTg ngày 27/6/2024 của Thủ tướng Chính phủ)", []),
        ("(Kèm theo Kế hoạch số 90/KH-UBND ngày 3/3/2025 của UBND tỉnh)", []),
        ("(Kèm theo Công văn số ..../.... ngày.... tháng.... năm ....)", []),
    ],
)  # fmt: skip
def test_what_annexes_say_of_their_document(line: str, expected: list[tuple[str, str, str]]) -> None:
    assert faults(f"I. NỘI DUNG\n\nPhát triển chợ.\n\nPHỤ LỤC\n\nDANH MỤC CHỢ\n\n{line}") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Kế hoạch này có hiệu lực từ ngày 15/4/2026.", [("effect-before", "2026-04-15", "2026-04-18")]),
        ("Kế hoạch này có hiệu lực từ ngày 18/4/2026.", []),
        ("Kế hoạch này có hiệu lực kể từ ngày ký.", []),
        ("Nghị định số 5/2024/NĐ-CP có hiệu lực từ ngày 15/4/2024.", []),
    ],
)
def test_effect_before_issue(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert faults(body) == expected


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        ("Như Điều 2", [("recipients-article", "Như Điều 2", "Điều 3")]),
        ("Như Điều 3", []),
        ("Như trên", []),
        ("Như Điều 12a", []),
    ],
)
def test_recipients_of_another_article(recipients: str, expected: list[tuple[str, str, str]]) -> None:
    body = (
        "Điều 1. Phê duyệt Đề án.\n\nĐiều 2. Quyết định này có hiệu lực từ ngày ký.\n\n"
        "Điều 3. Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này.\n\nNơi nhận:\n- "
    )
    assert faults(body + recipients + ";") == expected


@pytest.mark.parametrize(
    ("name", "province"),
    [
        ("Sở Y tế tỉnh Hà Giang", "tỉnh Tuyên Quang"),
        ("UBND tỉnh Bà Rịa - Vũng Tàu", "thành phố Hồ Chí Minh"),
        ("Sở Y tế tỉnh Tuyên Quang", None),
        ("UBND phường Hà Giang", None),  # a ward of that name
        ("các tỉnh Hà Nam, Ninh Bình", None),
    ],
)
def test_provinces_that_were_merged(name: str, province: str | None) -> None:
    assert merged_into(name) == province


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ("Kế hoạch này có hiệu lực từ ngày 18/4/2026 đến hết ngày 31/12/2026.", "2026-12-31"),
        ("Quyết định này có hiệu lực thi hành đến ngày 31 tháng 12 năm 2026.", "2026-12-31"),
        ("Thời hạn ủy quyền: Kể từ ngày Quyết định này có hiệu lực đến hết ngày 28/02/2027.", "2027-02-28"),
        ("Từ ngày Nghị định này có hiệu lực thi hành đến hết ngày 31/12/2026, các hồ sơ cũ được dùng.", None),
        ("Thời gian thực hiện: Từ ngày 01/5/2026 đến hết ngày 31/12/2026.", None),
        ("Kế hoạch này có hiệu lực từ ngày 18/4/2026.", None),
    ],
)
def test_until_when_a_document_holds(said: str, end: str | None) -> None:
    document = plan(said, "Phát triển chợ năm 2026")
    found = find_end(document, fold(document.text))
    assert (found and found[2]) == end
    assert [f for f in faults(said) if f[0] == "ends"] == ([("ends", end, "2026-04-18")] if end else [])


def table(*rows: str) -> str:
    """An annex with a table; cells are parted by ";"."""
    shown = "\n".join(f"| {' | '.join(row.split(';'))} |" for row in rows)
    return f"I. NỘI DUNG\n\nPhát triển chợ.\n\nPHỤ LỤC\n\nDANH MỤC CHỢ\n\n{shown}"


HEAD, ONE, TWO, THREE = "TT;Địa bàn;Số chợ", "1;Xã A;2", "2;Xã B;3", "3;Xã C;4"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEAD, ONE, TWO, THREE, "Tổng cộng;;10"], [("total", "10", "9")]),
        ([HEAD, ONE, TWO, THREE, ";Tổng số;9"], []),
        ([HEAD, "Tổng số;;8", ONE, TWO, THREE], [("total", "8", "9")]),  # above its rows
        (["TT;Việc;Thời gian", "Bước 1;Nhận;1/4 ngày", "Bước 2;Duyệt;1/2 ngày", "Tổng cộng;;1 ngày"], [("total", "1 ngày", "0,75 ngày")]),
        (["Bước;Việc;Thời gian", "B1;Nhận;0,5 ngày", "B2;Duyệt;4 ngày làm việc", "Tổng thời gian giải quyết;5 ngày làm việc"], [("total", "5 ngày làm việc", "4,5 ngày làm việc")]),
        (["Bước;Việc;Thời gian", "B1;Nhận;4 giờ", "B2;Duyệt;4 ngày", "Tổng thời gian;5 ngày"], []),  # other units
        (["Bước;Việc;Thời gian", "B1;Nhận;Không tính thời gian", "B2;Duyệt;4 ngày", "Tổng;4 ngày"], []),
        ([HEAD, "I;Miền núi;5", "1;Xã A;2", "2;Xã B;3", "II;Đồng bằng;4", "1;Xã C;4", "Cộng;;9"], []),
        ([HEAD, "I;Miền núi;5", "1;Xã A;2", "2;Xã B;3", "II;Đồng bằng;4", "1;Xã C;4", "Cộng;;18"], [("total", "18", "9")]),
        ([HEAD, "I;Miền núi;", "1;Xã A;2", "2;Xã B;3", "II;Đồng bằng;", "1;Xã C;4", "Cộng;;9"], []),
        (["TT;Địa bàn;Số chợ;Số hộ", "1;Xã A;2;20", "2;Xã B;3;30", "Tổng cộng;5;50"], []),  # a label over two columns
        (["TT;Địa bàn;Số chợ;Số hộ", "1;Xã A;2;20", "2;Xã B;3;30", "Tổng cộng;;5;60"], [("total", "60", "50")]),
        ([HEAD, ONE, ";Thôn A1;1", TWO, "Tổng cộng;;6"], []),  # a row without a number
        ([HEAD, ONE, "2;Xã B;ba chợ", "Tổng cộng;;6"], []),  # not readable
        ([HEAD, ONE, "3;Xã C;4", "Tổng cộng;;7"], []),  # rows are missing
        (["TT;Địa bàn;Tỷ lệ (%)", ONE, TWO, "Tổng cộng;;2"], []),
        (["TT;Việc;Kinh phí (triệu đồng)", ONE, TWO, "Tổng cộng;;6"], []),  # rounded
        ([HEAD, ONE, TWO, "3;Tổng số chợ được kiểm tra;7"], []),  # a thing that is counted
    ],
)  # fmt: skip
def test_totals_of_tables(rows: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert faults(table(*rows)) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("1 2 3 5 6", [("row-skipped", "5", "4")]),
        ("1 2 3 4 6", [("row-skipped", "6", "5")]),
        ("1 2 3 3 4", [("row-twice", "3", "4")]),
        ("1 2 3 4 5", []),
        ("1 2 3 1 2", []),  # the next group
        ("1 3 5 7 9", []),
        ("2 3 4 6 7", []),  # goes on from another table
        ("1 2 4 5", []),  # too short to tell
        ("1 2 3 4 732", []),
    ],
)
def test_numbers_of_rows(numbers: str, expected: list[tuple[str, str, str]]) -> None:
    assert faults(table(HEAD, *(f"{number};Chợ {number};Xã A" for number in numbers.split()))) == expected


def test_torn_rows_tell_nothing_of_numbers() -> None:
    assert (
        faults(table(HEAD, "1;Chợ A;Xã A", "2;Chợ B;Xã A", "3;Chợ C", "5;Chợ E;Xã A", "6;Chợ G;Xã A")) == []
    )
