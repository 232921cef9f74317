"""Cases of citations made by combination of their parts, with the right reading known by construction.

python -m tests.grammar.citations        # all of them, right per dimension
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

from msgspec import Struct

from tests.making import plan

# noun, symbol with {n} for its number, type
PAPERS = [
    ("Quyết định", "{n}/QĐ-UBND", "QĐ"), ("Quyết định", "{n}/2024/QĐ-TTg", "QĐ"), ("Nghị định", "{n}/2024/NĐ-CP", "NĐ"),
    ("Thông tư", "{n}/2025/TT-BTC", "TT"), ("Nghị quyết", "{n}-NQ/TW", "NQ"), ("Nghị quyết", "{n}/2025/NQ-HĐND", "NQ"),
    ("Chỉ thị", "{n}/CT-TTg", "CT"), ("Kế hoạch", "{n}/KH-UBND", "KH"), ("Kế hoạch", "{n}-KH/TU", "KH"), ("Công văn", "{n}/UBND-KT", "CV"),
    ("Văn bản", "{n}/BC-STC", "BC"), ("văn bản", "{n}/TTr-SXD", "TTr"), ("Tờ trình", "{n}/TTr-SYT", "TTr"), ("Chương trình hành động", "{n}-CTr/TU", "CTr"),
    ("Luật", "{n}/2024/QH15", "L"), ("Thông tư liên tịch", "{n}/2013/TTLT-BYT-BTC", "TTLT"), ("Quy định", "{n}-QĐ/TW", "QyĐ"),
    ("Pháp lệnh", "{n}/2020/UBTVQH14", "PL"),
]  # fmt: skip
NUMBERS = ["12", "0124", "5973", "364a"]
# how the symbol is printed; the reading is the same
SPACING = {
    "tight": lambda s: s,
    "space after hyphen": lambda s: s.replace("-", "- ", 1),
    "space before slash": lambda s: s.replace("/", " /", 1),
    "dash": lambda s: s.replace("-", "–", 1),
    "spaced hyphen": lambda s: (
        s.replace("-", " - ", 1) if s.count("-") == 1 and s.index("-") > s.index("/") else s
    ),
}
SIGNS = {
    "số": "{noun} số {symbol}",
    "số:": "{noun} số: {symbol}",
    "none": "{noun} {symbol}",
    "glued": "{noun} số{symbol}",
}
DATES = {
    "none": ("", None), "slashes": (" ngày 05/3/2024", "2024-03-05"), "words": (" ngày 05 tháng 3 năm 2024", "2024-03-05"),
    "comma": (", ngày 05/3/2024", "2024-03-05"), "hyphens": (" ngày 5-3-2024", "2024-03-05"), "dots": (" ngày 05.3.2024", "2024-03-05"),
    "issued": (" ban hành ngày 05/3/2024", "2024-03-05"), "impossible": (" ngày 31/02/2024", None), "year 1800": (" ngày 05/3/1800", None),
}  # fmt: skip
ISSUERS = [
    None, "UBND tỉnh", "Chính phủ", "Thủ tướng Chính phủ", "Ban Thường vụ Tỉnh ủy", "Bộ trưởng Bộ Tài chính", "Ủy ban nhân dân tỉnh Cao Bằng",
    "Hội đồng nhân dân thành phố Cần Thơ", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "Bộ Văn hóa, Thể thao và Du lịch", "Ban Chấp hành Trung ương Đảng khóa XIII",
]  # fmt: skip
TITLES = [
    None,
    "về phát triển sản xuất",
    "ban hành Quy chế làm việc",
    "phê duyệt quy hoạch, kế hoạch sử dụng đất",
]
# the sentence about the citation, and its relation; {c} is the citation
PLACES = {
    "basis": ("opening", "Căn cứ {c};", "basis"),
    "request": ("opening", "Theo đề nghị của Giám đốc Sở Y tế tại {c};", "basis"),
    "carried out": (
        "opening",
        "Thực hiện {c}, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:",
        "implements",
    ),
    "late": ("opening", "Để hạn chế rủi ro; thực hiện {c}, UBND tỉnh yêu cầu:", "implements"),
    "mention": ("body", "- Bám sát {c}.", "mentions"),
    "per": ("body", "- Các đơn vị lập hồ sơ theo {c}, gửi Sở Tài chính.", "mentions"),
    "replaces": ("body", "Kế hoạch này thay thế {c}.", "replaces"),
    "effect": ("body", "Quyết định này có hiệu lực kể từ ngày ký và bãi bỏ {c}.", "repeals"),
    "repeals": ("body", "Bãi bỏ toàn bộ {c}.", "repeals"),
    "part": ("body", "Bãi bỏ khoản 2 Điều 5 của {c}.", "amends"),
    "expires": ("body", "{c} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", "repeals"),
    "expired list": (
        "body",
        "Các văn bản sau hết hiệu lực kể từ ngày Quyết định này có hiệu lực:\n\na) {c};\n\nb) Quyết định số 9999/QĐ-BNV.",
        "repeals",
    ),
    "repealed list": (
        "body",
        "Bãi bỏ các văn bản sau:\n\n1. {c}.\n\n2. Quyết định số 9999/QĐ-BNV.",
        "repeals",
    ),
    "amends": ("body", "Sửa đổi, bổ sung một số điều của {c}.", "amends"),
    "passive": ("body", "- Văn bản được thay thế bởi {c}.", "mentions"),
    "attached": ("body", "Gửi kèm theo công văn này {c}.", "attachment"),
    "annex of another": ("body", "- Rà soát Phụ lục II ban hành kèm theo {c}.", "mentions"),
    "attached to it": ("body", "Quy chế này được ban hành kèm theo {c}.", "promulgated_with"),
}


LAWS = ("L", "PL", "NĐ", "TT", "TTLT")


def of_plan(relation: str, kind: str) -> str:
    """What a plan is to a document: it changes no law, whatever it says of one."""
    return "mentions" if kind in LAWS and relation in ("repeals", "replaces", "amends") else relation


class Case(Struct):
    """A text, what to find in it (symbol, type, issued, issuer, title, relation; None: not asked) and what it is made of."""

    body: str
    opening: str
    expected: dict[str, tuple[Any, ...]]
    made_of: dict[str, str]


def single(rng: random.Random) -> Iterator[Case]:
    """One citation in every place, all its parts drawn."""
    for paper, place, (dated, date), issuer, title in product(PAPERS, PLACES, DATES.items(), ISSUERS, TITLES):
        spacing, sign, number = rng.choice(list(SPACING)), rng.choice(list(SIGNS)), rng.choice(NUMBERS)
        noun, form, kind = paper
        symbol = form.format(n=number)
        printed = SIGNS[sign].format(noun=noun, symbol=SPACING[spacing](symbol)) + date[0]
        told = issuer is not None and date[1] is None and dated != "none"
        if told or (title and dated in ("impossible", "year 1800")):
            continue  # nothing is asked behind a date that is none
        printed += (f" của {issuer}" if issuer else "") + (f" {title}" if title else "")
        where, sentence, relation = PLACES[place]
        text = sentence.format(c=printed)
        expected = {symbol: (kind, date[1], issuer, title, of_plan(relation, kind))}
        made_of = {"noun": noun, "symbol": form, "number": number, "spacing": spacing, "sign": sign, "date": dated,
                   "issuer": str(issuer), "title": str(title), "place": place}  # fmt: skip
        body = "I. NỘI DUNG\n\n" + (text if where == "body" else "Việc.")
        yield Case(body, text if where == "opening" else "", expected, made_of)


def lists(rng: random.Random) -> Iterator[Case]:
    """Two and three citations: with their own nouns, a shared one, and a shared code."""
    for (noun, form, kind), joint, size, place in product(
        PAPERS, (", ", "; ", " và ", " ngày 05/3/2024 và ", " ngày 05/3/2024, "), (2, 3), ("basis", "mention")
    ):
        numbers = rng.sample(["12", "13", "187", "5973"], size)
        symbols = [form.format(n=n) for n in numbers]
        date = "2024-03-05" if "ngày" in joint else None
        relation = PLACES[place][2]
        expected = {s: (kind, date if s != symbols[-1] else None, None, None, relation) for s in symbols}
        shared = f"các {noun} " + joint.join(f"số {s}" for s in symbols)
        own = joint.join(f"{noun} số {s}" for s in symbols)
        forms = {"own nouns": own, "shared noun": shared}
        if "ngày" not in joint and joint != "; ":
            forms["shared code"] = f"{noun} số " + joint.join([*numbers[:-1], symbols[-1]])
        for how, printed in forms.items():
            text = PLACES[place][1].format(c=printed)
            opening = PLACES[place][0] == "opening"
            made_of = {
                "list": how,
                "joint": joint,
                "size": str(size),
                "noun": noun,
                "symbol": form,
                "place": place,
            }
            yield Case(
                "I. NỘI DUNG\n\n" + ("Việc." if opening else text), text if opening else "", expected, made_of
            )


def laws(rng: random.Random) -> Iterator[Case]:
    """Laws by name, with year, date or number; and words that hold a law's name but name none."""
    names = [
        "Luật Đất đai",
        "Luật Đầu tư công",
        "Luật Thi đua, khen thưởng",
        "Bộ luật Lao động",
        "Luật Bảo vệ và Phát triển rừng",
        "Luật Giá",
    ]
    behind = {
        "none": ("", None),
        "year": (" năm 2024", None),
        "bare year": (" 2024", None),
        "date": (" ngày 18/01/2024", "2024-01-18"),
    }
    for name, (how, (tail, date)), place in product(names, behind.items(), ("basis", "mention", "per")):
        text = PLACES[place][1].format(c=name + tail)
        opening = PLACES[place][0] == "opening"
        expected = {name: ("L", date, None, None, PLACES[place][2])}
        yield Case(
            "I. NỘI DUNG\n\n" + ("Việc." if opening else text),
            text if opening else "",
            expected,
            {"law": name, "behind a law": how, "place": place},
        )
    for words in (
        "pháp luật đất đai",
        "pháp luật về giá",
        "kỷ luật lao động",
        "các luật sư",
        "theo quy định của pháp luật đầu tư công",
        "Luật này",
    ):
        yield Case(f"I. NỘI DUNG\n\n- Rà soát {words}, báo cáo Sở Tư pháp.", "", {}, {"law": "none"})


