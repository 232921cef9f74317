"""Duties by construction: order x bodies x role x partners x time x label x nesting x layout, as whole small documents.

``python -m tests.grammar.duties [VALUE]`` runs all of them and prints how many are right along each dimension; with the
value of a dimension ("tail do", "shared head") it prints the wrong ones of that value too.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from kehoach.text import fold
from tests.grammar.documents import NOTATIONS, Block, Made

_START = 20  # characters of a quote that are compared
_SHOWN = 12  # wrong cases that are printed


class Duty(NamedTuple):
    """A task that must be found: how its quote begins, who leads, who supports, and its deadline's end or recurrence."""

    start: str
    lead: list[str]
    support: Sequence[str] = ()
    due: str | None = None


class Case(NamedTuple):
    """A document, its tasks in order, and what it is along each dimension."""

    made: Made
    expected: list[Duty]
    dimensions: dict[str, str]


# --- parts --------------------------------------------------------------------------------------

Named = tuple[str, list[str]]  # bodies as printed within a sentence, and their names
BODIES: dict[str, list[Named]] = {
    "registered": [(n, [n]) for n in ("Sở Y tế", "Công an tỉnh", "Sở Văn hóa, Thể thao và Du lịch", "Thanh tra tỉnh", "Sở Xây dựng",
                   "Bộ Chỉ huy Quân sự tỉnh", "Văn phòng UBND tỉnh", "Hội Nông dân tỉnh", "Bảo hiểm xã hội tỉnh")],
    "unregistered": [(n, [n]) for n in ("Ban Quản lý Khu du lịch Suối Tre", "Trung tâm Điều hành thông minh", "Bệnh viện Đa khoa Bình Minh", "Viện Quy hoạch Vĩnh Giang",
                     "Công ty Cổ phần Nước sạch Vĩnh Giang", "Trường Trung cấp nghề Hoa Đông", "Hợp tác xã Rau sạch Đồng Tâm", "Chi cục Kiểm lâm vùng III")],
    "office": [(n, [n]) for n in ("Giám đốc Sở Y tế", "Chủ tịch UBND các xã, phường", "Chánh Văn phòng UBND tỉnh", "Thủ trưởng các cơ quan, đơn vị", "Trưởng Công an xã",
               "Người đứng đầu cấp ủy", "Hiệu trưởng các trường học", "Trưởng phòng Kinh tế")],
    "two, và": [("Sở Nội vụ và Sở Y tế", ["Sở Nội vụ", "Sở Y tế"]), ("Công an tỉnh và Ban Quản lý Khu du lịch Suối Tre", ["Công an tỉnh", "Ban Quản lý Khu du lịch Suối Tre"])],
    "two, comma": [("Sở Nội vụ, Thanh tra tỉnh", ["Sở Nội vụ", "Thanh tra tỉnh"]), ("Sở Xây dựng, Công ty Cổ phần Nước sạch Vĩnh Giang", ["Sở Xây dựng", "Công ty Cổ phần Nước sạch Vĩnh Giang"])],
    "semicolons": [("Sở Nội vụ; Sở Khoa học và Công nghệ; Công an tỉnh", ["Sở Nội vụ", "Sở Khoa học và Công nghệ", "Công an tỉnh"])],
    "long list": [("Sở Y tế, Sở Nội vụ, Sở Nông nghiệp và Môi trường, Sở Xây dựng, Công an tỉnh và Thanh tra tỉnh",
                   ["Sở Y tế", "Sở Nội vụ", "Sở Nông nghiệp và Môi trường", "Sở Xây dựng", "Công an tỉnh", "Thanh tra tỉnh"])],
    "shared head": [("các Sở: Nội vụ, Y tế và Xây dựng", ["Sở Nội vụ", "Sở Y tế", "Sở Xây dựng"]), ("các Sở Y tế, Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
                    ("các Sở: Nội vụ, Nông nghiệp và Môi trường", ["Sở Nội vụ", "Sở Nông nghiệp và Môi trường"]), ("Giám đốc các Sở: Y tế, Xây dựng", ["Giám đốc Sở Y tế", "Giám đốc Sở Xây dựng"]),
                    ("các Bộ: Công an, Quốc phòng", ["Bộ Công an", "Bộ Quốc phòng"])],
    "shared head, semicolons": [("các Bộ, cơ quan ngang bộ: Tài chính; Khoa học và Công nghệ; Xây dựng", ["Bộ Tài chính", "Bộ Khoa học và Công nghệ", "Bộ Xây dựng"])],
    "places": [("UBND thành phố Hoa Đông, tỉnh Vĩnh Giang", ["UBND thành phố Hoa Đông", "UBND tỉnh Vĩnh Giang"]),
               ("Công an phường Hoa Lộc, phường Tân Bình và xã Suối Tre", ["Công an phường Hoa Lộc", "Công an phường Tân Bình", "Công an xã Suối Tre"])],
    "offices in a row": [("Bộ trưởng, Thủ trưởng cơ quan ngang Bộ, cơ quan thuộc Chính phủ, Chủ tịch UBND các tỉnh, thành phố",
                          ["Bộ trưởng", "Thủ trưởng cơ quan ngang Bộ, cơ quan thuộc Chính phủ", "Chủ tịch UBND các tỉnh, thành phố"]),
                         ("Chủ tịch Hội đồng thành viên, Tổng giám đốc các Tập đoàn, Tổng công ty", ["Chủ tịch Hội đồng thành viên", "Tổng giám đốc các Tập đoàn, Tổng công ty"])],
    "office and post": [(n, [n]) for n in ("Đồng chí Trưởng Ban Xây dựng Đảng - Trưởng Tiểu ban", "Phó Giám đốc Sở Y tế - Phó Trưởng tiểu ban")],
    "stock group": [(n, [n]) for n in ("các sở, ban, ngành", "UBND các xã, phường", "các cơ quan, đơn vị liên quan", "các cơ quan, đơn vị", "các doanh nghiệp trên địa bàn", "các tổ chức chính trị - xã hội",
                    "các trường học", "Ủy ban nhân dân cấp xã")],
    "mixed": [("Sở Y tế, các sở, ngành liên quan và UBND các xã, phường", ["Sở Y tế", "các sở, ngành liên quan", "UBND các xã, phường"]),
              ("các sở, ban, ngành, địa phương", ["các sở, ban, ngành", "địa phương"]), ("các sở, ban, ngành và UBND các xã, phường", ["các sở, ban, ngành", "UBND các xã, phường"])],
    "unknown": [(n, [n]) for n in ("Petrolimex Vĩnh Giang", "Nghiệp đoàn Nghề cá", "Tòa soạn Vĩnh Giang cuối tuần")],
}  # fmt: skip
PARTNERS: dict[str, list[Named]] = {
    "one": [("Sở Tư pháp", ["Sở Tư pháp"]), ("Ban Quản lý Khu kinh tế Cửa Sông", ["Ban Quản lý Khu kinh tế Cửa Sông"])],
    "list": [("Sở Tư pháp, Sở Công Thương", ["Sở Tư pháp", "Sở Công Thương"]), ("Sở Giáo dục và Đào tạo và Hội Liên hiệp Phụ nữ tỉnh", ["Sở Giáo dục và Đào tạo", "Hội Liên hiệp Phụ nữ tỉnh"])],
    "shared": [("các Sở: Công Thương, Tư pháp", ["Sở Công Thương", "Sở Tư pháp"])],
    "group": [("các sở, ngành liên quan", ["các sở, ngành liên quan"]), ("các cơ quan, đơn vị có liên quan", ["các cơ quan, đơn vị có liên quan"])],
    "mixed": [("Sở Tư pháp và các cơ quan liên quan", ["Sở Tư pháp", "các cơ quan liên quan"])],
}  # fmt: skip
WORKS = (
    "xây dựng quy trình kiểm tra an toàn thực phẩm", "rà soát danh mục dịch vụ công trực tuyến", "niêm yết giá bán thuốc tại nơi dễ thấy", "bố trí nhân lực trực chữa cháy", "phát động phong trào trồng cây",
    "tuyên truyền về quyền lợi của người bệnh", "thẩm định hồ sơ thiết kế cầu treo", "nạo vét kênh tiêu thoát nước", "tham mưu ban hành bảng giá đất", "cấp phát vật tư phòng dịch", "đo đạc lại ranh giới rừng",
    "tập huấn kỹ năng số cho người cao tuổi", "kiểm định thang máy tại chung cư", "vận động người dân phân loại rác", "lắp đặt trạm quan trắc nước mặt", "số hóa hồ sơ hộ tịch", "tổng hợp nhu cầu sửa chữa kho lạnh",
)  # fmt: skip
DUE: dict[str, list[tuple[str, str]]] = {
    "day": [("trước ngày 30/9/2026", "2026-09-30"), ("chậm nhất ngày 15 tháng 6 năm 2026", "2026-06-15")], "month": [("trong tháng 8/2026", "2026-08-31")],
    "quarter": [("trong quý III/2026", "2026-09-30")], "yearly day": [("trước ngày 30/11 hằng năm", "--11-30")],
}  # fmt: skip
ORDERS = (
    "",
    "giao",
    "đề nghị",
    "yêu cầu",
    "phân công",
    "giao nhiệm vụ cho",
    "kính đề nghị",
    "UBND tỉnh giao",
    "Chủ tịch UBND tỉnh yêu cầu",
    "UBND tỉnh đề nghị",
    "khuyến khích",
    "giao trách nhiệm cho",
)
ROLES = {
    "verb": "{} ", "chủ trì": "{} chủ trì ", "chủ trì + partners": "{} chủ trì, phối hợp với {} ", "partners": "{} phối hợp với {} ", "có trách nhiệm": "{} có trách nhiệm ", "adverb": "{} khẩn trương ",
    "chịu trách nhiệm": "{} chịu trách nhiệm ", "function": "{} theo chức năng, nhiệm vụ được giao ", "centre": "{} là cơ quan đầu mối, phối hợp với {} ", "colon": "{}: ",
    "trách nhiệm chủ trì": "{} có trách nhiệm chủ trì, phối hợp chặt chẽ với {} ", "lead and": "{} chủ trì và phối hợp với {} ", "number": "{} tiếp tục ",
}  # fmt: skip
LABELS = {
    "1.": "{n}. ",
    "a)": "{a}) ",
    "-": "- ",
    "+": "+ ",
    "none": "",
    "(1)": "({n}) ",
    "*": "* ",
    "1.1.": "1.{n}. ",
    "(i)": "({i}) ",
}
GENRES = ("plan", "directive", "letter", "programme", "conclusion")
STRONG = (
    "chủ trì",
    "chủ trì + partners",
    "có trách nhiệm",
    "chịu trách nhiệm",
    "trách nhiệm chủ trì",
    "lead and",
)


def label(kind: str, number: int) -> str:
    """The label of an item, counted from 1."""
    return LABELS[kind].format(
        n=number, a="abcdđegh"[number - 1], i=("i", "ii", "iii", "iv", "v")[number - 1]
    )


def capital(words: str) -> str:
    """Words that begin a sentence."""
    return words[:1].upper() + words[1:]


DICE = random.Random(20260418)  # which member of a kind stands in a case
_KINDS, _LABELS = tuple(PARTNERS), tuple(LABELS)
_CLOSING = [
    "IV. TỔ CHỨC THỰC HIỆN",
    "1. Sở Tài chính",
    "- Cân đối nguồn kinh phí.",
    "- Theo dõi việc quyết toán.",
]
_CLOSED = [
    Duty("Cân đối nguồn kinh phí", ["Sở Tài chính"]),
    Duty("Theo dõi việc quyết toán", ["Sở Tài chính"]),
]


def body_of(kind: str) -> Named:
    """The next bodies of a kind."""
    return DICE.choice(BODIES[kind])


def partners_of(kind: str = "") -> tuple[str, str, list[str]]:
    """The next partners: their kind, as printed, their names."""
    kind = kind or DICE.choice(_KINDS)
    return kind, *DICE.choice(PARTNERS[kind])


def due_of(kind: str = "") -> tuple[str, str, str]:
    """The next deadline: its kind, as printed, its end."""
    kind = kind or DICE.choice(_DUES)
    return kind, *DICE.choice(DUE[kind])


_DUES = tuple(DUE)


# --- sentences and items ------------------------------------------------------------------------


def sentences() -> Iterator[Case]:
    """A duty stated in an item or a sentence of its own, with its time in four places."""
    for order, kind, (role, form), when in product(
        ORDERS, BODIES, ROLES.items(), ("none", "end", "brackets", "preface")
    ):
        if (kind == "unknown" and not order and role not in STRONG) or (
            role == "colon" and when == "preface"
        ):
            continue
        if kind == "semicolons" and role in ("colon",):
            continue
        shown, names = body_of(kind)
        sort, partners, helpers = partners_of() if form.count("{}") > 1 else ("none", "", [])
        work = DICE.choice(WORKS)
        words = (
            f"{order} {form.format(shown, partners)}".strip()
            + " "
            + (capital(work) if role == "colon" else work)
        )
        due, said, end = due_of() if when != "none" else ("none", "", None)
        words = {
            "none": words,
            "end": f"{words} {said}",
            "brackets": f"{words} ({said})",
            "preface": f"{said}, {words}",
        }[when]
        words = capital(words) if when != "preface" or words[0] != "U" else words
        mark, genre = DICE.choice(_LABELS), DICE.choice(GENRES)
        other = DICE.choice(WORKS)
        blocks = [
            "II. NHIỆM VỤ",
            f"{label(mark, 1)}{words}.",
            f"{label(mark, 2)}Sở Khoa học và Công nghệ chủ trì {other}.",
        ]
        expected = [
            Duty(words, names, helpers, end),
            Duty(f"Sở Khoa học và Công nghệ chủ trì {other}", ["Sở Khoa học và Công nghệ"]),
        ]
        yield Case(
            Made(genre, list(blocks)),
            expected,
            {
                "layout": "sentence",
                "order": order or "(none)",
                "bodies": kind,
                "role": role,
                "partners": sort,
                "time": due,
                "place": when,
                "label": mark,
                "genre": genre,
            },
        )


# --- headings and lead-ins ----------------------------------------------------------------------

HEADS = {
    "bare": "{}", "bare:": "{}:", "giao": "Giao {}", "giao:": "Giao {}:", "đối với": "Đối với {}", "trách nhiệm của": "Trách nhiệm của {}", "nhiệm vụ của": "Nhiệm vụ của {}", "đề nghị": "Đề nghị {}",
    "yêu cầu:": "Yêu cầu {}:", "có trách nhiệm:": "{} có trách nhiệm:", "việc sau:": "{} thực hiện các nhiệm vụ sau:", "tập trung": "{} tập trung thực hiện một số nhiệm vụ sau:",
    "giao chủ trì:": "Giao {} chủ trì, phối hợp với {}:", "chủ trì:": "{} chủ trì, phối hợp với {}:", "giao có trách nhiệm:": "Giao {} chủ trì, phối hợp với {} thực hiện các nội dung sau:",
    "chủ trì việc:": "{} chủ trì, phối hợp với {} thực hiện các nhiệm vụ:",
}  # fmt: skip
ITEMS = ("plain", "partners", "lead", "order to others", "timed")


def item(kind: str, lead: list[str], support: list[str]) -> tuple[str, Duty]:
    """An item below who is charged, and its task."""
    work = DICE.choice(WORKS)
    if kind == "partners":
        _, partners, names = partners_of()
        words = f"Phối hợp với {partners} {work}"
        return words, Duty(words, lead, [*support, *names])
    if kind == "lead":
        _, partners, names = partners_of()
        words = f"Chủ trì, phối hợp với {partners} {work}"
        return words, Duty(words, lead, [*support, *names])
    if kind == "order to others":
        words = f"Hội Cựu chiến binh tỉnh có trách nhiệm {work}"
        return words, Duty(words, ["Hội Cựu chiến binh tỉnh"])
    if kind == "timed":
        _, said, end = due_of()
        words = capital(f"{work} {said}")
        return words, Duty(words, lead, support, end)
    return capital(work), Duty(capital(work), lead, support)


def heads() -> Iterator[Case]:
    """A heading or lead-in that charges the items below it, in every system of labels."""
    for (head, form), kind, (mark, over), below in product(
        HEADS.items(),
        BODIES,
        (("1.", "1. "), ("a)", "a) "), ("none", ""), ("I", "II. "), ("1.1.", "1.1. "), ("(i)", "(1) ")),
        ("-", "a)", "+", "none"),
    ):
        if (
            kind in ("unknown", "semicolons")
            or (over == "" and below == "none")
            or (below == "none" and "{}:" in form)
            or mark == below
        ):
            continue
        if over == "" and not form.endswith(":"):
            continue
        shown, names = body_of(kind)
        sort, partners, helpers = partners_of() if form.count("{}") > 1 else ("none", "", [])
        title = capital(form.format(shown, partners))
        upper = mark == "I" and head in ("bare", "giao")
        title = title.upper() if upper else title
        made = [item(DICE.choice(ITEMS), names, helpers) for _ in range(2)] + [item("plain", names, helpers)]
        lines = [f"{label(below, n)}{words}." for n, (words, _) in enumerate(made, 1)]
        opening = ["I. MỤC TIÊU"] if mark == "I" else ["III. TỔ CHỨC THỰC HIỆN"]
        first = ["Nâng cao đời sống Nhân dân."] if mark == "I" else []
        genre = DICE.choice(GENRES)
        yield Case(Made(genre, [*opening, *first, f"{over}{title}", *lines]), [duty for _, duty in made],
                   {"layout": "heading" if over else "lead-in", "head": head, "bodies": kind, "partners": sort, "label": mark, "below": below, "genre": genre})  # fmt: skip


NESTS = {
    "heading > a) Nhiệm vụ: > -": ["1. {}", "a) Nhiệm vụ:", "- {0}", "- {1}", "b) Chế độ thông tin", "- {2}", "- {3}"],
    "heading > a) field > -": ["1. {}", "a) Về công tác tuyên truyền", "- {0}", "- {1}", "b) Về công tác kiểm tra", "- {2}", "- {3}"],
    "heading > - lead > +": ["1. {}", "- Trong công tác phòng dịch:", "+ {0}", "+ {1}", "- {2}", "- {3}"],
    "heading > 1.1 > a)": ["1. {}", "1.1. Công tác chuẩn bị", "a) {0}", "b) {1}", "1.2. Công tác hậu cần", "a) {2}", "b) {3}"],
    "field > heading > -": ["1. Lĩnh vực y tế", "a) {}", "- {0}", "- {1}", "- {2}", "- {3}"],
    "field > giao: > -": ["1. Lĩnh vực y tế", "Giao {}:", "- {0}", "- {1}", "- {2}", "- {3}"],
    "field > lead-in > a)": ["1. Lĩnh vực y tế", "{} thực hiện các nhiệm vụ sau:", "a) {0}", "b) {1}", "c) {2}", "d) {3}"],
    "field in brackets > -": ["1. Lĩnh vực y tế ({} chủ trì)", "- {0}", "- {1}", "- {2}", "- {3}"],
    "lead-in > 1. > -": ["Giao {}:", "1. {0}", "2. {1}", "3. {2}", "4. {3}"],
    "heading > text > -": ["1. {}", "{0}", "{1}", "- {2}", "- {3}"],
    "heading, charged sentence > -": ["1. {}", "Chủ trì, phối hợp với Sở Tư pháp:", "- {0}", "- {1}", "- {2}", "- {3}"],
    "plain: làm việc": ["Phần việc của {}:", "- {0}", "- {1}", "- {2}", "- {3}"],
    "plain: tập trung": ["{} tập trung:", "- {0}", "- {1}", "- {2}", "- {3}"],
    "plain: thực hiện": ["{} thực hiện:", "- {0}", "- {1}", "- {2}", "- {3}"],
    "plain: preface": ["Nhằm giữ vững kết quả đã có, {}:", "- {0}", "- {1}", "- {2}", "- {3}"],
    "plain: cần": ["Thời gian tới, {} cần:", "- {0}", "- {1}", "- {2}", "- {3}"],
    "plain: những việc": ["{} làm ngay những việc:", "- {0}", "- {1}", "- {2}", "- {3}"],
}  # fmt: skip


def nests() -> Iterator[Case]:
    """Headings, lead-ins and items within one another."""
    for (nest, form), kind, genre, _ in product(NESTS.items(), BODIES, GENRES, range(2)):
        if kind in ("unknown", "semicolons"):
            continue
        shown, names = body_of(kind)
        support = ["Sở Tư pháp"] if "charged" in nest else []
        made = [
            item(DICE.choice(ITEMS if n and "text" not in nest else ITEMS[:1]), names, support)
            for n in range(4)
        ]
        lines = [line.replace("{}", shown if line.find("{}") > 3 else capital(shown)) for line in form]
        lines = [line.format(*(f"{words}." for words, _ in made)) for line in lines]
        yield Case(Made(genre, ["III. TỔ CHỨC THỰC HIỆN", *map(capital, lines)]), [duty for _, duty in made],
                   {"layout": "nesting", "nest": nest, "bodies": kind, "genre": genre})  # fmt: skip


# --- label lines, tails, tables -----------------------------------------------------------------

LINES = {
    "cơ quan chủ trì": ("Cơ quan chủ trì", "Cơ quan phối hợp"), "đơn vị chủ trì": ("Đơn vị chủ trì", "Đơn vị phối hợp"), "chủ trì": ("Chủ trì", "Phối hợp"),
    "đơn vị thực hiện": ("Đơn vị thực hiện", "Phối hợp thực hiện"), "trách nhiệm thực hiện": ("Trách nhiệm thực hiện", "Đơn vị phối hợp"), "phân công": ("Phân công", "Phối hợp"),
    "cơ quan chủ trì thực hiện": ("Cơ quan chủ trì thực hiện", "Cơ quan phối hợp thực hiện"), "đầu mối": ("Cơ quan đầu mối", "Cơ quan phối hợp"),
}  # fmt: skip
ARRANGED = {"lines -": "- {}", "lines +": "+ {}", "lines": "{}", "one paragraph": "", "one line below": ""}


def label_lines() -> Iterator[Case]:
    """Work with lines that say who, with whom, by when and with what result."""
    for (sort, (leads, helps)), kind, (arranged, sign), mark, partner in product(
        LINES.items(), BODIES, ARRANGED.items(), ("1.", "a)", "-", "(1)"), ("", "list")
    ):
        if (mark == "-" and sign.startswith("-")) or (kind == "semicolons" and not sign):
            continue
        blocks: list[Block] = ["II. NHIỆM VỤ"]
        expected = []
        for number in (1, 2):
            shown, names = body_of(kind)
            _, partners, helpers = partners_of() if partner else ("", "", [])
            _, said, end = due_of()
            work = capital(DICE.choice(WORKS))
            told = [
                f"{leads}: {capital(shown)}",
                *([f"{helps}: {capital(partners)}"] if partner else []),
                f"Thời gian thực hiện: {capital(said)}",
                "Sản phẩm: Báo cáo",
            ]
            if number == 2 and sign:
                told = [told[-2], *told[:-2], told[-1]]
            start = f"{label(mark, number)}{work}"
            if arranged == "one paragraph":
                blocks.append(
                    f"{start}. {'; '.join([told[0], *(one[0].lower() + one[1:] for one in told[1:-1])])}."
                )
            elif sign:
                blocks += [f"{start}.", *(sign.format(one) + "." for one in told)]
            else:
                blocks += [f"{start}.", f"({'; '.join(told[:-1])})"]
            expected.append(Duty(work, names, helpers, end))
        yield Case(
            Made(DICE.choice(GENRES), blocks),
            expected,
            {
                "layout": "label line",
                "line": sort,
                "arranged": arranged,
                "bodies": kind,
                "partners": partner or "none",
                "label": mark,
            },
        )


TAILS = {
    "brackets": "{work} ({who} chủ trì, phối hợp với {partners})", "brackets, time": "{work} ({who} chủ trì, {time})", "brackets, lead only": "{work} ({who} chủ trì)",
    "do": "{work} do {who} chủ trì, phối hợp với {partners} thực hiện", "do, lead only": "{work} do {who} thực hiện", "do chủ trì": "{work} do {who} chủ trì",
    "dash": "{work} - {who} chủ trì, phối hợp với {partners}", "dash, verb": "{work} - {who} thực hiện", "dash alone": "{work} - {who}", "long dash": "{work} – {who} chủ trì",
    "giao": "{work}; giao {who} chủ trì, phối hợp với {partners}", "giao, time": "{work}; giao {who} chủ trì thực hiện {time}", "sentence giao": "{work}. Giao {who} chủ trì",
    "labels": "{work}. Chủ trì: {who}; phối hợp: {partners}; thời gian: {time}", "bracketed label": "{work} (chủ trì: {who}; phối hợp: {partners})", "bracketed name": "{work} (cơ quan chủ trì: {who}; thời gian: {time})",
    "brackets, names": "{work} ({who})", "brackets, names and time": "{work} ({who}, {time})", "square brackets": "{work} [{who}]", "colon": "{work}: {who}",
    "comma": "{work}, {who} phụ trách", "comma, giao": "{work}, giao {who} chủ trì, phối hợp với {partners}",
    "dash, joining": "{work} - {who} chủ trì, {partners} phối hợp", "brackets, joining": "{work} ({who} chủ trì, {partners} phối hợp, {time})",
    "brackets, đơn vị": "{work} (đơn vị thực hiện: {who})", "brackets, thực hiện": "{work} ({who} thực hiện {time})",
}  # fmt: skip


def tails() -> Iterator[Case]:
    """Work that says behind itself who does it."""
    for (tail, form), kind, mark, genre in product(
        TAILS.items(), BODIES, ("1.", "a)", "-", "none"), GENRES[:3]
    ):
        if kind in ("unknown", "semicolons"):
            continue
        made = []
        for _ in range(2):
            shown, names = body_of(kind)
            _, partners, helpers = partners_of()
            _, said, end = due_of()
            words = form.format(work=capital(DICE.choice(WORKS)), who=shown, partners=partners, time=said)
            made.append(
                (
                    words,
                    Duty(
                        words,
                        names,
                        helpers if "{partners}" in form else [],
                        end if "{time}" in form else None,
                    ),
                )
            )
        lines = [f"{label(mark, n)}{words}." for n, (words, _) in enumerate(made, 1)]
        yield Case(Made(genre, ["II. NHIỆM VỤ", "1. Công tác y tế", *lines] if mark in ("a)", "-") else ["II. NHIỆM VỤ", *lines]), [duty for _, duty in made],
                   {"layout": "tail", "tail": tail, "bodies": kind, "label": mark, "genre": genre})  # fmt: skip


THINGS = (
    "Việc in tài liệu",
    "Thuốc và vật tư tiêu hao",
    "Hợp đồng mẫu",
    "Công tác hậu cần",
    "Hội thi tay nghề",
    "Sổ tay phòng bệnh",
)
NAMED_FIRST = {
    "do": "{thing} do {who} chuẩn bị", "sẽ do": "{thing} sẽ do {who} chuẩn bị {time}", "giao cho": "{thing} được giao cho {who} tổ chức {time}", "aside": "{thing}, sau khi lấy ý kiến rộng rãi, do {who} công bố",
    "topic": "{thing}: {who} chủ trì chuẩn bị {time}", "topic, verb": "{thing}: {who} chuẩn bị {time}", "topic, time": "{thing}: {time}, {who} chuẩn bị", "việc giao": "Việc {work} giao {who} thực hiện {time}",
    "nhiệm vụ giao cho": "Nhiệm vụ {work} giao cho {who}", "bracketed roles": "{who} (chủ trì), Sở Dân tộc và Tôn giáo (phối hợp): {work}", "joining": "{who} chủ trì, {partners} phối hợp {work} {time}",
    "with": "{who}, với sự tham gia của {partners}, {work} {time}",
}  # fmt: skip


def named_first() -> Iterator[Case]:
    """Work that is named before who does it, and partners that are told otherwise than behind "phối hợp với"."""
    for (sort, form), kind, mark, genre in product(
        NAMED_FIRST.items(), BODIES, ("1.", "-", "none"), GENRES[:2]
    ):
        if kind in ("unknown", "semicolons") or (
            kind == "shared head, semicolons" and sort == "bracketed roles"
        ):
            continue
        made = []
        for _ in range(2):
            shown, names = body_of(kind)
            _, partners, helpers = partners_of("one" if sort == "with" else "")
            _, said, end = due_of()
            helpers = (
                helpers
                if "{partners}" in form
                else ["Sở Dân tộc và Tôn giáo"]
                if sort == "bracketed roles"
                else []
            )
            words = capital(
                form.format(
                    thing=DICE.choice(THINGS),
                    work=DICE.choice(WORKS),
                    who=shown,
                    partners=partners,
                    time=said,
                )
            )
            made.append((words, Duty(words, names, helpers, end if "{time}" in form else None)))
        lines = [f"{label(mark, n)}{words}." for n, (words, _) in enumerate(made, 1)]
        yield Case(Made(genre, ["II. NHIỆM VỤ", "1. Công tác y tế", *lines] if mark == "-" else ["II. NHIỆM VỤ", *lines]), [duty for _, duty in made],
                   {"layout": "named first", "sort": sort, "bodies": kind, "label": mark, "genre": genre})  # fmt: skip


COLUMNS = {
    "usual": ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"), "product": ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian"),
    "time first": ("STT", "Thời gian thực hiện", "Nội dung", "Chủ trì", "Phối hợp"), "no number": ("Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"), "lead only": ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian"),
    "with note": ("STT", "Tên nhiệm vụ", "Cơ quan thực hiện", "Cơ quan phối hợp", "Tiến độ", "Ghi chú"), "who first": ("TT", "Cơ quan chủ trì", "Nhiệm vụ", "Thời gian"),
    "one column": ("STT", "Nhiệm vụ", "Cơ quan chủ trì, phối hợp", "Thời gian"),
}  # fmt: skip


