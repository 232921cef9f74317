"""What each page shows: one function a page, from the knowledge base and what is asked to the values of its template."""

import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from kehoach.errors import UsageError
from kehoach.exporting.rows import Line, lines
from kehoach.knowledge.base import KnowledgeBase
from kehoach.knowledge.check import checks
from kehoach.knowledge.graph import Edge, Graph, Node, part_of
from kehoach.knowledge.query import Row
from kehoach.knowledge.records import Finding, Manifest
from kehoach.serving import board, network
from kehoach.serving.asked import Asked
from kehoach.serving.chart import chart_of
from kehoach.serving.marking import Grid, laid_out
from kehoach.text import bare

Context = dict[str, Any]
_FEW, _MANY, _PASSAGES, _CONTEXT = 8, 200, 60, 160
_KINDS = ("documents", "sections", "targets", "tasks", "deadlines", "citations")


def home(kb: KnowledgeBase, asked: Asked) -> Context:
    """What is here, what is due next, what disagrees, what needs a person."""
    counts = {kind: kb.database.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] for kind in _KINDS}
    cards = board.columns(_cards(kb, asked, {}), asked.today)
    found = [f for f in findings_of(kb) if f.waived is None]
    manifest = msgspec.json.decode((kb.folder / "manifest.json").read_bytes(), type=Manifest)
    run = kb.folder / "run.json"
    return {
        "counts": counts,
        "due": [*cards["week"], *cards["month"], *cards["later"]][:_FEW],
        "late": len(cards["late"]),
        "levels": Counter(f.severity for f in found),
        "found": found[:_FEW],
        "failed": [entry for entry in manifest.entries if entry.outcome == "failed"],
        "doubtful": [e for e in manifest.entries if e.outcome == "read" and e.warnings][:_FEW],
        "built": msgspec.json.decode(run.read_bytes())["finished"] if run.exists() else None,
    }


def documents(kb: KnowledgeBase, asked: Asked) -> Context:
    """All documents, with filters by kind, place, year and words."""
    rows = kb.query("documents", **asked.filters("type", "place", "year", "text", "document"))
    grave: Counter[str] = Counter()
    for finding in findings_of(kb):
        if finding.waived is None and finding.severity != "note":
            grave.update({e.document for e in finding.evidence})
    every = kb.query("documents")
    return {
        "rows": rows[:_MANY],
        "total": len(rows),
        "grave": grave,
        "types": sorted({row["type"] for row in every if row["type"]}),
        "years": sorted({row["issued"][:4] for row in every if row["issued"]}),
    }


def document(kb: KnowledgeBase, asked: Asked, ident: str) -> Context:
    """One document: its text with marks, outline, records, whom it rests on and who rests on it, what is found in it."""
    if ident not in kb.ids():
        raise UsageError(f"No document is called {ident!r}.", "See the list of documents.")
    found = kb.document(ident)
    graph = kb.graph(mentions=True)
    symbols = symbols_of(kb)
    return {
        "d": found,
        "symbol": symbols[ident],
        "symbols": symbols,
        "blocks": laid_out(found, _stretch(asked.get("at"), len(found.text))),
        "key_of": lambda target: str(target.indicator_id or bare(target.indicator)),
        "is_grid": lambda block: isinstance(block, Grid),
        "rests_on": _joints(graph, graph.rests_on(ident), "target"),
        "carried_by": _joints(graph, graph.carried_by(ident), "source"),
        "found": [f for f in findings_of(kb) if any(e.document == ident for e in f.evidence)],
    }


def _stretch(at: str | None, longest: int) -> tuple[int, int] | None:
    """The offsets in "?at=120-180", where they are some."""
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", at or "")
    if match is None or not int(match[1]) < int(match[2]) <= longest:
        return None
    return int(match[1]), int(match[2])


def _joints(graph: Graph, edges: list[Edge], side: str) -> list[tuple[str, Node]]:
    """Each relation and document once, in the order of the text."""
    joined = dict.fromkeys((edge.relation, getattr(edge, side)) for edge in edges)
    return [(relation, graph.nodes[name]) for relation, name in joined if name in graph.nodes]


def tasks(kb: KnowledgeBase, asked: Asked) -> Context:
    """Tasks as a board by time, or as a timeline of units and months."""
    filters = asked.filters("unit", "place", "text", "document", "year")
    cards = _cards(kb, asked, filters)
    return {
        "total": len(cards),
        "columns": {
            name: (column[:_MANY], len(column)) for name, column in board.columns(cards, asked.today).items()
        },
        "timeline": board.timeline(cards) if asked.get("view") == "timeline" else None,
        "units": [row["unit"] for row in islice(kb.query("units"), _MANY) if row["leads"]],
    }


def _cards(kb: KnowledgeBase, asked: Asked, filters: dict[str, str]) -> list[board.Card]:
    """The tasks that meet the filters; a month in the address keeps those that fall due in it. Copies count once."""
    rows = kb.query("tasks", **filters)
    copies = {row["id"] for row in kb.query("documents") if row["copy_of"]}
    kept: dict[str, set[str]] = {}
    for row in rows:
        if row["document"] not in copies:
            kept.setdefault(row["document"], set()).add(row["id"])
    found: list[Line] = [
        line for ident in kept for line in lines(kb, [ident], "tasks") if line.record.id in kept[ident]
    ]
    cards = [board.card(line, asked.today) for line in found]
    month = asked.get("month")
    return [c for c in cards if c.due and f"{c.due:%Y-%m}" == month] if month else cards


