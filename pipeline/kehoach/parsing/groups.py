"""Rows of tables that head a group of rows below them: "I | NHÓM GIẢI PHÁP", a list whose "1" has "1.1" below, a line over all
columns, a cell whose first line is a title ("2.2 | Cách thức thực hiện:" and what it holds)."""

import re
from collections import Counter

from msgspec import Struct

from kehoach import rules
from kehoach.model import Cell, Section, Span, Table
from kehoach.parsing.labels import find_label
from kehoach.text import fold, squash

_LABEL = re.compile(r"(?P<label>[IVXL]{1,5}(?:\.\d{1,2})*|[A-HĐ]|\d{1,2}(?:\.\d{1,2})*)[.)]?")
_ITEM = re.compile(r"a[.)]?")  # the first of the items below a number
_NARROW = 3  # columns of a table whose rows have but one cell to leave blank
_LONG, _LEAST = 25, 3  # words of a title at most, letters at least
_FAMILY = 2  # titles with the same number above them, which make a doubtful one a title
_FIGURES = 2  # columns of amounts that make a list statistics
_MOST = 0.7  # share of a column's cells that are amounts


class Head(Struct):
    """A row that may head a group: its label, where its title stands, and whether that is beyond doubt."""

    row: int
    label: str
    start: int
    title: tuple[int, int]
    page: int | None
    sure: bool = True


def group_rows(text: str, table: Table, above: Section | None) -> list[Section]:
    """Sections for the rows that head a group; notes in the table which section each row belongs to."""
    work = _is_of_work(text, table)
    heads = _work_heads(text, table) if work else _list_heads(text, table)
    told = heads or work or ("indicator" in table.roles and above is not None)
    made = _Made(above)
    for head in heads:
        made.add(text, head, made.beneath(head.label))
    if told:
        _note(table, heads, made.sections, above.id if above else None, table.header_rows if work else 0)
    return made.sections


def _is_of_work(text: str, table: Table) -> bool:
    """Whether rows are work to be done; what a column "Nội dung" tells beside amounts is none."""
    roles = set(table.roles)
    return bool({"lead", "time"} & roles) or ("task" in roles and not _is_statistics(text, table))


def _note(table: Table, heads: list[Head], made: list[Section], first: str | None, header: int) -> None:
    """Notes for each row below the header the last group begun."""
    begun = {head.row: section.id for head, section in zip(heads, made, strict=True)}
    current = first
    for index in range(header, len(table.rows)):
        current = begun.get(index, current)
        table.sections[index] = current


class _Made:
    """The groups made so far below the section that the table stands in."""

    def __init__(self, above: Section | None) -> None:
        self.above = above
        self.sections: list[Section] = []
        self._last: dict[str, Section] = {}  # of each label
        self._open: list[Section] = []  # the last one, and those that it stands under before it

    def add(self, text: str, head: Head, over: Section | None) -> None:
        """Makes the section of a head below another."""
        over = over or self.above
        made = Section(
            id=f"{self.above.id}.t{head.start}" if self.above else f"t{head.start}",
            label=head.label,
            title=squash(text[slice(*head.title)]).rstrip(" .:;"),
            depth=over.depth + 1 if over else 1,
            parent=over.id if over else None,
            span=Span(head.start, head.title[1], head.page),
        )
        while self._open and (over is None or self._open[-1].id != over.id):
            self._open.pop()
        self._open.append(made)
        self._last[head.label] = made
        self.sections.append(made)

    def over(self, label: str) -> Section | None:
        """The group that a dotted label stands under: "I.1" under "I", "III.1.2" under "III.1"."""
        return self._last.get(label.rpartition(".")[0])

    def beneath(self, label: str) -> Section | None:
        """The group that a label stands under in a list: a kind of label that is new there opens a level below the last one,
        but a capital none below a Roman numeral, unless "A" opens them right below it."""
        dotted = self.over(label)
        if dotted is not None or not self._open:
            return dotted
        levels = [_kind(section.label) for section in self._open]
        opens = label == "A" and levels[-1] == "roman" and "upper" not in levels
        kinds = {"upper": ("upper",) if opens else ("upper", "roman")}.get(_kind(label), (_kind(label),))
        beside = next((levels.index(kind) for kind in kinds if kind in levels), None)
        return self._open[-1] if beside is None else self._open[beside - 1] if beside else None


def _kind(label: str) -> str:
    found = find_label(f"{label}. X")
    return found.kind if found is not None else ""


# --- tables of work ---------------------------------------------------------------------------


def _filled(row: list[Cell | None]) -> list[Cell]:
    """The cells of a row that hold something, one that is merged over several columns once."""
    found = {c.start: c for c in row if c is not None and c.end > c.start}
    return list(found.values())


def _words(text: str, cell: Cell) -> str:
    return text[cell.start : cell.end]


def _labelled(text: str, row: list[Cell | None]) -> str:
    """The label that a row begins with in a cell of its own; else nothing."""
    cells = _filled(row)
    match = _LABEL.fullmatch(_words(text, cells[0]).strip()) if cells else None
    return match["label"] if match else ""


