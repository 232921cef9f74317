"""How sure a record is: where confidence is decided, and nowhere else.

Each record shows *signals* (scene.py for all kinds; tasks.py, targets.py, deadlines.py, citations.py): where it stands, which words
led to it, whether the name is registered, what was left unread beside it. A logistic regression over them, trained on annotated
documents with documents held out (kehoach/weights.py, rules/confidence.json; ``python tests/benchmarks/confidence.py`` trains it), gives the
confidence; the signals that moved it most are kept in the record for those who ask why.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kehoach.clauses import Clauses
from kehoach.extraction.confidence import citations, deadlines, targets, tasks
from kehoach.extraction.confidence.scene import Record, Scene
from kehoach.weights import weights

__all__ = ["Found", "signals", "weigh"]

Found = Sequence[
    tuple[str, Record]
]  # the kind of each record (the name of its list in a Document), and the record

_KINDS: dict[str, Callable[[Scene, Any], Iterator[str]]] = {
    "citations": citations.signals,
    "targets": targets.signals,
    "deadlines": deadlines.signals,
    "tasks": tasks.signals,
}


def signals(clauses: Clauses, found: Found) -> list[Sequence[str]]:
    """The signals of each of the records of a document."""
    scene = Scene(clauses, found)
    return [sorted({*scene.signals(kind, record), *_KINDS[kind](scene, record)}) for kind, record in found]


def weigh(clauses: Clauses, found: Found) -> None:
    """Gives each of the records of a document its confidence, and the signals that moved it most."""
    model = weights()
    for (kind, record), shown in zip(found, signals(clauses, found), strict=True):
        record.confidence = model.confidence(kind, shown)
        record.signals = model.moved(shown)
