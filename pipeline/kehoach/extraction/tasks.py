"""Tasks: pieces of work with someone to do them.

They come from four places: rows of task tables; items with a responsibility line ("Cơ quan chủ trì: ...");
items under a heading that is a unit ("1. Sở Y tế"); sentences whose subject is a unit ("Sở Y tế chủ trì ...").
"""

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct, field

from kehoach import rules
from kehoach.extraction.deadlines import scheduled
from kehoach.extraction.lexicon import Lexicon
from kehoach.extraction.units import partners, split_units, subject, verb_after
from kehoach.extraction.view import View
from kehoach.model import Deadline, Paragraph, Section, Table, Task, UnitRef, When
from kehoach.parsing.lines import schedule_role
from kehoach.text import fold, squash

_SEEN = 0.7  # a model saw the name of who leads
_QUOTE = 150  # a task is quoted by the first words of its item
_DIRECTS = re.compile(r"chỉ đạo\s+")
_BOTH = re.compile(
    r"(?:chủ trì|thực hiện)\s*:\s*(?P<lead>.+?)[;.,]?\s*(?:cơ quan |đơn vị )?phối hợp(?: thực hiện)?\s*:\s*(?P<support>.+)$",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"\s*,?\s*(?:chủ trì,? )?phối hợp(?: với)?\s+", re.IGNORECASE)
_TOTAL_ROW = re.compile(r"tổng (?:cộng|số|thời gian)")
_NO_TASKS = frozenset({"purpose", "background"})


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
    from_table: bool = False  # a row of a task table is a task even when its lead is blank


