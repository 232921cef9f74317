"""Slips that a text shows by itself: what is one, and what only looks like one."""

import pytest

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
