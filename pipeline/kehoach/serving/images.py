"""Pages of PDFs and scans as pictures, with the place of each word: drawn by a child process, so that a hostile file costs only its picture.

``python -m kehoach.serving.images FILE PAGE OUT`` is that child. Pictures are kept in ``pages/`` of the knowledge base.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from difflib import SequenceMatcher
from hashlib import file_digest
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kehoach.errors import UsageError
from kehoach.model import Document
from kehoach.text import bare

_DPI, _MOST_PIXELS, _SECONDS = 110, 4_000_000, 120
_OCR_DPI = 200
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
    try:
        told = msgspec.json.decode((folder / "run.json").read_bytes())
        return [Path(given) for given in told.get("inputs", [])]
    except (OSError, msgspec.DecodeError):
        return []


def drawn(folder: Path, document: Document, page: int) -> Drawn:
    """A page, drawn now or before. Raises UsageError where the file is gone, was changed, or cannot be drawn."""
    kept = folder / "pages" / f"{document.source.sha256}-{page}.json"
    if not kept.exists():
        _draw(_checked(folder, document), page, kept)
    return msgspec.json.decode(kept.read_bytes(), type=Drawn)


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
        command = [sys.executable, "-m", "kehoach.serving.images", str(path), str(page), aside]
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


# --- the child --------------------------------------------------------------------------------


def main(file: str, page: str, out: str) -> None:
    """Draws a page: ``page.png`` and ``page.json`` (Drawn) in a folder."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    document.init_forms()
    sheet = document[int(page) - 1]
    sheet.flatten()  # numbers that were stamped on signing are words too
    sheet = document[int(page) - 1]
    wide, tall = sheet.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, wide * tall)) ** 0.5)
    picture = sheet.render(scale=scale).to_pil().convert("RGB")
    picture.quantize(64).save(Path(out) / "page.png", optimize=True)
    words = _printed(sheet, wide, tall)
    if len(words) < 15 and shutil.which("tesseract"):
        words = _recognised(sheet, out, wide, tall)
    told = {"picture": "page.png", "width": picture.width, "height": picture.height, "words": words}
    (Path(out) / "page.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _printed(sheet: Any, wide: float, tall: float) -> list[Any]:
    """The words of the text layer; a mended layer gives other letters than the file's, so not every quote is found."""
    text = sheet.get_textpage()
    words: list[Any] = []
    letters, box = "", None
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1)
        if letter.strip():
            left, bottom, right, top = text.get_charbox(at)
            letters += letter
            box = (left, bottom, right, top) if box is None else (
                min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)
            )  # fmt: skip
        elif letters and box:
            words.append(_word(letters, box, wide, tall))
            letters, box = "", None
    if letters and box:
        words.append(_word(letters, box, wide, tall))
    return words


def _word(letters: str, box: Box, wide: float, tall: float) -> tuple[str, Box]:
    left, bottom, right, top = box
    place = (left / wide, 1 - top / tall, (right - left) / wide, (top - bottom) / tall)
    return letters, tuple(round(n, 4) for n in place)  # type: ignore[return-value]


def _recognised(sheet: Any, out: str, wide: float, tall: float) -> list[Any]:
    """The words that Tesseract sees on a page that is only a picture."""
    image = Path(out) / "ocr.png"
    scale = min(_OCR_DPI / 72, (4 * _MOST_PIXELS / max(1.0, wide * tall)) ** 0.5)
    drawn = sheet.render(scale=scale).to_pil().convert("L")
    drawn.save(image)
    done = subprocess.run(
        ["tesseract", str(image), "stdout", "-l", "vie", "tsv"], capture_output=True, text=True, check=False, timeout=_SECONDS
    )  # fmt: skip
    words = []
    for line in done.stdout.splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) == 12 and cells[11].strip():
            left, top, width, height = (int(cell) for cell in cells[6:10])
            place = (left / drawn.width, top / drawn.height, width / drawn.width, height / drawn.height)
            words.append((cells[11], tuple(round(n, 4) for n in place)))
    return words


if __name__ == "__main__":
    main(*sys.argv[1:4])
