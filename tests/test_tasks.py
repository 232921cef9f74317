"""Tasks: who is charged with what, in lines, headings, sentences and tables."""

import pytest

from kehoach.extraction import extract
from kehoach.model import Document
from kehoach.parsing import parse
from kehoach.reading import read_bytes
from tests.making import HEAD, TAIL, outline, plan


def letter(body: str) -> Document:
    """An official letter with this body."""
    head = (
        "ỦY BAN NHÂN DÂN\nTỈNH VĨNH GIANG\n\nSố: 914/UBND-VX\nV/v tăng cường phòng dịch\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n\nVĩnh Giang, ngày 8 tháng 7 năm 2026\n\nKính gửi:\n- Các sở, ban, ngành tỉnh.\n\n"
    )
    return extract(parse(read_bytes((head + body + TAIL).encode(), ".txt", "letter.txt")))


def tasks_of(body: str) -> list[tuple[str, list[str], list[str], str | None]]:
    return [
        (t.quote[:24], [u.name for u in t.lead], [u.name for u in t.support], t.deadline.end)
        for t in plan(body).tasks
    ]


def test_items_under_a_unit_heading() -> None:
    body = "V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Chủ trì kiểm tra trước ngày 30/9/2026.\n\n- Phối hợp với Công an tỉnh rà soát.\n\n2. Sở Nội vụ\n\nTheo dõi, đôn đốc."
    assert tasks_of(body) == [
        ("Chủ trì kiểm tra trước n", ["Sở Y tế"], [], "2026-09-30"),
        ("Phối hợp với Công an tỉn", ["Sở Y tế"], ["Công an tỉnh"], None),
        ("Theo dõi, đôn đốc", ["Sở Nội vụ"], [], None),
    ]


def test_who_is_charged_with_items() -> None:
    body = "1. Sở Y tế\n\na) Theo dõi dịch bệnh.\n\nb) Giao Công an tỉnh có trách nhiệm:\n\n- Xử lý vi phạm.\n\n2. Đề nghị Hội Nông dân tỉnh\n\nTăng cường tuyên truyền.\n\n3. Các tổ chức khai thác nước có trách nhiệm\n\na) Kê khai, đăng ký."
    assert [(q, lead) for q, lead, _, _ in tasks_of(body)] == [
        ("Theo dõi dịch bệnh", ["Sở Y tế"]),
        ("Xử lý vi phạm", ["Công an tỉnh"]),
        ("Tăng cường tuyên truyền", ["Hội Nông dân tỉnh"]),
        ("Kê khai, đăng ký", ["Các tổ chức khai thác nước"]),
    ]


def test_lines_of_responsibility_below_an_item_that_ends_in_a_colon() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Xây dựng kế hoạch phát triển y tế:\n\n- Cơ quan chủ trì: Sở Y tế\n\n- Cơ quan phối hợp: Sở Tài chính\n\n- Thời gian: Quý I/2026\n\n"
        "2. Rà soát mạng lưới trường lớp:\n\na) Chủ trì: Sở Giáo dục và Đào tạo\n\nb) Thời gian hoàn thành: Quý II/2026"
    )
    assert tasks_of(body) == [
        ("Xây dựng kế hoạch phát t", ["Sở Y tế"], ["Sở Tài chính"], "2026-03-31"),
        ("Rà soát mạng lưới trường", ["Sở Giáo dục và Đào tạo"], [], "2026-06-30"),
    ]


def test_work_that_says_itself_who_does_it() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Rà soát quy hoạch mạng lưới y tế (Sở Y tế chủ trì, phối hợp với Sở Xây dựng; hoàn thành trong quý II/2026).\n\n"
        "2. Tổ chức tập huấn. Chủ trì: Sở Nội vụ; phối hợp: các sở, ngành; thời gian: tháng 6/2026.\n\n"
        "3. Tham mưu Nghị quyết của HĐND tỉnh; giao Sở Tài chính chủ trì, hoàn thành tháng 7/2026.\n\n"
        "4. Xây dựng đề án tự chủ (theo quy định của Chính phủ)."
    )
    assert tasks_of(body) == [
        ("Rà soát quy hoạch mạng l", ["Sở Y tế"], ["Sở Xây dựng"], "2026-06-30"),
        ("Tổ chức tập huấn. Chủ tr", ["Sở Nội vụ"], ["các sở, ngành"], "2026-06-30"),
        ("Tham mưu Nghị quyết của ", ["Sở Tài chính"], [], "2026-07-31"),
    ]


def test_one_line_with_all_its_labels() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Rà soát quy hoạch mạng lưới y tế.\n\n"
        "Cơ quan chủ trì: Sở Y tế; cơ quan phối hợp: Sở Tài chính; UBND các xã; thời gian: Quý III/2026; sản phẩm: Báo cáo.\n\n"
        "2. Nội dung: Số hóa hồ sơ người có công; chủ trì: Sở Nội vụ; thời hạn: 30/11/2026\n\n"
        "3. Xây dựng đề án tự chủ.\n\n- Thời gian: Tháng 8/2026. Chủ trì: Sở Tài chính. Địa điểm: Hội trường tỉnh."
    )
    assert tasks_of(body) == [
        ("Rà soát quy hoạch mạng l", ["Sở Y tế"], ["Sở Tài chính", "UBND các xã"], "2026-09-30"),
        ("Số hóa hồ sơ người có cô", ["Sở Nội vụ"], [], "2026-11-30"),
        ("Xây dựng đề án tự chủ", ["Sở Tài chính"], [], "2026-08-31"),
    ]


def test_who_does_it_in_brackets_below_a_heading() -> None:
    body = "I. NHIỆM VỤ\n\n1. Xây dựng đề án\n\n(Sở Tài chính chủ trì tham mưu; hoàn thành trước 30/9/2026)"
    assert tasks_of(body) == [("Xây dựng đề án", ["Sở Tài chính"], [], "2026-09-30")]


def test_products_in_lines_and_in_the_same_paragraph() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Xây dựng Đề án y tế biển. Cơ quan chủ trì: Sở Y tế. Thời gian hoàn thành: Quý IV/2026. Sản phẩm: Đề án.\n\n"
        "2. Tổ chức hội nghị quán triệt.\n\n+ Chủ trì: Sở Nội vụ.\n\n+ Hoàn thành: Trong tháng 3/2026.\n\n+ Sản phẩm: Hội nghị."
    )
    assert [(t.product, t.deadline.end) for t in plan(body).tasks] == [
        ("Đề án", "2026-12-31"),
        ("Hội nghị", "2026-03-31"),
    ]


def test_bare_sentences_about_units_are_no_headings() -> None:
    body = (
        "Để triển khai kịp thời, UBND tỉnh có ý kiến như sau:\n\n1. Giao Sở Y tế:\n\na) Chủ trì rà soát số liệu;\n\nb) Báo cáo trước ngày 10/8/2026.\n\n"
        "2. Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh phối hợp bảo đảm an ninh trật tự."
    )
    document = letter(body)
    assert [s.title for s in document.sections] == ["Giao Sở Y tế"]
    assert leads(document) == [["Sở Y tế"], ["Sở Y tế"], ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"]]


def test_orders_as_headings() -> None:
    body = "1. Giao Sở Xây dựng\n\nChủ trì hướng dẫn.\n\nĐồng thời, kiểm tra, đôn đốc.\n\n2. Yêu cầu UBND các xã, phường\n\n- Rà soát cơ sở.\n\n3. Cơ sở giáo dục mầm non\n\n- Lập hồ sơ."
    assert leads(plan(body)) == [
        ["Sở Xây dựng"],
        ["Sở Xây dựng"],
        ["UBND các xã, phường"],
        ["Cơ sở giáo dục mầm non"],
    ]


def test_what_is_said_towards_a_unit() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Đối với Sở Y tế: Chủ trì, phối hợp với Sở Tài chính kiểm tra.\n\n"
        "2. Đối với UBND các xã: Tổ chức tuyên truyền trước ngày 30/6/2026.\n\n3. Đối với các trường hợp vi phạm: xử lý nghiêm."
    )
    assert tasks_of(body) == [
        ("Đối với Sở Y tế: Chủ trì", ["Sở Y tế"], ["Sở Tài chính"], None),
        ("Đối với UBND các xã: Tổ ", ["UBND các xã"], [], "2026-06-30"),
    ]


def test_a_plain_paragraph_charges_the_items_after_it() -> None:
    body = (
        "I. NHIỆM VỤ\n\nĐể hoàn thành kế hoạch, tỉnh Vĩnh Giang cần tập trung thực hiện các nhiệm vụ trọng tâm sau:\n\n"
        "1. Đẩy nhanh giải ngân.\n\n2. Rà soát quy hoạch từ nay đến hết năm 2027.\n\n"
        "UBND tỉnh yêu cầu Sở Y tế, Sở Nội vụ thực hiện các nội dung sau:\n\n- Kiểm tra trạm y tế."
    )
    assert leads(plan(body)) == [["tỉnh Vĩnh Giang"], ["tỉnh Vĩnh Giang"], ["Sở Y tế", "Sở Nội vụ"]]
    assert plan(body).tasks[1].deadline.end == "2027-12-31"
    body = (
        "Nhằm tăng cường quản lý nước dưới đất; khắc phục tình trạng khoan giếng trái phép, Chủ tịch UBND tỉnh yêu cầu Giám đốc, "
        "Thủ trưởng các sở, ban ngành tập trung thực hiện các nhiệm vụ sau:\n\n1. Khoanh định vùng cấm khai thác.\n\n"
        "2. Sở Y tế kiểm tra chất lượng nước."
    )
    assert leads(plan(body)) == [["Giám đốc, Thủ trưởng các sở, ban ngành"], ["Sở Y tế"]]


