"""Character error rate and processor time of recognition, engines alone and joined, on pages whose text is known.

    python tests/benchmarks/ocr.py [PDF ...]      # without files: the corpus's own PDFs

Pages with a sound text layer are rendered and spoilt (noise, red stamps, skew, lower resolution); what is read is held against the layer.
"""

import io
import re
import resource
import shutil
import sys
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kehoach.reading.ocr import engines, lines, picture
from kehoach.reading.ocr.recognise import _read_plainly, recognise

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
Spoil = Callable[[Any], Any]


def noisy(image: Any) -> Any:
    """Blurred, speckled, packed hard."""
    speckles = Image.effect_noise(image.size, 40).convert("L")
    grey = Image.blend(image.convert("L").filter(ImageFilter.GaussianBlur(0.8)), speckles, 0.15)
    out = io.BytesIO()
    grey.convert("RGB").save(out, "JPEG", quality=40)
    return Image.open(out).convert("RGB")


def stamped(image: Any) -> Any:
    """With two red seals over the print."""
    red = Image.new("RGB", image.size, "white")
    draw, (width, height) = ImageDraw.Draw(red), image.size
    for share in (0.3, 0.65):
        x, y, r = width // 2, int(height * share), height // 14
        draw.ellipse((x - r, y - r, x + r, y + r), outline=(220, 40, 50), width=5)
    return ImageChops.darker(image, red)


def smaller(image: Any) -> Any:
    """As scanned at 150 dots per inch."""
    size = (image.width * 3 // 4, image.height * 3 // 4)
    return image.resize(size).resize(image.size)


WAYS: dict[str, Spoil] = {
    "clean": lambda image: image,
    "noisy": noisy,
    "stamped": stamped,
    "skewed": lambda image: image.rotate(1.5, fillcolor="white"),
    "150 dpi": smaller,
}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def errors(truth: str, read: str) -> float:
    """The share of characters that differ, by the longest common blocks (close to Levenshtein's distance where few differ)."""
    blocks = SequenceMatcher(None, truth, read, autojunk=False).get_matching_blocks()
    same = sum(b.size for b in blocks)
    return max(len(truth), len(read)) - same


def cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _tesseract(image: Any) -> str:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        found = _read_plainly(str(shutil.which("tesseract")), Path(folder), [(0, image)])[0]
    return " ".join(line.text for line in found.lines)


def _trueocr(image: Any) -> str:
    import numpy

    made = picture.prepared(numpy.asarray(image), engines.page_engine())
    strips = lines.find_strips(made.grey, [])
    lines.read_first(strips)
    return " ".join(word.text for strip in strips for word in strip.first)


def _joined(image: Any) -> str:
    return " ".join(line.text for line in recognise(lambda n: image, [0])[0].lines)


READERS = {"Tesseract": _tesseract, "TrueOCR": _trueocr, "joined": _joined}


def main() -> None:
    """Prints a row for each way of spoiling: error rates in per cent, seconds of the processor a page."""
    files = [Path(given) for given in sys.argv[1:]] or sorted(CORPUS.glob("*.pdf"))[:3]
    pages = [pypdfium2.PdfDocument(file)[0] for file in files]
    for name, spoil in WAYS.items():
        row = []
        for reader, read in READERS.items():
            wrong = signs = 0.0
            began = cpu()
            for page in pages:
                truth = plain(page.get_textpage().get_text_range())
                image = spoil(page.render(scale=picture.DPI / 72).to_pil().convert("RGB"))
                wrong, signs = wrong + errors(truth, plain(read(image))), signs + len(truth)
            row.append(f"{reader} {100 * wrong / signs:.2f} % {(cpu() - began) / len(pages):.2f} s")
        print(f"{name:10}", " | ".join(row), flush=True)


if __name__ == "__main__":
    main()
