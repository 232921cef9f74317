"""Mutated files through the whole pipeline, for as long as asked: what was tried, what was refused, what broke.

    python tests/benchmarks/fuzz.py --minutes 60 [--seed 1] [--kept FOLDER]

Seeds are the corpus, small files made here of kinds that it lacks, and, where present, the real documents beside the project. Each input is made by tests/mutating.py
from a seed and a number, so that it can be made again. Whatever is no refusal with its reason (an error of ours, a child
that crashed) is a crasher: its file is kept in FOLDER, to be reduced to a regression file. What was stopped at the limits of time
or memory is kept too: read it again alone, since a busy machine stops honest files.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.mutating import mutated  # noqa: E402
from tests.test_badinput import archives  # noqa: E402

from kehoach.running.guard import Limits, outcomes  # noqa: E402

LIMITS = Limits(seconds=120, megabytes=4096)
BATCH = 60
LARGEST = 3 * 2**20
OURS = ("An error in kehoach itself", "The reader broke down")
LIMITED = ("Reading took longer", "more memory")  # too much for the limits here: it costs itself alone


def made(folder: Path) -> None:
    """Small whole files of kinds of which there are no others."""
    from PIL import Image, ImageDraw

    words = (ROOT / "corpus" / "documents" / "06-ke-hoach-so-giao-duc.txt").read_text("utf-8")
    for kind, data in archives().items():
        (folder / f"made.{kind}").write_bytes(data)
    mail = MIMEMultipart()
    mail.attach(MIMEText(words, "plain", "utf-8"))
    mail.attach(MIMEApplication(archives()["docx"], name="ke-hoach.docx"))
    (folder / "made.eml").write_bytes(mail.as_bytes())
    (folder / "made.html").write_text(
        f"<html><body><p>{words}</p><table><tr><td>95%</td></tr></table>", "utf-8"
    )
    (folder / "made.rtf").write_text(
        "{\\rtf1\\ansi " + words.encode("ascii", "ignore").decode() + "}", "utf-8"
    )
    image = Image.new("L", (600, 200), 255)
    ImageDraw.Draw(image).text((20, 80), "KE HOACH 12/KH-UBND", fill=0)
    image.save(folder / "made.png")


def seeds(own: Path) -> list[Path]:
    """Files to start from, small ones first; those of each kind in turn. ``own`` is where those are put that are made here."""
    made(own)
    folders = [own, ROOT / "corpus" / "documents", ROOT / "corpus" / "scan", ROOT / "tests" / "crashers"]
    folders += [ROOT.parent / "shared" / name for name in ("files", "plans", "fresh", "office")]
    found = [
        p for f in folders if f.is_dir() for p in sorted(f.iterdir()) if p.is_file() and p.suffix != ".json"
    ]
    by_kind: dict[str, list[Path]] = {}
    for path in found:
        if path.stat().st_size <= LARGEST and "scan" not in path.name and "quet" not in path.name:
            by_kind.setdefault(path.suffix, []).append(path)
    most = max(map(len, by_kind.values()))
    return [paths[i % len(paths)] for i in range(most) for paths in by_kind.values()]


def batch(paths: list[Path], first: int, into: Path) -> list[tuple[str, str, str | None, str]]:
    """Mutated files, written down."""
    made = []
    for number in range(first, first + BATCH):
        seed = paths[number % len(paths)]
        path = into / f"{number}-{seed.stem[:30]}{seed.suffix}"
        path.write_bytes(mutated(seed.read_bytes(), seed.suffix, Random(number)))
        made.append((str(path), path.name, None, "rules"))
    return made


def outcome_of(reason: str) -> str:
    """What became of an input: read, refused, stopped at its limits, or broken by a fault of ours."""
    if any(words in reason for words in OURS):
        return "broken"
    return "stopped" if any(words in reason for words in LIMITED) else "refused" if reason else "read"


def main() -> None:
    """Prints what was tried by kind; each crasher as it comes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1, help="number of the first input")
    parser.add_argument("--kept", type=Path, default=Path("outputs/crashers"))
    arguments = parser.parse_args()
    own = tempfile.TemporaryDirectory()
    paths, tried = seeds(Path(own.name)), Counter[tuple[str, str]]()
    end, number = time.monotonic() + 60 * arguments.minutes, arguments.seed
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            files = batch(paths, number, Path(folder))
            for (file, *_), outcome in zip(files, outcomes(files, 2, LIMITS), strict=False):
                number += 1
                how = outcome_of(outcome.reason or "")
                tried[Path(file).suffix, how] += 1
                if how in ("broken", "stopped"):
                    kept(Path(file), outcome.reason or "", arguments.kept)
                if time.monotonic() > end:
                    break  # a batch of slow files does not outlast the time that was given
    own.cleanup()
    print(shown(tried))
    print(f"numbers {arguments.seed} to {number - 1}")


def kept(path: Path, reason: str, folder: Path) -> None:
    """Keeps a file to be looked at, and says why."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / path.name).write_bytes(path.read_bytes())
    print(f"{path.name}: {reason}", file=sys.stderr, flush=True)


def shown(tried: Counter[tuple[str, str]]) -> str:
    """A row for each kind of file."""
    ways = ("read", "refused", "stopped", "broken")
    lines = [f"{'kind':8}" + "".join(f"{way:>9}" for way in ways)]
    for kind in [*sorted({k for k, _ in tried}), "all"]:
        counts = [sum(n for (k, w), n in tried.items() if w == way and kind in (k, "all")) for way in ways]
        lines.append(f"{kind:8}" + "".join(f"{count:9,}" for count in counts))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
