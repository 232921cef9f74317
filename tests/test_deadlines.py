"""Times and deadlines: tables of cases."""

import pytest

from kehoach import rules
from kehoach.extraction import extract
from kehoach.language import mark
from kehoach.language.dates import Frame, resolve
from kehoach.parsing import parse
from kehoach.reading import read_bytes
from tests.making import TAIL, plan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trước 15/3/2026", (None, "2026-03-15", None, None)),
        ("Trong Quý I/2026", ("2026-01-01", "2026-03-31", None, None)),
        ("Trong tháng 2/2028", ("2028-02-01", "2028-02-29", None, None)),
        ("Quý III, IV/2026", ("2026-07-01", "2026-12-31", None, None)),
        ("từ tháng 5 đến tháng 10/2026", ("2026-05-01", "2026-10-31", None, None)),
        ("Quý IV/2025- Quý II/2026", ("2025-10-01", "2026-06-30", None, None)),
        ("Từ 01/7/2025", ("2025-07-01", None, None, None)),
        ("6 tháng cuối năm 2026", ("2026-07-01", "2026-12-31", None, None)),
        ("đến hết năm 2030", (None, "2030-12-31", None, None)),
        ("Giai đoạn 2027 – 2028", ("2027-01-01", "2028-12-31", None, None)),
        ("trước ngày 30/11 hằng năm", (None, "--11-30", "yearly", None)),
        ("trước ngày 20 hằng tháng", (None, "---20", "monthly", None)),
        ("định kỳ hằng quý", (None, None, "quarterly", None)),
        ("Thường xuyên", (None, None, "continuous", None)),
        ("từ nay đến năm 2030", ("2026-04-18", "2030-12-31", None, None)),
        ("Năm 2025 và các năm tiếp theo", ("2025-01-01", None, None, None)),
        ("từ ngày 01/6/2026 đến ngày 30/9/2026", ("2026-06-01", "2026-09-30", None, None)),
        ("trước tháng 5/2026", (None, "2026-04-30", None, None)),
        ("Sau khi Trung ương ban hành", (None, None, None, "Sau khi Trung ương ban hành")),
    ],
)
def test_times(text: str, expected: tuple[str | None, str | None, str | None, str | None]) -> None:
    (time,) = mark(text).all("time")
    when = resolve(time.value, Frame(2026, "2026-04-18"))
    assert when is not None
    assert (when.start, when.end, when.recurrence, when.condition) == expected


def due_in(sentence: str) -> list[tuple[str, str | None, str | None]]:
    document = plan(f"VI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {sentence}")
    return [(d.quote, d.end, d.recurrence) for d in document.deadlines]


def test_deadlines_in_running_text() -> None:
    assert due_in("Báo cáo kết quả trước ngày 10/12 hằng năm.") == [
        ("trước ngày 10/12 hằng năm", "--12-10", "yearly")
    ]
    assert due_in("Định kỳ hằng quý báo cáo UBND tỉnh.") == [("Định kỳ hằng quý", None, "quarterly")]
    assert due_in("Trình trong Quý IV/2026.") == [("trong Quý IV/2026", "2026-12-31", None)]
    assert due_in("Lấy mẫu vào tháng 4 và tháng 8 năm 2026.") == [
        ("vào tháng 4", "2026-04-30", None),
        ("tháng 8 năm 2026", "2026-08-31", None),
    ]
    assert due_in("Hoàn thành chậm nhất trong ngày 25/7/2026.")[0][1] == "2026-07-25"
    assert due_in("Báo cáo kết quả thực hiện hằng năm.") == [("hằng năm", None, "yearly")]
    assert due_in("Thời gian kiểm tra: Ngày 31 tháng 3 năm 2026.") == [
        ("Ngày 31 tháng 3 năm 2026", "2026-03-31", None)
    ]
    assert due_in("Quan trắc từ tháng 3 đến tháng 11 hằng năm.") == [
        ("từ tháng 3 đến tháng 11 hằng năm", "--11-30", "yearly")
    ]
    assert due_in("Thời gian kiểm tra: tháng 10 và tháng 11/2026.") == [
        ("tháng 10 và tháng 11/2026", "2026-11-30", None)
    ]
    assert due_in("Chi trả gộp 02 tháng lương hưu (tháng 5/2026, tháng 6 và tháng 7/2026) vào kỳ sau.") == []
    assert due_in("Kiểm tra trong quý II và quý IV năm 2026.") == [
        ("trong quý II", "2026-06-30", None),
        ("quý IV năm 2026", "2026-12-31", None),
    ]
    assert due_in("Tổ chức tập huấn cho cán bộ y tế cơ sở hằng năm.") == [("hằng năm", None, "yearly")]
    assert due_in("Báo cáo 06 tháng (trước ngày 20/6 hằng năm).")[0] == (
        "trước ngày 20/6 hằng năm",
        "--06-20",
        "yearly",
    )
    assert due_in("Khánh thành trạm y tế vào ngày 19/12/2026.") == [
        ("vào ngày 19/12/2026", "2026-12-19", None)
    ]
    assert due_in("Tổng kết vào tháng 10 năm 2026.") == [("vào tháng 10 năm 2026", "2026-10-31", None)]


