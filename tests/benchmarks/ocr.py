"""Character error rate and processor time of recognition, engines alone and joined, on pages whose text is known.

    python tests/benchmarks/ocr.py [PDF ...]      # without files: four real signed papers where present, else the corpus's own PDFs
    python tests/benchmarks/ocr.py --scans        # pages of real scans that tests/scans transcribes, where the scans are present

Pages with a sound text layer are rendered and spoilt (noise, red stamps, skew, lower resolution); what is read is held against the layer.
Below the rates stands what each engine costs when all read together. Scans are read as they are; their transcripts keep no
number, no name and nothing written by hand (`masked.py`).
"""

import io
import resource
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pypdfium2
from masked import distance, plain, printed, unsealed
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kehoach.reading.ocr import engines, lines, picture
from kehoach.reading.ocr.recognise import _read_plainly, recognise

ROOT = Path(__file__).parents[2]
CORPUS, REAL = ROOT / "corpus" / "documents", ROOT.parent / "shared" / "office"
SCANS = ROOT / "tests" / "scans"
_LONG = 2000  # signs of a page that is worth reading
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


def _asterocr(image: Any) -> str:
    import numpy

    made = picture.prepared(numpy.asarray(image), engines.page_engine())
    strips = lines.find_strips(made.grey, [])
    return " ".join(engines.read_vietnamese(strip.crop).text for strip in strips)


def _joined(image: Any) -> str:
    return " ".join(line.text for line in recognise(lambda n: image, [0])[0].lines)


READERS = {"Tesseract": _tesseract, "TrueOCR": _trueocr, "AsterOCR": _asterocr, "joined": _joined}


class Clock:
    """The processor time of each engine: it stands around the functions that call them."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        for owner, name, engine in (
            (picture, "_turn", "turning"),
            (engines, "find_lines", "TrueOCR"),
            (engines, "read_lines", "TrueOCR"),
            (engines, "read_vietnamese", "AsterOCR"),
            (engines, "read_digits", "PP-OCR"),
        ):
            setattr(owner, name, self._timed(getattr(owner, name), engine))

    def _timed(self, call: Callable[..., Any], engine: str) -> Callable[..., Any]:
        def timed(*args: Any) -> Any:
            began = time.thread_time()
            try:
                return call(*args)
            finally:
                self.spent[engine] += time.thread_time() - began

        return timed


def shares(images: list[Any]) -> str:
    """What each engine costs a page, all readers together."""
    clock, began, others = Clock(), cpu(), resource.getrusage(resource.RUSAGE_CHILDREN)
    recognise(lambda n: images[n], range(len(images)))
    done = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = cpu() - began
    clock.spent["Tesseract"] = done.ru_utime + done.ru_stime - others.ru_utime - others.ru_stime
    clock.spent["the rest"] = whole - sum(clock.spent.values())
    told = ", ".join(f"{name} {spent / whole:.0%}" for name, spent in clock.spent.most_common())
    return f"{whole / len(images):.2f} s of the processor a page: {told}"


def _rendered(page: Any) -> Any:
    return page.render(scale=picture.DPI / 72).to_pil().convert("RGB")


def _transcribed() -> list[tuple[str, str, Any]]:
    """Each transcript by its name, with the picture of its page; those whose scan is absent are told and left out."""
    made = []
    for path in sorted(SCANS.glob("*-p*.sealed")):
        name, number = path.stem.rsplit("-p", 1)
        scan = next(REAL.parent.glob(f"*/{name}.pdf"), None)
        if scan is None:
            print(f"{path.stem} skipped: {name}.pdf is not beside the project.", file=sys.stderr)
            continue
        page = pypdfium2.PdfDocument(scan)[int(number) - 1]
        told = unsealed(path.read_text("utf-8"), scan.read_bytes())
        made.append((path.stem, told, _rendered(page)))
    return made


def scans() -> None:
    """Prints a row for each transcribed page and one over all: characters, then error rates in per cent."""
    pages = _transcribed()
    if not pages:
        print("No transcribed scan is here: not measured.")
        return
    print("| page | characters |", " | ".join(READERS), "|")
    print("|" + "---|" * (len(READERS) + 2))
    wrong: Counter[str] = Counter()
    for name, truth, image in pages:
        found = {reader: distance(truth, read(image)) for reader, read in READERS.items()}
        wrong.update(found)
        print(_row(name, printed(truth), found), flush=True)
    print(_row("all", sum(printed(truth) for _, truth, _ in pages), wrong))
    print(f"\n{len(pages)} pages; together {shares([image for _, _, image in pages])}.")


def _row(name: str, told: int, wrong: dict[str, int]) -> str:
    rates = (f"{100 * wrong[reader] / told:.2f}" for reader in READERS)
    return f"| {name} | {told} | {' | '.join(rates)} |"


def _given() -> list[Any]:
    """The pages to measure on."""
    if len(sys.argv) > 1:
        return [pypdfium2.PdfDocument(given)[0] for given in sys.argv[1:]]
    files = sorted(REAL.glob("signed-*.pdf"))
    pages = [page for file in files for page in list(pypdfium2.PdfDocument(file))[1:2]]
    long = [p for p in pages if len(plain(p.get_textpage().get_text_range())) > _LONG]
    return long[:4] or [pypdfium2.PdfDocument(file)[0] for file in sorted(CORPUS.glob("*.pdf"))[:3]]


def main() -> None:
    """Prints a row for each way of spoiling: error rates in per cent, in brackets seconds of the processor a page."""
    if sys.argv[1:] == ["--scans"]:
        return scans()
    pages = _given()
    truths = [plain(page.get_textpage().get_text_range()) for page in pages]
    whole = [_rendered(page) for page in pages]
    print("| pages |", " | ".join(READERS), "| joined, of the better of the first two |")
    print("|" + "---|" * (len(READERS) + 2))
    for name, spoil in WAYS.items():
        rates, row = {}, []
        images = [spoil(image) for image in whole]
        for reader, read in READERS.items():
            began = cpu()
            wrong = sum(errors(t, plain(read(i))) for t, i in zip(truths, images, strict=True))
            rates[reader] = 100 * wrong / sum(map(len, truths))
            row.append(f"{rates[reader]:.2f} ({(cpu() - began) / len(pages):.2f})")
        share = rates["joined"] / min(rates["Tesseract"], rates["TrueOCR"])
        print(f"| {name} |", " | ".join(row), f"| {share:.2f} |", flush=True)
    print(f"\n{len(pages)} pages; together {shares(whole)}.")


if __name__ == "__main__":
    main()
