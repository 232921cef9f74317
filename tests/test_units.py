"""Names of bodies in lists and sentences (language/names.py, language/bodies.py, clauses/duty.py): tables of cases."""

import pytest

from kehoach.clauses.duty import is_bare, read_duty
from kehoach.clauses.partners import partners_between
from kehoach.clauses.responsible import read_named
from kehoach.language import mark


def named(value: str) -> list[str]:
    """The bodies that a value names."""
    return read_named(mark(value), 0, len(value)).lead


def charged(sentence: str) -> list[str] | None:
    """Whom a sentence charges with work of itself."""
    marks = mark(sentence)
    duty = read_duty(marks, 0, len(marks.tokens.words))
    if duty is None or duty.force == "names" or duty.work >= len(marks.tokens.words):
        return None
    weak = duty.force in ("verb", "colon", "obligation") and not duty.ordered
    return None if weak and is_bare(marks, duty) else duty.lead


def partners(sentence: str) -> list[str]:
    """Whom a sentence names as partners."""
    marks = mark(sentence)
    return partners_between(marks, 0, len(marks.tokens.words))


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Sở Y tế, Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        (
            "Sở Văn hóa, Thể thao và Du lịch và Công an tỉnh",
            ["Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh"],
        ),
        ("các sở, ban, ngành, UBND các xã, phường", ["các sở, ban, ngành", "UBND các xã, phường"]),
        (
            "Sở Khoa học và Công nghệ Sở Công Thương; cơ sở y tế",
            ["Sở Khoa học và Công nghệ", "Sở Công Thương", "cơ sở y tế"],
        ),
        ("Sở Tài chính (cơ quan chủ trì)", ["Sở Tài chính"]),
        (
            "Ban Quản lý Khu kinh tế tỉnh, Công an Thành phố",
            ["Ban Quản lý Khu kinh tế tỉnh", "Công an Thành phố"],
        ),
        ("Viện Nghiên cứu phát triển tỉnh, Sở Y tế", ["Viện Nghiên cứu phát triển tỉnh", "Sở Y tế"]),
        ("các bộ, ngành Trung ương", ["các bộ, ngành Trung ương"]),
        ("Hội đồng Thi đua - Khen thưởng tỉnh", ["Hội đồng Thi đua - Khen thưởng tỉnh"]),
        ("các sở, ngành, địa phương", ["các sở, ngành", "địa phương"]),
        ("các sở, ngành, cơ quan liên quan", ["các sở, ngành, cơ quan liên quan"]),
        (
            "Viện, Trường; Doanh nghiệp, Sở, ban, ngành có liên quan",
            ["Viện, Trường", "Doanh nghiệp", "Sở, ban, ngành có liên quan"],
        ),
        ("các Sở: Nội vụ, Tài chính và Xây dựng", ["Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng"]),
        ("Văn phòng HĐND và UBND xã, các thôn", ["Văn phòng HĐND và UBND xã", "các thôn"]),
        (
            "Đảng ủy Ủy ban nhân dân xã, Công đoàn Sở Y tế",
            ["Đảng ủy Ủy ban nhân dân xã", "Công đoàn Sở Y tế"],
        ),
        ("các phòng rà soát hồ sơ", ["các phòng"]),
        (
            "UBND các xã, phường ven biển và đặc khu Hòn Ngư",
            ["UBND các xã, phường ven biển", "UBND đặc khu Hòn Ngư"],
        ),
        (
            "các Tổ đại biểu và đại biểu Hội đồng nhân dân xã",
            ["các Tổ đại biểu", "đại biểu Hội đồng nhân dân xã"],
        ),
        ("Các sở, ngành: Văn phòng UBND tỉnh, Sở Tư pháp", ["Văn phòng UBND tỉnh", "Sở Tư pháp"]),
        ("UBND các xã, phường có bãi chôn lấp, Sở Y tế", ["UBND các xã, phường có bãi chôn lấp", "Sở Y tế"]),
        ("các Bộ: Công an, Quốc phòng", ["Bộ Công an", "Bộ Quốc phòng"]),
        ("các bộ, ngành, địa phương và", ["các bộ, ngành", "địa phương"]),
        ("các đơn vị cấp nước thuộc phạm vi quản lý", ["các đơn vị cấp nước thuộc phạm vi quản lý"]),
        ("Sở Văn hoá Thể thao du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Sở Nội vụ chủ trì tham mưu UBND tỉnh; Sở Tư pháp", ["Sở Nội vụ", "Sở Tư pháp"]),
        ("các nhà mạng (Viettel Vĩnh Giang, VNPT Vĩnh Giang)", ["Viettel Vĩnh Giang", "VNPT Vĩnh Giang"]),
        (
            "Bảo hiểm xã hội tỉnh, Trung tâm Dịch vụ việc làm (Sở Nội vụ)",
            ["Bảo hiểm xã hội tỉnh", "Trung tâm Dịch vụ việc làm (Sở Nội vụ)"],
        ),
        ("Các Sở, ngành, đơn vị, UBND cấp xã", ["Các Sở, ngành, đơn vị", "UBND cấp xã"]),
        ("Các Sở, ngành, đơn vị liên quan", ["Các Sở, ngành, đơn vị liên quan"]),
        ("Các sở, ban, ngành, địa phương", ["Các sở, ban, ngành", "địa phương"]),
        ("UBND các xã, phường, đặc khu Hòn Mây", ["UBND các xã, phường, đặc khu Hòn Mây"]),
    ],
)
def test_lists_of_units(phrase: str, names: list[str]) -> None:
    assert named(phrase) == names