def test_stretches_that_share_month_or_year_or_begin_now() -> None:
    def stretch(sentence: str) -> list[tuple[str | None, str | None]]:
        document = plan(f"VI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {sentence}")
        return [(d.start, d.end) for d in document.deadlines]

    assert stretch("Kiểm tra từ ngày 08 đến ngày 10 tháng 12 năm 2026.") == [("2026-12-08", "2026-12-10")]
    assert stretch("Kiểm tra từ ngày 15/5 đến ngày 30/9/2026.") == [("2026-05-15", "2026-09-30")]
    assert stretch("Thi đua từ tháng 10 năm 2026 đến hết tháng 3 năm 2027.") == [("2026-10-01", "2027-03-31")]
    assert stretch("Từ nay đến hết ngày 31/10/2026, rà soát số liệu.") == [("2026-04-18", "2026-10-31")]
    assert stretch("Từ nay đến hết tháng 6/2026, rà soát số liệu.") == [("2026-04-18", "2026-06-30")]
    assert stretch("Từ nay đến cuối năm, rà soát số liệu.") == [("2026-04-18", "2026-12-31")]


def test_other_forms_of_time() -> None:
    def told(sentence: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
        document = plan(f"VI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {sentence}")
        return [(d.start, d.end, d.recurrence, d.condition) for d in document.deadlines]

    assert told("Báo cáo trước ngày 15 của tháng cuối quý.") == [(None, "---15", "quarterly", None)]
    assert told("Định kỳ hằng quý, hằng năm công bố kết quả.") == [
        (None, None, "quarterly", None),
        (None, None, "yearly", None),
    ]
    assert told("Ngày 05 hằng tháng báo cáo số liệu.") == [(None, "---05", "monthly", None)]
    assert told("Trong tháng 5 hằng năm tổ chức truyền thông.") == [("--05-01", "--05-31", "yearly", None)]
    assert told("Gửi về Sở trước 17h00' ngày 10/6/2026.") == [(None, "2026-06-10", None, None)]
    assert told("Hoàn thành trong nửa đầu năm 2026.") == [("2026-01-01", "2026-06-30", None, None)]
    assert told("Hoàn thành chậm nhất vào cuối tháng 6/2026.") == [(None, "2026-06-30", None, None)]
    assert told("Trong 02 năm 2026 - 2027, số hóa dữ liệu.") == [("2026-01-01", "2027-12-31", None, None)]
    assert told("Triển khai từ năm 2026 đến hết năm 2030.") == [("2026-01-01", "2030-12-31", None, None)]
    assert told("Giai đoạn 1 (2026 - 2027): hoàn thiện.") == [("2026-01-01", "2027-12-31", None, None)]
    assert told("Năm 2026: xây dựng; năm 2027: vận hành thử.") == [
        ("2026-01-01", "2026-12-31", None, None),
        ("2027-01-01", "2027-12-31", None, None),
    ]
    assert told("Khi Trung ương có hướng dẫn mới thì điều chỉnh.") == [
        (None, None, None, "Khi Trung ương có hướng dẫn mới")
    ]
    assert told("Chậm nhất sau 15 ngày kể từ ngày ký ban hành, lập danh sách.") == [
        (None, None, None, "Chậm nhất sau 15 ngày kể từ ngày ký ban hành")
    ]


def test_lists_of_dates_and_days_of_periods() -> None:
    assert due_in("Báo cáo trước ngày 15/5/2026 và ngày 15/9/2026.") == [
        ("trước ngày 15/5/2026", "2026-05-15", None),
        ("ngày 15/9/2026", "2026-09-15", None),
    ]
    assert due_in("Gửi báo cáo trước ngày 10/6, 10/12 hằng năm.") == [
        ("trước ngày 10/6", "--06-10", "yearly"),
        ("10/12 hằng năm", "--12-10", "yearly"),
    ]
    assert due_in("Báo cáo quý trước ngày 20 tháng cuối quý.") == [
        ("trước ngày 20 tháng cuối quý", "---20", "quarterly")
    ]
    assert due_in("Giám sát chuyên đề trong tháng 5/2026 và tháng 9/2026.") == [
        ("trong tháng 5/2026", "2026-05-31", None),
        ("tháng 9/2026", "2026-09-30", None),
    ]
    assert due_in("Mốc thời gian kiểm tra: Từ tháng 01/2026 đến tháng 6/2026.") == []
    assert due_in("Giao ban vào thứ Sáu hằng tuần.") == [("vào thứ Sáu hằng tuần", None, "weekly")]
    assert due_in("Báo cáo nhanh hằng ngày khi có thiên tai.") == [("hằng ngày", None, "daily")]
    assert due_in("Giám sát dịch bệnh; tổng hợp báo cáo hằng tuần về Sở Y tế.") == [
        ("hằng tuần", None, "weekly")
    ]
    assert due_in("Sơ kết vào năm 2028, tổng kết vào cuối năm 2030.") == [
        ("vào năm 2028", "2028-12-31", None),
        ("vào cuối năm 2030", "2030-12-31", None),
    ]
    assert due_in("Hằng năm, trước ngày 30 tháng 5 tổng hợp, báo cáo.") == [
        ("Hằng năm, trước ngày 30 tháng 5", "--05-30", "yearly")
    ]
    assert due_in("Triển khai hằng năm, bắt đầu từ năm 2026.") == [("hằng năm", None, "yearly")]
    assert due_in("Tổ chức Tháng hành động từ ngày 15/4 - 15/5 hằng năm.") == [
        ("từ ngày 15/4 - 15/5 hằng năm", "--05-15", "yearly")
    ]
    assert due_in("Rà soát trong 03 tháng cuối năm 2026.") == [
        ("trong 03 tháng cuối năm 2026", "2026-12-31", None)
    ]
    assert due_in("Sau 15 ngày kể từ ngày kết thúc kiểm tra, báo cáo kết quả.") == [
        ("Sau 15 ngày kể từ ngày kết thúc kiểm tra", None, None)
    ]


def test_a_schedule_column_counts_without_a_column_of_tasks() -> None:
    table = "| TT | Điểm quan trắc | Thời gian thực hiện |\n| 1 | Cửa sông Mây | {} |\n| 2 | Đầm Hạc | Trong thời hạn 5 ngày kể từ ngày nhận đủ hồ sơ |"
    document = plan("II. NỘI DUNG\n\n" + table.format("từ tháng 3 đến tháng 10"))
    assert [(d.start, d.end) for d in document.deadlines] == [("2026-03-01", "2026-10-31")]


def test_a_column_of_months_and_dates_in_notes_schedule_work() -> None:
    rows = "| Tháng | Nội dung công việc | Phụ trách | Ghi chú |\n| 9/2026 | Hội nghị viên chức | Công đoàn | trước 30/9 |\n| 6 - 7/2027 | Ôn thi tốt nghiệp | Tổ chuyên môn | 28, 29/6 |\n"
    document = plan("II. NỘI DUNG\n\n" + rows, title="Giáo dục nhà trường năm học 2026 - 2027")
    assert [(d.start, d.end) for d in document.deadlines] == [
        ("2026-09-01", "2026-09-30"),
        (None, "2026-09-30"),
        ("2027-06-01", "2027-07-31"),
        ("2027-06-28", "2027-06-29"),
    ]


def test_a_row_without_a_month_belongs_to_the_month_above() -> None:
    rows = (
        "| Tháng | Nội dung công việc | Phụ trách | Ghi chú |\n| 9/2026 | Hội nghị viên chức | Công đoàn | |\n"
        "| | Kiểm tra giữa học kỳ | Tổ Khảo thí | |\n| | Hội nghị cha mẹ học sinh | Văn phòng | trước 30/9 |\n| 10/2026 | Hội giảng chuyên đề | Tổ chuyên môn | |\n"
    )
    document = plan("II. NỘI DUNG\n\n" + rows)
    assert [(t.deadline.start, t.deadline.end) for t in document.tasks] == [
        ("2026-09-01", "2026-09-30"),
        ("2026-09-01", "2026-09-30"),
        (None, "2026-09-30"),
        ("2026-10-01", "2026-10-31"),
    ]
    assert len(document.deadlines) == 3


def test_a_column_of_months_in_statistics_schedules_nothing() -> None:
    rows = "| TT | Tháng | Số vụ | Số người mắc |\n| 1 | 5/2026 | 03 | 142 |\n| 2 | 6/2026 | 01 | 12 |\n"
    assert plan("II. NỘI DUNG\n\n" + rows).deadlines == []


def test_months_before_august_are_in_the_second_year_of_a_school_year() -> None:
    document = plan(
        "II. NHIỆM VỤ\n\n1. Thư viện\n\n- Mua sách trong tháng 10; kiểm kê trong tháng 3.",
        title="Giáo dục nhà trường năm học 2026 - 2027",
    )
    assert [d.end for d in document.deadlines] == ["2026-10-31", "2027-03-31"]


def test_a_heading_of_work_to_be_finished_dates_what_stands_below() -> None:
    body = (
        "III. NHIỆM VỤ\n\n1. Hoàn thành mục tiêu đưa vào sử dụng trên 300 km đường liên xã trong năm 2026\n\n"
        "a) Sở Xây dựng đôn đốc các nhà thầu.\n\nb) Sở Tài chính bố trí vốn.\n\n"
        "2. Đẩy nhanh thủ tục đầu tư\n\na) Sở Xây dựng lập hồ sơ.\n\nb) Sở Tài chính thẩm định."
    )
    document = plan(body)
    assert [s.label for s in document.sections] == ["III", "1", "2"]
    assert [(d.quote, d.start, d.end) for d in document.deadlines] == [
        ("trong năm 2026", "2026-01-01", "2026-12-31")
    ]
    assert [t.deadline.end for t in document.tasks] == ["2026-12-31", "2026-12-31", None, None]
    assert [(t.value, t.unit, t.due) for t in document.targets] == [(300.0, "km", "2026")]


def test_a_heading_that_is_a_time_alone_dates_what_stands_below() -> None:
    body = (
        "II. CHƯƠNG TRÌNH CỤ THỂ\n\n2.1. Quý II/2026\n\na) Sở Y tế rà soát danh mục.\n\n2.2. Quý III/2026\n\n"
        "a) Sở Nội vụ lập hồ sơ.\n\n2.3. Kinh tế quý IV/2026\n\na) Sở Tài chính tổng hợp."
    )
    assert [(d.quote, d.end) for d in plan(body).deadlines] == [
        ("Quý II/2026", "2026-06-30"),
        ("Quý III/2026", "2026-09-30"),
    ]


def test_a_name_in_a_heading_schedules_nothing() -> None:
    body = "II. HOẠT ĐỘNG CỦA CƠ SỞ GIÁO DỤC THƯỜNG XUYÊN CÔNG LẬP\n\n1. Sở Y tế\n\n- Khám sức khỏe học viên."
    assert plan(body).deadlines == []


def test_an_event_set_off_by_commas_is_a_condition() -> None:
    assert due_in("Công bố hợp đồng mẫu, sau khi Sở Tư pháp cho ý kiến, trên trang thông tin của Sở.") == [
        ("sau khi Sở Tư pháp cho ý kiến", None, None)
    ]


def test_a_goal_without_a_number_is_work_to_be_done() -> None:
    body = "II. CHỈ TIÊU\n\n- Đưa Trung tâm Điều hành thông minh vào hoạt động trong quý I năm 2027."
    assert [d.quote for d in plan(body).deadlines] == ["trong quý I năm 2027"]


def test_a_goal_by_a_day_is_no_deadline() -> None:
    assert plan("II. CHỈ TIÊU\n\n- Đến hết ngày 13/9/2026: 100% hộ kinh doanh ký cam kết.").deadlines == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Y tế đã chỉ đạo các đơn vị hoàn thành trước ngày 30 tháng 10 năm 2025.",
        "Đưa nội dung vào chương trình công tác hằng năm.",
        "Tổ chức thực hiện theo kế hoạch công tác hằng năm.",
        "Tổ chức kinh tế được xếp loại hằng năm.",
        "Thường xuyên kiểm tra, đôn đốc.",
        "Thời gian: 01 ngày/hội nghị.",
        "Khắc phục hậu quả đợt mưa lũ từ ngày 17 đến ngày 20 tháng 11 năm 2025.",
        "Giảm phát thải theo cam kết của Việt Nam về phát thải ròng bằng 0 vào năm 2050.",
        "Đánh giá tăng trưởng GRDP Quý IV năm 2026 của tỉnh.",
        "Giải quyết ngay trong ngày các kiến nghị.",
        "Kịp thời báo cáo khi có yêu cầu.",
        "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/6/2025 của UBND tỉnh.",
        "Triển khai Chiến lược phát triển nhà ở giai đoạn 2021 - 2030.",
        "Bổ sung nhân lực ngay trong khi khối lượng còn lại rất lớn.",
        "Chuẩn bị thiết bị để vận hành các trạm y tế sau khi hoàn thành 02 dự án.",
        "Kiểm tra việc niêm yết trước, trong và sau khi kết thúc hội thi.",
    ],
)
def test_no_deadlines(sentence: str) -> None:
    assert due_in(sentence) == []


