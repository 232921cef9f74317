"""The knowledge base: files valid against the published schema, the same bytes again, queries, checks, network."""

import hashlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

import kehoach
from kehoach.errors import RuleError, UsageError
from kehoach.extraction.citations.announced import find_announced
from kehoach.extraction.sums import find_sums
from kehoach.knowledge import graph as graphs
from kehoach.knowledge import tables
from kehoach.knowledge.check import run_checks
from kehoach.knowledge.records import Finding
from kehoach.knowledge.rough import holds, is_odd, rough
from kehoach.knowledge.rows import rank
from kehoach.knowledge.store import to_json
from kehoach.knowledge.tables import slips
from kehoach.linking.quoted import kept, told
from kehoach.model import Document
from kehoach.text import bare, fold
from tests.conftest import CORPUS, ROOT
from tests.contents import differences
from tests.making import HEAD, TAIL, plan


def fingerprints(folder: Path) -> dict[str, str]:
    apart = ("run.json", "desk.sqlite")  # the time of the build, and a cache that the pages make
    files = [p for p in folder.rglob("*") if p.is_file() and p.name not in apart]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_every_written_file_meets_the_schema(corpus_folder: Path) -> None:
    kinds = {"findings.json": "findings", "manifest.json": "manifest"}
    checked = 0
    for path in corpus_folder.rglob("*.json"):
        if path.name == "run.json":
            continue
        schema = kehoach.schema(kinds.get(path.name, "document"))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(json.loads(path.read_text("utf-8")), schema, cls=jsonschema.Draft202012Validator)
        checked += 1
    assert checked >= 16


def test_the_schema_refuses_a_broken_record(corpus_folder: Path) -> None:
    data = json.loads(next((corpus_folder / "documents").glob("*.json")).read_text("utf-8"))
    del data["text"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, kehoach.schema("document"))


def test_the_same_input_gives_the_same_bytes(corpus_folder: Path, tmp_path: Path) -> None:
    kehoach.build([CORPUS], tmp_path / "kb", jobs=2)
    assert fingerprints(tmp_path / "kb") == fingerprints(corpus_folder)


def test_a_second_build_reads_nothing_anew(tmp_path: Path) -> None:
    kehoach.build([CORPUS], tmp_path / "kb")
    before = fingerprints(tmp_path / "kb")
    report = kehoach.build([CORPUS], tmp_path / "kb")
    assert report.reread == 0
    assert fingerprints(tmp_path / "kb") == before


