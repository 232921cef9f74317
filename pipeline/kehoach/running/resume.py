"""What a killed build had read already: its draft is kept, and the next build takes over what it finds there."""

import os
import shutil
from pathlib import Path

import msgspec

from kehoach.knowledge.generations import Generations
from kehoach.knowledge.store import UNFINISHED
from kehoach.model import Document
from kehoach.running.filling import unlinked
from kehoach.running.one import Outcome, made_of


class _Source(msgspec.Struct):
    path: str
    sha256: str


class _Head(msgspec.Struct):
    source: _Source


class Left:
    """The documents that a killed build left, by the path and hash of their file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._claims = dict(line.split(" ") for line in _noted(folder)[1:] if line.count(" ") == 1)
        self._files: dict[tuple[str, str | None], Path] = {}
        for path in sorted((folder / "documents").glob("*.json")):
            head = _head(path) if path.stem in self._claims else None
            if head:
                self._files[head.source.path, head.source.sha256] = path

    def holds(self, shown: str, digest: str | None) -> bool:
        """Whether the document of this file is here."""
        return (shown, digest) in self._files

    def take(self, shown: str, digest: str | None) -> Outcome:
        """The document of a file, as if it had been read now."""
        path = self._files[shown, digest]
        document = unlinked(msgspec.json.decode(path.read_bytes(), type=Document))
        document.id = self._claims[path.stem]
        return Outcome(made_of(document))

    def forget(self) -> None:
        """Removes all that was left, once the new draft is complete."""
        shutil.rmtree(self._folder, ignore_errors=True)


def left_behind(generations: Generations, key: str) -> Left:
    """What the last build left, if it was killed and was read by the same rules and program (``key``)."""
    for folder in (generations.draft, generations.left):
        if folder.exists() and _noted(folder)[:1] != [key]:
            shutil.rmtree(folder)
    _move(generations.draft, generations.left)
    return Left(generations.left)


def _noted(folder: Path) -> list[str]:
    """What a draft says of itself: what read it, then each document with the id that it claims."""
    try:
        return (folder / UNFINISHED).read_text("utf-8").splitlines()
    except OSError:
        return []


def _move(draft: Path, left: Path) -> None:
    """Adds the documents of a draft to those that were left before."""
    if draft.exists() and not left.exists():
        os.replace(draft, left)
    elif draft.exists():
        for path in (draft / "documents").glob("*.json"):
            os.replace(path, left / "documents" / path.name)
        with (left / UNFINISHED).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in _noted(draft)[1:])
        shutil.rmtree(draft)


def _head(path: Path) -> _Head | None:
    """Which file a document was read from; None for one that is half written."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Head)
    except (OSError, msgspec.DecodeError):
        return None