@pytest.mark.parametrize("example", rules.load("deadlines")["examples"], ids=lambda e: e["text"])
def test_examples_of_the_rules(example: dict) -> None:
    assert [quote for quote, _, _ in due_in(example["text"])] == example["times"]


@pytest.mark.parametrize("sentence", rules.load("deadlines")["not"])
def test_counter_examples_of_the_rules(sentence: str) -> None:
    assert due_in(sentence) == []


@pytest.mark.parametrize("said", ["15/7/20260", "30/02/2026", "31/11/2026"])
def test_a_day_that_does_not_exist_is_a_doubt_with_its_place(said: str) -> None:
    document = plan(f"VI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Gửi báo cáo trước ngày {said}.")
    assert document.deadlines == []
    (doubt,) = [w for w in document.warnings if w.code == "wrong-date"]
    assert doubt.span is not None and document.text[doubt.span.start : doubt.span.end].endswith(said)


CELLS = {
    "Quí II-2026": ("2026-04-01", "2026-06-30"), "Tháng 8 - 9/2026": ("2026-08-01", "2026-09-30"), "Từ tháng 3/2026": ("2026-03-01", None),
    "2026": ("2026-01-01", "2026-12-31"), "2026 - 2028": ("2026-01-01", "2028-12-31"), "10/2026": ("2026-10-01", "2026-10-31"), "Tháng 9": ("2026-09-01", "2026-09-30"),
    "Trước 15/6/2026": (None, "2026-06-15"), "Hoàn thành trong quý III/2026": ("2026-07-01", "2026-09-30"), "20 - 25/11/2026": ("2026-11-20", "2026-11-25"),
}  # fmt: skip


