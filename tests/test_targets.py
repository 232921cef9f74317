"""Quantities and targets: tables of cases."""

import random

import pytest

from kehoach import rules
from kehoach.extraction import extract
from kehoach.language import mark
from kehoach.parsing import parse
from kehoach.reading import read_bytes
from tests.grammar.targets import cases, judged
from tests.making import plan

_SAMPLE = 1500


@pytest.mark.parametrize("example", rules.load("quantities")["examples"], ids=lambda e: e["text"])
def test_examples_of_the_rules(example: dict) -> None:
    found = [one.value for one in mark(example["text"]).all("quantity")]
    told = [f"{q.op} {q.value:g} {f'{q.value_max:g} ' if q.value_max else ''}{q.unit}" for q in found]
    assert told == example["quantities"]


@pytest.mark.parametrize("text", rules.load("quantities")["not"])
def test_counter_examples_of_the_rules(text: str) -> None:
    marks = mark(text)
    assert [q for q in marks.all("quantity") if marks.covering("time", q.start) is None] == []


@pytest.mark.parametrize(
    ("text", "op", "value", "unit"),
    [
        ("đạt khoảng 130 triệu đồng", "~", 130, "triệu đồng"),
        ("trên 10.000 tỷ đồng", ">", 10000, "tỷ đồng"),
        ("không quá 5%", "<=", 5, "%"),
        ("đạt 9 m²/người", "=", 9, "m²/người"),
        ("đạt 40% GRDP", "=", 40, "% GRDP"),
        ("(HDI) > 0,7", ">", 0.7, None),
        ("từ 80% người dân, doanh nghiệp trở lên", ">=", 80, "%"),
        ("thêm 5 triệu học viên", "=", 5, "triệu học viên"),
    ],
)
def test_quantities(text: str, op: str, value: float, unit: str | None) -> None:
    (found,) = (one.value for one in mark(text).all("quantity"))
    assert (found.op, found.value, found.unit) == (op, value, unit)


def test_generated_targets_are_read() -> None:
    chosen = random.Random(20260418).sample(list(cases()), _SAMPLE)
    wrong = [(case.text, case.expected, found) for case, found, good in judged(chosen) if not good]
    assert len(wrong) <= _SAMPLE // 100, wrong[:20]


