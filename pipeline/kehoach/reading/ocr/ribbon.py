"""The ribbon: what the first reader is not sure of, line under line on white, for the second to read.

Words that were read with confidence and that language expects where they stand are left out (``is_sure``): half of all signs of print, where none
was wrong. The rest of a line is closed up, cut where there is no ink, so that the second reader has half of the work.
"""

import importlib
import itertools
from typing import Any

from msgspec import Struct, field

from kehoach.reading.language import is_pair, lead, plain
from kehoach.reading.ocr.words import Word

_TALL, _GAP, _EDGE = 44, 14, 40  # pixels: of a line on the ribbon, between two, beside them
_LEGIBLE, _SURE, _CERTAIN = 70.0, 80.0, 98.0  # of the first reader's confidence, that of its least sure sign
_CLEAR = 4.0  # of the logarithm by which marks must be likelier than any others
_INK = 160  # grey values below are ink
_LEAST_GAP = 3  # pixels without ink that part two words
_AS_WIDE = 0.6  # of the widest gap near by: letters stand closer than words


class Piece(Struct):
    """A stretch of a line that lies on the ribbon: from where to where on the page, and where it begins on the ribbon (pixels)."""

    left: int
    right: int
    at: int = 0


class Strip(Struct):
    """A line of the page: its box in pixels, its picture, its first reading, and what of it lies on the ribbon, how far down and how large."""

    box: tuple[int, int, int, int]
    crop: Any
    first: list[Word] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    scale: float = 1.0


def is_sure(words: list[Word], place: int) -> bool:
    """Whether a word of the first reading needs no second, for what stands beside it: one of three holds.

    It is often followed by the word that follows; it is read almost without doubt and often follows the word before; or no other marks on its
    letters come near it in likelihood. A word before a sign or the end of its line is never sure: whether a full stop stands there is what this
    reader gets wrong.
    """
    word = words[place]
    before = words[place - 1].text if place else ""
    after = words[place + 1].text if place + 1 < len(words) else ""
    if not word.text.isalpha() or not after[:1].isalpha() or word.confidence < _LEGIBLE:
        return False
    shown, following = plain(word.text), plain(after)
    known = plain(before) if before.isalpha() else ""
    return (
        (word.confidence >= _SURE and is_pair(shown, following))
        or (word.confidence >= _CERTAIN and is_pair(known, shown))
        or lead(known, shown, following) >= _CLEAR
    )


# --- what goes onto it ------------------------------------------------------------------------


def ribbon(strips: list[Strip]) -> Any:
    """The picture of the stretches that are not sure, all lines equally high; the strips learn where theirs lie."""
    numpy = importlib.import_module("numpy")
    for strip in strips:
        strip.pieces = _doubted(strip)
    pictures = [_closed_up(strip) for strip in strips if strip.pieces]
    widest = max((p.shape[1] for p in pictures), default=8)
    out = numpy.full(((_TALL + _GAP) * len(pictures) + 2 * _EDGE, widest + 2 * _EDGE), 255, numpy.uint8)
    for number, shown in enumerate(pictures):
        top = _EDGE + number * (_TALL + _GAP)
        out[top : top + _TALL, _EDGE : _EDGE + shown.shape[1]] = shown
    return out


def _doubted(strip: Strip) -> list[Piece]:
    """The stretches between the sure words; the whole line where it has no words."""
    left, _, right, _ = strip.box
    ends = [left]
    sure = [is_sure(strip.first, place) for place in range(len(strip.first))]
    at = 0
    for known, run in itertools.groupby(sure):
        start, at = at, at + len(list(run))
        if not known:
            continue
        cut = [_gap(strip, start - 1), _gap(strip, at - 1)]
        if None not in cut:
            ends += cut  # type: ignore[arg-type]
    ends.append(right)
    return [Piece(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if b - a > 1]


def _gap(strip: Strip, place: int) -> int | None:
    """The middle of the gap behind a word, on the page; the line's beginning where the word is -1; None where ink stands between."""
    left, right = strip.box[0], strip.box[2]
    if place < 0:
        return left
    about = (strip.first[place].right + strip.first[place + 1].left) // 2
    around = strip.crop.shape[0] // 2
    start = max(left, about - around)
    columns = strip.crop[:, start - left : min(right, about + around) - left].min(axis=0) >= _INK
    runs, at = [], start
    for white, run in itertools.groupby(columns.tolist()):
        width = len(list(run))
        runs += [(width, at + width // 2)] if white and width >= _LEAST_GAP else []
        at += width
    widest = max((width for width, _ in runs), default=0)
    broad = [middle for width, middle in runs if width > _AS_WIDE * widest]
    return min(broad, key=lambda middle: abs(middle - about), default=None)


def _closed_up(strip: Strip) -> Any:
    numpy, cv2 = importlib.import_module("numpy"), importlib.import_module("cv2")
    left = strip.box[0]
    crop = numpy.hstack([strip.crop[:, p.left - left : p.right - left] for p in strip.pieces])
    strip.scale = _TALL / crop.shape[0]
    at = float(_EDGE)
    for piece in strip.pieces:
        piece.at, at = round(at), at + (piece.right - piece.left) * strip.scale
    way = cv2.INTER_AREA if strip.scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(crop, (max(8, round(crop.shape[1] * strip.scale)), _TALL), interpolation=way)


# --- and back ---------------------------------------------------------------------------------


def taken_back(strips: list[Strip], words: list[Word]) -> list[list[Word]]:
    """The second reading by line, with boxes on the page: the words read on the ribbon, between them those that were sure."""
    found: list[list[Word]] = [[] for _ in strips]
    lying = [number for number, strip in enumerate(strips) if strip.pieces]
    for word in words:
        row = int(((word.top + word.bottom) / 2 - _EDGE + _GAP / 2) // (_TALL + _GAP))
        if 0 <= row < len(lying):
            found[lying[row]].append(_on_page(strips[lying[row]], word))
    return [
        sorted(line + _left_out(strip), key=lambda w: w.left)
        for strip, line in zip(strips, found, strict=True)
    ]


def _on_page(strip: Strip, word: Word) -> Word:
    """A word of the ribbon where it stands on the page; one over a seam begins where its first piece has it."""
    _, top, _, bottom = strip.box
    middle = (word.left + word.right) / 2
    piece = next((p for p in reversed(strip.pieces) if p.at <= middle), strip.pieces[0])
    x0, x1 = (piece.left + round((x - piece.at) / strip.scale) for x in (word.left, word.right))
    return Word(word.text, max(piece.left, x0), top, min(piece.right, x1), bottom, word.confidence)


def _left_out(strip: Strip) -> list[Word]:
    """The words of the first reading that lie on no piece."""
    return [
        Word(w.text, w.left, w.top, w.right, w.bottom, w.confidence)
        for w in strip.first
        if strip.first and not any(p.left <= (w.left + w.right) / 2 < p.right for p in strip.pieces)
    ]
