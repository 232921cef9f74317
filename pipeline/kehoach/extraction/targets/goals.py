"""Whether a quantity is a goal, or a result of the past, a definition, a budget, an age, a count of what is listed."""

from kehoach.extraction.targets.edges import raised_from, strip_lead
from kehoach.extraction.targets.nesting import reaches
from kehoach.extraction.targets.statement import Statement
from kehoach.extraction.targets.work import LONG_LIST, is_act, is_measured_work, is_work, serves_many
from kehoach.language.quantities import Quantity

_NEAR_EACH = 6  # tokens between "mỗi" and the number of a noun that no list holds
_SIZED = 4  # tokens that name a size before its value
_BRACKET = 12  # tokens of a bracket before its value
_GRANTED = 5  # tokens behind a value in which what it grants is told
_PREDICATE = 6  # tokens behind a count within which it is told what becomes of it
_EXISTING = 10  # tokens behind a value in which a thing is told to exist
_SPANS = frozenset({"năm", "quý", "tháng", "tuần", "ngày", "giờ"})


def is_goal(s: Statement, q: Quantity, left: int, right: int) -> bool:
    """Whether a quantity within the part [left, right) of a statement is a goal that the document sets."""
    number = s.token(q.start)
    if q.whole is not None and not _of_a_whole(s, q):
        return False
    if not _announced(s, q, number) or _rules(s) or _tells_apart(s, q, left) or _is_condition(s, q, left):
        return False
    aimed = _aimed_from(s, left, number)
    told = _behind_brackets(s, left if aimed is None else aimed, number)
    told = max(told, raised_from(s, left, s.token(q.cue))) if s.goals else told
    if any(s.has(name, told, s.token(q.end)) for name in ("past_cues", "definition_cues")) or _budgeted(
        s, told, q
    ):
        return False
    if (_raises(s, q, left) or reaches(s, q)) and not _explains(s, number):
        return True
    if aimed is None and not s.goals and s.has("compared_cues", left, right):
        return False
    if _explains(s, number):
        return _aims_in_brackets(s, q, number)
    if s.result and q.kind != "time":
        return q.kind in ("%", "measure") or (q.kind == "count" and _yields(s, q))
    goal = s.goals or s.has("goal_cues") or s.until_a_year
    if s.clauses.meta.type == "CV" and not (s.has("aim_cues") or s.until_a_year or _paced(s, q, number)):
        return False  # letters explain rules, and their thresholds are no goals
    if q.kind == "time":
        return goal and _set_time(s, q, left, number)
    if {"purpose", "funding"} & s.kinds and not s.goals:
        return _required(s, q, left, number)
    if q.kind in ("count", "bare") and not (q.kind == "bare" and q.whole is None):
        return _counts(s, q, left, right, goal)
    if not goal and _describes(s, q, left):
        return False
    return _measured(s, q, left, number, goal)


def _required(s: Statement, q: Quantity, left: int, number: int) -> bool:
    """Whether purposes and requirements set a goal in so many words ("phấn đấu đạt 95%"), or ask for a share of the work: "Kiểm tra
    trực tiếp ít nhất 30% cơ quan", "100% tồn tại được phát hiện phải có kết luận"."""
    if s.has("aim_cues", s.first, number):
        return q.kind in ("%", "measure") or q.marked
    begins = strip_lead(s, left, s.token(q.cue)) >= s.token(q.cue)
    shares = q.kind == "%" and (q.value == 100 or q.op == ">=")
    works = "purpose" in s.kinds and s.clauses.genre(s.clause).name == "plan" and s.clause.form == "item"
    return shares and works and (begins or is_act(s, left, _before_adverb(s, s.token(q.cue))))


def _before_adverb(s: Statement, cue: int) -> int:
    """Before the adverb behind a verb: "kiểm tra | trực tiếp ít nhất 30%"."""
    marks = s.clauses.marks
    begin = marks.word_begin(cue - 1)
    return begin if marks.segments.speech[begin] in ("A", "R") else cue


