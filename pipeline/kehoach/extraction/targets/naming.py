"""What a number measures: the words before it or behind it in its clause, and what they leave out."""

from msgspec import Struct

from kehoach.extraction.targets.edges import SIGNS, raised_from, strip_lead, strip_tail, tail_end
from kehoach.extraction.targets.statement import Statement
from kehoach.language.quantities import Quantity

_SPANS = frozenset({"năm", "tháng", "quý", "tuần", "ngày", "buổi", "đợt", "lần"})
_HOLDER = 8  # tokens behind "mỗi" that say who
_PLACE = 5  # words of a place
_VERB = 3  # words of a verb with its object


class Named(Struct):
    """A quantity with the words that name it. ``begin`` and ``finish`` bound the quote (characters); ``first``: the value
    stands before its name; ``left`` and ``right`` bound its part (tokens); ``stop`` is where its name is over."""

    q: Quantity
    begin: int
    finish: int
    name: str
    first: bool
    left: int
    right: int
    stop: int
    each: str | None = None


class _Around(Struct, frozen=True):
    """The places around a value, in tokens: its part [part, right) and where its own words begin in it (``left``), its comparator
    (``cue``) and what stands ``behind`` it, where the words behind it end (``tail``), and those before it between the verbs
    that open and that reach (``head`` to ``bare``)."""

    part: int
    left: int
    right: int
    cue: int
    behind: int
    tail: int
    head: int
    bare: int
    colon: bool
    each: str | None
    followed: bool


def named(s: Statement, q: Quantity, left: int, right: int, listed: bool) -> Named:
    """The name of a quantity within its part [left, right). ``listed``: it goes on a list of values before their names."""
    at = _around(s, q, left, right)
    if not listed:
        shared = _share_of(s, q, at.part, right, at.head, at.tail)
        done = shared or _named_work(s, q, at)
        if done is not None:
            return done
    spent = _spent(s, at.left, at.cue) if q.kind == "%" else None
    if listed or at.each is not None or _stands_first(s, q, at, spent):
        return _named_behind(s, q, at, spent)
    return _named_before(s, q, at)


def _around(s: Statement, q: Quantity, part: int, right: int) -> _Around:
    marks, cue, behind = s.clauses.marks, s.token(q.cue), s.token(q.end)
    left = _named_from(s, part, cue)
    tail = tail_end(s, behind, right)
    colon = cue > left and marks.word(cue - 1) == ":"
    if marks.word(behind) == "," and (colon or q.kind == "%"):
        tail = behind  # "Tốt: 22%, chưa đạt không quá 1,5%": its name stands before it
    head, bare = strip_lead(s, left, cue), strip_tail(s, left, cue)
    followed = tail > behind or q.kind == "count"
    return _Around(part, left, right, cue, behind, tail, head, bare, colon, _each(s, left, cue), followed)


def _stands_first(s: Statement, q: Quantity, at: _Around, spent: int | None) -> bool:
    """Whether a value stands before its name."""
    if at.bare <= at.head or (spent == at.head and at.tail > at.behind):
        return True
    titled = s.clauses.marks.cue_at("share_heads", at.head) is not None
    if at.colon and q.kind == "%" and at.tail > at.behind and not titled:
        return True  # "Tỷ lệ chung: 95% hộ dân"
    if _is_times(q):
        return False
    return (
        (at.followed and _is_opened(s, at.cue, at.behind))
        or _is_made(s, q, at.head, at.cue, at.followed)
        or _acts(s, q, at.head, at.bare, at.tail, at.behind)
    )


def _named_work(s: Statement, q: Quantity, at: _Around) -> Named | None:
    """Work that is done for so many: "trợ giúp pháp lý cho 100% người nghiện"."""
    work = _serves(s, q, at.left, at.cue, at.followed)
    if work is None:
        return None
    tokens = s.clauses.marks.tokens
    name = _said(f"{s.text(work, at.cue)} {_counted(s, q, at.tail)}", _told_behind(s, q))
    return Named(q, tokens.starts[work], tokens.ends[at.tail - 1], name, True, at.part, at.right, at.tail)


