"""Roman labels of headings, as OCR misreads them."""

import re

from kehoach.reading.layout import Line
from kehoach.text import parse_roman, to_roman

_ROMAN = re.compile(r"^(?P<label>[IVXHLl1T]{1,5})(?P<sign>\.|\s-)\s(?=[A-ZÀ-ỸĐ])")
_MISREAD = (
    ("IH", "III"),
    ("HI", "III"),
    ("1V", "IV"),
    ("TV", "IV"),
    ("lV", "IV"),
    ("H", "II"),
    ("l", "I"),
    ("1", "I"),
)


def count_romans(lines: list[Line]) -> None:
    """Roman labels of headings put right: "IH" is III; a label that comes twice has lost a stroke (II, II, IV)."""
    last = 0
    for line in lines:
        match = _ROMAN.match(line.text)
        if match is None:
            continue
        label = match["label"]
        for wrong, meant in _MISREAD:
            label = label.replace(wrong, meant) if not label.isdecimal() else label
        number = parse_roman(label)
        if number is None:
            continue
        if number == last and label + "I" == to_roman(number + 1):
            number, label = number + 1, label + "I"
        line.text, last = label + line.text[match.end("label") :], number
