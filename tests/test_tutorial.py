"""The tutorials, run line by line: what they say a command answers is what it answers."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

TUTORIALS = ("tutorial.md", "huong-dan.md")


def steps(path: Path) -> list[tuple[str, list[str]]]:
    """Each command with the lines that it answers."""
    made: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.+?)```", path.read_text("utf-8"), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                made.append((line[2:], []))
            else:
                made[-1][1].append(line)
    return made


def pattern(lines: list[str]) -> str:
    """The answer as an expression: "..." stands for anything, a line of it for any lines."""
    parts = []
    for line in lines:
        parts.append(
            r"(?:.*\n)*?"
            if line == "..."
            else ".*?".join(map(re.escape, re.split(r" ?\.\.\. ?", line))) + r"[ ]*\n"
        )
    return "".join(parts)


@pytest.mark.parametrize("name", TUTORIALS)
def test_tutorial(name: str, tmp_path: Path) -> None:
    found = steps(ROOT / "docs" / name)
    assert len(found) >= 8
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    for command, answer in found:
        program, *arguments = shlex.split(command)
        assert program == "kehoach"
        done = subprocess.run(
            [sys.executable, "-m", "kehoach", *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
            env={
                "COLUMNS": "160",
                "PATH": "/usr/bin:/bin",
                "PYTHONPATH": str(ROOT / "pipeline"),
                "LANG": "C.UTF-8",
            },
        )
        assert done.returncode == 0, (command, done.stderr)
        assert re.fullmatch(pattern(answer), done.stdout), (command, done.stdout)


def test_both_tutorials_take_the_same_steps() -> None:
    verbs = [[command.split()[1] for command, _ in steps(ROOT / "docs" / name)] for name in TUTORIALS]
    assert verbs[0] == verbs[1]
