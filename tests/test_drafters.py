"""Tasks in the forms of drafters that no rule was made for: when work is due that is done in rounds, where who does it stands."""

import pytest

from kehoach.model import When
from tests.making import plan


@pytest.mark.parametrize(
    ("item", "when"),
    [
        ("Gửi báo cáo giữa năm trước ngày 15/6 và báo cáo năm trước ngày 05/12/2026.", When(None, "2026-12-05")),
        ("Báo cáo trước ngày 20/6 và 20/12 hằng năm.", When(None, "--12-20", "yearly")),
        ("Mở 04 lớp tập huấn (Quý II: 02 lớp, Quý III: 02 lớp).", When("2026-04-01", "2026-09-30")),
        ("Kiểm tra hồ sơ 02 lần/năm (tháng 3/2026 và tháng 9/2026).", When(None, None, "half-yearly")),
        # behind a semicolon other work is scheduled
        ("Sơ kết trước ngày 10/7/2026; tổng kết trước ngày 15/12/2026.", When(None, "2026-07-10")),
        # another kind of time is no further round
        ("Ban hành quy chế trước ngày 28/8/2026 và áp dụng từ ngày 01/10/2026.", When(None, "2026-08-28")),
    ],
)  # fmt: skip
def test_work_that_is_done_in_rounds_is_due_with_the_last(item: str, when: When) -> None:
    assert [t.deadline for t in plan(f"V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {item}").tasks] == [when]


def tasks_of(*items: str) -> list[tuple[str, list[str], list[str]]]:
    """The tasks of items below a plain section: how each begins, who leads and who supports."""
    body = "II. NHIỆM VỤ\n\n1. Nâng cao chất lượng\n\n" + "\n\n".join(f"- {item}" for item in items)
    return [(t.quote[:16], [u.name for u in t.lead], [u.name for u in t.support]) for t in plan(body).tasks]


@pytest.mark.parametrize(
    ("item", "lead", "support"),
    [
        # who supports says so behind who leads, in words or in brackets
        ("Sở Công Thương chủ trì, Sở Nội vụ phối hợp tổ chức hội chợ xuân.", ["Sở Công Thương"], ["Sở Nội vụ"]),
        ("Tổ chức hội chợ xuân - Sở Công Thương chủ trì, các sở, ngành phối hợp.", ["Sở Công Thương"], ["các sở, ngành"]),
        ("Sở Công Thương (chủ trì), Sở Nội vụ (phối hợp): tổ chức hội chợ xuân.", ["Sở Công Thương"], ["Sở Nội vụ"]),
        ("Sở Tư pháp, với sự tham gia của Hội Luật gia tỉnh, tổ chức trợ giúp lưu động.", ["Sở Tư pháp"], ["Hội Luật gia tỉnh"]),
        # a verb describes a group before the colon of its work
        ("Các doanh nghiệp, HTX tham gia liên kết: công khai giá thu mua.", ["Các doanh nghiệp, HTX tham gia liên kết"], []),
        ("Các hộ kinh doanh rà soát thiết bị: thay dây điện, kiểm tra bình chữa cháy.", ["Các hộ kinh doanh"], []),
        ("Các chủ đập, Công ty Thủy lợi Vĩnh Giang: sửa xong cống, tràn.", ["Các chủ đập", "Công ty Thủy lợi Vĩnh Giang"], []),
        # who does it stands behind the work: in brackets, behind a colon or a comma
        ("Kiểm tra các điểm vi phạm cũ (Công an phường, Tổ quản lý trật tự đô thị).", ["Công an phường", "Tổ quản lý trật tự đô thị"], []),
        ("Tổ chức hội chợ xuân: Sở Công Thương.", ["Sở Công Thương"], []),
        ("Diễn đàn khởi nghiệp, dự kiến mở vào tháng 9/2026, Trung tâm Hỗ trợ thanh niên tỉnh phụ trách.", ["Trung tâm Hỗ trợ thanh niên tỉnh"], []),
        ("Việc rà soát danh mục kỹ thuật giao Sở Y tế thực hiện.", ["Sở Y tế"], []),
        ("Sở Xây dựng được giao xây dựng bản đồ số về cấp nước.", ["Sở Xây dựng"], []),
        ("Thanh tra tỉnh và Sở Nội vụ: mỗi đơn vị cử 02 cán bộ tham gia.", ["Thanh tra tỉnh", "Sở Nội vụ"], []),
        # it is named first
        ("Thuốc và vật tư tiêu hao do Trung tâm Y tế khu vực cấp phát.", ["Trung tâm Y tế khu vực"], []),
        ("Hội chợ xuân được giao cho Sở Công Thương tổ chức.", ["Sở Công Thương"], []),
        ("Sơ khảo: tháng 7/2026, Hội đồng Sơ khảo chọn 20 ý tưởng.", ["Hội đồng Sơ khảo"], []),
        ('Hoạt động "Thứ Bảy tình nguyện" (7/3, 14/3): các chi đoàn khối cơ quan hỗ trợ người dân.', ["các chi đoàn khối cơ quan"], []),
        ("Cập nhật quy trình: khoa KSNK soạn thảo, Giám đốc ban hành.", ["khoa KSNK"], []),
        ("Vì vậy đề nghị cơ quan soạn thảo xem xét bổ sung căn cứ.", ["cơ quan soạn thảo"], []),
        # places that are counted, names that are complete before a verb, groups that share "các"
        ("Sở Y tế phối hợp với UBND 04 xã: Hoa Đông, Tân Bình, Gò Dền, Phú Lạng lập khu bảo vệ.", ["Sở Y tế"],
         ["UBND xã Hoa Đông", "UBND xã Tân Bình", "UBND xã Gò Dền", "UBND xã Phú Lạng"]),
        ("Mặt trận Tổ quốc, Hội Phụ nữ hỗ trợ người dân khắc phục hậu quả.", ["Mặt trận Tổ quốc", "Hội Phụ nữ"], []),
        ("Các đơn vị, cơ sở giáo dục trực thuộc hạn chế hoạt động ngoài trời.", ["Các đơn vị, cơ sở giáo dục trực thuộc"], []),
    ],
)  # fmt: skip
def test_who_leads_and_who_supports_an_item(item: str, lead: list[str], support: list[str]) -> None:
    assert tasks_of(item) == [(item[:16], lead, support)]


