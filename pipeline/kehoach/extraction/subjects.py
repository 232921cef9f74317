"""Who acts in a sentence: its subject ("Sở Y tế chủ trì ..."), and those that the work is done with ("phối hợp với ...").

The verbs, prefaces and words of an order stand in rules/responsibility.yaml.
"""

import re
from functools import lru_cache

from kehoach import rules
from kehoach.extraction.lexicon import Lexicon
from kehoach.extraction.units import LONGEST, split_units, verb_after
from kehoach.text import compile_vi, fold

_NOUNS = re.compile(
    r"(?<!\w)(?:cơ quan|đơn vị|tổ chức|cá nhân)(?:,\s*(?:cơ quan|đơn vị|tổ chức|cá nhân))*,\s*$"
)  # goes on: "cơ quan, tổ chức, | đơn vị"
_GROUP_OPEN = re.compile(
    r"các\s+(?:sở|bộ|ban|xã|phường|cơ quan|đơn vị|tổ chức)(?:,\s*(?:ban|ngành|đoàn thể|phường|đặc khu|đơn vị|cá nhân))*,\s*$"
)


_GROUP_MORE = re.compile(
    r"(?:cơ quan|ban|ngành|đoàn thể|địa phương|đơn vị|phường|đặc khu)(?=\s*(?:,|và|chuyên môn|(?:có )?liên quan|ngang|thuộc))"
)


