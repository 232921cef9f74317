"""Queries over a knowledge base: records of one kind, with the filters a person would try.

Words without diacritics find words with them. Every row says where it stands: document, page, offsets.
"""

import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

from kehoach.errors import UsageError
from kehoach.knowledge.packing import blocks_of
from kehoach.knowledge.rough import holds, rough
from kehoach.knowledge.tables import records
from kehoach.text import bare

Row = dict[str, Any]
KINDS = ("documents", "targets", "tasks", "deadlines", "citations", "units", "stubs")
_RANKED = 80  # blocks of which the best passages are told: reading more takes too long
_USUAL = 24  # words of a passage
_SHORT = 3  # blocks that even a short document counts more, so that a note of one line is not the most about its words
FILTERS = ("unit", "indicator", "place", "year", "due_before", "document", "type", "text")

# For each kind: what it selects, and the condition that each filter stands for. :NAME is the filter's value, bare(). Documents are gone
# through in the order of the answer, so that nothing is sorted.
_DOC = "coalesce(d.symbol, d.identity_symbol) AS symbol"
_AT = "d.id AS document, t.id, t.section, t.page, t.start, t.end"
_HAS_DOCUMENT = holds("document", "d.id", "coalesce(d.symbol, d.identity_symbol, '')", "d.path")
_IN_PLACE = holds("place", "coalesce(d.place_key, '')", "coalesce(d.issuer, '')")
_ISSUED_IN = holds("place", "coalesce(d.issuer, '')")
_OF_TYPE = "bare(d.type) = :type"
_HAS_UNIT = (
    "EXISTS (SELECT 1 FROM kept_task_units u WHERE u.document = t.number AND u.task = t.id AND u.name IN"
    " (SELECT number FROM names WHERE bare(name) LIKE :unit OR bare(coalesce(body, '')) LIKE :unit OR unit LIKE :unit))"
)
_DUE = "CASE WHEN {0} LIKE '--__-__' THEN substr(:due_before, 1, 4) || substr({0}, 2) ELSE {0} END"
# What tasks and deadlines are filtered by alike.
_SCHEDULED = {
    "place": _IN_PLACE,
    "year": "(substr(coalesce(t.end_date, t.start_date), 1, 4) = :year OR (t.end_date LIKE '--%' AND :year BETWEEN d.period_start AND d.period_end))",
    "due_before": f"({_DUE.format('t.end_date')}) <= :due_before",
    "document": _HAS_DOCUMENT,
    "type": _OF_TYPE,
    "text": holds("text", "t.quote"),
}


def _from(kind: str) -> str:
    return f"FROM documents d CROSS JOIN {records(kind)} t ON t.number = d.number"


def _charged(role: str) -> str:
    return (
        "(SELECT group_concat(name, '; ') FROM (SELECT n.name FROM kept_task_units u JOIN names n ON n.number = u.name"
        f" WHERE u.document = t.number AND u.task = t.id AND u.role = '{role}' ORDER BY u.position)) AS {role}"
    )


