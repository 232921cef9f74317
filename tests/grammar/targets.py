"""Targets by construction: every indicator x verb x comparator x number x unit x time x order x layout.

``python -m tests.grammar.targets`` runs all of them and prints how many are right along each dimension.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import cycle, product
from typing import NamedTuple

from tests.making import plan

Goal = tuple[str, str, float, float | None, str | None, str | None]  # indicator, op, value, upper, unit, due


class Case(NamedTuple):
    """Lines of a section of goals, what they set in order, and what it is along each dimension."""

    text: str
    expected: list[Goal]
    dimensions: dict[str, str]


class Amount(NamedTuple):
    """A number as printed, with its value and upper value."""

    shown: str
    value: float
    upper: float | None = None


SHARES = [Amount("95%", 95), Amount("3,5%", 3.5), Amount("83.5%", 83.5), Amount("100 %", 100), Amount("90 - 95%", 90, 95), Amount("90% - 95%", 90, 95), Amount("từ 90% đến 95%", 90, 95)]  # fmt: skip
MEASURED = [Amount("1.200", 1200), Amount("12,5", 12.5), Amount("75", 75), Amount("3.768,42", 3768.42), Amount("70 - 75", 70, 75), Amount("từ 70 đến 75", 70, 75)]  # fmt: skip
COUNTED = [Amount("02", 2), Amount("1.200", 1200), Amount("35", 35), Amount("02 (hai)", 2), Amount("10 - 15", 10, 15), Amount("mười hai", 12), Amount("ba mươi nghìn", 30000)]  # fmt: skip
# what stands before a number, what behind it and its unit, and what they say
COMPARATORS = [("", "", "="), ("ít nhất", "", ">="), ("tối thiểu", "", ">="), ("không dưới", "", ">="), ("≥", "", ">="), ("trên", "", ">"), ("dưới", "", "<"),
               ("không quá", "", "<="), ("tối đa", "", "<="), ("khoảng", "", "~"), ("từ", "trở lên", ">="), ("", "trở lên", ">=")]  # fmt: skip
# a time at the beginning, in the middle (before the verb) or behind; and the due that it gives
TIMES = [("", "", "", "2030"), ("Đến năm 2028, ", "", "", "2028"), ("Phấn đấu đến hết năm 2027, ", "", "", "2027"), ("", "đến năm 2028", "", "2028"), ("", "năm 2028", "", "2028"),
         ("", "", "vào năm 2028", "2028"), ("", "", "trước ngày 30/6/2027", "2027-06-30"), ("Hằng năm, ", "", "", "yearly"), ("", "", "đến cuối năm 2029", "2029")]  # fmt: skip
VERBS = ["đạt", "phấn đấu đạt", "duy trì", "là", "đạt mức", "ở mức"]
NAMED_SHARES = ["Tỷ lệ hộ nghèo", "Tỷ lệ trạm y tế có bác sĩ", "Tỷ lệ thu gom rác thải sinh hoạt ở nông thôn", "Độ che phủ rừng", "Tốc độ tăng trưởng kinh tế",
                "Tỷ lệ dân số tham gia bảo hiểm y tế trên địa bàn tỉnh", "Tỷ trọng kinh tế số", "Mức độ hài lòng của người dân"]  # fmt: skip
NAMED_MEASURES = [("Diện tích rừng trồng mới", "ha"), ("Sản lượng thủy sản", "nghìn tấn"), ("Thu nhập bình quân đầu người", "triệu đồng/người/năm"), ("Tổng kim ngạch xuất khẩu", "triệu USD"),
                  ("Năng suất lúa", "tạ/ha"), ("Diện tích sàn nhà ở bình quân", "m²/người"), ("Tổng chiều dài đường cao tốc", "km"), ("Thu ngân sách trên địa bàn", "tỷ đồng")]  # fmt: skip
SUBJECTS = ["xã đạt chuẩn nông thôn mới", "trường học có nhà vệ sinh đạt chuẩn", "cán bộ được tập huấn về chuyển đổi số", "hộ dân nông thôn sử dụng nước sạch", "thủ tục hành chính được cung cấp trực tuyến"]  # fmt: skip
OPENERS = ["Phấn đấu ", "Bảo đảm ", "Có ", ""]
WORKS = [("Xây dựng", "mô hình", "mô hình dân vận khéo"), ("Đào tạo", "cán bộ", "cán bộ cấp xã"), ("Thành lập mới", "hợp tác xã", "hợp tác xã nông nghiệp"), ("Trồng mới", "cây xanh", "cây xanh ở đô thị"),
         ("Kết nạp", "đảng viên", "đảng viên trẻ"), ("Phấn đấu có", "sản phẩm OCOP", "sản phẩm OCOP đạt hạng quốc gia")]  # fmt: skip
LAYOUTS = {"item": "- {}", "sentence": "{}", "star": "* {}", "numbered": "1. {}"}


def _goal(name: str, op: str, amount: Amount, unit: str | None, due: str) -> Goal:
    return name, "range" if amount.upper else op, amount.value, amount.upper, unit, due


def _said(amount: Amount, before: str, unit: str, behind: str) -> str | None:
    """The value with its comparator; None where they say it twice."""
    if amount.upper and (before or behind):
        return None
    return " ".join(f"{before} {amount.shown} {unit} {behind}".replace("% %", "%").split())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def names_first() -> Iterator[Case]:
    """An indicator, a verb and its value."""
    kinds = [("%", name, "", SHARES) for name in NAMED_SHARES] + [
        ("measure", name, unit, MEASURED) for name, unit in NAMED_MEASURES
    ]
    layouts = cycle(LAYOUTS.items())
    for (kind, name, unit, amounts), verb, (before, behind, op), (lead, middle, last, due) in product(
        kinds, VERBS, COMPARATORS, TIMES
    ):
        for amount in amounts[:: 3 if before else 2]:
            value = _said(amount, before, unit, behind)
            if value is None:
                continue
            layout, frame = next(layouts)
            words = " ".join(
                f"{lead}{name if not lead else name[0].lower() + name[1:]} {middle} {verb} {value} {last}".split()
            )
            goal = _goal(name, op, amount, unit or "%", due)
            yield Case(frame.format(f"{words}."), [goal], {"order": "name first", "kind": kind, "verb": verb, "comparator": f"{before} .. {behind}", "number": amount.shown,
                       "unit": unit or "%", "time": f"{lead}{middle}{last}", "layout": layout})  # fmt: skip


def labels() -> Iterator[Case]:
    """An indicator before a colon, and years behind it."""
    kinds = [(name, "", SHARES) for name in NAMED_SHARES] + [
        (name, unit, MEASURED) for name, unit in NAMED_MEASURES
    ]
    for (name, unit, amounts), (before, behind, op), (layout, frame) in product(
        kinds, COMPARATORS, LAYOUTS.items()
    ):
        for amount in amounts[::2]:
            value = _said(amount, before, unit, behind)
            if value is not None:
                yield Case(frame.format(f"{name}: {value}."), [_goal(name, op, amount, unit or "%", "2030")],
                           {"order": "label", "comparator": f"{before} .. {behind}", "number": amount.shown, "unit": unit or "%", "layout": layout})  # fmt: skip
        two, three = amounts[0], amounts[1]
        for shape in (
            "{}: năm 2026 đạt {}, năm 2028 đạt {}.",
            "{} năm 2026 đạt {} và năm 2028 đạt {}.",
            "{} đạt {} năm 2026, {} năm 2028.",
            "{}: năm 2026: {}; năm 2028: {}.",
        ):
            first, second = f"{two.shown} {unit}".strip(), f"{three.shown} {unit}".strip()
            goals = [_goal(name, "=", two, unit or "%", "2026"), _goal(name, "=", three, unit or "%", "2028")]
            if op == "=" and not behind:
                yield Case(
                    frame.format(shape.format(name, first, second)),
                    goals,
                    {"order": "years", "shape": shape, "layout": layout, "unit": unit or "%"},
                )


def shares_first() -> Iterator[Case]:
    """A share before what it is of."""
    layouts = cycle(LAYOUTS.items())
    for opener, subject, (before, behind, op), (lead, middle, last, due) in product(
        OPENERS, SUBJECTS, COMPARATORS, TIMES
    ):
        for number, amount in (
            ("share", Amount("95%", 95)),
            ("share of", Amount("80% số", 80)),
            ("range", Amount("90 - 95%", 90, 95)),
        ):
            value = _said(amount, before, "", behind) if not (behind and number == "share of") else None
            if value is None or middle or (opener and lead.startswith("Phấn")):
                continue
            layout, frame = next(layouts)
            words = f"{lead}{opener.lower() if lead else opener}{value} {subject} {last}".strip()
            yield Case(frame.format(f"{_capital(words)}."), [_goal(subject, op, amount, "%", due)],
                       {"order": "share first", "opener": opener, "comparator": f"{before} .. {behind}", "number": number, "time": f"{lead}{last}", "layout": layout})  # fmt: skip


def counts_first() -> Iterator[Case]:
    """Work and the amount of what it makes."""
    layouts = cycle(LAYOUTS.items())
    for (verb, unit, name), amount, (before, behind, op), (lead, middle, last, due) in product(
        WORKS, COUNTED, COMPARATORS, TIMES
    ):
        value = _said(amount, before, name, behind)
        if value is None or middle or behind or (verb.startswith("Phấn") and lead.startswith("Phấn")):
            continue
        layout, frame = next(layouts)
        words = f"{lead}{verb.lower() if lead else verb} {value} {last}".strip()
        per = f"{unit}/năm" if due == "yearly" else unit
        yield Case(frame.format(f"{words}."), [_goal(name, op, amount, per, due)],
                   {"order": "count first", "verb": verb, "comparator": f"{before} .. {behind}", "number": amount.shown, "time": f"{lead}{last}", "layout": layout})  # fmt: skip


def changes() -> Iterator[Case]:
    """Amounts of change, and the levels that a change reaches."""
    falling = [
        ("tội phạm về trật tự xã hội", "%"),
        ("số vụ tai nạn giao thông", "%"),
        ("thời gian giải quyết thủ tục hành chính", "%"),
    ]
    for (name, unit), (before, _, _), (lead, middle, last, due), verb in product(
        falling, COMPARATORS[:9], TIMES, ("Giảm", "Kéo giảm", "Cắt giảm")
    ):
        if before in ("dưới", "không quá", "tối đa", "≥") or middle:
            continue
        words = " ".join(f"{lead}{verb.lower() if lead else verb} {before} 15% {name} {last}".split())
        yield Case(f"- {words}.", [_goal(name.removeprefix("số "), "decrease", Amount("15%", 15), unit, due)],
                   {"order": "change first", "verb": verb, "comparator": before, "time": f"{lead}{last}"})  # fmt: skip
    for name, verb, (lead, middle, last, due) in product(
        ("tỷ lệ hộ nghèo", "tỷ lệ trẻ em suy dinh dưỡng", "tỷ lệ tảo hôn"),
        ("xuống còn", "còn", "xuống"),
        TIMES,
    ):
        if middle:
            continue
        for words in (
            f"{lead}{'giảm' if lead else 'Giảm'} {name} {verb} 3,5% {last}",
            f"{lead}{name if lead else _capital(name)} giảm {verb} 3,5% {last}",
        ):
            yield Case(
                f"- {words.strip()}.",
                [_goal(name, "=", Amount("3,5%", 3.5), "%", due)],
                {"order": "level reached", "verb": verb, "time": f"{lead}{last}"},
            )


def others() -> Iterator[Case]:
    """Fractions, nothing left, multiples, each, lists, headings above."""
    for noun, part, whole, opener, (lead, middle, last, due) in product(
        ("xã", "trường", "hộ"), (1, 2, 3), (3, 4, 5), ("Có", "Phấn đấu"), TIMES
    ):
        if part < whole and not middle and not (lead.startswith("Phấn") and opener.startswith("Phấn")):
            words = f"{lead}{opener.lower() if lead else opener} {part}/{whole} số {noun} đạt chuẩn văn hóa {last}".strip()
            yield Case(
                f"- {words}.",
                [(f"{noun} đạt chuẩn văn hóa", "=", round(100 * part / whole, 2), None, f"% số {noun}", due)],
                {"order": "fraction", "time": f"{lead}{last}"},
            )
    for said, noun, (lead, middle, last, due) in product(
        ("Không còn", "Xóa hết"), ("hộ nghèo", "nhà tạm", "xã đặc biệt khó khăn"), TIMES
    ):
        if not middle:
            words = f"{lead}{said.lower() if lead else said} {noun} {last}".strip()
            yield Case(
                f"- {words}.",
                [(noun, "=", 0, None, noun, due)],
                {"order": "nothing left", "time": f"{lead}{last}"},
            )
    for name, times, (before, op), behind in product(("Thu nhập bình quân đầu người", "Kim ngạch xuất khẩu", "Doanh thu du lịch"), (("2", 2), ("1,5", 1.5)),
                                                     (("", "="), ("ít nhất", ">="), ("trên", ">"), ("khoảng", "~")), ("", " so với năm 2025", " năm 2025", " so với hiện nay")):  # fmt: skip
        words = " ".join(f"{name} gấp {before} {times[0]} lần{behind}".split())
        if behind != " so với hiện nay":
            yield Case(
                f"- {words}.",
                [(name, op, times[1], None, "lần", "2030")],
                {"order": "multiple", "comparator": before, "base": behind},
            )
    for base, (before, behind, op), name in product(
        ("GRDP", "tổng chi ngân sách", "tổng mức bán lẻ"),
        COMPARATORS[:10],
        ("Kinh tế số", "Chi cho giáo dục"),
    ):
        words = " ".join(f"{name} chiếm {before} 20% {base} {behind}".split())
        yield Case(
            f"- {words}.",
            [(name, op, 20, None, f"% {base}", "2030")],
            {"order": "share of a base", "comparator": before, "base": base},
        )
    for group, (before, behind, op), (unit, name), amount in product(("xã", "xã, phường", "trường", "chi bộ"), COMPARATORS, (("mô hình", "mô hình tự quản"), ("câu lạc bộ", "câu lạc bộ thể thao")), COUNTED[::2]):  # fmt: skip
        value = _said(amount, before, name, behind)
        if value is not None and not behind:
            yield Case(
                f"- Mỗi {group} có {value}.",
                [_goal(f"{name} của mỗi {group}", op, amount, f"{unit}/{group}", "2030")],
                {"order": "each", "comparator": before, "number": amount.shown},
            )
    for (before, behind, op), link, (first, second) in product(
        COMPARATORS, (", ", "; ", " và "), product(SUBJECTS, SUBJECTS)
    ):
        value = _said(Amount("95%", 95), before, "", behind)
        if value is not None and first != second:
            shared = (
                op if link != "; " and before and not behind and op in (">=", ">") and link == " và " else "="
            )
            goals: list[Goal] = [(first, op, 95, None, "%", "2030"), (second, shared, 90, None, "%", "2030")]
            yield Case(
                f"- {_capital(value)} {first}{link}90% {second}.",
                goals,
                {"order": "list of shares", "comparator": f"{before} .. {behind}", "link": link},
            )
    things = ("cây quế", "cây mắc ca", "lúa chất lượng cao", "đàn bò")
    for thing, (size, unit), amount, (before, behind, op) in product(
        things,
        (("Diện tích", "nghìn ha"), ("Sản lượng", "tấn"), ("Giá trị", "tỷ đồng")),
        MEASURED[:3],
        COMPARATORS,
    ):
        value = _said(amount, before, unit, behind)
        for layout, frame in (
            ("heading above", "1. {}\n\n- {} đạt {}."),
            ("label above", "- {}:\n\n+ {} đạt {}."),
        ):
            goal = _goal(f"{size} {thing}", op, amount, unit, "2030")
            yield Case(
                frame.format(_capital(thing), size, value),
                [goal],
                {
                    "order": "topic above",
                    "layout": layout,
                    "comparator": f"{before} .. {behind}",
                    "unit": unit,
                },
            )


def tables() -> Iterator[Case]:
    """Rows of tables of targets, with one or two columns of values."""
    rows = [(name, "%") for name in NAMED_SHARES] + NAMED_MEASURES
    for (name, unit), (before, _, op), (one, two) in product(
        rows, COMPARATORS[:9], ((("95", 95.0), ("97,5", 97.5)), (("1.200", 1200.0), ("1.500", 1500.0)))
    ):
        for place in ("column", "value", "name"):
            shown = [f"{before} {n[0]}{f' {unit}' if place == 'value' else ''}".strip() for n in (one, two)]
            measure = unit if place == "column" else ""
            said = f"{name} ({unit})" if place == "name" else name
            header = (
                "| TT | Chỉ tiêu | ĐVT | Năm 2026 | Năm 2030 |"
                if place == "column"
                else "| TT | Chỉ tiêu | Năm 2026 | Năm 2030 |"
            )
            row = (
                f"| 1 | {said} | {measure} | {shown[0]} | {shown[1]} |"
                if place == "column"
                else f"| 1 | {said} | {shown[0]} | {shown[1]} |"
            )
            goals: list[Goal] = [
                (name, op, one[1], None, unit, "2026"),
                (name, op, two[1], None, unit, "2030"),
            ]
            yield Case(
                f"{header}\n{row}",
                goals,
                {"order": "table", "unit in": place, "comparator": before, "unit": unit},
            )


def cases() -> Iterator[Case]:
    """All of them."""
    for make in (names_first, labels, shares_first, counts_first, changes, others, tables):
        yield from make()


def read(these: list[Case]) -> list[list[Goal]]:
    """What the grammar reads of each case; they stand in one document, each below a heading of its own."""
    heads = [f"{_roman(at + 2)}. MỤC TIÊU ĐẾN NĂM 2030" for at in range(len(these))]
    document = plan("\n\n".join(f"{head}\n\n{case.text}" for head, case in zip(heads, these, strict=True)))
    starts, at = [], 0
    for head in heads:
        at = document.text.index(f"\n{head}", at) + 1
        starts.append(at)
    found: list[list[Goal]] = [[] for _ in these]
    for t in document.targets:
        index = max((i for i, start in enumerate(starts) if start <= t.span.start), default=0)
        found[index].append((t.indicator, t.op, t.value, t.value_max, t.unit, t.due))
    return found


def _roman(number: int) -> str:
    shown = ""
    for letters, value in (
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ):
        shown, number = shown + letters * (number // value), number % value
    return shown


def is_right(expected: list[Goal], found: list[Goal]) -> bool:
    """Whether the goals are the same; a capital at the beginning of a name does not count."""
    return [(name.lower(), *rest) for name, *rest in expected] == [
        (name.lower(), *rest) for name, *rest in found
    ]


def judged(these: Iterable[Case], size: int = 30) -> Iterator[tuple[Case, list[Goal], bool]]:
    """Each case with what is read and whether it is right."""
    rows = list(these)
    for at in range(0, len(rows), size):
        batch = rows[at : at + size]
        for case, found in zip(batch, read(batch), strict=True):
            yield case, found, is_right(case.expected, found)


def main() -> None:
    """Runs all cases and prints how many are right along each dimension; with a word, the wrong ones of that value."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for case, found, good in judged(cases()):
        rows = [("all", ""), *case.dimensions.items()]
        total.update(rows)
        right.update(rows if good else [])
        if not good and len(sys.argv) > 1 and sys.argv[1] in ("all", *case.dimensions.values()):
            print(repr(case.text), "\n   ", case.expected, "\n   ", found)
    for row in sorted(total):
        if right[row] < total[row] or row[0] in ("all", "order", "layout"):
            print(f"{row[0]:12} {row[1]:44} {right[row]:6} of {total[row]:6}  {right[row] / total[row]:.3f}")


if __name__ == "__main__":
    main()