def test_bullets_go_on_with_the_work_of_the_item_above_them() -> None:
    body = (
        "I. NHIỆM VỤ\n\nĐể hoàn thành hai bệnh viện trước ngày 30/11/2026, yêu cầu các sở, ngành và các nhà thầu thực hiện các nhiệm vụ sau:\n\n"
        "(1) Sở Y tế chỉ đạo các đơn vị liên quan tiếp tục phối hợp, hướng dẫn Sở Xây dựng lập hồ sơ.\n\n- Chuẩn bị nhân lực.\n\n"
        "- Chủ trì, phối hợp với Sở Tài chính trình cơ chế vận hành.\n\n(2) Sở Nội vụ bố trí biên chế."
    )
    tasks = plan(body).tasks
    assert [[u.name for u in t.lead] for t in tasks] == [["Sở Y tế"]] * 3 + [["Sở Nội vụ"]]
    assert [[u.name for u in t.support] for t in tasks] == [
        ["các đơn vị liên quan", "Sở Xây dựng"],
        [],
        ["Sở Tài chính"],
        [],
    ]
    assert {t.deadline.end for t in tasks} == {None}


def test_an_answer_below_an_order_is_quoted_behind_its_topic() -> None:
    order = "Chủ tịch UBND tỉnh yêu cầu các sở, ngành thực hiện các nội dung sau:"
    topic = "Về đề nghị bổ sung vốn của UBND các xã; điều chỉnh chủ trương đầu tư:"
    tasks = plan(
        f"II. NHIỆM VỤ\n\n{order}\n\n1. Rà soát hồ sơ.\n\n2. {topic} Giao Sở Tài chính tham mưu."
    ).tasks
    assert [(t.quote, [u.name for u in t.lead]) for t in tasks] == [
        ("Rà soát hồ sơ", ["các sở, ngành"]),
        ("Giao Sở Tài chính tham mưu", ["Sở Tài chính"]),
    ]


def test_a_notice_charges_the_place_that_it_is_about() -> None:
    body = (
        "I. ĐÁNH GIÁ CHUNG\n\nTỉnh đã hoàn thành việc sắp xếp trạm y tế.\n\nTrong thời gian tới, Tỉnh tổ chức thực hiện các nhiệm vụ "
        "được giao. Tỉnh xem xét, khảo sát việc mở đường bay.\n\nII. KIẾN NGHỊ\n\n"
        "1. Về việc hỗ trợ xe cứu thương; mua sắm thiết bị: Tỉnh căn cứ quy định để bố trí."
    )
    notice = HEAD.format(title="Kết luận tại buổi làm việc với tỉnh Vĩnh Giang", opening="") + body + TAIL
    notice = notice.replace("KẾ HOẠCH", "THÔNG BÁO").replace("118/KH-UBND", "118/TB-VP")
    tasks = extract(parse(read_bytes(notice.encode(), ".txt", "test.txt"))).tasks
    assert [([u.name for u in t.lead], t.quote[:12]) for t in tasks] == [
        (["Tỉnh"], "Trong thời g"),
        (["Tỉnh"], "Tỉnh xem xét"),
        (["Tỉnh"], "Tỉnh căn cứ "),
    ]
    assert leads(plan("I. NHIỆM VỤ\n\n1. Mạng lưới y tế\n\n- Tỉnh căn cứ quy định để bố trí.")) == []


def test_lead_ins_in_background_over_text_and_short_ones() -> None:
    body = (
        "I. ĐÁNH GIÁ CHUNG\n\nKết quả đạt được là tích cực.\n\nĐể phát triển, tỉnh Vĩnh Giang cần tập trung thực hiện các nhiệm vụ sau đây:\n\n"
        "1. Đẩy nhanh giải ngân.\n\nSở Tài chính chủ trì theo dõi.\n\n2. Rà soát quy hoạch.\n\n"
        "II. AN SINH\n\nBộ Tài chính chỉ đạo Bảo hiểm xã hội Việt Nam:\n\na) Chi trả gộp lương hưu.\n\nb) Cấp thẻ bảo hiểm."
    )
    assert leads(plan(body)) == [
        ["tỉnh Vĩnh Giang"],
        ["Sở Tài chính"],
        ["tỉnh Vĩnh Giang"],
        ["Bộ Tài chính"],
        ["Bộ Tài chính"],
    ]


def test_a_heading_may_say_in_brackets_who_a_group_is_or_name_a_role() -> None:
    body = (
        "I. TRÁCH NHIỆM PHỐI HỢP\n\n1. Các cơ quan đăng ký đầu tư (Sở Tài chính, Ban quản lý Khu Kinh tế Vĩnh Giang):\n\n"
        "a) Chịu trách nhiệm tiếp nhận hồ sơ.\n\nb) Tổ chức lấy ý kiến.\n\n2. Cơ quan chủ trì giải quyết thủ tục đầu tư\n\n"
        "a) Hướng dẫn nhà đầu tư hoàn thiện hồ sơ.\n\nb) Chủ động phối hợp với các cơ quan liên quan."
    )
    group, role = (
        ["Sở Tài chính", "Ban quản lý Khu Kinh tế Vĩnh Giang"],
        ["Cơ quan chủ trì giải quyết thủ tục đầu tư"],
    )
    assert leads(plan(body)) == [group, group, role, role]
    body = (
        "I. NHIỆM VỤ\n\n1. Đơn vị chủ trì các dự án trồng rừng\n\na) Rà soát tiến độ.\n\nb) Báo cáo kết quả."
    )
    assert leads(plan(body)) == [["Đơn vị chủ trì các dự án trồng rừng"]] * 2


def test_the_work_behind_a_long_list_of_names_is_quoted() -> None:
    names = "Sở Tài chính, Sở Xây dựng, Sở Nông nghiệp và Môi trường, Sở Văn hóa, Thể thao và Du lịch, Sở Giáo dục và Đào tạo, Công an tỉnh, Ban quản lý Khu Kinh tế Vĩnh Giang"
    (task,) = plan(f"I. NHIỆM VỤ\n\n1. {names} có trách nhiệm công bố thông tin về quy hoạch.").tasks
    assert len(task.lead) == 7 and task.quote.endswith("công bố thông tin về quy hoạch")


def test_lines_and_headings_of_units_alone_charge_what_follows() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Về nhà ở\n\nUBND các tỉnh, thành phố:\n\na) Bố trí quỹ đất.\n\nb) Sửa chữa nhà hư hại.\n\n"
        "2. Bộ Tài chính chủ trì, phối hợp với các bộ, cơ quan liên quan:\n\n- Miễn, giảm thuế.\n\n- Chi trả bảo hiểm.\n\n"
        "4. Phát triển công nghiệp (Sở Công Thương chủ trì, phối hợp với Sở Xây dựng)\n\n- Rà soát quy hoạch.\n\n- Thu hút đầu tư.\n\n"
        "5. Để nâng cao hiệu quả, các sở, ngành và UBND cấp xã triển khai thực hiện những nội dung sau:\n\na) Kiểm tra dự án."
    )
    towns, ministry = ["UBND các tỉnh, thành phố"], ["Bộ Tài chính"]
    trade = ["Sở Công Thương"]
    found = plan(body)
    assert leads(found) == [towns, towns, ministry, ministry, trade, trade, ["các sở, ngành", "UBND cấp xã"]]
    assert [[u.name for u in found.tasks[n].support] for n in (2, 4)] == [
        ["các bộ, cơ quan liên quan"],
        ["Sở Xây dựng"],
    ]


def test_what_a_report_holds_is_no_task() -> None:
    body = "I. NỘI DUNG\n\n1. Báo cáo của các sở, ngành gồm các nội dung sau:\n\na) Số lượng kiến nghị.\n\nb) Kết quả giải quyết."
    assert leads(plan(body)) == []


def test_whom_a_document_is_for_and_who_is_praised_are_no_tasks() -> None:
    body = (
        "I. ĐỐI TƯỢNG\n\n1. Đối tượng thụ hưởng\n\na) Các tổ chức, cá nhân tham gia phòng, chống dịch.\n\n"
        "II. SỐ LƯỢNG ĐỀ NGHỊ KHEN THƯỞNG\n\n1. Các cơ quan, đơn vị cấp tỉnh\n\n- Ban Chỉ đạo bầu cử tỉnh: không quá 05 cá nhân.\n\n"
        "III. NHIỆM VỤ\n\n- Địa phương có thành tích xuất sắc sẽ được cộng điểm.\n\n- Sở Y tế theo dõi."
    )
    assert leads(plan(body)) == [["Sở Y tế"]]


def test_work_may_be_named_before_who_does_it() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Khen thưởng cấp Nhà nước: Sở Nội vụ phối hợp với các cơ quan liên quan trình UBND tỉnh.\n\n"
        "2. Mở rộng các nguồn vốn: quỹ tỉnh, các quỹ đầu tư, đảm bảo bền vững.\n\n"
        "3. Đồng chí Phó Bí thư Thường trực Đảng ủy chỉ đạo rà soát danh sách trước ngày 30/6/2026.\n\n"
        "4. Giao Phó Chủ tịch UBND tỉnh trước ngày 15/11/2026 trực tiếp kiểm tra tiến độ."
    )
    assert leads(plan(body)) == [
        ["Sở Nội vụ"],
        ["Đồng chí Phó Bí thư Thường trực Đảng ủy"],  # as printed: gold/README, tasks
        ["Phó Chủ tịch UBND tỉnh"],
    ]


