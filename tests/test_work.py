"""People work in it: what an official wants, done in a real browser, each thing in at most five steps; and what may not be done."""

import json
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Download, Locator, Page, expect, sync_playwright

import kehoach
from kehoach.errors import UsageError
from kehoach.knowledge.corrections import journal as corrections
from kehoach.knowledge.followup import journal as follow_ups
from kehoach.serving import forms, work
from kehoach.serving.access import credentials
from kehoach.serving.jobs import Reader
from tests.conftest import CORPUS, ROOT
from tests.test_serving import chromium

DAY = "2026-06-01"
WHO = "Nguyễn Văn Mẫu"
PLAN = "kh-118-ubnd-tinh-vinh-giang-2026"


class Steps:
    """A page that counts what a person does on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def go(self, path: str) -> None:
        self.page.goto(path)
        self.count = 0  # where a task begins

    def click(self, what: Locator, leaves: bool = False) -> None:
        self.count += 1
        if leaves:
            with self.page.expect_navigation(wait_until="load"):
                what.click()
        else:
            what.click()

    def fill(self, what: Locator, value: str) -> None:
        self.count += 1
        what.fill(value)

    def choose(self, what: Locator, value: str) -> None:
        self.count += 1
        what.select_option(value)

    def drop(self, what: str, files: list[str | Path]) -> None:
        self.count += 1
        self.page.set_input_files(what, files)

    # --- what takes several steps ---

    def download(self, link: str) -> Download:
        with self.page.expect_download() as got:
            self.click(self.page.get_by_role("link", name=link))
        return got.value

    def hand_in(self, file: Path, home: str = "/") -> None:
        """Drops a file on the home page, waits until it is read and looks at what is new."""
        self.go(home)
        self.drop("#files", [file])
        wait_for_reading(self.page)
        self.click(self.page.locator("#progress a"), leaves=True)

    def find_unit(self, typed: str, name: str) -> None:
        """From the home page to what a body has to do."""
        page = self.page
        self.go(f"/?today={DAY}")
        self.click(
            page.get_by_role("navigation").get_by_role("link", name="Cơ quan", exact=True), leaves=True
        )
        self.fill(page.get_by_label("Cơ quan", exact=True), typed)
        self.click(page.get_by_role("button", name="Lọc"), leaves=True)
        self.click(page.get_by_role("link", name=name, exact=True).first, leaves=True)
        assert f"{name} phải làm gì" in page.locator("h1").inner_text() and page.locator(".row").count() >= 3

    def print_unit(self, unit: str) -> None:
        """Prints what a body has to do, and leaves the page as it is on paper."""
        page = self.page
        page.add_init_script("window.print = () => { document.documentElement.dataset.printed = 'yes'; }")
        self.go(f"/kehoach/unit?unit={unit}&today={DAY}")
        self.click(page.get_by_role("link", name="Bản in"), leaves=True)
        expect(page.locator("html")).to_have_attribute("data-printed", "yes")
        page.emulate_media(media="print")
        assert not page.locator("header").is_visible() and page.locator(".row").count() >= 3

    def send_sheet(self, unit: str, path: Path, filled: dict[str, str]) -> int:
        """The sheet of a body goes out, comes back with the first row filled in, and is taken over; how many rows it had."""
        self.go(f"/kehoach/unit?unit={unit}&today={DAY}")
        self.download("Bảng Excel").save_as(path)
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        for head, value in filled.items():
            sheet.cell(2, heads.index(head) + 1, value)
        book.save(path)
        self.go("/")
        self.drop("#sheet", [path])
        expect(self.page.locator("#sheet-told li")).to_have_count(1)
        self.click(self.page.get_by_role("button", name="Ghi các dòng đã chọn"))
        expect(self.page.locator("#sheet-told")).to_contain_text("1 dòng đã ghi")
        return int(sheet.max_row)

    def search(self, words: str) -> str:
        """Searches from the home page and opens the first hit; the words that are marked there."""
        self.go("/")
        self.fill(self.page.locator("#q"), words)
        self.count += 1
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")
        self.click(self.page.locator(".hits a").first, leaves=True)
        return " ".join(self.page.locator(".mark.found").all_inner_texts())

    def save_note(self, note: str) -> str:
        """Writes a note of the task whose form is open and goes back; what the page says then."""
        page = self.page
        self.fill(page.get_by_label("Ghi chú"), note)
        form = page.locator('form[action="/kehoach/follow"]')
        self.click(form.get_by_role("button", name="Lưu"), leaves=True)
        page.go_back()
        page.reload()
        return page.locator("main").inner_text()

    def done(self, most: int = 5) -> None:
        assert self.count <= most, f"{self.count} steps"


class Office:
    """A running server in which people may write, its knowledge base and the folder for what is dropped."""

    def __init__(self, folder: Path, waiting: str = "12-cong-van-don-doc.txt") -> None:
        """Over what lies in ``folder/in``, but for one file that is yet to come."""
        self.inbox = folder / "in"
        self.kb = folder / "kb"
        self.waiting = folder / waiting
        (self.inbox / waiting).rename(self.waiting)
        kehoach.build([self.inbox], self.kb)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kehoach", "serve", "--kb", str(self.kb), "--work", "--port", "0"],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert self.process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", self.process.stdout.readline())
        assert found is not None
        self.address = found[0]

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(CORPUS, folder / "in")
    made = Office(folder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture()
def steps(browser: Browser, office: Office) -> Iterator[Steps]:
    """A page of a person who has given the name before; faults in its console fail the test."""
    context = browser.new_context(
        base_url=office.address, viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    context.add_cookies(
        [{"name": "kehoach_name", "value": "Nguy%E1%BB%85n%20V%C4%83n%20M%E1%BA%ABu", "url": office.address}]
    )
    page = context.new_page()
    faults: list[str] = []
    page.on(
        "console",
        # What a form refuses is answered with 400.
        lambda m: (
            faults.append(m.text)
            if m.type in ("error", "warning") and "400 (Bad Request)" not in m.text
            else None
        ),
    )
    page.on("pageerror", lambda e: faults.append(str(e)))
    yield Steps(page)
    context.close()
    assert faults == []


def wait_for_reading(page: Page) -> None:
    expect(page.locator("#progress a")).to_be_visible(timeout=60_000)


# --- ten things that an official wants --------------------------------------------------------


def test_1_drop_a_file_and_get_its_tasks(steps: Steps, office: Office) -> None:
    page = steps.page
    steps.hand_in(office.waiting, f"/?today={DAY}")
    assert page.locator("h1").inner_text().startswith("Có gì mới")
    assert "Tệp mới: 1" in page.locator("main").inner_text()
    row = page.locator("tbody tr").first
    steps.click(row.locator('a[href*="/kehoach/tasks"]'), leaves=True)
    assert page.locator(".row").count() >= 1
    assert (office.inbox / office.waiting.name).read_bytes() == office.waiting.read_bytes()
    steps.done()


def test_2_find_her_tasks(steps: Steps) -> None:
    steps.find_unit("so y te", "Sở Y tế")
    steps.done()


def test_3_mend_a_unit(steps: Steps, office: Office) -> None:
    page = steps.page
    steps.go(f"/kehoach/document/{PLAN}")
    record = page.locator(".record.task").first
    name = (record.get_attribute("id") or "")[2:]
    steps.click(record.get_by_role("link", name="Sửa"), leaves=True)
    steps.fill(page.get_by_label("Cơ quan chủ trì"), "Sở Nội vụ; Sở Tài chính")
    steps.click(page.locator(".mending").get_by_role("button", name="Lưu"), leaves=True)
    assert "Sở Nội vụ; Sở Tài chính" in page.locator(f"#r-{name}").inner_text()
    assert f"Đã sửa: {WHO}" in page.locator(f"#r-{name}").inner_text()
    with kehoach.open(str(office.kb)) as kb:
        task = next(t for t in kb.document(PLAN).tasks if t.id == name)
        assert [u.name for u in task.lead] == ["Sở Nội vụ", "Sở Tài chính"] and all(u.id for u in task.lead)
    steps.done()


def test_4_mark_it_done(steps: Steps, office: Office) -> None:
    page = steps.page
    steps.go(f"/kehoach/tasks?due=late&today={DAY}")
    late = int(page.locator(".buckets .late strong").inner_text())
    steps.choose(page.locator(".row select").first, "done")
    expect(page.locator(".row .saved").first).to_have_text("✓")
    assert follow_ups(office.kb).read()[-1].status == "done" and follow_ups(office.kb).read()[-1].by == WHO
    page.reload()
    assert int(page.locator(".buckets .late strong").inner_text()) == late - 1
    steps.done()


def test_5_print_a_unit(steps: Steps) -> None:
    page = steps.page
    steps.print_unit("so+y+te")
    assert page.locator(".row form").count() == 0 and page.locator(".row .state").first.is_visible()
    steps.done()


def test_6_send_it_to_her_head(steps: Steps, tmp_path: Path) -> None:
    """The view is in the address, the sheet opens in Excel, and comes back filled in."""
    filled = {"Trạng thái": "Đang thực hiện", "Ghi chú": "đã giao Phòng Nghiệp vụ"}
    steps.send_sheet("so+y+te", tmp_path / "theo-doi.xlsx", filled)
    steps.done()


def test_7_see_what_changed(steps: Steps, office: Office) -> None:
    page = steps.page
    changed = office.inbox / office.waiting.name
    changed.write_text(
        changed.read_text("utf-8").replace("TIN", "TIN ")
        + "\n- Sở Y tế báo cáo bổ sung trước ngày 15/7/2026.\n",
        "utf-8",
    )
    steps.hand_in(changed)
    assert re.search(r"Tệp đã sửa: 1", page.locator("main").inner_text())
    steps.done()


def test_8_compare_with_the_parent(steps: Steps) -> None:
    page = steps.page
    steps.go(f"/kehoach/document/{PLAN}")
    steps.click(page.locator(".deeds").get_by_role("link", name=re.compile("^So với")), leaves=True)
    steps.click(page.locator(".buckets .weaker a"), leaves=True)
    assert "13 bác sĩ" in page.locator(".pairs").inner_text()
    assert steps.download("Tệp Word").suggested_filename.endswith(".docx")
    steps.done()


def test_9_find_the_sentence(steps: Steps) -> None:
    assert "bác sĩ" in steps.search("bac si 10.000 dan")
    steps.done()


def test_10_hand_over(steps: Steps) -> None:
    """The brief on a plan in Word, and what was noted of a task with its history."""
    page = steps.page
    steps.go(f"/kehoach/document/{PLAN}")
    assert steps.download("Tóm tắt (Word)").suggested_filename.endswith(".docx")
    steps.click(page.locator(".record.task").first.get_by_role("link", name="Sửa"), leaves=True)
    steps.choose(page.get_by_label("Trạng thái"), "doing")
    said = steps.save_note("bàn giao cho Phòng Tổng hợp")
    assert "bàn giao cho Phòng Tổng hợp" in said and WHO in said
    steps.done()


# --- right, wrong, missing --------------------------------------------------------------------


def test_judged_with_the_keyboard_alone(steps: Steps, office: Office) -> None:
    page = steps.page
    steps.go("/kehoach/review")
    before = len(corrections(office.kb).read())
    count = page.locator(".doubt").count()
    expect(page.locator(".doubt").first).to_be_focused()
    page.keyboard.press("d")
    expect(page.locator(".doubt")).to_have_count(count - 1)
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator(".doubt")).to_have_count(count - 2)
    assert [c.verdict for c in corrections(office.kb).read()[before:]] == ["right", "wrong"]
    page.keyboard.press("m")
    page.wait_for_url("**/record/**")


def test_marked_words_become_a_record(steps: Steps, office: Office) -> None:
    page = steps.page
    steps.go(f"/kehoach/document/{PLAN}")
    line = page.locator(".text p[data-at]", has_text="Nơi nhận").first
    words = line.inner_text()[:8]
    line.evaluate(
        "(p, n) => { const w = document.createTreeWalker(p, 4); const t = w.nextNode(); const r = document.createRange(); r.setStart(t, 0); r.setEnd(t, n);"
        " const s = getSelection(); s.removeAllRanges(); s.addRange(r); }",
        len(words),
    )
    offer = page.locator(".offer a", has_text="+ Nhiệm vụ")
    expect(offer).to_be_visible()
    steps.click(offer, leaves=True)
    assert page.locator(".words mark").inner_text() == words
    steps.fill(page.get_by_label("Cơ quan chủ trì"), "Văn phòng UBND tỉnh")
    steps.click(page.get_by_role("button", name="Lưu"), leaves=True)
    with kehoach.open(str(office.kb)) as kb:
        found = kb.document(PLAN)
        (added,) = [t for t in found.tasks if t.by == "person" and t.lead[0].name == "Văn phòng UBND tỉnh"]
        assert added.quote == words == found.text[added.span.start : added.span.end]
    assert page.url.endswith(f"#{added.id}")


def test_a_record_is_taken_back(steps: Steps, office: Office) -> None:
    page = steps.page
    steps.go(f"/kehoach/document/{PLAN}")
    name = (page.locator(".record.target").first.get_attribute("id") or "")[2:]
    page.locator(f"#r-{name}").get_by_role("button", name="Đúng").click()
    expect(page.locator(f"#r-{name}")).to_have_class(re.compile("confirmed"))
    page.goto(f"/kehoach/document/{PLAN}/record/{name}")
    page.get_by_label("Giá trị").fill("mười hai")
    with page.expect_navigation(wait_until="load"):
        page.locator(".mending").get_by_role("button", name="Lưu").click()
    assert "không phải là số" in page.locator("main").inner_text()
    page.goto(f"/kehoach/document/{PLAN}/record/{name}")
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="Rút lại ý kiến").click()
    assert corrections(office.kb).read()[-1].verdict == "withdrawn"


@pytest.mark.parametrize("path", ["/", f"/kehoach/tasks?today={DAY}", f"/kehoach/document/{PLAN}", f"/kehoach/document/{PLAN}/record/k1", f"/kehoach/document/{PLAN}/record/meta",
                                  f"/kehoach/document/{PLAN}/add?kind=targets", "/kehoach/review", "/kehoach/new"])  # fmt: skip
def test_pages_to_work_in_are_usable_by_all(steps: Steps, path: str) -> None:
    steps.go(path)
    found = Axe().run(steps.page)  # all its rules
    assert found.violations_count == 0, found.generate_report()
    steps.page.set_viewport_size({"width": 390, "height": 844})
    assert steps.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_a_file_that_cannot_be_read_is_told(steps: Steps, office: Office, tmp_path: Path) -> None:
    (tmp_path / "bad.exe").write_bytes(b"MZ")
    steps.go("/")
    steps.page.on("response", lambda answer: None)
    answer = steps.page.evaluate(
        "async () => { const t = document.body.dataset.token; const a = await fetch('/kehoach/drop?name=../../bad.txt', {method: 'POST', body: 'x', headers: {'x-csrftoken': t}});"
        " return [a.status, await a.json()]; }"
    )
    assert answer[0] == 200 and not (office.inbox.parent.parent / "bad.txt").exists()
    assert (office.inbox / "bad.txt").exists()
    (office.inbox / "bad.txt").unlink()


# --- what may not be done ---------------------------------------------------------------------


def post(office: Office, path: str, headers: dict[str, str], data: bytes = b"verdict=wrong") -> int:
    request = urllib.request.Request(office.address + path, data=data, method="POST", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


@pytest.mark.parametrize(
    "path",
    [
        "/kehoach/say",
        "/kehoach/follow",
        "/kehoach/add",
        "/kehoach/waive",
        "/kehoach/drop?name=x.txt",
        "/kehoach/read",
        "/kehoach/sheet",
    ],
)
def test_only_our_own_pages_can_write(office: Office, path: str) -> None:
    before = (corrections(office.kb).stamp(), follow_ups(office.kb).stamp(), sorted(office.inbox.rglob("*")))
    host = office.address.removeprefix("http://")
    assert post(office, path, {}) == 403
    assert post(office, path, {"Origin": "http://plans.example.com"}) == 403
    assert post(office, path, {"Origin": "http://plans.example.com", "Host": "plans.example.com"}) == 403
    assert post(office, path, {"Origin": f"http://{host}", "Cookie": "csrftoken=forged"}) == 403
    assert (
        corrections(office.kb).stamp(),
        follow_ups(office.kb).stamp(),
        sorted(office.inbox.rglob("*")),
    ) == before


def test_others_need_a_password(tmp_path: Path, corpus_folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "kehoach",
        "serve",
        "--kb",
        str(corpus_folder),
        "--work",
        "--inbox",
        str(tmp_path),
        "--host",
        "0.0.0.0",
        "--port",
        "0",
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2 and "mật khẩu" in done.stderr
    process = subprocess.Popen(
        [*command, "--password", "bí mật"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert process.stdout is not None
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found is not None
        address = f"http://127.0.0.1:{found[1]}/"
        with pytest.raises(HTTPError, match="401"):
            urllib.request.urlopen(address, timeout=20)
        login = {"Authorization": "Basic TeG6q3U6YsOtIG3huq10"}
        with urllib.request.urlopen(urllib.request.Request(address, headers=login), timeout=20) as answer:
            assert answer.status == 200
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"Basic TeG6q3U6YsOtIG3huq10", ("Mẫu", "bí mật")),
        (b"Basic ???", ("", "")),
        (b"Bearer x", ("", "")),
        (b"", ("", "")),
    ],
)
def test_credentials(header: bytes, expected: tuple[str, str]) -> None:
    assert credentials(header) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.pdf", "a.pdf"), ("folder/b.docx", "folder/b.docx"), ("../../etc/c.txt", "etc/c.txt"), ("C:\\x\\d.doc", "C_/x/d.doc"), ("/abs/e.txt", "abs/e.txt"),
        ("Kế hoạch 12.pdf", "Kế hoạch 12.pdf"), ("..txt", None), (".hidden.txt", "hidden.txt"), ("f.exe", None), ("", None), ("g.txt/..", "g.txt"), ("a\x00b.txt", "a_b.txt"),
    ],
)  # fmt: skip
def test_dropped_files_stay_in_their_folder(tmp_path: Path, name: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(UsageError):
            work.target_of(tmp_path, name)
        return
    path = work.target_of(tmp_path, name)
    assert path.relative_to(tmp_path).as_posix() == expected and tmp_path in path.resolve().parents


@pytest.mark.parametrize(
    ("text", "expected"),
    [("31/12/2026", "2026-12-31"), ("1/6/2026", "2026-06-01"), ("12/2026", "2026-12"), ("2026", "2026"), ("30/11", "--11-30"), ("2026-06-30", "2026-06-30"), ("yearly", "yearly"), ("mai", None)],
)  # fmt: skip
def test_days_as_people_write_them(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(UsageError):
            forms.day_of(text)
    else:
        assert forms.day_of(text) == expected


@pytest.mark.parametrize(
    ("back", "expected"),
    [("/kehoach/tasks?due=late", "/kehoach/tasks?due=late"), ("//evil.example", "/"), ("https://evil.example", "/"), ("javascript:alert(1)", "/"), ("/\\evil.example", "/"), (None, "/")],
)  # fmt: skip
def test_back_leads_to_a_page_of_ours(back: str | None, expected: str) -> None:
    assert work.own(back, "/") == expected


def test_an_input_that_is_away_takes_no_documents_away(tmp_path: Path) -> None:
    """A share that is not mounted: reading again fails and says so."""
    shutil.copytree(CORPUS, tmp_path / "share")
    kehoach.build([tmp_path / "share"], tmp_path / "kb")
    (tmp_path / "share").rename(tmp_path / "away")
    reader = Reader(tmp_path / "kb", tmp_path / "in")
    reader.start()
    for _ in range(300):
        if reader.progress.state in ("done", "failed"):
            break
        time.sleep(0.1)
    assert reader.progress.state == "failed" and "share" in reader.progress.message
    with kehoach.open(str(tmp_path / "kb")) as kb:
        assert len(kb.ids()) >= 14


def test_every_record_of_the_corpus_goes_through_its_form(kb: kehoach.KnowledgeBase) -> None:
    """What a form shows and gives back unchanged changes nothing."""
    for ident in kb.ids():
        document = kb.document(ident)
        for kind in ("targets", "tasks", "deadlines", "citations"):
            for record in getattr(document, kind):
                shown = {field.name: field.value for field in forms.fields(kind, record, "vi")}
                if kind == "tasks" and not record.lead:
                    continue
                given = forms.values(kind, shown, record, "vi")
                for name, value in given.items():
                    if kind == "tasks" and name in ("lead", "support"):
                        assert [u["name"] for u in value] == [u.name for u in getattr(record, name)]
                    elif name == "scope":
                        assert value == {"place": record.scope.place, "area": record.scope.area}
                    elif name == "deadline":
                        assert all(getattr(record.deadline, key) == part for key, part in value.items()), (
                            ident,
                            record.id,
                            value,
                        )
                    elif isinstance(value, float):
                        assert value == pytest.approx(getattr(record, name), abs=1e-4)
                    else:
                        assert value == getattr(record, name), (ident, record.id, name)


def test_a_finding_is_let_stand(office: Office, steps: Steps) -> None:
    page = steps.page
    steps.go("/kehoach/findings?severity=error")
    first = page.locator(".finding").first
    first.get_by_text("Cho qua phát hiện này").first.click()
    first.get_by_label("Lý do").fill("đã thống nhất với Sở")
    first.get_by_label("Họ tên, chức vụ").fill(WHO)
    with page.expect_navigation(wait_until="load"):
        first.get_by_role("button").click()
    assert "đã thống nhất với Sở" in page.locator(".finding.waived").first.inner_text()
    assert "đã thống nhất với Sở" in (office.kb / "waivers.yaml").read_text("utf-8")


def test_an_empty_knowledge_base_takes_files(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kehoach", "serve", "--kb", str(tmp_path / "kb"), "--work", "--port", "0"],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found is not None
        origin = {"Origin": found[0]}
        body = (CORPUS / "12-cong-van-don-doc.txt").read_bytes()
        for path, data in (("/kehoach/drop?name=12.txt", body), ("/kehoach/read", b"")):
            request = urllib.request.Request(
                found[0] + path, data=data, method="POST", headers={**origin, "Accept": "application/json"}
            )
            urllib.request.urlopen(request, timeout=20).close()
        for _ in range(200):
            with urllib.request.urlopen(found[0] + "/kehoach/progress", timeout=20) as answer:
                now = json.load(answer)
            if now["state"] in ("done", "failed"):
                break
            time.sleep(0.2)
        assert now["state"] == "done", now
        with kehoach.open(str(tmp_path / "kb")) as kb:
            assert len(kb.ids()) == 1
    finally:
        process.terminate()
        process.wait(20)
