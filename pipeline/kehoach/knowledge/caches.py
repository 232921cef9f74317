"""Where what can be made anew is kept. Reading leaves no trace in what is read: pictures of pages lie in the reader's own cache.

Lists (``desk.sqlite``), which take a while to make, lie beside the knowledge base where that may be written, so that all who read it share them;
else they too are the reader's own, so that a knowledge base on a read-only share or medium is read as any other.
"""

import os
import sys
import tempfile
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

_NAME = "kehoach"


def cache_of(folder: Path) -> Path:
    """The folder for the lists of a knowledge base: that of the knowledge base itself, or the reader's own."""
    return folder if may_write(folder) else own_cache(folder)


def own_cache(folder: Path) -> Path:
    """The reader's own folder for one knowledge base; where there is no home that can be written, one that goes with this process."""
    key = sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    made = _home() / key
    try:
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return _passing(key)
    return made if may_write(made) else _passing(key)


def may_write(folder: Path) -> bool:
    """Whether files can be made in a folder; tried, since rights alone do not tell (read-only mounts, shares)."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _home() -> Path:
    """Where programs of this system keep the caches of a person."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / _NAME / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / _NAME
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / _NAME


def _passing(key: str) -> Path:
    made = Path(_temporary().name) / key
    made.mkdir(mode=0o700, exist_ok=True)
    return made


@lru_cache(maxsize=1)
def _temporary() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix=f"{_NAME}-")
