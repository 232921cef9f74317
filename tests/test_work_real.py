"""The ten things that an official wants, done in a browser with real plans and letters, each in at most five steps."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from kehoach.knowledge.corrections import journal as corrections
from kehoach.knowledge.followup import journal as follow_ups
from tests.test_work import DAY, WHO, Office, Steps, browser, steps, wait_for_reading

__all__ = ["browser", "steps"]  # fixtures, with the office below
LETTERS = ("signed-1178.pdf", "signed-7432.pdf", "glyphs-1894.pdf", "word-cong-van-khoang-san.docx")
UNIT, PLAN, PARENT, NEW = "Sở Nội vụ", "d01.txt", "d05.txt", "f01.docx"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Office]:
    """Eight plans, nine fresh ones (one of them yet to come), letters signed, garbled and in Word; nothing that must be recognised in pictures."""
    folder = tmp_path_factory.mktemp("real")
    shutil.copytree(shared / "plans", folder / "in")
    for path in (*sorted((shared / "fresh").iterdir()), *(shared / "files" / name for name in LETTERS)):
        shutil.copy(path, folder / "in")
    made = Office(folder, NEW)
    yield made
    made.close()


def address_of(steps: Steps, name: str) -> str:
    """The page of a document, by its file."""
    steps.go(f"/kehoach/ledger?text={name}")
    found = steps.page.locator("tbody a").first.get_attribute("href")
    assert found is not None
    return found.partition("#")[0]


def test_1_drop_a_file_and_get_its_tasks(steps: Steps, office: Office) -> None:
    page = steps.page
    steps.go(f"/?today={DAY}")
    steps.drop("#files", [office.waiting])
    wait_for_reading(page)
    steps.click(page.locator("#progress a"), leaves=True)
    assert "Tệp mới: 1" in page.locator("main").inner_text()
    steps.click(page.locator('tbody a[href*="/kehoach/tasks"]').first, leaves=True)
    assert page.locator(".row").count() >= 5
    steps.done()


def test_2_find_her_tasks(steps: Steps) -> None:
    page = steps.page
    steps.go(f"/?today={DAY}")
    steps.click(page.get_by_role("navigation").get_by_role("link", name="Cơ quan", exact=True), leaves=True)
    steps.fill(page.get_by_label("Cơ quan", exact=True), "so noi vu")
    steps.click(page.get_by_role("button", name="Lọc"), leaves=True)
    steps.click(page.get_by_role("link", name=UNIT, exact=True).first, leaves=True)
    assert f"{UNIT} phải làm gì" in page.locator("h1").inner_text() and page.locator(".row").count() >= 3
    assert page.locator(".row .who").first.inner_text().find("Nội vụ") >= 0
    steps.done()


def test_3_mend_a_unit(steps: Steps, office: Office) -> None:
    page = steps.page
    steps.go(address_of(steps, PLAN))
    record = page.locator(".record.task").first
    name = record.get_attribute("id")
    steps.click(record.get_by_role("link", name="Sửa"), leaves=True)
    steps.fill(page.get_by_label("Cơ quan chủ trì"), "Sở Y tế; Sở Nội vụ")
    steps.click(page.locator(".mending").get_by_role("button", name="Lưu"), leaves=True)
    assert f"Đã sửa: {WHO}" in page.locator(f"#{name}").inner_text()
    assert corrections(office.kb).read()[-1].verdict == "mended"
    steps.done()


def test_4_mark_it_done(steps: Steps, office: Office) -> None:
    page = steps.page
    steps.go(f"/kehoach/tasks?due=late&today={DAY}")
    late = int(page.locator(".buckets .late strong").inner_text())
    assert late >= 5
    steps.choose(page.locator(".row select").first, "done")
    expect(page.locator(".row .saved").first).to_have_text("✓")
    assert follow_ups(office.kb).read()[-1].status == "done"
    page.reload()
    assert int(page.locator(".buckets .late strong").inner_text()) == late - 1
    steps.done()


def test_5_print_a_unit(steps: Steps) -> None:
    page = steps.page
    page.add_init_script("window.print = () => { document.documentElement.dataset.printed = 'yes'; }")
    steps.go(f"/kehoach/unit?unit=so+noi+vu&today={DAY}")
    steps.click(page.get_by_role("link", name="Bản in"), leaves=True)
    expect(page.locator("html")).to_have_attribute("data-printed", "yes")
    page.emulate_media(media="print")
    assert not page.locator("header").is_visible() and page.locator(".row").count() >= 3
    steps.done()


def test_6_send_it_to_her_head(steps: Steps, tmp_path: Path) -> None:
    page = steps.page
    steps.go(f"/kehoach/unit?unit=so+noi+vu&today={DAY}")
    with page.expect_download() as got:
        steps.click(page.get_by_role("link", name="Bảng Excel"))
    path = tmp_path / "theo-doi.xlsx"
    got.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.max_row > 3
    sheet.cell(2, heads.index("Trạng thái") + 1, "Đang thực hiện")
    book.save(path)
    steps.go("/")
    steps.drop("#sheet", [path])
    expect(page.locator("#sheet-told li")).to_have_count(1)
    steps.click(page.get_by_role("button", name="Ghi các dòng đã chọn"))
    expect(page.locator("#sheet-told")).to_contain_text("1 dòng đã ghi")
    steps.done()


def test_7_see_what_changed(steps: Steps, office: Office) -> None:
    page = steps.page
    changed = office.inbox / PLAN
    changed.write_text(changed.read_text("utf-8") + "\n- Sở Y tế báo cáo bổ sung trước ngày 15/7/2026.\n", "utf-8")  # fmt: skip
    steps.go("/")
    steps.drop("#files", [changed])
    wait_for_reading(page)
    steps.click(page.locator("#progress a"), leaves=True)
    assert "Tệp đã sửa: 1" in page.locator("main").inner_text()
    steps.done()


def test_8_compare_two_plans(steps: Steps) -> None:
    page = steps.page
    idents = [address_of(steps, name).rpartition("/")[2] for name in (PARENT, PLAN)]
    steps.go("/kehoach/compare")
    steps.fill(page.get_by_label("Văn bản trên"), idents[0])
    steps.fill(page.get_by_label("Văn bản dưới"), idents[1])
    steps.click(page.get_by_role("button", name="So sánh"), leaves=True)
    assert page.locator(".pairs tbody tr").count() >= 5
    with page.expect_download() as got:
        steps.click(page.get_by_role("link", name="Tệp Word"))
    assert got.value.suggested_filename.endswith(".docx")
    steps.done()


def test_9_find_the_sentence(steps: Steps) -> None:
    page = steps.page
    steps.go("/")
    steps.fill(page.locator("#q"), "chi so hanh phuc")
    steps.count += 1
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    steps.click(page.locator(".hits a").first, leaves=True)
    shown = " ".join(page.locator(".mark.found").all_inner_texts())
    assert re.search("chỉ số hạnh phúc", shown, re.IGNORECASE)
    expect(page.locator(".mark.found").first).to_be_in_viewport()
    steps.done()


def test_10_hand_over(steps: Steps) -> None:
    page = steps.page
    plan = address_of(steps, PLAN)
    steps.go(plan)
    with page.expect_download() as got:
        steps.click(page.get_by_role("link", name="Tóm tắt (Word)"))
    assert got.value.suggested_filename.endswith(".docx")
    steps.click(page.locator(".record.task").first.get_by_role("link", name="Sửa"), leaves=True)
    steps.fill(page.get_by_label("Ghi chú"), "bàn giao cho Phòng Tổng hợp")
    steps.click(page.locator('form[action="/kehoach/follow"]').get_by_role("button", name="Lưu"), leaves=True)
    page.go_back()
    page.reload()
    assert "bàn giao cho Phòng Tổng hợp" in page.locator("main").inner_text()
    steps.done()


def test_a_page_of_a_letter_is_shown_with_its_records_marked(steps: Steps) -> None:
    page = steps.page
    steps.go(f"{address_of(steps, 'signed-7432')}/page?page=1")
    assert page.locator(".scan image").count() == 1 and page.locator(".spot rect").count() >= 1
    assert "7432" in page.locator("h1").inner_text()


def test_a_unit_that_is_not_clear_is_mended_with_the_keyboard(steps: Steps, office: Office) -> None:
    page = steps.page
    before = len(corrections(office.kb).read())
    steps.go("/kehoach/review?kind=tasks")
    expect(page.locator(".doubt").first).to_be_focused()
    count = page.locator(".doubt").count()
    page.keyboard.press("d")
    expect(page.locator(".doubt")).to_have_count(count - 1)
    page.keyboard.press("m")
    page.wait_for_url("**/record/**")
    page.get_by_label("Cơ quan chủ trì").fill("Sở Tài chính")
    page.keyboard.press("Tab")
    form = page.locator(".mending")
    form.get_by_role("button", name="Lưu").focus()
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    assert [c.verdict for c in corrections(office.kb).read()[before:]] == ["right", "mended"]