def test_a_changed_file_redoes_what_depends_on_it(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in CORPUS.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    kehoach.build([folder], tmp_path / "kb")
    (folder / "12-cong-van-don-doc.txt").unlink()
    report = kehoach.build([folder], tmp_path / "kb")
    assert report.reread == 0
    assert "cited-two-dates" not in {f.check for f in report.findings}
    kehoach.build([folder], tmp_path / "fresh")
    assert differences(tmp_path / "kb", tmp_path / "fresh") == []


def test_two_files_of_one_id_and_two_of_one_content(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    text = (CORPUS / "06-ke-hoach-so-giao-duc.txt").read_bytes()
    (folder / "a.txt").write_bytes(text)
    (folder / "b.txt").write_bytes(text)
    (folder / "c.txt").write_bytes(text + b"\n\nThem mot dong.\n")
    entries = kehoach.build([folder], tmp_path / "kb").entries
    assert [e.outcome for e in entries] == ["read", "duplicate", "read"]
    assert entries[0].document == entries[1].document
    assert entries[2].document == f"{entries[0].document}-2"


def test_a_killed_build_leaves_no_half_written_file(corpus_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    command = [
        sys.executable,
        "-c",
        "import sys, kehoach; kehoach.build([sys.argv[1]], sys.argv[2])",
        str(CORPUS),
        str(out),
    ]
    for delay in (0.25, 0.4, 0.55):
        process = subprocess.Popen(command, cwd=ROOT)
        time.sleep(delay)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        for path in out.rglob("*.json") if out.exists() else []:
            json.loads(path.read_text("utf-8"))
    kehoach.build([CORPUS], out)
    assert fingerprints(out) == fingerprints(corpus_folder)


# --- the ledger -------------------------------------------------------------------------------


def test_bad_files_end_in_the_ledger_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes((CORPUS / "06-ke-hoach-so-giao-duc.txt").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "photo.pdf").write_bytes(b"\xff\xd8\xff\xe0 jfif")
    (folder / "cut.pdf").write_bytes((CORPUS / "03-ke-hoach-5-nam.pdf").read_bytes()[:5000])
    (folder / "word.docx").write_bytes(b"no zip")
    (folder / "line.txt").write_bytes(b"x" * 20_000_000)
    report = kehoach.build([folder], tmp_path / "kb")
    assert report.counts["documents"] == 1
    reasons = {e.path.split("/")[-1]: e.reason for e in report.failed}
    assert set(reasons) == {"empty.txt", "photo.pdf", "cut.pdf", "word.docx", "line.txt"}
    assert all(
        e.reason and e.hint and "Traceback" not in e.reason and "kehoach itself" not in e.reason
        for e in report.failed
    )
    ledger = json.loads((tmp_path / "kb" / "manifest.json").read_text("utf-8"))
    assert [e["path"] for e in ledger["entries"]] == sorted(e["path"] for e in ledger["entries"])


def test_wrong_usage_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        kehoach.build([tmp_path / "nowhere"], tmp_path / "kb")
    (tmp_path / "in").mkdir()
    with pytest.raises(UsageError, match="holds no documents"):
        kehoach.build([tmp_path / "in"], tmp_path / "kb")
    with pytest.raises(UsageError, match="no knowledge base"):
        kehoach.open(str(tmp_path / "in"))


# --- checks -----------------------------------------------------------------------------------


ANSWERS = json.loads((ROOT / "corpus" / "answers.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def faults_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base of the documents whose slips their own text shows."""
    folder = tmp_path_factory.mktemp("faults") / "kb"
    assert not kehoach.build([ROOT / "corpus" / "faults"], folder, names="rules").failed
    return folder


@pytest.mark.parametrize(("folder", "part"), [("corpus_folder", "planted"), ("faults_folder", "faults")])
def test_every_planted_contradiction_is_found_and_no_other(
    folder: str, part: str, request: pytest.FixtureRequest
) -> None:
    planted = ANSWERS[part]
    found = json.loads((request.getfixturevalue(folder) / "findings.json").read_text("utf-8"))["findings"]

    def key(check: str, evidence: list[tuple[str, str]]) -> tuple[str, tuple[tuple[str, str], ...]]:
        return check, tuple(sorted(evidence))

    def keys(records: list[dict], graver: bool) -> set:  # type: ignore[type-arg]
        return {
            key(r["check"], [(e.get("file") or e["path"].split("/")[-1], e["quote"]) for e in r["evidence"]])
            for r in records
            if (r["severity"] != "note") is graver
        }

    assert keys(found, graver=True) == keys(planted, graver=True)
    assert keys(found, graver=False) >= keys(planted, graver=False)


def test_each_check_has_a_planted_contradiction() -> None:
    from kehoach.knowledge.check import checks

    elsewhere = {"signature-changed", "signer-not-trusted"}  # these need keys: tests/test_signatures.py
    planted = {p["check"]: p["severity"] for p in ANSWERS["planted"] + ANSWERS["faults"]}
    assert planted == {c.id: c.severity for c in checks() if c.id not in elsewhere}


def test_findings_show_both_quotes(kb: kehoach.KnowledgeBase) -> None:
    for finding in kb.check():
        for evidence in finding.evidence:
            document = kb.document(evidence.document)
            assert document.text[evidence.start : evidence.end] == evidence.quote
        assert "{" not in finding.message_vi + finding.message_en


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("456", "465", 1),
        ("456", "457", 1),
        ("456", "456", 0),
        ("45", "456", 0),
        ("456", "654", 0),
        (None, "1", 0),
    ],
)
def test_slips(left: str | None, right: str, one: int) -> None:
    assert slips(left, right) == one


@pytest.mark.parametrize(("label", "place"), [("III", 3), ("2.4", 4), ("b", None), ("Điều 7", 7), ("", None)])
def test_ranks_of_labels(label: str, place: int | None) -> None:
    assert rank(label) == place


# --- questions --------------------------------------------------------------------------------


def test_queries_without_diacritics(kb: kehoach.KnowledgeBase) -> None:
    with_marks = kb.query("targets", indicator="bác sĩ", year=2030)
    assert with_marks == kb.query("targets", indicator="bac si", year=2030)
    assert {r["value"] for r in with_marks} >= {12.0, 13.0}


@pytest.mark.parametrize(
    ("kind", "filters", "least"),
    [
        ("documents", {"type": "KH"}, 8),
        ("documents", {"place": "vinh giang", "year": 2026}, 10),
        ("tasks", {"unit": "so y te"}, 4),
        ("tasks", {"due_before": "2026-06-30"}, 4),
        ("deadlines", {"due_before": "31/12/2026", "document": "118/KH-UBND"}, 2),
        ("citations", {"document": "142", "text": "118"}, 1),
        ("units", {"unit": "tai chinh"}, 1),
        ("targets", {"text": "rung"}, 2),
    ],
)
def test_filters(kb: kehoach.KnowledgeBase, kind: str, filters: dict[str, object], least: int) -> None:
    rows = kb.query(kind, **filters)
    assert least <= len(rows) < len(kb.query(kind)) or kind == "documents"
    assert len(rows) >= least


def test_due_before_means_it(kb: kehoach.KnowledgeBase) -> None:
    rows = kb.query("tasks", due_before="2026-05-31")
    assert rows
    assert all(r["end_date"].startswith("--") or r["end_date"] <= "2026-05-31" for r in rows)


def test_wrong_questions(kb: kehoach.KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="cannot be filtered"):
        kb.query("units", indicator="x")
    with pytest.raises(UsageError, match="not a date"):
        kb.query("tasks", due_before="tomorrow")
    with pytest.raises(UsageError, match="not a year"):
        kb.query("targets", year=30)
    with pytest.raises(UsageError, match="no records called"):
        kb.query("things")
    with pytest.raises(UsageError, match="fits several"):
        kb.document("ke-hoach")
    with pytest.raises(UsageError, match="No document is called"):
        kb.document("999/QĐ-UBND")


def test_search_finds_words_with_and_without_marks(kb: kehoach.KnowledgeBase) -> None:
    plain, marked = kb.search("bac si luan phien"), kb.search("bác sĩ luân phiên")
    assert plain and plain == marked
    assert kb.search("đối thoại") and kb.search("doi thoai") == kb.search("đối thoại")
    for row in plain:
        assert kb.document(row["document"]).text[row["start"] : row["end"]] == row["passage"]


@pytest.mark.parametrize(
    "asked", ["bac si", "ke hoach", "so y te chu tri", "2030", "ke_hoach", "noi dang song"]
)
def test_search_finds_every_passage_that_holds_all_words(kb: kehoach.KnowledgeBase, asked: str) -> None:
    """Held against the texts themselves, paragraph by paragraph."""
    words, there = set(asked.replace("_", " ").split()), set()
    for ident in kb.ids():
        at = 0
        for line in kb.document(ident).text.split("\n"):
            if words <= set(re.findall(r"[^\W_]+", bare(line))):
                there.add((ident, at, at + len(line)))
            at += len(line) + 1
    found = [(row["document"], row["start"], row["end"]) for row in kb.search(asked, 10_000)]
    assert there and sorted(found) == sorted(there)


def test_of_many_hits_all_are_reached_and_the_nearest_words_come_first(
    kb: kehoach.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = kb.search("ke hoach", 10_000)
    monkeypatch.setattr("kehoach.knowledge.query._RANKED", 3)
    few = kb.search("ke hoach", 10_000)
    assert len(whole) > 40 and sorted(map(repr, few)) == sorted(map(repr, whole))
    assert "ke hoach" in bare(kb.search("hoach ke", 1)[0]["passage"])
    side_by_side = ["y te" in bare(row["passage"]) for row in kb.search("y te", 10_000)]
    assert side_by_side == sorted(side_by_side, reverse=True)


def test_texts_stand_in_the_files_of_documents_alone(kb: kehoach.KnowledgeBase, corpus_folder: Path) -> None:
    for ident, text in kb.database.execute("SELECT id, text FROM documents").fetchall():
        assert text == kb.document(ident).text
    longest = max((kb.document(ident).text for ident in kb.ids()), key=len)
    assert longest[2000:2200].encode() not in (corpus_folder / "kb.sqlite").read_bytes()
    for name in ("../manifest", "a/b", "no-such-document", None):
        assert kb.database.execute("SELECT text_of(?)", (name,)).fetchone()[0] is None


def test_records_are_there_for_any_sqlite(corpus_folder: Path) -> None:
    """Without our functions: the tables of records with their quotes."""
    database = sqlite3.connect(f"file:{corpus_folder / 'kb.sqlite'}?mode=ro", uri=True)
    for kind in ("sections", "citations", "targets", "deadlines", "tasks", "task_units", "warnings"):
        assert database.execute(f"SELECT count(document) FROM {kind}").fetchone()[0], kind
    quotes = "SELECT quote FROM tasks t JOIN documents d ON d.id = t.document WHERE d.type = 'KH'"
    assert all(row[0] for row in database.execute(quotes))
    database.close()


def test_documents_by_many_names(kb: kehoach.KnowledgeBase) -> None:
    names = ("118/KH-UBND", "03-ke-hoach-5-nam", "03-ke-hoach-5-nam.pdf", "kh-118-ubnd-tinh-vinh-giang-2026")
    assert len({kb.find(name) for name in names}) == 1


def test_the_network_follows_chains(kb: kehoach.KnowledgeBase) -> None:
    up, down = graphs.tree_of(kb.graph(), kb.find("118/KH-UBND"))
    assert [b.node.label for b in up.branches] == ["09-CTr/TU", "610/QĐ-UBND"]
    below = {b.node.label for b in down.branches}
    assert {"142/KH-UBND", "27/KH-SYT", "19/KH-UBND"} <= below
    hospital = next(b for b in down.branches if b.node.label == "27/KH-SYT")
    assert [b.node.label for b in hospital.branches] == ["88/KH-BVĐK"]


def test_the_network_in_other_forms(kb: kehoach.KnowledgeBase) -> None:
    part = kb.graph("142/KH-UBND")
    assert graphs.to_dot(part).startswith("digraph") and "142/KH-UBND" in graphs.to_dot(part)
    assert graphs.to_mermaid(part).startswith("flowchart") and "-->|implements|" in graphs.to_mermaid(part)


def test_frames(kb: kehoach.KnowledgeBase) -> None:
    pytest.importorskip("pandas")
    frame = kb.frame("targets", year=2030)
    assert len(frame) == len(kb.query("targets", year=2030)) and "indicator" in frame.columns


# --- one document, one identity ---------------------------------------------------------------

SIGNED = (
    HEAD.format(title="Phát triển chợ nông thôn tỉnh Vĩnh Giang năm 2026", opening="")
    + "I. NỘI DUNG\n\n"
    + "\n\n".join(
        f"- Việc thứ {n} cần làm để phát triển chợ nông thôn trên địa bàn xã số {n} của tỉnh."
        for n in range(1, 13)
    )
)


def built(folder: Path, **files: str) -> kehoach.KnowledgeBase:
    """A knowledge base of these texts."""
    source = folder / "in"
    source.mkdir()
    for name, text in files.items():
        (source / f"{name}.txt").write_text(text + TAIL, "utf-8")
    kehoach.build([source], folder / "kb")
    return kehoach.open(folder / "kb")


def copies(kb: kehoach.KnowledgeBase) -> dict[str, str | None]:
    rows = {row["id"]: row for row in kb.query("documents")}
    return {
        r["path"].split("/")[-1]: (rows[r["copy_of"]]["path"].split("/")[-1] if r["copy_of"] else None)
        for r in rows.values()
    }


@pytest.mark.parametrize(
    ("other", "copied"),
    [
        (SIGNED.replace("Số: 118/KH-UBND", "Số:       /KH-UBND"), True),  # the draft
        (
            SIGNED.replace("Số: 118/KH-UBND", "Số:       /KH-UBND").replace("Việc thứ 3", "Nhiệm vụ thứ 3"),
            True,
        ),
        (SIGNED + "\n\nMột đoạn có thêm ở bản gửi lại cho các cơ quan.", True),
        (SIGNED.replace("Số: 118/KH-UBND", "Số: 119/KH-UBND"), False),  # the same form, filled in again
        (SIGNED.replace("ngày 18 tháng 4 năm 2026", "ngày 18 tháng 4 năm 2025"), False),
    ],
)
def test_copies_of_one_document_are_joined(tmp_path: Path, other: str, copied: bool) -> None:
    with built(
        tmp_path,
        a=SIGNED + "\n\nĐoạn cuối cùng chỉ có trong bản đầy đủ này, dài hơn bản kia một chút thôi.",
        b=other,
    ) as kb:
        told = copies(kb)
        assert list(told.values()).count(None) == (1 if copied else 2)
        if copied:
            copy = next(kb.document(row["id"]) for row in kb.query("documents") if row["copy_of"])
            assert copy.copy_of and "trùng nhau" in copy.copy_of.evidence
            assert not [f for f in kb.check() if any(e.document == copy.id for e in f.evidence)]


def test_one_document_in_two_formats_is_one(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "corpus"))
    import render

    (tmp_path / "in").mkdir()
    paper = render.load(ROOT / "corpus" / "source" / "03-ke-hoach-5-nam.md")
    for form in ("txt", "docx", "pdf"):
        (tmp_path / "in" / f"plan.{form}").write_bytes(render.WRITERS[form](paper))
    kehoach.build([tmp_path / "in"], tmp_path / "kb")
    with kehoach.open(tmp_path / "kb") as kb:
        assert list(copies(kb).values()).count(None) == 1


def test_a_replaced_document_is_marked(tmp_path: Path) -> None:
    old = SIGNED.replace("118/KH-UBND", "45/KH-UBND").replace("tháng 4 năm 2026", "tháng 1 năm 2026")
    new = SIGNED.replace(
        "I. NỘI DUNG",
        "Kế hoạch này thay thế Kế hoạch số 45/KH-UBND ngày 18/01/2026 của UBND tỉnh.\n\nI. NỘI DUNG",
    )
    with built(tmp_path, old=old, new=new.replace("Việc thứ", "Phần việc")) as kb:
        assert kb.document("45/KH-UBND").replaced_by == kb.find("118/KH-UBND")
        assert kb.graph().nodes[kb.find("45/KH-UBND")].replaced_by == kb.find("118/KH-UBND")


def test_a_stub_gathers_what_is_said_of_a_document_that_is_not_here(kb: kehoach.KnowledgeBase) -> None:
    stub = next(row for row in kb.query("stubs") if row["cited"] == "64-NQ/TW")
    assert stub["cited_by"] >= 2 and "2025-08-15" in stub["issued"]
    assert {"Bộ Chính trị", "Ban Bí thư"} <= set(stub["issuers"].split(","))


# --- checks of one's own, waivers -------------------------------------------------------------

OWN = """-- id: short-title
-- severity: warning
-- vi: Trích yếu quá ngắn
-- en: A title that is too short
-- why-vi: Người đọc không biết văn bản nói gì.
-- why-en: Readers cannot tell what it is about.
-- message-vi: Trích yếu: {title}.
-- message-en: Title: {title}.
-- example: "Kế hoạch năm 2026"
SELECT id AS document, 0 AS start, 0 AS end, NULL AS page, title FROM documents WHERE length(title) < 60;
"""


def test_a_check_of_ones_own(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "short-title.sql").write_text(OWN, "utf-8")
    assert "short-title" in {f.check for f in kb.check(checks=tmp_path)}
    (tmp_path / "short-title.sql").write_text(OWN.replace("FROM documents", "FROM nothing"), "utf-8")
    with pytest.raises(RuleError, match=r"short-title\.sql does not run"):
        kb.check(checks=tmp_path)
    with pytest.raises(RuleError, match=r"no \.sql file"):
        kb.check(checks=tmp_path / "empty")


def found_in(tmp_path: Path, *bodies: str) -> list[str]:
    """The checks that find something in plans of one province with these bodies."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, body in enumerate(bodies, 101):
        text = (
            HEAD.format(title="Phát triển y tế năm 2026", opening="").replace("118/KH", f"{number}/KH")
            + body
            + TAIL
        )
        (folder / f"{number}.txt").write_text(text, "utf-8")
    kehoach.build([folder], tmp_path / "kb", names="rules")
    findings = kehoach.open(tmp_path / "kb").check()
    return [f.check for f in findings if f.severity != "note"]


def test_a_report_of_the_half_year_is_no_summary_of_the_year(tmp_path: Path) -> None:
    body = (
        "IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Tổng hợp, báo cáo UBND tỉnh 6 tháng trước ngày 20/6, năm trước ngày 20/12 hằng năm.\n\n"
        "2. Các sở, ngành gửi báo cáo về Sở Y tế trước ngày 10/12 hằng năm."
    )
    assert found_in(tmp_path, body) == []


def test_targets_for_others_do_not_disagree(tmp_path: Path) -> None:
    one = "II. MỤC TIÊU\n\n- Tỷ lệ tiêm chủng đầy đủ cho trẻ em dưới 1 tuổi đạt 95%.\n\n- Đàn bò đạt 120.000 con."
    other = "II. MỤC TIÊU\n\n- Tỷ lệ tiêm chủng cho trẻ em dưới 5 tuổi đạt 90%.\n\n- Đàn lợn đạt 600.000 con."
    same = "II. MỤC TIÊU\n\n- Tỷ lệ tiêm chủng đầy đủ cho trẻ em dưới 1 tuổi đạt 90%."
    assert found_in(tmp_path, one, other) == []
    again = tmp_path / "again"
    again.mkdir()
    assert found_in(again, one, same) == ["targets-disagree"]


def findings_in(tmp_path: Path, *bodies: str) -> list[tuple[str, str]]:
    """Check and message of the errors and warnings in plans with these bodies."""
    found_in(tmp_path, *bodies)
    findings = kehoach.open(tmp_path / "kb").check()
    return [(f.check, f.message_vi) for f in findings if f.severity != "note"]


def test_one_finding_for_each_group_of_dates_that_disagree(tmp_path: Path) -> None:
    cited = "I. NHIỆM VỤ\n\nThực hiện Quyết định số 852/QĐ-UBND ngày {day}/3/2026 của UBND tỉnh về phát triển y tế cơ sở."
    found = findings_in(tmp_path, *(cited.format(day=day) for day in (12, 12, 12, 15, 17)))
    assert found == [
        (
            "cited-two-dates",
            "852/QĐ-UBND ghi ngày 15/03/2026 ở đây, nhưng ghi ngày 12/03/2026 ở chỗ khác (số lần: 3).",
        )
    ]


def test_one_finding_for_each_group_of_targets_and_none_between_equal_ones(tmp_path: Path) -> None:
    goal = "II. MỤC TIÊU\n\n- Tỷ lệ tiêm chủng đầy đủ cho trẻ em dưới 1 tuổi đạt {value}%."
    assert findings_in(tmp_path, *(goal.format(value=v) for v in ("95", "95", "95,0"))) == []
    again = tmp_path / "again"
    again.mkdir()
    found = findings_in(again, *(goal.format(value=v) for v in (95, 95, 95, 90)))
    assert [check for check, _ in found] == ["targets-disagree"] and "90 % ở đây, 95 % ở chỗ kia" in found[0][
        1
    ]


def test_a_date_of_another_year_than_the_symbol_is_told_once(tmp_path: Path) -> None:
    cited = (
        "I. NHIỆM VỤ\n\nThực hiện Nghị định số 69/2018/NĐ-CP ngày 15/5/{year} của Chính phủ về ngoại thương."
    )
    found = findings_in(tmp_path, cited.format(year=2018), cited.format(year=2025))
    assert [check for check, _ in found] == ["symbol-year"]
    decimal = tmp_path / "decimal"
    decimal.mkdir()
    assert (
        findings_in(decimal, "I. NHIỆM VỤ\n\nThực hiện Nghị quyết số 66.7/2025/NQ-CP ngày 15/11/2025.") == []
    )


def checked(tmp_path: Path, document: Document) -> list[Finding]:
    """The findings in a document with the confidences that it has."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / f"{document.id}.json").write_bytes(to_json(document))
    database = tables.create(str(tmp_path / "kb.sqlite"))
    tables.insert(database, document)
    return run_checks(database).findings


def test_one_finding_of_many_shows_the_surest_record(tmp_path: Path) -> None:
    lines = "\n\n".join(f"- Đến năm 2025, tỷ lệ hộ dân dùng nước sạch đạt {n}%." for n in (91, 92, 93))
    document = plan(f"I. MỤC TIÊU\n\n{lines}")
    for target, confidence in zip(document.targets, (0.6, 0.99, 0.97), strict=True):
        target.confidence = confidence
    (found,) = [f for f in checked(tmp_path, document) if f.check == "target-year-passed"]
    assert found.evidence[0].start == document.targets[1].span.start and "3" in found.message_en


def test_a_stretch_of_time_that_passed_is_no_deadline_before_issue(tmp_path: Path) -> None:
    body = "I. NHIỆM VỤ\n\n1. Sở Y tế chủ trì rà soát, báo cáo UBND tỉnh {when}."
    assert findings_in(tmp_path, body.format(when="trong 3 tháng đầu năm 2026")) == []
    again = tmp_path / "again"
    again.mkdir()
    found = findings_in(again, body.format(when="trước ngày 15/3/2026"))
    assert [check for check, _ in found] == ["deadline-before-issue"]


def test_a_basis_is_in_force_until_what_replaces_it_takes_effect(tmp_path: Path) -> None:
    ended = "Quyết định này thay thế Quyết định số 12/2024/QĐ-UBND ngày 5/3/2024 của UBND tỉnh."
    later = f"Điều 1. Phê duyệt.\n\nĐiều 2. Kế hoạch này có hiệu lực từ ngày {{day}}. {ended.replace('Quyết định này', 'Kế hoạch này')}"
    for number, (day, checks) in enumerate([("01/12/2026", []), ("01/4/2026", ["basis-replaced"])]):
        folder = tmp_path / str(number) / "in"
        folder.mkdir(parents=True)
        old = (
            HEAD.format(title="Đầu tư", opening="")
            .replace("ngày 18 tháng 4", "ngày 1 tháng 4")
            .replace("118/KH", "90/KH")
        )
        (folder / "a.txt").write_text(old + later.format(day=day) + TAIL, "utf-8")
        opening = "Căn cứ Quyết định số 12/2024/QĐ-UBND ngày 5/3/2024 của UBND tỉnh về đầu tư;"
        new = HEAD.format(title="Đầu tư trạm y tế năm 2026", opening=opening)
        (folder / "b.txt").write_text(new + "I. NHIỆM VỤ\n\n1. Sở Y tế rà soát." + TAIL, "utf-8")
        kehoach.build([folder], folder.parent / "kb", names="rules")
        found = kehoach.open(folder.parent / "kb").check()
        assert [f.check for f in found if f.check.startswith("basis") and f.severity == "error"] == checks, (
            day
        )


def test_waived_findings_stay_visible(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    first = kb.check()[0]
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text(f"waivers:\n  - {{finding: {first.id}, reason: Đã hỏi lại, by: Văn thư}}\n", "utf-8")
    again = kb.check(waivers=waivers)
    assert [f.id for f in again] == [f.id for f in kb.check()]
    assert again[0].waived and again[0].waived.reason == "Đã hỏi lại"
    waivers.write_text(f"waivers:\n  - {{finding: {first.id}, reason: Đã hỏi lại}}\n", "utf-8")
    with pytest.raises(RuleError, match="finding, reason and by"):
        kb.check(waivers=waivers)


@pytest.mark.parametrize(
    ("text", "total", "added"),
    [
        ("tại 99 xã, phường (67 xã và 31 phường)", 99, 98),
        ("64 đơn vị hành chính cấp xã, gồm 55 xã và 09 phường", 64, 64),
        ("150 chỉ tiêu, gồm 100 chỉ tiêu chính và 40 chỉ tiêu phụ", 150, 140),
        ("12 nhiệm vụ (gồm 5 nhiệm vụ thường xuyên)", None, None),
        ("99 xã, phường, trong đó 3 xã và 2 phường khó khăn", None, None),
        ("99 xã, phường (67 xã và 5 trường)", None, None),
    ],
)
def test_totals_and_their_parts(text: str, total: int | None, added: int | None) -> None:
    found = [(s[3], s[5]) for s in find_sums(text, fold(text))]
    assert found == ([(total, added)] if total else [])


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("Chi tiết tại Phụ lục II kèm theo.", ["Phụ lục II"]),
        ("Có biểu chi tiết kèm theo.", ["biểu"]),
        ("Thực hiện theo Phụ lục I ban hành kèm theo Nghị định số 30/2020/NĐ-CP.", []),
        ("Chi tiết tại Phụ lục 01 kèm theo.\n\nPHỤ LỤC I\n\nDANH MỤC NHIỆM VỤ", []),
        ("Chi tiết tại Phụ lục 02 kèm theo.\n\nPHỤ LỤC I\n\nDANH MỤC NHIỆM VỤ", ["Phụ lục 02"]),
        ("Chi tiết tại Phụ lục kèm theo.\n\nPHỤ LỤC I\n\nDANH MỤC NHIỆM VỤ", []),
        ("Chi tiết tại Phụ lục kèm theo.\n\nPHỤ LỤC\n\nDANH MỤC NHIỆM VỤ", []),
    ],
)
def test_announced_annexes(body: str, missing: list[str]) -> None:
    document = plan("I. NỘI DUNG\n\n" + body)
    assert [label for _, _, label in find_announced(document, fold(document.text))] == missing


# --- who leads, in the table and in the text --------------------------------------------------

_WORK = "Rà soát, bổ sung nhà vệ sinh công cộng tại các chợ trên địa bàn tỉnh"


@pytest.mark.parametrize(
    ("unit", "lead", "support", "work", "found"),
    [
        ("Sở Y tế", "Sở Xây dựng", "Sở Tài chính", _WORK, True),
        ("Sở Y tế", "Sở Y tế tỉnh Vĩnh Giang", "Sở Tài chính", _WORK, False),  # one body by two names
        ("Sở Y tế", "Sở Xây dựng", "Sở Y tế", _WORK, False),  # told its own part of it
        ("Sở Y tế", "Sở Xây dựng", "Sở Tài chính", f"{_WORK}, nhất là các chợ đầu mối và chợ biên giới", False),  # other work
        ("Sở Y tế", "Các sở, ban, ngành", "Sở Tài chính", _WORK, False),  # a group may hold the other
    ],
)  # fmt: skip
def test_a_table_and_the_text_name_other_leads(
    unit: str, lead: str, support: str, work: str, found: bool, tmp_path: Path
) -> None:
    rows = (
        f"| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |\n| 1 | {_WORK} | {lead} | {support} | Quý III/2026 |\n"
        "| 2 | Lắp đặt bảng nội quy tại cổng của từng chợ | Sở Công Thương | UBND các xã | Quý IV/2026 |"
    )
    body = f"I. TỔ CHỨC THỰC HIỆN\n\n1. {unit}\n\n- {work}.\n\nPHỤ LỤC\n\nPHÂN CÔNG NHIỆM VỤ\n\n{rows}"
    document = plan(body)
    assert len(document.tasks) == 3
    for task in document.tasks:
        task.confidence = 1.0
    assert ("task-two-leads" in [f.check for f in checked(tmp_path, document)]) == found


# --- titles that were exchanged ---------------------------------------------------------------

_RANKS, _PRICES = "phân hạng các chợ trên địa bàn tỉnh Vĩnh Giang", "giá dịch vụ sử dụng diện tích bán hàng"


@pytest.mark.parametrize(
    ("titles", "found"),
    [((_PRICES, _RANKS), True), ((_RANKS, _PRICES), False), ((_RANKS, _RANKS), False), ((_RANKS, "ngân sách của tỉnh năm 2026"), False)],
)  # fmt: skip
def test_titles_of_neighbours(titles: tuple[str, str], found: bool, tmp_path: Path) -> None:
    for number, named in enumerate([(_RANKS, _PRICES), titles]):
        cited = "; ".join(
            f"Quyết định số {symbol}/QĐ-UBND ngày 14/3/2026 của UBND tỉnh về {title}"
            for symbol, title in zip((471, 483), named, strict=True)
        )
        text = HEAD.format(title=f"Phát triển chợ {number}", opening=f"Căn cứ {cited}.").replace(
            "118/", f"{number}18/"
        )
        (tmp_path / f"{number}.txt").write_text(f"{text}I. NỘI DUNG\n\nPhát triển chợ.{TAIL}", "utf-8")
    report = kehoach.build([tmp_path], tmp_path / "kb", names="rules")
    assert len([f for f in report.findings if f.check == "title-of-neighbour"]) == found


def test_what_is_told_roughly_first_lets_nothing_go() -> None:
    printed = [
        "Báo cáo Sở Y tế",
        "BÁO\xa0CÁO",
        "façade",
        "Español",
        "bao\u0331 cao",
        "Đề án 06",
        "hoà bình",
        "m² – 12%",
        "한글",
        "aﬁb",
        "ẗ",
    ]
    asked = [
        "bao cao",
        "facade",
        "espanol",
        "de an",
        "đề án",
        "hòa",
        "m2",
        "12%",
        "- 12",
        "한",
        "fi",
        "s_ y",
        "a%o",
        "t",
    ]
    database = sqlite3.connect(":memory:")
    tables.functions(database)
    database.execute("CREATE TABLE d (words TEXT, odd INTEGER)")
    database.executemany("INSERT INTO d VALUES (?,?)", [(words, is_odd([words, None])) for words in printed])
    for words in asked:
        pattern = f"%{bare(words)}%"
        given = {"text": pattern, "text_rough": rough(pattern)}
        surely = database.execute("SELECT words FROM d WHERE bare(words) LIKE :text", given).fetchall()
        assert (
            database.execute(f"SELECT words FROM d WHERE {holds('text', 'words')}", given).fetchall()
            == surely
        )
    assert [words for words in printed if not is_odd([words])] == [
        "Báo cáo Sở Y tế", "BÁO\xa0CÁO", "Đề án 06", "hoà bình", "m² – 12%", "aﬁb"
    ]  # fmt: skip


def test_words_are_kept_as_their_place_in_the_quote() -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE c (title, quote TEXT)")
    quote = "Quyết định số 12/QĐ-UBND về việc lập quy hoạch"
    listed = ["về việc lập quy hoạch", "Quyết định", "về quy hoạch", "", None]
    database.executemany("INSERT INTO c VALUES (?,?)", [(kept(words, quote), quote) for words in listed])
    told_again = database.execute(f"SELECT {told('title', 'c')}, typeof(title) FROM c").fetchall()
    assert told_again == list(zip(listed, ["integer", "integer", "text", "text", "null"], strict=True))
