"""A knowledge base under load: a soak of everything at once, and many readers of the pages.

    python tests/benchmarks/load.py soak [--minutes 30]
    python tests/benchmarks/load.py clients [--documents 8000] [--clients 50] [--seconds 60] [--keep FOLDER]

The soak looks after a folder with ``kehoach watch`` and serves its knowledge base with ``kehoach serve --work``, while files arrive,
change and go, builds of the same folder are begun beside, records are judged through the pages, and others query and load
pages. Memory, file handles, processes and the size of the database are sampled; what is there at the end is compared with what was there when
all had warmed up. At last the knowledge base is compared with an undisturbed build of the same files and corrections.

The clients ask one server for pages of a knowledge base of many documents (pages.py makes it) without a pause.
"""

import argparse
import http.cookiejar
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from pages import DAY, PAGES, multiply  # noqa: E402
from tests.benchmarks.faults import strays  # noqa: E402
from tests.contents import differences  # noqa: E402

import kehoach  # noqa: E402

CORPUS = ROOT / "corpus" / "documents"
SAMPLE = 2.0  # seconds from one look at the processes to the next


# --- processes --------------------------------------------------------------------------------


@contextmanager
def started(*command: str) -> Iterator[subprocess.Popen[str]]:
    """A ``kehoach`` command, ended when the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kehoach", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def address_of(process: subprocess.Popen[str]) -> str:
    """Where a server answers."""
    assert process.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
    assert found is not None
    threading.Thread(target=process.stdout.read, daemon=True).start()
    return found[0]


def family(pid: int) -> list[Path]:
    """A process and those that it started, as folders of /proc."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            children.setdefault(int(stat.read_text().rsplit(")", 1)[1].split()[1]), []).append(int(stat.parent.name))  # fmt: skip
        except (OSError, IndexError):
            continue
    found, front = [pid], [pid]
    while front:
        front = [child for parent in front for child in children.get(parent, ())]
        found += front
    return [Path("/proc") / str(one) for one in found]


