"""Who does the work where no sentence says it: in cells, behind labels, and behind the work itself.

    named := [label :] bodies [role] (sign [label :] bodies)*
    tail  := work ( - | ( | do | giao ) bodies role [partners]  |  work ( . | ( ) label : bodies ...

The phrases stand in rules/duties.yaml, the labels in rules/schedule.yaml.
"""

from kehoach.clauses.begins import LONGEST_NAME, begins_work, name_end
from kehoach.clauses.duty import Duty, is_bare
from kehoach.clauses.ends import is_listed, names_before, over, tells_who
from kehoach.clauses.partners import by_brackets, partners_between, read_companions, read_joining
from kehoach.clauses.prefaces import has_preface
from kehoach.language import Marks
from kehoach.language.bodies import BodyList, names_of, read_bodies
from kehoach.language.names import NameReader, spelt
from kehoach.language.tails import Body
from kehoach.parsing.lines import LONGEST_HEAD, schedule_role

_NAMES = 120  # tokens of the names in a tail: each sign of a long list may open one


def read_named(marks: Marks, start: int, end: int) -> Duty:
    """Who leads and who supports in a cell or behind a label, as characters [start, end): "Sở A chủ trì, phối hợp với B",
    "Sở A (chủ trì), Sở B", "Chủ trì: Sở A; phối hợp: Sở B", or names alone, which lead."""
    first, last = marks.stretch(start, end)
    duty = Duty([])
    role, at = "lead", first
    fresh = marks.tokens.words[max(0, first - 2) : first] != [
        "và",
        "\n",
    ]  # a label or the beginning stands right before
    while at < last:
        cited = marks.covering("citation", marks.tokens.starts[at])
        if cited is not None and cited.end > marks.tokens.starts[at]:
            at, fresh = (
                marks.token_from(cited.end),
                False,
            )  # "Theo phân công tại Quyết định số ... của Chủ tịch UBND tỉnh"
            continue
        label, supports = (
            _label(marks, at, last) if fresh or _parts(marks, at) else None,
            marks.cue_at("support_labels", at),
        )
        if label is not None:
            role, at, fresh = *label, True
            continue
        if supports is not None:
            role, at = "support", supports
        elif (served := marks.cue_at("serves", at)) is not None and (
            bodies := read_bodies(marks, served, last)
        ) is not None:
            at = bodies.bodies[0].last
        elif role not in ("lead", "support", "both"):
            at += 1
        elif (
            bodies := read_bodies(marks, at, last, value=True)
            or (_as_printed(marks, at, last) if fresh else None)
        ) is not None:
            joins = duty.lead and _only_joins(marks, bodies, last)
            lead, support = (
                (names_of(marks, bodies), []) if role == "support" or joins else by_brackets(marks, bodies)
            )
            (duty.support if role == "support" or joins else duty.lead).extend(lead)
            duty.support.extend(support)
            at = bodies.last
        else:
            at += 1
        fresh = False
    return duty


def _only_joins(marks: Marks, bodies: BodyList, last: int) -> bool:
    """Whether names behind who leads only support: "Sở A chủ trì, | Sở B phối hợp"."""
    end = marks.cue_at("support_roles", bodies.last) if bodies.last < last else None
    return end is not None and (end >= last or read_bodies(marks, end, last) is None)


def _parts(marks: Marks, at: int) -> bool:
    return marks.tokens.words[at - 1] in (";", ".", ",", "(", "\n", "-", "+")


def _label(marks: Marks, at: int, last: int) -> tuple[str, int] | None:
    """The role that a label gives which begins at a token ("Cơ quan chủ trì:"), and the token behind its colon."""
    start = marks.tokens.starts[at]
    end = min(marks.tokens.ends[last - 1], start + LONGEST_HEAD)  # it is asked of every word
    found = schedule_role(marks.text[start:end])
    return (found[0], marks.token_from(start + found[1])) if found is not None else None


def _as_printed(marks: Marks, at: int, last: int) -> BodyList | None:
    """A name of a kind never met, where only a name can stand: to its comma, stop or bracket."""
    stop = name_end(marks, at, last)
    alone = stop > at and (stop == last or marks.tokens.words[stop] in ",;.()\n")
    return BodyList(at, stop, [Body(at, stop)]) if alone else None


