"""The labels at the start of paragraphs: I., 1., 1.1., a), (1), Điều 2., Phụ lục I, bullets."""

import re

from msgspec import Struct

from kehoach.text import compile_vi, parse_roman

# Example of each kind:   PHẦN I | Chương II | Mục 1 | Điều 3. | Phụ lục II | Ngày 1: | I. I- | A. | 1. 1- | 2.1. |
#                         (1) | (ii) | 1) | a) a. | a.1) | - + •
_LABEL = compile_vi(
    r"""
    (?P<appendix>(?:PHỤ\ LỤC|Phụ\ lục|PHỤ\ BIỂU|Phụ\ biểu|MẪU\ BIỂU|Mẫu\ biểu)(?:\ (?:SỐ|số))?(?:\ ?\d{1,2}\b|\ [IVXL]{1,5}\b)?)\s*[:.\-]?\s*(?=$|[A-ZÀ-Ỹ(])
  | (?P<part>(?:PHẦN|Phần)\ (?:THỨ|thứ)?\ ?(?:[IVX]{1,4}|\d{1,2}|NHẤT|HAI|BA|TƯ|NĂM|nhất|hai|ba|tư|năm))\b\s*[:.\-]?\s*(?=$|[A-ZÀ-Ỹ])
  | (?P<chapter>(?:CHƯƠNG|Chương)\ (?:[IVXL]{1,5}|\d{1,2}))\b\s*[:.\-]?\s*
  | (?P<division>(?:MỤC|Mục|Tiểu\ mục)\ (?:[IVX]{1,4}|\d{1,2}))\b\s*[:.\-]\s*
  | (?P<stage>(?:NGÀY|Ngày|ĐỢT|Đợt|BUỔI|Buổi|TUẦN|Tuần|GIAI\ ĐOẠN|Giai\ đoạn)(?:\ thứ)?\ (?:[IVX]{1,4}|\d{1,2}))\s*:\s*(?=\S)
  | (?P<article>Điều\ \d{1,3}[a-zđ]?)\s*[.:]\s*
  | (?P<roman>[IVXL]{1,6})(?:\s*[.)]|\s*[-–]|\s*:)(?![A-Za-z/])\s*
  | (?P<romanbare>[IVXL]{1,5})\s+(?!PHẠM)(?=[A-ZÀ-Ỹ]{2})
  | (?P<upper>[A-HĐ])\s*[.)-]\s+
  | (?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})\s*[.)]?\s+(?=[^\d\s%]|\d{1,3}%)
  | (?P<arabic>\d{1,2})\s*[.\-–](?![\d/])\s*(?=\S)
  | (?P<bracketed>\(\d{1,2}\))\s*
  | (?P<smallroman>\([ivx]{1,4}\))\s*
  | (?P<closed>\d{1,2})\)\s*
  | (?P<letterdot>[a-zđ]\.\d{1,2})\s*[.)]?\s+
  | (?P<letter>[a-zđ])\s*[.)]\s*(?=\S)
  | (?P<dash>[-–−•])\s+(?=\S)|(?P<dashtight>-)(?=[A-ZÀ-Ỹ])
  | (?P<plus>\+)\s*(?=\S)
  | (?P<star>[*o])\s+(?=[A-ZÀ-Ỹ])
    """,
    re.VERBOSE,
)
_SAME_KIND = {"romanbare": "roman", "dashtight": "dash"}
BULLETS = frozenset({"dash", "plus", "star"})
NAMED = frozenset({"appendix", "part", "chapter", "division", "article"})


class Label(Struct, frozen=True):
    """``kind`` names the family; ``shown`` the label without punctuation; ``end`` where the words begin."""

    kind: str
    shown: str
    end: int
    rank: int | None = None


def find_label(text: str) -> Label | None:
    """The label at the start of a paragraph, or None."""
    if not text or (text[0].islower() and text[1:2] not in ").-"):
        return None
    match = _LABEL.match(text)
    if not match:
        return None
    group = str(match.lastgroup)
    shown = match[group].strip()
    kind = _SAME_KIND.get(group, group)
    if kind == "roman" and parse_roman(shown) is None:
        return None
    if kind == "dotted":
        kind = f"dotted{shown.count('.')}"
        if shown.startswith("0"):
            return None
    if kind == "smallroman" and parse_roman(shown.strip("()").upper()) is None:
        return None
    if kind in ("bracketed", "smallroman"):
        shown = shown.strip("()")
    return Label(kind, _tidy(shown), match.end(), _rank(kind, shown))


def _tidy(shown: str) -> str:
    shown = re.sub(r"\s+", " ", shown)
    return (
        shown.capitalize()
        if shown.startswith(("PHỤ", "PHẦN", "CHƯƠNG", "MỤC")) and " " not in shown[5:].strip()
        else shown
    )


def _rank(kind: str, shown: str) -> int | None:
    """The label's place in its series, where that can be told: II -> 2, c -> 3, 2.4 -> 4."""
    last = re.split(r"[.\s]", shown)[-1]
    if last.isdecimal():
        return int(last)
    if kind in ("roman", "chapter", "part", "appendix", "division", "stage"):
        return parse_roman(last)
    if kind == "smallroman":
        return parse_roman(last.upper())
    if kind == "letter":
        order = "abcdđeghiklmnopqrstuvxy"
        return order.index(last) + 1 if last in order else None
    return None