def test_a_colon_may_list_places() -> None:
    body = "I. NHIỆM VỤ\n\n1. Ủy ban nhân dân các tỉnh, thành phố: Hà Tĩnh, Quảng Trị, Huế chủ động khắc phục hậu quả mưa lũ."
    names = [
        "Ủy ban nhân dân tỉnh Hà Tĩnh",
        "Ủy ban nhân dân tỉnh Quảng Trị",
        "Ủy ban nhân dân thành phố Huế",
    ]
    assert leads(plan(body)) == [names]


def test_an_answer_begins_after_its_topic() -> None:
    body = (
        "I. KIẾN NGHỊ\n\n1. Về đề nghị sửa Nghị quyết số 66/2025/NQ-CP: giao Bộ Y tế chủ trì, phối hợp với các Bộ, cơ quan liên quan "
        "đề xuất trong tháng 12 năm 2026.\n\n2. Về bến cảng: Bộ Xây dựng khẩn trương rà soát.\n\n3. Về kinh phí: tỉnh tự cân đối."
    )
    assert tasks_of(body) == [
        ("giao Bộ Y tế chủ trì, ph", ["Bộ Y tế"], ["các Bộ, cơ quan liên quan"], "2026-12-31"),
        ("Bộ Xây dựng khẩn trương ", ["Bộ Xây dựng"], [], None),
    ]


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("1. Sở Y tế chỉ đạo Chi cục Dân số thực hiện các nội dung sau:", ["Sở Y tế", "Chi cục Dân số"]),
        (
            "1. Các chủ rừng là tổ chức (các Ban quản lý rừng, rừng phòng hộ…)",
            ["Các chủ rừng là tổ chức"],
        ),
        ("1. Sở Tài chính (cơ quan chủ trì)", ["Sở Tài chính"]),
        ("1. Trách nhiệm của Sở Khoa học và Công nghệ", ["Sở Khoa học và Công nghệ"]),
        ("1. Đối với UBND các xã, phường", ["UBND các xã, phường"]),
        ("1. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]),
        ("1. Các tỉnh, thành phố:", ["Các tỉnh, thành phố"]),
        # what it is for others, whose the responsibility is, which of a group, where they lie, tiers that share a name
        ("1. Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo", ["Sở Tài chính"]),
        ("1. Nhiệm vụ và trách nhiệm của đối tượng thực hiện kiểm kê", ["đối tượng thực hiện kiểm kê"]),
        ("1. Các sở, ngành chủ trì các dự án, tiểu dự án thành phần", ["Các sở, ngành"]),
        (
            "1. Chủ tịch UBND các tỉnh, thành phố từ Hà Định đến Khánh Lâm",
            ["Chủ tịch UBND các tỉnh, thành phố từ Hà Định đến Khánh Lâm"],
        ),
        (
            "1. Ban Chỉ huy Phòng thủ dân sự cấp tỉnh, cấp xã",
            ["Ban Chỉ huy Phòng thủ dân sự cấp tỉnh, cấp xã"],
        ),
    ],
)
def test_headings_that_charge(heading: str, lead: list[str]) -> None:
    body = f"I. TỔ CHỨC THỰC HIỆN\n\n{heading}\n\n- Lập dự toán kinh phí.\n\n- Kiểm tra cơ sở.\n\n2. Sở Nội vụ\n\n- Theo dõi."
    assert leads(plan(body)) == [lead, lead, ["Sở Nội vụ"]]


def leads(document: Document) -> list[list[str]]:
    return [[unit.name for unit in task.lead] for task in document.tasks]


def test_within_what_somebody_acts() -> None:
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Các sở, ngành theo lĩnh vực, địa bàn được phân công chủ động đôn đốc cơ sở.\n\n"
        "2. Sở Y tế trong phạm vi chức năng, nhiệm vụ và quyền hạn được giao kiểm tra bếp ăn.\n\n"
        "3. Trung tâm Y tế tỉnh:\n\n- Phân công cán bộ phụ trách địa bàn, hỗ trợ các xã.\n\n"
    )
    assert [(quote, lead) for quote, lead, *_ in tasks_of(body)] == [
        ("Các sở, ngành theo lĩnh ", ["Các sở, ngành"]),
        ("Sở Y tế trong phạm vi ch", ["Sở Y tế"]),
        ("Phân công cán bộ phụ trá", ["Trung tâm Y tế tỉnh"]),
    ]


def test_who_is_responsible_behind_a_semicolon() -> None:
    body = "II. NHIỆM VỤ\n\n- Xây dựng bộ nhận diện; Trung tâm Xúc tiến du lịch có trách nhiệm sản xuất phim trong năm 2027."
    assert [(quote, lead) for quote, lead, *_ in tasks_of(body)] == [
        ("Trung tâm Xúc tiến du lị", ["Trung tâm Xúc tiến du lịch"])
    ]


def test_a_responsibility_line_outranks_the_subject_of_an_item() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Nâng cao nhận thức\n\n- Các cơ quan, đơn vị tiếp tục quán triệt.\n\n- Tổ chức hội nghị.\n\n"
        "Đơn vị thực hiện: Sở Nội vụ.\n\nThời gian thực hiện: Thường xuyên."
    )
    tasks = plan(body).tasks
    assert leads(plan(body)) == [["Sở Nội vụ"], ["Sở Nội vụ"]]
    assert [t.deadline.recurrence for t in tasks] == ["continuous", "continuous"]


def test_rows_below_a_merged_number_in_a_form_without_merged_cells() -> None:
    body = (
        "I. NHIỆM VỤ\n\n| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |\n"
        "| 1 | Xây dựng hạ tầng dữ liệu | Sở Y tế | Sở Nội vụ | Quý IV/2026 |\n"
        "| Sao lưu và phục hồi dữ liệu | Sở Khoa học và Công nghệ | Sở Tài chính |"
    )
    assert leads(plan(body)) == [["Sở Y tế"], ["Sở Khoa học và Công nghệ"]]


def test_a_line_may_name_several_roles() -> None:
    body = "III. NHIỆM VỤ\n\n- Mở lớp tập huấn.\n\nĐơn vị chủ trì tham mưu thực hiện: Sở Tư pháp.\n\nThời gian: Quý I/2027."
    assert tasks_of(body) == [("Mở lớp tập huấn", ["Sở Tư pháp"], [], "2027-03-31")]


def test_a_responsibility_line_governs_the_items_above_it() -> None:
    body = "III. NHIỆM VỤ\n\n(1) Việc thứ nhất.\n\n(2) Việc thứ hai.\n\nTrách nhiệm thực hiện: Sở Y tế; Sở Nội vụ.\n\nThời gian hoàn thành: Trong Quý I/2027."
    assert tasks_of(body) == [
        ("Việc thứ nhất", ["Sở Y tế", "Sở Nội vụ"], [], "2027-03-31"),
        ("Việc thứ hai", ["Sở Y tế", "Sở Nội vụ"], [], "2027-03-31"),
    ]


def test_who_agrees_is_not_charged() -> None:
    body = (
        "1. Nhiệm vụ\n\nHội đồng nhân dân tỉnh tán thành các nhiệm vụ do UBND tỉnh trình và nhấn mạnh một số nội dung sau:\n\n"
        "a) Đẩy mạnh cải cách hành chính.\n\n2. Tổ chức thực hiện\n\n"
        "a) Đề nghị các tổ chức chính trị - xã hội tuyên truyền, vận động Nhân dân thực hiện."
    )
    assert [lead for _, lead, _, _ in tasks_of(body)] == [["các tổ chức chính trị - xã hội"]]


def test_a_heading_may_say_what_the_unit_is_before_its_duty() -> None:
    body = "1. Giao Sở Y tế là cơ quan thường trực, có nhiệm vụ:\n\n- Hướng dẫn các địa phương;\n\n- Tổng hợp số liệu."
    assert [lead for _, lead, _, _ in tasks_of(body)] == [["Sở Y tế"], ["Sở Y tế"]]


def test_an_opinion_may_charge_in_the_same_paragraph() -> None:
    document = letter(
        "Xét đề nghị của Sở Y tế tại Tờ trình số 12/TTr-SYT ngày 01/7/2026, Phó Chủ tịch UBND tỉnh có ý kiến như sau: "
        "Sở Tài chính chủ trì, phối hợp với Sở Y tế rà soát nguồn vốn, báo cáo trước ngày 30/7/2026."
    )
    assert [([u.name for u in t.lead], t.deadline.end) for t in document.tasks] == [
        (["Sở Tài chính"], "2026-07-30")
    ]


def test_a_registered_body_may_do_what_no_rule_knows() -> None:
    body = (
        "III. NHIỆM VỤ\n\n1. Sở Y tế kiểm soát giá thuốc trên địa bàn.\n\n2. Công an tỉnh bảo vệ an toàn các mục tiêu.\n\n"
        "3. Sở Y tế có 12 phòng chuyên môn.\n\n4. Công an tỉnh và các đơn vị.\n\n5. Sở Y tế khu vực phía bắc."
    )
    assert [lead for _, lead, _, _ in tasks_of(body)] == [["Sở Y tế"], ["Công an tỉnh"]]


