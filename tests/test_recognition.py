"""Names that the rules do not know: who is asked, what comes of it, and how the model is trained."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kehoach
from kehoach.errors import UsageError
from kehoach.extraction import extract
from kehoach.model import Document
from kehoach.recognition import Name, asker, recognizer, settled, told_by
from tests.conftest import CORPUS
from tests.making import outline

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")

SENTENCE = "Cảng vụ Hàng hải Vĩnh Giang chủ trì, phối hợp với Trạm Hoa tiêu Vĩnh Giang kiểm tra tàu thuyền."


class Fixed:
    """A recognizer that sees given names, and counts how often it was asked."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self.asked: list[str] = []

    def names(self, text: str) -> list[Name]:
        self.asked.append(text)
        found = [(text.find(name), name) for name in self._names]
        return sorted(
            (Name(at, at + len(name), "ORG") for at, name in found if at >= 0), key=lambda n: n.start
        )

    def names_of(self, texts: Sequence[str]) -> list[list[Name]]:
        return [self.names(text) for text in texts]

    def sentences(self, text: str) -> list[tuple[int, int]]:
        return [(0, len(text))]

    def normalise(self, text: str) -> str:
        return text


def read_with(body: str, *names: str) -> tuple[Document, Fixed]:
    fixed = Fixed(*names)
    return extract(outline(body), lambda: fixed), fixed


def leads(document: Document) -> list[tuple[list[str], list[str], str]]:
    return [([u.name for u in t.lead], [u.name for u in t.support], t.by) for t in document.tasks]


# --- who is asked, and what comes of it -------------------------------------------------------


def test_a_name_that_only_the_recognizer_knows_leads_a_task() -> None:
    body = "V. TỔ CHỨC\n\n1. Sở Y tế\n\n- Theo dõi.\n\n2. Petrolimex Vĩnh Giang\n\n- Kiểm tra tàu thuyền."
    known = (["Sở Y tế"], [], "rule")
    assert leads(extract(outline(body))) == [known]
    document, _ = read_with(body, "Petrolimex Vĩnh Giang")
    assert leads(document) == [known, (["Petrolimex Vĩnh Giang"], [], "model")]
    assert document.tasks[1].confidence < 0.9


def test_a_name_before_a_role_needs_no_recognizer() -> None:
    document, fixed = read_with(f"I. NHIỆM VỤ\n\n1. Kiểm tra\n\n- {SENTENCE}")
    assert leads(document) == [(["Cảng vụ Hàng hải Vĩnh Giang"], ["Trạm Hoa tiêu Vĩnh Giang"], "rule")]
    assert fixed.asked == []


def test_a_heading_among_units_and_a_list_of_units() -> None:
    body = (
        "V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Theo dõi.\n\n2. Cảng vụ Hàng hải Vĩnh Giang\n\n- Kiểm tra tàu thuyền.\n\n"
        "VI. NỘI DUNG\n\n1. Cứu nạn trên biển\n\nCơ quan chủ trì: Sở Y tế; Cảng vụ Hàng hải Vĩnh Giang và Hoa tiêu miền Đông."
    )
    document, _ = read_with(body, "Cảng vụ Hàng hải Vĩnh Giang", "Hoa tiêu miền Đông")
    assert [lead for lead, _, _ in leads(document)] == [
        ["Sở Y tế"],
        ["Cảng vụ Hàng hải Vĩnh Giang"],
        ["Sở Y tế", "Cảng vụ Hàng hải Vĩnh Giang", "Hoa tiêu miền Đông"],
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra.",
        "Chủ trì, phối hợp với UBND các xã, phường tổ chức kiểm tra.",
        "Tăng cường tuyên truyền trên địa bàn.",
    ],
)
def test_nobody_is_asked_where_the_rules_know_the_unit(sentence: str) -> None:
    _, fixed = read_with(f"V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- {sentence}")
    assert fixed.asked == []


@pytest.mark.parametrize("seen", ["Giúp Thủ tướng Chính phủ", "Kiểm tra", "người dân", "Tổng thời gian"])
def test_verbs_and_people_are_no_units(seen: str) -> None:
    document, _ = read_with(f"I. NHIỆM VỤ\n\n1. Việc\n\n- {seen} có trách nhiệm rà soát.", seen)
    assert leads(document) == []


