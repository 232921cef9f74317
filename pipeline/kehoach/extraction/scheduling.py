"""Whether an expression of time in a sentence sets when work is to be done, or only dates, names or counts something."""

import re
from collections.abc import Callable

from msgspec import Struct

from kehoach.extraction.times import Time
from kehoach.extraction.view import View

_LEAD_IN = re.compile(
    r"(?:[-+*•]\s*|\(\d+\)\s*|(?:phấn đấu|cụ thể|trong đó|riêng|đồng thời|định kỳ|dự kiến|bắt đầu|(?:triển khai|thực hiện|tổ chức)(?: thực hiện)?)\s*[,:]?\s*)*"
)
_GOAL = re.compile(
    r"\d+(?:[.,]\d+)?\s*%|(?:nhóm|top|tốp|xếp hạng|xếp thứ|đứng thứ)\s\d|(?:ít nhất|tối thiểu|đạt|trên|khoảng|có từ|có)\s+(?:từ\s+)?\d"
)
_WORK = re.compile(
    r"\b(?:báo cáo|tổ chức|đánh giá|rà soát|kiểm tra|tổng hợp|sơ kết|tổng kết|gửi|lập|xây dựng|thống kê|cập nhật|công bố)\b"
)
_COUNTED = re.compile(
    r"(?:(?:mốc thời gian|thời kỳ|niên độ|thời điểm) (?:kiểm tra|giám sát|thanh tra|rà soát|đánh giá|chốt số liệu|lấy số liệu)[^:.;]{0,30}:|(?:tính|số liệu|thống kê)(?: được)?(?: từ)?|còn lại trong thời gian)\s*$"
)
_PAST = re.compile(
    r"\b(?:đã|được ban hành|có hiệu lực|sinh|thành lập|ký|bắt đầu được|được cấp|được giao|phê duyệt|nghỉ hưu|trước đây|đang)\s[^.;]{0,60}$"
    r"|\bđã (?:chỉ đạo|yêu cầu|giao|đề nghị)\s[^.;]{0,240}$"
)
_PLEDGED = re.compile(r"cam kết\s[^.;]{0,160}$")  # "theo cam kết ... phát thải ròng bằng 0 vào năm 2050"
_OF_PROGRAMME = re.compile(
    r"(?:chương trình|đề án|chiến lược|kế hoạch|nghị quyết|nhiệm kỳ|giai đoạn|dự án)[^,;]{0,60}\($"
)
# "Tổ chức tập huấn ... hằng năm." tells how often; "... theo kế hoạch công tác hằng năm." only which plan.
_CLOSES = re.compile(r"\)?\s*(?:[.;]|\./\.)?\s*$")
_REPEATED = re.compile(
    r"[-+*•\s]*(?:tổ chức(?! (?:kinh tế|chính trị|xã hội|đảng|tín dụng))|kiểm tra|rà soát|đánh giá|tập huấn|bồi dưỡng|cập nhật|khảo sát|thống kê|sơ kết|lập kế hoạch|công bố|duy trì tổ chức)\s"
)
_REPORTS = re.compile(r"[-+*•\s]*(?:[^;.]*;\s)?(?:tổng hợp,? )?báo cáo\s(?:[^\s,;.]+\s){1,9}$")
_TO_WHOM = re.compile(
    r"\s*(?:gửi|lên|cho|về)\s(?:sở|ubnd|ủy ban|bộ|ban|văn phòng|phòng|tỉnh|trung tâm|cục|chi cục|công an|đảng ủy|hội|thường trực|chủ tịch)\s"
)
_WHEN_NEEDED = re.compile(r"\s*khi\s[^.;]{3,60}")  # "báo cáo nhanh hằng ngày khi có thiên tai"
_CARRIED_OUT = re.compile(r"[-+*•\s]*(?:triển khai|thực hiện)(?: thực hiện)?\s")
_PAUSES = re.compile(r"\s*(?:[,.;]|$)")
_OF_YEARLY = re.compile(
    r"(?:kế hoạch|dự toán|ngân sách|chương trình|kinh phí|chỉ tiêu|chỉ số|nghị quyết|báo cáo|quy định|nhiệm vụ|công tác|xếp loại|thi đua|đầu tư|phân bổ|mục tiêu|kết quả)\s(?:[^\s,;]+\s){0,5}$"
)
_LABELLED = re.compile(r"(?:thời gian|thời hạn|tiến độ)[^:;.]{0,24}:\s*$")
_NORMATIVE = frozenset({"NĐ", "TT", "TTLT", "L", "PL", "VBHN", "QyĐ", "QC"})
_NAMED = re.compile(
    r"(?:kế hoạch|báo cáo|số liệu|kết quả|phiên họp|kỳ họp|tiền lương|công tác|nhiệm vụ|thông báo|lương|kỳ|grdp|gdp|tăng trưởng)\s*$"
)
_CALENDAR = (
    "trong",
    "trước",
    "hoàn",
    "xong",
    "chậm",
    "vào",
)  # words that make "tháng 5/2026" a time to act in
_NO_WORK = frozenset({"targets", "purpose", "funding"})  # kinds of sections that state no work


