"""Deadlines: the expressions of time that schedule work, told apart from periods, titles and past dates."""

import re

from kehoach.extraction.scheduling import schedules
from kehoach.extraction.times import Frame, Time, find_times
from kehoach.extraction.view import View
from kehoach.model import Deadline, Paragraph, When
from kehoach.parsing.lines import schedule_role
from kehoach.text import squash

_DURATION = re.compile(r"(?:khoảng\s)?\d+(?:[.,]\d+)?\s*(?:ngày|buổi|giờ|tiết|phút)(?:\s*/\s*\S.*)?")
_WORDS = re.compile(r"[a-zà-ỹ]{2}")  # dots to be filled in are none
_AND = re.compile(r"\s*(?:,|và)\s*")
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
            if not _overlaps(time, covered) and (joined or schedules(view, time, start, end, kinds)):
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
