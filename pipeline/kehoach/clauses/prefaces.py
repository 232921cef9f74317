"""What stands before whoever is charged: "Đồng thời,", "Căn cứ ...,", "Về ...:", and where a subject may begin behind it."""

from kehoach.clauses.begins import never_met
from kehoach.language import Marks
from kehoach.language.bodies import read_bodies
from kehoach.language.names import begins_body

_PREFACE = 170  # tokens before a comma in which a subject may be looked for


def after_openers(marks: Marks, at: int, last: int, heads: bool = False) -> int:
    """Behind "Đồng thời," and the like; of a heading behind "Trách nhiệm của"."""
    while at < last:
        end = marks.cue_at("openers", at) or (marks.cue_at("whose", at) if heads else None)
        asked = marks.cue_at("asked_things", at) if heads and end is None else None
        if asked is not None and marks.cue_at("opening_orders", asked) is not None:
            return asked  # "Một số nội dung | đề nghị Sở Y tế chỉnh sửa"
        if end is not None and (
            end >= last
            or marks.tokens.words[end] == ","
            or begins_body(marks, end, last)
            or marks.cue_at("opening_orders", end) is not None
        ):
            at = end + (end < last and marks.tokens.words[end] == ",")
        else:
            return at
    return at


def has_preface(marks: Marks, at: int) -> bool:
    """Whether "Căn cứ ...," or another preface begins at a token."""
    return marks.cue_at("prefaces", at) is not None


def behind_commas(marks: Marks, at: int, last: int, heads: bool) -> list[tuple[int, bool]]:
    """The places behind commas and colons where a body or an order begins, up to the end of the preface; behind a time
    also without a sign: "Hằng năm Sở Y tế báo cáo". With each whether a semicolon stands before it: a preface of words
    that head others may list aims."""
    words, found, in_list = marks.tokens.words, [], False
    answered = _answered(marks, at, last)
    if answered is not None:
        return [(answered, False)]
    timed = marks.cue_at("time_prefaces", at) is not None
    passed = listed = directed = at
    for index in range(at, min(last, at + _PREFACE)):
        if index < passed:
            continue
        if words[index] not in ",:;.\n" and words[index] != "thì":
            inside = read_bodies(marks, index, last) if marks.segments.begins[index] else None
            before = _speech_before(marks, index)
            passed = index + 1
            if inside is not None:
                # "được các cấp, các ngành quan tâm": the whole list does it, and is not asked to
                passed = inside.last if marks.cue_before("passives", index) else inside.bodies[0].last
                if words[index - 1] == "trên" and words[passed] == "và" and len(inside.bodies) > 1:
                    passed = inside.bodies[
                        1
                    ].last  # "công khai trên Cổng thông tin điện tử | và Trang thông tin điện tử"
                listed = inside.last
                directed = listed if marks.cue_before("directs", index) is not None else directed
            if (
                timed
                and inside is not None
                and marks.cue_before("clause_openers", index) is None
                and "V" not in before
                and before != "E"
                and words[index - 1].isalpha()
            ):
                found.append((index, in_list))
        elif words[index] in (",", ":", "thì") and index + 1 < last:
            after = after_openers(marks, index + 1, last)
            ordered = marks.any_at(("opening_orders", "invitations"), after)
            if after < directed:
                continue  # "Về thi công: chỉ đạo Ban Quản lý dự án, | các nhà thầu tập trung ..."
            if after < listed < last and words[listed] == ",":
                continue  # "Theo đề xuất của các sở, | địa phương, chủ trì tổng hợp": the list is of the preface
            if _lists_kinds(marks, index, after):
                continue  # "Thực hiện chính sách khuyến khích doanh nghiệp, | HTX đầu tư": what the preface tells goes on
            if marks.cue_at("parts_told", index + 1) is not None:
                continue  # "..., trong đó đề nghị các đơn vị báo cáo": what the cited document asks
            if marks.cue_at("sure_roles", after) is not None:
                break  # whoever leads is left out, and those named behind are partners
            if (
                ordered
                or begins_body(marks, after, last)
                or never_met(marks, after, last, ordered=False) is not None
            ):
                found.append((after, in_list))
        elif _stops(marks, index):
            if not heads or words[index] != ";":
                break
            if marks.cue_at("plurals", index + 1) is not None and begins_body(marks, index + 1, last):
                found.append(
                    (index + 1, False)
                )  # "Để ...; hướng tới ...; | các sở, ban, ngành tập trung ..."
            in_list = True
    return found


def _lists_kinds(marks: Marks, comma: int, at: int) -> bool:
    """Whether plain nouns stand on both sides of a comma, too little to be charged by themselves."""
    noun = marks.cue_at("bare_subjects", at)
    plain = noun is not None and marks.cue_at("body_heads", noun) is None and not marks.is_capital(noun)
    return plain and marks.cue_before("bare_subjects", comma) is not None


def _answered(marks: Marks, at: int, last: int) -> int | None:
    """ "Về đề nghị các sở sớm hướng dẫn; bố trí trụ sở: | UBND xã rà soát": where the answer begins behind what it is about."""
    if marks.cue_at("topics", at) is None:
        return None
    words = marks.tokens.words
    for colon in (i for i in range(at, min(last - 1, at + _PREFACE)) if words[i] == ":"):
        after = after_openers(marks, colon + 1, last)
        if marks.cue_before("announces", colon) is not None:
            return None
        if marks.any_at(("opening_orders", "invitations"), after) or (
            marks.is_capital(after) and begins_body(marks, after, last)
        ):
            return after
    return None


def _stops(marks: Marks, at: int) -> bool:
    """Whether a sentence or item ends at a token; a stop inside a number or short form ("66.4", "CT.03") ends nothing."""
    sign = marks.tokens.words[at]
    return sign in ";\n" or (sign == "." and not marks.is_tight(at))


def _speech_before(marks: Marks, at: int) -> str:
    """The part of speech of the word before a token."""
    return marks.segments.speech[marks.word_begin(at - 1)]