def extract_tasks(view: View, deadlines: list[Deadline]) -> list[Task]:
    """The tasks of a document, in the order of the text."""
    if not view.outline.official:
        return []
    items = _from_paragraphs(view) + [
        item for table in view.outline.tables for item in _from_table(view, table)
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
    end = _quote_end(view.text, item.start, item.end, max(0, item.subject - item.start))
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
        self.unit_of: dict[str | None, list[str]] = {}
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
            return bool(_led(self.view, paragraph.start, paragraph.end))
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
        if start >= paragraph.end or _is_formula(view.low[start : paragraph.end]):
            return
        introduces = view.text[start : paragraph.end].rstrip().endswith(":") and index in self.parents
        made = self._made(index, paragraph, start, introduces)
        if paragraph.role == "item" or made or not self._has_items():
            plain = made or [Item(start, paragraph.end)]
            if self._is_heading_item():
                self.open = []
            self.open += plain if not introduces else []
        self.items += made

    def _has_items(self) -> bool:
        return bool(self.open) and not self._is_heading_item()

    def _is_heading_item(self) -> bool:
        return len(self.open) == 1 and self.open[0].heading

    def _made(self, index: int, paragraph: Paragraph, start: int, introduces: bool) -> list[Item]:
        """The tasks that a paragraph states by itself."""
        view = self.view
        unit = self._unit(paragraph.section)
        if paragraph.role == "text":
            led = _led(view, start, paragraph.end, self._item_follows(index))
            self.paused = [] if led else self.led or self.paused
            self.led = led
            if led:
                return []
        elif (
            self.paused and paragraph.label and paragraph.label[0].isdigit()
        ):  # "2." goes on after text below "1."
            self.led, self.paused = self.paused, []
        unit = self.charged.get(paragraph.parent) or unit or self.led
        if introduces:
            order = subject(view.text, view.low, start, paragraph.end, view.lexicon)
            if (order and "trách nhiệm" in view.low[start : paragraph.end]) or (
                order and _orders(view.low, start)
            ):
                self.charged[index] = order[0]
        if unit and not introduces and (paragraph.role == "item" or paragraph.section not in self.labelled):
            return [self._under_unit(unit, paragraph, start)]
        if introduces:
            return []
        made: list[Item] = []
        start = _after_topic(view, start, paragraph.end)
        for begin, end in view.sentences(start, paragraph.end):
            found = (
                None
                if _is_formula(view.low[begin:end])
                else subject(view.text, view.low, begin, end, view.lexicon)
            )
            if found and not (made and paragraph.role == "item" and found[0] == made[-1].lead):
                support = partners(view.text, view.low, begin, end, view.lexicon)
                made.append(
                    Item(
                        begin,
                        end,
                        found[0],
                        support,
                        sure=0.85,
                        subject=view.text.find(found[0][0][:12], begin, end),
                    )
                )
            elif made:
                made[-1].end = end
        weak = self._bare_kinds(paragraph) or "targets" in view.kinds(paragraph.section)
        if made and weak and not _orders(view.low, made[0].start):
            made = [m for m in made if _strong(view.low[m.start : m.end])]
        return made

    def _bare_kinds(self, paragraph: Paragraph) -> bool:
        """Before the first heading only plain orders are tasks."""
        return paragraph.section is None and self.view.meta.type not in ("CV", "CT", "CĐ", "TB", "KL")

    def _under_unit(self, unit: list[str], paragraph: Paragraph, start: int) -> Item:
        view = self.view
        support = partners(view.text, view.low, start, paragraph.end, view.lexicon)
        lead = unit
        found = subject(view.text, view.low, start, paragraph.end, view.lexicon)
        if (found and view.lexicon.begins(view.low, start)) or (found and _orders(view.low, start)):
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

    def _unit(self, section: str | None) -> list[str]:
        """The units that a heading names, when it is nothing but their names."""
        if section not in self.unit_of:
            self.unit_of[section] = (
                _heading_units(self.view.sections[section], self.view.lexicon) if section else []
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
        lead, support = _lead_and_support(value, view.lexicon)
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


def _lead_and_support(value: str, lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """ "Sở A chủ trì, phối hợp với Sở B và UBND các xã" -> ([Sở A], [Sở B, UBND các xã])."""
    both = _BOTH.search(value)
    if both:
        return split_units(both["lead"], lexicon), split_units(both["support"], lexicon)
    low = fold(value)
    found = _COORDINATED.search(low)
    if found and lexicon.begins(low, found.end()):
        lead = re.sub(r"\s*chủ trì\s*$", "", value[: found.start()], flags=re.IGNORECASE)
        return split_units(lead, lexicon), partners(value, low, 0, len(value), lexicon) or split_units(
            value[found.end() :], lexicon
        )
    return split_units(value, lexicon), []


def _overlap(a: list[str], b: list[str]) -> bool:
    return bool({fold(x) for x in a} & {fold(x) for x in b})


_DIRECTED = re.compile(r"(?P<led_by>[^,;:]{3,90}?)\s+chỉ đạo\s+(?P<done_by>[^,;:]{3,90}?)\s+thực hiện\s")
_BRIEF = 25  # words of a lead-in that only names who is charged
_LEAD_IN = re.compile(
    r"(?:nhiệm vụ|nội dung|giải pháp|công việc|công tác|việc)(?:,? (?:nhiệm vụ|nội dung|giải pháp|trọng tâm|cụ thể|chủ yếu|cơ bản))*,?\s(?:sau|sau đây|cụ thể sau|(?:cụ thể )?như sau)\s*:?$"
)
_PLACE = re.compile(r"(?:^|,\s)(?P<place>(?:tỉnh|thành phố)\s[^\s,]+(?:\s[^\s,]+){1,3}?)\s(?:cần|phải)\s")


_TOPIC = re.compile(r"(?:đối với |về )(?:việc |đề nghị |kiến nghị |đề xuất )?[^\n]{5,700}?:\s+")


def _after_topic(view: View, start: int, end: int) -> int:
    """Where an answer to a request begins: "Về kiến nghị ...: giao Bộ Y tế ..." after the colon."""
    low = view.low
    if not _TOPIC.match(low, start, end):
        return start
    for colon in re.finditer(r":\s+", low[start : min(end, start + 720)]):
        at = start + colon.end()
        if view.lexicon.begins(low, at) or _orders(low, at):
            return at
    return start


def _led(view: View, start: int, end: int, item_follows: bool = False) -> list[str]:
    """The units that a plain paragraph charges with the items after it: "... cần tập trung các nhiệm vụ sau:".

    A short one needs no such words: "Bộ Tài chính chỉ đạo Bảo hiểm xã hội Việt Nam:".
    """
    low = view.low[start:end].rstrip()
    if not low.endswith(":"):
        return []
    if not _LEAD_IN.search(low):
        brief = item_follows and len(low.split()) <= _BRIEF
        order = subject(view.text, view.low, start, end, view.lexicon) if brief else None
        return order[0] if order else []
    for sign in (". ", "; "):  # "Đề nghị X tập trung ...; trong đó lưu ý các nội dung sau:" names X first
        begin = low.rfind(sign) + 1
        begin += start + len(low[begin:]) - len(low[begin:].lstrip())
        found = subject(view.text, view.low, begin, end, view.lexicon)
        if found:
            return found[0]
    place = _PLACE.search(low)
    return [view.text[start + place.start("place") : start + place.end("place")]] if place else []


_OF_WHOM = re.compile(
    r"^(?:đề nghị|yêu cầu|giao|đối với(?= (?:(?:các |lãnh đạo |đề nghị )?(?:sở|ubnd|ủy ban nhân dân|công an|văn phòng|bộ|ban|hội|thanh tra|đảng ủy|mặt trận)))|(?:nhiệm vụ,? |nhiệm vụ và )?trách nhiệm(?: (?:thực hiện|quản lý|phối hợp|cụ thể|tổ chức thực hiện))? (?:của|thuộc))\s+",
    re.IGNORECASE,
)


def _heading_units(section: Section, lexicon: Lexicon) -> list[str]:
    title = re.sub(r"\s*(?:chỉ đạo|có trách nhiệm|có nhiệm vụ|thực hiện)?\s*:?$", "", section.title)
    title = (
        title if title.isupper() else _OF_WHOM.sub("", title)
    )  # chapters in capitals head articles, not work
    if not split_units(title, lexicon)[
        1:
    ]:  # "(Ban quản lý rừng, công ty lâm nghiệp ...)" explains the one unit
        title = re.sub(r"(?<=\S)\s*\([^()]*\)$", "", title)
    directs = _DIRECTED.match(title)
    if directs and lexicon.begins(fold(title)) and lexicon.begins(fold(directs["done_by"])):
        return [*split_units(directs["led_by"], lexicon), *split_units(directs["done_by"], lexicon)]
    low = fold(title)
    if not lexicon.begins(low) or len(title.split()) > 60:
        return []
    charged = "trách nhiệm" in fold(
        section.title
    )  # then verbs describe: "Các tổ chức khai thác nước có trách nhiệm"
    charged = charged or _LEAD_IN.search(fold(section.title)) is not None
    if verb_after(low, 0, len(low), lexicon) is not None and not charged:
        return []
    return split_units(title, lexicon)


def _is_formula(low: str) -> bool:
    return any(rule.regex.search(low[:700]) for rule in rules.patterns("responsibility", "formulas"))


def _orders(low: str, start: int) -> bool:
    return re.match(r"(?:giao|đề nghị|yêu cầu|phân công)\s", low[start : start + 14]) is not None


def _strong(low: str) -> bool:
    return re.search(r"chủ trì|có trách nhiệm|chịu trách nhiệm|tham mưu", low) is not None


# --- tables -----------------------------------------------------------------------------------


def _from_table(view: View, table: Table) -> list[Item]:
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
        lead, support = _lead_and_support(last_lead, view.lexicon)
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
