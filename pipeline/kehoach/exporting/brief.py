"""A summary of one plan in Word, as a head of office would read it: targets, tasks by unit, deadlines, references, what disagrees."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from kehoach.exporting.rows import sentence, without_clock
from kehoach.model import Document, Task
from kehoach.wording import RECURRENCE, told_amount, told_day, told_relation, told_when

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

_WORDS = {
    "vi": {
        "summary": "TÓM TẮT", "symbol": "Số, ký hiệu", "issuer": "Cơ quan ban hành", "issued": "Ngày ban hành", "signer": "Người ký", "period": "Thời kỳ",
        "targets": "Chỉ tiêu", "tasks": "Nhiệm vụ theo cơ quan", "deadlines": "Thời hạn", "references": "Văn bản liên quan", "findings": "Điểm cần xem lại",
        "indicator": "Chỉ tiêu", "value": "Giá trị", "year": "Năm", "task": "Nội dung", "support": "Phối hợp", "when": "Thời hạn", "what": "Việc",
        "document": "Văn bản", "relation": "Quan hệ", "none": "Không có.", "no_lead": "Chưa ghi cơ quan chủ trì", "page": "Trang", "here": "có trong kho",
    },
    "en": {
        "summary": "SUMMARY", "symbol": "Symbol", "issuer": "Issuer", "issued": "Date", "signer": "Signer", "period": "Period",
        "targets": "Targets", "tasks": "Tasks by unit", "deadlines": "Deadlines", "references": "Related documents", "findings": "To be looked at",
        "indicator": "Indicator", "value": "Value", "year": "Year", "task": "Task", "support": "Support", "when": "Deadline", "what": "What",
        "document": "Document", "relation": "Relation", "none": "None.", "no_lead": "No leading unit named", "page": "Page", "here": "in the knowledge base",
    },
}  # fmt: skip
_SHADE = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="E8EEF6"/>'
_LONGEST, _LONGEST_PROPERTY = 260, 250


def write_docx(kb: "KnowledgeBase", ids: list[str], path: Path, language: str) -> None:
    """One document's summary, A4 across, in the font of Nghị định 30/2020/NĐ-CP."""
    document, words = kb.document(ids[0]), _WORDS[language]
    file = docx.Document()
    section = file.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    _fonts(file)
    file.core_properties.title = (document.meta.title or document.id)[:_LONGEST_PROPERTY]
    file.core_properties.author = "kehoach"
    # The day of making is fixed, so that the same document gives the same file.
    file.core_properties.created = file.core_properties.modified = datetime(2000, 1, 1)
    _head(file, document, words)
    _targets(file, document, words, language)
    _tasks(file, document, words, language)
    _deadlines(file, document, words, language)
    _references(file, kb, document, words, language)
    _findings(file, kb, document, words, language)
    file.save(str(path))
    without_clock(path)


def _fonts(file: Any) -> None:
    for name, size in (("Normal", 12), ("Heading 1", 15), ("Heading 2", 13), ("Heading 3", 12)):
        style = file.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the name
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def _head(file: Any, document: Document, words: dict[str, str]) -> None:
    meta, told = document.meta, document.identity
    file.add_heading(f"{words['summary']}: {meta.title or document.id}", level=1)
    period = f"{meta.period.start} - {meta.period.end}" if meta.period else None
    facts = (
        ("symbol", meta.symbol or (told.symbol if told else None)), ("issuer", meta.issuer),
        ("issued", told_day((told.issued if told else None) or meta.issued)), ("signer", meta.signer), ("period", period),
    )  # fmt: skip
    paragraph = file.add_paragraph()
    for key, value in facts:
        if value:
            paragraph.add_run(f"{words[key]}: ").bold = True
            paragraph.add_run(f"{value}.  ")


def _targets(file: Any, document: Document, words: dict[str, str], language: str) -> None:
    rows = [
        (
            t.indicator,
            told_amount(t, language),
            told_day(t.due) if t.due != "yearly" else RECURRENCE[language]["yearly"],
            _page(t.span.page, words),
        )
        for t in document.targets
    ]
    _table(
        file,
        f"{words['targets']} ({len(rows)})",
        (words["indicator"], words["value"], words["year"], words["page"]),
        rows,
        (13, 6, 3, 2.5),
        words,
    )


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
                told_when(t.deadline, language),
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
            told_relation(c.relation, language),
            words["here"] if c.resolved else "",
        )
        for c in document.citations
    ]
    rows += [
        (
            str(row["citing"]),
            "← " + told_relation(row["relation"], language),
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
    table.style, table.autofit = "Table Grid", False
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
        cell._tc.get_or_add_tcPr().append(parse_xml(_SHADE))
    _repeat(table.rows[0])
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _repeat(row: Any) -> None:
    """The head of a table stands again on each page."""
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _page(page: int | None, words: dict[str, str]) -> str:
    return str(page) if page else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
