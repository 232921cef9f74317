"""The generations of a knowledge base: a build prepares one aside and makes it visible at once; readers pin the one they read.

``.generations/NAME`` holds the files of one build. ``.generations/current`` points at the one that holds, and the files of the
folder itself are links through it, so one rename changes them all. A pinned generation stays until its readers let go.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from kehoach.locks import Held, hold, try_hold

SHOWN = ("documents", "kb.sqlite", "findings.json", "manifest.json")
_HIDDEN, _CURRENT, _DRAFT, _LEFT, _LOCK = ".generations", "current", "draft", "left", "lock"


class Generations:
    """The generations of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hidden = folder / _HIDDEN
        self.draft = self.hidden / _DRAFT
        self.left = self.hidden / _LEFT

    def current(self) -> Path | None:
        """The generation that holds now; None before the first build."""
        pointer = self.hidden / _CURRENT
        try:
            name = os.readlink(pointer) if pointer.is_symlink() else pointer.read_text("utf-8")
        except OSError:
            return None
        return self.hidden / name

    def pin(self) -> tuple[Path, Held] | None:
        """The generation that holds now, kept from being removed until the lock is released; None before the first build."""
        while (found := self.current()) is not None:
            try:
                held = hold(found, shared=True)
            except FileNotFoundError:
                continue  # another took its place between the two calls
            if held.stands(found):
                return found, held
            held.release()
        return None

    @contextmanager
    def building(self) -> Iterator[None]:
        """The right to write: one build at a time, others wait. What a killed build left behind is removed, but for the documents that it had read.

        Raises OSError where the folder cannot be written.
        """
        self.hidden.mkdir(parents=True, exist_ok=True)
        with hold(self.hidden / _LOCK, shared=False):
            self._sweep()
            yield

    # --- publishing -----------------------------------------------------------------------

    def publish(self, name: str) -> Path:
        """Makes the draft the current generation, under a name that tells its content, and removes those that nobody reads."""
        names = (name if number == 1 else f"{name}-{number}" for number in count(1))
        made = next(path for path in map(self.hidden.joinpath, names) if not path.exists())
        _settle(self.draft)
        os.replace(self.draft, made)
        flat = [
            name for name in SHOWN if (self.folder / name).exists() and not (self.folder / name).is_symlink()
        ]
        linked = all(
            self._link(name) for name in SHOWN if name not in flat
        )  # they lead nowhere until the next line
        _point(self.hidden / _CURRENT, made.name)
        if not linked or not all(self._link(name) for name in flat):
            _copy_out(made, self.folder)
        self._sweep()
        return made

    def let_go(self, generation: Path, held: Held) -> None:
        """Releases a pinned generation, and removes it when it was kept for its last reader alone."""
        held.release()
        if generation == self.current():
            return
        with suppress(OSError):  # gone already, or not ours to remove
            _remove(generation)

    def _link(self, name: str) -> bool:
        """The link through which the folder shows a file of the current generation; one of an older layout gives way to it.

        False where links are not allowed.
        """
        shown, aside = self.folder / name, self.hidden / f"{name}.link"
        if shown.is_symlink():
            return True
        aside.unlink(missing_ok=True)
        try:
            aside.symlink_to(Path(_HIDDEN, _CURRENT, name))
        except OSError:
            return False
        if shown.is_dir():
            os.replace(shown, self.hidden / f"{name}.old")
        os.replace(aside, shown)
        return True

    def _sweep(self) -> None:
        """Removes every generation but the current one, unless somebody reads it."""
        kept = {self.current(), self.draft, self.left, self.hidden / _LOCK, self.hidden / _CURRENT}
        for path in self.hidden.iterdir():
            if path not in kept:
                with suppress(FileNotFoundError):  # its last reader took it away meanwhile
                    _remove(path)


def _remove(path: Path) -> None:
    """Removes a generation that nobody reads, or a file or link that a killed build left.

    Raises FileNotFoundError where another was quicker.
    """
    if not path.is_dir() or path.is_symlink():
        path.unlink()
        return
    held = try_hold(path)
    if held:
        with held:
            shutil.rmtree(path)


def _point(pointer: Path, name: str) -> None:
    """Lets the pointer say a name, in one rename; a file takes the place of the link where links are not allowed (Windows)."""
    aside = pointer.with_name(f"{pointer.name}.new")
    aside.unlink(missing_ok=True)
    try:
        aside.symlink_to(name)
    except OSError:
        aside.write_text(name, "utf-8")
    os.replace(aside, pointer)


def _copy_out(made: Path, folder: Path) -> None:
    """Where links are not allowed the files are copied out one by one: our own readers still see one generation."""
    names = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    for name in sorted(names):
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        aside = target.with_name(f".{target.name}.part")
        shutil.copyfile(made / name, aside)
        os.replace(aside, target)
    for path in (folder / SHOWN[0]).iterdir():
        if path.relative_to(folder) not in names:
            path.unlink()


def _settle(folder: Path) -> None:
    """Waits until the disk has what was written, so that a power cut after the switch loses nothing."""
    if sys.platform != "linux":
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        ctypes.CDLL(None).syncfs(held)
    finally:
        os.close(held)
