"""Who issued a document: from its letterhead, else from its signature, symbol and opening words."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from kehoach import rules
from kehoach.model import Block, Meta
from kehoach.parsing.forms import form
from kehoach.parsing.zones import Zones
from kehoach.text import CAPITALS, bare, fold, squash

# "... Ủy ban nhân dân tỉnh ban hành Kế hoạch ..." near the end of the opening words.


_PARTY = ("tỉnh ủy", "thành ủy", "đảng ủy", "huyện ủy", "đảng bộ")


def tell_issuer(text: str, zones: Zones, meta: Meta) -> str | None:
    """The issuing body with its place ("UBND tỉnh Lạng Sơn"), or None when nothing tells it."""
    body = _issuer(text, zones, meta)
    at = fold(body).find(fold(meta.place)) if body and meta.place else -1
    if body is None or at < 0 or not meta.place or not body[at : at + len(meta.place)].islower():
        return body
    return (
        body[:at] + meta.place + body[at + len(meta.place) :]
    )  # capitals hide how a place is written: "khu vực Sông Lữ"


def _issuer(text: str, zones: Zones, meta: Meta) -> str | None:
    lines = _letterhead_lines(text, zones.head)
    named = _from_letterhead(lines)
    if zones.authority and _is_person(zones.authority):
        return _place_added(_short(proper(zones.authority)), meta, named)
    signed = _signed_body(text, zones)
    by_committee = signed is not None and fold(signed).startswith(("ban thường vụ", "ban chấp hành"))
    if named and by_committee and fold(named).startswith(_PARTY):
        return _place_added(f"{signed} {_party_body(named, lines)}", meta, None)
    if named:
        written = _as_written(named, text)
        whole = written.endswith(" tỉnh") and not named.endswith(
            " tỉnh"
        )  # as the text calls it, without a name of the province
        return written if whole else _place_added(written, meta, None)
    return _from_words(text, zones, meta, signed)


_LONGEST_NAME = 120


def _as_written(body: str, text: str) -> str:
    """A name that is no registered body as the document itself writes it below its letterhead, where capitals and abbreviations hide how:
    "HỘI ĐỒNG THI, CHỈ SỐ CCHC" -> "Hội đồng thi, Chỉ số cải cách hành chính tỉnh"."""
    if is_registered(body):
        return body
    wanted = bare(_spelled_out(body, text))
    found = (text[at : at + len(wanted)] for at in _words_with(wanted.partition(" ")[0], text))
    same = Counter(m for m in found if bare(m) == wanted and not m.isupper())
    if not same:
        return body
    shown, count = same.most_common(1)[0]
    behind = [text[m.end() : m.end() + 6] for m in re.finditer(re.escape(shown), text)]
    if all(b.startswith(" tỉnh") for b in behind) and count == len(behind):
        shown += " tỉnh"
    return shown[:1].upper() + shown[1:]


def is_registered(body: str) -> bool:
    """Whether a name begins as a body of the register does."""
    return fold(body).startswith(_registered())


@lru_cache(maxsize=1)
def _registered() -> tuple[str, ...]:
    """The folded names of the register."""
    return tuple(fold(entry["name"]) for entry in rules.load("register")["bodies"])


def _words_with(first: str, text: str) -> Iterator[int]:
    """Where words with a capital stand in the text that begin as a word does but for marks."""
    capitals = "".join(c for c in CAPITALS if bare(c) == first[:1])
    places = (m.start() for m in re.finditer(rf"[{capitals}](?<!\w.)", text)) if capitals else iter(())
    return (at for at in places if bare(text[at : at + len(first)]) == first)


def _spelled_out(body: str, text: str) -> str:
    """The name with a short form put in words as the text explains it: "cải cách hành chính (CCHC)"."""
    for match in form("short-form").finditer(body):
        words = _explained(match.group().upper(), text)
        if words:
            return body[: match.start()] + words + body[match.end() :]
    return body


def _explained(short: str, text: str) -> str:
    """The words whose first letters a short form is, where the text puts it in brackets behind them; "" where it does not."""
    words = re.compile(rf"(?<![^\W\d_])(?:[^\W\d_]++\s+){{{len(short)}}}$")
    for bracket in re.finditer(re.escape(f"({short})"), text):
        found = words.search(text[max(0, bracket.start() - _LONGEST_NAME) : bracket.start()])
        if found:
            said = found[0].strip()
            return said if [w[0].upper() for w in said.split()] == list(short) else ""
    return ""


def _is_person(authority: str) -> bool:
    return fold(authority).startswith("chủ tịch")


def _letterhead_lines(text: str, head: list[Block]) -> list[str]:
    lines: list[str] = []
    for block in head:
        words = squash(text[block.start : block.end]).strip(" *-_|.")
        folded = fold(words)
        if not words or form("names-nobody").match(folded):
            if lines and folded.startswith("số"):
                break
            continue
        if form("motto-in-part").search(folded) or re.search(r",?\s*ngày\b.*(?:tháng|năm)", folded):
            continue
        if words.isupper() or (lines and form("begins-with-place").match(folded)):
            lines.append(words)
    return lines


def _from_letterhead(lines: list[str]) -> str | None:
    """ "UBND TỈNH X / SỞ Y" -> "Sở Y tỉnh X"; "ỦY BAN NHÂN DÂN / TỈNH X" -> "UBND tỉnh X"."""
    whole: list[str] = []
    for line in lines:
        folded = fold(line)
        joins = whole and (
            form("begins-with-place").match(folded + " ")
            or _unfinished(whole[-1])
            or not _begins_body().match(folded)
            or _is_half(whole[-1], line)
        )
        if joins:
            whole[-1] += " " + line
        else:
            whole.append(line)
    if not whole:
        return None
    # "TỈNH ĐOÀN VĨNH GIANG / BAN THƯỜNG VỤ"
    if len(whole) > 1 and form("standing-part").fullmatch(fold(whole[-1])):
        return f"{proper(whole[-1])} {_short(proper(whole[-2]))}"
    body = _short(proper(whole[-1]))
    if len(whole) > 1 and not _has_place(body):
        above = proper(whole[-2])
        if fold(above).startswith(("tỉnh ủy", "thành ủy", "đảng ủy")) and fold(body).startswith(
            _PARTY_OFFICES
        ):
            return f"{re.sub(r' (?:Tỉnh|Thành|Đảng) ủy$', '', body)} {above}"
        if fold(body) == "văn phòng":  # the office of the body above it
            return f"{body} {_short(above)}"
        place = _place_of(above)
        if place and fold(body).startswith(
            ("sở", "thanh tra", "ban ", "văn phòng", "chi cục", "trung tâm", "trường", "bệnh viện", "phòng")
        ):
            body = f"{body.removesuffix(' tỉnh')} {place}"
    return body


_PARTY_OFFICES = (
    "ban tuyên giáo",
    "ban tổ chức",
    "ban nội chính",
    "ban xây dựng",
    "ủy ban kiểm tra",
    "văn phòng",
)


@lru_cache(maxsize=1)
def _begins_body() -> re.Pattern[str]:
    """The first words of bodies' names; a line that begins otherwise goes on with the name above."""
    lists = ("body_open_heads", "body_heads", "body_offices", "office_prefixes")
    heads = [
        *(head for name in lists for head in rules.cues()[name]),
        "chính phủ",
        "quốc hội",
        "thủ tướng",
        "bch",
    ]
    return re.compile(rf"(?:các )?(?:{rules.words(heads)})(?![\w])")


