"""How many pages are read at once: one on each core, and of a build no more than it has jobs, whichever of its children read them.

A turn is a file that is locked while a page is read. The lock ends with its process: a child that is killed in mid-page takes no
turn with it, and the last long scan of a build has the turns of all who are done.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kehoach.locks import try_hold

_LOOK = 0.02  # seconds; a page takes a hundred times as long

_turns: list[Path] = []  # of the build that this process reads for


def make(folder: Path, count: int) -> list[Path]:
    """The turns of a build, as files of a folder that it has for itself."""
    made = [folder / f"turn-{number}" for number in range(count)]
    for turn in made:
        turn.touch()
    return made


def share(turns: list[Path]) -> None:
    """From now on this process reads pages in these turns only."""
    _turns[:] = turns


def at_once() -> int:
    """The most pages that may be read at once; outside a build, the cores that this process may use."""
    if _turns:
        return len(_turns)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def turn() -> Iterator[None]:
    """Waits for a turn and holds it."""
    while True:
        held = next((held for path in _turns if (held := try_hold(path))), None)
        if held or not _turns:
            break
        time.sleep(_LOOK)
    try:
        yield
    finally:
        if held:
            held.release()
