"""How sure records are: signals, weights, training, and what doubtful records may not do."""

import json
import re
import sqlite3
from pathlib import Path

import msgspec
import pytest

import kehoach
from kehoach import rules
from kehoach.errors import UsageError
from kehoach.extraction import clauses_of, extract, records
from kehoach.extraction import confidence as weighing
from kehoach.knowledge.explain import explain, said
from kehoach.knowledge.kinds import RECORDS
from kehoach.knowledge.resting import Resting
from kehoach.model import Document
from kehoach.parsing import parse
from kehoach.reading import read_bytes
from kehoach.training.weighing import Example, calibrated, doubts, held_out_confidence, sure_from, train
from kehoach.weights import Knot, Weights, between, least, path, weights, written

ROOM = Path(weighing.__file__).parent
HEAD = "ỦY BAN NHÂN DÂN\nTỈNH VĨNH GIANG\nSố: 12/KH-UBND\nVĩnh Giang, ngày 02 tháng 3 năm 2026\n\nKẾ HOẠCH\nChuyển đổi số năm 2026\n\n"


def read(body: str, head: str = HEAD) -> Document:
    """The document of a plan with this body."""
    return extract(parse(read_bytes((head + body).encode(), ".txt", "plan.txt")))


def names(record: object) -> set[str]:
    """The names of the signals that moved a record most."""
    return {signal.name for signal in record.signals}  # type: ignore[attr-defined]


# --- the model as it is kept -------------------------------------------------------------------


def test_the_file_is_read_and_written_alike() -> None:
    assert written(weights()) == path().read_bytes()
    assert set(weights().bias) == {"citations", "targets", "deadlines", "tasks"}
    assert 0.5 <= weights().sure <= 0.95


def test_confidence_rises_with_the_sum_of_weights() -> None:
    raws = [at / 10 for at in range(-80, 81)]
    told = [between(weights().knots, raw) for raw in raws]
    assert told == sorted(told) and told[0] < 0.5 < 0.9 < told[-1] < 1


def test_between_knots_stands_a_straight_line() -> None:
    knots = [Knot(0.0, 0.4), Knot(2.0, 0.8)]
    assert [between(knots, z) for z in (-5, 0, 1, 2, 9)] == pytest.approx([0.4, 0.4, 0.6, 0.8, 0.8])


def test_every_signal_has_words_in_both_languages_and_some_code_shows_it() -> None:
    told = rules.load("confidence")["signals"]
    assert set(weights().signals) <= set(told)
    assert all({"vi", "en"} <= set(words) <= {"vi", "en", "doubt"} for words in told.values())
    code = "\n".join(file.read_text("utf-8") for file in ROOM.glob("*.py"))
    whole = set(re.findall(r'"([a-z]+(?:-[a-z]+)+|[a-z]+)"', code))
    begun = tuple(re.findall(r'f"([a-z]+(?:-[a-z]+)*-)\{', code))
    assert [name for name in told if name not in whole and not name.startswith(begun)] == []


def test_signals_of_doubt_are_never_in_favour() -> None:
    assert {name for name, one in weights().signals.items() if name in doubts() and one.weight > 0.5} == set()
    assert doubts() <= set(weights().signals)


# --- records -----------------------------------------------------------------------------------


def test_every_record_of_the_corpus_is_weighed(kb: kehoach.KnowledgeBase) -> None:
    seen = 0
    for ident in kb.ids():
        document = kb.document(ident)
        for kind in RECORDS:
            for record in getattr(document, kind):
                assert 0 < record.confidence <= 1 and 1 <= len(record.signals) <= 5
                sizes = [abs(signal.weight) for signal in record.signals]
                assert sizes == sorted(sizes, reverse=True)
                seen += 1
    assert seen > 200


ITEM = "II. NHIỆM VỤ\n1. Sở Nội vụ\n- {}\n- Tổng hợp, báo cáo kết quả thực hiện.\n"


