"""Every stage of a build beside what others need for the like on the same input: one table from one run.

    python tests/benchmarks/stages.py [--rounds 3] [--rows PREFIX] [FOLDER]
    python tests/benchmarks/stages.py --profile             # where a build spends its time, by function

FOLDER holds .txt or .md documents; without it the real plans are used where present, else the corpus as text. Each row runs in
a process of its own, all rows by turns; shown are medians of speed and of the ratio to the whole build of the same turn, and the peak
of memory. Texts are measured in MB of UTF-8 a second, PDFs and scans in pages a second. Rows whose package is absent are left
out, and said to be.
"""

import argparse
import cProfile
import io
import json
import pstats
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SLOW_BYTES = 30_000  # of the same text, for what is a hundred times slower
PAGES = 6  # of scans
Row = Callable[[list[Path]], tuple[float, float]]
ROWS: dict[str, Row] = {}
WHOLE = "build: text to knowledge base"


def row(name: str) -> Callable[[Row], Row]:
    """Enters a row of the table: given the files, it tells seconds and how much was done in them."""

    def entered(work: Row) -> Row:
        ROWS[name] = work
        return work

    return entered


def megabytes(files: list[Path]) -> float:
    """The size of texts."""
    return sum(p.stat().st_size for p in files) / 1e6


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall time."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def joined(files: list[Path], most: int | None = None) -> str:
    """The text of all files, or its beginning."""
    return "\n".join(p.read_text("utf-8") for p in files)[:most]


# --- our stages -------------------------------------------------------------------------------


def _warm(files: list[Path]) -> None:
    from kehoach.running.one import attempt

    attempt(str(files[0]), files[0].name)


@row(WHOLE)
def whole(files: list[Path]) -> tuple[float, float]:
    import kehoach

    _warm(files)
    with tempfile.TemporaryDirectory() as out:
        return timed(lambda: kehoach.build(files, Path(out) / "kb")), megabytes(files)


@row("build: two jobs")
def two_jobs(files: list[Path]) -> tuple[float, float]:
    import kehoach

    _warm(files)
    with tempfile.TemporaryDirectory() as out:
        return timed(lambda: kehoach.build(files, Path(out) / "kb", jobs=2)), megabytes(files)


@row("build: without the model")
def by_rules(files: list[Path]) -> tuple[float, float]:
    import kehoach

    _warm(files)
    with tempfile.TemporaryDirectory() as out:
        return timed(lambda: kehoach.build(files, Path(out) / "kb", names="rules")), megabytes(files)


def _again(files: list[Path], change: bool) -> tuple[float, float]:
    import kehoach

    with tempfile.TemporaryDirectory() as top:
        source = Path(top) / "in"
        source.mkdir()
        for path in files:
            (source / path.name).write_bytes(path.read_bytes())
        kehoach.build([source], Path(top) / "kb")
        if change:
            with (source / files[0].name).open("a", encoding="utf-8") as file:
                file.write("\nThêm một dòng.\n")
        return timed(lambda: kehoach.build([source], Path(top) / "kb")), megabytes(files)


@row("build: one file changed")
def one_changed(files: list[Path]) -> tuple[float, float]:
    return _again(files, True)


@row("build: nothing changed")
def nothing_changed(files: list[Path]) -> tuple[float, float]:
    return _again(files, False)


@row("stage: read")
def reading(files: list[Path]) -> tuple[float, float]:
    from kehoach.reading import read

    _warm(files)
    return timed(lambda: [read(p) for p in files]), megabytes(files)


@row("stage: parse")
def parsing(files: list[Path]) -> tuple[float, float]:
    from kehoach.parsing import parse
    from kehoach.reading import read

    _warm(files)
    sources = [read(p) for p in files]
    return timed(lambda: [parse(s) for s in sources]), megabytes(files)


@row("stage: extract by rules")
def extracting(files: list[Path]) -> tuple[float, float]:
    from kehoach.extraction import extract
    from kehoach.parsing import parse
    from kehoach.reading import read

    _warm(files)
    outlines = [parse(read(p)) for p in files]
    return timed(lambda: [extract(o, None) for o in outlines]), megabytes(files)


@row("stage: name by model")
def naming(files: list[Path]) -> tuple[float, float]:
    """What asking the model adds: the model's own calls alone."""
    from kehoach.extraction import extract
    from kehoach.parsing import parse
    from kehoach.reading import read
    from kehoach.recognition import asker, recognizer

    _warm(files)
    outlines, spent = [parse(read(p)) for p in files], 0.0
    backend = recognizer("model")
    ask = backend.names_of

    def counted(texts: list[str]) -> object:
        nonlocal spent
        began = time.perf_counter()
        try:
            return ask(texts)
        finally:
            spent += time.perf_counter() - began

    backend.names_of = counted  # type: ignore[assignment,method-assign]
    for outline in outlines:
        extract(outline, asker("model"))
    return spent, megabytes(files)


