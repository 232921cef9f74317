"""No way in: what a document, an address, a query or a check of one's own may not do."""

import asyncio
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kehoach
from kehoach.errors import RuleError
from kehoach.knowledge import fencing
from kehoach.serving.run import application
from tests.conftest import CORPUS, ROOT
from tests.test_knowledge import OWN

IDENT = "kh-118-ubnd-tinh-vinh-giang-2026"
PLACES = (
    "/", "/kehoach", "/kehoach/documents", f"/kehoach/document/{IDENT}", f"/kehoach/document/{IDENT}/explain/t1", "/kehoach/tasks",
    "/kehoach/targets", "/kehoach/network", "/kehoach/findings", "/kehoach/search", "/kehoach/units", "/kehoach/unit", "/kehoach/compare", "/kehoach/review", "/kehoach/ledger",
    "/kehoach/new", "/kehoach/progress", f"/kehoach/document/{IDENT}/page", f"/kehoach/document/{IDENT}/add", f"/kehoach/document/{IDENT}/record/t1",
    "/kehoach/say", "/kehoach/add", "/kehoach/follow", "/kehoach/waive", "/kehoach/drop", "/kehoach/read", "/kehoach/sheet", "/kb", "/kb.json", "/kb/targets", "/kb/targets.json",
    "/kb/targets.csv", "/kb/documents/1", "/kb/due", "/kb/indicator.json", "/-/static/app.css", "/favicon.ico",
)  # fmt: skip
NAMES = (
    "q", "sql", "lang", "today", "type", "place", "year", "text", "document", "unit", "indicator", "at", "view", "month", "mentions", "severity",
    "check", "since", "_sort", "_facet", "_size", "_next", "_where", "_search", "_labels", "_shape", "_extra", "_nocol", "_trace", "page", "r", "by",
)  # fmt: skip
VALUES = (
    "", "1", "-1", "0", "9" * 30, "1e309", "2026-06-30", "30/6/2026", "0-5", "5-0", "1-999999999", "vi", "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>", "{{7*7}}", "${7*7}", "%s%n", "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "file:///etc/passwd",
    "' OR 1=1 --", "1; DROP TABLE documents", "select * from documents", "select load_extension('x')", "attach database '/etc/passwd' as x",
    "select * from pragma_database_list", "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c",
    "select zeroblob(900000000)", "select hex(randomblob(30000000))", "\x00", "\ud7ff", "\u202e", "a" * 5000, "bác sĩ", "\"", "*", "NEAR(", "a AND", "^a",
)  # fmt: skip
SECRET = re.compile(
    r"/(?:home|root|tmp|work|usr|etc|var)/[\w.-]|Traceback|root:x:0|site-packages|sqlite3\.\w+Error",
    re.IGNORECASE,
)


def ask(app: Any, method: str, path: str, params: dict[str, str] | None = None, **headers: str) -> Any:
    async def go() -> Any:
        return await app.client.request(method, path, params=params, headers=headers)

    return asyncio.run(go())


@pytest.fixture(scope="module")
def app(corpus_folder: Path) -> Any:
    return application(corpus_folder)


