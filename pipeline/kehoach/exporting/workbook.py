"""A spreadsheet in the layout in which offices follow up tasks: a sheet each for tasks, targets, deadlines, findings, documents."""

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from kehoach.exporting.rows import HOME, Line, lines, without_clock
from kehoach.knowledge.followup import CLOSED, NAMES
from kehoach.knowledge.query import Row
from kehoach.model import Deadline, Target, When
from kehoach.wording import LEVELS, real_date, told_recurrence

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

Column = tuple[str, int, str]  # heading, width in characters, kind of cell
Cells = list[Any]

_HEADS: dict[str, dict[str, tuple[str, list[Column]]]] = {
    "vi": {
        "tasks": ("Nhiệm vụ", [
            ("STT", 5, "number"), ("Nội dung nhiệm vụ", 46, "text"), ("Văn bản giao", 18, "link"), ("Ngày văn bản", 12, "date"),
            ("Cơ quan chủ trì", 22, "text"), ("Cơ quan phối hợp", 26, "text"), ("Ngày giao", 12, "date"), ("Hạn hoàn thành", 13, "date"),
            ("Định kỳ, điều kiện", 22, "text"), ("Sản phẩm", 18, "text"), ("Trạng thái", 16, "status"), ("Ghi chú", 18, "text"), ("Minh chứng", 18, "text"),
            ("Câu gốc", 80, "text"), ("Trang", 7, "number"), ("Tệp", 34, "text"), ("Cập nhật lúc", 22, "text"), ("Mã", 34, "text"),
        ]),
        "targets": ("Chỉ tiêu", [
            ("STT", 5, "number"), ("Chỉ tiêu", 48, "text"), ("So sánh", 9, "text"), ("Giá trị", 12, "number"), ("Đến", 10, "number"), ("Đơn vị", 18, "text"),
            ("Năm, thời điểm", 14, "text"), ("Địa bàn", 22, "text"), ("Khu vực", 16, "text"), ("Văn bản", 18, "link"), ("Ngày văn bản", 12, "date"),
            ("Câu gốc", 80, "text"), ("Trang", 7, "number"), ("Mã", 34, "text"),
        ]),
        "deadlines": ("Thời hạn", [
            ("STT", 5, "number"), ("Thời hạn", 32, "text"), ("Từ ngày", 12, "date"), ("Đến ngày", 12, "date"), ("Định kỳ, điều kiện", 26, "text"),
            ("Văn bản", 18, "link"), ("Ngày văn bản", 12, "date"), ("Câu gốc", 90, "text"), ("Trang", 7, "number"), ("Mã", 34, "text"),
        ]),
        "findings": ("Phát hiện", [
            ("STT", 5, "number"), ("Mức", 11, "text"), ("Nội dung", 60, "text"), ("Văn bản thứ nhất", 30, "text"), ("Trích", 60, "text"),
            ("Văn bản thứ hai", 30, "text"), ("Trích", 60, "text"), ("Đã cho qua vì", 30, "text"), ("Mã", 14, "text"),
        ]),
        "documents": ("Văn bản", [
            ("STT", 5, "number"), ("Số, ký hiệu", 18, "text"), ("Loại", 7, "text"), ("Cơ quan ban hành", 32, "text"), ("Ngày", 12, "date"), ("Trích yếu", 80, "text"),
            ("Người ký", 24, "text"), ("Tệp", 40, "text"), ("Mã", 34, "text"),
        ]),
    },
    "en": {
        "tasks": ("Tasks", [
            ("No.", 5, "number"), ("Task", 46, "text"), ("Assigned by", 18, "link"), ("Date of document", 12, "date"),
            ("Lead", 22, "text"), ("Support", 26, "text"), ("Date assigned", 12, "date"), ("Deadline", 13, "date"),
            ("Recurrence, condition", 22, "text"), ("Product", 18, "text"), ("Status", 16, "status"), ("Note", 18, "text"), ("Proof", 18, "text"),
            ("Source sentence", 80, "text"), ("Page", 7, "number"), ("File", 34, "text"), ("Updated", 22, "text"), ("Id", 34, "text"),
        ]),
        "targets": ("Targets", [
            ("No.", 5, "number"), ("Indicator", 48, "text"), ("Op", 9, "text"), ("Value", 12, "number"), ("To", 10, "number"), ("Unit", 18, "text"),
            ("Year, date", 14, "text"), ("Place", 22, "text"), ("Area", 16, "text"), ("Document", 18, "link"), ("Date of document", 12, "date"),
            ("Source sentence", 80, "text"), ("Page", 7, "number"), ("Id", 34, "text"),
        ]),
        "deadlines": ("Deadlines", [
            ("No.", 5, "number"), ("Deadline", 32, "text"), ("From", 12, "date"), ("To", 12, "date"), ("Recurrence, condition", 26, "text"),
            ("Document", 18, "link"), ("Date of document", 12, "date"), ("Source sentence", 90, "text"), ("Page", 7, "number"), ("Id", 34, "text"),
        ]),
        "findings": ("Findings", [
            ("No.", 5, "number"), ("Severity", 11, "text"), ("What", 60, "text"), ("First document", 30, "text"), ("Quote", 60, "text"),
            ("Second document", 30, "text"), ("Quote", 60, "text"), ("Waived because", 30, "text"), ("Id", 14, "text"),
        ]),
        "documents": ("Documents", [
            ("No.", 5, "number"), ("Symbol", 18, "text"), ("Type", 7, "text"), ("Issuer", 32, "text"), ("Date", 12, "date"), ("Title", 80, "text"),
            ("Signer", 24, "text"), ("File", 40, "text"), ("Id", 34, "text"),
        ]),
    },
}  # fmt: skip
# What comes back of a sheet (sheets_back.py), by the place of its column.
_BACK = {"task": 1, "status": 10, "note": 11, "proof": 12, "changed": 16, "id": 17}
# How many columns are printed: the rest say where the words stand, for those who look at the screen.
_PRINTED = {"tasks": 13, "targets": 11, "deadlines": 8, "findings": 8, "documents": 7}
_A4, _TALLEST = 9, 400.0
_LONGEST_CELL = 32_000  # Excel cuts at 32,767


