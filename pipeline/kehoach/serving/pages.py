"""What the lists and overviews show: one function a page, from what is open and what is asked to the values of its template."""

import re
from typing import Any

from kehoach.errors import UsageError
from kehoach.knowledge import lists, outcomes
from kehoach.knowledge.check import checks
from kehoach.knowledge.followup import STATUSES
from kehoach.knowledge.graph import part_of
from kehoach.knowledge.query import Row
from kehoach.knowledge.records import Finding
from kehoach.knowledge.store import last_run
from kehoach.model import When
from kehoach.serving import network
from kehoach.serving.asked import Asked
from kehoach.serving.opened import Opened
from kehoach.text import bare
from kehoach.wording import told_when

Context = dict[str, Any]
_FEW, _SEVERAL, _CONTEXT = 8, 30, 160
_PASSAGES = 40  # pages of passages: who looks further needs more words
_FINDINGS = 25
_PRINTED = 300  # rows of a list on paper; the rest goes out as a sheet
_TASK_FILTERS = (
    "unit", "role", "place", "text", "document", "year", "month", "due", "status", "sort", "page",
)  # fmt: skip


def home(place: Opened, asked: Asked) -> Context:
    """What is here, what is due and late, by whom; what disagrees; what needs a person."""
    desk = place.desk
    tasks = lists.tasks(desk, asked.today, {"due": "week,month,later"}, _FEW)
    found = outcomes.findings(desk, {}, 1)
    failed = outcomes.ledger(desk, {"outcome": "failed"}, _FEW)
    doubtful = outcomes.ledger(desk, {"doubts": "1", "sort": "doubts"}, _FEW)
    return {
        "counts": _counts(desk),
        "due": tasks.rows,
        "buckets": tasks.facets["bucket"],
        "units": [u for u in lists.units(desk, asked.today, {}, _FEW).rows if u["leads"]],
        "levels": found.levels,
        "kinds": _titled(found.kinds, asked.language)[:_FEW],
        "failed": failed,
        "doubtful": doubtful,
        "built": last_run(place.folder).finished,
    }


def _counts(desk: Any) -> dict[str, int]:
    return {
        kind: desk.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for kind, table in (("documents", "documents"), ("tasks", "tasks"), ("units", "units"), ("targets", "targets"),
                            ("indicators", "indicators"), ("findings", "findings"))
    }  # fmt: skip


def documents(place: Opened, asked: Asked) -> Context:
    """All documents, with filters by kind, place, year and words."""
    listed = lists.documents(place.desk, asked.values, _size(asked))
    copied = {row["copy_of"] for row in listed.rows if row["copy_of"]}
    return {"listed": listed, "originals": lists.names(place.desk, copied)}


def _size(asked: Asked, usual: int = lists.SIZE) -> int:
    """How many rows a page of a list holds, on the screen or on paper."""
    return _PRINTED if asked.get("view") == "print" else usual


def tasks(place: Opened, asked: Asked) -> Context:
    """Tasks as a list grouped by time, unit or document; or as a timeline of units and months."""
    desk = place.desk
    given = asked.filters(*_TASK_FILTERS)
    timeline = asked.get("view") == "timeline"
    listed = lists.tasks(desk, asked.today, given, 1 if timeline else _size(asked))
    name = asked.get("document")
    return {
        "listed": listed,
        "groups": _groups(listed.rows, asked),
        "timeline": _timeline(lists.months(desk, asked.today, given)) if timeline else None,
        "units": lists.unit_choices(desk),
        "named": lists.names(desk, {name}).get(name, name) if name else None,
        "statuses": STATUSES,
    }


def unit(place: Opened, asked: Asked) -> Context:
    """What one unit must do, across all documents: by time, as lead and in support."""
    name = asked.get("unit")
    if not name:
        raise UsageError("Which unit?", "Choose one from the list of units.")
    found = lists.matching_units(place.desk, name)
    if not found:
        raise UsageError(f"No unit is called {name!r}.", "Choose one from the list of units.")
    known = lists.units_named(place.desk, found)
    given = {**asked.filters(*_TASK_FILTERS), "role": asked.get("role") or "lead"}
    listed = lists.tasks(place.desk, asked.today, given, _size(asked))
    support = lists.tasks(place.desk, asked.today, {"unit": name, "role": "support"}, 1, facets=False).total
    lead = lists.tasks(place.desk, asked.today, {"unit": name, "role": "lead"}, 1)
    return {
        "name": known[0]["name"] if len({bare(row["name"]) for row in known}) == 1 else name,
        "spot": known[0]["place"] if len(known) == 1 else None,
        "several": known[:_SEVERAL] if len(known) > 1 else [],
        "listed": listed,
        "groups": _groups(listed.rows, asked),
        "roles": {"lead": lead.total, "support": support},
        "buckets": lead.facets["bucket"],
        "statuses": STATUSES,
    }


def units(place: Opened, asked: Asked) -> Context:
    """Every unit with what of its work is overdue, due soon and done."""
    given = asked.filters("text", "sort", "page")
    return {"listed": lists.units(place.desk, asked.today, given, _size(asked))}


