"""The documents that we wrote: their annotations hold, and what was mended on some of them stays mended."""

import json
import re
from pathlib import Path

import pytest

import kehoach
from tests.conftest import ROOT

WRITTEN = ROOT / "tests" / "written"
NAMES = sorted(path.stem for path in WRITTEN.glob("*.txt"))
FOUND = {
    "sections": 0.9,
    "citations": 0.9,
    "tasks": 0.8,
}  # at least so many of the annotated, by quote or title


def squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


@pytest.mark.parametrize("name", NAMES)
def test_annotations_quote_the_text(name: str) -> None:
    text = squeezed((WRITTEN / f"{name}.txt").read_text("utf-8"))
    gold = json.loads((WRITTEN / f"{name}.json").read_text("utf-8"))
    assert gold["doc"] == name
    quotes = [r["quote"] for kind in ("citations", "targets", "deadlines", "tasks") for r in gold[kind]]
    quotes += [section["title"] for section in gold["sections"]]
    assert [quote for quote in quotes if squeezed(quote) not in text] == []


def test_records_of_other_drafters_are_found() -> None:
    """Over all documents; exact figures, field by field, are those of ``tests/benchmarks/quality.py``."""
    found, wanted = dict.fromkeys(FOUND, 0), dict.fromkeys(FOUND, 0)
    for name in NAMES:
        gold = json.loads((WRITTEN / f"{name}.json").read_text("utf-8"))
        document = kehoach.process(Path(WRITTEN / f"{name}.txt"), names="rules")
        told = {
            "sections": {squeezed(s.title).casefold() for s in document.sections},
            "citations": {c.symbol or c.name for c in document.citations},
            "tasks": {squeezed(t.quote)[:40].casefold() for t in document.tasks},
        }
        for kind, keys in (("sections", "title"), ("citations", "symbol"), ("tasks", "quote")):
            for record in gold[kind]:
                key = record[keys] or record.get("name") or ""
                key = (
                    key
                    if kind == "citations"
                    else squeezed(key)[: 40 if kind == "tasks" else None].casefold()
                )
                found[kind] += key in told[kind]
                wanted[kind] += 1
    assert {kind: found[kind] / wanted[kind] >= least for kind, least in FOUND.items()} == dict.fromkeys(
        FOUND, True
    ), (found, wanted)