def test_formulas_are_no_tasks() -> None:
    body = (
        "V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế theo dõi, báo cáo.\n\nTrong quá trình thực hiện, nếu có vướng mắc, các cơ quan phản ánh về Sở Y tế.\n\n"
        "Trên đây là Kế hoạch, yêu cầu các cơ quan nghiêm túc triển khai thực hiện./."
    )
    assert len(tasks_of(body)) == 1


def test_other_headers_of_task_tables() -> None:
    body = (
        "PHỤ LỤC\n\nDANH MỤC\n\n| STT | Tên đề án, văn bản | Cơ quan soạn thảo | Đơn vị hỗ trợ | Thời gian trình | Sản phẩm hoàn thành |\n"
        "| 1 | Quyết định về giá dịch vụ | Sở Y tế | Sở Tài chính | Quý III/2026 | Quyết định |\n"
        "| 2 | Đề án nhân lực y tế | Sở Nội vụ | Sở Y tế | 15/10/2026 | Đề án |"
    )
    assert tasks_of(body) == [
        ("Quyết định về giá dịch v", ["Sở Y tế"], ["Sở Tài chính"], "2026-09-30"),
        ("Đề án nhân lực y tế", ["Sở Nội vụ"], ["Sở Y tế"], "2026-10-15"),
    ]
    assert [t.product for t in plan(body).tasks] == ["Quyết định", "Đề án"]


def test_steps_that_a_decision_lays_down_are_no_tasks() -> None:
    told = "\n\nPHỤ LỤC I\n\nDANH MỤC VÀ QUY TRÌNH\n\n(Kèm theo Quyết định số 610/QĐ-UBND ngày 10/3/2026)\n\n"
    table = "| STEP | Nội dung công việc | Đơn vị thực hiện |\n| {0} 1 | Tiếp nhận hồ sơ | Văn thư Sở Y tế |\n| {0} 2 | Thẩm định hồ sơ | Sở Tư pháp |"
    decision = HEAD.replace("118/KH-UBND", "610/QĐ-UBND").replace("KẾ HOẠCH", "QUYẾT ĐỊNH")

    def leads_of(word: str, head: str = decision) -> list[str]:
        text = (
            head.format(title="Về việc công bố thủ tục hành chính", opening="Căn cứ Luật Đất đai;")
            + "Điều 1. Công bố danh mục.\n"
            + TAIL
            + told
            + table.format(word)
        )
        document = extract(parse(read_bytes(text.encode(), ".txt", "decision.txt")))
        return [u.name for t in document.tasks for u in t.lead]

    assert leads_of("Bước") == []
    assert leads_of("Bước", HEAD)[1:] == ["Sở Tư pháp"], "the steps of a plan are its own work"
    assert leads_of("")[1:] == ["Sở Tư pháp"]


def test_a_header_of_two_rows() -> None:
    body = (
        "II. NHIỆM VỤ\n\n| STT | Nhiệm vụ | Phân công thực hiện | | Tiến độ |\n| | | Chủ trì | Phối hợp | |\n"
        "| 1 | Lập danh sách hộ nghèo | Phòng Kinh tế | Các thôn | 30/5/2026 |\n| 2 | Chi trả trợ cấp | Văn phòng | nt | Hằng tháng |"
    )
    assert tasks_of(body) == [
        ("Lập danh sách hộ nghèo", ["Phòng Kinh tế"], ["Các thôn"], "2026-05-30"),
        ("Chi trả trợ cấp", ["Văn phòng"], ["Các thôn"], None),
    ]


def test_rows_of_a_task_table() -> None:
    body = (
        "III. NHIỆM VỤ\n\n| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian | Sản phẩm |\n| 1 | Rà soát quy hoạch | Sở Xây dựng | Sở Tài chính; UBND các xã, phường | Quý II/2026 | Báo cáo |\n"
        "| 2 | Lập danh mục công trình | | Sở Tài chính | 2026 | |"
    )
    assert tasks_of(body) == [
        ("Rà soát quy hoạch", ["Sở Xây dựng"], ["Sở Tài chính", "UBND các xã, phường"], "2026-06-30"),
        ("Lập danh mục công trình", [], ["Sở Tài chính"], "2026-12-31"),
    ]
    assert plan(body).tasks[0].product == "Báo cáo"


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        (
            "1. Sở Y tế\n\n- Theo dõi.\n\n2. Cơ sở giáo dục mầm non\n\n- Lập hồ sơ.",
            ["Cơ sở giáo dục mầm non"],
        ),
        ("1. Sở Y tế\n\n- Theo dõi.\n\n2. Sở Nội vụ, cơ quan chủ trì Đề án\n\n- Lập hồ sơ.", ["Sở Nội vụ"]),
        ("1. Sở Y tế\n\n- Theo dõi.\n\n2. Chế độ báo cáo\n\n- Lập hồ sơ.", ["Sở Y tế"]),
    ],
)
def test_a_heading_among_bodies_is_one_if_it_begins_so(body: str, lead: list[str]) -> None:
    assert leads(plan(body))[-1] == lead


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Khuyến khích cơ quan, doanh nghiệp tham gia hợp tác.", []),
        ("Khuyến khích các doanh nghiệp tham gia hợp tác.", [["các doanh nghiệp"]]),
        ("Định kỳ hằng năm, báo cáo UBND tỉnh kết quả.", []),
        ("Định kỳ hằng năm, Sở Y tế báo cáo UBND tỉnh kết quả.", [["Sở Y tế"]]),
    ],
)
def test_invitations_and_objects(sentence: str, lead: list[list[str]]) -> None:
    assert leads(plan(f"I. NHIỆM VỤ\n\n1. {sentence}")) == lead


def test_a_day_above_a_table_dates_its_rows() -> None:
    table = "| Thời gian | Nội dung | Đơn vị phụ trách |\n|---|---|---|\n| 7h00 - 8h00 | {} | Sở Y tế |\n\n"
    days = [
        ("Ngày 1: Thứ Hai, ngày 24/8/2026", "Khai mạc lớp tập huấn"),
        ("Ngày 2: Thứ Ba, ngày 25/8/2026", "Tham quan trạm"),
    ]
    body = "1. Chương trình chi tiết\n\n" + "".join(f"{day}\n\n" + table.format(work) for day, work in days)
    document = plan(f"II. NỘI DUNG VÀ THỜI GIAN\n\n{body}")
    assert [(t.quote, t.deadline.start, t.deadline.end) for t in document.tasks] == [
        ("Khai mạc lớp tập huấn", "2026-08-24", "2026-08-24"),
        ("Tham quan trạm", "2026-08-25", "2026-08-25"),
    ]
    assert [(s.label, s.depth) for s in document.sections if s.label.startswith("Ngày")] == [
        ("Ngày 1", 3),
        ("Ngày 2", 3),
    ]


def test_titles_and_what_is_enclosed_state_no_work() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Kiểm tra các cơ sở.\n\nDANH MỤC CÁC CƠ SỞ\n\n(Kèm theo Kế hoạch số 12/KH-SYT ngày 05/6/2026)"
    assert [t.quote for t in plan(text).tasks] == ["Kiểm tra các cơ sở"]


def test_what_only_introduces_headings_is_no_work() -> None:
    opening = "Để khôi phục sản xuất, UBND tỉnh yêu cầu Giám đốc các sở tập trung thực hiện các nhiệm vụ, giải pháp sau:"
    body = "1. Sở Y tế\n\n- Kiểm tra các cơ sở.\n\n2. Sở Xây dựng\n\n- Rà soát quy hoạch."
    assert [t.lead[0].name for t in plan(body, opening=opening).tasks] == ["Sở Y tế", "Sở Xây dựng"]


def test_a_plain_subject_with_a_day_is_charged() -> None:
    section = "IV. TỔ CHỨC THỰC HIỆN\n\n"
    assert [
        t.lead[0].name
        for t in plan(section + "Nhà trường gửi báo cáo kết quả về Sở trước ngày 05/10/2026.").tasks
    ] == ["Nhà trường"]
    assert plan(section + "Nhà trường gửi báo cáo kết quả về Sở.").tasks == []


def test_a_list_goes_on_behind_the_comma_at_a_line_end() -> None:
    body = "IV. TỔ CHỨC THỰC HIỆN\n\n1. Tập đoàn Bưu chính Vĩnh Giang,\nTập đoàn Nước sạch Hoa Đông chủ trì kết nối trực tuyến."
    assert [u.name for t in plan(body).tasks for u in t.lead] == [
        "Tập đoàn Bưu chính Vĩnh Giang",
        "Tập đoàn Nước sạch Hoa Đông",
    ]


def test_whom_a_telegram_addresses_is_not_charged() -> None:
    text = outline("1. Sở Y tế kiểm tra các cơ sở.").source.text
    head = text.replace("KẾ HOẠCH\n", "CÔNG ĐIỆN\n", 1).split("\n1. ")[0].strip()
    addressed = "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:\n\n- Bộ trưởng, Thủ trưởng cơ quan thuộc\nChính phủ;\n\n- Giám đốc Sở Y tế kiêm Trưởng Ban.\n\n"
    document = extract(
        parse(
            read_bytes(
                f"{head}\n\n{addressed}1. Sở Y tế kiểm tra các cơ sở.\n\nNơi nhận:\n- Lưu: VT.\n".encode(),
                ".txt",
                "x.txt",
            )
        )
    )
    assert [t.quote for t in document.tasks] == ["Sở Y tế kiểm tra các cơ sở"]


