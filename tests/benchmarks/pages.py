"""How the pages answer over many documents, read-only and where people may write: seconds and size of each.

    python tests/benchmarks/pages.py [--documents 8000] [--kb outputs/kb] [--keep FOLDER]

Makes a knowledge base of many documents out of those of a small one (other numbers, other hashes; unlinked, so that making it
takes minutes, not hours), serves it in this process and asks for each page: seconds of processor time (which others at work on the
machine do not change) and by the clock, the median of ten and the slowest, and the size. The last lines are what must hold: 95 of
100 answers within 1 s at 8,000 documents (0.3 s at 300), no page over 500 KB.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import kehoach
from kehoach.knowledge import tables
from kehoach.knowledge.check import run_checks
from kehoach.knowledge.desk import open_desk
from kehoach.knowledge.records import Entry, Findings, Manifest
from kehoach.knowledge.store import Draft, Store
from kehoach.model import Document
from kehoach.serving.run import application

ROOT = Path(__file__).parents[2]
TIMES = 10
DAY = "today=2026-06-01"
PAGES = (
    f"/?{DAY}", "/kehoach/documents", "/kehoach/documents?text=bac+si&page=3", "/kehoach/documents?view=print", f"/kehoach/tasks?{DAY}", f"/kehoach/tasks?{DAY}&page=40",
    f"/kehoach/tasks?{DAY}&unit=S%E1%BB%9F+Y+t%E1%BA%BF", f"/kehoach/tasks?{DAY}&text=ke+hoach&due=late", f"/kehoach/tasks?{DAY}&sort=unit",
    f"/kehoach/tasks?{DAY}&view=timeline", f"/kehoach/tasks?{DAY}&view=print", f"/kehoach/units?{DAY}", f"/kehoach/units?{DAY}&view=print",
    f"/kehoach/unit?{DAY}&unit=S%E1%BB%9F+Y+t%E1%BA%BF", f"/kehoach/unit?{DAY}&unit=S%E1%BB%9F+Y+t%E1%BA%BF&view=print",
    "/kehoach/targets", "/kehoach/targets?by=document", "/kehoach/targets?view=print", "/kehoach/targets?indicator=doctors-per-10k", "/kehoach/findings",
    "/kehoach/findings?check=targets-disagree", "/kehoach/findings?text=bac+si", "/kehoach/findings?view=print", "/kehoach/ledger", "/kehoach/ledger?view=print",
    "/kehoach/compare", "/kehoach/review", "/kehoach/search?q=bac+si", "/kehoach/new", "/kehoach/network", "/kehoach/network?mentions=1",
)  # fmt: skip


class Answer(NamedTuple):
    """One answer: seconds of processor time, seconds by the clock, bytes."""

    work: float
    clock: float
    size: int


def main() -> None:
    """Prints a table for each way to serve, and what must hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--kb", type=Path)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small = given.kb or Path(folder) / "small"
        if given.kb is None:
            kehoach.build([ROOT / "corpus" / "documents"], small)
        large = given.keep or Path(folder) / "large"
        if not (large / "kb.sqlite").exists():
            multiply(small, large, given.documents)
        began = time.process_time()
        open_desk(large).close()
        size = (large / "desk.sqlite").stat().st_size
        print(f"desk: {time.process_time() - began:.1f} s of processor time, {size / 2**20:.0f} MB")
        for inbox in (None, Path(folder) / "inbox"):
            print("\nread-only" if inbox is None else "\nwhere people may write")
            report(asyncio.run(answers(large, inbox)))


def report(found: dict[str, list[Answer]]) -> None:
    """A row a page; then the figures over all answers."""
    print(f"{'page':64} {'work':>7} {'slowest':>8} {'clock':>7} {'slowest':>8} {'KB':>5}")
    for page, taken in found.items():
        work, clock = [a.work for a in taken], [a.clock for a in taken]
        print(
            f"{page:64} {statistics.median(work):7.3f} {max(work):8.3f} {statistics.median(clock):7.3f} {max(clock):8.3f} {taken[0].size / 1000:5.0f}"
        )
    every = [answer for taken in found.values() for answer in taken]
    work, clock = (statistics.quantiles(column, n=20)[-1] for column in zip(*((a.work, a.clock) for a in every), strict=True))  # fmt: skip
    print(
        f"95th percentile of {len(every)} answers: {work:.3f} s of processor time, {clock:.3f} s by the clock;"
        f" largest page {max(a.size for a in every) / 1000:.0f} KB"
    )


