"""References resolved or not, identities told, names brought to ids."""

from pathlib import Path

import pytest

import kehoach
from kehoach.extraction.citations.effect import effective_date
from kehoach.linking.identities import same_title
from kehoach.linking.indicators import indicator_id, indicator_rows, scale_of, whose
from kehoach.linking.names import Seat, unit_id
from kehoach.linking.references import Known, judge
from kehoach.text import fold
from tests.making import HEAD, TAIL, plan

HERE = [
    Known("a", "215/kh/ubnd", "2026-05-29", "KH", "tỉnh vĩnh giang"),
    Known("b", "215/kh/ubnd", "2026-05-29", "KH", "tỉnh lào cai"),
]


@pytest.mark.parametrize(
    ("symbol", "issued", "kind", "issuer", "place", "resolved"),
    [
        ("215/KH-UBND", "2026-05-29", "KH", "UBND tỉnh", "tỉnh vĩnh giang", "a"),
        ("215/KH-UBND", None, "KH", None, "tỉnh vĩnh giang", "a"),
        ("215/KH-UBND", "2026-05-29", "KH", "UBND tỉnh Lào Cai", "tỉnh vĩnh giang", "b"),
        ("215/KH-UBND", "2026-06-01", "KH", "UBND tỉnh", "tỉnh vĩnh giang", None),
        ("215/KH-UBND", "2026-05-29", "QĐ", "UBND tỉnh", "tỉnh vĩnh giang", None),
        ("215/KH-UBND", "2026-05-29", "KH", "UBND tỉnh", "tỉnh sơn la", None),
    ],
)
def test_references(
    symbol: str, issued: str | None, kind: str, issuer: str | None, place: str, resolved: str | None
) -> None:
    assert judge(HERE, symbol, issued, kind, issuer, place).resolved == resolved


def test_ambiguous_references_list_their_candidates() -> None:
    verdict = judge(HERE, "215/KH-UBND", "2026-05-29", "KH", None, None)
    assert (verdict.status, verdict.resolved, verdict.candidates) == ("ambiguous", None, ("a", "b"))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (
            "Nâng cao Chỉ số hạnh phúc giai đoạn 2026 - 2030",
            "về nâng cao Chỉ số hạnh phúc giai đoạn 2026 – 2030",
            True,
        ),
        (
            "Nâng cao Chỉ số hạnh phúc của người dân giai đoạn 2026 - 2030",
            "về nâng cao Chỉ số hạnh phúc của người dân năm 2026",
            False,
        ),
        (
            "Triển khai thực hiện Kế hoạch nâng cao Chỉ số hạnh phúc năm 2026",
            "về nâng cao Chỉ số hạnh phúc năm 2026",
            False,
        ),
    ],
)
def test_titles(left: str, right: str, same: bool) -> None:
    assert same_title(left, right) is same


def test_a_blank_number_is_told_by_those_who_cite_it(tmp_path: Path) -> None:
    draft = HEAD.replace("Số: 118/KH-UBND", "Số:     /KH-UBND").replace("ngày 18 tháng 4", "ngày    tháng 4")
    title = "Xây dựng nơi đáng sống trên địa bàn tỉnh Vĩnh Giang giai đoạn 2026 - 2030"
    (tmp_path / "draft.txt").write_text(
        draft.format(title=title, opening="") + "I. NỘI DUNG\n\nX." + TAIL, "utf-8"
    )
    citing = HEAD.replace("118/KH", "142/KH").format(
        title="Phát triển du lịch năm 2026",
        opening=f"Thực hiện Kế hoạch số 118/KH-UBND ngày 18/4/2026 của UBND tỉnh về {title},",
    )
    (tmp_path / "citing.txt").write_text(citing + "I. NỘI DUNG\n\nX." + TAIL, "utf-8")
    kehoach.build([tmp_path], tmp_path / "kb")
    with kehoach.open(str(tmp_path / "kb")) as kb:
        told = kb.document("draft")
        assert told.meta.symbol is None, "meta stays as printed"
        assert told.identity is not None
        assert (told.identity.symbol, told.identity.issued) == ("118/KH-UBND", "2026-04-18")
        assert told.identity.told_by == [kb.find("citing")]
        assert kb.document("citing").citations[0].resolved == told.id