@contextmanager
def _based(files: list[Path]) -> Iterator[tuple[sqlite3.Connection, float, float]]:
    """A database of all files, not linked; seconds to make files and rows, and to store them."""
    from kehoach.knowledge import tables
    from kehoach.running.one import made_of, process

    documents = [process(p) for p in files]
    began = time.perf_counter()
    made = [made_of(d) for d in documents]
    middle = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        database, ids = tables.create(f"{folder}/kb.sqlite"), set[str]()
        place = Path(folder) / "documents"
        place.mkdir()
        for one in made:
            if one.base not in ids:
                (place / f"{one.base}.json").write_bytes(one.data)
                tables.add(database, one.rows)
            ids.add(one.base)
        database.executescript(tables.INDEXES)
        database.commit()
        yield database, middle - began, time.perf_counter() - middle
        database.close()


@row("stage: make JSON and rows")
def making(files: list[Path]) -> tuple[float, float]:
    with _based(files) as (_, spent, _):
        return spent, megabytes(files)


@row("stage: store")
def storing(files: list[Path]) -> tuple[float, float]:
    with _based(files) as (_, _, spent):
        return spent, megabytes(files)


@row("stage: link")
def linking(files: list[Path]) -> tuple[float, float]:
    from kehoach.linking import link

    with _based(files) as (database, _, _):
        return timed(lambda: link(database)), megabytes(files)


@row("stage: check")
def checking(files: list[Path]) -> tuple[float, float]:
    from kehoach.knowledge.check import run_checks
    from kehoach.linking import link

    with _based(files) as (database, _, _):
        link(database)
        return timed(lambda: run_checks(database)), megabytes(files)


# --- others on the same text ------------------------------------------------------------------


@row("bare scan for symbols (regex)")
def scanning(files: list[Path]) -> tuple[float, float]:
    import regex

    pattern = regex.compile(r"\d+(?:/\d{4})?/[A-ZĐ]{2,}(?:-[A-ZĐ]{2,})*")
    texts = [p.read_text("utf-8") for p in files]
    return timed(lambda: [pattern.findall(t) for t in texts]), megabytes(files)


def _sentences(files: list[Path]) -> list[str]:
    text = joined(files, SLOW_BYTES)
    return [s for line in text.split("\n") for s in re.split(r"(?<=[.;])\s+", line) if s.strip()]


def _by_sentence(work: Callable[[str], object], files: list[Path]) -> tuple[float, float]:
    work("Sở Y tế chủ trì.")  # models load outside the measurement
    sentences = _sentences(files)
    return timed(lambda: [work(s) for s in sentences]), len("".join(sentences).encode()) / 1e6


@row("underthesea NER, by sentence")
def underthesea_ner(files: list[Path]) -> tuple[float, float]:
    from underthesea import ner

    return _by_sentence(ner, files)


@row("underthesea words, by sentence")
def underthesea_words(files: list[Path]) -> tuple[float, float]:
    from underthesea import word_tokenize

    return _by_sentence(word_tokenize, files)


@row("pyvi words, by sentence")
def pyvi_words(files: list[Path]) -> tuple[float, float]:
    from pyvi import ViTokenizer

    return _by_sentence(ViTokenizer.tokenize, files)


@row("spaCy NER of our size, whole text")
def spacy_ner(files: list[Path]) -> tuple[float, float]:
    """The weights do not matter for speed: our own network, over all lines of the text."""
    from kehoach.recognition import recognizer

    backend = recognizer("model")
    lines = [line for line in joined(files, 10 * SLOW_BYTES).split("\n") if line.strip()]
    backend.names_of(lines[:10])
    return timed(lambda: backend.names_of(lines)), len("".join(lines).encode()) / 1e6


# --- PDFs and scans ---------------------------------------------------------------------------


def pdfs(pattern: str) -> list[Path]:
    """Real PDFs where they are present, else the corpus in that form."""
    real = sorted((SHARED / "files").glob(f"{pattern}-*.pdf"))
    if real:
        return real
    sys.path.insert(0, str(ROOT / "corpus"))
    import render

    form, made = "scan" if pattern == "scan" else "pdf", Path(tempfile.mkdtemp())
    render.render(made, (form,))
    return sorted((made / form).iterdir())


def pages(paths: list[Path]) -> int:
    """How many pages they have together."""
    import pypdfium2

    return sum(len(pypdfium2.PdfDocument(p)) for p in paths)


@row("pages: kehoach, reading")
def pages_read(_: list[Path]) -> tuple[float, float]:
    from kehoach.reading import read

    paths = pdfs("signed")
    read(paths[0])
    return timed(lambda: [read(p) for p in paths]), pages(paths)


@row("pages: bare pdfium")
def pages_pdfium(_: list[Path]) -> tuple[float, float]:
    import pypdfium2

    paths = pdfs("signed")
    return timed(
        lambda: [page.get_textpage().get_text_range() for p in paths for page in pypdfium2.PdfDocument(p)]
    ), pages(paths)


