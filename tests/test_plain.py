"""Plain text as people have it: the shape of its lines changes no record."""

import textwrap
from collections import Counter
from pathlib import Path

import pytest

import kehoach
from kehoach.reading import read, read_bytes
from kehoach.reading.text.markup import pieces, stripped
from kehoach.reading.text.paragraphs import shape_of, undoubled
from kehoach.reading.torn import whole_words
from tests import parity
from tests.conftest import CORPUS

NAMES = ("06-ke-hoach-so-giao-duc.txt", "12-cong-van-don-doc.txt", "08-ke-hoach-xa-dong-may.docx")


def shaped(paragraphs: list[str], shape: str) -> str:
    """The paragraphs of a document as a text of one shape."""
    if shape == "copied":
        return "\n".join(paragraphs)
    if shape == "saved":  # from a page of the web: the first line of each paragraph is cut earlier
        cut = [textwrap.fill(p, 80, initial_indent=" " * 28, break_on_hyphens=False) for p in paragraphs]
        return "\n".join(one.lstrip() for one in cut)
    width = {"narrow": 72, "wide": 100, "parted": 80, "doubled": 90, "indented": 85}[shape]
    filled = [textwrap.fill(p, width, break_on_hyphens=False, break_long_words=False) for p in paragraphs]
    if shape == "parted":
        return "\n\n".join(filled)
    if shape == "doubled":
        return "\n\n".join("\n".join(filled).split("\n"))
    if shape == "indented":
        return "\n".join("    " + one for one in filled)
    return "\n".join(filled)


def told(text: str, path: Path) -> Counter[object]:
    path.write_text(text, encoding="utf-8")
    return Counter((kind, *record) for kind, record in parity._told(kehoach.process(path, names="rules")))


@pytest.mark.parametrize("shape", ["copied", "narrow", "wide", "parted", "doubled", "indented", "saved"])
def test_joining_splitting_and_wrapping_lines_change_no_record(shape: str, tmp_path: Path) -> None:
    common = all_ = 0
    for name in NAMES:
        source = read(CORPUS / name)
        paragraphs = [source.text[b.start : b.end] for b in source.blocks if b.table is None]
        plain = told("\n\n".join(paragraphs), tmp_path / "a.txt")
        made = told(shaped(paragraphs, shape), tmp_path / "b.txt")
        common, all_ = common + 2 * (plain & made).total(), all_ + plain.total() + made.total()
    assert common / all_ >= (1.0 if shape == "copied" else 0.95)


HEADED = "SỞ Y TẾ\nSố: 12/KH-SYT\n\nKẾ HOẠCH\nPhòng, chống dịch bệnh năm 2026\n\nI. NHIỆM VỤ\n\n"
BELOW = "\nCác cơ quan, đơn vị báo cáo kết quả thực hiện theo quy định.\n"
TABLES = {
    "spaces": """
STT   Nhiệm vụ                       Cơ quan chủ trì    Thời gian hoàn thành
1     Rà soát mạng lưới trạm y tế    Sở Y tế            Quý II/2026
      của các xã, phường
2     Xây dựng cơ sở dữ liệu         Công an tỉnh       Trước 15/11/2026
""",
    "tabs": """
STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian hoàn thành
1\tRà soát mạng lưới trạm y tế
của các xã, phường\tSở Y tế\tQuý II/2026
2\tXây dựng cơ sở dữ liệu\tCông an tỉnh\tTrước 15/11/2026
""",
}


@pytest.mark.parametrize("between", TABLES)
def test_columns_by_spaces_or_tabs_are_a_table(between: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HEADED + TABLES[between] + BELOW, "utf-8")
    made = kehoach.process(tmp_path / "a.txt", names="rules")
    told = [([u.name for u in t.lead], t.deadline and t.deadline.end) for t in made.tasks[:2]]
    assert told == [(["Sở Y tế"], "2026-06-30"), (["Công an tỉnh"], "2026-11-15")]
    assert made.text.endswith("theo quy định.") and "của các xã, phường" in made.text


