"""What a number measures: the words before its value, behind it or around it; and what an elliptic clause leaves out.

"tỷ lệ che phủ rừng đạt 63%" names first, "100% trạm y tế có bác sĩ" values first, "trợ giúp cho 100% người nghiện" does both.
"ở đô thị đạt 98%, ở nông thôn đạt 80%" and "năm 2026 đạt 85%, năm 2028 đạt 95%" leave out what was named before.
"""

import re
from itertools import pairwise

from msgspec import Struct

from kehoach.extraction.goals import EACH, goal_words
from kehoach.extraction.quantities import Quantity
from kehoach.extraction.view import View
from kehoach.text import squash

GOAL_WORD = re.compile(
    r"(?:phấn đấu|quyết tâm|bảo đảm|đảm bảo|mục tiêu|trong đó|hướng tới|nâng|đưa(?: vào (?:khai thác|sử dụng|vận hành|hoạt động))?)(?! cao)"
    r"(?:\s+(?:là|có|bảo đảm|đảm bảo|đạt|nâng|đưa(?: vào (?:khai thác|sử dụng|vận hành|hoạt động))?|xây dựng|hoàn thành))*\s"
)
_SPENT = re.compile(r"(?<!\w)giải ngân(?:\s(?:đạt|hết|được|trên|tối thiểu|ít nhất))*\s*$")
_BY_THEN = re.compile(r"\s+(?:trong|vào|đến|trước)\s(?:hết |cuối )?năm(?:\s20\d\d)?$")
_YEARLY = re.compile(r"\s+(?:mỗi|hằng|hàng|/|một)\s?năm$")
_NO_NOUN = r"(?!(?:vào|trong|so với|của|và|hoặc|trở lên|trở xuống|đến|từ|trên|dưới|tại|cho|để|với|theo|ở|mỗi|một|bình quân|hằng|hàng|năm)\b)"
_NOUN = re.compile(rf"\s+{_NO_NOUN}(?!đất\b)[a-zà-ỹ]+\s[a-zà-ỹ]|\s+(?:rừng|đường|sách)\b")
_WHOLE = re.compile(r"\s+(?:tổng|kế hoạch|dự toán|mức|chỉ tiêu)\s")  # "hộ nghèo 3% tổng số hộ" names first
_NUMBERED = re.compile(r"[-+*\s]*\(?\d{1,2}\)\s+")
_NOISE = re.compile(
    r"^(?:[-+*•,;:.\s]|\(\d+\s?/\s?\d+\)|và\s|trong đó\b|cụ thể\b|đồng thời\b|riêng\s|là\s|gồm\s|của\s|với\s|tỉnh có\s)+|(?:\s(?:cho|của|với|tại|và|(?<!nhà )ở))?[\s,;:.(]+$|(?:^|\s)(?:cho|của|với|tại|và|(?<!nhà )ở)$"
)
_EACH_TIME = re.compile(r"\s?/\s?(?:năm|quý|tháng|tuần|ngày)(?!\w)")
_EXPLAINS = re.compile(
    r"\s*\((?:tương đương|thang điểm|gồm|bao gồm|các (?:xã|phường|trường|đơn vị))\b[^)]*\)|\s*/\s*$"
)
_TIME = r"(?:(?:đến|đến hết|hết|vào|trong|đến cuối|cuối)\s+)?năm\s+20\d{2}"
_TAIL_STOP = re.compile(
    r"[;.]|,?\s*(?:trong đó|đồng thời|qua đó|nhằm|để)\b|\((?:\s*trong đó|(?=[^()]*$))"
    rf"|\s+so với\b|[,\s]+(?:và\s+)?(?={_TIME}\s+(?:đạt|là|còn|có|trên|ít nhất|tối thiểu))"
    r"|,\s*(?=(?:bình quân|trung bình|có|phấn đấu|đến năm|nâng|đưa|góp phần)\b)"
)
_NEXT_NAME = re.compile(
    r",\s*(?=(?:tỷ lệ|số|trên|ít nhất|tối thiểu|với|năng suất|sản lượng|tổng|tạo|diện tích|giá trị)\b)"
)


