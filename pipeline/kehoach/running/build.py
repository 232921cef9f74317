"""Many files to a knowledge base: only what changed is read again, the rest goes on when a file fails."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec

from kehoach.knowledge.check import made_of, read_waivers, run_checks
from kehoach.knowledge.corrections import Laying
from kehoach.knowledge.links import write_links
from kehoach.knowledge.migrations import bring_up
from kehoach.knowledge.records import Entry, Finding, Findings, Manifest, Run
from kehoach.knowledge.store import Draft, Store, write_run
from kehoach.knowledge.tables import forget_names
from kehoach.linking import Delta, link
from kehoach.recognition import Names, told_by
from kehoach.running.cluster import outcomes as read_by_cluster
from kehoach.running.filling import Filling
from kehoach.running.guard import Given, Limits
from kehoach.running.guard import outcomes as read_here
from kehoach.running.news import News, news
from kehoach.running.one import Outcome
from kehoach.running.plan import Plan, gather, plan, read_by
from kehoach.running.resume import Left, left_behind
from kehoach.running.settling import settle_doubts

_CORRECTED = "corrected"  # in the table of states: what was said of each file
_MOSTLY_NEW = 0.3  # share of new documents from which on the database is made from nothing


class Step(msgspec.Struct, frozen=True):
    """How far a build is: ``done`` of ``total`` files to read, what became of the last one, and which is being read now."""

    done: int
    total: int
    last: Entry | None
    reading: str | None


Progress = Callable[[Step], None]
Reading = Callable[[list[Given]], Iterator[Outcome]]
Engine = Literal["local", "ray"]


class Report(msgspec.Struct):
    """What a build did: the ledger, counts of records, findings, seconds, how many files were read anew, and what changed
    since the build before."""

    entries: list[Entry]
    counts: dict[str, int]
    findings: list[Finding]
    seconds: float
    reread: int
    news: News

    @property
    def failed(self) -> list[Entry]:
        """The inputs that could not be read."""
        return [entry for entry in self.entries if entry.outcome == "failed"]


def build(
    inputs: Sequence[str | Path],
    out: str | Path,
    jobs: int = 1,
    progress: Progress | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    names: Names = "rules",
    engine: Engine = "local",
    address: str | None = None,
) -> Report:
    """Builds the knowledge base of files and folders in ``out``; a later build redoes only what changed.

    ``jobs`` cores are kept busy: as many processes read side by side, and as many pages of scans; ``limits`` bounds the time and memory that one file may take.
    ``progress`` is called before the first file and after each. ``names`` as for ``process``.
    ``engine`` "ray" lets the cluster at ``address`` read (cluster.py).
    Readers see the build before until this one is whole; another build of the same folder is waited for.
    Raises UsageError when an input does not exist or holds no documents, and when ``out`` cannot be written; files that fail are in
    the report.
    """
    began = time.perf_counter()
    files = gather(inputs)
    store = Store(Path(out))
    try:
        with store.building():
            bring_up(store)
            made = plan(files, store.manifest(), told_by(names))
            reading = partial(read_here, jobs=jobs, limits=limits)
            if engine == "ray":
                reading = partial(read_by_cluster, address=address, limits=limits)
            work = Work(store, made, reading, names, progress or (lambda step: None))
            with work.stack:
                report = work.nothing() or work.all()
            report.seconds = time.perf_counter() - began
            _log(store, report, inputs)
        return report
    finally:
        store.close()


def begin(out: str | Path) -> None:
    """Makes an empty knowledge base, into which files can be dropped later. One that is there already is left as it is."""
    store = Store(Path(out))
    with store.building():
        if store.layout() is None:
            draft = Draft(store.generations, None)
            draft.index()
            draft.write_findings(run_checks(draft.database))
            draft.write_manifest(Manifest([], *read_by(told_by("rules"))))
            draft.publish()
    store.close()


class Work:
    """One build: what it has to do, and with what."""

    def __init__(self, store: Store, made: Plan, reading: Reading, names: Names, progress: Progress) -> None:
        self.store = store
        self.plan = made
        self.reading = reading
        self.names = names
        self.progress = progress
        self.stack = ExitStack()
        self.known = self._known()
        self.laying = Laying(store.folder, self.known.get(_CORRECTED))
        made.read_again(self.laying.lost)

    def _known(self) -> dict[str, str]:
        """What the build before rests on; nothing before the first."""
        if self.plan.before is None or self.store.layout() is None:
            return {}
        database = self.store.connect()
        try:
            return _state(database)
        finally:
            database.close()

    def nothing(self) -> Report | None:
        """The report of a build in which nothing changed; None when something did."""
        before = self.plan.before
        if before is None or self.plan.todo or self.plan.moved or self.laying.changed:
            return None
        if Delta.is_put_off(self.known):  # a correction that was taken back before any build
            return None
        if not self.store.has_findings():
            return None
        if [(f.shown, h) for f, h in zip(self.plan.files, self.plan.hashes, strict=True)] != [
            (e.path, e.sha256) for e in before.entries
        ]:
            return None
        database = self.store.connect()
        try:
            if not _basis(self.store).items() <= self.known.items():
                return None
            counts = _counts(database)
        finally:
            database.close()
        self.progress(Step(0, 0, None, None))
        found = self.store.findings()
        told = news(before, before, found, found)
        return Report(before.entries, counts | {"findings": len(found.findings)}, found.findings, 0.0, 0, told)  # fmt: skip

    def all(self) -> Report:
        """Reads what is new, brings documents, database, links and checks up to date in a draft, and publishes it."""
        before = self.plan.before
        found_before = self.store.findings() if self.store.has_findings() else None
        key = "|".join(self.plan.read_by)
        left = left_behind(self.store.generations, key)
        draft = Draft(self.store.generations, self.store if before else None)
        draft.begin(key)
        self.stack.callback(draft.close)
        delta = self._delta()
        if delta is not None:
            draft.copy_database()
            delta.take_up(draft.database)
        filling = Filling(draft, self.plan, delta, self.laying)
        self._fill(filling, left)
        settle_doubts(draft, delta)
        forget_names(draft.database)
        linked = self._linked(draft, delta)
        write_links(draft, linked)
        findings = self._checked(draft, None if delta is None else delta.documents | linked, found_before)
        counts = _counts(draft.database)
        draft.write_findings(findings)
        manifest = Manifest(filling.entries, *self.plan.read_by)
        draft.write_manifest(manifest)
        left.forget()
        draft.publish()
        self.laying.tidy()
        self.store.reload()
        told = news(before, manifest, found_before, findings)
        counts |= {"findings": len(findings.findings)}
        return Report(filling.entries, counts, findings.findings, 0.0, len(self.plan.todo), told)

    def _delta(self) -> Delta | None:
        """Whether the database is brought up to date by difference; from nothing when most of it is new."""
        fresh = len(self.plan.todo) + len(self.plan.moved)
        known = len(self.plan.known)
        return Delta() if known and fresh <= _MOSTLY_NEW * (known + fresh) else None

    def _fill(self, filling: Filling, left: Left) -> None:
        todo, files = self.plan.todo, self.plan.files
        given: list[Given] = [(files[i].path, files[i].shown, self.plan.hashes[i], self.names) for i in todo]
        self.progress(Step(0, len(todo), None, files[todo[0]].shown if todo else None))
        for done, entry in enumerate(filling.fill(self._outcomes(given, left)), 1):
            waiting = files[todo[done]].shown if done < len(todo) else None
            self.progress(Step(done, len(todo), entry, waiting))

    def _outcomes(self, given: list[Given], left: Left) -> Iterator[Outcome]:
        """What became of each file: taken from what a killed build left, or read now."""
        fresh = self.reading([g for g in given if not left.holds(g[1], g[2])])
        for _, shown, digest, _ in given:
            yield left.take(shown, digest) if left.holds(shown, digest) else next(fresh)

    @staticmethod
    def _linked(draft: Draft, delta: Delta | None) -> set[str]:
        if delta is None:
            draft.index()
        return link(draft.database, delta)

    def _checked(self, draft: Draft, changed: set[str] | None, before: Findings | None) -> Findings:
        """What the checks find; where they are the same as before, only what changed is looked at by those that can."""
        waivers = read_waivers(self.store.waivers) if self.store.waivers.exists() else None
        basis = _basis(self.store)
        if changed is None or _state(draft.database).get("checks") != basis["checks"]:
            findings = run_checks(draft.database, waivers)
        else:
            findings = run_checks(draft.database, waivers, None, before, changed)
        basis |= {_CORRECTED: self.laying.state}
        draft.database.executemany("INSERT OR REPLACE INTO state VALUES (?,?)", basis.items())
        return findings


# --- afterwards -------------------------------------------------------------------------------


def _counts(database: sqlite3.Connection) -> dict[str, int]:
    tables = ("documents", "sections", "citations", "targets", "deadlines", "tasks")
    counts = {table: int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables}
    resolved = "SELECT count(*) FROM citations WHERE resolved IS NOT NULL"
    return counts | {"resolved": int(database.execute(resolved).fetchone()[0])}


def _state(database: sqlite3.Connection) -> dict[str, str]:
    return {row[0]: row[1] for row in database.execute("SELECT key, value FROM state")}


def _basis(store: Store) -> dict[str, str]:
    """What findings rest on beside the documents, as hashes."""
    waivers = store.waivers
    said = sha256(waivers.read_bytes()).hexdigest()[:16] if waivers.exists() else ""
    return {"checks": made_of(), "waivers": said}


def _log(store: Store, report: Report, inputs: Sequence[str | Path]) -> None:
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    given = [str(Path(path).resolve()) for path in inputs]
    write_run(store.folder, Run(stamp, round(report.seconds, 2), report.reread, given))
