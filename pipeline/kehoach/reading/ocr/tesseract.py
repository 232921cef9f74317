"""Tesseract with its Vietnamese model, as a program: one process reads a list of pictures and keeps its engine for all of them."""

import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

from kehoach.errors import ReadError
from kehoach.reading.ocr.words import Word

_SECONDS_A_PICTURE = 90
PAGE, BLOCK = "3", "6"  # how a picture is laid out: a page with columns, or one block of lines


def demand_tesseract() -> str:
    """The path of Tesseract with Vietnamese. Raises ReadError, with the line that installs it, when it is not there."""
    program = shutil.which("tesseract")
    if program is None or "vie" not in _languages(program):
        raise ReadError(
            "Some pages need OCR, and Tesseract with Vietnamese is not installed.",
            "Install it: apt-get install tesseract-ocr tesseract-ocr-vie",
        )
    return program


@lru_cache(maxsize=4)
def _languages(program: str) -> tuple[str, ...]:
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return tuple(listed.stdout.split())


def read_pictures(program: str, pictures: list[Path], layout: str, dpi: int) -> list[list[list[Word]]]:
    """The words of each picture by line, from one process. Raises ReadError when it fails or takes too long.

    Pictures should be bitmaps (.bmp): Tesseract takes a tenth of its time to load others.
    """
    listing = pictures[0].with_suffix(".txt")
    listing.write_text("\n".join(map(str, pictures)), "utf-8")
    command = [program, str(listing), "stdout", "-l", "vie", "--dpi", str(dpi), "--psm", layout, "tsv"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    limit = _SECONDS_A_PICTURE * len(pictures)
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=limit, env=environment)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise ReadError(
            "Tesseract failed on a page, or took too long.", "Try the file again, or scan it anew."
        ) from error
    found = _parse(done.stdout.decode("utf-8", "replace"))
    return [found.get(number, []) for number in range(1, len(pictures) + 1)]


def _parse(table: str) -> dict[int, list[list[Word]]]:
    pages: dict[int, dict[tuple[str, ...], list[Word]]] = {}
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = map(int, cells[6:10])
            word = Word(cells[11].strip(), left, top, left + width, top + height, float(cells[10]))
            pages.setdefault(int(cells[1]), {}).setdefault(tuple(cells[2:5]), []).append(word)
    return {number: list(lines.values()) for number, lines in pages.items()}