def heads_of(language: str) -> dict[str, str]:
    """The headings of the columns by which a sheet of tasks is read when it comes back."""
    columns = _HEADS[language]["tasks"][1]
    return {name: columns[at][0] for name, at in _BACK.items()}


def write_xlsx(kb: "KnowledgeBase", ids: list[str], path: Path, language: str) -> None:
    """One workbook; dates are real dates, every sheet has filters and a header that stays in view; tasks say how far they are."""
    with closing(kb.desk()) as desk:
        tasks = [row for ident in ids for row in _rows_of(desk, ident)]
    made = {
        "tasks": [_task(row, language) for row in tasks],
        "targets": [_target(line) for line in lines(kb, ids, "targets")],
        "deadlines": [_deadline(line, language) for line in lines(kb, ids, "deadlines")],
        "findings": _findings(kb, set(ids), language),
        "documents": _documents(kb, ids),
    }
    _write_book(path, made, language)


def write_tasks(tasks: list[Row], path: Path, language: str) -> None:
    """A workbook with the sheet of some tasks (rows of the desk with their file's ``path``), to be filled in and to come back."""
    _write_book(path, {"tasks": [_task(row, language) for row in tasks]}, language)


def _write_book(path: Path, made: dict[str, list[Cells]], language: str) -> None:
    # The day of making is fixed, so that the same knowledge base gives the same bytes.
    with xlsxwriter.Workbook(
        str(path), {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    ) as book:
        book.set_properties({"title": "kehoach", "created": datetime(2000, 1, 1)})
        for kind, rows in made.items():
            title, columns = _HEADS[language][kind]
            _sheet(book, kind, title, columns, rows, language)
    without_clock(path)


def _rows_of(desk: sqlite3.Connection, ident: str) -> list[Row]:
    rows = desk.execute(
        "SELECT t.*, d.path FROM tasks t JOIN documents d ON d.id = t.document WHERE t.document = ? ORDER BY t.start", (ident,)
    )  # fmt: skip
    return [dict(row) for row in rows]


def _task(row: Row, language: str) -> Cells:
    when = When(row["start_date"], row["end_date"], row["recurrence"], row["condition"])
    link = f"{HOME}/kehoach/document/{row['document']}?r={row['id']}#{row['id']}"
    return [
        row["quote"], (row["name"], link), real_date(row["issued"]), row["lead"], row["support"], real_date(when.start) or real_date(row["issued"]),
        real_date(when.end), told_recurrence(when, language), row["product"], NAMES[language][row["status"]], row["note"], row["proof"],
        row["sentence"], row["page"], row["path"], row["changed_on"], f"{row['document']}#{row['id']}",
    ]  # fmt: skip


def _target(line: Line) -> Cells:
    target = line.record
    assert isinstance(target, Target)
    return [
        target.indicator, target.op, target.value, target.value_max, target.unit, target.due, target.scope.place, target.scope.area,
        (line.name, line.link), real_date(line.issued), line.sentence, target.span.page, f"{line.document.id}#{target.id}",
    ]  # fmt: skip


def _deadline(line: Line, language: str) -> Cells:
    deadline = line.record
    assert isinstance(deadline, Deadline)
    return [
        deadline.quote, real_date(deadline.start), real_date(deadline.end), told_recurrence(deadline, language),
        (line.name, line.link), real_date(line.issued), line.sentence, deadline.span.page, f"{line.document.id}#{deadline.id}",
    ]  # fmt: skip


def _findings(kb: "KnowledgeBase", ids: set[str], language: str) -> list[Cells]:
    rows = []
    for finding in kb.check():
        if not any(e.document in ids for e in finding.evidence):
            continue
        first, second = [*finding.evidence, None, None][:2]
        message = finding.message_vi if language == "vi" else finding.message_en
        waived = f"{finding.waived.reason} ({finding.waived.by})" if finding.waived else None
        rows.append([
            LEVELS[language].get(finding.severity, finding.severity), message, first and first.path, first and first.quote,
            second and second.path, second and second.quote, waived, finding.id,
        ])  # fmt: skip
    return rows


def _documents(kb: "KnowledgeBase", ids: list[str]) -> list[Cells]:
    rows = []
    for document in map(kb.document, ids):
        meta, told = document.meta, document.identity
        symbol, issued = (told.symbol, told.issued) if told else (meta.symbol, meta.issued)
        rows.append([
            symbol or meta.symbol, meta.type, meta.issuer, real_date(issued or meta.issued), meta.title, meta.signer, document.source.path, document.id,
        ])  # fmt: skip
    return rows


def _sheet(book: Any, kind: str, title: str, columns: list[Column], rows: list[Cells], language: str) -> None:
    sheet = book.add_worksheet(title)
    formats = _formats(book)
    sheet.set_row(0, 32)
    for at, (name, width, _) in enumerate(columns):
        sheet.write_string(0, at, name, formats["head"])
        sheet.set_column(at, at, width)
    for number, cells in enumerate(rows, 1):
        sheet.set_row(number, _height(columns[1:], cells))
        for at, value in enumerate([number, *cells]):
            _write(sheet, number, at, value, columns[at][2], formats)
    last = max(len(rows), 1)
    if kind == "tasks":
        _follow_up(sheet, columns, last, formats, language)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.print_area(0, 0, last, _PRINTED[kind] - 1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _formats(book: Any) -> dict[str, Any]:
    plain = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#CCCCCC"}
    return {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DDE7F3", "border": 1}),
        "text": book.add_format(plain),
        "date": book.add_format({**plain, "num_format": "dd/mm/yyyy", "align": "left"}),
        "link": book.add_format({**plain, "font_color": "#0B57D0", "underline": 1}),
        "overdue": book.add_format({"bg_color": "#F9D6D2"}),
        "soon": book.add_format({"bg_color": "#FDEFC8"}),
    }  # fmt: skip


def _write(sheet: Any, row: int, at: int, value: Any, kind: str, formats: dict[str, Any]) -> None:
    if isinstance(value, tuple):
        sheet.write_url(row, at, value[1], formats["link"], value[0])
    elif isinstance(value, str):
        sheet.write_string(row, at, value[:_LONGEST_CELL], formats["text"])
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, formats["date"])
    elif value is not None:
        sheet.write_number(row, at, value, formats["text"])
    else:
        sheet.write_blank(row, at, None, formats["date" if kind == "date" else "text"])


def _height(columns: list[Column], cells: Cells) -> float:
    """Points for the longest cell of a row: not every program fits rows to wrapped text by itself."""
    lines = [
        sum(-(-len(part) // max(1, width - 2)) or 1 for part in value.split("\n"))
        for (_, width, _), value in zip(columns, cells, strict=True)
        if isinstance(value, str)
    ]
    return min(_TALLEST, 15.0 * max(lines, default=1))


def _follow_up(sheet: Any, columns: list[Column], last: int, formats: dict[str, Any], language: str) -> None:
    """A list of states to choose from; deadlines that have passed turn red, those of the next seven days yellow, until done."""
    state = next(at for at, column in enumerate(columns) if column[2] == "status")
    due = next(at for at, column in enumerate(columns) if column[0] in ("Hạn hoàn thành", "Deadline"))
    sheet.data_validation(
        1, state, last, state, {"validate": "list", "source": list(NAMES[language].values())}
    )
    day, told = f"${chr(65 + due)}2", f"${chr(65 + state)}2"
    open_ = ",".join([f'{day}<>""', *(f'{told}<>"{NAMES[language][code]}"' for code in CLOSED)])
    for name, condition in (("overdue", f"{day}<TODAY()"), ("soon", f"{day}<=TODAY()+7")):
        sheet.conditional_format(
            1,
            due,
            last,
            due,
            {"type": "formula", "criteria": f"=AND({open_},{condition})", "format": formats[name]},
        )
