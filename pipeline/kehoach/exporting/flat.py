"""Tables for other programs: CSV with a Frictionless data package, and Parquet."""

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach.knowledge.query import Row, columns

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

KINDS = ("documents", "targets", "tasks", "deadlines", "citations")
_TYPES = {"value": "number", "value_max": "number", "page": "integer", "start": "integer", "end": "integer"}
_KEYS = {"documents": ["id"]}
_COMES_BACK = re.compile(r"-{2,3}[\d-]+")  # a day of every year or month
_DESCRIBED = {
    "symbol": "number and symbol of the document, as printed or as told by those that cite it",
    "start": "first character of the quote in the document's text, from 0", "end": "one past its last character",
    "start_date": "ISO 8601, shortened where blank; --MM-DD comes back every year", "end_date": "as start_date",
    "lead": "units that lead, parted by semicolons", "support": "units that support, parted by semicolons",
    "due": "a year, a date, or yearly", "op": "=, >=, <=, >, <, ~, range, increase, decrease, rank",
}  # fmt: skip


def write_csv(kb: "KnowledgeBase", ids: list[str], path: Path, language: str) -> None:
    """A folder: one UTF-8 file (with the mark that spreadsheets look for) a kind, and ``datapackage.json``."""
    resources = []
    for kind, rows in _rows(kb, ids).items():
        names = columns(kb.database, kind)
        with (path / f"{kind}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\r\n")
            writer.writeheader()
            writer.writerows({name: _inert(value) for name, value in row.items()} for row in rows)
        resources.append(_resource(kind, names))
    package = {"name": "kehoach", "profile": "tabular-data-package", "resources": resources}
    (path / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _inert(value: object) -> object:
    """Words that a spreadsheet would take for a formula, with the apostrophe that makes them words."""
    starts = isinstance(value, str) and len(value) > 2 and value[0] in "=+-@\t\r"
    return f"'{value}" if starts and not _COMES_BACK.fullmatch(str(value)) else value


def _rows(kb: "KnowledgeBase", ids: list[str]) -> dict[str, list[Row]]:
    kept = set(ids)
    return {
        kind: [row for row in kb.query(kind) if row["id" if kind == "documents" else "document"] in kept]
        for kind in KINDS
    }


def _resource(kind: str, names: list[str]) -> dict[str, Any]:
    fields = []
    for name in names:
        field: dict[str, Any] = {"name": name, "type": _TYPES.get(name, "string")}
        if name in _DESCRIBED:
            field["description"] = _DESCRIBED[name]
        fields.append(field)
    schema = {"fields": fields, "primaryKey": _KEYS.get(kind, ["document", "id"]), "missingValues": [""]}
    if kind != "documents":
        reference = {"resource": "documents", "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["document"], "reference": reference}]
    return {
        "name": kind, "path": f"{kind}.csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8-sig", "dialect": {"delimiter": ",", "lineTerminator": "\r\n"}, "schema": schema,
    }  # fmt: skip


def write_parquet(kb: "KnowledgeBase", ids: list[str], path: Path, language: str) -> None:
    """A folder: one Parquet file a kind, with the types of ``kb.frame``."""
    kept = set(ids)
    for kind in KINDS:
        frame = kb.frame(kind)
        column = "id" if kind == "documents" else "document"
        frame[frame[column].isin(kept)].to_parquet(path / f"{kind}.parquet", index=False)