def _raises(s: Statement, q: Quantity, left: int) -> bool:
    """Whether an item asks for a change: "tăng thời lượng phát sóng lên 45 phút/ngày", "tiết kiệm 10% chi thường xuyên"; a verb of
    change begins its part, and the level or the share stands behind it."""
    marks, cue = s.clauses.marks, s.token(q.cue)
    if not s.asks or q.is_money or q.kind == "bare":
        return False
    changes = [
        *marks.cues("changes_down", left, cue),
        *marks.cues("changes_up", left, cue),
        *marks.cues("raising", left, cue),
    ]
    if not changes:
        return False
    begin, end = min(changes)
    told = begin <= left or marks.word(begin - 1) in (",", ";", ":") or strip_lead(s, left, begin) >= begin
    level = q.kind != "%" and marks.cue_before("raised_to", cue) is not None
    share = (
        q.kind == "%"
        and end >= cue - (marks.word(cue - 1) == "từ")
        and marks.segments.speech[s.token(q.end)].startswith("N")
    )
    return told and (level or share)


def _rules(s: Statement) -> bool:
    """Whether its label says that it tells a rule: "Nguyên tắc hỗ trợ: mỗi hộ không quá 01 dự án"."""
    end = s.clauses.marks.cue_at("rule_labels", s.first)
    return end is not None and s.clauses.marks.word(end) == ":"


def _paced(s: Statement, q: Quantity, number: int) -> bool:
    """Whether work is asked for at a pace: "phát sóng mỗi tuần ít nhất 02 tin, bài"."""
    return q.op == ">=" and q.kind == "count" and s.has("each", max(s.first, number - _NEAR_EACH), number)


def _of_a_whole(s: Statement, q: Quantity) -> bool:
    """Whether a number and the whole it is of count anything: "đạt 17/19 tiêu chí", not "trực ban 24/24", "quy hoạch 1/500"."""
    named = bool((q.unit or "").split(" (")[0].strip())
    return named or _reached(s, q)


def _announced(s: Statement, q: Quantity, number: int) -> bool:
    """Whether anything tells that a bare number is to be reached: a comparator, "đạt", a colon. Asked first, since a text may
    hold tens of thousands of bare numbers."""
    bare = q.kind == "bare" and q.whole is None
    return not bare or q.marked or s.clauses.marks.tokens.words[number - 1] == ":" or _reached(s, q)


def _reached(s: Statement, q: Quantity) -> bool:
    places = {s.token(q.cue), s.token(q.start)}  # "từ 45% | lên 70%": its cue is the base
    return any(s.clauses.marks.cue_before("levels_reached", at) is not None for at in places)


def _behind_brackets(s: Statement, first: int, number: int) -> int:
    """Behind the last words in brackets, which explain something else: "(thang điểm 10)"."""
    closed = s.clauses.marks.last_sign(")", first + 1, number)
    return first if closed is None else closed + 1


def _measured(s: Statement, q: Quantity, left: int, number: int, goal: bool) -> bool:
    """Shares, measures and bare numbers."""
    marks, reached = s.clauses.marks, _reached(s, q)
    if q.kind == "%":
        told = goal or q.value == 100 or q.marked or reached or marks.tokens.words[number - 1] == "có"
        return told or (s.asks and is_act(s, left, s.token(q.cue)))  # "số hóa 60% hồ sơ"
    if q.kind == "bare":
        if marks.segments.speech[s.token(q.end)].startswith("N"):
            return False  # "trên 4 | loại hình báo chí": so many of a noun
        signs = (":", ">", "<", "≥", "≤", "=")
        named = s.has("indicator_heads", left, number) or s.clauses.marks.tokens.words[number - 1] in signs
        return named and (q.marked or goal)
    if is_measured_work(s, q, left, s.token(q.cue)) or serves_many(s, q, left, s.token(q.cue)):
        return True
    colon = s.clauses.marks.tokens.words[s.token(q.cue) - 1] == ":" and s.token(q.cue) > left
    plans = s.clauses.genre(s.clause).name == "plan"
    return goal or (plans and (q.marked or reached or colon))


def _aimed_from(s: Statement, left: int, number: int) -> int | None:
    """Behind the last "phấn đấu": what stands before it tells of something else."""
    words = s.clauses.marks.tokens.words
    found = [
        end
        for a, end in s.clauses.marks.cues("aim_cues", left, number)
        if words[a] in ("phấn", "mục", "chỉ", "quyết")
        or (words[a] in ("bảo", "đảm") and words[a - 1] == ",")  # "các mỏ hiện có, bảo đảm cung ứng 8.500 m3"
    ]
    return found[-1] if found else None


def _budgeted(s: Statement, left: int, q: Quantity) -> bool:
    money = q.is_money or q.kind == "%"
    marks = s.clauses.marks
    granted = any(
        marks.cue_before("earning", a) is None for a, _ in marks.cues("budget_cues", left, s.token(q.start))
    )
    return money and granted and not s.has("spending", left, s.token(q.start))


