"""What elliptic goals leave out, from their neighbours in the sentence, the label before a colon, the bullet, the heading."""

from functools import lru_cache
from itertools import pairwise

from kehoach import rules
from kehoach.extraction.targets.edges import strip_lead
from kehoach.extraction.targets.naming import Named
from kehoach.extraction.targets.statement import Statement
from kehoach.text import squash

_SHORT = 3  # words of a place or part
_WORK = 20  # words that tell the work of a row
_JOINTS = frozenset({",", ";", "và", "còn"})


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    return frozenset(rules.cues()["general_nouns"])


def completed(s: Statement, found: list[Named]) -> list[Named]:
    """Names made whole; what stays nameless is left out."""
    labelled: set[int] = set()
    for one in found:
        label = _label(s, one) if not one.name or _may_be_part(one) else ""
        if label and (not one.name or _is_sized(label)):
            labelled.add(id(one))
            one.name = f"{label} {one.name}".strip()  # "Tỷ lệ bỏ học: THCS dưới 0,5%, THPT dưới 1%"
    if found and not found[0].name:
        found[0].name = _before_aim(s, found[0])
    for last, this in pairwise(found):
        if id(this) not in labelled:
            _from_before(s, last, this)
    for last, this in pairwise(reversed(found)):
        if (last.q.unit or "").startswith("% ") and this.q.unit == "%" and this.name == last.name:
            this.q.unit = last.q.unit  # "đạt 45%, cả năm đạt 100% kế hoạch vốn"
    for after, this in pairwise(reversed(found)):
        _from_behind(s, this, after)
    for one in found:
        if s.result and one.name.lower() in ("", (one.q.unit or "").split("/")[0].lower()):
            one.name = f"{one.name} {_work(s)}".strip()  # "12 lớp" is how much work its row asks for
        elif not _names(one):
            _from_above(s, one)
        elif one.name.lower() == (one.q.unit or "").lower() and (before := _before_brackets(s, one)):
            one.name = before if one.name.lower() in before.lower() else f"{one.name} {before}"
        elif one.name.lower() == (one.q.unit or "").lower() and (work := _before_change(s, one)):
            one.name, one.begin = work
        if one.name.lower() in ("số", "tổng số", "số lượng") and one.q.kind == "count":
            one.name += f" {(one.q.unit or '').split('/')[0]}"  # "nâng tổng số lên 12 KCN"
        if one.name.lower() in ("", "bình quân", "trung bình", "tỷ lệ") and one.q.kind == "count":
            one.name = (one.q.unit or "").split("/")[0]  # "bình quân đạt 17,5 tiêu chí/xã"
    return [one for one in found if len(one.name) > 1]


def _before_aim(s: Statement, one: Named) -> str:
    """The subject before "phấn đấu", for a value with nothing but a time and a verb behind it: "Giải ngân vốn đầu tư công, | phấn đấu
    đến hết quý III đạt 70%"."""
    marks, begin = s.clauses.marks, s.part_from(one.left)
    aims = [a for a, _ in marks.cues("aim_cues", begin, s.token(one.q.cue))]
    if not aims or marks.word(aims[-1] - 1) != ",":
        return ""
    last = aims[-1] - 1
    subjects = [a for name in ("spending", "indicator_heads") for a, _ in marks.cues(name, begin, last)]
    first = min(subjects, default=last)
    return s.text(first, last) if marks.last_sign(",;:", first, last) is None else ""


