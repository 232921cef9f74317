"""Tasks in tables: a row a task, its lead, support, time and product in columns of their own."""

import re

from msgspec import Struct, field

from kehoach.extraction.deadlines import scheduled
from kehoach.extraction.lexicon import Lexicon
from kehoach.extraction.subjects import partners
from kehoach.extraction.units import split_units
from kehoach.extraction.view import View
from kehoach.model import Table, When
from kehoach.text import fold, squash

_BOTH = re.compile(
    r"(?:chủ trì|thực hiện)\s*:\s*(?P<lead>.+?)[;.,]?\s*(?:cơ quan |đơn vị )?phối hợp(?: thực hiện)?\s*:\s*(?P<support>.+)$",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"\s*,?\s*(?:chủ trì,? )?phối hợp(?: với)?\s+", re.IGNORECASE)
_MARKED = re.compile(
    r"(?P<lead>[^()]+?)\s*\((?:chủ trì|đơn vị chủ trì|cơ quan chủ trì)\)\s*[,;]?\s*(?:và\s+)?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TOTAL_ROW = re.compile(r"tổng (?:cộng|số|thời gian)")


class Item(Struct):
    """A task while it is put together."""

    start: int
    end: int
    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    product: str | None = None
    when: When | None = None
    sure: float = 0.9
    by_line: bool = False
    heading: bool = False
    subject: int = 0
    from_heading: bool = False  # it begins at a heading; who does it stands below
    from_table: bool = False  # a row of a task table is a task even when its lead is blank


def lead_and_support(value: str, lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """ "Sở A chủ trì, phối hợp với Sở B và UBND các xã" -> ([Sở A], [Sở B, UBND các xã])."""
    both = _BOTH.search(value)
    if both:
        return split_units(both["lead"], lexicon), split_units(both["support"], lexicon)
    marked = _MARKED.match(value)
    if marked:
        rest = re.sub(r"\s*\(?phối hợp\)?", "", marked["rest"], flags=re.IGNORECASE)
        return split_units(marked["lead"], lexicon), split_units(rest, lexicon)
    low = fold(value)
    found = _COORDINATED.search(low)
    if found and lexicon.begins(low, found.end()):
        lead = re.sub(r"\s*chủ trì\s*$", "", value[: found.start()], flags=re.IGNORECASE)
        return split_units(lead, lexicon), partners(value, low, 0, len(value), lexicon) or split_units(
            value[found.end() :], lexicon
        )
    return split_units(value, lexicon), []


def from_table(view: View, table: Table) -> list[Item]:
    """The rows of a task table; none for a table that names nobody."""
    if "task" not in table.roles or not {"lead", "support"} & set(table.roles):
        return []
    columns = {
        role: table.roles.index(role)
        for role in ("task", "lead", "support", "time", "product")
        if role in table.roles
    }
    made: list[Item] = []
    last_lead = ""
    for row in table.rows[table.header_rows :]:
        cells = {role: row[column] for role, column in columns.items()}
        task = cells["task"]
        if (
            task is None
            or task.end - task.start < 8
            or _TOTAL_ROW.match(view.low, task.start)
            or sum(c is not None and c.end > c.start for c in row) < (3 if row[0] is not None else 2)
        ):
            continue
        words = {r: view.text[c.start : c.end] if c else "" for r, c in cells.items()}
        if cells.get("lead") is not None:  # a cell that is there but blank leaves the lead open
            last_lead = words["lead"].strip()
        lead, support = lead_and_support(last_lead, view.lexicon)
        support += split_units(words.get("support", ""), view.lexicon)
        time = cells.get("time")
        times = scheduled(view, time.start, time.end) if time else []
        made.append(
            Item(
                task.start,
                task.end,
                lead,
                list(dict.fromkeys(support)),
                squash(words.get("product", "")).strip(" .") or None,
                times[0].when if times else When(),
                0.96,
                from_table=True,
            )
        )
    return made