def test_whom_the_work_is_done_with_may_begin_the_items() -> None:
    body = "IV. TỔ CHỨC THỰC HIỆN\n\n1. Công an tỉnh\n\nb) Chủ trì, phối hợp với\n\n- Sở Tài chính xây dựng dự toán.\n\n- Sở Y tế kiểm tra các chợ."
    found = [([u.name for u in t.lead], [u.name for u in t.support]) for t in plan(body).tasks]
    assert found == [(["Công an tỉnh"], ["Sở Tài chính"]), (["Công an tỉnh"], ["Sở Y tế"])]


def test_partners_of_a_lead_in_and_a_heading_of_many() -> None:
    lettered = "1. Sở Y tế\n\na) Chủ trì, phối hợp với các sở: Tài chính, Xây dựng:\n\n- Lập đề án.\n\n- Rà soát vật tư."
    supports = [[u.name for u in t.support] for t in plan("IV. TỔ CHỨC THỰC HIỆN\n\n" + lettered).tasks]
    assert supports == [["Sở Tài chính", "Sở Xây dựng"]] * 2
    many = "1. Sở Y tế, Sở Nội vụ, Sở Tài chính, Sở Xây dựng, Sở Tư pháp, Công an tỉnh, Thanh tra tỉnh, Văn phòng UBND tỉnh và Sở Công Thương"
    (task,) = plan("IV. TỔ CHỨC THỰC HIỆN\n\n" + many + "\n\n- Bố trí cán bộ tham gia.").tasks
    assert len(task.lead) == 9


def test_a_sentence_above_a_table_may_state_work() -> None:
    table = "| TT | Nội dung | Thời gian |\n|---|---|---|\n| 1 | Phòng bệnh | Tháng 8/2026 |"
    body = f"III. NỘI DUNG\n\nSở Y tế chủ trì, phối hợp với Sở Nội vụ tổ chức 05 chuyên mục sau:\n\n{table}"
    assert [t.lead[0].name for t in plan(body).tasks] == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # who does it is told behind the work
        (
            "II. NHIỆM VỤ\n\n1. Số hóa tài liệu lưu trữ trước ngày 30/9/2026. Trung tâm Lưu trữ chịu trách nhiệm chính.",
            [("Số hóa tài liệu lưu trữ ", ["Trung tâm Lưu trữ"], [], "2026-09-30")],
        ),
        (
            "II. NHIỆM VỤ\n\n1. Cứng hóa 9 tuyến đường thôn. Ban Quản lý dự án xã tổ chức thực hiện, hoàn thành trước 31/12/2028.",
            [("Cứng hóa 9 tuyến đường t", ["Ban Quản lý dự án xã"], [], "2028-12-31")],
        ),
        (
            "II. NHIỆM VỤ\n\n1. Tập huấn, hoàn thiện ý tưởng (Sở Nông nghiệp và Môi trường phối hợp Trường Đại học Hòa Định).",
            [
                (
                    "Tập huấn, hoàn thiện ý t",
                    ["Sở Nông nghiệp và Môi trường"],
                    ["Trường Đại học Hòa Định"],
                    None,
                )
            ],
        ),
        # what the work is about before a colon, but for the steps of a procedure
        (
            "II. NHIỆM VỤ\n\n1. Sơ khảo: Hội đồng Sơ khảo chọn 20 ý tưởng trước ngày 30/7/2026.",
            [("Sơ khảo: Hội đồng Sơ khả", ["Hội đồng Sơ khảo"], [], "2026-07-30")],
        ),
        ("II. NHIỆM VỤ\n\n1. Bước 1: Ủy ban nhân dân cấp xã tiếp nhận đơn của hộ dân.", []),
        # a later sentence, or what stands behind a semicolon, charges somebody else
        (
            "II. TỔ CHỨC THỰC HIỆN\n\n1. Công an tỉnh\n\n- Xác minh thông tin. Thuế tỉnh cung cấp danh sách trước ngày 26/9/2026.",
            [
                ("Xác minh thông tin", ["Công an tỉnh"], [], None),
                ("Thuế tỉnh cung cấp danh ", ["Thuế tỉnh"], [], "2026-09-26"),
            ],
        ),
        (
            "II. TỔ CHỨC THỰC HIỆN\n\n- Sở Y tế chủ trì vận động Nhân dân; Hội Nông dân tỉnh tổ chức tập huấn; các cơ quan liên quan phối hợp.",
            [
                ("Sở Y tế chủ trì vận động", ["Sở Y tế"], [], None),
                ("Hội Nông dân tỉnh tổ chứ", ["Hội Nông dân tỉnh"], [], None),
            ],
        ),
        # a semicolon inside a list of names parts nothing
        (
            "II. TỔ CHỨC THỰC HIỆN\n\n- Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã, phường có trách nhiệm rà soát hồ sơ.",
            [
                (
                    "Thủ trưởng các sở, ban, ",
                    ["Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các xã, phường"],
                    [],
                    None,
                )
            ],
        ),
        # what a paragraph states before it announces its items
        (
            "II. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế\n\nChủ trì tham mưu phân bổ, giao dự toán vốn sự nghiệp trước ngày 30/6/2026. Ngoài ra còn có nhiệm vụ:\n\n"
            "+ Hướng dẫn các bản lập hồ sơ.",
            [
                ("Chủ trì tham mưu phân bổ", ["Phòng Kinh tế"], [], "2026-06-30"),
                ("Hướng dẫn các bản lập hồ", ["Phòng Kinh tế"], [], None),
            ],
        ),
        # one of several whom a lead-in charges, whatever stands behind the name
        (
            "5. Sở Y tế và Sở Giáo dục và Đào tạo theo chức năng, nhiệm vụ:\n\n+ Sở Giáo dục và Đào tạo cho học sinh nghỉ học.",
            [("Sở Giáo dục và Đào tạo c", ["Sở Giáo dục và Đào tạo"], [], None)],
        ),
        # what only orders says nothing
        (
            "II. NHIỆM VỤ\n\nGiao các đơn vị thực hiện theo bảng sau:\n\n| TT | Nhiệm vụ | Phụ trách |\n|---|---|---|\n| 1 | Rà soát số liệu | Sở Y tế |\n\n",
            [("Rà soát số liệu", ["Sở Y tế"], [], None)],
        ),
        # a column is named by what its cells hold
        (
            "II. NHIỆM VỤ\n\n| TT | Nội dung | Ai làm | Ai giúp |\n|---|---|---|---|\n| 1 | Rà soát số liệu y tế | Sở Y tế | Sở Tài chính |\n"
            "| 2 | Lập hồ sơ quản lý | Sở Nội vụ; Công an tỉnh | UBND các xã |\n\n",
            [
                ("Rà soát số liệu y tế", ["Sở Y tế"], ["Sở Tài chính"], None),
                ("Lập hồ sơ quản lý", ["Sở Nội vụ", "Công an tỉnh"], ["UBND các xã"], None),
            ],
        ),
        # columns of times and of work are named by their cells too
        (
            "II. PHẦN VIỆC\n\n| TT | Phần việc | Đầu mối | Cùng gánh vác | Mốc xong |\n|---|---|---|---|---|\n"
            "| 1 | Xóa điểm lõm sóng tại các thôn vùng cao | Sở Khoa học và Công nghệ | Công an tỉnh | 30/9 |\n"
            "| 2 | Làm sạch dữ liệu đất đai của các xã | Sở Tư pháp | UBND các xã | T4 - T11/2026 |\n\n",
            [
                ("Xóa điểm lõm sóng tại cá", ["Sở Khoa học và Công nghệ"], ["Công an tỉnh"], "2026-09-30"),
                ("Làm sạch dữ liệu đất đai", ["Sở Tư pháp"], ["UBND các xã"], "2026-11-30"),
            ],
        ),
        # a heading ends in a bracket that says when its phase is
        (
            "I. TRƯỚC MÙA MƯA BÃO (hoàn thành trước ngày 31/5/2026)\n\n1. Sở Xây dựng kiểm tra toàn bộ hồ chứa nước.\n\n"
            "2. Sở Y tế chuẩn bị đủ cơ số thuốc.",
            [
                ("Sở Xây dựng kiểm tra toà", ["Sở Xây dựng"], [], "2026-05-31"),
                ("Sở Y tế chuẩn bị đủ cơ s", ["Sở Y tế"], [], "2026-05-31"),
            ],
        ),
        # a group described without a verb before a colon; a name again behind a semicolon; duties beyond doubt there
        (
            "II. TỔ CHỨC THỰC HIỆN\n\n1. Các doanh nghiệp viễn thông, công nghệ số trên địa bàn: bảo đảm đường truyền tới các xã.",
            [
                (
                    "Các doanh nghiệp viễn th",
                    ["Các doanh nghiệp viễn thông, công nghệ số trên địa bàn"],
                    [],
                    None,
                )
            ],
        ),
        (
            "II. TỔ CHỨC THỰC HIỆN\n\n1. Các xã, phường gửi báo cáo về Sở Y tế; Sở Y tế tổng hợp trước ngày 20/12/2026.",
            [
                ("Các xã, phường gửi báo c", ["Các xã, phường"], [], None),
                ("Sở Y tế tổng hợp trước n", ["Sở Y tế"], [], "2026-12-20"),
            ],
        ),
        (
            "II. NHIỆM VỤ\n\n1. Tiếp tục thực hiện Hiệp định về vận tải; Vụ Hợp tác quốc tế làm đầu mối đàm phán Nghị định thư.",
            [("Vụ Hợp tác quốc tế làm đ", ["Vụ Hợp tác quốc tế"], [], None)],
        ),
        # who serves a body is told by it
        (
            "II. NHIỆM VỤ\n\n- Cơ quan thường trực Ban Chỉ đạo 389 tỉnh báo cáo UBND tỉnh trước ngày 30/9/2026.",
            [
                ("Cơ quan thường trực Ban ", ["Cơ quan thường trực Ban Chỉ đạo 389 tỉnh"], [], "2026-09-30"),
            ],
        ),
        (
            "II. NHIỆM VỤ\n\n- Bộ Công an làm nhiệm vụ cơ quan thường trực của Ban Chỉ đạo; trình Trưởng Ban phê duyệt kế hoạch.",
            [("Bộ Công an làm nhiệm vụ ", ["Bộ Công an"], [], None)],
        ),
        # neither does a heading of bases, a goal of each, or a form to be filled in
        (
            "A. CƠ SỞ XÂY DỰNG KẾ HOẠCH\n\n- Thông tư số 16/2018/TT-BYT ngày 20/7/2018.\n\n- Biên bản họp ngày 27/02/2026.",
            [],
        ),
        ("II. CHỈ TIÊU\n\n- Mỗi xã xây dựng được 01 mô hình tự quản.", []),
        ("II. TỔ CHỨC THỰC HIỆN\n\n1. Trưởng đoàn\n\n- Mục tiêu: ……………………", []),
    ],
)
def test_who_is_charged_in_forms_of_other_drafters(
    body: str, expected: list[tuple[str, list[str], list[str], str | None]]
) -> None:
    assert tasks_of(body) == expected


