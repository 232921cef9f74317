"""A parent and a child, or two versions of one document, side by side; and which pairs there are to compare."""

from pathlib import Path
from typing import Any

from kehoach.errors import UsageError
from kehoach.exporting.comparison import VERDICTS, told_side, told_verdicts, write_comparison
from kehoach.knowledge import lists
from kehoach.knowledge.compare import Comparison, compare
from kehoach.serving.asked import Asked
from kehoach.serving.opened import Opened

_SIZE, _PRINTED = lists.SIZE, 300


def comparison(place: Opened, asked: Asked) -> dict[str, Any]:
    """The pairs of records of two documents, one verdict or all; without two documents, the pairs that cite each other."""
    parent, child = asked.get("parent"), asked.get("child")
    if not parent or not child:
        return {"made": None, "listed": candidates(place, asked), "parent": parent, "child": child}
    made = _made(place, asked)
    only, kind = asked.get("verdict"), asked.get("kind")
    shown = [
        pair for pair in made.pairs
        if (only is None or only in pair.verdicts) and (kind is None or kind == pair.kind)
        and (only != "left-out" or pair.expected or asked.get("all"))
    ]  # fmt: skip
    size = _PRINTED if asked.get("view") == "print" else _SIZE
    pages = max(1, -(-len(shown) // size))
    number = asked.number("page", pages)
    return {
        "made": made,
        "counts": made.counts,
        "pairs": shown[(number - 1) * size : number * size],
        "total": len(shown),
        "at_page": number,
        "pages": pages,
        "names": lists.names(place.desk, {made.parent, made.child}),
        "verdicts": VERDICTS[asked.language],
        "told": lambda pair, side: told_side(pair, side, asked.language),
        "told_verdicts": lambda pair: told_verdicts(pair, asked.language),
        "parent": made.parent,
        "child": made.child,
    }


def _made(place: Opened, asked: Asked) -> Comparison:
    parent, child = (place.kb.find(str(asked.get(side))) for side in ("parent", "child"))
    if parent == child:
        raise UsageError("A document cannot be compared with itself.", "Choose two documents.")
    versions = {"versions": True, "child": False}.get(asked.get("as") or "")
    return compare(place.kb.document(parent), place.kb.document(child), versions)


def candidates(place: Opened, asked: Asked) -> lists.Listed:
    """A page of documents of which one carries out the other, and of copies of one document; with one document named, its pairs."""
    rows = place.kb.database.execute(
        "SELECT DISTINCT c.resolved AS parent, c.document AS child, c.relation FROM citations c"
        " WHERE c.resolved IS NOT NULL AND c.relation IN ('implements', 'basis') AND c.resolved <> c.document"
        " UNION SELECT copy_of, id, 'copy' FROM documents WHERE copy_of IS NOT NULL ORDER BY 3 DESC, 2"
    ).fetchall()  # fmt: skip
    for side in ("parent", "child"):
        words = asked.get(side)
        if words:
            meant = lists.matching_documents(place.desk, words)
            rows = [row for row in rows if row[side] in meant]
    pages = max(1, -(-len(rows) // _SIZE))
    number = asked.number("page", pages)
    shown = rows[(number - 1) * _SIZE : number * _SIZE]
    names = lists.names(place.desk, {row[side] for row in shown for side in ("parent", "child")})
    named = [{**dict(row), "parent_name": names[row["parent"]], "child_name": names[row["child"]]} for row in shown]  # fmt: skip
    return lists.Listed(named, len(rows), number, pages)


def download(place: Opened, asked: Asked, path: Path) -> str:
    """The comparison as a sheet or a Word file."""
    made = _made(place, asked)
    write_comparison(place.kb, made, path, asked.language)
    return f"{'so-sanh' if asked.language == 'vi' else 'comparison'}-{made.parent}-{made.child}"
