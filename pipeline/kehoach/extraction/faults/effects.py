"""A document that says that it took effect before it was issued, and one that says until when it holds, which others may overlook."""

from collections.abc import Iterator

from kehoach.extraction.citations.effect import find_effect, find_end
from kehoach.extraction.faults.fault import Fault
from kehoach.model import Document

_CONSOLIDATED = "VBHN"  # a consolidated text repeats when the document that it consolidates took effect


def find_effects(document: Document, low: str) -> Iterator[Fault]:
    """Its date of effect, where that lies before the full date of issue; ``low`` is the folded text."""
    issued, found = document.meta.issued or "", find_effect(document, low)
    if found is None or found[2] is None or len(issued) < 10 or _CONSOLIDATED in (document.meta.symbol or ""):
        return
    if found[2] < issued:
        yield Fault("effect-before", found[0], found[1], found[2], issued)


def find_terms(document: Document, low: str) -> Iterator[Fault]:
    """The last day on which it holds, where it says one: no slip of its own, but one of whoever rests on it later."""
    if found := find_end(document, low):
        yield Fault("ends", found[0], found[1], found[2], document.meta.issued or "")