def tables() -> Iterator[Case]:
    """Tables of tasks in four notations, with columns in several orders, group rows and empty cells."""
    for (columns, heads_), kind, notation, extra in product(
        COLUMNS.items(), BODIES, NOTATIONS, ("", "groups", "annex", "empty")
    ):
        rows, expected = [list(heads_)], []
        for number in (1, 2, 3):
            if extra == "groups" and number != 2 and heads_[0] in ("STT", "TT"):
                rows.append(
                    [
                        "I" if number == 1 else "II",
                        "Nhóm nhiệm vụ về thể chế" if number == 1 else "Nhóm nhiệm vụ về hạ tầng",
                        *[""] * (len(heads_) - 2),
                    ]
                    if "first" not in columns
                    else ["", *["Nhóm chung"] * (len(heads_) - 1)]
                )
            shown, names = body_of(kind)
            _, partners, helpers = partners_of()
            _, said, end = due_of()
            work = capital(DICE.choice(WORKS))
            cells = {}
            for title in heads_:
                low = fold(title)
                if low in ("stt", "tt"):
                    cells[title] = str(number)
                elif "phối hợp" in low and "chủ trì" in low:
                    cells[title] = f"Chủ trì: {capital(shown)}; phối hợp: {capital(partners)}"
                elif "phối hợp" in low:
                    cells[title] = "" if extra == "empty" and number == 2 else capital(partners)
                elif "chủ trì" in low or ("thực hiện" in low and "thời gian" not in low):
                    cells[title] = capital(shown)
                elif low in ("sản phẩm", "ghi chú"):
                    cells[title] = "Báo cáo" if low == "sản phẩm" else ""
                else:
                    cells[title] = capital(said) if low.startswith(("thời", "tiến")) else work
            rows.append([cells[title] for title in heads_])
            told = any("phối hợp" in fold(t) for t in heads_) and not (
                extra == "empty" and number == 2 and columns != "one column"
            )
            expected.append(Duty(work, names, helpers if told else [], end))
        if (extra == "groups" and "first" in columns) or (
            notation == "fenced" and (extra in ("groups", "empty") or columns == "with note")
        ):
            continue  # empty cells between lines of a pipe alone cannot be told from the end of a row
        opening: list[Block] = (
            ["II. NHIỆM VỤ", "1. Các nhiệm vụ được phân công theo bảng sau:"]
            if extra != "annex"
            else ["II. NHIỆM VỤ", "Theo Phụ lục kèm theo.", "PHỤ LỤC", "DANH MỤC NHIỆM VỤ"]
        )
        yield Case(
            Made("plan", [*opening, rows], notation),
            expected,
            {
                "layout": "table",
                "columns": columns,
                "notation": notation,
                "bodies": kind,
                "rows": extra or "plain",
            },
        )