def test_lines_with_tabs_that_are_no_table_stay() -> None:
    text = "\t\t- Sở Y tế báo cáo.\nĐiểm\t8\t9\n\nTrên đây là kế hoạch."
    assert [b.table for b in read_bytes(text.encode(), ".txt", "x.txt").blocks] == [None] * 3


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("S ở Y t ế", "Sở Y tế"),
        ("K Ế  H O Ạ C H", "KẾ HOẠCH"),
        ("Sở Cô ng Thư ơ ng chủ trì, phố i hợ p vớ i Sở Tài chí nh", "Sở Công Thương chủ trì, phối hợp với Sở Tài chính"),
        ("a) Sở Y tế; b) Sở Công Thương;", "a) Sở Y tế; b) Sở Công Thương;"),
        ("Tổ công tác gồm ông A, bà B và ông C", "Tổ công tác gồm ông A, bà B và ông C"),
        ("chỉ tiêu k và h của bảng trên được tính theo từng năm của cả giai đoạn này", "chỉ tiêu k và h của bảng trên được tính theo từng năm của cả giai đoạn này"),
    ],
)  # fmt: skip
def test_torn_syllables_are_put_together(torn: str, whole: str) -> None:
    assert " ".join(whole_words(torn.split())) == whole


def test_the_shape_of_a_text_is_told_by_its_lines() -> None:
    long = "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường tổ chức thực hiện kế hoạch này và báo cáo kết quả."
    copied = [f"{n}. {long[: 40 + 5 * n]}." for n in range(14)]
    wrapped = textwrap.wrap(" ".join([long] * 12), 80)
    assert not shape_of(copied).wrapped and shape_of(wrapped).wrapped
    assert undoubled([line for one in wrapped for line in (one, "")]) == wrapped


def test_first_lines_that_are_cut_earlier_go_on_with_a_capital() -> None:
    work = "hướng dẫn Sở Tài chính, Ban Quản lý dự án tỉnh Vĩnh Giang hoàn thiện hồ sơ nghiệm thu các công trình thủy lợi"
    units = ["Sở Xây dựng", "Công an tỉnh", "Sở Y tế", "Thanh tra tỉnh", "Sở Nội vụ", "Sở Công Thương"] * 4
    items = [f"{n}. {unit} tiếp tục chủ động phối hợp, {work}." for n, unit in enumerate(units, 1)]
    lines = [textwrap.fill(item, 80, initial_indent=" " * 28).lstrip() for item in items]
    made = [piece.text for piece in pieces("\n".join(lines).split("\n"))]
    assert any(line.split("\n")[1][:1].isupper() for line in lines) and made == items
    # a line into which more words would have gone opens a paragraph, though the line above is full
    full = ["Các trạm y tế xã, phường đã hoàn thành việc lập hồ sơ sức khỏe cho người dân."]
    opened = ["Trong thời gian tới, Sở Y tế tập trung thực hiện", "nghiêm các nhiệm vụ được giao."]
    made = [piece.text for piece in pieces("\n".join(lines + full + opened).split("\n"))]
    assert made == [*items, *full, " ".join(opened)]


def test_short_first_lines_of_items_go_on_behind_a_colon() -> None:
    works = ["Nâng cao hiệu quả", "Phòng ngừa, đấu tranh", "Ứng dụng khoa học", "Quản lý, giám sát"] * 4
    rest = "truyền thông, giáo dục pháp luật về phòng, chống ma túy cho học sinh, sinh viên và"
    lines = [
        line for n, work in enumerate(works) for line in (f"- Dự án {n}: {work}", rest, "người lao động.", "")
    ]
    lines += ["- Dự án 17 (Tiểu dự án thứ 2):", "Nâng cao hiệu quả truyền thông ở cơ sở."]
    blocks = read_bytes("\n".join(lines).encode(), ".md", "a.md").blocks
    assert len(blocks) == len(works) + 1


def test_a_text_of_many_short_lines_is_wrapped_where_lines_go_on_in_small_letters() -> None:
    cells = [f"| {n} | Sở Y tế |" for n in range(60)]
    work = "Các cơ quan, đơn vị căn cứ chức năng, nhiệm vụ được giao xây dựng kế hoạch của đơn vị mình và tổ chức thực hiện."
    wrapped = [line for _ in range(12) for line in textwrap.wrap(work, 60)]
    assert shape_of([*cells, *wrapped]).wrapped
    assert not shape_of([*cells, *[work] * 20]).wrapped


@pytest.mark.parametrize(
    ("short", "rest"),
    [
        ("*Căn cứ Luật Tổ chức", "Chính phủ ngày 18 tháng 02 năm 2025;*"),
        ("**Điều 1.** Chuyển Trường Đại học", "Công nghiệp Vĩnh Giang thành Đại học Công nghiệp."),
    ],
)
def test_emphasis_shows_that_a_short_line_is_no_heading(short: str, rest: str) -> None:
    full = "Theo đề nghị của Giám đốc Sở tại Tờ trình số 12/TTr-SNV ngày 03 tháng 11 năm 2025 về"
    lines = [line for _ in range(9) for line in (full, "việc chuyển đơn vị;")]
    texts = read_bytes("\n".join([*lines, short, rest]).encode(), ".md", "a.md")
    last = texts.blocks[-1]
    assert texts.text[last.start : last.end] == f"{short} {rest}".replace("*", "")


