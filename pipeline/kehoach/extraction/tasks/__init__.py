"""Tasks: pieces of work with someone to do them, from the duties that clauses state or stand under."""

from kehoach.clauses import Clauses
from kehoach.clauses.petitions import is_petition
from kehoach.extraction.tasks.records import Placed, record
from kehoach.extraction.tasks.rows import from_row
from kehoach.extraction.tasks.walk import Walk
from kehoach.model import Deadline, Task

__all__ = ["extract_tasks"]


def extract_tasks(clauses: Clauses, deadlines: list[Deadline]) -> list[Task]:
    """The tasks of a document, in the order of the text."""
    if not clauses.outline.official:
        return []
    walk = Walk(clauses)
    for clause in clauses:
        if clause.form == "row":
            walk.items += from_row(clauses, clause)
        elif clause.form != "footnote":
            walk.step(clause)
    charged = (
        item
        for item in walk.items
        if (item.lead or item.row) and not is_petition(clauses, item.clause, item.lead)
    )
    items = sorted(charged, key=lambda item: item.start)
    placed = Placed(clauses, deadlines, items)
    return [record(clauses, number, item, placed) for number, item in enumerate(items, 1)]
