"""What people said of records: right, wrong, mended, added. Kept in ``corrections.jsonl``, laid over every extraction anew.

A line is anchored to its file and words (anchors.py), so it outlives rebuilds and better rules, and wins over them. What was
extracted stays in ``extracted/<sha256>.json``, so that a correction can be taken back.
"""

import json
from collections.abc import Container, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from kehoach.errors import UsageError
from kehoach.knowledge import desk, tables
from kehoach.knowledge.anchors import Anchor, anchor_of, place
from kehoach.knowledge.journal import Journal, now
from kehoach.knowledge.kinds import RECORDS, Record, record_of
from kehoach.knowledge.store import EXTRACTED, Store, to_json, write_atomically
from kehoach.linking import Delta, name
from kehoach.model import Document, Review, Span

Kind = Literal["targets", "tasks", "deadlines", "citations", "meta"]
Verdict = Literal["right", "wrong", "mended", "added", "withdrawn"]
META = ("symbol", "type", "issuer", "place", "issued", "title", "signer", "signer_role")
_LETTERS = {"targets": "t", "tasks": "k", "deadlines": "d", "citations": "c"}
_FILE = "corrections.jsonl"


class Correction(Struct, frozen=True):
    """One thing said. ``record`` holds the values that hold from then on (None for "wrong"), without id and span.

    A "withdrawn" line takes back what was said before of the same words (or letterhead).
    """

    id: str
    on: str
    by: str
    kind: Kind
    verdict: Verdict
    anchor: Anchor
    record: dict[str, Any] | None = None
    note: str | None = None


def journal(folder: Path) -> Journal[Correction]:
    """The corrections of a knowledge base."""
    return Journal(folder / _FILE, Correction)


def correction(
    kind: Kind, verdict: Verdict, anchor: Anchor, by: str, record: dict[str, Any] | None = None, note: str | None = None
) -> Correction:  # fmt: skip
    """A correction said now. Raises UsageError without a name, and for values that such a record cannot hold."""
    if not by.strip():
        raise UsageError("A correction needs the name of the person who makes it.", "Give your name.")
    if record is not None and kind != "meta":
        _made(kind, record, (anchor.start, anchor.start + len(anchor.quote)), "x")
    on = now()
    ident = sha256(f"{on}|{kind}|{verdict}|{anchor}|{by}".encode()).hexdigest()[:12]
    return Correction(ident, on, by.strip(), kind, verdict, anchor, record, note or None)


def standing(said: Iterable[Correction]) -> list[Correction]:
    """What holds: of each record the last thing said, unless it was taken back."""
    last: dict[tuple[str, ...], Correction] = {}
    for one in said:
        key = (one.kind, one.anchor.file, str(one.anchor.start), " ".join(one.anchor.quote.split()))
        last.pop(key, None)
        if one.verdict != "withdrawn":
            last[key] = one
    return list(last.values())


def values_of(record: Record) -> dict[str, Any]:
    """A record as a correction keeps it: without its id, its place and who found it."""
    values: dict[str, Any] = msgspec.to_builtins(record)
    return {
        field: value
        for field, value in values.items()
        if field not in ("id", "span", "section", "by", "repaired", "confidence", "signals", "quote")
    }


# --- laying corrections over a document -------------------------------------------------------


def corrected(document: Document, said: list[Correction]) -> Document:
    """The document as it was extracted, with what holds of its file laid over it; ``reviews`` tells what was done."""
    made = msgspec.structs.replace(
        document, reviews=[], **{kind: list(getattr(document, kind)) for kind in RECORDS}
    )
    made.meta = msgspec.structs.replace(document.meta)
    for one in said:
        if one.kind == "meta":
            _mend_meta(made, one)
        else:
            _lay(made, one)
    for kind in RECORDS:
        getattr(made, kind).sort(key=lambda record: record.span.start)
    return made


