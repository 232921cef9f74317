"""Slips that a text shows by itself: numbers left out, weekdays of other days, annexes that name another document, effect before issue, recipients of another article,
totals of other sums, rows left out; and until when a document holds.

Each is a row of the table ``faults``, which checks look at; what they say to people stands in rules/checks.
"""

from collections.abc import Iterator

from kehoach.extraction.faults.articles import find_articles
from kehoach.extraction.faults.effects import find_effects, find_terms
from kehoach.extraction.faults.enclosed import find_enclosed
from kehoach.extraction.faults.fault import Fault
from kehoach.extraction.faults.grids import grids_of
from kehoach.extraction.faults.recipients import find_recipients
from kehoach.extraction.faults.rows import find_rows
from kehoach.extraction.faults.totals import find_totals
from kehoach.extraction.faults.weekdays import find_weekdays
from kehoach.model import Document

__all__ = ["Fault", "find_faults"]


def find_faults(document: Document, low: str) -> Iterator[Fault]:
    """All slips of a document; ``low`` is its folded text."""
    yield from find_weekdays(document.text, low)
    yield from find_articles(document, low)
    yield from find_enclosed(document, low)
    yield from find_effects(document, low)
    yield from find_terms(document, low)
    yield from find_recipients(document.text, low)
    grids = list(grids_of(document, low))
    yield from find_rows(document, grids)
    yield from find_totals(document, grids)
