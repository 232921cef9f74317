"""Writes docs/quality.md whole: the prose of quality.in.md with what is measured now in its places.

    python tests/benchmarks/report.py                       # everything; kills, fuzz and soak take two hours of it
    python tests/benchmarks/report.py --only scores,growth  # these anew; the others stay as they stand in the page
    python tests/benchmarks/report.py --only fuzz --printed fuzz=LOG   # from what its benchmark printed in an earlier run

Needs the folder of real documents beside the project. Timings are those of the machine at hand, in one run.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

import confidence  # noqa: E402
import quality  # noqa: E402
from tests import test_linear as linear  # noqa: E402

import kehoach  # noqa: E402
from kehoach import rules  # noqa: E402

PAGE, PROSE = ROOT / "docs" / "quality.md", HERE / "quality.in.md"
_BEGIN, _END = "<!-- {}: measured -->", "<!-- end of {} -->"
_SIZES = (20_000, 80_000)


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])


TITLES = {
    "references": "references",
    "annotated": "six other documents",
    "fresh": "eighty fresh documents, mended",
    "written": "documents that we wrote ourselves, mended",
    "archive": "twenty-eight of the archive, mended",
}


def scores() -> str:
    """Exact F1 by kind of record, a row a set of documents."""
    score, sets = quality.scorer(), quality.annotated()
    figures = quality.figures(score, sets, quality.read({name for golds in sets.values() for name in golds}))
    kinds = [*score.KINDS, "meta", "overall"]
    rows = [[TITLES[one], *(f"{figures[one][kind]:.3f}" for kind in kinds)] for one in sets]
    return table(["exact F1", *kinds], rows)


def calibration() -> str:
    """Records right by band of confidence, each weighed by a model that has not seen its document, a column a set of documents."""
    titles = {
        "tested": "documents of rounds nine to fifteen, as read before any mending, never trained on",
        "blind": "55 documents of earlier rounds, as read before any mending",
        "fresh": "fifteen of the fresh documents, today",
        "annotated": "six other documents, today",
        "references": "references, today",
    }
    made = {**confidence.bands(confidence.examples()), "tested": confidence.tested()}
    rows, upper = [], "1.00"
    for at, low in enumerate(confidence.BINS):
        counts = [made[title][at][1:] for title in titles]
        cells = [
            f"{right} of {count}" + (f", {right / count:.1%}" if count else "") for right, count in counts
        ]
        rows.append([f"{low:.2f} to {upper}" if low else f"below {upper}", *cells])
        upper = f"{low:.2f}"
    return table(["confidence", *titles.values()], rows)


def growth() -> str:
    """The kinds of text whose time grows fastest, and those that take longest, through the whole pipeline."""
    found = []
    for kind in linear.KINDS:
        small, large = (linear.taken(linear.processed, linear.text(kind, size)) for size in _SIZES)
        power = linear.exponent(small, large, _SIZES[1] / _SIZES[0])
        found.append((power, kind, large * 100_000 / _SIZES[1]))
    fastest, longest = (
        sorted(found, reverse=True)[:5],
        sorted(found, key=lambda one: one[2], reverse=True)[:5],
    )
    rows = [
        [kind, f"{power:.2f}", f"{seconds:.2f} s"]
        for power, kind, seconds in dict.fromkeys([*fastest, *longest])
    ]
    good = sum(power <= linear.EXPONENT for power, *_ in found)
    return f"{good} of {len(found)} kinds grow with an exponent of at most {linear.EXPONENT}.\n\n" + table(
        ["kind of text", "exponent", "for 100 KB"], rows
    )


def _printed(*command: str, fenced: bool = True) -> Callable[[], str]:
    """What another benchmark prints: as it stands there, or as the Markdown that it is."""

    def run() -> str:
        done = subprocess.run(
            [sys.executable, *(str(HERE / c) if c.endswith(".py") else c for c in command)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return f"Not measured: {(done.stderr.strip().splitlines() or ['failed'])[-1]}"
        shown = done.stdout.strip()
        return f"```\n{shown}\n```" if fenced else shown

    return run


def _kept(path: str) -> Callable[[], str]:
    """What another benchmark printed in an earlier run: those that take an hour run beside other work."""
    return lambda: f"```\n{Path(path).read_text('utf-8').strip()}\n```"


def version() -> str:
    """What was measured."""
    return f"kehoach {kehoach.__version__}, rules {rules.fingerprint()}"


PARTS: dict[str, Callable[[], str]] = {
    "version": version,
    "scores": scores,
    "calibration": calibration,
    "checks": _printed("checks.py"),
    "speed": _printed("speed.py"),
    "growth": growth,
    "ocr": _printed("ocr.py", fenced=False),
    "fuzz": _printed("fuzz.py", "--minutes", "60"),
    "faults": _printed("faults.py", "--kills", "200"),
    "soak": _printed("load.py", "soak", "--minutes", "30"),
    "clients": _printed("load.py", "clients"),
}


def standing(page: str, name: str) -> str | None:
    """A part as it stands in a page that was written before."""
    match = re.search(
        re.escape(_BEGIN.format(name)) + r"\n?(.*?)\n?" + re.escape(_END.format(name)), page, re.DOTALL
    )
    return match[1] if match else None


def written(prose: str, parts: dict[str, str]) -> str:
    """The page; each measured part between marks, so that it can be told and kept."""
    for name, words in parts.items():
        inline = name == "version"
        gap = "" if inline else "\n"
        prose = prose.replace(f"{{{name}}}", f"{_BEGIN.format(name)}{gap}{words}{gap}{_END.format(name)}")
    return prose


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", help=f"parts to measure anew, by commas: {', '.join(PARTS)}")
    parser.add_argument(
        "--printed", action="append", default=[], metavar="PART=FILE", help="what a benchmark printed earlier"
    )
    arguments = parser.parse_args()
    only, printed = arguments.only, dict(one.split("=", 1) for one in arguments.printed)
    if not quality.SHARED.is_dir():
        sys.exit("The folder of real documents (../shared) is not here: nothing to measure on.")
    page = PAGE.read_text("utf-8")
    wanted = set(only.split(",")) | {"version"} if only else set(PARTS)
    parts = {}
    for name in PARTS:
        measure = _kept(printed[name]) if name in printed else PARTS[name]
        kept = None if name in wanted else standing(page, name)
        parts[name] = measure() if name in wanted else kept or "Not measured yet."
        print(name, "measured" if name in wanted else "kept", flush=True)
    PAGE.write_text(written(PROSE.read_text("utf-8"), parts), "utf-8")


if __name__ == "__main__":
    main()
