"""A Vietnamese text becomes Marks: what stands where, told once per document."""

from kehoach.language.citing import put_citations
from kehoach.language.cues import phrasebook
from kehoach.language.marks import Mark, Marks
from kehoach.language.quantities import put_quantities
from kehoach.language.symbols import put_symbols
from kehoach.language.times import put_times
from kehoach.language.tokens import tokens_of
from kehoach.text import fold

__all__ = ["Mark", "Marks", "mark"]


def mark(text: str, low: str | None = None) -> Marks:
    """The marks of a text; ``low`` is its folded form where that is known already."""
    low = fold(text) if low is None else low
    book = phrasebook()
    tokens = tokens_of(low, book.alphabet)
    segments = book.segments(text, tokens)
    marks = Marks(text, low, tokens, segments, book.cues(tokens, segments.begins))
    put_symbols(marks)
    put_citations(marks)
    put_times(marks)
    put_quantities(marks)
    return marks
