"""Rows that several forms share: a task, a deadline, a target with its document, place and whole sentence."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct

from kehoach.model import Deadline, Document, Span, Target, Task
from kehoach.text import sentence_at
from kehoach.wording import told_document

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

HOME = "http://127.0.0.1:8001"  # where ``kehoach serve`` listens unless told otherwise


class Line(Struct):
    """One record with the document it stands in and the whole paragraph or cell around it."""

    document: Document
    record: Task | Deadline | Target
    sentence: str
    symbol: str | None
    issued: str | None

    @property
    def name(self) -> str:
        """What people call the document."""
        return called(self.document)

    @property
    def link(self) -> str:
        """The address of the record's sentence in ``kehoach serve``."""
        return f"{HOME}/kehoach/document/{self.document.id}?r={self.record.id}#{self.record.id}"


def lines(kb: "KnowledgeBase", ids: list[str], kind: str) -> Iterator[Line]:
    """The records of a kind (tasks, deadlines, targets), document by document, in the order of the text."""
    for ident in ids:
        document = kb.document(ident)
        told = document.identity
        symbol = symbol_of(document)
        issued = (told.issued if told else None) or document.meta.issued
        for record in getattr(document, kind):
            yield Line(document, record, sentence(document, record.span), symbol, issued)


def symbol_of(document: Document) -> str | None:
    """The symbol of a document, as printed or as told by those that cite it."""
    told = document.identity
    return document.meta.symbol or (told.symbol if told else None)


def called(document: Document) -> str:
    """What people call a document: its symbol, or its type, issuer and title."""
    meta = document.meta
    return told_document(symbol_of(document), meta.type, meta.issuer, meta.title, document.source.path)


def sentence(document: Document, span: Span) -> str:
    """The paragraph or cell that holds a span, without the bullet before it."""
    return sentence_at(document.text, span.start, span.end)


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
