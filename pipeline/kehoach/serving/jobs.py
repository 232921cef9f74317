"""Reading in the background: a build as a child process whose progress the pages show, and what each build found to be new."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from kehoach.knowledge.journal import Journal, now
from kehoach.knowledge.store import Store
from kehoach.serving.images import inputs_of

_FILE = "arrivals.jsonl"


class Arrival(Struct, frozen=True):
    """What one build found: files by what became of them, and findings that came; ``documents`` are the paths of those read."""

    on: str
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    appeared: list[str] = field(default_factory=list)
    settled: int = 0


def arrivals(folder: Path) -> Journal[Arrival]:
    """What builds from the pages found, oldest first."""
    return Journal(folder / _FILE, Arrival)


class Progress(Struct):
    """How far the build in the background is. ``state``: idle, reading, linking, done, failed."""

    state: str = "idle"
    done: int = 0
    total: int = 0
    last: str = ""
    message: str = ""


class Reader:
    """Reads the inputs of a knowledge base in the background, one build at a time; what arrives meanwhile is read next."""

    def __init__(self, folder: Path, inbox: Path) -> None:
        self.folder = folder
        self.inbox = inbox
        self.progress = Progress()
        self._lock = threading.Lock()
        self._again = False
        self._thread: threading.Thread | None = None
        self._child: subprocess.Popen[str] | None = None

    @property
    def inputs(self) -> list[Path]:
        """What is read: the inputs of the last build, and the folder into which files are dropped.

        An input that is not there now stays among them, so that the build says so instead of taking its documents away.
        """
        known = inputs_of(self.folder)
        inside = any(path == self.inbox or path in self.inbox.parents for path in known)
        return known if inside or not _holds(self.inbox) else [*known, self.inbox]

    def start(self) -> None:
        """Begins to read, or to read again when the build that runs now is done."""
        with self._lock:
            if self._thread and self._thread.is_alive():
                self._again = True
                return
            self.progress = Progress("reading")
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ends the build that runs; the next one begins where it stopped."""
        if self._child and self._child.poll() is None:
            self._child.terminate()
            self._child.wait(20)

    def _run(self) -> None:
        while True:
            self._build()
            with self._lock:
                if not self._again:
                    return
                self._again = False
                self.progress = Progress("reading")

    def _build(self) -> None:
        command = [
            sys.executable,
            "-m",
            "kehoach",
            "build",
            *map(str, self.inputs),
            "--out",
            str(self.folder),
            "--log-json",
            *_names(self.folder),
        ]
        documents: list[str] = []
        self._child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self._child.stdout is not None and self._child.stderr is not None
        finished = False
        for line in self._child.stdout:
            told = json.loads(line)
            if told["event"] == "done":
                self._keep(told, documents)
                finished = True
            else:
                self._step(told, documents)
        trouble = self._child.stderr.read().strip()
        self._child.wait()
        self._child.stderr.close()
        self._child.stdout.close()
        if not finished:
            self.progress = Progress("failed", message=trouble.removeprefix("kehoach: ")[:400])

    def _step(self, told: dict[str, Any], documents: list[str]) -> None:
        now_at, total = told.get("done", 0), told["total"]
        if told.get("document"):
            documents.append(told["path"])
        state = "reading" if now_at < total else "linking"
        self.progress = Progress(state, now_at, total, told.get("path", ""))

    def _keep(self, told: dict[str, Any], documents: list[str]) -> None:
        arrival = Arrival(
            now(), told["new"], told["changed"], told["gone"], told["failed"], documents,
            [found["id"] for found in told["appeared"]], len(told["settled"]),
        )  # fmt: skip
        if arrival.new or arrival.changed or arrival.gone or arrival.failed:
            arrivals(self.folder).append(arrival)
        self.progress = Progress("done", len(documents), len(documents))


def _holds(folder: Path) -> bool:
    return folder.is_dir() and any(path.is_file() for path in folder.rglob("*"))


def _names(folder: Path) -> list[str]:
    """The option of the last build that says who finds names, so that nothing is read anew for it."""
    manifest = Store(folder).manifest()
    known = manifest.names if manifest and manifest.entries else ""
    return ["--names", known] if known in ("rules", "underthesea") else []
