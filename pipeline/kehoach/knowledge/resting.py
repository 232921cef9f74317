"""What a finding rests on: the records at its evidence, which must be sure enough for how grave it is."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from kehoach.knowledge.kinds import RECORDS
from kehoach.weights import least

_KEPT = 256  # documents: findings come in their order
_ALL = " UNION ALL ".join(
    f"SELECT start, end, confidence FROM main.{kind} WHERE document = ?1"
    + (" AND symbol IS NULL" if kind == "citations" else "")
    for kind in RECORDS
)
_ASKED = f"SELECT start, end, min(confidence) FROM ({_ALL}) GROUP BY 1, 2"


class Resting:
    """What the records of a database can bear."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._known: dict[
            str, dict[tuple[int, int], float]
        ] = {}  # by document, of the last ones that were asked for

    def bears(self, severity: str, row: Mapping[str, Any]) -> bool:
        """Whether no record that a row of a check points at is too doubtful for its severity (kehoach/weights.py:
        ``least``). Evidence that is no record (a sum, a section, a letterhead) bears anything; a doubtful record still speaks
        against a finding, since the queries see all."""
        places = [
            (row[f"document{suffix}"], row[f"start{suffix}"], row[f"end{suffix}"])
            for suffix in ("", "_b")
            if row.get(f"document{suffix}")
        ]
        return all(self._of(ident).get((start, end), 1.0) >= least(severity) for ident, start, end in places)

    def _of(self, ident: str) -> dict[tuple[int, int], float]:
        """The confidence of the least sure record at each place of a document.

        A citation with a symbol is not asked: its symbol and day, on which findings rest, were right in all 142 that were read
        blind (tests/blind); what was wrong in 16 of them is what the paper is to this one, or who issued it.
        """
        if ident not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._database.execute(_ASKED, (ident,)).fetchall()
            self._known[ident] = {(start, end): sure for start, end, sure in found}
        return self._known[ident]
