"""Reading leaves no trace in what is read, and needs no right to write there."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kehoach.knowledge.desk import open_desk
from tests.conftest import ROOT

PLAN = "kh-118-ubnd-tinh-vinh-giang-2026"
PATHS = (
    "/", "/kehoach/documents", "/kehoach/tasks", "/kehoach/units", "/kehoach/targets", "/kehoach/findings", f"/kehoach/document/{PLAN}",
    f"/kehoach/document/{PLAN}/record/k1", f"/kehoach/document/{PLAN}/page?page=2", f"/kehoach/document/{PLAN}/page/2.png", "/kehoach/review",
    f"/kehoach/document/{PLAN}/brief.docx", "/kehoach/tasks.xlsx", "/kehoach/search?q=bac+si", "/kehoach/new", "/kehoach/ledger", "/kehoach/compare",
    "/kehoach/network", "/kb/targets.json",
)  # fmt: skip


@pytest.fixture()
def barred(tmp_path: Path, corpus_folder: Path) -> Iterator[Path]:
    """A knowledge base that nobody may write, no list made for it yet."""
    folder = tmp_path / "kb"
    shutil.copytree(corpus_folder, folder, symlinks=True)
    for path in folder.glob("desk.sqlite*"):
        path.unlink()
    _allow(folder, 0o555)
    yield folder
    _allow(folder, 0o755)


def _allow(folder: Path, mode: int) -> None:
    for path in (folder, *(p for p in folder.rglob("*") if p.is_dir() and not p.is_symlink())):
        path.chmod(mode)


def obeying() -> list[str]:
    """What makes a command mind the rights of folders even where root runs it."""
    if sys.platform == "win32":
        pytest.skip("rights of folders are told in another way")
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root minds no rights, and setpriv is not here")
    return ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]


@contextmanager
def served(folder: Path, cache: Path) -> Iterator[str]:
    command = [*obeying(), sys.executable, "-m", "kehoach", "serve", "--kb", str(folder), "--port", "0"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found is not None
        yield found[0]
    finally:
        process.terminate()
        process.wait(20)


def state(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in (folder, *sorted(folder.rglob("*")))}


def read_all(address: str) -> None:
    for path in PATHS:
        with urllib.request.urlopen(address + path, timeout=60) as answer:
            assert answer.status == 200 and answer.read(), path


@pytest.mark.parametrize("lists", ["none yet", "made before"])
def test_a_folder_that_may_not_be_written_is_read_as_any_other(
    barred: Path, tmp_path: Path, lists: str
) -> None:
    if lists == "made before":
        _allow(barred, 0o755)
        open_desk(barred).close()
        _allow(barred, 0o555)
    before = state(barred)
    with served(barred, tmp_path / "cache") as address:
        read_all(address)
    assert state(barred) == before
    kept = [path.name for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert "desk.sqlite" in kept and any(name.endswith("-2.png") for name in kept)


def test_a_cache_that_cannot_be_made_goes_with_the_process(barred: Path, tmp_path: Path) -> None:
    (tmp_path / "no-folder").write_text("", "utf-8")
    before = state(barred)
    with served(barred, tmp_path / "no-folder") as address:
        read_all(address)
    assert state(barred) == before


def test_work_needs_a_folder_that_may_be_written(barred: Path) -> None:
    command = [*obeying(), sys.executable, "-m", "kehoach", "serve", "--kb", str(barred), "--work", "--port", "0"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 2 and "--work" in done.stderr and "Không ghi được" in done.stderr


def test_pictures_of_pages_lie_beside_no_knowledge_base(corpus_folder: Path, tmp_path: Path) -> None:
    """Where the folder may be written, reading makes the lists there and nothing else."""
    open_desk(corpus_folder).close()
    before = state(corpus_folder)
    with served(corpus_folder, tmp_path / "cache") as address:
        read_all(address)
    assert state(corpus_folder) == before