@row("pages: pdfplumber")
def pages_pdfplumber(_: list[Path]) -> tuple[float, float]:
    import pdfplumber

    paths = pdfs("signed")
    return timed(lambda: [page.extract_text() for p in paths for page in pdfplumber.open(p).pages]), pages(
        paths
    )


@row("pages: kreuzberg")
def pages_kreuzberg(_: list[Path]) -> tuple[float, float]:
    from kreuzberg import extract_file_sync

    paths = pdfs("signed")
    extract_file_sync(str(paths[0]))
    return timed(lambda: [extract_file_sync(str(p)) for p in paths]), pages(paths)


def _scans() -> list[Path]:
    chosen: list[Path] = []
    for path in sorted(pdfs("scan"), key=lambda p: p.stat().st_size):
        if not chosen or pages([*chosen, path]) <= PAGES:
            chosen.append(path)
    return chosen


@row("scans: kehoach, reading")
def scans_read(_: list[Path]) -> tuple[float, float]:
    from kehoach.reading import read

    paths = _scans()
    return timed(lambda: [read(p) for p in paths]), pages(paths)


@row("scans: Tesseract alone, 200 dpi")
def scans_tesseract(_: list[Path]) -> tuple[float, float]:
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        images = []
        for path in _scans():
            for page in pypdfium2.PdfDocument(path):
                images.append(Path(folder) / f"{len(images)}.png")
                page.render(scale=200 / 72).to_pil().save(images[-1])
        command = ["tesseract", "IMAGE", "-", "-l", "vie"]
        return timed(
            lambda: [
                subprocess.run(
                    [str(i) if c == "IMAGE" else c for c in command], capture_output=True, check=True
                )
                for i in images
            ]
        ), len(images)


# --- the table --------------------------------------------------------------------------------


def texts(given: Path | None) -> list[Path]:
    """The documents to measure on."""
    if given is None and (SHARED / "plans").is_dir():
        given = SHARED / "plans"
    if given is not None:
        return sorted(p for p in given.iterdir() if p.suffix in (".txt", ".md"))
    return sorted((ROOT / "corpus" / "documents").glob("*.txt"))


def in_child(name: str, files: list[Path]) -> dict[str, float] | str:
    """Runs one row in a process of its own; why it could not, in one line."""
    command = [sys.executable, __file__, "--one", name, *map(str, files)]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode:
        return ran.stderr.strip().splitlines()[-1][:90]
    return dict(json.loads(ran.stdout.splitlines()[-1]))


def one(name: str, files: list[Path]) -> None:
    """What a child does: one row, as JSON."""
    seconds, done = ROWS[name](files)
    own, others = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        json.dumps({"seconds": seconds, "speed": done / max(seconds, 1e-9), "peak": max(own, others) / 1024})
    )


def table(files: list[Path], rounds: int, prefix: str) -> None:
    """Runs all rows by turns and prints medians."""
    names = [name for name in ROWS if name.startswith(prefix) or name == WHOLE]
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    absent: dict[str, str] = {}
    for _ in range(rounds):
        for name in names:
            told = in_child(name, files) if name not in absent else absent[name]
            if isinstance(told, str):
                absent[name] = told
            else:
                runs[name].append(told)
    print(f"{len(files)} texts, {megabytes(files):.1f} MB; medians of {rounds}")
    print(f"{'':36}{'speed':>12}{'':8}{'of the build':>14}{'peak MB':>9}")
    for name in names:
        if name in absent:
            print(f"{name:36}  left out: {absent[name]}")
            continue
        unit = "pages/s" if name.startswith(("pages", "scans")) else "MB/s"
        ratios = [a["speed"] / b["speed"] for a, b in zip(runs[name], runs[WHOLE], strict=True)]
        share = f"{median(ratios):14,.3f}" if unit == "MB/s" else f"{'':14}"
        speed, peak = (median(r[key] for r in runs[name]) for key in ("speed", "peak"))
        print(f"{name:36}{speed:12,.3f} {unit:7}{share}{peak:9,.0f}")


def profile(files: list[Path]) -> None:
    """Where a build spends its time, by function."""
    import kehoach

    _warm(files)
    profiler, out = cProfile.Profile(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        profiler.runcall(kehoach.build, files, Path(folder) / "kb")
    pstats.Stats(profiler, stream=out).strip_dirs().sort_stats("tottime").print_stats(40)
    print(out.getvalue())


def main() -> None:
    """The command line."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], [Path(p) for p in sys.argv[3:]])
        return
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", default="", metavar="PREFIX", help="only rows that begin so")
    parser.add_argument("--profile", action="store_true", help="a build by function, instead of the table")
    arguments = parser.parse_args()
    files = texts(arguments.folder)
    profile(files) if arguments.profile else table(files, arguments.rounds, arguments.rows)


if __name__ == "__main__":
    main()