def set_in(
    sentence: str, heading: str = "II. MỤC TIÊU ĐẾN NĂM 2030", title: str | None = None
) -> list[tuple[str, str, float, str | None, str | None]]:
    document = plan(f"{heading}\n\n- {sentence}", **({"title": title} if title else {}))
    return [(t.indicator, t.op, t.value, t.unit, t.due) for t in document.targets]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tỷ lệ thất nghiệp chung dưới 3%.", [("Tỷ lệ thất nghiệp chung", "<", 3, "%", "2030")]),
        (
            "Đạt 35 giường bệnh; 15 bác sĩ; 3,4 dược sĩ trên 10.000 dân.",
            [
                ("giường bệnh", "=", 35, "giường bệnh/10.000 dân", "2030"),
                ("bác sĩ", "=", 15, "bác sĩ/10.000 dân", "2030"),
                ("dược sĩ trên 10.000 dân", "=", 3.4, "dược sĩ/10.000 dân", "2030"),
            ],
        ),
        (
            "Trên 60% lao động tham gia bảo hiểm xã hội; 45% lao động tham gia bảo hiểm thất nghiệp.",
            [
                ("lao động tham gia bảo hiểm xã hội", ">", 60, "%", "2030"),
                ("lao động tham gia bảo hiểm thất nghiệp", "=", 45, "%", "2030"),
            ],
        ),
        (
            "Xây dựng ít nhất 01 mô hình A và 01 mô hình B.",
            [("mô hình A", ">=", 1, "mô hình", "2030"), ("mô hình B", ">=", 1, "mô hình", "2030")],
        ),
        (
            "Hằng năm, 100% cơ quan ban hành kế hoạch.",
            [("cơ quan ban hành kế hoạch", "=", 100, "%", "yearly")],
        ),
        (
            "Mỗi xã, phường có từ 02 mô hình hạnh phúc trở lên.",
            [("mô hình hạnh phúc của mỗi xã, phường", ">=", 2, "mô hình/xã, phường", "2030")],
        ),
        (
            "Giảm 5% tội phạm hình sự và tai nạn giao thông.",
            [
                ("tội phạm hình sự", "decrease", 5, "%", "2030"),
                ("tai nạn giao thông", "decrease", 5, "%", "2030"),
            ],
        ),
        ("Giảm tỷ lệ hộ nghèo xuống còn 3%.", [("tỷ lệ hộ nghèo", "=", 3, "%", "2030")]),
        ("Tốc độ tăng trưởng GRDP đạt 10%.", [("Tốc độ tăng trưởng GRDP", "=", 10, "%", "2030")]),
        ("Đến năm 2028, tỷ lệ che phủ rừng duy trì 58%.", [("tỷ lệ che phủ rừng", "=", 58, "%", "2028")]),
        (
            "Trẻ em dưới 5 tuổi suy dinh dưỡng dưới 14%.",
            [("Trẻ em dưới 5 tuổi suy dinh dưỡng", "<", 14, "%", "2030")],
        ),
        (
            "100% khu công nghiệp có tối thiểu 01 trạm phát sóng.",
            [("khu công nghiệp có tối thiểu 01 trạm phát sóng", "=", 100, "%", "2030")],
        ),
        (
            "100% trẻ em từ 06 đến 36 tháng tuổi được đến lớp.",
            [("trẻ em từ 06 đến 36 tháng tuổi được đến lớp", "=", 100, "%", "2030")],
        ),
        (
            "Trợ giúp pháp lý cho 100% người thuộc diện và trên 70% người lao động.",
            [
                ("Trợ giúp pháp lý cho người thuộc diện", "=", 100, "%", "2030"),
                ("người lao động", ">", 70, "%", "2030"),
            ],
        ),
        (
            "Trên 80% trạm y tế và 100% cơ sở điều trị đủ điều kiện.",
            [
                ("trạm y tế", ">", 80, "%", "2030"),
                ("cơ sở điều trị đủ điều kiện", "=", 100, "%", "2030"),
            ],
        ),
        (
            "Tăng thêm ít nhất 20% nhóm trẻ công lập và tăng thêm ít nhất 10% trường mầm non.",
            [
                ("nhóm trẻ công lập", "increase", 20, "%", "2030"),
                ("trường mầm non", "increase", 10, "%", "2030"),
            ],
        ),
        (
            "Tăng trưởng kinh tế cả năm 2026 đạt trên 8%.",
            [("Tăng trưởng kinh tế", ">", 8, "%", "2026")],
        ),
        ("Tuổi thọ trung bình đạt 75 tuổi.", [("Tuổi thọ trung bình", "=", 75, "tuổi", "2030")]),
        (
            "Ít nhất 10% số trường công lập có nhóm trẻ dưới 24 tháng tuổi; 90% trẻ đủ 6 tuổi vào lớp 1.",
            [
                ("trường công lập có nhóm trẻ dưới 24 tháng tuổi", ">=", 10, "%", "2030"),
                ("trẻ đủ 6 tuổi vào lớp 1", "=", 90, "%", "2030"),
            ],
        ),
        (
            "Tại đô thị: Phấn đấu ít nhất 55% phường có mô hình tiên tiến (các phường: Sông Trí, Thành Sen).",
            [("phường có mô hình tiên tiến", ">=", 55, "%", "2030")],
        ),
        (
            "Mục tiêu đưa vào khai thác trên 3.000 km đường bộ cao tốc và khoảng 1.700 km đường bộ ven biển trong năm 2028.",
            [
                ("đường bộ cao tốc", ">", 3000, "km", "2028"),
                ("đường bộ ven biển", "~", 1700, "km", "2028"),
            ],
        ),
        (
            "Quyết tâm giải ngân 95% kế hoạch vốn năm 2026.",
            [("giải ngân kế hoạch vốn năm 2026", "=", 95, "%", "2026")],
        ),
        (
            "Đạt 35 giường bệnh/10.000 dân và 3,4 dược sĩ đại học/10.000 dân.",
            [
                ("giường bệnh/10.000 dân", "=", 35, "giường bệnh/10.000 dân", "2030"),
                ("dược sĩ đại học/10.000 dân", "=", 3.4, "dược sĩ đại học/10.000 dân", "2030"),
            ],
        ),
        ("Số giường bệnh trên 10.000 dân: 34.", [("Số giường bệnh trên 10.000 dân", "=", 34, None, "2030")]),
        (
            "Số lao động được tạo việc làm: 15.000 người/năm.",
            [("Số lao động được tạo việc làm", "=", 15000, "người/năm", "2030")],
        ),
        (
            "Phấn đấu có thêm 10 xã đạt chuẩn nông thôn mới.",
            [("xã đạt chuẩn nông thôn mới", "increase", 10, "xã", "2030")],
        ),
        ("(1) Chỉ số hài lòng đạt khoảng 58,9%.", [("Chỉ số hài lòng", "~", 58.9, "%", "2030")]),
    ],
    ids=lambda v: str(v)[:40],
)
def test_targets(sentence: str, expected: list[tuple[str, str, float, str, str]]) -> None:
    assert set_in(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Đến nay đạt 95% kế hoạch, tăng 5% so với cùng kỳ.",
        "Kinh phí thực hiện khoảng 5 tỷ đồng.",
        "Hoàn thành phổ cập cho trẻ từ 3 đến 5 tuổi.",
        "Cải thiện mức độ hài lòng trong 09 lĩnh vực.",
        "Hiện nay, toàn tỉnh có khoảng 180 trạm phát sóng.",
        "Nếu có từ 02 địa phương trở lên thì xét chọn một.",
        "Vận hành ngay khi hoàn thành 02 công trình.",
    ],
)
def test_background_is_no_target(sentence: str) -> None:
    assert set_in(sentence) == []


def test_targets_below_a_purpose_heading_count() -> None:
    body = "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Mục đích\n\nNâng cao nhận thức.\n\n2. Các chỉ tiêu đến năm 2030\n\nTrên 80% trạm y tế đủ điều kiện."
    assert [(t.value, t.due) for t in plan(body).targets] == [(80, "2030")]


def test_the_year_of_an_item_above_governs() -> None:
    body = "II. MỤC TIÊU\n\n1. Dữ liệu\n\n- Giai đoạn 2026 - 2027:\n\n+ 50% cán bộ được đào tạo.\n\n- Đến năm 2030:\n\n+ 100% cán bộ được đào tạo."
    assert [(t.value, t.due) for t in plan(body).targets] == [(50, "2027"), (100, "2030")]


def test_a_smart_city_is_no_urban_area() -> None:
    body = "II. MỤC TIÊU\n\n- 100% khu công nghiệp có phần mềm đô thị thông minh.\n\n- 90% hộ ở đô thị có nước sạch."
    assert [t.scope.area for t in plan(body).targets] == [None, "đô thị"]


TABLE = "II. MỤC TIÊU\n\n| STT | Chỉ tiêu | Đơn vị tính | {columns} | Cơ quan theo dõi |\n| I | Giai đoạn 2025 - 2027 | | {blank} | |\n| 1 | Tỷ lệ hồ sơ được số hóa | % | {first} | Sở Nội vụ |\n| 2 | Số giường bệnh trên một vạn dân | giường | {second} | Sở Y tế |"


def test_a_share_that_tells_things_apart_is_no_target() -> None:
    body = "III. NHIỆM VỤ\n\n- Sở Tài chính điều chuyển vốn của các dự án giải ngân dưới 30%."
    assert plan(body).targets == []


