"""An Outline becomes the tree of its clauses: which heading, lead-in or row stands above which statement."""

from kehoach.clauses.clause import Clause, Form, Part
from kehoach.model import Outline, Paragraph, Section, Table
from kehoach.parsing.labels import find_label
from kehoach.parsing.lines import schedule_parts, schedule_role


def grown(outline: Outline) -> list[Clause]:
    """The clauses of a document, in the order of the text, each with the one above it."""
    paragraphs = _of_paragraphs(outline)
    groups = {
        section.span.start: section
        for section in outline.sections
        if ".t" in section.id or section.id[0] == "t"
    }
    rows = [clause for table in outline.tables for clause in _of_table(table, groups)]
    made = sorted(paragraphs + rows, key=lambda clause: clause.start)
    above = [paragraphs[clause.above] if clause.above >= 0 else None for clause in made]
    for at, clause in enumerate(made):
        clause.index = at
    heads = {c.section: at for at, c in enumerate(made) if c.form == "heading" and (c.label or not c.table)}
    parents = {section.id: section.parent for section in outline.sections}
    banner: Clause | None = None  # the last row of a table that is one cell over all columns
    for clause, over in zip(made, above, strict=True):
        section = (
            parents.get(clause.section or "") if clause.form == "heading" and clause.label else clause.section
        )
        clause.above = over.index if over else heads.get(section or "", -1) if clause.table else -1
        if clause.table and clause.form == "row" and banner is not None and banner.table is clause.table:
            clause.above = banner.index
        if clause.table and clause.form == "heading":
            banner = clause if clause.label is None else None
        if clause.above >= 0:
            made[clause.above].below.append(clause.index)
    for clause in made:
        below = {made[i].form for i in clause.below}
        if clause.form == "item" and _heads_items(outline.source.text, clause, made):
            clause.form = "lead-in"
        elif clause.form == "lead-in" and below == {"line"}:  # "1. Xây dựng kế hoạch:" and who does it
            role = schedule_role(outline.source.text[clause.start : clause.end])
            told = role is not None and role[0] in (
                "lead",
                "both",
            )  # "b) Cơ quan thực hiện:" heads such lines
            clause.form = "line" if told else "item" if clause.label else "text"
    return made


def _heads_items(text: str, clause: Clause, made: list[Clause]) -> bool:
    """Whether an item that ends in no full stop has further items right below it."""
    return (
        text[clause.end - 1] not in ".;,!?"
        and sum(made[i].form in ("item", "lead-in") for i in clause.below) > 1
    )


# --- paragraphs ---------------------------------------------------------------------------------


def _of_paragraphs(outline: Outline) -> list[Clause]:
    made: list[Clause] = []
    lead_in: Clause | None = None  # the plain line with a colon that the items after it stand below
    parted: Clause | None = None  # one whose items plain text interrupts
    for index, paragraph in enumerate(outline.paragraphs):
        clause = _clause(outline, index, paragraph)
        if paragraph.role == "heading":
            lead_in = parted = None  # a heading ends what a plain line introduces, plain text interrupts it
        elif lead_in and clause.form == "text" and made[-1] is not lead_in:
            lead_in, parted = None, lead_in
        elif parted and lead_in is None and _counts_on(made, parted, clause):
            lead_in = parted
        if lead_in is not None and clause.above == lead_in.above:
            clause.above = lead_in.index
        if clause.form == "text" and _leads_in(outline, index, clause):
            clause.form, lead_in = "lead-in", clause
        elif clause.form == "item" and _leads_in(outline, index, clause):
            clause.form = "lead-in"
        made.append(clause)
    return made


def _counts_on(made: list[Clause], lead_in: Clause, clause: Clause) -> bool:
    """Whether an item's number follows that of the last item below a lead-in: "2." behind "1." and a plain paragraph."""
    if clause.form != "item" or clause.above != lead_in.above:
        return False
    last = next((c for c in reversed(made) if c.above == lead_in.index and c.form == "item"), None)
    if last is None:
        return False
    before, own = find_label(f"{last.label}. x"), find_label(f"{clause.label}. x")
    if before is None or own is None or before.kind != own.kind or not before.rank or not own.rank:
        return False
    return before.rank + 1 == own.rank