def read_cell(marks: Marks, start: int, end: int) -> Duty:
    """Who leads and who supports in a cell of a column of bodies, as characters [start, end): line by line, and as
    printed where a short line names nobody that the grammar knows ("GVCN các lớp", "Thầy Nam")."""
    first, last = marks.stretch(start, end)
    duty, at = Duty([]), first
    while at < last:
        stop = _line_end(marks, at, last)
        listed = read_bodies(marks, at, last) if stop < last and marks.tokens.words[stop] == ";" else None
        if listed is not None and listed.bodies[-1].head is not None:  # "các Bộ: Tài chính; Xây dựng"
            stop = _line_end(marks, listed.last, last)
        if marks.cue_at("office_prefixes", at) == stop < last:  # "Lãnh đạo" in a line of its own
            stop = _line_end(marks, stop + 1, last)
        named = (
            read_named(marks, marks.tokens.starts[at], marks.tokens.ends[stop - 1]) if stop > at else Duty([])
        )
        if (
            not (named.lead or named.support)
            and 0 < stop - at <= LONGEST_NAME
            and marks.tokens.words[at].isalpha()
        ):
            named.lead = [spelt(marks, Body(at, stop)).strip(" .,:")]
        duty.lead += named.lead
        duty.support += named.support
        at = stop + 1
    return duty if duty.lead or duty.support else read_named(marks, start, end)


def _line_end(marks: Marks, at: int, last: int) -> int:
    return next((i for i in range(at, last) if marks.tokens.words[i] in ("\n", ";")), last)


def read_tail(marks: Marks, first: int, last: int, least: int = 2) -> Duty | None:
    """Who does the work that is said before: "... (Sở Y tế chủ trì, phối hợp với Sở Xây dựng)", "... do Sở Y tế chủ trì",
    "... - Sở Y tế thực hiện", "...; giao Sở Y tế chủ trì", "... Chủ trì: Sở Nội vụ; phối hợp: các sở", "..., Sở Y tế phụ trách",
    "... (Sở Y tế)", "...: Sở Y tế". ``least``: tokens that the work before it has."""
    words = marks.tokens.words
    for at, _ in marks.cues("tail_openers", first + least, last):
        if words[at] in ("do", ",") and has_preface(marks, first):
            continue
        if marks.cue_at("orders", at) is not None and not _hands_over(marks, first, at):
            continue
        duty = _tail_at(marks, first, at, last)
        if duty is not None and (duty.force not in ("dash", "named") or _states_work(marks, first, at)):
            return duty
    return None


def _states_work(marks: Marks, first: int, at: int) -> bool:
    """Whether a statement begins with work, or behind a day and a colon: "Ngày 9/3: kiểm tra chợ (Công an phường)"."""
    time = marks.at("time", marks.tokens.starts[first])
    behind = marks.token_from(time.end) if time is not None else first
    if behind < at and marks.tokens.words[behind] == ":" and behind > first:
        return begins_work(marks, behind + 1)
    return begins_work(marks, first)


def _hands_over(marks: Marks, first: int, at: int) -> bool:
    """Whether an order without a sign before it hands over what is named at the beginning: "Việc rà soát danh mục | giao Sở Y tế",
    not "Các nhiệm vụ Trung ương giao"."""
    return marks.cue_at("matters", first) is not None and not names_before(marks, first, at)


def _in_name(marks: Marks, first: int, at: int, last: int) -> bool:
    """Whether a dash stands inside a name that begins before it: "Giám đốc Sở Y tế - Trưởng Tiểu ban"."""
    reader = NameReader(marks, last)
    before = (i for i in range(max(first, at - LONGEST_NAME), at) if marks.segments.begins[i])
    return any((body := reader.body(i)) is not None and body.last > at for i in before)


