"""Letterhead, title and signature block: the ``meta`` of a document, as printed.

State bodies follow Nghị định 30/2020/NĐ-CP, phụ lục I (issuer above the number, national motto,
place and date, title, recipients, signature); the Party follows Hướng dẫn 36-HD/VPTW ("Số 45-KH/TU",
"T/M BAN THƯỜNG VỤ"). A number or day that is left blank stays None: linking may tell it later.
"""

import re

from kehoach.language.symbols import symbol_type
from kehoach.model import Block, Meta, Period, Source, Span, Warning_
from kehoach.parsing.forms import form
from kehoach.parsing.issuer import is_registered, proper, tell_issuer
from kehoach.parsing.zones import Zones
from kehoach.text import compile_vi, find_date, fold, iso_date, squash

# Số: 172/KH-UBND | Số 45-KH/TU | Số: 35/2025/QĐ-UBND | Số:    /SCT-CN (blank) | Số - CV/ĐU (blank)
_NAME_LAST = compile_vi(r"\s((?:[A-ZÀ-Ỹ][a-zà-ỹ']+\s?){2,5})$")
_CAPITAL_NAME = compile_vi(r"(?:[A-ZÀ-Ỹ]{2,7}\s+){1,4}[A-ZÀ-Ỹ]{2,7}")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read_meta(
    source: Source, zones: Zones, annex: bool
) -> tuple[Meta, dict[str, Span], list[Warning_], bool]:
    """Meta, the spans of its fields, doubts, and whether the text is an official document: it looks like one, or is an ``annex`` of one."""
    text = source.text
    meta = Meta()
    spans: dict[str, Span] = {}
    _number(text, zones, meta, spans)
    _place_and_date(text, zones, meta, spans)
    _title(text, zones, meta, spans)
    meta.type = _type(zones, meta)
    _signature(text, zones, meta)
    meta.issuer = tell_issuer(text, zones, meta)
    meta.symbol = meta.symbol if meta.symbol and meta.symbol[0].isdecimal() else None
    meta.period = period_of(meta.title)
    meta.recipients = _items(text, zones.tail, "nơi nhận")
    meta.addressees = _items(text, zones.addressed, "kính gửi")
    official = annex or _looks_official(text, zones, meta)
    doubts = _doubts(meta, zones, official)
    if official and source.info.obtained == "ocr" and meta.issuer and not is_registered(meta.issuer):
        doubts.append(
            Warning_(
                "doubt-issuer", f"Đọc ảnh chưa chắc tên cơ quan ban hành: “{meta.issuer}”.", None, "issuer"
            )
        )
    if source.info.obtained == "ocr" and _after_its_signing(source, meta):
        doubts.append(
            Warning_("doubt-issued", f"Ngày “{meta.issued}” sau thời điểm ký hoặc ngày đến.", None, "issued")
        )
    return meta, spans, doubts, official


def _after_its_signing(source: Source, meta: Meta) -> bool:
    """Whether the day read is later than a day on which the paper was signed or received."""
    days = [one.signed[:10] for one in source.info.signatures if one.signed and _ISO_DAY.match(one.signed)]
    days += [source.info.received.date] if source.info.received and source.info.received.date else []
    return bool(days and meta.issued and len(meta.issued) == 10 and meta.issued > min(days))


def _number(text: str, zones: Zones, meta: Meta, spans: dict[str, Span]) -> None:
    found = [(block, form("symbol").search(text, block.start, block.end)) for block in zones.head]
    # A number line opens with "Số"; a number further in belongs to what the line speaks of.
    for block, match in sorted(
        found,
        key=lambda f: (
            f[1] is None
            or f[1].start() - f[0].start > 3
            or "theo quyết định" in fold(text[max(0, f[0].start - 40) : f[0].start])
        ),
    ):
        if match:
            rest = re.sub(r"\s+", "", match["rest"])
            meta.symbol = (match["number"] or "") + rest
            meta.code = re.sub(r"^[/-](?:\d{4}/)?", "", rest)
            if match["number"]:
                spans["symbol"] = Span(match.start("number"), match.end("rest"), block.page)
            return


def _place_and_date(text: str, zones: Zones, meta: Meta, spans: dict[str, Span]) -> None:
    for block in zones.head:
        words = text[block.start : block.end]
        folded = fold(words)
        if "ngày" not in folded or "năm" not in folded or len(words) > 160:
            continue
        at = form("place-of-issue-inside").search(words)
        place = form("place-of-issue").match(words[at.start() :] if at else words)
        meta.place = squash(place["place"]).strip() if place else None
        meta.issued = _printed_date(folded)
        spans["issued"] = Span(block.start, block.end, block.page)
        return


def _printed_date(folded: str) -> str | None:
    full = find_date(folded)
    if full:
        return full[2]
    month = form("day-left-blank").search(folded)
    if month and iso_date(1, month[1], month[2]):
        return f"{month[2]}-{int(month[1]):02}"
    year = form("day-and-month-left-blank").search(folded)
    return year[1] if year else None


def _title(text: str, zones: Zones, meta: Meta, spans: dict[str, Span]) -> None:
    blocks = zones.title or _subject(text, zones)
    if not blocks:
        return
    words = squash(" ".join(text[b.start : b.end] for b in blocks))
    about = form("about").match(fold(words))
    meta.title = words[about.end() :] if about else words
    meta.title = meta.title.strip(" *_") or None
    spans["title"] = Span(blocks[0].start, blocks[-1].end, blocks[0].page)


