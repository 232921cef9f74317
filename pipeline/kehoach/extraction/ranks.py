"""Ranks that a document aims at: "PAR INDEX, SIPAS nằm trong nhóm 10 tỉnh dẫn đầu", "đứng thứ 20/34 tỉnh, thành phố"."""

import re
from collections.abc import Iterator

from msgspec import Struct

from kehoach import rules
from kehoach.extraction.goals import goal_words
from kehoach.extraction.quantities import Quantity
from kehoach.extraction.view import View
from kehoach.text import squash

_INDEX_LIST = re.compile(r"chỉ số\s+[^,;.]{3,70}?\([^)]{2,20}\)|\b(?:par index|sipas|papi|pci|dti|pgi)\b")
_AMONG = re.compile(r"tỉnh|thành|địa phương|cả nước|toàn quốc|vùng|khu vực|bộ|ngành|đơn vị|nước|quốc gia")
_RANKED = re.compile(r"\s(?:được )?(?:xếp|đứng|nằm|thuộc)(?: hạng)?(?: trong| vào)?$")
# "Vĩnh Giang trở thành địa phương thuộc top 03 vùng": of what kind the others are stands before the rank
_BECOMES = re.compile(r"(?:^|\s)(?:trở thành|là)\s(?P<kind>tỉnh|địa phương|đơn vị|thành phố|xã|phường)$")
_GOES_ON = re.compile(r"[\s,]*(?:(?:vào|đến|trong) (?:hết |cuối )?năm 20\d{2}[\s,]*)?(?:và\s*)?")
_TOLD = re.compile(
    r"\b(?:đạt|thuộc|xếp|nằm|đứng|tăng|giảm|trên|dưới)\b[^;]*;"
)  # what is told of another index


class Rank(Struct):
    """A rank as a quantity whose unit is what it is among; ``begin`` is where its name begins."""

    q: Quantity
    begin: int
    name: str


def find_ranks(view: View, start: int, end: int) -> list[Rank]:
    """The ranks of a sentence, one for each index that shares one."""
    made: list[Rank] = []
    for rule in rules.patterns("quantities", "ranks"):
        for match in rule.regex.finditer(view.low, start, end):
            of = squash(view.text[match.start("of") : match.end("of")]).strip()
            if _AMONG.search(of) or re.search(r"chỉ số|index|xếp hạng", view.low[start : match.start()]):
                made += _named(view, match, of, start, made[-1] if made else None)
    return made


def _named(view: View, match: re.Match[str], of: str, start: int, last: Rank | None) -> Iterator[Rank]:
    named = _INDEX_LIST.finditer(view.low, last.q.end if last else start, match.start())
    names = [n for n in named if not _TOLD.search(view.low, n.end(), match.start())]
    if len(names) > 1:
        for index in names:
            yield Rank(_quantity(match, of), index.start(), view.text[slice(*index.span())])
        return
    if last and _GOES_ON.fullmatch(view.low, last.q.end, match.start()):
        yield Rank(_quantity(match, of), match.start(), last.name)
        return
    left = max(start, *(view.low.rfind(sign, start, match.start()) + 1 for sign in (";", ". ", "- ")))
    words = goal_words()["lead"].sub("", view.low[left : match.start()])
    words = re.sub(r"^(?:xếp hạng|thứ hạng)\s", "", words)
    name = _RANKED.sub("", goal_words()["tail"].sub("", words))
    at = match.start() - len(words)
    becomes = _BECOMES.search(name)
    if becomes:
        yield Rank(_quantity(match, becomes["kind"]), at, f"thứ hạng trong {of}")
    else:
        yield Rank(_quantity(match, of), at, squash(view.text[at : at + len(name)]) or "thứ hạng")


def _quantity(match: re.Match[str], of: str) -> Quantity:
    value = float(match["rank"])
    return Quantity(
        match.start("rank"), match.end(), match.start(), value, None, of or None, "bare", "rank", True
    )
