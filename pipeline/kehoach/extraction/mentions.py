"""Every place where a text refers to another document: kind, symbol, date, issuer and title as printed there."""

import re
from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.extraction.symbols import Found, find_symbols, symbol_key
from kehoach.extraction.view import View
from kehoach.model import Relation
from kehoach.text import DATE, compile_vi, find_date, fold, squash

_TAIL_DATE = re.compile(r"\s*(?:\([^)\n]{0,60}\)\s*)?,?\s*(?:ban hành\s*|ký\s*)?(?:ngày\s*)?(?=" + DATE + ")")
_OF_THEN_DATE = re.compile(
    r"\s*của\s+(?P<issuer>(?:(?!sửa đổi|về|quy định|ban hành|thực hiện|triển khai|phê duyệt|số\s)[^,;.()\n]){3,70}?),?\s*(?:ngày\s*)?(?="
    + DATE
    + ")"
)
_OF = re.compile(r"\s*,?\s*của\s+")
_COMMA = re.compile(r",\s")
_CLAUSE_END = re.compile(
    r";|\.\s|\.$|\n|\./\.|\((?:sau đây|gọi tắt|viết tắt)|,?\s(?:đã\s)?được (?:sửa đổi|thay thế|bổ sung)(?:(?!lĩnh vực|thuộc)[^.;]){0,40}?\s(?:bởi|tại|theo|năm \d)\s?|,\s(?:cụ thể )?như sau|,\s(?=(?:ban thường vụ|ủy ban nhân|ubnd|tỉnh ủy|đảng ủy|sở|bộ|ban|hội đồng|phòng|công an|chi cục|cục|văn phòng|trung tâm|bệnh viện)\s"
    r"(?:[^,;]{3,60}|[^,;]{3,20},\s[^,;]{3,20}\svà\s[^,;]{3,40})(?:ban hành|xây dựng|đề nghị|yêu cầu|báo cáo))"
)
_LAW_WORD = re.compile(r"(?<!\w)(?:bộ luật|(?<!bộ )luật) ")
_LAW_NOUN = re.compile(r"(?<!\w)(?:bộ luật|(?<!bộ )luật)\s")
_CONNECTED = re.compile(r"[\s,;:]*(?:và\s*)?(?:các\s*)?(?:số\s*:?)?\s*")
_NUMBERS_BEFORE = re.compile(r"(?:số\s*)?((?:\d{1,4}(?:\s*,\s*|\s+và\s+))+)$")
_GENERIC_LAW = compile_vi(
    r"(?<![\w])(?:Bộ luật|Luật)\s(?:[A-ZÀ-Ỹ][\wà-ỹ]*)(?:\s(?:và\s)?(?!Luật\b|Bộ luật\b|và\s(?:Luật|Bộ luật)\b)[A-ZÀ-Ỹa-zà-ỹ][\wà-ỹ]*){0,9}"
)
_LAW_STOP = re.compile(
    r"\s(?:và các|và văn bản|và pháp luật|được|của|trên|theo|quy định|năm|số|ngày|có|để|là|cho|trong|do|tại|này|đã|về|với|khi|thì|đến|từ|hiện hành|\d).*$"
)


class Mention(Struct):
    """One place where a document is cited."""

    start: int
    end: int
    symbol: str | None
    noun: str | None
    name: str | None
    issued: str | None
    issuer: str | None
    title: str | None
    title_start: int
    relation: Relation = "mentions"
    symbol_start: int = 0
    nested: bool = False  # named only by the title of a law that amends several


def find_mentions(view: View) -> list[Mention]:
    """Every place where another document is cited, in order."""
    mentions = _by_symbol(view)
    mentions += _by_name(view, mentions, _amending(view, mentions))
    return sorted(mentions, key=lambda m: m.start)


def _first(view: View) -> int:
    """Where citations may begin: at the title, else with the body; the letterhead holds the own number."""
    title = view.outline.meta_spans.get("title")
    return (title or view.outline.body).start


# --- by symbol --------------------------------------------------------------------------------


def _by_symbol(view: View) -> list[Mention]:
    own = symbol_key(view.meta.symbol) if view.meta.symbol else None
    made: list[Mention] = []
    for found in find_symbols(view.text, _first(view)):
        if symbol_key(found.symbol) == own:
            continue
        mention = _described(view, found, made[-1] if made else None)
        made += _listed_before(view, found, mention)
        made.append(mention)
    return made


