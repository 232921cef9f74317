"""Further documents in the same file, behind the signature: what a decision promulgates, annexes, what a letter sends along.

They begin with a title line of their own ("KẾ HOẠCH", "PHỤ LỤC I"), mostly with "(Kèm theo Quyết định số ...)" below
it, or with a second letterhead (Nghị định 30/2020/NĐ-CP, Phụ lục I, III: annexes are numbered with Roman numerals).
"""

import itertools
import re

from kehoach.model import Block, Part, Span
from kehoach.parsing.forms import form
from kehoach.parsing.labels import find_label
from kehoach.parsing.zones import title_type
from kehoach.text import fold, squash

_LOOK, _LONGEST_TITLE = 8, 400
_SHORT = 12  # characters that are too few for a title of no known kind
_SMALL, _LONGEST_LINE = 5, 250  # lines of a title in small letters, and characters of one
_SENT = ("CV", "TB", "TTr", "BC", "GM")


def find_parts(text: str, rest: list[Block], kind: str | None) -> list[Part]:
    """The parts among the blocks behind the first closing of a document of this type, in order."""
    found: list[Part] = []
    at = 0
    while at < len(rest):
        end = _title_end(text, rest, at)
        if end is None:
            at += 1
            continue
        found.append(_part(text, rest[at:end], rest[at : end + _LOOK], len(found) + 1, kind))
        at = end
    for part, following in itertools.pairwise(found):
        part.span = Span(part.span.start, _before(text, following.span.start), part.span.page)
    if found:
        found[-1].span = Span(found[-1].span.start, len(text.rstrip()), found[-1].span.page)
    return found


def _before(text: str, at: int) -> int:
    return len(text[:at].rstrip(" |\n"))


def _words(text: str, block: Block) -> str:
    return text[block.start : block.end]


def _title_end(text: str, rest: list[Block], at: int) -> int | None:
    """One past the last block of the title that begins here; None when none does."""
    first = _words(text, rest[at])
    motto = form("motto").search(fold(first[:120])) is not None
    if rest[at].table is not None and not motto:
        return None
    if motto:
        titled = next(
            (i for i in range(at, min(at + 14, len(rest))) if title_type(_words(text, rest[i]))), None
        )
        return None if titled is None else _extent(text, rest, titled)
    named = _names_kind(first)
    if not named and not _may_title(first):
        return None
    end = _extent(text, rest, at)
    if not named and any(form("label").fullmatch(_words(text, b).strip()) for b in rest[at + 1 : end]):
        return None  # the last heading above an annex, not yet its title
    told = end < len(rest) and form("attached").match(fold(_words(text, rest[end])))
    if not told and (below := _above_attached(text, rest, end)) is not None:
        own = named or not any(_names_kind(_words(text, block)) for block in rest[at:below])
        return below if own else None
    labelled = form("label").fullmatch(first.strip()) is not None or (
        named and first.isupper() and len(first) > _SHORT
    )
    return end if told or (labelled and end > at) else None


def _names_kind(words: str) -> bool:
    """Whether a line names the kind of a document or annex: "KẾ HOẠCH", "PHỤ LỤC I"."""
    return title_type(words) is not None or form("annex-line").match(words) is not None


def _may_title(words: str) -> bool:
    """Whether a line in capitals that names no kind of document may be a title: no heading, nothing of a signature."""
    signs = form("signing-line").match(words) or form("office-line").match(words)
    return words.isupper() and len(words) > _SHORT and find_label(words) is None and not signs


def _above_attached(text: str, rest: list[Block], at: int) -> int | None:
    """One past the lines of a title in small letters, when "(Ban hành kèm theo Quyết định ...)" stands below them."""
    for end in range(at, min(at + _SMALL, len(rest))):
        words = _words(text, rest[end]).strip()
        if form("attached").match(fold(words)):
            return end
        if len(words) > _LONGEST_LINE or words.endswith((".", ";", ":")) or rest[end].table is not None:
            return None
    return None


def _extent(text: str, rest: list[Block], at: int) -> int:
    """Where the lines of a title end: capitals below one another, at most a few."""
    end, length = at + 1, 0
    while end < min(at + _LOOK, len(rest)):
        words = _words(text, rest[end])
        length += len(words)
        if not _is_capitals(words) or length > _LONGEST_TITLE or re.match(r"[IVX]{1,4}\.\s", words):
            break
        end += 1
    return end


def _is_capitals(words: str) -> bool:
    """Lines of titles; a name such as IoT in them does not matter."""
    letters = [c for c in words if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.85 * len(letters)


def _part(text: str, title: list[Block], around: list[Block], number: int, kind: str | None) -> Part:
    lines = [_words(text, block) for block in title]
    own = next((t for t in map(title_type, lines) if t), None)
    label = next((squash(m.group()).rstrip(" .:") for m in map(form("label").match, lines) if m), None)
    told = " ".join(fold(_words(text, block)) for block in around[len(title) : len(title) + 2])
    symbol = next(
        (m["symbol"] for m in (form("own-number").match(_words(text, b)) for b in around) if m), None
    )
    named = [line for line in lines if not title_type(line) and not form("label").fullmatch(line.strip())]
    named = [
        line
        for line in named
        if not form("motto").search(fold(line)) and not re.match(r"số\s*:|.*,\s*ngày\b", fold(line))
    ]
    sent = form("sent-with").search(told) is not None or (kind in _SENT and "kèm theo quyết định" not in told)
    return Part(
        id=f"p{number}",
        type=own or "PL",
        label=label,
        title=squash(" ".join(named)) or None,
        symbol=re.sub(r"\s+", "", symbol) if symbol else None,
        relation="attachment" if sent else "promulgated_with",
        span=Span(title[0].start, title[-1].end, title[0].page),
    )