async def answers(folder: Path, inbox: Path | None, pages: Sequence[str] = PAGES) -> dict[str, list[Answer]]:
    """What each page took, each time it was asked for; the first answers are among them."""
    client = application(folder, inbox).client
    found: dict[str, list[Answer]] = {}
    for page, name in (*((page, page) for page in pages), *_of_documents(folder)):
        for _ in range(TIMES):
            began = (time.process_time(), time.perf_counter())
            answer = await client.get(page)
            took = (time.process_time() - began[0], time.perf_counter() - began[1])
            assert answer.status_code == 200, (page, answer.status_code)
            found.setdefault(name, []).append(Answer(*took, len(answer.content)))
    return found


def _of_documents(folder: Path) -> list[tuple[str, str]]:
    """Addresses of single documents, and names for them: the longest, that with most tasks; a record, two of them compared."""
    with kehoach.open(str(folder)) as kb:
        (longest,) = kb.database.execute(
            "SELECT id FROM documents ORDER BY length(text) DESC LIMIT 1"
        ).fetchone()
        busiest, task = kb.database.execute("SELECT document, min(id) FROM tasks GROUP BY document ORDER BY count(*) DESC LIMIT 1").fetchone()  # fmt: skip
    one = f"/kehoach/document/{busiest}"
    return [
        (f"/kehoach/document/{longest}", "the longest document"),
        (one, "the document with most tasks"),
        (f"{one}/record/{task}", "one task of it"),
        (f"{one}/explain/{task}", "why it says so"),
        (f"{one}/add?kind=tasks", "the form to add one"),
        (f"/kehoach/tasks?{DAY}&document={busiest}", "tasks of one document"),
        (f"/kehoach/network?document={longest}", "the network around one"),
        (f"/kehoach/compare?parent={longest}&child={busiest}", "two documents compared"),
    ]


def multiply(small: Path, large: Path, count: int) -> None:
    """A knowledge base of ``count`` documents, each one of the small one under another number and hash."""
    store, source = Store(large), Store(small)
    originals = [source.read(ident) for ident in source.ids()]
    entries = []
    began = time.perf_counter()
    with store.building():
        draft = Draft(store.generations, None)
        for number in range(count):
            document = variant(originals[number % len(originals)], number)
            draft.write(document)
            tables.insert(draft.database, document)
            path, digest = document.source.path, document.source.sha256
            entries.append(
                Entry(path, digest, "read", document.id, document.id, warnings=len(document.warnings))
            )
        draft.index()
        some = run_checks(draft.database).findings[:20_000] if count <= 500 else []
        found = source.findings().findings
        for number in range(0 if some else count // len(originals)):
            for finding in found:
                copy = deepcopy(finding)
                copy.id = sha256(f"{finding.id}{number}".encode()).hexdigest()[:12]
                for evidence in copy.evidence:
                    evidence.document = f"{evidence.document}-{number}"
                some.append(copy)
        draft.write_findings(Findings(some))
        draft.write_manifest(Manifest(entries, "", ""))
        draft.publish()
    print(f"{count} documents made in {time.perf_counter() - began:.0f} s")


def variant(document: Document, number: int) -> Document:
    """The document as another one: its id and hash end in a number of their own."""
    made = deepcopy(document)
    made.id = f"{document.id}-{number}"
    made.source.sha256 = sha256(f"{document.source.sha256}{number}".encode()).hexdigest()
    made.source.path = f"many/{number:05}-{document.source.path.rsplit('/', 1)[-1]}"
    made.copy_of = None
    return made


if __name__ == "__main__":
    main()
