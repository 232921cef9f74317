"""How a knowledge base grows: time, memory, size and questions at a count of documents, beside what is to be reached.

    python tests/benchmarks/scale.py FOLDER [--documents 8000] [--small 500] [--jobs 2] [--keep DIR] [--pages]

FOLDER holds .txt or .md documents. They are varied to the count: other numbers, another province, a mark at the end of each long line, so
that none is a copy of another. A base of the small count (with one process and with --jobs) and one of the count are built, each in a process of its own; built
again with nothing changed, and with one file changed. Told are CPU seconds of the parent and of its children (walls only say something on a machine of
one's own), peaks of memory, what each part weighs against the text, and what questions take. With --pages the pages are asked for, too (pages.py).
"""

import argparse
import asyncio
import json
import math
import os
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import kehoach
from kehoach import rules
from kehoach.running.one import warm

sys.path.insert(0, str(Path(__file__).parents[2]))

PROVINCES = [place["name"] for place in rules.load("places")["provinces"]]
# The number of a symbol, not its year ("36/2021/NĐ-CP").
_NUMBER = re.compile(r"(?<![\d/])\d{1,5}(?=/(?:\d{4}/)?[A-ZĐ]{2,})")
_PROVINCE = re.compile(f"tỉnh (?:{'|'.join(map(re.escape, PROVINCES))})")
_LONG = re.compile(r"(?m)^.{40,}$")
TIMES = 20
# What people ask: by time, by words, by who; some find over a thousand records of 8,000 documents.
ASKED: tuple[tuple[str, dict[str, object]], ...] = (
    ("documents", {"text": "ke hoach"}), ("documents", {"year": 2025}), ("targets", {"indicator": "ty le"}), ("targets", {"year": 2030}), ("tasks", {"unit": "so y te"}),
    ("tasks", {"due_before": "2026-12-31"}), ("tasks", {"text": "bao cao"}), ("deadlines", {"due_before": "2026-06-30"}), ("citations", {"text": "luat dat dai"}),
    ("units", {"place": "lang son"}),
)  # fmt: skip
SEARCHED = (
    "bac si",
    "ke hoach",
    "chuyen doi so",
    "uy ban nhan dan tinh",
    "phong chay chua chay rung",
    "2030",
    "so y te chu tri",
)


def main() -> None:
    """Makes the documents where they are not there yet, and prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--small", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(builds(given.folder, given.keep, given.documents, given.jobs)))
        return
    with tempfile.TemporaryDirectory() as aside:
        top = given.keep or Path(aside)
        print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.0f} at the beginning")
        print(f"{'build':34}{'wall s':>9}{'parent s':>9}{'children':>9}{'parent MB':>10}{'child MB':>9}")
        alone = apart(given.folder, top / "alone", given.small, 1)
        small = apart(given.folder, top / "small", given.small, given.jobs)
        large = apart(given.folder, top / "large", given.documents, given.jobs)
        shares = list(weights(top / "large" / "in", top / "large" / "kb"))
        for part, share in shares:
            print(f"{part:34}{share:8.3f}")
        told = figures(alone, small, large, given) | {"all files, times the text": (dict(shares)["all"], 2.2)}
        told |= questions(top / "large" / "kb")
        if given.pages:
            told |= pages(top / "large" / "kb")
        for name, (value, most) in told.items():
            print(f"{name:66}{value:10.3f}{most:9g}{'' if value <= most else '  MISSED'}")
        print(f"load average {os.getloadavg()[0]:.0f} at the end")


# --- builds -----------------------------------------------------------------------------------

Built = dict[str, list[float]]  # by what was done: wall, CPU of parent and children, peaks of both so far


def apart(folder: Path, top: Path, count: int, jobs: int) -> Built:
    """The builds of one base, in a process of their own so that peaks of memory are theirs; prints their rows."""
    command = [sys.executable, __file__, str(folder), "--documents", str(count), "--jobs", str(jobs), "--keep", str(top), "--one"]  # fmt: skip
    told: Built = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    for name, (wall, *cpu, parent, child) in told.items():
        print(f"{f'{count:,}, jobs {jobs}: {name}':34}{wall:9.2f}{cpu[0]:9.2f}{cpu[1]:9.2f}{parent:10.0f}{child:9.0f}", flush=True)  # fmt: skip
    return told


def builds(folder: Path, top: Path, count: int, jobs: int) -> Built:
    """Builds a base, again with nothing changed, and again with one file changed."""
    source, out = top / "in", top / "kb"
    if not source.exists():
        vary(folder, source, count)
    warm("rules")
    told = {"from nothing": timed(source, out, jobs), "nothing changed": timed(source, out, jobs)}
    changed = sorted(source.iterdir())[count // 2]
    changed.write_text(changed.read_text("utf-8") + "\nThêm một dòng.\n", "utf-8")
    return told | {"one file changed": timed(source, out, jobs)}


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


def timed(source: Path, out: Path, jobs: int) -> list[float]:
    """Builds: seconds by the clock, CPU seconds of the parent and of the children, and the peaks of memory of both in MB."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    began, before = time.perf_counter(), list(map(_cpu, who))
    kehoach.build([source], out, jobs=jobs)
    wall, after = time.perf_counter() - began, list(map(_cpu, who))
    cpu = [b - a for a, b in zip(before, after, strict=True)]
    return [wall, *cpu, *(resource.getrusage(one).ru_maxrss / 1024 for one in who)]


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def figures(alone: Built, small: Built, large: Built, given: Any) -> dict[str, tuple[float, float]]:
    """What the builds say, each beside the most that it may be."""
    full, again, one = (sum(large[name][1:3]) for name in ("from nothing", "nothing changed", "one file changed"))  # fmt: skip
    before = sum(small["from nothing"][1:3])
    told = {
        f"nothing changed, share of a full build at {given.documents:,}": (again / full, 0.03),
        f"one file changed, share of a full build at {given.documents:,}": (one / full, 0.05),
        f"nothing changed, share at {given.small:,}": (sum(small["nothing changed"][1:3]) / before, 0.03),
        f"one file changed, share at {given.small:,}": (sum(small["one file changed"][1:3]) / before, 0.05),
        "exponent of CPU time": (math.log(full / before) / math.log(given.documents / given.small), 1.05),
    }
    for name, at in (("the parent", slice(3, 4)), ("a child", slice(4, 5))):
        peaks = [sum(built["from nothing"][at]) for built in (small, large)]
        told[f"peak memory of {name}, times that at {given.small:,}"] = (peaks[1] / peaks[0], 1.3)
    peaks = [
        parent + given.jobs * child for *_, parent, child in (small["from nothing"], large["from nothing"])
    ]
    told[f"peak memory of all processes together, times that at {given.small:,}"] = (peaks[1] / peaks[0], 1.3)
    _, parent, children, *_ = small["from nothing"]
    # Two quiet cores: who has most to do says how long it takes.
    least = max((parent + children) / given.jobs, parent)
    told["time of --jobs, share of one process by CPU"] = (least / sum(alone["from nothing"][1:3]), 1 / 1.8)
    told["time of --jobs, share of one process by the clock"] = (small["from nothing"][0] / alone["from nothing"][0], 1 / 1.8)  # fmt: skip
    return told


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


