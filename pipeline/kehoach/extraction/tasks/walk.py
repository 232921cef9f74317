"""Items of work from headings, items, sentences and label lines."""

from kehoach.clauses import Clause, Clauses
from kehoach.clauses.begins import begins_work
from kehoach.clauses.duty import Duty, is_bare, read_duty
from kehoach.clauses.formulas import is_formula
from kehoach.clauses.governing import charges, helpers, kinds, measured, who
from kehoach.clauses.partners import partners_between, read_directed
from kehoach.clauses.responsible import read_named, read_tail
from kehoach.extraction.tasks.announcing import behind_announced, introduces, only_names, role_of_list
from kehoach.extraction.tasks.beneath import names_who, says_only_who
from kehoach.extraction.tasks.records import Item
from kehoach.extraction.tasks.statements import parted
from kehoach.language.bodies import names_of, read_bodies
from kehoach.parsing.lines import schedule_role
from kehoach.text import fold, squash

_NO_TASKS = frozenset({"purpose", "background", "scope", "criteria", "scoring", "charter"})
_HOLD_FOR = frozenset({"scope", "criteria", "scoring"})
# tokens that announce items at the end of a paragraph, and of the work stated before them
_ANNOUNCED, _STATED = 9, 8
_MANY_NAMES = 100  # characters of a list of names that would fill a quote before any work is said


