"""Who is charged with work before the work is said: a heading that is a unit, a sentence that ends in "các nhiệm vụ sau:",
the words of an order; and the formulas that look like work and are none."""

import re

from kehoach import rules
from kehoach.extraction.lexicon import Lexicon
from kehoach.extraction.subjects import partners, subject
from kehoach.extraction.units import split_units, verb_after
from kehoach.extraction.view import View
from kehoach.model import Section
from kehoach.text import fold, squash

_DIRECTED = re.compile(r"(?P<led_by>[^,;:]{3,90}?)\s+chỉ đạo\s+(?P<done_by>[^,;:]{3,90}?)\s+thực hiện\s")
_BRIEF = 25  # words of a lead-in that only names who is charged
_LEAD_IN = re.compile(
    r"(?:nhiệm vụ|nội dung|giải pháp|công việc|công tác|việc)(?:,? (?:nhiệm vụ|nội dung|giải pháp|trọng tâm|cụ thể|chủ yếu|cơ bản))*,?\s(?:sau|sau đây|cụ thể sau|(?:cụ thể )?như sau)\s*:?$"
)
_PLACE = re.compile(r"(?:^|,\s)(?P<place>(?:tỉnh|thành phố)\s[^\s,]+(?:\s[^\s,]+){1,3}?)\s(?:cần|phải)\s")


_TOPIC = re.compile(r"(?:đối với |về )(?:việc |đề nghị |kiến nghị |đề xuất )?[^\n]{5,700}?:\s+")


# "Xét đề nghị của ..., Phó Thủ tướng ... có ý kiến như sau: | Bộ Công Thương chủ trì ..."
_OPINION = re.compile(r"[^\n]{20,1500}?\s(?:có ý kiến|kết luận|chỉ đạo|yêu cầu)(?: chỉ đạo)? như sau:\s+")
_LAWS = frozenset({"NĐ", "TT", "L", "VBHN"})  # there a colon explains
_NAMED_WORK = re.compile(r"[^:.;\n]{5,110}:\s+")


def after_topic(view: View, start: int, end: int) -> int:
    """Where an answer to a request begins: "Về kiến nghị ...: giao Bộ Y tế ..." after the colon; and where the work
    does that is named first: "Khen thưởng cấp Nhà nước: Sở Nội vụ phối hợp với ..."."""
    low = view.low
    opinion = _OPINION.match(low, start, end)
    if opinion and (view.lexicon.begins(low, opinion.end()) or orders(low, opinion.end())):
        return opinion.end()
    if not _TOPIC.match(low, start, end):
        named = _NAMED_WORK.match(low, start, end)
        if named is None or view.meta.type in _LAWS or view.lexicon.begins(low, start):
            return start
        told = view.text[named.end()].isupper() and view.lexicon.begins(low, named.end())
        return named.end() if told else start
    for colon in re.finditer(r":\s+", low[start : min(end, start + 720)]):
        at = start + colon.end()
        if view.lexicon.begins(low, at) or orders(low, at):
            return at
    return start


def led_items(view: View, start: int, end: int, item_follows: bool = False) -> list[str]:
    """The units that a plain paragraph charges with the items after it: "... cần tập trung các nhiệm vụ sau:".

    A short one needs no such words: "Bộ Tài chính chỉ đạo Bảo hiểm xã hội Việt Nam:", "UBND các tỉnh, thành phố:".
    """
    low = view.low[start:end].rstrip()
    if not low.endswith(":"):
        return []
    if not _LEAD_IN.search(low):
        brief = item_follows and len(low.split()) <= _BRIEF
        order = subject(view.text, view.low, start, end, view.lexicon) if brief else None
        names_only = brief and view.lexicon.begins(low) and verb_after(low, 0, len(low), view.lexicon) is None
        return order[0] if order else split_units(view.text[start:end], view.lexicon) if names_only else []
    for sign in (". ", "; "):  # "Đề nghị X tập trung ...; trong đó lưu ý các nội dung sau:" names X first
        begin = low.rfind(sign) + 1
        begin += start + len(low[begin:]) - len(low[begin:].lstrip())
        found = subject(view.text, view.low, begin, end, view.lexicon)
        if found:
            return found[0]
    place = _PLACE.search(low)
    return [view.text[start + place.start("place") : start + place.end("place")]] if place else []