def _work_heads(text: str, table: Table) -> list[Head]:
    found = []
    for index, row in enumerate(table.rows[table.header_rows :], table.header_rows):
        cells, label = _filled(row), _labelled(text, row)
        goes_on = not _is_lettered(label) and _goes_on(text, table, index, label) if label else False
        if len(cells) == 2 and label and not goes_on and _is_group(label, _words(text, cells[1]), len(row)):
            found.append(_head(index, label, cells))
        elif (banner := _banner(text, table, index)) is not None:
            found.append(banner)
    return found


def _head(index: int, label: str, cells: list[Cell]) -> Head:
    return Head(index, label, cells[0].start, (cells[1].start, cells[1].end), cells[0].page)


def _is_group(label: str, words: str, width: int) -> bool:
    """Whether a row with a label and a title alone heads a group; in a narrow table a number may count a row left blank."""
    return width > 2 and (
        _is_lettered(label) or (width > _NARROW and (words.isupper() or len(words.split()) <= _LONG))
    )


# --- lists ------------------------------------------------------------------------------------


def _list_heads(text: str, table: Table) -> list[Head]:
    """The heads of groups in a list of services, steps, criteria; none in statistics."""
    if _is_statistics(text, table):
        return []
    found = [
        head
        for index in range(table.header_rows, len(table.rows))
        if (head := _banner(text, table, index) or _list_head(text, table, index)) is not None
    ]
    families = Counter(_family(h.label) for h in found if h.sure)
    return [h for h in found if h.sure or families[_family(h.label)] >= _FAMILY]


def _family(label: str) -> tuple[str, str]:
    return _kind(label), label.rpartition(".")[0]


def _is_statistics(text: str, table: Table) -> bool:
    """Whether most cells of two columns behind the first are amounts."""
    rows = table.rows[max(1, table.header_rows) :]
    below = [[_words(text, c).strip() if c else "" for c in row] for row in rows]
    figures = 0
    for column in list(zip(*below, strict=True))[1:]:
        shown = [fold(words) for words in column if words]
        figures += sum(map(_is_amount, shown)) > _MOST * len(shown) > 0
    return figures >= _FIGURES


def _is_amount(words: str) -> bool:
    rule = rules.chosen("tables", "cells", words)
    return rule is not None and rule.id in ("amount", "arabic", "nothing")


def _banner(text: str, table: Table, index: int) -> Head | None:
    """A line with a label over all columns: "I. THỦ TỤC CHUNG"."""
    cells = _filled(table.rows[index])
    if len(cells) != 1 or len(table.rows[index]) <= 2:
        return None
    words = _words(text, cells[0])
    label = find_label(words)
    if label is None or label.kind not in ("roman", "upper"):
        return None
    capitals = words[label.end :].isupper()
    beside = {"indicator", "lead"} <= set(table.roles) and not words.endswith((".", ";"))  # "I. Kinh tế số"
    if not (capitals or beside):
        return None
    start = cells[0].start
    return Head(index, label.shown, start, (start + label.end, cells[0].end), cells[0].page)


def _list_head(text: str, table: Table, index: int) -> Head | None:
    row, label = table.rows[index], _labelled(text, table.rows[index])
    cells = _filled(row)
    if not label or len(cells) < 2:
        return None
    title, _, rest = _words(text, cells[1]).partition("\n")
    if sum(map(str.isalpha, title)) < _LEAST:
        return None
    head = _head(index, label, cells)
    head.title = (cells[1].start, cells[1].start + len(title))
    alone, opens = len(cells) == 2, _opens(text, table, index, label)
    over = not _goes_on(text, table, index, label) and len(title.split()) <= _LONG and len(row) > 2
    if title.endswith(":"):
        return head if (alone and rest) or over else None
    if opens and all(_is_amount(fold(_words(text, c).strip())) for c in cells[2:]):
        return head
    if not alone or rest or len(row) <= 2:
        return None
    head.sure = _is_lettered(label) or title.split("(")[0].isupper()
    told = title.endswith((".", ";")) or ": " in title
    return head if _is_lettered(label) or (over and not told) else None


def _is_lettered(label: str) -> bool:
    return not label[0].isdecimal()


def _opens(text: str, table: Table, index: int, label: str) -> bool:
    """Whether the next row has a label that stands below this one: "1.1" or "a" below "1", "1" below "I"."""
    if index + 1 >= len(table.rows):
        return False
    below = _labelled(text, table.rows[index + 1])
    first = next(iter(_filled(table.rows[index + 1])), None)
    item = first is not None and _ITEM.fullmatch(_words(text, first).strip()) is not None
    return item or below.startswith(f"{label}.") or (_is_lettered(label) and below == "1")


def _goes_on(text: str, table: Table, index: int, label: str) -> bool:
    """Whether the next row counts on: nothing stands below this one."""
    return index + 1 >= len(table.rows) or _kind(_labelled(text, table.rows[index + 1])) == _kind(label)
