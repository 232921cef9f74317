"""How dates, amounts and times are said to people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.model import When
from kehoach.wording import real_date, told_amount, told_day, told_number, told_relation, told_when
from tests.making import plan


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-05-30", "30/05/2026"),
        ("2026-05", "05/2026"),
        ("2026", "2026"),
        ("--12-10", "10/12"),
        ("---20", "20"),
        (None, ""),
    ],
)
def test_days(value: str | None, said: str) -> None:
    assert told_day(value) == said


@pytest.mark.parametrize(
    ("when", "vi", "en"),
    [
        (When("2026-01-01", "2026-03-31"), "01/01/2026 - 31/03/2026", "01/01/2026 - 31/03/2026"),
        (When(end="2026-06-15"), "15/06/2026", "15/06/2026"),
        (When(end="--12-10", recurrence="yearly"), "trước ngày 10/12 hằng năm", "by 10/12 every year"),
        (When(end="---20", recurrence="monthly"), "trước ngày 20 hằng tháng", "by 20 every month"),
        (When(recurrence="quarterly"), "hằng quý", "every quarter"),
        (
            When(condition="15 ngày kể từ ngày nhận văn bản"),
            "15 ngày kể từ ngày nhận văn bản",
            "15 ngày kể từ ngày nhận văn bản",
        ),
        (When(), "", ""),
    ],
)
def test_times(when: When, vi: str, en: str) -> None:
    assert (told_when(when, "vi"), told_when(when, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (1234.5, "1.234,5", "1,234.5"),
        (95.0, "95", "95"),
        (0.25, "0,25", "0.25"),
        (1_000_000.0, "1.000.000", "1,000,000"),
        (-0.5, "-0,5", "-0.5"),
    ],
)
def test_numbers(value: float, vi: str, en: str) -> None:
    assert (told_number(value, "vi"), told_number(value, "en")) == (vi, en)


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 4)))
def test_a_number_can_be_read_back(value: float) -> None:
    assert float(told_number(value, "vi").replace(".", "").replace(",", ".")) == pytest.approx(
        value, abs=1e-4
    )
    assert float(told_number(value, "en").replace(",", "")) == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("tỷ lệ hộ nghèo đa chiều giảm bình quân 1,5%/năm", "giảm 1,5 %/năm"),
        ("tỷ lệ bao phủ bảo hiểm y tế đạt trên 95%", "> 95 %"),
        ("thu nhập bình quân đầu người đạt khoảng 95 triệu đồng", "khoảng 95 triệu đồng"),
        ("tốc độ tăng trưởng GRDP bình quân đạt 9 - 10%/năm", "9 - 10 %/năm"),
    ],
)
def test_amounts(words: str, said: str) -> None:
    document = plan(f"II. MỤC TIÊU ĐẾN NĂM 2030\n\n- Đến năm 2030, {words}.")
    assert [told_amount(target, "vi") for target in document.targets] == [said]


def test_only_whole_days_are_real() -> None:
    assert real_date("2026-05-30") is not None
    assert [real_date(value) for value in ("2026-05", "--12-10", "", None)] == [None] * 4


def test_relations_have_names_in_both_languages() -> None:
    assert (
        told_relation("implements", "vi") == "triển khai"
        and told_relation("reports_on", "en") == "reports on"
    )
