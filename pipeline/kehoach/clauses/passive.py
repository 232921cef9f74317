"""Work named first and who does it behind "do": "Thuốc và vật tư tiêu hao do Trung tâm Y tế khu vực cấp phát"."""

from kehoach.clauses.ends import is_named
from kehoach.language import Marks
from kehoach.language.bodies import BodyList, read_bodies
from kehoach.language.names import NameReader, begins_body

_NEAR = 40  # tokens before "do"


def read_agents(marks: Marks, first: int, last: int) -> BodyList | None:
    """The bodies that do what a statement without a verb of its own begins with; None where a verb stands before "do" ("Tham dự
    hội nghị do Sở Y tế tổ chức"), where more is said of it behind ("... do Sở Y tế lập phải ..."), or of money."""
    if not _is_thing(marks, first, last):
        return None
    for at, end in marks.cues("agents", first + 1, min(last, first + _NEAR)):
        if end >= last or _acts(marks, first, at):
            return None
        bodies = read_bodies(marks, end, last)
        if bodies is None or bodies.last >= last or marks.any_at(("orders", "promulgates"), bodies.last):
            return None  # "các nhiệm vụ do Chính phủ giao"
        return bodies if not _goes_on(marks, bodies.last, last) else None
    return None


def _is_thing(marks: Marks, first: int, last: int) -> bool:
    if first >= last or marks.any_at(("funds", "time_prefaces", "past_prefaces"), first):
        return False
    named = NameReader(marks, last).body(first)
    body = named is not None and is_named(marks, named.first, named.last)
    return marks.segments.speech[first].startswith("N") and not body  # "Bộ đề kiểm tra" is none


def _acts(marks: Marks, first: int, end: int) -> bool:
    """Whether a clause ends or a verb of its own stands among the tokens [first, end), outside what stands between two commas;
    one verb may describe what is named ("Hội thi tay nghề"), any may in a piece of work ("Việc in tài liệu")."""
    words, speech = marks.tokens.words, marks.segments.speech
    commas = [i for i in range(first, end) if words[i] == ","]
    aside = range(commas[0], commas[-1]) if len(commas) > 1 else range(0)
    own = [i for i in range(first, end) if i not in aside]
    said = any(marks.any_at(("states", "strong_obligations"), i) for i in own if i < end - 1)
    verbs = sum(speech[i].startswith("V") and "R" not in speech[i] for i in own)
    most = len(own) if marks.cue_at("matters", first) is not None else 1
    return said or verbs > most or bool(set(words[first:end]) & {";", ":", ".", "\n"})


def _goes_on(marks: Marks, at: int, last: int) -> bool:
    """Whether more is said behind who does it: an obligation, a state, or another who does something behind a comma."""
    words = marks.tokens.words
    for index in range(at, last):
        if words[index] in ".;\n":
            return False
        asked = marks.any_at(("states", "strong_obligations", "must"), index)
        if asked or (words[index] == "," and index + 1 < last and begins_body(marks, index + 1, last)):
            return True
    return False
