"""Many files to a knowledge base: only what changed is read again, the rest goes on when a file fails."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import file_digest
from pathlib import Path

import msgspec

from kehoach import __version__, rules
from kehoach.errors import UsageError
from kehoach.knowledge.check import read_waivers, run_checks
from kehoach.knowledge.corrections import lay_over
from kehoach.knowledge.records import Entry, Finding, Manifest
from kehoach.knowledge.store import Store, to_json, write_atomically
from kehoach.model import Document
from kehoach.reading import SUFFIXES
from kehoach.recognition import Names, told_by
from kehoach.running.guard import Limits, outcomes
from kehoach.running.news import News, news
from kehoach.running.one import Outcome


class Step(msgspec.Struct, frozen=True):
    """How far a build is: ``done`` of ``total`` files to read, what became of the last one, and which is being read now."""

    done: int
    total: int
    last: Entry | None
    reading: str | None


Progress = Callable[[Step], None]


class Input(msgspec.Struct, frozen=True):
    """A file to read, and the path to record for it: from the folder named on, so it does not depend on the machine."""

    path: str
    shown: str


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
    names: Names = "auto",
) -> Report:
    """Builds the knowledge base of files and folders in ``out``; a later build redoes only what changed.

    ``jobs`` processes read side by side; ``limits`` bounds the time and memory that one file may take.
    ``progress`` is called before the first file and after each. ``names`` as for ``process``.
    Raises UsageError when an input does not exist or holds no documents; files that fail are in the report.
    """
    began = time.perf_counter()
    files = gather(inputs)
    store = Store.create(Path(out))
    before, found_before = store.manifest(), store.findings() if store.has_findings() else None
    entries, reread = _read_all(store, files, jobs, limits, progress or (lambda step: None), names)
    store.remove_others({e.document for e in entries if e.document})
    lay_over(store, {str(e.sha256): e.document for e in entries if e.document})
    with store.rebuilding() as rebuild:
        for ident in store.ids():
            rebuild.add(store.read(ident))
        rebuild.link()
        waivers = read_waivers(store.waivers) if store.waivers.exists() else None
        findings = run_checks(rebuild.database, waivers)
        counts = _counts(rebuild.database)
    store.write_findings(findings)
    manifest = Manifest(entries, rules.fingerprint(), __version__, told_by(names))
    store.write_manifest(manifest)
    seconds = time.perf_counter() - began
    _log(store, seconds, reread, inputs)
    told = news(before, manifest, found_before, findings)
    return Report(
        entries, counts | {"findings": len(findings.findings)}, findings.findings, seconds, reread, told
    )


def begin(out: str | Path) -> None:
    """Makes an empty knowledge base, into which files can be dropped."""
    store = Store.create(Path(out))
    with store.rebuilding() as rebuild:
        rebuild.link()
        findings = run_checks(rebuild.database)
    store.write_findings(findings)
    store.write_manifest(Manifest([], rules.fingerprint(), __version__))


def gather(inputs: Sequence[str | Path]) -> list[Input]:
    """The files of the inputs, in the order of the paths to record; hidden files and other kinds are left out."""
    found: dict[str, Input] = {}
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            top = path.resolve()
            members = sorted(p for p in top.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            members = [
                p for p in members if not any(part.startswith(".") for part in p.relative_to(top).parts)
            ]
            if not members:
                raise UsageError(
                    f"The folder {given} holds no documents.", f"kehoach reads {', '.join(SUFFIXES[:4])}."
                )
            for member in members:
                shown = f"{top.name}/{member.relative_to(top).as_posix()}"
                found[str(member)] = Input(str(member), shown)
        elif path.is_file():
            found.setdefault(str(path.resolve()), Input(str(path.resolve()), path.name))
        else:
            raise UsageError(f"There is no file or folder {given}.", "Check the path.")
    return sorted(found.values(), key=lambda i: (i.shown, i.path))


# --- reading ----------------------------------------------------------------------------------


def _read_all(
    store: Store, files: list[Input], jobs: int, limits: Limits, progress: Progress, names: Names
) -> tuple[list[Entry], int]:
    known = _unchanged(store, told_by(names))
    hashes = [_hash(file.path) for file in files]
    first: dict[str, int] = {}
    for index, digest in enumerate(hashes):
        if digest:
            first.setdefault(digest, index)
    old = {
        i: known[(f.shown, h)]
        for i, (f, h) in enumerate(zip(files, hashes, strict=True))
        if h and (f.shown, h) in known
    }
    todo = [i for i, h in enumerate(hashes) if i not in old and not (h and first[h] != i)]
    entries: dict[int, Entry] = {}
    todo_files = [(files[i].path, files[i].shown, hashes[i], names) for i in todo]
    progress(Step(0, len(todo), None, files[todo[0]].shown if todo else None))
    for done, (index, outcome) in enumerate(zip(todo, outcomes(todo_files, jobs, limits), strict=True), 1):
        entries[index] = _entry(files[index], hashes[index], outcome)
        if outcome.document:
            _park(store, outcome.document)
        waiting = files[todo[done]].shown if done < len(todo) else None
        progress(Step(done, len(todo), entries[index], waiting))
    entries |= old
    for index, digest in enumerate(hashes):
        if index not in entries:
            original = entries[first[str(digest)]]
            outcome_of = "duplicate" if original.outcome == "read" else "failed"
            entries[index] = msgspec.structs.replace(original, path=files[index].shown, outcome=outcome_of)
    ordered = [entries[i] for i in sorted(entries)]
    _settle_ids(store, ordered)
    return ordered, len(todo)


def _unchanged(store: Store, names: str) -> dict[tuple[str, str], Entry]:
    """The entries of the last build that still hold: same rules, same model, same program, document still there."""
    manifest = store.manifest()
    same = (rules.fingerprint(), __version__, names)
    if manifest is None or (manifest.rules, manifest.version, manifest.names) != same:
        return {}
    return {
        (e.path, e.sha256): e
        for e in manifest.entries
        if e.sha256 and e.outcome == "read" and e.document and store.path_of(e.document).exists()
    }


def _hash(path: str) -> str | None:
    try:
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _entry(file: Input, digest: str | None, outcome: Outcome) -> Entry:
    document = outcome.document
    if document is None:
        return Entry(file.shown, digest, "failed", None, None, outcome.reason, outcome.hint)
    return Entry(
        path=file.shown,
        sha256=digest,
        outcome="read",
        document=f"~{digest}",
        base=document.id,
        obtained=document.source.obtained,
        pages=document.source.pages,
        ledger=document.source.ledger,
        characters=len(document.text),
        warnings=len(document.warnings),
    )


def _park(store: Store, document: Document) -> None:
    """Writes a new document under its hash; ids are settled when all are known, and memory stays small."""
    parked = store.documents / f".{document.source.sha256}.part"
    write_atomically(parked, to_json(document))


def _settle_ids(store: Store, entries: list[Entry]) -> None:
    """Gives each document its id: the base, numbered in the order of the paths where several files claim it."""
    claims: Counter[str] = Counter()
    moves: list[tuple[Path, str]] = []
    ids: dict[str, str] = {}
    for entry in entries:
        if entry.outcome != "read" or entry.base is None or entry.document is None:
            continue
        claims[entry.base] += 1
        ident = entry.base if claims[entry.base] == 1 else f"{entry.base}-{claims[entry.base]}"
        parked = store.documents / f".{entry.sha256}.part"
        source = parked if entry.document.startswith("~") else store.path_of(entry.document)
        if source != store.path_of(ident):
            moves.append((source, ident))
        ids[str(entry.sha256)] = entry.document = ident
    # Documents that only change their id are all read before any is written: one may take the place of another.
    renamed = [(_load(source), ident) for source, ident in moves if source.suffix != ".part"]
    for document, ident in renamed:
        _write_as(store, document, ident)
    for source, ident in moves:
        if source.suffix == ".part":
            _write_as(store, _load(source), ident)
            source.unlink()
    for entry in entries:
        if entry.outcome == "duplicate":
            entry.document = ids.get(str(entry.sha256))


def _load(path: Path) -> Document:
    return msgspec.json.decode(path.read_bytes(), type=Document)


def _write_as(store: Store, document: Document, ident: str) -> None:
    document.id = ident
    store.write(document)


# --- afterwards -------------------------------------------------------------------------------


def _counts(database: sqlite3.Connection) -> dict[str, int]:
    tables = ("documents", "sections", "citations", "targets", "deadlines", "tasks")
    counts = {table: int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables}
    counts["resolved"] = int(
        database.execute("SELECT count(*) FROM citations WHERE status = 'resolved'").fetchone()[0]
    )
    return counts


def _log(store: Store, seconds: float, reread: int, inputs: Sequence[str | Path]) -> None:
    """When, how long and from where: apart from the manifest, so that the same input gives the same bytes there."""
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    write_atomically(
        store.folder / "run.json",
        to_json(
            {
                "finished": stamp,
                "seconds": round(seconds, 2),
                "read_anew": reread,
                "inputs": [str(Path(given).resolve()) for given in inputs],
            }
        ),
    )
