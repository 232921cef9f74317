"""A summary of one plan in Word, as a head of office would read it: targets, tasks by unit, deadlines, references, what disagrees."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from kehoach.exporting.rows import real_date, sentence, told_when, without_clock
from kehoach.model import Document, Target, Task

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

_WORDS = {
    "vi": {
        "summary": "TÓM TẮT", "symbol": "Số, ký hiệu", "issuer": "Cơ quan ban hành", "issued": "Ngày ban hành", "signer": "Người ký", "period": "Thời kỳ",
        "targets": "Chỉ tiêu", "tasks": "Nhiệm vụ theo cơ quan", "deadlines": "Thời hạn", "references": "Văn bản liên quan", "findings": "Điểm cần xem lại",
        "indicator": "Chỉ tiêu", "value": "Giá trị", "year": "Năm", "task": "Nội dung", "support": "Phối hợp", "when": "Thời hạn", "what": "Việc",
        "document": "Văn bản", "relation": "Quan hệ", "none": "Không có.", "no_lead": "Chưa ghi cơ quan chủ trì", "page": "trang", "here": "có trong kho",
    },
    "en": {
        "summary": "SUMMARY", "symbol": "Symbol", "issuer": "Issuer", "issued": "Date", "signer": "Signer", "period": "Period",
        "targets": "Targets", "tasks": "Tasks by unit", "deadlines": "Deadlines", "references": "Related documents", "findings": "To be looked at",
        "indicator": "Indicator", "value": "Value", "year": "Year", "task": "Task", "support": "Support", "when": "Deadline", "what": "What",
        "document": "Document", "relation": "Relation", "none": "None.", "no_lead": "No leading unit named", "page": "page", "here": "in the knowledge base",
    },
}  # fmt: skip
_RELATIONS_VI = {
    "basis": "căn cứ", "implements": "triển khai", "amends": "sửa đổi, bổ sung", "replaces": "thay thế", "repeals": "bãi bỏ", "corrects": "đính chính",
    "guides": "hướng dẫn", "reports_on": "báo cáo", "promulgated_with": "ban hành kèm theo", "attachment": "gửi kèm", "mentions": "nhắc đến",
}  # fmt: skip
_SIGNS = {
    ">=": "≥",
    "<=": "≤",
    "~": "khoảng",
    "increase": "tăng",
    "decrease": "giảm",
    "rank": "nhóm",
    "=": "",
}
_LONGEST, _LONGEST_PROPERTY = 260, 250


def write_docx(kb: "KnowledgeBase", ids: list[str], path: Path, language: str) -> None:
    """One document's summary, A4 across, in the font of Nghị định 30/2020/NĐ-CP."""
    document, words = kb.document(ids[0]), _WORDS[language]
    file = docx.Document()
    section = file.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    file.styles["Normal"].font.name, file.styles["Normal"].font.size = "Times New Roman", Pt(12)
    file.core_properties.title = (document.meta.title or document.id)[:_LONGEST_PROPERTY]
    file.core_properties.author = "kehoach"
    # The day of making is fixed, so that the same document gives the same file.
    file.core_properties.created = file.core_properties.modified = datetime(2000, 1, 1)
    _head(file, document, words)
    _targets(file, document, words)
    _tasks(file, document, words, language)
    _deadlines(file, document, words, language)
    _references(file, kb, document, words, language)
    _findings(file, kb, document, words, language)
    file.save(str(path))
    without_clock(path)


def _head(file: Any, document: Document, words: dict[str, str]) -> None:
    meta, told = document.meta, document.identity
    file.add_heading(f"{words['summary']}: {meta.title or document.id}", level=1)
    period = f"{meta.period.start} - {meta.period.end}" if meta.period else None
    facts = (
        ("symbol", meta.symbol or (told.symbol if told else None)), ("issuer", meta.issuer),
        ("issued", _shown_date((told.issued if told else None) or meta.issued)), ("signer", meta.signer), ("period", period),
    )  # fmt: skip
    paragraph = file.add_paragraph()
    for key, value in facts:
        if value:
            paragraph.add_run(f"{words[key]}: ").bold = True
            paragraph.add_run(f"{value}.  ")


def _shown_date(value: str | None) -> str | None:
    whole = real_date(value)
    return f"{whole:%d/%m/%Y}" if whole else "/".join(reversed(value.split("-"))) if value else None