def test_what_is_planned_next_in_a_report_whose_parts_are_titled_below() -> None:
    """ "PHẦN THỨ HAI" and its title on the next line: the title governs what stands below."""
    body = (
        "PHẦN THỨ NHẤT\nKẾT QUẢ 6 THÁNG ĐẦU NĂM\n\nI. Công tác chỉ đạo\n\n- Sở Công Thương đã kiểm tra 09 dự án trước ngày 30/4/2026.\n\n"
        "PHẦN THỨ HAI\nPHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG CUỐI NĂM\n\nI. Nhiệm vụ cụ thể\n\n1. Phòng Quản lý năng lượng\n\n"
        "- Lập phương án cung ứng điện, báo cáo trước ngày 30/10/2026.\n"
    )
    text = HEAD.format(title="Kết quả công tác năm 2026", opening="").replace("KẾ HOẠCH", "BÁO CÁO").replace("118/KH", "118/BC") + body + TAIL  # fmt: skip
    tasks = extract(parse(read_bytes(text.encode(), ".txt", "test.txt"))).tasks
    assert [([u.name for u in t.lead], t.deadline.end) for t in tasks] == [
        (["Phòng Quản lý năng lượng"], "2026-10-30")
    ]


def test_a_plan_behind_a_decision_whose_title_is_in_small_letters() -> None:
    """ "KẾ HOẠCH", two lines of its title, and "(Ban hành kèm theo ...)" below them: the plan hands out work, not the decision."""
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH CỬA LÂM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 1286/QĐ-UBND\n"
        "Cửa Lâm, ngày 28 tháng 4 năm 2026\n\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch phòng, chống thiên tai năm 2026\n\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CỬA LÂM\n\nCăn cứ Luật Phòng, chống thiên tai ngày 19/6/2013;\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phòng, chống thiên tai năm 2026.\n\nNơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n\n"
        "CHỦ TỊCH\n\nNguyễn Văn Mẫu\n\nKẾ HOẠCH\n\nPhòng, chống thiên tai năm 2026\n\ntrên địa bàn tỉnh Cửa Lâm\n\n"
        "(Ban hành kèm theo Quyết định số 1286/QĐ-UBND ngày 28/4/2026 của Chủ tịch UBND tỉnh Cửa Lâm)\n\n"
        "I. NHIỆM VỤ\n\n1. Sở Xây dựng kiểm tra toàn bộ hồ chứa nước.\n\n2. Sở Y tế chuẩn bị đủ cơ số thuốc.\n"
    )
    document = extract(parse(read_bytes(text.encode(), ".txt", "test.txt")))
    assert [(part.type, part.title) for part in document.parts] == [
        ("KH", "Phòng, chống thiên tai năm 2026 trên địa bàn tỉnh Cửa Lâm")
    ]
    assert leads(document) == [["Sở Xây dựng"], ["Sở Y tế"]]


def test_what_awards_ask_for_is_no_work() -> None:
    body = (
        "III. THI ĐUA\n\n1. Tiêu chuẩn\n\n- Các trạm y tế, phòng khám thuộc tỉnh đoàn kết, đạt các tiêu chuẩn sau:\n\n+ Có kế hoạch thi đua.\n\n"
        "+ Chấp hành chế độ báo cáo.\n\n2. Cách thức xếp hạng\n\n- Đối với các trạm y tế: Căn cứ số lượt khám để xếp từ cao xuống thấp.\n\n"
        "IV. KHEN THƯỞNG\n\n1. Cấp tỉnh\n\nChủ tịch Ủy ban nhân dân tỉnh xem xét tặng Bằng khen cho tập thể xuất sắc.\n\n"
        "2. Cấp xã\n\nCăn cứ vào kết quả, Ủy ban nhân dân cấp xã quyết định khen thưởng tập thể, cá nhân.\n\n3. Sở Nội vụ\n\n"
        "Tham mưu Chủ tịch UBND tỉnh tặng Bằng khen cho tập thể đạt các điều kiện sau:\n\n- Hoàn thành nhiệm vụ.\n\n- Về trước hạn.\n\n"
        "V. TỔ CHỨC THỰC HIỆN\n\nThủ trưởng các cơ quan: Văn phòng UBND tỉnh, Sở Y tế căn cứ Quyết định thi hành./."
    )
    assert tasks_of(body) == []


def test_groups_behind_an_order_head_their_items() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Lập sổ.\n\n2. Đề nghị các tổ chức cung cấp dịch vụ chi trả\n\na) Mở điểm chi trả;\n\nb) Hỗ trợ người già."
    group = "các tổ chức cung cấp dịch vụ chi trả"
    assert [lead for _, lead, *_ in tasks_of(body)] == [["Sở Y tế"], [group], [group]]


def test_a_quote_holds_the_work_behind_long_names() -> None:
    names = "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội tỉnh"
    work = "Vận động đoàn viên, hội viên tích cực tham gia phong trào vệ sinh yêu nước và nêu gương người tốt, việc tốt"
    assert [t.quote for t in plan(f"II. TỔ CHỨC THỰC HIỆN\n\n2. {names}: {work}.").tasks] == [
        f"{names}: {work}"
    ]


def test_persons_by_name_lead_and_lists_of_members_are_no_work() -> None:
    body = (
        "I. PHÂN CÔNG\n\n1. Ông. Trần Văn An - Trưởng đoàn: Phụ trách chung, chủ trì các buổi làm việc.\n\n"
        "2. Bà Lê Thị Bình - Thư ký đoàn: Chịu trách nhiệm lập biên bản.\n\n3. Giao ông Phạm Văn Cường theo dõi, đôn đốc.\n\n"
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Các thành viên Ban Chỉ đạo:\n\n- Phó Chủ nhiệm Văn phòng Vũ Văn Dũng;\n\n"
        "- Cục trưởng Cục Thủy lợi, Thiếu tướng Đỗ Hữu Nam.\n\n2. Sở Y tế\n\n- Khảo sát địa bàn xã Nguyễn Du."
    )
    assert [(t.quote[:20], [u.name for u in t.lead]) for t in plan(body).tasks] == [
        ("Ông. Trần Văn An - T", ["Ông. Trần Văn An - Trưởng đoàn"]),
        ("Bà Lê Thị Bình - Thư", ["Bà Lê Thị Bình - Thư ký đoàn"]),
        ("Giao ông Phạm Văn Cư", ["ông Phạm Văn Cường"]),
        ("Khảo sát địa bàn xã ", ["Sở Y tế"]),
    ]


def test_what_follows_from_the_sentence_before_is_ordered_too() -> None:
    body = (
        "1. Về cụm công nghiệp\n\nĐã xong việc sắp xếp. Vì vậy, đề nghị địa phương rà soát địa giới các cụm công nghiệp.\n\n"
        "- Đề nghị Công ty mời các đơn vị tư vấn tham dự."
    )
    assert [[u.name for u in t.lead] for t in letter(body).tasks] == [["địa phương"], ["Công ty"]]


def test_a_report_charges_no_body_above_its_own() -> None:
    report = (
        HEAD.replace("KH-UBND", "BC-UBND")
        .replace("KẾ HOẠCH", "BÁO CÁO")
        .format(title="Kết quả phòng dịch năm 2026", opening="")
        + "1. Kết quả\n\nĐã khống chế dịch.\n\n2. Đề xuất, kiến nghị\n\n"
        "a) Đề nghị Bộ Y tế:\n\n- Sớm sửa đổi mức chi đối với cơ sở có trên 50 giường.\n\n"
        "b) Đề nghị các sở, ban, ngành:\n\n- Chủ động nguồn thuốc trước ngày 30/11/2026.\n\n" + TAIL
    )
    found = extract(parse(read_bytes(report.encode(), ".txt", "report.txt")))
    assert [(t.quote[:18], [u.name for u in t.lead]) for t in found.tasks] == [
        ("Chủ động nguồn thu", ["các sở, ban, ngành"])
    ]
    assert [d.end for d in found.deadlines] == ["2026-11-30"] and found.targets == []


