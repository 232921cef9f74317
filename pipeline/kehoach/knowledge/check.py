"""The checks: SQL files of rules/checks, each with its explanation, run over the database.

A check selects one row per finding. Columns ``document``, ``start``, ``end`` name the first piece of evidence,
``document_b``, ``start_b``, ``end_b`` the second, where there are two; every other column may be used
in the messages as {column}. A check of ``scope: document`` looks at one document at a time: what it found in documents that did not
change holds at the next build.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kehoach import rules
from kehoach.errors import RuleError
from kehoach.knowledge.fencing import TooLong, fenced
from kehoach.knowledge.records import Evidence, Finding, Findings, Waiver
from kehoach.knowledge.resting import Resting
from kehoach.wording import told_day, told_kind, told_number, told_sign

_HEADER = re.compile(r"^-- (?P<key>[a-z-]+): (?P<value>.*)$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|--\d{2}-\d{2}")
_NEEDED = ("id", "severity", "vi", "en", "why-vi", "why-en", "message-vi", "message-en", "example")
_SCOPES = ("base", "document")
_RESTS = ("records", "text")
_RECORDS = (
    "citations",
    "targets",
    "deadlines",
    "tasks",
    "task_units",
    "sections",
    "sums",
    "announced",
    "faults",
)
_AT_ONCE = 500  # documents
_ORDER = {"error": 0, "warning": 1, "note": 2}


class Check(Struct, frozen=True):
    """One check: its header and its query."""

    id: str
    severity: str
    header: dict[str, str]
    sql: str

    @property
    def alone(self) -> bool:
        """Whether what it finds in a document depends on that document only."""
        return self.header.get("scope") == "document"

    @property
    def shown_by_text(self) -> bool:
        """Whether it asks for slips that a text shows by itself: they rest on no record, also where one stands on the same words."""
        return self.header.get("rests") == "text"


def checks(more: Path | None = None) -> tuple[Check, ...]:
    """All checks, gravest first; ``more`` is a folder with checks of the user's own.

    One with the id of a check of ours takes its place. Raises RuleError for a file without a good header.
    """
    known = {check.id: check for check in _ours()}
    if more is not None:
        own = {path.stem: _read(path) for path in sorted(more.glob("*.sql"))}
        if not own:
            raise RuleError(f"{more} holds no .sql file.", "Put one check a file there; see docs/rules.md.")
        known |= own
    return tuple(sorted(known.values(), key=lambda c: (_ORDER[c.severity], c.id)))


@lru_cache(maxsize=1)
def _ours() -> tuple[Check, ...]:
    return tuple(_read(path) for path in sorted((rules.folder() / "checks").glob("*.sql")))


def _read(path: Path) -> Check:
    text = path.read_text("utf-8")
    header = {m["key"]: m["value"].strip() for m in _HEADER.finditer(text)}
    lacking = [key for key in _NEEDED if not header.get(key)]
    good = header.get("severity") in _ORDER and header.get("scope", "base") in _SCOPES
    good = good and header.get("rests", "records") in _RESTS
    if lacking or not good or header["id"] != path.stem:
        raise RuleError(
            f"The check {path.name} lacks {', '.join(lacking) or 'a good id, severity, scope or rests'}.",
            "See docs/rules.md.",
        )
    return Check(header["id"], header["severity"], header, text)


def made_of() -> str:
    """A hash over the checks of this program: when it changes, all are run anew."""
    return sha256("".join(check.sql for check in _ours()).encode()).hexdigest()[:16]


def run_checks(
    database: sqlite3.Connection,
    waivers: dict[str, Waiver] | None = None,
    more: Path | None = None,
    before: Findings | None = None,
    changed: set[str] | None = None,
) -> Findings:
    """The findings of all checks, gravest first, in the order of the documents; copies of a document count once.

    ``waivers`` are by the id of the finding: it stays, marked as waived. ``before`` is what the same checks found before the documents
    ``changed``: it is kept where it cannot be otherwise now.
    """
    previous, database.row_factory = database.row_factory, sqlite3.Row
    try:
        found = list(_found(database, checks(more), before, changed))
    finally:
        database.row_factory = previous
    for finding in found:
        finding.waived = (waivers or {}).get(finding.id)
    return Findings(found)


def _found(
    database: sqlite3.Connection, listed: tuple[Check, ...], before: Findings | None, changed: set[str] | None
) -> Iterator[Finding]:
    """What the checks find, in their order; of documents that did not change what was found before, by those that look at each alone."""
    resting = Resting(database)
    found = {check.id: _kept(check, before, changed) for check in listed}
    with _seen(database, None):
        for check in listed:
            if not check.alone:
                found[check.id] = _run(database, check, resting)
    alone = [check for check in listed if check.alone]
    for some in _slices(database, None if before is None else changed):
        with _seen(database, some):
            for check in alone:
                found[check.id] += _run(database, check, resting)
    for check in listed:
        yield from sorted(found[check.id], key=_place) if check.alone else found[check.id]


def _kept(check: Check, before: Findings | None, changed: set[str] | None) -> list[Finding]:
    """What a check found before, where it looks at each document alone, in those that did not change."""
    if before is None or changed is None or not check.alone:
        return []
    return [f for f in before.findings if f.check == check.id and f.evidence[0].document not in changed]


def _slices(database: sqlite3.Connection, only: set[str] | None) -> Iterator[set[str]]:
    """The documents to look at, some at a time, so that what a query sorts does not grow with their number."""
    idents = [row[0] for row in database.execute("SELECT id FROM main.documents")] if only is None else only
    ordered = sorted(idents)
    yield from (set(ordered[at : at + _AT_ONCE]) for at in range(0, len(ordered), _AT_ONCE))


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.evidence[0].document, [e.start for e in finding.evidence], finding.message_en


@contextmanager
def _seen(database: sqlite3.Connection, only: set[str] | None) -> Iterator[None]:
    """Views that stand before the tables while a check runs: records of copies are left out; ``only`` these documents are seen."""
    database.execute("CREATE TEMP TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID")
    if only is None:
        database.execute("INSERT INTO seen SELECT id FROM main.documents WHERE copy_of IS NOT NULL")
    else:
        original = "SELECT id FROM main.documents WHERE id = ? AND copy_of IS NULL"
        database.executemany(f"INSERT INTO seen {original}", [(ident,) for ident in sorted(only)])
    needed = only is not None or database.execute("SELECT 1 FROM seen LIMIT 1").fetchone()
    views = {"documents": "id", **dict.fromkeys(_RECORDS, "document")} if needed else {}
    how = "NOT IN" if only is None else "IN"
    for table, column in views.items():
        database.execute(
            f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {column} {how} (SELECT id FROM seen)"
        )
    try:
        yield
    finally:
        for table in views:
            database.execute(f"DROP VIEW temp.{table}")
        database.execute("DROP TABLE temp.seen")


def read_waivers(path: Path) -> dict[str, Waiver]:
    """The waivers of a file by the id of their finding.

    ``waivers: [{finding: b4f3cdbcc33c, reason: ..., by: ...}]``; RuleError for one without reason or name.
    """
    import yaml

    try:
        listed = (yaml.safe_load(path.read_text("utf-8")) or {}).get("waivers") or []
        return {str(entry["finding"]): msgspec.convert(entry, Waiver, strict=False) for entry in listed}
    except (OSError, yaml.YAMLError, msgspec.ValidationError, KeyError, AttributeError, TypeError) as error:
        raise RuleError(
            f"The waivers in {path} cannot be read ({error}).",
            "Each entry needs finding, reason and by; see docs/rules.md.",
        ) from error


def _run(database: sqlite3.Connection, check: Check, resting: Resting) -> list[Finding]:
    try:
        with fenced(database):
            told = map(dict, database.execute(check.sql))
            rows = [r for r in told if check.shown_by_text or resting.bears(check.severity, r)]
    except TooLong as error:
        raise RuleError(
            f"The check {check.id}.sql takes too long and was stopped.",
            "Join on equal columns; see docs/rules.md.",
        ) from error
    except sqlite3.Error as error:
        raise RuleError(f"The check {check.id}.sql does not run: {error}", "Mend the query.") from error
    return [_finding(database, check, row) for row in rows]


def _finding(database: sqlite3.Connection, check: Check, row: dict[str, Any]) -> Finding:
    evidence = [_evidence(database, row, suffix) for suffix in ("", "_b") if row.get(f"document{suffix}")]
    key = "|".join([check.id, *(f"{e.document}:{e.start}:{e.end}" for e in evidence)])
    return Finding(
        id=sha256(key.encode()).hexdigest()[:12],
        check=check.id,
        severity=check.severity,  # type: ignore[arg-type]
        title_vi=check.header["vi"],
        title_en=check.header["en"],
        message_vi=_message(check, row, "vi"),
        message_en=_message(check, row, "en"),
        evidence=evidence,
    )


def _message(check: Check, row: dict[str, Any], language: str) -> str:
    words = {key: _said(key, value, language) for key, value in row.items()}
    return re.sub(r" {2,}", " ", check.header[f"message-{language}"].format_map(words))


def _said(key: str, value: object, language: str) -> str:
    """A column as people read it: 13,5 and 18/04/2026 in Vietnamese; no sign where a number is meant exactly; kinds by name."""
    if value is None:
        return "?"
    if isinstance(value, float):
        return told_number(value, language)
    if key in ("op", "op_b"):
        return told_sign(str(value), language)
    if key in ("type", "type_b"):
        return told_kind(str(value))
    if language == "vi" and _DAY.fullmatch(str(value)):
        return told_day(str(value))
    return str(value)


def _evidence(database: sqlite3.Connection, row: dict[str, Any], suffix: str) -> Evidence:
    ident, start, end = row[f"document{suffix}"], row[f"start{suffix}"] or 0, row[f"end{suffix}"] or 0
    path, text = database.execute(
        "SELECT path, text_at(id, ?, ?) FROM documents WHERE id = ?", (start + 1, end - start, ident)
    ).fetchone()
    return Evidence(ident, path, text, start, end, row.get(f"page{suffix}"))
