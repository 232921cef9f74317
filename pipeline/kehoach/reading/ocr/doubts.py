"""Doubts of recognition as warnings with their place in the finished text."""

from kehoach.model import Source, Span, Warning_
from kehoach.reading.ocr.words import Doubt

_MOST = 200


def doubt_warnings(source: Source, doubts: list[Doubt]) -> list[Warning_]:
    """A warning for each doubt; its code is "doubt-" and the field of ``meta``, or "doubt-number" in running text."""
    taken: set[int] = set()
    return [_warning(source, doubt, taken) for doubt in doubts[:_MOST]]


def _warning(source: Source, doubt: Doubt, taken: set[int]) -> Warning_:
    span = _place(source, doubt, taken)
    others = ", ".join(doubt.candidates) or "không rõ"
    message = f"Đọc ảnh chưa chắc: “{doubt.text}”; cũng có thể là {others}."
    return Warning_(f"doubt-{doubt.field or 'number'}", message, span, doubt.field, doubt.candidates)


def _place(source: Source, doubt: Doubt, taken: set[int]) -> Span | None:
    """Where the doubtful words stand on their page: behind the same word, the first place that no other doubt took."""
    words = doubt.text.rsplit("/", 2)[0] if doubt.field == "issued" else doubt.text
    for wanted in (f"{doubt.before} {words}".strip(), words):
        for block in source.blocks:
            at = source.text.find(wanted, block.start, block.end) if block.page == doubt.page else -1
            start = at + len(wanted) - len(words)
            if at >= 0 and start not in taken:
                taken.add(start)
                return Span(start, start + len(words), doubt.page)
    return None