class Walk:
    """One pass over the clauses. ``open`` holds the items that wait for a label line below them."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.items: list[Item] = []
        self.open: list[Item] = []
        self.section: str | None = None
        self.lines = False
        self.itemised = {c.above for c in clauses if c.form in ("item", "lead-in") and c.label is not None}
        self._others: dict[int, int] = {}  # _first_other
        self._role: tuple[Clause, str] | None = (
            None  # the heading of a list of those who do what stands above it, and their role
        )

    def step(self, clause: Clause) -> None:
        """Takes the next clause."""
        if self._names_beneath(clause):
            self.section = clause.section
            return
        if clause.section != self.section or clause.form == "heading":
            if not self._holds_for_the_part_before(clause):
                self.open, self.lines = [], False
            self.section = clause.section
        if clause.form == "heading":
            self.open = [Item(clause, clause.start, clause.end, heading=True)]
        elif self._no_tasks(clause) and not self._told_anyway(clause):
            return
        elif clause.form == "line":
            if charges(self.clauses, clause, "role"):
                self._line(clause)
        elif not self._said_beneath(clause):
            self._work(clause)

    def _holds_for_the_part_before(self, clause: Clause) -> bool:
        """Whether a label line closes the part that stands before it in its section: "a) Nhiệm vụ:" and items, "b) Cơ quan thực hiện:"."""
        return clause.form == "line" and (self.section or "").startswith(f"{clause.section}.")

    def _names_beneath(self, clause: Clause) -> bool:
        """Whether a clause is a heading that is a label ("2. Cơ quan chủ trì"), or a name in the list below one: its bodies do what the
        part before it holds."""
        if clause.form == "heading":
            role = role_of_list(self.clauses, clause) if self.open and not self.open[0].heading else None
            self._role = (clause, role) if role is not None else None
            return role is not None
        if self._role is None or clause.form == "line":
            return False
        if not any(over is self._role[0] for over in self.clauses.up(clause)):
            return False
        for item in self.open:
            if not item.kept or item.by_line:
                self._hold(item, self._role[1], clause.start, clause.end)
        return True

    def _said_beneath(self, clause: Clause) -> bool:
        """Whether a clause only says who does the work above it, which it then holds for: "(Sở Tài chính chủ trì; xong trước
        30/9)" below an item, "- Sở Y tế chủ trì." below a heading that states work."""
        if clause.form not in ("text", "item") or not self.open:
            return False
        marks = self.clauses.marks
        held = self._stated_above()
        bracket = marks.text[clause.start] == "("
        if not (bracket or held) or not names_who(marks, clause):
            return False
        if not bracket and who(self.clauses, clause) is not None:
            return False
        for item in self.open if bracket else held:
            self._hold(item, "both", clause.start, clause.end)
            if bracket or marks.between("time", clause.start, clause.end):
                item.timed = (clause.start, clause.end)
        self.lines = True
        return True

    def _stated_above(self) -> list[Item]:
        """The open items whose work a line below them is about: all below a heading that states work, else the last one."""
        head = self.open[0]
        if not head.heading:
            return self.open[-1:]
        states = begins_work(self.clauses.marks, self.clauses.marks.token_from(head.start))
        return self.open if states else self.open[-1:] if len(self.open) > 1 else []

    def _no_tasks(self, clause: Clause) -> bool:
        """Whether nothing is work here: purposes, criteria and the like, unless something nearer charges. A bare name among
        criteria says whom they hold for."""
        found = _NO_TASKS & kinds(self.clauses, clause)
        scope = who(self.clauses, clause) if found else None
        nobody = scope is None or (scope.force == "names" and bool(found & _HOLD_FOR))
        return bool(found) and (nobody or measured(self.clauses, clause))

    def _told_anyway(self, clause: Clause) -> bool:
        """Whether a plain duty stands among criteria ("Căn cứ Kế hoạch này, các đơn vị xây dựng tiêu chuẩn ..."), or what is to come
        among what has been ("Trong thời gian tới, Tỉnh tập trung ...")."""
        over = _NO_TASKS & kinds(self.clauses, clause)
        first, last = self.clauses.marks.stretch(clause.start, clause.end)
        coming = over == {"background"} and self.clauses.marks.cue_at("coming_prefaces", first) is not None
        if over != {"criteria"} and not coming:
            return False
        duty = read_duty(self.clauses.marks, first, last)
        if duty is None or coming:
            return duty is not None
        told = duty.preface > 0 or duty.force in ("order", "role", "obligation")
        return told and not is_bare(self.clauses.marks, duty)

    # --- work -----------------------------------------------------------------------------------

    def _work(self, clause: Clause) -> None:
        if self.lines:
            self.open, self.lines = [], False
        start = clause.parts[0].start if clause.parts else clause.start
        if clause.form == "lead-in" and clause.below:
            self._before_items(clause, start)
            return
        if start >= clause.end or introduces(self.clauses, clause):
            return
        if is_formula(self.clauses, start, clause.end):
            start = behind_announced(self.clauses.marks, start, clause.end)
        if start >= clause.end or only_names(self.clauses.marks, start, clause.end):
            return
        made = self._made(clause, start)
        for item in made:
            self._labelled(item)
        beside = clause.form == "text" and self._beside(clause)
        if made or not beside:
            if self.open and self.open[0].heading:
                self.open = []
            self.open += made or [Item(clause, start, clause.end)]
        self._keep(*made)

    def _before_items(self, clause: Clause, start: int) -> None:
        """The work that a paragraph states before it announces its items: "Sở Y tế chủ trì tham mưu phân bổ vốn. Ngoài ra còn có
        nhiệm vụ:"."""
        marks = self.clauses.marks
        first, last = marks.stretch(start, clause.end)
        near = [
            at for at in range(max(first, last - _ANNOUNCED), last) if marks.tokens.words[at] in (";", ".")
        ]
        # "Đề nghị UBND xã A chuẩn bị báo cáo. Riêng UBND xã B cử cán bộ tiếp đón và chỉ đạo:"
        signs = near or [
            marks.token_from(end) - 1 for _, end in list(marks.sentences(start, clause.end))[-2:-1]
        ]
        if not signs or signs[-1] - first < _STATED or marks.tokens.words[last - 1] != ":":
            return
        if marks.cue_at("announces", signs[-1] + 1) is not None:
            return  # "... Cụ thể:" tells the same work by its parts
        end = marks.tokens.ends[signs[-1]]
        duty = self._own(clause, start)
        scope = who(self.clauses, clause)
        if duty is not None and (near or duty.force in ("order", "role")):
            self._keep(self._stated(clause, start, end, duty))
        elif scope is not None and begins_work(marks, first) and charges(self.clauses, clause, "order"):
            self._keep(self._below(clause, start, end, scope.lead, helpers(self.clauses, clause)))

    def _keep(self, *items: Item) -> None:
        for item in items:
            item.kept = True
            self.items.append(item)

    def _own(self, clause: Clause, start: int) -> Duty | None:
        """The duty that the first sentence of a clause states of its own subject."""
        begin, end = next(iter(self.clauses.marks.sentences(start, clause.end)), (start, clause.end))
        return self._duty(clause, begin, end)

    def _plans(self, clause: Clause) -> bool:
        return self.clauses.genre(clause).work in ("all", "parts")

    def _beside(self, clause: Clause) -> bool:
        """Whether plain text stands between or below items of work: it goes on with them."""
        above = self.clauses[clause.above] if clause.above >= 0 else None
        if above is not None and above.form == "heading" and above.says.lead and self._opens(clause, above):
            return False
        return clause.above in self.itemised or (above is not None and above.form == "item")

    def _opens(self, clause: Clause, above: Clause) -> bool:
        """Whether plain text stands before the items below the name of a unit and states work itself: it begins with a verb."""
        marks = self.clauses.marks
        first = marks.token_from(clause.start)
        return begins_work(marks, first) and clause.index <= self._first_other(above)

    def _first_other(self, above: Clause) -> int:
        """The first clause right below one that is no plain text, as its place among all; looked for once for all below it."""
        if above.index not in self._others:
            others = (i for i in above.below if self.clauses[i].form != "text")
            self._others[above.index] = next(others, len(self.clauses.marks.text))
        return self._others[above.index]

    def _made(self, clause: Clause, start: int) -> list[Item]:
        told = self._told(clause, start)
        if told and self._own(clause, start) is None:
            return told
        over = self._over(clause, start)
        if over is not None:
            return self._below_all(clause, start, over.lead, [])
        scope = who(self.clauses, clause)
        if scope is not None and not (clause.form == "text" and self._beside(clause)):
            if not charges(
                self.clauses,
                clause,
                "order" if scope.force in ("names", "colon") and self._plans(clause) else scope.force,
            ):
                return []
            return self._below_all(clause, start, scope.lead, helpers(self.clauses, clause))
        return self._spoken(clause, start)

    def _over(self, clause: Clause, start: int) -> Duty | None:
        """The duty that the item above states of a subject of its own, for bullets that go on with its work: "(1) Sở Y tế hoàn
        thành hồ sơ." / "- Chuẩn bị nhân lực."."""
        above = self.clauses[clause.above] if clause.above >= 0 else None
        if above is None or clause.form != "item" or above.form != "item":
            return None
        marks = self.clauses.marks
        if (
            not begins_work(marks, marks.token_from(start))
            or marks.tokens.words[marks.token_from(above.end) - 1] == ":"
        ):
            return None
        return self._own(above, above.parts[0].start if above.parts else above.start)

    def _below_all(self, clause: Clause, start: int, lead: list[str], support: list[str]) -> list[Item]:
        """An item below who is charged, parted where a later sentence charges somebody else: "... Thuế tỉnh cung cấp ..."."""
        made: list[Item] = []
        for begin, end in self._statements(clause, start):
            other = self._duty(clause, begin, end) if begin > start else None
            if (
                other is not None
                and other.lead != lead
                and self._is_plain(other, begin, end)
                and not self._passes_on(other)
            ):
                made.append(self._stated(clause, begin, end, other))
            elif made:
                made[-1].end = end
        whole = self._below(clause, start, made[0].start if made else clause.end, lead, support)
        return [whole, *made]

    def _is_plain(self, duty: Duty, begin: int, end: int) -> bool:
        """Whether a sentence beyond doubt charges its subject: a mere "phải", "chủ động" also describes."""
        told = duty.force in ("order", "role", "verb") or self._dated(begin, end)
        return told and not is_bare(self.clauses.marks, duty)

    def _below(self, clause: Clause, start: int, end: int, lead: list[str], support: list[str]) -> Item:
        """An item below who is charged; one that names its own subject has that subject."""
        first, last = self.clauses.marks.stretch(start, end)
        own = read_duty(self.clauses.marks, first, last)
        item = Item(clause, start, end, lead, list(support))
        if own is not None and ((own.ordered and is_bare(self.clauses.marks, own)) or self._passes_on(own)):
            own = None  # "Phân công cán bộ phụ trách địa bàn": whom those who are charged order
        if own is not None and self._joins(clause):
            item.support += [*own.lead, *own.support]
        elif own is not None and own.force not in ("names", "invited"):
            item.lead, item.support = own.lead, self._partners(own, last)
            item.start = self._behind_topic(own, start)
        else:
            item.lead = self._one_of(first, last, lead)
            item.support += read_directed(self.clauses.marks, first, last)
            item.support += partners_between(self.clauses.marks, first, last)
        return item

    def _passes_on(self, duty: Duty) -> bool:
        """Whether those who are charged tell others without a name what to do: "Yêu cầu các đơn vị lắp đặt trạm cân"."""
        told = self.clauses.marks.cue_before("passed_on", duty.first) is not None
        return duty.ordered and told and all(name[1:].islower() for name in duty.lead)

    def _one_of(self, first: int, last: int, lead: list[str]) -> list[str]:
        """Who of several that are charged an item names first: "+ Sở Y tế cho ..." below "Sở Y tế và Sở Nội vụ theo chức năng:"."""
        bodies = read_bodies(self.clauses.marks, first, last) if len(lead) > 1 else None
        named = names_of(self.clauses.marks, bodies) if bodies is not None else []
        known = {fold(name) for name in lead}
        return named if named and known.issuperset(map(fold, named)) else lead

    def _joins(self, clause: Clause) -> bool:
        """Whether the items stand below "Chủ trì, phối hợp với" alone: they begin with whom the work is done with."""
        over = self.clauses[clause.above] if clause.above >= 0 else None
        if over is None:
            return False
        marks = self.clauses.marks
        first, last = marks.stretch(over.start, over.end)
        last -= marks.tokens.words[last - 1] == ":"
        begin = marks.cue_before("support_roles", last)
        return begin is not None and begin >= first

    def _spoken(self, clause: Clause, start: int) -> list[Item]:
        """The tasks of sentences whose subject is a body."""
        made: list[Item] = []
        for begin, end in self._statements(clause, start):
            duty = self._duty(clause, begin, end)
            if duty is not None and is_formula(self.clauses, begin, end):
                duty = None
            if duty is not None and not (made and clause.form == "item" and duty.lead == made[-1].lead):
                begin = (
                    start
                    if not made
                    and says_only_who(self.clauses.marks, duty, self.clauses.marks.stretch(0, end)[1])
                    else begin
                )
                made.append(self._stated(clause, begin, end, duty))
            elif made:
                made[-1].end = end
        return made

    def _stated(self, clause: Clause, begin: int, end: int, duty: Duty) -> Item:
        """The task that a duty states."""
        _, last = self.clauses.marks.stretch(begin, end)
        marks = self.clauses.marks
        support = self._partners(duty, last)
        starts = marks.tokens.starts
        work = starts[duty.work] if duty.work < len(starts) else end
        named = duty.work < last and marks.tokens.words[duty.work - 1] == ":"
        stated = work if named or work - starts[duty.first] > _MANY_NAMES else starts[duty.first]
        return Item(clause, self._behind_topic(duty, begin), end, duty.lead, support, stated=stated)

    def _partners(self, duty: Duty, last: int) -> list[str]:
        """Who supports the work of a duty: whom it names itself, else those whom its words direct or name as partners."""
        marks = self.clauses.marks
        directed = [] if duty.support else read_directed(marks, duty.work, last)
        return duty.support or [*directed, *partners_between(marks, duty.work, last)]

    def _statements(self, clause: Clause, start: int) -> list[tuple[int, int]]:
        def force(begin: int, end: int) -> str:
            duty = self._duty(clause, begin, end)
            return duty.force if duty is not None else ""

        return parted(self.clauses.marks, start, clause.end, force)

    def _behind_topic(self, duty: Duty, start: int) -> int:
        """Where the words of the work begin: behind "Về ...:", which says what they answer."""
        marks = self.clauses.marks
        answers = (
            duty.preface
            and marks.tokens.words[duty.preface - 1] == ":"
            and marks.cue_at("topics", marks.token_from(start))
        )
        return marks.tokens.starts[duty.preface] if answers else start

    def _duty(self, clause: Clause, start: int, end: int) -> Duty | None:
        first, last = self.clauses.marks.stretch(start, end)
        duty = read_duty(self.clauses.marks, first, last)
        slogan = self.clauses.marks.tokens.words[last - 1] == "!"
        if duty is None or duty.force == "names" or duty.work >= last or slogan:
            return None
        weak = duty.force in ("verb", "colon", "obligation") and not duty.ordered
        if weak and self._sets_goal(clause, duty):
            return None
        bare = weak and is_bare(self.clauses.marks, duty) and not self._governs(clause, duty)
        if bare and not self._dated(start, end):
            return None
        return duty if charges(self.clauses, clause, duty.force) else None

    def _governs(self, clause: Clause, duty: Duty) -> bool:
        """Whether "Tỉnh", "Thành phố" is whom a notice of conclusions is about: "Tỉnh rà soát quy hoạch."."""
        place = self.clauses.marks.cue_at("own_places", duty.first) is not None
        return (
            place
            and self.clauses.marks.is_capital(duty.first)
            and self.clauses.genre(clause).name == "notice"
        )

    def _sets_goal(self, clause: Clause, duty: Duty) -> bool:
        """ "Mỗi tổ dân phố xây dựng được 01 mô hình", "Đài tỉnh duy trì thời lượng tối thiểu 60 phút/tuần" among goals."""
        if "targets" not in kinds(self.clauses, clause):
            return False
        amounts = self.clauses.marks.between("quantity", clause.start, clause.end)
        each = self.clauses.marks.tokens.words[duty.first] == "mỗi"
        return each or any(mark.value.marked and mark.value.kind != "bare" for mark in amounts)

    def _dated(self, start: int, end: int) -> bool:
        """Whether a sentence sets a day by which work is done: "Nhà trường gửi báo cáo về Sở trước ngày 05/10/2026"."""
        times = self.clauses.marks.between("time", start, end)
        return any(mark.value.grain == "day" and mark.value.op in ("before", "until") for mark in times)

    def _told(self, clause: Clause, start: int) -> list[Item]:
        """Work that says itself who does it: "... (Sở Y tế chủ trì, phối hợp với Sở Xây dựng)", "... - Sở Y tế thực hiện"."""
        first, last = self.clauses.marks.stretch(start, clause.end)
        tail = read_tail(self.clauses.marks, first, last)
        explains = tail is not None and (tail.force == "named" or self._tells_which(tail))
        explains = explains and who(self.clauses, clause) is not None
        if tail is None or explains or not charges(self.clauses, clause, "role"):
            return []
        return [Item(clause, start, clause.end, tail.lead, tail.support)]

    def _tells_which(self, tail: Duty) -> bool:
        """ "báo cáo kết quả các dự án | do Sở Nội vụ chủ trì", below a heading that charges somebody: which projects."""
        words, begin = self.clauses.marks.tokens.words, tail.first
        return words[begin - 1] == "do" and words[begin - 2].isalpha()

    def _labelled(self, item: Item) -> None:
        """Sentences of an item that are label lines: "... Thời gian: Quý IV/2026. Sản phẩm: Đề án."."""
        for start, end in self.clauses.marks.sentences(item.start, item.end)[1:]:
            role = schedule_role(self.clauses.text[start:end])
            if role is not None and role[0] in ("time", "product"):
                self._hold(item, role[0], start + role[1], end)

    # --- label lines ----------------------------------------------------------------------------

    def _line(self, clause: Clause) -> None:
        """A label line holds for the items above it since the last such lines; below a heading alone for that."""
        self.lines = True
        above = self.clauses[clause.above] if clause.above >= 0 else None
        own = [item for item in self.open if item.clause is above]
        closes = above is not None and above.form in ("line", "heading")  # all that the part holds
        for item in self.open if clause.label is None or closes else own or self.open[-1:]:
            for part in clause.parts:
                self._hold(item, part.role, part.start, part.end)

    def _hold(self, item: Item, role: str, start: int, end: int) -> None:
        if role in ("lead", "support", "both"):
            named = read_named(self.clauses.marks, start, end)
            if role != "support":
                item.lead = [*item.lead, *named.lead] if item.by_line else named.lead
                item.by_line = True
            item.support += named.support + (named.lead if role == "support" else [])
            if role != "support" and not item.kept:
                item.support += self._inside(item)
                self._keep(item)
        elif role == "time":
            item.timed = (start, end)
        elif role == "product":
            item.product = squash(self.clauses.text[start:end]).strip(" .") or None

    def _inside(self, item: Item) -> list[str]:
        """Whom the words of the work themselves name as partners."""
        first, last = self.clauses.marks.stretch(item.start, item.end)
        return partners_between(self.clauses.marks, first, last)
