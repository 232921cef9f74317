"""Files are read in child processes with limits of time and memory, so that a hostile one costs itself only.

Text cannot hang or burst a reader and is read in this process when there is one job; PDF, Word and others
go to a child that is started once and, when a file exceeds its limits or crashes it, started anew. No child outlives the
build (keeper.py).
"""

import gc
import multiprocessing
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from pathlib import Path
from typing import Any

import msgspec

from kehoach.reading.ocr import turns
from kehoach.recognition import Names
from kehoach.running.keeper import Keeper
from kehoach.running.one import Outcome, attempt, attempt_encoded, warm

Given = tuple[str, str, str | None, Names]
_HARMLESS = {".txt", ".md"}
_AHEAD = 64  # files that wait for a child, or more where there are many: enough to keep all busy, few enough that results never pile up
_BATCH = 8  # texts that go to a child together: the way there and back costs as much as a short one


class Limits(msgspec.Struct, frozen=True):
    """What one file may take: seconds of wall time, and megabytes of memory where the system can limit it."""

    seconds: float = 900.0
    megabytes: int = 6144


def outcomes(files: Sequence[Given], jobs: int, limits: Limits) -> Iterator[Outcome]:
    """What became of each file (path, path to record, SHA-256, who finds names), in the order given; ``jobs`` children work side by side.

    No more pages of scans are read at once than there are jobs, so that a build keeps as many cores busy as it was given.
    """
    alone = jobs <= 1 or len(files) < 2
    if alone and all(_harmless(file) for file in files):
        yield from (attempt(*file) for file in files)
        return
    parcels = list(batches(files, 1 if alone else jobs))
    if not alone:
        warm(files[0][3])  # children that are forked from here find rules and model ready
    with Children(1 if alone else min(jobs, len(files)), limits, pages=max(1, jobs)) as children:
        waiting: deque[Any] = deque()
        ahead = iter(parcels)
        sent, most = 0, max(_AHEAD, 2 * _BATCH * jobs)
        for batch in parcels:
            while sent < most and (following := next(ahead, None)) is not None:
                sent += len(following)
                waiting.append(None if alone and _harmless(following[0]) else children.send(following))
            future = waiting.popleft()
            sent -= len(batch)
            yield from (children.outcomes(batch, future) if future else (attempt(*file) for file in batch))


def _harmless(file: Given) -> bool:
    return Path(file[0]).suffix.lower() in _HARMLESS


def batches(files: Sequence[Given], jobs: int) -> Iterator[list[Given]]:
    """Files in the order given, short texts together, each other file for itself; smaller towards the end, so that no child is
    still at work when all others are done."""
    batch: list[Given] = []
    for place, file in enumerate(files):
        most = 1 if jobs == 1 else min(_BATCH, 1 + (len(files) - place) // (4 * jobs))
        if batch and (len(batch) >= most or not (_harmless(file) and _harmless(batch[-1]))):
            yield batch
            batch = []
        batch.append(file)
    if batch:
        yield batch


class Children:
    """The child processes of one build, all ended with it. ``start`` says how they are started, ``pages`` how many pages of scans
    they read at once, together.

    A fork needs no __main__ guard in the caller's script and shares the compiled rules; elsewhere than on Linux it is not safe.
    """

    def __init__(self, jobs: int, limits: Limits, start: str = "fork" if sys.platform == "linux" else "spawn", pages: int = 1) -> None:  # fmt: skip
        from pebble import ProcessPool

        context = multiprocessing.get_context(start)
        self.limits = limits
        self._keeper = Keeper(context)
        self._folder = tempfile.TemporaryDirectory(prefix="kehoach-")
        shared = turns.make(Path(self._folder.name), pages)
        gc.freeze()  # what is here now stays shared with the children
        self._pool = ProcessPool(
            jobs,
            initializer=_settle,
            initargs=(limits.megabytes, self._keeper.place, shared),
            context=context,
        )

    def __enter__(self) -> "Children":
        return self

    def __exit__(self, *exception: object) -> None:
        """Also when the caller stops early: what waits is dropped."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._keeper.close()
        self._folder.cleanup()
        gc.unfreeze()

    def send(self, batch: list[Given]) -> Any:
        """Hands a batch to the next free child."""
        return self._pool.schedule(attempt_all, args=(batch,), timeout=self.limits.seconds * len(batch))

    def outcomes(self, batch: list[Given], future: Any) -> Iterator[Outcome]:
        """The outcomes of a batch; when one of its files broke a child, each is tried for itself."""
        found = self._awaited(future)
        if isinstance(found, list):
            yield from (msgspec.msgpack.decode(packed, type=Outcome) for packed in found)
        elif len(batch) == 1:
            yield found
        else:
            for file in batch:
                yield from self.outcomes([file], self.send([file]))

    def _awaited(self, future: Any) -> list[bytes] | Outcome:
        """What a child brought back, packed; or what became of it when it did not come back."""
        from pebble import ProcessExpired

        try:
            return list(future.result())
        except TookTooLong:
            return Outcome(
                None,
                f"Reading took longer than {self.limits.seconds:g} seconds and was stopped.",
                "Split the file, or raise --seconds if it is a long scan.",
            )
        except ProcessExpired as error:
            return Outcome(
                None,
                f"The reader broke down on this file (exit code {error.exitcode}).",
                "Export or download it again; it may be damaged on purpose.",
            )


def attempt_all(batch: list[Given]) -> list[bytes]:
    """The outcomes of a batch, packed."""
    return [attempt_encoded(*file) for file in batch]


def _settle(megabytes: int, place: tuple[int, int] | None, shared: list[Path]) -> None:
    """Tells this child whose turns it shares, puts it under the keeper, and bounds its memory; the latter only where the system knows how."""
    turns.share(shared)
    if place:
        Keeper.join(place)
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
