"""Files that are taken away from a page: the sheet of the tasks that it lists, the brief on a document."""

from pathlib import Path

from kehoach.errors import needs
from kehoach.exporting import export
from kehoach.knowledge import lists
from kehoach.serving.asked import Asked
from kehoach.serving.opened import Opened

_MOST = 5000


def tasks(place: Opened, asked: Asked, path: Path) -> str:
    """The tasks that the filters in the address leave, as a sheet that can come back."""
    with needs("export"):
        from kehoach.exporting.workbook import write_tasks
    given = {key: value for key, value in asked.values.items() if key not in ("page", "view")}
    rows = lists.tasks(place.desk, asked.today, given, _MOST, facets=False).rows
    paths = dict(place.desk.execute("SELECT id, path FROM documents").fetchall())
    write_tasks([{**row, "path": paths.get(row["document"], "")} for row in rows], path, asked.language)
    return "-".join(filter(None, ("theo-doi" if asked.language == "vi" else "follow-up", asked.get("unit"))))


def brief(place: Opened, asked: Asked, path: Path, ident: str) -> str:
    """The brief on a document in Word."""
    document = place.document(ident)
    export(place.kb, "docx", path, document.id, asked.language)  # type: ignore[arg-type]
    return f"tom-tat-{ident}"