# Names that hold a verb, or a word that is the end of one: none is cut where it stands before another verb.
WHOLE = """
Các đơn vị sự nghiệp công lập trực thuộc Sở
Ban Chỉ đạo các chương trình mục tiêu quốc gia tỉnh
Ban An toàn giao thông tỉnh
Bộ Ngoại giao
Phòng giao dịch Ngân hàng Chính sách xã hội
Trung tâm Trợ giúp pháp lý nhà nước tỉnh
Tổ giúp việc Ban Chỉ đạo
Hội Cựu giáo chức
Ban Tiếp công dân tỉnh
Trung tâm Dịch vụ việc làm
Trung tâm Phát triển quỹ đất
Trung tâm Khuyến nông và Dịch vụ nông nghiệp
Trung tâm Kiểm soát bệnh tật
Trung tâm Kiểm nghiệm
Chi cục Thủy lợi
Chi cục Chăn nuôi và Thú y
Chi cục Bảo vệ môi trường
Chi cục Quản lý thị trường
Văn phòng Điều phối nông thôn mới
Văn phòng Đăng ký đất đai
Ban Quản lý dự án đầu tư xây dựng công trình giao thông
Ban Quản lý rừng phòng hộ
Quỹ Đầu tư phát triển tỉnh
Quỹ Bảo trợ trẻ em
Hội Khuyến học tỉnh
Hội Bảo trợ người khuyết tật
Hội Nạn nhân chất độc da cam
Liên minh Hợp tác xã tỉnh
Hiệp hội Doanh nghiệp tỉnh
Hội đồng Phối hợp phổ biến, giáo dục pháp luật tỉnh
Hội đồng nghĩa vụ quân sự xã
Tổ Công nghệ số cộng đồng
Đội Quản lý trật tự đô thị
Trạm Khuyến nông
Trường Cao đẳng Y tế
Trường Chính trị tỉnh
Viện Kiểm sát nhân dân tỉnh
Tòa án nhân dân khu vực
Thi hành án dân sự tỉnh
Cục Thi hành án dân sự
Kho bạc Nhà nước khu vực
Bảo hiểm tiền gửi Việt Nam
Ngân hàng Phát triển chi nhánh tỉnh
Bưu điện tỉnh
Viễn thông tỉnh
Công ty Cổ phần Cấp thoát nước
Công ty TNHH MTV Môi trường đô thị
Nhà xuất bản Giáo dục
Đài Phát thanh và Truyền hình tỉnh
Ban Dân tộc HĐND tỉnh
Ban Kinh tế - Ngân sách HĐND tỉnh
Thường trực HĐND tỉnh
Tổ đại biểu HĐND
Đoàn ĐBQH tỉnh
Ban Bảo vệ, chăm sóc sức khỏe cán bộ
Ban Nội chính Tỉnh ủy
Trung tâm Nuôi dưỡng người có công
Trung tâm Bảo trợ xã hội
Cơ sở cai nghiện ma túy
Bộ phận Tiếp nhận và Trả kết quả
Ban Giám sát đầu tư của cộng đồng
Ban Thanh tra nhân dân
Ban Tổ chức lễ hội
Ban Vận động quyên góp
Tiểu ban Tuyên truyền
Phòng Kế hoạch - Nghiệp vụ
Phòng Quản lý đào tạo
Phòng Tổ chức - Hành chính
Phòng Hạ tầng và Đô thị
Liên đoàn Lao động tỉnh
Hội Liên hiệp Phụ nữ tỉnh
Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh
Hội Người cao tuổi
Hội Chữ thập đỏ
Hội Luật gia
Bộ Tư lệnh Thủ đô
Bộ Chỉ huy Bộ đội Biên phòng tỉnh
Ban Chỉ huy Phòng thủ dân sự xã
Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn
Ban Chỉ đạo 389 tỉnh
Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc
Ban Chỉ đạo xây dựng nông thôn mới
Ban vì sự tiến bộ của phụ nữ
Thuế cơ sở
Thống kê tỉnh
Chi cục Thống kê
Thanh tra tỉnh
Các cơ sở giáo dục mầm non, phổ thông
Các cơ sở khám bệnh, chữa bệnh
Các chủ đầu tư
Các cơ quan thông tấn, báo chí
Các tổ chức chính trị - xã hội
Các trường đại học, cao đẳng
Các ngân hàng thương mại
Trưởng các thôn
Bí thư chi bộ các thôn
""".strip().split("\n")


