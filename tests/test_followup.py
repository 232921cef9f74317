"""How far tasks are: told on pages and in sheets, kept over rebuilds, reminded of."""

import email
import email.policy
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import lxml.html
import openpyxl
import pytest

import kehoach
from kehoach.errors import UsageError
from kehoach.exporting import reminder
from kehoach.exporting.sheets_back import read_back
from kehoach.knowledge import lists
from kehoach.knowledge.anchors import Anchor
from kehoach.knowledge.desk import open_desk
from kehoach.knowledge.followup import NAMES, FollowUp, journal, status_of
from kehoach.knowledge.journal import now
from tests.conftest import CORPUS
from tests.test_cli import run

TODAY = date(2026, 6, 1)
WHO = "Nguyễn Văn Mẫu"


@pytest.fixture()
def folder(corpus_folder: Path, tmp_path: Path) -> Path:
    """A knowledge base of the corpus to write in."""
    shutil.copytree(corpus_folder, tmp_path / "kb", symlinks=True)
    return tmp_path / "kb"


def task(folder: Path, number: int = 0) -> dict[str, object]:
    with closing(open_desk(folder)) as desk:
        return lists.tasks(desk, TODAY, {}).rows[number]


def follow(folder: Path, row: dict[str, object], status: str, note: str | None = None) -> None:
    anchor = Anchor(str(row["file"]), str(row["quote"]), int(str(row["start"])))
    journal(folder).append(FollowUp(anchor, status, WHO, now(), note))  # type: ignore[arg-type]


def total(folder: Path, **asked: str) -> int:
    with closing(open_desk(folder)) as desk:
        return lists.tasks(desk, TODAY, asked).total


# --- lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [{}, {"due": "late"}, {"due": "late,week,month"}, {"unit": "so y te"}, {"unit": "Sở Y tế", "role": "support"}, {"text": "bao cao"}, {"document": "118/KH"},
     {"place": "vinh giang"}, {"year": "2026"}, {"status": "open"}, {"month": "2026-06"}, {"within": "7"}],
)  # fmt: skip
def test_facets_count_what_filters_leave(folder: Path, asked: dict[str, str]) -> None:
    with closing(open_desk(folder)) as desk:
        listed = lists.tasks(desk, TODAY, asked)
        assert 0 < listed.total == sum(listed.facets["status"].values())
        if "due" in asked:
            assert listed.total == sum(
                listed.facets["bucket"].get(name, 0) for name in asked["due"].split(",")
            )
        for bucket, count in listed.facets["bucket"].items():
            if "within" not in asked and "month" not in asked:
                assert lists.tasks(desk, TODAY, {**asked, "due": bucket}).total == count


def test_pages_hold_every_task_once(folder: Path) -> None:
    with closing(open_desk(folder)) as desk:
        first = lists.tasks(desk, TODAY, {}, 7)
        pages = [lists.tasks(desk, TODAY, {"page": str(n)}, 7).rows for n in range(1, first.pages + 1)]
        seen = [(row["document"], row["id"]) for rows in pages for row in rows]
        assert len(seen) == len(set(seen)) == first.total
        assert lists.tasks(desk, TODAY, {"page": "999"}, 7).page == first.pages


def test_units_add_up_to_their_tasks(folder: Path) -> None:
    with closing(open_desk(folder)) as desk:
        for unit in lists.units(desk, TODAY, {}).rows:
            assert unit["leads"] == sum(unit[name] for name in lists.BUCKETS)
            assert unit["leads"] == lists.tasks(desk, TODAY, {"unit": unit["id"], "role": "lead"}).total


@pytest.mark.parametrize("asked", [{"due": "soon"}, {"status": "ready"}, {"page": "x"}, {"year": "26"}])
def test_filters_that_make_no_sense_are_refused(folder: Path, asked: dict[str, str]) -> None:
    with closing(open_desk(folder)) as desk, pytest.raises(UsageError):
        lists.tasks(desk, TODAY, asked)


