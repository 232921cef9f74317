"""Expressions of time by construction: every form x preposition x sign x list or range x recurrence x place in a sentence.

``python -m tests.grammar.times`` runs all of them and prints how many are right along each dimension.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from kehoach.language import mark
from kehoach.language.dates import Frame, resolve
from kehoach.text import last_day

FRAME = Frame(2026, "2026-04-18")
Dates = tuple[str | None, str | None, str | None, bool]  # start, end, recurrence, whether a condition


class Case(NamedTuple):
    """A text, the dates of its times in order, and what it is along each dimension."""

    text: str
    expected: list[Dates]
    dimensions: dict[str, str]


class Piece(NamedTuple):
    """A moment as printed with and without its year, whether it is a day, and the days that it covers."""

    whole: str
    short: str
    grain: str
    begin: date
    end: date


def days(sign: str, noun: bool = True) -> list[Piece]:
    """Days in one notation."""
    made = []
    for day, month in ((5, 2), (28, 2), (15, 6), (30, 11), (31, 12)):
        shown = f"{day:02}{sign}{month:02}" if sign != "words" else f"{day:02} tháng {month}"
        year = " năm 2026" if sign == "words" else f"{sign}2026"
        before = "ngày " if noun else ""
        at = date(2026, month, day)
        made.append(
            Piece(
                f"{before}{shown}{year}", f"{before}{shown}" if sign in ("/", "words") else "", "day", at, at
            )
        )
    return made


def months(sign: str) -> list[Piece]:
    """Months in one notation."""
    return [_stretch(f"tháng {m}", sign, "month", m, 1) for m in (1, 4, 6, 11)]


def quarters(sign: str) -> list[Piece]:
    """Quarters in one notation, with both spellings of the noun."""
    return [_stretch(f"{noun} {shown}", sign, "quarter", q * 3 - 2, 3) for noun, shown, q in
            (("quý", "I", 1), ("quí", "II", 2), ("Quý", "3", 3), ("quý", "IV", 4))]  # fmt: skip


def halves() -> list[Piece]:
    """Parts of a year."""
    return [_stretch(shown, " ", "half", first, count) for shown, first, count in
            (("6 tháng đầu năm", 1, 6), ("sáu tháng cuối năm", 7, 6), ("9 tháng đầu năm", 1, 9), ("nửa cuối năm", 7, 6))]  # fmt: skip


def _stretch(shown: str, sign: str, grain: str, first: int, count: int) -> Piece:
    last = first + count - 1
    return Piece(
        f"{shown}{sign}2026", shown, grain, date(2026, first, 1), date(2026, last, last_day(2026, last))
    )


FORMS = {
    "day d/m/y": days("/"), "day d-m-y": days("-"), "day d.m.y": days("."), "day in words": days("words"), "day bare": days("/", noun=False),
    "month /": months("/"), "month năm": months(" năm "), "month -": months("-"), "month , năm": months(", năm "),
    "quarter /": quarters("/"), "quarter năm": quarters(" năm "), "quarter -": quarters("-"),
    "half": halves(), "year": [Piece("năm 2026", "", "year", date(2026, 1, 1), date(2026, 12, 31))],
}  # fmt: skip
PREFIXES = {
    "trước": "before", "trước thời điểm": "before", "đến": "until", "đến hết": "until", "chậm nhất là": "until", "chậm nhất trước": "before", "muộn nhất": "until",
    "hết": "until", "trong": "in", "vào": "in", "từ": "from", "kể từ": "from", "sau": "after", "": "in",
    "từ nay đến hết": "now", "từ nay đến": "now", "trước 17 giờ": "before", "chậm nhất vào 16h30,": "until",
}  # fmt: skip
PLACES = {
    "alone": "{}", "opening": "{}, các đơn vị gửi báo cáo về Sở.", "end": "Các đơn vị gửi báo cáo về Sở {}.", "middle": "Các đơn vị {} gửi báo cáo.",
    "brackets": "Các đơn vị gửi báo cáo ({}).", "line": "Thời gian thực hiện: {}.", "broken": "Các đơn vị gửi báo cáo\n{}\nvề Sở",
}  # fmt: skip


def related(op: str, piece: Piece) -> Dates:
    """The dates of work so related to a moment."""
    exact = piece.grain == "day"
    start: date | None = piece.begin
    end: date | None = piece.end
    if op == "before":
        start, end = None, end if exact else piece.begin - timedelta(days=1)
    elif op == "until":
        start = None
    elif op == "from":
        end = None
    elif op == "after":
        start, end = (piece.begin if exact else piece.end + timedelta(days=1)), None
    elif op == "now":
        return "2026-04-18", piece.end.isoformat(), None, False
    return start and start.isoformat(), end and end.isoformat(), None, False


def singles() -> Iterator[Case]:
    """One moment with one preposition in one place."""
    for (form, pieces), (prefix, op), (place, frame) in product(
        FORMS.items(), PREFIXES.items(), PLACES.items()
    ):
        hours = any(letter.isdigit() for letter in prefix)
        if (hours and not form.startswith("day")) or (form == "day bare" and prefix in ("", "trong", "vào")):
            continue
        for piece in pieces:
            text = frame.format(f"{prefix} {piece.whole}".strip())
            yield Case(
                text,
                [related(op, piece)],
                {"arrangement": "one", "form": form, "prefix": prefix or "(none)", "place": place},
            )


def yearly() -> Iterator[Case]:
    """A day, month or quarter that comes back every year, with the recurrence behind or before it."""
    shapes = {"behind": "{} hằng năm", "hàng": "{} hàng năm", "mỗi": "{} mỗi năm", "brackets behind": "{} (hằng năm)",
              "before": "hằng năm, {}", "before in brackets": "hằng năm ({})", "định kỳ": "định kỳ hằng năm ({})"}  # fmt: skip
    forms = ("day d/m/y", "day in words", "month /", "quarter /")
    for form, (prefix, op), (shape, said), (place, frame) in product(
        forms, PREFIXES.items(), shapes.items(), PLACES.items()
    ):
        if op in ("now", "after", "from") or (
            shape.startswith(("before", "định")) and prefix in ("", "vào") and form.startswith("day")
        ):
            continue
        if shape.startswith(("before", "định")) and (prefix == "" or any(c.isdigit() for c in prefix)):
            continue
        if any(c.isdigit() for c in prefix) and not form.startswith("day"):
            continue
        for piece in FORMS[form]:
            start, end, _, _ = related(op, piece)
            expected = (_day(start), _day(end), "yearly", False)
            if expected[1] == "--12-31" and op == "before" and piece.grain != "day":
                continue
            if op == "in" and form.startswith("day"):
                expected = (_day(start), _day(end), "yearly", False)
            text = frame.format(said.format(f"{prefix} {piece.short}".strip()))
            yield Case(
                text,
                [expected],
                {
                    "arrangement": f"yearly {shape}",
                    "form": form,
                    "prefix": prefix or "(none)",
                    "place": place,
                },
            )


def _day(value: str | None) -> str | None:
    return f"-{value[4:]}" if value else None


def ranges() -> Iterator[Case]:
    """Two moments of a kind, the first with and without the year that the second tells."""
    links = {"đến": " đến ", "-": " - ", "–": "–", "đến hết": " đến hết ", "tới": " tới "}
    for (form, pieces), (link, joined), (place, frame) in product(
        FORMS.items(), links.items(), PLACES.items()
    ):
        if form in ("half", "year", "day bare") or (
            form in ("day d-m-y", "day d.m.y", "month -", "quarter -") and "–" in link + joined
        ):
            continue
        for first, second, shares, opener in product(
            pieces, pieces, (False, True), ("từ ", "trong thời gian từ ", "")
        ):
            if (
                first.begin >= second.begin
                or (shares and not first.short)
                or (not opener and place == "middle" and form.startswith("day"))
            ):
                continue
            text = frame.format(f"{opener}{first.short if shares else first.whole}{joined}{second.whole}")
            expected = (first.begin.isoformat(), second.end.isoformat(), None, False)
            yield Case(
                text,
                [expected],
                {
                    "arrangement": "range shared" if shares else "range",
                    "form": form,
                    "link": link,
                    "place": place,
                },
            )


def lists() -> Iterator[Case]:
    """Lists whose nouns are repeated: each moment stands for itself and shares the year of the last."""
    links = {"và": " và ", ",": ", ", ", và": ", và "}
    for (form, pieces), (link, joined), (prefix, op), (place, frame) in product(
        FORMS.items(), links.items(), PREFIXES.items(), PLACES.items()
    ):
        if (
            form in ("half", "year", "day bare", "day d-m-y", "day d.m.y", "month , năm")
            or op in ("now", "from", "after")
            or any(c.isdigit() for c in prefix)
        ):
            continue
        for first, second, shares in product(pieces[:3], pieces[:3], (False, True)):
            if (
                first.begin >= second.begin
                or (shares and not first.short)
                or (not prefix and place == "middle")
            ):
                continue
            text = frame.format(
                f"{prefix} {first.short if shares else first.whole}{joined}{second.whole}".strip()
            )
            touching = link in ("và", ",") and op == "in" and first.end + timedelta(days=1) == second.begin
            both = [related(op, first), related(op, second)]
            if touching and second.grain in ("month", "quarter"):  # "quý I và quý II năm 2026" is one stretch
                both = [(first.begin.isoformat(), second.end.isoformat(), None, False)]
            yield Case(text, both,
                       {"arrangement": "list shared" if shares else "list", "form": form, "link": link, "prefix": prefix or "(none)", "place": place})  # fmt: skip


def runs() -> Iterator[Case]:
    """Bare numbers that share noun and year and follow one another make one stretch."""
    shown = {
        "quý I, II/2026": (1, 6), "quý I và II năm 2026": (1, 6), "các quý II, III và IV năm 2026": (4, 12), "quý III - IV/2026": (7, 12), "quý I - II năm 2026": (1, 6),
        "tháng 8 - 9/2026": (8, 9), "tháng 8, 9/2026": (8, 9), "tháng 10, 11, 12 năm 2026": (10, 12), "tháng 5 và 6/2026": (5, 6), "các tháng 1, 2 và 3 năm 2026": (1, 3),
        "tháng 9 đến 11/2026": (9, 11), "tháng 04 - 06/2026": (4, 6),
    }  # fmt: skip
    for (words, (first, last)), prefix, (place, frame) in product(
        shown.items(), ("", "trong ", "vào ", "từ "), PLACES.items()
    ):
        if prefix == "từ " and ("," in words or " và " in words or "các" in words):
            continue
        expected = (f"2026-{first:02}-01", f"2026-{last:02}-{last_day(2026, last):02}", None, False)
        yield Case(
            frame.format(prefix + words), [expected], {"arrangement": "run", "form": words, "place": place}
        )
    for words, first, last in (("từ ngày 08 đến ngày 10 tháng 12 năm 2026", 8, 10), ("từ 08 - 10/12/2026", 8, 10), ("ngày 8-10/12/2026", 8, 10),
                               ("trong các ngày 11 - 12/12/2026", 11, 12), ("hai ngày 12 và 13/12/2026", 12, 13), ("từ ngày 20 đến 25/12/2026", 20, 25)):  # fmt: skip
        for place, frame in PLACES.items():
            expected = (f"2026-12-{first:02}", f"2026-12-{last:02}", None, False)
            yield Case(
                frame.format(words), [expected], {"arrangement": "run of days", "form": words, "place": place}
            )


def recurrences() -> Iterator[Case]:
    """How often, and days of every month or quarter."""
    told = {
        "hằng năm": "yearly", "hàng quý": "quarterly", "mỗi tháng": "monthly", "hằng tuần": "weekly", "hàng ngày": "daily",
        "6 tháng một lần": "half-yearly", "06 tháng/lần": "half-yearly", "3 tháng/lần": "quarterly", "mỗi năm một lần": "yearly", "một năm một lần": "yearly",
        "02 lần/năm": "half-yearly", "01 lần/quý": "quarterly", "01 lần/tháng": "monthly", "thứ Sáu hằng tuần": "weekly", "sáng thứ hai hằng tuần": "weekly",
        "định kỳ 6 tháng": "half-yearly", "định kỳ 3 tháng": "quarterly",
    }  # fmt: skip
    for (words, every), prefix, (place, frame) in product(told.items(), ("", "định kỳ "), PLACES.items()):
        if prefix and words.startswith(("định", "thứ", "sáng")):
            continue
        yield Case(
            frame.format(prefix + words),
            [(None, None, every, False)],
            {"arrangement": "recurrence", "form": words, "place": place},
        )
    behind = {"hằng tháng": "monthly", "hàng tháng": "monthly", "của tháng": "monthly", "tháng sau": "monthly", "của tháng cuối quý": "quarterly",
              "tháng cuối của quý": "quarterly", "tháng đầu quý sau": "quarterly", "hằng quý": "quarterly"}  # fmt: skip
    for (words, every), prefix, (place, frame) in product(
        behind.items(), ("trước ", "chậm nhất là ", "đến ", ""), PLACES.items()
    ):
        yield Case(
            frame.format(f"{prefix}ngày 20 {words}"),
            [(None, "---20", every, False)],
            {"arrangement": "day of every month", "form": words, "place": place},
        )


def events() -> Iterator[Case]:
    """Conditions."""
    spans = [f"{opener} {count} {unit} kể từ {what}" for opener, count, unit, what in product(
        ("trong thời hạn", "trong vòng", "chậm nhất", "không quá", "chậm nhất sau"), ("15", "05", "10 (mười)"), ("ngày", "ngày làm việc", "tháng"),
        ("ngày nhận được hồ sơ", "khi kết thúc đợt kiểm tra", "ngày Kế hoạch được ban hành"))]  # fmt: skip
    others = ["sau khi Chính phủ ban hành Nghị định", "ngay sau khi Kế hoạch được phê duyệt", "sau khi kết thúc đợt kiểm tra", "khi có hướng dẫn của Bộ Y tế",
              "khi Trung ương có văn bản hướng dẫn", "trước khi tiến hành kiểm tra", "sau khi Hội đồng nhân dân tỉnh thông qua", "giữa giai đoạn và cuối giai đoạn"]  # fmt: skip
    for words, (place, frame) in product([*spans, *others], PLACES.items()):
        if place not in ("alone", "opening", "end", "brackets", "line"):
            continue
        yield Case(
            frame.format(words),
            [(None, None, None, True)],
            {"arrangement": "event", "form": " ".join(words.split()[:3]), "place": place},
        )


def others() -> Iterator[Case]:
    """Periods, school years, weeks, feasts, years that go on."""
    told: dict[str, Dates] = {
        "giai đoạn 2026 - 2030": ("2026-01-01", "2030-12-31", None, False), "giai đoạn từ năm 2026 đến năm 2030": ("2026-01-01", "2030-12-31", None, False),
        "giai đoạn 1 (2026 - 2027)": ("2026-01-01", "2027-12-31", None, False), "từ năm 2026 đến hết năm 2030": ("2026-01-01", "2030-12-31", None, False),
        "năm 2026 và các năm tiếp theo": ("2026-01-01", None, None, False), "từ năm 2026 trở đi": ("2026-01-01", None, None, False),
        "năm học 2026 - 2027": ("2026-09-01", "2027-05-31", None, False), "từ năm học 2026-2027": ("2026-09-01", None, None, False),
        "tuần đầu tháng 5/2026": ("2026-05-01", "2026-05-07", None, False), "tuần thứ hai của tháng 5 năm 2026": ("2026-05-08", "2026-05-14", None, False),
        "tuần cuối tháng 6/2026": ("2026-06-24", "2026-06-30", None, False), "tuần đầu hằng tháng": ("---01", "---07", "monthly", False),
        "trước Tết Nguyên đán năm 2026": (None, "2026-02-16", None, False), "trước Tết Nguyên đán Đinh Mùi 2027": (None, "2027-02-05", None, False),
        "trong dịp Tết Nguyên đán 2030": ("2030-02-02", "2030-02-04", None, False), "trước Quốc khánh năm 2026": (None, "2026-09-01", None, False),
        "ngày mồng 5 tháng 9 năm 2026": ("2026-09-05", "2026-09-05", None, False), "từ nay đến cuối năm": ("2026-04-18", "2026-12-31", None, False),
        "từ nay đến năm 2030": ("2026-04-18", "2030-12-31", None, False), "vào cuối tháng 6/2026": (None, "2026-06-30", None, False),
        "cuối năm 2026": (None, "2026-12-31", None, False), "trước ngày 31/01 năm sau": (None, "--01-31", "yearly", False),
        "trong 02 năm 2026 - 2027": ("2026-01-01", "2027-12-31", None, False), "T11/2026": ("2026-11-01", "2026-11-30", None, False),
        "Quý IV/2025 - Quý II/2026": ("2025-10-01", "2026-06-30", None, False), "từ tháng 10 đến tháng 3 năm 2027": ("2026-10-01", "2027-03-31", None, False),
        "10/2026": ("2026-10-01", "2026-10-31", None, False), "2026 - 2030": ("2026-01-01", "2030-12-31", None, False), "thường xuyên": (None, None, "continuous", False),
        "tháng Mười hai năm 2026": ("2026-12-01", "2026-12-31", None, False), "nửa đầu tháng 5/2026": ("2026-05-01", "2026-05-15", None, False),
    }  # fmt: skip
    for (words, expected), (place, frame) in product(told.items(), PLACES.items()):
        yield Case(frame.format(words), [expected], {"arrangement": "other", "form": words, "place": place})


def cases() -> Iterator[Case]:
    """All of them."""
    for make in (singles, yearly, ranges, lists, runs, recurrences, events, others):
        yield from make()


def read(text: str) -> list[Dates]:
    """What the grammar reads."""
    found = [resolve(one.value, FRAME) for one in mark(text).all("time")]
    return [(w.start, w.end, w.recurrence, w.condition is not None) for w in found if w is not None]


def main() -> None:
    """Runs all cases and prints how many are right along each dimension; with a word, the wrong ones of that value."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for case in cases():
        rows = [("all", ""), *case.dimensions.items()]
        good = read(case.text) == case.expected
        total.update(rows)
        right.update(rows if good else [])
        if not good and len(sys.argv) > 1 and sys.argv[1] in ("all", *case.dimensions.values()):
            print(repr(case.text), case.expected, read(case.text))
    for row in total:
        if right[row] < total[row] or row[0] in ("all", "arrangement", "place"):
            print(f"{row[0]:12} {row[1]:40} {right[row]:6} of {total[row]:6}  {right[row] / total[row]:.3f}")


if __name__ == "__main__":
    main()
