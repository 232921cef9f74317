"""Quantities in running text: numbers with their unit, rate and comparator.

"từ 7,0 điểm trở lên", "10 - 11%/năm", "17/99 xã, phường", "37 giường bệnh trên 1 vạn dân", "ít nhất 01 mô hình".
"""

import re
from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.text import NUMBER, fold, parse_number

_COMPARATOR_REACH = 45  # characters before a number in which its comparator may stand
_WORD_IN_BRACKETS = r"(?:\s*\((?:[^()\d]{2,25})\))?"  # 02 (hai)


class Quantity(Struct):
    """A number with unit. ``cue`` is where its comparator begins; ``kind`` is %, measure, count, time or bare."""

    start: int
    end: int
    cue: int
    value: float
    value_max: float | None
    unit: str | None
    kind: str
    op: str
    marked: bool
    whole: int | None = None
    rate: str | None = None


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    data = rules.load("units_of_measure")
    known = {fold(u): "count" for u in data["counts"]}
    known |= {fold(u): "time" for u in data["times"]}
    return known | {fold(u): "measure" for u in data["measures"]}


_TIMES = r"(?:(?:nghìn|ngàn|vạn|triệu|t[ỷỉ])\s)"  # "8 triệu con", "2 nghìn hộ"


@lru_cache(maxsize=1)
def _regex() -> re.Pattern[str]:
    data = rules.load("units_of_measure")
    per = rules.words(data["per"])
    rounds = rules.words(data["rounds"]) + r"|\d{1,3}(?:\.000)+|\d+"
    rate = rf"(?:\s*/\s*(?:(?:{rounds})\s*)?(?:{per})(?![\w])(?:\s*/\s*(?:{per})(?![\w]))?|\s+trên\s+(?:{rounds})\s*(?:{per})(?![\w]))"
    return re.compile(
        rf"(?<![\w.,/])(?P<number>{NUMBER})(?:\s?/\s?(?P<whole>\d{{1,4}})(?![\d/%]|\.\d))?(?:\s?%(?=\s*(?:-|÷|đến)\s*\d))?"
        rf"(?:\s*(?:-|÷|đến)\s*(?P<upper>{NUMBER})(?![\d/]))?{_WORD_IN_BRACKETS}"
        rf"\s*(?P<unit>%|‰|{_TIMES}?(?:{rules.words(_kinds())})(?![\w²³]))?"
        rf"(?P<more>(?:\s[a-zà-ỹ]+){{1,3}}?(?=\s*/\s*(?:(?:{rounds})\s*(?:{per})|năm|quý|tháng)(?![\w])))?(?P<rate>{rate})?(?P<gdp>\s(?:grdp|gdp)(?!\w))?"
    )


@lru_cache(maxsize=1)
def _befores() -> tuple[rules.Pattern, ...]:
    return rules.patterns("quantities", "before")


_DENOMINATOR = re.compile(r"[a-zà-ỹ]\s+trên\s*$")
_ROUND = frozenset({1.0, 100.0, 1_000.0, 10_000.0, 100_000.0})
_NAMED_ON = re.compile(r"\s*(?:(?:[a-zà-ỹ]+\s){0,4}?)(?::|(?:đạt|là|còn|ở mức|giảm|tăng|lên|xuống|từ)\s)")
_NAME_COLON = re.compile(r"[a-zà-ỹ]{2}[^:;]*\s?:\s*(?:khoảng|trên|dưới|từ)?\s*$")
_NOTHING = re.compile(r"\s*(?:[.;]|$)")
_ONWARD = re.compile(r"[^;.,\n]{0,40}?\btrở lên")
_FAR_ONWARD = re.compile(r"[^;.\n]{0,60}?\btrở lên")
_DOWNWARD = re.compile(r"[^;.,\n]{0,25}?\btrở xuống")
_FROM = re.compile(r"\btừ\s*$")
_BREAKS_ONWARD = re.compile(r"\b(?:trung bình|khá|đạt)\b")
# A label before a number, not the end of another word: "nhóm 2", but "chuyển đổi số 500 cán bộ", "cung cấp 500 suất".
_TO_THE_LEFT = re.compile(
    r"(?:(?<!đổi )(?<!thiểu )(?<!thuật )(?<!tế )(?<!nghệ )(?<!hội )(?<!ký )(?<!quyền )số|ngày|tháng|(?<!mỗi )(?<!hằng )(?<!hàng )năm|quý|điều|khoản|mục"
    r"|(?<!trọng )(?<!địa )(?<!thời )điểm|nhóm|khóa|giai đoạn|thứ|lần thứ|đề án|quốc lộ|phụ lục|mẫu|bảng|tuổi|tiêu chí|nghị quyết|kênh"
    r"|(?<!phân )(?<!chủng )loại|hạng|(?<=\w\s)(?<!cung )(?<!trao )(?<!nâng )(?<!trung )(?<!sơ )(?<!cao )cấp|lớp|(?<!luyện )(?<!học )(?<!diễn )tập|(?<!góp )(?<!cổ )phần|bước|km)\s*$"
)


def find_quantities(text: str, low: str, start: int, end: int) -> list[Quantity]:
    """The quantities of a stretch, in order; dates, symbols, labels and years are passed over."""
    found = []
    for match in _regex().finditer(low, start, end):
        made = _read(text, low, start, end, match)
        if made:
            found.append(made)
    return _rates_shared(low, found)


