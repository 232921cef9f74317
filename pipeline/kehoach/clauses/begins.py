"""Where a name of a kind never met ends and the words of work begin."""

from kehoach.language import Marks
from kehoach.language.bodies import BodyList
from kehoach.language.names import begins_body
from kehoach.language.tails import Body, ends_name

LONGEST_NAME = 14  # tokens of a name of a kind never met


def name_end(marks: Marks, first: int, last: int) -> int:
    """The end of a name that begins with a capital and is of no kind that is known: at a verb, a sign, a role, a body."""
    at = first
    while at < min(last, first + LONGEST_NAME) and marks.tokens.words[at].isalnum():
        after = marks.word_end(at, last)
        capital, goes_on = marks.is_capital(at), after < last and marks.is_capital(after)
        verb = marks.segments.speech[at][:1] in ("V", "E", "C") and not (goes_on and after == at + 1)
        if at > first and (
            ends_name(marks, at) or (verb and not capital) or (capital and begins_body(marks, at, last))
        ):
            break
        at = after
    return at if at > first and marks.is_capital(first) else first


def begins_work(marks: Marks, at: int) -> bool:
    """Whether the word at a token can begin the words of work: a verb, or a word never met before what it is done to
    ("hoãn | các cuộc họp")."""
    if at >= len(marks.tokens.words):
        return False  # the text ends behind a name
    if "V" in marks.segments.speech[at] or marks.cue_at("nominal_verbs", at) is not None:
        return True
    never_met = (
        not marks.segments.speech[at] and marks.tokens.words[at].isalpha() and not marks.is_capital(at)
    )
    return never_met and marks.cue_at("plurals", at + 1) is not None


def never_met(marks: Marks, first: int, last: int, ordered: bool) -> BodyList | None:
    """A name of a kind never met where its place tells that it is one: written with two capitals, behind an order
    ("giao Petrolimex Vĩnh Giang") or right before a role or a duty beyond doubt."""
    if first >= last or not marks.is_capital(first):
        return None
    at = name_end(marks, first, last)
    capitals = sum(marks.is_capital(i) for i in range(first, at) if marks.segments.begins[i])
    sure = ordered or marks.any_at(("sure_roles", "strong_obligations"), at)
    return BodyList(first, at, [Body(first, at)]) if capitals > 1 and at < last and sure else None
