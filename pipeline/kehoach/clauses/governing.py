"""The cascade: what a clause says governs all that stands below it, until something nearer says otherwise.

A heading, a lead-in, a row or a label line may say who does the work, with whom, and how the words are to be taken.
"""

from kehoach import rules
from kehoach.clauses.clause import Clause, Clauses, Scope
from kehoach.clauses.duty import Duty, is_apposition, read_duty
from kehoach.clauses.ends import is_named
from kehoach.clauses.formulas import is_formula
from kehoach.clauses.partners import read_partners
from kehoach.clauses.responsible import read_tail
from kehoach.language import Marks
from kehoach.language.bodies import BodyList, read_bodies
from kehoach.language.names import spelt
from kehoach.language.tails import Body
from kehoach.text import fold, squash

_SHORT_HEADING, _LONG_HEADING = 16, 32  # tokens, the second of one that tells which bodies of a group
_ANNOUNCED, _DESCRIBED = 14, 40  # tokens that only announce what follows, the second behind "là"
_CRITERIA = 80  # characters at the end of a lead-in that tell what its items are
_HANDS_OUT = frozenset({"organisation", "tasks"})
_LAYS_DOWN = frozenset({"charter", "scoring"})
_NAMES_NOBODY = frozenset({"purpose"})  # "CƠ SỞ XÂY DỰNG KẾ HOẠCH"
_WORK = 8  # words behind a colon that are more than a title
_LIFTING = frozenset({"targets"})
_LIFTED = frozenset({"purpose", "background", "funding"})


def govern(clauses: Clauses) -> None:
    """Fills ``says`` of every clause."""
    for clause in clauses:
        clause.says = _said(clauses, clause)
        if clause.says.force == "names" and _has_goals(clauses, clause):
            clause.says = Scope(kind=clause.says.kind)
    for clause in [
        c
        for c in clauses
        if c.form == "heading" and not (c.says.lead or c.says.kind) and among_bodies(clauses, c)
    ]:
        duty = _named_whole(clauses, clause)
        clause.says.lead, clause.says.force = (duty.lead, duty.force) if duty is not None else ([], "")
    for clause in clauses:
        if clause.form == "heading" and clause.says.force == "names" and _names_field(clauses, clause):
            clause.says.lead, clause.says.force = [], ""
    clauses.kinds.clear()  # what was asked before all was said


def _names_field(clauses: Clauses, clause: Clause) -> bool:
    """Whether a heading that reads as the name of a body is a field of work: a plain noun among headings that name none ("Doanh nghiệp
    số" beside "Xã hội số")."""
    marks = clauses.marks
    first, last = _without_end(marks, clause.start, clause.end)
    plain = len(clause.says.lead) == 1 and not is_named(marks, first, last)
    return plain and marks.cue_at("described_heads", first) is not None and not among_bodies(clauses, clause)


def among_bodies(clauses: Clauses, clause: Clause) -> bool:
    """Whether a heading stands among headings that are mostly names of bodies."""
    above = clauses[clause.above] if clause.above >= 0 else None
    beside = clauses.below(above) if above is not None else (c for c in clauses if c.above < 0)
    brothers = [c for c in beside if c.form == "heading" and c is not clause and c.table is clause.table]
    return sum(bool(c.says.lead) for c in brothers) * 2 > len(brothers)


def who(clauses: Clauses, clause: Clause) -> Scope | None:
    """The scope that says who does the work below it: the nearest one above the clause, not the clause itself."""
    for above in clauses.up(clause):
        if above is not clause and above.says.lead:
            return above.says
    return None


def helpers(clauses: Clauses, clause: Clause) -> list[str]:
    """Who supports the work: all that the lead-ins and headings above name, up to the one that says who does it."""
    found: list[str] = []
    for above in clauses.up(clause):
        if above is not clause:
            found = [*above.says.support, *found]
            if above.says.lead:
                break
    return found


def kinds(clauses: Clauses, clause: Clause) -> frozenset[str]:
    """How the words are to be taken: the kinds of the clause and of all above it. A heading of goals or of tasks lifts
    the purpose, background and funding that stand further up ("4. Các chỉ tiêu" under "I. MỤC ĐÍCH, YÊU CẦU")."""
    known = clauses.kinds.get(clause.index)
    if known is not None:
        return known
    found: set[str] = set()
    for above in clauses.up(clause):
        kind = above.says.kind
        if kind and not (found & _LIFTING and kind in _LIFTED):
            found.add(kind)
    return clauses.kinds.setdefault(clause.index, frozenset(found))