# --- the backends -----------------------------------------------------------------------------


def test_the_model_sees_names_that_no_rule_holds() -> None:
    text = "Trạm Hoa tiêu Vĩnh Giang chủ trì, phối hợp với Sở Quang Mộc và Tử, các sở, ngành liên quan kiểm tra tàu."
    seen = [text[n.start : n.end] for n in recognizer("model").names(text) if n.label == "ORG"]
    assert seen[0] == "Trạm Hoa tiêu Vĩnh Giang"
    assert any(name.startswith("Sở Quang Mộc") for name in seen)


@pytest.mark.parametrize("kind", ["model", "underthesea"])
@settings(max_examples=25, deadline=None)
@given(text=st.text(alphabet="Sở Y tế UBND tỉnh,.;\n-đồng chí Ắ12/", max_size=90))
def test_offsets_are_true_in_every_backend(kind: str, text: str) -> None:
    if kind == "underthesea":
        pytest.importorskip("underthesea", reason="underthesea is not installed")
    backend = recognizer(kind)  # type: ignore[arg-type]
    last = 0
    assert backend.names_of([text, "", text]) == [backend.names(text), [], backend.names(text)]
    for name in backend.names(text):
        assert last <= name.start < name.end <= len(text)
        last = name.end
    for start, end in backend.sentences(text):
        assert 0 <= start < end <= len(text)


def test_backends_normalise() -> None:
    pytest.importorskip("underthesea", reason="underthesea is not installed")
    assert recognizer("underthesea").normalise("hoà bình") == "hòa bình"
    assert recognizer("model").normalise("Bô\u0323") == "Bộ"
    assert recognizer("model").sentences("Một. Hai.\nBa") == [(0, 4), (5, 9), (10, 12)]


def test_who_finds_names_is_settled_and_told() -> None:
    assert settled("auto") == settled("rules") == "rules" and settled("model") == "model"
    assert asker("rules") is None and asker("auto") is None and asker("model") is not None
    assert told_by("rules") == "rules" and told_by("model").startswith("model ")