def test_a_table_of_targets() -> None:
    one = plan(TABLE.format(columns="Kết quả", blank="", first="≥ 95", second="35 - 37"))
    assert [(t.indicator, t.op, t.value, t.value_max, t.unit, t.due) for t in one.targets] == [
        ("Tỷ lệ hồ sơ được số hóa", ">=", 95, None, "%", "2027"),
        ("Số giường bệnh trên một vạn dân", "range", 35, 37, "giường/10.000 dân", "2027"),
    ]
    two = plan(
        TABLE.format(
            columns="Mục tiêu 2026 | Mục tiêu 2030", blank=" | ", first="90% | 100%", second="32 | 35,5"
        )
    )
    assert [(t.value, t.due) for t in two.targets] == [
        (90, "2026"),
        (100, "2030"),
        (32, "2026"),
        (35.5, "2030"),
    ]
    short = plan(
        TABLE.format(columns="Kết quả", blank="", first="95", second="35").replace("Đơn vị tính", "Đơn vị")
    )
    assert [t.unit for t in short.targets] == ["%", "giường/10.000 dân"] and short.tasks == []
    assert all(two.text[t.span.start : t.span.end] == t.quote for t in two.targets)


def in_table(table: str) -> list[str]:
    targets = plan(f"II. CHỈ TIÊU NĂM 2026\n\n{table}").targets
    return [f"{t.indicator} | {t.op} | {t.value:g} | {t.unit} | {t.due}" for t in targets]


def test_what_was_reached_is_no_target_of_a_table() -> None:
    table = (
        "| TT | Chỉ tiêu | ĐVT | Thực hiện năm 2025 | Kế hoạch năm 2026 | Đơn vị chủ trì |\n"
        "| 1 | Tỷ lệ tham gia BHYT | % | 93 | ≥ 95 | Sở Y tế |\n| 2 | Số xã đạt chuẩn | xã | 20 | 25 | UBND các xã |"
    )
    assert in_table(table) == [
        "Tỷ lệ tham gia BHYT | >= | 95 | % | 2026",
        "Số xã đạt chuẩn | = | 25 | xã | 2026",
    ]


def test_units_may_stand_with_the_values_or_the_names() -> None:
    table = (
        "| TT | Chỉ tiêu | Năm 2026 | Đến năm 2030 |\n| 1 | Tỷ lệ hộ nghèo (%) | 3,5 | 1,5 |\n"
        "| 2 | Số trạm y tế đạt chuẩn | 30 trạm | 50 trạm |\n| 3 | Số dịch vụ công | Tối thiểu 40 dịch vụ | Trên 60 dịch vụ |"
    )
    assert in_table(table) == [
        "Tỷ lệ hộ nghèo | = | 3.5 | % | 2026",
        "Tỷ lệ hộ nghèo | = | 1.5 | % | 2030",
        "Số trạm y tế đạt chuẩn | = | 30 | trạm | 2026",
        "Số trạm y tế đạt chuẩn | = | 50 | trạm | 2030",
        "Số dịch vụ công | >= | 40 | dịch vụ | 2026",
        "Số dịch vụ công | > | 60 | dịch vụ | 2030",
    ]


def test_scores_without_a_unit_are_no_targets() -> None:
    table = "| TT | Tiêu chí | Điểm chuẩn |\n| 1 | Tỷ lệ chi trả không dùng tiền mặt | 20 |\n| 2 | Công tác tuyên truyền | 15 |"
    assert in_table(table) == []


def test_year_by_year_statistics_are_no_targets() -> None:
    body = TABLE.format(
        columns="2023 | 2024 | 2025", blank=" | | ", first="80 | 85 | 90", second="30 | 31 | 32"
    )
    assert plan(body).targets == []


def test_a_one_year_plan_gives_its_year() -> None:
    assert set_in("Tỷ lệ tiêm chủng đạt 95%.", "II. MỤC TIÊU", "Phát triển y tế năm 2026")[0][4] == "2026"


def test_a_year_of_its_own_outranks_the_day_of_the_task() -> None:
    body = "IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Hoàn thành điều tra trước ngày 31/8/2026; phấn đấu tỷ lệ tiêm chủng đạt 95% vào năm 2026."
    assert [t.due for t in plan(body).targets] == ["2026"]
    assert [
        t.indicator
        for t in plan(
            "II. MỤC TIÊU ĐẾN NĂM 2030\n\n10. 100% cán bộ được tập huấn.\n\nCác đơn vị bố trí thời gian."
        ).targets
    ] == ["cán bộ được tập huấn"]


def test_a_title_below_its_label_tells_what_lies_ahead() -> None:
    past = (
        "PHẦN THỨ NHẤT\n\nKẾT QUẢ THỰC HIỆN NĂM 2025\n\nI. Y tế\n\nTỷ lệ tham gia bảo hiểm y tế đạt 93%.\n\n"
    )
    ahead = "PHẦN THỨ HAI\n\nCHỈ TIÊU NĂM 2026\n\nI. Y tế\n\nTỷ lệ tham gia bảo hiểm y tế đạt 95%."
    assert [(t.value, t.due) for t in plan(past + ahead).targets] == [(95, "2026")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Mỗi giáo viên dự giờ 18 tiết/năm.", [("tiết của mỗi giáo viên", "=", 18, "tiết/năm")]),
        ("Mỗi tuần đăng 01 tin.", [("tin", "=", 1, "tin/tuần")]),
        (
            'Mỗi tổ dân phố xây dựng được 01 "đoạn đường tự quản".',
            [("đoạn đường tự quản của mỗi tổ dân phố", "=", 1, "đoạn đường/tổ dân phố")],
        ),
        ("Giám sát ít nhất 20 dây chuyền.", [("dây chuyền", ">=", 20, "dây chuyền")]),
        ("Mẫu nước được phân tích theo 02 tầng.", []),
        ("Hình thành 03 cụm du lịch cộng đồng.", [("cụm du lịch cộng đồng", "=", 3, "cụm")]),
        ("Khôi phục, duy trì ít nhất 12 lễ hội truyền thống.", [("lễ hội truyền thống", ">=", 12, "lễ hội")]),
        (
            "Hằng năm mở 10 lớp bồi dưỡng nghiệp vụ cho khoảng 400 lượt học viên.",
            [("lớp bồi dưỡng nghiệp vụ", "=", 10, "lớp/năm"), ("lượt học viên", "~", 400, "lượt học viên")],
        ),
        ("Không còn bãi chôn lấp hở.", [("bãi chôn lấp hở", "=", 0, "bãi")]),
        ("Không còn tình trạng lãng phí.", []),
        ("Dự báo tổng lượng mưa phổ biến đạt 350 mm.", []),
        (
            "Tỷ lệ dân số từ đủ 15 tuổi trở lên biết chữ đạt 95%.",
            [("Tỷ lệ dân số từ đủ 15 tuổi trở lên biết chữ", "=", 95, "%")],
        ),
        (
            "Chi ngân sách địa phương cho giáo dục không thấp hơn 20% tổng chi ngân sách của tỉnh.",
            [("Chi ngân sách địa phương cho giáo dục", ">=", 20, "% tổng chi ngân sách của tỉnh")],
        ),
        (
            "Tập trung giải ngân vốn đầu tư công, phấn đấu đến hết quý III đạt trên 70% và cả năm đạt 100% kế hoạch vốn được giao.",
            [
                ("giải ngân vốn đầu tư công", ">", 70, "% kế hoạch vốn được giao"),
                ("giải ngân vốn đầu tư công", "=", 100, "% kế hoạch vốn được giao"),
            ],
        ),
        ("Vùng 1: 01 bó dây.", []),
    ],
)
def test_what_is_counted_need_stand_in_no_list(sentence: str, expected: list) -> None:
    assert [goal[:4] for goal in set_in(sentence)] == expected


