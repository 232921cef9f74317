"""Duties: one grammar for whoever is charged with work, wherever the words stand.

    duty := [opener] [preface ,] [order] bodies [obligation] [role] [partners] [work]

The phrases stand in rules/duties.yaml; names are read by language/names.py, lists of them by language/bodies.py.
"""

from msgspec import Struct, field

from kehoach.clauses.begins import begins_work, never_met
from kehoach.clauses.competence import read_within
from kehoach.clauses.described import Described, read_described, read_group
from kehoach.clauses.partners import by_brackets, read_companions, read_joining, read_partners
from kehoach.clauses.passive import read_agents
from kehoach.clauses.prefaces import after_openers, behind_commas, has_preface
from kehoach.clauses.topics import behind_time, names_work, topic_end
from kehoach.language import Marks
from kehoach.language.bodies import BodyList, names_of, read_bodies
from kehoach.language.names import begins_body, spelt
from kehoach.language.tails import Body, joins

_APPOSITION = 14  # tokens that tell what a body is for others
_LIST = 90  # tokens of a list before its duty


class Duty(Struct):
    """Who is charged. ``force`` says by what: order, invited, obligation, role, verb, colon or names (nothing else
    is said).

    ``first`` is the token where the subject begins, ``work`` where the words of the work begin (the end when none are said).
    ``preface``: where the statement begins behind "Căn cứ ...," or "Về ...:", or 0.
    """

    lead: list[str]
    support: list[str] = field(default_factory=list)
    force: str = "names"
    first: int = 0
    work: int = 0
    ordered: bool = False
    preface: int = 0


def read_duty(marks: Marks, first: int, last: int, heads: bool = False) -> Duty | None:
    """The duty that the tokens [first, last) state from their beginning; None when they charge nobody. ``heads``: the
    words head others, so that "Trách nhiệm của Sở Y tế" says whose work follows."""
    opened = last - first > 1 and marks.tokens.words[first] == "("  # a paragraph in brackets
    at = after_openers(marks, first + opened, last, heads)
    if at < last and marks.cue_at("past_prefaces", at) is not None:
        return None
    duty = _charged(marks, at, last)
    if duty is not None:
        return duty
    if not has_preface(marks, at):
        return _behind_topic(marks, at, last) or _done_by(marks, at, last)
    for begin, in_list in behind_commas(marks, at, last, heads):
        duty = _charged(marks, begin, last)
        if in_list and not (duty is not None and duty.ordered):
            continue  # "Nhằm khắc phục ...; bảo đảm ..., | UBND tỉnh yêu cầu"
        # "Về chính quyền điện tử, chính quyền số" charges nobody
        alone = heads and marks.cue_at("topics", at) is None
        if duty is not None and (duty.force != "names" or (alone and duty.work >= last)):
            duty.preface = begin
            return duty
    return None


def _done_by(marks: Marks, first: int, last: int) -> Duty | None:
    """ "Thuốc tiêu hao do Trung tâm Y tế khu vực | cấp phát": who does what is named first."""
    bodies = read_agents(marks, marks.cue_at("openers", first) or first, last)
    if bodies is None or not begins_work(marks, bodies.last) or joins(marks, bodies.last):
        return None
    duty = Duty(*by_brackets(marks, bodies), force="verb", first=bodies.first, work=bodies.last)
    return duty if not is_bare(marks, duty) else None


def _behind_topic(marks: Marks, first: int, last: int) -> Duty | None:
    """ "Khen thưởng cấp Nhà nước: Sở Nội vụ phối hợp với ...", "Ngày 12/5: Các tổ dân phố phát tờ rơi", "Sơ khảo: tháng 7/2026, Hội
    đồng Sơ khảo chọn ...": what the work is about, or when it is done, stands before a colon."""
    colon = topic_end(marks, first, last)
    if colon is None or marks.cue_before("shared_heads", colon) is not None:
        return None
    begin = after_openers(marks, colon + 1, last)
    duty = _charged(marks, begin, last) or _charged(marks, behind_time(marks, begin, last), last)
    if duty is None:
        return None
    acts = duty.force == "verb" and (
        marks.at("time", marks.tokens.starts[first]) is not None
        or (names_work(marks, first, colon) and _is_told(marks, duty))
    )
    return duty if acts or duty.force in ("order", "role", "obligation") else None


def _is_told(marks: Marks, duty: Duty) -> bool:
    """Whether a subject behind a topic is named, or a group: more than a plain noun."""
    capital = any(marks.is_capital(i) for i in range(duty.first, duty.work))
    return capital or (marks.cue_at("plurals", duty.first) is not None and not is_bare(marks, duty))


