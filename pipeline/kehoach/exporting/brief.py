"""A brief on one plan in Word, in the form of Nghị định 30/2020/NĐ-CP (phụ lục I): letterhead, number and place, title, sections, signature block.

It tells targets, tasks by unit, deadlines, references, and what disagrees; what only the office knows (its name, number, day, signer)
is taken from ``kehoach.toml`` or left to be filled in.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from kehoach import config
from kehoach.exporting.rows import called, sentence, without_clock
from kehoach.model import Document, Task
from kehoach.wording import RECURRENCE, told_amount, told_day, told_relation, told_type, told_when

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

_WORDS: dict[str, dict[str, Any]] = {
    "vi": {
        "summary": "TÓM TẮT", "report": "BÁO CÁO", "about": "Tóm tắt", "superior": "TÊN CƠ QUAN CHỦ QUẢN", "body": "TÊN CƠ QUAN", "number": "Số:        /BC-……", "place": "……………",
        "day": "ngày      tháng      năm 20……", "to": "Nơi nhận:", "copies": ["- Lãnh đạo cơ quan (để báo cáo);", "- Lưu: VT."], "signer_role": "THỦ TRƯỞNG CƠ QUAN", "sign": "(Chữ ký, dấu)", "signer_name": "Họ và tên",
        "symbol": "Số, ký hiệu", "issuer": "Cơ quan ban hành", "issued": "Ngày ban hành", "signer": "Người ký", "period": "Thời kỳ",
        "targets": "Chỉ tiêu", "tasks": "Nhiệm vụ theo cơ quan", "deadlines": "Thời hạn", "references": "Văn bản liên quan", "findings": "Điểm cần xem lại",
        "indicator": "Chỉ tiêu", "value": "Giá trị", "year": "Năm", "task": "Nội dung", "support": "Phối hợp", "when": "Thời hạn", "what": "Việc",
        "document": "Văn bản", "relation": "Quan hệ", "none": "Không có.", "no_lead": "Chưa ghi cơ quan chủ trì", "page": "Trang", "here": "có trong kho",
    },
    "en": {
        "summary": "SUMMARY", "report": "BÁO CÁO", "about": "Summary of", "superior": "TÊN CƠ QUAN CHỦ QUẢN", "body": "TÊN CƠ QUAN", "number": "Số:        /BC-……", "place": "……………",
        "day": "ngày      tháng      năm 20……", "to": "Nơi nhận:", "copies": ["- Lãnh đạo cơ quan (để báo cáo);", "- Lưu: VT."], "signer_role": "THỦ TRƯỞNG CƠ QUAN", "sign": "(Chữ ký, dấu)", "signer_name": "Họ và tên",
        "symbol": "Symbol", "issuer": "Issuer", "issued": "Date", "signer": "Signer", "period": "Period",
        "targets": "Targets", "tasks": "Tasks by unit", "deadlines": "Deadlines", "references": "Related documents", "findings": "To be looked at",
        "indicator": "Indicator", "value": "Value", "year": "Year", "task": "Task", "support": "Support", "when": "Deadline", "what": "What",
        "document": "Document", "relation": "Relation", "none": "None.", "no_lead": "No leading unit named", "page": "Page", "here": "in the knowledge base",
    },
}  # fmt: skip
_SHADE = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="E8EEF6"/>'
_LONGEST, _LONGEST_PROPERTY = 260, 250
_SECTION, _ROMAN = 2, ("I", "II", "III", "IV", "V", "VI")


def write_docx(kb: "KnowledgeBase", ids: list[str], path: Path, language: str) -> None:
    """One document's brief: A4 upright, margins 20, 20, 30 and 15 mm, Times New Roman 13, pages numbered above from the second on."""
    document, words = kb.document(ids[0]), _WORDS[language]
    file = docx.Document()
    _page_form(file.sections[0])
    _fonts(file)
    file.core_properties.title = (document.meta.title or document.id)[:_LONGEST_PROPERTY]
    file.core_properties.author = "kehoach"
    # The day of making is fixed, so that the same document gives the same file.
    file.core_properties.created = file.core_properties.modified = datetime(2000, 1, 1)
    office = config.brief()
    _letterhead(file, words, office)
    _head(file, document, words, language)
    _targets(file, document, words, language)
    _tasks(file, document, words, language)
    _deadlines(file, document, words, language)
    _references(file, kb, document, words, language)
    _findings(file, kb, document, words, language)
    _closing(file, words, office)
    file.save(str(path))
    without_clock(path)


