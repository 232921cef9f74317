"""Real documents, where the folder that holds them is present."""

import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import kehoach
from kehoach.reading.ocr import engines
from kehoach.text import fold


@pytest.fixture(scope="module")
def plans(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans") / "kb"
    assert not kehoach.build([shared / "plans"], folder).failed
    return folder


def test_score(shared: Path, plans: Path) -> None:
    figures = plans / "score.txt"
    subprocess.run(
        [
            sys.executable,
            shared / "eval" / "score.py",
            shared / "gold",
            plans / "documents",
            "--json",
            figures,
        ],
        check=True,
        capture_output=True,
    )
    assert json.loads(figures.read_text("utf-8"))["overall"] >= 0.94
    figures.unlink()


def test_the_family_of_plans(plans: Path) -> None:
    with kehoach.open(str(plans)) as kb:
        told = kb.document("d01").identity
        assert told is not None and (told.symbol, told.issued) == ("195/KH-UBND", "2026-05-20")
        network = kb.graph()
        assert [
            network.nodes[e.target].label for e in network.rests_on(kb.find("d01")) if e.relation == "basis"
        ] == ["852/QĐ-UBND"]
        assert [network.nodes[e.target].label for e in network.rests_on(kb.find("d04"))] == ["215/KH-UBND"]
        disagree = [f for f in kb.check() if f.check == "targets-disagree"]
        assert len(disagree) == 3
        quotes = {frozenset(e.quote for e in f.evidence) for f in disagree}
        assert frozenset({"15 bác sĩ", "13,5 bác sĩ"}) in quotes
        assert frozenset({"35 giường bệnh viện", "37 giường bệnh trên 1 vạn dân"}) in quotes
        assert (
            frozenset({"tỷ lệ bao phủ bảo hiểm y tế đạt trên 95%", "tỷ lệ tham gia bảo hiểm y tế trên 96%"})
            in quotes
        )


def test_all_of_bulk_builds(shared: Path, tmp_path: Path) -> None:
    with tarfile.open(shared / "bulk.tar.xz") as archive:
        safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # Python 3.11.4 and newer
        archive.extractall(tmp_path, **safe)
    report = kehoach.build([tmp_path / "bulk"], tmp_path / "kb", jobs=2)
    assert len(report.entries) == 249 and not report.failed
    with kehoach.open(str(tmp_path / "kb")) as kb:
        for row in kb.query("documents")[::10]:
            document = kb.document(row["id"])
            for record in [*document.citations, *document.targets, *document.deadlines, *document.tasks]:
                assert document.text[record.span.start : record.span.end] == record.quote


def test_letterheads_of_bulk(shared: Path, tmp_path: Path) -> None:
    from kehoach.parsing import parse
    from kehoach.reading import read_bytes

    wanted = json.loads((shared / "bulk_letterheads.json").read_text("utf-8"))
    right = total = 0
    with tarfile.open(shared / "bulk.tar.xz") as archive:
        for name, fields in wanted.items():
            file = archive.extractfile(f"bulk/{name}")
            assert file is not None
            meta = parse(read_bytes(file.read(), ".md", name)).meta
            for key in ("symbol", "type", "issued", "signer"):
                total += 1
                right += str(getattr(meta, key)).lower() == str(fields.get(key)).lower()
    assert right / total >= 0.98


def test_office_files(shared: Path, tmp_path: Path) -> None:
    report = kehoach.build([shared / "files"], tmp_path / "kb")
    done = subprocess.run(
        [sys.executable, shared / "eval" / "files.py", shared / "files" / "expected.json", tmp_path / "kb"],
        check=True,
        capture_output=True,
        text=True,
    )
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed: scans are not read")
    assert not report.failed
    wrong = [line for line in done.stdout.split("\n")[:-2] if not line.endswith(": right")]
    # expected.json leaves the day of this scan blank, as it is written by hand; three readers see 22, as the paper shows. Its number, which
    # each reader sees otherwise, stays blank with a doubt.
    known = ["scan-813.pdf: issued: '2026-04-22', should be '2026-04'"] if engines.has_readers() else []
    assert wrong == known, done.stdout
    if known:
        documents = [
            json.loads(path.read_text("utf-8")) for path in (tmp_path / "kb" / "documents").glob("*.json")
        ]
        (scan,) = (d for d in documents if d["source"]["path"].endswith("scan-813.pdf"))
        (doubt,) = (w for w in scan["warnings"] if w["code"] == "doubt-symbol")
        assert scan["meta"]["symbol"] is None and len(doubt["candidates"]) > 2
    ways = {e.path.split("/")[-1]: {p.obtained for p in e.ledger} for e in report.entries}
    for name, way in ways.items():
        kind = name.split("-")[0]
        assert way == {
            "scan": {"ocr"},
            "badocr": {"ocr"},
            "glyphs": {"repaired"},
            "signed": {"pdf"},
            "plain": {"pdf"},
        }.get(kind, set()), name


def test_units_of_the_references_have_their_canonical_ids(shared: Path, plans: Path) -> None:
    """At least 0.95 of the units found; the ids of tests/unit_ids.json were read one by one."""
    listed = json.loads((Path(__file__).parent / "unit_ids.json").read_text("utf-8"))
    wanted = {doc: {fold(name): ident for name, ident in names.items()} for doc, names in listed.items()}
    with kehoach.open(str(plans)) as kb:
        found = [
            (unit.id, wanted[name].get(fold(unit.name)))
            for name in (f"d0{number}" for number in range(1, 9))
            for task in kb.document(name).tasks
            for unit in (*task.lead, *task.support)
        ]
    judged = [(ours, theirs) for ours, theirs in found if theirs]
    assert len(judged) >= 0.95 * len(found)
    assert sum(ours == theirs for ours, theirs in judged) >= 0.95 * len(judged)


def test_units_are_found_with_and_without_the_gazetteer(shared: Path) -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed")
    sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
    units = __import__("units")
    golds = units.annotations(units.SHARED / "gold")
    files = {path.stem: path for path in (shared / "plans").iterdir()}
    outlines = {doc: units.parse(units.read(files[doc])) for doc in golds}
    found = {
        way: units.judged(way, golds, outlines).f1
        for way in ("rules", "rules and model", "rules, no words", "rules and model, no words")
    }
    assert found["rules and model"] >= found["rules"] >= 0.95
    assert found["rules and model, no words"] >= found["rules, no words"] + 0.2
