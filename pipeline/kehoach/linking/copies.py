"""The same document twice: in two formats, as a draft and as the signed copy, or sent again with small changes.

Two files are copies when number, kind, place and date agree, or when one of them bears no number and most of their
paragraphs are the same. Forms filled in by many offices share paragraphs too: a number or date that differs
parts two documents, whatever they share.
"""

import sqlite3
import unicodedata
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import combinations

from msgspec import Struct

_SIGNS = bytes(code for code in range(128) if chr(code) not in "\nabcdefghijklmnopqrstuvwxyz0123456789")
_LEAST_LENGTH = 40  # letters of a paragraph that tells documents apart
_MOST_HOLDERS = 30  # a paragraph in more documents than this is a formula
_MOST_ALIKE = 12  # documents of one number that are compared with each other
_SAME_TEXT = 0.6
_SAME_NUMBER = 0.2
_PAPER = (
    "SELECT number, id, symbol_key, type, place_key, coalesce(identity_issued, issued), length, paragraphs FROM documents"
    " WHERE id = ?"
)
Pair = tuple[str, str]


class Paper(Struct):
    """What tells whether two documents are one; ``packed`` are the hashes of its paragraphs."""

    number: int
    id: str
    key: str | None
    kind: str | None
    place: str | None
    issued: str | None
    length: int
    packed: bytes

    @property
    def lines(self) -> frozenset[int]:
        """The hashes, unpacked: fifteen times as large, so only while two documents are compared."""
        return frozenset(_unpacked(self.packed))


def paragraph_hashes(low: str) -> list[int]:
    """The hashes (32 bits) of the paragraphs that tell a document apart, sorted, each once; ``low`` is the folded text."""
    # Letters alone: a scan and its original differ in marks and signs. Taken apart, marks are no ASCII.
    parts = unicodedata.normalize("NFD", low.replace("đ", "d")).encode("ascii", "ignore")
    lines = zip(low.split("\n"), parts.translate(None, _SIGNS).split(b"\n"), strict=True)
    return sorted({zlib.crc32(letters) for line, letters in lines if len(line) >= _LEAST_LENGTH})


def join_copies(database: sqlite3.Connection, changed: set[str] | None = None, lines: Iterable[int] = ()) -> set[str]:  # fmt: skip
    """Fills copy_of and copy_evidence of each document that is a copy of a fuller one; gives those that it changed.

    ``changed`` names the documents that are new or bear another number than before, ``lines`` the hashes of the paragraphs that they
    had and have: only what these can touch is looked at. None: everything.
    """
    papers: dict[str, Paper] = {}
    if changed is None:
        pairs = {pair: why for pair in _candidates(database, None, papers) if (why := _judge(papers, pair))}
        return _write(database, pairs, papers, None)
    scope, pairs = _near(database, changed, lines), dict[Pair, str]()
    while True:  # whoever is one with a document in scope comes into it
        pairs = {pair: why for pair in _candidates(database, scope, papers) if (why := _judge(papers, pair))}
        wider = scope.union(*pairs)
        if wider == scope:
            return _write(database, pairs, papers, scope)
        scope = wider


def _judge(papers: dict[str, Paper], pair: Pair) -> str | None:
    return _evidence(papers[pair[0]], papers[pair[1]])


def _write(database: sqlite3.Connection, pairs: dict[Pair, str], papers: dict[str, Paper], scope: set[str] | None) -> set[str]:  # fmt: skip
    """Writes who is a copy of whom, in the order of the pairs; gives the ids for which it differs from before."""
    made: dict[str, tuple[str, str]] = {}
    for pair, evidence in sorted(pairs.items()):
        first, second = sorted((papers[pair[0]], papers[pair[1]]), key=_fullest)
        if second.id not in made:
            made[second.id] = (made[first.id][0] if first.id in made else first.id, evidence)
    known = "SELECT id, copy_of, copy_evidence FROM documents WHERE copy_of IS NOT NULL"
    before = {i: (of, why) for i, of, why in database.execute(known) if scope is None or i in scope}
    changed = {ident for ident in before.keys() | made.keys() if before.get(ident) != made.get(ident)}
    database.executemany(
        "UPDATE documents SET copy_of = ?, copy_evidence = ? WHERE id = ?",
        [(*made.get(ident, (None, None)), ident) for ident in sorted(changed)],
    )
    return changed


# --- who may be a copy of whom ----------------------------------------------------------------


def _near(database: sqlite3.Connection, changed: set[str], lines: Iterable[int]) -> set[str]:
    """The documents that share a telling paragraph with those that changed, and these themselves."""
    wanted, holders = frozenset(lines), dict[int, list[str]]()
    for ident, packed in database.execute("SELECT id, paragraphs FROM documents WHERE official = 1"):
        for line in wanted.intersection(_unpacked(packed)):
            holders.setdefault(line, []).append(ident)
    most = _MOST_HOLDERS + len(changed)  # a formula may have been none before, and the other way round
    return changed.union(*(held for held in holders.values() if len(held) <= most))