class Named(Struct):
    """A quantity with the words that name it. ``begin`` and ``finish`` bound the quote; ``between`` are the folded words
    since the last value; ``first`` tells that the value stands before its name; ``right`` is where its clause ends."""

    q: Quantity
    begin: int
    finish: int
    left: int
    name: str
    first: bool
    tail: str = ""
    between: str = ""
    each: str | None = None
    right: int = 0


def named(view: View, q: Quantity, start: int, left: int, right: int, listed: bool, more: bool) -> Named:
    """The name of a quantity within its clause [left, right) of a sentence that begins at ``start``; else an empty name.

    ``listed``: the value goes on a list of values that stand before their names; ``more``: another value ends the clause.
    """
    topic = _TOPIC.search(view.low, start, left)
    left = _named_from(view.low, left, q)
    numbered = _NUMBERED.match(view.low, left, q.cue)  # "(1) Chỉ số hài lòng đạt ..."
    left = numbered.end() if numbered else left
    each = EACH.search(view.low[left : q.start])
    cut = _cut_tail(view.low[q.end : right], more)
    behind = _timeless(cut)
    begin, finish, (named_from, end), first = _stretch(view, q, left, each, listed, cut, behind)
    tail = view.text[q.end : q.end + len(behind)]
    words = view.text[named_from:end]
    if named_from < q.cue and q.end <= end:  # the value stands in the middle: "trợ giúp cho 100% người ..."
        words = f"{view.text[named_from : q.cue]} {view.text[_name_start(view, q, tail) : end]}"
    who = squash(each["who"]) if each else None
    name = _clean(words, q) or _clean(tail, q)
    if (
        not name and topic and topic.end() == left
    ):  # "Tỷ lệ trạm y tế có bác sĩ: năm 2026 đạt 85%, năm 2028 ..."
        name, begin, first = _clean(view.text[slice(*topic.span("name"))], q), topic.start("name"), False
    return Named(
        q, begin, finish, left, f"{name} của mỗi {who}" if who and name else name, first, tail, "", who, right
    )


_TOPIC = re.compile(r"(?:^|[;.:\n]\s*|[-+*]\s)?(?P<name>[^;:.\n]{5,160}):\s*$")


def _named_from(low: str, left: int, q: Quantity) -> int:
    """Where the words that belong to a value begin: after the last "phấn đấu", or at the last noun that opens an indicator."""
    goals = [m.end() for m in GOAL_WORD.finditer(low, left, q.cue)]
    left = goals[-1] if goals else left
    opened = low.rfind("(", left, q.cue)
    if opened >= 0 and low.find(")", opened, q.cue) < 0:  # "65% trường đạt chuẩn (mầm non 60%; tiểu học 70%)"
        left = opened + 1
    if q.cue - left > 60:
        heads = [m.end() for m in goal_words()["heads"].finditer(low, left, q.cue)]
        apart = [at for at in heads if re.search(r"[,;:]\s*$", low[max(left, at - 3) : at])]
        left = apart[-1] if apart else left
    return left


