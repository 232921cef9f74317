"""Builds that follow builds: what is brought up to date by difference holds the same as what is made from nothing."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

import kehoach
from kehoach import locks
from kehoach.errors import UsageError
from kehoach.knowledge import generations, tables
from kehoach.knowledge.check import checks, run_checks
from kehoach.knowledge.corrections import anchor_for, correction, journal, say, values_of
from kehoach.knowledge.generations import Generations
from kehoach.knowledge.records import Findings
from kehoach.knowledge.store import Store
from kehoach.running import Report, begin, one
from tests.benchmarks import faults
from tests.conftest import CORPUS, ROOT
from tests.contents import contents, differences
from tests.making import HEAD, TAIL

TITLES = (
    "Phát triển chợ nông thôn trên địa bàn tỉnh Vĩnh Giang năm 2026",
    "Trồng cây xanh ven đường trên địa bàn tỉnh Vĩnh Giang giai đoạn 2026 - 2030",
    "Dạy nghề cho lao động trẻ ở các xã vùng cao của tỉnh Vĩnh Giang năm 2026",
)
NUMBERS = ("118", "119", "45")
LINES = [
    f"- Giao Sở {who} chủ trì làm việc thứ {n} ở xã số {n}, hoàn thành trước ngày {n % 28 + 1}/9/2026, báo cáo bằng văn bản."
    for n, who in enumerate(("Y tế", "Nội vụ", "Tài chính", "Xây dựng") * 18)
]


def text(number: str, title: str, body: list[str], day: int = 18) -> str:
    """A plan of one province under a number, perhaps blank."""
    head = HEAD.format(title=title, opening="").replace("118/KH", f"{number}/KH").replace("ngày 18", f"ngày {day}")  # fmt: skip
    return head + "I. NỘI DUNG\n\n" + "\n\n".join(body) + TAIL


def cited(chance: random.Random, verb: str) -> str:
    """A sentence that cites one of the plans, now and then under the number of another."""
    subject = chance.randrange(3)
    number, title = NUMBERS[subject if chance.random() < 0.8 else chance.randrange(3)], TITLES[subject]
    return (
        f"{verb} Kế hoạch số {number}/KH-UBND ngày 18/4/2026 của UBND tỉnh về {title[0].lower()}{title[1:]}."
    )


def drawn(chance: random.Random) -> str:
    """A plan that has something to do with others: a copy, a draft without number, one that cites, replaces, clashes."""
    subject, twin = chance.randrange(3), chance.randrange(2)
    number = chance.choice((NUMBERS[subject], NUMBERS[subject], str(chance.randint(200, 250)), "    "))
    lines = LINES[24 * subject + 12 * twin :][: chance.choice((12, 12, 9))]
    verbs = chance.sample(("Thực hiện", "Kế hoạch này thay thế", "Căn cứ", "Bãi bỏ"), chance.randint(0, 2))
    lines += [cited(chance, verb) for verb in verbs]
    lines.append(
        f"- Tỷ lệ tiêm chủng đầy đủ cho trẻ em dưới 1 tuổi đạt {chance.choice((90, 95))}% vào năm 2026."
    )
    return text(number, TITLES[subject], lines, chance.choice((18, 18, 18, 19)))


def change(chance: random.Random, folder: Path) -> str:
    """Adds, changes, renames or removes one file; says what."""
    there = sorted(folder.iterdir())
    what = chance.choice(("add", "add", "change", "remove", "rename", "twin")) if len(there) > 1 else "add"
    name = f"{chance.randint(0, 30):02}.txt"
    if what == "add":
        (folder / name).write_text(drawn(chance), "utf-8")
    elif what == "change":
        chance.choice(there).write_text(drawn(chance), "utf-8")
    elif what == "remove":
        chance.choice(there).unlink()
    elif what == "rename":
        chance.choice(there).rename(folder / name)
    else:
        (folder / name).write_bytes(chance.choice(there).read_bytes())
    return f"{what} {name}"


@pytest.mark.parametrize("seed", range(6))
def test_by_difference_is_as_from_nothing(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[Report.__module__], "_MOSTLY_NEW", 1.0)
    chance, folder = random.Random(seed), tmp_path / "in"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n:02}.txt").write_text(drawn(chance), "utf-8")
    kehoach.build([folder], tmp_path / "kb", names="rules")
    steps = []
    for n in range(12):
        steps.append([change(chance, folder) for _ in range(chance.choice((1, 1, 1, 3)))])
        kehoach.build([folder], tmp_path / "kb", names="rules")
        kehoach.build([folder], tmp_path / f"fresh-{n}", names="rules")
        assert differences(tmp_path / "kb", tmp_path / f"fresh-{n}") == [], steps


def test_the_drawn_plans_are_linked(tmp_path: Path) -> None:
    """The test above would prove nothing over documents that have nothing to do with each other."""
    chance, folder = random.Random(1), tmp_path / "in"
    folder.mkdir()
    for n in range(20):
        (folder / f"{n:02}.txt").write_text(drawn(chance), "utf-8")
    kehoach.build([folder], tmp_path / "kb", names="rules")
    with kehoach.open(str(tmp_path / "kb")) as kb:
        told = {
            name: kb.database.execute(f"SELECT count(*) FROM {where}").fetchone()[0]
            for name, where in {
                "identity": "documents WHERE identity_symbol IS NOT NULL",
                "copy": "documents WHERE copy_of IS NOT NULL",
                "replaced": "documents WHERE replaced_by IS NOT NULL",
                "resolved": "citations WHERE status = 'resolved'",
                "ambiguous": "citations WHERE status = 'ambiguous'",
            }.items()
        }
    assert all(told.values()), told


# --- faults -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> faults.Ground:
    return faults.Ground(tmp_path_factory.mktemp("ground"), 2)


@pytest.mark.parametrize("stage", [stage for stage in faults.STAGES if stage != "ocr"])
def test_a_kill_loses_nothing(stage: str, ground: faults.Ground, tmp_path: Path) -> None:
    """One of each stage; ``tests/benchmarks/faults.py`` does two hundred, in the recognition of scans too."""
    told = faults.trial(random.Random(stage), stage, ground, tmp_path)
    bad = {name: count for name, count in told.items() if "error" in name}
    assert (told["readings"] or told["before the first"]) and not bad
    assert {what: told[what] for what in faults.LOST} == dict.fromkeys(faults.LOST, 0)


def test_what_a_killed_build_had_read_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    folder = three(tmp_path)
    seen: list[str] = []
    attempt = one.attempt

    def watched(path: str, *rest: object) -> one.Outcome:
        seen.append(Path(path).name)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return attempt(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("kehoach.running.guard.attempt", watched)
    with pytest.raises(KeyboardInterrupt):
        kehoach.build([folder], tmp_path / "kb", names="rules")
    kehoach.build([folder], tmp_path / "kb", names="rules")
    assert seen == ["a.txt", "b.txt", "c.txt", "c.txt"]
    kehoach.build([folder], tmp_path / "fresh", names="rules")
    assert differences(tmp_path / "kb", tmp_path / "fresh") == [] and faults.strays(tmp_path / "kb") == []


def three(tmp_path: Path) -> Path:
    """A folder of three plans, two of which claim one id."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, number, title in (("a", "118", 0), ("b", "118", 1), ("c", "119", 2)):
        (folder / f"{name}.txt").write_text(text(number, TITLES[title], LINES[title * 5 :][:9]), "utf-8")
    return folder


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    folder, process = three(tmp_path), one.process

    def meddled(path: str, *rest: object) -> object:
        with open(path, "a", encoding="utf-8") as file:
            file.write("\nThêm.\n")
        return process(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(one, "process", meddled)
    report = kehoach.build([folder], tmp_path / "kb", names="rules")
    assert {e.reason for e in report.failed} == {"The file was changed while it was being read."}
    monkeypatch.setattr(one, "process", process)
    assert not kehoach.build([folder], tmp_path / "kb", names="rules").failed


def test_a_file_that_is_taken_away_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    folder, process = three(tmp_path), one.process

    def meddled(path: str, *rest: object) -> object:
        Path(path).unlink()
        return process(path, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(one, "process", meddled)
        report = kehoach.build([folder], tmp_path / "kb", names="rules")
    assert len(report.failed) == 3 and all(e.reason and e.hint for e in report.failed)
    (folder / "d.txt").write_text(text("120", TITLES[0], LINES[:3]), "utf-8")
    assert not kehoach.build([folder], tmp_path / "kb", names="rules").failed
    kehoach.build([folder], tmp_path / "fresh", names="rules")
    assert differences(tmp_path / "kb", tmp_path / "fresh") == []


def test_a_clock_that_jumps_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of the future and of the past, and a day that goes back between two builds: content alone tells what changed."""
    folder, out = three(tmp_path), tmp_path / "kb"
    for path, when in zip(sorted(folder.iterdir()), (0, 1_000_000_000, 4_000_000_000), strict=True):
        os.utime(path, (when, when))
    kehoach.build([folder], out, names="rules")
    monkeypatch.setattr(time, "time", lambda: 86_400.0)
    monkeypatch.setattr(time, "strftime", lambda *_: "1970-01-02T00:00:00+0000")
    path = folder / "b.txt"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"/9/2026", b"/8/2026"))  # as long as it was, and as old
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kehoach.build([folder], out, names="rules").reread == 1
    os.utime(path)
    assert kehoach.build([folder], out, names="rules").reread == 0
    kehoach.build([folder], tmp_path / "fresh", names="rules")
    assert differences(out, tmp_path / "fresh") == [] and faults.strays(out) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only the superuser can become another")
def test_without_rights_nothing_is_lost() -> None:
    """As another user: a folder that may not be written stays as it was, a file that may not be read costs itself alone."""
    with tempfile.TemporaryDirectory() as top:
        os.chmod(top, 0o755)
        folder, out = three(Path(top)), Path(top) / "kb"
        kehoach.build([folder], out, names="rules")
        before = contents(out)
        (folder / "a.txt").chmod(0o000)
        (Path(top) / "theirs").mkdir()
        os.chown(Path(top) / "theirs", 65534, -1)
        os.seteuid(65534)
        try:
            with pytest.raises(UsageError, match="failed") as caught:
                kehoach.build([folder], out, names="rules")
            with kehoach.open(str(out)) as kb:
                assert len(kb.ids()) == 3
            report = kehoach.build([folder], Path(top) / "theirs", names="rules")
        finally:
            os.seteuid(0)
        assert "rights" in str(caught.value.hint)
        assert [e.path for e in report.failed] == ["in/a.txt"] and report.counts["documents"] == 2
        assert contents(out) == before and faults.strays(out) == []


def test_a_full_disk_leaves_the_base_as_it_was(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.name != "posix" or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", disk], capture_output=True).returncode:  # fmt: skip
        pytest.skip("no small disk can be mounted here")
    try:
        folder = three(tmp_path)
        kehoach.build([folder], disk / "kb", names="rules")
        before = {p.name: p.read_bytes() for p in (disk / "kb" / "documents").iterdir()}
        (folder / "d.txt").write_text("\n\n".join([text("120", TITLES[0], LINES)] + LINES * 60), "utf-8")
        with pytest.raises(UsageError, match="disk is full"):
            kehoach.build([folder], disk / "kb", names="rules")
        assert {p.name: p.read_bytes() for p in (disk / "kb" / "documents").iterdir()} == before
        assert faults.strays(disk / "kb") == []
        with kehoach.open(str(disk / "kb")) as kb:
            assert len(kb.query("documents")) == 3
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_second_build_waits_for_the_first(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder, out = three(tmp_path), tmp_path / "kb"
    begun, go_on = threading.Event(), threading.Event()

    def slow(step: object) -> None:
        begun.set()
        go_on.wait(20)

    first = threading.Thread(
        target=lambda: kehoach.build([folder], out, progress=slow, names="rules"), daemon=True
    )
    first.start()
    assert begun.wait(20)
    second = threading.Thread(target=lambda: kehoach.build([folder], out, names="rules"), daemon=True)
    second.start()
    second.join(0.3)
    assert second.is_alive() and "Another build" in caplog.text and str(os.getpid()) in caplog.text
    go_on.set()
    first.join(20)
    second.join(20)
    kehoach.build([folder], tmp_path / "fresh", names="rules")
    assert differences(out, tmp_path / "fresh") == [] and faults.strays(out) == []


# --- generations ------------------------------------------------------------------------------


def test_an_open_base_answers_from_one_build(tmp_path: Path) -> None:
    folder, out = three(tmp_path), tmp_path / "kb"
    kehoach.build([folder], out, names="rules")
    kb = kehoach.open(str(out))
    (folder / "a.txt").unlink()
    (folder / "b.txt").write_text(text("300", TITLES[0], LINES[:3]), "utf-8")
    kehoach.build([folder], out, names="rules")
    assert {row["id"] for row in kb.query("documents")} == set(kb.ids()) and len(kb.ids()) == 3
    assert all(kb.document(ident).id == ident for ident in kb.ids())
    kb.close()
    assert faults.strays(out) == []  # the last reader of a build takes it away
    with kehoach.open(str(out)) as now:
        assert len(now.ids()) == 2


def test_lists_are_those_of_the_build_that_is_read(tmp_path: Path) -> None:
    """Threads of a server open documents and lists while builds follow each other: they never are of two builds."""
    folder, out, stop = three(tmp_path), tmp_path / "kb", threading.Event()
    kehoach.build([folder], out, names="rules")
    wrong: list[object] = []
    counted: list[int] = []

    def read() -> None:
        while not stop.is_set():
            try:
                with kehoach.open(str(out)) as kb, closing(kb.desk()) as desk:
                    listed = {row[0] for row in desk.execute("SELECT id FROM documents")}
                    if listed != set(kb.ids()):
                        wrong.append((listed, kb.ids()))
                counted.append(1)
            except Exception as error:
                wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for number in range(8):
            (folder / f"x{number}.txt").write_text(text(str(300 + number), TITLES[0], LINES[:3]), "utf-8")
            kehoach.build([folder], out, names="rules")
    finally:  # else a build that fails leaves the readers, and with them the whole run, going for ever
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == [] and len(counted) > 8
    assert [name for name in faults.strays(out) if name != "desk.sqlite"] == []


@pytest.mark.parametrize("moment", ["listed", "locked"])
def test_a_build_goes_on_when_a_reader_removes_its_generation_first(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last reader of a generation may take it away between any two steps of a build that removes it too."""
    folder, out = three(tmp_path), tmp_path / "kb"
    kehoach.build([folder], out, names="rules")
    old = out / ".generations" / "of-a-reader"
    old.mkdir()

    def listed(path: Path) -> Iterator[Path]:
        found = list(iterdir(path))
        if path == old.parent:
            old.rmdir()
        return iter(found)

    def locked(path: Path) -> locks.Held | None:
        held = try_hold(path)
        path.rmdir()
        return held

    iterdir, try_hold = Path.iterdir, locks.try_hold
    if moment == "listed":
        monkeypatch.setattr(Path, "iterdir", listed)
    else:
        monkeypatch.setattr(generations, "try_hold", locked)
    with Generations(out).building():
        assert not old.exists()


def test_a_correction_does_not_hide_what_a_build_changed(tmp_path: Path) -> None:
    """Lists of two builds ago are not taken for those of the build before a correction."""
    folder, out = three(tmp_path), tmp_path / "kb"
    kehoach.build([folder], out, names="rules")
    with kehoach.open(str(out)) as kb, closing(kb.desk()) as desk:
        assert not desk.execute("SELECT 1 FROM tasks WHERE quote LIKE '%việc thứ 40 %'").fetchall()
        corrected = next(
            kb.document(ident) for ident in kb.ids() if kb.document(ident).meta.symbol == "119/KH-UBND"
        )
    (folder / "a.txt").write_text(text("118", TITLES[0], LINES[40:44]), "utf-8")
    kehoach.build([folder], out, names="rules")
    task = corrected.tasks[0]
    said = correction("tasks", "right", anchor_for(corrected, "tasks", task.id), "Người thử", values_of(task))
    say(out, said, corrected.id)
    with kehoach.open(str(out)) as kb, closing(kb.desk()) as desk:
        assert desk.execute("SELECT 1 FROM tasks WHERE quote LIKE '%việc thứ 40 %'").fetchall()


def test_a_correction_that_is_taken_back_leaves_nothing_behind(tmp_path: Path) -> None:
    folder, out = three(tmp_path), tmp_path / "kb"
    kehoach.build([folder], out, names="rules")
    with kehoach.open(str(out)) as kb:
        document = next(kb.document(ident) for ident in kb.ids() if kb.document(ident).tasks)
    task = document.tasks[0]
    for verdict in ("wrong", "withdrawn"):
        said = correction(
            "tasks", verdict, anchor_for(document, "tasks", task.id), "Người thử", values_of(task)
        )
        say(out, said, document.id)
    kehoach.build([folder], out, names="rules")
    (tmp_path / "fresh").mkdir()
    shutil.copy(out / "corrections.jsonl", tmp_path / "fresh")
    kehoach.build([folder], tmp_path / "fresh", names="rules")
    assert differences(out, tmp_path / "fresh") == [] and faults.strays(out) == []
    assert kehoach.build([folder], out, names="rules").reread == 0


def test_a_correction_taken_back_through_another_document_loses_no_extraction(tmp_path: Path) -> None:
    """The page was opened before a build gave the id to another file: what is said concerns the file of the page."""
    folder, out = three(tmp_path), tmp_path / "kb"
    kehoach.build([folder], out, names="rules")
    with kehoach.open(str(out)) as kb:
        first, second = [kb.document(ident) for ident in kb.ids() if kb.document(ident).tasks][:2]
    task = first.tasks[0]
    anchor, values = anchor_for(first, "tasks", task.id), values_of(task)
    say(out, correction("tasks", "right", anchor, "Người thử", values), first.id)
    kehoach.build([folder], out, names="rules")
    say(out, correction("tasks", "withdrawn", anchor, "Người thử", values), second.id)
    kehoach.build([folder], out, names="rules")
    with kehoach.open(str(out)) as kb:
        assert kb.document(first.id).reviews == [] and faults.strays(out) == []


def test_an_extraction_that_somebody_deleted_is_read_again(tmp_path: Path) -> None:
    folder, out = three(tmp_path), tmp_path / "kb"
    kehoach.build([folder], out, names="rules")
    with kehoach.open(str(out)) as kb:
        document = next(kb.document(ident) for ident in kb.ids() if kb.document(ident).tasks)
    task = document.tasks[0]
    anchor, values = anchor_for(document, "tasks", task.id), values_of(task)
    say(out, correction("tasks", "wrong", anchor, "Người thử", values), document.id)
    kehoach.build([folder], out, names="rules")
    shutil.rmtree(out / "extracted")
    journal(out).append(correction("tasks", "right", anchor, "Người thử", values))
    kehoach.build([folder], out, names="rules")
    with kehoach.open(str(out)) as kb:
        assert [review.verdict for review in kb.document(document.id).reviews] == ["right"]
        assert kb.document(document.id).tasks[0].quote == task.quote


def test_what_a_kill_left_aside_is_removed(tmp_path: Path) -> None:
    folder, out = three(tmp_path), tmp_path / "kb"
    kehoach.build([folder], out, names="rules")
    (out / "extracted").mkdir()
    for path in (out / ".run.json.1.part", out / "extracted" / ".x.json.1.part"):
        path.write_text("{")
    kehoach.build([folder], out, names="rules")
    assert not list(out.glob(".*.part")) and not list((out / "extracted").iterdir())


def test_a_change_is_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "kb"
    kehoach.build([three(tmp_path)], out, names="rules")
    store = Store(out)
    ident = store.ids()[0]
    for fails in (True, False):
        try:
            with store.changing() as draft:
                document = draft.read(ident)
                document.meta.signer = "Trần Thị Mẫu"
                draft.write(document)
                tables.replace_records(draft.database, document)
                if fails:
                    raise RuntimeError
        except RuntimeError:
            pass
        with kehoach.open(str(out)) as kb:
            row = kb.database.execute("SELECT signer FROM documents WHERE id = ?", (ident,)).fetchone()
            assert (
                (row[0] == "Trần Thị Mẫu") is (kb.document(ident).meta.signer == "Trần Thị Mẫu") is not fails
            )
        assert faults.strays(out) == []
    store.close()


def test_an_empty_base_can_be_begun(tmp_path: Path) -> None:
    begin(tmp_path / "kb")
    with kehoach.open(str(tmp_path / "kb")) as kb:
        assert kb.ids() == kb.query("documents") == kb.check() == []
    kehoach.build([three(tmp_path)], tmp_path / "kb", names="rules")
    begin(tmp_path / "kb")
    with kehoach.open(str(tmp_path / "kb")) as kb:
        assert len(kb.ids()) == 3


def test_where_links_are_not_allowed_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    def refused(*_: object, **__: object) -> None:
        raise OSError("no links here")

    folder = three(tmp_path)
    kehoach.build([folder], tmp_path / "fresh", names="rules")
    monkeypatch.setattr(Path, "symlink_to", refused)
    monkeypatch.setattr(os, "link", refused)
    kehoach.build([folder], tmp_path / "kb", names="rules")
    (folder / "x.txt").write_text(text("301", TITLES[0], LINES[:3]), "utf-8")
    kehoach.build([folder], tmp_path / "kb", names="rules")
    (folder / "x.txt").unlink()
    kehoach.build([folder], tmp_path / "kb", names="rules")
    assert not (tmp_path / "kb" / "documents").is_symlink()
    assert differences(tmp_path / "kb", tmp_path / "fresh") == []
    with kehoach.open(str(tmp_path / "kb")) as kb:
        assert len(kb.query("documents")) == 3


def test_moved_files_are_not_read_again(tmp_path: Path) -> None:
    folder = three(tmp_path)
    kehoach.build([folder], tmp_path / "kb", names="rules")
    (folder / "a.txt").rename(folder / "z.txt")
    assert kehoach.build([folder], tmp_path / "kb", names="rules").reread == 0
    kehoach.build([folder], tmp_path / "fresh", names="rules")
    assert differences(tmp_path / "kb", tmp_path / "fresh") == []


# --- older and newer ones ---------------------------------------------------------------------


def of_layout_1(made: Path, out: Path) -> None:
    """A knowledge base as version 0.1.0 wrote it."""
    (out / "documents").mkdir(parents=True)
    database = sqlite3.connect(out / "kb.sqlite")
    database.executescript((ROOT / "tests" / "layouts" / "1.sql").read_text("utf-8"))
    store = Store(made)
    for ident in store.ids():
        document = store.read(ident)
        database.execute("INSERT INTO documents (id, text) VALUES (?, ?)", (ident, document.text))
        data = msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"
        (out / "documents" / f"{ident}.json").write_bytes(data)
    database.commit()
    database.close()
    for name in ("manifest.json", "findings.json"):
        shutil.copyfile(made / name, out / name)
    store.close()


def _of_layout(number: int, made: Path, out: Path, functions: Callable[[sqlite3.Connection], None]) -> None:
    """A knowledge base whose database has the tables of an older layout, which ask for some functions."""
    shutil.copytree(made, out, symlinks=True, ignore=shutil.ignore_patterns("desk.sqlite*"))
    place = Generations(out).current()
    assert place
    (place / "kb.sqlite").rename(out / "new.sqlite")
    database = sqlite3.connect(place / "kb.sqlite")
    functions(database)
    database.executescript((ROOT / "tests" / "layouts" / f"{number}.sql").read_text("utf-8"))
    database.execute("ATTACH ? AS new", (str(out / "new.sqlite"),))
    database.execute("INSERT INTO documents (id) SELECT id FROM new.documents")
    database.execute("INSERT INTO state SELECT * FROM new.state")
    database.commit()
    database.close()
    (out / "new.sqlite").unlink()


def of_layout_2(made: Path, out: Path) -> None:
    """A knowledge base whose database holds packed texts and the ids of documents in each row."""

    def unpack(database: sqlite3.Connection) -> None:
        database.create_function("unpack", 1, lambda packed: packed, deterministic=True)

    _of_layout(2, made, out, unpack)


def of_layout_3(made: Path, out: Path) -> None:
    """A knowledge base whose database holds all words of records beside their quotes."""
    _of_layout(3, made, out, tables.functions)


OLDER = {1: of_layout_1, 2: of_layout_2, 3: of_layout_3}


@pytest.mark.parametrize("layout", OLDER)
def test_an_older_base_is_brought_up(layout: int, corpus_folder: Path, tmp_path: Path) -> None:
    make = OLDER[layout]
    make(corpus_folder, tmp_path / "opened")
    with kehoach.open(str(tmp_path / "opened")) as kb:
        assert kb.search("bac si") and kb.check()
    lacks = ["state"] if layout == 1 else []  # which the next build writes
    assert differences(tmp_path / "opened", corpus_folder) == lacks
    make(corpus_folder, tmp_path / "built")
    assert kehoach.build([CORPUS], tmp_path / "built").reread == 0
    assert differences(tmp_path / "built", corpus_folder) == [] and faults.strays(tmp_path / "built") == []
    assert set(range(1, tables.LAYOUT)) == set(OLDER), "a layout without a test"


def test_a_newer_base_is_refused(tmp_path: Path) -> None:
    folder = three(tmp_path)
    kehoach.build([folder], tmp_path / "kb", names="rules")
    place = Generations(tmp_path / "kb").current()
    assert place
    with sqlite3.connect(place / "kb.sqlite") as database:
        database.execute(f"PRAGMA user_version = {tables.LAYOUT + 1}")
    for call in (
        lambda: kehoach.open(str(tmp_path / "kb")),
        lambda: kehoach.build([folder], tmp_path / "kb"),
    ):
        with pytest.raises(UsageError, match="newer kehoach"):
            call()


# --- checks -----------------------------------------------------------------------------------


def test_checks_of_one_document_find_the_same_in_each_alone(corpus_folder: Path) -> None:
    with kehoach.open(str(corpus_folder)) as kb:
        alone = {check.id for check in checks() if check.alone}
        whole = run_checks(kb.database)
        each = [run_checks(kb.database, before=Findings([]), changed={ident}).findings for ident in kb.ids()]
    told = [[(f.id, f.message_en) for f in found if f.check in alone] for found in (*each, whole.findings)]
    assert sorted(told.pop()) == sorted(pair for found in told for pair in found)
    assert len(alone) >= 15 and len(alone) < len(checks())
