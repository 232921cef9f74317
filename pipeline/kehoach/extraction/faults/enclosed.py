"""Annexes whose first lines name their document otherwise than its letterhead ("(Kèm theo Kế hoạch số 12/KH-UBND ngày ...)")."""

import re
from collections.abc import Iterator

from msgspec import Struct

from kehoach.extraction.faults.fault import Fault
from kehoach.language.symbols import symbol_key
from kehoach.model import Document
from kehoach.text import DATE, find_date

_NOUN = r"(?:quyết định|nghị quyết|kế hoạch|công văn|tờ trình|báo cáo|thông báo|chương trình|hướng dẫn|chỉ thị|thông tư|đề án)"
_LINE = re.compile(
    rf"^[ (*]{{0,4}}(?:ban hành )?kèm theo {_NOUN} (?:số ?:? ?)?(?P<symbol>(?P<number>\d{{1,6}}[a-z]?)?[ ]?[/-] ?(?:20\d\d ?/ ?)?[^\s,;()]{{2,30}})",
    re.MULTILINE,
)
_YEAR = re.compile(r"20\d\d/")
_DATED = re.compile(rf",?\s(?:ngày\s)?(?P<date>{DATE})")


class _Named(Struct, frozen=True):
    """A document as a line names it: the number, the rest of its symbol (year and codes) and the date."""

    number: str
    rest: str
    issued: str | None


def find_enclosed(document: Document, low: str) -> Iterator[Fault]:
    """The annexes that name another number, code or date than the letterhead, each wording once; ``low`` is the folded text.

    Two of the three must agree: an annex of another document may be quoted too. A number left blank is a slip of its own.
    """
    own, told = _own(document), set()
    for match in _LINE.finditer(low) if own else ():
        named, end = _read(low, match)
        said = " ".join(document.text[match.start("symbol") : end].split())
        if said in told or own is None:
            continue
        told.add(said)
        if not named.number and named.rest == own.rest:
            yield Fault("annex-blank", match.start(), end, said, document.meta.symbol or "")
        elif (fits := _fits(named, own, document)) is not None:
            yield Fault("annex-other", match.start(), end, said, fits)


def _own(document: Document) -> _Named | None:
    """What the letterhead says; None where it leaves number or date blank."""
    meta = document.meta
    if not meta.symbol or not meta.issued or len(meta.issued) < 10:
        return None
    number, _, rest = symbol_key(meta.symbol).partition("/")
    return _Named(number, rest, meta.issued) if number[:1].isdecimal() else None


def _read(low: str, match: re.Match[str]) -> tuple[_Named, int]:
    """What a line says, and where it ends: behind the date, or behind the symbol."""
    number, _, rest = symbol_key(match["symbol"]).partition("/")
    dated = _DATED.match(low, match.end("symbol"))
    found = find_date(low, dated.start("date"), dated.end("date") + 1) if dated else None
    end = found[1] if found else match.end("symbol")
    return _Named(number, rest, found[2] if found else None), end


def _fits(named: _Named, own: _Named, document: Document) -> str | None:
    """What the letterhead has instead of the one part that differs; None where nothing does, or more than one."""
    same = (named.number == own.number, named.rest == own.rest, named.issued == own.issued)
    if same == (True, True, False) and named.issued is not None:
        return own.issued
    if same in ((False, True, True), (True, False, True)):
        return document.meta.symbol
    # Without a date, number and year together tell the document: only the code is another.
    numbered = named.issued is None and same == (True, False, False) and _YEAR.match(named.rest)
    return document.meta.symbol if numbered and named.rest[:5] == own.rest[:5] else None
