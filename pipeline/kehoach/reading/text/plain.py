"""Plain text and Markdown-like text files."""

import codecs
import re

from kehoach.errors import ReadError
from kehoach.model import Source, SourceInfo
from kehoach.reading.flow import Piece, assemble
from kehoach.reading.legacy import decode_windows
from kehoach.reading.text.markup import pieces
from kehoach.reading.text.paragraphs import undoubled
from kehoach.reading.text.spaced import Spaced

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LONGEST_LINE = 1_000_000
_RULED = re.compile(r"[ \t*]*[-–—_=]{4,}[ \t*]*")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x0b")


def read_plain(data: bytes, info: SourceInfo) -> Source:
    """The source of a text file: UTF-8, UTF-16 or from before Unicode, pages parted by form feeds when there are any."""
    text = _NEWLINES.sub("\n", _decoded(data))
    if not text.strip():
        raise ReadError("The file is empty.", "Save the document again with its text.")
    if max(map(len, text.split("\n"))) > _LONGEST_LINE:
        raise ReadError(
            f"A line is longer than {_LONGEST_LINE:,} characters: this is no document.",
            "Check that the file is the text of a document, with its paragraphs on lines of their own.",
        )
    pages = text.split("\f")
    info.pages = len(pages) if len(pages) > 1 else None
    found: list[Piece] = []
    spaced = Spaced()
    for number, page in enumerate((spaced.written_out(_unruled(columns_apart(page))) for page in pages), 1):
        table = max((p.table for p in found if p.table is not None), default=-1) + 1
        found += pieces(undoubled(page), number if len(pages) > 1 else None, table)
    return assemble(info, found)


def _unruled(lines: list[str]) -> list[str]:
    """The lines without those of dashes, as below a title: the paragraph above one ends there."""
    return ["" if _RULED.fullmatch(line) else line for line in lines]


# --- letterheads and closings in two columns: with the layout of a page kept, or a tab between two cells -------------------

_WIDE = r"(?:[^\S\t]{3,}|[^\S\t]*\t\s*)"
_GAP = re.compile(rf"(?<=\S){_WIDE}(?=\S)")
_MOTTO = re.compile(rf"(?<=\S){_WIDE}(?:CỘNG H(?:ÒA|OÀ|OA) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM)")
_RECIPIENTS = re.compile(rf"\s*Nơi nhận\s*:?{_WIDE}\S")
_ENDS_HEAD = re.compile(
    r"\s*(?:Kính gửi|[A-ZĐ\s]*(?:KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ|CHƯƠNG TRÌNH|THÔNG BÁO|HƯỚNG DẪN|BÁO CÁO|KẾT LUẬN|PHƯƠNG ÁN|CÔNG ĐIỆN|TỜ TRÌNH|ĐỀ ÁN)\s*$)"
)
_ANNEX = re.compile(r"\s*(?:PHỤ LỤC|PHỤ BIỂU|BIỂU)")
_WIDEST = 300  # characters of a line on a page; a longer one is no row of two columns
_DEEPEST = 24  # lines of a letterhead or a closing


def columns_apart(page: str) -> list[str]:
    """The lines of a page; where letterhead or closing stand in two columns, the left one first, then the right one."""
    lines, out, at = page.split("\n"), list[str](), 0
    for opening in [number for number, line in enumerate(lines) if _opens_columns(line)]:
        if opening < at:
            continue
        end = _columns_end(lines, opening)
        middle = max(m.end() for m in _GAP.finditer(lines[opening]))
        left, right = zip(*(_parted(line, middle) for line in lines[opening:end]), strict=True)
        out += [*lines[at:opening], *left, "", *right, ""]
        at = end
    return [*out, *lines[at:]]


def _opens_columns(line: str) -> bool:
    """Whether two columns begin at a line: the national motto on the right, or recipients on the left."""
    if len(line) >= _WIDEST:
        return False
    if "CỘNG" in line and _MOTTO.search(line):
        return True
    return "Nơi nhận" in line and bool(_RECIPIENTS.match(line) and _GAP.search(line.strip()))


def _columns_end(lines: list[str], at: int) -> int:
    """The first line below two columns that begin at a line: a title, an annex, prose, or two blank lines of a closing."""
    for end in range(at + 1, min(len(lines), at + _DEEPEST)):
        line = lines[end]
        prose = len(line.strip()) > 75 and not _GAP.search(line.strip())
        if _ENDS_HEAD.match(line) or _ANNEX.match(line) or prose:
            return end
    return min(len(lines), at + _DEEPEST)


def _parted(line: str, middle: int) -> tuple[str, str]:
    """The parts of a line left and right of its tab, or of the gap nearest to the middle; a line without one is on one side."""
    if "\t" in line:
        left, _, right = line.partition("\t")
        return left.rstrip(), right.strip()
    gaps = [m for m in _GAP.finditer(line) if abs(m.end() - middle) <= middle // 2]
    if gaps:
        gap = min(gaps, key=lambda m: abs(m.end() - middle))
        return line[: gap.start()], line[gap.end() :]
    indent = len(line) - len(line.lstrip())
    return (line, "") if indent < middle // 2 else ("", line.strip())


def _decoded(data: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        text = decode_windows(data)
        if text is not None:
            return text
        raise ReadError(
            f"The text is neither {encoding.upper().removesuffix('-SIG')} (byte {error.start}) nor Windows-1258, TCVN3 or VNI.",
            "Open it in an editor and save it as UTF-8.",
        ) from error