@pytest.mark.parametrize("layout", ["table", "line", "label in the paragraph"])
@pytest.mark.parametrize(("cell", "dates"), CELLS.items(), ids=CELLS)
def test_schedules_read_the_same_in_every_layout(
    layout: str, cell: str, dates: tuple[str | None, str | None]
) -> None:
    bodies = {
        "table": f"II. NHIỆM VỤ\n\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian hoàn thành |\n| 1 | Xây dựng đề án trạm y tế | Sở Y tế | {cell} |",
        "line": f"II. NHIỆM VỤ\n\n1. Xây dựng đề án trạm y tế.\n\n- Cơ quan chủ trì: Sở Y tế.\n\n- Thời gian thực hiện: {cell}.",
        "label in the paragraph": f"II. NHIỆM VỤ\n\n1. Xây dựng đề án trạm y tế.\n\n- Thời hạn: {cell}.",
    }
    assert [(d.start, d.end) for d in plan(bodies[layout]).deadlines] == [dates]


def test_events_of_criteria_schedule_nothing() -> None:
    body = "{}\n\n- Xã có thành tích được cộng điểm (sau khi được ban hành).\n\n- Xếp hạng lại sau khi được phê duyệt."
    assert plan(body.format("4. Cách thức xếp hạng")).deadlines == []
    assert plan(body.format("4. Nội dung thực hiện")).deadlines


