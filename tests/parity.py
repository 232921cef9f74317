"""How far the records of a document depend on the form that it came in.

    python tests/parity.py          # prints F1 against plain text, by kind of record and form

The corpus is rendered as text, Word, PDF with a text layer (its tables ruled, and not), and scan; each form is read and its records are
compared with those of the text, exactly: what was measured, by when, who, on the basis of what.
"""

import io
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import kehoach
from kehoach.model import Document, When
from kehoach.text import bare

ROOT = Path(__file__).parents[1]
KINDS = ("meta", "sections", "citations", "targets", "deadlines", "tasks")
Records = Counter[tuple[object, ...]]


def rendered(folder: Path, forms: tuple[str, ...]) -> None:
    """The whole corpus in these forms, a folder each."""
    sys.path.insert(0, str(ROOT / "corpus"))
    import render

    render.render(folder, forms)


def pages_of_tables(tables: list[list[list[str]]], ruled: bool) -> bytes:
    """A PDF with one table a page, its borders drawn or not."""
    sys.path.insert(0, str(ROOT / "corpus"))
    import render
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    regular, strong = render._fonts()
    styles, out, flow = render._styles(regular, strong), io.BytesIO(), []
    for rows in tables:
        flow += [render._pdf_table(render.Block("table", rows=rows), styles, ruled), PageBreak()]
    SimpleDocTemplate(out, pagesize=(595, 842)).build(flow)
    return out.getvalue()


def records(folder: Path) -> dict[str, Records]:
    """The records of all documents in a folder by kind, each with the name of its document."""
    found: dict[str, Records] = {kind: Counter() for kind in KINDS}
    for path in sorted(folder.iterdir()):
        for kind, record in _told(kehoach.process(path)):
            found[kind][(path.stem, *record)] += 1
    return found


def _told(document: Document) -> Iterator[tuple[str, tuple[object, ...]]]:
    meta = document.meta
    for name in ("symbol", "type", "issuer", "place", "issued", "signer", "signer_role"):
        yield "meta", (name, getattr(meta, name))
    yield "meta", ("title", bare(meta.title or ""))
    for section in document.sections:
        yield "sections", (section.depth, section.label, bare(section.title))
    for citation in document.citations:
        yield "citations", (citation.symbol, citation.issued, citation.relation)
    for target in document.targets:
        yield (
            "targets",
            (bare(target.indicator), target.op, target.value, target.value_max, target.unit, target.due),
        )
    for deadline in document.deadlines:
        when = (deadline.start, deadline.end, deadline.recurrence, bool(deadline.condition))
        yield "deadlines", when  # its words may be misread and still understood
    for task in document.tasks:
        units = [tuple(bare(u.name) for u in side) for side in (task.lead, task.support)]
        yield "tasks", (bare(task.quote)[:50], *units, *_when(task.deadline))


def _when(when: When) -> tuple[object, ...]:
    return when.start, when.end, when.recurrence


def agreement(reference: Records, found: Records) -> float:
    """F1 of exact records; 1.0 when there are none on both sides."""
    common = sum((reference & found).values())
    total = sum(reference.values()) + sum(found.values())
    return 2 * common / total if total else 1.0


def table(forms: tuple[str, ...] = ("docx", "pdf", "unruled", "scan")) -> dict[str, dict[str, float]]:
    """For each form, F1 by kind and over all records ("all")."""
    with tempfile.TemporaryDirectory() as made:
        rendered(Path(made), ("txt", *forms))
        reference = records(Path(made) / "txt")
        result = {}
        for form in forms:
            found = records(Path(made) / form)
            result[form] = {kind: agreement(reference[kind], found[kind]) for kind in KINDS}
            result[form]["all"] = agreement(_together(reference), _together(found))
    return result


def _together(kinds: dict[str, Records]) -> Records:
    return sum(
        (Counter({(kind, *key): n for key, n in found.items()}) for kind, found in kinds.items()), Counter()
    )


if __name__ == "__main__":
    print(f"{'':8}" + "".join(f"{kind:>11}" for kind in (*KINDS, "all")))
    for form, shares in table().items():
        print(f"{form:8}" + "".join(f"{shares[kind]:11.3f}" for kind in (*KINDS, "all")))
