"""The long run: steps, news, what is told to people and programs, folders that are looked after."""

import json
import shutil
from pathlib import Path
from threading import Event, Thread

import pytest
from typer.testing import CliRunner

import kehoach
from kehoach.cli import app
from kehoach.cli.options import documents
from kehoach.errors import UsageError
from kehoach.knowledge.records import Entry, Finding, Findings, Manifest, Waiver
from kehoach.running import Report, Step
from kehoach.running.news import news
from kehoach.running.watch import watched
from tests.conftest import CORPUS
from tests.test_cli import run


def text_files(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(CORPUS / name, folder / name)


FIVE_YEARS, SCHOOLS, LETTER = (
    "03-ke-hoach-5-nam.pdf",
    "06-ke-hoach-so-giao-duc.txt",
    "12-cong-van-don-doc.txt",
)
CLASH = "01-chuong-trinh-tinh-uy.pdf"  # sets other numbers than the plan of five years


# --- steps ------------------------------------------------------------------------------------


def test_steps_name_what_is_being_read(tmp_path: Path) -> None:
    text_files(tmp_path / "in", SCHOOLS, LETTER)
    steps: list[Step] = []
    kehoach.build([tmp_path / "in"], tmp_path / "kb", progress=steps.append)
    assert [(s.done, s.total, s.reading) for s in steps] == [
        (0, 2, f"in/{SCHOOLS}"),
        (1, 2, f"in/{LETTER}"),
        (2, 2, None),
    ]
    assert steps[0].last is None and steps[1].last is not None and steps[1].last.outcome == "read"
    again: list[Step] = []
    kehoach.build([tmp_path / "in"], tmp_path / "kb", progress=again.append)
    assert [(s.done, s.total) for s in again] == [(0, 0)]


# --- news -------------------------------------------------------------------------------------


def entry(path: str, sha: str, outcome: str = "read") -> Entry:
    return Entry(path, sha, outcome, path)  # type: ignore[arg-type]


def finding(ident: str, severity: str = "error", waived: Waiver | None = None) -> Finding:
    return Finding(ident, "c", severity, "", "", "", "", [], waived)  # type: ignore[arg-type]


def test_news_tell_every_change() -> None:
    before = Manifest([entry("a", "1"), entry("b", "1"), entry("c", "1"), entry("d", "1", "failed")], "", "")
    after = Manifest(
        [
            entry("a", "1"),
            entry("b", "2"),
            entry("d", "1", "failed"),
            entry("e", "1"),
            entry("f", "1", "failed"),
        ],
        "",
        "",
    )
    told = news(
        before,
        after,
        Findings([finding("x"), finding("y")]),
        Findings([finding("y"), finding("z"), finding("n", "note")]),
    )
    paths = [
        [e.path for e in told.new],
        [e.path for e in told.changed],
        told.gone,
        [e.path for e in told.failed],
    ]
    assert paths == [["e"], ["b"], ["c"], ["f"]]
    assert [f.id for f in told.appeared] == ["z"] and [f.id for f in told.settled] == ["x"]


def test_no_change_is_no_news() -> None:
    manifest, found = Manifest([entry("a", "1")], "", ""), Findings([finding("x")])
    assert not news(manifest, manifest, found, found)
    assert news(None, manifest, None, found)


def test_a_waived_finding_is_settled() -> None:
    told = news(
        None,
        Manifest([], "", ""),
        Findings([finding("x")]),
        Findings([finding("x", waived=Waiver("r", "b"))]),
    )
    assert [f.id for f in told.settled] == ["x"] and told.appeared == []


def test_a_build_tells_what_a_new_document_contradicts(tmp_path: Path) -> None:
    text_files(tmp_path / "in", FIVE_YEARS)
    kehoach.build([tmp_path / "in"], tmp_path / "kb")
    text_files(tmp_path / "in", CLASH)
    told = kehoach.build([tmp_path / "in"], tmp_path / "kb").news
    assert [e.path for e in told.new] == [f"in/{CLASH}"] and told.changed == [] and told.gone == []
    assert "targets-disagree" in {f.check for f in told.appeared}
    (tmp_path / "in" / CLASH).unlink()
    told = kehoach.build([tmp_path / "in"], tmp_path / "kb").news
    assert told.gone == [f"in/{CLASH}"] and "targets-disagree" in {f.check for f in told.settled}


# --- what is told -----------------------------------------------------------------------------


def test_lines_of_json(tmp_path: Path) -> None:
    text_files(tmp_path / "in", SCHOOLS)
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    shown = run("build", tmp_path / "in", "--out", tmp_path / "kb", "--log-json", status=1)
    lines = [json.loads(line) for line in shown.splitlines() if line.startswith("{")]
    assert [line["event"] for line in lines] == ["start", "read", "failed", "done"]
    assert lines[2]["path"] == "in/broken.pdf" and lines[2]["reason"] and lines[2]["done"] == 2
    assert lines[3]["counts"]["documents"] == 1 and lines[3]["failed"] == ["in/broken.pdf"]
    assert all(line["time"] for line in lines)


def test_a_quiet_build_says_nothing_when_all_is_well(tmp_path: Path) -> None:
    text_files(tmp_path / "in", SCHOOLS)
    assert run("build", tmp_path / "in", "--out", tmp_path / "kb", "--quiet") == ""


def test_the_closing_says_what_needs_a_person(tmp_path: Path) -> None:
    text_files(tmp_path / "in", FIVE_YEARS, CLASH)
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    shown = run("build", tmp_path / "in", "--out", tmp_path / "kb", "--lang", "en", status=1)
    assert "Needs a person" in shown and "1 files could not be read" in shown and "kehoach check" in shown
    assert "in/empty.txt" in shown


def test_a_later_build_tells_the_news(tmp_path: Path) -> None:
    text_files(tmp_path / "in", FIVE_YEARS)
    run("build", tmp_path / "in", "--out", tmp_path / "kb")
    text_files(tmp_path / "in", CLASH)
    (tmp_path / "in" / FIVE_YEARS).unlink()
    shown = run("build", tmp_path / "in", "--out", tmp_path / "kb", "--lang", "en")
    assert f"new in/{CLASH}" in shown and f"gone in/{FIVE_YEARS}" in shown


# --- watching ---------------------------------------------------------------------------------


def test_a_folder_is_looked_after(tmp_path: Path) -> None:
    """Reports come for what arrives and what goes, not for other files; a folder may be empty at first."""
    folder, stop, reports = tmp_path / "in", Event(), list[Report]()
    folder.mkdir()
    reported = Event()

    def look() -> None:
        for report in watched(folder, tmp_path / "kb", stop=stop):
            reports.append(report)
            reported.set()

    thread = Thread(target=look, daemon=True)
    thread.start()

    def after(change: object, wait: float = 30) -> bool:
        reported.clear()
        assert callable(change)
        change()
        return reported.wait(wait)

    # The watcher needs a moment before it listens: what stands there before is found by the next change at the latest.
    while not reports:
        if after(lambda: text_files(folder, SCHOOLS), 4):
            break
        (folder / SCHOOLS).unlink()
    assert reports[0].counts["documents"] == 1
    assert not after(lambda: (folder / "notes.tmp").write_text("x"), 3)
    assert after(lambda: text_files(folder, LETTER))
    assert [e.path for e in reports[-1].news.new] == [f"in/{LETTER}"] and reports[-1].reread == 1
    assert after(lambda: (folder / SCHOOLS).unlink())
    assert reports[-1].news.gone == [f"in/{SCHOOLS}"]
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        next(watched(tmp_path / "none", tmp_path / "kb"))


# --- completion -------------------------------------------------------------------------------


def test_the_shell_completes_symbols(corpus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["kehoach", "show", "--kb", str(corpus_folder), "118"]
    monkeypatch.setenv("_KEHOACH_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", " ".join(words))
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    shown = CliRunner().invoke(app, prog_name="kehoach").output
    assert "118/KH-UBND" in shown


def test_completion_without_a_base_is_empty(tmp_path: Path) -> None:
    class Context:
        params = {"kb": tmp_path / "none"}  # noqa: RUF012

    assert documents(Context(), "1") == []  # type: ignore[arg-type]
