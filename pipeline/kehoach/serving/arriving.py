"""What is new: the tasks, targets, deadlines, contradictions and doubts that the last files brought."""

from typing import Any

import msgspec

from kehoach.knowledge.records import Finding
from kehoach.serving.asked import Asked
from kehoach.serving.jobs import arrivals
from kehoach.serving.opened import Opened

_MOST, _BATCHES, _UNITS = 60, 20, 40


def new(place: Opened, asked: Asked) -> dict[str, Any]:
    """One arrival (the latest, or ``batch``): its documents with what each holds, tasks by unit, findings that came; and the list of arrivals."""
    known = arrivals(place.folder).read()
    given = asked.get("batch") or ""
    number = int(given) if given.isdecimal() and int(given) < len(known) else len(known) - 1
    arrival = known[number] if known else None
    paths = arrival.documents if arrival else []
    documents = _documents(place, paths)
    idents = [row["id"] for row in documents]
    return {
        "arrival": arrival,
        "at_page": number,
        "batches": list(enumerate(known))[-_BATCHES:][::-1],
        "documents": documents[:_MOST],
        "total": len(documents),
        "units": _units(place, idents),
        "found": _findings(place, arrival.appeared[:_MOST] if arrival else []),
        "failed": _ledger(place, arrival.failed[:_MOST] if arrival else []),
        "doubts": [row for row in documents if row["doubts"]][:_MOST],
    }


def _documents(place: Opened, paths: list[str]) -> list[dict[str, Any]]:
    made = []
    for path in paths:
        row = place.desk.execute(
            "SELECT d.*, (SELECT count(*) FROM tasks t WHERE t.document = d.id AND (t.due IS NOT NULL OR t.again)) AS dated"
            " FROM ledger l JOIN documents d ON d.id = l.document WHERE l.path = ?", (path,),
        ).fetchone()  # fmt: skip
        if row:
            made.append(dict(row))
    return made


def _units(place: Opened, idents: list[str]) -> list[tuple[str, int]]:
    """Who has to do most in these documents."""
    counts: dict[str, int] = {}
    for ident in idents:
        for name, count in place.desk.execute(
            "SELECT u.name, count(*) FROM tasks t JOIN task_units x ON x.task = t.rowid AND x.role = 'lead' JOIN units u ON u.id = x.unit WHERE t.document = ? GROUP BY 1", (ident,)
        ):  # fmt: skip
            counts[name] = counts.get(name, 0) + count
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_UNITS]


def _findings(place: Opened, idents: list[str]) -> list[Finding]:
    made = []
    for ident in idents:
        row = place.desk.execute("SELECT json FROM findings WHERE id = ?", (ident,)).fetchone()
        if row:
            made.append(msgspec.json.decode(row["json"], type=Finding))
    return made


def _ledger(place: Opened, paths: list[str]) -> list[dict[str, Any]]:
    rows = (place.desk.execute("SELECT * FROM ledger WHERE path = ?", (path,)).fetchone() for path in paths)
    return [dict(row) for row in rows if row]