def _is_half(above: str, line: str) -> bool:
    """Whether two lines are one registered name: "SỞ NÔNG NGHIỆP VÀ MÔI" / "TRƯỜNG"."""
    whole = fold(f"{above} {line}")
    return any(name.startswith(whole) for name in _registered())


_OPEN_NAMES = frozenset(
    {"ủy ban nhân dân", "hội đồng nhân dân", "đoàn đại biểu quốc hội", "văn phòng", "sở", "bộ", "ban quản lý", "ban chỉ đạo", "ban quản lý dự án",
     "hội đồng", "thanh tra", "cục", "chi cục", "trung tâm", "trường", "bệnh viện", "đảng ủy", "viện kiểm sát", "tòa án"}
)  # fmt: skip


def _unfinished(line: str) -> bool:
    """A name that cannot end here: "ỦY BAN NHÂN DÂN", "SỞ", "BAN QUẢN LÝ", "... VÀ"."""
    folded = fold(line)
    return folded in _OPEN_NAMES or folded.endswith((" và", ",", " -", " của"))


def _party_body(named: str, lines: list[str]) -> str:
    """The Party body whose standing committee signs; its province stands in the line above it."""
    place = next((_place_of(proper(line)) for line in lines if fold(line).startswith("đảng bộ")), None)
    shown = _short(named)
    if fold(shown).startswith("đảng ủy") and place and not _has_place(shown):
        return re.sub(r"\btỉnh$", "", shown).strip() + f" {place}"
    return shown


def _signed_body(text: str, zones: Zones) -> str | None:
    for block in zones.tail:
        match = form("for-a-committee").match(fold(text[block.start : block.end]))
        if match:
            body = proper(squash(text[block.start : block.end])[-len(match["body"]) :].upper())
            return (
                re.split(r"\s(?=(?:KT|PHÓ|CHỦ|BÍ)\b)", body)[0]
                .split(" phó ")[0]
                .split(" bí thư")[0]
                .split(" chủ tịch")[0]
            )
    return None


# Codes that only one body uses (Nghị định 30/2020/NĐ-CP, phụ lục III).
_BY_CODE = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "CTN": "Chủ tịch nước",
}


