"""The contract keeps what it promised: files of every release are read, and no published field, type or word is gone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import kehoach
from kehoach.knowledge.schema import FILES
from kehoach.model import SCHEMA_VERSION

KEPT = Path(__file__).parent / "contract"
SCHEMAS = sorted(KEPT.glob("*.schema.json"))
RELEASED = sorted(p for p in KEPT.glob("*-*.json") if p not in SCHEMAS)


def kind_of(path: Path) -> str:
    return path.name.split("-")[1].split(".")[0]


def test_each_kind_was_kept() -> None:
    assert {kind_of(p) for p in RELEASED} == {kind_of(p) for p in SCHEMAS} == set(FILES)


@pytest.mark.parametrize("path", RELEASED, ids=lambda p: p.name)
def test_released_files_are_read(path: Path) -> None:
    """With today's records, and by today's schema; what was in them is not lost."""
    kind, data = kind_of(path), path.read_bytes()
    record = msgspec.json.decode(data, type=FILES[kind])
    jsonschema.Draft202012Validator(kehoach.schema(kind)).validate(json.loads(data))
    assert lost(json.loads(data), msgspec.to_builtins(record)) == []


def lost(old: Any, new: Any, where: str = "$") -> list[str]:
    """The places where a value of an old file is no longer in what was read of it."""
    if isinstance(old, dict):
        return [
            p
            for key, value in old.items()
            for p in lost(value, new.get(key) if isinstance(new, dict) else None, f"{where}.{key}")
        ]
    if isinstance(old, list):
        pairs = list(new) if isinstance(new, list | tuple) else []
        return [
            p
            for n, value in enumerate(old)
            for p in lost(value, pairs[n] if n < len(pairs) else None, f"{where}[{n}]")
        ]
    return [] if old == new else [where]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.name)
def test_nothing_published_is_gone(path: Path) -> None:
    old, new = json.loads(path.read_text("utf-8")), kehoach.schema(kind_of(path))
    assert list(broken(old, new)) == []


def broken(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What a reader of the old schema would miss in files of the new one, and what old files would lack."""
    for name, was in old["$defs"].items():
        now = new["$defs"].get(name)
        if now is None:
            yield f"{name} is gone"
            continue
        for field, kind in was.get("properties", {}).items():
            if field not in now["properties"]:
                yield f"{name}.{field} is gone"
            elif not types(kind) <= types(now["properties"][field]):
                yield f"{name}.{field} changed its type"
            elif not set(kind.get("enum", ())) <= set(
                now["properties"][field].get("enum", kind.get("enum", ()))
            ):
                yield f"{name}.{field} lost a word"
        yield from (
            f"{name}.{f} is required now" for f in set(now.get("required", ())) - set(was.get("required", ()))
        )


def types(kind: dict[str, Any]) -> set[str]:
    """The types, records and lists that a field may hold."""
    if "anyOf" in kind:
        return {t for one in kind["anyOf"] for t in types(one)}
    if "enum" in kind:
        return {"null" if word is None else "string" for word in kind["enum"]}
    return {kind.get("$ref") or str(kind.get("type", "any"))}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda s: s["$defs"]["Target"]["properties"].pop("due"), "Target.due is gone"),
        (lambda s: s["$defs"].pop("Scope"), "Scope is gone"),
        (lambda s: s["$defs"]["Target"]["properties"].update(value={"type": "string"}), "Target.value changed its type"),
        (lambda s: s["$defs"]["Target"]["required"].append("by"), "Target.by is required now"),
        (lambda s: s["$defs"]["Citation"]["properties"]["relation"]["enum"].remove("basis"), "Citation.relation lost a word"),
    ],
)  # fmt: skip
def test_a_broken_promise_is_seen(change: Any, told: str) -> None:
    new = kehoach.schema("document")
    change(new)
    assert told in list(broken(kehoach.schema("document"), new))


def test_files_say_their_version(kb: kehoach.KnowledgeBase) -> None:
    for file in ("manifest.json", "findings.json", f"documents/{kb.ids()[0]}.json"):
        assert json.loads((kb.folder / file).read_text("utf-8"))["schema_version"] == SCHEMA_VERSION