@pytest.mark.parametrize(("name", "after"), list(zip(WHOLE, WHOLE[1:] + WHOLE[:1], strict=True)))
def test_names_are_not_cut_in_lists(name: str, after: str) -> None:
    assert named(f"{name}, {after} và các cơ quan liên quan") == [name, after, "các cơ quan liên quan"]
    sentence = f"Sở Y tế chủ trì, phối hợp với {name} và {after} rà soát, tổng hợp."
    assert partners(sentence) == [name, after]


@pytest.mark.parametrize("name", WHOLE)
def test_names_are_not_cut_at_verbs_inside(name: str) -> None:
    for work in ("chủ trì xây dựng kế hoạch", "tham mưu UBND tỉnh", "thiết lập quy trình"):
        sentence = f"{name} {work}."
        assert charged(sentence) == [name]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Sở Y tế chủ trì, phối hợp với Sở Tài chính thẩm định.", ["Sở Y tế"]),
        ("Giao Sở Nội vụ theo dõi.", ["Sở Nội vụ"]),
        ("Trên cơ sở đề xuất của các đơn vị, Sở Tài chính tham mưu bố trí kinh phí.", ["Sở Tài chính"]),
        ("Các sở, ban, ngành có trách nhiệm báo cáo.", ["Các sở, ban, ngành"]),
        ("Trên cơ sở đề xuất của các sở, ban, ngành, Sở Tài chính tham mưu bố trí.", ["Sở Tài chính"]),
        ("Chủ tịch UBND tỉnh đã chỉ đạo các sở hoàn thành.", None),
        ("UBND tỉnh yêu cầu các sở, ngành báo cáo trước ngày 30/11.", ["các sở, ngành"]),
        ("Ban Chỉ đạo bầu cử tỉnh họp định kỳ hằng tháng.", ["Ban Chỉ đạo bầu cử tỉnh"]),
        ("Trên cơ sở nhiệm vụ, chủ trì, phối hợp với các cơ quan, đơn vị tham mưu.", None),
        ("Tổ chức các hội nghị tuyên truyền.", None),
        ("Ban hành hướng dẫn xây dựng mô hình.", None),
        ("Báo cáo kết quả thực hiện.", None),
        # what a subject does tells which it is; "có trách nhiệm" charges it
        (
            "Các tổ chức, cá nhân khai thác nước dưới đất có trách nhiệm kê khai.",
            ["Các tổ chức, cá nhân khai thác nước dưới đất"],
        ),
        ("Cơ quan đăng ký đầu tư có trách nhiệm lấy ý kiến.", ["Cơ quan đăng ký đầu tư"]),
        ("Sở Y tế hướng dẫn các đơn vị có trách nhiệm báo cáo.", ["Sở Y tế"]),
        (
            "Ban Chỉ đạo phát triển du lịch các địa phương cử đại diện tham gia.",
            ["Ban Chỉ đạo phát triển du lịch các địa phương"],
        ),
        (
            "Chính phủ trân trọng đề nghị Hội Chữ thập đỏ Việt Nam chủ động vận động.",
            ["Hội Chữ thập đỏ Việt Nam"],
        ),
        ("Đề nghị Ban Tuyên giáo Tỉnh ủy định hướng tuyên truyền.", ["Ban Tuyên giáo Tỉnh ủy"]),
        (
            "Tòa án nhân dân tỉnh, Viện kiểm sát nhân dân tỉnh phối hợp giải quyết.",
            ["Tòa án nhân dân tỉnh", "Viện kiểm sát nhân dân tỉnh"],
        ),
        ("Phòng Văn hóa - Xã hội chủ trì rà soát.", ["Phòng Văn hóa - Xã hội"]),
        ("UBND các xã, phường niêm yết công khai.", ["UBND các xã, phường"]),
        (
            "Giao các Sở: Nội vụ, Tài chính và Giáo dục và Đào tạo rà soát biên chế.",
            ["Sở Nội vụ", "Sở Tài chính", "Sở Giáo dục và Đào tạo"],
        ),
        (
            "Các Bộ, cơ quan: Tài chính, Xây dựng, Công Thương theo chức năng được giao rà soát.",
            ["Bộ Tài chính", "Bộ Xây dựng", "Bộ Công Thương"],
        ),
        ("Các Sở: Nội vụ, Xây dựng chủ trì thẩm định.", ["Sở Nội vụ", "Sở Xây dựng"]),
        ("Sở Tư pháp tham mưu, xây dựng, trình UBND tỉnh.", ["Sở Tư pháp"]),
        (
            "Yêu cầu Giám đốc các Sở: Y tế, Nội vụ chỉ đạo thực hiện.",
            ["Giám đốc Sở Y tế", "Giám đốc Sở Nội vụ"],
        ),
        (
            "Đề nghị các Tập đoàn: Dầu khí Việt Nam, Điện lực Việt Nam tập trung đầu tư.",
            ["Tập đoàn Dầu khí Việt Nam", "Tập đoàn Điện lực Việt Nam"],
        ),
        ("Các tỉnh Nghệ An, Quảng Ngãi khẩn trương hoàn thiện báo cáo.", ["tỉnh Nghệ An", "tỉnh Quảng Ngãi"]),
        # the field of an office, unless it is the work itself
        (
            "Phó Hiệu trưởng phụ trách chuyên môn xếp thời khóa biểu.",
            ["Phó Hiệu trưởng phụ trách chuyên môn"],
        ),
        (
            "Giao đồng chí Phó Chủ tịch UBND xã phụ trách kinh tế trực tiếp kiểm tra.",
            ["đồng chí Phó Chủ tịch UBND xã phụ trách kinh tế"],
        ),
        ("Phó Giám đốc phụ trách công tác tuyên truyền trong đợt này.", ["Phó Giám đốc"]),
        # parts whose names hold a comma
        ("Phòng Công chức, viên chức tham mưu Đề án vị trí việc làm.", ["Phòng Công chức, viên chức"]),
        ("Giao Phòng Tổ chức, biên chế rà soát danh mục.", ["Phòng Tổ chức, biên chế"]),
        ("Phòng Kinh tế, các đơn vị rà soát số liệu.", ["Phòng Kinh tế", "các đơn vị"]),
        (
            "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp nghiệm thu 08 đề án.",
            ["Trung tâm Khuyến công và Tư vấn phát triển công nghiệp"],
        ),
        (
            "Phòng Lý luận chính trị, Lịch sử Đảng biên soạn đề cương.",
            ["Phòng Lý luận chính trị, Lịch sử Đảng"],
        ),
        (
            "Đảng ủy Mặt trận Tổ quốc, các đoàn thể tỉnh chỉ đạo vận động Nhân dân.",
            ["Đảng ủy Mặt trận Tổ quốc, các đoàn thể tỉnh"],
        ),
        # verbs that no name holds, and a verb never met
        ("Các tổ công tác báo cáo nhanh kết quả kiểm tra.", ["Các tổ công tác"]),
        ("Công ty Thủy điện Trà Bôi chấp hành nghiêm lệnh vận hành hồ chứa.", ["Công ty Thủy điện Trà Bôi"]),
        ("Thống kê thiệt hại, báo cáo kết quả.", None),
        ("Chủ tịch UBND các xã, phường hoãn các cuộc họp chưa cần thiết.", ["Chủ tịch UBND các xã, phường"]),
        (
            "Công đoàn và Đoàn Thanh niên Trung tâm đồng chủ trì hội thi.",
            ["Công đoàn", "Đoàn Thanh niên Trung tâm"],
        ),
        # what stands before a colon does what stands behind it, in whatever words
        ("Phòng Văn hóa - Xã hội: Viết kịch bản chương trình; gửi Văn phòng.", ["Phòng Văn hóa - Xã hội"]),
        ("Trạm Y tế: Ông Nguyễn Văn A làm trưởng trạm.", None),
        # a list of places behind a colon names one body a place; a province has its own kind
        ("UBND các xã: Đồng Mây, Phú An rà soát.", ["UBND xã Đồng Mây", "UBND xã Phú An"]),
        (
            "Chủ tịch UBND các tỉnh, thành phố trực thuộc Trung ương: Hà Tĩnh, Huế khẩn trương rà soát.",
            ["Chủ tịch UBND tỉnh Hà Tĩnh", "Chủ tịch UBND thành phố Huế"],
        ),
        (
            "Các Sở: Nội vụ, Y tế và UBND các phường: An Phú, Tân Lập báo cáo kết quả.",
            ["Sở Nội vụ", "Sở Y tế", "UBND phường An Phú", "UBND phường Tân Lập"],
        ),
        (
            "Các Tập đoàn: Công nghiệp - Năng lượng Quốc gia Việt Nam, Bưu chính viễn thông Việt Nam rà soát.",
            ["Tập đoàn Công nghiệp - Năng lượng Quốc gia Việt Nam", "Tập đoàn Bưu chính viễn thông Việt Nam"],
        ),
        (
            "Công ty TNHH MTV Khai thác công trình thủy lợi kiểm tra trạm bơm.",
            ["Công ty TNHH MTV Khai thác công trình thủy lợi"],
        ),
        ("Các ông (bà) Trưởng thôn: Tuyên truyền, vận động Nhân dân.", ["Các ông (bà) Trưởng thôn"]),
        (
            "Nhằm bảo đảm sức khỏe học sinh của các đơn vị, trường học, Sở Giáo dục và Đào tạo đề nghị UBND các xã, phường rà soát.",
            ["UBND các xã, phường"],
        ),
        (
            "Thực hiện Công văn số 55/BCT-TTTN ngày 01/6/2026 của Bộ Công Thương, Sở Công Thương đề nghị UBND các xã, phường rà soát.",
            ["UBND các xã, phường"],
        ),
        (
            "Các Sở: Văn hóa, Thể thao và Du lịch; Nội vụ xây dựng kế hoạch.",
            ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ"],
        ),
        ("Các cơ sở được kiểm tra: Chuẩn bị báo cáo theo đề cương.", ["Các cơ sở được kiểm tra"]),
        (
            "Các sở, ban, ngành liên quan: Theo chức năng, nhiệm vụ, phối hợp với Sở Y tế thực hiện.",
            ["Các sở, ban, ngành liên quan"],
        ),
        ("Công an xã: Mở 02 đợt cao điểm; kiểm tra cơ sở.", ["Công an xã"]),
        ("Xã Hoa Lộc: Lấy mẫu 01 vị trí tại vùng nuôi.", None),
        ("Sở Y tế tổ chức hội nghị tổng kết.", ["Sở Y tế"]),
        ("Công an tỉnh diễn tập phương án chữa cháy.", ["Công an tỉnh"]),
        ("Sở Nội vụ tập huấn nghiệp vụ cho cán bộ.", ["Sở Nội vụ"]),
        ("Các trung tâm y tế điều tra ca bệnh.", ["Các trung tâm y tế"]),
        ("Trung tâm Truyền thông tăng thời lượng phát sóng.", ["Trung tâm Truyền thông"]),
        ("Phó Giám đốc Sở Nội vụ do Chủ tịch UBND tỉnh bổ nhiệm theo đề nghị của Giám đốc.", None),
        ("Các bộ tự theo dõi, chấm điểm kết quả.", None),
        ("Giáo viên chủ nhiệm các lớp tổ chức họp phụ huynh.", ["Giáo viên chủ nhiệm các lớp"]),
        ("(Sở Nội vụ sẽ cấp tài khoản để các cơ quan đăng nhập).", ["Sở Nội vụ"]),
        (
            "Khi Đảng đoàn xã kết thúc hoạt động, Đảng ủy xã được thành lập thì Đảng ủy xã tiếp tục thực hiện Kế hoạch.",
            ["Đảng ủy xã"],
        ),
        # what is done already, may be done, is done to it, or holds under a condition
        ("Bộ Tài chính đang xây dựng Luật Quản lý thuế.", None),
        ("Hội đồng có thể họp bất thường do Chủ tịch triệu tập.", None),
        ("Quỹ Bảo vệ môi trường tỉnh được thành lập các hội đồng tư vấn.", None),
        ("Các cơ quan, đơn vị có nhu cầu sử dụng chữ ký số đăng ký qua hệ thống.", None),
        (
            "Trường hợp cá nhân là người đứng đầu cơ quan, đơn vị có nghĩa vụ nộp thuế, hồ sơ phải có văn bản xác nhận.",
            None,
        ),
        (
            "Sở Xây dựng, chủ đầu tư các dự án đang triển khai thi công tiếp tục bổ sung nhân lực.",
            ["Sở Xây dựng", "chủ đầu tư các dự án đang triển khai thi công"],
        ),
        (
            "Các cơ quan được giao chủ trì thực hiện báo cáo trước ngày 30/11.",
            ["Các cơ quan được giao chủ trì thực hiện"],
        ),
        # who is responsible for a project is no noun of a group; who is meant most is one of the list
        (
            "Yêu cầu các sở, ngành, cơ quan chủ quản, nhất là ACV cần khẩn trương đẩy nhanh tiến độ.",
            ["các sở, ngành", "cơ quan chủ quản", "ACV"],
        ),
        (
            "Các địa phương, đơn vị chủ quản các dự án đang triển khai, nhất là Sở Xây dựng khẩn trương rà soát vốn.",
            ["Các địa phương", "đơn vị chủ quản các dự án đang triển khai", "Sở Xây dựng"],
        ),
        # what is told of the members of a group, what they have not done yet
        (
            "UBND các xã, phường không thuộc danh sách kiểm tra chủ động tổ chức kiểm tra tại địa phương.",
            ["UBND các xã, phường không thuộc danh sách kiểm tra"],
        ),
        (
            "Các đơn vị chưa ban hành kế hoạch khẩn trương ban hành trước ngày 30/9.",
            ["Các đơn vị chưa ban hành kế hoạch"],
        ),
        ("Một số đơn vị chưa thực hiện hết kiến nghị kiểm toán về tài chính.", None),
        (
            "Giám đốc Sở, Thủ trưởng cơ quan, ban, ngành rà soát.",
            ["Giám đốc Sở", "Thủ trưởng cơ quan, ban, ngành"],
        ),
        (
            "Ban Quản lý các khu chế xuất và công nghiệp Cần Thơ kiểm tra các cơ sở.",
            ["Ban Quản lý các khu chế xuất và công nghiệp Cần Thơ"],
        ),
        ("Công an thành phố Cần Thơ cần kiểm tra.", ["Công an thành phố Cần Thơ"]),
        (
            "Các cơ quan quản lý nhà nước, tổ chức, cá nhân liên quan có trách nhiệm thực hiện.",
            ["Các cơ quan quản lý nhà nước, tổ chức, cá nhân liên quan"],
        ),
        (
            "Ban quản lý Khu Nông nghiệp ứng dụng Công nghệ cao Vĩnh Giang tiếp nhận hồ sơ.",
            ["Ban quản lý Khu Nông nghiệp ứng dụng Công nghệ cao Vĩnh Giang"],
        ),
        (
            "Yêu cầu từng cán bộ, công chức, công nhân, nhà thầu thi công, các đơn vị tư vấn tích cực đổi mới.",
            ["từng cán bộ, công chức, công nhân", "nhà thầu thi công", "các đơn vị tư vấn"],
        ),
        # numbers in words before the subject, and the spirit in which it works
        (
            "Thứ nhất, các địa phương, nhà thầu trên tinh thần “ba rõ”, đẩy nhanh tiến độ.",
            ["các địa phương", "nhà thầu"],
        ),
        ("Hai là, Sở Y tế chủ động rà soát nhân lực.", ["Sở Y tế"]),
        ("Thứ trưởng Bộ Y tế chủ trì rà soát.", ["Thứ trưởng Bộ Y tế"]),
        # offices that share a body, and one that has its own; how the work is to be done
        ("Giám đốc, Thủ trưởng các sở, ban ngành rà soát.", ["Giám đốc, Thủ trưởng các sở, ban ngành"]),
        ("Bí thư, Chủ tịch UBND xã kiểm tra.", ["Bí thư", "Chủ tịch UBND xã"]),
        ("Bộ trưởng, Thủ trưởng cơ quan ngang bộ rà soát.", ["Bộ trưởng", "Thủ trưởng cơ quan ngang bộ"]),
        ("Sở Xây dựng kiên quyết xử lý nhà thầu vi phạm.", ["Sở Xây dựng"]),
        ("Công an tỉnh sớm hoàn thiện phương án.", ["Công an tỉnh"]),
        ("Sở Y tế đặc biệt quan tâm tuyến cơ sở.", ["Sở Y tế"]),
        # the answer to what was asked for begins behind its colon
        (
            "Về đề nghị các sở sớm hướng dẫn; hoàn thiện quy trình giao đất, bố trí trụ sở: UBND xã Phú Lạng cần rà soát quy trình.",
            ["UBND xã Phú Lạng"],
        ),
    ],
)
def test_subjects(sentence: str, lead: list[str] | None) -> None:
    assert charged(sentence) == lead


def test_partners() -> None:
    text = (
        "Chủ trì, phối hợp với các sở, ngành và UBND các xã, phường xây dựng kế hoạch; phối hợp triển khai."
    )
    assert partners(text) == ["các sở, ngành", "UBND các xã, phường"]
    text = "Công an tỉnh chủ động phối hợp, hỗ trợ Sở Y tế và các lực lượng vũ trang đóng quân tại địa bàn diễn tập."
    assert partners(text) == ["Sở Y tế", "các lực lượng vũ trang đóng quân tại địa bàn"]