def measured(pid: int) -> dict[str, float]:
    """Megabytes of memory of its own, file handles and processes, of a process and those that it started."""
    told = Counter[str]()
    for place in family(pid):
        try:
            told["MB"] += int((place / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20
            told["handles"] += len(os.listdir(place / "fd"))
            told["processes"] += 1
        except OSError:  # it ended meanwhile
            continue
    return dict(told)


def processor_seconds(pid: int) -> float:
    """Processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _machine() -> str:
    """What all was measured on: others may be at work there."""
    return f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.0f}"


# --- what is done all the while ---------------------------------------------------------------


class Soak:
    """Everything at once over one folder; what went wrong is counted, by who did it."""

    def __init__(self, folder: Path, address: str) -> None:
        self.inputs, self.kb, self.address = folder / "in", folder / "kb", address
        self.done, self.wrong = Counter[str](), Counter[str]()
        self.stop = threading.Event()
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies)

    def run(self, name: str, work: Callable[[random.Random], object], pause: float) -> threading.Thread:
        """Begins to do something again and again."""

        def repeat() -> None:
            chance = random.Random(name)
            while not self.stop.wait(pause):
                try:
                    work(chance)
                    self.done[name] += 1
                except Exception as error:
                    self.wrong[f"{name}: {error!r}"[:120]] += 1

        thread = threading.Thread(target=repeat)
        thread.start()
        return thread

    def arrive(self, chance: random.Random) -> None:
        """A file comes, changes or goes; there are never more than twenty."""
        number = chance.randint(1, 20)
        path = self.inputs / f"{number:02}{'.pdf' if number % 5 == 0 else '.txt'}"
        if path.exists() and chance.random() < 0.3:
            path.unlink()
            return
        data = chance.choice(sorted(CORPUS.glob(f"*{path.suffix}"))).read_bytes()
        aside = path.with_suffix(".part")
        aside.write_bytes(data + f"\n%Thêm dòng {chance.random()}.\n".encode())
        aside.replace(path)

    def build(self, chance: random.Random) -> None:
        """A build beside those of ``watch``."""
        kehoach.build([self.inputs], self.kb, chance.choice((1, 2)), names="rules")

    def ask(self, chance: random.Random) -> None:
        """A reader in a program: every document of the database has its file, and the other way round."""
        with kehoach.open(str(self.kb)) as kb:
            ids = {row["id"] for row in kb.query("documents")}
            assert ids == set(kb.ids()) and all(kb.document(ident).id == ident for ident in ids)
            kb.search("bac si")
            kb.targets()
            kb.graph()

    def load(self, chance: random.Random) -> None:
        """A page of the lists, or of a document that is there."""
        self._get(chance.choice(PAGES))

    def judge(self, chance: random.Random) -> None:
        """A task is said to be right, or that is taken back, through the form of its page."""
        with kehoach.open(str(self.kb)) as kb:
            document = kb.document(chance.choice([i for i in kb.ids() if kb.document(i).tasks]))
        task = chance.choice(document.tasks)
        page = self._get(f"/kehoach/document/{document.id}/record/{task.id}", gone=True)
        token = re.search(r'name="csrftoken" value="([^"]+)"', page)
        if token is None:
            return  # a build has changed the document meanwhile
        verdict = "withdrawn" if document.reviews else "right"
        said = {"csrftoken": token[1], "document": document.id, "kind": "tasks", "record": task.id, "verdict": verdict, "by": "Người thử"}  # fmt: skip
        self._get("/kehoach/say", urllib.parse.urlencode(said).encode(), gone=True)

    def _get(self, path: str, data: bytes | None = None, gone: bool = False) -> str:
        """The page of an address. ``gone``: what it names may have been changed by a build since (404, 400)."""
        request = urllib.request.Request(self.address + path, data, {"Origin": self.address} if data else {})
        try:
            with self._opener.open(request, timeout=120) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            if gone and error.code in (400, 404):
                self.done["answered that it is gone"] += 1
                return ""
            raise RuntimeError(f"{error.code} for {path}") from error


def soak(minutes: float) -> None:
    """Prints what was done, what went wrong, and how memory, handles, processes and sizes went."""
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        (folder / "in").mkdir()
        for path in sorted(CORPUS.iterdir())[:6]:
            shutil.copy(path, folder / "in")
        kehoach.build([folder / "in"], folder / "kb", names="rules")
        serving = started("serve", "--kb", str(folder / "kb"), "--work", "--port", "0")
        watching = started("watch", str(folder / "in"), "--out", str(folder / "kb"), "--quiet")
        with serving as server, watching as watcher:
            assert watcher.stdout is not None
            threading.Thread(target=watcher.stdout.read, daemon=True).start()
            samples, work = _soaked(folder, server, watcher, minutes)
        settled(folder, work)
        print(told(samples, work, minutes))


def _soaked(
    folder: Path, server: subprocess.Popen[str], watcher: subprocess.Popen[str], minutes: float
) -> tuple[list[dict[str, float]], Soak]:
    work = Soak(folder, address_of(server))
    threads = [
        work.run("files that came, changed or went", work.arrive, 4),
        work.run("builds beside", work.build, 15),
        work.run("records judged", work.judge, 5),
        *(work.run(f"programs that read {n}", work.ask, 1) for n in (1, 2)),
        *(work.run(f"readers of pages {n}", work.load, 0.2) for n in (1, 2, 3, 4)),
    ]
    samples, end = [], time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        time.sleep(SAMPLE)
        sample = {f"serve, {k}": v for k, v in measured(server.pid).items()}
        sample |= {f"watch, {k}": v for k, v in measured(watcher.pid).items()}
        sample["kb.sqlite, KB"] = (folder / "kb" / "kb.sqlite").stat().st_size / 1024
        sample["desk.sqlite, KB"] = (folder / "kb" / "desk.sqlite").stat().st_size / 1024
        samples.append(sample)
    work.stop.set()
    for thread in threads:
        thread.join()
    for name, process in (("serve", server), ("watch", watcher)):
        if process.poll() is not None:
            work.wrong[f"{name} ended by itself"] += 1
    return samples, work


def settled(folder: Path, work: Soak) -> None:
    """Compares the knowledge base with an undisturbed one of the same files and corrections."""
    kehoach.build([folder / "in"], folder / "kb", names="rules")
    fresh = folder / "fresh"
    fresh.mkdir()
    if (folder / "kb" / "corrections.jsonl").exists():
        shutil.copy(folder / "kb" / "corrections.jsonl", fresh)
    kehoach.build([folder / "in"], fresh, names="rules")
    if differences(folder / "kb", fresh):
        work.wrong["contents that differ"] += 1
    for name in strays(folder / "kb"):
        if not name.startswith(("desk.sqlite", "pages")):  # caches of lists and of drawn pages
            work.wrong[f"stray file {name}"] += 1


def told(samples: list[dict[str, float]], work: Soak, minutes: float) -> str:
    """The table: medians of the second tenth and of the last tenth of the time, and the most."""
    tenth = max(1, len(samples) // 10)
    early, late = samples[tenth : 2 * tenth], samples[-tenth:]
    done = Counter[str]()
    for name, count in work.done.items():
        done[name.rstrip(" 1234")] += count
    lines = [f"{minutes:g} minutes; " + ", ".join(f"{count:,} {name}" for name, count in done.items())]
    lines[0] += f"; {_machine()}"
    lines.append(f"{'':24}{'warmed up':>12}{'at the end':>12}{'most':>8}")
    for key in samples[-1]:
        first, last = (statistics.median(s[key] for s in part) for part in (early, late))
        lines.append(f"{key:24}{first:12,.0f}{last:12,.0f}{max(s[key] for s in samples):8,.0f}")
    lines += [f"WRONG {count} times: {what}" for what, count in work.wrong.items()] or ["nothing went wrong"]
    return "\n".join(lines)


# --- many readers -----------------------------------------------------------------------------


def clients(documents: int, count: int, seconds: float, keep: Path | None) -> None:
    """Prints how long answers took, and how many were errors."""
    with tempfile.TemporaryDirectory() as top:
        large = keep or Path(top) / "large"
        if not (large / "kb.sqlite").exists():
            kehoach.build([CORPUS], Path(top) / "small", names="rules")
            multiply(Path(top) / "small", large, documents)
        with kehoach.open(str(large)) as kb:
            ids = kb.ids()
        with started("serve", "--kb", str(large), "--port", "0") as server:
            address = address_of(server)
            for page in PAGES:
                _asked(address + page)  # what is drawn once and kept
            before = processor_seconds(server.pid)
            taken, wrong = _loaded(address, ids, count, seconds)
            spent, size = processor_seconds(server.pid) - before, measured(server.pid)["MB"]
        print(_percentiles(taken, wrong, len(ids), count, seconds, size))
        print(f"processor time of the server: {spent / max(1, len(taken)):.2f} s a page; {_machine()}")


def _asked(address: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(address, timeout=300) as answer:
        answer.read()
    return time.perf_counter() - began


def _loaded(address: str, ids: list[str], count: int, seconds: float) -> tuple[list[float], Counter[str]]:
    taken, wrong, end = list[float](), Counter[str](), time.monotonic() + seconds

    def read(number: int) -> None:
        chance = random.Random(number)
        while time.monotonic() < end:
            page = chance.choice([*PAGES, *(f"/kehoach/document/{chance.choice(ids)}?{DAY}" for _ in range(8))])  # fmt: skip
            try:
                taken.append(_asked(address + page))
            except OSError as error:
                wrong[f"{page}: {error!r}"[:110]] += 1

    threads = [threading.Thread(target=read, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, wrong


def _percentiles(
    taken: list[float], wrong: Counter[str], documents: int, count: int, seconds: float, size: float
) -> str:
    cuts = statistics.quantiles(taken, n=100)
    lines = [
        f"{documents:,} documents, {count} clients for {seconds:g} s without a pause: {len(taken):,} pages",
        f"seconds to an answer: median {cuts[49]:.2f}, 95th percentile {cuts[94]:.2f}, 99th {cuts[98]:.2f}, longest {max(taken):.2f}",
        f"memory of the server at the end {size:,.0f} MB; errors: {wrong.total()}",
    ]
    return "\n".join([*lines, *(f"WRONG {n} times: {what}" for what, n in wrong.items())])


def main() -> None:
    """Runs one of the two."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("soak", "clients"))
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if given.what == "soak":
        soak(given.minutes)
    else:
        clients(given.documents, given.clients, given.seconds, given.keep)


if __name__ == "__main__":
    main()
