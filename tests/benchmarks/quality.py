"""How right the records are, on the references and on documents that no rule was written for.

    python tests/benchmarks/quality.py                   # both columns, and what confidence is worth
    python tests/benchmarks/quality.py --against HEAD~3  # what was gained and lost since, document by document

Needs the folder of real documents beside the project. The references are its own; the other annotations stand
in tests/unseen, tests/fresh and tests/written (made by the same specification, before their documents were looked at
through the rules), and in tests/archive, whose documents KEHOACH_ARCHIVE names a folder of (see README.md there).
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
UNSEEN = ROOT / "tests" / "unseen"
FRESH = ROOT / "tests" / "fresh"
WRITTEN = ROOT / "tests" / "written"
ARCHIVE = ROOT / "tests" / "archive"
OTHERS = Path(os.environ["KEHOACH_ARCHIVE"]) if os.environ.get("KEHOACH_ARCHIVE") else None
RECORDS = ("citations", "targets", "deadlines", "tasks")
BINS = (0.9, 0.8, 0.7, 0.5, 0.0)


def scorer() -> ModuleType:
    """The references' own scorer."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotations(folder: Path) -> dict[str, Any]:
    """The annotations of a folder by the name of their document."""
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}
    found.pop("blind", None)  # the figures of the blind rounds
    return found


def annotated() -> dict[str, dict[str, Any]]:
    """All sets of annotations whose documents are at hand, by name."""
    folders = {"references": SHARED / "gold", "annotated": UNSEEN, "fresh": FRESH, "written": WRITTEN}
    folders |= {"archive": ARCHIVE} if OTHERS is not None else {}
    return {title: annotations(folder) for title, folder in folders.items()}


def documents(names: set[str], into: Path) -> dict[str, Path]:
    """The files of the annotated documents; those of the archive are unpacked."""
    folders = [folder for name in ("plans", "fresh", "office", "files") if (folder := SHARED / name).is_dir()]
    folders += [OTHERS] if OTHERS is not None else []
    places = [path for folder in folders for path in folder.iterdir()] + [*WRITTEN.glob("*.txt")]
    files = {path.stem: path for path in places if path.stem in names}
    with tarfile.open(SHARED / "bulk.tar.xz") as archive:
        for member in archive.getmembers() if names - set(files) else ():
            stem = Path(member.name).stem
            stream = archive.extractfile(member) if stem in names else None
            if stream:
                files[stem] = into / Path(member.name).name
                files[stem].write_bytes(stream.read())
    return files


def read(names: set[str]) -> dict[str, Any]:
    """What the pipeline on the path makes of the documents, as JSON."""
    import msgspec

    import kehoach

    with tempfile.TemporaryDirectory() as folder:
        files = documents(names, Path(folder))
        return {name: msgspec.to_builtins(kehoach.process(path)) for name, path in files.items()}


def read_at(revision: str, names: set[str]) -> dict[str, Any]:
    """As ``read``, by the pipeline of another revision."""
    with tempfile.TemporaryDirectory() as folder:
        tree, out = Path(folder) / "tree", Path(folder) / "read.json"
        subprocess.run(["git", "worktree", "add", "--detach", "-q", tree, revision], cwd=ROOT, check=True)
        try:
            environment = {**os.environ, "PYTHONPATH": str(tree / "pipeline")}
            command = [sys.executable, __file__, "--dump", str(out), *sorted(names)]
            subprocess.run(command, cwd=tree, env=environment, check=True)
            return dict(json.loads(out.read_text("utf-8")))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


# --- figures ----------------------------------------------------------------------------------


