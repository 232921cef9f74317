"""Faults put into builds, and what was lost by them: kills at random moments of every stage while a reader looks on.

    python tests/benchmarks/faults.py [--kills 200] [--minutes M] [--jobs 2]

Each round takes a knowledge base of some documents of the corpus, changes files (or begins without one) and kills the next
build by SIGKILL at a random moment of one stage, in turns: anywhere, reading, recognition of a scan (OCR), linking, checking,
writing, or while a correction is said; recognition, which takes longest, every third time. Meanwhile another process opens the base again and again and compares its documents
with its database. After the kill it is looked whether children live on; then the build is run again, and its content compared
with an undisturbed one.
"""

import argparse
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
from collections.abc import Callable
from functools import wraps
from itertools import cycle
from pathlib import Path
from threading import Timer
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.contents import differences  # noqa: E402

import kehoach  # noqa: E402
from kehoach.errors import UsageError  # noqa: E402

CORPUS, SCAN = ROOT / "corpus" / "documents", ROOT / "corpus" / "scan"
STAGES = ("anywhere", "reading", "ocr", "linking", "checking", "writing", "correction")
LOST = ("children that lived on", "contents that differ", "stray files", "mixed")
_CALL = "import sys; sys.path.insert(0, sys.argv[1]); from tests.benchmarks import faults; "
_UNDERGO = _CALL + "faults.undergo(*sys.argv[2:])"
_LOOK = _CALL + "faults.look(sys.argv[2])"
_MARK = "KEHOACH_TRIAL"  # in the environment of what a trial starts, and so of its children


# --- what is killed ---------------------------------------------------------------------------


def undergo(work: str, stage: str, delay: str, source: str, out: str, jobs: str) -> None:
    """In a process of its own: a build or a correction that ends by SIGKILL so many seconds after a stage begins. Without a delay
    it prints how long that stage takes."""
    sys.setswitchinterval(0.0002)  # the thread that kills is not to wait for its turn
    begun = time.perf_counter()
    for owner, name in _where(stage):
        setattr(owner, name, _armed(getattr(owner, name), delay))
    if stage == "anywhere" and delay:
        _kill_in(delay)
    if work == "correction":
        _correct(Path(out))
    else:
        kehoach.build([source], out, int(jobs), names="rules")
    if stage == "anywhere":
        print(time.perf_counter() - begun)


def _where(stage: str) -> list[tuple[Any, str]]:
    """The function in which a stage happens."""
    from kehoach.knowledge import corrections
    from kehoach.knowledge.store import Draft
    from kehoach.running import Report

    build = sys.modules[Report.__module__]
    return {
        "anywhere": [],
        "reading": [(build.Work, "_fill")],  # type: ignore[attr-defined]
        "ocr": [(build.Work, "_fill")],  # type: ignore[attr-defined]
        "linking": [(build, "link")],
        "checking": [(build, "run_checks")],
        "writing": [(Draft, "publish")],
        "correction": [(corrections, "say")],
    }[stage]


def _armed(work: Callable[..., Any], delay: str) -> Callable[..., Any]:
    @wraps(work)
    def run(*given: Any) -> Any:
        begun = time.perf_counter()
        if delay:
            _kill_in(delay)
        try:
            return work(*given)
        finally:
            if not delay:
                print(time.perf_counter() - begun)

    return run


def _kill_in(delay: str) -> None:
    timer = Timer(float(delay), lambda: os.kill(os.getpid(), signal.SIGKILL))
    timer.daemon = True
    timer.start()


def _correct(folder: Path) -> None:
    """Says of the first task of the base that its product is another."""
    from kehoach.knowledge import corrections

    with kehoach.open(str(folder)) as kb:
        document = next(d for d in map(kb.document, kb.ids()) if d.tasks)
    task = document.tasks[0]
    values = corrections.values_of(task) | {"product": f"Báo cáo số {time.time_ns()}"}
    anchor = corrections.anchor_for(document, "tasks", task.id)
    said = corrections.correction("tasks", "mended", anchor, "Người thử", values)
    corrections.say(folder, said, document.id)


