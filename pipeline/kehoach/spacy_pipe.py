"""kehoach as a component of a spaCy pipeline.

    nlp = spacy.blank("vi")
    nlp.add_pipe("kehoach")
    doc = nlp(Path("plan.txt").read_text("utf-8"))
    doc.spans["targets"], doc.spans["deadlines"], doc.spans["citations"], doc.spans["units"]
    doc._.kehoach["meta"]["symbol"]

The text of the Doc is read as it stands, a line a paragraph, so every offset is one of ``doc.text``. Spans are widened
to whole tokens of whatever tokenizer is in use; ``span.id_`` is the id of the record in ``doc._.kehoach`` (the JSON of
``documents/*.json``), ``span.kb_id_`` the canonical id of a unit or an indicator, or the symbol of a cited document.
"""

from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kehoach.extraction import extract
from kehoach.linking import name
from kehoach.linking.names import named_places
from kehoach.model import Document
from kehoach.parsing import parse
from kehoach.reading import read_text
from kehoach.recognition import Names, asker

Marks = list[tuple[int, int, str, str]]  # start, end, id of the record, canonical id


@Language.factory(
    "kehoach",
    default_config={"names": "rules", "official": True},
    assigns=["doc.spans", "doc._.kehoach"],
)
def create(nlp: Language, name: str, names: Names, official: bool) -> "KehoachPipe":
    """The component. ``names``: who finds units that the rules do not know (auto, rules, model, underthesea).
    ``official``: take every text for an official document, also a fragment without a letterhead."""
    return KehoachPipe(names, official)


class KehoachPipe:
    """Fills ``doc.spans`` and ``doc._.kehoach``; sets nothing else."""

    def __init__(self, names: Names = "rules", official: bool = True) -> None:
        self._names: Names = names
        self._official = official
        if not Doc.has_extension("kehoach"):
            Doc.set_extension("kehoach", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its spans and its record; a blank one has empty groups."""
        outline = parse(read_text(doc.text))
        outline.official = outline.official or self._official
        record = name(extract(outline, asker(self._names)))
        for key, marks in _marks(record).items():
            doc.spans[key] = SpanGroup(doc, name=key, spans=_spans(doc, key, marks))
        doc._.kehoach = msgspec.to_builtins(record)
        return doc


def _marks(record: Document) -> dict[str, Marks]:
    return {
        "targets": [(t.span.start, t.span.end, t.id, t.indicator_id or "") for t in record.targets],
        "deadlines": [(d.span.start, d.span.end, d.id, d.end or d.start or "") for d in record.deadlines],
        "citations": [(c.span.start, c.span.end, c.id, c.symbol or c.name or "") for c in record.citations],
        "units": [(start, end, "", ident or "") for start, end, ident in named_places(record)],
    }


def _spans(doc: Doc, key: str, marks: Marks) -> list[Span]:
    label = key.removesuffix("s").upper()
    made: list[Any] = [
        doc.char_span(start, end, label=label, kb_id=known, span_id=ident, alignment_mode="expand")
        for start, end, ident, known in marks
    ]
    return [span for span in made if span is not None]