_QUERIES: dict[str, tuple[str, dict[str, str]]] = {
    "documents": (
        f"SELECT d.id, {_DOC}, d.type, d.issuer, coalesce(d.identity_issued, d.issued) AS issued, d.title, d.path, d.copy_of, d.replaced_by FROM documents d",
        {
            "place": _IN_PLACE,
            "year": "(substr(coalesce(d.identity_issued, d.issued), 1, 4) = :year OR :year BETWEEN d.period_start AND d.period_end)",
            "document": _HAS_DOCUMENT,
            "type": _OF_TYPE,
            "text": holds("text", "coalesce(d.title, '')"),
            "unit": holds("unit", "coalesce(d.issuer, '')"),
        },
    ),
    "targets": (
        f"SELECT {_DOC}, t.indicator, t.op, t.value, t.value_max, t.unit, t.due, t.place, t.area, t.measure, t.indicator_id, t.quote, {_AT} {_from('targets')}",
        {
            "indicator": "(bare(t.indicator) LIKE :indicator OR t.indicator_id LIKE :indicator)",
            "place": f"(bare(coalesce(t.place, '')) LIKE :place OR {_ISSUED_IN})",
            "year": "substr(t.due, 1, 4) = :year",
            "due_before": "(t.due GLOB '20*' AND (CASE WHEN length(t.due) = 4 THEN t.due || '-12-31' ELSE t.due END) <= :due_before)",
            "document": _HAS_DOCUMENT,
            "type": _OF_TYPE,
            "text": holds("text", "t.quote"),
        },
    ),
    "tasks": (
        f"SELECT {_DOC}, t.quote AS task, {_charged('lead')}, {_charged('support')}, t.start_date, t.end_date, t.recurrence, t.condition, t.product,"
        f" {_AT} {_from('tasks')}",
        {"unit": _HAS_UNIT, **_SCHEDULED},
    ),
    "deadlines": (
        f"SELECT {_DOC}, t.quote, t.start_date, t.end_date, t.recurrence, t.condition, {_AT} {_from('deadlines')}",
        _SCHEDULED,
    ),
    "citations": (
        "SELECT coalesce(d.symbol, d.identity_symbol, d.id) AS citing, coalesce(t.symbol, t.name) AS cited, t.type, t.issued, t.issuer, t.relation,"
        f" t.status, t.resolved, t.quote, {_AT} {_from('citations')}",
        {
            "place": _IN_PLACE,
            "year": "substr(t.issued, 1, 4) = :year",
            "document": _HAS_DOCUMENT,
            "type": "bare(t.type) = :type",
            "text": holds("text", "t.quote", "t.symbol_apart"),
        },
    ),
    "units": (
        "SELECT coalesce(t.body, min(t.name)) AS unit, t.unit AS id, sum(t.role = 'lead') AS leads, sum(t.role = 'support') AS supports,"
        " count(DISTINCT t.document) AS documents FROM task_units t JOIN documents d ON d.id = t.document",
        {
            "unit": "(bare(t.name) LIKE :unit OR bare(coalesce(t.body, '')) LIKE :unit OR t.unit LIKE :unit)",
            "place": _IN_PLACE,
            "document": _HAS_DOCUMENT,
            "type": _OF_TYPE,
            "year": "substr(coalesce(d.identity_issued, d.issued), 1, 4) = :year",
            "text": "bare(t.name) LIKE :text",
        },
    ),
    "stubs": (
        "SELECT coalesce(t.symbol, t.name) AS cited, t.type, t.issued, t.issuers, t.title, t.cited_by, t.documents, t.id FROM stubs t",
        {
            "document": "bare(t.documents) LIKE :document",
            "type": "bare(t.type) = :type",
            "text": "(bare(coalesce(t.symbol, t.name)) LIKE :text OR bare(coalesce(t.title, '')) LIKE :text)",
        },
    ),
}
_ORDER = {
    "stubs": "ORDER BY t.cited_by DESC, t.id",
    "documents": "ORDER BY coalesce(d.identity_issued, d.issued), d.id",
    "units": "GROUP BY t.unit ORDER BY leads DESC, t.unit",
}


def query(database: sqlite3.Connection, kind: str, **filters: str | int | None) -> list[Row]:
    """The records of a kind that meet all filters (see FILTERS); each a dict with its place.

    Raises UsageError for an unknown kind, and for a filter that this kind of record does not have.
    """
    if kind not in _QUERIES:
        raise UsageError(f"There are no records called {kind!r}.", f"Try one of: {', '.join(KINDS)}.")
    select, conditions = _QUERIES[kind]
    where: list[str] = []
    values: dict[str, str] = {}
    for name, value in filters.items():
        if value is None:
            continue
        condition = conditions.get(name)
        if condition is None:
            known = ", ".join("--" + n.replace("_", "-") for n in conditions)
            raise UsageError(
                f"{kind} cannot be filtered by --{name.replace('_', '-')}.", f"They have: {known}."
            )
        where.append(condition)
        values |= _values(name, str(value))
    order = _ORDER.get(kind, "ORDER BY d.id, t.start")
    sql = f"{select} {'WHERE ' + ' AND '.join(where) if where else ''} {order}"
    return [dict(row) for row in database.execute(sql, values)]


def columns(database: sqlite3.Connection, kind: str) -> list[str]:
    """The columns of a kind's rows, also where there are none."""
    select = _QUERIES[kind][0]
    return [column[0] for column in database.execute(f"{select} LIMIT 0").description]


def _values(name: str, value: str) -> dict[str, str]:
    """What the condition of a filter asks for."""
    if name == "due_before":
        return {name: _date(value)}
    if name == "year":
        if not re.fullmatch(r"(?:19|20)\d\d", value):
            raise UsageError(f"{value!r} is not a year.", "Write it with four digits, as in --year 2030.")
        return {name: value}
    if name == "type":
        return {name: bare(value)}
    pattern = f"%{bare(value)}%"
    return {name: pattern, f"{name}_rough": rough(pattern)}