# --- status -----------------------------------------------------------------------------------


def test_a_status_is_told_kept_and_closes_a_task(folder: Path) -> None:
    row = task(folder)
    assert row["bucket"] == "late"
    late = total(folder, due="late")
    follow(folder, row, "doing", "đang lấy ý kiến")
    assert total(folder, due="late") == late and total(folder, status="doing") == 1
    follow(folder, row, "done")
    assert total(folder, due="late") == late - 1 and total(folder, due="closed") == 1
    (folder / "manifest.json").unlink()
    (folder / "desk.sqlite").unlink()
    kehoach.build([CORPUS], folder)
    assert total(folder, status="done") == 1
    assert [change.status for change in journal(folder).read()] == ["doing", "done"]


@pytest.mark.parametrize(
    ("words", "code"),
    [("Hoàn thành", "done"), ("hoàn thành ", "done"), ("Under way", "doing"), ("not-ours", "not-ours")],
)
def test_statuses_by_name(words: str, code: str) -> None:
    assert status_of(words) == code
    with pytest.raises(UsageError):
        status_of("gần xong")


# --- sheets -----------------------------------------------------------------------------------


def filled(folder: Path, path: Path, language: str, changes: dict[int, dict[str, str]]) -> Path:
    """The exported sheet with some cells filled in, its rows turned round."""
    with kehoach.open(str(folder)) as kb:
        kehoach.export(kb, "xlsx", path, language=language)  # type: ignore[arg-type]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for row, cells in changes.items():
        for name, value in cells.items():
            rows[row - 1][rows[0].index(name)] = value
    book.remove(sheet)
    turned = book.create_sheet(sheet.title, 0)
    for values in [rows[0], *reversed(rows[1:])]:
        turned.append(values)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("language", "status", "note"), [("vi", "Trạng thái", "Ghi chú"), ("en", "Status", "Note")]
)
def test_a_sheet_goes_out_and_comes_back(
    folder: Path, tmp_path: Path, language: str, status: str, note: str
) -> None:
    path = filled(
        folder,
        tmp_path / "s.xlsx",
        language,
        {3: {status: NAMES[language]["done"], note: "báo cáo 12/BC"}, 5: {status: NAMES[language]["doing"]}},
    )
    shown = run("import", path, "--kb", folder, "--by", WHO, "--lang", language)
    assert "2 " in shown and total(folder, status="done") == 1 and total(folder, status="doing") == 1
    assert "báo cáo 12/BC" in [change.note for change in journal(folder).read()]
    assert "0 " in run("import", path, "--kb", folder, "--by", WHO)  # given back twice


def test_conflicts_are_shown_and_nothing_is_overwritten_unasked(folder: Path, tmp_path: Path) -> None:
    path = filled(
        folder, tmp_path / "s.xlsx", "vi", {2: {"Trạng thái": "Hoàn thành"}, 4: {"Trạng thái": "xong rồi"}}
    )
    with closing(open_desk(folder)) as desk:
        (change,) = read_back(path, desk).changes
    assert not change.conflict
    journal(folder).append(FollowUp(change.anchor, "doing", "Trần Thị Mẫu", now()))
    shown = run("import", path, "--kb", folder, "--by", WHO, status=1)
    assert "Trần Thị Mẫu" in shown and "xong rồi" in shown and total(folder, status="done") == 0
    shown = run("import", path, "--kb", folder, "--by", WHO, "--overwrite", status=1)
    assert total(folder, status="done") == 1


def test_rows_that_fit_no_task_are_told(folder: Path, tmp_path: Path) -> None:
    path = filled(
        folder,
        tmp_path / "s.xlsx",
        "vi",
        {2: {"Nội dung nhiệm vụ": "Một việc khác", "Mã": "x#k9", "Trạng thái": "Hoàn thành"}},
    )
    shown = run("import", path, "--kb", folder, "--dry-run", status=1)
    assert "Một việc khác" in shown and journal(folder).read() == []
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    run("import", tmp_path / "b.xlsx", "--kb", folder, "--by", WHO, status=2)