def _charged(marks: Marks, at: int, last: int) -> Duty | None:
    invited = marks.cue_at("invitations", at) if at < last else None
    if invited is not None:
        others = read_bodies(marks, invited, last) or never_met(marks, invited, last, ordered=True)
        if others is None or marks.cue_at("bare_subjects", invited) == others.bodies[0].last:
            return None
        return Duty(
            names_of(marks, others), force="invited", first=others.first, work=others.last, ordered=True
        )
    order = marks.cue_at("opening_orders", at) if at < last else None
    begin = order or at
    if order is not None:
        while begin < last and marks.tokens.words[begin] in ("cho", ":"):
            begin += 1
    bodies = read_bodies(marks, begin, last) or never_met(marks, begin, last, order is not None)
    if bodies is None:
        return None
    return _with_subject(marks, bodies, last) if order is None else _ordered(marks, bodies, last)


def _ordered(marks: Marks, bodies: BodyList, last: int) -> Duty:
    """The duty of those whom an order names, whatever else is said of them."""
    duty = _with_subject(marks, bodies, last)
    if duty is None:
        duty = Duty(names_of(marks, bodies), first=bodies.first, work=bodies.last)
    duty.ordered, duty.force = True, "order"
    return duty


def is_bare(marks: Marks, duty: Duty) -> bool:
    """Whether the subject is one plain noun, "đơn vị": too little to be charged by a verb alone."""
    end = marks.cue_at("bare_subjects", duty.first)
    return len(duty.lead) == 1 and end is not None and end - duty.first == len(duty.lead[0].split())


def _with_subject(marks: Marks, bodies: BodyList, last: int) -> Duty | None:
    """What is said of a list of names: an order to others, an obligation, a role, a verb, a colon, nothing."""
    duty = Duty(*by_brackets(marks, bodies), first=bodies.first, work=bodies.last)
    at = _skip_apposition(marks, _skip_brackets(marks, bodies.last, last), last)
    if at >= last:
        duty.work = last
        return duty
    assigned = marks.cue_at("assigned", at)
    if assigned is not None and assigned < last and _is_one(marks, bodies) and begins_work(marks, assigned):
        duty.force, duty.work = "obligation", assigned
        return duty
    asked = max(_obligation_end(marks, at, last) or 0, marks.cue_at("lead_roles", at) or 0)
    if (marks.cue_at("states", at) or 0) > asked:  # "có trách nhiệm" is longer than "có"
        return _described(marks, bodies, at, last)
    listed = _listed(marks, bodies, last)
    if listed is not None:
        return listed
    given = _ordered_others(marks, at, last) or _directed(marks, duty, at, last)
    if given is not None:
        return given
    if is_bare(marks, duty) and (described := _described(marks, bodies, at, last)) is not None:
        return described  # "Cơ quan | đăng ký đầu tư | có trách nhiệm lấy ý kiến"
    told = _announced_group(marks, bodies, at, last)
    if told is not None and marks.any_at(("describing_verbs", "name_verbs"), at):
        return Duty(told.names, [], told.force, bodies.first, told.work)
    at, force = _after_obligations(marks, at, last)
    role = marks.cue_at("lead_roles", at) if at < last else None
    if (
        role is not None
        and bodies.bodies[-1].stock
        and (described := _described(marks, bodies, at, last)) is not None
    ):
        return described  # "Các cơ quan, đơn vị | chủ trì quản lý tài sản | có trách nhiệm lập hồ sơ"
    partners = read_partners(marks, at, last) if role is None else read_companions(marks, role, last)
    if role is not None:
        at, force = role, "role"
        at += at < last and marks.tokens.words[at] == ","
        at += at < last and marks.tokens.words[at] == "và"
    joining = read_joining(marks, role, last) if partners is None and role is not None else None
    if partners is not None:
        duty.support, at, force = names_of(marks, partners), partners.last, force or "role"
    elif joining is not None:
        duty.support, at = joining
    return _forced(marks, duty, at, last, force) or _described(marks, bodies, at, last)


def _is_one(marks: Marks, bodies: BodyList) -> bool:
    """Whether a list is one named body: "Sở Xây dựng | được giao lập bản đồ", not "Các đơn vị | được giao lập quy hoạch"."""
    return (
        len(bodies.bodies) == 1
        and marks.cue_at("plurals", bodies.first) is None
        and not bodies.bodies[0].stock
    )


def _listed(marks: Marks, bodies: BodyList, last: int) -> Duty | None:
    """A list that goes on with names of a kind never met: what stands between commas up to a duty beyond doubt."""
    words = marks.tokens.words
    if bodies.last >= last or words[bodies.last] != ",":
        return None
    for begin, end in marks.cues("strong_obligations", bodies.last, min(last, bodies.last + _LIST)):
        names, at = names_of(marks, bodies), bodies.last + 1
        if set(words[at:begin]) & {";", ":", "."}:
            return None
        while at < begin:
            more = read_bodies(marks, at, begin)
            stop = (
                more.last
                if more is not None
                else next((i for i in range(at, begin) if words[i] in (",", "và")), begin)
            )
            if more is None and any(marks.segments.speech[i] == "V" for i in range(at, stop)):
                return None
            names += (
                names_of(marks, more)
                if more is not None
                else [spelt(marks, Body(at, stop))]
                if stop > at
                else []
            )
            at = stop + 1
        return Duty(list(dict.fromkeys(names)), [], "obligation", bodies.first, end)
    return None


