"""Where sentences end: at a full stop, question or exclamation mark before a capital, at "./.", at a line end."""

import re

# behind a day or a word also without a space: "trước ngày 20/8.Sở Y tế", "đúng quy định.Các xã"
_SLIP = r"\.(?:(?<=/\d\.)|(?<=/\d\d\.)|(?<=/\d{4}\.)|(?<=[^\W\d_A-ZĐ]{3}\.))()(?=[A-ZĐÀ-Ỹ][^\W\d_A-Z]+ )"
_SHARE = r"(?<=[^\W\d_]|\))\.(\s+)(?=\d{1,3}(?:,\d{1,2})?%)"  # "đúng quy định. 100% hồ sơ"
_END = re.compile(
    rf"[.!?…](\s+)(?=[^\W\d_a-z])|\./\.(\s+(?=[^\W\d_a-z])|\s)|(\n)|{_SLIP}|{_SHARE}"
)  # each with its white space
# "TS. Nguyễn", "TP. Huế", "ThS. Lê": a stop behind a short form ends nothing
_SHORT_FORM = re.compile(r"(?:^|[\s(])(?:tp|ts|ths|gs|pgs|bs|ks|cn|tx|tt|p|q|tr|st|đ/c|vd|ông|bà)\.\s*$")


def sentence_cuts(text: str, low: str) -> list[tuple[int, int]]:
    """The stretches between sentences (white space) over a whole text, in order."""
    spans = [match.span(match.lastindex or 0) for match in _END.finditer(text)]
    return [
        (start, end)
        for start, end in spans
        if not text[end : end + 1].islower()
        and (text[start] == "\n" or not _SHORT_FORM.search(low, max(0, start - 6), start))
    ]