def _stretch(
    view: View, q: Quantity, left: int, each: re.Match[str] | None, listed: bool, cut: str, tail: str
) -> tuple[int, int, tuple[int, int], bool]:
    """Begin and end of the quote, the stretch of the indicator's name, and whether the value comes first.

    ``cut`` are the folded words behind the value that belong to it, ``tail`` the same without the time at their end.
    """
    words = goal_words()
    head = view.low[left : q.cue]
    said = words["lead"].sub("", head)
    bare = words["tail"].sub("", said)
    finish = q.end + len(tail)
    behind = (_name_start(view, q, tail), finish)
    followed = q.kind in ("count", "measure") or re.match(r"\s*[a-zà-ỹ(\"]", tail) is not None
    spent = _SPENT.search(head) if q.kind == "%" and followed else None
    if spent:  # the verb says what the share is of: "giải ngân 100% kế hoạch vốn năm 2025"
        finish = q.end + len(cut)
        return left + spent.start(), finish, (left + spent.start(), finish), True
    colon = head.rstrip().endswith(":")
    introduced = q.kind == "%" and colon and followed and not words["heads"].match(said)
    acts = followed and not colon and bare.strip() == said.strip() and _acts(q, bare, tail)
    if listed and not followed:  # "50% cán bộ ... trong năm 2026 và 100% đến năm 2028"
        return q.cue, q.end, (q.end, q.end), True
    if not re.search(r"[a-zà-ỹ]{2}", bare) or each or listed or introduced or acts:
        return (left + each.start() if each else q.cue), finish, behind, True
    if q.kind == "measure" and not colon and _NOUN.match(tail) and not words["heads"].search(bare):
        return q.cue, finish, behind, True
    action = (
        left + len(head) - len(words["soft"].sub("", head))
    )  # "lắp đặt mới trạm 3G: 58 trạm" measures the work
    if q.kind in ("%", "count") and followed and not colon and words["onto"].search(said):
        return action, finish, (action, finish), True
    onward = len(" trở lên") if view.low.startswith(" trở lên", q.end) else 0
    begun = action if colon and q.kind == "count" else q.cue - len(said)
    return begun, q.end + onward, (begun, q.cue - len(said) + len(bare)), False


def _acts(q: Quantity, bare: str, tail: str) -> bool:
    """Whether the words before a value are a verb that no rule knows: "giám sát ít nhất 20% đảng viên", "cử tuyển 50 sinh viên y khoa"."""
    return (
        q.kind in ("%", "count")
        and len(bare.split()) <= 3
        and not goal_words()["heads"].search(bare)
        and _NOUN.match(tail) is not None
        and not _WHOLE.match(tail)
    )


def _name_start(view: View, q: Quantity, tail: str) -> int:
    """Where the name begins behind a value: with the counted noun, but after "%", "ha", "triệu lượt | khách"."""
    if q.kind in ("%", "bare"):
        return q.end
    visitors = view.low.find("khách", q.start, q.end)
    if q.kind == "measure" and visitors >= 0:
        return visitors
    if q.kind == "measure" and (_NOUN.match(tail) or re.match(rf"\s+{_NO_NOUN}[a-zà-ỹ]{{2,}}", tail)):
        return q.end
    times = r"(?:(?:nghìn|ngàn|vạn|triệu)\s)?" if q.kind == "count" else ""
    number = re.match(
        rf"[\d.,/\s÷-]+(?:đến\s+[\d.,]+\s*)?(?:\([^)]*\)\s*)?{times}", view.text[q.start : q.end]
    )
    return q.start + (number.end() if number else 0)


def _timeless(tail: str) -> str:
    """The words after a value without the time at their end."""
    return _YEARLY.sub("", _BY_THEN.sub("", tail))


def _cut_tail(tail: str, more: bool) -> str:
    """The words after a value that still belong to it; before another value ", tỷ lệ ..." names that."""
    stops = [m for m in (_TAIL_STOP.search(tail), _NEXT_NAME.search(tail) if more else None) if m]
    stop = min(stops, key=lambda m: m.start(), default=None)
    tail = goal_words()["next"].sub("", tail[: stop.start()] if stop else tail)
    return tail.rstrip(" ,;và" if tail.rstrip().endswith((" và", ",")) else " ,;")


def _clean(words: str, q: Quantity) -> str:
    name = re.sub(r"^(?:số\s+)(?=[a-zà-ỹ])", "", _NOISE.sub("", squash(words)))
    name = re.sub(r"^(?:trở lên|trở xuống)(?:[\s,;]+|$)", "", name)
    if q.cue < q.start or q.op == ">=":  # "từ 80% người dân trở lên hài lòng"
        name = re.sub(r"\s+trở lên(?=\s|$)", "", name) if q.kind in ("%", "count") else name
    name = _EXPLAINS.sub("", name)
    name = _EACH_TIME.sub("", name) if q.rate else name  # "02 hội nghị/năm": told by the unit
    return name.strip(" ,;:.")


# --- what elliptic clauses leave out ----------------------------------------------------------

