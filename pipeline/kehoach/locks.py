"""Locks on files and folders that end with their process, however it ends: many may share one, or one may have it alone."""

import logging
import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: files that are open there cannot be removed, which pins them as well
    fcntl = None  # type: ignore[assignment]

_LOG = logging.getLogger(__name__)


class Held:
    """A lock that is held until it is released."""

    def __init__(self, handle: int | None, signed: bool = False) -> None:
        self._handle = handle
        self._signed = signed

    def __enter__(self) -> "Held":
        return self

    def __exit__(self, *exception: object) -> None:
        self.release()

    def release(self) -> None:
        """Lets go; doing so twice is no error."""
        if self._handle is not None:
            if self._signed:
                os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = None

    def stands(self, path: Path) -> bool:
        """Whether the path is still what was locked, and was not removed meanwhile."""
        if self._handle is None:
            return path.exists()
        try:
            return os.path.samestat(os.fstat(self._handle), path.stat())
        except OSError:
            return False


def hold(path: Path, shared: bool) -> Held:
    """A lock on a folder or file, which is made if need be when the lock is to be held alone; waits for those who hold it.

    Raises FileNotFoundError for a folder that is gone.
    """
    handle = _open(path, shared)
    if handle is None:
        return Held(None)
    try:
        _lock(handle, path, shared)
        if not shared:
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())  # so that those who wait can say for whom
    except BaseException:
        os.close(handle)
        raise
    return Held(handle, signed=not shared)


def try_hold(path: Path) -> Held | None:
    """A folder or file for oneself alone; None where somebody else has or shares it."""
    handle = _open(path, shared=True)
    if handle is None:
        return Held(None)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return Held(handle)


def _open(path: Path, shared: bool) -> int | None:
    if fcntl is None:
        return None
    return os.open(path, os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT, 0o644)


def _lock(handle: int, path: Path, shared: bool) -> None:
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        if not shared:
            owner = os.pread(handle, 20, 0).decode("ascii", "replace") or "?"
            _LOG.warning("Another build (process %s) is at work on %s; waiting.", owner, path.parent.parent)
        fcntl.flock(handle, kind)
