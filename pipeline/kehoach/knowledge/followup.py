"""How far each task is: status, note and proof as people told them, in ``follow-up.jsonl``; every change stays in the file."""

from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from kehoach.errors import UsageError
from kehoach.knowledge.anchors import Anchor
from kehoach.knowledge.journal import Journal

Status = Literal["open", "doing", "done", "late", "not-ours"]
STATUSES: tuple[str, ...] = get_args(Status)
CLOSED = ("done", "not-ours")  # nothing is waited for any more
NAMES = {
    "vi": {"open": "Chưa thực hiện", "doing": "Đang thực hiện", "done": "Hoàn thành", "late": "Chậm tiến độ", "not-ours": "Không thuộc đơn vị"},
    "en": {"open": "Not begun", "doing": "Under way", "done": "Done", "late": "Late", "not-ours": "Not ours"},
}  # fmt: skip
_FILE = "follow-up.jsonl"


class FollowUp(Struct, frozen=True):
    """One change: the task by its words, how far it is, what was noted, where the proof lies, who said so and when."""

    anchor: Anchor
    status: Status
    by: str
    on: str
    note: str | None = None
    proof: str | None = None


def journal(folder: Path) -> Journal[FollowUp]:
    """The follow-up of a knowledge base."""
    return Journal(folder / _FILE, FollowUp)


def key(anchor: Anchor) -> tuple[str, str, int]:
    """What makes two anchors the same task."""
    return anchor.file, " ".join(anchor.quote.split()), anchor.start


def latest(changes: list[FollowUp]) -> dict[tuple[str, str, int], FollowUp]:
    """The last change of each task."""
    return {key(change.anchor): change for change in changes}


def status_of(words: str) -> Status:
    """A status by its code or its name in either language. Raises UsageError for another word."""
    wanted = words.strip().casefold()
    for names in NAMES.values():
        for code, name in names.items():
            if wanted in (code, name.casefold()):
                return code  # type: ignore[return-value]
    raise UsageError(f"{words!r} is not a status.", f"Write one of: {', '.join(NAMES['vi'].values())}.")
