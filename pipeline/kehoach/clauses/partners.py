"""Who supports the work: the bodies behind "phối hợp với", and those whom a body directs (rules/duties.yaml)."""

from kehoach.language import Marks
from kehoach.language.bodies import BodyList, names_of, read_bodies
from kehoach.language.names import names_nobody


def read_partners(marks: Marks, at: int, last: int) -> BodyList | None:
    """The bodies behind "phối hợp với"; None when the words do not begin so, or name nobody."""
    end = marks.cue_at("support_roles", at) if at < last else None
    return read_bodies(marks, end, last) if end is not None and end < last else None


def partners_between(marks: Marks, first: int, last: int) -> list[str]:
    """The bodies behind every "phối hợp với" among the tokens [first, last)."""
    names: list[str] = []
    for at, _ in marks.cues("support_roles", first, last):
        partners = read_partners(marks, at, last) if not names_nobody(marks, at - 2) else None
        names += names_of(marks, partners) if partners is not None else []
    return list(dict.fromkeys(names))


def read_directed(marks: Marks, first: int, last: int) -> list[str]:
    """ "Chỉ đạo Sở A phối hợp với Sở B ...": whom the words direct to work together, as tokens [first, last)."""
    end = marks.cue_at("directs", first) if first < last else None
    others = read_bodies(marks, end, last) if end is not None and end < last else None
    if others is None:
        return []
    at = others.last
    while at < last and (adverb := marks.cue_at("adverbs", at)) is not None:
        at = adverb
    joined = at < last and marks.cue_at("support_roles", at) is not None
    return names_of(marks, others) if joined else []