def test_a_build_says_who_found_names_and_reads_anew_when_that_changes(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(outline(f"I. NHIỆM VỤ\n\n- {SENTENCE}").source.text, "utf-8")
    first = kehoach.build([plan], tmp_path / "kb", names="rules")
    again = kehoach.build([plan], tmp_path / "kb", names="rules")
    other = kehoach.build([plan], tmp_path / "kb", names="model")
    assert (first.reread, again.reread, other.reread) == (1, 0, 1)
    assert json.loads((tmp_path / "kb" / "manifest.json").read_text("utf-8"))["names"].startswith("model ")


# --- training ---------------------------------------------------------------------------------


def test_silver_marks_names_and_leaves_out_what_it_may_miss() -> None:
    from kehoach.training.silver import Labeller

    labeller = Labeller({"Sở Y tế", "UBND tỉnh", "các sở, ngành"}, spacy.blank("xx").vocab)
    text = "Sở Y tế báo cáo UBND tỉnh Lạng Sơn; các sở, ngành liên quan phối hợp với đồng chí Trần Văn Bình."
    found = labeller.example(text)
    assert found and [(text[a:b], label) for a, b, label in found.names] == [
        ("Sở Y tế", "ORG"),
        ("UBND tỉnh Lạng Sơn", "ORG"),
        ("các sở, ngành liên quan", "ORG"),
        ("Trần Văn Bình", "PERSON"),
    ]
    assert labeller.example("Báo cáo Sở Quang Mộc trước ngày 30.") is None
    assert labeller.example("Các sở, ngành chuyên sâu phối hợp.") is None


def test_variations_keep_their_marks() -> None:
    from kehoach.training.silver import Example
    from kehoach.training.vary import Stock, listed, varied

    stock = Stock(["lan", "mộc", "quang", "tử"], ["Sở Y tế", "các sở, ngành"])
    before, name, between, place = (
        "Giao ",
        "Sở Văn hóa, Thể thao và Du lịch",
        " chủ trì tại ",
        "tỉnh Lạng Sơn",
    )
    marks = [(5, 5 + len(name), "ORG"), (5 + len(name + between), 5 + len(name + between + place), "LOC")]
    draw = random.Random(1)
    for _ in range(300):
        other = varied(Example(before + name + between + place + ".", marks), stock, draw)
        (a, b, _), (c, d, _) = other.names
        assert (a, d) == (len(before), len(other.text) - 1)
        assert c - b == len(between) and other.text[b] == other.text[c - 1] == " "
    for example in listed(stock, 50, draw):
        assert all(example.text[a:b].strip() == example.text[a:b] for a, b, _ in example.names)


def test_training_on_the_corpus(tmp_path: Path) -> None:
    from kehoach.recognition.trained import TrainedBackend
    from kehoach.training.train import train

    told: list[str] = []
    score = train([CORPUS], tmp_path / "a", seed=3, rounds=1, tell=told.append)
    train([CORPUS], tmp_path / "b", seed=3, rounds=1, tell=told.append)
    assert 0 <= score["f"] <= 1 and told[0] == told[2] and told[1] == told[3]
    weights = [(tmp_path / name / "ner" / "model").read_bytes() for name in "ab"]
    assert weights[0] == weights[1], "the same documents and seed give the same weights"
    assert len(weights[0]) < 15_000_000
    assert isinstance(TrainedBackend(tmp_path / "a").names(SENTENCE), list)


def test_too_little_to_train_on(tmp_path: Path) -> None:
    from kehoach.training.train import train

    (tmp_path / "plan.txt").write_text(outline("I. NỘI DUNG\n\n- Sở Y tế kiểm tra.").source.text, "utf-8")
    with pytest.raises(UsageError, match="too few"):
        train([tmp_path], tmp_path / "model", tell=lambda line: None)


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    from kehoach.recognition.trained import load

    with pytest.raises(UsageError, match="kehoach train"):
        load(tmp_path)


# --- spaCy ------------------------------------------------------------------------------------

LETTER = (
    "Sở Y tế chủ trì, phối hợp với UBND các xã, phường báo cáo trước ngày 30/11/2026 theo Kế hoạch số 195/KH-UBND ngày "
    "20/5/2026 của UBND tỉnh.\nPhấn đấu đến năm 2030 đạt 15 bác sĩ trên 10.000 dân."
)


@pytest.fixture(scope="module", params=["vi", "xx"])
def nlp(request: pytest.FixtureRequest) -> "spacy.language.Language":
    if request.param == "vi":
        pytest.importorskip("pyvi", reason="pyvi, which spaCy's Vietnamese needs, is not installed")
    made = spacy.blank(request.param)
    made.add_pipe("kehoach", config={"names": "rules"})
    return made


def test_the_component_fills_spans_and_record(nlp: "spacy.language.Language") -> None:
    doc = nlp(LETTER)
    assert {key: [span.text for span in doc.spans[key]] for key in ("deadlines", "units")} == {
        "deadlines": ["trước ngày 30/11/2026"],
        "units": ["Sở Y tế", "UBND các xã, phường", "UBND tỉnh"],
    }
    assert doc.spans["citations"][0].kb_id_ == "195/KH-UBND"
    assert doc.spans["targets"][0].id_ == doc._.kehoach["targets"][0]["id"]
    assert doc._.kehoach["tasks"][0]["lead"][0]["name"] == "Sở Y tế"
    for kind in ("targets", "deadlines", "citations", "tasks"):
        for record in doc._.kehoach[kind]:
            assert doc.text[record["span"]["start"] : record["span"]["end"]] == record["quote"]


def test_the_component_in_pipes_bins_and_pictures(nlp: "spacy.language.Language") -> None:
    from spacy import displacy
    from spacy.tokens import DocBin

    docs = list(nlp.pipe([LETTER, "", "Không có gì."]))
    assert [len(doc.spans["units"]) for doc in docs] == [3, 0, 0]
    packed = DocBin(docs=docs, store_user_data=True).to_bytes()
    again = list(DocBin(store_user_data=True).from_bytes(packed).get_docs(nlp.vocab))
    assert [span.text for span in again[0].spans["units"]] == [span.text for span in docs[0].spans["units"]]
    assert msgspec.json.encode(again[0]._.kehoach) == msgspec.json.encode(docs[0]._.kehoach)
    drawn = displacy.render(docs[0], style="span", options={"spans_key": "units"}, page=False, jupyter=False)
    assert "Sở" in drawn
