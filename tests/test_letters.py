"""Letters and reports: what they ask for next, told apart from what introduces it, describes it or was done."""

import pytest

from kehoach.extraction import extract
from kehoach.model import Document
from kehoach.parsing import parse
from kehoach.reading import read_bytes
from tests.making import TAIL, plan

_HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nVĩnh Giang, ngày 8 tháng 7 năm 2026\n\n"


def letter(body: str) -> Document:
    """A letter to all departments with this body."""
    head = "ỦY BAN NHÂN DÂN\nTỈNH VĨNH GIANG\n\nSố: 914/UBND-VX\nV/v tăng cường phòng dịch\n\n" + _HEAD
    text = head + "Kính gửi:\n- Các sở, ban, ngành tỉnh.\n\n" + body + TAIL
    return extract(parse(read_bytes(text.encode(), ".txt", "letter.txt")))


def report(body: str) -> Document:
    """A report on a set of indices with this body."""
    title = "BÁO CÁO\n\nTình hình thực hiện Bộ chỉ số phục vụ người dân năm 2026\n\n"
    head = "ỦY BAN NHÂN DÂN\nTỈNH VĨNH GIANG\n\nSố: 77/BC-UBND\n\n" + _HEAD + title
    return extract(parse(read_bytes((head + body + TAIL).encode(), ".txt", "report.txt")))


def charged(document: Document) -> list[tuple[str, list[str]]]:
    return [(task.quote[:20], [unit.name for unit in task.lead]) for task in document.tasks]


# --- reports ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "II. ĐỀ XUẤT NHIỆM VỤ, GIẢI PHÁP NĂM 2027",
        "II. HẠN CHẾ, NGUYÊN NHÂN VÀ GIẢI PHÁP KHẮC PHỤC",
        "II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2027",
    ],
)
def test_a_report_on_criteria_plans_in_its_last_part(heading: str) -> None:
    body = (
        "I. KẾT QUẢ THỰC HIỆN\n\nSở Y tế đã báo cáo trước ngày 01/6/2026.\n\n"
        f"{heading}\n\nb) Giao Sở Nội vụ:\n\n- Định kỳ hằng tuần báo cáo tiến độ.\n\n- Rà soát hồ sơ trước ngày 30/11/2026."
    )
    found = report(body)
    assert charged(found) == [
        ("Định kỳ hằng tuần bá", ["Sở Nội vụ"]),
        ("Rà soát hồ sơ trước ", ["Sở Nội vụ"]),
    ]
    assert [(d.end, d.recurrence) for d in found.deadlines] == [(None, "weekly"), ("2026-11-30", None)]


def test_a_part_whose_title_stands_in_the_line_below_looks_ahead() -> None:
    body = (
        "PHẦN THỨ NHẤT\nKẾT QUẢ 6 THÁNG ĐẦU NĂM 2026\n\nI. Lĩnh vực y tế\n\nSở Y tế đã báo cáo trước ngày 01/6/2026.\n\n"
        "PHẦN THỨ HAI\nPHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG CUỐI NĂM 2026\n\nI. Nhiệm vụ cụ thể\n\n1. Sở Nội vụ\n\n- Rà soát hồ sơ trước ngày 30/11/2026."
    )
    found = report(body)
    assert charged(found) == [("Rà soát hồ sơ trước ", ["Sở Nội vụ"])]
    assert [d.end for d in found.deadlines] == ["2026-11-30"]


def test_a_heading_of_remedies_dates_them() -> None:
    body = "II. GIẢI PHÁP KHẮC PHỤC TRONG THÁNG 12/2026\n\nGiao Sở Y tế rà soát hồ sơ.\n\nGiao Sở Nội vụ báo cáo trước ngày 10/12/2026."
    assert [t.deadline.end for t in report(body).tasks] == ["2026-12-31", "2026-12-10"]


def test_a_heading_on_a_topic_charges_nobody() -> None:
    body = "II. PHƯƠNG HƯỚNG\n\n1. Về xây dựng chính quyền điện tử, chính quyền số\n\na) Tỷ lệ hồ sơ trực tuyến còn thấp.\n\nb) Tỷ lệ thanh toán chưa cao."
    assert charged(report(body)) == []


# --- introductions and praise -------------------------------------------------------------------

_ITEMS = "1. Sở Y tế\n\n- Kiểm tra vệ sinh.\n\n2. Sở Nội vụ\n\n- Theo dõi chế độ."


