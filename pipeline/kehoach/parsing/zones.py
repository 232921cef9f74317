"""Parts a document: letterhead and title, body, closing (recipients and signature), annexes.

A file may hold a second document behind the first one's signature (the plan
that a decision promulgates, an annex); its letterhead and closing are told
apart from its body too, and its body follows the first body in the outline.
"""

import re
from collections import Counter
from functools import lru_cache

from msgspec import Struct, field

from kehoach import rules
from kehoach.model import Block, Source
from kehoach.parsing.forms import form
from kehoach.parsing.labels import NAMED, find_label
from kehoach.text import bare, fold

_LAST_BLOCKS = 5
_BODY_LINE = 60  # characters of a line that names no more than a body
_LOOK = 80  # a title line stands among the first blocks
_TITLE_BLOCKS = 4
_LETTERHEAD = 90  # characters of a line of a letterhead at most
_PROSE = 300  # characters of a line that is text, not part of a signature
_LONG = 200  # characters of text that may go on with a body
_ATTACHED = re.compile(r"\(\W*(?:kèm theo|ban hành kèm)")
_ANNEX = 12  # characters of a title in capitals above "(Kèm theo Kế hoạch ...)" at least
_PROSE_LINES = 8  # lines in one cell of a small table that are text, not data


class Zones(Struct):
    """Blocks by zone; ``rest`` is all behind the first body, ``page`` the offset from which on a saved page shows its own. ``title_type`` is the type of the title line; None for letters and unknown texts."""

    head: list[Block] = field(default_factory=list)
    title: list[Block] = field(default_factory=list)
    title_type: str | None = None
    authority: str | None = None
    addressed: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    tail: list[Block] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)
    page: int | None = None
    data_tables: list[int] = field(default_factory=list)


def divide(source: Source) -> Zones:
    """The zones of a source."""
    zones = Zones(data_tables=_data_tables(source))
    data = set(zones.data_tables)
    flow = [b for b in source.blocks if b.table is None or b.table not in data]
    start = _read_head(source.text, flow, zones)
    _read_body(source.text, flow[start:], data, zones)
    return zones


# --- tables that only lay out text ------------------------------------------------------------


def _data_tables(source: Source) -> list[int]:
    by_table: dict[int, list[Block]] = {}
    for block in source.blocks:
        if block.table is not None:
            by_table.setdefault(block.table, []).append(block)
    return [table for table, cells in by_table.items() if not _is_layout(source.text, cells)]


def _is_layout(text: str, cells: list[Block]) -> bool:
    rows = 1 + max(c.row or 0 for c in cells)
    columns = 1 + max(c.col or 0 for c in cells)
    if rows == 1 or columns == 1:
        return True
    for cell in cells[:40]:
        folded = fold(text[cell.start : cell.end])
        if (
            form("motto").search(folded)
            or form("recipients").search(folded)
            or form("addressed").search(folded)
        ):
            return True
    few = columns <= 3 and rows <= 4
    lines = Counter((c.row, c.col) for c in cells)
    prose = few and max(lines.values()) >= _PROSE_LINES  # a telegram set beside its addressees
    return prose or (few and any(form("signing-line").match(text[c.start : c.end]) for c in cells))


# --- letterhead and title ---------------------------------------------------------------------


