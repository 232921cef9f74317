"""Paragraphs that state no work of their own: they announce what stands after them, or name bodies alone."""

from itertools import islice

from kehoach.clauses import Clause, Clauses
from kehoach.clauses.begins import begins_work
from kehoach.clauses.duty import read_duty
from kehoach.language import Marks
from kehoach.language.bodies import read_bodies
from kehoach.parsing.lines import schedule_role

_NAME, _POST = 4, 40  # syllables of a person's name, tokens of a post with its holder
NO_WORK = 5  # tokens that say no work of their own: "... thực hiện theo bảng sau"


def introduces(clauses: Clauses, clause: Clause) -> bool:
    """Whether a paragraph only announces what stands after it: "... yêu cầu các sở, ngành thực hiện các nhiệm vụ sau:"."""
    marks = clauses.marks
    if not clauses.text.endswith(":", clause.start, clause.end):
        return False
    _, last = marks.stretch(clause.start, clause.end)
    after = None if clause is clauses[-1] else clauses[clause.index + 1].form
    heads = after == "heading"
    alone = (
        (after != "row" or _only_orders(clauses, clause, last - 1))
        and clause.form in ("text", "lead-in")
        and len(marks.sentences(clause.start, clause.end)) < 2
    )
    said = any(marks.cue_before(name, last - 1) is not None for name in ("announces", "opening_orders"))
    done = marks.cue_before("carries_out", last - 1) is not None and _only_orders(clauses, clause, last - 1)
    return (said or done) and (heads or alone)


def _only_orders(clauses: Clauses, clause: Clause, colon: int) -> bool:
    """ "..., yêu cầu các đơn vị tập trung thực hiện:" and "Giao các đơn vị thực hiện theo bảng sau:" say that something is to
    be done, not what."""
    duty = read_duty(clauses.marks, clauses.marks.token_from(clause.start), colon)
    return duty is not None and colon - duty.work <= NO_WORK


def behind_announced(marks: Marks, start: int, end: int) -> int:
    """Where the words go on behind "... có ý kiến như sau:"; the end when they do not."""
    first, last = marks.stretch(start, end)
    colon = next(
        (at for _, at in marks.cues("announces", first, last) if marks.tokens.words[at : at + 1] == [":"]),
        last,
    )
    return marks.tokens.starts[colon + 1] if colon + 1 < last else end


def only_names(marks: Marks, start: int, end: int) -> bool:
    """Whether an item states no work: fewer than two words, a title in capitals, a blank to be filled in, or nothing but
    names ("Bộ trưởng Bộ Y tế Trần Văn Nam")."""
    shown = marks.text[start:end]
    if shown.isupper() or "……" in shown or "....." in shown:  # a title; a form to be filled in
        return True
    first, last = marks.stretch(start, end)
    words = (i for i in range(first, last) if marks.tokens.words[i].isalpha())
    if len(list(islice(words, 2))) < 2:
        return True
    if _ends_in_person(marks, first, last):
        return True
    bodies = read_bodies(marks, first, last)
    return bodies is not None and all(
        marks.is_capital(i) for i in range(bodies.last, last) if marks.tokens.words[i].isalpha()
    )


def _ends_in_person(marks: Marks, first: int, last: int) -> bool:
    """Whether an item is a post and who holds it: "Phó Chủ nhiệm Văn phòng Quốc hội Trần Văn Nam"."""
    while last > first and not marks.tokens.words[last - 1].isalpha():
        last -= 1
    begin = last
    while (
        begin > max(first, last - _NAME)
        and marks.is_capital(begin - 1)
        and marks.tokens.words[begin - 1].isalpha()
    ):
        begin -= 1
    named = any(marks.cue_at("surnames", at) is not None for at in range(begin, last - 1))
    return (
        named
        and last - first <= _POST
        and not begins_work(marks, first)
        and ":" not in marks.tokens.words[first:last]
    )


def role_of_list(clauses: Clauses, heading: Clause) -> str | None:
    """The role of the bodies that a heading lists, where it is a label and nothing but names stand below it: "2. Cơ quan chủ trì" /
    "- Bộ Quốc phòng; Bộ Ngoại giao."; of one that two such lists stand below, too."""
    said = schedule_role(clauses.text[heading.start : heading.end].rstrip(" .:") + ":")
    if said is None or said[0] not in ("lead", "support", "both") or not heading.below:
        return None
    marks, first = clauses.marks, clauses[heading.below[0]]
    if not marks.any_among(("sure_roles", "support_roles"), *marks.stretch(heading.start, heading.end)):
        return None  # "Tổ chức thực hiện"
    if first.form == "heading":
        return said[0] if role_of_list(clauses, first) is not None else None
    names = first.form in ("text", "item") and only_names(marks, first.start, first.end)
    named = names and read_bodies(marks, *marks.stretch(first.start, first.end)) is not None
    return said[0] if named else None