class Said(Struct):
    """An expression of time with the folded words of its sentence before and after it, and the kinds of its section."""

    view: View
    time: Time
    before: str
    after: str
    kinds: frozenset[str]

    @property
    def sentence(self) -> str:
        return self.before + self.view.low[self.time.start : self.time.end] + self.after


def schedules(view: View, time: Time, start: int, end: int, kinds: frozenset[str]) -> bool:
    """Whether an expression in the sentence [start, end) sets when something is to be done."""
    said = Said(view, time, view.low[start : time.start], view.low[time.end : end], kinds)
    if _barred(said):
        return False
    judge = _JUDGES.get(time.rule)
    if judge:
        return judge(said)
    return time.use == "always" or _opens(said)


def _barred(said: Said) -> bool:
    """What no rule of time schedules: purposes, law texts, counts up to a day, what is past."""
    rule = said.time.rule
    if "purpose" in said.kinds and rule not in _DATES:
        return True
    if said.view.meta.type in _NORMATIVE and rule not in ("before-date", "yearly-date"):
        return True
    past = rule in ("before-date", "to-date", "from-date", "at-year", "month", "by-then")
    return _COUNTED.search(said.before) is not None or (past and _PAST.search(said.before) is not None)


_DATES = frozenset({"from-date", "before-date", "yearly-date", "since-now-date"})


# --- one judge for each kind of expression -----------------------------------------------------


def _still_to_come(said: Said) -> bool:
    """ "khánh thành vào ngày 19/12/2026" is work while it is to come."""
    issued = said.view.meta.issued
    return issued is not None and (said.time.when.end or "") > issued


def _not_over(said: Said) -> bool:
    """ "đợt mưa lũ từ ngày 17 đến ngày 20/11" in a document of the 22nd is told, not planned."""
    return (said.time.when.end or "") >= (said.view.meta.issued or "")


def _from_then(said: Said) -> bool:
    at = said.time.start
    return "có hiệu lực" not in said.sentence and "kể từ" not in said.view.low[max(0, at - 4) : at + 6]


def _in_brackets(said: Said) -> bool:
    return not _OF_PROGRAMME.search(said.before) and not _GOAL.search(said.before)


def _since_now(said: Said) -> bool:
    return _opens(said) if said.kinds & _NO_WORK else not _GOAL.search(said.sentence)


def _again(said: Said) -> bool:
    """How often: "Thực hiện hằng quý", "báo cáo nhanh hằng ngày khi có bão", "Tổ chức tập huấn ... hằng năm."."""
    before, after = said.before, said.after
    if _CARRIED_OUT.fullmatch(before) and _PAUSES.match(after):
        return True
    reports = _REPORTS.match(before) is not None
    if (reports and _WHEN_NEEDED.match(after)) or (
        (reports or before.endswith("báo cáo ")) and _TO_WHOM.match(after)
    ):
        return True
    if _CLOSES.match(after) and not said.kinds & _NO_WORK:
        repeated = _REPEATED.match(before) is not None and not _OF_YEARLY.search(before)
        return repeated or reports
    return _leads(before) and not _GOAL.search(after[:220]) and bool(_WORK.search(after[:60]))


def _no_name(said: Said) -> bool:
    """ "kế hoạch quý I", "tiền lương tháng 5/2026", "số liệu 6 tháng đầu năm" name things."""
    return _NAMED.search(said.before) is None


def _in_month(said: Said) -> bool:
    before = said.before
    acts = _leads(before) or "hoàn thành" in before[-40:] or _LABELLED.search(before) is not None
    return _no_name(said) and (acts or said.view.low.startswith(_CALENDAR, said.time.start))


def _in_year(said: Said) -> bool:
    return not _GOAL.search(said.sentence) and not _PLEDGED.search(said.before)


def _opens(said: Said) -> bool:
    """A time that counts only where it opens a sentence or a clause ("...; năm 2027: vận hành thử"), and no target follows."""
    heads_clause = said.before.rstrip().endswith(";") and said.after.lstrip().startswith(":")
    if not (_leads(said.before) or heads_clause):
        return False
    if said.kinds & _NO_WORK and said.time.rule != "year-onward":
        return False
    return not _GOAL.search(said.after[:200]) or said.time.rule == "period"


def _leads(before: str) -> bool:
    """Only a bullet or a word such as "phấn đấu" stands between the sentence's start (or a comma) and the time."""
    return _LEAD_IN.fullmatch(before) is not None


_JUDGES: dict[str, Callable[[Said], bool]] = {
    "by-then": _still_to_come,
    "from-to": _not_over,
    "from-to-year": _not_over,
    "from-to-month": _not_over,
    "from-date": _from_then,
    "bracketed-years": _in_brackets,
    "bracketed-onward": _in_brackets,
    "since-now": _since_now,
    "recurrent": _again,
    "month-and": _no_name,
    "quarter-and": _no_name,
    "quarter": _no_name,
    "quarters": _no_name,
    "months": _no_name,
    "half-year": _no_name,
    "month": _in_month,
    "at-year": _in_year,
    "done-year": _in_year,
    "in-year-done": _in_year,
}