def _clause(outline: Outline, index: int, paragraph: Paragraph) -> Clause:
    text = outline.source.text
    start, end = _trimmed(text, paragraph.body, paragraph.end)
    if start == end and paragraph.role == "heading" and index + 1 < len(outline.paragraphs):
        titled = outline.paragraphs[index + 1]  # "PHẦN THỨ HAI", and its title on the next line
        start, end = _trimmed(text, titled.body, titled.end) if titled.role == "text" else (start, end)
    clause = Clause(index, _form(paragraph), start, end, paragraph.parent, paragraph.section, paragraph.label)
    labelled = paragraph.role in ("item", "text")
    told = schedule_parts(text[paragraph.start : paragraph.end]) if labelled else []
    if told:
        at = paragraph.start
        parts = [Part(role, *_trimmed(text, at + begin, at + end)) for role, begin, end in told]
        if parts[0].role == "lead" and parts[0].start == parts[0].end:
            return clause  # "Các cơ quan, đơn vị thực hiện:" introduces the items below it
        clause.parts = parts
        clause.form = "line" if parts[0].role != "work" else clause.form
    return clause


def _form(paragraph: Paragraph) -> Form:
    forms: dict[str, Form] = {"heading": "heading", "footnote": "footnote", "item": "item"}
    return forms.get(paragraph.role, "text")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _leads_in(outline: Outline, index: int, clause: Clause) -> bool:
    """Whether a paragraph introduces the items after it: it ends in a colon and items stand below or beside it."""
    if index + 1 >= len(outline.paragraphs) or not outline.source.text.endswith(
        ":", clause.start, clause.end
    ):
        return False
    return outline.paragraphs[index + 1].level >= outline.paragraphs[index].level


# --- tables -------------------------------------------------------------------------------------


def _is_calendar(table: Table) -> bool:
    """Whether times stand in the first column, so that a row without one belongs to the time above it."""
    return table.roles[0] == "time"


def _of_table(table: Table, groups: dict[int, Section]) -> list[Clause]:
    """The rows of a data table below its header, each with its cells; rows that head a group are headings."""
    made: list[Clause] = []
    month: Part | None = None
    for row, section in list(zip(table.rows, table.sections, strict=True))[table.header_rows :]:
        cells = [
            Part(role, cell.start, cell.end)
            for role, cell in zip(table.roles, row, strict=True)
            if cell is not None and cell.end > cell.start
        ]
        if cells:
            start, end = min(c.start for c in cells), max(c.end for c in cells)
            group = groups.get(start)
            if group is None and len({c.start for c in cells}) == 1 and len(row) > 2:
                made.append(Clause(-1, "heading", start, end, -1, section, table=table))
            elif group is not None:
                made += _of_group(group, cells, table)
            else:
                month = next((cell for cell in cells if cell.role == "time"), month)
                if month is not None and month not in cells and _is_calendar(table):
                    cells.insert(0, month)
                made.append(Clause(-1, "row", start, end, -1, section, parts=cells, table=table))
    return made


def _of_group(group: Section, cells: list[Part], table: Table) -> list[Clause]:
    """The heading that the title of a group is, and what stands below it in the same cell."""
    titled = cells[0] if group.span.end <= cells[0].end else cells[1]
    begin = titled.start + (len(group.label) if titled is cells[0] else 0)
    made = [Clause(-1, "heading", begin, group.span.end, -1, group.id, group.label, table=table)]
    if group.span.end < titled.end:
        rest = Part(titled.role, group.span.end + 1, titled.end)
        made.append(Clause(-1, "row", rest.start, rest.end, -1, group.id, parts=[rest], table=table))
    return made