# --- reminders --------------------------------------------------------------------------------


def test_reminders_tell_the_same_in_every_form(folder: Path) -> None:
    with closing(open_desk(folder)) as desk:
        rows = reminder.due_tasks(desk, TODAY, 30)
        assert rows and all(row["falls"] <= "2026-07-01" for row in rows)
        assert len(rows) == total(folder, due="late,week,month")
    text = reminder.to_text(rows, TODAY, 30, "vi")
    page = lxml.html.fromstring(reminder.to_html(rows, TODAY, 30, "vi"))
    mail = email.message_from_bytes(
        reminder.to_eml(rows, TODAY, 30, "vi", "a@example.vn"), policy=email.policy.default
    )
    assert mail["To"] == "a@example.vn" and "quá hạn" in mail["Subject"]
    plain = mail.get_body(("plain",))
    assert plain is not None and plain.get_content().replace("\r\n", "\n").rstrip() == text.rstrip()
    for row in rows:
        assert row["sentence"][:60] in text and row["sentence"][:60] in page.text_content()


def test_a_reminder_without_tasks_and_of_one_unit(folder: Path) -> None:
    assert "Không có nhiệm vụ nào" in run("due", "--kb", folder, "--today", "2020-01-01")
    shown = run(
        "due", "--kb", folder, "--days", "365", "--unit", "so y te", "--today", "2026-06-01", "--lang", "en"
    )
    assert "Sở Y tế" in shown and "Sở Xây dựng (" not in shown
    run("due", "--kb", folder, "--today", "1/6", status=2)


# --- the desk ---------------------------------------------------------------------------------


def rows_of(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(open_desk(folder)) as desk:
        names = [
            row[0]
            for row in desk.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'task_search%' AND name <> 'made'"
            )
        ]
        made = {
            name: sorted(map(tuple, desk.execute(f"SELECT * FROM {name}")), key=repr)
            for name in names
            if name not in ("documents", "task_units")
        }
        made["documents"] = sorted(
            map(tuple, desk.execute("SELECT id, name, tasks, targets, doubts, grave, words FROM documents")),
            key=repr,
        )
        made["task_units"] = sorted(
            map(
                tuple,
                desk.execute(
                    "SELECT t.document, t.id, x.role, x.unit FROM task_units x JOIN tasks t ON t.rowid = x.task"
                ),
            )
        )
        made["search"] = sorted(
            map(
                tuple,
                desk.execute(
                    'SELECT document, id FROM tasks WHERE rowid IN (SELECT rowid FROM task_search WHERE task_search MATCH \'"bao"* "cao"*\')'
                ),
            )
        )
    return made


def test_a_desk_brought_up_to_date_is_as_one_made_anew(folder: Path, tmp_path: Path) -> None:
    """Files that come, go and change, and a correction: only their rows are made again, and nothing else differs."""
    given = tmp_path / "in"
    shutil.copytree(CORPUS, given)
    kehoach.build([given], folder)
    before = rows_of(folder)
    (given / "06-ke-hoach-so-giao-duc.txt").unlink()
    changed = given / "12-cong-van-don-doc.txt"
    changed.write_text(
        changed.read_text("utf-8") + "\n- Sở Y tế báo cáo thêm trước ngày 15/7/2026.\n", "utf-8"
    )
    shutil.copy(CORPUS / "16-ke-hoach-so-xay-dung.txt", given / "new.txt")
    kehoach.build([given], folder)
    brought = rows_of(folder)
    (folder / "desk.sqlite").unlink()
    assert brought == rows_of(folder) != before
    assert brought["search"]


def test_a_damaged_desk_is_made_anew(folder: Path) -> None:
    before = rows_of(folder)
    (folder / "desk.sqlite").write_bytes(b"no database")
    assert rows_of(folder) == before
