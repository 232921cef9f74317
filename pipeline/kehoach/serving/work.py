"""What people write: that a record is right, wrong, mended or missing; how far a task is; files that are dropped; findings let stand."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from kehoach.errors import UsageError
from kehoach.knowledge import corrections, followup
from kehoach.knowledge.anchors import Anchor, anchor_of, place
from kehoach.knowledge.journal import now
from kehoach.knowledge.kinds import kind_of, record_of
from kehoach.knowledge.store import Store
from kehoach.model import Document
from kehoach.reading import SUFFIXES
from kehoach.serving import forms
from kehoach.serving.opened import Opened

_PARTS = 12  # folders within folders
_LONGEST = 120  # letters of a file's name
_BAD = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
Posted = Mapping[str, str]


class Written(Struct):
    """Where to go after something was written, and what to say of it."""

    back: str
    told: str


def say(place_: Opened, posted: Posted, who: str, language: str) -> Written:
    """That a record is right, wrong, or mended (with the values of its form), or takes that back."""
    ident, kind, verdict = posted.get("document", ""), posted.get("kind", ""), posted.get("verdict", "")
    document = place_.document(ident)
    by = posted.get("by") or who
    note = posted.get("note") or None
    if kind == "meta":
        anchor = Anchor(document.source.sha256, "", 0, document.source.path)
        values = forms.meta_values(forms.values("meta", posted, None, language), document.meta) if verdict == "mended" else None  # fmt: skip
        said = corrections.correction("meta", _verdict(verdict), anchor, by, values, note)
    else:
        said = _about(place_, document, kind_of(kind), _verdict(verdict), posted, by, language)
    corrections.say(place_.folder, said, ident)
    return Written(_back(posted, f"/kehoach/document/{ident}"), verdict)


def _about(
    place_: Opened, document: Document, kind: Any, verdict: Any, posted: Posted, by: str, language: str
) -> corrections.Correction:
    name = posted.get("record", "")
    known = record_of(document, kind, name)
    if known is None and verdict == "withdrawn":
        anchor = _anchor_of_review(place_, document, posted.get("correction", ""))
    else:
        anchor = corrections.anchor_for(document, kind, name)
    values = None
    if verdict == "mended":
        values = {**corrections.values_of(known), **forms.values(kind, posted, known, language)}
    elif verdict in ("right", "wrong"):
        values = corrections.values_of(known)
    return corrections.correction(kind, verdict, anchor, by, values, posted.get("note") or None)


def _anchor_of_review(place_: Opened, document: Document, ident: str) -> Anchor:
    """The words of a correction that is taken back, also where its record is gone."""
    for one in corrections.journal(place_.folder).read():
        if one.id == ident and one.anchor.file == document.source.sha256:
            return one.anchor
    raise UsageError(f"No record is called {ident!r}.", "Reload the page.")


def _verdict(word: str) -> Any:
    if word not in ("right", "wrong", "mended", "withdrawn"):
        raise UsageError(f"{word!r} is nothing that can be said of a record.", "Reload the page.")
    return word


def add(place_: Opened, posted: Posted, who: str, language: str) -> Written:
    """A record that extraction missed, on the words that were marked or written."""
    ident = posted.get("document", "")
    document = place_.document(ident)
    kind = kind_of(posted.get("kind", ""))
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", posted.get("at", ""))
    if match and int(match[1]) < int(match[2]) <= len(document.text):
        start, end = int(match[1]), int(match[2])
    else:
        found = place(document.text, Anchor("", posted.get("words", ""), 0))
        if found is None:
            raise UsageError("These words do not stand in the document.", "Copy them from its text.")
        start, end = found
    while start < end and document.text[start].isspace():
        start += 1
    while end > start and document.text[end - 1].isspace():
        end -= 1
    values = forms.values(kind, posted, None, language)
    said = corrections.correction(kind, "added", anchor_of(document, start, end), posted.get("by") or who, values, posted.get("note"))  # type: ignore[arg-type]  # fmt: skip
    made = corrections.say(place_.folder, said, ident)
    review = next(r for r in made.reviews if r.correction == said.id)
    return Written(f"/kehoach/document/{ident}?r={review.record}#{review.record}", "added")


def follow(place_: Opened, posted: Posted, who: str) -> Written:
    """How far a task is, with a note and where the proof lies; what is not given stays."""
    ident, name = posted.get("document", ""), posted.get("record", "")
    row = place_.desk.execute("SELECT * FROM tasks WHERE document = ? AND id = ?", (ident, name)).fetchone()
    if row is None:
        raise UsageError(f"No record is called {name!r}.", "Reload the page.")
    by = (posted.get("by") or who).strip()
    if not by:
        raise UsageError("A change needs the name of the person who makes it.", "Give your name.")
    anchor = Anchor(row["file"], row["quote"], row["start"])
    status = followup.status_of(posted.get("status") or row["status"])
    note, proof = (posted.get(key, row[key]) or None for key in ("note", "proof"))
    followup.journal(place_.folder).append(followup.FollowUp(anchor, status, by, now(), note, proof))
    return Written(_back(posted, f"/kehoach/document/{ident}/record/{name}"), status)


def waive(place_: Opened, posted: Posted, who: str) -> Written:
    """Lets a finding stand, with a reason and a name, in ``waivers.yaml``."""
    ident, reason, by = posted.get("finding", ""), (posted.get("reason") or "").strip(), (posted.get("by") or who).strip()  # fmt: skip
    row = place_.desk.execute("SELECT id FROM findings WHERE id = ?", (ident,)).fetchone()
    if row is None or not reason or not by:
        raise UsageError("A finding is let stand with a reason and a name.", "Fill in both.")
    path = Store(place_.folder).waivers
    entry = yaml.safe_dump([{"finding": ident, "reason": reason, "by": by}], allow_unicode=True, sort_keys=False)  # fmt: skip
    before = path.read_text("utf-8") if path.exists() else ""
    head = "" if re.search(r"^waivers:", before, re.MULTILINE) else "waivers:\n"
    gap = "" if not before or before.endswith("\n") else "\n"
    path.write_text(before + gap + head + entry, "utf-8")
    return Written(_back(posted, "/kehoach/findings"), "waived")


def target_of(inbox: Path, name: str) -> Path:
    """Where a dropped file is kept: its own name and folders, cleaned of all that could lead elsewhere.

    Raises UsageError for a kind of file that is not read.
    """
    parts = [_BAD.sub("_", part).strip(" .") for part in name.replace("\\", "/").split("/")]
    parts = [part[-_LONGEST:] for part in parts if part and part not in (".", "..")][-_PARTS:]
    if not parts or Path(parts[-1]).suffix.lower() not in SUFFIXES:
        raise UsageError(f"Files such as {name[-60:]!r} are not read.", f"kehoach reads {', '.join(SUFFIXES)}.")  # fmt: skip
    return inbox.joinpath(*parts)


def _back(posted: Posted, usual: str) -> str:
    return own(posted.get("back"), usual)


def own(back: str | None, usual: str) -> str:
    """The page to go back to: one of ours, or the usual one."""
    back = back or ""
    return back if re.fullmatch(r"/(?![/\\])[^\s\\]*", back) else usual