def test_what_work_yields_is_told_in_a_column() -> None:
    table = (
        "| TT | Nhiệm vụ | Sản phẩm | Chủ trì | Thời gian |\n|---|---|---|---|---|\n"
        "| 1 | Bồi dưỡng công chức cấp xã | 12 lớp, khoảng 900 lượt người | Sở Nội vụ | Hết tháng 10/2026 |\n"
        "| 2 | Kết nối cơ sở dữ liệu | 100% hồ sơ được đồng bộ | Sở Y tế | 2026 - 2027 |\n"
        "| 3 | Ban hành kế hoạch tuyên truyền | 01 báo cáo | Sở Tài chính | Quý I/2026 |"
    )
    targets = plan(f"III. NHIỆM VỤ\n\n{table}", title="Cải cách hành chính năm 2026").targets
    assert [(t.indicator, t.op, t.value, t.unit, t.due) for t in targets] == [
        ("lớp bồi dưỡng công chức cấp xã", "=", 12, "lớp", "2026-10-31"),
        ("lượt người bồi dưỡng công chức cấp xã", "~", 900, "lượt người", "2026-10-31"),
        ("hồ sơ được đồng bộ", "=", 100, "%", "2027"),
    ]


def test_a_year_before_a_goal_outranks_the_day_of_the_next_sentence() -> None:
    body = "III. NHIỆM VỤ\n\n1. Sở Y tế\n\n- Phấn đấu năm 2026 tỷ lệ mẫu vi phạm dưới 2%. Xây dựng kế hoạch giám sát trước ngày 15/9/2026."
    assert [t.due for t in plan(body).targets] == ["2026"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Hộ nghèo giảm dưới 18%, tương ứng giảm ít nhất 155 hộ nghèo.",
            ("hộ nghèo", "decrease", 155, "hộ nghèo"),
        ),
        (
            "Theo dõi tiến độ, bảo đảm đến 31/12/2026 giải ngân 100% kế hoạch vốn được giao.",
            ("giải ngân kế hoạch vốn được giao", "=", 100, "%"),
        ),
        ("Cử lực lượng canh gác, rào chắn 100% ngầm tràn.", ("ngầm tràn", "=", 100, "%")),
        ("Thu nhập của hộ nghèo phấn đấu tăng 1,3 lần.", ("Thu nhập của hộ nghèo", "increase", 1.3, "lần")),
        ("Sắp xếp đơn vị sự nghiệp, giảm 02 đơn vị.", ("Sắp xếp đơn vị sự nghiệp", "decrease", 2, "đơn vị")),
        ("Rèn luyện: Tốt, khá từ 97%.", ("Tốt, khá", ">=", 97, "%")),
        ("Điểm trung bình các môn thi ≥ 6,6.", ("Điểm trung bình các môn thi", ">=", 6.6, "điểm")),
        ("Tỷ lệ hộ nghèo giảm từ 5,5 - 6%.", ("Tỷ lệ hộ nghèo", "decrease", 5.5, "%")),
        (
            "Mỗi năm kiểm tra ít nhất 50% số bếp ăn có quy mô từ 200 suất ăn/ngày trở lên.",
            ("bếp ăn có quy mô từ 200 suất ăn/ngày trở lên", ">=", 50, "%"),
        ),
        (
            "Thu ngân sách phấn đấu vượt 12% so với dự toán, tối thiểu đạt 14.300 tỷ đồng.",
            ("Thu ngân sách", ">=", 14300, "tỷ đồng"),
        ),
        (
            "Chỉ số cải cách hành chính xếp trong nhóm 03 sở dẫn đầu khối các sở, ban, ngành.",
            ("Chỉ số cải cách hành chính", "rank", 3, "sở dẫn đầu khối các sở, ban, ngành"),
        ),
    ],
    ids=lambda v: str(v)[:40],
)
def test_the_last_goal_of_a_sentence(sentence: str, expected: tuple) -> None:
    assert set_in(sentence)[-1][:4] == expected


def test_a_printed_day_stays_a_day() -> None:
    assert set_in("Đến 31/12/2026 giải ngân 95% kế hoạch vốn.")[0][4] == "2026-12-31"
    assert set_in("Đến hết năm 2026 giải ngân 95% kế hoạch vốn.")[0][4] == "2026"