def cases(seed: int = 7) -> Iterator[Case]:
    """Every case, the same for the same seed."""
    rng = random.Random(seed)
    yield from lists(rng)
    yield from laws(rng)
    yield from single(rng)


_FIELDS = ("type", "issued", "issuer", "title", "relation")


def faults(case: Case) -> list[str]:
    """What the product reads otherwise than the case says, a line a fault."""
    found = {
        c.symbol or c.name: c
        for c in plan(case.body, opening=case.opening).citations
        if c.symbol != "9999/QĐ-BNV"
    }
    out = [f"{key} missed" for key in case.expected if key not in found]
    out += [f"{key} spurious" for key in found if key not in case.expected]
    for key, told in case.expected.items():
        if key in found:
            got = tuple(getattr(found[key], field) for field in _FIELDS)
            out += [
                f"{key} {f}: {g!r}, not {t!r}" for f, g, t in zip(_FIELDS, got, told, strict=True) if g != t
            ]
    return out


def main(share: float) -> None:
    """Runs a share of the cases and prints right per dimension, and examples of what is wrong."""
    rng = random.Random(1)
    right: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    wrong: list[tuple[Case, list[str]]] = []
    for case in cases():
        if rng.random() < share:
            found = faults(case)
            wrong += [(case, found)] if found else []
            for dimension in (*case.made_of.items(), ("all", "cases")):
                right[dimension][not found] += 1
    for (dimension, value), count in sorted(right.items()):
        print(
            f"{dimension:14} {value[:60]:60} {count[True]:6} of {count.total():6}  {count[True] / count.total():.3f}"
        )
    for case, found in wrong[:: max(1, len(wrong) // 40)]:
        print("\n" + (case.opening or case.body.partition("\n\n")[2]), *found, sep="\n    ")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
