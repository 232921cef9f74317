"""Small official documents of an invented province, whole with letterhead and closing, from blocks of text and tables."""

from itertools import groupby
from typing import NamedTuple

from kehoach.extraction import extract
from kehoach.linking import name
from kehoach.model import Document, SourceInfo
from kehoach.parsing import parse
from kehoach.reading import read_bytes, read_text
from kehoach.reading.flow import Piece, assemble

_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
_HEAD = f"ỦY BAN NHÂN DÂN\nTỈNH VĨNH GIANG\n\n{_STATE}\n\nSố: {{symbol}}\n\nVĩnh Giang, ngày 18 tháng 4 năm 2026\n\n"
_TAIL = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Mẫu\n"
GENRES = {
    "plan": ("118/KH-UBND", "KẾ HOẠCH\n\nNâng cao chất lượng sống trên địa bàn tỉnh Vĩnh Giang năm 2026\n\n"),
    "directive": ("07/CT-UBND", "CHỈ THỊ\n\nVề việc tăng cường bảo đảm an toàn trên địa bàn tỉnh Vĩnh Giang\n\n"),
    "programme": ("21/CTr-UBND", "CHƯƠNG TRÌNH\n\nPhát triển kinh tế biển tỉnh Vĩnh Giang\n\n"),
    "conclusion": ("55/TB-UBND", "THÔNG BÁO\n\nKết luận của Chủ tịch Ủy ban nhân dân tỉnh tại phiên họp tháng 4\n\n"),
    "letter": ("914/UBND-VX", "V/v tăng cường công tác phòng dịch\n\nKính gửi: Các sở, ban, ngành tỉnh.\n\n"),
    "report": ("66/BC-UBND", "BÁO CÁO\n\nKết quả công tác quý I năm 2026\n\n"),
    "charter": ("301/QĐ-UBND", "QUYẾT ĐỊNH\n\nBan hành Quy chế làm việc của Ban Chỉ đạo chuyển đổi số tỉnh Vĩnh Giang\n\n"),
    "scoring": ("19/HD-UBND", "HƯỚNG DẪN\n\nChấm điểm thi đua các cơ quan, đơn vị năm 2026\n\n"),
    "personnel": ("402/QĐ-UBND", "QUYẾT ĐỊNH\n\nVề việc bổ nhiệm công chức lãnh đạo\n\n"),
    "award": ("417/QĐ-UBND", "QUYẾT ĐỊNH\n\nVề việc tặng Bằng khen của Chủ tịch UBND tỉnh\n\n"),
}  # fmt: skip
Row = list[str]
Block = str | list[Row]  # a paragraph, or a table as rows of cells
NOTATIONS = ("cells", "pipes", "fenced", "bars")


class Made(NamedTuple):
    """A document before it is read: its genre, its blocks and how its tables are written."""

    genre: str
    blocks: list[Block]
    notation: str = "cells"

    def read(self) -> Document:
        """The document as the house reads it, without the model of names."""
        symbol, title = GENRES[self.genre]
        head, tail = _HEAD.format(symbol=symbol) + title, _TAIL
        tables = any(not isinstance(block, str) for block in self.blocks)
        if tables and self.notation == "cells":
            info = SourceInfo(path="", sha256="0" * 64, media_type="text/plain", obtained="text")
            return name(extract(parse(assemble(info, [*_lines(head), *self._pieces(), *_lines(tail)]))))
        text = head + "\n\n".join(self._written(block) for block in self.blocks) + tail
        source = read_bytes(text.encode(), ".md", "made.md") if tables else read_text(text)
        return name(extract(parse(source)))

    def shown(self) -> str:
        """Its body, to be looked at."""
        return "\n".join(b if isinstance(b, str) else "\n".join(map(" | ".join, b)) for b in self.blocks)

    def _written(self, block: Block) -> str:
        if isinstance(block, str):
            return block
        if self.notation == "bars":
            return "\n".join(" | ".join(row) for row in block)
        if self.notation == "fenced":
            return "|\n" + "\n|\n|\n".join("\n|\n".join(row) for row in block) + "\n|\n"
        lines = ["| " + " | ".join(row) + " |" for row in block]
        return "\n".join([lines[0], "|" + " --- |" * len(block[0]), *lines[1:]])

    def _pieces(self) -> list[Piece]:
        made: list[Piece] = []
        for number, block in enumerate(self.blocks):
            if isinstance(block, str):
                made.append(Piece(block))
            else:
                made += [
                    Piece(cell, table=number, row=r, col=c)
                    for r, row in enumerate(block)
                    for c, cell in enumerate(row)
                ]
        return made


def _lines(text: str) -> list[Piece]:
    return [Piece(line) for line, _ in groupby(text.split("\n")) if line]
