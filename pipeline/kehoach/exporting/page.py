"""One self-contained HTML page to send by mail: documents, tasks, targets, deadlines, findings. No outside request."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from kehoach.exporting.rows import Line, lines
from kehoach.model import Deadline, Target, Task
from kehoach.wording import told_amount, told_day, told_when

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

_WORDS = {
    "vi": {
        "title": "Kho tri thức kế hoạch", "documents": "Văn bản", "tasks": "Nhiệm vụ", "targets": "Chỉ tiêu", "deadlines": "Thời hạn", "findings": "Phát hiện",
        "symbol": "Số, ký hiệu", "issuer": "Cơ quan ban hành", "issued": "Ngày", "name": "Trích yếu", "task": "Nội dung", "lead": "Chủ trì", "support": "Phối hợp",
        "when": "Thời hạn", "indicator": "Chỉ tiêu", "value": "Giá trị", "year": "Năm", "place": "Địa bàn", "quote": "Trích", "source": "Nguồn", "find": "Tìm trong trang",
        "error": "lỗi", "warning": "cảnh báo", "note": "ghi chú", "waived": "đã cho qua", "none": "Không có.",
    },
    "en": {
        "title": "Knowledge base of plans", "documents": "Documents", "tasks": "Tasks", "targets": "Targets", "deadlines": "Deadlines", "findings": "Findings",
        "symbol": "Symbol", "issuer": "Issuer", "issued": "Date", "name": "Title", "task": "Task", "lead": "Lead", "support": "Support",
        "when": "Deadline", "indicator": "Indicator", "value": "Value", "year": "Year", "place": "Place", "quote": "Quote", "source": "Source", "find": "Find in this page",
        "error": "error", "warning": "warning", "note": "note", "waived": "waived", "none": "None.",
    },
}  # fmt: skip


def write_html(kb: "KnowledgeBase", ids: list[str], path: Path, language: str) -> None:
    """The page; everything that comes from documents is escaped."""
    environment = Environment(
        loader=PackageLoader("kehoach.exporting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    kept = set(ids)
    tables = [
        (
            "tasks",
            ("task", "lead", "support", "when", "source"),
            [_task(line, language) for line in lines(kb, ids, "tasks")],
        ),
        (
            "targets",
            ("indicator", "value", "year", "place", "source"),
            [_target(line, language) for line in lines(kb, ids, "targets")],
        ),
        ("deadlines", ("when", "quote", "source"), [_deadline(line) for line in lines(kb, ids, "deadlines")]),
    ]
    page = environment.get_template("page.html").render(
        language=language,
        told_day=told_day,
        words=_WORDS[language],
        documents=[row for row in kb.query("documents") if row["id"] in kept],
        tables=tables,
        findings=[f for f in kb.check() if any(e.document in kept for e in f.evidence)],
    )
    path.write_text(page + "\n", "utf-8")


def _source(line: Line) -> str:
    page = f", tr. {line.record.span.page}" if line.record.span.page else ""
    return f"{line.name}{page}"


def _task(line: Line, language: str) -> tuple[Any, ...]:
    task = line.record
    assert isinstance(task, Task)
    lead, support = ("; ".join(u.name for u in units) for units in (task.lead, task.support))
    return line.sentence, lead, support, told_when(task.deadline, language), _source(line)


def _target(line: Line, language: str) -> tuple[Any, ...]:
    t = line.record
    assert isinstance(t, Target)
    return t.indicator, told_amount(t, language), told_day(t.due), t.scope.place or "", _source(line)


def _deadline(line: Line) -> tuple[Any, ...]:
    assert isinstance(line.record, Deadline)
    return line.record.quote, line.sentence, _source(line)