def _base(s: Statement, last: Named, this: Named) -> str:
    """What a share is of, where the words behind it tell only that: "Giải ngân vốn đạt 45%, cả năm đạt | 100% | kế hoạch vốn được giao"."""
    marks, behind = s.clauses.marks, s.token(this.q.end)
    told = last.first and last.stop > s.token(last.q.end)  # the name of the value before stands behind it
    if told or not this.first or this.q.unit != "%" or last.q.kind != "%":
        return ""
    cue = s.token(this.q.cue)
    if marks.cue_before("changes_down", cue) is not None or marks.cue_before("changes_up", cue) is not None:
        return ""  # "tư vấn đạt 90%; giảm 50% số cặp tảo hôn"
    based = marks.cue_at("share_bases", behind) is not None
    if not based or marks.cue_before("achieving", cue) is None:
        return ""
    ends = (i for i in range(behind, this.stop) if marks.cue_at("or_more", i) is not None)
    return s.text(behind, next(ends, this.stop))


def _may_be_part(one: Named) -> bool:
    """Whether a name may be that of a part: a few words before its value."""
    return not one.first and len(one.name.split()) <= _SHORT and _size(one.name) is None


def _is_sized(label: str) -> bool:
    """Whether a label begins as the name of an indicator does, and names one."""
    low = label.lower()
    return len(low.split()) > 2 and any(
        low.startswith(f"{head} ") for head in rules.cues()["indicator_heads"]
    )


def _names(one: Named) -> bool:
    """Whether a name says what is measured: more than a bare unit, "tốc độ tăng" or the like."""
    low = one.name.lower()
    return len(low) > 1 and low not in _general()


def _between(s: Statement, last: Named, this: Named) -> list[str]:
    return s.clauses.marks.tokens.words[s.token(last.q.end) : s.token(this.q.cue)]


def _from_before(s: Statement, last: Named, this: Named) -> None:
    """What a later value leaves out and an earlier one named: "..., năm 2028 đạt 95%"; "ở đô thị 95%, ở nông thôn 70%"."""
    if not last.name:
        return
    if base := _base(s, last, this):
        this.name, this.begin, this.q.unit = last.name, this.q.cue, f"% {base}"
        return
    between = _between(s, last, this)
    cue = s.token(this.q.cue)
    same = _same_subject(s, last, this)
    bare = not this.first or this.stop <= s.token(this.q.end)
    unnamed = not this.name and (last.q.kind == this.q.kind or (bare and ";" not in between))
    if same or unnamed or _only_time(s, last, this):
        this.name, this.begin = last.name, this.q.cue
        return
    if this.first and (place := _begins_with_place(this.name)):  # "95% ở đô thị và 70% ở nông thôn"
        this.name = f"{_without_place(last.name, place)} {this.name}"
        return
    if this.first and last.first and _predicate(this.name) == 0:
        at = _predicate(last.name)  # "100% bộ, ngành đạt cấp độ 4 và 90% đạt cấp độ 5"
        this.name = f"{last.name[:at].rstrip() if at > 0 else last.name} {this.name}"
        return
    if this.first or last.first:
        return
    if this.name.lower() in _general() and (
        size := _size(last.name)
    ):  # "diện tích chè đạt 12 ha, sản lượng đạt 50 tấn"
        this.name += last.name[len(size) :]
        return
    if last.q.kind != this.q.kind or (";" in between and not this.name):
        return
    preposition = s.clauses.marks.cue_at("area_prepositions", _first_word(s, last, cue))
    own = s.has("indicator_heads", _first_word(s, last, cue), cue)
    if preposition is not None and not own:  # "... ở đô thị đạt 98%, ở nông thôn đạt 85%"
        this.name = f"{_without_place(last.name, this.name.split()[0])} {this.name}"
    elif _is_part(this.name) and ")" not in between:
        whole = last.name.split(" của ")[0] if _is_part(last.name.split(" của ")[-1]) else last.name
        this.name = f"{whole} của {this.name}"
    elif not own and (place := _ends_with_place(last.name)) and len(this.name.split()) <= _SHORT:
        this.name = f"{_without_place(last.name, place)} {place} {this.name}"  # "... của nam đạt 169 cm, nữ đạt 158 cm"
    elif (
        not own
        and this.q.kind == last.q.kind
        and this.q.unit == last.q.unit
        and (size := _size(last.name))
        and _size(this.name) is None
        and "," in between
    ):
        had = (
            s.clauses.marks.word(s.token(this.begin) - 1) == "có"
        )  # "lao động qua đào tạo 75%, trong đó có bằng cấp 35%"
        this.name = f"{last.name} có {this.name}" if had else f"{size} {this.name}"


