"""Vietnamese text: folding keeps length, numbers and dates mean what they say."""

import re
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.text import (
    bare,
    find_date,
    fold,
    is_syllable,
    marked_share,
    normalise,
    parse_number,
    parse_roman,
    syllable_share,
    to_roman,
)
from tests.conftest import ROOT


@given(st.text())
def test_folding_keeps_length(text: str) -> None:
    normal = normalise(text)
    assert len(fold(normal)) == len(normal)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặòóỏõọ HỦYÒA–“”"))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("hoà bình", "hòa bình"),
        ("Uỷ ban", "ủy ban"),
        ("thuý", "thúy"),
        ("2026 – 2030", "2026 - 2030"),
        ("“x”", '"x"'),
    ],
)
def test_spellings_fold_together(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize("word", ["hoàn", "toán", "quý", "khoẻn"])
def test_tone_inside_a_syllable_stays(word: str) -> None:
    assert fold(word) == word


def test_bare_drops_all_marks() -> None:
    assert bare("Bác sĩ Đỗ Thị Hường") == "bac si do thi huong"


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("06/2021/TT\x02BXD", "06/2021/TT-BXD"),
        ("NĐ-СР", "NĐ-CP"),
        ("QÐ-UBND", "QĐ-UBND"),
        ("CỘNG HÕA", "CỘNG HÒA"),
        ("hƣớng dẫn", "hướng dẫn"),
        (unicodedata.normalize("NFD", "kế hoạch"), "kế hoạch"),
        ("a\u00a0b", "a b"),
    ],
)
def test_accidents_are_mended(damaged: str, whole: str) -> None:
    assert normalise(damaged) == whole


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1.200", 1200),
        ("13,5", 13.5),
        ("3.768,42", 3768.42),
        ("10.000", 10000),
        ("83.5", 83.5),
        ("01", 1),
        ("1.234.567", 1234567),
        ("0,3", 0.3),
    ],
)
def test_numbers(printed: str, value: float) -> None:
    assert parse_number(printed) == value


def test_roman_numerals_go_both_ways() -> None:
    assert all(parse_roman(to_roman(n)) == n for n in range(1, 60))
    assert parse_roman("IIX") is None
    assert parse_roman("MẪU") is None


WRITTEN = (
    "ngày {d:02} tháng {m:02} năm {y}",
    "ngày {d} tháng {m} năm {y}",
    "ngày {d} tháng {m}, năm {y}",
    "{d:02}/{m:02}/{y}",
    "{d}/{m}/{y}",
    "{d}-{m}-{y}",
    "{d}.{m}.{y}",
    "{d}/{m} {y}",
)


@pytest.mark.parametrize("form", WRITTEN)
def test_every_day_in_every_written_form(form: str) -> None:
    day = date(2024, 1, 1)  # a leap year
    while day.year == 2024:
        text = fold("Quyết định ký " + form.format(d=day.day, m=day.month, y=day.year) + " của UBND")
        found = find_date(text)
        assert found is not None and found[2] == day.isoformat(), text
        day += timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    ["ngày 31 tháng 02 năm 2026", "15/2026/nđ-cp, 33/2026", "ngày 45/13/2026", "giai đoạn 2026 - 2030"],
)
def test_impossible_dates_are_refused(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize("word", ["nghiêng", "Quyết", "khoẻ", "xoong", "ở", "giếng", "thuở", "yêu"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["CQNG", "ndy", "th6ng", "kộá", "widget", "Tƣ" + "x"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_soundness_of_text() -> None:
    good = "Ủy ban nhân dân tỉnh ban hành Kế hoạch nâng cao chất lượng cuộc sống của người dân"
    bad = "CQNG HOA XA HQI CHU NGHIA VIET NAM ngdy 31 th6ng 03 ndm2026"
    assert syllable_share(good) == 1.0 and marked_share(good) > 0.2
    assert marked_share(bad) == 0.0


def test_numbers_are_told_by_isdecimal() -> None:
    """ "³" and "①" are digits too, which no number can be made of: a footnote mark once ended the reading of a file."""
    assert "³".isdigit() and not "³".isdecimal()
    told = [
        p.name for p in (ROOT / "pipeline").rglob("*.py") if re.search(r"\bisdigit\b", p.read_text("utf-8"))
    ]
    assert told == []
