"""Files are read in child processes with limits of time and memory, so that a hostile one costs itself only.

Text cannot hang or burst a reader and is read in this process when there is one job; PDF, Word and others
go to a child that is started once and, when a file exceeds its limits or crashes it, started anew.
"""

import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from pathlib import Path
from typing import Any

import msgspec

from kehoach.recognition import Names
from kehoach.running.one import Outcome, attempt, attempt_encoded

Given = tuple[str, str, str | None, Names]
_HARMLESS = {".txt", ".md"}


class Limits(msgspec.Struct, frozen=True):
    """What one file may take: seconds of wall time, and megabytes of memory where the system can limit it."""

    seconds: float = 900.0
    megabytes: int = 6144


def outcomes(files: Sequence[Given], jobs: int, limits: Limits) -> Iterator[Outcome]:
    """What became of each file (path, path to record, SHA-256, who finds names), in the order given; ``jobs`` children work side by side."""
    alone = jobs <= 1 or len(files) < 2
    risky = [f for f in files if not (alone and Path(f[0]).suffix.lower() in _HARMLESS)]
    if not risky:
        yield from (attempt(*file) for file in files)
        return
    from pebble import ProcessPool

    # A fork needs no __main__ guard in the caller's script and shares the compiled rules; elsewhere it is not safe.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPool(
        1 if alone else jobs, initializer=_limit, initargs=(limits.megabytes,), context=context
    )
    try:
        waiting = {f: pool.schedule(attempt_encoded, args=f, timeout=limits.seconds) for f in risky}
        for file in files:
            yield _awaited(waiting.pop(file), limits) if file in waiting else attempt(*file)
    finally:  # also when the caller stops early: what waits is dropped
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _awaited(future: Any, limits: Limits) -> Outcome:
    """The outcome of a file in a child; what became of the child when it did not come back."""
    from pebble import ProcessExpired

    try:
        return msgspec.msgpack.decode(future.result(), type=Outcome)
    except TookTooLong:
        return Outcome(
            None,
            f"Reading took longer than {limits.seconds:g} seconds and was stopped.",
            "Split the file, or raise --seconds if it is a long scan.",
        )
    except ProcessExpired as error:
        return Outcome(
            None,
            f"The reader broke down on this file (exit code {error.exitcode}).",
            "Export or download it again; it may be damaged on purpose.",
        )


def _limit(megabytes: int) -> None:
    """Bounds the memory of this child; only where the system knows how."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
