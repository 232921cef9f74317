"""How the pages answer over many documents: seconds and size of each.

    python tests/benchmarks/pages.py [--documents 8000] [--kb outputs/kb] [--keep FOLDER]

Makes a knowledge base of many documents out of those of a small one (other numbers, other hashes; unlinked, so that making it
takes minutes, not hours), serves it in this process and asks for each page. Prints the first answer and the median of five, the
size, and the ratio of the median to that of the small knowledge base.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from copy import deepcopy
from hashlib import sha256
from pathlib import Path

import kehoach
from kehoach.knowledge import tables
from kehoach.knowledge.check import run_checks
from kehoach.knowledge.desk import open_desk
from kehoach.knowledge.records import Entry, Findings, Manifest
from kehoach.knowledge.store import Draft, Store
from kehoach.model import Document
from kehoach.serving.run import application

ROOT = Path(__file__).parents[2]
DAY = "today=2026-06-01"
PAGES = (
    f"/?{DAY}", "/kehoach/documents", "/kehoach/documents?text=bac+si&page=3", f"/kehoach/tasks?{DAY}", f"/kehoach/tasks?{DAY}&page=40",
    f"/kehoach/tasks?{DAY}&unit=S%E1%BB%9F+Y+t%E1%BA%BF", f"/kehoach/tasks?{DAY}&text=ke+hoach&due=late", f"/kehoach/tasks?{DAY}&sort=unit",
    f"/kehoach/tasks?{DAY}&view=timeline", f"/kehoach/tasks?{DAY}&view=print", f"/kehoach/units?{DAY}", f"/kehoach/unit?{DAY}&unit=S%E1%BB%9F+Y+t%E1%BA%BF",
    "/kehoach/targets", "/kehoach/targets?by=document", "/kehoach/targets?indicator=doctors-per-10k", "/kehoach/findings",
    "/kehoach/findings?check=targets-disagree", "/kehoach/ledger", "/kehoach/compare", "/kehoach/review", "/kehoach/search?q=bac+si",
    "/kehoach/new", "/kehoach/network",
)  # fmt: skip


def main() -> None:
    """Prints the table."""
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
        began = time.perf_counter()
        open_desk(large).close()
        print(
            f"desk: {time.perf_counter() - began:.1f} s, {(large / 'desk.sqlite').stat().st_size / 2**20:.0f} MB"
        )
        before = dict(asyncio.run(times(small)))
        print(f"{'page':58} {'first':>8} {'median':>8} {'KB':>6} {'ratio':>6}")
        for page, (first, median, size) in asyncio.run(times(large)):
            print(f"{page:58} {first:8.3f} {median:8.3f} {size / 1000:6.0f} {median / before[page][1]:6.1f}")


async def times(folder: Path) -> list[tuple[str, tuple[float, float, int]]]:
    """Seconds of the first answer, median seconds of five, bytes: of each page."""
    client = application(folder).client
    found = []
    with kehoach.open(str(folder)) as kb:
        ident = kb.database.execute("SELECT id FROM documents ORDER BY length(text) DESC LIMIT 1").fetchone()[
            0
        ]
    for page in (*PAGES, f"/kehoach/document/{ident}"):
        taken = []
        for _ in range(6):
            began = time.perf_counter()
            answer = await client.get(page)
            taken.append(time.perf_counter() - began)
            assert answer.status_code == 200, (page, answer.status_code)
        found.append(
            (page.replace(ident, "..."), (taken[0], statistics.median(taken[1:]), len(answer.content)))
        )
    return found


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