# --- who looks on -----------------------------------------------------------------------------


def look(folder: str) -> None:
    """Reads a base again and again until it is told to stop: prints how often, and how often two builds were seen as one."""
    counted: Counter[str] = Counter()
    signal.signal(signal.SIGTERM, lambda *_: (print(json.dumps(counted), flush=True), os._exit(0)))
    while True:
        time.sleep(0.005)  # leave the processor to the build
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


def alive(mark: str) -> set[int]:
    """The processes of a trial that still run half a second later."""
    time.sleep(0.5)
    return {int(place.name) for place in Path("/proc").glob("[0-9]*") if _runs_for(place, mark)}


def _runs_for(place: Path, mark: str) -> bool:
    try:
        marked = f"{_MARK}={mark}".encode() in (place / "environ").read_bytes().split(b"\0")
        return marked and " Z " not in (place / "stat").read_text()
    except OSError:  # it ended meanwhile, or is another user's
        return False


def strays(folder: Path) -> list[str]:
    """What lies in a knowledge base beside what belongs there."""
    known = {"documents", "kb.sqlite", "findings.json", "manifest.json", "run.json", ".generations"}
    known |= {"corrections.jsonl", "extracted"} if (folder / "corrections.jsonl").exists() else set()
    hidden = {"lock", "current", os.readlink(folder / ".generations" / "current")}
    found = [p.name for p in folder.iterdir() if p.name not in known]
    found += [p.name for p in (folder / ".generations").iterdir() if p.name not in hidden]
    return found + [p.name for p in (folder / "documents").iterdir() if p.suffix != ".json"]


# --- trials -----------------------------------------------------------------------------------


