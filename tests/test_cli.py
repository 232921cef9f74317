"""The commands, as a person types them."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CORPUS, ROOT


def run(*arguments: str | Path, status: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kehoach", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout if status == 0 else done.stdout + done.stderr


def test_help_names_every_command() -> None:
    shown = run("--help")
    assert all(
        name in shown for name in ("build", "query", "search", "show", "graph", "check", "schema", "rules")
    )


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, kehoach.cli; print([m for m in ('pandas', 'spacy', 'underthesea', 'pdfplumber', 'docx', 'rich.table') if m in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )


def test_build_tells_what_it_found(tmp_path: Path) -> None:
    shown = run("build", CORPUS, "--out", tmp_path / "kb", "--lang", "en")
    assert "Documents" in shown and "14" in shown and "Findings" in shown


def test_build_with_failures_exits_1_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    shown = run(
        "build",
        CORPUS / "06-ke-hoach-so-giao-duc.txt",
        tmp_path / "empty.txt",
        "--out",
        tmp_path / "kb",
        status=1,
    )
    assert "empty.txt" in shown and "empty" in shown
    assert (
        json.loads((tmp_path / "kb" / "manifest.json").read_text("utf-8"))["entries"][0]["outcome"] == "read"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "nowhere"),
        ("query", "things"),
        ("query", "targets", "--kb", "nowhere"),
        ("graph", "--format", "svg"),
    ],
)
def test_wrong_usage_exits_2(arguments: tuple[str, ...]) -> None:
    run(*arguments, status=2)


@pytest.mark.parametrize("kind", ["documents", "targets", "tasks", "deadlines", "citations", "units"])
def test_queries_in_every_format(corpus_folder: Path, kind: str) -> None:
    rows = json.loads(run("query", kind, "--kb", corpus_folder, "--format", "json"))
    assert rows
    assert len(
        list(csv.DictReader(io.StringIO(run("query", kind, "--kb", corpus_folder, "--format", "csv"))))
    ) == len(rows)
    assert str(len(rows)) in run("query", kind, "--kb", corpus_folder)


def test_show(corpus_folder: Path) -> None:
    shown = run("show", "118/KH-UBND", "--kb", corpus_folder, "--lang", "en")
    assert all(
        words in shown for words in ("Outline", "Sets targets", "Gives tasks", "Cites", "Cited by", "Sở Y tế")
    )
    assert (
        json.loads(run("show", "118/KH-UBND", "--kb", corpus_folder, "--format", "json"))["meta"]["symbol"]
        == "118/KH-UBND"
    )


@pytest.mark.parametrize("form", ["tree", "dot", "mermaid", "json"])
def test_graph(corpus_folder: Path, form: str) -> None:
    assert "118/KH-UBND" in run("graph", "--kb", corpus_folder, "--format", form)


def test_search(corpus_folder: Path) -> None:
    assert "bác sĩ" in run("search", "bac si", "--kb", corpus_folder)


@pytest.mark.parametrize(("language", "word"), [("vi", "cảnh báo"), ("en", "warning")])
def test_check(corpus_folder: Path, language: str, word: str) -> None:
    shown = run("check", "--kb", corpus_folder, "--lang", language)
    assert word in shown and "105%" in shown
    errors = json.loads(run("check", "--kb", corpus_folder, "--severity", "error", "--format", "json"))
    assert errors and {e["severity"] for e in errors} == {"error"}


def test_schema_and_rules() -> None:
    assert json.loads(run("schema"))["$schema"].endswith("2020-12/schema")
    assert "document_types.yaml" in run("rules")
