"""The pages in a browser: what they hold, and what a person can do with them."""

import asyncio
import inspect
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

import kehoach
from kehoach.cli.giving import serve as serve_command
from kehoach.knowledge.graph import Edge, Graph, Node
from kehoach.knowledge.occurring import next_day
from kehoach.model import When
from kehoach.serving.asked import asked
from kehoach.serving.chart import chart_of
from kehoach.serving.marking import Grid, Line, laid_out, levelled, marks_of
from kehoach.serving.network import BOX, picture_of
from kehoach.serving.run import application
from tests.conftest import ROOT
from tests.making import HEAD, TAIL, TITLE, plan

DAY = "2026-06-01"
PAGES = (
    f"/?today={DAY}",
    "/kehoach/documents",
    "/kehoach/document/kh-118-ubnd-tinh-vinh-giang-2026",
    "/kehoach/document/kh-77-so-van-hoa-the-thao-va-du-lich-tinh-vinh-giang-2026",
    f"/kehoach/tasks?today={DAY}",
    f"/kehoach/tasks?view=timeline&today={DAY}",
    f"/kehoach/tasks?sort=unit&due=late,week&today={DAY}",
    f"/kehoach/units?today={DAY}",
    f"/kehoach/unit?unit=so+y+te&today={DAY}",
    "/kehoach/targets",
    "/kehoach/targets?by=document",
    "/kehoach/targets?indicator=health-insurance",
    "/kehoach/compare",
    "/kehoach/compare?parent=09-CTr/TU&child=118/KH-UBND",
    "/kehoach/ledger",
    "/kehoach/new",
    "/kehoach/review",
    "/kehoach/document/kh-118-ubnd-tinh-vinh-giang-2026/record/k1",
    "/kehoach/network",
    "/kehoach/network?document=kh-142-ubnd-tinh-vinh-giang-2026&mentions=1",
    "/kehoach/findings",
    "/kehoach/findings?text=bac+si",
    "/kehoach/search?q=bac+si",
    "/kehoach/document/kh-118-ubnd-tinh-vinh-giang-2026/explain/k1",
    "/kehoach/document/kh-118-ubnd-tinh-vinh-giang-2026/page?page=2",
)


# --- the text as it is laid out ---------------------------------------------------------------


def words_of(blocks: list[Line | Grid]) -> str:
    lines = []
    for block in blocks:
        if isinstance(block, Grid):
            lines += [line for row in block.rows for cell in row for line in cell]
        else:
            lines.append(block)
    return "".join(piece.text for line in lines for piece in line.pieces)


def bare_letters(text: str) -> str:
    return re.sub(r"[\s|]", "", text)


def test_every_letter_of_a_document_stands_on_its_page_once(kb: kehoach.KnowledgeBase) -> None:
    for ident in kb.ids():
        document = kb.document(ident)
        assert bare_letters(words_of(laid_out(document))) == bare_letters(document.text), ident


def test_every_record_has_an_anchor(kb: kehoach.KnowledgeBase) -> None:
    for ident in kb.ids():
        document = kb.document(ident)
        blocks = laid_out(document, (0, 10))
        lines = [b for b in blocks if isinstance(b, Line)]
        lines += [ln for b in blocks if isinstance(b, Grid) for row in b.rows for cell in row for ln in cell]
        anchors = [a for line in lines for piece in line.pieces for a in piece.anchors]
        records = [*document.tasks, *document.targets, *document.deadlines, *document.citations]
        assert sorted(anchors) == sorted({"at", *(r.id for r in records)}), ident
        assert {line.section for line in lines if line.section} == {s.id for s in document.sections}


def test_levels_of_headings_leave_none_out(kb: kehoach.KnowledgeBase) -> None:
    """Also where a page begins in the middle of a section."""
    for ident in kb.ids():
        blocks = laid_out(kb.document(ident))
        for start in range(0, len(blocks), 7):
            lines = [ln for ln in levelled(blocks[start:]) if isinstance(ln, Line) and ln.section]
            levels = [2, *(line.level or 0 for line in lines)]
            assert all(3 <= b <= min(a + 1, 6) for a, b in pairwise(levels)), (ident, levels)


