"""What a target measures, and where: so that two targets can be held against each other rightly."""

import re

from kehoach.language.quantities import Quantity
from kehoach.model import Measure, Meta, Scope
from kehoach.parsing.issuer import province_in
from kehoach.text import compile_vi

_AREA = (("đô thị", re.compile(r"(?<!khu )đô thị(?! thông minh| hóa)|thành thị")), ("nông thôn", re.compile(r"nông thôn")), ("miền núi, dân tộc thiểu số", re.compile(r"dân tộc thiểu số|miền núi|vùng cao")), ("biên giới", re.compile(r"biên giới")))  # fmt: skip
_COMMUNE = compile_vi(r"(?:xã|phường|đặc khu)\s(?:[A-ZÀ-Ỹ][\wà-ỹ]*\s?)+")


def measure_of(indicator: str, op: str, unit: str | None, q: Quantity) -> Measure:
    """What kind of number it is: a level reached, a change, a yearly average, a share, a count; only like is held against like."""
    low = indicator.lower()
    if (unit and unit.startswith("%/năm")) or ("bình quân" in low and "tăng" in low):
        return "yearly-average"
    if op in ("increase", "decrease"):
        return "yearly-average" if unit and unit.endswith("/năm") else "change"
    if q.kind == "%" and re.search(r"tốc độ (?:tăng|giảm)|^(?:tăng|mức) trưởng|^mức tăng", low):
        return "change"
    if q.kind == "%" or q.whole:
        return "share"
    by_time = (unit or "").endswith(("/năm", "/quý", "/tháng"))  # work done in a time, not a level reached
    return "count" if q.kind == "count" and (by_time or not q.rate) else "level"


def scope_of(meta: Meta, indicator: str) -> Scope:
    """The place that a target is for (that of its indicator, else the issuer's), and the kind of area within it."""
    area = next((name for name, regex in _AREA if regex.search(indicator.lower())), None)
    small = _COMMUNE.search(meta.issuer or "")
    if small:
        return Scope(small.group(), area)
    place = province_in(indicator) or province_in(meta.issuer or "") or province_in(meta.title or "")
    return Scope(f"{place[0]} {place[1]}" if place else None, area)
