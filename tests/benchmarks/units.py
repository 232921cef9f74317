"""Who must act: rules, our model and underthesea, on names that the rules know and with the gazetteer emptied.

    python tests/benchmarks/units.py            # the tables of docs/units.md
    python tests/benchmarks/units.py --show model
    python tests/benchmarks/units.py --more ANNOTATIONS FILES   # further annotated documents, as often as wanted

One row a way of finding names; precision, recall and F1 over (task, unit) pairs: the lead and support names of each
annotated task against those found. "alone" is a tagger without our grammar: it is given the stretches that
state the task and who is responsible for it, and every name of a body or a place in them counts as found. The
gazetteer is emptied in two steps: "no names" leaves out every body known by name (the register and the names with a
comma inside), "no words" also the first words of units ("sở", "ban", "đảng ủy"), so that nothing is known at all.
A second table compares the rules with each model by tasks: whose units come right or go wrong when it is asked.
Needs the folder of real documents beside the project; KB/s is text per second of extraction, one core, warm.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from quality import SHARED, UNSEEN, annotations, documents, scorer

from kehoach import rules
from kehoach.extraction import extract
from kehoach.language.cues import phrasebook
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
    with without(LISTS[left_out]):
        return by_pipeline(gold, extract(outline, asked(finder)))


@contextmanager
def without(lists: tuple[str, ...]) -> Iterator[None]:
    """The grammar without some lists of phrases."""
    known = rules.cues
    rules.cues = lambda: {name: [] if name in lists else found for name, found in known().items()}  # type: ignore
    phrasebook.cache_clear()
    try:
        yield
    finally:
        rules.cues = known
        phrasebook.cache_clear()


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
                extract(outline, asked(finder))
        return time.perf_counter() - began

    with without(LISTS[left_out]):
        phrasebook()
        return min(once() for _ in range(1 if finder == "underthesea alone" else 3))


def compared(finder: str, golds: dict[str, Any], outlines: dict[str, Outline]) -> tuple[int, int, int]:
    """How many tasks have the right units with a model and not without, without it and not with it; pairs that are false with it alone."""
    gained = lost = false = 0
    for doc, gold in golds.items():
        expected = wanted(gold)
        plain, asked_too = (units_by(way, gold, outlines[doc]) for way in ("rules", finder))
        for task in range(len(gold["tasks"])):
            right, was = (
                {pair for pair in found if pair[0] == task} == {pair for pair in expected if pair[0] == task}
                for found in (asked_too, plain)
            )
            gained += right and not was
            lost += was and not right
        false += len(asked_too - expected - plain)
    return gained, lost, false


KINDS: dict[str, Kind] = {"model": "model", "underthesea": "underthesea"}
_NAMES = ("registered", "whole_names")
_WORDS = (
    "body_heads",
    "body_open_heads",
    "plural_heads",
    "body_offices",
    "office_prefixes",
    "group_nouns",
    "shared_heads",
)
LISTS: dict[str, tuple[str, ...]] = {"": (), "no names": _NAMES, "no words": (*_NAMES, *_WORDS)}
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
    parser.add_argument(
        "--more", nargs=2, action="append", default=[], type=Path, help="annotations and their files"
    )
    given = parser.parse_args()
    if not SHARED.is_dir():
        print("skipped: the folder of real documents is not here")
        return
    with tempfile.TemporaryDirectory() as folder:
        sets = [gathered(annotations(where), Path(folder)) for where in (SHARED / "gold", UNSEEN)]
    more = [gathered(annotations(where), files) for where, files in given.more]
    ways = WAYS if given.show is None else (given.show,)
    print("| names found by | references: P | R | F1 | annotated besides: P | R | F1 | KB/s |")
    print("|---|---|---|---|---|---|---|---|")
    for way in ways:
        results = [judged(way, *pair) for pair in sets]
        cells = [f"{value:.3f}" for result in results for value in result[:3]]
        size = sum(len(o.source.text.encode()) for o in sets[0][1].values()) / 1000
        print(f"| {way} | {' | '.join(cells)} | {size / seconds(way, sets[0][1]):,.0f} |", flush=True)
        if given.show:
            print("\n".join(line for result in results for line in result.wrong))
    if given.show is None:
        _compare([*sets, *more])


Set = tuple[dict[str, Any], dict[str, Outline]]


def gathered(golds: dict[str, Any], folder: Path) -> Set:
    """Annotations by document, and the outlines of their files: those of a folder, else of the shared ones."""
    given = {path.stem: path for path in folder.iterdir()}
    files = (
        {doc: given[doc] for doc in golds} if golds.keys() <= given.keys() else documents(set(golds), folder)
    )
    return golds, {doc: parse(read(files[doc])) for doc in golds}


def _compare(sets: list[Set]) -> None:
    """Prints what each model changes in tasks, and the time it takes as a multiple of that of the rules."""
    print(
        "\n| asked besides | documents | tasks | right only with it | right only without | false pairs only with it | time |"
    )
    print("|---|---|---|---|---|---|---|")
    outlines = {doc: outline for _, found in sets for doc, outline in found.items()}
    for finder in FINDERS[1:]:
        counted = [compared(finder, *pair) for pair in sets]
        tasks = sum(len(gold["tasks"]) for golds, _ in sets for gold in golds.values())
        cells = [str(sum(column)) for column in zip(*counted, strict=True)]
        ratio = seconds(finder, outlines) / seconds("rules", outlines)
        print(
            f"| {finder.split()[-1]} | {len(outlines)} | {tasks} | {' | '.join(cells)} | {ratio:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
