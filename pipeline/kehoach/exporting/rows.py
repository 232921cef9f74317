"""Rows that several forms share: a task, a deadline, a target with its document, place and whole sentence."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct

from kehoach.model import Deadline, Document, Span, Target, Task, When

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

HOME = "http://127.0.0.1:8001"  # where ``kehoach serve`` listens unless told otherwise
RECURRENCE = {
    "vi": {"yearly": "hằng năm", "half-yearly": "6 tháng một lần", "quarterly": "hằng quý", "monthly": "hằng tháng",
           "weekly": "hằng tuần", "daily": "hằng ngày", "continuous": "thường xuyên"},
    "en": {"yearly": "every year", "half-yearly": "every six months", "quarterly": "every quarter", "monthly": "every month",
           "weekly": "every week", "daily": "every day", "continuous": "continuously"},
}  # fmt: skip


class Line(Struct):
    """One record with the document it stands in and the whole paragraph or cell around it."""

    document: Document
    record: Task | Deadline | Target
    sentence: str
    symbol: str | None
    issued: str | None

    @property
    def link(self) -> str:
        """The address of the record's sentence in ``kehoach serve``."""
        return f"{HOME}/kehoach/document/{self.document.id}#{self.record.id}"


def lines(kb: "KnowledgeBase", ids: list[str], kind: str) -> Iterator[Line]:
    """The records of a kind (tasks, deadlines, targets), document by document, in the order of the text."""
    for ident in ids:
        document = kb.document(ident)
        told = document.identity
        symbol = document.meta.symbol or (told.symbol if told else None)
        issued = (told.issued if told else None) or document.meta.issued
        for record in getattr(document, kind):
            yield Line(document, record, sentence(document, record.span), symbol, issued)


def sentence(document: Document, span: Span) -> str:
    """The paragraph or cell that holds a span."""
    text = document.text
    start = max(text.rfind("\n", 0, span.start), text.rfind(" | ", 0, span.start) + 2) + 1
    ends = [at for at in (text.find("\n", span.end), text.find(" | ", span.end)) if at >= 0]
    return text[start : min(ends, default=len(text))].strip()


def real_date(value: str | None) -> date | None:
    """A whole date; None for a blank, a year or a month alone, and a day that comes back every year."""
    if value and len(value) == 10 and not value.startswith("--"):
        return date.fromisoformat(value)
    return None


def told_when(when: When | Deadline, language: str) -> str:
    """What a date column cannot hold: how often, the day of the year, the event, in words."""
    parts = []
    for value in (when.start, when.end):
        if value and value.startswith("--"):  # "--11-30" every year, "---20" every month
            days = [str(int(part)) for part in reversed(value.strip("-").split("-"))]
            parts.append(f"{'trước ngày' if language == 'vi' else 'by'} {'/'.join(days)}")
    if when.recurrence:
        parts.append(RECURRENCE[language][when.recurrence])
    if when.condition:
        parts.append(when.condition)
    return ", ".join(dict.fromkeys(parts))


def without_clock(path: Path) -> None:
    """Packs an Office file again with fixed times of its members, so that the same records give the same bytes."""
    packed = path.with_name(f".{path.name}.part")
    with ZipFile(path) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = ZipInfo(name)
            member.compress_type = ZIP_DEFLATED
            with old.open(name) as source, new.open(member, "w") as target:
                shutil.copyfileobj(source, target)
    packed.replace(path)