def test_a_name_may_tell_the_way_that_a_value_is_to_go() -> None:
    table = (
        "| TT | Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2026 |\n|---|---|---|---|\n"
        "| 1 | Tỷ lệ hộ nghèo giảm | điểm % | 1,5 |\n| 2 | Tỷ lệ lao động qua đào tạo | % | 74 |"
    )
    assert in_table(table)[0] == "Tỷ lệ hộ nghèo | decrease | 1.5 | điểm % | 2026"
    rates = "| TT | Chỉ số | Chỉ tiêu năm 2026 |\n|---|---|---|\n| 1 | Viêm phổi thở máy | ≤ 8 ca/1.000 ngày thở máy |\n| 2 | Rửa tay đúng | ≥ 75% |"
    assert in_table(rates)[0] == "Viêm phổi thở máy | <= | 8 | ca/1.000 ngày thở máy | 2026"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tổ chức 02 lớp đào tạo nghề cho lao động.", [("lớp đào tạo nghề cho lao động", "=", 2, "lớp")]),
        (
            "Cập nhật 14 quy trình theo Quyết định số 15/QĐ-BYT ngày 24/3/2023.",
            [("quy trình", "=", 14, "quy trình")],
        ),
        (
            "Tổ chức 04 hội nghị kết nối cung cầu (quý III: 02, quý IV: 02).",
            [("hội nghị kết nối cung cầu", "=", n, "hội nghị") for n in (4, 2, 2)],
        ),
        (
            "Cung ứng lao động cho nhà đầu tư (dự kiến 4.200 người).",
            [("người cung ứng lao động cho nhà đầu tư", "=", 4200, "người")],
        ),
        (
            "Kết nạp đoàn viên mới (ít nhất 40 đoàn viên).",
            [("đoàn viên mới", ">=", 40, "đoàn viên")],
        ),
        (
            "Đẩy mạnh đầu tư công (phấn đấu tỷ lệ giải ngân đạt 95%).",
            [("tỷ lệ giải ngân", "=", 95, "%")],
        ),
        (
            "Phối hợp với Sở Nội vụ, Trường Chính trị tỉnh mở 06 lớp bồi dưỡng nghiệp vụ.",
            [("lớp bồi dưỡng nghiệp vụ", "=", 6, "lớp")],
        ),
        (
            "Phối hợp các siêu thị dự trữ 60 tấn gạo, 90.000 thùng mì ăn liền.",
            [("gạo", "=", 60, "tấn"), ("thùng mì ăn liền", "=", 90000, "thùng")],
        ),
        (
            "Xóa điểm lõm sóng tại 37 thôn vùng cao.",
            [("Xóa điểm lõm sóng tại thôn vùng cao", "=", 37, "thôn")],
        ),
        (
            "Phối hợp Đoàn Thanh niên dạy bơi cho 4.000 trẻ em.",
            [("dạy bơi cho trẻ em", "=", 4000, "trẻ em")],
        ),
        (
            "Hỗ trợ xây mới 250 nhà, sửa chữa 120 nhà.",
            [("nhà", "=", 250, "nhà"), ("nhà", "=", 120, "nhà")],
        ),
        ("Trao 200 suất học bổng, mỗi suất 1 triệu đồng.", [("suất học bổng", "=", 200, "suất")]),
        (
            "Tăng thời lượng phát sóng lên 45 phút/ngày.",
            [("thời lượng phát sóng", "=", 45, "phút/ngày")],
        ),
        ("Giảm từ 10% số vụ tai nạn so với năm trước.", [("vụ tai nạn", "decrease", 10, "%")]),
        ("Rà soát dự án xây dựng 02 trạm bơm.", []),
        ("Bố trí kinh phí mua 03 xe cứu thương.", []),
        ("Triển khai 06 nhiệm vụ, 12 giải pháp trọng tâm.", []),
        ("Kiểm tra các đơn vị đã xây dựng 03 mô hình.", []),
        ("Thành lập 03 tổ kiểm tra, mỗi tổ có 01 xe tải.", []),
        ("Sắp xếp 26 trạm y tế, điểm trạm hiện có theo mô hình mới.", []),
        ("Sửa chữa 05 nhà văn hóa hiện có.", [("nhà văn hóa hiện có", "=", 5, "nhà văn hóa")]),
        ("Trao 02 giải Nhì và 03 giải Ba.", []),
        (
            "Nâng tỷ lệ hồ sơ trực tuyến từ 45% lên 70%.",
            [("tỷ lệ hồ sơ trực tuyến", "=", 70, "%")],
        ),
        ("Số hóa 60% hồ sơ lưu trữ.", [("hồ sơ lưu trữ", "=", 60, "%")]),
        (
            "Đưa 500 lao động đi làm việc ở nước ngoài.",
            [("lao động đi làm việc ở nước ngoài", "=", 500, "lao động")],
        ),
        (
            "Thu hút 35 dự án với tổng vốn đăng ký 8.500 tỷ đồng.",
            [("dự án", "=", 35, "dự án")],
        ),
        ("Xây dựng mô hình trồng 02 ha dưa lưới.", []),
        (
            "Phối hợp với Thanh tra tỉnh kiểm tra việc niêm yết giá tại 25 chợ.",
            [("kiểm tra việc niêm yết giá tại chợ", "=", 25, "chợ")],
        ),
        ("Bài dự thi dài tối đa 10 trang.", []),
        ("Ý tưởng đạt từ 80 điểm trở lên mới được xét giải Nhất.", []),
        ("Duy trì 11 buổi sau: thứ Hai, thứ Ba.", []),
        ("Dạy học 02 buổi/ngày.", []),
        ("Mua cồn dự phòng (không quá 15 ngày).", []),
    ],
    ids=lambda v: str(v)[:40],
)
def test_amounts_of_work_in_items(sentence: str, expected: list) -> None:
    assert [goal[:4] for goal in set_in(sentence, "III. NHIỆM VỤ")] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Không để trường nào không có tủ thuốc.", [("trường không có tủ thuốc", "=", 0, "trường")]),
        ("Không để hộ nghèo nào thiếu quà Tết.", [("hộ nghèo thiếu quà Tết", "=", 0, "hộ nghèo")]),
        ("Xóa hết nhà tạm trước ngày 19/8/2026.", [("nhà tạm", "=", 0, "nhà tạm")]),
        ("Không để trường hợp nào chưa được rà soát.", []),
        ("Không có đơn vị nào vi phạm.", []),
    ],
)
def test_nothing_is_left_where_work_is_asked_for(sentence: str, expected: list) -> None:
    assert [goal[:4] for goal in set_in(sentence, "III. NHIỆM VỤ")] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Phòng đọc đạt yêu cầu tại ít nhất 92% số trường.",
            ("Phòng đọc đạt yêu cầu", ">=", 92, "% số trường"),
        ),
        ("Vùng phủ 5G đến 70% dân số.", ("Vùng phủ 5G", "=", 70, "% dân số")),
        (
            "Chi phí vận tải thủy xuống dưới 60% chi phí đường bộ.",
            ("Chi phí vận tải thủy", "<", 60, "% chi phí đường bộ"),
        ),
        ("Tỷ lệ tham gia bảo hiểm đạt trên 95% dân số.", ("Tỷ lệ tham gia bảo hiểm", ">", 95, "% dân số")),
        (
            "Giải ngân vốn đầu tư công đạt 100% kế hoạch Thủ tướng Chính phủ giao.",
            ("Giải ngân vốn đầu tư công", "=", 100, "% kế hoạch Thủ tướng Chính phủ giao"),
        ),
        ("Phấn đấu giải ngân đạt trên 95% kế hoạch vốn.", ("giải ngân kế hoạch vốn", ">", 95, "%")),
        ("Trên 80% dân số được quản lý sức khỏe.", ("dân số được quản lý sức khỏe", ">", 80, "%")),
    ],
)
def test_shares_of_a_whole_behind_them(sentence: str, expected: tuple) -> None:
    assert [goal[:4] for goal in set_in(sentence)] == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bảo đảm mỗi năm kiểm tra 50% số bếp ăn; 100% vụ việc được điều tra.", ["yearly", "2030"]),
        (
            "Gieo trồng 3.500 ha rau trước ngày 25/11/2026; cung ứng tối thiểu 120 tấn giống lúa.",
            ["2026-11-25", "2030"],
        ),
        ("Đến năm 2028, 50% xã có chợ; 80% thôn có nhà văn hóa.", ["2028", "2028"]),
        ("Nâng cấp 02 trạm bơm; hoàn thành 05 chợ trước ngày 30/6/2027.", ["2030", "2027-06-30"]),
        ("Phân khai 100% kế hoạch vốn năm 2026 xong trước ngày 31/12/2025.", ["2025-12-31"]),
        ("Tổ chức 04 hội nghị (quý III/2026: 02, quý IV/2026: 02).", ["2030", "2026-09-30", "2026-12-31"]),
        # the year of a part of the whole, the end of a budget year, what is to stay so from now on
        (
            "100% trạm được đầu tư; trong đó đến năm 2027 đạt 80%; 100% trạm có từ 4 - 5 bác sĩ.",
            ["2030", "2027", "2030"],
        ),
        (
            "Đến hết quý II/2026 giải ngân đạt trên 45% kế hoạch, đến hết niên độ ngân sách đạt 100% kế hoạch vốn.",
            ["2026-06-30", "2026"],
        ),
        ("Rút ngắn thời gian chờ khám từ 60 phút xuống còn 30 phút.", ["2030"]),
    ],
)
def test_dues_of_parts(sentence: str, expected: list[str]) -> None:
    assert [goal[4] for goal in set_in(sentence)] == expected