def _described(marks: Marks, bodies: BodyList, at: int, last: int) -> Duty | None:
    """The duty of a subject that words behind its name describe."""
    told = read_described(marks, bodies, at, last) or _announced_group(marks, bodies, at, last)
    return Duty(told.names, [], told.force, bodies.first, told.work) if told is not None else None


def _announced_group(marks: Marks, bodies: BodyList, at: int, last: int) -> Described | None:
    """A group that words before a colon describe, where work follows the colon."""
    told = read_group(marks, bodies, at, last)
    return told if told is not None and begins_work(marks, told.work) else None


def _forced(marks: Marks, duty: Duty, at: int, last: int, force: str) -> Duty | None:
    """The duty with what charges it; None when the words behind the subject charge nobody."""
    duty.work = at
    if at >= last:
        duty.force = force or "names"
        return duty
    sign = marks.tokens.words[at]
    if sign == ":":
        place = marks.cue_at("place_heads", duty.first) is not None
        stated = at + 1 >= last or not (
            begins_body(marks, at + 1, last)
            or marks.cue_at("no_work", at + 1)
            or marks.tokens.words[at + 1][0].isdecimal()
        )
        each = marks.tokens.words[at + 1 : at + 2] == ["mỗi"] and read_bodies(marks, at + 1, last)
        stated = stated or bool(each and begins_work(marks, each.last))  # "...: mỗi đơn vị cử 02 cán bộ"
        if not force and (place or not stated):
            return None
        duty.force, duty.work = force or "colon", at + 1
        return duty
    if force:
        duty.force = force
        return duty
    if begins_work(marks, at) and not joins(marks, at):
        duty.force = "verb"
        return duty
    return None


def _skip_brackets(marks: Marks, at: int, last: int) -> int:
    """Behind "(sau đây gọi là ...)" and a comma."""
    words = marks.tokens.words
    if at < last and words[at] == "(":
        close = next((i for i in range(at, min(last, at + 40)) if words[i] == ")"), None)
        at = close + 1 if close is not None else at
    return at + 1 if at < last and words[at] == "," else at


def is_apposition(marks: Marks, at: int, last: int) -> bool:
    """Whether a dash stands at a token, and behind it what the body before it is for others: "Sở Tài chính | - Cơ quan thường trực"."""
    told = ("group_nouns", "body_offices", "office_prefixes")
    return at + 1 < last and marks.tokens.words[at] in ("-", "–") and marks.any_at(told, at + 1)


def _skip_apposition(marks: Marks, at: int, last: int) -> int:
    """Behind a dash and what a body is for others: "Sở Tài chính | - Cơ quan thường trực Ban Chỉ đạo | chủ trì ..."."""
    if not is_apposition(marks, at, last):
        return at
    near = range(at + 1, min(last, at + _APPOSITION))
    ends = (
        i for i in near if marks.tokens.words[i] in ",:;." or marks.any_at(("lead_roles", "obligations"), i)
    )
    return next(ends, last if last <= at + _APPOSITION else at)


def _obligation_end(marks: Marks, at: int, last: int) -> int | None:
    """The token behind what charges the body that stands before it, or tells within what it acts."""
    return read_within(marks, at, last) or marks.cue_at("obligations", at)


def _after_obligations(marks: Marks, at: int, last: int) -> tuple[int, str]:
    force = ""
    while at < last:
        end = _obligation_end(marks, at, last)
        if end is None:
            if force and marks.tokens.words[at] == "," and at + 1 < last:
                at += 1
                continue
            break
        at, force = end, "obligation"
    return at, force


def _ordered_others(marks: Marks, at: int, last: int) -> Duty | None:
    """ "UBND tỉnh giao Sở Y tế chủ trì": whoever is ordered does the work, not whoever orders."""
    end = marks.cue_at("orders", at)
    if end is None or end >= last:
        return None
    others = read_bodies(marks, end, last) or never_met(marks, end, last, ordered=True)
    return _ordered(marks, others, last) if others is not None else None


def _directed(marks: Marks, duty: Duty, at: int, last: int) -> Duty | None:
    """ "Sở A chỉ đạo Chi cục B thực hiện các nhiệm vụ sau": both are charged with what follows; elsewhere the one who
    directs leads what he directs."""
    end = marks.cue_at("directs", at)
    others = read_bodies(marks, end, last) if end is not None and end < last else None
    if others is None or others.last < last - 1 - 8:
        return None
    stop = marks.cue_at("carries_out", others.last) if others.last < last else others.last
    if stop is None or (stop < last and marks.cue_at("announces", stop) is None):
        return None
    if stop == others.last:  # "Sở A chỉ đạo Chi cục B:"
        return Duty(duty.lead, names_of(marks, others), "obligation", duty.first, last)
    return Duty([*duty.lead, *names_of(marks, others)], [], "obligation", duty.first, last)