def _named_behind(s: Statement, q: Quantity, at: _Around, spent: int | None) -> Named:
    """A value before its name: "95% hộ dân", "giải ngân 100% kế hoạch", "mỗi xã có 02 mô hình"."""
    marks = s.clauses.marks
    verb = s.text(spent, marks.cue_at("spending", spent) or spent) if spent is not None else ""
    name = _said(f"{verb} {_counted(s, q, at.tail)}".strip(), _told_behind(s, q))
    begin = q.cue
    if spent is not None:
        begin = marks.tokens.starts[spent]
    elif at.each is not None:
        begin = marks.tokens.starts[marks.cues("each", at.left, at.cue)[-1][0]]
    end = marks.tokens.ends[max(at.tail, at.behind) - 1]
    return Named(q, begin, end, name, True, at.part, at.right, at.tail, at.each)


def _named_before(s: Statement, q: Quantity, at: _Around) -> Named:
    """A value behind its name: "tỷ lệ hộ dân đạt 95%", with its place "đạt 95% ở đô thị"."""
    starts, ends = s.clauses.marks.tokens.starts, s.clauses.marks.tokens.ends
    whole = at.colon and q.kind == "count" and not _is_times(q)
    begin = _skip_signs(s, at.left if whole else at.head, at.bare)
    name = _said(s.text(begin, at.bare), numbered=False)
    place = _place_behind(s, at.behind, at.tail)
    name, stop = (f"{name} {place}", at.tail) if place else (name, at.behind)
    return Named(q, starts[begin], ends[stop - 1], name, False, at.part, at.right, stop)


def _share_of(s: Statement, q: Quantity, part: int, right: int, head: int, tail: int) -> Named | None:
    """A share of a whole that is told behind it, of what stands before: "Vùng phủ 5G đến | 70% | dân số", "Giải ngân vốn đầu tư công
    đạt trên 95% kế hoạch Thủ tướng Chính phủ giao"; work has none."""
    marks, behind = s.clauses.marks, s.token(q.end)
    end = marks.cue_at("share_bases", behind) if q.kind == "%" and q.unit == "%" else None
    if q.kind == "%" and (q.unit or "").startswith("% "):  # "20% tổng chi ngân sách | của tỉnh"
        behind, end = s.token(q.noun), behind
    subject = marks.segments.speech[head].startswith("N") or _disburses(s, head, s.token(q.cue))
    if end is None or not (subject or _is_phrase(s, head, s.token(q.cue))):
        return None
    while end < tail and not _ends_base(s, end):
        end = marks.word_end(end, tail)
    goes_on = end < tail and marks.cue_at("or_more", end) is None and marks.cue_at("base_ends", end) is None
    bare = strip_tail(s, head, s.token(q.cue))
    while bare > head and (preposition := marks.cue_before("onto", bare)) is not None:
        bare = strip_tail(s, head, preposition)
    changed = s.has("changes_down", head, s.token(q.cue)) or s.has("changes_up", bare, s.token(q.cue))
    if goes_on or bare <= head or changed or marks.word(bare - 1) in ("và", ","):
        return None  # "giảm 30% thời gian và | 30% chi phí": so much of each
    q.unit = f"% {s.text(behind, end)}"
    begin, finish = marks.tokens.starts, marks.tokens.ends
    return Named(
        q, begin[head], finish[end - 1], _said(s.text(head, bare), numbered=False), False, part, right, end
    )


def _is_phrase(s: Statement, head: int, cue: int) -> bool:
    """Whether more than a verb and its object stands before a share: "Chi ngân sách địa phương cho giáo dục | không thấp hơn 20%"."""
    words = sum(s.clauses.marks.segments.begins[head : strip_tail(s, head, cue)])
    return words > _VERB and s.clauses.marks.cue_at("making", head) is None


