"""No record depends on the order of a list in rules/: all lists shuffled, every document gives the same records."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kehoach import rules
from tests.conftest import CORPUS, SHARED

_READ = """
import json, sys
from pathlib import Path
import msgspec
from kehoach import rules
given = sys.argv[1]
if given != "-":
    rules.folder = lambda: Path(given)
import kehoach
for path in sys.argv[2:]:
    print(json.dumps(msgspec.to_builtins(kehoach.process(path)), ensure_ascii=True))
"""


def shuffled(data: Any, draw: random.Random) -> Any:
    """The same data with the entries of every list in another order, at every depth."""
    if isinstance(data, dict):
        return {key: shuffled(value, draw) for key, value in data.items()}
    if isinstance(data, list):
        other = [shuffled(value, draw) for value in data]
        draw.shuffle(other)
        return other
    return data


def shuffled_rules(folder: Path, seed: int) -> Path:
    """A copy of rules/ with every list shuffled, the lines of the word list too."""
    draw = random.Random(seed)
    folder.mkdir()
    for path in sorted(rules.folder().iterdir()):
        if path.suffix == ".yaml":
            data = shuffled(yaml.safe_load(path.read_text("utf-8")), draw)
            (folder / path.name).write_text(yaml.safe_dump(data, allow_unicode=True, width=10**6), "utf-8")
        elif path.suffix == ".tsv":
            head, *lines = path.read_text("utf-8").splitlines()
            draw.shuffle(lines)
            (folder / path.name).write_text("\n".join([head, *lines]) + "\n", "utf-8")
        elif path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


def read_by(folder: Path | None, paths: list[Path]) -> list[dict[str, Any]]:
    """The records of documents by the rules of a folder (None: the project's own), in a process of their own."""
    command = [sys.executable, "-c", _READ, str(folder or "-"), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def documents() -> list[Path]:
    """The documents of the corpus, and the shared plans where they are present."""
    plans = sorted((SHARED / "plans").iterdir()) if (SHARED / "plans").is_dir() else []
    return [*sorted(path for path in CORPUS.rglob("*") if path.is_file()), *plans]


@pytest.fixture(scope="module")
def ordered() -> list[dict[str, Any]]:
    """The records by the rules as they stand."""
    return read_by(None, documents())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_lists_decides_nothing(seed: int, ordered: list[dict[str, Any]], tmp_path: Path) -> None:
    found = read_by(shuffled_rules(tmp_path / "rules", seed), documents())
    assert len(found) == len(ordered) > 10
    changed = [
        f"{path.name}: {change}"
        for path, a, b in zip(documents(), ordered, found, strict=True)
        for change in differences("", a, b)
    ]
    assert changed == []


def differences(where: str, a: Any, b: Any) -> Iterator[str]:
    """The places at which two records differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in a:
            yield from differences(f"{where}.{key}", a[key], b.get(key))
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for at, (one, other) in enumerate(zip(a, b, strict=True)):
            yield from differences(f"{where}[{at}]", one, other)
    elif a != b:
        yield f"{where}: {a!r:.150} / {b!r:.150}"