def _described(view: View, found: Found, last: Mention | None) -> Mention:
    """The mention of a symbol: kind of document before it; date, issuer and title after it."""
    start, noun, name = _noun_before(view, found.start)
    if (noun is None and last is not None and _CONNECTED.fullmatch(view.low, last.end, found.start)) or (
        noun is None
        and last is not None
        and last.noun
        and _CONNECTED.fullmatch(view.low, _date_end(view, last.symbol_start), found.start)
    ):
        noun, start = last.noun, found.start
    end, issued, issuer = _date_and_issuer(view, found.end)
    end, title, title_start = _title_after(view, end)
    return Mention(
        start, end, found.symbol, noun, name, issued, issuer, title, title_start, symbol_start=found.start
    )


def _date_end(view: View, symbol_start: int) -> int:
    found = next(find_symbols(view.text, symbol_start), None)
    return _date_and_issuer(view, found.end)[0] if found else symbol_start


@lru_cache(maxsize=1)
def _nouns() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {fold(n): t["abbr"] for t in rules.load("document_types")["types"] for n in t["names"]}
    # The noun ends where the text before the symbol ends; laws may have their name in between.
    noun = re.compile(rf"(?<![\w])(?P<noun>{rules.words(kinds)})(?:\s+liên tịch)?\s*(?:số\s*:?|\(số)?\s*$")
    return noun, kinds


_LAW_BEFORE = re.compile(
    r"(?<![\w])(?P<law>(?:bộ luật|luật|pháp lệnh))\s(?P<name>[^.;\n]{3,140}?)\s+số\s*:?\s*$"
)


_LAW_GLUED = re.compile(r"(?<![\w])(?P<law>(?:bộ luật|luật|pháp lệnh))\s(?P<name>[^.;:()\d\n]{3,90}?)\s*$")
_OF_HOUSE = re.compile(
    r"\d{1,3}/\d{4}/(?:UBTV)?QH\d"
)  # "Luật Thuế xuất khẩu, thuế nhập khẩu 107/2016/QH13": no "số"


def _noun_before(view: View, at: int) -> tuple[int, str | None, str | None]:
    noun, kinds = _nouns()
    from_ = max(0, view.low.rfind("\n", 0, at) + 1, at - 170)
    window = view.low[from_:at]
    match = noun.search(window) or _apart(window, view.text[at : at + 40])
    law = (
        None
        if match
        else _LAW_BEFORE.search(window)
        or (_LAW_GLUED.search(window) if _OF_HOUSE.match(view.text, at) else None)
    )
    if match is None and law is None:
        bare = re.search(r"số\s*:?\s*$", window)
        return (from_ + bare.start() if bare else at), None, None
    if match is not None:
        return from_ + match.start(), kinds[match["noun"]], None
    assert law is not None
    # The nearest "luật" before the number: an amended law may stand before it.
    starts = [m.start() for m in _LAW_NOUN.finditer(window, law.start("law"))]
    start = from_ + max([law.start("law"), *starts])
    return start, "L", squash(re.sub(r"\s*số\s*:?\s*$", "", view.text[start:at]))


@lru_cache(maxsize=1)
def _apart_regex() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w])(?P<noun>" + rules.words(_nouns()[1]) + r")\s(?P<of>[^.,;:()\d\n]{3,60}?)\s+số\s*:?\s*$"
    )


def _apart(window: str, symbol: str) -> re.Match[str] | None:
    """Kind and number with words between them: "Kết luận liên ngành tư pháp Trung ương số 23/KL-LNTPTW", "Công văn hỏa
    tốc số 12/BYT-DP"; the symbol must say the same kind, or none."""
    match = _apart_regex().search(window)
    if match is None or _apart_regex().search(window, match.start("of")):
        return None
    kind = _nouns()[1][match["noun"]]
    said = re.search(rf"[/-]{kind}(?![A-ZĐ])", symbol)
    return match if said or (kind == "CV" and re.match(r"\d+\s?/[A-ZĐ]+-", symbol)) else None


def _date_and_issuer(view: View, at: int) -> tuple[int, str | None, str | None]:
    low = view.low
    swapped = _OF_THEN_DATE.match(low, at)
    if swapped:
        date = find_date(low, swapped.end(), swapped.end() + 40)
        if date and date[0] == swapped.end():
            return date[1], date[2], squash(view.text[swapped.start("issuer") : swapped.end("issuer")])
    issued = None
    tail = _TAIL_DATE.match(low, at)
    if tail:
        date = find_date(
            low, tail.end() - 5 if low.startswith("ngày", tail.end() - 5) else tail.end(), tail.end() + 45
        )
        if date and date[0] <= tail.end():
            at, issued = date[1], date[2]
    of = _OF.match(low, at)
    if not of:
        return at, issued, None
    end = _issuer_end(view, of.end())
    issuer = squash(view.text[of.end() : end]).rstrip(" ,")
    return (end, issued, issuer) if issuer else (at, issued, None)


