"""Deadlines: the expressions of time that schedule work, told apart from periods, titles and past dates."""

import re

from kehoach.extraction.times import Frame, Time, find_times
from kehoach.extraction.view import View
from kehoach.model import Deadline, Paragraph, When
from kehoach.parsing.lines import schedule_role
from kehoach.text import squash

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
_DURATION = re.compile(r"(?:khoảng\s)?\d+(?:[.,]\d+)?\s*(?:ngày|buổi|giờ|tiết|phút)(?:\s*/\s*\S.*)?")
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
_OF_YEARLY = re.compile(
    r"(?:kế hoạch|dự toán|ngân sách|chương trình|kinh phí|chỉ tiêu|chỉ số|nghị quyết|báo cáo|quy định|nhiệm vụ|công tác|xếp loại|thi đua|đầu tư|phân bổ|mục tiêu|kết quả)\s(?:[^\s,;]+\s){0,5}$"
)
_WORDS = re.compile(r"[a-zà-ỹ]{2}")  # dots to be filled in are none
_LABELLED = re.compile(r"(?:thời gian|thời hạn|tiến độ)[^:;.]{0,24}:\s*$")
_AND = re.compile(r"\s*(?:,|và)\s*")
_NORMATIVE = frozenset({"NĐ", "TT", "TTLT", "L", "PL", "VBHN", "QyĐ", "QC"})
_REPORT = re.compile(r"báo cáo (?:giữa kỳ|cuối kỳ|sơ kết|tổng kết|kết quả)[^.;()]{0,80}\((năm \d{4})\)")


def extract_deadlines(view: View, covered: list[tuple[int, int]]) -> list[Deadline]:
    """The deadlines of a document; ``covered`` are stretches (titles and dates of citations) to pass over."""
    if not view.outline.official:
        return []
    found: list[tuple[Time, float]] = []
    for paragraph in view.paragraphs:
        found += _in_paragraph(view, paragraph, covered)
    found += _in_tables(view)
    found = [(time, sure) for time, sure in found if not _long_past(time, view.meta.issued)]
    found.sort(key=lambda item: item[0].start)
    return [_record(view, number, time, sure) for number, (time, sure) in enumerate(found, 1)]


def _long_past(time: Time, issued: str | None) -> bool:
    """A date over half a year before the issue is history (a condition, a cited duty), not a deadline."""
    end = time.when.end or ""
    if not issued or len(issued) < 7 or not end[:4].isdigit() or len(end) < 10:
        return False
    return (int(issued[:4]) - int(end[:4])) * 12 + int(issued[5:7]) - int(end[5:7]) > 6


def frame_of(view: View, start: int, end: int) -> Frame:
    """What blanks of an expression in a sentence are filled from."""
    year = int(view.plan_year) if view.plan_year else view.issue_year
    return Frame(
        year,
        view.meta.issued if view.meta.issued and len(view.meta.issued) == 10 else None,
        view.low[start:end],
    )


def _record(view: View, number: int, time: Time, sure: float) -> Deadline:
    return Deadline(
        id=f"d{number}",
        quote=view.text[time.start : time.end],
        span=view.span(time.start, time.end),
        section=view.section_at(time.start),
        start=time.when.start,
        end=time.when.end,
        recurrence=time.when.recurrence,
        condition=time.when.condition,
        confidence=sure,
    )


# --- schedule lines and cells -----------------------------------------------------------------


