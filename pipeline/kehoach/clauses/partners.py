"""Who supports the work: the bodies behind "phối hợp với", those before it ("Sở A chủ trì, Sở B phối hợp"), and those whom a
body directs (rules/duties.yaml)."""

from kehoach.language import Marks
from kehoach.language.bodies import BodyList, names_of, read_bodies
from kehoach.language.names import names_nobody, spelt


def read_partners(marks: Marks, at: int, last: int) -> BodyList | None:
    """The bodies behind "phối hợp với"; None when the words do not begin so, or name nobody."""
    end = marks.cue_at("support_roles", at) if at < last else None
    return read_bodies(marks, end, last) if end is not None and end < last else None


def read_joining(marks: Marks, at: int, last: int) -> tuple[list[str], int] | None:
    """ "... chủ trì, | Sở B, Sở C phối hợp": bodies that say of themselves that they support, behind who leads, and the token
    behind them."""
    at += at < last and marks.tokens.words[at] in (",", ";", "và")
    own = read_bodies(marks, at, last) if at < last else None
    end = marks.cue_at("support_roles", own.last) if own is not None and own.last < last else None
    if own is None or end is None or end > last:
        return None
    others = read_bodies(marks, end, last) if end < last else None
    names = [*names_of(marks, own), *(names_of(marks, others) if others is not None else [])]
    return names, others.last if others is not None else end


def read_companions(marks: Marks, at: int, last: int) -> BodyList | None:
    """Behind who leads: ", phối hợp với Sở B", ", cùng Công an tỉnh": with whom the work is done."""
    at += at < last and marks.tokens.words[at] == ","
    at += at < last and marks.tokens.words[at] == "và"
    partners = read_partners(marks, at, last) if at < last else None
    if partners is None and at + 1 < last and marks.tokens.words[at] == "cùng":
        return read_bodies(marks, at + 1, last)
    return partners


def by_brackets(marks: Marks, bodies: BodyList) -> tuple[list[str], list[str]]:
    """Who of a list leads and who supports: "Sở A (chủ trì), Sở B (phối hợp)"."""
    words, lead, support = marks.tokens.words, list[str](), list[str]()
    for body in bodies.bodies:
        inside = body.last + 1 if words[body.last : body.last + 1] == ["("] else None
        helps = marks.cue_at("support_roles", inside) if inside is not None else None
        names = support if helps is not None and words[helps : helps + 1] == [")"] else lead
        names.append(spelt(marks, body))
    lead, support = list(dict.fromkeys(lead)), list(dict.fromkeys(support))
    return (lead, support) if lead else (support, [])


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
