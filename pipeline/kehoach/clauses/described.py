"""Subjects that words behind their name describe: "Các tổ chức khai thác nước | có trách nhiệm ...", "Các cơ sở được kiểm tra: ..."."""

from msgspec import Struct

from kehoach.language import Marks
from kehoach.language.bodies import BodyList, names_of
from kehoach.language.names import begins_body, spelt
from kehoach.language.tails import Body, joins

_TOPIC = 24  # tokens before a colon
_GROUP = 12  # tokens that describe a group before its colon


class Described(Struct, frozen=True):
    """The names with what describes them, by what they are charged, and the token where the words of the work begin."""

    names: list[str]
    force: str
    work: int


def read_described(marks: Marks, bodies: BodyList, at: int, last: int) -> Described | None:
    """A subject described by the words from a token on, before a duty beyond doubt or before the colon of its work."""
    for begin, end in marks.cues("strong_obligations", at, last):
        if not set(marks.tokens.words[at:begin]) & (
            {";", ":"} if _undergo(marks, bodies, at, begin) else {",", ";", ":"}
        ):
            names = names_of(marks, bodies)
            described = Body(bodies.bodies[-1].first, begin)
            return Described([*names[:-1], spelt(marks, described)], "obligation", end)
        break
    colon = next((i for i in range(at, min(last, at + _TOPIC)) if marks.tokens.words[i] in ",;.:\n"), last)
    undergoes = marks.cue_at("passives", at) is not None  # "Các cơ sở | được kiểm tra:"
    if undergoes and colon < last and marks.tokens.words[colon] == ":":
        told = spelt(marks, Body(bodies.bodies[-1].first, colon))
        return Described([*names_of(marks, bodies)[:-1], told], "colon", colon + 1)
    return None


def read_group(marks: Marks, bodies: BodyList, at: int, last: int) -> Described | None:
    """A group described before a colon without a verb ("Các doanh nghiệp viễn thông, công nghệ số trên địa bàn: | bảo đảm
    đường truyền"), or by a verb that describes ("Các doanh nghiệp, HTX tham gia liên kết: | công khai giá")."""
    words = marks.tokens.words
    ends = (i for i in range(at, min(last, at + _GROUP)) if words[i] in ":;.\n")
    colon = next(ends, last)
    if marks.cue_at("plurals", bodies.first) is None or colon + 1 >= last or words[colon] != ":":
        return None
    acts = any(marks.segments.speech[i].startswith("V") and not joins(marks, i) for i in range(at, colon))
    if acts and not _takes_verbs(marks, bodies, at):
        return None
    plain = all(marks.cue_at("plurals", body.first) is None for body in bodies.bodies[1:])
    first = bodies.bodies[0 if acts and plain else -1].first
    shared = 0 if acts and plain else len(bodies.bodies) - 1
    return Described(
        [*names_of(marks, bodies)[:shared], spelt(marks, Body(first, colon))], "colon", colon + 1
    )


def _takes_verbs(marks: Marks, bodies: BodyList, at: int) -> bool:
    """Whether the verb at a token describes all of a group: "các doanh nghiệp, HTX | tham gia liên kết", not "các sở | rà soát"."""
    nouns = [marks.cue_at("plurals", body.first) or body.first for body in bodies.bodies]
    described = all(marks.cue_at("described_heads", noun) is not None for noun in nouns)
    return described and marks.any_at(("describing_verbs", "name_verbs"), at)


def _undergo(marks: Marks, bodies: BodyList, at: int, end: int) -> bool:
    """Whether words with commas describe a group: "Các tổ chức | được cấp giấy phép thăm dò, khai thác | có trách nhiệm"."""
    group = marks.cue_at("plurals", bodies.first) is not None and marks.cue_at("passives", at) is not None
    words = marks.tokens.words
    return group and not any(words[i] == "," and begins_body(marks, i + 1, end) for i in range(at, end))