def scheduled(view: View, start: int, end: int) -> list[Time]:
    """The times in the value of a schedule line or cell; an event in words stands as a condition."""
    start, end = _trimmed(view.text, start, end)
    if end <= start:
        return []
    times = find_times(view.low, start, end, frame_of(view, start, end), line=True)
    plain = end - start > 160 or end - start < 4 or not _WORDS.search(view.low, start, end)
    if times or plain or _DURATION.fullmatch(view.low, start, end):
        return times
    return [Time(start, end, "words", "line", When(condition=squash(view.text[start:end])))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " -+:;.*(":
        start += 1
    while end > start and text[end - 1] in " .;,*":
        end -= 1
    return start, end


def _in_tables(view: View) -> list[tuple[Time, float]]:
    found: list[tuple[Time, float]] = []
    for table in view.outline.tables:
        if "time" not in table.roles:
            continue
        column = table.roles.index("time")
        charges = bool({"task", "lead"} & set(table.roles))
        seen: set[int] = set()
        for row in table.rows[table.header_rows :]:
            cell = row[column]
            if cell is None or cell.end <= cell.start or cell.start in seen:
                continue
            seen.add(cell.start)
            times = scheduled(view, cell.start, cell.end)
            if not charges:  # "kể từ ngày nhận đủ hồ sơ" in a list of procedures is a standard of service
                found += [(t, 0.9) for t in times if t.when.start or t.when.end]
                continue
            found += [(t, 0.97) for t in times if t.rule != "words" or t.end - t.start > 8]
    return found


# --- running text -----------------------------------------------------------------------------


def _in_paragraph(
    view: View, paragraph: Paragraph, covered: list[tuple[int, int]]
) -> list[tuple[Time, float]]:
    role = schedule_role(view.text[paragraph.start : paragraph.end])
    if role and role[0] == "time":
        return [(t, 0.97) for t in scheduled(view, paragraph.start + role[1], paragraph.end)]
    if paragraph.role == "heading":
        return _in_heading(view, paragraph)
    kinds = view.kinds(paragraph.section)
    words = view.text[paragraph.start : paragraph.end]
    if (
        paragraph.role == "footnote" or "background" in kinds or words.isupper()
    ):  # capitals: a title's second line
        return []
    found: list[tuple[Time, float]] = []
    for start, end in view.sentences(paragraph.body, paragraph.end):
        times = find_times(view.low, start, end, frame_of(view, start, end))
        for time in times:
            last = found[-1][0] if found else None
            joined = last and _AND.fullmatch(view.low, last.end, time.start) and _goes_on(last, time)
            if not _overlaps(time, covered) and (joined or _schedules(view, time, start, end, kinds)):
                found.append((time, 0.9 if time.use == "always" else 0.8))
        found += _report_years(view, start, end)
    return found


def _goes_on(last: Time, time: Time) -> bool:
    """Whether a list of times goes on: "tháng 4 và tháng 8", "định kỳ hằng quý, hằng năm"."""
    again = ("recurrent", "regularly")
    return time.rule in ("and-date", "month", "month-and", "quarter", "quarter-and") or (
        last.rule in again and time.rule in again
    )


def _overlaps(time: Time, covered: list[tuple[int, int]]) -> bool:
    return any(a < time.end and time.start < b for a, b in covered)


def _report_years(view: View, start: int, end: int) -> list[tuple[Time, float]]:
    """ "báo cáo tổng kết ... (năm 2035)": the year in which a report falls due."""
    made = []
    for match in _REPORT.finditer(view.low, start, end):
        year = match[1][-4:]
        made.append(
            (
                Time(match.start(), match.end(), "report", "always", When(f"{year}-01-01", f"{year}-12-31")),
                0.8,
            )
        )
    return made


def _in_heading(view: View, paragraph: Paragraph) -> list[tuple[Time, float]]:
    """A heading that schedules: under a timetable, or "Nhiệm vụ ... trong năm 2026", "Nhiệm vụ thường xuyên"."""
    words = view.low[paragraph.body : paragraph.end]
    kinds = view.kinds(paragraph.section)
    own = view.sections[paragraph.section] if paragraph.section else None
    above = view.kinds(own.parent) if own else frozenset()
    frame = frame_of(view, paragraph.body, paragraph.end)
    if "nhiệm vụ" in words and ("thường xuyên" in words or re.search(r"trong (?:năm|quý|tháng)", words)):
        times = find_times(view.low, paragraph.body, paragraph.end, frame, line=True)
        return [(Time(paragraph.body, paragraph.end, t.rule, t.use, t.when), 0.9) for t in times[:1]]
    if "schedule" in above and "targets" not in kinds:
        return [(t, 0.9) for t in find_times(view.low, paragraph.body, paragraph.end, frame, line=True)[:1]]
    return []


def _schedules(view: View, time: Time, start: int, end: int, kinds: frozenset[str]) -> bool:
    """Whether an expression in a sentence sets when something is to be done."""
    before, after = view.low[start : time.start], view.low[time.end : end]
    if "purpose" in kinds and time.rule not in (
        "from-date",
        "before-date",
        "yearly-date",
        "since-now-date",
    ):
        return False
    if view.meta.type in _NORMATIVE and time.rule not in ("before-date", "yearly-date"):
        return False
    if _COUNTED.search(before):
        return False
    if time.rule == "by-then":  # "khánh thành vào ngày 19/12/2026" is still to come; what is past is told
        return bool(view.meta.issued and (time.when.end or "") > view.meta.issued) and not _PAST.search(
            before
        )
    if time.rule in ("from-to", "from-to-year", "from-to-month") and (time.when.end or "") < (
        view.meta.issued or ""
    ):
        return False  # "đợt mưa lũ từ ngày 17 đến ngày 20/11"
    if _PAST.search(before) and time.rule in ("before-date", "to-date", "from-date", "at-year", "month"):
        return False
    if time.rule == "from-date":
        return (
            "có hiệu lực" not in view.low[start:end]
            and "kể từ" not in view.low[max(0, time.start - 4) : time.start + 6]
        )
    if time.rule.startswith("bracketed"):
        return not _OF_PROGRAMME.search(before) and not _GOAL.search(before)
    if time.rule == "since-now" and not kinds & {"targets", "purpose", "funding"}:
        return not _GOAL.search(view.low[start:end])
    if time.rule == "recurrent" and (_CARRIED_OUT.fullmatch(before) and re.match(r"\s*(?:[,.;]|$)", after)):
        return True  # "Thực hiện hằng quý, 06 tháng, năm.", "Triển khai hằng năm, bắt đầu từ năm 2026"
    if (
        time.rule == "recurrent"
        and _REPORTS.match(before)
        and (_WHEN_NEEDED.match(after) or _TO_WHOM.match(after))
    ):
        return True
    if time.rule == "recurrent" and _CLOSES.match(after) and not kinds & {"targets", "purpose", "funding"}:
        if _REPORTS.match(before):  # "Báo cáo kết quả thực hiện hằng năm."
            return True
        return _REPEATED.match(before) is not None and not _OF_YEARLY.search(before)
    if time.rule == "recurrent":
        return _leads(before) and not _GOAL.search(after[:220]) and bool(_WORK.search(after[:60]))
    if time.rule in ("month-and", "quarter-and"):
        return not _names_thing(before, after)
    if time.rule in ("month", "quarter", "quarters", "months", "half-year"):
        return not _names_thing(before, after) and (
            _leads(before)
            or time.rule != "month"
            or "hoàn thành" in before[-40:]
            or _LABELLED.search(before) is not None
            or view.low.startswith(("trong", "trước", "hoàn", "xong", "chậm", "vào"), time.start)
        )
    if time.rule in ("at-year", "done-year", "in-year-done"):
        return not _GOAL.search(view.low[start:end]) and not _PLEDGED.search(before)
    if time.use == "always":
        return True
    heads_clause = before.rstrip().endswith(";") and after.lstrip().startswith(
        ":"
    )  # "...; năm 2027: vận hành thử"
    if not (_leads(before) or heads_clause) or (
        kinds & {"targets", "purpose", "funding"} and time.rule != "year-onward"
    ):
        return False
    return not _GOAL.search(after[:200]) or time.rule == "period"


def _leads(before: str) -> bool:
    """Only a bullet or a word such as "phấn đấu" stands between the sentence's start (or a comma) and the time."""
    return _LEAD_IN.fullmatch(before) is not None


def _names_thing(before: str, after: str) -> bool:
    """ "kế hoạch quý I", "tiền lương tháng 5/2026", "số liệu 6 tháng đầu năm": a name, not a schedule."""
    return (
        re.search(
            r"(?:kế hoạch|báo cáo|số liệu|kết quả|phiên họp|kỳ họp|tiền lương|công tác|nhiệm vụ|thông báo|lương|kỳ|grdp|gdp|tăng trưởng)\s*$",
            before,
        )
        is not None
    )