def leads_in(low: str) -> bool:
    """Whether words end in an announcement of work: "... thực hiện các nhiệm vụ sau:"; not of what a report holds."""
    found = _LEAD_IN.search(low.rstrip())
    return found is not None and _TO_DO.search(low[max(0, found.start() - 60) : found.start()]) is not None


_TO_DO = re.compile(r"(?:thực hiện|triển khai|tập trung|làm tốt|quan tâm|giải quyết)\s(?:[^\s,;.:]+\s){0,6}$")


_OF_WHOM = re.compile(
    r"^(?:đề nghị|yêu cầu|giao|đối với(?= (?:(?:các |lãnh đạo |đề nghị )?(?:sở|ubnd|ủy ban nhân dân|công an|văn phòng|bộ|ban|hội|thanh tra|đảng ủy|mặt trận)))|(?:nhiệm vụ,? |nhiệm vụ và )?trách nhiệm(?: (?:thực hiện|quản lý|phối hợp|cụ thể|tổ chức thực hiện))? (?:của|thuộc))\s+",
    re.IGNORECASE,
)


def heading_partners(section: Section, lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """Lead and support of a heading that says no more than these: "Bộ Tài chính chủ trì, phối hợp với các bộ"; or that
    names them in brackets at its end."""
    title, low = section.title, fold(section.title)
    bracket = _IN_BRACKETS.search(low)
    told = _BRACKET_LEADS.match(bracket["inside"]) if bracket and bracket.end() == len(low) else None
    if (
        bracket and told and lexicon.begins(told["lead"])
    ):  # "1. Phát triển công nghiệp (Sở Công Thương chủ trì)"
        at = bracket.start("inside")
        lead = split_units(title[at + told.start("lead") : at + told.end("lead")], lexicon)
        return lead, partners(title, low, at, bracket.end("inside"), lexicon)
    together = _TOGETHER.search(low)
    if together is None or not lexicon.begins(low) or not lexicon.begins(low, together.end()):
        return [], []
    if verb_after(low, 0, len(low), lexicon) != together.start("verb"):
        return [], []
    if verb_after(low, together.end(), len(low), lexicon) is not None:  # work is said after the partners
        return [], []
    return split_units(title[: together.start("verb")], lexicon), split_units(
        title[together.end() :], lexicon
    )


_TOGETHER = re.compile(r"\s(?P<verb>chủ trì(?:,| và)? phối hợp(?: chặt chẽ)?(?: với)?)\s")


_HAS_DUTY = re.compile(
    r"(?:\slà (?:cơ quan|đơn vị|đầu mối)[^:;]{0,60})?,?\s(?:có|chịu) (?:trách nhiệm|nhiệm vụ)(?!\w).*$"
)


def heading_units(section: Section, lexicon: Lexicon) -> list[str]:
    """The units that a heading names, when it is nothing but their names or says whose duty follows."""
    title = _HAS_DUTY.sub("", section.title)
    title = re.sub(r"\s*(?:chỉ đạo|có nhiệm vụ|thực hiện)?\s*:?$", "", title)
    title = (
        title if title.isupper() else _OF_WHOM.sub("", title)
    )  # chapters in capitals head articles, not work
    if not split_units(title, lexicon)[
        1:
    ]:  # "(Ban quản lý rừng, công ty lâm nghiệp ...)" explains the one unit
        title = re.sub(r"(?<=\S)\s*\([^()]*\)$", "", title)
    directs = _DIRECTED.match(title)
    if directs and lexicon.begins(fold(title)) and lexicon.begins(fold(directs["done_by"])):
        return [*split_units(directs["led_by"], lexicon), *split_units(directs["done_by"], lexicon)]
    low = fold(title)
    if not lexicon.begins(low) and leads_in(low):  # "Để ..., các sở, ngành thực hiện những nội dung sau:"
        told = subject(title, low, 0, len(low), lexicon)
        return told[0] if told else []
    if not lexicon.begins(low) or len(title.split()) > 60:
        return []
    charged = "trách nhiệm" in fold(
        section.title
    )  # then verbs describe: "Các tổ chức khai thác nước có trách nhiệm"
    charged = charged or _LEAD_IN.search(fold(section.title)) is not None
    if verb_after(low, 0, len(low), lexicon) is not None and not charged:
        return []
    return split_units(title, lexicon, "trách nhiệm" in fold(section.title))


def is_formula(low: str) -> bool:
    """Whether words look like work and are none: "Trên đây là ...", "chịu trách nhiệm thi hành Quyết định này"."""
    return any(rule.regex.search(low[:700]) for rule in rules.patterns("responsibility", "formulas"))


def orders(low: str, start: int) -> bool:
    """Whether the words of an order stand here: "Giao", "Đề nghị"."""
    return re.match(r"(?:giao|đề nghị|yêu cầu|phân công)\s", low[start : start + 14]) is not None


def is_strong(low: str) -> bool:
    """Whether words charge someone beyond doubt."""
    return re.search(r"chủ trì|có trách nhiệm|chịu trách nhiệm|tham mưu", low) is not None


_IN_BRACKETS = re.compile(r"\((?P<inside>[^()]{6,300})\)")
_BRACKET_LEADS = re.compile(
    r"^(?:do\s+|giao\s+)?(?P<lead>[^;]+?)\s+(?:chủ trì|chịu trách nhiệm|thực hiện|tham mưu)(?!\w)"
)
_INLINE = re.compile(
    r"(?:^|[.;(]\s*)(?:cơ quan |đơn vị )?(?:chủ trì|thực hiện)(?: thực hiện| tham mưu)?\s*:\s*(?P<lead>[^;.)]{4,200})"
    r"(?:[;.]\s*(?:cơ quan |đơn vị )?phối hợp(?: thực hiện)?\s*:\s*(?P<support>[^;.)]{4,300}))?"
)


_THEN_GIVEN = re.compile(
    r"[;.]\s*(?:đồng thời )?giao\s+(?P<lead>[^;.]{4,160}?)\s+(?:chủ trì|chịu trách nhiệm|tham mưu|thực hiện)(?!\w)"
)
_RESULT = re.compile(r"[.;]\s*(?:sản phẩm|kết quả)(?: đầu ra| dự kiến)?\s*:\s*(?P<what>[^.;\n]{3,120})")


def result_inside(view: View, start: int, end: int) -> str | None:
    """The product that a piece of work names itself: "... Sản phẩm: Đề án."."""
    match = _RESULT.search(view.low, start, end)
    return squash(view.text[match.start("what") : match.end("what")]) if match else None


def told_inside(view: View, start: int, end: int) -> tuple[list[str], list[str]] | None:
    """Who leads and supports, where a piece of work says so itself: "... (Sở Y tế chủ trì, phối hợp với Sở Xây dựng)",
    "... Chủ trì: Sở Nội vụ; phối hợp: các sở, ngành"."""
    inline = _INLINE.search(view.low, start, end)
    if inline and view.lexicon.begins(view.low, inline.start("lead")):
        named = [
            split_units(view.text[slice(*inline.span(g))], view.lexicon) if inline[g] else []
            for g in ("lead", "support")
        ]
        return named[0], named[1]
    for bracket in _IN_BRACKETS.finditer(view.low, start, end):
        told = _BRACKET_LEADS.match(bracket["inside"])
        at = bracket.start("inside") + (told.start("lead") if told else 0)
        if told and view.lexicon.begins(view.low, at):
            lead = split_units(view.text[at : bracket.start("inside") + told.end("lead")], view.lexicon)
            return lead, partners(view.text, view.low, at, bracket.end("inside"), view.lexicon)
    return None


def given_inside(view: View, start: int, end: int) -> tuple[list[str], list[str]] | None:
    """Who is charged in a later clause: "Tham mưu Nghị quyết ...; giao Sở Tài chính chủ trì"."""
    given = _THEN_GIVEN.search(view.low, start, end)
    if not given or not view.lexicon.begins(view.low, given.start("lead")):
        return None
    lead = split_units(view.text[given.start("lead") : given.end("lead")], view.lexicon)
    return lead, partners(view.text, view.low, given.start(), end, view.lexicon)
