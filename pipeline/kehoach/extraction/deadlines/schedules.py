"""Schedule lines and cells: whatever time fills them schedules work, and so does an event in words."""

from kehoach import rules
from kehoach.clauses import Clause, Part
from kehoach.extraction.deadlines.timing import Said, Timed, Timing
from kehoach.model import When
from kehoach.text import fold, squash

_LONGEST, _SHORTEST = 160, 4  # characters of an event in words
_LABEL = 6  # tokens of a label before a time


def from_line(timing: Timing, clause: Clause) -> list[Timed]:
    """The times of a schedule line: "Thời gian thực hiện: Tháng 8 - 9/2026"."""
    found, begin = [], clause.start
    for part in clause.parts:
        if part.role == "time":
            label = timing.clauses.text[begin : part.start]
            found += _due(scheduled(timing, clause, part.start, part.end), label)
        begin = part.end
    return found


def from_row(timing: Timing, row: Clause) -> list[Timed]:
    """The times in the schedule column of a row; where the table charges nobody with work, only dates count."""
    charges = bool({"task", "lead"} & set(row.roles))
    cells = _time_cells(timing, row) + (_noted(timing, row) if charges else [])
    found = [timed for part in cells for timed in scheduled(timing, row, part.start, part.end)]
    found = _due(found, _header(timing, row)) + (_opening(timing, row) if charges else [])
    return [timed for timed in found if charges or timed.when.start or timed.when.end]


def _opening(timing: Timing, row: Clause) -> list[Timed]:
    """How often work is done, where its cell begins with that: "Hằng năm thực hiện điều tra", beside the column that tells from when."""
    cells = [part for part in row.parts if part.role == "task"]
    said = [s for cell in cells for s in timing.times(cell.start, cell.end)[:1] if s.token == s.first]
    return [timing.timed(row, one) for one in said if one.expr.grain == "every" and one.when.recurrence]


def _header(timing: Timing, row: Clause) -> str:
    """The header of the schedule column of a row's table."""
    table, text = row.table, timing.clauses.text
    if table is None or "time" not in row.roles:
        return ""
    cells = [line[row.roles.index("time")] for line in table.rows[: table.header_rows]]
    return " ".join(text[cell.start : cell.end] for cell in cells if cell is not None)


def _due(found: list[Timed], label: str) -> list[Timed]:
    """A single day behind "Thời hạn", "Thời gian hoàn thành" is the one that work must be done by."""
    folded = fold(label)
    if any(word in folded for word in rules.load("deadlines")["due_labels"]):
        for timed in found:
            if timed.when.start == timed.when.end:
                timed.when = When(None, timed.when.end, timed.when.recurrence, timed.when.condition)
    return found


def _noted(timing: Timing, row: Clause) -> list[Part]:
    """The cells of a column of notes that hold dates and nothing else: "trước 30/9", "28, 29/3"."""
    found = []
    for part in row.parts:
        start, end = _trimmed(timing.clauses.text, part.start, part.end)
        times = timing.times(start, end) if part.role == "note" else []
        whole = bool(times) and times[0].start == start and times[-1].end == end
        if whole and len(times) == 1 and (times[0].when.start or times[0].when.end):
            found.append(part)
    return found


def _time_cells(timing: Timing, row: Clause) -> list[Part]:
    """The cells of the schedule column. A row below cells merged downwards may lack those, so that its own stand one column
    to the left: then the cell before is the one, where it tells a time and the other none."""
    found = [at for at, part in enumerate(row.parts) if part.role == "time" and part.start >= row.start]
    cells = [row.parts[at] for at in found]
    short = len(row.parts) < len(row.roles)
    if not short or len(found) != 1 or found[0] == 0:
        return cells
    before = row.parts[found[0] - 1]
    moved = not timing.times(cells[0].start, cells[0].end) and timing.times(before.start, before.end)
    return [before] if moved else cells


def scheduled(timing: Timing, clause: Clause, start: int, end: int) -> list[Timed]:
    """The times in the value of a schedule line or cell; an event in words stands as a condition."""
    start, end = _trimmed(timing.clauses.text, start, end)
    times = timing.times(start, end)
    if any(timing.is_service(said) for said in times):
        return []
    times = [said for said in times if not _is_counted(timing, said)]
    law = timing.lays_down_law(clause)
    found = [timing.timed(clause, said) for said in times if not (law and said.expr.grain == "event")]
    opens = timing.clauses.text[end - 1 : end] == ":"  # what follows tells when
    if (
        not times
        and not opens
        and _SHORTEST <= end - start <= _LONGEST
        and _is_event(timing, start, end, law)
    ):
        words = squash(timing.clauses.text[start:end])
        found = [Timed(start, end, When(condition=words), clause.section)]
    for timed in found:
        timed.scheduled = True
    return found


def _is_counted(timing: Timing, said: Said) -> bool:
    """Whether a label inside the value tells what a time counts: "tháng 4/2026. Thời kỳ giám sát: | từ 01/7/2025"."""
    colon = timing.marks.tokens.words[said.token - 1] == ":"
    return colon and timing.has("counted_spans", max(said.first, said.token - _LABEL), said.token)


def _is_event(timing: Timing, start: int, end: int, law: bool) -> bool:
    """Whether words without a date tell a time; "02 ngày làm việc" tells how long, "Thời gian thực hiện" is a header."""
    first, last = timing.marks.stretch(start, end)
    lasting = any(
        timing.marks.tokens.words[at - 1][:1].isdecimal()
        for at, _ in timing.marks.cues("durations", first + 1, last)
    )
    since = not law and timing.has("span_since", first, last)  # "05 ngày kể từ khi kết thúc đợt thiên tai"
    return (since or not lasting) and timing.has("schedule_words", first, last)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " -+:;.*(\n":
        start += 1
    while end > start and text[end - 1] in " .;,*\n":
        end -= 1
    return start, end
