"""Files to which lines are only ever added: one JSON record a line, so that nothing said is lost and all of it keeps its time and name."""

import os
import time
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from kehoach.errors import UsageError

Record = TypeVar("Record", bound=msgspec.Struct)


class Journal(Generic[Record]):
    """The records of one file in the order in which they were said."""

    def __init__(self, path: Path, kind: type[Record]) -> None:
        self.path = path
        self._decoder = msgspec.json.Decoder(kind)

    def read(self) -> list[Record]:
        """All records; a line that is no record (cut short when a disk was full) is left out."""
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        found = []
        for line in filter(None, lines):
            try:
                found.append(self._decoder.decode(line))
            except msgspec.DecodeError:
                continue
        return found

    def append(self, *records: Record) -> None:
        """Adds records and waits until the disk has them. Raises UsageError when the file cannot be written."""
        data = b"".join(msgspec.json.encode(record) + b"\n" for record in records)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab+") as file:
                if file.tell() and not self._whole():
                    data = b"\n" + data
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise UsageError(
                f"{self.path} cannot be written ({error.strerror}).", "Check its path and rights."
            ) from error

    def _whole(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def stamp(self) -> int:
        """How long the file is: it only grows, so this tells whether something was added."""
        return self.path.stat().st_size if self.path.exists() else 0


def now() -> str:
    """The time with its zone, to the second, as journals keep it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S%z")