def test_a_resolution_sets_goals_in_its_tasks() -> None:
    head = "HỘI ĐỒNG NHÂN DÂN\nTỈNH VĨNH GIANG\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 61/NQ-HĐND\n\nVĩnh Giang, ngày 10 tháng 12 năm 2025\n\nNGHỊ QUYẾT\n\nVề nhiệm vụ phát triển kinh tế - xã hội năm 2026\n\n"
    body = "Điều 1. Đánh giá tình hình năm 2025\n\nThu ngân sách đạt tối thiểu 12.870 tỷ đồng.\n\nĐiều 2. Nhiệm vụ, giải pháp chủ yếu\n\n1. Rà soát, xử lý trụ sở dôi dư, hoàn thành xử lý tối thiểu 60% trong năm 2026."
    document = extract(parse(read_bytes((head + body).encode(), ".txt", "test.txt")))
    assert [(t.op, t.value, t.due) for t in document.targets] == [(">=", 60, "2026")]


def test_a_decision_sets_goals_in_the_tasks_that_it_approves() -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH VĨNH GIANG\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 61/QĐ-UBND\n\nVĩnh Giang, ngày 10 tháng 12 năm 2025\n\nQUYẾT ĐỊNH\n\nPhê duyệt Chương trình phát triển chính quyền số\n\n"
    body = "Điều 1. Phê duyệt Chương trình với các nội dung sau:\n\nI. NHIỆM VỤ\n\n- Sở Nội vụ số hóa 100% hồ sơ.\n\nII. XẾP LOẠI\n\n- Mức tốt tương ứng với kết quả đạt từ 80% trở lên."
    document = extract(parse(read_bytes((head + body).encode(), ".txt", "test.txt")))
    assert [(t.op, t.value) for t in document.targets] == [("=", 100)]