def test_a_day_that_opens_a_statement_schedules_it() -> None:
    assert due_in("Ngày 05/9/2026, tổ chức lễ phát động.") == [("Ngày 05/9/2026", "2026-09-05", None)]
    assert due_in("Ngày 05/3/2026, UBND tỉnh đã phát động.") == []


def test_report_dates_of_a_charter_are_its_rules() -> None:
    text = "Điều 5. Chế độ báo cáo\n\n1. Thành viên báo cáo Ban Chỉ đạo trước ngày 20 tháng 6 hằng năm."
    head = "ỦY BAN NHÂN DÂN\nTỈNH VĨNH GIANG\n\nSố: 12/QĐ-UBND\n\nVĩnh Giang, ngày 18 tháng 4 năm 2026\n\nQUYẾT ĐỊNH\n\nBan hành Quy chế hoạt động của Ban Chỉ đạo\n\n"
    assert extract(parse(read_bytes((head + text + TAIL).encode(), ".txt", "x.txt"))).deadlines == []


def test_of_several_times_a_task_has_the_day_of_one_year() -> None:
    def end(sentence: str) -> str | None:
        (task,) = plan(f"VI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {sentence}").tasks
        return task.deadline.end

    assert end("Hằng tháng (trước ngày 20) báo cáo; lập kế hoạch trước ngày 10/12/2026.") == "2026-12-10"
    assert end("Báo cáo trước ngày 30/11 hằng năm, tổng kết vào năm 2030.") == "--11-30"


