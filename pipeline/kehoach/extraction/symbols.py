"""Document symbols (số, ký hiệu) in running text.

State grammar: NUM/TYPE-ORG, NUM/YEAR/TYPE-ORG, NUM/ORG-UNIT for letters (Nghị định 30/2020/NĐ-CP, phụ lục III);
Party grammar: NUM-TYPE/ORG (Hướng dẫn 36-HD/VPTW); laws: NUM/YEAR/QHn.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from kehoach.text import compile_vi

# One segment of a symbol's tail; a space may stand on one side of the sign before it when capitals follow.
_JOIN = r"(?:[-/–](?:\s(?=[A-ZĐ]{2}))?|\s[-/–]\s?(?=[A-ZĐ]{2}))"
_CODE = r"[A-ZĐ][A-Za-zĐđƯ&0-9]*(?:\.[A-Z0-9]+)*"
_SYMBOL = re.compile(
    rf"""
    (?<![\w/.,\-–])(?P<number>\d{{1,6}}(?:\.\d{{1,3}})?[a-zđ]?)
    (?:
      \s?/\s?(?P<year>(?:19|20)\d{{2}})\s?(?:/|-(?=[A-ZĐ]))\s?(?:(?P<house>(?:UBTV)?QH\s?\d{{1,2}})|(?P<law>{_CODE}(?:{_JOIN}{_CODE})*))
      # 852/QĐ-UBND | 5973/UBND-KT | 42-NQ/TW | 1662/NQ-UBTVQH15
     |\s?(?:/|[-–])\s?(?P<code>{_CODE}(?:{_JOIN}{_CODE})+)
     |\s?/\s?(?P<old>(?:CP|TTg|HĐBT|CTT?Tg)\b)|-(?P<council>HĐBT\b)  # 27/CTTg: a sign left out
    )
    """,
    re.VERBOSE,
)
_NOT_SYMBOL = re.compile(r"(?:QCVN|TCVN|QCĐP|TCCS|ISO|Mẫu(?: số)?|mẫu số)\s*$")
_CLOSED = (
    "CP",
    "TTg",
    "UBND",
    "HĐND",
    "TW",
    "TU",
    "BTC",
    "BYT",
    "BCT",
    "BNV",
    "BXD",
    "QĐ",
    "BKHCN",
    "BTP",
    "BCA",
)
_GLUED_NOTE = re.compile(rf"^(?P<code>.*(?:[-/])(?:{'|'.join(_CLOSED)}))(?:\d{{1,2}}|ng)$")
_GLUED_WORD = compile_vi(r"(?:ngày|của|về|năm|và|trong|do)[a-zà-ỹ]*$")
_HYPHENLESS = re.compile(r"^(NĐ|QĐ|TT|CT|NQ)/?(CP|TTg|UBND|BTC|BNNMT|BYT|BCT|BGDĐT)$")
_MISSPELT = (("QĐ-TTG", "QĐ-TTg"), ("QĐ-Ttg", "QĐ-TTg"), ("QĐ-Tg", "QĐ-TTg"), ("CT-TTG", "CT-TTg"), ("NĐND", "HĐND"), ("UNBD", "UBND"), ("CTTTg", "CT-TTg"), ("CTTg", "CT-TTg"))  # fmt: skip


class Found(Struct, frozen=True):
    """A symbol and where it stands; ``symbol`` is as printed but without spaces and slips of joining."""

    start: int
    end: int
    symbol: str


def find_symbols(text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
    """The document symbols of a stretch of (not folded) text, in order."""
    for match in _SYMBOL.finditer(text, start, len(text) if end is None else end):
        contract = (match["law"] or match["code"] or "").startswith("HĐ-")  # 12/2026/HĐ-KT
        if contract or _NOT_SYMBOL.search(text, max(0, match.start() - 12), match.start()):
            continue
        found = _read(match)
        if found:
            yield found


def _read(match: re.Match[str]) -> Found | None:
    printed = re.sub(r"\s+", "", match.group()).replace("–", "-")
    end = match.end()
    word = _GLUED_WORD.search(printed)
    if word and word.start() > 4:
        end -= len(printed) - word.start()
        printed = printed[: word.start()]
    note = _GLUED_NOTE.match(printed)
    if note and match["house"] is None:
        end -= len(printed) - len(note["code"])
        printed = note["code"]
    if match["law"] and "-" not in match["law"] and "/" not in match["law"]:
        joined = _HYPHENLESS.match(match["law"])
        if not joined:
            return None
        printed = f"{match['number']}/{match['year']}/{joined[1]}-{joined[2]}"
    if match["code"] and not _plausible(match["code"]):
        return None
    return Found(match.start(), end, tidy(printed))


def _plausible(code: str) -> bool:
    """Codes are capitals; "3G/4G" or "24/7 Hotline-Zalo" are no symbols."""
    first = re.split(r"[-/–\s]", code)[0]
    capitals = sum(c.isupper() for c in first)
    return capitals >= 2 or first in ("L",) or (len(first) == 1 and len(code) > 3)


def tidy(symbol: str) -> str:
    """A symbol with common misspellings of its code mended; its number is kept as printed."""
    for wrong, right in _MISSPELT:
        if symbol.endswith(wrong):
            return symbol[: -len(wrong)] + right
    return re.sub(r"^(\d+/\d{4}/NĐ)/CP$", r"\1-CP", symbol)


def symbol_key(symbol: str) -> str:
    """What two printings of one symbol share: leading zeros, case and sign of joining left out."""
    return re.sub(r"^0+(?=\d)", "", re.sub(r"[-–/.\s]+", "/", symbol.strip())).lower()