def test_a_rate_may_stand_behind_its_value() -> None:
    assert set_in("Bảo đảm cung ứng tối thiểu 8.500 m3 đất đắp mỗi ngày.")[0][:3] == (
        "đất đắp mỗi ngày",
        ">=",
        8500,
    )
    assert set_in("Cung ứng tối thiểu 120 tấn giống lúa.")[0][:4] == ("giống lúa", ">=", 120, "tấn")
    assert set_in("Công suất khai thác đạt 8.500 m3 mỗi ngày.")[0][3] == "m3/ngày"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Tỷ lệ bỏ học: THCS dưới 0,5%, THPT dưới 1%.",
            [("Tỷ lệ bỏ học THCS", 0.5, "2030"), ("Tỷ lệ bỏ học THPT", 1, "2030")],
        ),
        (
            "Tỷ lệ giải ngân đạt 70% trong năm 2026; cả năm 2027 đạt 100%.",
            [("Tỷ lệ giải ngân", 70, "2026"), ("Tỷ lệ giải ngân", 100, "2027")],
        ),
        ("Xóa toàn bộ 07 chợ cóc.", [("chợ cóc", 7, "2030")]),
        ("Đạt tỷ lệ 12 bác sĩ/vạn dân.", [("bác sĩ", 12, "2030")]),
    ],
)
def test_names_that_stand_elsewhere(sentence: str, expected: list) -> None:
    assert [(name, value, due) for name, _, value, _, due in set_in(sentence)] == expected


def test_a_table_may_hold_goals_in_one_column() -> None:
    table = "| STT | Nội dung chỉ tiêu |\n|---|---|\n| 1 | Tỷ lệ hộ nghèo dưới 3% |\n| 2 | 100% trạm y tế có bác sĩ |"
    assert in_table(table) == [
        "Tỷ lệ hộ nghèo | < | 3 | % | 2026",
        "trạm y tế có bác sĩ | = | 100 | % | 2026",
    ]


def test_what_is_to_be_reached_stands_beside_its_name() -> None:
    table = "| Chỉ tiêu | Mức phấn đấu |\n|---|---|\n| Tỷ lệ hộ nghèo | < 3% |\n| Số vụ cháy | giảm 10% |\n| Xã đạt chuẩn | 12/15 xã |"
    assert in_table(table) == [
        "Tỷ lệ hộ nghèo | < | 3 | % | 2026",
        "Số vụ cháy | decrease | 10 | % | 2026",
        "Xã đạt chuẩn | = | 12 | xã (trên 15) | 2026",
    ]


def test_values_of_years_to_come_are_goals() -> None:
    table = (
        "| TT | Chỉ tiêu | ĐVT | Năm 2026 | Năm 2027 | Năm 2028 |\n|---|---|---|---|---|---|\n"
        "| 1 | Tỷ lệ hộ nghèo | % | 3 | 2 | 1 |"
    )
    assert in_table(table) == [
        f"Tỷ lệ hộ nghèo | = | {n} | % | {y}" for n, y in ((3, 2026), (2, 2027), (1, 2028))
    ]


def test_a_verb_before_the_next_value_is_no_part_of_a_name() -> None:
    assert [g[0] for g in set_in("Xây dựng 05 mô hình sản xuất, nhân rộng 03 mô hình dân vận.")] == [
        "mô hình sản xuất",
        "mô hình dân vận",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nguyên tắc hỗ trợ: mỗi hộ không quá 01 dự án trong một năm.", []),
        (
            "Đến hết học kỳ I, 100% trường tiểu học lắp camera.",
            [("trường tiểu học lắp camera", "=", 100, "%")],
        ),
        (
            "Đảm bảo thời gian gián đoạn hệ thống không quá 30 phút/lần.",
            [("thời gian gián đoạn hệ thống", "<=", 30, "phút/lần")],
        ),
        ("Xử lý hồ sơ trong thời gian không quá 30 phút.", []),
        # a time that is cut, whoever is charged
        (
            "Giảm thời gian giải quyết từ 10 ngày làm việc còn 09 ngày làm việc kể từ ngày nhận hồ sơ.",
            [("thời gian giải quyết", "=", 9, "ngày làm việc")],
        ),
        (
            "Chủ trì, phối hợp với Sở Tài chính bố trí ngân sách cho y tế dự phòng bảo đảm ít nhất 30% tổng chi sự nghiệp y tế.",
            [("ngân sách cho y tế dự phòng", ">=", 30, "% tổng chi sự nghiệp y tế")],
        ),
        (
            "Không để hộ dân nào bị thiếu nước sinh hoạt.",
            [("hộ dân bị thiếu nước sinh hoạt", "=", 0, "hộ dân")],
        ),
    ],
)
def test_rules_and_goals_of_tasks(sentence: str, expected: list) -> None:
    assert [goal[:4] for goal in set_in(sentence, "III. NHIỆM VỤ")] == expected


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "Không để xảy ra vụ ngộ độc thực phẩm tập thể trong trường học.",
            ["vụ ngộ độc thực phẩm tập thể trong trường học | = | 0 | vụ | 2026"],
        ),
        ("Bếp ăn có từ 200 suất trở lên phải được kiểm tra thường xuyên.", []),
    ],
)
def test_sizes_that_tell_things_apart_and_what_is_not_to_happen(line: str, found: list[str]) -> None:
    assert in_table(f"- {line}") == found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # a grade behind "từ ... trở lên" tells which are meant; a comparator stands before its value
        ("Trên 25% giáo viên có trình độ thạc sĩ trở lên.", ("giáo viên có trình độ thạc sĩ trở lên", ">", 25, "%")),
        ("Có 02 sản phẩm được xếp hạng từ 3 sao trở lên.", ("sản phẩm được xếp hạng từ 3 sao trở lên", "=", 2, "sản phẩm")),
        ("Phấn đấu có ít nhất 03 thôn được công nhận đạt chuẩn.", ("thôn được công nhận đạt chuẩn", ">=", 3, "thôn")),
        ("Có 05 ngành, nghề tiếp cận trình độ các nước ASEAN-4.", ("ngành, nghề tiếp cận trình độ các nước ASEAN-4", "=", 5, "ngành, nghề")),
        ("Xóa toàn bộ các phòng học tạm trên địa bàn tỉnh.", ("phòng học tạm trên địa bàn tỉnh", "=", 0, "phòng học tạm")),
        ("Chi ngân sách nhà nước cho giáo dục đạt ít nhất 20% tổng chi ngân sách.",
         ("Chi ngân sách nhà nước cho giáo dục", ">=", 20, "% tổng chi ngân sách")),
        ("Thời lượng phát sóng cho trẻ em tối thiểu 60 phút/tuần.", ("Thời lượng phát sóng cho trẻ em", ">=", 60, "phút/tuần")),
        # in what somebody is ranked
        ("Tỉnh nằm trong nhóm 15 tỉnh dẫn đầu cả nước về số sản phẩm OCOP.", ("số sản phẩm OCOP", "rank", 15, "tỉnh dẫn đầu cả nước")),
    ],
)  # fmt: skip
def test_goals_of_other_drafters(sentence: str, expected: tuple) -> None:
    assert [goal[:4] for goal in set_in(sentence)] == [expected]


