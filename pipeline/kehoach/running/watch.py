"""A folder that is looked after: each time its documents change, the knowledge base is built anew."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from kehoach.errors import UsageError
from kehoach.reading import SUFFIXES
from kehoach.recognition import Names
from kehoach.running.build import Progress, Report, build
from kehoach.running.guard import Limits

_QUIET = 1_500  # milliseconds without a change: a file that is still being copied is not read yet


def watched(
    folder: str | Path,
    out: str | Path,
    jobs: int = 1,
    progress: Progress | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    names: Names = "rules",
    stop: Event | None = None,
) -> Iterator[Report]:
    """A report at once, and another after each change of the folder's documents, until ``stop`` is set or Ctrl+C.

    Only what changed is read. While the folder holds no documents there is no report. Raises UsageError when there is no such folder.
    """
    path = Path(folder)
    if not path.is_dir():
        raise UsageError(f"There is no folder {folder}.", "Name the folder in which documents arrive.")
    changes = watch(
        path, watch_filter=_is_document, debounce=_QUIET, step=200, stop_event=stop, raise_interrupt=False, yield_on_timeout=False
    )  # fmt: skip
    if _holds_documents(path):
        yield build([path], out, jobs, progress, limits, names)
    for _ in changes:
        if _holds_documents(path):
            yield build([path], out, jobs, progress, limits, names)


def _is_document(change: Change, path: str) -> bool:
    name = Path(path)
    return name.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in name.parts)


def _holds_documents(path: Path) -> bool:
    return any(p.is_file() and _is_document(Change.added, str(p.relative_to(path))) for p in path.rglob("*"))
