"""What is doubtful, one after another, to be judged with the keyboard."""

from typing import Any

from kehoach.knowledge import lists
from kehoach.knowledge.corrections import journal, standing
from kehoach.knowledge.kinds import RECORDS, kind_of, record_of
from kehoach.knowledge.review import doubts, lost, tally
from kehoach.serving import forms
from kehoach.serving.asked import Asked
from kehoach.serving.opened import Opened
from kehoach.text import sentence_at

_SHOWN = 25


def review(place: Opened, asked: Asked) -> dict[str, Any]:
    """The most useful doubts with their sentences and forms; how many were judged; corrections that no longer fit."""
    given = asked.get("kind")
    kind = kind_of(given) if given is not None else None
    found = doubts(place.kb.database, place.desk, kind, 400, asked.get("document"))
    judged = _judged(place, {doubt.document for doubt in found})
    found = [doubt for doubt in found if (doubt.document, doubt.record) not in judged]
    shown = []
    for doubt in found[:_SHOWN]:
        document = place.kb.document(doubt.document)
        record = record_of(document, doubt.kind, doubt.record)
        if record is None:
            continue
        sentence = sentence_at(document.text, record.span.start, record.span.end)
        before, hit, after = sentence.partition(record.quote)
        shown.append(
            (
                doubt,
                (before, hit, after) if hit else (sentence, "", ""),
                forms.fields(doubt.kind, record, asked.language),
            )
        )
    return {
        "doubts": shown,
        "total": len(found),
        "kinds": tuple(RECORDS),
        "tally": tally(place.folder),
        "lost": lost(place.kb.database, place.folder, place.kb.document),
        "named": lists.names(place.desk, {d.document for d, _, _ in shown}),
    }


def _judged(place: Opened, idents: set[str]) -> set[tuple[str, str]]:
    """Records (document, id) of these documents of which something stands already; their confidence is 1 then, so few are asked for."""
    files = {one.anchor.file for one in standing(journal(place.folder).read())}
    made: set[tuple[str, str]] = set()
    for ident in idents:
        row = place.desk.execute("SELECT file FROM documents WHERE id = ?", (ident,)).fetchone()
        if row and row["file"] in files:
            document = place.kb.document(ident)
            made |= {(ident, review.record) for review in document.reviews if review.record}
    return made
