"""How fast PDF pages are read, beside bare pdfium and pdfplumber on the same files in the same run.

    python tests/benchmarks/reading.py [FOLDER]

FOLDER holds PDF files; without it the real signed files are used where present, else the corpus as PDF. Files
whose pages bear ruled tables are measured apart (their time is pdfplumber's table finder). Scans are read last:
pages a minute on two cores, and the share of the time that is Tesseract's own.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2

from kehoach.reading import read
from kehoach.reading.ocr import tesseract as ocr
from kehoach.reading.pdf import document as pdf

ROOT = Path(__file__).parents[2]
ROUNDS = 15


def files() -> list[Path]:
    """The PDF files to measure on."""
    if len(sys.argv) > 1:
        return sorted(Path(sys.argv[1]).glob("*.pdf"))
    real = sorted((ROOT.parent / "shared" / "files").glob("signed-*.pdf"))
    return real or rendered("pdf")


def rendered(form: str) -> list[Path]:
    """The corpus in one form."""
    sys.path.insert(0, str(ROOT / "corpus"))
    import render

    made = Path(tempfile.mkdtemp())
    render.render(made, (form,))
    return sorted((made / form).iterdir())


def reading(path: Path) -> None:
    """The whole reading stage, as a batch calls it: it has hashed every file before, to see what changed."""
    read(path, digest="0" * 64)


def bare(path: Path) -> None:
    """What pdfium alone needs for the words of all pages."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        layer = page.get_textpage()
        layer.get_text_range()
        layer.close()
        page.close()
    document.close()


def plumbed(path: Path) -> None:
    """The same by pdfplumber."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()


def pages_of(path: Path) -> tuple[int, bool]:
    """How many pages a file has, and whether one bears a ruled table."""
    document = pypdfium2.PdfDocument(path)
    found = len(document), any(pdf.page_text(document, n).ruled for n in range(len(document)))
    document.close()
    return found


def seconds(work: Callable[[Path], object], paths: list[Path]) -> float:
    """Wall time of one pass over the files."""
    began = time.perf_counter()
    for path in paths:
        work(path)
    return time.perf_counter() - began


def compare(paths: list[Path], title: str) -> None:
    """Runs the three by turns and prints pages a second and the ratios of the pairs."""
    pages = sum(pages_of(p)[0] for p in paths)
    for work in (bare, reading, plumbed):
        seconds(work, paths)
    runs = [(seconds(bare, paths), seconds(reading, paths), seconds(plumbed, paths)) for _ in range(ROUNDS)]
    print(f"{title}: {pages} pages of {len(paths)} files")
    for place, name in enumerate(("bare pdfium", "kehoach, whole reading stage", "pdfplumber extract_text")):
        print(f"  {name:34}{pages / median(r[place] for r in runs):8.1f} pages/s")
    print(f"  {'of bare pdfium':34}{median(a / b for a, b, _ in runs):8.0%}")
    print(f"  {'times pdfplumber':34}{median(c / b for _, b, c in runs):8.1f}")


def recognised(paths: list[Path]) -> None:
    """Pages a minute of OCR on two cores, and Tesseract's own share of the time."""
    spent = 0.0
    run = subprocess.run

    def timed(*arguments: object, **named: object) -> object:
        nonlocal spent
        began = time.perf_counter()
        try:
            return run(*arguments, **named)  # type: ignore[call-overload]
        finally:
            spent += time.perf_counter() - began

    ocr.subprocess.run = timed  # type: ignore[assignment]
    ocr.os.cpu_count = lambda: 1  # type: ignore[assignment]  # one after the other, so that shares add up
    pages = sum(pages_of(p)[0] for p in paths)
    took = seconds(read, paths)
    ocr.subprocess.run = run
    print(f"scans: {pages} pages of {len(paths)} files")
    print(f"  {'one core':34}{60 * pages / took:8.1f} pages/min")
    print(f"  {'share of Tesseract':34}{spent / took:8.0%}")
    ocr.os.cpu_count = lambda: 2  # type: ignore[assignment]
    print(f"  {'two cores':34}{60 * pages / seconds(read, paths):8.1f} pages/min")


def main() -> None:
    """Prints the tables."""
    found = files()
    tables = [p for p in found if pages_of(p)[1]]
    plain = [p for p in found if p not in tables]
    for paths, title in ((plain, "without tables"), (tables, "with ruled tables")):
        if paths:
            compare(paths, title)
    scans = sorted((ROOT.parent / "shared" / "files").glob("scan-*.pdf")) or rendered("scan")[:4]
    recognised(scans)


if __name__ == "__main__":
    main()