def _from_words(text: str, zones: Zones, meta: Meta, signed: str | None) -> str | None:
    alone = re.search(r"-(CP|TTg|UBTVQH|CTN)\d*$", meta.symbol or "")
    if alone:
        return _BY_CODE[alone[1]]
    opening = text[zones.body[0].start : zones.body[0].start + 3500] if zones.body else text[:3500]
    folded = fold(opening)
    for match in form("issues").finditer(folded):
        body = opening[match.start("body") : match.end("body")].strip()
        return _place_added(_short(body), meta, None, text)
    if meta.symbol and "UBND" in meta.symbol and meta.place:
        return _place_added("UBND tỉnh", meta, None)
    if signed:
        return _place_added(_short(signed), meta, None, text)
    return None


def _place_added(body: str, meta: Meta, fallback: str | None, context: str = "") -> str:
    """The body with its province when the name leaves it out."""
    folded = fold(body)
    if _has_place(body):
        return body
    told = (meta.place or "", fallback or "", context[:4000], meta.title or "")
    place = next((p for p in map(province_in, told) if p), None) or _prevailing(context)
    if place is None:
        return body
    kind, name = place
    if folded.endswith((" tỉnh", " thành phố")):
        return f"{body} {name}"
    if folded.startswith(
        ("tỉnh ủy", "thành ủy", "ban thường vụ tỉnh ủy", "ban thường vụ thành ủy", "ban chấp hành đảng bộ")
    ):
        return f"{body} {name}"
    if folded.startswith(("sở", "thanh tra tỉnh", "ban dân tộc")):
        return f"{body} {kind} {name}"
    return body


def _short(body: str) -> str:
    return re.sub(
        r"^(Chủ tịch )?[ỦU][ỷỶỦủYyỳ]? ?[Bb]an nhân dân\b",
        lambda m: f"{m[1] or ''}UBND",
        re.sub(r"Uỷ ban", "Ủy ban", body),
    ).replace("Ủy ban nhân dân", "UBND")


# --- names of places --------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _province_regex() -> re.Pattern[str]:
    return re.compile(r"(?<![\w])(?:" + rules.words(rules.provinces()) + r")(?![\w])")


@lru_cache(maxsize=4096)
def province_in(words: str) -> tuple[str, str] | None:
    """The province that a text names first, as (kind, name)."""
    match = _province_regex().search(fold(words))
    if match:
        return rules.provinces()[match.group()]
    # one that the list does not hold: told by the word before it
    named = form("province-by-name").search(words)
    if named and form("ends-in-office").search(
        fold(words[: named.start()])
    ):  # "Phó Chủ tịch UBND tỉnh Nguyễn Văn A" names a person
        return None
    return ("thành phố" if named[1].lower() == "thành ủy" else "tỉnh", named[2].strip()) if named else None


def _prevailing(words: str) -> tuple[str, str] | None:
    """The province that a text names most, when it clearly prevails; a text names its own province often."""
    counts = Counter(rules.provinces()[m] for m in _province_regex().findall(fold(words)))
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return ranked[0][0]


def _has_place(body: str) -> bool:
    return province_in(body) is not None or form("small-place").search(body) is not None


def _place_of(body: str) -> str | None:
    match = form("place").search(body)
    return match.group() if match else None


# --- capitals ---------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _known_names() -> list[tuple[re.Pattern[str], str]]:
    names: set[str] = {
        "Đảng",
        "Nhà nước",
        "Việt Nam",
        "Đảng ủy",
        "Ủy ban nhân dân",
        "Hội đồng nhân dân",
        "UBND",
        "HĐND",
        "MTTQ",
    } | set(rules.load("bodies")["offices"])
    for entry in rules.load("register")["bodies"]:
        if entry["kind"] != "group":
            names.add(re.sub(r" (tỉnh|thành phố)$", "", entry["name"]))
    names |= {name for name in rules.cues()["whole_names"] if name != name.lower()} | {
        name for _, name in rules.provinces().values()
    }
    ordered = sorted(names, key=lambda n: (-len(n), n))
    return [(re.compile(rf"(?<!\w){re.escape(fold(n))}(?!\w)"), n) for n in ordered]


@lru_cache(maxsize=2048)
def proper(capitals: str) -> str:
    """A line in capitals in ordinary spelling: "UBND TỈNH LÀO CAI" -> "UBND tỉnh Lào Cai"."""
    if not capitals.isupper():
        return capitals
    words = capitals.lower()
    folded = fold(words)
    out = list(words)
    for regex, name in _known_names():
        for match in regex.finditer(folded):
            out[match.start() : match.end()] = list(name)
    shown = "".join(out)
    shown = form("place-name-after").sub(lambda m: f"{m[1]} {_titled(m[2])}", shown)
    shown = shown[:1].upper() + shown[1:]
    return form("first-word").sub(lambda m: m[1] + m[2].upper(), shown)


def _titled(words: str) -> str:
    return " ".join(w[:1].upper() + w[1:] for w in words.split(" ")) if len(words.split()) <= 5 else words
