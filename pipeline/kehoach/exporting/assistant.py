"""What assistants may ask of a knowledge base (Model Context Protocol): read-only, a page at a time, every answer with quotes and places.

``Assistant`` answers in plain data; ``server`` offers its answers by the official SDK; ``run`` speaks on standard input and output.
"""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from kehoach.errors import KehoachError, UsageError
from kehoach.exporting.comparison import told_side, told_verdicts
from kehoach.knowledge import lists, outcomes
from kehoach.knowledge.base import KnowledgeBase
from kehoach.knowledge.compare import compare
from kehoach.knowledge.desk import open_desk
from kehoach.knowledge.explain import in_short
from kehoach.knowledge.kinds import RECORDS, find
from kehoach.model import When
from kehoach.text import sentence_at
from kehoach.wording import told_message, told_when

Answer = dict[str, Any]
_SIZE, _PAIRS, _TEXT = 25, 60, 6000
_NAMES = ("search", "document", "tasks", "targets", "findings", "compare", "explain")


class Assistant:
    """Answers over one knowledge base, opened anew for each question, so that a build in between is seen.

    Every record is told with ``quote``, ``document``, ``start``, ``end`` (characters of the document's text) and ``page``.
    """

    def __init__(self, folder: Path, language: str = "vi") -> None:
        self.folder = folder
        self.language = language

    def search(self, words: str, limit: int = 10) -> Answer:
        """Passages that hold all the words, with or without diacritics, best first."""
        with KnowledgeBase(self.folder) as kb:
            rows = kb.search(words, max(1, min(limit, 50)))
        keys = ("document", "symbol", "path", "section", "start", "end")
        return {"passages": [{"quote": row["passage"], **{key: row[key] for key in keys}} for row in rows]}

    def document(self, name: str, start: int = 0) -> Answer:
        """One document by id, symbol or file: letterhead, outline, counts, whom it rests on, and its text from a place on
        (6000 characters; ``next`` tells where to go on)."""
        with KnowledgeBase(self.folder) as kb:
            found = kb.document(name)
            citing = kb.cited_by(found.id)
        end = min(len(found.text), start + _TEXT)
        return {
            "id": found.id,
            "path": found.source.path,
            "meta": msgspec.to_builtins(found.meta),
            "sections": [{"id": s.id, "label": s.label, "title": s.title, "start": s.span.start, "page": s.span.page} for s in found.sections],
            "counts": {kind: len(getattr(found, kind)) for kind in RECORDS},
            "rests_on": [{"quote": c.quote, "relation": c.relation, "resolved": c.resolved, "start": c.span.start, "end": c.span.end, "page": c.span.page}
                         for c in found.citations if c.relation not in ("mentions", "attachment")],
            "cited_by": citing[:_SIZE],
            "replaced_by": found.replaced_by,
            "doubts": [told_message(w.message, self.language) for w in found.warnings],
            "text": found.text[start:end],
            "next": end if end < len(found.text) else None,
        }  # fmt: skip

    def tasks(
        self, unit: str = "", words: str = "", document: str = "", due: str = "", status: str = "", page: int = 1, today: str = ""
    ) -> Answer:  # fmt: skip
        """Tasks by unit, words, document, due (late, week, month, later, open, none, closed) and status (open, doing, done, late,
        not-ours); 25 a page, with how many there are of each."""
        day = date.fromisoformat(today) if today else date.today()
        asked = {
            "unit": unit,
            "text": words,
            "document": document,
            "due": due,
            "status": status,
            "page": str(page),
        }
        with closing(open_desk(self.folder)) as desk:
            listed = lists.tasks(desk, day, {key: value for key, value in asked.items() if value}, _SIZE)
        rows = [
            {
                "quote": row["quote"], "sentence": row["sentence"], "lead": row["lead"], "support": row["support"], "falls_due": row["falls"], "when": self._when(row),
                "state": row["bucket"], "status": row["status"], "note": row["note"], "document": row["document"], "name": row["name"],
                "record": row["id"], "start": row["start"], "end": row["start"] + len(row["quote"]), "page": row["page"],
            }
            for row in listed.rows
        ]  # fmt: skip
        return {
            "tasks": rows,
            "total": listed.total,
            "page": listed.page,
            "pages": listed.pages,
            "counts": listed.facets,
        }

    def targets(self, indicator: str = "", place: str = "", year: int = 0, document: str = "") -> Answer:
        """Targets by indicator (words or id), place, year and document, at most 100, each with its value, unit and year."""
        given = {
            "indicator": indicator or None,
            "place": place or None,
            "year": year or None,
            "document": document or None,
        }
        with KnowledgeBase(self.folder) as kb:
            rows = kb.query("targets", **given)
        return {"targets": rows[:100], "total": len(rows)}

    def findings(self, severity: str = "", check: str = "", document: str = "", page: int = 1) -> Answer:
        """What the checks found, gravest first, 25 a page: what disagrees, with both quotes and their places."""
        asked = {
            "severity": severity,
            "check": check,
            "document": self._find(document) if document else "",
            "page": str(page),
        }
        with closing(open_desk(self.folder)) as desk:
            found = outcomes.findings(desk, {key: value for key, value in asked.items() if value}, _SIZE)
        return {
            "findings": [msgspec.to_builtins(finding) for finding in found.findings],
            "total": found.listed.total,
            "page": found.listed.page,
            "pages": found.listed.pages,
            "kinds": found.kinds,
        }

    def compare(self, parent: str, child: str, verdict: str = "") -> Answer:
        """What a child takes up of its parent, leaves out, weakens, delays or gives to another unit; or what changed between
        two versions of one document; at most 60 pairs, those to be looked at first."""
        with KnowledgeBase(self.folder) as kb:
            made = compare(kb.document(parent), kb.document(child))
        pairs = [pair for pair in made.pairs if not verdict or verdict in pair.verdicts]
        told = [
            {
                "kind": pair.kind, "verdicts": pair.verdicts, "told": told_verdicts(pair, self.language), "expected": pair.expected,
                **{side: {"document": ident, "record": one.id, "quote": one.sentence, "page": one.page, "says": told_side(pair, one, self.language)}
                   for side, ident, one in (("parent", made.parent, pair.parent), ("child", made.child, pair.child)) if one},
            }
            for pair in pairs[:_PAIRS]
        ]  # fmt: skip
        return {
            "parent": made.parent,
            "child": made.child,
            "versions": made.versions,
            "counts": made.counts,
            "pairs": told,
            "total": len(pairs),
        }

    def explain(self, document: str, record: str) -> Answer:
        """Where one record comes from: its sentence, file, page, who found it, how sure that is, what a person said of it."""
        with KnowledgeBase(self.folder) as kb:
            found = kb.document(document)
        known = find(found, record)
        if known is None:
            raise UsageError(
                f"No record is called {record!r}.", "Ask for the tasks or targets of the document."
            )
        kind, one = known
        return {
            "kind": kind,
            "sentence": sentence_at(found.text, one.span.start, one.span.end),
            "record": msgspec.to_builtins(one),
            "origin": dict(in_short(found, one)),
        }

    def _find(self, name: str) -> str:
        with KnowledgeBase(self.folder) as kb:
            return kb.find(name)

    def _when(self, row: Any) -> str:
        return told_when(
            When(row["start_date"], row["end_date"], row["recurrence"], row["condition"]), self.language
        )


def server(folder: Path, language: str = "vi") -> Any:
    """The tools of an assistant as a server of the official SDK, not yet running. Raises UsageError where there is no knowledge base."""
    from mcp.server import MCPServer

    KnowledgeBase(folder).close()
    assistant = Assistant(folder, language)
    made = MCPServer(
        "kehoach",
        instructions="Vietnamese administrative plans: tasks, targets, deadlines, references, contradictions. Quote the words and name their place.",
    )
    for name in _NAMES:
        made.add_tool(_told(getattr(assistant, name)), name=name)
    return made


def _told(answer: Any) -> Any:
    """A tool whose errors of use say what to do."""
    from functools import wraps

    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(answer)
    def tool(*args: Any, **kwargs: Any) -> Answer:
        try:
            return dict(answer(*args, **kwargs))
        except KehoachError as error:
            raise ToolError(str(error)) from error

    return tool


def run(folder: Path, language: str = "vi") -> None:
    """Answers on standard input and output until the other side closes."""
    server(folder, language).run("stdio")