def test_marks_lie_within_each_other() -> None:
    document = plan(
        "I. NHIỆM VỤ\n\n- Sở Y tế chủ trì, phối hợp với Sở Nội vụ nâng tỷ lệ bao phủ bảo hiểm y tế đạt 95% trước ngày 30/6/2026."
    )
    kinds = {m.kind: document.text[m.start : m.end] for m in marks_of(document)}
    assert kinds["deadline"] == "trước ngày 30/6/2026" and "Sở Y tế chủ trì" in kinds["task"]
    lines = [block for block in laid_out(document) if isinstance(block, Line)]
    line = next(ln for ln in lines if any("30/6/2026" in piece.text for piece in ln.pieces))
    inner = next(p for p in line.pieces if "30/6/2026" in p.text)
    assert inner.kinds[0] == "task" and inner.link == document.deadlines[0].id


@given(st.data())
def test_any_stretch_can_be_shown(data: st.DataObject) -> None:
    document = plan("I. NHIỆM VỤ\n\n- Sở Y tế báo cáo trước ngày 30/6/2026; đạt 95% dân số có thẻ năm 2026.")
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    blocks = laid_out(document, (start, end))
    shown = "".join(p.text for b in blocks if isinstance(b, Line) for p in b.pieces if "found" in p.kinds)
    assert bare_letters(shown) == bare_letters(document.text[start:end])


# --- time -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(end="--12-10", recurrence="yearly"), date(2026, 12, 10)),
        (When(end="--05-10", recurrence="yearly"), date(2027, 5, 10)),
        (When(end="---20", recurrence="monthly"), date(2026, 6, 20)),
        (When(end="---31", recurrence="monthly"), date(2026, 6, 30)),
        (When(recurrence="quarterly"), date(2026, 6, 30)),
        (When(recurrence="half-yearly"), date(2026, 6, 30)),
        (When(recurrence="yearly"), date(2026, 12, 31)),
        (When(recurrence="continuous"), None),
        (When(end="2026-07-01"), date(2026, 7, 1)),
    ],
)
def test_next_days(when: When, expected: date | None) -> None:
    assert next_day(when, date(2026, 6, 1)) == expected


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 12), st.integers(1, 31))
def test_what_comes_back_never_lies_in_the_past(since: date, month: int, day: int) -> None:
    for when in (
        When(end=f"--{month:02}-{day:02}", recurrence="yearly"),
        When(end=f"---{day:02}", recurrence="monthly"),
    ):
        found = next_day(when, since)
        assert found is not None and found >= since and (found - since).days <= 366


# --- pictures ---------------------------------------------------------------------------------


def test_a_network_is_drawn_from_above_to_below() -> None:
    nodes = {n: Node(n, n, None, None, True) for n in "abcd"}
    edges = [Edge("b", "a", "implements"), Edge("c", "b", "implements"), Edge("d", "b", "basis")]
    spots = {s.node.id: s for s in picture_of(Graph(nodes, edges), "b").spots}
    assert spots["a"].y < spots["b"].y < spots["c"].y == spots["d"].y
    assert spots["b"].centre and abs(spots["c"].x - spots["d"].x) >= BOX


def test_a_circle_of_documents_is_drawn_too() -> None:
    nodes = {n: Node(n, n, None, None, True) for n in "abc"}
    edges = [Edge("a", "b", "amends"), Edge("b", "c", "basis"), Edge("c", "a", "basis")]
    picture = picture_of(Graph(nodes, edges), None)
    assert len(picture.spots) == 3 and len(picture.lines) == 3


def test_a_large_network_keeps_its_hubs() -> None:
    nodes = {f"d{i}": Node(f"d{i}", f"d{i}", None, None, True) for i in range(150)}
    nodes["law"] = Node("law", "law", None, None, False)
    nodes |= {f"s{i}": Node(f"s{i}", f"s{i}", None, None, False) for i in range(150)}
    edges = [Edge(f"d{i}", "law", "basis") for i in range(150)] + [
        Edge(f"d{i}", f"s{i}", "basis") for i in range(150)
    ]
    picture = picture_of(Graph(nodes, edges), None, 90)
    assert len(picture.spots) == 90 and picture.left_out == 211
    assert "law" in {s.node.id for s in picture.spots} and len(picture.lines) == 89