def _disburses(s: Statement, head: int, cue: int) -> bool:
    """Whether a verb that says what a share is of begins a name, and more stands behind it: "Giải ngân | vốn đầu tư công"."""
    end = s.clauses.marks.cue_at("spending", head)
    return end is not None and strip_tail(s, head, cue) > end


def _ends_base(s: Statement, at: int) -> bool:
    """Whether the words end that say what a share is of: at a sign, a time, what follows from it."""
    marks = s.clauses.marks
    timed = marks.at("time", marks.tokens.starts[at]) is not None
    sign = not (marks.tokens.words[at][0].isalnum() or marks.tokens.words[at] == "-")
    return timed or sign or marks.any_at(("base_ends", "or_more"), at)


def part_by_time(s: Statement, last: Named, q: Quantity, left: int, right: int) -> Named | None:
    """What falls to a time, in brackets behind the whole: "04 hội nghị (quý III: 02, quý IV: 02)"."""
    marks, cue = s.clauses.marks, s.token(q.cue)
    opened = marks.last_sign("()", s.first, cue) if marks.word(cue - 1) == ":" else None
    time = marks.covering("time", marks.tokens.starts[cue - 2]) if cue - 2 >= s.first else None
    alike = q.unit in (None, last.q.unit) and q.kind in ("bare", last.q.kind) and last.q.kind == "count"
    if opened is None or time is None or not alike or marks.word(opened) == ")":
        return None
    q.unit, q.kind = last.q.unit, last.q.kind
    return Named(q, time.start, q.end, last.name, False, left, right, s.token(q.end))


def _is_times(q: Quantity) -> bool:
    """Whether a value tells how often: its noun names nothing."""
    return (q.unit or "").split("/")[0] == "lần"


def _counted(s: Statement, q: Quantity, tail: int) -> str:
    """The words behind a value that name it, without its rate by time: "5.000 đoàn viên mới/năm"."""
    noun, behind = s.token(q.noun), s.token(q.end)
    if q.rate and not q.rate[0].isdecimal():
        return f"{s.text(noun, s.token(q.slash))} {s.text(behind, tail)}".strip()
    return s.text(noun if q.kind != "%" or tail > behind else behind, max(tail, behind))


def _serves(s: Statement, q: Quantity, left: int, cue: int, followed: bool) -> int | None:
    """Where the work begins that is done for what a value counts: "đào tạo kỹ năng số cho 500 cán bộ"."""
    marks = s.clauses.marks
    if not followed or q.kind not in ("%", "count") or marks.cue_before("goal_openers", cue) is not None:
        return None
    served = marks.cue_before("serving", cue) is not None or (
        q.kind == "%" and marks.cue_before("onto", cue) is not None
    )
    served = served or (
        q.kind == "count"
        and marks.word(cue - 1) == "tại"
        and marks.cue_at("served_places", s.token(q.noun)) is not None
    )
    begin = strip_lead(s, left, cue, "announcers")
    begin = _work_from(s, begin, cue)
    return begin if served and begin < cue else None


def _work_from(s: Statement, begin: int, cue: int) -> int:
    """Behind whoever does the work: "Phối hợp Đoàn Thanh niên | dạy bơi cho 4.000 trẻ em"."""
    marks = s.clauses.marks
    makes = [a for a, _ in marks.cues("making", begin, cue) if a == begin or not marks.is_capital(a)]
    acts = marks.segments.speech[begin].startswith("V") and marks.cue_at("joint_work", begin) is None
    return begin if acts or not makes or s.has("indicator_heads", begin, cue) else makes[0]


def _place_behind(s: Statement, behind: int, tail: int) -> str:
    """The place or part that a value is for: "95% ở đô thị"."""
    marks = s.clauses.marks
    begins = tail > behind and marks.cue_at("places_of_value", behind) is not None
    return s.text(behind, tail) if begins and sum(marks.segments.begins[behind:tail]) <= _PLACE else ""