def _groups(rows: list[Row], asked: Asked) -> list[tuple[str, list[Row]]]:
    """The rows under headings: by time, or by what they are sorted by."""
    by = {"document": "name", "unit": "lead", "status": "status"}.get(
        (asked.get("sort") or "").lstrip("-"), "bucket"
    )
    made: list[tuple[str, list[Row]]] = []
    for row in rows:
        row["when"] = _when(row, asked.language)
        if not made or made[-1][0] != row[by]:
            made.append((row[by], []))
        made[-1][1].append(row)
    return made


def _when(row: Row, language: str) -> str:
    return told_when(When(row["start_date"], row["end_date"], row["recurrence"], row["condition"]), language)


def _timeline(cells: list[tuple[str, str, str | None, str, int]]) -> Context:
    """Months across, units down; only months in which something falls due."""
    known = sorted({month for *_, month, _ in cells})
    rows: dict[str, tuple[str, str | None, dict[str, int]]] = {}
    for ident, name, spot, month, count in cells:
        rows.setdefault(ident, (name, spot, {}))[2][month] = count
    return {"months": known, "rows": [(ident, *row) for ident, row in rows.items()]}


def ledger(place: Opened, asked: Asked) -> Context:
    """What became of every file: read and how, failed and why, or the same as another."""
    given = asked.filters("text", "outcome", "doubts", "sort", "page")
    return {"listed": outcomes.ledger(place.desk, given, _size(asked))}


def network_page(place: Opened, asked: Asked) -> Context:
    """The network, or the part of it that is reached from one document."""
    name = asked.get("document")
    graph = place.kb.graph(mentions=bool(asked.get("mentions")))
    if name and name not in graph.nodes:
        name = place.kb.find(name)
    part = part_of(graph, name) if name else graph
    return {
        "picture": network.picture_of(part, name),
        "centre": graph.nodes.get(name) if name else None,
        "box": (network.BOX, network.TALL),
        "nodes": part.nodes,
    }


def findings(place: Opened, asked: Asked) -> Context:
    """What the checks find: how many of each kind, and those of one kind or document with both quotes."""
    given = asked.filters("text", "severity", "check", "document", "page")
    found = outcomes.findings(place.desk, given, _size(asked, _FINDINGS))
    told = {c.id: c for c in checks()}
    documents = {e.document for f in found.findings for e in f.evidence}
    name = asked.get("document")
    return {
        "found": found.findings,
        "listed": found.listed,
        "kinds": _titled(found.kinds, asked.language),
        "levels": found.levels,
        "around": _around(place, found.findings),
        "why": {key: check.header[f"why-{asked.language}"] for key, check in told.items()},
        "symbols": lists.names(place.desk, documents | ({name} if name else set())),
        "named": lists.names(place.desk, {name}).get(name, name) if name else None,
    }


def _titled(kinds: list[Row], language: str) -> list[Row]:
    """The kinds of findings with the title of their check."""
    told = {c.id: c.header[language] for c in checks()}
    return [{**kind, "title": told.get(kind["check"], kind["check"])} for kind in kinds]


def _around(place: Opened, found: list[Finding]) -> dict[tuple[str, int, int], tuple[str, str]]:
    """What stands before and after each quote in its paragraph, by document and offsets; cut where it is long."""
    made = {}
    for evidence in (e for f in found for e in f.evidence):
        first = max(0, evidence.start - _CONTEXT)
        row = place.kb.database.execute(
            "SELECT substr(text, ?, ?), substr(text, ?, ?) FROM documents WHERE id = ?",
            (first + 1, evidence.start - first, evidence.end + 1, _CONTEXT, evidence.document),
        ).fetchone()
        if row is None:
            continue
        before, after = re.split(r"\n| \| ", row[0]), re.split(r"\n| \| ", row[1])
        head = before[0].partition(" ")[2] if len(before) == 1 and first else before[-1]
        tail = after[0].rpartition(" ")[0] if len(after) == 1 and len(after[0]) == _CONTEXT else after[0]
        made[(evidence.document, evidence.start, evidence.end)] = (
            ("… " if len(before) == 1 and first else "") + head,
            tail + (" …" if tail != after[0] else ""),
        )
    return made


def search(place: Opened, asked: Asked) -> Context:
    """Documents whose title or number holds the words, and passages that hold them all, the words marked in them."""
    text = asked.get("q")
    number = asked.number("page", _PASSAGES)
    rows = place.kb.search(text, number * lists.SIZE + 1) if text else []
    shown = rows[(number - 1) * lists.SIZE : number * lists.SIZE]
    words = set(re.findall(r"\w+", bare(text or "")))
    return {
        "q": text,
        "rows": [(row, marked(row["passage"], words)) for row in shown],
        "named": lists.names(place.desk, {row["document"] for row in shown}),
        "documents": lists.documents(place.desk, {"text": text}, _FEW).rows if text else [],
        "at_page": number,
        "more": len(rows) > number * lists.SIZE,
    }


def marked(passage: str, words: set[str]) -> list[tuple[str, bool]]:
    """A passage in pieces, those that are one of the words (diacritics apart) told."""
    pieces = re.split(r"(\w+)", passage)
    return [(piece, bare(piece) in words) for piece in pieces if piece]
