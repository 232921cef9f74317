"""A knowledge base that is open for questions."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach.errors import UsageError
from kehoach.knowledge import graph as graphs
from kehoach.knowledge.check import read_waivers, run_checks
from kehoach.knowledge.migrations import opened
from kehoach.knowledge.query import Row, query, search
from kehoach.knowledge.records import Finding, Manifest
from kehoach.knowledge.store import Store
from kehoach.model import Document
from kehoach.text import bare

if TYPE_CHECKING:
    import pandas


class KnowledgeBase:
    """The folder that ``build`` wrote, read-only. Close it, or use it in a ``with`` block.

    It answers from the build that held when it was opened, also while another takes its place.

    >>> kb = kehoach.open("outputs/kb")  # doctest: +SKIP
    >>> kb.query("targets", indicator="bac si", year=2030)  # doctest: +SKIP
    """

    def __init__(self, folder: str | Path) -> None:
        self._store = opened(Store(Path(folder)))
        self._database = self._store.connect()

    def __enter__(self) -> "KnowledgeBase":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self._database.close()
        self._store.close()

    @property
    def database(self) -> sqlite3.Connection:
        """The SQLite connection, for queries of your own."""
        return self._database

    @property
    def folder(self) -> Path:
        """Where the files of the knowledge base lie."""
        return self._store.folder

    def desk(self) -> sqlite3.Connection:
        """The lists that pages show, of this very build (desk.py). Close it."""
        from kehoach.knowledge.desk import desk_of

        return desk_of(self._store)

    # --- questions ------------------------------------------------------------------------

    def query(self, kind: str, **filters: Any) -> list[Row]:
        """The records of a kind (documents, targets, tasks, deadlines, citations, units) that meet the filters:
        unit, indicator, place, year, due_before, document, type, text."""
        return query(self._database, kind, **filters)

    def ids(self) -> list[str]:
        """The ids of all documents, sorted."""
        return self._store.ids()

    def manifest(self) -> Manifest | None:
        """The ledger of the build that is answered from: what became of every input, and what read them; None where there is none."""
        return self._store.manifest()

    def search(self, text: str, limit: int = 20) -> list[Row]:
        """The passages that hold all the words, with or without diacritics, best first."""
        return search(self._database, text, limit)

    def document(self, name: str) -> Document:
        """One document, by id, symbol, file name or a part of these that fits one document only."""
        return self._store.read(self.find(name))

    def show(self, name: str) -> Document:
        """As ``document``: what the command ``show`` prints."""
        return self.document(name)

    def find(self, name: str) -> str:
        """The id that a name means. Raises UsageError, with candidates, when it means none or several."""
        if self._database.execute("SELECT 1 FROM documents WHERE id = ?", (name,)).fetchone():
            return name
        wanted = bare(name)
        rows = self._database.execute(
            "SELECT id, path, coalesce(symbol, identity_symbol, '') AS symbol, coalesce(title, '') FROM documents ORDER BY id"
        ).fetchall()
        for test in (_is_exactly, _holds):
            found = [row for row in rows if test(row, wanted)]
            if len(found) == 1:
                return str(found[0]["id"])
            if found:
                raise UsageError(
                    f"{name!r} fits several documents.",
                    "Say which: " + ", ".join(r["id"] for r in found[:8]) + ".",
                )
        raise UsageError(f"No document is called {name!r}.", "List them with: kehoach query documents.")

    def cited_by(self, ident: str) -> list[Row]:
        """The citations of a document in others."""
        rows = self._database.execute(
            "SELECT c.document, coalesce(d.symbol, d.identity_symbol, d.id) AS citing, c.relation, c.quote, c.start, c.end FROM citations c"
            " JOIN documents d ON d.id = c.document WHERE c.resolved = ? ORDER BY c.document, c.start",
            (ident,),
        )
        return [dict(row) for row in rows]

    def graph(self, document: str | None = None, mentions: bool = False) -> graphs.Graph:
        """The network of documents, or the part of it that is reached from one."""
        whole = graphs.load_graph(self._database, mentions)
        return whole if document is None else graphs.part_of(whole, self.find(document))

    def check(self, waivers: str | Path | None = None, checks: str | Path | None = None) -> list[Finding]:
        """Runs the checks anew and gives what they find, gravest first.

        ``waivers`` is a file of waivers (by default ``waivers.yaml`` in the knowledge base, where there is one),
        ``checks`` a folder with checks of your own. Raises RuleError when one of them cannot be read.
        """
        path = Path(waivers) if waivers else self._store.waivers
        known = read_waivers(path) if waivers or path.exists() else None
        return run_checks(self._database, known, Path(checks) if checks else None).findings

    # --- tables ---------------------------------------------------------------------------

    def frame(self, kind: str, **filters: Any) -> "pandas.DataFrame":
        """As ``query``, as a pandas DataFrame with sensible types (needs the extra "data")."""
        from kehoach.knowledge.frames import frame

        return frame(self._database, kind, filters)

    def documents(self, **filters: Any) -> "pandas.DataFrame":
        """The documents that meet the filters, oldest first: symbol, type, issuer, issued, title ..."""
        return self.frame("documents", **filters)

    def targets(self, **filters: Any) -> "pandas.DataFrame":
        """The targets: indicator, op, value, unit, due, place, quote ...

        >>> kb.targets(place="vinh giang", year=2030)  # doctest: +SKIP
        """
        return self.frame("targets", **filters)

    def tasks(self, **filters: Any) -> "pandas.DataFrame":
        """The tasks: task, lead, support, start_date, end_date, recurrence, product ..."""
        return self.frame("tasks", **filters)

    def deadlines(self, **filters: Any) -> "pandas.DataFrame":
        """The deadlines: quote, start_date, end_date, recurrence, condition ..."""
        return self.frame("deadlines", **filters)

    def citations(self, **filters: Any) -> "pandas.DataFrame":
        """The citations: citing, cited, relation, status, resolved ..."""
        return self.frame("citations", **filters)

    def units(self, **filters: Any) -> "pandas.DataFrame":
        """The units, those that lead most first: unit, id, leads, supports, documents."""
        return self.frame("units", **filters)

    def findings(self) -> "pandas.DataFrame":
        """What the checks find: severity, check, message, both quotes."""
        from kehoach.knowledge.frames import findings_frame

        return findings_frame(self.check())

    def __repr__(self) -> str:
        return f"<KnowledgeBase {self.folder.name}: {len(self.ids())} documents>"


def _is_exactly(row: sqlite3.Row, wanted: str) -> bool:
    path = Path(row["path"])
    return wanted in (
        bare(row["id"]),
        bare(row["symbol"]),
        bare(row["path"]),
        bare(path.name),
        bare(path.stem),
    )


def _holds(row: sqlite3.Row, wanted: str) -> bool:
    return wanted in bare(row["id"]) or bare(row["symbol"]).startswith(wanted) or wanted in bare(row["path"])
