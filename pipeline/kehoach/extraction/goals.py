"""Whether a quantity is a goal, or a result of the past, a definition, an age, a count of a list."""

import re
from functools import lru_cache

from kehoach import rules
from kehoach.extraction.quantities import Quantity
from kehoach.extraction.view import View
from kehoach.model import Paragraph

# "mỗi xã, phường có 02 mô hình": who each of them is.
EACH = re.compile(
    r"\bmỗi\s+(?P<who>(?!năm|tháng|kỳ|ngày|quý|đợt|lần)[^;.:\d]{2,60}?)\s+(?:có|thành lập|xây dựng|đăng ký|tổ chức|ban hành|triển khai|thực hiện|phát triển|chọn|cử|đạt|duy trì|phấn đấu|kết nạp|hình thành|bố trí|nhận(?: giúp đỡ| đỡ đầu)?|giúp đỡ|giúp|vận động|giới thiệu|trồng)\b"
)
_AIMED = re.compile(
    r"(?:phấn đấu|mục tiêu|quyết tâm|bảo đảm|đảm bảo|và)(?:\s(?:có|đạt|đến (?:hết )?năm \d{4}))*$"
)
_AIMS = re.compile(r"(?:phấn đấu|mục tiêu|quyết tâm)\s")
_QUANTITY = re.compile(r"số lượng\s[^;.:]{2,40}$")  # "số lượng mẫu quan trắc 240 mẫu/năm"
_PAREN_OK = re.compile(r"^\(\s*trong đó|^\([^()\d]{2,40}:")
_PARTS = re.compile(r"\([^()%:]{2,40}\d%[;,][^()]*%\s*\)")  # "(mầm non 60%; tiểu học 70%)"


@lru_cache(maxsize=1)
def goal_words() -> dict[str, re.Pattern[str]]:
    """The regular expressions that are made of rules/quantities.yaml."""
    data = rules.load("quantities")
    opener, achieves = data["openers"], data["achieves"]
    time = (
        r"(?:(?:đến|đến hết|hết|vào|trong|trước|đến cuối|cuối|cả)\s*)?(?:(?:năm|giai đoạn)\s+20\d{2}(?:\s*-\s*(?:năm\s*)?20\d{2})?"
        r"|(?:quý\s(?:i{1,3}|iv)|tháng\s\d{1,2}|ngày\s\d{1,2}/\d{1,2})(?:/|\snăm\s)20\d{2})"
    )
    again = r"(?:hằng|hàng|mỗi) năm"
    return {
        "lead": re.compile(rf"^(?:[-+*•\s,;:.(]|(?:{time})(?!\w)|(?:{again})(?!\w)|(?:{opener})(?!\w))+"),
        "soft": re.compile(
            rf"^(?:[-+*•\s,;:.(]|(?:{time})(?!\w)|(?:{again})(?!\w)|(?:{data['announces']})(?!\w))+"
        ),
        "tail": re.compile(rf"(?:[\s,(]|(?<!\w)(?:{achieves}|{time}|{again})(?!\w)|[:><≥≤=])+$"),
        "goals": re.compile(data["goals"]),
        "aims": re.compile(data["aims"]),
        "heads": re.compile(rf"(?:^|[,;:.(]\s*|\s)(?=(?:{data['indicator_heads']})(?!\w))"),
        "next": re.compile(rf"(?:\s(?:và|với|,)|,)\s*(?:(?:{opener}|{achieves})\s*)+$"),
        "listed": re.compile(rf"(?:[,;]|\svà|trong đó)\s*(?:(?:{opener})\s+)*$"),
        "another": re.compile(rf",\s(?:{data['indicator_heads']})(?!\w)"),
        "head": re.compile(rf"(?:với |và )?(?:{data['indicator_heads']})(?!\w)"),
        "opener": re.compile(rf"(?<!\w)(?:{opener})(?:\s(?:cho|được))?\s*$"),
        "works_on": re.compile(
            rf"(?<!\w)(?:{opener})\s[^,;.\d]{{3,40}}\s(?:cho|tới|đến)\s*(?:khoảng |trên )?$"
        ),
        "onto": re.compile(rf"(?<!\w)(?:{data['onto']})\s*$"),
        "holds": re.compile(rf"(?<!\w)(?:{data['holds']})\s*$"),
    }