def _targets(file: Any, document: Document, words: dict[str, str]) -> None:
    rows = [(t.indicator, _amount(t), t.due or "", _page(t.span.page, words)) for t in document.targets]
    _table(
        file,
        f"{words['targets']} ({len(rows)})",
        (words["indicator"], words["value"], words["year"], words["page"]),
        rows,
        (13, 6, 3, 2.5),
        words,
    )


def _amount(target: Target) -> str:
    number = _number(target.value) + (
        f" - {_number(target.value_max)}" if target.value_max is not None else ""
    )
    return " ".join(
        part
        for part in (
            _SIGNS.get(target.op, target.op if target.op != "range" else ""),
            number,
            target.unit or "",
        )
        if part
    )


def _number(value: float) -> str:
    whole, _, rest = f"{value:,.4f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", ".") + ("," + rest if rest else "")


def _tasks(file: Any, document: Document, words: dict[str, str], language: str) -> None:
    file.add_heading(f"{words['tasks']} ({len(document.tasks)})", level=2)
    by_unit: dict[str, list[Task]] = {}
    for task in document.tasks:
        for name in [u.name for u in task.lead] or [words["no_lead"]]:
            by_unit.setdefault(name, []).append(task)
    if not by_unit:
        file.add_paragraph(words["none"])
    for unit, tasks in by_unit.items():
        rows = [
            (
                _cut(sentence(document, t.span)),
                "; ".join(u.name for u in t.support),
                _when(t, language),
                _page(t.span.page, words),
            )
            for t in tasks
        ]
        _table(
            file,
            f"{unit} ({len(tasks)})",
            (words["task"], words["support"], words["when"], words["page"]),
            rows,
            (13, 6, 3.5, 2),
            words,
            level=3,
        )


def _when(task: Task, language: str) -> str:
    days = [_shown_date(v) for v in (task.deadline.start, task.deadline.end) if v and not v.startswith("--")]
    return "; ".join(
        part for part in (" - ".join(d for d in days if d), told_when(task.deadline, language)) if part
    )


def _deadlines(file: Any, document: Document, words: dict[str, str], language: str) -> None:
    rows = [
        (d.quote, _cut(sentence(document, d.span)), _page(d.span.page, words)) for d in document.deadlines
    ]
    _table(
        file,
        f"{words['deadlines']} ({len(rows)})",
        (words["when"], words["what"], words["page"]),
        rows,
        (6, 16, 2.5),
        words,
    )


def _references(
    file: Any, kb: "KnowledgeBase", document: Document, words: dict[str, str], language: str
) -> None:
    rows = [
        (
            c.quote,
            _RELATIONS_VI[c.relation] if language == "vi" else c.relation,
            words["here"] if c.resolved else "",
        )
        for c in document.citations
    ]
    rows += [
        (
            str(row["citing"]),
            "← " + (_RELATIONS_VI[row["relation"]] if language == "vi" else row["relation"]),
            words["here"],
        )
        for row in kb.cited_by(document.id)
    ]
    _table(
        file,
        f"{words['references']} ({len(rows)})",
        (words["document"], words["relation"], ""),
        rows,
        (16, 5, 3.5),
        words,
    )


def _findings(
    file: Any, kb: "KnowledgeBase", document: Document, words: dict[str, str], language: str
) -> None:
    found = [f for f in kb.check() if not f.waived and any(e.document == document.id for e in f.evidence)]
    rows = [
        (
            f.message_vi if language == "vi" else f.message_en,
            "\n".join(f"{e.path}: “{_cut(e.quote)}”" for e in f.evidence),
        )
        for f in found
    ]
    _table(
        file,
        f"{words['findings']} ({len(rows)})",
        (words["what"], words["document"]),
        rows,
        (10, 14.5),
        words,
    )


def _table(
    file: Any, title: str, heads: tuple[str, ...], rows: list[Any], widths: tuple[float, ...], words: dict[str, str], level: int = 2
) -> None:  # fmt: skip
    file.add_heading(title, level=level)
    if not rows:
        file.add_paragraph(words["none"])
        return
    table = file.add_table(rows=1, cols=len(heads))
    table.style = "Light Grid Accent 1"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    for column, width in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = Cm(width)


def _page(page: int | None, words: dict[str, str]) -> str:
    return str(page) if page else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