def _tail_at(marks: Marks, first: int, at: int, last: int) -> Duty | None:
    begin = marks.cue_at("orders", at) or at + 1
    label = _label(marks, begin, last) if begin < last else None
    if label is not None:
        end = _clause_end(marks, label[1], last)
        return (
            read_named(marks, marks.tokens.starts[begin], marks.tokens.ends[end - 1])
            if label[0] in ("lead", "both")
            else None
        )
    ordered = marks.cue_at("opening_orders", begin) if begin < last else None
    begin = ordered or begin
    near = min(last, begin + _NAMES)
    if near < last and not marks.any_among(("tail_roles", "support_roles"), begin, near):
        return None  # one of many signs of a long list
    bodies = read_bodies(marks, begin, near) if begin < last else None
    if bodies is None:
        return None
    if over(marks, bodies.last, last, timed=marks.tokens.words[at] in "(["):
        return _only_named(marks, first, at, bodies, last)
    role = marks.cue_at("tail_roles", bodies.last)
    if (
        role is None
        and marks.tokens.words[at] == "("
        and marks.cue_at("support_roles", bodies.last) is not None
    ):
        role = bodies.last  # "(Sở Y tế phối hợp Sở Nội vụ)"
    if role is None or not _closes(marks, role, last):
        return None
    duty = Duty(names_of(marks, bodies), force="role", first=begin, work=role)
    plain = is_bare(marks, duty) or (marks.tokens.words[at] == "do" and _is_plain(marks, bodies))
    if (marks.tokens.words[at].isalpha() or marks.tokens.words[at] == ",") and plain:
        return None  # "các nhiệm vụ của Kế hoạch do thành phố thực hiện": which ones, not who
    each = marks.tokens.words[begin] in ("mỗi", "từng")  # "cử người hỗ trợ, mỗi trạm 01 người phụ trách"
    if marks.tokens.words[at] == "," and ordered is None and (each or is_listed(marks, first, at, last)):
        return None
    end = _clause_end(marks, role, last)
    joining = read_joining(marks, role, end)
    duty.support = joining[0] if joining is not None else partners_between(marks, role, end)
    return duty


def _is_plain(marks: Marks, bodies: BodyList) -> bool:
    """Whether one body is told by its kind alone, which no name or group tells: "do | cơ quan nhà nước | chủ trì"."""
    plural = marks.cue_at("plurals", bodies.first) is not None
    named = any(marks.is_capital(at) for at in range(bodies.first, bodies.last))
    return len(bodies.bodies) == 1 and not (plural or named)


def _only_named(marks: Marks, first: int, at: int, bodies: BodyList, last: int) -> Duty | None:
    """Names alone at the end, behind a dash, in brackets or behind a colon."""
    sign = marks.tokens.words[at]
    if marks.cue_at("place_heads", bodies.first) is not None:  # "vùng nuôi Xuân Lộc - xã Hoa Lộc"
        return None
    spaced = marks.low[marks.tokens.starts[at] - 1] == marks.low[marks.tokens.ends[at]] == " "
    dashed = sign in "-–" and spaced and not _in_name(marks, first, at, last)
    told = dashed or sign.isalpha() or (sign in "([:" and tells_who(marks, first, at))
    force = "role" if sign.isalpha() else "dash" if dashed else "named"
    return Duty(names_of(marks, bodies), force=force, first=bodies.first, work=last) if told else None


def _closes(marks: Marks, at: int, last: int) -> bool:
    """Whether a tail is over behind its role, or goes on with partners or a time: it says no other work ("Sở Y tế chủ trì, cùng Công an
    tỉnh | kiểm tra bếp ăn" is a sentence of its own)."""
    partners = read_companions(marks, at, last)
    if partners is not None and begins_work(marks, partners.last):
        ends = marks.cue_at("carries_out", partners.last) or marks.cue_at("tail_roles", partners.last)
        return ends is not None and (ends >= last or marks.tokens.words[ends] in ").;,\n")
    if at >= last or marks.tokens.words[at] in ").;,\n" or marks.cue_at("support_roles", at) is not None:
        return True
    return marks.at("time", marks.tokens.starts[at]) is not None


def _clause_end(marks: Marks, at: int, last: int) -> int:
    """The end of a bracket or clause that is open at a token."""
    while at < last and marks.tokens.words[at] not in (")", "\n"):
        at += 1
    return at