@pytest.mark.parametrize(
    ("label", "start"),
    [
        ("Thời hạn", None),
        ("Thời gian hoàn thành", None),
        ("Thời gian", "2026-09-30"),
        ("Thời gian kiểm tra", "2026-09-30"),
    ],
)
def test_a_day_behind_a_label_of_an_end_is_the_last_one(label: str, start: str | None) -> None:
    line = plan(f"II. NHIỆM VỤ\n\n1. Xây dựng đề án trạm y tế.\n\n- {label}: 30/9/2026.")
    table = plan(
        f"II. NHIỆM VỤ\n\n| TT | Nhiệm vụ | Chủ trì | {label} |\n| 1 | Xây dựng đề án | Sở Y tế | 30/9/2026 |"
    )
    for document in (line, table):
        assert [(d.start, d.end) for d in document.deadlines] == [(start, "2026-09-30")]


def test_a_day_before_a_colon_is_the_time_of_all_sentences_of_its_line() -> None:
    document = plan(
        "II. LỊCH RA QUÂN\n\nThứ Bảy, 07/11: tổng vệ sinh môi trường toàn phường. Đoàn Thanh niên phối hợp với Hội Phụ nữ dọn kênh."
    )
    assert [t.deadline.end for t in document.tasks] == ["2026-11-07"]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("Thực hiện từ ngày ban hành Kế hoạch đến khi tổ chức thành công Đại hội.", ("2026-04-18", None, None, "đến khi tổ chức thành công Đại hội")),
        ("Giám sát dịch bệnh tuyến xã và báo cáo hằng ngày.", (None, None, "daily", None)),
        ("Gửi báo cáo về Sở Nội vụ trước ngày kiểm tra 05 ngày làm việc.", (None, None, None, "trước ngày kiểm tra 05 ngày làm việc")),
        ("Thu gom bao gói sau mỗi vụ sản xuất.", (None, None, None, "sau mỗi vụ sản xuất")),
        ("Giám sát trong 24-48 giờ sau khi nước rút.", (None, None, None, "trong 24-48 giờ sau khi nước rút")),
        ("Áp dụng mẫu mới từ năm 2027 trở đi.", ("2027-01-01", None, None, None)),
        # from a month on, and each month
        ("Từ kỳ báo cáo tháng 6/2026, gửi báo cáo trước ngày 15 hằng tháng.", ("2026-06-01", "---15", "monthly", None)),
    ],
)  # fmt: skip
def test_times_of_other_drafters(item: str, told: tuple[str | None, ...]) -> None:
    (task,) = plan(f"V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {item}").tasks
    when = task.deadline
    assert (when.start, when.end, when.recurrence, when.condition) == told