def test_much_cited_documents_are_drawn_beside_those_that_cite_them() -> None:
    """Laws that cite none of each other: the picture is not empty."""
    nodes = {f"law{n}": Node(f"law{n}", f"law{n}", None, None, False) for n in range(100)}
    edges = []
    for n in range(100):
        for m in range(3):
            nodes[f"d{n}.{m}"] = Node(f"d{n}.{m}", f"d{n}.{m}", None, None, True)
            edges.append(Edge(f"d{n}.{m}", f"law{n}", "basis"))
    picture = picture_of(Graph(nodes, edges), None, 90)
    assert len(picture.spots) == 90 and picture.left_out == 310 and len(picture.lines) == 45
    joined = {name for line in picture.lines for name in (line.edge.source, line.edge.target)}
    assert joined == {spot.node.id for spot in picture.spots}


def row(value: float, due: str | None, unit: str = "%", **more: object) -> dict[str, object]:
    return {
        "value": value,
        "value_max": None,
        "due": due,
        "unit": unit,
        "name": "1/KH",
        "document": "a",
        "op": "=",
        **more,
    }


def test_a_chart_shows_the_commonest_unit_on_round_axes() -> None:
    chart = chart_of([row(80, "2026"), row(95.5, "2030"), row(7, "2030", "xã"), row(90, None)], "vi")
    assert chart is not None and chart.unit == "%" and len(chart.points) == 2
    assert [text for text, _ in chart.years] == ["2026", "2027", "2028", "2029", "2030"]
    assert chart.ticks[0][0] == "75" and chart.points[1].y < chart.points[0].y
    assert all(16 <= point.y <= 280 for point in chart.points)


@given(st.lists(st.floats(-1e6, 1e9, allow_nan=False), min_size=1, max_size=8))
def test_points_lie_within_the_chart(values: list[float]) -> None:
    chart = chart_of([row(value, str(2026 + i % 5)) for i, value in enumerate(values)], "en")
    assert chart is not None and all(10 <= p.y <= 286 and 60 <= p.x <= 860 for p in chart.points)
    assert 2 <= len(chart.ticks) <= 14


def test_a_chart_without_years_is_none() -> None:
    assert chart_of([row(80, None), row(80, "yearly")], "vi") is None


# --- addresses --------------------------------------------------------------------------------


def test_addresses_keep_filters() -> None:
    what = asked("/kehoach/tasks", {"unit": "Sở Y tế", "text": " ", "lang": "en"}, "vi")
    assert what.language == "en" and what.values == {"unit": "Sở Y tế"}
    assert what.link(view="timeline") == "/kehoach/tasks?unit=S%E1%BB%9F+Y+t%E1%BA%BF&view=timeline"
    assert what.link(unit=None) == "/kehoach/tasks"