def test_a_sentence_behind_a_name_and_a_colon_is_no_heading() -> None:
    """What follows the last of them closes the document: it does not stand below it."""
    document = plan(
        "V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Theo dõi dịch bệnh.\n\n"
        "2. Trạm Y tế các xã, phường: căn cứ Kế hoạch này xây dựng kế hoạch của trạm, gửi Sở Y tế.\n\n"
        "Căn cứ nội dung Kế hoạch này, các sở, ngành tổ chức triển khai thực hiện./."
    )
    assert [s.label for s in document.sections] == ["V", "1"]
    assert [t.lead[0].name for t in document.tasks] == ["Sở Y tế", "Trạm Y tế các xã, phường"]


@pytest.mark.parametrize(
    "item",
    [
        "Tham dự hội nghị do Sở Y tế tổ chức.",
        "Kế hoạch do Sở Y tế lập phải được niêm yết.",
        "Kinh phí in tài liệu do Sở Tài chính bố trí.",
        "Cập nhật các nhiệm vụ do Chính phủ giao.",
        "Làm việc với các sở (Sở Y tế, Sở Nội vụ).",
        "Nộp hồ sơ tại 02 cơ quan: Sở Y tế, Sở Nội vụ.",
        "Đối tượng thực hiện: Sở Y tế, Sở Nội vụ.",
    ],
)
def test_names_that_only_explain_charge_nobody(item: str) -> None:
    assert tasks_of(item) == []


def test_statements_behind_semicolons_have_their_own_subject() -> None:
    assert [lead for _, lead, _ in tasks_of(
        "Viettel Vĩnh Giang bố trí trạm phát sóng lưu động; Công ty Điện lực Vĩnh Giang cắt điện vùng ngập.",
        "Sở Y tế lập phương án luân phiên bác sĩ; riêng thuốc tiêu hao do Trung tâm Y tế khu vực cấp phát.",
        "Sở Y tế phối hợp với Sở Nội vụ; Sở Tài chính tổ chức kiểm tra.",
        "Sở Y tế rà soát danh mục; khoa Dược lập dự trù thuốc.",
    )] == [["Viettel Vĩnh Giang"], ["Công ty Điện lực Vĩnh Giang"], ["Sở Y tế"], ["Trung tâm Y tế khu vực"], ["Sở Y tế"], ["Sở Y tế"], ["khoa Dược"]]  # fmt: skip


def test_a_line_that_only_says_who_holds_for_the_work_above_it() -> None:
    body = (
        "II. NHIỆM VỤ\n\n1. Khảo sát nhu cầu nước sạch của các thôn\n\n- Thời gian: tháng 8/2026.\n\n- Sở Xây dựng chủ trì, phối hợp với Sở Nội vụ.\n\n"
        "2. Nâng cao kỹ năng\n\n- Mở lớp dạy bơi cho trẻ em.\n\nGiao Sở Y tế chủ trì, hoàn thành trước ngày 30/9/2026.\n\n"
        "- Trồng cây tại các tuyến phố.\n\n- Sở Xây dựng chủ trì, các đoàn thể phối hợp."
    )
    told = [(t.quote[:12], t.lead[0].name, len(t.support), t.deadline.end) for t in plan(body).tasks]
    assert told == [
        ("Khảo sát nhu", "Sở Xây dựng", 1, "2026-08-31"),
        ("Mở lớp dạy b", "Sở Y tế", 0, "2026-09-30"),
        ("Trồng cây tạ", "Sở Xây dựng", 1, None),
    ]


