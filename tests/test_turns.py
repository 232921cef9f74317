"""Pages of scans are read in turns: no more at once than a build has jobs, whichever of its children reads them."""

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from kehoach.reading.ocr import turns

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="files are not locked on Windows")


def page(shared: list[Path], log: Path, seconds: float) -> None:
    """What a child does: waits for its turn, and logs when it began and ended its page."""
    turns.share(shared)
    with turns.turn():
        began = time.monotonic()
        log.with_name(f"at-work-{os.getpid()}").touch()
        time.sleep(seconds)
        with log.open("a") as told:
            told.write(f"{began} {time.monotonic()}\n")


@pytest.mark.parametrize("count", [1, 2])
def test_no_more_pages_than_turns(tmp_path: Path, count: int) -> None:
    shared, log = turns.make(tmp_path, count), tmp_path / "log"
    children = [multiprocessing.Process(target=page, args=(shared, log, 0.15)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    times = [tuple(map(float, line.split())) for line in log.read_text().splitlines()]
    assert len(times) == 4
    at_once = [sum(began <= moment < ended for began, ended in times) for moment, _ in times]
    assert max(at_once) == count


def test_a_killed_child_gives_its_turn_back(tmp_path: Path) -> None:
    shared, log = turns.make(tmp_path, 1), tmp_path / "log"
    first = multiprocessing.Process(target=page, args=(shared, log, 60.0))
    first.start()
    while not (tmp_path / f"at-work-{first.pid}").exists():
        time.sleep(0.01)
    os.kill(first.pid or 0, signal.SIGKILL)
    second = multiprocessing.Process(target=page, args=(shared, log, 0.0))
    second.start()
    second.join(30)
    assert second.exitcode == 0 and len(log.read_text().splitlines()) == 1


def test_outside_a_build_all_cores_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert turns.at_once() >= 1
    monkeypatch.setattr(turns, "_turns", [Path("a"), Path("b"), Path("c")])
    assert turns.at_once() == 3