# --- the server -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(corpus_folder: Path) -> Iterator[str]:
    """The address of ``kehoach serve`` over the corpus."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kehoach", "serve", "--kb", str(corpus_folder), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
    assert found is not None
    yield found[0]
    process.terminate()
    process.wait(10)


def get(address: str) -> tuple[int, str, dict[str, str]]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.headers.items()}
    except HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_and_shut_the_world_out(server: str, path: str) -> None:
    status, html, headers = get(server + path)
    assert status == 200 and '<html lang="vi">' in html
    assert "default-src 'none'" in headers["content-security-policy"]
    outside = [a for a in re.findall(r'(?:href|src|action)="([^"]+)"', html) if "://" in a]
    assert outside == []
    assert "built-in method" not in html and "None" not in re.sub(r"<[^>]+>", "", html)


def test_links_lead_somewhere(server: str) -> None:
    seen: set[str] = set()
    for path in PAGES:
        html = get(server + path)[1]
        seen |= {unescape(a).split("#")[0] for a in re.findall(r'href="(/[^"]*)"', html)}
    files = sorted(link for link in seen if link.partition("?")[0].endswith((".xlsx", ".docx", ".png")))
    assert len(files) > 5
    for link in (files[0], files[len(files) // 2], files[-1]):  # each takes a while to make
        with urllib.request.urlopen(server + link, timeout=60) as answer:
            assert answer.status == 200 and len(answer.read()) > 1000
    broken = [link for link in sorted(seen - set(files)) if get(server + link)[0] != 200]
    assert len(seen) > 100 and broken == []


def test_every_word_of_the_pages_is_there_in_both_languages() -> None:
    folder = ROOT / "pipeline" / "kehoach" / "serving"
    text = "".join(path.read_text("utf-8") for path in (folder / "templates").glob("*.html"))
    used = set(re.findall(r"\bw\.([a-z_]+)", text)) | set(re.findall(r'w\["([a-z_]+)"\]', text))
    known = yaml.safe_load((folder / "words.yaml").read_text("utf-8"))
    assert used <= known.keys() | {"error", "warning", "note"}, used - known.keys()
    assert all(len(pair) == 2 for pair in known.values()) and all(pair[1] for pair in known.values())


def test_a_document_without_number_is_headed_by_type_and_issuer(server: str) -> None:
    html = get(f"{server}/kehoach/documents?text=dang+uy")[1]
    (path,) = set(re.findall(r'href="(/kehoach/document/[^"]*dang-uy[^"]*)"', html))
    heads = re.findall(r"<h1>(.*?)<span class=\"subtitle\">(.*?)</span></h1>", get(server + path)[1])
    assert heads == [
        ("Công văn của Ban Thường vụ Đảng ủy UBND tỉnh Vĩnh Giang", "tuyên truyền Bộ tiêu chí Nơi đáng sống")
    ]


def test_a_long_document_is_shown_in_parts(tmp_path: Path) -> None:
    bodies = ("Sở Y tế", "Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "Công an tỉnh")
    works = ("kiểm tra", "hướng dẫn", "tổng hợp", "đôn đốc", "rà soát", "thẩm định", "tuyên truyền")
    things = (
        "việc khám bệnh",
        "việc dạy nghề",
        "việc thu ngân sách",
        "việc làm đường",
        "việc giữ trật tự",
        "việc trồng rừng",
    )
    items = "\n".join(
        f"- {bodies[n % 5]} chủ trì {works[n % 7]} {things[n % 6]} và {things[(n // 6) % 6]}, {works[(n // 7) % 7]} lại, xong trước ngày {1 + n % 28}/6/2026."
        for n in range(600)
    )
    text = HEAD.format(title=TITLE, opening="") + "I. NHIỆM VỤ\n\n" + items + TAIL
    (tmp_path / "long.txt").write_text(text, "utf-8")
    kehoach.build([tmp_path / "long.txt"], tmp_path / "kb")
    served = application(tmp_path / "kb").client
    with kehoach.open(str(tmp_path / "kb")) as kb:
        (ident,) = kb.ids()
        last = kb.document(ident).tasks[-1]

    async def ask() -> None:
        first = (await served.get(f"/kehoach/document/{ident}")).text
        there = (await served.get(f"/kehoach/document/{ident}?r={last.id}")).text
        assert "Phần 1 / " in first and len(first) < 500_000 and f'id="{last.id}"' not in first
        assert f'id="{last.id}"' in there and len(there) < 500_000

    asyncio.run(ask())


def test_units_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two provinces with a department of one name: the page names both with their places; so does the timeline."""
    for number, place in (("1", "Bắc Ninh"), ("2", "Lào Cai")):
        text = (
            HEAD.format(title=TITLE, opening="")
            + "I. NHIỆM VỤ\n\n- Sở Y tế chủ trì kiểm tra trạm y tế xã, hoàn thành trước ngày 30/6/2026."
            + TAIL
        )
        (tmp_path / f"{number}.txt").write_text(
            text.replace("Vĩnh Giang", place).replace("VĨNH GIANG", place.upper()), "utf-8"
        )
    kehoach.build([tmp_path], tmp_path / "kb")
    client = application(tmp_path / "kb").client

    async def ask() -> tuple[str, str]:
        unit = (await client.get(f"/kehoach/unit?unit=so+y+te&today={DAY}")).text
        return unit, (await client.get(f"/kehoach/tasks?view=timeline&today={DAY}")).text

    unit, timeline = asyncio.run(ask())
    assert "Sở Y tế phải làm gì" in unit
    for place in ("Bắc Ninh", "Lào Cai"):
        assert f"Sở Y tế ({place})" in unit and place in timeline