@pytest.mark.parametrize(
    ("strong", "weak"),
    [
        ("Xây dựng quy chế làm việc của cơ quan.", "Quy chế làm việc của cơ quan và những nội dung khác."),
        (
            "Xây dựng quy chế, hoàn thành trước ngày 30/6/2026.",
            "Xây dựng quy chế cho những năm 2027, 2028 và về sau.",
        ),
        ("Xây dựng quy chế làm việc của cơ quan.", "Đã xây dựng quy chế, đã ban hành, đã tổ chức tập huấn:"),
    ],
)
def test_strong_signals_outweigh_weak_ones(strong: str, weak: str) -> None:
    sure, doubtful = (read(ITEM.format(words)).tasks[0] for words in (strong, weak))
    assert sure.confidence > doubtful.confidence


def shown(body: str, kind: str) -> set[str]:
    """All signals of the first record of a kind in a plan."""
    outline = parse(read_bytes((HEAD + body).encode(), ".txt", "plan.txt"))
    found = records(extract(outline))
    told = weighing.signals(clauses_of(outline)[0], found)
    return next(set(signals) for (name, _), signals in zip(found, told, strict=True) if name == kind)


@pytest.mark.parametrize(
    ("body", "kind", "signals"),
    [
        (ITEM.format("Xây dựng quy chế."), "tasks", {"form-item", "lead-in-heading", "lead-registered", "scope-names", "task-untimed"}),
        (ITEM.format("Định kỳ tổng hợp, gửi số liệu."), "tasks", {"task-recurrence-unread", "work-begins-otherwise"}),
        (ITEM.format("Xây dựng quy chế trước ngày 30/6/2026."), "tasks", {"task-timed", "work-begins-with-verb"}),
        (ITEM.format("Xây dựng quy chế trước ngày 30/6/2026."), "deadlines", {"grain-day", "time-before", "time-closes", "in-task"}),
        ("II. NHIỆM VỤ\n1. Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính xây dựng đề án.\n", "tasks", {"before-lead-order", "behind-lead-role"}),
        ("Căn cứ Luật số 45/2019/QH14 ngày 20/11/2019;\nII. NHIỆM VỤ\n", "citations", {"symbol", "dated", "relation-basis", "opening-basis"}),
        ("II. MỤC TIÊU\n- Phấn đấu đến năm 2030 có ít nhất 95% hộ dân dùng nước sạch.\n", "targets", {"counts-share", "op-told", "aimed", "under-targets"}),
        ("II. MỤC TIÊU\n- Đến nay đã đạt 80%; phấn đấu đến năm 2030 đạt 95% hộ dân dùng nước sạch.\n", "targets", {"target-past"}),
    ],
)  # fmt: skip
def test_signals_of_records(body: str, kind: str, signals: set[str]) -> None:
    assert signals <= shown(body, kind)


def test_words_left_unread_in_a_cell_are_a_signal() -> None:
    table = "| TT | Nhiệm vụ | Cơ quan chủ trì |\n|---|---|---|\n| 1 | Xây dựng quy chế làm việc | {} |\n| 2 | Tổng hợp kết quả thực hiện | Sở Nội vụ |\n"
    whole, cut = (
        extract(
            parse(read_bytes((HEAD + "II. NHIỆM VỤ\n\n" + table.format(cell)).encode(), ".md", "plan.md"))
        ).tasks[0]
        for cell in ("Sở Y tế", "Sở Y tế theo dõi riêng mảng này")
    )
    assert "unread-in-cell" in names(cut) and "unread-in-cell" not in names(whole)
    assert cut.confidence < whole.confidence


def test_signals_are_each_told_once_and_in_order() -> None:
    outline = parse(
        read_bytes(
            (HEAD + "II. NHIỆM VỤ\n1. Sở Y tế\n- Xây dựng đề án trước ngày 30/6/2026.\n").encode(),
            ".txt",
            "p.txt",
        )
    )
    document = extract(outline)
    for shown in weighing.signals(clauses_of(outline)[0], records(document)):
        assert list(shown) == sorted(set(shown))


# --- training ----------------------------------------------------------------------------------


def examples() -> list[Example]:
    """Four documents: records with "good" are right, those with "bad" wrong, as a rule."""
    made = []
    for document in "abcd":
        for at in range(40):
            good = at % 2 == 0
            right = good if at % 10 else not good
            made.append(Example(document, "tasks", ("good",) if good else ("bad", "no-such"), right))
    return made


