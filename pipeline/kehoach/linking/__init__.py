"""Documents become a knowledge base: names brought to ids, blank identities told, references resolved.

``name`` works on one document alone. ``link`` works inside the database, so memory does not grow with
the number of documents; it writes what it found into the tables, and ``knowledge.store`` copies it back.
"""

import sqlite3

from kehoach.linking.copies import join_copies
from kehoach.linking.identities import tell_identities
from kehoach.linking.indicators import name_indicators
from kehoach.linking.names import name_units
from kehoach.linking.references import end_validity, resolve
from kehoach.model import Document


def name(document: Document) -> Document:
    """The document with canonical ids of its units and indicators."""
    name_units(document)
    name_indicators(document)
    return document


def link(database: sqlite3.Connection) -> None:
    """Identities first, then copies, then references: they point at one document, by its told identity.

    Last, what replaced or repealed a document is written down with it.
    """
    tell_identities(database)
    join_copies(database)
    resolve(database)
    end_validity(database)
