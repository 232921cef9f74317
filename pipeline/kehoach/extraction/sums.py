"""Totals that are printed with their parts: "99 xã, phường (67 xã và 32 phường)"."""

import re
from collections.abc import Iterator

_PLACES = ("xã", "phường", "đặc khu", "thị trấn")
_WHOLE = "đơn vị hành chính"  # its parts are communes and wards
_NOUN = (
    r"(?:đơn vị hành chính|đặc khu|thị trấn|thị xã|tổ dân phố|cơ sở|công trình|dự án|chỉ tiêu|nhiệm vụ|tiêu chí|thủ tục|"
    r"đơn vị|mô hình|xã|phường|huyện|sở|ban|ngành|thôn|ấp|bản|buôn|trường|trạm|phòng|hộ)(?!\w)"
)
_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,5})"
# "trong đó" may name some of the parts only; "gồm" and brackets name all.
_OPENED = re.compile(r"(?:\(|gồm:?)\s*(?:có\s+)?(?=\d)")
_TOTAL = re.compile(
    rf"(?<![\d.,/])(?P<total>{_NUMBER})\s+(?P<nouns>{_NOUN}(?:(?:,| và|/)\s*{_NOUN})*)[^.;:()\n\d]{{0,60}}?"
    r"(?:\s*\(\s*(?:bao )?|,?\s+(?:bao )?)$"
)
_REACH = 140  # characters between the start of a total and its parts
_PART = re.compile(rf"(?P<count>{_NUMBER})\s+(?P<noun>{_NOUN})[^.;()\n\d,]{{0,40}}?(?=\s*(?:[,;.)\n+]|và|$))")
_BETWEEN = re.compile(r"\s*(?:,\s*và|;\s*và|,|;|và|\+)\s*(?=\d)")

Sum = tuple[int, int, None, int, str, int]  # start, end, page, total, parts, their sum


def find_sums(text: str, low: str) -> Iterator[Sum]:
    """The totals whose parts follow, with the sum of the parts; only where the parts are of the total's kind.

    ``low`` is the folded text.
    """
    for opened in _OPENED.finditer(low):
        parts = _parts(low, opened.end())
        bracket = opened.start() + low.startswith("(", opened.start())
        match = _TOTAL.search(low, max(0, bracket - _REACH), bracket) if len(parts) > 1 else None
        if match and _is_whole(re.findall(_NOUN, match["nouns"]), [part["noun"] for part in parts]):
            end = parts[-1].end()
            added = sum(_number(part["count"]) for part in parts)
            yield match.start(), end, None, _number(match["total"]), text[opened.end() : end], added


def _parts(low: str, at: int) -> list[re.Match[str]]:
    parts: list[re.Match[str]] = []
    while part := _PART.match(low, at):
        parts.append(part)
        following = _BETWEEN.match(low, part.end())
        if not following:
            break
        at = following.end()
    return parts


def _is_whole(nouns: list[str], parts: list[str]) -> bool:
    """Whether parts of these kinds make up the total: the same kinds, or communes and wards of all units."""
    if nouns == [_WHOLE]:
        return set(parts) <= set(_PLACES)
    return sorted(nouns) == sorted(parts) or (len(nouns) == 1 and set(parts) == set(nouns))


def _number(shown: str) -> int:
    return int(shown.replace(".", ""))