def _explains(s: Statement, number: int) -> bool:
    """Whether a number stands in brackets that only explain; parts of a whole do not ("(trong đó: VNPT 25 trạm)")."""
    words = s.clauses.marks.tokens.words
    opened = s.clauses.marks.last_sign("()", s.first, number + 1)
    if opened is None or words[opened] == ")":
        return False
    close = next((i for i in range(number, min(s.last, number + 60)) if words[i] == ")"), s.last)
    inside = words[opened:close]
    parts = inside.count("%") > 1 or words[opened + 1 : opened + 3] == ["trong", "đó"]
    named = ":" in words[opened:number] and not any(w[0].isdecimal() for w in words[opened:number])
    timed = s.clauses.marks.at("time", s.clauses.marks.tokens.starts[opened + 1]) is not None
    reached = s.clauses.marks.cue_before("same_subject", number) is not None or "tăng" in inside
    by_year = (inside[1:2] == ["năm"] and "đạt" in inside) or inside[1:2] == ["mỗi"] or (timed and reached)
    return not (parts or named or by_year)


def _aims_in_brackets(s: Statement, q: Quantity, number: int) -> bool:
    """Whether brackets set a goal of what stands before them: "kết nạp đoàn viên (ít nhất 40 đoàn viên)"."""
    marks = s.clauses.marks
    opened = marks.last_sign("()", s.first, number + 1)
    if opened is None or number - opened > _BRACKET or q.kind == "time" or not (s.goals or s.asks):
        return False
    planned = marks.word(opened + 1) == "dự" and q.kind == "count"
    aimed = marks.word(opened + 1) == "phấn" and q.kind != "bare"
    least = marks.cue_at("at_least", opened + 1) == number and q.kind in ("%", "count") and not q.rate
    return planned or aimed or least


def _set_time(s: Statement, q: Quantity, left: int, number: int) -> bool:
    """Ages and durations are goals only in set phrases: a life expectancy, years of health, a time to wait."""
    spans = s.has("life_spans", left, number)
    if q.marked and q.op in ("<=", ">=") and (s.has("each", left, number) or q.rate in _SPANS):
        return True  # "mỗi buổi không quá 120 phút", "thời lượng tối thiểu 60 phút/tuần"
    if (q.unit or "").startswith("lần"):
        return s.clauses.marks.tokens.words[number - 2 : number - 1] in (["mỗi"], ["hằng"], ["hàng"])
    return spans and (
        not (q.unit or "").startswith(("ngày", "tháng", "giờ", "phút"))
        or (q.marked and (s.goals or (q.op == "<=" and s.has("aim_cues", left, number))))
    )


def _describes(s: Statement, q: Quantity, left: int) -> bool:
    """ "các dự án giải ngân dưới 30%" are told from others by a share; nothing is to reach it."""
    cue = s.token(q.cue)
    things = s.has("counts", left, cue) and not s.has("indicator_heads", left, cue)
    return q.op in ("<", ">") and things and s.clauses.marks.cue_before("achieving", cue) is None


def _tells_apart(s: Statement, q: Quantity, left: int) -> bool:
    """ "bếp ăn có từ 200 suất trở lên phải được kiểm tra", "tàu có trọng tải trên 200 tấn": a size tells which things are meant."""
    marks, cue = s.clauses.marks, s.token(q.cue)
    words, behind = marks.tokens.words, s.token(q.end)
    sized = next(
        (begin for begin, end in marks.cues("sized", max(left, cue - _SIZED), cue) if end == cue), cue
    )
    begins = strip_lead(s, left, sized) >= sized  # "Phấn đấu có | ít nhất 03 thôn được công nhận"
    if not q.marked or words[sized - 1] != "có" or sized - 1 <= left or begins:
        return False
    return sized < cue or (behind < s.last and marks.cue_at("undergone", behind) is not None)


def _is_condition(s: Statement, q: Quantity, left: int) -> bool:
    """Whether a number tells what grants something ("đạt từ 80 điểm trở lên | mới được xét giải"), the limit of a format ("tối đa 10
    trang"), the size of a team ("mỗi tổ có 01 xe tải"), or what there is already ("226 trạm y tế hiện có")."""
    marks, end, noun = s.clauses.marks, s.token(q.end), s.token(q.noun)
    if s.has("granted", end, min(s.last, end + _GRANTED)) or marks.cue_at("formats", noun) is not None:
        return True
    stop = next(
        (i for i in range(end, min(s.last, end + _EXISTING)) if marks.tokens.words[i] in ";."),
        end + _EXISTING,
    )
    counts = q.kind == "count" and not is_act(s, left, s.token(q.cue))
    if counts and s.has("existing", end, min(s.last, stop)):
        return True
    teams = marks.cues("each_of_team", max(left, s.token(q.cue) - 2 * _NEAR_EACH), s.token(q.cue))
    return bool(teams) and not s.goals and q.op in ("=", "<=")


