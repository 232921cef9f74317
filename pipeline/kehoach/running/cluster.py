"""Files read by the machines of a Ray cluster: an actor on each core, all seeing the same folders.

An actor keeps a child with rules and model ready (guard.py), so limits and isolation are those of one machine. When a machine is lost, what
it was reading is given to another. Only so much is handed out as is soon taken in again, in the order of the files.
"""

import os
import socket
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from kehoach.errors import UsageError, needs
from kehoach.recognition import told_by
from kehoach.running.guard import Children, Given, Limits, batches
from kehoach.running.one import Outcome
from kehoach.running.plan import read_by

_AHEAD = 8  # batches an actor that are handed out before the first of them has come back
_PATIENCE = 60.0  # seconds that a cluster without any machine is waited for


class Reader:
    """What runs on the machines: reads batches of files in a child of its own."""

    def __init__(self, limits: Limits) -> None:
        self._children = Children(1, limits, "spawn")

    def read_by(self, names: str) -> tuple[str, str, str]:
        """What reads documents on this machine."""
        return read_by(told_by(names))  # type: ignore[arg-type]

    def read(self, batch: list[Given]) -> list[bytes]:
        """The outcomes of a batch, packed."""
        found = self._children.outcomes(batch, self._children.send(batch))
        return [msgspec.msgpack.encode(outcome) for outcome in found]


def outcomes(files: Sequence[Given], address: str | None, limits: Limits) -> Iterator[Outcome]:
    """As ``guard.outcomes``, by the cluster at ``address`` ("auto" for the one that this machine belongs to; None for one that is
    started here and ends with the build).

    Raises UsageError where the extra "ray" is missing, when there is no such cluster, and when a machine has other rules or another
    version.
    """
    if not files:
        return
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
    with needs("ray"):
        import ray
    began_here = not ray.is_initialized()
    if began_here:
        _join(ray, address)
    try:
        yield from _Crew(ray, limits, files[0][3]).outcomes(files)
    finally:
        if began_here:
            ray.shutdown()


def _join(ray: Any, address: str | None) -> None:
    """Joins a cluster, or starts one here; whether anybody listens is tried first, as Ray itself asks for minutes."""
    try:
        host, _, port = (address or "").removeprefix("ray://").rpartition(":")
        if host and port.isdecimal():
            socket.create_connection((host, int(port)), timeout=_PATIENCE / 4).close()
        ray.init(address=address, log_to_driver=False, include_dashboard=False if address is None else None)
    except (OSError, ValueError) as error:
        raise UsageError(f"There is no cluster at {address}.", "Start one: ray start --head.") from error


class _Crew:
    """The actors of one build, one on each core of the cluster."""

    def __init__(self, ray: Any, limits: Limits, names: str) -> None:
        self._ray = ray
        self._limits = limits
        # Lost actors are not restarted in place, where there may be no machine any more, but anew wherever there is one.
        self._made = ray.remote(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")(Reader)
        self._actors = [self._made.remote(limits) for _ in range(self._cores())]
        own = read_by(told_by(names))  # type: ignore[arg-type]
        for found in ray.get([actor.read_by.remote(names) for actor in self._actors]):
            if tuple(found) != own:
                raise UsageError(
                    "A machine of the cluster has other rules or another version of kehoach.",
                    "Install the same kehoach on all machines.",
                )

    def _cores(self) -> int:
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def outcomes(self, files: Sequence[Given]) -> Iterator[Outcome]:
        """The outcomes of all files in their order."""
        ahead = enumerate(batches(files, max(2, len(self._actors))))
        waiting: deque[tuple[list[Given], Any, Any]] = deque()
        while True:
            while len(waiting) < _AHEAD * len(self._actors) and (following := next(ahead, None)):
                place, batch = following
                actor = self._actors[place % len(self._actors)]
                waiting.append((batch, actor, actor.read.remote(batch)))
            if not waiting:
                return
            yield from self._awaited(*waiting.popleft())

    def _awaited(self, batch: list[Given], actor: Any, promise: Any) -> list[Outcome]:
        """What came of a batch; given to another actor as often as the machine that had it is lost."""
        while True:
            try:
                return [msgspec.msgpack.decode(packed, type=Outcome) for packed in self._ray.get(promise)]
            except (self._ray.exceptions.RayActorError, self._ray.exceptions.ObjectLostError):
                actor = self._another(actor)
                promise = actor.read.remote(batch)

    def _another(self, lost: Any) -> Any:
        """An actor that lives, in the place of one that was lost; a new one where none is left."""
        if lost in self._actors:
            self._actors.remove(lost)
        for actor in list(self._actors):
            if self._ray.wait([actor.__ray_ready__.remote()], timeout=_PATIENCE)[0] and self._lives(actor):
                return actor
            self._actors.remove(actor)
        self._actors.append(self._made.remote(self._limits))
        return self._actors[-1]

    def _lives(self, actor: Any) -> bool:
        try:
            self._ray.get(actor.__ray_ready__.remote(), timeout=_PATIENCE)
        except self._ray.exceptions.RayError:
            return False
        return True
