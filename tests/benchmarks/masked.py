"""How far a reading is from a transcript in which numbers are masked and what was written by hand is left out.

    python tests/benchmarks/masked.py seal TRANSCRIPT SCAN > tests/scans/NAME-pN.sealed
    python tests/benchmarks/masked.py open SEALED SCAN

The words of real documents are not part of the project: a transcript is sealed by the file that it tells, and whoever has the scan reads it.
In a transcript `#` stands for one digit, `…` for a short run of any characters (a name, a stamp, handwriting), a tab parts
what stands side by side: either side may be read first.
"""

import base64
import re
import sys
import unicodedata
import zlib
from hashlib import shake_256
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np

RUN = 60  # signs that one `…` takes in for nothing
_MASK, _FAR = "…", np.iinfo(np.int64).max // 2


def sealed(transcript: str, scan: bytes) -> str:
    """A transcript as whoever has no copy of its scan sees it, in lines of signs."""
    packed = zlib.compress(transcript.encode(), 9)
    return fill(base64.b64encode(_crossed(packed, scan)).decode(), 110) + "\n"


def unsealed(told: str, scan: bytes) -> str:
    """The transcript that ``sealed`` made of these signs. Raises zlib.error for another file than that of the scan."""
    return zlib.decompress(_crossed(base64.b64decode("".join(told.split())), scan)).decode()


def _crossed(data: bytes, scan: bytes) -> bytes:
    key = shake_256(scan).digest(len(data))
    return bytes(a ^ b for a, b in zip(data, key, strict=True))


def plain(text: str) -> str:
    """Composed, every white space one space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def hidden(text: str) -> str:
    """Every sign of a number masked: digits that were read count as digits, whichever they are; a fraction is two of them."""
    apart = "".join(unicodedata.normalize("NFKC", sign) if sign.isnumeric() else sign for sign in text)
    return "".join("#" if sign.isnumeric() else sign for sign in apart.replace("\N{FRACTION SLASH}", "/"))


def printed(transcript: str) -> int:
    """How many characters a transcript tells, masks of names and of handwriting left out."""
    return len(plain(transcript.replace(_MASK, " ")))


def distance(transcript: str, read: str) -> int:
    """Characters put in, left out and changed, at the least: Levenshtein's distance with the two liberties of a transcript."""
    signs = np.array([ord(sign) for sign in hidden(plain(read))], dtype=np.int64)
    costs = np.arange(len(signs) + 1)
    rows = [row for row in transcript.splitlines() if row.strip()]
    for at, row in enumerate(rows):
        lead = " " if at else ""
        costs = np.minimum.reduce([_after(costs, lead + order, signs) for order in _orders(row)])
    return int(costs[-1])


def _orders(row: str) -> list[str]:
    left, _, right = (plain(part) for part in row.partition("\t"))
    return [f"{left} {right}", f"{right} {left}"] if right else [left]


def _after(costs: Any, text: str, signs: Any) -> Any:
    """The costs of every beginning of a reading, when this much more of the transcript is told; spaces about a mask are the mask's."""
    for sign in re.sub(rf"\s*{_MASK}\s*", _MASK, text):
        costs = _freely(costs) if sign == _MASK else _strictly(costs, ord(sign), signs)
    return costs


def _strictly(costs: Any, sign: int, signs: Any) -> Any:
    """One character of the transcript: met, changed or left out, and then whatever was put in."""
    told = costs + 1
    told[1:] = np.minimum(told[1:], costs[:-1] + (signs != sign))
    places = np.arange(len(told))
    return np.minimum.accumulate(told - places) + places


def _freely(costs: Any) -> Any:
    """A mask: up to its run of the reading for nothing."""
    before = np.concatenate([np.full(RUN, _FAR), costs])
    return np.lib.stride_tricks.sliding_window_view(before, RUN + 1).min(axis=1)


def main() -> None:
    """The command line: seals or opens one transcript."""
    what, told, scan = sys.argv[1:]
    words, made = Path(told).read_text("utf-8"), {"seal": sealed, "open": unsealed}[what]
    print(made(words, Path(scan).read_bytes()), end="")


if __name__ == "__main__":
    main()