@pytest.mark.parametrize(
    "opening",
    [
        "Để khắc phục hạn chế nêu trên, Chủ tịch UBND tỉnh yêu cầu các sở, ban, ngành thực hiện một số nhiệm vụ sau:",
        "Để hoàn thành kế hoạch, Chủ tịch UBND tỉnh có ý kiến chỉ đạo như sau:",
        "Trong thời gian qua, các sở, ngành tích cực triển khai và đạt nhiều kết quả.",
        "Trong những tháng đầu năm, công tác phòng dịch đã được các cấp, các ngành quan tâm triển khai.",
    ],
)
def test_what_opens_a_letter_is_no_work(opening: str) -> None:
    assert [lead for _, lead in charged(letter(f"{opening}\n\n{_ITEMS}"))] == [["Sở Y tế"], ["Sở Nội vụ"]]


@pytest.mark.parametrize(
    "closing",
    [
        "Căn cứ văn bản này, các cơ quan, đơn vị, địa phương liên quan triển khai thực hiện./.",
        "Thủ trưởng các sở, ngành chịu trách nhiệm tổ chức triển khai thực hiện nghiêm túc các nội dung nêu trên; trong quá trình thực hiện nếu phát sinh khó khăn, báo cáo Sở Y tế.",
    ],
)
def test_what_closes_a_letter_is_no_work(closing: str) -> None:
    assert len(charged(letter(f"{_ITEMS}\n\n3. Tổ chức thực hiện\n\n{closing}"))) == 2


def test_a_notice_in_force_still_charges_with_what_it_adds() -> None:
    body = f"{_ITEMS}\n\nCăn cứ văn bản này, các sở, ngành xây dựng kế hoạch trước ngày 30/9/2026."
    assert [t.deadline.end for t in letter(body).tasks][-1] == "2026-09-30"


# --- who ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "lead"),
    [
        (
            "Sau khi UBND tỉnh ban hành quyết định, Sở Y tế có trách nhiệm công khai thủ tục.",
            ["Sở Y tế"],
        ),
        ("Khi có dịch, Sở Y tế báo cáo UBND tỉnh.", ["Sở Y tế"]),
        (
            "Các tổ chức, cá nhân được cấp phép thăm dò, khai thác khoáng sản có trách nhiệm bảo vệ mốc giới.",
            ["Các tổ chức, cá nhân được cấp phép thăm dò, khai thác khoáng sản"],
        ),
        (
            "Giao Ban Quản lý các khu công nghệ cao và khu công nghiệp rà soát hạ tầng.",
            ["Ban Quản lý các khu công nghệ cao và khu công nghiệp"],
        ),
        (
            "Giao Trung tâm Xúc tiến đầu tư, thương mại và du lịch tỉnh tổ chức đối thoại.",
            ["Trung tâm Xúc tiến đầu tư, thương mại và du lịch tỉnh"],
        ),
        (
            "Giao Chủ tịch Ủy ban nhân dân các xã, phường và đặc khu rà soát hồ sơ.",
            ["Chủ tịch Ủy ban nhân dân các xã, phường và đặc khu"],
        ),
        (
            "Mỗi cơ quan, đơn vị và từng cán bộ, công chức, viên chức phải xây dựng dữ liệu.",
            ["Mỗi cơ quan, đơn vị", "từng cán bộ, công chức, viên chức"],
        ),
        (
            "Nhà cung cấp dịch vụ viễn thông, nhà đầu tư bảo đảm kinh phí.",
            ["Nhà cung cấp dịch vụ viễn thông", "nhà đầu tư"],
        ),
        (
            "Giao Ban Quản lý các khu công nghiệp và Sở Y tế kiểm tra.",
            ["Ban Quản lý các khu công nghiệp", "Sở Y tế"],
        ),
    ],
)
def test_who_is_charged(statement: str, lead: list[str]) -> None:
    assert [names for _, names in charged(plan(f"II. NHIỆM VỤ\n\n1. {statement}"))] == [lead]


@pytest.mark.parametrize(
    ("topic", "lead"),
    [
        ("Về kiến nghị sửa đổi Nghị quyết số 66.4/2025/NQ-CP: giao Sở Xây dựng nghiên cứu, đề xuất.", "Sở Xây dựng"),
        ("Về chủ trương đầu tư tuyến đường CT.03, đoạn qua tỉnh Vĩnh Giang: Sở Tài chính khẩn trương báo cáo.", "Sở Tài chính"),
    ],
)  # fmt: skip
def test_a_stop_inside_a_symbol_does_not_end_what_a_charge_is_about(topic: str, lead: str) -> None:
    assert [name for _, names in charged(letter(f"1. {topic}")) for name in names] == [lead]


