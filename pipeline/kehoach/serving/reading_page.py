"""One document: its text with marks part by part, its outline and records, whom it rests on, what was found in it; and one record."""

import re
from typing import Any

from kehoach.errors import UsageError
from kehoach.knowledge import followup, lists, outcomes
from kehoach.knowledge.anchors import anchor_of
from kehoach.knowledge.desk_filling import indicator_key
from kehoach.knowledge.explain import in_short
from kehoach.knowledge.kinds import RECORDS, find, kind_of
from kehoach.knowledge.query import Row
from kehoach.model import Document
from kehoach.serving import forms, images
from kehoach.serving.asked import Asked
from kehoach.serving.marking import Grid, Part, laid_out, levelled, parts_of
from kehoach.serving.opened import Opened
from kehoach.serving.work import own
from kehoach.text import sentence_at
from kehoach.wording import told_document

Context = dict[str, Any]
_MOST, _RECORDS = 40_000, 180  # characters and records of a part
_CITING = 60


def document(place: Opened, asked: Asked, ident: str) -> Context:
    """One part of a document with the records that stand in it; what ``r`` or ``at`` names is in the part that is shown."""
    found = place.document(ident)
    stretch = _stretch(asked.get("at"), len(found.text))
    parts = parts_of(laid_out(found, stretch), len(found.text), _size(found))
    number = _number(asked, found, parts, stretch)
    part = parts[number - 1]
    here = {
        kind: [r for r in getattr(found, kind) if part.start <= r.span.start < part.end] for kind in RECORDS
    }
    rests, cited = _rests_on(place, ident), _cited_by(place, ident)
    named = {c.resolved for c in found.citations if c.resolved} | {
        i for c in found.citations for i in c.candidates
    }
    named |= {ident} | ({found.replaced_by} if found.replaced_by else set())
    named |= {found.copy_of.document} if found.copy_of else set()
    return {
        "d": found,
        "part": part,
        "parts_count": len(parts),
        "at_page": number,
        "blocks": levelled(part.blocks),
        "here_records": here,
        "totals": {kind: len(getattr(found, kind)) for kind in RECORDS},
        "symbol": lists.names(place.desk, {ident})[ident],
        "heading": _heading(found),
        "symbols": lists.names(place.desk, named),
        "key_of": lambda target: indicator_key(target.indicator_id, target.indicator),
        "is_grid": lambda block: isinstance(block, Grid),
        "rests_on": rests,
        "cited_by": cited[:_CITING],
        "citing": len(cited),
        "found": outcomes.findings(place.desk, {"document": ident}, 12),
        "reviews": {review.record: review for review in found.reviews if review.record},
        "lost": [review for review in found.reviews if not review.fits],
        "statuses": _statuses(place, ident),
        "pages": found.source.pages if images.path_of(place.folder, found) else None,
    }  # fmt: skip


def _heading(document: Document) -> str:
    """What stands over a document whose title stands below it: its symbol, or its type and issuer."""
    meta, told = document.meta, document.identity
    symbol = meta.symbol or (told.symbol if told else None)
    return told_document(symbol, meta.type, meta.issuer, None, document.source.path)


