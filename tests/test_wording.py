"""How dates, amounts and times are said to people."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach import rules
from kehoach.model import When
from kehoach.wording import (
    real_date,
    told_amount,
    told_day,
    told_message,
    told_number,
    told_relation,
    told_when,
)
from tests.conftest import ROOT
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


# --- errors and doubts ------------------------------------------------------------------------

RAISED = {"UsageError", "ReadError", "RuleError"}
MESSAGES = rules.load("messages")["messages"]


def templates(node: ast.AST, tree: ast.AST) -> list[str]:
    """The texts that an argument may be, with {} for what is filled in."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        return ["".join(v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)]
    if isinstance(node, ast.IfExp):
        return templates(node.body, tree) + templates(node.orelse, tree)
    if isinstance(node, ast.BinOp):
        return [
            left + right
            for left in templates(node.left, tree) or ["{}"]
            for right in templates(node.right, tree) or ["{}"]
        ]
    if isinstance(node, ast.Name):
        assigned = [
            n.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == node.id for t in n.targets)
        ]
        return [text for value in assigned for text in templates(value, tree)]
    return []


def messages_of_the_code() -> list[tuple[str, str]]:
    found = []
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)):
            assert isinstance(call.func, ast.Name)
            wanted = {"Warning_": call.args[1:2], "Outcome": call.args[1:3]}.get(
                call.func.id, call.args if call.func.id in RAISED else []
            )
            for argument in wanted:
                found += [(text, f"{path.name}:{call.lineno}") for text in templates(argument, tree)]
    return found


def test_every_message_of_the_code_is_said_in_both_languages() -> None:
    found = messages_of_the_code()
    assert len(found) > 100
    known = {entry["en"] for entry in MESSAGES} | {entry["vi"] for entry in MESSAGES}
    lacking = [(text, place) for text, place in found if text not in known]
    assert lacking == []


def test_no_message_is_dead() -> None:
    said = {text for text, _ in messages_of_the_code()} | {
        "It is an image, not a document.",
        "Save the pages as PDF: its text is then recognised.",
        "Files of this kind are not read.",
        "Save it as PDF or Word.",
    }
    assert [entry["en"] for entry in MESSAGES if not {entry["en"], entry["vi"]} & said] == []


@pytest.mark.parametrize("entry", MESSAGES, ids=lambda entry: entry["en"][:40])
def test_messages_go_both_ways(entry: dict[str, str]) -> None:
    holes = entry["en"].count("{}")
    assert entry["vi"].count("{}") == holes
    values = [f"x{i}" for i in range(holes)]
    english, vietnamese = entry["en"].format(*values), entry["vi"].format(*values)
    assert told_message(english, "vi") == vietnamese and told_message(vietnamese, "vi") == vietnamese
    back = told_message(vietnamese, "en")
    assert back == english or any(entry["vi"] == other["vi"] for other in MESSAGES if other is not entry)


def test_an_unknown_message_stays() -> None:
    assert told_message("Something new.", "vi") == "Something new." and told_message(None, "vi") == ""
