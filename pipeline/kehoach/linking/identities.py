"""The number and date of a document that leaves them blank, told from those that cite it.

Drafts and signed copies often show only "/KH-UBND" and "tháng 5 năm 2026". A citation names such a
document when kind, code and place agree, its date fits what is printed, and its title is the document's own.
More than one symbol that fits: nothing is told.
"""

import re
import sqlite3
from collections.abc import Iterable
from difflib import SequenceMatcher

from kehoach.extraction.symbols import symbol_key
from kehoach.text import fold

_INTRO = re.compile(r"^(?:về việc|về|v/v|ban hành|kế hoạch|quyết định)\s+")
_ALIKE = 0.93


def tell_identities(
    database: sqlite3.Connection, kinds: set[str] | None = None, documents: Iterable[str] = ()
) -> dict[str, str | None]:
    """Fills identity_symbol, identity_issued and identity_from of unnumbered documents; gives those for which that changed,
    each with the key of the symbol that it was told before.

    ``kinds`` are the types of documents of which more or less is said than before, ``documents`` those that are new. None: everything.
    """
    query = (
        "SELECT id, type, code, issued, title, place_key, symbol_key, identity_symbol, identity_issued, identity_from FROM documents"
        " WHERE symbol IS NULL AND title IS NOT NULL AND type IS NOT NULL ORDER BY id"
    )
    fresh, changed = set(documents), dict[str, str | None]()
    for ident, kind, code, issued, title, place, key, *before in database.execute(query).fetchall():
        if kinds is not None and kind not in kinds and ident not in fresh:
            continue
        told = _told(database, ident, kind, code, issued, title, place)
        symbol, date, sources = told or (None, None, [])
        if before != [symbol, date, ",".join(sources) or None]:
            changed[ident] = key
            database.execute(
                "UPDATE documents SET identity_symbol = ?, identity_issued = ?, identity_from = ?, symbol_key = ? WHERE id = ?",
                (symbol, date, ",".join(sources) or None, symbol_key(symbol) if symbol else None, ident),
            )
    return changed


def _told(
    database: sqlite3.Connection,
    ident: str,
    kind: str,
    code: str | None,
    issued: str | None,
    title: str,
    place: str | None,
) -> tuple[str, str | None, list[str]] | None:
    """What those say that cite a document by its title: one symbol, its date, and who says so; None for none or several."""
    query = (
        "SELECT c.document, c.symbol, c.issued, c.title FROM citations c JOIN documents d ON d.id = c.document"
        " WHERE c.type = ? AND c.symbol IS NOT NULL AND c.title IS NOT NULL AND c.document <> ? AND {}"
        " AND (d.place_key IS NULL OR ? IS NULL OR d.place_key = ?) ORDER BY c.document, c.rowid"
    )
    month = "(c.issued IS NULL OR substr(c.issued, 1, 7) = substr(?, 1, 7))" if issued else "? IS NULL"
    found: dict[str, tuple[str | None, list[str]]] = {}
    for document, symbol, date, cited in database.execute(query.format(month), (kind, ident, issued, place, place)):  # fmt: skip
        if not _fits(code, issued, symbol, date) or not same_title(title, cited):
            continue
        known = found.setdefault(symbol, (date, []))
        if document not in known[1]:
            known[1].append(document)
    if len(found) != 1:
        return None
    symbol, (date, sources) = next(iter(found.items()))
    return symbol, date, sources


def _fits(code: str | None, issued: str | None, symbol: str, date: str | None) -> bool:
    if code and not re.sub(r"\s", "", symbol).endswith(code):
        return False
    return not (issued and date) or date.startswith(issued) or issued.startswith(date)


def same_title(left: str, right: str) -> bool:
    """Whether two titles are one: equal after leading formulas, or alike in nearly all of their letters."""
    a, b = _plain(left), _plain(right)
    if a == b:
        return True
    if _numbers(a) != _numbers(b) or min(len(a), len(b)) < 30:
        return False
    if a.startswith(("triển khai", "thực hiện")) != b.startswith(("triển khai", "thực hiện")):
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


def _plain(title: str) -> str:
    plain = re.sub(r"[\s,.;:\"'()-]+", " ", fold(title)).strip()
    for _ in range(3):
        plain = _INTRO.sub("", plain)
    return plain


def _numbers(title: str) -> list[str]:
    return re.findall(r"\d+", title)