# --- what is no task ----------------------------------------------------------------------------

NO_TASKS: dict[str, tuple[str, list[str]]] = {
    "past: đã": ("plan", ["I. TÌNH HÌNH CHUNG", "- Thời gian qua, {who} đã {work}.", "- {Who} đã chủ trì {work}."]),
    "past in tasks": ("plan", ["II. NHIỆM VỤ", "1. {Who} đã {work}.", "2. {Who} đã ban hành văn bản {work}."]),
    "past: năm 2025": ("plan", ["I. KẾT QUẢ THỰC HIỆN NĂM 2025", "Trong năm 2025, {who} đã ban hành 12 văn bản và {work}."]),
    "state: đang": ("plan", ["II. NHIỆM VỤ", "- {Who} đang {work}."]), "state: được": ("plan", ["II. NHIỆM VỤ", "- {Who} được hỗ trợ kinh phí theo quy định."]),
    "state: có thể": ("plan", ["II. NHIỆM VỤ", "- {Who} có thể {work}."]), "state: có quyền": ("plan", ["II. NHIỆM VỤ", "- {Who} có quyền từ chối tiếp nhận hồ sơ."]),
    "purpose": ("plan", ["I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "- {Who} nắm chắc nội dung, {work}.", "2. Yêu cầu", "- {Who} phải {work} đúng quy định."]),
    "scope": ("plan", ["I. ĐỐI TƯỢNG, PHẠM VI", "1. Đối tượng", "- {Who}.", "- Người dân trên địa bàn tỉnh."]),
    "award conditions": ("plan", ["III. TIÊU CHUẨN XÉT KHEN THƯỞNG", "1. Tập thể", "- {Who} hoàn thành xuất sắc nhiệm vụ, {work}.", "- {Who} dẫn đầu phong trào thi đua."]),
    "formula: nếu vướng mắc": ("plan", ["III. THÔNG TIN", "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, {who} phản ánh về Sở Tài chính để tổng hợp, báo cáo."]),
    "formula: trên đây": ("plan", ["Trên đây là Kế hoạch nâng cao chất lượng sống, yêu cầu {who} nghiêm túc triển khai thực hiện."]),
    "address": ("letter", ["Kính gửi:", "- {Who};", "- Các đơn vị trực thuộc.", "Sở Tài chính đã nhận được các văn bản về mua sắm tập trung."]),
    "report: đã": ("report", ["I. KẾT QUẢ ĐẠT ĐƯỢC", "1. Công tác y tế", "- {Who} đã {work}.", "- {Who} chủ trì {work}, đạt kết quả tốt.", "2. {Who}", "- {Work}.", "- Tổ chức 12 lớp tập huấn."]),
    "charter": ("charter", ["Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Ban Chỉ đạo.", "QUY CHẾ", "Làm việc của Ban Chỉ đạo chuyển đổi số", "Điều 5. Quyền hạn của {who}", "1. {Work}.",
                "2. {Who} có trách nhiệm {work}.", "Điều 6. Chế độ họp", "1. {Who} họp mỗi quý một lần."]),
    "scoring": ("scoring", ["I. THANG ĐIỂM", "1. {Who} {work} đúng thời hạn: 10 điểm.", "2. {Who} có trách nhiệm {work}: 5 điểm."]),
    "personnel": ("personnel", ["Điều 1. Bổ nhiệm ông Trần Văn Mẫu giữ chức vụ Phó trưởng phòng kể từ ngày 01/5/2026.", "Điều 2. {Who} và ông Trần Văn Mẫu chịu trách nhiệm thi hành Quyết định này."]),
    "award": ("award", ["Điều 1. Tặng Bằng khen cho {who} đã có thành tích xuất sắc.", "Điều 2. {Who} chịu trách nhiệm thi hành Quyết định này."]),
    "nobody": ("plan", ["II. NHIỆM VỤ", "1. Công tác y tế", "- {Work}.", "- {Work} theo kiến nghị của {who}."]),
    "mention": ("plan", ["II. NHIỆM VỤ", "1. {Work} theo đề nghị của {who}.", "2. Nâng cao năng lực của {who} trong tiếp nhận hồ sơ."]),
    "places behind dashes": ("plan", ["II. NHIỆM VỤ", "1. Các điểm quan trắc", "- 01 vị trí tại khu nuôi tôm Bãi Dài - xã Hoa Đông.", "- Khu vực cảng cá - phường Bình Minh."]),
    "whose document": ("plan", ["II. NHIỆM VỤ", "1. Công tác y tế", "- Tham dự hội nghị do {who} tổ chức.", "- Kế hoạch do {who} lập phải được niêm yết.", "- Kinh phí do {who} bố trí."]),
    "whom names explain": ("plan", ["II. NHIỆM VỤ", "1. Công tác y tế", "- {Work} tại các cơ quan ({who}).", "- {Work}, gửi về: {who}.", "- {Work} của 03 đơn vị: {who}."]),
    "plans handed out": ("plan", ["II. NHIỆM VỤ", "1. Giao Kế hoạch vốn năm 2026 theo danh mục do {who} trình.", "2. Đề nghị Nhân dân tin tưởng."]),
    "what a body is": ("plan", ["I. TÌNH HÌNH CHUNG", "- {Who} là đơn vị sự nghiệp công lập.", "- Trường Đại học Hoa Đông là cơ quan thường trực của mạng lưới."]),
    "who takes part": ("plan", ["II. NHIỆM VỤ", "1. Tổ chức hội nghị đánh giá giữa kỳ.", "- Thành phần: {Who}.", "- Địa điểm: Hội trường {who}."]),
    "holders of reports": ("plan", ["II. NHIỆM VỤ", "1. Báo cáo của {who} gồm các nội dung sau:", "a) Số lượng kiến nghị.", "b) Kết quả giải quyết."]),
}  # fmt: skip
_WITHOUT_CLOSING = ("report", "charter", "scoring", "personnel", "award", "letter")


def negatives() -> Iterator[Case]:
    """Words about bodies that charge nobody; a plain task beside them where the genre hands out work."""
    for (sort, (genre, form)), kind, _ in product(NO_TASKS.items(), BODIES, range(6)):
        shown, _names = body_of(kind)
        if sort in ("address", "scope") and kind in ("semicolons",):
            continue
        blocks: list[Block] = [
            line.format(
                who=shown, Who=capital(shown), work=DICE.choice(WORKS), Work=capital(DICE.choice(WORKS))
            )
            for line in form
        ]
        closing = genre not in _WITHOUT_CLOSING and sort != "formula: trên đây"
        yield Case(
            Made(genre, [*blocks, *_CLOSING] if closing else blocks),
            _CLOSED if closing else [],
            {"layout": "no task", "sort": sort, "bodies": kind, "genre": genre},
        )


# --- running ------------------------------------------------------------------------------------


def cases() -> Iterator[Case]:
    """All of them."""
    DICE.seed(20260418)
    for make in (sentences, heads, nests, label_lines, tails, named_first, tables, negatives):
        yield from make()


def read(case: Case) -> list[Duty]:
    """The tasks that are found, in the form of those that are expected."""
    found = case.made.read().tasks
    return [
        Duty(
            t.quote,
            [u.name for u in t.lead],
            [u.name for u in t.support],
            t.deadline.end or t.deadline.recurrence,
        )
        for t in found
    ]


def wrong(case: Case) -> str:
    """What is wrong with what is found; "" when it is right."""
    found = read(case)
    if len(found) != len(case.expected):
        return "count"
    for told, must in zip(found, case.expected, strict=True):
        if fold(told.start)[:_START] != fold(must.start)[:_START]:
            return "quote"
        if {*map(fold, told.lead)} != {*map(fold, must.lead)}:
            return "lead"
        if {*map(fold, told.support)} != {*map(fold, must.support)}:
            return "support"
        if told.due != must.due:
            return "deadline"
    return ""


def main() -> None:
    """Runs all cases and prints how many are right along each dimension."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    how: dict[tuple[str, str], Counter[str]] = {}
    shown = 0
    for case in cases():
        fault = wrong(case)
        rows = [
            ("all", ""),
            *(
                (f"{case.dimensions['layout']}: {k}" if k != "layout" else k, v)
                for k, v in case.dimensions.items()
            ),
        ]
        total.update(rows)
        right.update([] if fault else rows)
        for row in rows if fault else ():
            how.setdefault(row, Counter())[fault] += 1
        if (
            fault
            and shown < _SHOWN
            and set(sys.argv[1:])
            and set(sys.argv[1:]) <= {"all", *case.dimensions.values()}
        ):
            shown += 1
            print(
                f"[{fault}] {case.dimensions}\n{case.made.shown()}\n  must {case.expected}\n  told {read(case)}\n"
            )
    for row in total:
        if right[row] < total[row] or row[0] in ("all", "layout"):
            print(
                f"{row[0]:22} {row[1]:32} {right[row]:6} of {total[row]:6}  {right[row] / total[row]:.3f}  {dict(how.get(row, {}))}"
            )


if __name__ == "__main__":
    main()