def charges(clauses: Clauses, clause: Clause, force: str) -> bool:
    """Whether words of this force charge somebody with work where a clause stands: by the genre of its document
    (rules/document_types.yaml) and by the sections that it stands in."""
    genre, over = clauses.genre(clause), kinds(clauses, clause)
    if "outlook" in over and genre.work != "none":
        return True
    if genre.work == "parts" and over & _HANDS_OUT and not over & _LAYS_DOWN:
        return True
    if genre.work in ("orders", "parts"):
        return force in ("order", "invited", "role") or (force == "obligation" and not genre.law)
    if genre.work == "all":
        opening = clause.section is None and genre.name in ("plan", "guidance")
        return not opening or force in ("order", "invited", "role")
    return False


# --- what one clause says -----------------------------------------------------------------------


def _said(clauses: Clauses, clause: Clause) -> Scope:
    says = Scope()
    if clause.form == "lead-in" and sets_criteria(clauses, clause):
        return Scope(kind="criteria")
    titled = _titled_below(clauses, clause)
    if clause.form == "heading":
        says.kind = _kind_of(clauses.low[clause.start : clause.end])
        if titled and says.kind == "tasks" and clauses.genre(clause).work == "parts":
            says.kind = None  # "Phần II / NỘI DUNG CỤ THỂ CỦA TỪNG THỦ TỤC": what an annex holds
    if clause.form in ("heading", "lead-in") and not titled:
        duty = charged_below(clauses, clause)
        if duty is not None and not (duty.force == "names" and says.kind in _NAMES_NOBODY):
            says.lead, says.support, says.force = duty.lead, duty.support, duty.force
            says.kind = (
                None if duty.ordered and says.kind == "purpose" else says.kind
            )  # "Yêu cầu Thanh tra tỉnh"
        else:
            says.support = _joined_below(clauses, clause)
    return says


def sets_criteria(clauses: Clauses, clause: Clause) -> bool:
    """Whether a lead-in ends in what those must meet whom it names: "Tặng xã, phường đạt các tiêu chuẩn sau:"."""
    words = clauses.low[max(clause.start, clause.end - _CRITERIA) : clause.end].rstrip(" :")
    return any(pattern.search(words) for pattern in rules.patterns("headings", "lead_ins"))


def measured(clauses: Clauses, clause: Clause) -> bool:
    """Whether a lead-in of criteria stands nearer above a clause than who is charged: the clause is one of them."""
    for above in clauses.up(clause):
        if above is clause:
            continue
        if above.form == "lead-in" and above.says.kind == "criteria":
            return True
        if above.says.lead:
            return False
    return False


def _titled_below(clauses: Clauses, clause: Clause) -> bool:
    """Whether the title of a part or annex stands on a line of its own: it says what is below, not who does it."""
    alone = clauses.text[clause.start - 1 : clause.start] == "\n"
    return clause.form == "heading" and clause.label is not None and not clause.table and alone


def _has_goals(clauses: Clauses, clause: Clause) -> bool:
    """Whether "c) Đối với cơ sở giáo dục mầm non" stands below a heading of goals: it says whom they are set for."""
    first, _ = clauses.marks.stretch(clause.start, clause.end)
    return clauses.marks.cue_at("concerns", first) is not None and "targets" in kinds(clauses, clause)


def _kind_of(title: str) -> str | None:
    title = fold(squash(title)).rstrip(" :;.")
    head, colon, work = title.partition(":")
    title = (
        head if colon and work.count(" ") > _WORK else title
    )  # "4. Các xã: căn cứ tình hình, xây dựng kế hoạch ..."
    rule = rules.chosen("headings", "rules", title)
    return rule.id if rule is not None else None