def _mend_meta(document: Document, one: Correction) -> None:
    for field, value in (one.record or {}).items():
        if field in META:
            setattr(document.meta, field, value or None)
    settled = {f"doubt-{field}" for field in one.record or {}}
    document.warnings = [warning for warning in document.warnings if warning.code not in settled]
    document.reviews.append(_review(one, None))


def _lay(document: Document, one: Correction) -> None:
    at = place(document.text, one.anchor)
    if at is None:
        document.reviews.append(msgspec.structs.replace(_review(one, None), fits=False))
        return
    records: list[Any] = getattr(document, one.kind)
    known = _match(records, at)
    if one.verdict == "wrong":
        if known is not None:
            records.remove(known)
        document.reviews.append(_review(one, known.id if known else None))
        return
    ident = known.id if known else _LETTERS[one.kind] + "-" + one.id
    if one.verdict == "right" and known is not None:
        made = msgspec.structs.replace(known, confidence=1.0, signals=[])
    else:
        made = _made(one.kind, one.record or {}, at, ident)
        made = _settled(document, made, known)
    if known is not None:
        records[records.index(known)] = made
    else:
        records.append(made)
    document.reviews.append(_review(one, ident))


def _match(records: list[Any], at: tuple[int, int]) -> Any:
    """The record that stands on these words: the same stretch, else the one that shares most of it (at least half of either)."""
    best, most = None, 0.5
    for record in records:
        start, end = record.span.start, record.span.end
        shared = min(end, at[1]) - max(start, at[0])
        share = shared / max(end - start, at[1] - at[0], 1)
        if share > most:
            best, most = record, share
    return best


def _made(kind: str, values: dict[str, Any], at: tuple[int, int], ident: str) -> Any:
    """A record of a kind from a correction's values. Raises UsageError for values that it cannot hold."""
    filled = {
        **_BLANK[kind], **values, "id": ident, "quote": "", "span": {"start": at[0], "end": at[1]}, "section": None,
        "by": "person", "confidence": 1.0,
    }  # fmt: skip
    try:
        return msgspec.convert(filled, RECORDS[kind])
    except msgspec.ValidationError as error:
        raise UsageError(f"These values do not fit ({error}).", "Check the numbers and dates.") from error


def _settled(document: Document, made: Any, known: Any) -> Any:
    """With the words, page and section of the place where it stands."""
    page = known.span.page if known else _page(document, made.span.start)
    heads = [s.id for s in document.sections if s.span.start <= made.span.start]
    span = Span(made.span.start, made.span.end, page)
    return msgspec.structs.replace(
        made,
        span=span,
        quote=document.text[span.start : span.end],
        section=known.section if known else (heads[-1] if heads else None),
    )


def _page(document: Document, start: int) -> int | None:
    """The page of the nearest record or heading above a place."""
    marks = [record.span for kind in RECORDS for record in getattr(document, kind)]
    marks += [section.span for section in document.sections]
    above = [span for span in marks if span.page and span.start <= start]
    return max(above, key=lambda span: span.start).page if above else None


def _review(one: Correction, record: str | None) -> Review:
    return Review(one.id, one.kind, one.verdict, record, one.by, one.on)  # type: ignore[arg-type]


_BLANK: dict[str, dict[str, Any]] = {
    "targets": {"indicator": "", "indicator_id": None, "op": "=", "value": 0.0, "value_max": None, "unit": None, "due": None,
                "measure": "level", "scope": {}},
    "tasks": {"lead": [], "support": [], "product": None, "deadline": {}},
    "deadlines": {"start": None, "end": None, "recurrence": None, "condition": None},
    "citations": {"symbol": None, "name": None, "type": None, "issued": None, "issuer": None, "title": None, "relation": "mentions"},
}  # fmt: skip


# --- in a knowledge base ----------------------------------------------------------------------


