"""What should be looked at first: records that are doubtful, most useful first; and what was looked at as reference annotations."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from kehoach.knowledge.corrections import Correction, journal, standing
from kehoach.knowledge.kinds import RECORDS
from kehoach.knowledge.query import Row
from kehoach.model import Document

_SURE = 0.999
_USE = {"targets": 1.0, "tasks": 0.9, "deadlines": 0.6, "citations": 0.4}


class Doubt(Struct):
    """A record that is worth a look: how much (0 to 1 and more), and why (unsure, no-unit, disagrees)."""

    kind: str
    document: str
    record: str
    use: float
    why: str
    quote: str
    confidence: float
    page: int | None = None


def doubts(
    database: sqlite3.Connection, desk: sqlite3.Connection, kind: str | None = None, limit: int = 200, document: str | None = None
) -> list[Doubt]:  # fmt: skip
    """The doubtful records that nobody has judged yet, the most useful first: unsure, of things that matter, in many documents.

    A record that a contradiction rests on counts double: looking at it settles two documents.
    """
    found: list[Doubt] = []
    for name in (kind,) if kind else RECORDS:
        found += _unsure(database, name, limit * 3, document)
    if kind in (None, "tasks"):
        found += _leaderless(desk, limit, document)
    contested = _contested(desk)
    for doubt in found:
        if (doubt.document, doubt.record) in contested:
            doubt.use *= 2
            doubt.why = "disagrees" if doubt.why == "unsure" else doubt.why
    found.sort(key=lambda d: (-d.use, d.document, d.record))
    return found[:limit]


def _unsure(database: sqlite3.Connection, kind: str, limit: int, document: str | None) -> Iterator[Doubt]:
    where = "AND t.document = ?" if document else "AND ? IS NULL"
    for row in database.execute(
        f"SELECT t.document, t.id, t.quote, t.confidence, t.page FROM {kind} t JOIN documents d ON d.id = t.document"
        f" WHERE t.confidence < {_SURE} AND d.copy_of IS NULL {where} ORDER BY t.confidence LIMIT ?",
        (document, limit),
    ):
        use = (1 - row["confidence"]) * _USE[kind]
        yield Doubt(kind, row["document"], row["id"], use, "unsure", row["quote"][:300], row["confidence"], row["page"])  # fmt: skip


def _leaderless(desk: sqlite3.Connection, limit: int, document: str | None) -> Iterator[Doubt]:
    where = "AND document = ?" if document else "AND ? IS NULL"
    for row in desk.execute(
        f"SELECT document, id, quote, confidence, page FROM tasks WHERE lead = '' AND confidence >= {_SURE} {where} LIMIT ?",
        (document, limit),
    ):
        yield Doubt("tasks", row["document"], row["id"], 0.3, "no-unit", row["quote"][:300], row["confidence"], row["page"])  # fmt: skip


def _contested(desk: sqlite3.Connection) -> set[Any]:
    """The records (document, id) that stand where a grave finding points."""
    rows = desk.execute(
        "SELECT t.document, t.id FROM findings f JOIN evidence e ON e.finding = f.id JOIN targets t ON t.document = e.document AND t.start = e.start"
        " WHERE f.waived = 0 AND f.severity <> 'note'"
    )
    return {(row["document"], row["id"]) for row in rows}


def tally(folder: Path) -> dict[str, int]:
    """How many corrections stand, by verdict."""
    counts = dict.fromkeys(("right", "wrong", "mended", "added"), 0)
    for one in standing(journal(folder).read()):
        counts[one.verdict] = counts.get(one.verdict, 0) + 1
    return counts


def lost(database: sqlite3.Connection, folder: Path, read: Callable[[str], Document]) -> list[Correction]:
    """Corrections that no longer fit: their file is not here any more, or their words do not stand in it. ``read`` gives a document by id."""
    said = standing(journal(folder).read())
    unfit: set[str] = set()
    for file in {one.anchor.file for one in said}:
        row = database.execute("SELECT id FROM documents WHERE sha256 = ?", (file,)).fetchone()
        if row is None:
            unfit |= {one.id for one in said if one.anchor.file == file}
        else:
            unfit |= {review.correction for review in read(row[0]).reviews if not review.fits}
    return [one for one in said if one.id in unfit]


# --- as annotations ---------------------------------------------------------------------------


def write_gold(documents: Iterator[Document], folder: Path) -> list[tuple[str, dict[str, str]]]:
    """Writes the judged documents in the format of reference annotations (one JSON file each), and tells of each kind whether
    it is whole: every record of it was judged. A scorer should only count kinds that are."""
    folder.mkdir(parents=True, exist_ok=True)
    told = []
    for document in documents:
        if not document.reviews:
            continue
        states = {kind: _state(document, kind) for kind in (*RECORDS, "meta")}
        name = Path(document.source.path).stem
        data = annotation(document, name) | {"judged": states}
        (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
        told.append((name, states))
    return told


def _state(document: Document, kind: str) -> str:
    judged = {review.record for review in document.reviews if review.kind == kind and review.fits}
    if kind == "meta":
        return "whole" if any(review.kind == "meta" for review in document.reviews) else "not judged"
    ids = {record.id for record in getattr(document, kind)}
    return (
        "whole"
        if ids <= judged and judged
        else f"{len(ids & judged)} of {len(ids)}"
        if judged
        else "not judged"
    )


def annotation(document: Document, name: str) -> Row:
    """A document as a reference annotation."""
    meta = document.meta
    period = meta.period and (meta.period.start if meta.period.start == meta.period.end else f"{meta.period.start}/{meta.period.end}")  # fmt: skip
    return {
        "doc": name,
        "meta": {"symbol": meta.symbol, "type": meta.type, "issuer": meta.issuer, "place": meta.place, "issued": meta.issued, "title": meta.title,
                 "signer": meta.signer, "signer_role": meta.signer_role, "period": period},
        "sections": [{"depth": s.depth, "label": s.label, "title": s.title} for s in document.sections],
        "citations": [{"quote": c.quote, "symbol": c.symbol, "type": c.type, "issued": c.issued, "issuer": c.issuer, "relation": c.relation}
                      | ({"name": c.name} if c.symbol is None else {}) for c in document.citations],
        "targets": [{"quote": t.quote, "indicator": t.indicator, "op": t.op, "value": t.value, "value_max": t.value_max, "unit": t.unit, "due": t.due}
                    for t in document.targets],
        "deadlines": [{"quote": d.quote, "start": d.start, "end": d.end, "recurrence": d.recurrence, "condition": d.condition}
                      for d in document.deadlines],
        "tasks": [{"quote": t.quote, "lead": [u.name for u in t.lead], "support": [u.name for u in t.support], "start": t.deadline.start,
                   "end": t.deadline.end, "recurrence": t.deadline.recurrence, "condition": t.deadline.condition} for t in document.tasks],
    }  # fmt: skip
