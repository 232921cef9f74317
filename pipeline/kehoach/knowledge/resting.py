"""What a finding rests on: the records at its evidence, which must be sure enough for how grave it is."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from kehoach.knowledge.kinds import RECORDS
from kehoach.weights import least


def is_borne(database: sqlite3.Connection, severity: str, row: Mapping[str, Any]) -> bool:
    """Whether no record that a row of a check points at is too doubtful for its severity (kehoach/weights.py:
    ``least``). Evidence that is no record (a sum, a section, a letterhead) bears anything; a doubtful record still speaks against a
    finding, since the queries see all."""
    told = (_sureness(database, row, suffix) for suffix in ("", "_b"))
    return all(sure is None or sure >= least(severity) for sure in told)


def _sureness(database: sqlite3.Connection, row: Mapping[str, Any], suffix: str) -> float | None:
    """The confidence of the least sure record that stands exactly at a piece of evidence; None where none does.

    A citation with a symbol is not asked: its symbol and day, on which findings rest, were right in all 142 that were read
    blind (tests/blind); what was wrong in 16 of them is what the paper is to this one, or who issued it.
    """
    if not row.get(f"document{suffix}"):
        return None
    place = (row[f"document{suffix}"], row[f"start{suffix}"], row[f"end{suffix}"])
    asked = " UNION ALL ".join(
        f"SELECT confidence FROM main.{kind} WHERE document = ?1 AND start = ?2 AND end = ?3"
        + (" AND symbol IS NULL" if kind == "citations" else "")
        for kind in RECORDS
    )
    found: float | None = database.execute(f"SELECT min(confidence) FROM ({asked})", place).fetchone()[0]
    return found