@pytest.mark.parametrize(
    ("names", "ident"),
    [
        (["Sở Y tế", "sở Y Tế", "Sở Y tế tỉnh Vĩnh Giang"], "so-y-te-tinh-vinh-giang"),
        (
            ["Sở VHTTDL", "Sở Văn hoá, Thể thao và Du lịch", "Sở Văn hóa Thể thao và Du lịch"],
            "so-van-hoa-the-thao-va-du-lich-tinh-vinh-giang",
        ),
        (["UBND các xã, phường", "Uỷ ban nhân dân các xã, phường"], "ubnd-cac-xa-phuong-tinh-vinh-giang"),
        (["Bộ Y tế"], "bo-y-te"),
    ],
)
def test_units_have_one_id(names: list[str], ident: str) -> None:
    assert {unit_id(n, Seat("tỉnh Vĩnh Giang")) for n in names} == {ident}


def test_indicators_meet_over_wordings() -> None:
    assert indicator_id("tỷ lệ bao phủ bảo hiểm y tế") == indicator_id(
        "dân số toàn tỉnh tham gia bảo hiểm y tế"
    )
    assert indicator_id("bác sĩ trên 1 vạn dân") == indicator_id("15 bác sĩ trên 10.000 dân")
    assert indicator_id("tỷ lệ hộ dùng bếp ga") == "x-ho-dung-bep-ga"


@pytest.mark.parametrize(
    ("unit", "key", "factor"),
    [
        ("nghìn tỷ đồng", "đồng", 1e12),
        ("tỷ đồng", "đồng", 1e9),
        ("triệu đồng/người", "đồng/người", 1e6),
        ("ca/100.000 dân", "#/10.000 dân", 0.1),
        ("bác sĩ/1.000 dân", "#/10.000 dân", 10.0),
        ("giường bệnh/1 vạn dân", "#/10.000 dân", 1.0),
        ("%/năm", "%/năm", 1.0),
        ("triệu lượt khách", "#", 1e6),
        ("xã, phường (trên 99)", "#", 1.0),
        ("ha", "ha", 1.0),
    ],
)
def test_units_of_measure_in_canonical_form(unit: str, key: str, factor: float) -> None:
    scale = scale_of(unit)
    assert scale.key == key and scale.factor == pytest.approx(factor)


def test_every_indicator_has_a_dimension_and_a_measure() -> None:
    rows = indicator_rows()
    assert len(rows) >= 150 and len({row[0] for row in rows}) == len(rows)
    assert {row[3] for row in rows} == {"up", "down"}
    assert {row[4] for row in rows} <= {"share", "level", "count", "yearly-average", "rank"}
    assert all(row[2] for row in rows)


@pytest.mark.parametrize(
    ("indicator", "beyond"),
    [
        ("tỷ lệ bao phủ bảo hiểm y tế của người dân", ""),
        ("tỷ lệ học sinh tham gia bảo hiểm y tế", "học sinh"),
        ("Số bác sĩ trên 10.000 dân", ""),
        ("giường bệnh viện trên 1 vạn dân", ""),
        ("tỷ lệ tiêm chủng đầy đủ cho trẻ em dưới 1 tuổi", "1 dưới em trẻ tuổi đầy đủ"),
    ],
)
def test_what_a_wording_says_beyond_its_indicator(indicator: str, beyond: str) -> None:
    assert whose(indicator) == beyond


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Quyết định này có hiệu lực thi hành từ ngày 01/7/2026.", "2026-07-01"),
        ("Kế hoạch này có hiệu lực kể từ ngày ký.", "2026-04-18"),
        ("Nghị định này có hiệu lực từ ngày 15 tháng 8 năm 2026", "2026-08-15"),
        ("Nghị quyết số 5 có hiệu lực từ ngày 01/7/2026.", None),
    ],
)
def test_when_a_document_takes_effect(words: str, date: str | None) -> None:
    document = plan("I. NỘI DUNG\n\n" + words)
    assert effective_date(document, fold(document.text)) == date