def _size(document: Document) -> int:
    """How many characters of a document go on one page: fewer where records stand close."""
    records = sum(len(getattr(document, kind)) for kind in RECORDS)
    return min(_MOST, len(document.text) * _RECORDS // max(1, records))


def _stretch(at: str | None, longest: int) -> tuple[int, int] | None:
    """The offsets in "?at=120-180", where they are some."""
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", at or "")
    if match is None or not int(match[1]) < int(match[2]) <= longest:
        return None
    return int(match[1]), int(match[2])


def _number(
    asked: Asked, document: Document, parts: list[Part], stretch: tuple[int, int] | None
) -> int:  # fmt: skip
    """Which part is meant: the one asked for, the one that holds a record or heading, the first."""
    part = asked.number("part", len(parts), 0)
    if part:
        return part
    wanted = asked.get("r")
    spans = [record.span.start for record in _everything(document) if record.id == wanted]
    start = stretch[0] if stretch else spans[0] if spans else 0
    return next((n for n, part in enumerate(parts, 1) if part.start <= start < part.end), 1)


def _everything(document: Document) -> list[Any]:
    return [*document.sections, *(record for kind in RECORDS for record in getattr(document, kind))]


def _rests_on(place: Opened, ident: str) -> list[Row]:
    rows = place.kb.database.execute(
        "SELECT DISTINCT relation, resolved, coalesce(symbol, name) AS label FROM citations WHERE document = ? AND relation NOT IN ('mentions', 'attachment')"
        " ORDER BY start", (ident,),
    ).fetchall()  # fmt: skip
    names = lists.names(place.desk, {row["resolved"] for row in rows if row["resolved"]})
    return [{**dict(row), "label": names.get(row["resolved"], row["label"])} for row in rows]


def _cited_by(place: Opened, ident: str) -> list[Row]:
    rows = place.kb.database.execute(
        "SELECT DISTINCT c.relation, c.document FROM citations c WHERE c.resolved = ? ORDER BY c.document", (ident,)
    ).fetchall()  # fmt: skip
    names = lists.names(place.desk, {row["document"] for row in rows[:_CITING]})
    return [{**dict(row), "label": names.get(row["document"], row["document"])} for row in rows]


def _statuses(place: Opened, ident: str) -> dict[str, str]:
    rows = place.desk.execute(
        "SELECT id, status FROM tasks WHERE document = ? AND status <> 'open'", (ident,)
    )
    return {row["id"]: row["status"] for row in rows}


# --- one record -------------------------------------------------------------------------------


def record(place: Opened, asked: Asked, ident: str, name: str) -> Context:
    """One record with its sentence and page, the form to mend it, and how far it is where it is a task. "meta" is the letterhead."""
    found = place.document(ident)
    kind, known = _record(found, name)
    made: Context = {
        "d": found,
        "kind": kind,
        "rid": name,
        "record": known,
        "symbol": lists.names(place.desk, {ident})[ident],
        "fields": forms.fields(kind, found.meta if kind == "meta" else known, asked.language),
        "review": next((r for r in found.reviews if (r.record or "meta") == name and r.kind == kind), None),
        "explained": in_short(found, known) if known is not None else [],
        "sentence": sentence_at(found.text, known.span.start, known.span.end) if known is not None else "",
        "page": (known.span.page if known is not None else 1)
        if images.path_of(place.folder, found)
        else None,
        "statuses": followup.STATUSES,
        "names": followup.NAMES[asked.language],
        "back": own(asked.get("back"), f"/kehoach/document/{ident}?r={name}#{name}"),
    }
    if made["page"]:
        made["drawn"] = images.drawn_already(place.folder, found, made["page"])
        made["spots"] = (
            images.boxes(made["drawn"], known.quote) if made["drawn"] and known is not None else []
        )
    if kind == "tasks":
        made |= _followed(place, found, known)
    return made


def _record(document: Document, name: str) -> tuple[str, Any]:
    if name == "meta":
        return "meta", None
    found = find(document, name)
    if found is None:
        raise UsageError(f"No record is called {name!r}.", "Reload the page.")
    return found


def _followed(place: Opened, document: Document, task: Any) -> Context:
    row = place.desk.execute(
        "SELECT status, note, proof FROM tasks WHERE document = ? AND id = ?", (document.id, task.id)
    ).fetchone()
    key = followup.key(anchor_of(document, task.span.start, task.span.end))
    history = [c for c in followup.journal(place.folder).read() if followup.key(c.anchor) == key]
    return {"task": dict(row) if row else {"status": "open"}, "history": history[::-1]}


def adding(place: Opened, asked: Asked, ident: str) -> Context:
    """The form for a record that extraction missed, on words that were marked (``at``) or are written (``words``)."""
    found = place.document(ident)
    kind = kind_of(asked.get("kind") or "tasks")
    stretch = _stretch(asked.get("at"), len(found.text))
    words = found.text[slice(*stretch)] if stretch else (asked.get("words") or "")
    blank = forms.fields(kind, None, asked.language)
    if kind == "targets":
        blank = [field._replace(value=words) if field.name == "indicator" else field for field in blank]
    return {
        "d": found,
        "kind": kind,
        "kinds": tuple(RECORDS),
        "at": asked.get("at") if stretch else None,
        "quote": words,
        "fields": blank,
        "symbol": lists.names(place.desk, {ident})[ident],
        "back": f"/kehoach/document/{ident}",
    }


# --- one page of the file ---------------------------------------------------------------------


def sheet(place: Opened, asked: Asked, ident: str) -> Context:
    """One page of a PDF or scan as a picture, the words of its records marked on it, the text of the page beside it."""
    found = place.document(ident)
    pages = found.source.pages or 1
    number = asked.number("page", pages)
    drawn = images.drawn(place.folder, found, number)
    here = {kind: [r for r in getattr(found, kind) if r.span.page == number] for kind in RECORDS}
    start, end = _page_text(found, number)
    blocks = [block for part in parts_of(laid_out(found), len(found.text), 1) for block in part.blocks
              if start <= part.start < end]  # fmt: skip
    spots = [
        (kind, r.id, r.quote, box)
        for kind, records in here.items() if kind != "citations" or asked.get("all")
        for r in records
        for box in images.boxes(drawn, r.quote)
    ]  # fmt: skip
    return {
        "d": found,
        "symbol": lists.names(place.desk, {ident})[ident],
        "at_page": number,
        "pages": pages,
        "drawn": drawn,
        "spots": spots,
        "here_records": here,
        "blocks": levelled(blocks),
        "is_grid": lambda block: isinstance(block, Grid),
        "obtained": next(
            (e.obtained for e in found.source.ledger if e.page == number), found.source.obtained
        ),
    }


def _page_text(document: Document, number: int) -> tuple[int, int]:
    """Where a page's text begins and ends, by the first record or heading that stands on it and on a later one."""
    spans = [record.span for record in _everything(document) if record.span.page]
    first = [span.start for span in spans if (span.page or 0) >= number]
    later = [span.start for span in spans if (span.page or 0) > number]
    start = 0 if number == 1 else min(first, default=len(document.text))
    earlier = max((span.end for span in spans if (span.page or 0) < number), default=0)
    line = document.text.find("\n", min(earlier, len(document.text)))
    start = min(start, line if line >= 0 and number > 1 else start)
    return start, min(later, default=len(document.text))
