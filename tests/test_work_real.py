"""The ten things that an official wants, done in a browser with real plans and letters, each in at most five steps."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kehoach.knowledge.corrections import journal as corrections
from kehoach.knowledge.followup import journal as follow_ups
from tests.test_work import DAY, WHO, Office, Steps, browser, steps

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
    steps.hand_in(office.waiting, f"/?today={DAY}")
    assert "Tệp mới: 1" in page.locator("main").inner_text()
    steps.click(page.locator('tbody a[href*="/kehoach/tasks"]').first, leaves=True)
    assert page.locator(".row").count() >= 5
    steps.done()


def test_2_find_her_tasks(steps: Steps) -> None:
    page = steps.page
    steps.find_unit("so noi vu", UNIT)
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
    steps.print_unit("so+noi+vu")
    steps.done()


def test_6_send_it_to_her_head(steps: Steps, tmp_path: Path) -> None:
    filled = {"Trạng thái": "Đang thực hiện"}
    assert steps.send_sheet("so+noi+vu", tmp_path / "theo-doi.xlsx", filled) > 3
    steps.done()


def test_7_see_what_changed(steps: Steps, office: Office) -> None:
    changed = office.inbox / PLAN
    changed.write_text(changed.read_text("utf-8") + "\n- Sở Y tế báo cáo bổ sung trước ngày 15/7/2026.\n", "utf-8")  # fmt: skip
    steps.hand_in(changed)
    assert "Tệp đã sửa: 1" in steps.page.locator("main").inner_text()
    steps.done()


def test_8_compare_two_plans(steps: Steps) -> None:
    page = steps.page
    idents = [address_of(steps, name).rpartition("/")[2] for name in (PARENT, PLAN)]
    steps.go("/kehoach/compare")
    steps.fill(page.get_by_label("Văn bản trên"), idents[0])
    steps.fill(page.get_by_label("Văn bản dưới"), idents[1])
    steps.click(page.get_by_role("button", name="So sánh"), leaves=True)
    assert page.locator(".pairs tbody tr").count() >= 5
    assert steps.download("Tệp Word").suggested_filename.endswith(".docx")
    steps.done()


def test_9_find_the_sentence(steps: Steps) -> None:
    assert re.search("chỉ số hạnh phúc", steps.search("chi so hanh phuc"), re.IGNORECASE)
    expect(steps.page.locator(".mark.found").first).to_be_in_viewport()
    steps.done()


def test_10_hand_over(steps: Steps) -> None:
    page = steps.page
    plan = address_of(steps, PLAN)
    steps.go(plan)
    assert steps.download("Tóm tắt (Word)").suggested_filename.endswith(".docx")
    steps.click(page.locator(".record.task").first.get_by_role("link", name="Sửa"), leaves=True)
    assert "bàn giao cho Phòng Tổng hợp" in steps.save_note("bàn giao cho Phòng Tổng hợp")
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