def _subject(text: str, zones: Zones) -> list[Block]:
    """The V/v lines of an official letter, between its number and "Kính gửi"."""
    for index, block in enumerate(zones.head):
        match = form("subject").search(fold(text[block.start : block.end]))
        if match:
            found = [Block(block.start + match.end(), block.end, block.page, block.bold)]
            for more in zones.head[index + 1 :]:
                words = text[more.start : more.end]
                same_cell = block.table is not None and (more.table, more.row, more.col) == (
                    block.table,
                    block.row,
                    block.col,
                )
                if not same_cell and not (block.table is None and words[:1].islower()):
                    break
                found.append(more)
            return found
    return []


def _type(zones: Zones, meta: Meta) -> str | None:
    if zones.title_type:
        return zones.title_type
    if zones.addressed:
        return "CV"
    return symbol_type(meta.symbol) if meta.symbol else None


# --- closing ----------------------------------------------------------------------------------


def _signature(text: str, zones: Zones, meta: Meta) -> None:
    office: str | None = None
    for block in zones.tail:
        words = squash(text[block.start : block.end])
        if words.startswith(("-", "+")) or fold(words).startswith("nơi nhận"):
            words = _recipient_and_office(words)[1]
        for line in _signing_lines(words):
            bare = form("signs-for").sub("", line).strip()
            if bare.isupper() and form("office").match(bare):
                office = bare
            elif office and form("name").fullmatch(line):
                meta.signer = squash(form("name").fullmatch(line)[1])  # type: ignore[index]
            elif (
                office
                and _CAPITAL_NAME.fullmatch(line)
                and not form("signs-for").match(line)
                and len(line) < 32
                and not form("office").match(line)
            ):
                meta.signer = meta.signer or line.title()
        if meta.signer:
            break
    meta.signer_role = proper(office) if office else None


_OFFICE_LAST = re.compile(
    r"(?:(?<=[;:,.])\s|^)(?P<office>(?:(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\s?\.?\s?)?[^a-z\d;:,.]{6,60})$"
)


def _recipient_and_office(words: str) -> tuple[str, str]:
    """ "- Như trên; PHÓ GIÁM ĐỐC": two columns whose lines ran together, a recipient and an office."""
    match = _OFFICE_LAST.search(words)
    office = match["office"].strip() if match else ""
    if match and office.isupper() and form("office").match(form("signs-for").sub("", office)):
        return words[: match.start()], office
    return words, ""


def _signing_lines(words: str) -> list[str]:
    """ "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Văn A" run together on one line: office lines and the name apart."""
    name = _NAME_LAST.search(words)
    lines = []
    head = words
    if name and words[: name.start()].isupper():
        head = words[: name.start()].strip()
    offices = re.split(r"\s(?=(?:KT|TL|TUQ|K/T)\s*\.|PHÓ )", head) if head.isupper() else [head]
    lines += [o.strip() for o in offices]
    if head != words and name:
        lines.append(name[1].strip())
    return lines


def _items(text: str, blocks: list[Block], lead: str) -> list[str]:
    items, started = [], False
    for block in blocks:
        words = squash(text[block.start : block.end])
        folded = fold(words)
        if folded.startswith(lead) or folded.endswith("điện:"):
            started = True
            words = re.sub(r"^[^:]*:?\s*", "", words, count=1) if ":" in words else ""
        elif not started or not words.startswith(("-", "+", "•")):
            continue
        words = re.sub(r"^[-+•]\s*", "", _recipient_and_office(words)[0]).rstrip(" ;,.")
        if words and not fold(words).startswith("lưu"):
            items.append(words)
    return items


def period_of(title: str | None) -> Period | None:
    """The years that a title states: "giai đoạn 2026 - 2030", or "năm 2026" alone."""
    if not title:
        return None
    folded = fold(title)
    span = form("period").search(folded)
    if span:
        years = [g for g in span.groups() if g]
        return Period(years[0], years[1])
    single = form("one-year").search(re.sub(r"ngày.*?năm\s*\d{4}", "", folded))
    return Period(single[1], single[1]) if single else None


def is_of_school_year(title: str | None) -> bool:
    """Whether a title is of a plan for a whole school year."""
    return form("school-year").search(fold(title or "")) is not None


def _looks_official(text: str, zones: Zones, meta: Meta) -> bool:
    """Two marks of an official document at least; a news article has none or one."""
    head = fold(" ".join(text[b.start : b.end] for b in zones.head))
    marks = [
        bool(form("motto").search(head)),
        meta.symbol is not None
        or ("số" in head and "/" in head and bool(form("symbol").search(text[:3000]))),
        meta.issued is not None,
        zones.title_type is not None or bool(zones.addressed),
        bool(zones.tail),
    ]
    return sum(marks) >= 2


def _doubts(meta: Meta, zones: Zones, official: bool) -> list[Warning_]:
    doubts = []
    if not official:
        doubts.append(
            Warning_(
                "not-official",
                "Không thấy thể thức văn bản hành chính: không trích nhiệm vụ, chỉ tiêu, thời hạn.",
            )
        )
    else:
        if meta.symbol is None:
            doubts.append(Warning_("no-number", "Văn bản không ghi số."))
        if meta.issued is None or len(meta.issued) < 10:
            doubts.append(Warning_("no-date", "Văn bản không ghi đủ ngày ban hành."))
        if meta.issuer is None:
            doubts.append(Warning_("no-issuer", "Không đọc được cơ quan ban hành."))
        if meta.signer is None:
            doubts.append(Warning_("no-signer", "Không đọc được người ký."))
    return doubts