def judged(score: ModuleType, gold: dict[str, Any], found: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """The scorer's counts and the list of what is wrong, for one document."""
    out, wrong = score.score_doc(gold, score.Doc(found))
    return out, wrong


def figures(
    score: ModuleType, sets: dict[str, dict[str, Any]], read_: dict[str, Any]
) -> dict[str, dict[str, float]]:
    """Exact F1 by kind of record, for each set of documents."""
    found: dict[str, dict[str, float]] = {}
    for title, golds in sets.items():
        totals = {kind: Counter[str]() for kind in score.KINDS}
        right = 0
        for name, gold in golds.items():
            out, _ = judged(score, gold, read_[name])
            for kind in score.KINDS:
                totals[kind] += Counter(out[kind])
            right += sum(out["meta"].values())
        found[title] = {k: score.prf(t["exact"], t["gold"], t["pred"])[2] for k, t in totals.items()}
        found[title]["meta"] = right / (len(score.META) * len(golds))
        found[title]["overall"] = sum(found[title].values()) / 6
    return found


def columns(score: ModuleType, sets: dict[str, dict[str, Any]], read_: dict[str, Any]) -> None:
    """Prints the figures, a column a set of documents."""
    told = figures(score, sets, read_)
    print(f"{'exact F1':12}" + "".join(f"{title:>24}" for title in sets))
    for kind in (*score.KINDS, "meta", "overall"):
        print(f"{kind:12}" + "".join(f"{told[title][kind]:24.3f}" for title in sets))


def calibration(score: ModuleType, golds: dict[str, Any], read_: dict[str, Any]) -> dict[float, list[int]]:
    """How many of the records of each band of confidence are right (exactly), and how many there are."""
    bands: dict[float, list[int]] = {low: [0, 0] for low in BINS}
    for name, gold in golds.items():
        _, wrong = judged(score, gold, read_[name])
        for kind in RECORDS:
            bad = {id(b) for b in wrong[kind]["spurious"]} | {id(b) for _, b in wrong[kind]["inexact"]}
            for record in read_[name][kind]:
                band = bands[next(low for low in BINS if record["confidence"] >= low)]
                band[0] += id(record) not in bad
                band[1] += 1
    return bands


def print_calibration(title: str, bands: dict[float, list[int]]) -> None:
    """One line a band. The weights of confidence were trained with these documents too: confidence.py tells how they fare held out."""
    print(f"\n{title}: records right, by confidence")
    upper = 1.0
    for low, (right, count) in bands.items():
        print(
            f"  {low:.2f} to {upper:.2f} {right:6} of {count:4}"
            + (f"  {right / count:6.1%}" if count else "")
        )
        upper = low


# --- gains and losses -------------------------------------------------------------------------


def told(score: ModuleType, gold: dict[str, Any], found: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What is right (kind, "right", quote) and what is too much (kind, "spurious", quote) in a document."""
    _, wrong = judged(score, gold, found)
    for kind in score.KINDS:
        bad = {id(x) for x in wrong[kind]["missed"]} | {id(a) for a, _ in wrong[kind]["inexact"]}
        for record in gold[kind]:
            if id(record) not in bad:
                yield kind, "right", str(record.get("quote") or record.get("title"))[:90]
        for record in wrong[kind]["spurious"]:
            yield kind, "spurious", str(record.get("quote") or record.get("title"))[:90]


def compare(score: ModuleType, golds: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> None:
    """Prints each gain and loss, document by document."""
    gained = lost = 0
    for name, gold in golds.items():
        before, after = Counter(told(score, gold, old[name])), Counter(told(score, gold, new[name]))
        better = [("+", k, "found", q) for k, what, q in (after - before).elements() if what == "right"]
        better += [
            ("+", k, "no longer false", q) for k, what, q in (before - after).elements() if what != "right"
        ]
        worse = [("-", k, "lost", q) for k, what, q in (before - after).elements() if what == "right"]
        worse += [("-", k, "now false", q) for k, what, q in (after - before).elements() if what != "right"]
        gained, lost = gained + len(better), lost + len(worse)
        if better or worse:
            print(f"{name} ({gold['meta']['symbol']}): {len(better)} gained, {len(worse)} lost")
            for sign, kind, what, quote in better + worse:
                print(f"  {sign} {kind}, {what}: {quote}")
    print(f"together: {gained} gained, {lost} lost")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--against", metavar="REVISION", help="print gains and losses since a revision")
    parser.add_argument("--dump", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.dump:
        arguments.dump.write_text(json.dumps(read(set(arguments.names)), ensure_ascii=False), "utf-8")
        return
    if not SHARED.is_dir():
        sys.exit("The folder of real documents (../shared) is not here: nothing to measure on.")
    score = scorer()
    sets = annotated()
    golds = {name: gold for found in sets.values() for name, gold in found.items()}
    new = read(set(golds))
    if arguments.against:
        compare(score, golds, read_at(arguments.against, set(golds)), new)
        return
    columns(score, sets, new)
    for title, found in sets.items():
        print_calibration(title, calibration(score, found, new))


if __name__ == "__main__":
    main()
