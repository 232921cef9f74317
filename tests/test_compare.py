"""Parent and child, draft and final."""

from pathlib import Path

import docx
import openpyxl
import pytest

import kehoach
from kehoach.errors import UsageError
from kehoach.exporting.comparison import write_comparison
from kehoach.knowledge.compare import Comparison, compare
from kehoach.model import Document
from tests.making import TITLE, plan

PARENT = plan(
    "I. CHỈ TIÊU\n\n- Tỷ lệ bao phủ bảo hiểm y tế đạt 97% vào năm 2030.\n- Tỷ lệ hộ nghèo còn dưới 1% vào năm 2030.\n- Đạt 13 bác sĩ trên 10.000 dân vào năm 2030.\n\n"
    "II. NHIỆM VỤ\n\n- Sở Y tế chủ trì xây dựng đề án phát triển y tế cơ sở, hoàn thành trước ngày 30/6/2026.\n"
    "- Sở Công Thương chủ trì tổ chức hội chợ nông sản vùng cao, hoàn thành trước ngày 30/9/2026.\n"
    "- Sở Nội vụ chủ trì tập huấn cán bộ phụ trách chuyển đổi số cấp xã."
)  # fmt: skip


def child(body: str, title: str = "Triển khai xây dựng nơi đáng sống năm 2026 của ngành") -> Document:
    made = plan(body, title)
    made.id = "child"
    return made


def verdicts(made: Comparison, kind: str) -> list[tuple[str, ...]]:
    return [tuple(pair.verdicts) for pair in made.pairs if pair.kind == kind and pair.parent]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt 97% vào năm 2030.", "same"),
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt 95% vào năm 2030.", "weaker"),
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt 98% vào năm 2030.", "stronger"),
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt 97% vào năm 2035.", "later"),
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt 94% vào năm 2027.", "step"),
        ("Tỷ lệ hộ nghèo còn dưới 3% vào năm 2030.", "weaker"),  # less is better
        ("Tỷ lệ hộ nghèo còn dưới 0,5% vào năm 2030.", "stronger"),
        ("Tỷ lệ che phủ rừng đạt 58% vào năm 2030.", "left-out"),
    ],
)
def test_what_becomes_of_a_target(words: str, expected: str) -> None:
    made = compare(PARENT, child(f"I. CHỈ TIÊU\n\n- {words}"))
    if expected == "left-out":
        assert verdicts(made, "targets") == [("left-out",)] * 3 and not any(
            p.expected for p in made.pairs if p.kind == "targets" and p.parent
        )
    else:
        assert sum(expected in v for v in verdicts(made, "targets")) == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "- Sở Công Thương chủ trì tổ chức hội chợ nông sản vùng cao, hoàn thành trước ngày 30/9/2026.",
            "same",
        ),
        (
            "- Sở Công Thương chủ trì tổ chức hội chợ nông sản vùng cao, hoàn thành trước ngày 31/12/2026.",
            "later",
        ),
        ("- Sở Công Thương chủ trì tổ chức hội chợ nông sản vùng cao trước ngày 30/6/2026.", "earlier"),
        (
            "- Sở Văn hóa, Thể thao và Du lịch chủ trì tổ chức hội chợ nông sản vùng cao, hoàn thành trước ngày 30/9/2026.",
            "other-unit",
        ),
        ("- Sở Xây dựng chủ trì sửa chữa trụ sở.", "left-out"),
    ],
)
def test_what_becomes_of_a_task(words: str, expected: str) -> None:
    made = compare(PARENT, child(f"I. NHIỆM VỤ\n\n{words}"))
    fair = next(p for p in made.pairs if p.parent and "hội chợ" in p.parent.sentence)
    assert expected in fair.verdicts


def test_two_versions_are_told_apart_and_differ_record_by_record() -> None:
    final = plan(
        PARENT.text[PARENT.text.index("I. CHỈ TIÊU") : PARENT.text.index("Nơi nhận")]
        .replace("13 bác sĩ", "12 bác sĩ")
        .replace("30/9/2026", "31/10/2026"),
        TITLE,
    )
    final.id = "final"
    made = compare(PARENT, final)
    assert made.versions and made.counts["changed"] == 2 and "left-out" not in made.counts
    changed = {tuple(pair.changes) for pair in made.pairs if pair.verdicts == ["changed"]}
    assert changed == {("value",), ("end",)}


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_comparison_is_written(kb: kehoach.KnowledgeBase, tmp_path: Path, name: str, language: str) -> None:
    made = compare(kb.document("09-CTr/TU"), kb.document("118/KH-UBND"))
    path = write_comparison(kb, made, tmp_path / name, language)
    if name.endswith("xlsx"):
        rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
        words = " ".join(str(cell) for row in rows for cell in row)
        assert len(rows) == len(made.pairs) + 1
    else:
        file = docx.Document(str(path))
        words = " ".join(cell.text for row in file.tables[0].rows for cell in row.cells)
    assert "13 bác sĩ" in words and "12 bác sĩ" in words
    assert path.read_bytes() == write_comparison(kb, made, tmp_path / name, language).read_bytes()


def test_other_forms_are_refused(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    made = compare(kb.document("09-CTr/TU"), kb.document("118/KH-UBND"))
    with pytest.raises(UsageError):
        write_comparison(kb, made, tmp_path / "a.pdf", "vi")


def test_a_document_compared_with_itself_is_the_same_throughout(kb: kehoach.KnowledgeBase) -> None:
    for ident in kb.ids():
        made = compare(kb.document(ident), kb.document(ident), versions=True)
        assert set(made.counts) <= {"same"}, (ident, made.counts)


def test_real_plans_of_one_family(shared: Path, tmp_path: Path) -> None:
    """A province's plan and those that carry it out: something of it is taken up, and no pair is told twice."""
    kehoach.build([shared / "plans"], tmp_path / "kb")
    with kehoach.open(str(tmp_path / "kb")) as kb:
        made = compare(kb.document("d05.txt"), kb.document("d01.txt"))
    assert {"same", "weaker", "stronger", "changed"} & set(made.counts)
    seen = [pair.child.id for pair in made.pairs if pair.child]
    assert len(seen) == len(set(seen))
