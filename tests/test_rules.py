"""Every entry of rules/ is alive: pushed through the real code it gives a hit."""

import re
from pathlib import Path

import pytest

from kehoach import rules
from kehoach.errors import RuleError
from kehoach.extraction.quantities import find_quantities
from kehoach.clauses.duty import read_duty, read_named
from kehoach.knowledge.check import checks
from kehoach.language import mark
from kehoach.language.mentions import type_of
from kehoach.language.slips import mended
from kehoach.linking.indicators import indicator_id
from kehoach.linking.names import Seat, find_body, unit_id
from kehoach.parsing.issuer import province_in
from kehoach.parsing.lines import schedule_role
from kehoach.parsing.zones import title_type
from kehoach.text import fold

DATA = {path.stem: rules.load(path.stem) for path in rules.folder().glob("*.yaml")}


def entries(file: str, key: str) -> list[dict]:
    found = DATA[file][key]
    assert found, f"rules/{file}.yaml, {key} is empty"
    return found


def test_all_examples_match_and_no_counter_example_does() -> None:
    assert rules.validate() == []


def test_a_faulty_rule_is_told() -> None:
    rule = rules.Pattern("x", re.compile("abc"), None, ("abd",), ("abc",))
    assert len(list(rules._faults("x.yaml", "rules", rule))) == 2


@pytest.mark.parametrize("entry", entries("document_types", "types"), ids=lambda e: e["abbr"])
def test_document_types(entry: dict) -> None:
    for title in entry["title"]:
        assert title_type(title) == entry["abbr"]
    for example in entry["examples"]:
        cited = [m.value for m in mark(f"Thực hiện {example} về việc này.").all("citation")]
        assert entry["abbr"] in {m.type or type_of(m) for m in cited}, example
    for noun in entry["names"]:
        cited = [m.value for m in mark(f"Thực hiện {noun} số 12/QĐ-UBND về việc này.").all("citation")]
        generic = noun in DATA["document_types"]["generic"]
        assert [m.type for m in cited] == ["QĐ" if generic else entry["abbr"]], noun


@pytest.mark.parametrize("name", entries("laws", "laws"))
def test_laws(name: str) -> None:
    cited = mark(f"Triển khai {name} trên địa bàn.").all("citation")
    assert [m.value.name for m in cited] == [name]


@pytest.mark.parametrize("entry", entries("register", "bodies"), ids=lambda e: e["name"])
def test_bodies(entry: dict) -> None:
    for spelling in (entry["name"], *entry["aliases"]):
        body = find_body(spelling)
        assert body is not None and body.name == entry["name"], spelling
        assert unit_id(spelling, Seat("tỉnh Vĩnh Giang", "xã Đồng Mây" if body.level == "commune" else None))
    assert entry["source"] in DATA["register"]["sources"]
    replacement = entry.get("replaced_by")
    assert replacement is None or find_body(replacement).valid_to is None


def named(value: str) -> list[str]:
    return read_named(mark(value), 0, len(value)).lead


@pytest.mark.parametrize("whole", rules.cues()["whole_names"])
def test_names_with_commas_stay_whole(whole: str) -> None:
    assert named(f"Trung tâm {whole}, Công an tỉnh") == [f"Trung tâm {whole}", "Công an tỉnh"]


@pytest.mark.parametrize("group", entries("bodies", "groups"), ids=lambda g: "-".join(g))
def test_stock_groups_stay_whole(group: list[str]) -> None:
    phrase = "các " + ", ".join(group)
    assert named(phrase + "; Sở Y tế") == [phrase, "Sở Y tế"]


@pytest.mark.parametrize("head", rules.cues()["body_heads"])
def test_first_words_name_bodies(head: str) -> None:
    assert [name.lower() for name in named(f"{head}; Sở Y tế")] == [head.lower(), "sở y tế"]


@pytest.mark.parametrize("head", rules.cues()["body_open_heads"])
def test_first_words_with_a_complement_name_bodies(head: str) -> None:
    assert named(f"{head} Quang Mộc; Sở Y tế") == [f"{head} Quang Mộc", "Sở Y tế"]


@pytest.mark.parametrize("verb", [*rules.cues()["nominal_verbs"], *rules.cues()["lead_roles"], *rules.cues()["obligations"]])
def test_what_charges(verb: str) -> None:
    marks = mark(f"Sở Y tế {verb} x")
    duty = read_duty(marks, 0, len(marks.tokens.words))
    assert duty is not None and duty.lead == ["Sở Y tế"] and duty.force in ("verb", "role", "obligation")


@pytest.mark.parametrize(
    "unit",
    [
        *entries("units_of_measure", "measures"),
        *entries("units_of_measure", "counts"),
        *entries("units_of_measure", "times"),
    ],
)
def test_units_of_measure(unit: str) -> None:
    text = f"phấn đấu đạt tối thiểu 15 {unit}, hoàn thành"
    (quantity,) = find_quantities(text, fold(text), 0, len(text))
    assert fold(quantity.unit or "") == fold(unit)


@pytest.mark.parametrize("per", entries("units_of_measure", "per"))
def test_denominators(per: str) -> None:
    text = f"đạt 15 bác sĩ/{per} vào"
    (quantity,) = find_quantities(text, fold(text), 0, len(text))
    assert quantity.rate is not None and fold(quantity.rate).startswith(fold(per).split("/")[0])


@pytest.mark.parametrize(("spoken", "number"), list(DATA["units_of_measure"]["rounds"].items()))
def test_round_denominators(spoken: str, number: str) -> None:
    text = f"đạt 15 bác sĩ trên {spoken} dân"
    (quantity,) = find_quantities(text, fold(text), 0, len(text))
    assert quantity.rate == f"{number} dân"


@pytest.mark.parametrize("entry", entries("schedule", "lines"), ids=lambda e: e["id"])
def test_schedule_lines(entry: dict) -> None:
    for example in entry["examples"]:
        assert schedule_role(example)[0] == entry["value"]  # type: ignore[index]


@pytest.mark.parametrize("entry", entries("indicators", "rules"), ids=lambda e: e["id"])
def test_indicators(entry: dict) -> None:
    assert all(indicator_id(example) == entry["id"] for example in entry["examples"])


@pytest.mark.parametrize("slip", entries("ocr_slips", "slips"), ids=lambda e: e["id"])
def test_slips_keep_length(slip: dict) -> None:
    for example in slip["examples"]:
        low = fold(example)
        meant, _ = mended(low)
        assert meant != low and len(meant) == len(low)


@pytest.mark.parametrize("entry", entries("places", "provinces"), ids=lambda e: e["name"])
def test_provinces(entry: dict) -> None:
    assert province_in(f"UBND {entry['kind']} {entry['name']}") == (entry["kind"], entry["name"])
    for former in entry["former"]:
        assert province_in(f"Sở Y tế tỉnh {former}")[1].replace("–", "-") == former.replace("–", "-")  # type: ignore[index]


def test_every_check_has_its_explanations() -> None:
    assert len(checks()) >= 15
    assert {c.severity for c in checks()} == {"error", "warning", "note"}


def test_a_check_without_header_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kehoach.knowledge.check import _read

    (tmp_path / "bad.sql").write_text("-- id: bad\nSELECT 1", "utf-8")
    with pytest.raises(RuleError, match="lacks"):
        _read(tmp_path / "bad.sql")