def charged_below(clauses: Clauses, clause: Clause) -> Duty | None:
    """Whom a heading or lead-in charges with what stands below it: it names bodies, and no more work than it announces."""
    marks = clauses.marks
    duty = None
    for start, end in reversed(clauses.marks.sentences(clause.start, clause.end)):
        first, last = _without_end(marks, start, end)
        duty = read_duty(marks, first, last, heads=True)
        if duty is not None:
            break
    announced = bool(marks.cues("announced_work", duty.work, last)) if duty is not None else False
    if duty is None and clause.form == "heading":  # "4. Phát triển công nghiệp (Sở Công Thương chủ trì)"
        begin = marks.token_from(clause.start)
        plural = marks.any_at(("plurals", "role_bodies"), begin) or _owned_from(marks, begin) is not None
        return (_named_whole(clauses, clause) if plural else None) or read_tail(
            marks, *marks.stretch(clause.start, clause.end)
        )
    if (
        duty is None
        or (_is_issuer(clauses, duty) and not announced)
        or any(is_formula(clauses, *place) for place in {(start, end), (clause.start, clause.end)})
    ):
        return None
    if clause.form == "lead-in":
        return duty
    announces = not marks.segments.speech[duty.work : last] or _only_announces(clauses, duty.work, last)
    announces = announces or (duty.force == "order" and _only_verbs(marks, duty.work, last))
    role = marks.cue_at("role_bodies", duty.first) is not None  # "Cơ quan chủ trì giải quyết thủ tục"
    grouped = marks.cue_at("plurals", duty.first) is not None and duty.force == "role" and not duty.support
    role = role or grouped  # "Các sở, ngành | chủ trì các dự án"
    return duty if announces else _named_whole(clauses, clause) if role else None


def _only_verbs(marks: Marks, first: int, last: int) -> bool:
    """Whether words are a list of verbs, which say what is to be done with what stands below: "nghiên cứu, chỉnh sửa, bổ sung"."""
    words = [i for i in range(first, last) if marks.segments.begins[i] and marks.tokens.words[i].isalpha()]
    verbs = [
        marks.segments.speech[i].startswith("V") or marks.cue_at("nominal_verbs", i) is not None
        for i in words
    ]
    return "," in marks.tokens.words[first:last] and bool(words) and all(verbs)


def _without_end(marks: Marks, start: int, end: int) -> tuple[int, int]:
    """The tokens of a stretch of characters without the signs that end it."""
    first, last = marks.stretch(start, end)
    while last > first and marks.tokens.words[last - 1] in ":.;":
        last -= 1
    return first, last


def _joined_below(clauses: Clauses, clause: Clause) -> list[str]:
    """ "Chủ trì, phối hợp với Sở Tư pháp:" below the name of a unit: who supports the work in all items after it."""
    first, last = _without_end(clauses.marks, clause.start, clause.end)
    at = clauses.marks.cue_at("lead_roles", first) or first
    at += at < last and clauses.marks.tokens.words[at] in (",", "và")
    partners = read_partners(clauses.marks, at, last)
    if partners is None or not (partners.last >= last or _only_announces(clauses, partners.last, last)):
        return []
    return [spelt(clauses.marks, body) for body in partners.bodies]


def _named_whole(clauses: Clauses, clause: Clause) -> Duty | None:
    """A short heading that begins as a body does and goes on in words of any kind, with items below: "Các cơ quan, đơn vị
    được kiểm tra"; of a body behind a dash what it is for others ("Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo")."""
    marks = clauses.marks
    first, last = _without_end(marks, clause.start, clause.end)
    begin = _owned_from(marks, first) or first
    begin = _group_ordered(marks, begin, last) or begin
    items = sum(clauses[i].form in ("item", "lead-in", "text") for i in clause.below)
    named = _begun(marks, begin, last) if not marks.cues("announces", begin, last) else None
    told = _told_in_brackets(marks, begin, last) if named is not None and items else None
    group = marks.cue_at("plurals", begin) is not None
    longest = _LONG_HEADING if group else _SHORT_HEADING
    if told is not None or not items or last - begin > longest:
        return told
    if named is None:
        return _owner_as_printed(marks, begin, last) if first < begin < last else None
    last = next((at for at, _ in marks.cues("strong_obligations", named.last, last)), last)
    dashed = is_apposition(marks, named.last, last)
    role = any(marks.cues(name, named.last, last) for name in ("lead_roles", "directs"))
    whole = group and named.bodies[-1].stock and marks.cue_at("lead_roles", named.last) is not None
    # "Sở Y tế, cơ quan chủ trì Đề án": whose part it is; "Các sở, ngành | chủ trì các dự án": which ones
    bodies = named.bodies if dashed or (role and not whole) else [Body(begin, last)]
    return Duty([spelt(marks, body) for body in bodies], force="names", first=begin, work=last)