def nested_in(low: str, start: int, q: Quantity, later: list[Quantity]) -> int:
    """How many of the quantities that follow a share are part of what it measures: "100% xã có ít nhất 01 mô hình"."""
    before = low[start : q.cue].rstrip()
    lead = goal_words()["lead"].match(before)
    opens = before[-1:] in ("", *"-+;,.:)") or (lead and lead.end() == len(before)) or _AIMED.search(before)
    if not (opens and (q.kind == "%" or q.whole)):
        return 0
    count = 0
    for quantity in later:
        between = low[q.end : quantity.cue]
        # "60% dân số mua sắm trực tuyến, giá trị mua sắm đạt 300 USD": another goal
        apart = re.search(r"[;:]|\.\s", between) or goal_words()["another"].search(between)
        if apart or not (
            quantity.kind == "time"
            or quantity.rate in ("ngày", "tuần")
            or goal_words()["holds"].search(between)
        ):
            break
        count += 1
    return count


_FROM_BASE = re.compile(r"từ\s*$")
_TO_GOAL = re.compile(r"\s*\(?(?:(?:vào |của )?năm\s20\d{2})?\)?\s*(?:tăng )?(?:lên|xuống|còn)(?:\s|$)")
_THEN_SHARE = re.compile(r"[^;:.]*\s(?:đạt|là|chiếm|còn|trên|dưới)\s*$")


def is_base(low: str, q: Quantity) -> bool:
    """Whether a number is where a change starts from: "từ 85% năm 2025 lên 92%"."""
    return _FROM_BASE.search(low[max(0, q.start - 6) : q.start]) is not None and bool(
        _TO_GOAL.match(low, q.end)
    )


def in_share(low: str, left: int, q: Quantity, after: Quantity | None) -> bool:
    """Whether a count is part of what a share measures: "tỷ lệ xã đạt từ 15 tiêu chí trở lên đạt 90%"."""
    return (
        after is not None
        and after.kind == "%" != q.kind
        and re.search(r"t[ỷỉ] lệ\s[^;:]*$", low[left : q.cue]) is not None
        and _THEN_SHARE.fullmatch(low, q.end, after.cue) is not None
    )


def is_goal(
    view: View, paragraph: Paragraph | None, q: Quantity, start: int, end: int, left: int, right: int
) -> bool:
    low, words = view.low, goal_words()
    kinds = view.kinds(paragraph.section) if paragraph else frozenset({"tasks"})
    clause, sentence = low[left : max(right, q.end)], low[start:end]
    aimed = [
        m.end() for m in _AIMS.finditer(low, left, q.cue)
    ]  # what stands before "phấn đấu" tells of something else
    told_from = aimed[-1] if aimed else left
    if any(r.regex.search(low, told_from, q.end) for r in rules.patterns("quantities", "background")):
        return False
    plain = not aimed and "targets" not in kinds
    if plain and any(r.regex.search(clause) for r in rules.patterns("quantities", "background_unless_aimed")):
        return False
    if _in_parentheses(low, start, q.start) or low.startswith("%", q.end):
        return False
    if q.kind == "time":
        return _set_time(low[left : q.start], q, "targets" in kinds)
    goal = words["goals"].search(sentence) is not None or "targets" in kinds
    if view.meta.type == "CV" and not words["aims"].search(sentence):
        return False  # letters explain rules, and their thresholds are no goals
    if "purpose" in kinds or "funding" in kinds:
        goal = re.search(r"phấn đấu|mục tiêu|chỉ tiêu", low[start : q.start]) is not None
        return goal and (q.kind in ("%", "measure") or q.marked)
    if not goal and _describes(low[left : q.start], q):
        return False
    if q.kind == "%":
        return (
            goal
            or q.value == 100
            or q.marked
            or re.fullmatch(r"[-+\s]*có\s+", low[start : q.start]) is not None
            or re.search(r"(?:đạt|còn|lên|xuống|dưới|trên)\s*$", low[left : q.start]) is not None
        )
    if q.kind == "bare":
        return goal or q.marked
    if q.kind == "measure":
        return (
            goal or q.marked or re.search(r"(?:đạt|:)\s*$", low[left : q.start]) is not None
        ) and not _names_scale(low, q)
    return _counts(view, q, left, goal, "targets" in kinds)


_REACHES = re.compile(
    r"(?:đạt|còn|giảm|tăng|xuống|lên|giữ|duy trì|cho|phủ|là|có|chiếm|với|:)\s*(?:ở mức\s*)?(?:trên|dưới|khoảng)\s*$"
)
_THINGS = re.compile(
    r"(?:dự án|đơn vị|địa phương|xã|phường|hộ|cơ sở|doanh nghiệp|thôn|trường)\s[^,;.]*\s(?:trên|dưới)\s*$"
)