def test_what_is_not_there_is_told(server: str) -> None:
    for path in (
        "/kehoach/document/none",
        "/kehoach/targets?indicator=none",
        "/?today=30/6",
        "/kehoach/tasks?year=26",
        "/kehoach/tasks?due=soon",
        "/kehoach/documents?page=two",
        "/kehoach/unit?unit=none+such",
        "/kehoach/compare?parent=118/KH-UBND&child=118/KH-UBND",
        "/kehoach/document/kh-118-ubnd-tinh-vinh-giang-2026/record/none",
    ):
        status, html, _ = get(server + path)
        assert status == 404 and "<h1>" in html and "Traceback" not in html


def test_datasette_stays_reachable(server: str) -> None:
    status, text, _ = get(server + "/kb/targets.json?_shape=array&_size=3")
    assert status == 200 and text.startswith("[")
    status, text, _ = get(server + "/kb/indicator.csv?indicator=bac+si")
    assert status == 200 and "bác sĩ" in text


def test_other_names_are_refused(server: str) -> None:
    asked_as = urllib.request.Request(server, headers={"Host": "plans.example.com"})
    with pytest.raises(HTTPError, match="403"):
        urllib.request.urlopen(asked_as, timeout=20)


def test_nothing_can_be_written(server: str) -> None:
    for path in (
        "/",
        "/kehoach/documents",
        "/kb?sql=delete+from+targets",
        "/kehoach/say",
        "/kehoach/follow",
        "/kehoach/drop?name=a.txt",
        "/kehoach/waive",
    ):
        with pytest.raises(HTTPError) as caught:
            urllib.request.urlopen(
                urllib.request.Request(server + path, data=b"x=1", method="POST"), timeout=20
            )
        assert caught.value.code == 405
    assert get(server + "/kb?sql=delete+from+targets")[0] == 400


def test_a_build_while_the_pages_are_open(tmp_path: Path) -> None:
    """Tables and pages show what was built last."""
    documents = ROOT / "corpus" / "documents"
    (tmp_path / "in").mkdir()
    shutil.copy(documents / "06-ke-hoach-so-giao-duc.txt", tmp_path / "in")
    kehoach.build([tmp_path / "in"], tmp_path / "kb")
    served = application(tmp_path / "kb").client

    async def counts() -> tuple[int, int]:
        table = (await served.get("/kb/documents.json?_shape=array")).json()
        page = (await served.get("/kehoach/documents")).text
        return len(table), page.count("/kehoach/document/")

    assert asyncio.run(counts()) == (1, 1)
    shutil.copy(documents / "12-cong-van-don-doc.txt", tmp_path / "in")
    kehoach.build([tmp_path / "in"], tmp_path / "kb")
    assert asyncio.run(counts()) == (2, 2)


def test_only_this_computer_unless_told_otherwise() -> None:
    host = inspect.signature(serve_command).parameters["host"].default
    assert host == "127.0.0.1"


def test_markup_in_a_document_stays_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "ỦY BAN NHÂN DÂN\nXÃ MẪU\nSố: 1/KH-UBND\nMẫu, ngày 2 tháng 3 năm 2026\nKẾ HOẠCH\n<script>alert(1)</script>\n"
        "I. NHIỆM VỤ\n1. Trạm Y tế chủ trì <img src=x onerror=alert(1)> trước ngày 30/6/2026.\n",
        "utf-8",
    )
    kehoach.build([tmp_path / "a.txt"], tmp_path / "kb")

    async def pages() -> list[str]:
        client = application(tmp_path / "kb").client
        with kehoach.open(str(tmp_path / "kb")) as kb:
            paths = ["/", "/kehoach/tasks", "/kehoach/documents", f"/kehoach/document/{kb.ids()[0]}"]
        return [(await client.get(path)).text for path in paths]

    for html in asyncio.run(pages()):
        assert "<script>alert" not in html and "<img" not in html


# --- a person in a browser --------------------------------------------------------------------


def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium: apt-get install chromium")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=chromium(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
            ],
        )
        yield opened
        opened.close()


