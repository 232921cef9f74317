"""What a knowledge base gives to other programs and to people: spreadsheets, calendars, tables, pages, open formats.

``export(kb, "xlsx", "tasks.xlsx")``. Each form is a module of its own that loads when it is asked for; each is
written the same for the same knowledge base.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from kehoach.errors import UsageError, needs

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

Language = Literal["vi", "en"]
Writer = Callable[["KnowledgeBase", list[str], Path, Language], None]


class Form(NamedTuple):
    """Where a form is written, the suffix of its file ("" for a folder), and whether it tells of one document only."""

    module: str
    suffix: str
    single: bool = False


FORMS: dict[str, Form] = {
    "xlsx": Form("workbook", ".xlsx"),
    "ics": Form("calendar", ".ics"),
    "csv": Form("flat", ""),
    "parquet": Form("flat", ""),
    "html": Form("page", ".html"),
    "docx": Form("brief", ".docx", single=True),
    "akn": Form("akoma", ".xml", single=True),
    "jsonld": Form("linked", ".jsonld"),
    "annotations": Form("linked", ".jsonld"),
}


def export(
    kb: "KnowledgeBase", form: str, out: str | Path, document: str | None = None, language: Language = "vi"
) -> Path:
    """Writes a knowledge base, or one document of it, in a form; returns the file or folder.

    Raises UsageError for an unknown form, for a form of one document without ``document``, and when ``out`` cannot be written.
    """
    if form not in FORMS:
        raise UsageError(f"There is no form {form!r}.", f"Try one of: {', '.join(FORMS)}.")
    known = FORMS[form]
    if known.single and document is None:
        raise UsageError(f"The form {form} tells of one document.", "Say which: --document 118/KH-UBND.")
    ids = [kb.find(document)] if document else kb.ids()
    path = Path(out)
    with needs("export"):
        writer: Writer = getattr(import_module(f"kehoach.exporting.{known.module}"), f"write_{form}")
    try:
        (path if not known.suffix else path.parent).mkdir(parents=True, exist_ok=True)
        writer(kb, ids, path, language)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written ({error.strerror}).", "Name another place with --out."
        ) from error
    return path
