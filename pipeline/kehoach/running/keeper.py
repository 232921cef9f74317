"""No child outlives its build: a small process of its own waits for the end of the build and then ends all that is left.

It leads a process group that the children join, and with them whatever they start (Tesseract). It reads from a pipe whose other end
only the build holds: when the build ends, however it ends, the pipe closes and the group is killed in one call.
"""

import os
import signal
import sys
from contextlib import suppress
from typing import Any

_LOOK = 0.5  # seconds; beside the pipe, in case another process of the caller has inherited its end


class Keeper:
    """The keeper of one build's children. ``place`` is what children need to join; None where there are no process groups."""

    def __init__(self, context: Any) -> None:
        self.place: tuple[int, int] | None = None
        self._end = -1
        if sys.platform == "win32":
            return
        reading = -1
        if (
            context.get_start_method() == "fork"
        ):  # else a child inherits no pipe, and looks after its parent alone
            reading, self._end = os.pipe()
        self._process = context.Process(target=_keep, args=(reading, self._end, os.getpid()), daemon=True)
        self._process.start()
        if reading >= 0:
            os.close(reading)
        with suppress(ProcessLookupError, PermissionError):
            os.setpgid(self._process.pid, self._process.pid)
        self.place = self._process.pid, self._end

    def close(self) -> None:
        """Ends what is left of the children."""
        if self.place:
            if self._end >= 0:
                os.close(self._end)
            else:
                os.killpg(self.place[0], signal.SIGKILL)
            self._process.join()
            self.place = None

    @staticmethod
    def join(place: tuple[int, int]) -> None:
        """Puts this process into the keeper's group, and closes its copy of the pipe's end."""
        group, end = place
        with suppress(OSError):
            os.close(end)
        with suppress(OSError):  # the keeper is gone: so is the build
            os.setpgid(0, group)


def _keep(reading: int, end: int, parent: int) -> None:
    """What the keeper does: waits, then kills its group and so itself."""
    import select

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with suppress(OSError):
        os.setpgid(0, 0)
    with suppress(OSError):
        os.close(end)
    pipes = [reading] if reading >= 0 else []
    while os.getppid() == parent and not select.select(pipes, [], [], _LOOK)[0]:
        pass
    os.killpg(0, signal.SIGKILL)
