"""What work is about, said before a colon: "Khen thưởng cấp Nhà nước: Sở Nội vụ ...", "Ngày hội \"Sách hay\" (7/3, 14/3): các trường ..."."""

from kehoach.language import Marks

_TOPIC = 24  # tokens before a colon, outside brackets
_NAMED = 12  # tokens of a topic, outside brackets, that a mere verb may stand behind
_LONGEST = 60  # tokens with brackets


def topic_end(marks: Marks, first: int, last: int) -> int | None:
    """The colon behind the topic that begins at a token, with words after it; None where a sentence ends before one."""
    words = marks.tokens.words
    passed = depth = 0
    for at in range(first, min(last - 1, first + _LONGEST)):
        word = words[at]
        depth += (word == "(") - (word == ")")
        passed += depth == 0
        if depth <= 0 and word == ":":
            return at
        if word in ";\n" or (word == "." and not marks.is_tight(at)) or passed > _TOPIC:
            return None
    return None


def names_work(marks: Marks, first: int, colon: int) -> bool:
    """Whether a topic may stand before somebody who does something: a short one, or one that states work, but no step of a
    procedure ("Bước 1: UBND cấp xã tiếp nhận")."""
    words = marks.tokens.words
    named = words[first][0].isalpha() or words[first] == '"'
    if not named or marks.cue_at("steps", first) is not None:
        return False
    outside = depth = 0
    for at in range(first, colon):
        depth += (words[at] == "(") - (words[at] == ")")
        outside += depth == 0
    return outside <= _NAMED or marks.segments.speech[first].startswith("V")


def behind_time(marks: Marks, at: int, last: int) -> int:
    """Behind a time and its comma: "tháng 7/2026, | Hội đồng Sơ khảo chọn ..."; the end where no time stands."""
    time = marks.at("time", marks.tokens.starts[at]) if at < last else None
    after = marks.token_from(time.end) if time is not None else last
    return after + 1 if after + 1 < last and marks.tokens.words[after] == "," else last