def state(folder: Path) -> str:
    """A hash over all bytes of a knowledge base; the cache of lists, which a first look makes, is left out."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("desk.sqlite")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


# --- addresses --------------------------------------------------------------------------------


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from(PLACES),
    tail=st.sampled_from(
        ("", "/", "/..", "/%2e%2e/%2e%2e/etc/passwd", "/\ud7ff", ".json", ".db", "/-/", "//evil.example")
    ),
    params=st.dictionaries(
        st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text(max_size=40), max_size=4
    ),
    method=st.sampled_from(("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")),
)
def test_any_address_is_answered_and_tells_nothing(
    app: Any, place: str, tail: str, params: dict[str, str], method: str
) -> None:
    params = {key: value.encode("utf-8", "ignore").decode() for key, value in params.items()}
    answer = ask(app, method, place + tail, params)
    assert answer.status_code < 500, (method, place + tail, params, answer.text[-300:])
    assert (
        "content-security-policy" in answer.headers and answer.headers["x-content-type-options"] == "nosniff"
    )
    said = answer.text
    assert "<script>alert(1)" not in said and "<img src=x" not in said
    if answer.headers.get("content-type", "").startswith(("text/html", "application/json")):
        shown = said.replace("/etc/passwd", "")  # what was asked may be shown
        assert not SECRET.search(shown), (place + tail, params, SECRET.search(shown))


@pytest.mark.parametrize("suffix", ["", ".json", ".csv"])
@pytest.mark.parametrize(
    "params",
    [
        {"_sort": "1"},
        {"_next": '"><img src=x onerror=alert(1)>'},
        {"_facet": "<script>alert(1)</script>"},
        {"_sort_desc": "x"},
        {"_size": "x"},
        {"_where": "<script>alert(1)</script>"},
    ],
)
def test_what_an_address_asks_of_a_table_in_vain_is_named(
    app: Any, params: dict[str, str], suffix: str
) -> None:
    """Found by chance in the test above: Datasette itself answers 500, or shows what was asked as it came."""
    answer = ask(app, "GET", f"/kb/targets{suffix}", params)
    assert answer.status_code < 500
    assert "<script>" not in answer.text and "<img" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("place", ["/", "/kb", "/kb/targets", "/kb/targets.json", "/kb/documents/1"])
def test_tables_are_only_read(app: Any, place: str, method: str) -> None:
    answer = ask(app, method, place, {})
    assert answer.status_code == 405 and "GET" in answer.headers["allow"]


def test_addresses_change_nothing(app: Any, corpus_folder: Path) -> None:
    before = state(corpus_folder)
    for method in ("GET", "POST", "PUT", "DELETE"):
        for place in PLACES:
            for value in VALUES[:24]:
                if method != "GET" or value.startswith(("select", "attach", "1;")):
                    ask(app, method, place, {"sql": value, "q": value})
    assert state(corpus_folder) == before


@pytest.mark.parametrize(
    "page",
    ["versions", "plugins", "settings", "databases", "metadata", "threads", "actor", "messages", "allow-debug", "permissions", "patterns", "config", "logout"],
)  # fmt: skip
def test_pages_on_the_server_itself_are_shut(app: Any, page: str) -> None:
    assert ask(app, "GET", f"/-/{page}").status_code == 404
    assert ask(app, "GET", f"/-/{page}.json").status_code == 404


def test_no_page_names_a_version_or_a_path(app: Any, corpus_folder: Path) -> None:
    import datasette

    for place in PLACES:
        answer = ask(app, "GET", place)
        assert str(corpus_folder) not in answer.text and datasette.__version__ not in answer.text, place
        assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"referer": "https://evil.example/x"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://localhost"}, 405),
        ({}, 405),
    ],
)
def test_what_is_sent_from_elsewhere_is_refused(app: Any, headers: dict[str, str], status: int) -> None:
    assert ask(app, "POST", "/kehoach/documents", **headers).status_code == status


def test_a_long_address_is_refused(app: Any) -> None:
    assert ask(app, "GET", "/kehoach/search", {"q": "a" * 9000}).status_code == 414


# --- queries ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "select load_extension('x')", "attach database '/etc/passwd' as x", "delete from targets", "update targets set value = 1",
        "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c", "select zeroblob(900000000)",
        "select count(*) from sections a, sections b, sections c, sections d, sections e", "pragma writable_schema = 1", "vacuum into '/tmp/x'",
        "select writefile('x', 'y')",
    ],
)  # fmt: skip
def test_queries_that_are_refused_or_stopped(app: Any, sql: str) -> None:
    answer = ask(app, "GET", "/kb.json", {"sql": sql})
    assert answer.status_code == 400 and answer.json()["ok"] is False


def test_queries_that_are_answered(app: Any) -> None:
    for sql in (
        "select count(*) as n from targets",
        "select rowid from search where search match 'bac si'",
        "select bare('Bác sĩ') as n",
    ):
        answer = ask(app, "GET", "/kb.json", {"sql": sql, "_shape": "array"})
        assert answer.status_code == 200 and answer.json(), sql
    assert (
        ask(app, "GET", "/kb.json", {"sql": "select * from pragma_database_list", "_shape": "array"}).json()
        == []
    )


# --- checks of one's own ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("ATTACH DATABASE '{outside}' AS x", "does not run"),
        ("DELETE FROM targets", "does not run"),
        ("DROP TABLE targets", "does not run"),
        ("INSERT INTO targets (document) SELECT 'x'", "does not run"),
        ("CREATE TABLE x (y)", "does not run"),
        ("VACUUM INTO '{outside}'", "does not run"),
        ("SELECT load_extension('x') AS document", "does not run"),
        ("SELECT zeroblob(900000000) AS document", "does not run"),
        (
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) AS document FROM c",
            "takes too long",
        ),
    ],
)
def test_a_check_can_read_and_no_more(
    kb: kehoach.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str, told: str
) -> None:
    monkeypatch.setattr(fencing.fenced.__wrapped__, "__defaults__", (3_000_000,))
    outside = tmp_path / "outside.db"
    header = "\n".join(line for line in OWN.splitlines() if line.startswith("--"))
    (tmp_path / "short-title.sql").write_text(f"{header}\n{sql.format(outside=outside)};", "utf-8")
    before = kb.database.execute("SELECT count(*) FROM targets").fetchone()[0]
    with pytest.raises(RuleError, match=told):
        kb.check(checks=tmp_path)
    assert kb.database.execute("SELECT count(*) FROM targets").fetchone()[0] == before
    assert not outside.exists()


# --- documents --------------------------------------------------------------------------------

EVIL = (
    (
        "ỦY BAN NHÂN DÂN\nTỈNH VĨNH GIANG\nSố: 7/KH-UBND\nVĩnh Giang, ngày 2 tháng 3 năm 2026\nKẾ HOẠCH\n"
        '=HYPERLINK("http://evil.example","x") <script>alert(1)</script> {{{{7*7}}}} ${{7*7}} \'; DROP TABLE documents; --\n\n'
        "I. NHIỆM VỤ\n\n- Sở Y tế chủ trì @SUM(1+1) <img src=x onerror=alert(1)> ]]> &xxe; trước ngày 30/6/2026.\n\n"
        "- =cmd|'/c calc'!A1 tỷ lệ trạm y tế có bác sĩ đạt 95% vào năm 2030.\n\nNơi nhận:\n- Lưu: VT.\n"
    )
    .replace("{{{{", "{{")
    .replace("}}}}", "}}")
)


@pytest.mark.parametrize("form", ["xlsx", "ics", "csv", "html", "docx", "akn", "jsonld", "annotations"])
def test_what_documents_say_stays_text_in_every_form(tmp_path: Path, form: str) -> None:
    (tmp_path / "a.txt").write_text(EVIL, "utf-8")
    kehoach.build([tmp_path / "a.txt"], tmp_path / "kb", names="rules")
    out = tmp_path / f"out.{form}"
    with kehoach.open(str(tmp_path / "kb")) as kb:
        kehoach.export(kb, form, out, kb.ids()[0] if form in ("docx", "akn") else None)
    files = [p for p in ([out] if out.is_file() else out.rglob("*")) if p.is_file()]
    assert files
    for file in files:
        STAYS.get(form, lambda path: None)(file)


def no_formula(path: Path) -> None:
    import openpyxl

    cells = [c for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for c in row]
    assert cells and all(
        (c.data_type != "f" and c.hyperlink is None) or "evil" not in str(c.hyperlink) for c in cells
    )
    assert all(c.data_type != "f" for c in cells)


def no_markup(path: Path) -> None:
    words = path.read_text("utf-8")
    assert "<script>alert" not in words and "<img src=x" not in words


def no_cell_begins_a_formula(path: Path) -> None:
    import csv

    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [c for c in cells if c[:1] in "=@+" and len(c) > 2]


def valid_json(path: Path) -> None:
    json.loads(path.read_text("utf-8"))


STAYS = {
    "xlsx": no_formula, "html": no_markup, "akn": no_markup, "csv": no_cell_begins_a_formula, "jsonld": valid_json, "annotations": valid_json,
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["x/../../evil.txt", "a/../../../b.txt", "CON.txt", "a\nb.txt", "-rf.txt", "$(id).txt", "%2e%2e.txt"],
)
def test_names_never_become_paths(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name.replace("/", "_")).write_text(EVIL.replace("7/KH-UBND", "../../7/KH-UBND"), "utf-8")
    kehoach.build([folder], tmp_path / "kb", names="rules")
    outside = [
        p
        for p in tmp_path.rglob("*")
        if p.is_file() and not p.is_relative_to(tmp_path / "kb") and p.parent != folder
    ]
    assert outside == []
    assert all(re.fullmatch(r"[\w.-]+\.json", p.name) for p in (tmp_path / "kb" / "documents").iterdir())


# --- the network ------------------------------------------------------------------------------

WATCHED = """
import os, sys
fd = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def seen(event, args):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        where = args[1] if event in ("socket.connect", "socket.bind", "socket.sendto") else args[:2]
        probe = event == "socket.bind" and where[:2] == ("::1", 0)  # urllib3 asks, when it loads, whether there is IPv6
        if not isinstance(where, (str, bytes)) and not probe:  # a path is a socket of this machine
            os.write(fd, (event + " " + repr(where) + chr(10)).encode())