@lru_cache(maxsize=1)
def _issuer_stop() -> re.Pattern[str]:
    cue = rules.load("relations")["titles"]
    return re.compile(rf"\s{cue}\b|[;:()\n\"|]|\.(?:\s|$)|\s(?:{rules.load('relations')['after_issuer']})\s")


_PURPOSE = re.compile(r",\s(?:góp phần|nhằm|để|đồng thời|phục vụ|đáp ứng|bảo đảm|đảm bảo)(?:\s|$)")


_NEXT_BODY = re.compile(
    r",\s(?:ủy ban|ubnd|ban (?:thường vụ|chấp hành|tuyên giáo|tổ chức|quản lý|chỉ đạo)|tỉnh ủy|thành ủy|sở|hội đồng|đảng ủy|công an|văn phòng"
    r"|trung tâm|chủ tịch|chi cục|bệnh viện|trường|hội)\b"
)


def _issuer_end(view: View, start: int) -> int:
    """Where the issuer's name ends: at the title that follows, or at the first comma outside the name."""
    whole = re.search(rf"\s{rules.load('relations')['titles']}\b", view.low[start : start + 160])
    plain = re.search(r"[;:()\n\"]|\.(?:\s|$)", view.low[start : start + 160])
    title_at = whole.start() if whole else 999
    plain_at = plain.start() if plain else 160
    if title_at < plain_at and ", " in view.low[start : start + title_at]:
        head = view.low[start : start + title_at]
        apart = _PURPOSE.search(head)
        if apart:
            return start + apart.start()
        body = _NEXT_BODY.search(
            head
        )  # the subject of the sentence: "... của Bộ Y tế, | UBND tỉnh hướng dẫn"
        if body:
            return start + body.start()
        if not re.search(
            r",\s(?:kế hoạch|quyết định|nghị quyết|chương trình|thông tư|nghị định|luật|chỉ thị)\b", head
        ):
            return start + title_at
    stop = _issuer_stop().search(view.low, start)
    end = min(stop.start() if stop else len(view.low), start + 140)
    comma = _COMMA.search(view.low, start, end)
    if comma and not _inside_name(view.low[start:end], comma.start() - start):
        end = comma.start()
    return _kept_and(view, start, end)


def _kept_and(view: View, start: int, end: int) -> int:
    """ "và" inside a ministry's name does not end it."""
    for name in rules.load("bodies")["whole"]:
        at = view.low.find(fold(name), start, start + 120)
        if 0 <= at <= end < at + len(name):
            after = _issuer_stop().search(view.low, at + len(name))
            comma = view.low.find(",", at + len(name))
            ends = [
                at + len(name) + 30,
                after.start() if after else len(view.low),
                comma if comma >= 0 else len(view.low),
            ]
            return min(ends)
    return end


def _inside_name(stretch: str, at: int) -> bool:
    return any(
        stretch.find(fold(n)) >= 0 and stretch.find(fold(n)) <= at < stretch.find(fold(n)) + len(n)
        for n in rules.load("bodies")["whole"]
        if "," in n
    )


@lru_cache(maxsize=1)
def title_cue() -> re.Pattern[str]:
    """The words that open the title of a cited document."""
    return re.compile(
        rf"\s*,?\s*(?P<cue>{rules.load('relations')['titles']})\s(?!(?:kết luận |liên tịch )?số\s)"
    )


def _title_after(view: View, at: int) -> tuple[int, str | None, int]:
    cue = title_cue().match(view.low, at)
    if not cue:
        return at, None, -1
    stop = _CLAUSE_END.search(view.low, cue.end())
    end = min(stop.start() if stop else len(view.low), cue.end() + 400)
    again = re.search(
        r",\s(?=(?:kế hoạch|quyết định|nghị quyết|chương trình|thông tư|nghị định|chỉ thị|công văn|hướng dẫn|thông báo)[^,;]{0,20}\ssố\s)",
        view.low[cue.end() : end],
    )
    if again:
        end = cue.end() + again.start()
    return end, squash(view.text[cue.start("cue") : end]).rstrip(" ,:)"), cue.start("cue")