_JOINED = r"[\s,;]*(?:và\s+)?(?:phấn đấu\s+)?"
_ONLY_TIME = re.compile(rf"{_JOINED}(?:{_TIME})?[\s,]*(?:đạt|là|còn|có|lên|tăng lên|giảm còn)?\s*")
_PLACE = r"(?:ở|tại|khu vực|vùng|cấp|đối với|bậc|của)"
_OTHER_PLACE = re.compile(rf"{_PLACE}\s")
_AREAS = r"(?:nông thôn|đô thị|thành thị|miền núi|đồng bằng|vùng cao|ven biển|hải đảo|nam|nữ|cấp tỉnh|cấp xã)"
_AREA = re.compile(_AREAS)
_AT_AREA = re.compile(rf"(?P<at>\s(?:(?:ở|tại|khu vực|vùng|của)\s)*){_AREAS}$")
_PREDICATE = re.compile(
    r"\s(?:được|có|đạt|sử dụng|tham gia|thực hiện|áp dụng|triển khai|hoàn thành|cung cấp|ban hành|bố trí|đăng ký|kết nối|hoạt động|tiếp cận)\s"
)


def completed(found: list[Named]) -> list[Named]:
    """Names made whole from their neighbours in the sentence; what stays nameless is left out."""
    for last, this in pairwise(found):
        _from_before(last, this)
    for after, this in pairwise(reversed(found)):
        _from_behind(this, after)
    return [n for n in found if len(n.name) > 1]


def _from_before(last: Named, this: Named) -> None:
    """What a later value leaves out and an earlier one named."""
    if not last.name:
        return
    if _TAKES.fullmatch(this.between) and (this.q.unit or "").startswith("lần"):
        this.name, this.begin, this.finish = last.name, this.q.cue, this.q.end
        return
    if last.q.kind != this.q.kind and this.name:
        return
    if (
        _ON_AVERAGE.fullmatch(this.name.lower())
        and last.q.unit
        and (this.q.unit or "").startswith(last.q.unit)
    ):
        this.name = last.name  # "thu hút 150 bác sĩ, bình quân 30 bác sĩ/năm"
    if this.name == this.q.unit == last.q.unit and _CHANGES.search(this.between):
        this.name = last.name  # "nâng số trạm lên 450 trạm, tăng 200 trạm so với năm 2025"
    low, place = this.name.lower(), _PLACE_AND.fullmatch(this.between)
    if place and not last.first and _OTHER_PLACE.match(this.tail.strip().lower()):
        # "đạt 95% ở đô thị và 70% ở nông thôn"
        this.name = f"{last.name} {this.tail.strip()}"
        last.name = f"{last.name} {place['where']}"
        this.begin, this.finish, last.finish = (
            this.q.cue,
            this.q.end + len(this.tail),
            last.q.end + place.end("where"),
        )
    elif not this.name or _TAKES.fullmatch(this.between) or _only_time(last, this):
        this.name, this.begin = last.name, this.q.cue
    elif this.first and last.first and _PREDICATE.match(f" {low}") and _PREDICATE.search(last.name):
        # "100% bộ, ngành đạt cấp độ 4 và 90% đạt cấp độ 5"
        this.name = f"{last.name[: _PREDICATE.search(last.name).start()]} {this.name}"  # type: ignore[union-attr]
    elif not this.first and not last.first and _OTHER_PLACE.match(low):
        this.name = f"{_without_place(last.name, low.split()[0])} {this.name}"
    elif not this.first and _AREA.fullmatch(low) and (at := _AT_AREA.search(last.name)):
        this.name = (
            f"{last.name[: at.start()]}{at['at']}{this.name}"  # "... ở đô thị đạt 98%, nông thôn đạt 85%"
        )
    elif (
        not (this.first or last.first or _CHANGES.search(this.between))
        and _SHARE.match(last.name)
        and not goal_words()["heads"].match(low)
    ):
        this.name = f"Tỷ lệ {this.name}"  # "tỷ lệ gia đình văn hóa đạt 88%, khu dân cư văn hóa đạt 85%"
    elif not this.first and not last.first and _same_size(last, this):
        this.name = f"{_SIZE.match(last.name)[0]}{this.name}"  # type: ignore[index]
    elif (
        not (this.first or last.first or _is_part(last.name))
        and _PARTS.search(this.between)
        and _is_part(this.name)
    ):
        whole = last.name.split(" của ")[0] if _is_part(last.name.split(" của ")[-1]) else last.name
        this.name = f"{whole} của {this.name}"