def _read(text: str, low: str, start: int, end: int, match: re.Match[str]) -> Quantity | None:
    unit, number = match["unit"], match["number"]
    percent = unit == "%"
    before = low[max(start, match.start() - _COMPARATOR_REACH) : match.start()]
    kind = "%" if percent else kind_of(unit)
    if kind == "bare" and re.search(r"\d", match["rate"] or ""):
        kind = "measure"  # "40/100.000 trẻ đẻ sống"
    scored = unit == "điểm" and match["whole"]  # "7,5/10 điểm"
    if match["whole"] and (
        (kind not in ("count", "%") and not scored) or int(match["whole"]) < parse_number(number)
    ):
        return None
    if _is_reference(before, kind) or (
        kind == "bare" and not _signed(before) and not _alone(before, low, match.end(), end)
    ):
        return None
    if (
        _DENOMINATOR.search(before)
        and parse_number(number) in _ROUND
        and _NAMED_ON.match(low, match.end(), end)
    ):
        return None  # "số giường bệnh trên 10.000 dân đạt 34": part of the name
    value = parse_number(number)
    if kind in ("time", "bare") and "." not in number and 1900 <= value <= 2199:
        return None
    upper = parse_number(match["upper"]) if match["upper"] else None
    op, cue, marked = _compared(before, match.start(), low, match.end(), end)
    if upper is not None:
        op, marked = "range", True
        cue = match.start() - len(_FROM.search(before).group()) if _FROM.search(before) else cue  # type: ignore[union-attr]
    stop = match.start() + len(match.group().rstrip())
    rate = rate_of(match["rate"])
    shown = _unit_shown(text, match, percent, rate)
    return Quantity(
        match.start(),
        stop,
        cue,
        value,
        upper,
        shown,
        kind,
        op,
        marked,
        int(match["whole"]) if match["whole"] else None,
        rate,
    )


def kind_of(unit: str | None) -> str:
    """measure, count or time for a folded unit, "bare" for one that is not known; powers of ten may stand before it."""
    known = _kinds()
    return known.get(unit or "") or known.get(re.sub(f"^{_TIMES}", "", unit or ""), "bare")


def _is_reference(before: str, kind: str) -> bool:
    """ "số 5", "Điều 3", "ngày 20", "nhóm 2": a number that names a thing."""
    match = _TO_THE_LEFT.search(before)
    return (
        match is not None
        and kind != "%"
        and not (match.group().strip() in ("điểm", "lớp") and kind == "measure")
    )


def _alone(before: str, low: str, at: int, end: int) -> bool:
    """ "Số giường bệnh trên 10.000 dân: 34." - a name, a colon, and nothing but the number."""
    return _NAME_COLON.search(before) is not None and _NOTHING.match(low, at, end) is not None


def _signed(before: str) -> bool:
    return (
        re.search(
            r"[><≥≤=]\s*$|(?:chỉ số|hệ số|mức sinh|tỷ suất)[^;,.]{0,60}(?:đạt|là|còn|ở mức|trên|dưới|khoảng)\s*(?:từ\s*)?$",
            before,
        )
        is not None
    )


def _compared(before: str, at: int, low: str, after: int, end: int) -> tuple[str, int, bool]:
    """Operator, where its words begin, and whether it was said at all."""
    onward = (_FAR_ONWARD if _FROM.search(before) else _ONWARD).match(low, after, end)
    if onward and not _BREAKS_ONWARD.search(onward.group()):
        said = _FROM.search(before)
        return ">=", at - (len(before) - said.start()) if said else at, True
    if _DOWNWARD.match(low, after, end):
        return "<=", at, True
    for rule in _befores():
        match = rule.regex.search(before)
        if match:
            return str(rule.value), at - (len(before) - match.start()), True
    return "=", at, False


def rate_of(printed: str | None) -> str | None:
    """ "trên 1 vạn dân" and "/10.000 dân" -> "10.000 dân"; "/năm" -> "năm"."""
    if not printed:
        return None
    words = re.sub(r"^\s*(?:/|trên)\s*", "", printed).strip()
    for shown, number in sorted(
        rules.load("units_of_measure")["rounds"].items(), key=lambda item: -len(item[0])
    ):
        words = re.sub(rf"^{re.escape(shown)}(?=\s)", number, words)
    return re.sub(r"\s*/\s*", "/", words)


def _unit_shown(text: str, match: re.Match[str], percent: bool, rate: str | None) -> str | None:
    if percent:
        head = "%"
    elif match["unit"]:
        head = text[match.start("unit") : match.end("unit")]
        head += (
            text[match.start("more") : match.end("more")]
            if match["more"] and rate and rate[0].isdigit()
            else ""
        )
        head = head if head.isupper() or len(head) < 4 else head[:1].lower() + head[1:]
    elif rate and rate[0].isdigit():
        head = ""
    else:
        return None
    if match["gdp"]:
        return f"{head} {text[match.start('gdp') : match.end('gdp')].strip()}"
    if match["whole"]:
        return f"{head} (trên {match['whole']})"
    return f"{head}/{rate}" if rate else head


_ONLY_LIST = re.compile(r"(?:\s[^\W\d]+){0,2}\s*(?:[;,]|và|[;,]\s*và)\s*(?:(?:ít nhất|tối thiểu|đạt|có)\s*)?")


def _rates_shared(low: str, found: list[Quantity]) -> list[Quantity]:
    """ "35 giường bệnh; 15 bác sĩ trên 10.000 dân": the denominator serves all of the list."""
    for last, this in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        listed = last.kind == this.kind == "count" and _ONLY_LIST.fullmatch(low, last.end, this.cue)
        if listed and this.rate and not last.rate and not last.whole and any(c.isdigit() for c in this.rate):
            last.rate = this.rate
            last.unit = f"{last.unit}/{this.rate}"
    return found