def targets(kb: KnowledgeBase, asked: Asked) -> Context:
    """The indicators; and one of them across documents, places and years as a chart and a table."""
    rows = kb.query("targets", **asked.filters("place", "year", "document"))
    names = {r["id"]: r["name"] for r in kb.database.execute("SELECT id, name FROM indicators")}
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(indicator_key(row), []).append(row)
    labels = {key: names.get(key) or group[0]["indicator"] for key, group in groups.items()}
    wanted = bare(asked.get("text") or "")
    counted = [
        (key, labels[key], len({row["document"] for row in group}), len(group))
        for key, group in groups.items()
        if wanted in bare(labels[key])
    ]
    counted.sort(key=lambda item: (-item[2], -item[3], item[1]))
    chosen = asked.get("indicator")
    shown = groups.get(chosen or "", [])
    if chosen and not shown:
        raise UsageError(f"No target has the indicator {chosen!r}.", "Choose one from the list.")
    symbols = symbols_of(kb)
    shown = [{**row, "symbol": symbols[row["document"]]} for row in shown]
    shown.sort(key=lambda row: (str(row["due"] or ""), row["place"] or "", row["document"]))
    return {
        "indicators": counted,
        "chosen": chosen,
        "label": labels.get(chosen or ""),
        "rows": shown,
        "chart": chart_of(shown, asked.language) if chosen else None,
    }


def indicator_key(row: Row) -> str:
    """What makes two targets the same indicator: its id, else its name without diacritics and case."""
    return str(row["indicator_id"] or bare(row["indicator"]))


def network_page(kb: KnowledgeBase, asked: Asked) -> Context:
    """The network, or the part of it that is reached from one document."""
    name = asked.get("document")
    graph = kb.graph(mentions=bool(asked.get("mentions")))
    if name and name not in graph.nodes:
        name = kb.find(name)
    part = part_of(graph, name) if name else graph
    return {
        "picture": network.picture_of(part, name),
        "centre": graph.nodes.get(name) if name else None,
        "box": (network.BOX, network.TALL),
        "nodes": part.nodes,
    }


def findings(kb: KnowledgeBase, asked: Asked) -> Context:
    """What the checks find, with filters by gravity, check and document."""
    every = findings_of(kb)
    level, check, name = asked.get("severity"), asked.get("check"), asked.get("document")
    found = [
        f
        for f in every
        if level in (None, f.severity)
        and check in (None, f.check)
        and (name is None or any(e.document == name for e in f.evidence))
    ]
    why = {c.id: c.header[f"why-{asked.language}"] for c in checks()}
    titles = {f.check: f.title_vi if asked.language == "vi" else f.title_en for f in every}
    return {
        "found": found[:_MANY],
        "around": _around(kb, found[:_MANY]),
        "total": len(found),
        "why": why,
        "symbols": symbols_of(kb),
        "checks": sorted(titles.items(), key=lambda item: item[1]),
        "levels": Counter(f.severity for f in every),
    }


def _around(kb: KnowledgeBase, found: list[Finding]) -> dict[tuple[str, int, int], tuple[str, str]]:
    """What stands before and after each quote in its paragraph, by document and offsets; cut where it is long."""
    texts: dict[str, str] = {}
    made = {}
    for evidence in (e for f in found for e in f.evidence):
        if evidence.document not in texts:
            row = kb.database.execute(
                "SELECT text FROM documents WHERE id = ?", (evidence.document,)
            ).fetchone()
            texts[evidence.document] = row["text"]
        text = texts[evidence.document]
        before = re.split(r"\n| \| ", text[max(0, evidence.start - _CONTEXT) : evidence.start])
        after = re.split(r"\n| \| ", text[evidence.end : evidence.end + _CONTEXT])
        head = before[0].partition(" ")[2] if len(before) == 1 and evidence.start > _CONTEXT else before[-1]
        tail = after[0].rpartition(" ")[0] if len(after) == 1 and len(after[0]) == _CONTEXT else after[0]
        cut = (
            "… " if len(before) == 1 and evidence.start > _CONTEXT else "",
            " …" if tail != after[0] else "",
        )
        made[(evidence.document, evidence.start, evidence.end)] = (cut[0] + head, tail + cut[1])
    return made


def search(kb: KnowledgeBase, asked: Asked) -> Context:
    """Passages that hold all the words, the words marked in them."""
    text = asked.get("q")
    rows = kb.search(text, _PASSAGES) if text else []
    words = set(re.findall(r"\w+", bare(text or "")))
    return {"q": text, "rows": [(row, marked(row["passage"], words)) for row in rows]}


def marked(passage: str, words: set[str]) -> list[tuple[str, bool]]:
    """A passage in pieces, those that are one of the words (diacritics apart) told."""
    pieces = re.split(r"(\w+)", passage)
    return [(piece, bare(piece) in words) for piece in pieces if piece]


def symbols_of(kb: KnowledgeBase) -> dict[str, str]:
    """What people call each document: its symbol, or its file where it has none."""
    return {row["id"]: row["symbol"] or Path(row["path"]).name for row in kb.query("documents")}


def findings_of(kb: KnowledgeBase) -> list[Finding]:
    """The findings, found anew only when the knowledge base or its waivers have changed."""
    stamps = tuple(
        path.stat().st_mtime_ns if path.exists() else 0
        for path in (kb.folder / "kb.sqlite", kb.folder / "waivers.yaml")
    )
    return _findings(kb.folder, stamps)


@lru_cache(maxsize=4)
def _findings(folder: Path, stamps: tuple[int, ...]) -> list[Finding]:
    with KnowledgeBase(folder) as kb:
        return kb.check()
