"""The documentation says what is so: commands that CI runs, files that exist, calls that are there."""

import json
import re

import pytest

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


def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell in order, as the notebook's reader would run them; its stored outputs are there and no errors."""
    book = json.loads((ROOT / "notebooks" / "asking.ipynb").read_text("utf-8"))
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert all(o["output_type"] != "error" for cell in cells for o in cell["outputs"])
    assert sum(bool(cell["outputs"]) for cell in cells) >= 6
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for cell in cells:
        exec("".join(cell["source"]), names)
    assert names["clash"].check == "targets-disagree"  # type: ignore[attr-defined]
