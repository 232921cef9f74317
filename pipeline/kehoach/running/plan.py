"""What a build has to do: which files there are, and which of them the build before has read already."""

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec

from kehoach import __version__, rules
from kehoach.errors import UsageError
from kehoach.knowledge.records import Entry, Manifest
from kehoach.reading import SUFFIXES
from kehoach.running.one import hashed


class Input(msgspec.Struct, frozen=True):
    """A file to read, and the path to record for it: from the folder named on, so it does not depend on the machine.

    ``found``: in a folder, not named itself."""

    path: str
    shown: str
    found: bool = False


class Plan(msgspec.Struct):
    """The inputs in the order of their paths, and what is to be done with each.

    ``before`` is the ledger of the build before, ``read_by`` what reads now.
    ``known`` are the entries of the build before that still hold, by the place of their file; ``moved`` those of files that lay
    elsewhere then; ``same`` the place of an earlier file with the same bytes; ``others`` the places of files of kinds that are not read;
    ``todo`` the places of the files to read.
    """

    files: list[Input]
    hashes: list[str | None]
    before: Manifest | None
    read_by: tuple[str, str, str]
    known: dict[int, Entry] = msgspec.field(default_factory=dict)
    moved: dict[int, Entry] = msgspec.field(default_factory=dict)
    same: dict[int, int] = msgspec.field(default_factory=dict)
    others: set[int] = msgspec.field(default_factory=set)
    todo: list[int] = msgspec.field(default_factory=list)

    def read_again(self, hashes: Collection[str]) -> None:
        """Lets the files of these hashes be read although the build before has them."""
        for held in (self.known, self.moved):
            for index in [index for index, entry in held.items() if entry.sha256 in hashes]:
                del held[index]
                self.todo.append(index)
        self.todo.sort()


def gather(inputs: Sequence[str | Path]) -> list[Input]:
    """The files of the inputs, in the order of the paths to record; hidden files are left out."""
    found: dict[str, Input] = {}
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            top = path.resolve()
            members = list(_members(str(top)))
            if not any(map(is_readable, members)):
                raise UsageError(
                    f"The folder {given} holds no documents.", f"kehoach reads {', '.join(SUFFIXES[:4])}."
                )
            for member in members:
                shown = f"{top.name}/{os.path.relpath(member, top).replace(os.sep, '/')}"
                found.setdefault(member, Input(member, shown, True))
        elif path.is_file():
            found[str(path.resolve())] = Input(str(path.resolve()), path.name)
        else:
            raise UsageError(f"There is no file or folder {given}.", "Check the path.")
    return sorted(found.values(), key=lambda i: (i.shown, i.path))


def is_readable(path: str | Path) -> bool:
    """Whether the name of a file is that of a kind that is read; of other kinds the ledger says that they are none."""
    return _suffix(str(path)) in SUFFIXES


def _members(folder: str) -> Iterator[str]:
    """The files under a folder; links to folders are not followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _members(entry.path)
            elif entry.is_file():
                yield entry.path


def plan(files: list[Input], before: Manifest | None, names: str) -> Plan:
    """Compares the files with the ledger of the build before. ``names`` says who finds names that the rules do not know."""
    made = Plan(files, [hashed(file.path) for file in files], before, read_by(names))
    by_place, by_content = _held(made)
    first: dict[str, int] = {}
    for index, (file, digest) in enumerate(zip(files, made.hashes, strict=True)):
        if file.found and not is_readable(file.path):
            made.others.add(index)
        elif digest is not None and first.setdefault(digest, index) != index:
            made.same[index] = first[digest]
        elif digest is not None and (file.shown, digest) in by_place:
            made.known[index] = by_place[file.shown, digest]
        elif digest is not None and (digest, _suffix(file.shown)) in by_content:
            made.moved[index] = by_content[digest, _suffix(file.shown)]
        else:
            made.todo.append(index)
    return made


def _held(made: Plan) -> tuple[dict[tuple[str, str], Entry], dict[tuple[str, str], Entry]]:
    """The entries that still hold, when the same rules, model and program read them: by path and hash, and by hash and suffix."""
    before = made.before
    if before is None or (before.rules, before.version, before.names) != made.read_by:
        return {}, {}
    held = [e for e in before.entries if e.sha256 and e.outcome == "read" and e.document]
    return {(e.path, str(e.sha256)): e for e in held}, {(str(e.sha256), _suffix(e.path)): e for e in held}


def read_by(names: str) -> tuple[str, str, str]:
    """What reads documents now: rules, program, and who finds names. Documents read by others are read again."""
    return rules.fingerprint(), __version__, names


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()
