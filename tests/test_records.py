"""What must hold of every record."""

from pathlib import Path

import pytest

import kehoach
from kehoach.extraction import extract
from kehoach.linking import name
from kehoach.parsing import parse
from kehoach.reading import read_bytes
from tests.conftest import CORPUS
from tests.making import HEAD, plan


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