class Laying:
    """The corrections of a knowledge base, to be laid over the documents of a build.

    ``before`` is ``state`` as the build before left it. ``changed`` are the files (SHA-256) of which something else is said since,
    ``lost`` those of which something is or was said, but whose extraction is not kept: they must be read again.
    """

    def __init__(self, folder: Path, before: str | None = None) -> None:
        self._extracted = folder / EXTRACTED
        self._said: dict[str, list[Correction]] = {}
        for one in standing(journal(folder).read()):
            self._said.setdefault(one.anchor.file, []).append(one)
        told: dict[str, str] = json.loads(before) if before else {}
        now_told = self._told()
        self._kept = {path.stem for path in self._extracted.glob("*.json")}
        self.changed = {
            file for file in told.keys() | now_told.keys() if told.get(file) != now_told.get(file)
        }
        self.changed |= self._kept - now_told.keys()
        self.lost = (told.keys() | now_told.keys()) - self._kept

    def _told(self) -> dict[str, str]:
        return {
            file: sha256("|".join(one.id for one in said).encode()).hexdigest()[:12]
            for file, said in sorted(self._said.items())
        }

    @property
    def state(self) -> str:
        """What is said of each file, as hashes, to be compared with by the next build."""
        return json.dumps(self._told())

    def concerns(self, file: str | None) -> bool:
        """Whether anything is said of a file, or was."""
        return file in self._said or file in self._kept

    def extracted(self, document: Document) -> Document:
        """A document as it was extracted, before anything was said of it."""
        if not document.reviews:
            return document
        kept = self._extracted / f"{document.source.sha256}.json"
        made = msgspec.json.decode(kept.read_bytes(), type=Document)
        made.id, made.source.path = document.id, document.source.path
        return made

    def over(self, extracted: Document) -> Document:
        """The document with what is said of its file laid over it; the extraction is kept beside, so that it can be taken back."""
        said = self._said.get(extracted.source.sha256)
        if not said:
            return extracted
        self._extracted.mkdir(exist_ok=True)
        write_atomically(self._extracted / f"{extracted.source.sha256}.json", to_json(extracted))
        return name(corrected(extracted, said))

    def tidy(self, files: Container[str | None] | None = None) -> None:
        """Forgets extractions of which nothing is said any more; called when the documents are published. ``files``: of these alone,
        as the corrections of others are laid over by the next build."""
        for file in self._kept - self._said.keys():
            if files is None or file in files:
                (self._extracted / f"{file}.json").unlink(missing_ok=True)


def _keep_links(made: Document, linked: Document) -> None:
    """What linking found since extraction stays."""
    made.identity, made.copy_of, made.replaced_by = linked.identity, linked.copy_of, linked.replaced_by
    known = {c.id: c for c in linked.citations}
    made.citations = [
        msgspec.structs.replace(c, resolved=known[c.id].resolved, status=known[c.id].status, candidates=known[c.id].candidates)
        if c.id in known else c
        for c in made.citations
    ]  # fmt: skip


def say(folder: Path, said: Correction, ident: str) -> Document:
    """Keeps a correction and lays it over its document at once, in the JSON, the database and the lists; links and findings
    follow with the next build. A build that runs is waited for."""
    journal(folder).append(said)
    store = Store(folder)
    try:
        with store.changing() as draft:
            listed = desk.stamp(store)
            laying = Laying(folder)
            before = draft.read(ident)
            made = laying.over(laying.extracted(before))
            _keep_links(made, before)
            draft.write(made)
            delta = Delta()
            delta.note(draft.database, ident)
            delta.put_off(draft.database)
            tables.replace_records(draft.database, made)
        laying.tidy({made.source.sha256})
        desk.refresh(store, listed, ident)
    finally:
        store.close()
    return made


def anchor_for(document: Document, kind: str, ident: str) -> Anchor:
    """The anchor of a record. Raises UsageError when there is none of that id."""
    record = record_of(document, kind, ident)
    if record is None:
        raise UsageError(f"No record is called {ident!r}.", "Reload the page.")
    return anchor_of(document, record.span.start, record.span.end)