def _date(value: str) -> str:
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value) or re.fullmatch(
        r"(\d{1,2})/(\d{1,2})/(\d{4})", value
    )
    if match is None:
        raise UsageError(f"{value!r} is not a date.", "Write 2026-12-31 or 31/12/2026.")
    year, month, day = match.groups() if len(match[1]) == 4 else reversed(match.groups())
    return f"{year}-{int(month):02}-{int(day):02}"


def search(database: sqlite3.Connection, text: str, limit: int = 20) -> list[Row]:
    """The passages that hold all words of ``text``, best first; "bac si" finds "bác sĩ".

    The index knows blocks of paragraphs; which of these hold all the words, their text tells. Of very many, those are looked
    at that stand in documents which are most about the words.
    """
    words = re.findall(r"[^\W_]+", bare(text))
    if not words:
        raise UsageError("There is nothing to search for.", "Give at least one word.")
    found: list[tuple[float, Row]] = []
    row: sqlite3.Row | None = None
    for number, block in enumerate(_blocks(database, words)):
        if number >= _RANKED and len(found) >= limit:
            break
        if row is None or not row["first_block"] <= block <= row["last_block"]:
            row = _document_with(database, block)
        found += _holding(database, row, block, words)
    return [row for _, row in sorted(found, key=lambda one: -one[0])[:limit]]


def _blocks(database: sqlite3.Connection, words: list[str]) -> list[int]:
    """The blocks that hold all words; of more than are ranked first those of documents a great part of which does."""
    asked = " ".join(f'"{word}"' for word in words)
    hits = [row[0] for row in database.execute("SELECT rowid FROM search WHERE search MATCH ?", (asked,))]
    if len(hits) <= _RANKED:
        return hits
    parts, done = [], 0
    for first, last in database.execute("SELECT first_block, last_block FROM documents ORDER BY first_block"):
        begin = bisect_left(hits, first, done)
        done = bisect_right(hits, last, begin, min(len(hits), begin + last - first + 1))
        if begin == done:
            continue
        here = slice(begin, done)
        parts.append((-(here.stop - here.start) / (last - first + _SHORT), here))
    return [block for _, here in sorted(parts, key=lambda part: part[0]) for block in hits[here]]


def _document_with(database: sqlite3.Connection, block: int) -> sqlite3.Row:
    """The document of a block, with its text."""
    query = (
        "SELECT number, id, coalesce(symbol, identity_symbol) AS symbol, first_block, last_block, path, text FROM documents"
        " WHERE first_block <= ?1 AND last_block >= ?1 ORDER BY first_block DESC LIMIT 1"
    )
    row: sqlite3.Row = database.execute(query, (block,)).fetchone()
    return row


def _holding(
    database: sqlite3.Connection, row: sqlite3.Row, block: int, words: list[str]
) -> Iterator[tuple[float, Row]]:
    """The paragraphs of a block of a document that hold all words, with what they are worth."""
    text, place = row["text"], block - row["first_block"]
    passages = [(start, text[start:end]) for start, end in blocks_of(text)[place]]
    plain = bare("\n".join(passage for _, passage in passages)).split("\n")
    for (start, passage), folded in zip(passages, plain, strict=True):
        if not all(word in folded for word in words):
            continue
        told = re.findall(r"[^\W_]+", folded)
        if set(words) <= set(told):
            section = _section_at(database, row["number"], start)
            found = {"document": row["id"], "symbol": row["symbol"], "passage": passage, "section": section}
            yield (
                _worth(told, words),
                found | {"start": start, "end": start + len(passage), "path": row["path"]},
            )


def _worth(told: list[str], words: list[str]) -> float:
    """How much a passage is about the words that are looked for: more where they stand side by side, and often, and where little else is said."""
    size = 0.25 + 0.75 * len(told) / _USUAL
    often = sum(told.count(word) / (told.count(word) + 1.2 * size) for word in words) / len(words)
    side_by_side = f" {' '.join(words)} " in f" {' '.join(told)} "
    return often + side_by_side


def _section_at(database: sqlite3.Connection, document: int, start: int) -> str | None:
    """The section of a document (by number) in which a place stands."""
    row = database.execute(
        "SELECT id FROM kept_sections WHERE document = ? AND start <= ? ORDER BY start DESC, position DESC LIMIT 1",
        (document, start),
    ).fetchone()
    return row["id"] if row else None