def _listed_before(view: View, found: Found, mention: Mention) -> list[Mention]:
    """ "Kết luận số 187, 188-KL/TW": the bare numbers before a symbol share its code."""
    window = view.low[max(0, found.start - 60) : found.start]
    match = _NUMBERS_BEFORE.search(window)
    if not match or "số" not in window[: match.end()][-40:]:
        return []
    first = found.start - len(window) + match.start(1)
    _, noun, _ = _noun_before(view, first)
    if noun is None:
        return []
    mention.noun = mention.noun or noun
    code = re.sub(r"^\d+(?:\.\d+)?[a-zđ]?", "", found.symbol)
    made = []
    for number in re.finditer(r"\d{1,4}", match[1]):
        start = first + number.start()
        made.append(
            Mention(
                start,
                start + len(number.group()),
                number.group() + code,
                noun,
                None,
                None,
                None,
                None,
                -1,
                symbol_start=start,
            )
        )
    return made


# --- laws by name -----------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _laws() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {fold(n): n for n in rules.load("laws")["laws"]}
    names |= {
        low.replace(",", ""): n for low, n in list(names.items()) if "," in low
    }  # "Luật Thi đua khen thưởng"
    return re.compile(r"(?<![\w])(?:" + rules.words(names) + r")(?![\w])"), names


@lru_cache(maxsize=1)
def _amending_regex() -> re.Pattern[str]:
    law = rf"(?:(?:{_laws()[0].pattern})|(?:bộ )?luật [^,;.\n]{{2,90}}?)(?:\s+số\s+[\w./]+)?"
    return re.compile(
        r"(?<!\w)luật sửa đổi(?:,? bổ sung)? một số điều của "
        rf"(?:(?P<count>\d+ luật [^,;.\n]{{0,80}}?)|{law}(?P<more>(?:,? và |, ){law})*)"
        r"(?=,?\s+(?:ngày|năm|được|và các|theo)\s|\s*[;.\n]|,|$)"
    )


def _amending(view: View, mentions: list[Mention]) -> list[Mention]:
    """Laws that amend others ("Luật sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C").

    The laws in such a title are not cited themselves; those with a number are mentioned.
    """
    made = []
    for match in _amending_regex().finditer(view.low, _first(view)) if "luật sửa đổi" in view.low else ():
        inside = [m for m in mentions if match.start() < m.symbol_start < match.end()]
        if inside and not match["more"] and not match["count"]:  # the number is that of the amending law
            continue
        for mention in inside:
            mention.nested = True
        if not inside and not _begins_number(view, match.end()):
            made.append(_named(view, match.start(), match.end(), squash(view.text[slice(*match.span())])))
    return made


def _by_name(view: View, mentions: list[Mention], amending: list[Mention]) -> list[Mention]:
    if "luật" not in view.low:
        return []
    start = _first(view)
    taken = [(m.start, m.symbol_start) for m in mentions if m.noun == "L"]
    taken += [(m.start, m.end) for m in amending]
    made: dict[int, Mention] = {}
    regex, names = _laws()
    for at in _LAW_WORD.finditer(view.low, start):
        match = regex.match(view.low, at.start())
        if (
            match is None
            or _begins_number(view, match.end())
            or any(a <= match.start() < b for a, b in taken)
        ):
            continue
        made[match.start()] = _named(view, match.start(), match.end(), names[match.group()])
    for match in _GENERIC_LAW.finditer(view.text, start):
        if any(abs(match.start() - at) < 12 for at in made) or any(a <= match.start() < b for a, b in taken):
            continue
        name = _LAW_STOP.sub("", match.group())
        end = match.start() + len(name)
        if (
            len(name.split()) >= 2 + name.startswith("Bộ")
            and not _begins_number(view, end)
            and not name.startswith(("Luật sư", "Luật này", "Luật gia", "Luật Số"))
        ):
            made[match.start()] = _named(view, match.start(), end, name)
    return [*amending, *made.values()]


def _begins_number(view: View, at: int) -> bool:
    return re.match(r"\s*(?:số\s*:?\s*)\d", view.low[at : at + 12]) is not None


def _named(view: View, start: int, end: int, name: str) -> Mention:
    tail = _TAIL_DATE.match(view.low, end)
    date = find_date(view.low, end, end + 40) if tail else None
    issued = date[2] if date and date[0] <= end + 8 else None
    return Mention(
        start,
        date[1] if issued and date else end,
        None,
        "L",
        name,
        issued,
        None,
        None,
        -1,
        symbol_start=start,
    )
