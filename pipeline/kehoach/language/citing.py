"""Every place where a text cites another document becomes a mark of kind "citation" (value: Mention)."""

from kehoach.language.laws import cite_laws, law_words, read_amending
from kehoach.language.marks import Marks
from kehoach.language.mentions import Described, cite_symbols


def put_citations(marks: Marks) -> None:
    """Adds the marks of kind "citation" (value: Mention), made of symbols and of laws' names."""
    reader = Described(marks)
    laws = law_words(reader)
    stretches, amending = read_amending(reader, laws)
    numbered = cite_symbols(reader, stretches)
    taken = [mark for mark in numbered if mark.value.type in ("L", "PL", "NQ")]
    named = cite_laws(reader, laws, [*taken, *amending])
    marks.put("citation", [*numbered, *amending, *named])
