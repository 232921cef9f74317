"""Short forms of cited documents: "Chỉ thị 11" for Chỉ thị số 11/CT-TTg, and names that a text defines
("sau đây gọi tắt là Đề án 06"). Each is one more place where its document is cited.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from kehoach import rules
from kehoach.extraction.mentions import Mention
from kehoach.extraction.view import View
from kehoach.text import fold

_DEFINED = re.compile(
    r"[\s,]*\(?\s*(?:sau đây\s+)?(?:được\s+)?(?:gọi|viết) (?:tắt|chung) là:?\s*\"?(?P<short>[^)\";.\n]{4,70})"
)
_BARE_NUMBER = re.compile(r"(?<=[^\W\d]\s)\d{1,4}(?![\w/]|[.,-]\d|\s*[/%-]|\s+năm)")
_LONGEST_KIND = 30  # characters of the longest kind of document, and "số"
_REACH = 12  # characters between a citation and the words that give it a short name
_LEAST_WORDS = 2


def find_short_forms(view: View, groups: list[list[Mention]]) -> list[list[tuple[int, int]]]:
    """For each cited document (its mentions), the places where a short form stands for it.

    A number that fits two cited documents of one kind is left alone.
    """
    taken = [(m.start, m.end) for group in groups for m in group]
    found: list[list[tuple[int, int]]] = [[] for _ in groups]
    for start, end, index in sorted({*_numbered(view, groups), *_defined(view, groups)}):
        if not any(a < end and start < b for a, b in taken):
            taken.append((start, end))
            found[index].append((start, end))
    return found


@lru_cache(maxsize=1)
def _kind_and_number() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {fold(n): t["abbr"] for t in rules.load("document_types")["types"] for n in t["names"]}
    return re.compile(
        rf"(?<!\w)(?P<kind>{rules.words(kinds)})(?:\s+số)?\s+(?P<number>\d{{1,4}})(?![\w/]|[.,-]\d|\s*[/-]|\s+năm)"
    ), kinds


def _numbered(view: View, groups: list[list[Mention]]) -> Iterator[tuple[int, int, int]]:
    """ "Chỉ thị 11": the one cited directive of that number."""
    owners: dict[tuple[str, int], list[int]] = {}
    for index, group in enumerate(groups):
        number = re.match(r"\d+", group[0].symbol or "")
        kind = next((m.noun for m in group if m.noun), None)
        if number and kind:
            owners.setdefault((kind, int(number.group())), []).append(index)
    regex, kinds = _kind_and_number()
    for bare in _BARE_NUMBER.finditer(view.low) if owners else ():
        match = regex.search(view.low, max(0, bare.start() - _LONGEST_KIND), bare.end())
        if match is None or match.end() != bare.end():
            continue
        holders = owners.get((kinds[match["kind"]], int(match["number"])), [])
        if len(holders) == 1 and match.start() > groups[holders[0]][0].end:
            yield match.start(), match.end(), holders[0]


def _defined(view: View, groups: list[list[Mention]]) -> Iterator[tuple[int, int, int]]:
    """ "Quyết định số 06/QĐ-TTg ... (sau đây gọi tắt là Đề án 06)": from there on the name stands for it."""
    for match in re.finditer(r"(?:gọi|viết) (?:tắt|chung) là", view.low):
        for index, group in enumerate(groups):
            for mention in group:
                defined = _DEFINED.match(view.low, mention.end)
                if (
                    defined
                    and mention.end <= match.start() < defined.end()
                    and match.start() - mention.end < 3 * _REACH
                ):
                    yield from _uses(view, defined["short"].strip(), defined.end(), index)


def _uses(view: View, short: str, after: int, index: int) -> Iterator[tuple[int, int, int]]:
    if len(short.split()) < _LEAST_WORDS:
        return
    for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", view.low[after:]):
        yield after + match.start(), after + match.end(), index