def _same_subject(s: Statement, last: Named, this: Named) -> bool:
    """Whether a verb right behind a comma takes what stands before it for its subject: "đạt 450 trạm, tăng 200 trạm", "25/45 xã đạt
    chuẩn, chiếm 55,6%"."""
    marks, cue = s.clauses.marks, s.token(this.q.cue)
    verb = marks.cue_before("same_subject", cue)
    if verb is None or marks.tokens.words[verb - 1] not in (",", "và"):
        return False
    bare = this.name.lower() in ("", (this.q.unit or "").split("/")[0].lower(), *_general())
    taken = last.first and s.token(this.begin) < last.stop <= verb  # its name is the last one's
    return bare or taken or (this.q.kind == "%" and this.q.unit != "%")


def _begins_with_place(name: str) -> str | None:
    return next((p for p in rules.cues()["places_of_value"] if name.startswith(f"{p} ")), None)


def _ends_with_place(name: str) -> str | None:
    """The preposition of the place or part that ends a name in a few words: "ở" of "tỷ lệ xử lý chất thải ở đô thị"."""
    words = name.split()
    near = [w for w in words[-_SHORT - 1 : -1] if w in rules.cues()["area_prepositions"]]
    return near[-1] if near and len(words) > _SHORT else None


def _label(s: Statement, one: Named) -> str:
    """The words before the colon that a part stands behind."""
    cut = s.left_of(one.q)
    if cut == s.first or s.clauses.marks.tokens.words[cut - 1] != ":":
        return ""
    begin = max((c for c in s.cuts if c < cut), default=s.first)
    inside = s.clauses.marks.between(
        "quantity", s.clauses.marks.tokens.starts[begin], s.clauses.marks.tokens.ends[cut - 1]
    )
    return "" if inside else s.text(strip_lead(s, begin, cut - 1), cut - 1).strip(" :;,-+*")


def _first_word(s: Statement, last: Named, cue: int) -> int:
    at = s.token(last.q.end)
    while at < cue and s.clauses.marks.tokens.words[at] in (*_JOINTS, "("):
        at += 1
    return at


def _only_time(s: Statement, last: Named, this: Named) -> bool:
    """Whether nothing but a time and a verb stands before a value, and nothing behind it."""
    at, cue = _first_word(s, last, s.token(this.q.cue)), s.token(this.q.cue)
    time = s.clauses.marks.at("time", s.clauses.marks.tokens.starts[at]) if at < cue else None
    if time is None or last.q.kind != this.q.kind:
        return False
    rest = s.clauses.marks.token_from(time.end)
    verb = s.clauses.marks.cue_at("achieving", rest) if rest < cue else rest
    return verb is not None and verb >= cue and (not this.first or this.stop <= s.token(this.q.end))


def _size(name: str) -> str | None:
    """The noun of size or share that begins a name: "Năng suất", "Tỷ lệ"."""
    low = name.lower()
    return next(
        (name[: len(size)] for size in rules.cues()["size_nouns"] if low.startswith(f"{size} ")), None
    )


def _is_part(name: str) -> bool:
    """Whether a name is a proper one: whose part of a whole is told ("VNPT: 25 trạm")."""
    return name[:1].isupper() and len(name.split()) <= 3


def _without_place(name: str, preposition: str) -> str:
    for word in (preposition, "ở", "tại", "khu vực", "cấp", "đối với"):
        at = name.rfind(f" {word} ")
        if at > 0:
            return name[:at]
    return name


