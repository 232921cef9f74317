"""References resolved: which document of the knowledge base a citation means, if that can be told.

A symbol alone does not name a document: every province has a 215/KH-UBND. A candidate must agree with what
the citation prints (date, kind) and, for local codes, stand in the place of the citing document.
"""

import re
import sqlite3
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from kehoach.language.symbols import symbol_key
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


def resolve(database: sqlite3.Connection) -> None:
    """Fills resolved, status and candidates of every citation in the database."""
    index: dict[str, list[Known]] = {}
    query = "SELECT id, coalesce(symbol, identity_symbol), coalesce(identity_issued, issued), type, place_key FROM documents WHERE copy_of IS NULL ORDER BY id"
    for ident, symbol, issued, kind, place in database.execute(query):
        if symbol:
            index.setdefault(symbol_key(symbol), []).append(
                Known(ident, symbol_key(symbol), issued, kind, place)
            )
    updates = list(_verdicts(database, index))
    database.executemany(
        "UPDATE citations SET status = ?, resolved = ?, candidates = ? WHERE document = ? AND id = ?", updates
    )


def end_validity(database: sqlite3.Connection) -> None:
    """Fills replaced_by of each document that another one here replaces or repeals."""
    database.execute(
        "UPDATE documents SET replaced_by = (SELECT c.document FROM citations c JOIN documents d ON d.id = c.document"
        " WHERE c.resolved = documents.id AND c.relation IN ('replaces', 'repeals')"
        " ORDER BY coalesce(d.identity_issued, d.issued, '9'), d.id LIMIT 1)"
    )


def _verdicts(
    database: sqlite3.Connection, index: dict[str, list[Known]]
) -> Iterator[tuple[str, str | None, str, str, str]]:
    query = (
        "SELECT c.document, c.id, c.symbol, c.issued, c.type, c.issuer, d.place_key FROM citations c "
        "JOIN documents d ON d.id = c.document WHERE c.symbol IS NOT NULL ORDER BY c.document, c.rowid"
    )
    for document, ident, symbol, issued, kind, issuer, place in database.execute(query):
        known = [k for k in index.get(symbol_key(symbol), []) if k.id != document]
        verdict = judge(known, symbol, issued, kind, issuer, place)
        if verdict.status != "unresolved":
            yield verdict.status, verdict.resolved, ",".join(verdict.candidates), document, ident


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