def test_what_is_sent_along_is_no_work() -> None:
    body = "Sở Y tế gửi kèm bộ Cẩm nang gồm:\n\n- Cẩm nang nghiệp vụ cho công chức cấp xã;\n\n- Bài giảng tập huấn."
    assert charged(letter(body)) == []


def test_a_clause_that_tells_which_tasks_charges_nobody() -> None:
    body = "II. NHIỆM VỤ\n\n1. Ngân sách bảo đảm kinh phí cho các nhiệm vụ của Kế hoạch do {} thực hiện."
    assert charged(plan(body.format("thành phố"))) == []
    assert charged(plan(body.format("Sở Tài chính")))


def test_goals_for_a_group_are_no_work_of_it() -> None:
    body = "II. MỤC TIÊU CỤ THỂ\n\na) Đối với các cơ sở giáo dục\n\n- Phấn đấu 55% phường có trường đạt chuẩn.\n\n- Phấn đấu 60% trường có thư viện."
    assert charged(plan(body)) == []


# --- when ---------------------------------------------------------------------------------------


def test_how_often_and_from_when_are_one_deadline() -> None:
    body = "VI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Định kỳ hằng tháng cập nhật kết quả, bắt đầu thực hiện từ tháng 9/2026."
    when = plan(body).tasks[0].deadline
    assert (when.start, when.end, when.recurrence) == ("2026-09-01", None, "monthly")


def test_when_something_is_allowed_is_no_deadline() -> None:
    body = "VI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {}"
    assert not plan(body.format("Chỉ cho phép khai thác sau khi hoàn thành các thủ tục.")).deadlines
    assert plan(body.format("Nghiệm thu sau khi hoàn thành các thủ tục.")).deadlines


def test_a_title_ends_where_the_work_is_dated() -> None:
    cited = "Kế hoạch số 36/KH-STP ngày 05/01/2026 của Sở Tư pháp về kiểm tra văn bản năm 2026"
    body = f"VI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tư pháp\n\n- Thực hiện {cited}, hoàn thành kiểm tra trước ngày 20/12/2026."
    assert plan(body).tasks[0].deadline.end == "2026-12-20"


def test_the_title_of_an_annex_goes_on_in_capitals() -> None:
    annex = "PHỤ LỤC I\n\nDANH MỤC NHIỆM VỤ PHÁT TRIỂN\n\nHẠ TẦNG 5G, IoT NĂM 2026\n\n(Kèm theo Kế hoạch số 118/KH-UBND)\n\n"
    sections = plan(f"I. NHIỆM VỤ\n\n1. Sở Y tế\n\n- Theo dõi.{TAIL}\n\n{annex}Nội dung").sections
    assert sections[-1].title == "DANH MỤC NHIỆM VỤ PHÁT TRIỂN HẠ TẦNG 5G, IoT NĂM 2026"


@pytest.mark.parametrize(
    ("sentence", "issued"),
    [
        (
            "Ngày 28 tháng 10 năm 2025, Chủ tịch UBND tỉnh đã ban hành Công văn số 328/UBND-VX về phòng dịch.",
            "2025-10-28",
        ),
        ("Ngày 05/01/2026, Sở Y tế có Công văn số 328/SYT-NV về phòng dịch.", "2026-01-05"),
        ("Trước ngày 05/01/2026, Sở Y tế thực hiện Công văn số 328/SYT-NV về phòng dịch.", None),
        ("Ngày 05/01/2026, Sở Y tế báo cáo kết quả thực hiện Công văn số 328/SYT-NV.", None),
    ],
)
def test_a_date_that_opens_a_sentence_dates_what_came_out(sentence: str, issued: str | None) -> None:
    assert [c.issued for c in letter(f"{sentence}\n\n{_ITEMS}").citations] == [issued]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Tiếp tục rà soát dữ liệu và hoàn thành 100% việc cập nhật lý lịch.", ["việc cập nhật lý lịch"]),
        ("Tỷ lệ hồ sơ số hóa hoàn thành 100% trong năm 2026.", ["tỷ lệ hồ sơ số hóa"]),
        ("Tỷ lệ hồ sơ trực tuyến còn thấp, chỉ đạt 51%.", []),
        ("Tỷ lệ giải ngân hiện chỉ đạt 32% kế hoạch.", []),
        ("Phấn đấu diện tích trồng mới đạt 500 ha.", ["diện tích trồng mới"]),
    ],
)
def test_what_is_to_be_reached(sentence: str, named: list[str]) -> None:
    body = f"VI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {sentence}"
    assert [t.indicator.lower() for t in plan(body).targets] == named
