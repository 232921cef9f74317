"""Trains the weights of confidence on all annotations, and tells what confidence is worth on documents held out.

    python tests/benchmarks/confidence.py                       # train, write rules/confidence.json, print the table
    python tests/benchmarks/confidence.py --keep READ.json      # judge what `quality.py --dump READ.json NAMES` read, and keep it to test with

Needs the folder of real documents beside the project. Two readings of the annotated documents are judged, exactly, by the
references' scorer: that of today, and the *blind* one (tests/blind): what the program gave before its rules had been mended with the
document in sight. Calibration rests on the blind ones alone; README.md there says how they were kept. Those of the latest round are
never trained on: what confidence is worth on them was not chosen by anybody.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "pipeline"), str(Path(__file__).parent)]

import msgspec  # noqa: E402
import quality  # noqa: E402

from kehoach import model  # noqa: E402
from kehoach.extraction import clauses_of  # noqa: E402
from kehoach.extraction.confidence import signals  # noqa: E402
from kehoach.parsing import parse  # noqa: E402
from kehoach.reading import read  # noqa: E402
from kehoach.training.weighing import Example, held_out_confidence, train  # noqa: E402
from kehoach.weights import path, weights, written  # noqa: E402

BLIND = ROOT / "tests" / "blind"
TEST = BLIND / "test"  # blind, too, and never trained on
TYPES: dict[str, Any] = {
    "citations": model.Citation,
    "targets": model.Target,
    "deadlines": model.Deadline,
    "tasks": model.Task,
}
COUNTS = {"references": 0.5, "annotated": 0.5, "fresh": 1.0, "written": 0.5, "blind": 1.0}
_LEFT_OUT = ("quote", "signals", "confidence", "also", "candidates", "resolved", "status", "repaired")
_DEFAULTED = ("resolved", "status", "candidates", "also", "by", "repaired", "confidence", "signals")
BINS = (0.9, 0.8, 0.7, 0.5, 0.0)

Judged = list[dict[str, Any]]


def judged(gold: dict[str, Any], found: dict[str, Any]) -> Judged:
    """The records of a reading, each with its kind and whether it is right, inexact or spurious."""
    _, wrong = quality.judged(quality.scorer(), gold, found)
    out = []
    for kind in TYPES:
        spurious = {id(one) for one in wrong[kind]["spurious"]}
        inexact = {id(one) for _, one in wrong[kind]["inexact"]}
        for one in found[kind]:
            verdict = "spurious" if id(one) in spurious else "inexact" if id(one) in inexact else "right"
            values = {"words": _hashed(one["quote"])} | {
                k: v for k, v in one.items() if k not in _LEFT_OUT and v not in (None, [])
            }
            out.append({"kind": kind, "verdict": verdict, **values})
    return out


def _hashed(words: str) -> str:
    """What tells whether a place still holds the same words."""
    return sha256(words.encode()).hexdigest()[:8]


def keep(dump: Path) -> None:
    """Keeps what the program read of documents before their faults were mended: values and places, no sentences."""
    golds = {name: gold for found in quality.annotated().values() for name, gold in found.items()}
    for name, found in json.loads(dump.read_text("utf-8")).items():
        lines = [json.dumps(_without_words(one), ensure_ascii=False) for one in judged(golds[name], found)]
        (TEST / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")


def _stands(text: str, one: dict[str, Any]) -> bool:
    """Whether the words of a kept record stand where they stood: another reading of the file may have moved them."""
    return _hashed(text[one["span"]["start"] : one["span"]["end"]]) == one["words"]


def _without_words(one: dict[str, Any]) -> dict[str, Any]:
    """A record without the long words of its document: that a title was told is all that is asked of it."""
    return {
        **one,
        **({"title": "-"} if "title" in one else {}),
        **({"product": "-"} if "product" in one else {}),
    }


def examples() -> list[tuple[str, Example]]:
    """All judged records with their signals, each with the name of its set."""
    sets = quality.annotated()
    now = quality.read({name for golds in sets.values() for name in golds})
    found: list[tuple[str, Example]] = []
    with tempfile.TemporaryDirectory() as folder:
        files = quality.documents(set(now), Path(folder))
        for title, golds in sets.items():
            for name, gold in golds.items():
                kept = BLIND / f"{name}.json"
                if (TEST / f"{name}.json").is_file() or (title == "fresh" and not kept.is_file()):
                    continue  # kept to test with, or of a round whose faults are not mended yet
                clauses, _ = clauses_of(parse(read(files[name])))
                found += [(title, e) for e in _examples(name, title, clauses, judged(gold, now[name]))]
                if kept.is_file():
                    told = [one for one in json.loads(kept.read_text("utf-8")) if _stands(clauses.text, one)]
                    found += [("blind", e) for e in _examples(name, "blind", clauses, told)]
    return found


def tested() -> list[tuple[float, int, int]]:
    """As ``bands``, of the blind documents that were never trained on, by the weights that are in use."""
    names = {path.stem for path in TEST.glob("*.json")}
    told: list[tuple[float, bool]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, file in quality.documents(names, Path(folder)).items():
            clauses, _ = clauses_of(parse(read(file)))
            kept = json.loads((TEST / f"{name}.json").read_text("utf-8"))
            shown = _examples(name, "blind", clauses, [one for one in kept if _stands(clauses.text, one)])
            told += [(weights().confidence(e.kind, e.signals), e.right) for e in shown]
    return _banded(told)


def _banded(told: list[tuple[float, bool]]) -> list[tuple[float, int, int]]:
    made = []
    for at, low in enumerate(BINS):
        high = BINS[at - 1] if at else 2.0
        inside = [right for c, right in told if low <= c < high]
        made.append((low, sum(inside), len(inside)))
    return made


def _examples(name: str, title: str, clauses: Any, told: Judged) -> Iterator[Example]:
    records = []
    for one in told:
        start, end = one["span"]["start"], one["span"]["end"]
        type_ = TYPES[one["kind"]]
        blank = {
            name: [] if name in ("lead", "support") else None
            for name in type_.__struct_fields__
            if name not in _DEFAULTED
        }
        told_ = {k: v for k, v in one.items() if k not in ("kind", "verdict", "words")}
        records.append(
            (one["kind"], msgspec.convert({**blank, **told_, "quote": clauses.text[start:end]}, type_))
        )
    for one, (kind, _), shown in zip(told, records, signals(clauses, records), strict=True):
        yield Example(name, kind, tuple(shown), one["verdict"] == "right", COUNTS[title], title == "blind")


def bands(found: list[tuple[str, Example]]) -> dict[str, list[tuple[float, int, int]]]:
    """By set: the lower end of each band of confidence, how many of its records are right, how many there are; each record is weighed
    by a model and a calibration that have not seen its document."""
    confidence = held_out_confidence([example for _, example in found])
    told = {
        title: [(c, e.right) for c, (t, e) in zip(confidence, found, strict=True) if t == title]
        for title in ("blind", "fresh", "written", "annotated", "references")
    }
    return {title: _banded(of_set) for title, of_set in told.items()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--keep", type=Path, metavar="READ.json", help="keep a reading as blind, to test with"
    )
    given = parser.parse_args()
    if not quality.SHARED.is_dir():
        sys.exit("The folder of real documents (../shared) is not here: nothing to train on.")
    if given.keep:
        keep(given.keep)
        return
    found = examples()
    about = {title: sum(t == title for t, _ in found) for title in COUNTS}
    model_ = train([example for _, example in found], dict(about))
    path().write_bytes(written(model_))
    print(f"{len(found)} records: {about}; 95 in 100 are right from {model_.sure} on")
    weights.cache_clear()
    for title, rows in {**bands(found), "blind, never trained on": tested()}.items():
        print(title)
        for low, right, count in rows:
            print(f"  from {low:.2f} {right:4} of {count:4}" + (f" {right / count:.1%}" if count else ""))


if __name__ == "__main__":
    main()
