"""Where the words that name a value begin and end: behind the verbs that open a goal, before those that reach a level, at times."""

from kehoach.extraction.targets.statement import Statement
from kehoach.language.marks import Mark
from kehoach.language.numbers import COMPARATORS, comparator_before

SIGNS = frozenset('-+*•,;:.()[|–"“')
_LONGEST = 60  # tokens of a name
_COMPARED = tuple(COMPARATORS)


def strip_lead(s: Statement, at: int, stop: int, verbs: str = "goal_openers", joined: bool = True) -> int:
    """Behind the bullets, times and verbs that open a goal; with "announcers" the verbs that do work stay. ``joined``: verbs that no
    list knows, too, where they are joined to one that opens a goal."""
    marks = s.clauses.marks
    while at < stop:
        time = marks.at("time", marks.tokens.starts[at])
        opener = marks.cue_at(verbs, at)
        if time is not None and time.end <= marks.tokens.ends[stop - 1]:
            at = marks.token_from(time.end)
        elif marks.tokens.words[at] in SIGNS:
            at += 1
        elif opener is not None and opener <= stop and not marks.any_at(("indicator_heads", "spending"), at):
            at = opener
        elif joined and verbs == "goal_openers" and _joined_verbs(s, at, stop):
            return stop
        else:
            break
    return at


def raised_from(s: Statement, left: int, cue: int) -> int:
    """Where a verb of change begins behind a comma before a value: what stands before it tells of something else ("các dự án đã quy
    hoạch với 2.989 MW, | nâng tổng công suất lên 4.758 MW")."""
    marks = s.clauses.marks
    raises = [a for a, _ in marks.cues("raising", left, cue) if marks.word(a - 1) == ","]
    return raises[-1] if raises else left


def _joined_verbs(s: Statement, at: int, stop: int) -> bool:
    """Whether verbs, signs between them and one that opens a goal are all there is: "Khôi phục, duy trì | ít nhất 12 lễ hội"."""
    marks, first = s.clauses.marks, at
    while at < stop and marks.segments.speech[at].startswith("V"):
        end = marks.word_end(at, stop)
        if end + 1 >= stop or marks.tokens.words[end] not in (",", "và"):
            break
        at = end + 1
    return at > first and strip_lead(s, at, stop, joined=False) == stop


def strip_tail(s: Statement, first: int, at: int) -> int:
    """Before the verbs, comparators and times between a name and its value."""
    marks = s.clauses.marks
    while at > first:
        verb = marks.cue_before("achieving", at) if marks.cue_before("or_more", at) is None else None
        if verb is None and marks.any_at(_COMPARED, at):
            verb = marks.cue_before("assuring", at)
        time = marks.covering("time", marks.tokens.starts[at - 1])
        if time is not None and _tells_when(s, time, first) and time.end <= marks.tokens.ends[at - 1]:
            at = marks.token_from(time.start)
        elif verb is not None and verb >= first:
            at = verb
        elif marks.tokens.words[at - 1] in ",(:;=<>≥≤|":
            at -= 1
        else:
            break
    return at


def is_bare_feast(time: Mark) -> bool:
    """Whether a feast only names something: "quà Tết"."""
    first = time.value.first
    return first is not None and first.grain == "feast" and first.year is None and not time.value.told


def _tells_when(s: Statement, time: Mark, first: int) -> bool:
    """Whether a time at the end of a name says by when, and is no part of the name ("... của năm 2025", "thường xuyên")."""
    at = s.clauses.marks.token_from(time.start)
    before = s.clauses.marks.tokens.words[at - 1]
    named = not time.value.told and s.clauses.marks.cue_before("dated_nouns", at) is not None
    dated = time.value.first is not None and not is_bare_feast(time)
    return (
        (dated or (time.value.every == "yearly" and before != "quân"))
        and not named
        and at >= first
        and before != "của"
    )


