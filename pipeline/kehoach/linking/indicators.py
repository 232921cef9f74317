"""Canonical ids of indicators, so that targets of different documents can be compared."""

import re
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from kehoach import rules
from kehoach.model import Document
from kehoach.text import fold, slug

_FILLER = re.compile(
    r"\b(?:tỷ lệ|tỉ lệ|số lượng|số|các|trên địa bàn|toàn|tỉnh|thành phố|của|được|và|trong|có)\b|[,;()\"]"
)
_PER_HEADS = re.compile(r"(?:\s+trên|\s*/)\s*(?:1\.000|10\.000|100\.000|1 vạn|một vạn|vạn)\s+(?:người )?dân")
_YEARS = re.compile(r"(?:đến |trong |vào )?(?:năm|giai đoạn)\s+20\d{2}(?:\s*-\s*20\d{2})?")


@lru_cache(maxsize=8192)
def indicator_id(indicator: str) -> str:
    """The id of an indicator's wording: by rule, else made of its telling words (prefixed with "x-")."""
    low = fold(indicator)
    rule = rules.registered(low)
    if rule is not None:
        return rule.id
    words = _FILLER.sub(" ", _YEARS.sub(" ", low)).split()
    return "x-" + slug(" ".join(words[:9]))


@lru_cache(maxsize=8192)
def whose(indicator: str) -> str:
    """What a wording says beyond the indicator it is known as: of whom, of what age, of what part.

    "tỷ lệ học sinh tham gia bảo hiểm y tế" -> "học sinh"; "tỷ lệ bao phủ bảo hiểm y tế của người dân" -> "". Two targets of one
    indicator are only held against each other where this is the same.
    """
    low = _PER_HEADS.sub(" ", fold(indicator))
    rule = rules.registered(low)
    if rule is not None:
        low = rule.regex.sub(" ", low, count=1)
    words = re.findall(r"[\w%]+", _FILLER.sub(" ", _common().sub(" ", _YEARS.sub(" ", low))))
    return " ".join(sorted(set(words)))


@lru_cache(maxsize=1)
def _common() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{rules.words(rules.load('indicators')['common'])})(?!\w)")


class Scale(Struct, frozen=True):
    """What the units of one indicator must share to be compared, and what a value is multiplied by to get there."""

    key: str
    factor: float


_POWERS = {
    "nghìn tỷ": 1e12,
    "ngàn tỷ": 1e12,
    "tỷ": 1e9,
    "tỉ": 1e9,
    "triệu": 1e6,
    "nghìn": 1e3,
    "ngàn": 1e3,
    "vạn": 1e4,
}
_POWER = re.compile(r"(?:nghìn tỷ|ngàn tỷ|tỷ|tỉ|triệu|nghìn|ngàn|vạn)(?!\w)\s*")
_PER = re.compile(r"(?P<count>1\.000|10\.000|100\.000|1 vạn|một vạn|vạn)\s+(?P<noun>.+)")
_PER_COUNT = {
    "1.000": 1_000,
    "10.000": 10_000,
    "100.000": 100_000,
    "1 vạn": 10_000,
    "một vạn": 10_000,
    "vạn": 10_000,
}
_KEPT = ("%", "đồng", "usd", "đô la", "điểm", "tuổi", "năm", "ha", "km", "m²", "m2", "tấn", "tạ")


@lru_cache(maxsize=4096)
def scale_of(unit: str) -> Scale:
    """The canonical form of a unit: powers of ten multiplied out, rates for 10,000.

    "nghìn tỷ đồng" -> ("đồng", 1e12); "ca/100.000 dân" -> ("#/10.000 dân", 0.1); nouns count as "#", so that
    "giường bệnh/10.000 dân" and "giường bệnh viện/1 vạn dân" are one; "%/năm" stays "%/năm".
    """
    head, _, rate = fold(unit).partition("/")
    head = head.split("(")[0].strip()
    power = _POWER.match(head)
    factor = _POWERS[power.group().strip()] if power else 1.0
    head = head[power.end() :] if power else head
    head = "đồng" if power and not head else head if head.startswith(_KEPT) else "#"
    per = _PER.fullmatch(rate.strip())
    if per:
        return Scale(f"{head}/10.000 {per['noun']}", factor * 10_000 / _PER_COUNT[per["count"]])
    return Scale(f"{head}/{rate.strip()}" if rate else head, factor)


class Known(NamedTuple):
    """An indicator that the rules know; ``direction`` says whether up or down is better."""

    id: str
    name: str
    dimension: str
    direction: str
    measure: str


def indicator_rows() -> list[Known]:
    """The known indicators."""
    listed = rules.load("indicators")["rules"]
    return [Known(r["id"], r["name"], r["dimension"], r["value"], r["measure"]) for r in listed]


def known_indicator(ident: str | None) -> Known | None:
    """The known indicator with an id; None for one that is made of words."""
    return _by_id().get(ident or "")


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Known]:
    return {known.id: known for known in indicator_rows()}


def name_indicators(document: Document) -> None:
    """Fills the indicator ids of all targets."""
    for target in document.targets:
        target.indicator_id = indicator_id(target.indicator)
