"""Tasks: pieces of work with someone to do them.

They come from four places: rows of task tables; items with a responsibility line ("Cơ quan chủ trì: ...");
items under a heading that is a unit ("1. Sở Y tế"); sentences whose subject is a unit ("Sở Y tế chủ trì ...").
"""

import re
from bisect import bisect_left, bisect_right

from kehoach.extraction.charging import (
    after_topic,
    given_inside,
    heading_partners,
    heading_units,
    is_formula,
    is_strong,
    leads_in,
    led_items,
    orders,
    result_inside,
    told_inside,
)
from kehoach.extraction.deadlines import scheduled
from kehoach.extraction.subjects import partners, registered_subject, subject
from kehoach.extraction.task_tables import Item, from_table, lead_and_support
from kehoach.extraction.units import split_units, verb_after
from kehoach.extraction.view import HANDS_OUT, View
from kehoach.model import Deadline, Paragraph, Task, UnitRef, When
from kehoach.parsing.lines import schedule_role
from kehoach.text import fold, squash

_SEEN = 0.7  # a model saw the name of who leads
_QUOTE = 150  # a task is quoted by the first words of its item
_DIRECTS = re.compile(r"chỉ đạo\s+")
_NO_TASKS = frozenset({"purpose", "background", "scope", "criteria"})


def extract_tasks(view: View, deadlines: list[Deadline]) -> list[Task]:
    """The tasks of a document, in the order of the text."""
    if not view.outline.official:
        return []
    items = _from_paragraphs(view) + [
        item for table in view.outline.tables for item in from_table(view, table)
    ]
    items = [item for item in items if item.lead or item.from_table]
    items.sort(key=lambda item: item.start)
    placed = Placed(view, deadlines)
    return [_record(view, number, item, placed) for number, item in enumerate(items, 1)]


class Placed:
    """Deadlines by their place, to find those inside an item."""

    def __init__(self, view: View, deadlines: list[Deadline]) -> None:
        self._deadlines = deadlines
        self._starts = [d.span.start for d in deadlines]
        self._headings = {
            p.section: (p.start, p.end) for p in view.paragraphs if p.role == "heading" and p.section
        }
        self._view = view

    def best(self, start: int, end: int) -> When | None:
        """The most telling deadline of a stretch: one with dates before a condition before a recurrence."""
        inside = self._deadlines[bisect_left(self._starts, start) : bisect_right(self._starts, end)]
        ranked = sorted(inside, key=lambda d: (not (d.end or d.start), not d.condition, not d.recurrence))
        return _when(ranked[0]) if ranked else None

    def of_section(self, section: str | None) -> When | None:
        """The deadline that a heading above sets for all below it."""
        for above in self._view.up_from(section):
            found = self.best(*self._headings[above.id]) if above.id in self._headings else None
            if found:
                return found
        return None


def _when(deadline: Deadline) -> When:
    return When(deadline.start, deadline.end, deadline.recurrence, deadline.condition)


def _record(view: View, number: int, item: Item, placed: Placed) -> Task:
    section = view.section_at(item.start)
    when = item.when or placed.best(item.start, item.end) or placed.of_section(section) or When()
    # A long preface ("Căn cứ ..., Sở Y tế chủ trì ...") does not push the work itself out of the quote.
    last = item.end
    if item.from_heading:  # who does it stands in a paragraph of its own
        last = view.text.index("\n", item.start)
    end = _quote_end(view.text, item.start, last, max(0, item.subject - item.start))
    lead = [u for u in item.lead if u]
    seen = bool(view.lexicon.learnt) and any(fold(u) in view.lexicon.learnt for u in lead)
    return Task(
        id=f"k{number}",
        quote=view.text[item.start : end],
        span=view.span(item.start, end),
        section=section,
        lead=[UnitRef(u) for u in lead],
        support=[UnitRef(u) for u in item.support],
        product=item.product,
        deadline=when,
        by="model" if seen else "rule",
        confidence=min(item.sure, _SEEN) if seen else item.sure,
    )


def _quote_end(text: str, start: int, end: int, preface: int) -> int:
    """The end of the quote: the item's end, or the last whole word before the limit."""
    while end > start and text[end - 1] in " .;:,":
        end -= 1
    limit = preface + 110 if preface > 40 else _QUOTE
    if end - start <= limit:
        return end
    cut = text.rfind(" ", start, start + limit)
    return cut if cut > start + 60 else start + limit


# --- paragraphs -------------------------------------------------------------------------------


def _from_paragraphs(view: View) -> list[Item]:
    walk = _Walk(view)
    for index, paragraph in enumerate(view.paragraphs):
        walk.step(index, paragraph)
    return walk.items


