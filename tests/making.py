"""Small documents for tests, made from their body."""

from kehoach.extraction import extract
from kehoach.linking import name
from kehoach.model import Document, Outline
from kehoach.parsing import parse
from kehoach.reading import read_bytes

HEAD = """ỦY BAN NHÂN DÂN
TỈNH VĨNH GIANG

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 118/KH-UBND

Vĩnh Giang, ngày 18 tháng 4 năm 2026

KẾ HOẠCH

{title}

{opening}

"""
TAIL = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Mẫu\n"
TITLE = "Xây dựng nơi đáng sống trên địa bàn tỉnh Vĩnh Giang giai đoạn 2026 - 2030"


def outline(body: str, title: str = TITLE, opening: str = "") -> Outline:
    """The outline of a plan with this body."""
    text = HEAD.format(title=title, opening=opening) + body + TAIL
    return parse(read_bytes(text.encode(), ".txt", "test.txt"))


def plan(body: str, title: str = TITLE, opening: str = "") -> Document:
    """The document of a plan with this body."""
    return name(extract(outline(body, title, opening)))
