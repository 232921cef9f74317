"""The same document twice: in two formats, as a draft and as the signed copy, or sent again with small changes.

Two files are copies when number, kind, place and date agree, or when one of them bears no number and most of their
paragraphs are the same. Forms filled in by many offices share paragraphs too: a number or date that differs
parts two documents, whatever they share.
"""

import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct

from kehoach.extraction.symbols import symbol_key
from kehoach.text import bare

_SIGNS = re.compile(r"[^a-z0-9]+")
_LEAST_LENGTH = 40  # letters of a paragraph that tells documents apart
_MOST_HOLDERS = 30  # a paragraph in more documents than this is a formula
_MOST_ALIKE = 12  # documents of one number that are compared with each other
_SAME_TEXT = 0.6
_SAME_NUMBER = 0.2


class Paper(Struct):
    """What tells whether two documents are one."""

    id: str
    key: str | None
    kind: str | None
    place: str | None
    issued: str | None
    length: int
    lines: frozenset[int]


def join_copies(database: sqlite3.Connection) -> None:
    """Fills copy_of and copy_evidence of each document that is a copy of a fuller one."""
    papers = {paper.id: paper for paper in _papers(database)}
    for left, right in sorted(_candidates(papers)):
        evidence = _evidence(papers[left], papers[right])
        if evidence:
            first, second = sorted((papers[left], papers[right]), key=_fullest)
            database.execute(
                "UPDATE documents SET copy_of = coalesce((SELECT copy_of FROM documents WHERE id = ?), ?), copy_evidence = ?"
                " WHERE id = ? AND copy_of IS NULL",
                (first.id, first.id, evidence, second.id),
            )


def _papers(database: sqlite3.Connection) -> Iterator[Paper]:
    query = (
        "SELECT id, coalesce(symbol, identity_symbol), type, place_key, coalesce(identity_issued, issued), text"
        " FROM documents WHERE official = 1 ORDER BY id"
    )
    for ident, symbol, kind, place, issued, text in database.execute(query):
        # letters alone: a scan and its original differ in marks and signs
        lines = (_SIGNS.sub("", bare(line)) for line in text.split("\n") if len(line) >= _LEAST_LENGTH)
        hashed = frozenset(zlib.crc32(line.encode()) for line in lines)
        yield Paper(ident, symbol_key(symbol) if symbol else None, kind, place, issued, len(text), hashed)


def _candidates(papers: dict[str, Paper]) -> set[tuple[str, str]]:
    """Pairs that bear one number, or share enough paragraphs of their own."""
    by_number: dict[tuple[str | None, str | None], list[str]] = {}
    holders: dict[int, list[str]] = {}
    for paper in papers.values():
        if paper.key:
            by_number.setdefault((paper.key, paper.place), []).append(paper.id)
        for line in paper.lines:
            holders.setdefault(line, []).append(paper.id)
    found = {
        pair for same in by_number.values() if len(same) <= _MOST_ALIKE for pair in combinations(same, 2)
    }
    shared: Counter[tuple[str, str]] = Counter()
    for same in holders.values():
        if 1 < len(same) <= _MOST_HOLDERS:
            shared.update(combinations(same, 2))
    for (left, right), count in shared.items():
        if count >= _SAME_TEXT * min(len(papers[left].lines), len(papers[right].lines)):
            found.add((left, right))
    return found


def _evidence(a: Paper, b: Paper) -> str | None:
    """Why two documents are one, for people; None when they are not."""
    if (a.key and b.key and a.key != b.key) or (a.kind and b.kind and a.kind != b.kind):
        return None
    if (a.place and b.place and a.place != b.place) or not _same_date(a.issued, b.issued):
        return None
    least = min(len(a.lines), len(b.lines))
    share = len(a.lines & b.lines) / least if least else 0.0
    if a.key and a.key == b.key and share >= _SAME_NUMBER:
        return f"cùng số, ký hiệu; {share:.0%} số đoạn trùng nhau{_differing(a, b)}"
    if not (a.key and b.key) and least >= 3 and share >= _SAME_TEXT:
        return f"một bản không ghi số; {share:.0%} số đoạn trùng nhau{_differing(a, b)}"
    return None


def _differing(a: Paper, b: Paper) -> str:
    """What differs between two copies, for people; "" for nothing."""
    told = []
    if a.issued != b.issued:
        told.append(f"ngày {a.issued or 'để trống'} và {b.issued or 'để trống'}")
    for left, right in ((a, b), (b, a)):
        alone = len(left.lines - right.lines)
        if alone:
            told.append(f"{alone} đoạn chỉ có ở {left.id}")
    return f"; khác nhau: {', '.join(told)}" if told else ""


def _same_date(a: str | None, b: str | None) -> bool:
    return not a or not b or a.startswith(b) or b.startswith(a)


def _fullest(paper: Paper) -> tuple[bool, int, int, str]:
    """The copy that the others are copies of: numbered, fully dated, longest."""
    return paper.key is None, -len(paper.issued or ""), -paper.length, paper.id