def _is_opened(s: Statement, cue: int, behind: int) -> bool:
    """Whether a verb that opens a goal, and none that reaches a level, stands right before a value behind a comma;
    "hoàn thành 100% | việc cập nhật" opens one where what is done follows."""
    marks = s.clauses.marks
    opener = marks.cue_before("goal_openers", cue)
    reached = marks.cue_before("achieving", cue)
    return (
        opener is not None
        and (reached is None or marks.cue_at("done_things", behind) is not None)
        and opener > 0
        and marks.tokens.words[opener - 1] in (",", ";", ":", "và")
    )


def _skip_signs(s: Statement, at: int, stop: int) -> int:
    while at < stop and s.clauses.marks.tokens.words[at] in SIGNS:
        at += 1
    return at


def _spent(s: Statement, left: int, cue: int) -> int | None:
    """Where the verb begins that says what a share is of: "giải ngân | 100% kế hoạch", "giải ngân | đạt trên 45% kế hoạch"."""
    return s.clauses.marks.cue_before("spending", strip_tail(s, left, cue))


def _told_behind(s: Statement, q: Quantity) -> bool:
    """Whether a value has its comparator behind its name: "từ 90% số xã | trở lên", not "25% giáo viên có trình độ thạc sĩ trở lên"."""
    return q.op == ">=" and (q.cue == q.start or s.clauses.marks.word(s.token(q.cue)) == "từ")


def _said(name: str, more: bool = False, numbered: bool = True) -> str:
    """A name without signs at its ends; ``numbered``: a value stands before it ("10% | số trường"); ``more``: "trở lên" at its end is
    of the value."""
    name = name.strip(" ,;:.)")
    label, _, rest = name.partition(") ")
    if rest and len(label) <= 2:  # "1) Chỉ số hài lòng"
        name = rest
    for opener in ("trở lên ", "trở xuống ", *(("số ",) if numbered else ())):
        if name.lower().startswith(opener) and len(name.split()) > 2:
            name = name[len(opener) :]
    name = name.removesuffix(" trở lên").strip(" ,;:.") if more else name
    name = name + ")" if name.count("(") > name.count(")") else name
    return name.rstrip('"') if name.count('"') == 1 else name.rstrip("”") if "“" not in name else name


def _named_from(s: Statement, left: int, cue: int) -> int:
    """Where the words that belong to a value begin: behind the last "phấn đấu", at the last noun of an indicator behind a
    comma, or at the first one behind a verb that moves it ("nâng | tỷ lệ ...")."""
    marks = s.clauses.marks
    words = marks.tokens.words
    held_for = marks.cue_at("held_for", _skip_signs(s, left, cue))
    comma = marks.last_sign(",", left, cue) if held_for is not None else None
    if comma is not None and marks.at("time", marks.tokens.starts[comma + 1]) is not None:
        left = comma + 1  # "Đối với các xã, | mỗi tháng có 02 buổi"
    left = raised_from(s, left, cue)
    aims = [
        (a, end)
        for a, end in marks.cues("announcers", left, cue)
        if words[a] in ("phấn", "mục", "chỉ", "quyết", "trong")
        or (words[a] in ("bảo", "đảm") and words[a - 1] in (",", ";"))
    ]
    left = next((end for a, end in reversed(aims) if _begins_aim(s, left, a, end, cue)), left)
    opened = marks.last_sign("()", left, cue)
    if opened is not None and words[opened] == "(":
        left = opened + 1
    everywhere = [a for a, _ in marks.cues("indicator_heads", left, cue)]
    heads = [a for a in everywhere if a > left]
    apart = [a for a in heads if words[a - 1] in (",", ";", "và")]
    moved = [a for a in heads if _is_moved(s, a, cue) and everywhere[0] >= a]
    return (apart or moved or [left])[-1]


