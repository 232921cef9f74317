"""Akoma Ntoso 3.0 (OASIS): one document with its letterhead, its tree of headings, and its records as inline marks.

A plan is a ``doc``: preface (symbol, title), main body of nested ``hcontainer`` elements, conclusions (signer). Every
character of the body stands in it once, in order; targets, deadlines and citations are marked where they stand.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from kehoach.exporting.rows import HOME
from kehoach.model import Document, Section, Target
from kehoach.text import slug

if TYPE_CHECKING:
    from kehoach.knowledge.base import KnowledgeBase

NS = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_TOOL = "#kehoach"
_RANK = ("part", "chapter", "section", "article", "paragraph", "point")
Mark = tuple[int, int, str, dict[str, str]]  # start, end, element, attributes
# What XML cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_akn(kb: "KnowledgeBase", ids: list[str], path: Path, language: str) -> None:
    """One XML file, valid against the OASIS schema."""
    root = _document(kb.document(ids[0]))
    path.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False))


def _e(
    tag: str, parent: etree._Element | None = None, text: str | None = None, **attributes: str
) -> etree._Element:
    element = (
        etree.Element(f"{{{NS}}}{tag}", nsmap={None: NS})
        if parent is None
        else etree.SubElement(parent, f"{{{NS}}}{tag}")
    )
    for key, value in attributes.items():
        element.set(key.rstrip("_"), value)
    element.text = _clean(text) if text else None
    return element


def _clean(text: str) -> str:
    return _FORBIDDEN.sub(" ", text)


def _document(document: Document) -> etree._Element:
    root = _e("akomaNtoso")
    doc = _e("doc", root, name=slug(document.meta.type or "document"))
    _meta(doc, document)
    preface = _e("preface", doc)
    words = _e("p", preface)
    told = document.identity
    _e("docNumber", words, document.meta.symbol or (told.symbol if told else None) or document.id)
    title = _e("p", preface)
    _e("docTitle", title, document.meta.title or document.id)
    _body(_e("mainBody", doc), document)
    if document.meta.signer:
        signed = _e("p", _e("conclusions", doc))
        _e("signature", signed, f"{document.meta.signer_role or ''} {document.meta.signer}".strip())
    return root


def _meta(doc: etree._Element, document: Document) -> None:
    meta = _e("meta", doc)
    told = document.identity
    issued = (told.issued if told else None) or document.meta.issued or ""
    day = issued if len(issued) == 10 else f"{issued[:4] or '1900'}-01-01"
    number = slug(document.meta.symbol or document.id)
    work = (
        f"/akn/vn/doc/{slug(document.meta.type or 'vb')}/{slug(document.meta.issuer or 'vn')}/{day}/{number}"
    )
    identification = _e("identification", meta, source=_TOOL)
    for level, address in (
        ("Work", work),
        ("Expression", f"{work}/vie@"),
        ("Manifestation", f"{work}/vie@.xml"),
    ):
        block = _e(f"FRBR{level}", identification)
        _e(
            "FRBRthis",
            block,
            value=f"{address}/!main" if level != "Manifestation" else f"{work}/vie@/!main.xml",
        )
        _e("FRBRuri", block, value=address)
        _e("FRBRdate", block, date=day, name="issued" if level == "Work" else "generated")
        _e("FRBRauthor", block, href="#issuer" if level != "Manifestation" else _TOOL)
        if level == "Work":
            _e("FRBRcountry", block, value="vn")
        if level == "Expression":
            _e("FRBRlanguage", block, language="vie")
    references = _e("references", meta, source=_TOOL)
    for citation in document.citations:
        href = (
            f"{HOME}/kehoach/document/{citation.resolved}"
            if citation.resolved
            else f"#cited-{slug(citation.symbol or citation.name or citation.id)}"
        )
        _e(
            "passiveRef" if citation.relation == "mentions" else "activeRef",
            references,
            href=href,
            showAs=_clean(citation.symbol or citation.name or citation.id),
        )
    _e(
        "TLCOrganization",
        references,
        eId="issuer",
        href="/akn/ontology/organization/issuer",
        showAs=document.meta.issuer or "-",
    )
    _e(
        "TLCOrganization",
        references,
        eId="kehoach",
        href="/akn/ontology/organization/kehoach",
        showAs="kehoach",
    )


def _indicator(target: Target) -> str:
    return f"indicator-{slug(target.indicator_id or target.indicator)[:60]}"


def _body(body: etree._Element, document: Document) -> None:
    """The body: text before the first heading, then the tree of sections, each with the lines below its heading."""
    marks = _marks(document)
    holders: dict[str | None, etree._Element] = {}
    starts = sorted(document.sections, key=lambda s: s.span.start)
    edges = [0, *(s.span.start for s in starts), len(document.text)]
    _lines(_e("hcontainer", body, name="preamble", eId="opening"), document, edges[0], edges[1], marks)
    for section, end in zip(starts, edges[2:], strict=True):
        above = holders.get(section.parent, body)
        holder = _section(above, section)
        holders[section.id] = holder
        _lines(holder, document, min(section.span.end, end), end, marks)
    for holder in list(body):
        _settle(holder)


def _section(above: etree._Element, section: Section) -> etree._Element:
    holder = _e(
        "hcontainer", above, name=_RANK[min(section.depth, len(_RANK)) - 1], eId=section.id.replace(".", "__")
    )
    _e("num", holder, section.label)
    _e("heading", holder, section.title or section.label)
    return holder


def _lines(holder: etree._Element, document: Document, start: int, end: int, marks: list[Mark]) -> None:
    """The lines of a stretch as paragraphs of an ``intro`` that ``_settle`` puts in its right place."""
    content = _e("content", holder)
    at = start
    for line in document.text[start:end].split("\n"):
        if line.strip():
            _marked(_e("p", content), document.text, at, at + len(line), marks)
        at += len(line) + 1


def _settle(holder: etree._Element) -> None:
    """A heading with headings below holds its own lines as ``intro``; one without as ``content``."""
    content = holder.find(f"{{{NS}}}content")
    below = holder.findall(f"{{{NS}}}hcontainer")
    if content is not None and below:
        if len(content):
            content.tag = f"{{{NS}}}intro"
        else:
            holder.remove(content)
    elif content is not None and not len(content):
        _e("p", content)
    for child in below:
        _settle(child)


def _marks(document: Document) -> list[Mark]:
    """Citations, targets and deadlines in the order of the text, none over another."""
    found: list[Mark] = []
    for c in document.citations:
        href = (
            f"{HOME}/kehoach/document/{c.resolved}"
            if c.resolved
            else f"#cited-{slug(c.symbol or c.name or c.id)}"
        )
        found.append((c.span.start, c.span.end, "ref", {"href": href, "eId": c.id}))
    for d in document.deadlines:
        whole = d.end if d.end and len(d.end) == 10 and not d.end.startswith("-") else None
        found.append(
            (
                d.span.start,
                d.span.end,
                "date" if whole else "def",
                {"date": whole, "eId": d.id} if whole else {"eId": d.id},
            )
        )
    for t in document.targets:
        found.append(
            (
                t.span.start,
                t.span.end,
                "quantity",
                {"normalized": str(t.value), "eId": t.id, "refersTo": f"#{_indicator(t)}"},
            )
        )
    found.sort(key=lambda mark: (mark[0], -mark[1]))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark[0] >= kept[-1][1]:
            kept.append(mark)
    return kept


def _marked(paragraph: etree._Element, text: str, start: int, end: int, marks: list[Mark]) -> None:
    """The words of a line, with the marks that stand wholly in it as elements."""
    paragraph.text, at, last = "", start, None
    for a, b, name, attributes in marks:
        if a < start or b > end:
            continue
        _append(paragraph, last, text[at:a])
        last = _e(name, paragraph, text[a:b], **attributes)
        at = b
    _append(paragraph, last, text[at:end])


def _append(paragraph: etree._Element, last: etree._Element | None, words: str) -> None:
    if last is None:
        paragraph.text = (paragraph.text or "") + _clean(words)
    else:
        last.tail = (last.tail or "") + _clean(words)