def test_training_is_the_same_each_time_and_learns() -> None:
    first, again = train(examples()), train(examples())
    assert written(first) == written(again)
    assert first.signals["good"].weight > 0 > first.signals["bad"].weight
    assert first.confidence("tasks", ["good"]) > first.confidence("tasks", ["bad"])
    assert msgspec.json.decode(written(first), type=Weights) == first


def test_signals_of_doubt_count_before_any_record_shows_them() -> None:
    model = train(examples())
    assert all(model.signals[name].weight < 0 for name in doubts())


def test_a_document_held_out_has_no_say_in_its_own_confidence() -> None:
    made = examples()
    turned = [Example(e.document, e.kind, e.signals, not e.right) if e.document == "a" else e for e in made]
    of_a = [at for at, e in enumerate(made) if e.document == "a"]
    told, after = held_out_confidence(made), held_out_confidence(turned)
    assert [told[at] for at in of_a] == [after[at] for at in of_a]
    assert told != after


def test_too_little_to_train_on_is_refused() -> None:
    with pytest.raises(UsageError, match="too few"):
        train([e for e in examples() if e.document == "a"])


def test_calibration_is_told_from_below_and_never_falls() -> None:
    held = [(at / 100, at % 3 > 0 or at > 200) for at in range(400)]
    knots = calibrated(held)
    assert [k.confidence for k in knots] == sorted(k.confidence for k in knots)
    top = [right for z, right in held if z >= knots[-1].raw]
    assert knots[-1].confidence < sum(top) / len(top)
    assert sure_from([(0.9, True)] * 19 + [(0.9, False)] + [(0.6, False)] * 5) == 0.9
    assert sure_from([(0.9, False)]) == 1.0


# --- what doubtful records may not do -------------------------------------------------------------


@pytest.mark.parametrize(
    ("confidence", "severity", "borne"),
    [
        (0.99, "error", True),
        (0.6, "error", False),
        (0.6, "warning", False),
        (0.6, "note", True),
        (0.4, "note", False),
    ],
)
def test_findings_rest_on_sure_records(confidence: float, severity: str, borne: bool) -> None:
    database = sqlite3.connect(":memory:")
    for kind in RECORDS:
        database.execute(
            f"CREATE TABLE {kind} (document TEXT, start INTEGER, end INTEGER, confidence REAL, symbol TEXT)"
        )
    database.execute("INSERT INTO tasks VALUES ('a', 5, 9, ?, NULL)", (confidence,))
    row = {"document": "b", "start": 1, "end": 2, "document_b": "a", "start_b": 5, "end_b": 9}
    assert Resting(database).bears(severity, row) is borne
    assert Resting(database).bears(
        severity, {"document": "a", "start": 5, "end": 8}
    )  # no record stands there
    database.execute("DELETE FROM tasks")
    database.execute("INSERT INTO citations VALUES ('a', 5, 9, ?, NULL)", (confidence,))
    assert Resting(database).bears(severity, row) is borne  # a law by its name
    database.execute("UPDATE citations SET symbol = '60/2024/NĐ-CP'")
    assert Resting(database).bears(severity, row)


def test_grave_findings_need_more() -> None:
    assert least("note") == 0.5 < least("warning") == least("error") == weights().sure


def test_no_finding_of_the_corpus_rests_on_a_doubtful_record(corpus_folder: Path) -> None:
    found = json.loads((corpus_folder / "findings.json").read_text("utf-8"))["findings"]
    database = sqlite3.connect(corpus_folder / "kb.sqlite")
    resting = Resting(database)
    for one in found:
        for e in one["evidence"]:
            row = {"document": e["document"], "start": e["start"], "end": e["end"]}
            assert resting.bears(one["severity"], row)


def test_explain_names_what_moved_a_record_most(kb: kehoach.KnowledgeBase) -> None:
    found = explain(kb, "118/KH-UBND#t1")
    record = next(t for t in kb.document(found.document).targets if t.id == "t1")
    assert found.signals == record.signals and found.signals
    assert all(said(s.name, language) != s.name for s in found.signals for language in ("vi", "en"))
