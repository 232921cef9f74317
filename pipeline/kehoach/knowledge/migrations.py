"""Knowledge bases of older programs, brought up to the layout of this one, a numbered step at a time.

The documents' files are the truth, so a step may make the database anew from them; they themselves are never lost.
"""

import shutil
import sqlite3
from collections.abc import Callable

from kehoach.knowledge import tables
from kehoach.knowledge.check import read_waivers, run_checks
from kehoach.knowledge.links import write_links
from kehoach.knowledge.store import DATABASE, Draft, Store, other_layout
from kehoach.linking import link


def bring_up(store: Store) -> None:
    """Brings a knowledge base up to this layout, step by step. The right to write must be held.

    Raises UsageError for a newer one.
    """
    while (layout := store.layout()) not in (None, tables.LAYOUT):
        assert layout is not None
        if layout > tables.LAYOUT:
            raise other_layout(store.folder, layout)
        _STEPS[layout](store)
        store.reload()


def opened(store: Store) -> Store:
    """A store that can be read from: an older one is brought up first, where its folder may be written."""
    layout = store.layout()
    if layout is not None and layout < tables.LAYOUT:
        with store.building():
            bring_up(store)
    return store


def _anew(store: Store) -> None:
    """The database is made anew. Of layout 1 the files lay in the folder itself, and the database held every text and paragraph whole; that
    of 2 held texts, packed, the place of every word, the id of a document in each row, and not the slips that texts show by themselves;
    that of 3 held words of records a second time beside their quotes."""
    draft = Draft(store.generations, store)
    for ident in store.ids():
        document = store.read(ident)
        draft.write(document)
        tables.insert(draft.database, document)
    draft.database.executemany("INSERT INTO state VALUES (?,?)", _state(store))
    draft.index()
    write_links(draft, link(draft.database))
    waivers = read_waivers(store.waivers) if store.waivers.exists() else None
    draft.write_findings(run_checks(draft.database, waivers))
    shutil.copyfile(store.place / "manifest.json", draft.place / "manifest.json")
    draft.publish()


def _state(store: Store) -> list[tuple[str, str]]:
    """What the build noted beside the records; layout 1 had no such table."""
    database = sqlite3.connect(f"{(store.place / DATABASE).resolve().as_uri()}?mode=ro", uri=True)
    try:
        there = "SELECT 1 FROM sqlite_schema WHERE name = 'state'"
        return (
            database.execute("SELECT key, value FROM state").fetchall()
            if database.execute(there).fetchone()
            else []
        )
    finally:
        database.close()


_STEPS: dict[int, Callable[[Store], None]] = {1: _anew, 2: _anew, 3: _anew}