def _from_behind(s: Statement, this: Named, after: Named) -> None:
    """What an earlier value leaves out and a later one says: "100% hộ ở thành thị và 80% hộ ở nông thôn được dùng nước sạch"."""
    if this.q.kind != after.q.kind or not after.first:
        return
    if not this.name or _is_bare_unit(
        this, after
    ):  # "đến năm 2028 đạt 60%, đến năm 2030 đạt 80% trạm y tế có bác sĩ"
        this.name, this.finish = after.name, this.q.end
        return
    between = _between(s, this, after)
    predicate = _predicate(after.name)
    joined = ";" not in between and bool(between) and between[-1] in ("và", ",")
    if this.first and joined and predicate > 0 and this.q.kind == "%" and _predicate(this.name) < 0:
        this.name += " " + after.name[predicate:].strip()


def _is_bare_unit(this: Named, after: Named) -> bool:
    """Whether the noun of a value says no more than its unit, and the next one more of the same."""
    return this.name == this.q.unit == after.q.unit and after.name.startswith(f"{this.name} ")


def _predicate(name: str) -> int:
    """Where in a name the verb begins that a list may share; -1 for none."""
    words = f" {name.lower()} "
    found = [words.find(f" {p} ") for p in rules.cues()["predicates"]]
    return min((at for at in found if at >= 0), default=-1)


def _from_above(s: Statement, one: Named) -> None:
    """The label before the colon, the item or heading above: "2. Cây quế" / "- Diện tích đạt 60 nghìn ha"."""
    label = s.text(s.first, one.left).strip(" :;,-+*") if one.left > s.first else ""
    topic = label or _topic(s)
    if not topic or (any(c.isdecimal() for c in topic[:60]) and not label):
        return
    if one.name and not label:
        one.name = f"{one.name} {topic[:1].lower()}{topic[1:]}"
    elif not one.name:
        one.name = topic


def _before_brackets(s: Statement, one: Named) -> str:
    """The words before the bracket that a value stands in: "cung ứng lao động cho nhà đầu tư (dự kiến 4.200 người)"."""
    marks, cue = s.clauses.marks, s.token(one.q.cue)
    opened = marks.last_sign("()", s.first, cue)
    if opened is None or marks.word(opened) == ")" or cue - opened > _SHORT:
        return ""
    words = s.text(strip_lead(s, s.part_from(opened), opened), opened).strip(" :;,-+*")
    return words[:1].lower() + words[1:] if len(words.split()) <= _WORK else ""


def _before_change(s: Statement, one: Named) -> tuple[str, int] | None:
    """The work whose yield a verb of change tells behind a comma, and where it begins: "Sắp xếp đơn vị sự nghiệp, | giảm 02 đơn vị"."""
    marks, cue = s.clauses.marks, s.token(one.q.cue)
    begin = s.part_from(cue)
    verb = next(
        (a for a, end in marks.cues("raising", begin, cue) if end == cue and marks.word(a - 1) == ","), begin
    )
    first = strip_lead(s, begin, verb)
    told = s.text(first, verb).strip(" :;,-+*")
    return (told, marks.tokens.starts[first]) if told and len(told.split()) <= _WORK else None


def _work(s: Statement) -> str:
    """The first words of the work that a row tells."""
    cell = next((part for part in s.clause.parts if part.role == "task"), None)
    words = squash(s.clauses.text[cell.start : cell.end]).rstrip(" .;:") if cell is not None else ""
    words = words.partition(" theo ")[0]
    return words[:1].lower() + words[1:] if len(words.split()) <= _WORK else ""


def _topic(s: Statement) -> str:
    """The words of the item or heading right above, where they are few."""
    for above in s.clauses.up(s.clause):
        if above is s.clause or above.form not in ("heading", "lead-in", "item"):
            continue
        words = squash(s.clauses.text[above.start : above.end]).rstrip(" :;.")
        return words if len(words.split()) <= 14 else ""
    return ""
