"""What came of checking and of reading, as lists: findings and the ledger, filtered, sorted and paged as in lists.py."""

import sqlite3
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from kehoach.knowledge.lists import SIZE, Listed, Where, counts, ordered, paged
from kehoach.knowledge.query import Row
from kehoach.knowledge.records import Finding


class Found(Struct):
    """One page of findings, and how many there are of each kind and gravity."""

    findings: list[Finding]
    listed: Listed
    kinds: list[Row]
    levels: dict[str, int]


def findings(desk: sqlite3.Connection, asked: Mapping[str, str], size: int = 25) -> Found:
    """Findings by ``text``, ``severity``, ``check``, ``document``; ``kinds`` counts them by check, gravest first."""
    where = Where()
    where.words("words", asked.get("text"))
    for name in ("severity", "check"):
        if asked.get(name):
            where.add(f'"{name}" = :{name}', **{name: asked[name]})
    if asked.get("document"):
        where.add(
            "id IN (SELECT finding FROM evidence WHERE document = :document)", document=asked["document"]
        )
    listed = paged(desk, "SELECT * FROM findings", where, "rank", asked.get("page"), size)
    narrowed = Where()
    for part in where.parts:
        if not part.startswith('"check"'):
            narrowed.add(part)
    kinds = desk.execute(
        'SELECT "check", severity, count(*) AS number, sum(waived) AS waived FROM findings '
        f"{narrowed} GROUP BY 1, 2 ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, 3 DESC",
        where.values,
    )
    levels = counts(desk, "SELECT severity, count(*) FROM findings WHERE waived = 0 GROUP BY 1")
    found = [msgspec.json.decode(row["json"], type=Finding) for row in listed.rows]
    return Found(found, listed, [dict(row) for row in kinds], levels)


_LEDGER_ORDERS = {"path": "path", "outcome": "outcome, path", "doubts": "doubts DESC, path", "pages": "pages DESC, path"}  # fmt: skip


def ledger(desk: sqlite3.Connection, asked: Mapping[str, str], size: int = SIZE) -> Listed:
    """What became of every file: by ``outcome`` (read, failed, duplicate, other), ``text`` (part of its path), ``doubts``."""
    where = Where()
    where.words("words", asked.get("text"))
    if asked.get("outcome"):
        where.add("outcome = :outcome", outcome=asked["outcome"])
    if asked.get("doubts"):
        where.add("doubts > 0")
    order = ordered(_LEDGER_ORDERS, asked.get("sort"), "path")
    found = paged(desk, "SELECT * FROM ledger", where, order, asked.get("page"), size)
    found.facets = {"outcome": counts(desk, "SELECT outcome, count(*) FROM ledger GROUP BY 1")}
    return found