# --- questions --------------------------------------------------------------------------------


def questions(folder: Path) -> dict[str, tuple[float, float]]:
    """CPU seconds of questions, beside what they may take: the 95th of 100 for what is asked again and again."""
    told: dict[str, tuple[float, float]] = {}
    with kehoach.open(str(folder)) as kb:
        for kind, filters in ASKED:
            count = len(kb.query(kind, **filters))
            name = f"{kind} {' '.join(f'{k}={v}' for k, v in filters.items())} ({count:,} found)"
            told[name] = (often(lambda kind=kind, filters=filters: kb.query(kind, **filters)), 0.05)  # type: ignore[misc]
        told |= {
            f"search {words!r}": (often(lambda words=words: kb.search(words)), 0.1) for words in SEARCHED
        }  # type: ignore[misc]
        told["all checks"] = (spent(kb.check), 5.0)
    told["opening"] = (often(lambda: kehoach.open(str(folder)).close()), 0.3)
    told["kehoach --help"] = (of_children([sys.executable, "-m", "kehoach", "--help"]), 0.2)
    return told


def often(ask: Callable[[], object]) -> float:
    """The 95th percentile of the CPU seconds that a question takes."""
    return statistics.quantiles([spent(ask) for _ in range(TIMES)], n=20)[-1]


def spent(ask: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    began = time.process_time()
    ask()
    return time.process_time() - began


def of_children(command: list[str]) -> float:
    """The median of the CPU seconds of a command."""
    taken = []
    for _ in range(5):
        began = _cpu(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True)
        taken.append(_cpu(resource.RUSAGE_CHILDREN) - began)
    return statistics.median(taken)


def pages(folder: Path) -> dict[str, tuple[float, float]]:
    """What the pages of this base take, read-only: the 95th of 100 answers of each, in CPU seconds, and the largest of all."""
    from tests.benchmarks.pages import PAGES, answers

    with kehoach.open(str(folder)) as kb:
        most = "SELECT indicator_id FROM targets WHERE indicator_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        here = [f"/kehoach/targets?indicator={row[0]}" for row in kb.database.execute(most)]
    found = asyncio.run(answers(folder, None, [*(page for page in PAGES if "indicator=" not in page), *here]))
    told = {f"page {name}"[:64]: (sorted(a.work for a in taken)[-1], 1.0) for name, taken in found.items()}
    slowest = dict(sorted(told.items(), key=lambda one: -one[1][0])[:8])
    return slowest | {"largest page, KB": (max(a.size for taken in found.values() for a in taken) / 1000, 500.0)}  # fmt: skip


if __name__ == "__main__":
    main()
