"""Where a statement ends in who does the work: what a bracket, a colon or a comma at its end may hold."""

from kehoach.language import Marks
from kehoach.language.bodies import read_bodies
from kehoach.language.names import NameReader

_BEFORE = 14  # tokens before a sign in which a name may begin
_WORK = 3  # tokens of work before names alone


def over(marks: Marks, at: int, last: int, timed: bool) -> bool:
    """Whether nothing follows a token but signs, and behind a sign a time where one may stand: "(Sở Y tế, xong trước 30/9)"."""
    words = marks.tokens.words
    while at < last and words[at] in ").;,]\n":
        at += 1
    at = marks.cue_at("done_by", at) or at if timed and at < last else at
    time = marks.at("time", marks.tokens.starts[at]) if timed and at < last else None
    if time is not None:
        return over(marks, marks.token_from(time.end), last, timed=False)
    return at >= last


def is_listed(marks: Marks, first: int, at: int, last: int) -> bool:
    """Whether a comma stands in or right behind a list of names: "phối hợp với Sở A, Sở B thực hiện"."""
    before = (i for i in range(max(first, at - _BEFORE), at) if marks.segments.begins[i])
    lists = [
        listed for i in before if (listed := read_bodies(marks, i, last)) is not None and listed.last >= at
    ]
    return any(is_named(marks, one.bodies[0].first, min(one.bodies[0].last, at)) for one in lists)


def is_named(marks: Marks, first: int, last: int) -> bool:
    """Whether a body is named or a group, not a thing that is called as bodies are: "trạm quan trắc nước mặt"."""
    return marks.cue_at("plurals", first) is not None or any(
        marks.is_capital(i) for i in range(first + 1, last)
    )


def names_before(marks: Marks, first: int, at: int) -> bool:
    """Whether the name of a body or group ends at a token: "các sở | (", "Trung ương | giao"."""
    reader = NameReader(marks, at)
    before = [i for i in range(max(first, at - _BEFORE), at) if marks.segments.begins[i]]
    found = (reader.body(i) for i in before)
    return any(body is not None and body.last == at and is_named(marks, body.first, at) for body in found)


def tells_who(marks: Marks, first: int, at: int) -> bool:
    """Whether names alone in brackets or behind a colon say who does the work before them: not "các sở (Sở A, Sở B)", whom the
    names explain, nor "gửi về: Sở A", nor "03 đơn vị: Sở A, Sở B, Sở C"."""
    if at - first < _WORK or names_before(marks, first, at):
        return False
    before = [i for i in range(max(first, at - _BEFORE), at) if marks.segments.begins[i]]
    counted = before[-2:] if marks.tokens.words[at] in "([" else before[-4:]
    leads_on = marks.segments.speech[before[-1]][:1] == "E" or marks.cue_before("leads_on", at) is not None
    if any(marks.cue_at("plurals", i) is not None or marks.tokens.words[i].isdecimal() for i in counted):
        return False
    return not (marks.tokens.words[at] == ":" and leads_on)
