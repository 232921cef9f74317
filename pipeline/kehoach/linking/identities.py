"""The number and date of a document that leaves them blank, told from those that cite it.

Drafts and signed copies often show only "/KH-UBND" and "tháng 5 năm 2026". A citation names such a
document when kind, code and place agree, its date fits what is printed, and its title is the document's own.
More than one symbol that fits: nothing is told.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from msgspec import Struct

from kehoach.language.symbols import symbol_key
from kehoach.linking.quoted import told
from kehoach.text import fold

_INTRO = re.compile(r"^(?:về việc|về|v/v|ban hành|kế hoạch|quyết định)\s+")
_ALIKE = 0.93


class Said(Struct, frozen=True):
    """A citation by number and title: what somebody says of a document. ``plain`` is the title without its formulas."""

    document: str
    kind: str
    symbol: str
    issued: str | None
    place: str | None
    plain: str
    numbers: tuple[str, ...]


class Blank(Struct, frozen=True):
    """A document without a number: its type, code, date as far as it is printed, title, place, and what was told of it before."""

    id: str
    kind: str
    code: str | None
    issued: str | None
    title: str
    place: str | None
    before: tuple[str | None, ...]


def said(
    database: sqlite3.Connection, document: str | None = None, kind: str | None = None
) -> Iterator[Said]:
    """What citations say of documents that bear a number and a title: those of one document, or those of documents of one type."""
    query = (
        f"SELECT d.id, c.type, {told('symbol', 'c')}, c.issued, d.place_key, {told('title', 'c')} FROM kept_citations c JOIN documents d ON d.number = c.document"
        " WHERE c.symbol IS NOT NULL AND c.title IS NOT NULL AND c.type IS NOT NULL AND {} = ? ORDER BY d.id, c.position"
    )
    column, value = ("d.id", document) if document else ("c.type", kind)
    for citing, cited, symbol, issued, place, title in database.execute(query.format(column), (value,)):
        plain = _plain(title)
        yield Said(citing, cited, symbol, issued, place, plain, _numbers(plain))


def tell_identities(
    database: sqlite3.Connection, touched: Iterable[Said] | None = None, documents: Iterable[str] = ()
) -> dict[str, str | None]:
    """Fills identity_symbol, identity_issued and identity_from of unnumbered documents; gives those for which that changed,
    each with the key of the symbol that it was told before.

    ``touched`` is what is said now and was not before, or the other way round, ``documents`` those that are new. None: everything.
    """
    fresh, changed = set(documents), dict[str, str | None]()
    news = None if touched is None else _by_title(touched)
    if news is not None and not news and not fresh:
        return {}
    everything: dict[str, dict[Title, list[Said]]] = {}
    for blank in _blanks(database):
        if news is not None and blank.id not in fresh and not any(_fitting(blank, news)):
            continue
        if blank.kind not in everything:
            everything[blank.kind] = _by_title(said(database, kind=blank.kind))
        told = _told(blank, everything[blank.kind])
        if told != blank.before[1:]:
            changed[blank.id] = blank.before[0]
            key = symbol_key(told[0]) if told[0] else None
            database.execute(
                "UPDATE documents SET identity_symbol = ?, identity_issued = ?, identity_from = ?, symbol_key = ? WHERE id = ?",
                (*told, key, blank.id),
            )
    return changed


Title = tuple[
    str, tuple[str, ...]
]  # type of document, numbers in the title: two titles that are one agree in both


def _by_title(listed: Iterable[Said]) -> dict[Title, list[Said]]:
    found: dict[Title, list[Said]] = {}
    for one in listed:
        found.setdefault((one.kind, one.numbers), []).append(one)
    return found


def _blanks(database: sqlite3.Connection) -> list[Blank]:
    query = (
        "SELECT id, type, code, issued, title, place_key, symbol_key, identity_symbol, identity_issued, identity_from FROM documents"
        " WHERE symbol IS NULL AND title IS NOT NULL AND type IS NOT NULL ORDER BY id"
    )
    return [
        Blank(ident, kind, code, issued, title, place, tuple(before))
        for ident, kind, code, issued, title, place, *before in database.execute(query).fetchall()
    ]


def _fitting(blank: Blank, listed: dict[Title, list[Said]]) -> Iterator[Said]:
    """What is said of a document: under a symbol and day that fit what it prints, by its title."""
    plain = _plain(blank.title)
    for one in listed.get((blank.kind, _numbers(plain)), ()):
        if one.document == blank.id or (one.place and blank.place and one.place != blank.place):
            continue
        if one.issued and blank.issued and one.issued[:7] != blank.issued[:7]:
            continue
        if _fits(blank.code, blank.issued, one.symbol, one.issued) and _alike(plain, one.plain):
            yield one


def _told(blank: Blank, listed: dict[Title, list[Said]]) -> tuple[str | None, str | None, str | None]:
    """Symbol, date and sources (joined by commas) when all who cite a document name one symbol; else nothing."""
    found: dict[str, tuple[str | None, dict[str, None]]] = {}
    for one in _fitting(blank, listed):
        found.setdefault(one.symbol, (one.issued, {}))[1][one.document] = None
    if len(found) != 1:
        return None, None, None
    symbol, (date, sources) = next(iter(found.items()))
    return symbol, date, ",".join(sources)


def _fits(code: str | None, issued: str | None, symbol: str, date: str | None) -> bool:
    if code and not re.sub(r"\s", "", symbol).endswith(code):
        return False
    return not (issued and date) or date.startswith(issued) or issued.startswith(date)


def same_title(left: str, right: str) -> bool:
    """Whether two titles are one: equal after leading formulas, or alike in nearly all of their letters."""
    a, b = _plain(left), _plain(right)
    return _numbers(a) == _numbers(b) and _alike(a, b)


def _alike(a: str, b: str) -> bool:
    """The same of titles without formulas that hold the same numbers."""
    if a == b:
        return True
    if min(len(a), len(b)) < 30:
        return False
    if a.startswith(("triển khai", "thực hiện")) != b.startswith(("triển khai", "thực hiện")):
        return False
    if 2 * min(len(a), len(b)) < _ALIKE * (len(a) + len(b)):  # what could at most be alike
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


@lru_cache(maxsize=4096)
def _plain(title: str) -> str:
    plain = re.sub(r"[\s,.;:\"'()-]+", " ", fold(title)).strip()
    for _ in range(3):
        plain = _INTRO.sub("", plain)
    return plain


def _numbers(title: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", title))