def title_type(words: str) -> str | None:
    """The type of a line that is a title line by itself ("KẾ HOẠCH", "QUYẾT ĐỊNH"), else None."""
    line = words.strip(' :.*_"“”-')
    if not line.isupper() or len(line) >= 40:
        return None
    return _titles().get(line) or _misread_titles().get(bare(line))


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    """The type that each title tells, the longest title first."""
    kinds = {t: entry["abbr"] for entry in rules.load("document_types")["types"] for t in entry["title"]}
    return dict(sorted(kinds.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=1)
def _misread_titles() -> dict[str, str]:
    """Titles without their marks: a line of capitals that stands alone is one though OCR lost a mark ("GIÁY MỜI")."""
    return {bare(title): kind for title, kind in _titles().items() if " " in title}


def _read_head(text: str, flow: list[Block], zones: Zones) -> int:
    """Fills head, title and addressees; returns the index in ``flow`` where the body begins."""
    for index, block in enumerate(flow[:_LOOK]):
        words = text[block.start : block.end]
        kind = title_type(words)
        if kind:
            zones.head, zones.title_type = flow[:index], kind
            return _read_title(text, flow, index + 1, zones)
        if form("addressed").match(fold(words)):
            zones.head = flow[:index]
            return _read_addressed(text, flow, index, zones)
        glued = _glued_title(words)
        if glued:
            zones.head, zones.title_type = flow[:index], glued[0]
            at = glued[1] + _past_body(words[glued[1] :])
            if at < len(words):
                zones.title.append(Block(block.start + at, block.end, block.page, block.bold))
            return _read_title(text, flow, index + 1, zones)
        if index > 3 and _begins_body(words) and (block.table is None):
            break
    zones.head = flow[: min(len(flow), _head_without_title(text, flow))]
    return len(zones.head)


def _glued_title(words: str) -> tuple[str, int] | None:
    """ "KẾ HOẠCH Nâng cao ..." on one line: the type, and where the title begins."""
    for shown, kind in _titles().items():
        if (
            words.startswith(shown + " ")
            and words[len(shown) + 1 :][:1].isalpha()
            and len(words) > len(shown) + 12
        ):
            return kind, len(shown) + 1
    return None


def _past_body(words: str) -> int:
    """Where a title begins behind "của Ban Chấp hành Đảng bộ xã": whose document it is, not what it is about; else 0."""
    folded = fold(words)
    if not form("of-a-body").match(folded):
        return 0
    subject = form("behind-the-body").match(folded)
    return subject.end() if subject else len(words) if words.isupper() or len(words) < _BODY_LINE else 0


def _begins_body(words: str) -> bool:
    return bool(form("opening-words").match(fold(words[:60])) and len(words) > 60) or bool(
        re.match(r"(?:I|1)\s*[.-]\s", words)
    )


def _head_without_title(text: str, flow: list[Block]) -> int:
    last = -1
    for index, block in enumerate(flow[:25]):
        folded = fold(text[block.start : block.end])
        if len(folded) < 160 and (
            form("motto").search(folded)
            or form("number-line").match(folded)
            or (last >= 0 and form("dated").search(folded))
        ):
            last = index
    return last + 1


def _read_title(text: str, flow: list[Block], start: int, zones: Zones) -> int:
    at = start
    while at < len(flow) and len(zones.title) < _TITLE_BLOCKS:
        block = flow[at]
        words = text[block.start : block.end]
        folded = fold(words)
        if not words or re.fullmatch(r"[\W_]*", words) or _is_remark(words):
            at += 1
            continue
        if form("addressed").match(folded):
            return _read_addressed(text, flow, at, zones)
        if re.match(r"\(\s*(?:kèm theo|ban hành kèm)", folded) or re.match(r"[IVX1A]{1,3}\s*[.-]\s", words):
            break
        if zones.title and (
            form("opening-words").match(folded) or not _adds_to_title(text, zones.title, block)
        ):
            break
        past = 0 if zones.title else _past_body(words)
        if past == len(words):
            at += 1
            continue
        if past:
            zones.title.append(Block(block.start + past, block.end, block.page, block.bold))
            at += 1
            continue
        if _is_authority(words) and not _is_open(text, zones.title):
            zones.authority = words.strip(" :,")
            at += 1
            break
        if form("opening-words").match(folded) and (len(words) > 250 or words.rstrip().endswith((";", "."))):
            break
        cut = _capitals_end(words)
        if cut:  # the first paragraph of the body stands on the line of the title
            zones.title.append(Block(block.start, block.start + cut, block.page, block.bold))
            flow[at] = Block(block.start + cut + 1, block.end, block.page, block.bold)
            break
        zones.title.append(block)
        at += 1
    while at < len(flow) and _is_remark(text[flow[at].start : flow[at].end]):
        at += 1
    if zones.authority is None and at < len(flow) and _is_authority(text[flow[at].start : flow[at].end]):
        zones.authority = text[flow[at].start : flow[at].end].strip(" :,")
        at += 1
    return at


_SENTENCE = 5  # words of a bracket that says more than "(DỰ THẢO LẦN 2)"
_MUCH = 120  # characters after a title that make it more than one


def _capitals_end(words: str) -> int | None:
    """Where a title in capitals ends when ordinary text goes on behind it in the same paragraph."""
    match = form("capitals-before-the-opening").match(words)
    return len(match.group().rstrip()) if match and len(words) - match.end() > _MUCH else None


def _is_remark(words: str) -> bool:
    """ "(Cấp lần đầu: ngày ...)" under a title; not the line that says what the text is attached to, nor capitals that go on with
    the title ("(LĨNH VỰC ĐẤT ĐAI KHÔNG PHỤ THUỘC ĐỊA GIỚI)")."""
    folded = fold(words)
    return (
        folded.startswith("(")
        and not (words.isupper() and words.count(" ") >= _SENTENCE)
        and len(folded) < 120
        and not re.match(r"\(\s*(?:kèm theo|ban hành kèm)", folded)
    )


def _adds_to_title(text: str, title: list[Block], block: Block) -> bool:
    """A second line goes on with the title when it is set alike, or plainly continues the sentence."""
    last, words = text[title[-1].start : title[-1].end], text[block.start : block.end]
    if last.rstrip().endswith((".", ";", ":")) or len(words) > 300:
        return False
    if _is_open(text, title):
        return True  # "LỊCH PHỔ BIẾN THÔNG TIN CỦA" / "BỘ NỘI VỤ"
    if _is_authority(words):
        return False
    if words[0].isdecimal() and re.search(r"(?:giai đoạn|năm|đến|-)$", fold(last).rstrip()):
        return True  # "... giai đoạn" / "2026 - 2030"
    alike = last.isupper() == words.isupper() and abs(title[-1].bold - block.bold) < 0.3
    return alike and (words.isupper() or words[0].islower() or block.bold > 0.6 or _goes_on(words))


def _is_open(text: str, title: list[Block]) -> bool:
    """Whether the last line of a title breaks off before a name: "... CỦA", "... VÀ"."""
    return bool(title) and fold(text[title[-1].start : title[-1].end]).rstrip().endswith(
        (" của", " và", " về")
    )


def _goes_on(words: str) -> bool:
    return re.match(r"(?:giai đoạn|năm \d|trên địa bàn|của|và|về)\b", fold(words)) is not None


def _is_authority(words: str) -> bool:
    return (
        words.isupper()
        and len(words) < 110
        and form("authority-line").match(fold(words)) is not None
        and "VỀ" not in words.split()
    )


def _read_addressed(text: str, flow: list[Block], start: int, zones: Zones) -> int:
    at = start
    while at < len(flow) and at < start + 25:
        block = flow[at]
        words = text[block.start : block.end]
        item = (
            words.startswith(("-", "+", "•"))
            or at == start
            or (block.table is not None and block.table == flow[start].table)
        )
        # "... thuộc" / "Chính phủ;"
        broken = at > start and not text.endswith((";", ".", ":", ","), 0, flow[at - 1].end)
        if not (item or (broken and len(words) < _BODY_LINE)) or (at > start and len(words) > 200):
            break
        zones.addressed.append(block)
        at += 1
        if words.rstrip().endswith(".") and not words.rstrip().endswith("..") and at > start + 1:
            break
    return at


# --- body, closing, annexes -------------------------------------------------------------------


def _read_body(text: str, flow: list[Block], data: set[int], zones: Zones) -> None:
    closing, first_closing, tail_table = False, True, -1
    for index, block in enumerate(flow):
        words = text[block.start : block.end]
        if not closing and (
            _closes(words, block) or _signs(text, flow[index : index + 4], len(flow) - index)
        ):
            closing, tail_table = True, -1 if block.table is None else block.table
            zones.rest = zones.rest or flow[index:]
            if first_closing and block.table is not None:
                # What stands in a layout table before the closing belongs to it, but for the text of a telegram.
                while zones.body and zones.body[-1].table == block.table:
                    above = text[zones.body[-1].start : zones.body[-1].end].rstrip()
                    if len(above) > _PROSE or above.endswith("./."):
                        break
                    zones.tail.append(zones.body.pop())
        elif closing and block.table != tail_table and _reopens(text, words, block, flow[index : index + 3]):
            closing, first_closing, zones.page = False, False, None
        elif closing and zones.page is None and _greets(text, words, flow[index : index + 3]):
            zones.page = block.start
        if closing:
            if first_closing:
                zones.tail.append(block)
        elif not _is_letterhead(words, block):
            zones.body.append(block)


def _closes(words: str, block: Block) -> bool:
    if len(words) < 60 and form("recipients").match(fold(words)):
        return True
    return (
        len(words) < 70
        and form("signing-line").match(words) is not None
        and words.split(".")[-1].strip().isupper()
    )


def _signs(text: str, following: list[Block], left: int) -> bool:
    """Whether an office in capitals over a person's name ends the file: a signature without recipients."""
    if left > _LAST_BLOCKS or not following:
        return False
    words = [text[b.start : b.end].strip() for b in following]
    return form("office-line").fullmatch(words[0]) is not None and any(
        form("person-line").fullmatch(w) for w in words[1:]
    )


def _reopens(text: str, words: str, block: Block, following: list[Block]) -> bool:
    """Whether a block behind a closing begins a further document: by its title, its letterhead, what it is attached to; or goes on
    with the body, by long text above a heading. What a web page shows below a document does neither."""
    if form("annex-line").match(words):
        return True
    if title_type(words):
        return not _greets(text, words, following)
    if form("motto").search(fold(words[:120])):
        return True
    if words.isupper() and len(words) > _ANNEX and not form("signing-line").match(words):
        return any(_ATTACHED.match(fold(text[b.start : b.start + 60])) for b in following)
    return len(words) > _LONG and any(_heads(text[b.start : b.end]) for b in following)


def _greets(text: str, words: str, following: list[Block]) -> bool:
    """Whether a title stands right above whom it addresses: a page greets its readers; a letter of its own has a letterhead."""
    addressed = form("addressed")
    return title_type(words) is not None and any(
        addressed.match(fold(text[b.start : b.end])) for b in following
    )


def _heads(words: str) -> bool:
    """Whether a line is labelled as headings are: "Điều 2.", "Chương I", "II. NHIỆM VỤ"."""
    label = find_label(words)
    return label is not None and (label.kind in NAMED or label.kind == "roman")


def _is_letterhead(words: str, block: Block) -> bool:
    """Motto, number and date lines of a second document inside the file."""
    if len(words) >= _LETTERHEAD:
        return False
    folded = fold(words)
    return bool(form("motto").search(folded) or (form("number-line").match(folded) and len(words) < 40))
