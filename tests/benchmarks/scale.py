"""How a knowledge base grows: time, memory and size at a count of documents.

    python tests/benchmarks/scale.py FOLDER [--documents 8000] [--jobs 2] [--keep DIR]

FOLDER holds .txt or .md documents. They are varied to the count: other numbers, another province, a mark at the end of each long line, so
that none is a copy of another. The base is built, built again with nothing changed and with one file changed; told are CPU seconds of
the parent and of its children (walls only say something on a machine of one's own), peaks of memory, and what each part weighs against the text.
"""

import argparse
import re
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import kehoach
from kehoach import rules
from kehoach.running.one import warm

PROVINCES = [place["name"] for place in rules.load("places")["provinces"]]
# The number of a symbol, not its year ("36/2021/NĐ-CP").
_NUMBER = re.compile(r"(?<![\d/])\d{1,5}(?=/(?:\d{4}/)?[A-ZĐ]{2,})")
_PROVINCE = re.compile(f"tỉnh (?:{'|'.join(map(re.escape, PROVINCES))})")
_LONG = re.compile(r"(?m)^.{40,}$")


def main() -> None:
    """Makes the documents where they are not there yet, and prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        top = given.keep or Path(aside)
        source, out = top / "in", top / "kb"
        if not source.exists():
            vary(given.folder, source, given.documents)
        print(f"{'build':20}{'wall s':>9}{'parent s':>9}{'children':>9}{'read':>7}")
        warm("rules")
        timed("from nothing", source, out, given.jobs)
        timed("nothing changed", source, out, given.jobs)
        changed = sorted(source.iterdir())[given.documents // 2]
        changed.write_text(changed.read_text("utf-8") + "\nThêm một dòng.\n", "utf-8")
        timed("one file changed", source, out, given.jobs)
        peaks = [
            resource.getrusage(who).ru_maxrss // 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        print(f"peak memory: parent {peaks[0]} MB, each child at most {peaks[1]} MB")
        for part, share in weights(source, out):
            print(f"{part:30}{share:8.3f}")


def vary(folder: Path, out: Path, count: int) -> None:
    """``count`` documents out of those of a folder."""
    out.mkdir(parents=True)
    files = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".md"))
    for number in range(count):
        path, times = files[number % len(files)], number // len(files)
        text = path.read_text("utf-8")
        (out / f"{number:05}{path.suffix}").write_text(varied(text, times) if times else text, "utf-8")


def varied(text: str, times: int) -> str:
    """The text as that of another office."""
    province = PROVINCES[times % len(PROVINCES)]
    text = _NUMBER.sub(lambda m: str(int(m.group()) + 1000 * times), text)
    text = _PROVINCE.sub(f"tỉnh {province}", text)
    return _LONG.sub(lambda m: f"{m.group()} ({times})", text)


def timed(name: str, source: Path, out: Path, jobs: int) -> None:
    """Builds, and prints a row."""
    began, before = time.perf_counter(), _cpu()
    report = kehoach.build([source], out, jobs=jobs)
    wall, after = time.perf_counter() - began, _cpu()
    parent, children = (b - a for a, b in zip(before, after, strict=True))
    print(f"{name:20}{wall:9.2f}{parent:9.2f}{children:9.2f}{report.reread:7,}", flush=True)


def _cpu() -> list[float]:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return [one.ru_utime + one.ru_stime for one in used]


def weights(source: Path, out: Path) -> Iterator[tuple[str, float]]:
    """What each part of a base weighs, times its texts, and the whole."""
    text = sum(path.stat().st_size for path in source.iterdir())
    parts = {"documents": sum(path.stat().st_size for path in (out / "documents").iterdir())}
    parts |= {name: (out / name).stat().st_size for name in ("kb.sqlite", "findings.json", "manifest.json")}
    yield from ((name, size / text) for name, size in parts.items())
    yield "all", sum(parts.values()) / text
    database = sqlite3.connect(f"file:{out / 'kb.sqlite'}?mode=ro", uri=True)
    pages = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 12"
    yield from ((f"  {name}", size / text) for name, size in database.execute(pages))
    database.close()


if __name__ == "__main__":
    main()
