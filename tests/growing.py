"""Texts that grow: of each kind that has ever made a reader of text slow, as large as asked.

Each kind stands in the body of a plan, so that letterhead, sections and extraction see what they would see in a real one.
``KINDS`` names them; ``text(kind, size)`` gives about ``size`` characters. The same kind and size give the same text.
"""

import random
from collections.abc import Callable
from itertools import count

from tests.making import HEAD, TAIL, TITLE

UNITS = (
    "Sở Y tế",
    "Sở Nội vụ",
    "UBND các xã, phường",
    "Công an tỉnh",
    "Trường Đại học Vĩnh Giang",
    "Chi cục Thủy lợi",
)
PLAIN = (
    "- Sở Y tế chủ trì, phối hợp với Sở Nội vụ và UBND các xã, phường rà soát số bác sĩ, báo cáo UBND tỉnh trước ngày 30/6/2026.\n"
    "- Phấn đấu đến năm 2030, tỷ lệ trạm y tế có bác sĩ đạt 95%; tỷ lệ hộ nghèo giảm 1,5%/năm theo Quyết định số 610/QĐ-UBND ngày 10/3/2026.\n"
)


def _repeated(piece: str) -> Callable[[int], str]:
    """The same words again and again, whole to the last, so that every size ends in the same way."""
    return lambda size: piece * (size // len(piece) + 1)


def _numbered(piece: str) -> Callable[[int], str]:
    """As ``_repeated``, with {} counted on from 1."""

    def made(size: int) -> str:
        parts, length = [], 0
        for number in count(1):
            parts.append(piece.replace("{}", str(number)).replace("{day}", str(number % 28 + 1)))
            length += len(parts[-1])
            if length >= size:
                return "".join(parts)
        raise AssertionError

    return made


def _nested(size: int) -> str:
    """Sections within sections, each label one level deeper, as deep as labels go, again and again."""
    labels = (
        "I. MỤC TIÊU",
        "1. Mục tiêu chung",
        "1.1. Về y tế",
        "1.1.1. Tuyến xã",
        "a) Trạm y tế",
        "- Bác sĩ",
        "+ Luân phiên",
    )
    return _repeated("\n".join(f"{label} đạt 95%." for label in labels) + "\n")(size)


def _deep(size: int) -> str:
    """Labels of ever more parts: 1. 1.1. 1.1.1. ..."""
    parts, length, depth = [], 0, 0
    while length < size:
        depth = depth % 60 + 1
        parts.append(".".join(["1"] * depth) + ". Nhiệm vụ của Sở Y tế\n")
        length += len(parts[-1])
    return "".join(parts)


def _mixed(seed: int) -> Callable[[int], str]:
    """Pieces of all kinds drawn into one stretch of some 5,000 characters, which comes back whole as often as need be."""

    def made(size: int) -> str:
        drawn = random.Random(seed)
        kinds = [kind for kind in KINDS if not kind.startswith("mixed")]
        block = ""
        while len(block) < 5_000:
            piece = KINDS[drawn.choice(kinds)](drawn.choice((40, 200, 900)))
            block += piece + drawn.choice(("\n", " ", "; ", ". ", ""))
        block += "\n\n"  # what ends one and begins the next would make a piece that the first alone lacks
        return block * max(1, round(size / 5_000))  # whole: what is slow may stand in its last piece

    return made


KINDS: dict[str, Callable[[int], str]] = {
    "prose": _repeated(PLAIN),
    "digits": _repeated("1"),
    "digit groups": _repeated("1 "),
    "thousands": _repeated("1.000."),
    "fractions": _repeated("1/"),
    "fractions spaced": _repeated("1 / "),
    "quantities": _numbered("đạt {} %, "),
    "goals": _numbered("tỷ lệ thứ {} đạt {}%; "),
    "laws": _repeated("Luật Đất đai "),
    "younger laws": _repeated("Luật Thương mại điện tử năm 2025, Luật Đất đai, "),
    "offices": _repeated("Văn phòng UBND tỉnh, "),
    "offices below a head": _repeated("các Sở: Văn phòng UBND tỉnh, "),
    "owners": _repeated("Sở của "),
    "committees": _repeated("Đảng ủy Công đoàn "),
    "joined verbs": _repeated("khôi phục, duy trì "),
    "label lines": _repeated("chủ trì: Sở Y tế; thời gian: Quý III/2026; "),
    "frequencies": _repeated("Hằng tháng: "),
    "dates": _numbered("{day}/6/2026, "),
    "days": _numbered("ngày {day} tháng 6 năm 2026; "),
    "days to come": _numbered("trước ngày {day}/6/2026, "),
    "days of one month": _repeated("ngày 1, 2, 3, 4, 5, 6, 7, 8, 9, "),
    "years": _numbered("năm 20{day}, "),
    "periods": _repeated("giai đoạn 2026 - 2030, "),
    "labels": _numbered("{}. "),
    "labels by line": _numbered("{}. Rà soát\n"),
    "letters by line": _repeated("a) Rà soát\nb) Báo cáo\n"),
    "roman": _repeated("IIII. "),
    "bullets": _repeated("- "),
    "capitals": _repeated("KẾ HOẠCH "),
    "capitals by line": _repeated("KẾ HOẠCH\n"),
    "one capital word": _repeated("Đ"),
    "letters": _repeated("a"),
    "opening brackets": _repeated("("),
    "brackets": _repeated("(sau đây gọi tắt là Đề án) "),
    "pairs of brackets": _repeated("()"),
    "quotes": _repeated("“"),
    "pairs of quotes": _repeated('"a" '),
    "symbols": _numbered("{}/KH-UBND, "),
    "long symbol": _repeated("1/KH-"),
    "citations": _numbered("Quyết định số {}/QĐ-UBND ngày {day}/3/2026 của UBND tỉnh, "),
    "rows": _numbered("| {} | Sở Y tế | đạt 95% | 30/6/2026 |\n"),
    "totals": _repeated("| 1 | Chợ | 2 |\n| 2 | Chợ | 3 |\n| Tổng cộng | | 6 |\n"),
    "totals alone": _repeated("| Tổng cộng | 6 |\n"),
    "cells": _repeated("| a "),
    "pipes by line": _repeated("|\n"),
    "open cells by line": _repeated("| a\n"),
    "fenced cells": _repeated("|\na\n"),
    "stars": _repeated("*a "),
    "bold stars": _repeated("**"),
    "open tags": _repeated("<b "),
    "hashes": _repeated("#\n"),
    "terms": _repeated("Quyết định này có hiệu lực từ ngày ký đến hết ngày "),
    "colons": _repeated("Sở Y tế: "),
    "colons alone": _repeated(":"),
    "dashes": _repeated("-"),
    "dashes spaced": _repeated(" - "),
    "dots": _repeated("."),
    "leaders": _repeated("Sở Y tế ........ "),
    "commas": _repeated(", "),
    "semicolons": _repeated("; "),
    "spaces": _repeated("a" + " " * 99),
    "slashes": _repeated("/"),
    "underscores": _repeated("_"),
    "line ends": _repeated("a\n"),
    "blank lines": _repeated("a\n\n"),
    "cut paragraphs": _repeated(
        "của các cơ quan, đơn vị trên địa bàn tỉnh và của các xã, phường, đặc khu,\n\n"
    ),
    "sections": _nested,
    "deep labels": _deep,
    "articles": _numbered("Điều {}. Sở Y tế chịu trách nhiệm\n"),
    "units": lambda size: (", ".join(UNITS * (size // 80 + 1)))[:size],
    "units by line": lambda size: ("\n".join(f"- {unit};" for unit in UNITS * (size // 90 + 1)))[:size],
    "charged": _repeated("Giao Sở Y tế chủ trì, phối hợp với "),
    "and": _repeated("Sở Y tế và "),
    "recipients": _repeated("Nơi nhận: "),
    "footnotes": _numbered("[{}] Xem "),
    "marks": _repeated("ạ̣"),
    "pointed": _repeated("a. A"),
    **{f"mixed {seed}": _mixed(seed) for seed in range(1, 7)},
}


def body(kind: str, size: int) -> str:
    """About ``size`` characters of a kind."""
    return KINDS[kind](size)


def text(kind: str, size: int) -> str:
    """A plan whose body is of a kind, about ``size`` characters in all."""
    frame = len(HEAD) + len(TITLE) + len(TAIL)
    return HEAD.format(title=TITLE, opening="") + "I. NHIỆM VỤ\n\n" + body(kind, max(1, size - frame)) + TAIL