def test_a_number_line_that_came_apart_is_whole() -> None:
    source = read_bytes("SỞ Y TẾ\n\nSố:\n\n329\n\n/BC-SYT\n\nBáo cáo".encode(), ".txt", "x.txt")
    assert "Số: 329 /BC-SYT" in source.text


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        (r"1\. Mục đích", "1. Mục đích"),
        ("Sở Y tế &amp; Sở Tài chính", "Sở Y tế & Sở Tài chính"),
        ("[Quyết định số 12/QĐ-UBND](https://example.org/a?b=1)", "Quyết định số 12/QĐ-UBND"),
        ("[1] chú thích", "[1] chú thích"),
    ],
)
def test_signs_of_converters_are_taken_off(marked: str, plain: str) -> None:
    assert stripped(marked)[0] == plain


def test_a_number_broken_by_a_short_line_stays_whole() -> None:
    """As below, where the short line ends in a word that no sentence ends in and the next one begins with a figure."""
    full = "ngày 12 tháng 6 năm 2026 của Chính phủ quy định chi tiết một số điều của Luật Đất"
    lines = [
        line
        for n in range(18)
        for line in ("Căn cứ Nghị định số", f"{n + 10}/2026/NĐ-CP {full}", "đai và văn bản hướng dẫn;")
    ]
    blocks = read_bytes("\n".join(lines).encode(), ".md", "a.md").blocks
    assert len(blocks) == 18


def test_a_name_broken_by_a_short_line_stays_whole() -> None:
    """Saved pages whose paragraphs begin with a short line and go on in full ones."""
    full = "rà soát số liệu báo cáo của các xã, phường trên địa bàn tỉnh và các cơ quan, đơn vị"
    names = [
        ("Giao Giám đốc Sở", "Nội vụ"),
        ("Tham mưu Ủy ban nhân dân", "Thành phố"),
        ("Giao Giám đốc", "Sở Công Thương"),
    ]
    lines = [
        line
        for short, rest in names * 6
        for line in (f"- {short}", f"{rest} {full}", "liên quan theo đúng quy định.")
    ]
    blocks = read_bytes("\n".join(lines).encode(), ".md", "a.md").blocks
    assert len(blocks) == len(names) * 6


def test_a_compound_broken_at_its_dash_stays_whole() -> None:
    full = "Chỉ đạo phòng, ban chuyên môn phối hợp với các tổ chức chính trị"
    rest = "xã hội tại địa phương tuyên truyền đến từng hộ dân trong thôn;"
    lines = [line for n in range(9) for line in (f"{n + 1}. {full}", f"- {rest}", "- Báo cáo kết quả về Sở.")]
    texts = read_bytes("\n".join(lines).encode(), ".md", "a.md")
    assert [texts.text[b.start : b.end] for b in texts.blocks][:2] == [
        f"1. {full} - {rest}",
        "- Báo cáo kết quả về Sở.",
    ]


def test_a_dash_behind_a_full_line_goes_on_where_blank_lines_part_the_items() -> None:
    full = "Các Bộ, cơ quan liên quan và Tập đoàn Bưu chính, Tập đoàn Công nghiệp"
    rest = "Viễn thông Quân đội theo chức năng, nhiệm vụ được giao trao đổi, phối"
    lines = [
        line
        for n in range(9)
        for line in (f"{n + 1}. {full}", f"- {rest}", "hợp với Tỉnh.", "", "- Báo cáo Sở.", "")
    ]
    texts = read_bytes("\n".join(lines).encode(), ".md", "a.md")
    assert [texts.text[b.start : b.end] for b in texts.blocks][:2] == [
        f"1. {full} - {rest} hợp với Tỉnh.",
        "- Báo cáo Sở.",
    ]


@pytest.mark.parametrize("cut", ["Báo cáo Sở trước ngày", "Hoàn thành trong quý", "Sửa đổi Điều"])
def test_what_is_counted_stays_with_its_noun(cut: str) -> None:
    full = "2026 theo hướng dẫn của Sở và các quy định có liên quan đến công tác lưu trữ của"
    lines = [line for n in range(18) for line in (f"- {cut}", full, "xã, phường, đặc khu;")]
    assert len(read_bytes("\n".join(lines).encode(), ".md", "a.md").blocks) == 18
