"""The checks: SQL files of rules/checks, each with its explanation, run over the database.

A check selects one row per finding. Columns ``document``, ``start``, ``end`` name the first piece of evidence,
``document_b``, ``start_b``, ``end_b`` the second, where there are two; every other column may be used
in the messages as {column}.
"""

import re
import sqlite3
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from kehoach import rules
from kehoach.errors import RuleError
from kehoach.model import Evidence, Finding, Findings

_HEADER = re.compile(r"^-- (?P<key>[a-z-]+): (?P<value>.*)$", re.MULTILINE)
_NEEDED = ("id", "severity", "vi", "en", "why-vi", "why-en", "message-vi", "message-en", "example")
_ORDER = {"error": 0, "warning": 1, "note": 2}


class Check(Struct, frozen=True):
    """One check: its header and its query."""

    id: str
    severity: str
    header: dict[str, str]
    sql: str


@lru_cache(maxsize=1)
def checks() -> tuple[Check, ...]:
    """All checks, gravest first."""
    found = [_read(path) for path in sorted((rules.folder() / "checks").glob("*.sql"))]
    return tuple(sorted(found, key=lambda c: (_ORDER[c.severity], c.id)))


def _read(path: Path) -> Check:
    text = path.read_text("utf-8")
    header = {m["key"]: m["value"].strip() for m in _HEADER.finditer(text)}
    lacking = [key for key in _NEEDED if not header.get(key)]
    if lacking or header["severity"] not in _ORDER or header["id"] != path.stem:
        raise RuleError(
            f"rules/checks/{path.name} lacks {', '.join(lacking) or 'a good id or severity'}.",
            "See docs/rules.md.",
        )
    return Check(header["id"], header["severity"], header, text)


def run_checks(database: sqlite3.Connection) -> Findings:
    """The findings of all checks, gravest first, in the order of the documents."""
    previous, database.row_factory = database.row_factory, sqlite3.Row
    try:
        found = [finding for check in checks() for finding in _run(database, check)]
    finally:
        database.row_factory = previous
    return Findings(found)


def _run(database: sqlite3.Connection, check: Check) -> list[Finding]:
    try:
        rows = database.execute(check.sql).fetchall()
    except sqlite3.Error as error:
        raise RuleError(f"rules/checks/{check.id}.sql does not run: {error}", "Mend the query.") from error
    return [_finding(database, check, dict(row)) for row in rows]


def _finding(database: sqlite3.Connection, check: Check, row: dict[str, Any]) -> Finding:
    evidence = [_evidence(database, row, suffix) for suffix in ("", "_b") if row.get(f"document{suffix}")]
    words = {key: _shown(value) for key, value in row.items()}
    key = "|".join([check.id, *(f"{e.document}:{e.start}:{e.end}" for e in evidence)])
    return Finding(
        id=sha256(key.encode()).hexdigest()[:12],
        check=check.id,
        severity=check.severity,  # type: ignore[arg-type]
        title_vi=check.header["vi"],
        title_en=check.header["en"],
        message_vi=check.header["message-vi"].format_map(words),
        message_en=check.header["message-en"].format_map(words),
        evidence=evidence,
    )


def _shown(value: object) -> str:
    if value is None:
        return "?"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _evidence(database: sqlite3.Connection, row: dict[str, Any], suffix: str) -> Evidence:
    ident, start, end = row[f"document{suffix}"], row[f"start{suffix}"] or 0, row[f"end{suffix}"] or 0
    path, text = database.execute(
        "SELECT path, substr(text, ?, ?) FROM documents WHERE id = ?", (start + 1, end - start, ident)
    ).fetchone()
    return Evidence(ident, path, text, start, end, row.get(f"page{suffix}"))