@pytest.mark.parametrize(
    "item",
    [
        "Các cơ quan đang chuyển sang hệ thống mới, do đó đề nghị Công an tỉnh xem xét việc kết nối.",
        "Sở Nội vụ cơ bản thống nhất với dự thảo; đồng thời, đề nghị Công an tỉnh điều chỉnh khoản 7.",
    ],
)
def test_a_sentence_may_turn_to_an_order(item: str) -> None:
    assert [lead for _, lead, _ in tasks_of(item)] == [["Công an tỉnh"]]


def test_a_list_of_a_preface_leads_nothing() -> None:
    """ "Theo đề xuất của các sở, ngành, địa phương, chủ trì tổng hợp": who leads stands above."""
    work = "Trên cơ sở đề xuất của các sở, ban, ngành, địa phương, chủ trì tổng hợp, phối hợp với các sở, UBND xã, phường phân bổ vốn."
    tasks = plan(f"V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tài chính\n\n- {work}").tasks
    assert [[u.name for u in t.lead] for t in tasks] == [["Sở Tài chính"]]


def test_a_lead_in_may_list_its_aims_before_whom_it_charges() -> None:
    head = "Để toàn dân đồng lòng thi đua, hướng tới Đại hội thành công; các sở, ngành, UBND các xã, phường tập trung thực hiện các nội dung sau:"
    tasks = plan(f"II. NỘI DUNG\n\n{head}\n\n1. Thi đua hoàn thành các công trình trọng điểm của tỉnh.").tasks
    assert [[u.name for u in t.lead] for t in tasks] == [["các sở, ngành", "UBND các xã, phường"]]


def test_parts_that_share_a_noun_by_their_numbers_are_one_entry() -> None:
    item = "Đoàn Thanh niên phối hợp với các tổ dân phố số 1, 2, 5 và 9 quét dọn ngõ xóm."
    assert tasks_of(item) == [(item[:16], ["Đoàn Thanh niên"], ["các tổ dân phố số 1, 2, 5 và 9"])]


def test_a_sentence_begins_right_behind_a_stop_without_a_space() -> None:
    item = "Sở Y tế gửi danh sách trước ngày 20/8.Sở Nội vụ tổng hợp, trả lời bằng văn bản."
    assert [lead for _, lead, _ in tasks_of(item)] == [["Sở Y tế"], ["Sở Nội vụ"]]


def test_a_tail_that_goes_on_with_partners_and_work_is_a_sentence() -> None:
    item = "Thực đơn công khai trước cổng trường. Sở Y tế (Chi cục Dân số) chủ trì, cùng Công an tỉnh, Sở Công Thương kiểm tra bếp ăn."
    assert tasks_of(item) == [
        ("Sở Y tế (Chi cục", ["Sở Y tế (Chi cục Dân số)"], ["Công an tỉnh", "Sở Công Thương"])
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Ban Quản lý dự án đầu tư xây dựng công trình dân dụng và công nghiệp tỉnh",
        "Chi cục An toàn vệ sinh thực phẩm",
        "Các cơ quan báo chí, truyền thông của tỉnh",
        "Đảng ủy Mặt trận Tổ quốc và các đoàn thể tỉnh",
    ],
)
def test_names_that_hold_a_conjunction_or_a_verb(name: str) -> None:
    assert [lead for _, lead, _ in tasks_of(f"{name} xây dựng kế hoạch kiểm tra.")] == [[name]]


def test_general_requirements_below_tasks_are_work() -> None:
    body = "II. NHIỆM VỤ TRỌNG TÂM\n\n1. Yêu cầu chung\n\nCác sở, ngành trực tiếp chỉ đạo, phân công lãnh đạo theo dõi từng dự án."
    assert [t.lead[0].name for t in plan(body).tasks] == ["Các sở, ngành"]


def test_a_goal_whose_subject_is_a_body_is_no_work() -> None:
    body = "II. MỤC TIÊU CỤ THỂ\n\n- Đài, Báo cấp tỉnh duy trì thời lượng phát sóng cho trẻ em tối thiểu 60 phút/tuần."
    document = plan(body)
    assert document.tasks == [] and [t.value for t in document.targets] == [60]
