"""What people say of records: it holds over rebuilds and better rules, can be taken back, and comes out as annotations."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kehoach
from kehoach.errors import UsageError
from kehoach.knowledge import corrections, desk, tables
from kehoach.knowledge.anchors import Anchor, anchor_of, place
from kehoach.knowledge.corrections import anchor_for, corrected, correction, journal, say, standing, values_of
from kehoach.knowledge.journal import Journal
from kehoach.knowledge.review import doubts, lost, tally, write_gold
from kehoach.model import Document
from tests.conftest import CORPUS
from tests.contents import differences
from tests.making import plan

WHO = "Nguyễn Văn Mẫu"
PLAN = "118/KH-UBND"


@pytest.fixture()
def folder(corpus_folder: Path, tmp_path: Path) -> Path:
    """A knowledge base of the corpus to write in."""
    shutil.copytree(corpus_folder, tmp_path / "kb", symlinks=True)
    return tmp_path / "kb"


def document(folder: Path, name: str = PLAN) -> Document:
    with kehoach.open(str(folder)) as kb:
        return kb.document(name)


def judge(
    folder: Path, kind: str, verdict: str, record: str, values: dict[str, object] | None = None
) -> corrections.Correction:
    found = document(folder)
    known = next(r for r in getattr(found, kind) if r.id == record)
    given = None if verdict == "withdrawn" else {**values_of(known), **(values or {})}
    said = correction(kind, verdict, anchor_for(found, kind, record), WHO, given)  # type: ignore[arg-type]
    say(folder, said, found.id)
    return said


# --- anchors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quote", "start", "expected"),
    [
        ("Sở Y tế báo cáo.", "Y tế", 3, (3, 7)),
        ("Kính gửi: Sở Y tế báo cáo.", "Y tế", 3, (13, 17)),  # the text before it has grown
        ("Sở Y\n tế báo cáo.", "Y tế", 3, (3, 8)),  # broken over a line now
        ("đạt 95%; sau đó đạt 95%.", "đạt 95%", 17, (16, 23)),  # the nearest of several
        ("Sở Nội vụ báo cáo.", "Y tế", 3, None),
        ("Sở Y tế", "", 0, (0, 0)),
    ],
)
def test_words_are_found_again(text: str, quote: str, start: int, expected: tuple[int, int] | None) -> None:
    assert place(text, Anchor("", quote, start)) == expected


@given(st.text(alphabet="ab \n", max_size=60), st.data())
def test_a_stretch_of_a_text_is_always_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert place(text, Anchor("", text[start:end], start)) == (start, end)


# --- laying over ------------------------------------------------------------------------------


def test_right_wrong_mended_added_lost() -> None:
    made = plan(
        "I. NHIỆM VỤ\n\n- Sở Y tế báo cáo trước ngày 30/6/2026; đạt 95% dân số có bảo hiểm y tế năm 2026.\n- Sở Nội vụ kiểm tra."
    )
    target, first, second = made.targets[0], made.tasks[0], made.tasks[1]
    at = made.text.index("báo cáo")
    said = [
        correction("targets", "mended", anchor_of(made, target.span.start, target.span.end), WHO, {**values_of(target), "value": 96.0, "due": "2027"}),
        correction("tasks", "right", anchor_of(made, first.span.start, first.span.end), WHO, values_of(first)),
        correction("tasks", "wrong", anchor_of(made, second.span.start, second.span.end), WHO),
        correction("deadlines", "added", anchor_of(made, at, at + 7), WHO, {"end": "2026-07-01"}),
        correction("tasks", "wrong", Anchor(made.source.sha256, "Sở Công Thương", 3), WHO),
        correction("meta", "mended", Anchor(made.source.sha256, "", 0), WHO, {"symbol": "119/KH-UBND"}),
    ]  # fmt: skip
    now = corrected(made, said)
    assert (now.targets[0].value, now.targets[0].due, now.targets[0].id) == (96.0, "2027", target.id)
    assert [t.id for t in now.tasks] == [first.id] and now.tasks[0].confidence == 1.0
    assert any(d.end == "2026-07-01" and d.quote == "báo cáo" and d.by == "person" for d in now.deadlines)
    assert now.meta.symbol == "119/KH-UBND" and made.meta.symbol == "118/KH-UBND"
    assert [r.fits for r in now.reviews] == [True, True, True, True, False, True]
    for record in (*now.targets, *now.tasks, *now.deadlines):
        assert now.text[record.span.start : record.span.end] == record.quote


def test_the_last_word_holds_and_can_be_taken_back() -> None:
    anchor = Anchor("f", "Sở Y tế", 3)
    first, second = (
        correction("tasks", "wrong", anchor, WHO),
        correction("tasks", "right", anchor, "Trần Thị Mẫu", {"lead": [{"name": "Sở Y tế"}]}),
    )
    assert [c.verdict for c in standing([first, second])] == ["right"]
    assert standing([first, second, correction("tasks", "withdrawn", anchor, WHO)]) == []


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("targets", {"value": "many", "indicator": "x"}),
        ("deadlines", {"recurrence": "sometimes"}),
        ("tasks", {"lead": "Sở Y tế"}),
    ],
)
def test_values_that_do_not_fit_are_refused(kind: str, values: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        correction(kind, "added", Anchor("f", "x", 0), WHO, values)  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        correction("tasks", "wrong", Anchor("f", "x", 0), " ")


def test_a_line_cut_short_costs_only_itself(tmp_path: Path) -> None:
    book = Journal(tmp_path / "j.jsonl", Anchor)
    book.append(Anchor("a", "x", 1))
    with book.path.open("ab") as file:
        file.write(b'{"file": "b", "quo')
    book.append(Anchor("c", "z", 3))
    assert [a.file for a in book.read()] == ["a", "c"]


# --- in a knowledge base ----------------------------------------------------------------------


def test_a_correction_holds_at_once_and_over_rebuilds(folder: Path) -> None:
    before = document(folder)
    target, task = before.targets[0], before.tasks[0]
    judge(folder, "targets", "mended", target.id, {"value": 99.0})
    judge(folder, "tasks", "wrong", task.id)
    for rebuilt in (False, True):
        if rebuilt:
            (folder / "manifest.json").resolve().unlink()  # everything is read anew
            kehoach.build([CORPUS], folder)
        now = document(folder)
        assert next(t for t in now.targets if t.quote == target.quote).value == 99.0
        assert task.quote not in [t.quote for t in now.tasks]
        with kehoach.open(str(folder)) as kb, closing(desk.open_desk(folder)) as lists:
            assert 99.0 in [row["value"] for row in kb.query("targets", document=PLAN)]
            assert len(kb.query("tasks", document=PLAN)) == len(before.tasks) - 1
            assert (
                lists.execute("SELECT count(*) FROM tasks WHERE document = ?", (now.id,)).fetchone()[0]
                == len(before.tasks) - 1
            )
            assert [c.resolved for c in now.citations] == [c.resolved for c in before.citations]


def test_what_is_taken_back_is_as_it_was_extracted(folder: Path) -> None:
    path = folder / "documents" / f"{document(folder).id}.json"
    before = path.read_bytes()
    target = document(folder).targets[0].id
    judge(folder, "targets", "mended", target, {"value": 1.0})
    assert path.read_bytes() != before
    judge(folder, "targets", "withdrawn", target)
    assert path.read_bytes() == before and not list((folder / "extracted").glob("*.json"))
    assert [c.verdict for c in journal(folder).read()] == ["mended", "withdrawn"]


def test_corrections_whose_file_is_gone_are_counted(folder: Path, tmp_path: Path) -> None:
    judge(folder, "targets", "right", document(folder).targets[0].id)
    some = tmp_path / "some"
    some.mkdir()
    for path in CORPUS.iterdir():
        if not path.name.startswith("03-"):
            shutil.copy(path, some)
    with kehoach.open(str(folder)) as kb:
        assert lost(kb.database, folder, kb.document) == []
    kehoach.build([some], folder)
    with kehoach.open(str(folder)) as kb:
        assert len(lost(kb.database, folder, kb.document)) == 1


def test_a_build_without_corrections_holds_the_same(folder: Path, corpus_folder: Path) -> None:
    judge(folder, "tasks", "wrong", document(folder).tasks[0].id)
    journal(folder).path.unlink()
    kehoach.build([CORPUS], folder)
    assert differences(folder, corpus_folder) == []
    assert not list((folder / "extracted").glob("*.json"))


@pytest.mark.parametrize("mended", ["symbol", "value", "twice", "citation"])
def test_corrections_by_difference_are_as_from_nothing(folder: Path, mended: str) -> None:
    found = document(folder)
    anchor = Anchor(found.source.sha256, "", 0, found.source.path)
    if mended == "value":
        judge(folder, "targets", "mended", found.targets[0].id, {"value": 99.0})
    elif mended == "citation":
        resolved = next(c for c in found.citations if c.resolved)
        judge(folder, "citations", "wrong", resolved.id)
    else:
        for symbol in ("999/KH-UBND",) if mended == "symbol" else ("999/KH-UBND", "998/KH-UBND"):
            say(folder, correction("meta", "mended", anchor, WHO, {"symbol": symbol}), found.id)
    kehoach.build([CORPUS], folder)
    other = folder.parent / "other"
    other.mkdir()
    shutil.copy(journal(folder).path, other)
    kehoach.build([CORPUS], other)
    assert differences(folder, other) == []
    assert kehoach.build([CORPUS], folder).reread == 0 and differences(folder, other) == []


# --- review -----------------------------------------------------------------------------------


def test_doubts_come_most_useful_first_and_go_when_judged(folder: Path) -> None:
    def found() -> list[tuple[str, str]]:
        with kehoach.open(str(folder)) as kb, closing(desk.open_desk(folder)) as lists:
            listed = doubts(kb.database, lists, limit=500)
        assert [d.use for d in listed] == sorted((d.use for d in listed), reverse=True)
        return [(d.document, d.record) for d in listed]

    before = found()
    ident = document(folder).id
    record = next(r for d, r in before if d == ident and r.startswith("t"))
    judge(folder, "targets", "right", record)
    assert (ident, record) in before and (ident, record) not in found()
    assert tally(folder) == {"right": 1, "wrong": 0, "mended": 0, "added": 0}


def test_what_was_judged_comes_out_as_annotations(folder: Path, tmp_path: Path) -> None:
    for target in document(folder).targets:
        judge(folder, "targets", "right", target.id)
    judge(folder, "tasks", "right", document(folder).tasks[0].id)
    with kehoach.open(str(folder)) as kb:
        told = dict(write_gold(map(kb.document, kb.ids()), tmp_path / "gold"))
    ((name, states),) = told.items()
    assert (
        states["targets"] == "whole"
        and states["tasks"].startswith("1 of ")
        and states["citations"] == "not judged"
    )
    data = json.loads((tmp_path / "gold" / f"{name}.json").read_text("utf-8"))
    assert data["doc"] == name and len(data["targets"]) == len(document(folder).targets)
    assert {"quote", "indicator", "op", "value", "value_max", "unit", "due"} == set(data["targets"][0])


def test_annotations_score_as_references(folder: Path, tmp_path: Path, shared: Path) -> None:
    """The references' own scorer reads them: a document against itself is right throughout."""
    import subprocess
    import sys

    for kind in ("targets", "tasks", "deadlines"):
        for record in getattr(document(folder), kind):
            judge(folder, kind, "right", record.id)
    with kehoach.open(str(folder)) as kb:
        write_gold(map(kb.document, kb.ids()), tmp_path / "gold")
    command = [sys.executable, shared / "eval" / "score.py", tmp_path / "gold", folder / "documents"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "1.000" in shown and "0.0" not in shown


def test_databases_stay_readable_while_a_correction_is_written(folder: Path) -> None:
    with closing(sqlite3.connect(f"file:{folder / 'kb.sqlite'}?mode=ro", uri=True)) as reader:
        tables.functions(reader)
        judge(folder, "tasks", "wrong", document(folder).tasks[0].id)
        assert reader.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
