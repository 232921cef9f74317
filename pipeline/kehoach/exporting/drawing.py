"""One page of a PDF as a picture with the place of each word; a program of its own, run for each page by those who show it.

``python -m kehoach.exporting.drawing FILE PAGE OUT`` writes ``page.png`` and ``page.json`` into a folder.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from kehoach.reading.pdf.glyphs import decoded, is_damaged

_DPI, _MOST_PIXELS, _SECONDS = 110, 4_000_000, 100
_OCR_DPI = 200
_FEWEST = 15  # words: a page with less in its text layer is a picture with a stamp

Box = tuple[float, float, float, float]


def main(file: str, page: str, out: str) -> None:
    """Draws a page: ``page.png`` and ``page.json`` (Drawn) in a folder. Raises what pdfium raises for a page that it cannot draw."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    document.init_forms()
    sheet = document[int(page) - 1]
    if sheet.formenv:  # numbers that were stamped on signing are words too
        sheet.flatten()
        sheet = document[int(page) - 1]
    wide, tall = sheet.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, wide * tall)) ** 0.5)
    picture = sheet.render(scale=scale).to_pil().convert("RGB")
    picture.quantize(64).save(Path(out) / "page.png", optimize=True)
    words = _printed(sheet, wide, tall)
    if len(words) < _FEWEST and shutil.which("tesseract"):
        words = _recognised(sheet, out, wide, tall)
    told = {"picture": "page.png", "width": picture.width, "height": picture.height, "words": words}
    (Path(out) / "page.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _printed(sheet: Any, wide: float, tall: float) -> list[Any]:
    """The words of the text layer; one that shows glyph numbers is decoded as reading does, letter for letter."""
    text = sheet.get_textpage()
    letters = "".join((text.get_text_range(at, 1) or " ")[:1] for at in range(text.count_chars()))
    letters = letters.replace("\x03", " ")
    if is_damaged(letters):
        letters = "\n".join(decoded(line) for line in letters.split("\n"))
    words: list[Any] = []
    for match in re.finditer(r"\S+", letters):
        boxes = [text.get_charbox(at) for at in range(*match.span())]
        box = (
            min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
        )  # fmt: skip
        words.append(_word(match.group(), box, wide, tall))
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
