"""Renders the corpus: readable sources to the forms in which offices send documents.

    python corpus/render.py                 # writes corpus/documents and corpus/scan anew
    python corpus/render.py --all FOLDER    # every document in every form, for comparisons

The same sources give the same bytes. Needs the development extra (python-docx, reportlab, pillow) and, for
PDF, a font with Vietnamese letters: Debian's package fonts-dejavu-core (Liberation has none).
"""

import argparse
import io
import re
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
FORMS = ("txt", "docx", "pdf", "unruled", "scan")
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
FONTS = (("/usr/share/fonts/truetype/dejavu/DejaVuSerif{}.ttf", "", "-Bold"),)


@dataclass
class Block:
    """A piece of the body. ``runs`` are (text, bold); ``rows`` hold the cells of a table."""

    kind: str
    runs: list[tuple[str, bool]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words without emphasis."""
        return "".join(text for text, _ in self.runs)


@dataclass
class Paper:
    """One source: the fields of its head and closing, and its body."""

    name: str
    head: dict[str, Any]
    body: list[Block]

    def above(self) -> list[str]:
        """The lines above the number on the left."""
        lines = [*str(self.head["above"]).split("|"), *str(self.head["issuer"]).split("|")]
        return [line for line in lines if line] + (["*"] if self.head["style"] == "party" else [])

    def motto(self) -> list[str]:
        """The lines on the right."""
        return ["ĐẢNG CỘNG SẢN VIỆT NAM"] if self.head["style"] == "party" else list(MOTTO)

    def addressed(self) -> list[str]:
        """ "Kính gửi" and its items."""
        items = self.head.get("addressed", [])
        return (
            ["Kính gửi:"] + [f"- {i}{';' if n < len(items) - 1 else '.'}" for n, i in enumerate(items)]
            if items
            else []
        )

    def recipients(self) -> list[str]:
        """ "Nơi nhận" and its items."""
        sign = "," if self.head["style"] == "party" else ";"
        return (
            ["Nơi nhận:"] + [f"- {r}{sign}" for r in self.head["recipients"]] + [f"- {self.head['archive']}."]
        )


def load(path: Path) -> Paper:
    """A source file."""
    _, head, body = path.read_text("utf-8").split("---\n", 2)
    return Paper(path.stem, yaml.safe_load(head), list(blocks(body)))


def blocks(body: str) -> Any:
    """The blocks of a body."""
    for chunk in re.split(r"\n\s*\n", body.strip()):
        lines = chunk.split("\n")
        if lines[0].startswith("|"):
            yield Block(
                "table", rows=[[c.strip() for c in line.strip().strip("|").split("|")] for line in lines]
            )
            continue
        for line in lines:
            yield block(line)


def block(line: str) -> Block:
    """The block of one line: a directive, a footnote, an item or a paragraph."""
    if line.startswith("@"):
        word, _, rest = line[1:].partition(" ")
        return Block(word, [(rest, True)])
    runs = [(part, index % 2 == 1) for index, part in enumerate(line.split("**")) if part]
    kind = (
        "footnote"
        if re.match(r"[¹²³]", line)
        else "item"
        if re.match(r"[-+] ", line)
        else "heading"
        if all(b for _, b in runs)
        else "text"
    )
    return Block(kind, runs)


# --- plain text -------------------------------------------------------------------------------


def to_txt(paper: Paper) -> bytes:
    """Plain text, a paragraph a line."""
    head = paper.head
    out = ["\n".join(paper.above()), "\n".join(paper.motto()), head["number"], head["place"]]
    if "subject" in head:
        out += [head["subject"], "\n".join(paper.addressed())]
    else:
        out += [head["type"], head["title"]]
    out += [head["authority"]] if "authority" in head else []
    closed = False
    for piece in paper.body:
        if piece.kind == "closing":
            out += _closing_text(paper)
            closed = True
        elif piece.kind == "table":
            out.append("\n".join("| " + " | ".join(row) + " |" for row in piece.rows))
        else:
            out.append(piece.text)
    out += [] if closed else _closing_text(paper)
    return ("\n\n".join(out) + "\n").encode()


def _closing_text(paper: Paper) -> list[str]:
    return ["\n".join(paper.recipients()), "\n".join(paper.head["sign"]), paper.head["signer"]]


# --- Word -------------------------------------------------------------------------------------


def to_docx(paper: Paper) -> bytes:
    """Word, with the letterhead and the closing in borderless tables as offices lay them out."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Cm, Pt

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    head = paper.head

    def add(text: str, bold: bool = False, centre: bool = False) -> Any:
        paragraph = document.add_paragraph()
        paragraph.add_run(text).bold = bold
        paragraph.alignment = ALIGN.CENTER if centre else ALIGN.JUSTIFY
        return paragraph

    def columns(left: list[str], right: list[str]) -> None:
        row = document.add_table(rows=1, cols=2).rows[0]
        for cell, lines in zip(row.cells, (left, right), strict=True):
            cell.paragraphs[0].text = lines[0] if lines else ""
            for line in lines[1:]:
                cell.add_paragraph(line)

    def closing() -> None:
        columns(paper.recipients(), [*head["sign"], "", "", head["signer"]])

    columns(
        [*paper.above(), head["number"], *([head["subject"]] if "subject" in head else [])],
        [*paper.motto(), head["place"]],
    )
    for line in paper.addressed() if "subject" in head else (head["type"], head["title"]):
        add(line, bold="subject" not in head, centre="subject" not in head)
    if "authority" in head:
        add(head["authority"], bold=True, centre=True)
    closed = False
    for piece in paper.body:
        if piece.kind == "closing":
            closing()
            closed = True
        elif piece.kind == "table":
            _docx_table(document, piece.rows)
        elif piece.kind in ("annex", "annextitle", "note"):
            add(piece.text, bold=piece.kind != "note", centre=True)
        else:
            paragraph = document.add_paragraph()
            paragraph.alignment = ALIGN.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Cm(1.27)
            for text, bold in piece.runs:
                paragraph.add_run(text).bold = bold
    if not closed:
        closing()
    return _still(document)


def _docx_table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for values in rows:
        cells = table.add_row().cells
        if sum(map(bool, values)) == 2 and values[0] and values[1]:
            cells[0].text = values[0]
            cells[1].merge(cells[-1]).text = values[1]
            continue
        for cell, value in zip(cells, values, strict=True):
            cell.text = value


def _still(document: Any) -> bytes:
    """The file with fixed times, so that the same source gives the same bytes."""
    from datetime import datetime

    moment = datetime(2026, 1, 1)
    document.core_properties.created = document.core_properties.modified = moment
    first = io.BytesIO()
    document.save(first)
    out = io.BytesIO()
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            target.writestr(
                zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


# --- PDF --------------------------------------------------------------------------------------


def to_pdf(paper: Paper, ruled: bool = True) -> bytes:
    """PDF as Word prints it: two-column letterhead, justified text with indents, page numbers at the top."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import cm
    from reportlab.platypus import SimpleDocTemplate

    regular, strong = _fonts()
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=3 * cm,
        rightMargin=1.6 * cm,
        topMargin=2 * cm,
        bottomMargin=2 * cm,
        invariant=1,
    )

    def number(canvas: Any, page: Any) -> None:
        canvas.setFont(regular, 12)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 1.2 * cm, str(page.page))

    document.build(_flow(paper, _styles(regular, strong), strong, ruled), onLaterPages=number)
    return out.getvalue()


def _styles(regular: str, strong: str) -> dict[str, Any]:
    """The styles of paragraphs by name."""
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm

    body = ParagraphStyle(
        "body",
        fontName=regular,
        fontSize=12,
        leading=19,
        alignment=TA_JUSTIFY,
        firstLineIndent=1.27 * cm,
        spaceAfter=6,
    )
    centred = ParagraphStyle("centred", parent=body, alignment=TA_CENTER, firstLineIndent=0, fontName=strong)
    plain = ParagraphStyle(
        "plain", parent=body, alignment=TA_LEFT, firstLineIndent=0, spaceAfter=0, leading=16
    )
    tight = ParagraphStyle("tight", parent=centred, leading=16, spaceAfter=0, fontSize=9.5)
    small = ParagraphStyle("small", parent=plain, fontSize=11, leading=14)
    light = ParagraphStyle("light", parent=tight, fontName=regular)
    cell = ParagraphStyle("cell", parent=plain, fontSize=10.5, leading=13)
    return {style.name: style for style in (body, centred, small, tight, light, cell)}


def _flow(paper: Paper, styles: dict[str, Any], strong: str, ruled: bool) -> list[Any]:
    """What stands on the pages, from the letterhead on."""
    from reportlab.platypus import Paragraph, Spacer

    flow: list[Any] = [_pdf_letterhead(paper, styles), Spacer(1, 12)]
    if "subject" in paper.head:
        flow += [Paragraph(line, styles["body"]) for line in paper.addressed()]
    else:
        flow += [Paragraph(paper.head[part], styles["centred"]) for part in ("type", "title")]
    flow += [Paragraph(paper.head["authority"], styles["centred"])] if "authority" in paper.head else []
    for piece in paper.body:
        if piece.kind == "closing":
            flow.append(_pdf_closing(paper, styles))
        elif piece.kind == "table":
            flow.append(_pdf_table(piece, styles, ruled))
        elif piece.kind in ("annex", "annextitle", "note"):
            flow.append(Paragraph(piece.text, styles["centred"]))
        else:
            marked = "".join(f'<font name="{strong}">{t}</font>' if bold else t for t, bold in piece.runs)
            flow.append(Paragraph(marked, styles["small" if piece.kind == "footnote" else "body"]))
    closed = any(piece.kind == "closing" for piece in paper.body)
    return flow if closed else [*flow, _pdf_closing(paper, styles)]


def _pdf_letterhead(paper: Paper, styles: dict[str, Any]) -> Any:
    from reportlab.lib.units import cm
    from reportlab.platypus import Paragraph

    tight, light = styles["tight"], styles["light"]
    left = [Paragraph(line, tight) for line in paper.above()] + [Paragraph(paper.head["number"], light)]
    left += [Paragraph(paper.head["subject"], light)] if "subject" in paper.head else []
    right = [Paragraph(line, tight) for line in paper.motto()] + [Paragraph(paper.head["place"], light)]
    return _side_by_side(left, right, 7 * cm, 9.4 * cm)


def _pdf_closing(paper: Paper, styles: dict[str, Any]) -> Any:
    from reportlab.lib.units import cm
    from reportlab.platypus import KeepTogether, Paragraph, Spacer

    tight = styles["tight"]
    right = [Paragraph(line, tight) for line in paper.head["sign"]]
    right += [Spacer(1, 40), Paragraph(paper.head["signer"], tight)]
    left = [Paragraph(line, styles["small"]) for line in paper.recipients()]
    return KeepTogether(_side_by_side(left, right, 8 * cm, 8.4 * cm))


def _side_by_side(left: list[Any], right: list[Any], *widths: float) -> Any:
    from reportlab.platypus import Table

    return Table([[left, right]], colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def to_unruled(paper: Paper) -> bytes:
    """PDF with the rules of its tables taken off."""
    return to_pdf(paper, ruled=False)


def _pdf_table(piece: Block, styles: dict[str, Any], ruled: bool) -> Any:
    from reportlab.lib import colors
    from reportlab.lib.units import cm
    from reportlab.platypus import Paragraph, Table

    rows = [[Paragraph(value, styles["cell"]) for value in row] for row in piece.rows]
    widths = [width * cm for width in (1.2, 5, 3.2, 3.2, 2.2, 2)][: len(rows[0])]
    style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    style += [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    return Table(rows, colWidths=widths, repeatRows=1, splitInRow=1, style=style)


def _fonts() -> tuple[str, str]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for pattern, regular, strong in FONTS:
        if Path(pattern.format(regular)).exists():
            pdfmetrics.registerFont(TTFont("Paper", pattern.format(regular)))
            pdfmetrics.registerFont(TTFont("Paper-Bold", pattern.format(strong)))
            return "Paper", "Paper-Bold"
    raise SystemExit("No font with Vietnamese letters: apt-get install fonts-dejavu-core")


def to_scan(paper: Paper) -> bytes:
    """The PDF's pages as pictures: a scan without a text layer, slightly turned."""
    import pypdfium2

    pages = []
    document = pypdfium2.PdfDocument(to_pdf(paper))
    for number in range(len(document)):
        image = document[number].render(scale=200 / 72).to_pil().convert("L")
        pages.append(image.rotate(0.3 if number % 2 else -0.3, fillcolor=255))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200, quality=60)
    return re.sub(rb"/(CreationDate|ModDate) \(D:\d+Z\)", rb"/\1 (D:20260101000000Z)", out.getvalue())


WRITERS = {"txt": to_txt, "docx": to_docx, "pdf": to_pdf, "unruled": to_unruled, "scan": to_scan}
SUFFIX = {"txt": ".txt", "docx": ".docx", "pdf": ".pdf", "unruled": ".pdf", "scan": ".pdf"}


def render(folder: Path, forms: tuple[str, ...] | None = None) -> list[Path]:
    """Writes each source in its own forms (documents/, scan/), or all in ``forms`` (one folder a form)."""
    written = []
    for source in sorted((HERE / "source").glob("*.md")):
        paper = load(source)
        for form in forms or paper.head["formats"]:
            place = folder / (form if forms else "scan" if form == "scan" else "documents")
            place.mkdir(parents=True, exist_ok=True)
            path = place / (paper.name + SUFFIX[form])
            path.write_bytes(WRITERS[form](paper))
            written.append(path)
    return written


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every document in every form")
    arguments = parser.parse_args()
    written = render(arguments.all, FORMS) if arguments.all else render(HERE)
    sys.stdout.write(f"{len(written)} files written\n")


if __name__ == "__main__":
    main()
