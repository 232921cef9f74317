"""Names of units: where a phrase that names units ends, and which units a list holds.

Known names and first words come from a ``Lexicon``; stock groups stand in rules/bodies.yaml, and in
rules/responsibility.yaml (the verbs that follow a name).
"""

import re
from functools import lru_cache

from kehoach import rules
from kehoach.extraction.lexicon import Lexicon, known_lexicon
from kehoach.text import fold, squash

LONGEST = 420  # characters of a list of units before its verb
_CHARGED = re.compile(
    r"\s*\((?:là )?(?:(?:cơ quan|đơn vị) )?(?:chủ trì|phối hợp|thường trực|đầu mối)\)", re.IGNORECASE
)
_PAREN = re.compile(r"\([^()]{0,120}\)")
_SEPARATOR = re.compile(
    r"\s*;\s*(?:và\s+)?|\s*,\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng với|cùng|&)\s+(?!các cấp\b)|\s+-\s+(?=(?:sở|ubnd)\s)"
    # cells of tables run names on without a sign: "Sở Khoa học và Công nghệ Sở Công Thương"
    r"|(?<![,;])(?<!các)(?<!đốc)(?<!thuộc)(?<!của)(?<!với)(?<!đạo)(?<!ngành)(?<!và)(?<!phòng)(?<!ủy)(?<!tra)(?<!cơ)(?<!trụ)\s+(?=sở\s[a-zà-ỹ])"
)
_NOT_NAME = re.compile(
    r"^(?:thời gian|trước|trong|hoàn thành|năm|quý|tháng|theo|từ|khi|các nội dung|nhiệm vụ|gồm)\b"
)
_TRIM = re.compile(
    r"^(?:với|cùng|cho|giao|của|do|là|và|các đồng chí|đồng chí|lãnh đạo (?=sở|ubnd))\s+", re.IGNORECASE
)
_HANGING = re.compile(r"\s+(?:và|cùng|với|cùng với)$", re.IGNORECASE)  # "địa phương và" before a second verb
_QUALIFIED = re.compile(
    r"(?:^|\b(?:các|ubnd|nhân dân|thủ trưởng|giám đốc|ủy|cấp|những|các cấp|lãnh đạo|một số)\s+)(?P<noun>[^\d\W]+(?:\s[^\d\W]+)?)$"
)


@lru_cache(maxsize=1)
def _verb_regex() -> re.Pattern[str]:
    data = rules.load("responsibility")
    return re.compile(
        rf"(?P<skip>(?<!\w)(?:{'|'.join(data['not_verbs'])}))|(?<=[\s,;:])(?P<verb>{rules.words(data['verbs'])})(?![\w])"
    )


