"""An Outline and its Marks become Clauses: each statement of a document, and what governs it."""

from kehoach.clauses.clause import Clause, Clauses, Part, Scope
from kehoach.clauses.columns import name_columns
from kehoach.clauses.governing import govern
from kehoach.clauses.tree import grown
from kehoach.language import Marks
from kehoach.model import Outline

__all__ = ["Clause", "Clauses", "Part", "Scope", "read_clauses"]


def read_clauses(outline: Outline, marks: Marks) -> Clauses:
    """The clauses of a document in the order of the text."""
    clauses = Clauses(outline, marks, grown(outline))
    name_columns(clauses)
    govern(clauses)
    return clauses
