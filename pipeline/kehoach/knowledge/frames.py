"""Query results as pandas DataFrames with types that an analyst can go on with."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kehoach.errors import needs
from kehoach.knowledge.query import columns, query
from kehoach.knowledge.records import Finding

if TYPE_CHECKING:
    import pandas

_CATEGORIES = ("type", "op", "measure", "relation", "status", "recurrence", "severity", "check")
_WHOLE = ("page", "start", "end", "leads", "supports", "documents", "cited_by")
_DAYS = {"issued": "issued_on", "end_date": "due_on", "start_date": "from_on"}


def frame(database: sqlite3.Connection, kind: str, filters: dict[str, Any]) -> "pandas.DataFrame":
    """The records of a kind. Beside each date as the document gives it ("2026-05", "--11-30") stands a real one, where it is whole."""
    with needs("data"):
        import pandas

    rows = query(database, kind, **filters)
    return typed(pandas.DataFrame(rows, columns=columns(database, kind)))


def typed(table: "pandas.DataFrame") -> "pandas.DataFrame":
    """Text as strings, few words as categories, whole numbers as Int64 (blank stays blank), whole days as datetime64."""
    import pandas

    for name in table.columns:
        if name in _CATEGORIES:
            table[name] = table[name].astype("category")
        elif name in _WHOLE and kindless(table[name]):
            table[name] = table[name].astype("Int64")
        elif name in ("value", "value_max"):
            table[name] = table[name].astype("Float64")
        else:
            table[name] = table[name].astype("string")
    for name, day in _DAYS.items():
        if name in table.columns:
            whole = table[name].where(table[name].str.fullmatch(r"\d{4}-\d\d-\d\d", na=False))
            table.insert(list(table.columns).index(name) + 1, day, pandas.to_datetime(whole))
    return table


def kindless(column: Any) -> bool:
    """Whether a column holds numbers (the stubs list documents by name under the same heading)."""
    return not column.map(lambda value: isinstance(value, str)).any()


def findings_frame(findings: Sequence[Finding]) -> "pandas.DataFrame":
    """One row a finding, both sides of it beside each other."""
    with needs("data"):
        import pandas

    names = [
        "severity",
        "check",
        "message_vi",
        "message_en",
        "document",
        "quote",
        "other_document",
        "other_quote",
        "waived",
        "id",
    ]
    rows = []
    for finding in findings:
        first, second = [*finding.evidence, None, None][:2]
        rows.append([
            finding.severity, finding.check, finding.message_vi, finding.message_en, first and first.document, first and first.quote,
            second and second.document, second and second.quote, finding.waived and finding.waived.reason, finding.id,
        ])  # fmt: skip
    return typed(pandas.DataFrame(rows, columns=names))