def _describes(before: str, q: Quantity) -> bool:
    """ "các dự án giải ngân dưới 30%" are told from others by a share; nothing is to reach it."""
    return q.op in ("<", ">") and _THINGS.search(before) is not None and not _REACHES.search(before)


def _in_parentheses(low: str, start: int, at: int) -> bool:
    opened = low.rfind("(", start, at)
    if opened < 0 or low.find(")", opened, at) >= 0:
        return False
    return not _PAREN_OK.match(low[opened:at]) and not _PARTS.match(low, opened)


_WAITED = re.compile(r"thời gian\s[^;,.]{3,80}$")


def _set_time(before: str, q: Quantity, in_targets: bool) -> bool:
    """Ages and durations are goals only in set phrases: a life expectancy, years of health, a time to wait."""
    if in_targets and q.marked and _WAITED.search(before):
        return True
    if (q.unit or "").startswith(("tuổi",)):
        return re.search(r"tuổi thọ|độ tuổi (?:trung bình|bình quân)", before) is not None
    if (q.unit or "").startswith("năm"):
        return re.search(r"số năm|tuổi thọ|thời gian sống", before) is not None
    return (q.unit or "").startswith("lần") and re.search(
        r"(?:mỗi|hằng|hàng) (?:năm|quý|tháng)\s*$", before
    ) is not None


def _names_scale(low: str, q: Quantity) -> bool:
    return (
        re.search(r"thang điểm\s*$|khoảng cách|quy mô dân số", low[max(0, q.start - 25) : q.start])
        is not None
    )


@lru_cache(maxsize=1)
def _lists() -> frozenset[str]:
    return frozenset(rules.load("units_of_measure")["lists"])


_LONG_LIST = 50  # so many things are nowhere listed: "đào tạo cho 20.000 người"
_ACTS = re.compile(
    r"(?:[-+*]|[,;]?\s*trong đó:?|,)?\s*(?:[^\W\d]+\s){1,4}"
)  # a bullet of goals, a verb in whatever words: "Cử tuyển 50 sinh viên"
_SPAN = r"^(?:năm|quý|tháng|tuần|ngày|giờ)$"
# "tăng số người tham gia thêm 2.000 người", "nâng tổng số xã đạt chuẩn lên 85 xã"
_CHANGED = re.compile(r"(?<!\w)(?:tăng|giảm|nâng|đưa)\s[^;,.]*\s(?:thêm|lên)\s*$")


def _counts(view: View, q: Quantity, left: int, goal: bool, in_targets: bool) -> bool:
    """A counted noun is a goal with a comparator, a denominator, "mỗi X có", or right after a verb of making."""
    low = view.low
    before = low[left : q.start]
    if q.unit and q.unit.split("/")[0].lower() == "lần":
        return re.search(r"(?:mỗi|hằng|hàng) (?:năm|quý|tháng)\s*$|(?:tăng|gấp)\s*$", before) is not None
    if in_targets and before.rstrip().endswith(":") and q.rate and "tần suất" not in before:
        return True
    more = before.rstrip().endswith("thêm")
    if (
        (q.unit or "").split("/")[0] in _lists()
        and q.value < _LONG_LIST
        and not (q.marked and goal)
        and not q.whole
        and not more
        and not (q.rate and not re.search(_SPAN, q.rate))
    ):
        return False
    if q.whole:
        return goal or in_targets
    if re.search(r"(?:trên|dưới)\s*$", before) and not goal:
        return False
    if q.marked and q.op in (">=", "<=", "range", "~"):
        return True
    if q.rate and _QUANTITY.search(before):
        return True
    if q.rate or EACH.search(before):
        return goal or in_targets or EACH.search(before) is not None
    if before.rstrip().endswith(":"):
        if re.search(r"(?:đối tượng|thành phần|phạm vi|sản phẩm|kết quả)\s*:\s*$", before):
            return False
        return in_targets or (
            bool(re.search(r"[a-zà-ỹ]{2}", before))
            and not re.search(r"(?:gồm|sau|tại|hồ sơ|với)\s*:$", before.rstrip())
        )
    if _CHANGED.search(before) or (in_targets and _ACTS.fullmatch(before)):
        return goal
    return goal and (
        goal_words()["opener"].search(before) is not None
        or goal_words()["works_on"].search(before) is not None
    )