sys.addaudithook(seen)
import kehoach
from pathlib import Path
inputs, out = Path(sys.argv[2]), Path(sys.argv[3])
report = kehoach.build([inputs], out / "kb", jobs=2)
assert report.counts["documents"] > 10, report
with kehoach.open(str(out / "kb")) as kb:
    kb.check(); kb.search("bac si"); kb.targets(); kb.graph()
    kehoach.explain(kb, "118/KH-UBND#t1")
    for form in ("xlsx", "ics", "csv", "parquet", "html", "jsonld", "annotations"):
        kehoach.export(kb, form, out / ("x." + form))
    kehoach.export(kb, "docx", out / "x.docx", "118/KH-UBND")
from kehoach.reading import read_bytes
from tests.signing import person
from tests.test_signatures import ONCE
assert read_bytes(ONCE, ".pdf", "x.pdf").info.signatures[0].integrity == "intact"
"""


def test_nothing_opens_a_socket_but_serve(tmp_path: Path) -> None:
    """Reading, building in children, checking, exporting and verifying signatures ask no network, nor do the libraries."""
    log = tmp_path / "log"
    command = [sys.executable, "-c", WATCHED, str(log), str(CORPUS), str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr[-2000:]
    assert log.read_text() == ""


def test_the_watch_sees_a_socket(tmp_path: Path) -> None:
    code = (
        WATCHED.split("import kehoach")[0]
        + "import socket\ntry: socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError: pass"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "log")], check=True, timeout=60)
    assert "socket.connect" in (tmp_path / "log").read_text()