def _candidates(database: sqlite3.Connection, scope: set[str] | None, papers: dict[str, Paper]) -> Iterator[Pair]:  # fmt: skip
    """Pairs that bear one number, or share enough paragraphs of their own; ``papers`` gets those that stand in them."""
    found = set(_of_one_number(database, scope))
    found.update((min(pair), max(pair)) for pair in _sharing(database, scope))
    for pair in found:
        for ident in pair:
            _paper(database, ident, papers)
        yield pair


def _of_one_number(database: sqlite3.Connection, scope: set[str] | None) -> Iterator[Pair]:
    groups: dict[tuple[str, str | None], list[str]] = {}
    query = "SELECT symbol_key, place_key, id FROM documents WHERE official = 1 AND symbol_key IS NOT NULL ORDER BY id"
    for key, place, ident in database.execute(query):
        groups.setdefault((key, place), []).append(ident)
    for same in groups.values():
        if 1 < len(same) <= _MOST_ALIKE and (scope is None or not scope.isdisjoint(same)):
            yield from combinations(same, 2)


def _sharing(database: sqlite3.Connection, scope: set[str] | None) -> list[Pair]:
    """Pairs of documents that share most of the telling paragraphs of one of them, at least one of each pair in scope.

    Far more share a formula or two: these are counted in SQL, and never come here.
    """
    wanted = None if scope is None else frozenset(_lines_of(database, scope))
    database.execute("CREATE TEMP TABLE lines (line INTEGER, number INTEGER)")
    database.execute("CREATE TEMP TABLE scope (number INTEGER PRIMARY KEY)")
    try:
        database.executemany("INSERT INTO temp.lines VALUES (?,?)", _held(database, wanted))
        database.execute("CREATE INDEX temp.lines_by_line ON lines (line, number)")
        database.executemany(
            "INSERT INTO temp.scope SELECT number FROM documents WHERE id = ?", [(i,) for i in scope or ()]
        )
        inside = "" if scope is None else "AND (a.number IN temp.scope OR b.number IN temp.scope)"
        return database.execute(
            "SELECT l.id, r.id FROM (SELECT a.number AS one, b.number AS other, count(*) AS shared"
            " FROM (SELECT line FROM temp.lines GROUP BY line HAVING count(*) BETWEEN 2 AND ?) t"
            " CROSS JOIN temp.lines a ON a.line = t.line CROSS JOIN temp.lines b ON b.line = t.line AND b.number > a.number"
            f" WHERE 1 {inside} GROUP BY 1, 2) CROSS JOIN documents l ON l.number = one CROSS JOIN documents r ON r.number = other"
            f" WHERE shared >= ? * min(length(l.paragraphs), length(r.paragraphs)) / {array('I').itemsize}",
            (_MOST_HOLDERS, _SAME_TEXT),
        ).fetchall()
    finally:
        database.execute("DROP TABLE temp.lines")
        database.execute("DROP TABLE temp.scope")


def _held(database: sqlite3.Connection, wanted: frozenset[int] | None) -> Iterator[tuple[int, int]]:
    for number, packed in database.execute("SELECT number, paragraphs FROM documents WHERE official = 1"):
        lines = _unpacked(packed)
        for line in lines if wanted is None else wanted.intersection(lines):
            yield line, number


def _lines_of(database: sqlite3.Connection, idents: set[str]) -> Iterator[int]:
    for ident in idents:
        for (packed,) in database.execute("SELECT paragraphs FROM documents WHERE id = ?", (ident,)):
            yield from _unpacked(packed)


def _unpacked(packed: bytes) -> "array[int]":
    lines = array("I")
    lines.frombytes(packed)
    return lines


def _paper(database: sqlite3.Connection, ident: str, papers: dict[str, Paper]) -> Paper:
    if ident not in papers:
        number, _, key, kind, place, issued, length, packed = database.execute(_PAPER, (ident,)).fetchone()
        papers[ident] = Paper(number, ident, key, kind, place, issued, length, packed)
    return papers[ident]


# --- whether they are one ---------------------------------------------------------------------


def _evidence(a: Paper, b: Paper) -> str | None:
    """Why two documents are one, for people; None when they are not."""
    if (a.key and b.key and a.key != b.key) or (a.kind and b.kind and a.kind != b.kind):
        return None
    if (a.place and b.place and a.place != b.place) or not _same_date(a.issued, b.issued):
        return None
    left, right = a.lines, b.lines
    least = min(len(left), len(right))
    share = len(left & right) / least if least else 0.0
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