class _Walk:
    """One pass over the paragraphs. ``open`` holds the items that wait for a responsibility line below them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.items: list[Item] = []
        self.open: list[Item] = []
        self.section: str | None = None
        self.line_done = False
        self.parents = {p.parent for p in view.paragraphs if p.parent >= 0 and p.role != "footnote"}
        self.labelled = {p.section for p in view.paragraphs if p.role == "item"}
        self.unit_of: dict[str | None, tuple[list[str], list[str]]] = {}
        self.charged: dict[int, list[str]] = {}  # units that a paragraph charges with the items below it
        self.led: list[str] = []  # units that the last plain paragraph charges with the items after it
        self.paused: list[str] = []  # the same while text stands between two of those items

    def step(self, index: int, paragraph: Paragraph) -> None:
        if paragraph.role == "footnote":
            return
        if paragraph.section != self.section or paragraph.role == "heading":
            self.open, self.section, self.line_done = [], paragraph.section, False
            self.led, self.paused = [], []
        if paragraph.role == "heading":
            self.open = [self._heading_item(paragraph)]
            return
        if _NO_TASKS & self.view.kinds(paragraph.section) and not self._led_on(paragraph):
            return
        role = schedule_role(self.view.text[paragraph.start : paragraph.end])
        if role is not None and role[0] != "work":
            self._line(role[0], paragraph, paragraph.start + role[1])
            return
        start = paragraph.start + role[1] if role else paragraph.body
        self._content(index, paragraph, start)

    def _led_on(self, paragraph: Paragraph) -> bool:
        """Whether a section of background has come to what must be done: "... cần tập trung các nhiệm vụ sau:"."""
        if paragraph.role == "text" and not self.led:
            return bool(led_items(self.view, paragraph.start, paragraph.end))
        return bool(self.led or self.paused)

    def _item_follows(self, index: int) -> bool:
        return index + 1 < len(self.view.paragraphs) and self.view.paragraphs[index + 1].role == "item"

    def _heading_item(self, paragraph: Paragraph) -> Item:
        return Item(paragraph.body, paragraph.end, sure=0.85, heading=True)

    def _content(self, index: int, paragraph: Paragraph, start: int) -> None:
        view = self.view
        start = start + len(view.text[start : paragraph.end]) - len(view.text[start : paragraph.end].lstrip())
        if self.line_done:
            self.open, self.line_done = [], False
        if start >= paragraph.end or is_formula(
            view.low[after_topic(view, start, paragraph.end) : paragraph.end]
        ):
            return
        introduces = view.text[start : paragraph.end].rstrip().endswith(":") and self._holds_items(index)
        made = self._made(index, paragraph, start, introduces)
        if paragraph.role == "item" or made or not self._has_items():
            plain = made or [Item(start, paragraph.end)]
            if self._is_heading_item():
                self.open = []
            self.open += plain if not introduces else []
        self.items += made

    def _holds_items(self, index: int) -> bool:
        """Whether work stands below a paragraph; lines that say who does it and by when are none."""
        if index not in self.parents:
            return False
        below = self.view.paragraphs[index + 1]
        role = schedule_role(self.view.text[below.start : below.end])
        return role is None or role[0] == "work"

    def _has_items(self) -> bool:
        return bool(self.open) and not self._is_heading_item()

    def _is_heading_item(self) -> bool:
        return len(self.open) == 1 and self.open[0].heading

    def _made(self, index: int, paragraph: Paragraph, start: int, introduces: bool) -> list[Item]:
        """The tasks that a paragraph states by itself."""
        unit, partner = self._unit(paragraph.section)
        if self._leads_on(index, paragraph, start):
            return []
        unit = self.charged.get(paragraph.parent) or unit or self.led
        if introduces:
            self._charge(index, paragraph, start)
            return []
        if unit and (paragraph.role == "item" or paragraph.section not in self.labelled):
            return [self._under_unit(unit, partner, paragraph, start)]
        told = told_inside(self.view, start, paragraph.end)
        return [self._told(told, paragraph, start)] if told else self._spoken(paragraph, start)

    def _leads_on(self, index: int, paragraph: Paragraph, start: int) -> bool:
        """Whether a plain paragraph charges units with the items after it; and how long such a charge holds."""
        if paragraph.role == "text":
            led = led_items(self.view, start, paragraph.end, self._item_follows(index))
            self.paused = [] if led else self.led or self.paused
            self.led = led
            return bool(led)
        if self.paused and paragraph.label and paragraph.label[0].isdigit():
            self.led, self.paused = self.paused, []  # "2." goes on after text below "1."
        return False

    def _charge(self, index: int, paragraph: Paragraph, start: int) -> None:
        """Notes whom a paragraph that ends in a colon charges with the items below it."""
        view, words = self.view, self.view.low[start : paragraph.end]
        order = subject(view.text, view.low, start, paragraph.end, view.lexicon)
        if order and ("trách nhiệm" in words or orders(view.low, start) or leads_in(words)):
            self.charged[index] = order[0]

    def _told(self, told: tuple[list[str], list[str]], paragraph: Paragraph, start: int) -> Item:
        """Work that says itself who does it: "... (Sở Y tế chủ trì, phối hợp với Sở Xây dựng)"."""
        if self._is_heading_item() and self.view.text[start] == "(":  # a line of its own below its heading
            item = Item(self.open[0].start, paragraph.end, told[0], told[1], by_line=True)
            item.from_heading = True
            return item
        product = result_inside(self.view, start, paragraph.end)
        return Item(start, paragraph.end, told[0], told[1], product, by_line=True)

    def _spoken(self, paragraph: Paragraph, start: int) -> list[Item]:
        """The tasks of sentences whose subject is a unit."""
        view = self.view
        made: list[Item] = []
        start = after_topic(view, start, paragraph.end)
        for begin, end in view.sentences(start, paragraph.end):
            formula = is_formula(view.low[begin:end])
            found = None if formula else subject(view.text, view.low, begin, end, view.lexicon)
            if not (found or formula or made) and view.meta.type in HANDS_OUT:
                found = registered_subject(view.text, view.low, begin, end, view.lexicon)
            if found and not (made and paragraph.role == "item" and found[0] == made[-1].lead):
                support = partners(view.text, view.low, begin, end, view.lexicon)
                named = view.text.find(found[0][0][:12], begin, end)
                made.append(Item(begin, end, found[0], support, sure=0.85, subject=named))
            elif made:
                made[-1].end = end
        given = given_inside(view, start, paragraph.end) if not made and paragraph.role == "item" else None
        if given:
            made = [Item(start, paragraph.end, given[0], given[1])]
        weak = self._bare_kinds(paragraph) or "targets" in view.kinds(paragraph.section)
        if made and weak and not orders(view.low, made[0].start):
            made = [m for m in made if is_strong(view.low[m.start : m.end])]
        return made

    def _bare_kinds(self, paragraph: Paragraph) -> bool:
        """Before the first heading only plain orders are tasks."""
        return paragraph.section is None and self.view.meta.type not in ("CV", "CT", "CĐ", "TB", "KL")

    def _under_unit(self, unit: list[str], partner: list[str], paragraph: Paragraph, start: int) -> Item:
        view = self.view
        support = partner + partners(view.text, view.low, start, paragraph.end, view.lexicon)
        lead = unit
        found = subject(view.text, view.low, start, paragraph.end, view.lexicon)
        if (found and view.lexicon.begins(view.low, start)) or (found and orders(view.low, start)):
            lead = found[0]
        elif found:
            lead = (
                unit
                if _overlap(unit, found[0])
                else found[0]
                if view.low[start:].startswith(("trên", "căn"))
                else unit
            )
        directed = _DIRECTS.match(view.low, start)
        if directed and view.lexicon.begins(view.low, directed.end()):
            verb = verb_after(view.low, directed.end(), paragraph.end, view.lexicon)
            if verb and view.low.startswith("phối hợp", verb):
                support = split_units(view.text[directed.end() : verb], view.lexicon) + support
        return Item(start, paragraph.end, lead, list(dict.fromkeys(support)), sure=0.93)

    def _unit(self, section: str | None) -> tuple[list[str], list[str]]:
        """The units that a heading names, when it is nothing but their names; and those that support them."""
        if section not in self.unit_of:
            own = self.view.sections[section] if section else None
            lead = heading_units(own, self.view.lexicon) if own else []
            self.unit_of[section] = (
                (lead, []) if lead or own is None else heading_partners(own, self.view.lexicon)
            )
        return self.unit_of[section]

    def _line(self, role: str, paragraph: Paragraph, value: int) -> None:
        """A responsibility or schedule line: it holds for the items above it since the last such lines."""
        targets = self.open[-1:] if paragraph.label is not None and not self._is_heading_item() else self.open
        targets = targets if paragraph.label is None or len(self.open) <= 1 else self.open[-1:]
        self.line_done = True
        for item in targets:
            _tell(self.view, item, role, value, paragraph.end)
            if not any(item is known for known in self.items):
                self.items.append(item)


def _tell(view: View, item: Item, role: str, start: int, end: int) -> None:
    value = view.text[start:end].strip()
    if role in ("lead", "both"):
        lead, support = lead_and_support(value, view.lexicon)
        item.lead = lead if not item.by_line else list(dict.fromkeys(item.lead + lead))
        item.support = list(dict.fromkeys([*item.support, *support])) if item.by_line else support
        item.by_line, item.sure = True, 0.95
    elif role == "support":
        item.support = list(
            dict.fromkeys([*(item.support if item.by_line else []), *split_units(value, view.lexicon)])
        )
    elif role == "time":
        times = scheduled(view, start, end)
        item.when = times[0].when if times else None
    elif role == "product":
        item.product = squash(value).rstrip(" .;") or None


def _overlap(a: list[str], b: list[str]) -> bool:
    return bool({fold(x) for x in a} & {fold(x) for x in b})