def _counts(s: Statement, q: Quantity, left: int, right: int, goal: bool) -> bool:
    """A counted noun is a goal with a comparator, a denominator, "mỗi X có", or right behind a verb of making."""
    marks, cue, number = s.clauses.marks, s.token(q.cue), s.token(q.start)
    head = (q.unit or "").split("/")[0]
    if head == "lần":
        each = marks.tokens.words[number - 2 : number - 1] in (["mỗi"], ["hằng"], ["hàng"])
        return each or bool(q.rate and q.marked) or marks.cue_before("made_of_change", cue) is not None
    colon = marks.tokens.words[cue - 1] == ":" and cue > left
    if q.whole is not None:
        return goal or q.unit is None or head.startswith("% ")
    if is_work(s, q, left, cue):
        return True
    more = marks.tokens.words[cue - 1] in ("thêm", "giảm", "tăng")
    listed = marks.cue_at("listed_things", s.token(q.noun)) == _noun_end(s, q)
    opens = s.goals and q.value > 1 and left == s.left_of(q) and strip_lead(s, left, cue) >= cue > left
    told = (q.marked and goal) or more or (opens and marks.cue_before("carries_out", cue) is None)
    if listed and q.value < LONG_LIST and not told and q.rate in (None, *_SPANS):
        return False
    if q.op in (">", "<") and not goal:
        return False
    if q.marked and q.op in (">=", "<=", "range", "~"):
        return True
    if serves_many(s, q, left, cue):
        return True
    known = marks.cue_at("counts", s.token(q.noun)) is not None
    each = s.has("each", left if known else max(left, number - _NEAR_EACH), number)
    if q.rate and s.has("sizes", left, cue):
        return True
    if q.rate or each:
        return goal or each
    if colon and not known:
        return False
    if colon:
        work = cue - 1 > left and (goal or s.clauses.genre(s.clause).goals == "all")
        return (s.goals or work) and not _lists(s, left, cue)
    served = marks.cue_before("serving", cue) is not None and s.has("goal_openers", left, cue)
    made = (
        served or marks.cue_before("goal_openers", cue) is not None or (known and _verb_before(s, left, cue))
    )
    changed = s.has("changes_up", left, cue) or s.has("levels_reached", left, cue)
    behind = s.token(q.end)  # "02 xã | đạt chuẩn đô thị loại V"
    changed = changed or (
        s.goals
        and strip_lead(s, left, cue) >= cue
        and s.has("predicates", behind, min(right, behind + _PREDICATE))
    )
    sets = (
        s.goals
        or (s.asks and _reached(s, q))
        or s.clauses.genre(s.clause).name == "plan"
        or _aimed_from(s, s.first, number) is not None
    )
    return goal and sets and (made or changed)


def _yields(s: Statement, q: Quantity) -> bool:
    """Whether a cell tells an amount of work: several of a thing that is counted, at its beginning or behind a sign."""
    marks, cue = s.clauses.marks, s.token(q.cue)
    opens = cue == s.first or marks.word(cue - 1) in (",", ";", ":", "-", "+", "và", "|")
    return opens and (q.marked or q.value > 1) and marks.cue_at("counts", s.token(q.noun)) is not None


def _noun_end(s: Statement, q: Quantity) -> int:
    at = s.token(q.noun)
    return s.clauses.marks.cue_at("counts", at) or s.clauses.marks.cue_at("listed_things", at) or at


def _lists(s: Statement, left: int, cue: int) -> bool:
    """ "Thành phần: 05 người" and the like list who or what there is."""
    return any(a == left for a, _ in s.clauses.marks.cues("listing_labels", left, cue))


def _verb_before(s: Statement, left: int, cue: int) -> bool:
    """Whether the word right before a number is a verb: "cử tuyển 50 sinh viên", "trồng mới 20 ha"."""
    segments = s.clauses.marks.segments
    begin = max(left, s.clauses.marks.word_begin(cue - 1))
    return cue > left and segments.speech[begin].startswith("V")
