"""The statements of an item: its sentences, parted where a semicolon stands between two who are charged."""

from collections.abc import Callable

from kehoach.clauses.begins import begins_work
from kehoach.clauses.ends import is_named
from kehoach.language import Marks
from kehoach.language.bodies import BodyList, read_bodies
from kehoach.language.names import begins_body

Force = Callable[
    [int, int], str
]  # by what a stretch of characters charges somebody; "" where it charges nobody
_SURE = ("role", "order")
_NEAR = 12  # tokens of a subject before its duty


def parted(marks: Marks, start: int, end: int, force: Force) -> list[tuple[int, int]]:
    """The sentences of a stretch of characters, parted at semicolons between two that charge ("Sở A làm ...; Sở B làm ..."), and
    between work and who has a part in it beyond doubt ("Tiếp tục thực hiện ...; Sở A chủ trì ...")."""
    found: list[tuple[int, int]] = []
    for begin, stop in marks.sentences(start, end):
        for at in _semicolons(marks, begin, stop):
            opens = _opens(marks, at + 1)
            behind = force(marks.tokens.starts[at + 1], stop)
            duty = behind == "obligation" and marks.cues("strong_obligations", at + 1, at + 1 + _NEAR)
            first = marks.token_from(begin)
            work = begins_work(marks, first) and (
                behind in _SURE or (bool(duty) and not begins_body(marks, first, at))
            )
            ordered = opens and behind == "order"  # "... thống nhất với dự thảo; đồng thời, đề nghị ..."
            told = not opens or behind not in ("", "invited")
            told = told and bool(_is_dated_line(marks, begin) or force(begin, marks.tokens.ends[at]))
            if work or ordered or told:
                found.append((begin, marks.tokens.ends[at]))
                begin = marks.tokens.starts[at + 1]
        found.append((begin, stop))
    return found


def _is_dated_line(marks: Marks, start: int) -> bool:
    """Whether a line of a schedule begins here: "Ngày 12/5: duy trì tuần tra; Đội Công trình ..."."""
    time = marks.at("time", start)
    if time is None:
        return False
    behind = marks.token_from(time.end)
    return marks.tokens.words[behind : behind + 1] == [":"]


def _semicolons(marks: Marks, start: int, end: int) -> list[int]:
    """The semicolons of a sentence that may part it: behind them a name with a capital or a duty beyond doubt begins, and they
    stand in no list of names; and commas behind which the sentence turns to an order."""
    first, last = marks.stretch(start, end)
    signs = [
        at
        for at in range(first, last - 1)
        if (marks.tokens.words[at] == ";" and _may_begin(marks, at + 1, last)) or _turns(marks, at)
    ]
    at, inside = first, set[int]()
    while signs and at < signs[-1]:
        listed = read_bodies(marks, at, last) if marks.segments.begins[at] else None
        inside |= _held(marks, listed) if listed is not None else set()
        at = listed.last if listed is not None else at + 1
    return [at for at in signs if at not in inside]


def _may_begin(marks: Marks, at: int, last: int) -> bool:
    """Whether a statement of its own may begin at a token: "Sở Y tế ...", "các xã có trách nhiệm ..."."""
    if _opens(marks, at):
        return True
    if not begins_body(marks, at, last):
        return False
    listed = read_bodies(marks, at, last)
    named = listed is not None and any(marks.is_capital(i) for i in range(at, listed.bodies[0].last))
    if named and listed is not None and listed.last < last and begins_work(marks, listed.last):
        return True  # "khoa Dược lập dự trù", "các xã Hoa Đông, Tân Bình làm điểm"
    return marks.is_capital(at) or bool(marks.cues("strong_obligations", at, min(last, at + _NEAR)))


def _turns(marks: Marks, at: int) -> bool:
    """Whether a comma stands before a word that concludes and an order: "..., do đó | đề nghị Sở Y tế xem xét"."""
    behind = marks.cue_at("concluding", at + 1) if marks.tokens.words[at] == "," else None
    return behind is not None and marks.cue_at("opening_orders", behind) is not None


def _opens(marks: Marks, at: int) -> bool:
    """Whether a statement opens with "riêng", "đồng thời": who is charged stands further on, or nobody is."""
    return marks.cue_at("openers", at) is not None


def _held(marks: Marks, listed: BodyList) -> set[int]:
    """The tokens of a list of names, but for a sign between a name and itself ("... gửi Sở Y tế; Sở Y tế tổng hợp") and the one
    between what work is done to and who does something ("bố trí trạm phát sóng; Công ty Điện lực cắt điện")."""
    names = [marks.printed(body.first, body.last) for body in listed.bodies]
    again = {
        b.first - 1
        for b, own, before in zip(listed.bodies[1:], names[1:], names, strict=False)
        if own == before
    }
    last = listed.bodies[-1].first - 1
    acted_on = listed.first > 0 and "V" in marks.segments.speech[marks.word_begin(listed.first - 1)]
    joined = any(
        marks.cue_before(name, listed.first) is not None
        for name in ("support_roles", "orders", "invitations")
    )
    before = listed.bodies[-2] if len(listed.bodies) > 1 else listed.bodies[-1]
    acted_on = acted_on or not is_named(marks, before.first, before.last)
    if acted_on and not joined and marks.word(last) == ";" and begins_work(marks, listed.last):
        again.add(last)
    return set(range(listed.first, listed.last)) - again