@lru_cache(maxsize=8)
def _preface_regexes(heads: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand before a subject ("Căn cứ ..."), and the signs after which the subject may begin."""
    return (
        re.compile(rf"{rules.load('responsibility')['preface']}(?![\w])"),
        re.compile(rf"(?:,|;|yêu cầu|(?:hằng|hàng) (?:năm|quý|tháng)\)?)\s*(?={heads}(?![\w]))"),
    )


_PEOPLE = r"(?:các )?(?:đồng chí|ông(?:,\s?|\s?\(|\s?/)bà\)?)"


@lru_cache(maxsize=1)
def _order_regex() -> re.Pattern[str]:
    return re.compile(
        r"(?:[-+*]\s*)?(?:(?:thủ tướng )?chính phủ\s+)?"
        rf"(?:{rules.words(rules.load('responsibility')['orders'])})\s+(?:{_PEOPLE}\s+)?|(?:[-+*]\s*)?{_PEOPLE}\s+"
    )


def subject_at(low: str, start: int) -> int:
    """Where the subject of a sentence stands: after the words of an order ("Giao", "Đề nghị") when there are any."""
    order = _order_regex().match(low, start)
    return order.end() if order else start


_USES = re.compile(r"(?:sử dụng|áp dụng)\s")  # a rule for them, not their work
_TOWARDS = re.compile(r"(?:[-+*]\s*)?đối với\s+(?:các đồng chí )?(?P<units>[^:.\n]{3,160}?)\s*:\s*")
_NO_ONE = frozenset({"đơn vị", "cơ quan", "tổ chức"})  # "đơn vị chịu trách nhiệm": which one is not said
_BY_OFFICE = re.compile(r",?\s(?:theo|căn cứ|trong phạm vi)\s(?:chức năng|nhiệm vụ|thẩm quyền|phạm vi)")


def subject(text: str, low: str, start: int, end: int, lexicon: Lexicon) -> tuple[list[str], int] | None:
    """The units that a sentence makes responsible, and where its verb begins; None when it names none first."""
    towards = _towards(text, low, start, end, lexicon)
    if towards:
        return towards
    at = subject_at(low, start)
    begin = _opening(low, at, end, lexicon)
    if begin is None:
        return None
    labelled = _before_colon(text, low, begin, end, lexicon) if begin == at else None
    if labelled:
        return labelled
    verb = verb_after(low, begin, end, lexicon)
    if verb is None:
        return None
    verb, described = _charged_at(low, begin, verb, end)
    phrase = low[begin:verb].rstrip(" ,:")
    if (
        ". " in phrase
        or _stops(text[begin : begin + _named_end(phrase)])
        or len(phrase) > 380
        or _is_object(low, begin)
    ):
        return None
    if _states_regex().search(phrase):  # what was done, may be done, or holds under a condition is no task
        return None
    ordered = _order_regex().match(low, verb, end)
    told = subject(text, low, verb, end, lexicon) if ordered else None
    if told:
        return told
    phrase = re.sub(r"\s(?:cần|phải|sẽ)$", "", phrase)
    named = text[begin : begin + _named_end(phrase)]
    units = split_units(named, lexicon, described)
    return (units, verb) if units and not {fold(unit) for unit in units} <= _NO_ONE else None


def _named_end(phrase: str) -> int:
    """Where the names of a subject end: before "theo chức năng, nhiệm vụ được giao"."""
    by_office = _BY_OFFICE.search(phrase)
    return by_office.start() if by_office else len(phrase)


@lru_cache(maxsize=1)
def _no_verbs() -> frozenset[str]:
    return frozenset(rules.load("responsibility")["no_verbs"])


def registered_subject(
    text: str, low: str, start: int, end: int, lexicon: Lexicon
) -> tuple[list[str], int] | None:
    """A registered body that opens a sentence, with a word behind it that can be but a verb: "Sở Y tế kiểm soát giá thuốc".

    For documents that hand out work; ``subject`` finds those whose verb is known.
    """
    begin = subject_at(low, start)
    named = lexicon.registered_at(low, begin, end)
    word = _LOWER_WORD.match(text, named, end) if named else None
    if (
        named is None
        or word is None
        or fold(word["word"]) in _no_verbs()
        or _DECIDES.match(low, begin, named)
    ):
        return None
    if _states_regex().search(low, begin, min(end, word.end() + _REACH)):
        return None
    return [text[begin:named]], word.start("word")


_REACH = 16  # characters behind a word in which it may turn out to tell of something done: "tán | thành "
# who issues and decides is told of more often than charged
_DECIDES = re.compile(
    r"ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|chính phủ|thủ tướng|ban thường vụ|ban chấp hành|chủ tịch|quốc hội"
)
_LOWER_WORD = compile_vi(r"\s(?:cần |phải |sẽ )?(?P<word>[a-zà-ỹ]+)\s[a-zà-ỹ0-9]")
_CHARGES = re.compile(r"[^,;:.\n]{0,80}?\s(?=(?:có|chịu) trách nhiệm\s)")
_COMMON = re.compile(r"(?:các|những)\s|(?:cơ quan|tổ chức|đơn vị|doanh nghiệp|thành viên|người|chủ)\s")
_WORKS_WITH = re.compile(
    r"phối hợp|chủ trì|hướng dẫn|yêu cầu|đề nghị|chỉ đạo|giao|đôn đốc|có trách nhiệm|chịu trách nhiệm"
)


def _charged_at(low: str, begin: int, verb: int, end: int) -> tuple[int, bool]:
    """Where the verb that charges stands, and whether verbs before it only describe the subject:
    "Các tổ chức, cá nhân khai thác nước dưới đất | có trách nhiệm kê khai"."""
    if not _COMMON.match(low, begin) or _WORKS_WITH.match(low, verb):
        return verb, False
    charges = _CHARGES.match(low, verb, end)
    return (charges.end(), True) if charges and not _WORKS_WITH.search(charges.group()) else (verb, False)


def _towards(text: str, low: str, start: int, end: int, lexicon: Lexicon) -> tuple[list[str], int] | None:
    """ "Đối với Sở Y tế: Chủ trì kiểm tra": the units before the colon are charged with what follows it."""
    match = _TOWARDS.match(low, start, end)
    if match is None or not lexicon.begins(low, match.start("units")):
        return None
    verb = verb_after(low, match.end("units"), end, lexicon)
    plain = verb is not None and not low[match.end() : verb].strip() and not _USES.match(low, verb)
    units = split_units(text[match.start("units") : match.end("units")], lexicon) if plain else []
    return (units, verb) if units and verb is not None else None


_COLON = re.compile(r"(?P<units>[^:.;\n]{3,160}?)\s*:\s+(?=[^\W\d]+\s\w+\s+\w)")
_TELLS = re.compile(
    r"(?:ông|bà|đồng chí|đ/c|số|có|là|gồm|từ|được|không|đạt|tổng|do|tại|như|đã|đang|chưa|vẫn|các|những|dưới|chỉ|hiện|mức|với|bị|nếu|lãnh đạo|đại diện|trưởng|phó)\s"
)


def _before_colon(
    text: str, low: str, begin: int, end: int, lexicon: Lexicon
) -> tuple[list[str], int] | None:
    """ "Phòng Văn hóa - Xã hội: Viết kịch bản": nothing but units, a colon, and work in whatever words."""
    match = _COLON.match(low, begin, end)
    if match is None or _TELLS.match(low, match.end()) or lexicon.begins(low, match.end()):
        return None
    names, rest = match["units"], text[match.end() : end]
    if _NO_ACTOR.search(names):
        return None
    listed = names.startswith(_OF_PLACES) and _TWO_PLACES.match(rest)
    if listed or rest.split()[1][:1].isupper() or verb_after(low, begin, match.end("units"), lexicon):
        return None
    units = split_units(text[begin : match.end("units")], lexicon)
    return (units, match.end()) if units else None


@lru_cache(maxsize=1)
def _states_regex() -> re.Pattern[str]:
    return re.compile(rules.load("responsibility")["states"])


_PLACES = compile_vi(r"\s*[A-ZĐÀ-Ỹ][^,:;]{1,45}(?:(?:[,;]|\svà)\s[A-ZĐÀ-Ỹ][^,:;]{1,45})*")


def _stops(phrase: str) -> bool:
    """Whether a colon parts a phrase; not in "UBND các tỉnh, thành phố: Hà Tĩnh, Quảng Trị", where it lists places."""
    _, colon, rest = phrase.partition(":")
    return bool(colon) and not (_PLACES.fullmatch(rest) and fold(phrase).startswith(_OF_PLACES))


# places where something is done ("Xã Hoa Lộc: Lấy mẫu 01 vị trí"), and where to write to
_NO_ACTOR = re.compile(
    r"^(?:xã|phường|đặc khu|thôn|bản|huyện|tỉnh|thành phố)\s|địa chỉ|điện thoại|email|fax|website"
)
_TWO_PLACES = compile_vi(r"\s*[A-ZĐÀ-Ỹ][^,:;.]{1,45}(?:[,;]|\svà)\s[A-ZĐÀ-Ỹ]")
_OF_PLACES = (
    "ubnd", "ủy ban", "chủ tịch", "các tỉnh", "bí thư", "công an", "hội đồng nhân dân",
    "các sở", "sở", "các bộ", "các ban", "các hội", "các phòng", "các tập đoàn", "các tổng công ty", "giám đốc các sở", "bộ trưởng các bộ",
)  # fmt: skip


def _opening(low: str, at: int, end: int, lexicon: Lexicon) -> int | None:
    """Where a subject may begin: at the start, or after a preface such as "Căn cứ ..., "; None for neither."""
    if lexicon.begins(low, at):
        return at
    preface, sign = _preface_regexes(lexicon.heads)
    if not preface.match(low, at, end):
        return None
    for match in sign.finditer(low, at, min(end, at + LONGEST)):
        before = low[at : match.end()]
        if re.search(r"[.;\n].", before):
            return None
        if _NOUNS.search(before) and low.startswith(("đơn vị", "cơ quan", "tổ chức"), match.end()):
            continue
        if not (_GROUP_OPEN.search(before) and _GROUP_MORE.match(low, match.end())):
            return None if re.search(r"%|phối hợp với|chủ trì", before) else match.end()
    return None


def _is_object(low: str, begin: int) -> bool:
    return re.search(r"(?:của|cho|với|tại|do)\s$", low[max(0, begin - 6) : begin]) is not None


_WITH = re.compile(r"phối hợp(?: chặt chẽ| đồng bộ| hiệu quả| thường xuyên| cùng)*(?:,? (?:với|cùng))?\s+")


def partners(text: str, low: str, start: int, end: int, lexicon: Lexicon) -> list[str]:
    """The units that a task is to be coordinated with ("phối hợp với ...")."""
    names: list[str] = []
    for match in _WITH.finditer(low, start, end):
        if not lexicon.begins(low, match.end()):
            continue
        verb = verb_after(low, match.end(), end, lexicon)
        stop = re.search(
            r"[.;:]|\s(?:trong việc|để|trong quá trình|nhằm|về việc|về|theo|(?<!việc )làm|tại|khi|trong|đê|có trách nhiệm|như)\s",
            low[match.end() : min(end, match.end() + 300)],
        )
        limits = [end, match.end() + 300]
        limits += [verb] if verb else []
        limits += [match.end() + stop.start()] if stop else []
        names += split_units(text[match.end() : min(limits)], lexicon)
    return list(dict.fromkeys(names))
