"""What assistants are told: by the official client over standard input and output, every answer with quotes and places."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

import kehoach
from kehoach.errors import UsageError
from kehoach.exporting.assistant import Assistant
from tests.conftest import ROOT

TOOLS = ("search", "document", "tasks", "targets", "findings", "compare", "explain")


def ask(folder: Path, calls: list[tuple[str, dict[str, Any]]]) -> tuple[list[str], list[Any]]:
    """The names of the tools, and what each call answers."""

    async def talk() -> tuple[list[str], list[Any]]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "pipeline")}
        started = StdioServerParameters(
            command=sys.executable, args=["-m", "kehoach", "mcp", "--kb", str(folder)], env=environment
        )
        async with stdio_client(started) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            names = [tool.name for tool in (await session.list_tools()).tools]
            return names, [await session.call_tool(name, given) for name, given in calls]

    return asyncio.run(talk())


def test_an_assistant_asks_over_the_protocol(corpus_folder: Path) -> None:
    names, (found, refused) = ask(
        corpus_folder,
        [("tasks", {"unit": "so y te", "today": "2026-06-01"}), ("document", {"name": "none such"})],
    )
    assert tuple(names) == TOOLS
    answer = json.loads(found.content[0].text)
    assert answer["total"] > 3 and answer["counts"]["bucket"]
    with kehoach.open(str(corpus_folder)) as kb:
        for row in answer["tasks"]:
            assert kb.document(row["document"]).text[row["start"] : row["end"]] == row["quote"]
    assert refused.is_error and "none such" in refused.content[0].text


def places(value: Any) -> list[dict[str, Any]]:
    """Every part of an answer that quotes words with their place."""
    found = []
    if isinstance(value, dict):
        if {"quote", "document", "start", "end"} <= value.keys():
            found.append(value)
        found += [place for part in value.values() for place in places(part)]
    elif isinstance(value, list):
        found += [place for part in value for place in places(part)]
    return found


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("search", {"words": "bac si"}),
        ("tasks", {"due": "late"}),
        ("targets", {"indicator": "bac si", "year": 2030}),
        ("findings", {"severity": "error"}),
    ],
)
def test_every_answer_quotes_its_place(corpus_folder: Path, name: str, given: dict[str, Any]) -> None:
    answer = getattr(Assistant(corpus_folder), name)(**given)
    json.dumps(answer, default=str)
    quoted = places(answer)
    assert quoted
    with kehoach.open(str(corpus_folder)) as kb:
        for one in quoted:
            assert kb.document(one["document"]).text[one["start"] : one["end"]] == one["quote"]


def test_documents_comparisons_and_origins(corpus_folder: Path) -> None:
    assistant = Assistant(corpus_folder)
    told = assistant.document("118/KH-UBND")
    rest = assistant.document("118/KH-UBND", 3000)
    assert rest["text"] == told["text"][3000:] and told["counts"]["tasks"] >= 10
    made = assistant.compare("09-CTr/TU", "118/KH-UBND", "weaker")
    assert made["total"] == 2 and {"parent", "child"} <= made["pairs"][0].keys()
    origin = assistant.explain("118/KH-UBND", "k1")
    assert (
        origin["record"]["quote"] in origin["sentence"]
        and origin["origin"]["by"] == "rule"
        and len(origin["origin"]["sha256"]) == 64
    )
    with pytest.raises(UsageError):
        assistant.explain("118/KH-UBND", "k999")
