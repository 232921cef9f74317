"""Every entry of rules/ is alive: pushed through the real code it gives a hit."""

import re
from pathlib import Path

import pytest

import kehoach
from kehoach import rules
from kehoach.clauses.duty import read_duty
from kehoach.clauses.responsible import read_named
from kehoach.errors import RuleError
from kehoach.extraction.faults import find_faults
from kehoach.knowledge.check import checks
from kehoach.language import mark
from kehoach.language.mentions import type_of
from kehoach.language.quantities import Quantity
from kehoach.language.slips import mended
from kehoach.linking.indicators import indicator_id
from kehoach.linking.names import Seat, find_body, unit_id
from kehoach.parsing.issuer import province_in
from kehoach.parsing.lines import schedule_role
from kehoach.parsing.zones import title_type
from kehoach.text import fold
from tests.making import plan

DATA = {path.stem: rules.load(path.stem) for path in rules.folder().glob("*.yaml")}
ROOM = Path(kehoach.__file__).parent / "parsing"


def entries(file: str, key: str) -> list[dict]:
    found = DATA[file][key]
    assert found, f"rules/{file}.yaml, {key} is empty"
    return found


def cues(file: str, key: str) -> list[str]:
    return [str(phrase) for phrase in DATA[file]["cues"][key]]


def test_all_examples_match_and_no_counter_example_does() -> None:
    assert rules.validate() == []


def test_every_form_of_letterheads_is_asked_for() -> None:
    code = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    asked = set(re.findall(r'\bform\("([a-z-]+)"\)', code))
    assert asked == {entry["id"] for entry in entries("letterheads", "forms")}


def test_every_kind_of_cell_is_asked_for() -> None:
    room = Path(kehoach.__file__).parent / "extraction" / "faults"
    code = "".join(path.read_text("utf-8") for path in room.glob("*.py"))
    assert all(f'"{entry["id"]}"' in code for entry in entries("tables", "cells"))


@pytest.mark.parametrize(
    "total", next(e["examples"] for e in entries("tables", "cells") if e["id"] == "total")
)
def test_rows_of_totals(total: str) -> None:
    rows = "\n".join(
        ["| TT | Việc | Số ngày |", "| 1 | Nhận | 2 |", "| 2 | Duyệt | 3 |", f"| {total} | | 6 |"]
    )
    document = plan(f"I. NỘI DUNG\n\n{rows}")
    assert [f.fits for f in find_faults(document, fold(document.text))] == ["5"]


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


@pytest.mark.parametrize(
    "verb", [*rules.cues()["nominal_verbs"], *rules.cues()["lead_roles"], *rules.cues()["obligations"]]
)
def test_what_charges(verb: str) -> None:
    marks = mark(f"Sở Y tế {verb} x")
    duty = read_duty(marks, 0, len(marks.tokens.words))
    assert duty is not None and duty.lead == ["Sở Y tế"] and duty.force in ("verb", "role", "obligation")


def quantity_in(text: str) -> Quantity:
    (found,) = mark(text).all("quantity")
    return found.value


@pytest.mark.parametrize(
    "unit",
    [unit for name in ("measures", "counts", "spans_counted") for unit in cues("units_of_measure", name)],
)
def test_units_of_measure(unit: str) -> None:
    found = quantity_in(f"phấn đấu đạt tối thiểu 15 {unit}, hoàn thành")
    assert fold(found.unit or "") == fold(unit) and (found.op, found.value) == (">=", 15)


@pytest.mark.parametrize("per", cues("units_of_measure", "per_units"))
def test_denominators(per: str) -> None:
    assert quantity_in(f"đạt 15 bác sĩ/{per} vào").rate == fold(per)


@pytest.mark.parametrize("power", cues("units_of_measure", "multipliers"))
def test_powers_of_ten(power: str) -> None:
    assert quantity_in(f"đạt 15 {power} học viên").unit == f"{power} học viên"


@pytest.mark.parametrize("base", cues("units_of_measure", "products"))
def test_bases_of_shares(base: str) -> None:
    assert quantity_in(f"đạt 15% {base}").unit == f"% {base}"


@pytest.mark.parametrize(("said", "number"), DATA["units_of_measure"]["rounds"].items())
def test_round_denominators(said: str, number: str) -> None:
    assert quantity_in(f"có 37 bác sĩ trên {said} dân").unit == f"bác sĩ/{number} dân"


@pytest.mark.parametrize(
    ("name", "op"), [("at_least", ">="), ("at_most", "<="), ("above", ">"), ("below", "<"), ("about", "~")]
)
def test_comparators(name: str, op: str) -> None:
    for said in cues("quantities", name):
        assert quantity_in(f"tỷ lệ đạt {said} 15%").op == op, said


def test_comparators_behind() -> None:
    assert {quantity_in(f"tỷ lệ 15% {said}").op for said in cues("quantities", "or_more")} == {">="}
    assert {quantity_in(f"tỷ lệ 15% {said}").op for said in cues("quantities", "or_less")} == {"<="}


@pytest.mark.parametrize("noun", cues("quantities", "numbered_nouns"))
def test_a_number_may_be_a_name(noun: str) -> None:
    assert not mark(f"theo {noun} 15 của").all("quantity")


@pytest.mark.parametrize("name", [*DATA["quantities"]["cues"], *DATA["units_of_measure"]["cues"]])
def test_cues_of_targets(name: str) -> None:
    """Each phrase is met in a text, and some code asks for its list."""
    file = "quantities" if name in DATA["quantities"]["cues"] else "units_of_measure"
    for phrase in cues(file, name):
        assert any(mark(f"x {phrase} x").cue_at(name, at) for at in (1,)), phrase
    code = [path.read_text() for path in Path(kehoach.__file__).parent.rglob("*.py")]
    assert any(f'"{name}"' in text for text in code)


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
