"""How linking and checking grow with the number of documents.

    python tests/benchmarks/checks.py [MOST]      # 2,500, 5,000 and 10,000 documents

The corpus is put into a database again and again, each time as another family: the same plans of another place under other numbers,
so that references, targets and contradictions multiply as they would in many provinces. Linking and all checks
are timed apart; the last column is how much longer than n log n the step from the size before took.
"""

import copy
import math
import re
import sys
import tempfile
import time
from pathlib import Path

import kehoach
from kehoach import rules
from kehoach.knowledge import tables
from kehoach.knowledge.check import run_checks
from kehoach.knowledge.store import to_json
from kehoach.linking import link
from kehoach.model import Document

ROOT = Path(__file__).parents[2]
PROVINCES = [place["name"] for place in rules.load("places")["provinces"]]
_NUMBER = re.compile(r"^\d+")


def family(documents: list[Document], number: int) -> list[Document]:
    """The documents of another province and another year, under numbers of their own, which citations follow."""
    province, back = PROVINCES[number % len(PROVINCES)], number // len(PROVINCES)
    made = []
    for document in copy.deepcopy(documents):
        meta = document.meta
        document.id = f"{document.id}-{number}"
        meta.symbol, meta.issued = _renumbered(meta.symbol, number), _earlier(meta.issued, back)
        meta.title, meta.issuer, meta.place = (
            _moved(w, province) for w in (meta.title, meta.issuer, meta.place)
        )
        for citation in document.citations:
            citation.symbol, citation.issued = (
                _renumbered(citation.symbol, number),
                _earlier(citation.issued, back),
            )
            citation.title, citation.issuer = (
                _moved(citation.title, province),
                _moved(citation.issuer, province),
            )
        for target in document.targets:
            target.scope.place = f"tỉnh {province} {back}"
        document.text = document.text.replace("\n", f" {number}\n")
        made.append(document)
    return made


def _moved(words: str | None, province: str) -> str | None:
    return words.replace("Vĩnh Giang", province) if words else None


def _earlier(date: str | None, years: int) -> str | None:
    return f"{int(date[:4]) - years}{date[4:]}" if date else None


def _renumbered(symbol: str | None, number: int) -> str | None:
    return _NUMBER.sub(lambda m: f"{m.group()}{number}", symbol) if symbol else None


def measure(documents: list[Document], count: int) -> tuple[float, float, int]:
    """Seconds for linking and for all checks on so many documents, and the number of findings."""
    with tempfile.TemporaryDirectory() as folder:
        database = tables.create(f"{folder}/kb.sqlite")
        place = Path(folder) / "documents"
        place.mkdir()
        for number in range(math.ceil(count / len(documents))):
            for document in family(documents, number):
                (place / f"{document.id}.json").write_bytes(to_json(document))
                tables.insert(database, document)
        database.executescript(tables.INDEXES)
        began = time.perf_counter()
        link(database)
        linked = time.perf_counter()
        findings = run_checks(database).findings
        return linked - began, time.perf_counter() - linked, len(findings)


def main() -> None:
    """Prints the table."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    documents = [kehoach.process(path) for path in sorted((ROOT / "corpus" / "documents").iterdir())]
    print(f"{'documents':>10}{'linking s':>11}{'checks s':>10}{'findings':>10}{'of n log n':>12}")
    before: tuple[int, float] | None = None
    for count in (most // 4, most // 2, most):
        linking, checking, findings = measure(documents, count)
        growth = (
            checking / before[1] / (count * math.log(count) / before[0] / math.log(before[0]))
            if before
            else 1.0
        )
        print(f"{count:10,}{linking:11.1f}{checking:10.1f}{findings:10,}{growth:12.2f}", flush=True)
        before = count, checking


if __name__ == "__main__":
    main()