def _fonts(file: Any) -> None:
    for name, size in (("Normal", 13), ("Heading 1", 14), ("Heading 2", 13), ("Heading 3", 13)):
        style = file.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the name
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def _page_form(section: Any) -> None:
    """The sheet and the number above each page but the first."""
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.header_distance = Cm(1)
    section.different_first_page_header_footer = True
    above = section.header.paragraphs[0]
    above.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in (
        f'<w:fldChar {nsdecls("w")} w:fldCharType="begin"/>',
        f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>',
        f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>',
    ):
        above.add_run()._r.append(parse_xml(piece))


def _letterhead(file: Any, words: dict[str, Any], office: dict[str, str]) -> None:
    """The issuing body on the left, the state's name and motto on the right, each with its line; number, place and day below."""
    table = _bare_table(file, (6.5, 10))
    left, right = table.rows[0].cells
    _line(left, office.get("superior", words["superior"]).upper(), size=13)
    _line(left, office.get("body", words["body"]).upper(), size=13, bold=True, rule=2.2)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12.5, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", size=13.5, bold=True, rule=5.6)
    left, right = table.add_row().cells
    _line(left, office.get("number", words["number"]), size=13)
    _line(right, f"{office.get('place', words['place'])}, {words['day']}", size=13, italic=True)


def _bare_table(file: Any, widths: tuple[float, ...]) -> Any:
    table = file.add_table(rows=1, cols=len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    return table


def _line(
    cell: Any, text: str, size: float, bold: bool = False, italic: bool = False, rule: float | None = None, left: bool = False
) -> None:  # fmt: skip
    """A centred line of a cell; ``rule`` is the length in cm of a line drawn below its middle."""
    first = cell.paragraphs[0]
    paragraph = first if not first.text and not first.runs else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if rule is not None:
        _rule_below(cell, rule)


def _rule_below(cell: Any, length: float) -> None:
    """A paragraph without words whose upper edge is the line; its margins leave the middle."""
    paragraph = cell.add_paragraph()
    form = paragraph.paragraph_format
    side = (cell.width.cm - 0.4 - length) / 2
    form.left_indent = form.right_indent = Cm(max(0.0, side))
    form.space_after, form.line_spacing = Pt(4), Pt(4)
    edge = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(edge))


def _head(file: Any, document: Document, words: dict[str, Any], language: str) -> None:
    """The kind of paper and what it is about; then what plan it tells of."""
    meta, told = document.meta, document.identity
    symbol = meta.symbol or (told.symbol if told else None)
    kind = told_type(meta.type) if language == "vi" and symbol else None
    named = " ".join(p for p in (kind.lower() if kind else None, "số" if kind else None, symbol) if p)
    about = meta.title or ("" if symbol else document.id)
    title = f"{words['about']} {named}{': ' if named and about else ''}{about}"
    for text, before in ((words["report"], 14), (title, 0)):
        paragraph = file.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(2)
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(14)
    period = f"{meta.period.start} - {meta.period.end}" if meta.period else None
    facts = (
        ("symbol", symbol), ("issuer", meta.issuer), ("issued", told_day((told.issued if told else None) or meta.issued)),
        ("signer", meta.signer), ("period", period),
    )  # fmt: skip
    told_facts = "; ".join(f"{words[key].lower()}: {value}" for key, value in facts if value)
    opening = file.add_paragraph(f"{words['summary'].capitalize()}: {told_facts}.")
    opening.paragraph_format.first_line_indent, opening.paragraph_format.space_before = Cm(1), Pt(8)
    opening.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _closing(file: Any, words: dict[str, Any], office: dict[str, str]) -> None:
    """Whom it goes to on the left, who signs on the right."""
    file.add_paragraph()
    left, right = _bare_table(file, (8, 8.5)).rows[0].cells
    run = left.paragraphs[0].add_run(words["to"])
    run.bold = run.italic = True
    run.font.size = Pt(12)
    left.paragraphs[0].paragraph_format.space_after = Pt(0)
    for copy in words["copies"]:
        _line(left, copy, size=11, left=True)
    _line(right, office.get("signer_role", words["signer_role"]).upper(), size=13, bold=True)
    _line(right, words["sign"], size=12, italic=True)
    for _ in range(3):
        _line(right, " ", size=13)
    _line(right, office.get("signer", words["signer_name"]), size=13, bold=True)