def tail_end(s: Statement, behind: int, right: int) -> int:
    """Where the words behind a value that still belong to it end: at a stop, a new name, a time at their end."""
    marks, at = s.clauses.marks, behind
    words = marks.tokens.words
    depth = 0
    while at < right and at - behind < _LONGEST:
        word = words[at]
        depth += (word == "(") - (word == ")")
        if word in ";.\n" or depth < 0 or marks.cue_at("tail_stops", at) is not None:
            break
        if word == "với" and marks.cue_at("indicator_heads", at + 1) is not None:
            break  # "35 dự án | với tổng vốn đăng ký 8.500 tỷ đồng"
        if word == "," and depth == 0 and _new_name(s, at + 1, right):
            break
        if word == "(" and (
            marks.at("time", marks.tokens.starts[at + 1]) is not None or _explains_parts(s, at, right)
        ):
            break
        at += 1
    return _without_time(s, behind, at)


def _explains_parts(s: Statement, at: int, right: int) -> bool:
    """Whether a bracket tells parts, years or examples: it holds a colon or values."""
    words = s.clauses.marks.tokens.words
    close = next((i for i in range(at, min(right, at + _LONGEST)) if words[i] == ")"), right)
    return close == right or ":" in words[at:close]


def _new_name(s: Statement, at: int, right: int) -> bool:
    """Whether another indicator or clause begins behind a comma."""
    marks = s.clauses.marks
    if at >= right:
        return True
    if marks.at("time", marks.tokens.starts[at]) is not None:
        return True
    starts = ("indicator_heads", "announcers", "at_least", "above", "tail_stops", "comma_stops")
    return marks.any_at(starts, at)


def _verb_behind_joint(s: Statement, behind: int, at: int) -> int | None:
    """Where a verb begins that ends at a token and stands right behind a comma or "và"; None for none."""
    marks = s.clauses.marks
    first = marks.word_begin(at - 1)
    verb = first > behind and marks.segments.speech[first].startswith("V")
    return first if verb and _follows_joint(s, first) else None


def _before_work(s: Statement, behind: int, at: int) -> int:
    """Before other work that is done for what is counted next: "cho 20.000 lao động | , giải quyết việc làm cho 30.000 người"; a verb
    alone goes on with the name ("02 lớp đào tạo, bồi dưỡng | cho 300 cán bộ")."""
    segments = s.clauses.marks.segments
    joint = next(
        (i for i in range(at - 1, behind - 1, -1) if s.clauses.marks.tokens.words[i] in (",", ";", "và")),
        None,
    )
    if joint is None or not segments.speech[joint + 1].startswith("V"):
        return at
    object_ = next((i for i in range(joint + 2, at) if segments.begins[i]), None)
    return joint if object_ is not None and segments.speech[object_].startswith("N") else at


def _without_time(s: Statement, behind: int, at: int) -> int:
    marks, coded = s.clauses.marks, s.clauses.marks.tokens.coded
    if marks.cue_at("serving", at) is not None or marks.cue_before("serving", at) is not None:
        at = _before_work(s, behind, at)
    stop = at
    while at > behind:
        time = marks.covering("time", marks.tokens.starts[at - 1])
        if marks.tokens.words[at - 1] in ",;:.(" or marks.tokens.words[at - 1] in ("và", "đạt"):
            at -= 1
        elif at == stop and coded[at : at + 1] == "0" and marks.tokens.words[at - 1] == "trong":
            at -= 1  # "100% hồ sơ | trong 05 ngày làm việc"
        elif (
            (opener := marks.cue_before("goal_openers", at)) is not None
            and opener > behind
            and _follows_joint(s, opener)
        ):
            at = opener  # "... và tăng thêm | ít nhất 10%"
        elif at == stop and coded[at : at + 1] == "0" and (verb := _verb_behind_joint(s, behind, at)):
            at = verb  # "05 mô hình sản xuất, nhân rộng | 03 mô hình"
        elif (
            (preposition := marks.cue_before("onto", at)) is not None
            and preposition >= behind
            and marks.tokens.words[at].isalnum()
        ):
            at = preposition  # "02 hội nghị tập huấn cho | 300 cán bộ"
        elif (said := comparator_before(marks, at)) is not None and said >= behind:
            at = said  # it belongs to the value behind
        elif time is not None and _tells_when(s, time, behind) and time.end <= marks.tokens.ends[at - 1]:
            at = marks.token_from(time.start)
        else:
            break
    return at


def _follows_joint(s: Statement, at: int) -> bool:
    return s.clauses.marks.tokens.words[at - 1] in ("và", ",", ";")
