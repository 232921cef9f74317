"""The documentation says what is so: commands that CI runs, files that exist, calls that are there."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import kehoach
from kehoach.cli import app
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_ci_runs_the_commands_of_the_readme() -> None:
    commands = re.findall(r"```sh\n(.+?)\n```", README, re.DOTALL)
    assert len(commands) == 2
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert all(command in script for command in commands)


@pytest.mark.parametrize(
    "name",
    sorted(
        set(
            re.findall(
                r"`((?:docs|rules|corpus|tests|pipeline)/[\w./-]+\w)`",
                README + (ROOT / "docs" / "architecture.md").read_text("utf-8"),
            )
        )
    ),
)
def test_files_that_the_documentation_names_exist(name: str) -> None:
    assert (ROOT / name).exists()


def test_every_command_is_in_the_readme() -> None:
    names = [c.name or c.callback.__name__ for c in app.registered_commands if c.callback]
    assert names and all(f"`kehoach {name}" in README for name in names)


def test_every_command_has_an_example() -> None:
    for command in app.registered_commands:
        assert command.callback is not None and "Example:" in (command.callback.__doc__ or "")


def test_the_version_is_in_the_changelog() -> None:
    assert f"## {kehoach.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_pin_has_its_licence_listed() -> None:
    """``.ci/audit`` writes the list."""
    pins = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    listed = (ROOT / "docs" / "licences.md").read_text("utf-8").lower()
    names = {
        re.sub(r"[-_.]+", "-", line.split("|")[1].strip())
        for line in listed.splitlines()
        if line.startswith("|")
    }
    assert len(pins) > 100 and [n for n, _ in pins if re.sub(r"[-_.]+", "-", n.lower()) not in names] == []


def test_the_page_on_quality_is_written_whole() -> None:
    """Its prose is that of its source, so that nobody mends the page alone; ``tests/benchmarks/report.py`` writes it."""
    page = (ROOT / "docs" / "quality.md").read_text("utf-8")
    prose = (ROOT / "tests" / "benchmarks" / "quality.in.md").read_text("utf-8")
    told = re.sub(r"<!-- (\w+): measured -->.*?<!-- end of \1 -->", r"{\1}", page, flags=re.DOTALL)
    assert told == prose


BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def told(book: nbformat.NotebookNode) -> list[str]:
    """What the cells say in text; where a picture is drawn, that it is."""
    said = []
    for cell in book.cells:
        outputs = cell.get("outputs", [])
        said.append("".join(output["text"] for output in outputs if output.output_type == "stream"))
        for data in (output.data for output in outputs if output.output_type != "stream"):
            said.append("picture" if "image/png" in data else data["text/plain"])
    return [text for text in said if text]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_notebooks_run_and_say_what_they_said(path: Path) -> None:
    """Every cell in a kernel of its own, as the reader would run them; stored outputs are those of today's code."""
    book = nbformat.read(path, as_version=4)
    stored = told(book)
    assert len(stored) >= 6 and sum(cell.cell_type == "markdown" for cell in book.cells) >= 5
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    assert told(book) == stored


def test_there_are_three_notebooks() -> None:
    assert len(BOOKS) >= 3 and "picture" in told(nbformat.read(BOOKS[1], as_version=4))
