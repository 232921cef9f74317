"""Faults put into builds, and what was lost by them: kills at random moments while a reader looks on.

    python tests/benchmarks/faults.py [KILLS] [JOBS]      # 200 kills, two children

Each round builds a knowledge base of the corpus, changes some of its files and kills the second build (SIGKILL) at a random moment, at times the
first; meanwhile another process opens the base again and again and compares its documents with its database. After the
kill it is looked whether children live on; then the build is run again, and its content compared with an undisturbed one.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.contents import differences  # noqa: E402

import kehoach  # noqa: E402
from kehoach.errors import UsageError  # noqa: E402

CORPUS = ROOT / "corpus" / "documents"
_BUILD = "import sys, kehoach; kehoach.build([sys.argv[1]], sys.argv[2], int(sys.argv[3]), names='rules')"
_LOOK = (
    "import sys; sys.path.insert(0, sys.argv[1]); from tests.benchmarks.faults import look; look(sys.argv[2])"
)


def build(source: Path, out: Path, jobs: int) -> subprocess.Popen[bytes]:
    """A build in a process group of its own."""
    command = [sys.executable, "-c", _BUILD, str(source), str(out), str(jobs)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)


def descendants(pid: int) -> set[int]:
    """The processes that a process started, and those that these started."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found, front = set[int](), [pid]
    while front:
        front = [child for parent in front for child in children.get(parent, ())]
        found.update(front)
    return found


def alive(pids: set[int]) -> set[int]:
    """Those that still run half a second later."""
    time.sleep(0.5)
    return {
        p for p in pids if Path(f"/proc/{p}").exists() and " Z " not in Path(f"/proc/{p}/stat").read_text()
    }


def strays(folder: Path) -> list[str]:
    """What lies in a knowledge base beside what belongs there."""
    known = {"documents", "kb.sqlite", "findings.json", "manifest.json", "run.json", ".generations"}
    hidden = {"lock", "current", os.readlink(folder / ".generations" / "current")}
    found = [p.name for p in folder.iterdir() if p.name not in known]
    found += [p.name for p in (folder / ".generations").iterdir() if p.name not in hidden]
    return found + [p.name for p in (folder / "documents").iterdir() if p.suffix != ".json"]


def look(folder: str) -> None:
    """Reads a base again and again until it is told to stop: prints how often, and how often two builds were seen as one."""
    counted: Counter[str] = Counter()
    signal.signal(signal.SIGTERM, lambda *_: (print(json.dumps(counted), flush=True), os._exit(0)))
    while True:
        try:
            counted["mixed"] += _mixed(Path(folder))
            counted["readings"] += 1
        except UsageError:
            counted["before the first"] += 1
        except Exception as error:
            counted[f"error {error!r}"[:90]] += 1


def _mixed(folder: Path) -> int:
    with kehoach.open(str(folder)) as kb:
        rows = kb.database.execute("SELECT id, sha256, length(text) FROM documents ORDER BY id").fetchall()
        told = [(i, d.source.sha256, len(d.text)) for i in kb.ids() for d in [kb.document(i)]]
    return int([tuple(row) for row in rows] != told)


def changed(source: Path, chance: random.Random) -> None:
    """Adds a line to some text files, and takes one file away."""
    texts = sorted(source.glob("*.txt"))
    for path in chance.sample(texts, 3):
        path.write_bytes(path.read_bytes() + f"\nThêm dòng {chance.random()}.\n".encode())
    chance.choice(sorted(source.iterdir())).unlink()


def trial(chance: random.Random, folder: Path, jobs: int, spans: tuple[float, float]) -> Counter[str]:
    """One kill, and what it did."""
    counted: Counter[str] = Counter()
    source, out, fresh = folder / "in", folder / "kb", folder / "fresh"
    shutil.copytree(CORPUS, source)
    second = chance.random() < 0.7
    if second:
        build(source, out, jobs).wait()
        changed(source, chance)
    watcher = subprocess.Popen([sys.executable, "-c", _LOOK, str(ROOT), str(out)], stdout=subprocess.PIPE)
    process = build(source, out, jobs)
    time.sleep(chance.uniform(0.2, spans[1] if second else spans[0]))
    children = descendants(process.pid)
    counted["killed"] += process.poll() is None
    process.kill()
    process.wait()
    left = alive(children)
    counted["children that lived on"] += len(left)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    build(source, out, jobs).wait()
    watcher.terminate()
    counted.update(json.loads(watcher.communicate()[0] or b"{}"))
    kehoach.build([source], out, names="rules")  # whoever looked on has let go by now
    kehoach.build([source], fresh, names="rules")
    counted["contents that differ"] += bool(differences(out, fresh))
    counted["stray files"] += len(strays(out))
    return counted


def main() -> None:
    """Prints the table."""
    kills, jobs = ([*map(int, sys.argv[1:]), *(200, 2)[len(sys.argv) - 1 :]])[:2]
    chance, total = random.Random(1), Counter[str]()
    with tempfile.TemporaryDirectory() as top:
        began = time.perf_counter()
        build(CORPUS, Path(top) / "first", jobs).wait()
        first = time.perf_counter() - began
        for number in range(kills):
            folder = Path(top) / str(number)
            folder.mkdir()
            total += trial(chance, folder, jobs, (first, first * 0.6))
            shutil.rmtree(folder)
            if number % 10 == 9:
                print(f"{number + 1} of {kills}: {dict(total)}", file=sys.stderr, flush=True)
    total.setdefault("mixed", 0)
    for what in ("children that lived on", "contents that differ", "stray files"):
        total.setdefault(what, 0)
    for what, count in total.items():
        print(f"{what:40}{count:8,}")


if __name__ == "__main__":
    main()
