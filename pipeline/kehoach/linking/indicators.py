"""Canonical ids of indicators, so that targets of different documents can be compared."""

import re
from functools import lru_cache

from kehoach import rules
from kehoach.model import Document, Target
from kehoach.text import fold, slug

_FILLER = re.compile(
    r"\b(?:tỷ lệ|tỉ lệ|số lượng|số|các|trên địa bàn|toàn|tỉnh|thành phố|của|được|và|trong|có)\b|[,;()\"]"
)
_YEARS = re.compile(r"(?:đến |trong |vào )?(?:năm|giai đoạn)\s+20\d{2}(?:\s*-\s*20\d{2})?")


@lru_cache(maxsize=8192)
def indicator_id(indicator: str) -> str:
    """The id of an indicator's wording: by rule, else made of its telling words (prefixed with "x-")."""
    low = fold(indicator)
    for rule in rules.patterns("indicators"):
        if rule.regex.search(low):
            return rule.id
    words = _FILLER.sub(" ", _YEARS.sub(" ", low)).split()
    return "x-" + slug(" ".join(words[:9]))


def unit_key(target: Target) -> str:
    """What two units of one indicator must share to be compared: scale and denominator, not the noun.

    "giường bệnh/10.000 dân" and "giường bệnh viện/10.000 dân" -> "#/10.000 dân"; "%/năm" stays "%/năm".
    """
    unit = fold(target.unit or "")
    head, _, rate = unit.partition("/")
    head = head.split("(")[0].strip()
    scales = ("%", "triệu", "tỷ", "nghìn", "điểm", "tuổi", "năm", "ha", "km", "m²", "m2")
    head = head if head.startswith(scales) else "#"
    return f"{head}/{rate}" if rate else head


def name_indicators(document: Document) -> None:
    """Fills the indicator ids of all targets."""
    for target in document.targets:
        target.indicator_id = indicator_id(target.indicator)