class Ground:
    """What trials begin with: inputs with and without a scan, a knowledge base of each, and how long stages take.

    ``folder`` is where they are made; ``jobs`` the children of every build.
    """

    def __init__(self, folder: Path, jobs: int) -> None:
        self.folder, self.jobs = folder, jobs
        self._spans: dict[tuple[str, bool], float] = {}
        self._made: set[str] = set()

    def place(self, stage: str) -> Path:
        """The folder that holds ``in`` and ``kb`` for a stage."""
        name = "scans" if stage == "ocr" else "texts"
        place = self.folder / name
        if name not in self._made:
            self._made.add(name)
            (place / "in").mkdir(parents=True)
            texts = sorted(CORPUS.glob("*.txt"))
            others = [*sorted(CORPUS.glob("*.pdf"))[:1], *sorted(CORPUS.glob("*.docx"))[:1]]
            for path in [*texts, *(SCAN.iterdir() if name == "scans" else others)]:
                shutil.copy(path, place / "in")
            kehoach.build([place / "in"], place / "kb", self.jobs, names="rules")
        return place

    def span(self, stage: str, again: bool, source: Path, out: Path) -> float:
        """How long a stage takes in a first build or in a later one: measured once, on copies."""
        if (stage, again) not in self._spans:
            with tempfile.TemporaryDirectory(dir=self.folder) as aside:
                copy = Path(aside) / "kb"
                if out.exists():
                    shutil.copytree(out, copy, symlinks=True)
                ran = self.start(stage, "", source, copy, "")
                self._spans[stage, again] = float((ran.communicate()[0] or b"0").split()[-1])
        return self._spans[stage, again]

    def start(self, stage: str, delay: str, source: Path, out: Path, mark: str) -> subprocess.Popen[bytes]:
        """Begins a build or a correction that is killed, or, without a delay, measured."""
        work = "correction" if stage == "correction" else "build"
        given = [work, stage, delay, str(source), str(out), str(self.jobs)]
        return subprocess.Popen(
            [sys.executable, "-c", _UNDERGO, str(ROOT), *given],
            cwd=ROOT,
            env=os.environ | {_MARK: mark},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


def changed(source: Path, chance: random.Random) -> None:
    """Adds a line to some text files, and takes one file away."""
    texts = sorted(source.glob("*.txt"))
    for path in chance.sample(texts, 3):
        path.write_bytes(path.read_bytes() + f"\nThêm dòng {chance.random()}.\n".encode())
    chance.choice(sorted(source.iterdir())).unlink()


def trial(chance: random.Random, stage: str, ground: Ground, folder: Path) -> Counter[str]:
    """One kill, and what it did."""
    counted: Counter[str] = Counter()
    place, source, out, fresh = ground.place(stage), folder / "in", folder / "kb", folder / "fresh"
    again = stage == "correction" or (stage != "ocr" and chance.random() < 0.7)
    shutil.copytree(place / "in", source)
    if again:
        shutil.copytree(place / "kb", out, symlinks=True)
    if again and stage != "correction":
        changed(source, chance)
    delay = chance.uniform(0.0, 1.05 * ground.span(stage, again, source, out))
    watcher = subprocess.Popen([sys.executable, "-c", _LOOK, str(ROOT), str(out)], stdout=subprocess.PIPE)
    process = ground.start(stage, str(delay), source, out, str(folder))
    counted["killed"] += process.wait() == -signal.SIGKILL
    left = alive(str(folder))
    counted["children that lived on"] += len(left)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    kehoach.build([source], out, ground.jobs, names="rules")
    watcher.terminate()
    counted.update(json.loads(watcher.communicate()[0] or b"{}"))
    kehoach.build([source], out, names="rules")  # whoever looked on has let go by now
    counted["contents that differ"] += bool(differences(out, undisturbed(stage, ground, source, out, fresh)))
    counted["stray files"] += len(strays(out))
    return counted


def undisturbed(stage: str, ground: Ground, source: Path, out: Path, fresh: Path) -> Path:
    """A knowledge base of the same files and corrections that nobody killed."""
    if stage == "ocr":  # nothing was changed: the one that was begun with
        return ground.place(stage) / "kb"
    if (out / "corrections.jsonl").exists():
        fresh.mkdir()
        shutil.copy(out / "corrections.jsonl", fresh)
    kehoach.build([source], fresh, ground.jobs, names="rules")
    return fresh


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=600.0, help="no new round begins after so long")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    chance, total = random.Random(), {stage: Counter[str]() for stage in STAGES}
    end, turns = time.monotonic() + 60 * arguments.minutes, cycle(_turns())
    with tempfile.TemporaryDirectory() as top:
        ground = Ground(Path(top) / "ground", arguments.jobs)
        while sum(c["killed"] for c in total.values()) < arguments.kills and time.monotonic() < end:
            stage, folder = next(turns), Path(tempfile.mkdtemp(dir=top))
            total[stage] += trial(chance, stage, ground, folder)
            shutil.rmtree(folder)
            if stage == STAGES[-1]:
                print(shown(total), file=sys.stderr, flush=True)
    print(shown(total))


def _turns() -> list[str]:
    return [stage for turn in range(3) for stage in STAGES if stage != "ocr" or turn == 0]


def shown(total: dict[str, Counter[str]]) -> str:
    """A row for each stage: kills, and what was lost."""
    lines = [f"{'killed in':12}{'kills':>7}{'readings':>10}" + "".join(f"{what:>24}" for what in LOST)]
    for stage, counted in [*total.items(), ("all", sum(total.values(), Counter[str]()))]:
        numbers = "".join(f"{counted[what]:>24}" for what in LOST)
        lines.append(f"{stage:12}{counted['killed']:>7}{counted['readings']:>10,}{numbers}")
    errors = {w: n for c in total.values() for w, n in c.items() if w.startswith("error")}
    return "\n".join([*lines, *(f"{what}: {n}" for what, n in errors.items())])


if __name__ == "__main__":
    main()
