"""Short forms of cited documents: "Chỉ thị 11" for Chỉ thị số 11/CT-TTg, and names that a text defines
("sau đây gọi tắt là Đề án 06"). Each is one more place where its document is cited.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from kehoach.language import Mark, Marks
from kehoach.language.mentions import kinds

_REACH = 36  # characters between a citation and the words that give it a short name
_LEAST_WORDS, _LONGEST = 2, 70
_LONGEST_NUMBER = 4
_NAME_ENDS = (")", '"', ";", ".", "\n")
_NOT_BEHIND = ("/", "-", "%")

Use = tuple[int, int, int]  # start, end, index of the group


def find_short_forms(marks: Marks, groups: list[list[Mark]]) -> list[list[tuple[int, int]]]:
    """For each cited document (its marks), the places where a short form stands for it.

    A number that fits two cited documents of one kind is left alone.
    """
    taken = sorted((mark.start, mark.value.end) for group in groups for mark in group)
    found: list[list[tuple[int, int]]] = [[] for _ in groups]
    reach, place = 0, 0
    for start, end, index in sorted({*_numbered(marks, groups), *_defined(marks, groups)}):
        while place < len(taken) and taken[place][0] < end:
            reach, place = max(reach, taken[place][1]), place + 1
        if start >= reach:
            reach = end
            found[index].append((start, end))
    return found


def _numbered(marks: Marks, groups: list[list[Mark]]) -> Iterator[Use]:
    """ "Chỉ thị 11": the one cited directive of that number."""
    owners: dict[tuple[str, int], list[int]] = {}
    for index, group in enumerate(groups):
        symbol = group[0].value.symbol
        digits = symbol.number.split(".")[0].rstrip("abcdđ") if symbol else ""
        kind = next((m.value.type for m in group if m.value.type), None)
        if digits.isdecimal() and kind:
            owners.setdefault((kind, int(digits)), []).append(index)
    words, starts, ends = marks.tokens.words, marks.tokens.starts, marks.tokens.ends
    for first, last in marks.cues("document_nouns", 0, len(words)) if owners else ():
        at = last + (words[last : last + 1] == ["số"])
        if not _is_bare_number(marks, at):
            continue
        holders = owners.get((kinds()[" ".join(words[first:last])], int(words[at])), [])
        if len(holders) == 1 and starts[first] > groups[holders[0]][0].value.end:
            yield starts[first], ends[at], holders[0]


def _is_bare_number(marks: Marks, at: int) -> bool:
    """Whether a token is a short number that no sign, decimal or "năm" goes on with."""
    words = marks.tokens.words
    if at >= len(words) or not words[at].isdecimal() or len(words[at]) > _LONGEST_NUMBER:
        return False
    following = words[at + 1] if at + 1 < len(words) else ""
    if following in _NOT_BEHIND or following == "năm":
        return False
    decimal = following in (".", ",") and at + 2 < len(words) and words[at + 2].isdecimal()
    return not (marks.is_tight(at) and (decimal or following[0].isalnum()))


def _defined(marks: Marks, groups: list[list[Mark]]) -> Iterator[Use]:
    """ "Quyết định số 06/QĐ-TTg ... (sau đây gọi tắt là Đề án 06)": from there on the name stands for it."""
    named = marks.cues("defines", 0, len(marks.tokens.words))
    if not named:
        return
    ends = sorted((mark.value.end, index) for index, group in enumerate(groups) for mark in group)
    offsets = [end for end, _ in ends]
    given: set[str] = set()
    for first, last in named:
        start = marks.tokens.starts[first]
        around = ends[bisect_left(offsets, start - _REACH) : bisect_right(offsets, start)]
        near = [index for end, index in around if _only_opens(marks, end, start)]
        short = _short_name(marks, marks.tokens.ends[last - 1])
        if near and short is not None and short[0] not in given:
            given.add(short[0])
            yield from _uses(marks, *short, near[-1])


def _only_opens(marks: Marks, end: int, start: int) -> bool:
    """Whether nothing but a bracket and "sau đây" stands between a citation and the words that name it."""
    between = marks.low[end:start].replace("sau đây", "").replace("được", "")
    return not between.strip(" ,(\n")


def _short_name(marks: Marks, after: int) -> tuple[str, int] | None:
    """The name that is given, and where it ends; None when it is too short to tell a document."""
    low = marks.low
    begin = after
    while low[begin : begin + 1] in (":", " ", '"') and begin < len(low):
        begin += 1
    stops = [at for sign in _NAME_ENDS if (at := low.find(sign, begin, begin + _LONGEST + 1)) >= 0]
    end = min(stops, default=begin)
    short = low[begin:end].strip()
    return (short, end) if len(short.split()) >= _LEAST_WORDS else None


def _uses(marks: Marks, short: str, after: int, index: int) -> Iterator[Use]:
    low, at = marks.low, marks.low.find(short, after)
    while at >= 0:
        end = at + len(short)
        if not low[at - 1].isalnum() and not low[end : end + 1].isalnum():
            yield at, end, index
        at = low.find(short, end)
