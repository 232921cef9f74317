"""Who must act: rules, our model and underthesea, on names that the rules know and with the gazetteer emptied.

    python tests/benchmarks/units.py            # the table of docs/quality.md
    python tests/benchmarks/units.py --show model

One row a way of finding names; precision, recall and F1 over (task, unit) pairs: the lead and support names of each
annotated task against those found. "alone" is a tagger without our grammar: it is given the stretches that
state the task and who is responsible for it, and every name of a body or a place in them counts as found. The
gazetteer is emptied in two steps: "no names" leaves out every body known by name (the register and the names with a
comma inside), "no words" also the first words of units ("sở", "ban", "đảng ủy"), so that nothing is known at all.
Needs the folder of real documents beside the project; KB/s is text per second of extraction, one core, warm.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from quality import SHARED, UNSEEN, annotations, documents, scorer

from kehoach.extraction import extract
from kehoach.extraction.lexicon import bare_lexicon, known_lexicon, nameless_lexicon
from kehoach.model import Document, Outline
from kehoach.parsing import parse
from kehoach.parsing.lines import is_schedule_line
from kehoach.reading import read
from kehoach.recognition import Kind, recognizer

SCORE = scorer()
_HEAD = 40  # characters, spaces left out, by which two quotes are the same task
Pairs = set[tuple[int, str]]
Found = tuple[Document, Pairs]


def wanted(gold: dict[str, Any]) -> Pairs:
    """(number of the task, comparison form of a unit) for each unit of each annotated task."""
    return {
        (i, SCORE.unit_name(u))
        for i, t in enumerate(gold["tasks"])
        for key in ("lead", "support")
        for u in t[key]
    }


def by_pipeline(gold: dict[str, Any], document: Document) -> Pairs:
    """The units of the tasks that the pipeline found, each with the number of the annotated task that it is."""
    golds = [SCORE.squeeze(t["quote"])[:_HEAD] for t in gold["tasks"]]
    ours = [SCORE.squeeze(t.quote) for t in document.tasks]
    number = {
        j: i
        for i, j in SCORE.match(
            golds, ours, lambda a, b: float(a in b or b[:_HEAD] in a or a[: _HEAD // 2] == b[: _HEAD // 2])
        )
    }
    return {
        (number.get(j, -1 - j), SCORE.unit_name(u.name))
        for j, task in enumerate(document.tasks)
        for u in (*task.lead, *task.support)
    }


def by_tagger(gold: dict[str, Any], outline: Outline, kind: Kind) -> Pairs:
    """The names that a tagger sees in the stretches that belong to each annotated task."""
    text = outline.source.text
    found: Pairs = set()
    for i, task in enumerate(gold["tasks"]):
        for start, end in zones(outline, task["quote"]):
            names = recognizer(kind).names(text[start:end])
            found |= {
                (i, SCORE.unit_name(text[start + n.start : start + n.end]))
                for n in names
                if n.label != "PERSON"
            }
    return found


def zones(outline: Outline, quote: str) -> list[tuple[int, int]]:
    """The item itself, its heading, and the responsibility lines or cells right after it."""
    words = r"\s+".join(re.escape(w) for w in quote.split()[:9])
    match = re.search(words, outline.source.text)
    if match is None:
        return []
    at = next((i for i, p in enumerate(outline.paragraphs) if p.start <= match.start() < p.end), None)
    if at is None:  # a row of a table
        rows = [
            row
            for t in outline.tables
            for row in t.rows
            if any(c and c.start <= match.start() < c.end for c in row)
        ]
        return [(c.start, c.end) for row in rows for c in row if c and c.end > c.start]
    item = outline.paragraphs[at]
    found = [(item.start, item.end)]
    found += [
        (p.start, p.end)
        for p in outline.paragraphs
        if p.role == "heading" and p.section == item.section and p.section
    ]
    for p in outline.paragraphs[at + 1 :]:
        if not is_schedule_line(outline.source.text[p.start : p.end]):
            break
        found.append((p.start, p.end))
    return found


class Judged(NamedTuple):
    """What one way of finding names is worth on a set of documents, and what in it is wrong."""

    precision: float
    recall: float
    f1: float
    wrong: list[str]


def judged(way: str, golds: dict[str, Any], outlines: dict[str, Outline]) -> Judged:
    """Precision, recall and F1 of one way of finding names."""
    right = said = asked_for = 0
    wrong: list[str] = []
    for doc, gold in golds.items():
        expected, found = wanted(gold), units_by(way, gold, outlines[doc])
        right += len(expected & found)
        said += len(found)
        asked_for += len(expected)
        wrong += [f"- {doc[:8]} {i} missed {u}" for i, u in sorted(expected - found)]
        wrong += [f"+ {doc[:8]} {i} {u}" for i, u in sorted(found - expected)]
    p, r = right / (said or 1), right / (asked_for or 1)
    return Judged(p, r, 2 * p * r / ((p + r) or 1), wrong)


def units_by(way: str, gold: dict[str, Any], outline: Outline) -> Pairs:
    """The (task, unit) pairs that one way of finding names gives for a document."""
    finder, _, left_out = way.partition(", ")
    if finder.endswith("alone"):
        return by_tagger(gold, outline, KINDS[finder.split()[0]])
    return by_pipeline(gold, extract(outline, asked(finder), LEXICONS[left_out]()))


def asked(finder: str) -> Callable[[], Any] | None:
    """Whom the extractors ask: nobody for the rules alone."""
    return None if finder == "rules" else lambda: recognizer(KINDS[finder.split()[-1]])


def seconds(way: str, outlines: dict[str, Outline]) -> float:
    """The time that a way takes over all the text, warm: the best of three."""
    finder, _, left_out = way.partition(", ")

    def once() -> float:
        began = time.perf_counter()
        for outline in outlines.values():
            if finder.endswith("alone"):
                for line in outline.source.text.split("\n"):
                    recognizer(KINDS[finder.split()[0]]).names(line)
            else:
                extract(outline, asked(finder), LEXICONS[left_out]())
        return time.perf_counter() - began

    return min(once() for _ in range(1 if finder == "underthesea alone" else 3))


KINDS: dict[str, Kind] = {"model": "model", "underthesea": "underthesea"}
LEXICONS = {"": known_lexicon, "no names": nameless_lexicon, "no words": bare_lexicon}
FINDERS = ("rules", "rules and model", "rules and underthesea")
WAYS = (
    *FINDERS,
    "model alone",
    "underthesea alone",
    *(f"{f}, {left}" for left in ("no names", "no words") for f in FINDERS),
)


def main() -> None:
    """Prints the table; with --show the wrong pairs of one way."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", choices=WAYS, help="list what is wrong in one way")
    given = parser.parse_args()
    if not SHARED.is_dir():
        print("skipped: the folder of real documents is not here")
        return
    print("| names found by | references: P | R | F1 | annotated besides: P | R | F1 | KB/s |")
    print("|---|---|---|---|---|---|---|---|")
    sets = []
    with tempfile.TemporaryDirectory() as folder:
        for golds in (annotations(SHARED / "gold"), annotations(UNSEEN)):
            files = documents(set(golds), Path(folder))
            sets.append((golds, {doc: parse(read(files[doc])) for doc in golds}))
    for way in WAYS if given.show is None else (given.show,):
        results = [judged(way, *pair) for pair in sets]
        cells = [f"{value:.3f}" for result in results for value in result[:3]]
        size = sum(len(o.source.text.encode()) for o in sets[0][1].values()) / 1000
        print(f"| {way} | {' | '.join(cells)} | {size / seconds(way, sets[0][1]):,.0f} |", flush=True)
        if given.show:
            print("\n".join(line for result in results for line in result.wrong))


if __name__ == "__main__":
    main()
