"""Doubts of scans settled over the whole knowledge base, before it is linked."""

import json
import sqlite3

from kehoach.knowledge import tables
from kehoach.knowledge.store import Draft, to_json
from kehoach.linking import Delta
from kehoach.linking.doubts import Cited, settle, unsettled
from kehoach.running.filling import unlinked
from kehoach.running.one import made_of

_SETTLED = "settled"  # in the table of states: the documents whose doubts others settled


def settle_doubts(draft: Draft, delta: Delta | None) -> None:
    """Settles the doubtful numbers and days by the documents that cite them; writes those of which something else is told."""
    database = draft.database
    doubtful = _doubtful(database)
    if not doubtful:
        return
    cited = _cited(database)
    settled = []
    for ident in doubtful:
        document = draft.read(ident)
        before = to_json(document)
        unsettled(document)
        if settle(document, cited):
            settled.append(ident)
        if to_json(document) == before:
            continue
        made = made_of(unlinked(document, settled=True))
        draft.write(document)
        if delta is not None:
            delta.note(database, ident)
        tables.remove(database, ident)
        tables.add(database, made.rows)
        if delta is not None:
            delta.note(database, ident)
    database.execute("INSERT OR REPLACE INTO state VALUES (?,?)", (_SETTLED, json.dumps(settled)))


def _doubtful(database: sqlite3.Connection) -> list[str]:
    """The documents with a doubt, and those whose doubts were settled before: who settled them may have gone."""
    doubts = "SELECT DISTINCT document FROM warnings WHERE code IN ('doubt-symbol', 'doubt-issued')"
    found = {row[0] for row in database.execute(doubts)}
    for (known,) in database.execute("SELECT value FROM state WHERE key = ?", (_SETTLED,)):
        here = {row[0] for row in database.execute("SELECT id FROM documents")}
        found |= here & set(json.loads(known))
    return sorted(found)


def _cited(database: sqlite3.Connection) -> list[Cited]:
    query = "SELECT document, symbol, issued FROM citations WHERE symbol IS NOT NULL AND issued IS NOT NULL ORDER BY document, start"
    return [Cited(*row) for row in database.execute(query)]