def test_a_day_that_a_change_starts_from_is_no_due() -> None:
    sentence = "Giảm ít nhất 50% số nợ đọng so với thời điểm 31/12/2025 trong năm 2027."
    assert [goal[4] for goal in set_in(sentence)] == ["2027"]


def test_requirements_ask_for_shares_of_the_work() -> None:
    body = "I. MỤC ĐÍCH, YÊU CẦU\n\n2. Yêu cầu\n\na) Kiểm tra trực tiếp ít nhất 30% cơ quan chuyên môn.\n\nb) 100% tồn tại được phát hiện phải có kết luận."
    assert [(t.value, t.op) for t in plan(body).targets] == [(30, ">="), (100, "=")]


def test_goals_beside_who_answers_for_them() -> None:
    table = "TT | Chỉ tiêu | Đơn vị chủ trì\nI | Kinh tế số |\n1 | Tỷ trọng kinh tế số đạt 30% GRDP | Sở Tài chính\n2 | Trên 80% doanh nghiệp dùng hợp đồng điện tử | Sở Công Thương"
    document = plan(f"PHỤ LỤC\nPHÂN CÔNG\n(Kèm theo Kế hoạch số 118/KH-UBND)\n\n{table}")
    assert [(t.indicator, t.op, t.value) for t in document.targets] == [
        ("Tỷ trọng kinh tế số", "=", 30),
        ("doanh nghiệp dùng hợp đồng điện tử", ">", 80),
    ]


def test_parts_of_a_goal_are_due_with_it() -> None:
    (whole, part) = plan(
        "I. MỤC TIÊU\n\n- Kim ngạch xuất khẩu đến năm 2030 đạt 400 triệu USD. Trong đó: nông sản đạt 395 triệu USD."
    ).targets
    assert (whole.due, part.due) == ("2030", "2030")


def test_what_is_undergone_may_be_counted_in_a_name() -> None:
    (goal,) = plan("I. MỤC TIÊU\n\n- 90% trẻ sơ sinh được tầm soát ít nhất 5 bệnh bẩm sinh.").targets
    assert (goal.indicator, goal.value) == ("trẻ sơ sinh được tầm soát ít nhất 5 bệnh bẩm sinh", 90)


@pytest.mark.parametrize(
    "item", ["Trực ban 24/24 giờ.", "Lập quy hoạch phân khu tỷ lệ 1/2000, chi tiết 1/500."]
)
def test_watches_and_scales_are_no_shares(item: str) -> None:
    assert plan(f"II. NHIỆM VỤ\n\n- {item}").targets == []


def test_parts_and_further_work_are_told_by_what_stands_before_them() -> None:
    body = (
        "II. MỤC TIÊU\n\n1. Đến năm 2030\n\n- Tỷ lệ lao động qua đào tạo 75%, trong đó có bằng cấp, chứng chỉ 35%.\n\n"
        "- Dạy nghề cho 20.000 lao động, giải quyết việc làm cho 30.000 người.\n\n- Mở 02 lớp đào tạo, bồi dưỡng cho 300 cán bộ.\n\n"
        "- Có 25/45 xã đạt chuẩn nông thôn mới, chiếm 55,6%."
    )
    assert [(t.indicator, t.value, t.unit) for t in plan(body).targets] == [
        ("Tỷ lệ lao động qua đào tạo", 75.0, "%"),
        ("Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ", 35.0, "%"),
        ("Dạy nghề cho lao động", 20000.0, "lao động"),
        ("giải quyết việc làm cho người", 30000.0, "người"),
        ("lớp đào tạo, bồi dưỡng", 2.0, "lớp"),
        ("cán bộ", 300.0, "cán bộ"),
        ("xã đạt chuẩn nông thôn mới", 25.0, "xã (trên 45)"),
        ("xã đạt chuẩn nông thôn mới", 55.6, "%"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hình thành mới 05 khu công nghiệp, nâng tổng số lên 12 KCN.", [("khu công nghiệp", 5.0, "khu công nghiệp"), ("tổng số KCN", 12.0, "KCN")]),
        ("02 xã đạt chuẩn đô thị loại V.", [("xã đạt chuẩn đô thị loại V", 2.0, "xã")]),
        (
            "Vận hành các dự án đã quy hoạch, nâng tổng công suất năng lượng toàn tỉnh lên 4.758,5 MW.",
            [("tổng công suất năng lượng toàn tỉnh", 4758.5, "MW")],
        ),
        ("Phát triển công nghiệp xanh, hiện đại, góp phần đạt chỉ số sản xuất công nghiệp tăng bình quân 12%/năm.", [("chỉ số sản xuất công nghiệp", 12.0, "%/năm")]),
        (
            "100% hồ sơ được số hóa (trừ hồ sơ mật của Công an). 100% văn bản được ký số.",
            [("hồ sơ được số hóa (trừ hồ sơ mật của Công an)", 100.0, "%"), ("văn bản được ký số", 100.0, "%")],
        ),
    ],
)  # fmt: skip
def test_goals_of_a_list(sentence: str, expected: list[tuple[str, float, str]]) -> None:
    document = plan(f"II. MỤC TIÊU\n\n1. Các chỉ tiêu cụ thể đến năm 2030\n\n- {sentence}")
    assert [(t.indicator, t.value, t.unit) for t in document.targets] == expected