def decision(title: str, body: str) -> Document:
    """The document of a decision with this title and what stands behind its signature."""
    head = HEAD.replace("118/KH-UBND", "610/QĐ-UBND").replace("KẾ HOẠCH", "QUYẾT ĐỊNH")
    text = (
        head.format(title=title, opening="Căn cứ Luật Đất đai;")
        + "Điều 1. Công bố kèm theo Quyết định này.\n"
        + TAIL
        + body
    )
    return extract(parse(read_bytes(text.encode(), ".txt", "decision.txt")))


def test_what_a_procedure_lays_down_is_no_work_and_no_deadline() -> None:
    annex = (
        "\n\nPHỤ LỤC I\n\nNHÓM THỦ TỤC HÀNH CHÍNH LIÊN THÔNG\n\n(Kèm theo Quyết định số 610/QĐ-UBND ngày 10/3/2026)\n\n1. Cách thức thực hiện\n\n"
        "Trong thời hạn 03 ngày làm việc kể từ ngày có kết quả thẩm định, Sở Y tế có trách nhiệm cấp Giấy phép.\n\nCông an cấp xã: Thực hiện cấp giấy."
    )
    document = decision("Về việc công bố nhóm thủ tục hành chính", annex)
    assert document.tasks == [] and document.deadlines == []


def test_an_annex_belongs_to_the_plan_that_is_sent_along() -> None:
    """A submission charges nobody; the table in the annex of its draft plan does."""
    head = HEAD.replace("118/KH-UBND", "610/TTr-SYT").replace("KẾ HOẠCH", "TỜ TRÌNH")
    draft = HEAD.format(title="Kiểm tra nước sạch", opening="Căn cứ Luật Tài nguyên nước ngày 27/11/2023;")
    table = "TT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp\n1 | Rà soát công trình cấp nước | UBND các xã | Sở Y tế"
    annex = f"\n\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n(Kèm theo Kế hoạch số   /KH-UBND)\n\n{table}"
    text = (
        head.format(title="Về việc ban hành Kế hoạch", opening="Kính trình UBND tỉnh.")
        + TAIL
        + "\n\n"
        + draft
        + "I. NỘI DUNG\n\nNhư trên.\n"
        + TAIL
        + annex
    )
    document = extract(parse(read_bytes(text.encode(), ".txt", "draft.txt")))
    assert [(t.lead[0].name, t.support[0].name) for t in document.tasks] == [("UBND các xã", "Sở Y tế")]
    assert [c.relation for c in document.citations if c.name == "Luật Tài nguyên nước"] == ["basis"]


def test_who_watches_a_goal_does_not_do_it() -> None:
    table = "TT | Chỉ tiêu | Đơn vị tính | Kết quả | Cơ quan chủ trì theo dõi, đánh giá\n1 | Tỷ lệ hồ sơ trực tuyến | % | 95% | Sở Nội vụ\n2 | Tỷ lệ hài lòng | % | 90% | Sở Y tế"
    document = plan(f"II. CHỈ TIÊU\n\n{table}")
    assert document.tasks == [] and len(document.targets) == 2


def test_a_field_of_work_among_others_charges_nobody() -> None:
    body = "II. NHIỆM VỤ\n\n1. Xã hội số\n\n- Phổ cập kỹ năng số.\n\n2. Doanh nghiệp số\n\n- Hỗ trợ dùng hợp đồng điện tử."
    assert tasks_of(body) == []


def test_what_a_policy_is_for_is_not_charged() -> None:
    assert (
        tasks_of("II. NHIỆM VỤ\n\n- Thực hiện chính sách khuyến khích doanh nghiệp, HTX đầu tư công nghệ.")
        == []
    )


def test_label_lines_close_the_part_before_them() -> None:
    """ "a) Nhiệm vụ:" with its items, then "b) Cơ quan thực hiện: ..." and "c) Thời gian: ..."."""
    body = (
        "II. NHIỆM VỤ\n\n1. Xây dựng tài liệu\n\na) Nhiệm vụ:\n\n- Biên soạn 02 bộ tài liệu.\n\n- Tổ chức lớp tập huấn.\n\n"
        "b) Cơ quan thực hiện: Sở Nội vụ.\n\nc) Thời gian: Quý III/2026."
    )
    assert tasks_of(body) == [
        ("Biên soạn 02 bộ tài liệu", ["Sở Nội vụ"], [], "2026-09-30"),
        ("Tổ chức lớp tập huấn", ["Sở Nội vụ"], [], "2026-09-30"),
    ]


def test_a_table_goes_on_behind_dots() -> None:
    body = (
        "II. PHÂN CÔNG\n\nTT | Nhiệm vụ | Cơ quan chủ trì | Thời gian\n1 | Rà soát văn bản | Sở Tư pháp | Quý I/2026\n"
        "2 | Số hóa hồ sơ | Sở Nội vụ | Quý II/2026\n\n…......\n\n9 | Đánh giá kết quả | Sở Y tế | Quý IV/2026\n10 | Tổng kết | Sở Nội vụ | Quý IV/2026"
    )
    assert [(lead, end) for _, lead, _, end in tasks_of(body)] == [
        (["Sở Tư pháp"], "2026-03-31"),
        (["Sở Nội vụ"], "2026-06-30"),
        (["Sở Y tế"], "2026-12-31"),
        (["Sở Nội vụ"], "2026-12-31"),
    ]


def test_rows_that_end_early_share_the_cells_above_and_a_number_that_counts_on_heads_no_group() -> None:
    rows = "".join(
        f"| {n} | {w} |\n" for n, w in ((2, "Số hóa hồ sơ"), (3, "Đánh giá kết quả"), (4, "Tổng kết"))
    )
    table = (
        "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Rà soát văn bản | Sở Tư pháp | Quý I/2026 |\n"
        f"{rows}| II | Nhóm khác |\n| 5 | Lập dự toán | Sở Tài chính | Quý IV/2026 |"
    )
    document = plan(f"II. PHÂN CÔNG\n\n{table}")
    assert leads(document) == [["Sở Tư pháp"]] * 4 + [["Sở Tài chính"]]
    assert [s.title for s in document.sections] == ["PHÂN CÔNG", "Nhóm khác"]


def fenced(*rows: str) -> str:
    """A table as saved pages print it: a pipe alone between cells, two between rows."""
    return "|\n" + "\n|\n|\n".join("\n|\n".join(row.split(" | ")) for row in rows) + "\n|\n"


def test_groups_of_an_annex_nest_and_may_print_the_header_below_them() -> None:
    """Also where the table is parted above a capital, and where the label of a group is merged with the cell before the first title."""
    titles = "Đơn vị thực hiện | Đơn vị phối hợp | Thời gian thực hiện | Sản phẩm đầu ra"
    first = fenced(
        f"STT | Nhiệm vụ, giải pháp | {titles}",
        "A | NỀN MÓNG",
        "I | Thể chế",
        "1.1 | Rà soát văn bản | Sở Tư pháp | Các sở, ban, ngành | 2026 | Văn bản",
    )
    second = fenced(
        "B | NGÀNH, LĨNH VỰC",
        "I | Nông nghiệp",
        f"Nội dung | {titles}",
        "1.1 | Số hóa đất đai | Sở Nông nghiệp và Môi trường | UBND các xã, phường | 2027 | Dữ liệu",
        "II | Công nghiệp",
        f"Nội dung | {titles}",
        "2.1 | Thương mại",
        "2.1.1 | Mở sàn giao dịch | Sở Công Thương | UBND các xã, phường | 2028 | Sàn",
    )
    document = plan(f"III. PHÂN CÔNG\n\n{first}\n\n{second}")
    assert [(s.depth, s.label) for s in document.sections] == [
        (1, "III"), (2, "A"), (3, "I"), (2, "B"), (3, "I"), (3, "II"), (4, "2.1"),
    ]  # fmt: skip
    told = [(t.quote, t.lead[0].name, t.deadline.end) for t in document.tasks if t.deadline is not None]
    assert told == [
        ("Rà soát văn bản", "Sở Tư pháp", "2026-12-31"),
        ("Số hóa đất đai", "Sở Nông nghiệp và Môi trường", "2027-12-31"),
        ("Mở sàn giao dịch", "Sở Công Thương", "2028-12-31"),
    ]


def test_the_last_row_of_a_letterhead_ends_its_table() -> None:
    """What a saved page puts right below it in the same table is the body."""
    text = (
        "| ỦY BAN NHÂN DÂN TỈNH VĨNH GIANG ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --------------- |\n"
        "| Số: 118/KH-UBND | Vĩnh Giang, ngày 18 tháng 4 năm 2026 |\n\nKẾ HOẠCH\n\nKIỂM TRA NƯỚC SẠCH\n\n"
        "I. NHIỆM VỤ\n\n1. Sở Y tế kiểm tra 12 công trình." + TAIL
    )
    document = extract(parse(read_bytes(text.encode(), ".txt", "test.txt")))
    assert (document.meta.symbol, document.meta.title) == ("118/KH-UBND", "KIỂM TRA NƯỚC SẠCH")
    assert leads(document) == [["Sở Y tế"]]


