"""Every record can be traced: to its file and page, to the words that tell each of its values."""

import asyncio
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kehoach
from kehoach import rules
from kehoach.cli import app
from kehoach.errors import UsageError
from kehoach.knowledge.explain import Explanation, explain, said
from kehoach.knowledge.kinds import RECORDS
from kehoach.knowledge.provenance import date_forms, is_number
from kehoach.text import fold

TOLD = {
    "targets": ("indicator", "op", "value", "value_max", "unit", "due", "indicator_id"),
    "deadlines": ("start", "end", "recurrence", "condition"),
    "tasks": ("product",),
    "citations": ("symbol", "name", "type", "issued", "issuer", "title"),
}


@pytest.fixture(scope="module")
def explained(corpus_folder: Path) -> list[tuple[object, Explanation]]:
    """Each record of the corpus with its explanation."""
    with kehoach.open(str(corpus_folder)) as kb:
        return [
            (record, explain(kb, f"{ident}#{record.id}"))
            for ident in kb.ids()
            for kind in RECORDS
            for record in getattr(kb.document(ident), kind)
        ]


def test_every_record_of_the_corpus_is_explained(
    explained: list[tuple[object, Explanation]], kb: kehoach.KnowledgeBase
) -> None:
    assert len(explained) > 200
    documents = {ident: kb.document(ident) for ident in kb.ids()}
    manifest = json.loads((kb.folder / "manifest.json").read_text("utf-8"))
    for record, found in explained:
        document = documents[found.document]
        assert document.text[found.span.start : found.span.end] == found.quote
        assert (found.origin.sha256, found.origin.rules) == (document.source.sha256, manifest["rules"])
        assert found.origin.page == found.span.page
        fields = {step.field for step in found.steps}
        lacking = [f for f in TOLD[found.kind] if getattr(record, f) is not None and f not in fields]
        assert lacking == [], (found.document, found.record)
        for step in found.steps:
            if step.span:
                assert document.text[step.span.start : step.span.end] == step.words
            assert (step.words is None) == (step.span is None)
        assert found.grounds[0] in ("by-rule", "by-model")


def test_words_are_found_for_nearly_every_value(explained: list[tuple[object, Explanation]]) -> None:
    """A value that no words tell is worked out; were many, the explanation would explain nothing."""
    how = Counter(s.how for _, e in explained for s in e.steps if not s.field.endswith(("id", "amount")))
    assert how["worked-out"] * 50 <= how.total(), how


def test_what_stands_above_is_named(kb: kehoach.KnowledgeBase) -> None:
    found = explain(kb, "118/KH-UBND#t1")
    due = next(step for step in found.steps if step.field == "due")
    assert due.how in ("heading", "lead-in") and "2030" in str(due.words)
    assert "inherited" in found.grounds


def test_resolution_names_what_bears_the_symbol(kb: kehoach.KnowledgeBase) -> None:
    document = kb.document("142/KH-UBND")
    citation = next(c for c in document.citations if c.resolved)
    step = next(s for s in explain(kb, f"{document.id}#{citation.id}").steps if s.field == "resolved")
    assert step.how == "linking" and citation.resolved in str(step.note)


@pytest.mark.parametrize(
    ("printed", "value", "same"),
    [
        ("95", 95.0, True), ("1,5", 1.5, True), ("1.200", 1200.0, True), ("1,5", 1_500_000.0, True), ("06", 6.0, True),
        ("95", 96.0, False), ("2026", 26.0, False), ("1.2.3", 123.0, False), ("1,2,3", 1.0, False),
    ],
)  # fmt: skip
def test_numbers_in_their_written_forms(printed: str, value: float, same: bool) -> None:
    assert is_number(printed, value) is same


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2026-06-30", "trước ngày 30/6/2026"), ("2026-06-30", "ngày 30 tháng 6 năm 2026"), ("2026-06-30", "hết quý II"),
        ("2026-05", "tháng 5/2026"), ("2030", "đến năm 2030"), ("--11-30", "trước ngày 30/11 hằng năm"), ("---20", "ngày 20 hằng tháng"),
    ],
)  # fmt: skip
def test_dates_in_their_written_forms(value: str, written: str) -> None:
    import re

    assert any(re.search(form, fold(written)) for form in date_forms(value))


def test_wrong_names(kb: kehoach.KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="names no record"):
        explain(kb, "118/KH-UBND")
    with pytest.raises(UsageError, match="has no record"):
        explain(kb, "118/KH-UBND#t999")


def test_every_code_has_words(explained: list[tuple[object, Explanation]]) -> None:
    codes = {s.how for _, e in explained for s in e.steps} | {g for _, e in explained for g in e.grounds}
    codes |= {f"field.{s.field}" for _, e in explained for s in e.steps}
    assert all(said(code, language) != code for code in codes for language in ("vi", "en"))
    assert all(set(words) == {"vi", "en"} for words in rules.load("explaining")["says"].values())


def test_the_command(corpus_folder: Path) -> None:
    run = CliRunner().invoke(
        app, ["explain", "118/KH-UBND#t1", "--kb", str(corpus_folder)], env={"COLUMNS": "200"}
    )
    assert run.exit_code == 0 and "SHA-256" in run.output and "phía trên" in run.output
    run = CliRunner().invoke(
        app, ["explain", "118/KH-UBND#t1", "--kb", str(corpus_folder), "--format", "json"]
    )
    assert json.loads(run.output)["record"] == "t1"


def test_the_page(corpus_folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("datasette")
    from kehoach.serving.run import application

    # A copy: pages keep what they draw beside the knowledge base, and others count its files.
    client = application(shutil.copytree(corpus_folder, tmp_path / "kb", symlinks=True)).client
    path = "/kehoach/document/kh-118-ubnd-tinh-vinh-giang-2026"
    for record in ("t1", "c1"):
        page = asyncio.run(client.get(f"{path}/record/{record}")).text
        assert f'href="{path}/explain/{record}"' in page
    answer = asyncio.run(client.get(f"{path}/explain/t1?lang=en"))
    assert answer.status_code == 200 and " above" in answer.text and "?at=" in answer.text
    assert asyncio.run(client.get(f"{path}/explain/t999")).status_code == 404