def verb_after(low: str, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Where the first verb after a list of units begins, within a stretch of folded text; None when there is none."""
    stop = min(end, start + LONGEST)
    wholes = lexicon.wholes(low, start, stop)
    for match in _verb_regex().finditer(low, start, stop):
        if match["verb"] and match.start() > start and not any(a <= match.start() < b for a, b in wholes):
            return match.start()
    return None


def split_units(phrase: str, lexicon: Lexicon | None = None, described: bool = False) -> list[str]:
    """The units that a phrase names, one entry each; stock groups ("các sở, ban, ngành") stay whole.

    A verb ends the phrase, unless the units are ``described`` by what they do.

    >>> split_units("Sở Văn hóa, Thể thao và Du lịch, UBND các xã, phường và các đơn vị liên quan")
    ['Sở Văn hóa, Thể thao và Du lịch', 'UBND các xã, phường', 'các đơn vị liên quan']
    """
    lexicon = lexicon or known_lexicon()
    phrase = _CHARGED.sub("", squash(phrase)).strip(" .;:,-+*/")
    names: list[str] = []
    head = _SHARED_HEAD.match(fold(phrase))
    for clause in re.split(r"\s*;\s*", phrase):
        low = fold(clause)
        if names and head and not lexicon.begins(low) and clause[:1].isupper():
            clause = f"{head['head'].capitalize()} {clause}"  # "các Sở: Văn hóa, Thể thao và Du lịch; Nội vụ"
            low = fold(clause)
        verb = None if described else verb_after(low, 0, len(low), lexicon)
        clause = clause[:verb].rstrip(" ,:") if verb else clause
        names += _clause_units(clause, lexicon)
    return list(dict.fromkeys(lexicon.spelt(n) for n in names if n))


def _clause_units(clause: str, lexicon: Lexicon) -> list[str]:
    """Units of a stretch without a semicolon."""
    low = fold(clause)
    listed = _listed_in_parentheses(clause, lexicon)
    if listed:
        return listed
    shared = _shared_head(clause, low, lexicon)
    if shared:
        return shared
    kept = lexicon.wholes(low) + [m.span() for m in _PAREN.finditer(clause)]
    pieces: list[tuple[str, str]] = []  # (separator before, name)
    last, sign = 0, ""
    for match in _SEPARATOR.finditer(low):
        if any(a <= match.start() < b for a, b in kept):
            continue
        pieces.append((sign, clause[last : match.start()]))
        sign, last = match.group(), match.end()
    pieces.append((sign, clause[last:]))
    return _merged(pieces, lexicon)


def _merged(pieces: list[tuple[str, str]], lexicon: Lexicon) -> list[str]:
    """Pieces of a list put together to names: stock groups, and what begins with no head."""
    out: list[str] = []
    last_piece = ""
    for sign, piece in pieces:
        piece = _HANGING.sub("", _TRIM.sub("", piece.strip(" .,:"))).strip()
        if not piece:
            continue
        if (out and "," in sign and _same_group(last_piece, piece)) or (
            out and "," in sign and _shares_related(out[-1], piece)
        ):
            out[-1] += ", " + piece
        elif out and not lexicon.begins(fold(piece)) and not re.match(r"[A-ZĐ]{2,}", piece):
            out[-1] += (sign.rstrip() + " " if "," in sign else " và ") + piece if len(piece) < 90 else ""
        else:
            out.append(piece)
        last_piece = piece
    return [cut for cut in (_QUALIFIER.sub("", name) for name in out) if _is_name(cut, lexicon)]


_QUALIFIER = re.compile(
    r"\s(?:trước ngày|với các|trong phạm vi|theo chức năng|theo phạm vi|căn cứ|tùy theo|theo nhiệm vụ|theo thẩm quyền|theo quy định|trong việc|để |nhằm |tại kế hoạch|(?:có )?liên quan (?:đến|tới)).*$|\s?\((?:sau đây|gọi tắt|viết tắt).*$"
)


def _is_name(name: str, lexicon: Lexicon) -> bool:
    low = fold(name)
    return (
        len(low) > 2
        and not _NOT_NAME.match(low)
        and (lexicon.begins(low) or low.startswith("các ") or name[:1].isupper())
    )


@lru_cache(maxsize=1)
def _groups() -> list[frozenset[str]]:
    return [frozenset(group) for group in rules.load("bodies")["groups"]]


def _same_group(left: str, right: str) -> bool:
    """ "các sở" + "ban": both words belong to one stock group, and the second has no head of its own."""
    match = _QUALIFIED.search(fold(left))
    if not match:
        return False
    noun = match["noun"]
    first = fold(right)
    for group in _groups():
        tail = (
            noun
            if noun in group
            else noun.split()[-1]
            if noun.split()[-1] in group and len(noun.split()) == 2
            else None
        )
        if tail is None:
            continue
        if any(first == word or first.startswith(word + " ") for word in group if word != tail):
            return _stays_stock(first, group)
    return False


def _stays_stock(right: str, group: frozenset[str]) -> bool:
    """ "ban ngành tỉnh", "ngành liên quan", "phường" are stock; "Ban Quản lý dự án" is a name."""
    word = next(w for w in sorted(group, key=len, reverse=True) if right.startswith(w))
    rest = right[len(word) :].strip()
    return (
        not rest
        or word == "đặc khu"  # "các xã, phường, đặc khu Côn Đảo"
        or re.match(
            r"(?:có )?liên quan|được|phối hợp|thuộc|trực thuộc|cấp|trung ương|tỉnh|thành phố|trên|của|trong|khác|chuyên môn|chức năng|ngành|địa phương|đoàn thể|\(|tại|ở",
            rest,
        )
        is not None
    )


_PLAIN = re.compile(r"^các\s[^A-ZĐ]+$")


def _shares_related(left: str, right: str) -> bool:
    """ "các cấp ủy, cơ quan liên quan": plain nouns that share one "liên quan" stay one entry."""
    words = left[:1].lower() + re.sub(r"Sở|Ban|Bộ", lambda m: m.group().lower(), left[1:])
    return (
        right.endswith("liên quan")
        and right.islower()
        and _PLAIN.match(words) is not None
        and "liên quan" not in left
    )


def _listed_in_parentheses(clause: str, lexicon: Lexicon) -> list[str]:
    """ "các nhà mạng (Viettel Nghệ An, VNPT Nghệ An)": the names inside are the units."""
    match = re.fullmatch(r"(?:các|những)\s[^(),]{3,60}\((?P<list>[^()]+,[^()]+)\)\s*", clause, re.IGNORECASE)
    if not match:
        return []
    names = [n.strip() for n in re.split(r",|;", match["list"])]
    return names if all(lexicon.begins(fold(n)) for n in names) else []


_SHARED_HEAD = re.compile(
    r"(?P<office>giám đốc |thủ trưởng |bộ trưởng )?(?:các )?(?P<head>sở|bộ|ban|hội|phòng|tập đoàn|tổng công ty)(?:,\s*(?:cơ quan|ngành|ban))*\s*:\s*(?=\S)"
)


def _shared_head(clause: str, low: str, lexicon: Lexicon) -> list[str]:
    """ "các Sở: Nội vụ, Tài chính và Xây dựng": each with the head that they share."""
    match = _SHARED_HEAD.match(low)
    if not match:
        return []
    head = clause[match.start("head") : match.end("head")].capitalize()
    head = (
        f"{match['office'].capitalize()}{head}" if match["office"] else head
    )  # "Giám đốc các Sở: Y tế, Nội vụ"
    rest = clause[match.end() :]
    kept = lexicon.wholes(fold(rest))
    names, last = [], 0
    for sep in re.finditer(r"\s*,\s*(?:và\s+)?|\s+và\s+", rest):
        if not any(a <= sep.start() < b for a, b in kept):
            names.append(rest[last : sep.start()])
            last = sep.end()
    names.append(rest[last:])
    firms = match["head"] in ("tập đoàn", "tổng công ty")  # "Điện lực Việt Nam" is no unit of itself here
    whole = re.compile(r"(?:tập đoàn|(?:tổng )?công ty|ngân hàng)\s") if firms else None
    return [
        n if (whole.match(fold(n)) if whole else lexicon.begins(fold(n))) else f"{head} {n}"
        for n in (name.strip() for name in names)
        if n
    ]
