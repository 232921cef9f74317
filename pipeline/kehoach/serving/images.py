"""Pages of PDFs and scans as pictures, with the place of each word: drawn by a child process (exporting/drawing.py), so that a hostile
file costs only its picture. Pictures are kept in the reader's own cache (knowledge/caches.py), the latest thousand.
"""

import os
import subprocess
import sys
import tempfile
from difflib import SequenceMatcher
from hashlib import file_digest
from pathlib import Path

import msgspec
from msgspec import Struct

from kehoach.errors import UsageError
from kehoach.knowledge.caches import own_cache
from kehoach.knowledge.store import last_run
from kehoach.model import Document
from kehoach.text import bare

_SECONDS = 120
_KEPT = 1000  # pictures
_SUFFIXES = {".pdf"}
_ENOUGH = 0.6  # of a quote's words must be found on the page

Box = tuple[float, float, float, float]


class Drawn(Struct):
    """A page as a picture: its file, size in pixels, and its words with their boxes (left, top, width, height; shares of the page)."""

    picture: str
    width: int
    height: int
    words: list[tuple[str, Box]]


def path_of(folder: Path, document: Document) -> Path | None:
    """The PDF that a document was read from, where it still lies among the inputs of the last build; None otherwise."""
    shown = Path(document.source.path)
    if shown.suffix.lower() not in _SUFFIXES or shown.is_absolute() or ".." in shown.parts:
        return None
    for given in inputs_of(folder):
        found = given.parent / shown if given.is_dir() else given
        if found.name == shown.name and found.is_file():
            return found
    return None


def inputs_of(folder: Path) -> list[Path]:
    """The files and folders that the last build read."""
    return [Path(given) for given in last_run(folder).inputs]


def drawn(folder: Path, document: Document, page: int) -> Drawn:
    """A page, drawn now or before. Raises UsageError where the file is gone, was changed, or cannot be drawn."""
    kept = _kept(folder, document, page)
    if not kept.exists():
        _draw(_checked(folder, document), page, kept)
    return msgspec.json.decode(kept.read_bytes(), type=Drawn)


def drawn_already(folder: Path, document: Document, page: int) -> Drawn | None:
    """A page where it was drawn before, or where drawing takes no longer than a blink: no text has to be recognised in it."""
    kept = _kept(folder, document, page)
    by = next((entry.obtained for entry in document.source.ledger if entry.page == page), "ocr")
    if not kept.exists() and by == "ocr":
        return None
    try:
        return drawn(folder, document, page)
    except UsageError:
        return None


def picture(folder: Path, document: Document, page: int) -> bytes:
    """A page as PNG. Raises as ``drawn``."""
    drawn(folder, document, page)
    return _kept(folder, document, page).with_suffix(".png").read_bytes()


def _kept(folder: Path, document: Document, page: int) -> Path:
    return own_cache(folder) / "pages" / f"{document.source.sha256}-{page}.json"


def _checked(folder: Path, document: Document) -> Path:
    path = path_of(folder, document)
    if path is None:
        raise UsageError("The file of this document is not here.", "Build the knowledge base where the files lie.")  # fmt: skip
    with path.open("rb") as file:
        if file_digest(file, "sha256").hexdigest() != document.source.sha256:
            raise UsageError("The file was changed since it was read.", "Build the knowledge base again.")
    return path


def _draw(path: Path, page: int, kept: Path) -> None:
    kept.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as aside:
        command = [sys.executable, "-m", "kehoach.exporting.drawing", str(path), str(page), aside]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=_SECONDS, check=False, env=environment
            )
        except subprocess.TimeoutExpired as error:
            raise UsageError("This page took too long to draw.", "Read its text instead.") from error
        if done.returncode:
            raise UsageError("This page cannot be drawn.", "Read its text instead.")
        os.replace(Path(aside) / "page.png", kept.with_suffix(".png"))
        os.replace(Path(aside) / "page.json", kept)
    _forget(kept.parent)


def _forget(folder: Path) -> None:
    """Leaves the latest pictures."""
    drawn_at = sorted((path.stat().st_mtime_ns, path) for path in folder.glob("*.json"))
    for _, path in drawn_at[:-_KEPT]:
        path.unlink(missing_ok=True)
        path.with_suffix(".png").unlink(missing_ok=True)


# --- where words stand ------------------------------------------------------------------------


def boxes(page: Drawn, quote: str) -> list[Box]:
    """The boxes of a quote on a page, one a line; none where fewer than most of its words are found there together."""
    wanted, here = bare(quote).split(), [bare(word) for word, _ in page.words]
    if not wanted:
        return []
    first = _window(here, wanted)
    if first is None:
        return []
    return _lines([box for _, box in page.words[first : first + len(wanted)]])


def _window(here: list[str], wanted: list[str]) -> int | None:
    """Where on the page as many words as possible of the quote follow each other."""
    matcher = SequenceMatcher(None, here, wanted, autojunk=False)
    starts = {block.a - block.b for block in matcher.get_matching_blocks() if block.size}
    best, most = None, _ENOUGH * len(wanted)
    for start in starts:
        at = max(0, start)
        shared = sum(
            m.size for m in SequenceMatcher(None, here[at : at + len(wanted)], wanted, autojunk=False).get_matching_blocks()
        )  # fmt: skip
        if shared >= most:
            best, most = at, shared + 0.5
    return best


def _lines(found: list[Box]) -> list[Box]:
    """Boxes of one line joined."""
    lines: list[Box] = []
    for left, top, width, height in found:
        if lines and abs(lines[-1][1] - top) < height * 0.6 and left >= lines[-1][0]:
            x, y, w, h = lines[-1]
            low, high = min(y, top), max(y + h, top + height)
            lines[-1] = (x, low, max(x + w, left + width) - x, high - low)
        else:
            lines.append((left, top, width, height))
    return lines
