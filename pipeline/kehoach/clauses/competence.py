"""Within what somebody acts, between the name and the work: "Sở Y tế | theo lĩnh vực, địa bàn được phân công | kiểm tra ...".

    within := preposition competence ((, | và) competence)* [whose]

The phrases stand in rules/duties.yaml.
"""

from kehoach.language import Marks


def read_within(marks: Marks, at: int, last: int) -> int | None:
    """The token behind the competences that begin at a token; None when none do."""
    opened = marks.cue_at("within", at)
    end = marks.cue_at("competences", opened) if opened is not None and opened < last else None
    while end is not None and end < last:
        after = end + (marks.tokens.words[end] in (",", "và"))
        more = marks.cue_at("competences", after)
        if more is None:
            return marks.cue_at("competence_of", end) or end
        end = more
    return end