def test_what_a_page_shows_below_a_document_reopens_nothing() -> None:
    greeting = "Trang này giúp thành viên tìm văn bản nhanh, và mong nhận được góp ý của mọi người. " * 4
    page = (
        f"\n\nThưa Quý khách,\n{greeting}\n**THÔNG BÁO**\n**về việc lưu trữ dữ liệu của khách hàng**\n**Kính gửi:** Quý thành viên,\n"
        "- Quý thành viên xác nhận đồng ý trước ngày 30/6/2026.\n- Ban biên tập gửi phản hồi trong 24 giờ theo Nghị định số 13/2023/NĐ-CP.\n"
    )
    body = "I. NHIỆM VỤ\n\n1. Sở Y tế kiểm tra 12 công trình."
    text = HEAD.format(title="KIỂM TRA NƯỚC SẠCH", opening="") + body + TAIL
    alone, saved = (extract(parse(read_bytes(t.encode(), ".txt", "test.txt"))) for t in (text, text + page))
    assert leads(saved) == leads(alone) == [["Sở Y tế"]]
    assert len(saved.sections) == len(alone.sections) and saved.deadlines == saved.citations == []


def test_a_forecast_dates_no_work() -> None:
    body = (
        "II. NHIỆM VỤ\n\n1. Trung tâm y tế phát hiện ca bệnh (dự báo đỉnh dịch vào tháng 10/2026).\n\n"
        "2. Theo nhận định của Sở Y tế, từ tháng 3 đến tháng 6 năm 2026, dịch có khả năng lan rộng."
    )
    assert plan(body).deadlines == []


def test_a_sentence_that_ends_in_an_order_is_no_heading() -> None:
    """Its items are ordered, and dated: what the sentence aims at is not theirs."""
    body = (
        "II. NHIỆM VỤ\n\n1. Về dự án điện\n\na) Đánh giá cao nỗ lực của Sở Công Thương.\n\nb) Để đạt được mục tiêu phát điện sớm hơn, đề nghị:\n\n"
        "(i) Bộ Công Thương chỉ đạo Tập đoàn Điện lực ký hợp đồng trong tháng 12 năm 2026."
    )
    document = plan(body)
    assert [s.title for s in document.sections] == ["NHIỆM VỤ", "Về dự án điện"]
    assert [t.deadline.end for t in document.tasks] == ["2026-12-31"]


def test_which_projects_are_told_by_who_leads_them() -> None:
    """Below a heading that charges somebody; where nothing else does, who leads does the work."""
    item = "- Báo cáo kết quả các dự án do Sở Nội vụ chủ trì."
    assert leads(plan(f"II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n{item}")) == [["Sở Y tế"]]
    assert leads(plan(f"II. NHIỆM VỤ\n\n{item}")) == [["Sở Nội vụ"]]
    plain = "- Ưu tiên kinh phí cho các nhiệm vụ của Kế hoạch do cơ quan nhà nước chủ trì thực hiện."
    assert leads(plan(f"II. NHIỆM VỤ\n\n{plain}")) == []


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        # what those who are charged tell others without a name; whom work is proposed to; where something is shown
        ("- Yêu cầu các đơn vị khai thác khoáng sản lắp đặt trạm cân.", [["Sở Công Thương"]]),
        ("- Kiểm tra các mỏ; đồng thời yêu cầu các tổ chức, cá nhân hoạt động khoáng sản nộp thuế.", [["Sở Công Thương"]]),
        ("- Giao Chi cục Quản lý thị trường kiểm tra giá bán.", [["Chi cục Quản lý thị trường"]]),
    ],
)  # fmt: skip
def test_orders_that_are_passed_on_stay_with_whoever_is_charged(work: str, expected: list[list[str]]) -> None:
    assert (
        leads(plan(f"IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Công Thương\n\n{work}\n\n- Báo cáo kết quả."))[:-1]
        == expected
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Rà soát vướng mắc về quy hoạch để kiến nghị Cục Địa chất Việt Nam, Bộ Nông nghiệp và Môi trường xem xét, điều chỉnh.",
        "Định kỳ hằng tháng, công khai trên Cổng thông tin điện tử của tỉnh và Trang thông tin điện tử của cơ quan kết quả đánh giá.",
    ],
)
def test_bodies_that_work_is_for_do_not_do_it(sentence: str) -> None:
    assert plan(f"II. GIẢI PHÁP\n\n1. Quy hoạch\n\n- {sentence}").tasks == []


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        ("Các trường Tiểu học, THCS, THPT trên địa bàn", ["Các trường Tiểu học, THCS, THPT trên địa bàn"]),
        ("Các trường mầm non, tiểu học và THCS", ["Các trường mầm non, tiểu học và THCS"]),
        ("Các trường Trung học phổ thông", ["Các trường Trung học phổ thông"]),
        ("Các Trung tâm Y tế khu vực", ["Các Trung tâm Y tế khu vực"]),
        ("Các sở, ban, ngành và UBND cấp xã, phường", ["Các sở, ban, ngành", "UBND cấp xã, phường"]),
    ],
)
def test_kinds_of_bodies_are_told_as_printed(subject: str, names: list[str]) -> None:
    assert leads(plan(f"IV. TỔ CHỨC THỰC HIỆN\n\n1. {subject} tuyên truyền cho người dân.")) == [names]


def test_what_investors_have_belongs_to_their_name() -> None:
    name = "Nhà đầu tư của 02 dự án đường bộ cao tốc Tân Phú - Bảo Lộc và Bảo Lộc - Liên Khương"
    assert (
        leads(plan(f"II. NHIỆM VỤ\n\n1. {name}:\n\na) Tập kết máy móc.\n\nb) Tổ chức thi công."))
        == [[name]] * 2
    )


def test_who_oversees_work_does_none_of_it() -> None:
    body = (
        "III. NHIỆM VỤ\n\n1. Phát triển cụm công nghiệp\n\n- Rà soát quy hoạch.\n\n"
        "Lãnh đạo phụ trách: Phó Giám đốc Nguyễn Văn Mẫu.\nĐơn vị chủ trì: Phòng Quản lý Công nghiệp; Đơn vị phối hợp: Văn phòng Sở."
    )
    assert [(t.quote, t.lead[0].name) for t in plan(body).tasks] == [("Rà soát quy hoạch", "Phòng Quản lý Công nghiệp")]  # fmt: skip


def test_a_cell_that_only_cites_who_was_charged_names_nobody() -> None:
    table = (
        "| STT | Nhiệm vụ | Chủ trì thực hiện | Thời gian |\n|---|---|---|---|\n| 1 | Rà soát văn bản | Sở Tư pháp | Quý I/2026 |\n"
        "| 2 | Sắp xếp đơn vị | Theo phân công tại Quyết định số 1441/QĐ-UBND ngày 25/9/2025 của Chủ tịch UBND tỉnh | Quý II/2026 |"
    )
    assert leads(plan(f"II. PHÂN CÔNG\n\n{table}")) == [["Sở Tư pháp"], []]


def test_an_order_before_the_one_that_heads_items_is_a_task() -> None:
    body = (
        "VI. PHÂN CÔNG\n\n1. Đối với cấp xã\n\nĐề nghị UBND các xã, phường chuẩn bị đầy đủ báo cáo và cử thành phần làm việc với Đoàn kiểm tra. "
        "Riêng UBND phường Hoa Lộc cử đại diện lãnh đạo tham dự buổi làm việc và chỉ đạo các cơ sở giáo dục:\n\n- Bố trí phòng họp."
    )
    assert leads(plan(body)) == [["UBND các xã, phường"], ["UBND phường Hoa Lộc"]]


def test_rows_tell_how_often_beside_from_when_and_whom_they_are_for() -> None:
    table = (
        "| STT | Nhiệm vụ | Đơn vị thực hiện | Thời gian thực hiện |\n|---|---|---|---|\n"
        "| 1 | Hằng năm thực hiện điều tra, công bố chỉ số. | Ban Quản lý các Khu công nghiệp, khu kinh tế | 2026 - 2030 |\n"
        "| 2 | Đào tạo chuyên ngành số. | Các trường: Đại học, Cao đẳng, Trung cấp trên địa bàn tỉnh | 2027 |"
    )
    document = plan(f"II. PHÂN CÔNG\n\n{table}")
    assert leads(document) == [
        ["Ban Quản lý các Khu công nghiệp, khu kinh tế"],
        ["Các trường: Đại học, Cao đẳng, Trung cấp trên địa bàn tỉnh"],
    ]
    first = document.tasks[0].deadline
    assert (first.start, first.end, first.recurrence) == ("2026-01-01", "2030-12-31", "yearly")
    assert [d.quote for d in document.deadlines] == ["Hằng năm", "2026 - 2030", "2027"]


def test_headings_that_are_labels_tell_who_does_the_part_before() -> None:
    body = (
        "II. TUYÊN TRUYỀN\n\n1. Nội dung, biện pháp\n\na) Chỉ đạo kế hoạch tuyên truyền.\n\nb) Lập các chuyên trang.\n\n"
        "2. Cơ quan chủ trì, phối hợp\n\na) Cơ quan chủ trì\n\n- Ban Chỉ đạo quốc gia.\n\n- Bộ Ngoại giao.\n\n"
        "b) Cơ quan phối hợp\n\n- Hội Cựu chiến binh các cấp.\n\n3. Thời gian thực hiện: Quý IV/2026.\n\n"
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Rà soát hồ sơ."
    )
    told = [
        ([u.name for u in t.lead], [u.name for u in t.support], t.deadline.end if t.deadline else None)
        for t in plan(body).tasks
    ]
    both = (["Ban Chỉ đạo quốc gia", "Bộ Ngoại giao"], ["Hội Cựu chiến binh các cấp"], "2026-12-31")
    assert told == [both, both, (["Sở Y tế"], [], None)]