def _is_moved(s: Statement, at: int, cue: int) -> bool:
    """Whether a verb that moves an indicator, or reaches one that is told in more than a word, stands right before it: "nâng | tỷ lệ
    ...", "góp phần đạt | chỉ số sản xuất công nghiệp"; not "đạt | tỷ lệ 98%"."""
    marks = s.clauses.marks
    head = marks.cue_at("indicator_heads", at) or at
    reached = marks.cue_before("achieving", at) is not None and strip_tail(s, head, cue) > head
    return reached or marks.cue_before("moving", at) is not None


def _begins_aim(s: Statement, left: int, begin: int, end: int, cue: int) -> bool:
    """Whether "phấn đấu" opens a goal, and is not the verb of an indicator ("tỷ lệ hộ nghèo phấn đấu đạt 3%")."""
    opens = begin == left or s.clauses.marks.tokens.words[begin - 1] in SIGNS
    # "lộ trình đạt | mục tiêu 50% xã"
    set_before = end == cue and s.clauses.marks.cue_before("achieving", begin) is not None
    return opens or set_before or strip_tail(s, end, cue) > end or strip_lead(s, left, cue) >= end


def _each(s: Statement, left: int, cue: int) -> str | None:
    """ "mỗi xã, phường có 02 mô hình": who each of them is."""
    marks = s.clauses.marks
    found = marks.cues("each", left, cue)
    if not found or marks.word(found[-1][1]) in _SPANS:
        return None
    begin = found[-1][1]
    end = next((i for i in range(begin + 1, cue) if _ends_each(s, i)), cue)
    return s.text(begin, end) if begin < end <= begin + _HOLDER else None


def _ends_each(s: Statement, at: int) -> bool:
    """Whether a verb, or what opens a goal, begins at a token behind "mỗi"."""
    marks = s.clauses.marks
    verb = marks.segments.begins[at] and marks.segments.speech[at].startswith("V")
    return bool(verb) or marks.cue_at("goal_openers", at) is not None


def _acts(s: Statement, q: Quantity, head: int, bare: int, tail: int, behind: int) -> bool:
    """Whether the words before a value are a verb that no list knows: "giám sát ít nhất 20% đảng viên"."""
    if q.kind == "measure" and tail > behind:  # "cung ứng tối thiểu 120 tấn giống lúa"
        return _is_verb(s, head, bare) and "N" in s.clauses.marks.segments.speech[behind]
    if (
        q.kind not in ("%", "count")
        or (q.kind == "%" and tail <= behind)
        or (bare < s.token(q.cue) and s.clauses.marks.word(s.token(q.cue) - 1) != ",")
    ):
        return False
    if s.has("parts_told", s.first, s.token(q.cue)) and (
        tail == behind or s.clauses.marks.tokens.words[behind] == ","
    ):
        return False  # "trong đó cao đẳng 2.000 người"
    words = sum(s.clauses.marks.segments.begins[head:bare])
    cue = s.token(q.cue)
    apart = s.clauses.marks.word(cue - 1) == ","  # "Đến hết học kỳ I, 100% trường học"
    all_of = (
        q.kind == "%" and q.value == 100 and (bare == cue or apart)
    )  # "canh gác, rào chắn 100% ngầm tràn"
    return (
        (words <= 2 or all_of)
        and not s.has("indicator_heads", head, bare)
        and not s.has("growth_nouns", head, bare)
    )


def _is_made(s: Statement, q: Quantity, head: int, cue: int, followed: bool) -> bool:
    """Whether a verb of making stands right before a value, with what is made behind: "Phối hợp với UBND các xã xây dựng | 03 chuỗi"."""
    makes = s.clauses.marks.cue_before("making", cue)
    told = s.has("indicator_heads", head, cue) or s.has("growth_nouns", head, cue)
    return makes is not None and makes >= head and followed and q.kind in ("count", "measure") and not told


def _is_verb(s: Statement, first: int, last: int) -> bool:
    """Whether some tokens are one word, a verb."""
    segments = s.clauses.marks.segments
    return sum(segments.begins[first:last]) == 1 and segments.speech[first].startswith("V")