def _targets(file: Any, document: Document, words: dict[str, Any], language: str) -> None:
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
        (8, 4.3, 2.3, 1.9),
        words,
    )


def _tasks(file: Any, document: Document, words: dict[str, Any], language: str) -> None:
    file.add_heading(_numbered(file, f"{words['tasks']} ({len(document.tasks)})"), level=_SECTION)
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
            (7.7, 4.2, 2.7, 1.9),
            words,
            level=3,
        )


def _deadlines(file: Any, document: Document, words: dict[str, Any], language: str) -> None:
    rows = [
        (d.quote, _cut(sentence(document, d.span)), _page(d.span.page, words)) for d in document.deadlines
    ]
    _table(
        file,
        f"{words['deadlines']} ({len(rows)})",
        (words["when"], words["what"], words["page"]),
        rows,
        (4, 10.6, 1.9),
        words,
    )


def _references(
    file: Any, kb: "KnowledgeBase", document: Document, words: dict[str, Any], language: str
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
            called(kb.document(str(row["document"]))),
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
        (10.5, 3.2, 2.8),
        words,
    )


def _findings(
    file: Any, kb: "KnowledgeBase", document: Document, words: dict[str, Any], language: str
) -> None:
    found = [f for f in kb.check() if not f.waived and any(e.document == document.id for e in f.evidence)]
    names = {ident: called(kb.document(ident)) for ident in {e.document for f in found for e in f.evidence}}
    rows = [
        (
            f.message_vi if language == "vi" else f.message_en,
            "\n".join(
                f"{names[e.document]}: “{_cut(e.quote)}”" if e.quote else names[e.document]
                for e in f.evidence
            ),
        )
        for f in found
    ]
    _table(
        file,
        f"{words['findings']} ({len(rows)})",
        (words["what"], words["document"]),
        rows,
        (7, 9.5),
        words,
    )


def _table(
    file: Any, title: str, heads: tuple[str, ...], rows: list[Any], widths: tuple[float, ...], words: dict[str, Any], level: int = _SECTION
) -> None:  # fmt: skip
    file.add_heading(_numbered(file, title) if level == _SECTION else title, level=level)
    if not rows:
        file.add_paragraph(words["none"])
        return
    heads, rows, widths = _without_blanks(heads, rows, widths)
    table = file.add_table(rows=1, cols=len(heads))
    table.style, table.autofit = "Table Grid", False
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
        cell._tc.get_or_add_tcPr().append(parse_xml(_SHADE))
    _repeat(table.rows[0])
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)
                for run in paragraph.runs:
                    run.font.size = Pt(11.5)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _without_blanks(
    heads: tuple[str, ...], rows: list[Any], widths: tuple[float, ...]
) -> tuple[tuple[str, ...], list[Any], tuple[float, ...]]:
    """A table without the columns in which nothing stands; the first takes their room."""
    kept = [n for n in range(len(heads)) if n == 0 or any(row[n] for row in rows)]
    room = sum(widths) - sum(widths[n] for n in kept)
    wide = tuple(widths[n] + (room if n == 0 else 0) for n in kept)
    return tuple(heads[n] for n in kept), [tuple(row[n] for n in kept) for row in rows], wide


def _numbered(file: Any, title: str) -> str:
    """A section's title in capitals after its Roman number."""
    count = sum(paragraph.style.name == f"Heading {_SECTION}" for paragraph in file.paragraphs)
    return f"{_ROMAN[count]}. {title.upper()}"


def _repeat(row: Any) -> None:
    """The head of a table stands again on each page."""
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _page(page: int | None, words: dict[str, Any]) -> str:
    return str(page) if page else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