@pytest.fixture()
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A page that fails the test for an error in its console, a failed request, or a request to another host."""
    context = browser.new_context(base_url=server, viewport={"width": 1360, "height": 850})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda e: faults.append(str(e)))
    # A request that ends because the page was left is none that failed.
    opened.on("requestfailed", lambda r: faults.append(r.url) if r.failure != "net::ERR_ABORTED" else None)
    opened.on("request", lambda r: None if r.url.startswith((server, "data:")) else faults.append(r.url))
    yield opened
    context.close()
    assert faults == []


ON = re.compile(r"\bon\b")


def follow(page: Page, link: Locator) -> None:
    """Click on what leads to another page, and wait until that is there."""
    with page.expect_navigation(wait_until="load"):
        link.click()


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_usable_by_all(page: Page, path: str) -> None:
    page.goto(path)
    found = Axe().run(page)  # all its rules, those of good practice too
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 380, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{path} is {wide} px too wide on a telephone"
    page.emulate_media(media="print")
    assert not page.locator("header").is_visible()


def test_a_page_is_laid_out_by_nothing_that_lies_in_it(page: Page) -> None:
    """A page's name is no class of its parts: the body keeps its form, and fills the window."""
    for path in PAGES:
        page.goto(path)
        form = page.evaluate(
            "(({ display, borderLeftWidth, backgroundColor }) => [display, borderLeftWidth, backgroundColor])(getComputedStyle(document.body))"
        )
        assert form == ["block", "0px", "rgb(244, 246, 249)"], path
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path


def test_from_the_overview_to_the_sentence(page: Page) -> None:
    page.goto(f"/?today={DAY}")
    follow(page, page.get_by_role("link", name="118/KH-UBND, trang 4").first)
    page.wait_for_url("**/kehoach/document/kh-118-*?r=*#*")
    record = page.url.split("#")[1]
    mark = page.locator(f'[data-record="{record}"]').first
    expect(mark).to_have_class(ON)
    expect(mark).to_be_in_viewport()


def test_marks_and_records_lead_to_each_other(page: Page) -> None:
    page.goto("/kehoach/document/kh-118-ubnd-tinh-vinh-giang-2026")
    mark = page.locator("a.mark.target").first
    record = mark.get_attribute("data-record")
    mark.click()
    card = page.locator(f"#r-{record}")
    expect(card).to_have_class(ON)
    expect(card).to_be_visible()
    card.get_by_role("link").first.click()
    page.wait_for_url(f"**#{record}")
    page.get_by_role("link", name="II MỤC TIÊU ĐẾN NĂM 2030").click()
    expect(page.locator(".text .heading", has_text="II. MỤC TIÊU").first).to_be_visible()


def test_tasks_of_one_unit(page: Page) -> None:
    page.goto(f"/kehoach/tasks?today={DAY}")
    page.get_by_label("Cơ quan", exact=True).fill("so y te")
    follow(page, page.get_by_role("button", name="Lọc"))
    rows = page.locator(".row")
    assert 3 <= rows.count() < 20 and "Y tế" in rows.first.inner_text()
    follow(page, page.get_by_role("link", name="Dòng thời gian"))
    follow(page, page.locator(".heat").first)
    assert page.locator(".row").count() >= 1 and "month=" in page.url
    follow(page, page.get_by_role("link", name="Bỏ lọc").first)
    assert "unit=" not in page.url


def test_a_unit_has_a_page_of_its_own(page: Page) -> None:
    page.goto(f"/?today={DAY}")
    follow(page, page.get_by_role("link", name="Cơ quan", exact=True))
    follow(page, page.get_by_role("link", name="Sở Y tế").first)
    assert page.locator("h1").inner_text().startswith("Sở Y tế phải làm gì")
    late = page.locator(".buckets .late strong").inner_text()
    follow(page, page.locator(".buckets .late a"))
    assert page.locator(".row.late").count() == int(late)
    with page.expect_download() as got:
        page.get_by_role("link", name="Bảng Excel").click()
    assert got.value.suggested_filename.endswith(".xlsx")


def test_a_matrix_of_indicators_and_a_point_that_leads_to_its_sentence(page: Page) -> None:
    page.goto("/kehoach/targets")
    assert page.locator(".matrix tbody tr").count() == 25 and page.locator(".matrix td.disagree").count() > 0
    page.get_by_label("Chỉ những chỗ khác nhau").check()
    follow(page, page.get_by_role("button", name="Lọc"))
    assert 1 <= page.locator(".matrix tbody tr").count() < 25
    follow(page, page.get_by_role("link", name="Số bác sĩ trên 10.000 dân"))
    assert page.locator(".chart circle").count() == 2
    follow(page, page.locator(".chart a").first)
    page.wait_for_url("**/kehoach/document/*#t*")
    assert "bác sĩ" in page.locator(".mark.on").first.inner_text()


