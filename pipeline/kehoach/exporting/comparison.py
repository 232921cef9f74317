"""A comparison of two documents as a workbook or as a Word file."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach.errors import UsageError, needs
from kehoach.exporting.rows import called, without_clock
from kehoach.knowledge.compare import Comparison, Pair, Side
from kehoach.model import When
from kehoach.wording import told_values, told_when, told_year

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

VERDICTS = {
    "vi": {"left-out": "không nêu lại", "weaker": "thấp hơn", "stronger": "cao hơn", "later": "chậm hơn", "earlier": "sớm hơn", "other-unit": "giao cơ quan khác",
           "changed": "sửa đổi", "added": "thêm mới", "step": "bước đi trong kỳ", "same": "giữ nguyên"},
    "en": {"left-out": "left out", "weaker": "weaker", "stronger": "stronger", "later": "later", "earlier": "earlier", "other-unit": "another unit",
           "changed": "changed", "added": "added", "step": "step on the way", "same": "same"},
}  # fmt: skip
_WORDS = {
    "vi": {"title": "So sánh hai văn bản", "kind": "Loại", "targets": "chỉ tiêu", "tasks": "nhiệm vụ", "verdict": "Kết quả", "parent": "Văn bản trên", "child": "Văn bản dưới",
           "before": "Bản trước", "after": "Bản sau", "expected": "Phải nêu", "yes": "có", "no": ""},
    "en": {"title": "Two documents compared", "kind": "Kind", "targets": "target", "tasks": "task", "verdict": "Result", "parent": "Parent", "child": "Child",
           "before": "Before", "after": "After", "expected": "Expected", "yes": "yes", "no": ""},
}  # fmt: skip


def told_side(pair: Pair, side: Side | None, language: str) -> str:
    """What one side says, in a line: the value of a target, or who leads a task by when."""
    if side is None:
        return ""
    values = side.values
    if pair.kind == "targets":
        amount = told_values(values["op"], values["value"], values["value_max"], values["unit"], language)
        year = f" ({told_year(values['due'], language)})" if values["due"] else ""
        return f"{values['indicator']}: {amount}{year}"
    when = told_when(
        When(values["start"], values["end"], values["recurrence"], values["condition"]), language
    )
    return "; ".join(part for part in (values["lead"], when) if part)


def told_verdicts(pair: Pair, language: str) -> str:
    """What became of a record, in words."""
    return ", ".join(VERDICTS[language][verdict] for verdict in pair.verdicts)


def write_comparison(kb: "KnowledgeBase", made: Comparison, path: Path, language: str) -> Path:
    """Writes a comparison by the suffix of its file: .xlsx or .docx. Raises UsageError for another."""
    names = [called(kb.document(ident)) for ident in (made.parent, made.child)]
    writers = {".xlsx": _write_workbook, ".docx": _write_word}
    if path.suffix.lower() not in writers:
        raise UsageError(f"A comparison is not written as {path.suffix or path.name!r}.", "Name a file that ends in .xlsx or .docx.")  # fmt: skip
    with needs("export"):
        writers[path.suffix.lower()](made, names, path, language)
    without_clock(path)
    return path


def _heads(made: Comparison, names: list[str], language: str) -> list[str]:
    words = _WORDS[language]
    sides = ("before", "after") if made.versions else ("parent", "child")
    return [words["kind"], words["verdict"], *(f"{words[side]}: {name}" for side, name in zip(sides, names, strict=True)), words["expected"]]  # fmt: skip


def _cells(pair: Pair, language: str) -> list[str]:
    words = _WORDS[language]
    sides = []
    for side in (pair.parent, pair.child):
        told = told_side(pair, side, language)
        sides.append("\n".join(part for part in (told, side.sentence if side else "") if part))
    expected = words["yes" if pair.expected and pair.parent else "no"]
    return [words[pair.kind], told_verdicts(pair, language), *sides, expected]


def _write_workbook(made: Comparison, names: list[str], path: Path, language: str) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "kehoach", "created": datetime(2000, 1, 1)})
        sheet = book.add_worksheet(_WORDS[language]["title"])
        head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDE7F3", "border": 1})
        text = book.add_format({"valign": "top", "text_wrap": True, "border": 1, "border_color": "#CCCCCC"})
        for at, (name, width) in enumerate(zip(_heads(made, names, language), (10, 16, 70, 70, 10), strict=True)):  # fmt: skip
            sheet.write_string(0, at, name, head)
            sheet.set_column(at, at, width)
        for number, pair in enumerate(made.pairs, 1):
            cells = _cells(pair, language)
            sheet.set_row(number, min(400.0, 15.0 * max(2, *(len(cell) // 62 + 2 for cell in cells))))
            for at, value in enumerate(cells):
                sheet.write_string(number, at, value, text)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(1, len(made.pairs)), 4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


def _write_word(made: Comparison, names: list[str], path: Path, language: str) -> None:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    file: Any = docx.Document()
    section = file.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    file.styles["Normal"].font.name = "Times New Roman"
    file.core_properties.author = "kehoach"
    file.core_properties.created = file.core_properties.modified = datetime(2000, 1, 1)
    file.add_heading(_WORDS[language]["title"], level=1)
    counts = ", ".join(f"{VERDICTS[language][verdict]}: {count}" for verdict, count in made.counts.items())
    file.add_paragraph(counts)
    table = file.add_table(rows=1, cols=5)
    table.style = "Table Grid"
    for cell, name in zip(table.rows[0].cells, _heads(made, names, language), strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for pair in made.pairs:
        for cell, value in zip(table.add_row().cells, _cells(pair, language), strict=True):
            cell.text = value
    for column, width in zip(table.columns, (2, 3, 9, 9, 2), strict=True):
        for cell in column.cells:
            cell.width = Cm(width)
    file.save(str(path))
