"""RTF without the text that is struck through or deleted: it is shown, but no longer holds."""

import re

_TOKEN = re.compile(rb"\\([a-z]+)(-?\d*) ?|\\'[0-9a-f]{2}|\\[^a-z]|[{}]|[^\\{}]+", re.IGNORECASE)
_STRIKES = {b"strike", b"striked", b"strikedl", b"deleted"}


def without_struck(data: bytes) -> bytes:
    """The file with its marks and groups, without the words that stand struck through.

    >>> without_struck(b"{\\\\rtf1 con {\\\\strike bo} lai}")
    b'{\\\\rtf1 con {\\\\strike } lai}'
    """
    if b"\\bin" in data or not any(b"\\" + word in data for word in _STRIKES):
        return data
    out: list[bytes] = []
    outer: list[bool] = []
    struck = False
    for token in _TOKEN.finditer(data):
        sign, word = token.group(), token[1]
        if sign == b"{":
            outer.append(struck)
        elif sign == b"}":
            struck = outer.pop() if outer else False
        elif word in _STRIKES:
            struck = token[2] != b"0"
        elif word == b"plain":
            struck = False
        elif struck and not (word and word != b"u"):
            continue
        out.append(sign)
    return b"".join(out)