def test_every_list_is_paged_sorted_and_kept_in_the_address(page: Page) -> None:
    page.goto(f"/kehoach/tasks?today={DAY}")
    assert page.locator(".row").count() == 50
    follow(page, page.get_by_role("link", name="Sau →"))
    assert "page=2" in page.url and 1 <= page.locator(".row").count() <= 50
    page.goto("/kehoach/documents")
    follow(page, page.get_by_role("link", name="Nhiệm vụ", exact=True).nth(1))
    assert "sort=tasks" in page.url
    counts = [int(n or 0) for n in page.locator("tbody td:nth-child(5)").all_inner_texts()]
    assert counts == sorted(counts, reverse=True) and counts[0] > counts[-1]


def test_parent_and_child_side_by_side(page: Page) -> None:
    page.goto("/kehoach/compare")
    follow(page, page.locator("tbody a").first)
    assert page.locator(".pairs tbody tr").count() > 3
    page.goto("/kehoach/compare?parent=09-CTr/TU&child=118/KH-UBND")
    follow(page, page.get_by_role("link", name="thấp hơn"))
    text = page.locator(".pairs tbody").inner_text()
    assert "13 bác sĩ" in text and "12 bác sĩ" in text


def test_pairs_to_compare_are_found_by_one_of_them(page: Page) -> None:
    page.goto("/kehoach/compare?parent=118/KH-UBND")
    rows = page.locator("tbody tr")
    assert rows.count() >= 3
    assert all(name == "118/KH-UBND" for name in page.locator("tbody td:first-child").all_inner_texts())


def test_findings_are_searched(page: Page) -> None:
    page.goto("/kehoach/findings")
    page.get_by_label("Từ ngữ").fill("bac si")
    follow(page, page.get_by_role("button", name="Lọc"))
    found = page.locator(".finding")
    assert found.count() >= 1 and all("bác sĩ" in words for words in found.all_inner_texts())


def test_the_network_moves(page: Page) -> None:
    page.goto("/kehoach/network")
    box = page.locator(".network > svg")
    before = box.get_attribute("viewBox") or ""
    page.get_by_role("button", name="Phóng to").click()
    expect(box).not_to_have_attribute("viewBox", before)
    nearer = box.get_attribute("viewBox") or ""
    box.focus()
    page.keyboard.press("ArrowRight")
    expect(box).not_to_have_attribute("viewBox", nearer)
    page.get_by_role("button", name="Vừa khung").click()
    expect(box).to_have_attribute("viewBox", before)
    page.locator('.node[data-id="kh-142-ubnd-tinh-vinh-giang-2026"]').hover()
    expect(page.locator(".node.dim").nth(3)).to_be_attached()
    follow(page, page.locator('.node[data-id="kh-142-ubnd-tinh-vinh-giang-2026"]'))
    page.wait_for_url("**document=kh-142-*")
    assert page.locator(".node.centre").count() == 1


def test_a_finding_shows_both_quotes_and_their_places(page: Page) -> None:
    page.goto("/kehoach/findings")
    page.get_by_label("Mức").select_option("error")
    follow(page, page.get_by_role("button", name="Lọc"))
    first = page.locator(".finding").first
    quotes = first.locator("blockquote mark").all_inner_texts()
    assert len(quotes) == 2
    first.get_by_text("Cho qua phát hiện này").click()
    assert "waivers:" in first.locator("pre").inner_text()
    follow(page, first.locator("figcaption a").nth(1))
    page.wait_for_url("**#at")
    assert quotes[1].startswith(page.locator(".mark.found").first.inner_text()[:20])


def test_search_without_diacritics_and_the_other_language(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("searchbox").first.fill("bac si")
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    page.wait_for_url("**/kehoach/search*")
    assert page.locator("mark", has_text="bác").count() > 5
    follow(page, page.get_by_role("link", name="English"))
    assert page.locator("h1").inner_text() == "Search"
    follow(page, page.get_by_role("link", name="Findings"))
    assert (
        page.locator("h1").inner_text() == "Findings" and page.locator("html").get_attribute("lang") == "en"
    )
