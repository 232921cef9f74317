"""Records as forms: which fields a kind has, what stands in them, and what comes back as the values of a correction."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, get_args

from kehoach.errors import UsageError
from kehoach.knowledge.corrections import META
from kehoach.model import Meta, Operator, Recurrence, Relation
from kehoach.wording import told_day, told_number


class Field(NamedTuple):
    """A field: its name, how it is filled (words, long, number, day, units, or one of ``choices``), and what stands in it."""

    name: str
    kind: str
    value: str = ""
    choices: tuple[str, ...] = ()


_WHEN = (Field("start", "day"), Field("end", "day"), Field("recurrence", "choice", choices=get_args(Recurrence)), Field("condition", "words"))  # fmt: skip
_FIELDS: dict[str, tuple[Field, ...]] = {
    "targets": (
        Field("indicator", "long"), Field("op", "choice", choices=get_args(Operator)), Field("value", "number"), Field("value_max", "number"),
        Field("unit", "words"), Field("due", "day"), Field("place", "words"), Field("area", "words"),
    ),
    "tasks": (Field("lead", "units"), Field("support", "units"), *_WHEN, Field("product", "words")),
    "deadlines": _WHEN,
    "citations": (
        Field("symbol", "words"), Field("name", "words"), Field("type", "words"), Field("issued", "day"), Field("issuer", "words"),
        Field("relation", "choice", choices=get_args(Relation)),
    ),
    "meta": tuple(Field(name, {"issued": "day", "title": "long"}.get(name, "words")) for name in META),
}  # fmt: skip
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{1,2})/(\d{4})|(\d{4})|(\d{1,2})/(\d{1,2})")


def fields(kind: str, record: Any, language: str) -> list[Field]:
    """The form of a record, or an empty one (``record`` None)."""
    return [field._replace(value=_told(kind, field, record, language)) for field in _FIELDS[kind]]


def _told(kind: str, field: Field, record: Any, language: str) -> str:
    if record is None:
        return "=" if field.name == "op" else "mentions" if field.name == "relation" else ""
    holder = record
    if kind == "tasks" and field.name in ("start", "end", "recurrence", "condition"):
        holder = record.deadline
    elif kind == "targets" and field.name in ("place", "area"):
        holder = record.scope
    value = getattr(holder, field.name)
    if value is None:
        return ""
    if field.kind == "units":
        return "; ".join(unit.name for unit in value)
    if field.kind == "number":
        return told_number(value, language)
    return told_day(value) if field.kind == "day" and value != "yearly" else str(value)


def values(kind: str, posted: Mapping[str, str], record: Any, language: str) -> dict[str, Any]:
    """What was filled in, as the values of a correction; what the form does not show stays as ``record`` has it.

    Raises UsageError for a number or a day that is none, a target without a number, and a task without anybody who leads.
    """
    said = {field.name: _read(field, posted.get(field.name, "").strip(), language) for field in _FIELDS[kind]}
    if kind == "targets":
        return _target(said, record)
    if kind == "tasks":
        when = {name: said.pop(name) for name in ("start", "end", "recurrence", "condition")}
        if not said["lead"]:
            raise UsageError("A task needs a unit that leads it.", "Write at least one unit.")
        return {**said, "deadline": when}
    return said


def _target(said: dict[str, Any], record: Any) -> dict[str, Any]:
    if said["value"] is None or not said["indicator"]:
        raise UsageError("A target needs an indicator and a number.", "Fill in both.")
    scope = {"place": said.pop("place"), "area": said.pop("area")}
    same = record is not None and record.indicator == said["indicator"]
    measure = record.measure if record is not None and record.op == said["op"] else "level"
    return {**said, "scope": scope, "measure": measure, "indicator_id": record.indicator_id if same else None}


def _read(field: Field, text: str, language: str) -> Any:
    if field.kind == "units":
        return [{"name": name.strip()} for name in re.split(r"[;\n]", text) if name.strip()]
    if not text:
        return None
    if field.kind == "number":
        return _number(text, language)
    if field.kind == "day":
        return day_of(text)
    if field.choices and text not in field.choices:
        raise UsageError(f"{text!r} is not a choice of {field.name}.", "Choose one from the list.")
    return text


def _number(text: str, language: str) -> float:
    """13,5 and 1.200 in Vietnamese, 13.5 and 1,200 in English."""
    point, group = (",", ".") if language == "vi" else (".", ",")
    plain = re.sub(rf"{re.escape(group)}(?=\d{{3}}(?!\d))", "", text.replace(" ", "")).replace(point, ".")
    try:
        return float(plain)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a number.", "Write 13,5 or 1200.") from error


def day_of(text: str) -> str:
    """A day, month or year as ISO 8601: 31/12/2026, 12/2026, 2026, 30/11 of every year, 25 of every month; ISO dates as they stand."""
    if re.fullmatch(r"[12]?\d|3[01]", text):
        return f"---{int(text):02}"
    if re.fullmatch(r"\d{4}(?:-\d\d){1,2}|--\d\d-\d\d|---\d\d|yearly", text):
        return text
    match = _DAY.fullmatch(text)
    if match is None:
        raise UsageError(f"{text!r} is not a date.", "Write 2026-12-31 or 31/12/2026.")
    day, month, year, month_only, its_year, only_year, again_day, again_month = match.groups()
    if day:
        return f"{year}-{int(month):02}-{int(day):02}"
    if month_only:
        return f"{its_year}-{int(month_only):02}"
    return only_year or f"--{int(again_month):02}-{int(again_day):02}"


def meta_values(said: dict[str, Any], meta: Meta) -> dict[str, Any]:
    """Of a letterhead only what was changed."""
    return {name: value for name, value in said.items() if value != getattr(meta, name)}