def _same_size(last: Named, this: Named) -> bool:
    """Whether a name leaves out the size that the one before it names: same unit, and no size of its own."""
    return (
        this.q.kind == "measure"
        and this.q.unit == last.q.unit
        and _SIZE.match(last.name) is not None
        and "trong đó" not in this.between
        and not goal_words()["heads"].match(this.name.lower())
        and not _SIZE.match(this.name)
        and re.match(r"\s*(?:[,;]|và\s)", this.between) is not None
    )


def _only_time(last: Named, this: Named) -> bool:
    """Whether nothing but a time stands before a value, and nothing behind it: "..., năm 2028 đạt 95%"."""
    return bool(_ONLY_TIME.fullmatch(this.between)) and not last.first and not this.tail.strip(" ,;.)")


# "doanh thu tăng 20%/năm, chiếm 12% tổng mức bán lẻ", "thu nhập đạt 75 triệu đồng, gấp 1,5 lần năm 2025"
_ON_AVERAGE = re.compile(r"(?:bình quân|trung bình)(?: mỗi năm| hằng năm| hàng năm)?")
_TAKES = re.compile(r"[\s,]*(?:và\s)?(?:chiếm|(?:tăng\s)?gấp)\s*")
_PLACE_AND = re.compile(
    rf"\s*(?P<where>{_PLACE}\s[^,;.]{{2,50}}?)\s+(?:và|còn)\s*(?:trên |khoảng |ít nhất |tối thiểu )?"
)
_CHANGES = re.compile(r"(?<!\w)(?:giảm|tăng)\s")
_SHARE = re.compile(r"t[ỷỉ] lệ\s", re.IGNORECASE)
# "năng suất lúa đạt 60 tạ/ha, ngô đạt 50 tạ/ha", "chiều cao trung bình của nam đạt 169 cm, nữ đạt 158 cm"
_SIZE = re.compile(
    r"(?:năng suất|sản lượng|diện tích|giá trị|chiều cao|cân nặng|doanh thu|thu nhập|mật độ|công suất|t[ỷỉ] suất)"
    r"\s(?:(?:trung bình|bình quân|khai thác|nuôi trồng|sản xuất|gieo trồng|trồng|xuất khẩu)\s)?(?:của\s)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\(\s*trong đó\s*:?|^[\s,;]+")


def _is_part(name: str) -> bool:
    """Whether a name is a proper one: whose part of a whole is told ("Trong đó: VNPT: 25 trạm")."""
    return name[:1].isupper() and len(name.split()) <= 3


def _without_place(name: str, preposition: str | None = None) -> str:
    """A name up to its last words of place ("... | ở đô thị"), or up to a given preposition."""
    cut = re.search(rf"\s{re.escape(preposition)}\s", name) if preposition else None
    cut = cut or re.search(r"\s(?:ở|tại|khu vực|đối với)\s[^,;]{2,40}$", name)
    return name[: cut.start()] if cut else name


def _from_behind(this: Named, after: Named) -> None:
    """What an earlier value leaves out and a later one says: "100% hộ ở thành thị và 80% hộ ở nông thôn được dùng nước sạch"."""
    if this.q.kind != after.q.kind or not after.first:
        return
    bare = this.q.kind == "count" and this.name == this.q.unit == after.q.unit and "năm" in after.between
    if not this.name or bare:  # "đến năm 2028 đạt 60%, đến năm 2030 đạt 80% trạm y tế có bác sĩ"
        this.name, this.finish = after.name, this.q.end
        return
    joined = (
        re.fullmatch(r"[^;.]*(?:,|\svà)\s*(?:trên|ít nhất|tối thiểu|khoảng)?\s*", after.between) is not None
    )
    predicate = _PREDICATE.search(after.name)
    if this.first and joined and predicate and not _PREDICATE.search(f" {this.name} ") and this.q.kind == "%":
        this.name += after.name[predicate.start() :]
