"""The commands, as a person types them."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest
import typer
import yaml

import kehoach
from kehoach.cli import app
from kehoach.cli.helping import OTHERS, texts
from kehoach.cli.render import SHOWN
from kehoach.cli.words import COLUMNS_VI
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


def test_every_column_of_a_table_has_a_vietnamese_heading() -> None:
    shown = {name for names in SHOWN.values() for name in names}
    assert shown <= COLUMNS_VI.keys(), shown - COLUMNS_VI.keys()


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
    assert "Documents" in shown and "16" in shown and "Findings" in shown


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
    shown = run("check", "--kb", corpus_folder, "--lang", language, "--fail-on", "never")
    assert word in shown and "105%" in shown
    errors = json.loads(
        run("check", "--kb", corpus_folder, "--severity", "error", "--format", "json", "--fail-on", "never")
    )
    assert errors and {e["severity"] for e in errors} == {"error"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--severity", "note"), 0),
        (("--severity", "note", "--fail-on", "note"), 1),
        (("--check", "no-such"), 0),
        (("--fail-on", "always"), 2),
        (("--kb", "/nowhere"), 2),
    ],
)
def test_exit_codes_of_check(corpus_folder: Path, arguments: tuple[str, ...], code: int) -> None:
    command = [sys.executable, "-m", "kehoach", "check", "--kb", str(corpus_folder), *arguments]
    assert subprocess.run(command, capture_output=True, check=False).returncode == code


def test_findings_as_sarif_and_html(corpus_folder: Path) -> None:
    log = json.loads(run("check", "--kb", corpus_folder, "--format", "sarif", "--fail-on", "never"))
    results, rules = log["runs"][0]["results"], log["runs"][0]["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0" and len(results) > 20
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["charLength"] == len(region.get("snippet", {"text": ""})["text"])
    page = run("check", "--kb", corpus_folder, "--format", "html", "--fail-on", "never")
    elements = [element.tag for element in lxml.html.fromstring(page).iter() if isinstance(element.tag, str)]
    assert elements.count("article") == len(results) and elements.count("blockquote") > len(results)
    assert not re.search(r"(?:src|href)=", page)


def test_schema_and_rules() -> None:
    assert json.loads(run("schema"))["$schema"].endswith("2020-12/schema")
    assert "document_types.yaml" in run("rules")


# --- help, defaults, colours ------------------------------------------------------------------


def test_help_speaks_vietnamese() -> None:
    command = typer.main.get_command(app)
    known = yaml.safe_load((ROOT / "pipeline" / "kehoach" / "cli" / "help.yaml").read_text("utf-8"))
    assert texts(command) | OTHERS == known.keys(), (texts(command) | OTHERS) ^ known.keys()
    for arguments in (
        ("--lang", "vi", "--help"),
        ("build", "--help", "--lang", "vi"),
        ("--lang=vi", "due", "--help"),
    ):
        shown = run(*arguments)
        assert "Ngôn ngữ hiển thị" in shown and "Language of" not in shown
        assert "Cách dùng: " in shown and not [
            word for word in OTHERS if word in re.sub(r"\[OPTIONS\]", "", shown)
        ]
    assert "Language of" in run("build", "--help")


def test_defaults_come_from_a_file(
    corpus_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kehoach.toml"
    path.write_text(f'kb = "{corpus_folder}"\nlang = "en"\n[search]\nlimit = 2\n[due]\ndays = 365\n', "utf-8")
    monkeypatch.setenv("KEHOACH_CONFIG", str(path))
    assert "2 rows" in run("search", "bac si")
    assert "3 rows" in run("search", "bac si", "--limit", "3")
    assert "within 365 days" in run("due", "--today", "2026-06-01")
    assert "trong 365 ngày" in run("--lang", "vi", "due", "--today", "2026-06-01")
    path.write_text("kb = ", "utf-8")
    run("search", "bac si", status=2)


def test_version_and_colours(corpus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("--version") == f"kehoach {kehoach.__version__}\n"
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1m" in run("search", "bac si", "--kb", corpus_folder)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in run("check", "--kb", corpus_folder, "--fail-on", "never")


def test_types_are_shipped() -> None:
    assert (ROOT / "pipeline" / "kehoach" / "py.typed").exists()


def test_doubts_are_judged_in_the_terminal(corpus_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(corpus_folder, tmp_path / "kb", symlinks=True)
    command = [
        sys.executable,
        "-m",
        "kehoach",
        "review",
        "--answer",
        "--by",
        "Nguyễn Văn Mẫu",
        "--limit",
        "4",
        "--kb",
        str(tmp_path / "kb"),
    ]
    done = subprocess.run(command, input="ds\nq", capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    said = [
        json.loads(line)["verdict"]
        for line in (tmp_path / "kb" / "corrections.jsonl").read_text("utf-8").splitlines()
    ]
    assert said == ["right", "wrong"]
    assert "1" in run("review", "--kb", tmp_path / "kb", "--limit", "1")
    run("review", "--answer", "--kb", tmp_path / "kb", status=2)


def test_without_judgements_there_are_no_annotations(corpus_folder: Path, tmp_path: Path) -> None:
    said = run("review", "--gold", tmp_path / "gold", "--kb", corpus_folder, "--lang", "en")
    assert "No record has been judged" in said and not list((tmp_path / "gold").iterdir())
