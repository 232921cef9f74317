"""References resolved: which document of the knowledge base a citation means, if that can be told.

A symbol alone does not name a document: every province has a 215/KH-UBND. A candidate must agree with what
the citation prints (date, kind) and, for local codes, stand in the place of the citing document.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from kehoach.linking.quoted import told
from kehoach.model import Citation
from kehoach.parsing.issuer import province_in
from kehoach.text import fold

_CENTRAL = re.compile(
    r"(?:-|/)(?:CP|TTg|TW|VPTW|QH\d+|UBTVQH\d*|BCT|BTC|BYT|BNV|BXD|BTP|BCA|BQP|BNNMT|BKHCN|BVHTTDL|BGDĐT|BDTTG|NHNN|TTCP|VPCP)(?:$|[-/])"
)


@lru_cache(maxsize=4096)
def place_in(words: str) -> str | None:
    """The province that words name, folded ("tỉnh lạng sơn"), or None."""
    found = province_in(words)
    return fold(f"{found[0]} {found[1]}") if found else None


def realm(citation: Citation, own: str) -> str:
    """Within what a symbol means one document: "" for central bodies, else a place (the issuer's, or ``own``)."""
    if citation.symbol is None or _CENTRAL.search(citation.symbol):
        return ""
    return place_in(citation.issuer or "") or fold(own)


class Known(Struct, frozen=True):
    """What is known of a document of the knowledge base when references to it are looked for."""

    id: str
    key: str
    issued: str | None
    type: str | None
    place: str | None


class Verdict(Struct, frozen=True):
    """What became of a citation."""

    status: str
    resolved: str | None
    candidates: tuple[str, ...]


def resolve(
    database: sqlite3.Connection, keys: set[str] | None = None, documents: Iterable[str] = ()
) -> set[str]:
    """Fills resolved, status and candidates of citations; gives the documents in which that changed something.

    ``keys`` are the keys of the symbols whose bearers have changed, ``documents`` those whose own citations are new. None: everything.
    """
    index = _bearers(database, keys, documents)
    updates = [
        (*after, document, position)
        for document, position, before, after in _verdicts(database, index, keys, documents)
        if after != before
    ]
    database.executemany(
        "UPDATE kept_citations SET status = nullif(?, 'unresolved'), resolved = ?, candidates = ? WHERE document = (SELECT number FROM documents WHERE id = ?) AND position = ?",
        updates,
    )
    return {str(update[3]) for update in updates}


def end_validity(database: sqlite3.Connection, of: Iterable[str] | None = None) -> set[str]:
    """Fills replaced_by of each document that another one here replaces or repeals; gives those for which that changed.

    ``of`` are the documents to look at; None: everything.
    """
    query = (
        "SELECT d.id, d.replaced_by, (SELECT c.document FROM citations c JOIN documents o ON o.id = c.document"
        " WHERE c.resolved = d.id AND c.relation IN ('replaces', 'repeals')"
        " ORDER BY coalesce(o.identity_issued, o.issued, '9'), o.id LIMIT 1) AS after FROM documents d"
    )
    if of is None:
        rows = database.execute(query).fetchall()
    else:
        rows = [row for ident in sorted(of) for row in database.execute(f"{query} WHERE d.id = ?", (ident,))]
    updates = [(after, ident) for ident, before, after in rows if before != after]
    database.executemany("UPDATE documents SET replaced_by = ? WHERE id = ?", updates)
    return {ident for _, ident in updates}


Found = tuple[str, str | None, str]  # status, resolved, candidates


def _bearers(
    database: sqlite3.Connection, keys: set[str] | None, documents: Iterable[str]
) -> dict[str, list[Known]]:
    """The documents by the key of the symbol that they bear; copies are left out."""
    wanted = None if keys is None else set(keys)
    if wanted is not None:
        for document in documents:
            cited = "SELECT DISTINCT symbol_key FROM citations WHERE document = ? AND symbol_key IS NOT NULL"
            wanted.update(row[0] for row in database.execute(cited, (document,)))
    query = (
        "SELECT id, symbol_key, coalesce(identity_issued, issued), type, place_key FROM documents"
        " WHERE copy_of IS NULL AND {} ORDER BY id"
    )
    if wanted is None:
        rows = database.execute(query.format("symbol_key IS NOT NULL")).fetchall()
    else:
        rows = [r for key in wanted for r in database.execute(query.format("symbol_key = ?"), (key,))]
    index: dict[str, list[Known]] = {}
    for row in rows:
        index.setdefault(row[1], []).append(Known(*row))
    return index


def _verdicts(
    database: sqlite3.Connection, index: dict[str, list[Known]], keys: set[str] | None, documents: Iterable[str]
) -> Iterator[tuple[str, int, Found, Found]]:  # fmt: skip
    """The citations to look at: document, place in it, what was told of it, what is told now."""
    query = (
        f"SELECT d.id, c.position, {told('symbol', 'c')}, c.symbol_key, c.issued, c.type, {told('issuer', 'c')}, d.place_key,"
        " coalesce(c.status, 'unresolved'), c.resolved, c.candidates"
        " FROM kept_citations c JOIN documents d ON d.number = c.document WHERE c.symbol IS NOT NULL {} ORDER BY d.id, c.position"
    )
    if keys is None:
        rows: Iterable[Any] = database.execute(query.format(""))
    else:
        rows = [
            row
            for key in sorted(keys)
            for row in database.execute(query.format("AND c.symbol_key = ?"), (key,))
        ]
        rows += [
            row for d in sorted(documents) for row in database.execute(query.format("AND d.id = ?"), (d,))
        ]
    for document, position, symbol, key, issued, kind, issuer, place, *before in rows:
        known = [k for k in index.get(key, []) if k.id != document]
        verdict = judge(known, symbol, issued, kind, issuer, place)
        after = (verdict.status, verdict.resolved, ",".join(verdict.candidates))
        yield document, position, (before[0], before[1], before[2]), after


def judge(
    known: list[Known],
    symbol: str,
    issued: str | None,
    kind: str | None,
    issuer: str | None,
    place: str | None,
) -> Verdict:
    """The verdict on one citation, given the documents that bear its symbol."""
    fitting = [
        k
        for k in known
        if _same_date(k.issued, issued) and _same_place(k, symbol, issuer, place) and _same_kind(k.type, kind)
    ]
    if len(fitting) == 1:
        return Verdict("resolved", fitting[0].id, ())
    if len(fitting) > 1:
        return Verdict("ambiguous", None, tuple(k.id for k in fitting))
    return Verdict("unresolved", None, ())


def _same_date(own: str | None, cited: str | None) -> bool:
    """Blank dates agree with all; "2026-05" agrees with any day of that month."""
    if not own or not cited:
        return True
    return cited.startswith(own) or own.startswith(cited)


def _same_kind(own: str | None, cited: str | None) -> bool:
    return own is None or cited is None or own == cited or {own, cited} <= {"QĐ", "QyĐ"}


def _same_place(known: Known, symbol: str, issuer: str | None, place: str | None) -> bool:
    if _CENTRAL.search(symbol) or known.place is None:
        return True
    named = place_in(issuer or "")
    return known.place == (named or place) if (named or place) else True
