"""What a page works with: the knowledge base and its desk."""

import sqlite3
from pathlib import Path

from kehoach.errors import UsageError
from kehoach.knowledge.base import KnowledgeBase
from kehoach.model import Document


class Opened:
    """A knowledge base and its desk, open for one request. Use it in a ``with`` block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kb = KnowledgeBase(folder)
        self.desk: sqlite3.Connection = self.kb.desk()

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *exception: object) -> None:
        self.kb.close()
        self.desk.close()

    def document(self, ident: str) -> Document:
        """A document by its whole id, as addresses and forms name it. Raises UsageError when there is none."""
        if self.desk.execute("SELECT 1 FROM documents WHERE id = ?", (ident,)).fetchone() is None:
            raise UsageError(f"No document is called {ident!r}.", "See the list of documents.")
        return self.kb.document(ident)
