"""Articles that are left out or stand twice ("Điều 12" and then "Điều 14")."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kehoach.extraction.faults.fault import Fault
from kehoach.model import Document
from kehoach.text import fold

_HEADING = re.compile(r"^điều\s+(?P<number>\d{1,3})[.:][^\n]{0,80}", re.MULTILINE)
_AMENDS = re.compile(
    r"(?:điều\s+\d{1,3}[.:]\s*)?(?:sửa đổi|bổ sung)"
)  # what begins so quotes articles of another
_BLANKS = re.compile(r"[.…_]{4}")  # of a form that others fill in
_NEAR = 200  # characters of an article that tell a form


def find_articles(document: Document, low: str) -> Iterator[Fault]:
    """Where the numbers of articles jump or repeat; a number that starts anew at 1 opens another text.

    ``low`` is the folded text.
    """
    found = list(_HEADING.finditer(low))
    if _AMENDS.match(fold(document.meta.title or "")) or any(map(_AMENDS.match, (m.group() for m in found))):
        return
    for one, other in pairwise(found):
        number, following = int(one["number"]), int(other["number"])
        if following == number > 1 and not _is_form(low, one) and not _is_form(low, other):
            yield _fault("article-twice", document.text, one, other, number)
        elif following > number + 1 and not _stands(low, number + 1, one.end("number"), other.start()):
            yield _fault("article-skipped", document.text, one, other, number + 1)


def _is_form(low: str, article: re.Match[str]) -> bool:
    return _BLANKS.search(low, article.start(), article.start() + _NEAR) is not None


def _stands(low: str, number: int, start: int, end: int) -> bool:
    """Whether an article is there all the same, at the end of another line."""
    return re.search(rf"điều\s+0?{number}(?!\d)\s*[.:\n]", low[start:end]) is not None


def _fault(kind: str, text: str, one: re.Match[str], other: re.Match[str], wanted: int) -> Fault:
    said = text[other.start() : other.end("number")]
    return Fault(kind, *_span(text, other), " ".join(said.split()), f"Điều {wanted}", *_span(text, one))


def _span(text: str, article: re.Match[str]) -> tuple[int, int]:
    """A heading without the spaces behind it."""
    return article.start(), article.start() + len(text[article.start() : article.end()].rstrip())