def _owner_as_printed(marks: Marks, begin: int, last: int) -> Duty | None:
    """Whoever no list knows, behind "Trách nhiệm của |", up to a bracket: "đối tượng thực hiện kiểm kê"."""
    if not marks.segments.speech[begin].startswith("N"):
        return None
    words = marks.tokens.words
    end = words.index("(", begin, last) if "(" in words[begin:last] else last
    return Duty([marks.printed(begin, end)], force="names", first=begin, work=end)


def _owned_from(marks: Marks, at: int) -> int | None:
    """Behind "Trách nhiệm của", "Nhiệm vụ và trách nhiệm của" at a token, where whoever has it is named."""
    end = marks.cue_at("whose", at)
    return end if end is not None and marks.tokens.words[end - 2 : end] == ["nhiệm", "của"] else None


def _begun(marks: Marks, first: int, last: int) -> BodyList | None:
    """The names that a heading begins with; "Đơn vị chủ trì | các dự án": a role that stands for who has it."""
    role = marks.cue_at("role_bodies", first)
    named = read_bodies(marks, first, last)
    if named is None and role is not None and role < last:
        return BodyList(first, role, [Body(first, role)])
    return named


def _told_in_brackets(marks: Marks, first: int, last: int) -> Duty | None:
    """ "Các cơ quan đăng ký đầu tư (Sở Tài chính, Ban Quản lý khu kinh tế tỉnh)": who a described group is."""
    words = marks.tokens.words
    begin = words.index("(", first, last) if "(" in words[first:last] and words[last - 1] == ")" else None
    if begin is None:
        return None
    opened = begin + 1 + (words[begin + 1] in ("gồm", "là"))
    inside = read_bodies(marks, opened, last - 1)
    if inside is None or inside.last < last - 1 or len(inside.bodies) < 2:
        return None
    if any(marks.cue_at("plurals", body.first) is not None and body.head is None for body in inside.bodies):
        return None
    return Duty([spelt(marks, body) for body in inside.bodies], force="names", first=first, work=last)


def _group_ordered(marks: Marks, first: int, last: int) -> int | None:
    """Where a group is named behind an order that says nothing else of it: "Đề nghị | các tổ chức cung cấp dịch vụ chi trả"."""
    begin = marks.cue_at("opening_orders", first)
    if begin is None or marks.cue_at("plurals", begin) is None:
        return None
    asked = any(marks.cues(name, begin, last) for name in ("obligations", "lead_roles", "support_roles"))
    return None if asked else begin


def _is_issuer(clauses: Clauses, duty: Duty) -> bool:
    """Whether the one named is who issues the document: "Cục Thuế có ý kiến như sau:"."""
    if duty.ordered or len(duty.lead) != 1 or not clauses.meta.issuer:
        return False
    office = clauses.marks.cue_at("body_offices", duty.first)  # "Chủ tịch | UBND tỉnh" signs for the body
    names = [duty.lead[0]]
    if office is not None and office < duty.work:
        names.append(
            duty.lead[0][clauses.marks.tokens.ends[office - 1] - clauses.marks.tokens.starts[duty.first] :]
        )
    issuer = _short(clauses.meta.issuer)
    return any(issuer.startswith(short) for name in names if (short := _short(name)))


def _short(name: str) -> str:
    """A name for comparison, "UBND" for "Ủy ban nhân dân"."""
    return fold(name).replace("ủy ban nhân dân", "ubnd").strip()


def _only_announces(clauses: Clauses, first: int, last: int) -> bool:
    """Whether words say no work but that it follows: "thực hiện các nhiệm vụ sau", "Là cơ quan thường trực ..., có nhiệm vụ"."""
    marks = clauses.marks
    if first < last and marks.cue_at("support_roles", first) == last:
        return True  # "Đề nghị UBND xã | phối hợp"
    begin = marks.cue_before("announces", last)
    most = _DESCRIBED if first < last and marks.tokens.words[first] == "là" else _ANNOUNCED
    return last - first <= most and begin is not None and begin >= first
