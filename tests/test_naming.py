"""What a number measures: elliptic clauses, series of years, parts of a whole, work told before its amount."""

import pytest

from tests.making import plan

# One line a target: indicator | operator | value | unit | due. All sentences stand below "MỤC TIÊU ĐẾN NĂM 2030".
CASES = {
    # one name, several years
    "Tỷ lệ trạm y tế có bác sĩ: năm 2026 đạt 85%, năm 2028 đạt 95%.": [
        "Tỷ lệ trạm y tế có bác sĩ | = | 85 | % | 2026",
        "Tỷ lệ trạm y tế có bác sĩ | = | 95 | % | 2028",
    ],
    "Tỷ lệ hộ nghèo giảm còn 3,5% vào năm 2026, 2,5% vào năm 2028.": [
        "Tỷ lệ hộ nghèo | = | 3.5 | % | 2026",
        "Tỷ lệ hộ nghèo | = | 2.5 | % | 2028",
    ],
    "Đến cuối năm 2026 có 30 xã, đến cuối năm 2028 có 60 xã đạt chuẩn nông thôn mới.": [
        "xã đạt chuẩn nông thôn mới | = | 30 | xã | 2026",
        "xã đạt chuẩn nông thôn mới | = | 60 | xã | 2028",
    ],
    "Tối thiểu 50% cán bộ được tập huấn trong năm 2026 và 100% đến năm 2028.": [
        "cán bộ được tập huấn | >= | 50 | % | 2026",
        "cán bộ được tập huấn | = | 100 | % | 2028",
    ],
    "Tăng trưởng kinh tế năm 2026 đạt trên 8% và năm 2027 đạt từ 10% trở lên.": [
        "Tăng trưởng kinh tế | > | 8 | % | 2026",
        "Tăng trưởng kinh tế | >= | 10 | % | 2027",
    ],
    # one name, several places
    "Tỷ lệ thu gom rác ở đô thị đạt 98%, ở nông thôn đạt 80%.": [
        "Tỷ lệ thu gom rác ở đô thị | = | 98 | % | 2030",
        "Tỷ lệ thu gom rác ở nông thôn | = | 80 | % | 2030",
    ],
    "Tỷ lệ sử dụng nước sạch đạt 95% ở đô thị và 70% ở nông thôn.": [
        "Tỷ lệ sử dụng nước sạch ở đô thị | = | 95 | % | 2030",
        "Tỷ lệ sử dụng nước sạch ở nông thôn | = | 70 | % | 2030",
    ],
    # what several shares have in common stands once
    "100% hộ ở thành thị và 80% hộ ở nông thôn được dùng nước sạch.": [
        "hộ ở thành thị được dùng nước sạch | = | 100 | % | 2030",
        "hộ ở nông thôn được dùng nước sạch | = | 80 | % | 2030",
    ],
    "Tỷ lệ gia đình văn hóa đạt 88%, khu dân cư văn hóa đạt 85%.": [
        "Tỷ lệ gia đình văn hóa | = | 88 | % | 2030",
        "Tỷ lệ khu dân cư văn hóa | = | 85 | % | 2030",
    ],
    "Lắp đặt mới trạm phát sóng: 58 trạm (Trong đó: Mạng A: 25 trạm, Mạng B: 33 trạm).": [
        "Lắp đặt mới trạm phát sóng | = | 58 | trạm | 2030",
        "Lắp đặt mới trạm phát sóng của Mạng A | = | 25 | trạm | 2030",
        "Lắp đặt mới trạm phát sóng của Mạng B | = | 33 | trạm | 2030",
    ],
    "Giảm tối thiểu 30% thời gian giải quyết thủ tục và 30% chi phí tuân thủ.": [
        "thời gian giải quyết thủ tục | decrease | 30 | % | 2030",
        "chi phí tuân thủ | decrease | 30 | % | 2030",
    ],
    "Có 12 bác sĩ, 3 dược sĩ đại học, 20 điều dưỡng/vạn dân.": [
        "bác sĩ | = | 12 | bác sĩ/10.000 dân | 2030",
        "dược sĩ đại học | = | 3 | dược sĩ/10.000 dân | 2030",
        "điều dưỡng/vạn dân | = | 20 | điều dưỡng/10.000 dân | 2030",
    ],
    "100% xã đạt cấp độ 4 và 90% đạt cấp độ 5 về quản trị dữ liệu.": [
        "xã đạt cấp độ 4 | = | 100 | % | 2030",
        "xã đạt cấp độ 5 về quản trị dữ liệu | = | 90 | % | 2030",
    ],
    # where a name ends
    "Có thêm 15 xã đạt chuẩn nông thôn mới, nâng tổng số xã đạt chuẩn lên 85 xã.": [
        "xã đạt chuẩn nông thôn mới | increase | 15 | xã | 2030",
        "tổng số xã đạt chuẩn | = | 85 | xã | 2030",
    ],
    "Thu hút từ 10 đến 15 dự án FDI, với tổng vốn đăng ký trên 500 triệu USD.": [
        "dự án FDI | range | 10 | dự án | 2030",
        "tổng vốn đăng ký | > | 500 | triệu USD | 2030",
    ],
    "Phát triển mới 3.000 đoàn viên công đoàn, thành lập 20 công đoàn cơ sở.": [
        "đoàn viên công đoàn | = | 3000 | đoàn viên | 2030",
        "công đoàn cơ sở | = | 20 | công đoàn cơ sở | 2030",
    ],
    "Thành lập mới 1.000 doanh nghiệp, 50 hợp tác xã.": [
        "doanh nghiệp | = | 1000 | doanh nghiệp | 2030",
        "hợp tác xã | = | 50 | hợp tác xã | 2030",
    ],
    "Trồng mới 9.000 ha rừng; trong đó rừng phòng hộ 500 ha.": [
        "rừng | = | 9000 | ha | 2030",
        "rừng phòng hộ | = | 500 | ha | 2030",
    ],
    "Đón 5 triệu lượt khách du lịch.": ["khách du lịch | = | 5 | triệu lượt khách | 2030"],
    "Phấn đấu có ít nhất 01 sản phẩm OCOP 5 sao.": ["sản phẩm OCOP 5 sao | >= | 1 | sản phẩm OCOP | 2030"],
    "Tỷ lệ xã đạt từ 15 tiêu chí trở lên đạt 90%.": [
        "Tỷ lệ xã đạt từ 15 tiêu chí trở lên | = | 90 | % | 2030"
    ],
    "100% (34/34) trạm y tế có bác sĩ.": ["trạm y tế có bác sĩ | = | 100 | % | 2030"],
    "Độ bao phủ bảo hiểm xã hội: trên 45% lực lượng lao động.": [
        "Độ bao phủ bảo hiểm xã hội | > | 45 | % | 2030"
    ],
    "Giá trị sản xuất trên 1 ha đất canh tác đạt 120 triệu đồng.": [
        "Giá trị sản xuất trên 1 ha đất canh tác | = | 120 | triệu đồng | 2030"
    ],
    # work told before its amount
    "Mỗi năm giải quyết việc làm cho 20.000 lao động.": [
        "giải quyết việc làm cho lao động | = | 20000 | lao động/năm | yearly"
    ],
    "Phủ sóng 5G đến 100% khu công nghiệp.": ["Phủ sóng 5G đến khu công nghiệp | = | 100 | % | 2030"],
    "Kéo giảm ít nhất 5% tội phạm về trật tự xã hội.": [
        "tội phạm về trật tự xã hội | decrease | 5 | % | 2030"
    ],
    "Hỗ trợ 1.500 hộ nghèo sửa chữa nhà ở.": ["hộ nghèo sửa chữa nhà ở | = | 1500 | hộ nghèo | 2030"],
    "Người dân được khám sức khỏe ít nhất mỗi năm 1 lần.": [
        "Người dân được khám sức khỏe | >= | 1 | lần/năm | yearly"
    ],
    # where a change starts from is no goal
    "Nâng tỷ lệ hài lòng của người dân từ 85% năm 2025 lên 92% năm 2030.": [
        "tỷ lệ hài lòng của người dân | = | 92 | % | 2030"
    ],
    # what else a section of goals holds
    "Thu ngân sách nhà nước trên địa bàn năm 2026 đạt 12.500 tỷ đồng, tăng 10% so với dự toán.": [
        "Thu ngân sách nhà nước trên địa bàn | = | 12500 | tỷ đồng | 2026",
        "Thu ngân sách nhà nước trên địa bàn | increase | 10 | % | 2026",
    ],
    "Kinh tế số chiếm 20% GRDP.": ["Kinh tế số | = | 20 | % GRDP | 2030"],
    "Doanh thu thương mại điện tử tăng bình quân 20%/năm, chiếm 12% tổng mức bán lẻ.": [
        "Doanh thu thương mại điện tử | increase | 20 | %/năm | 2030",
        "Doanh thu thương mại điện tử | = | 12 | % tổng mức bán lẻ | 2030",
    ],
    "Tỷ lệ giải ngân vốn đầu tư công đạt 100% kế hoạch.": [
        "Tỷ lệ giải ngân vốn đầu tư công | = | 100 | % kế hoạch | 2030"
    ],
    "Giảm 10% số vụ tai nạn giao thông so với năm 2025.": [
        "vụ tai nạn giao thông | decrease | 10 | % | 2030"
    ],
    "Thời gian chờ khám bệnh trung bình không quá 60 phút.": [
        "Thời gian chờ khám bệnh trung bình | <= | 60 | phút | 2030"
    ],
    "Điểm trung bình chỉ số hạnh phúc đạt 7,5/10 điểm.": [
        "Điểm trung bình chỉ số hạnh phúc | = | 7.5 | điểm (trên 10) | 2030"
    ],
    "Chỉ số chuyển đổi số (DTI) đứng thứ 20/34 tỉnh, thành phố.": [
        "Chỉ số chuyển đổi số (DTI) | rank | 20 | tỉnh, thành phố | 2030"
    ],
    # rates, multiples, and sizes that are named once
    "Tỷ số tử vong mẹ giảm xuống dưới 40/100.000 trẻ đẻ sống.": [
        "Tỷ số tử vong mẹ | < | 40 | /100.000 trẻ đẻ sống | 2030"
    ],
    "Chiều cao trung bình của nam đạt 169 cm, nữ đạt 158 cm.": [
        "Chiều cao trung bình của nam | = | 169 | cm | 2030",
        "Chiều cao trung bình của nữ | = | 158 | cm | 2030",
    ],
    "Năng suất lúa đạt 60 tạ/ha, ngô đạt 50 tạ/ha.": [
        "Năng suất lúa | = | 60 | tạ/ha | 2030",
        "Năng suất ngô | = | 50 | tạ/ha | 2030",
    ],
    "Đàn bò đạt 120.000 con; đàn gia cầm 8 triệu con.": [
        "Đàn bò | = | 120000 | con | 2030",
        "đàn gia cầm | = | 8 | triệu con | 2030",
    ],
    "Trồng 2 triệu cây phân tán.": ["cây phân tán | = | 2 | triệu cây | 2030"],
    "Thu nhập bình quân đạt 75 triệu đồng, gấp 1,5 lần năm 2025.": [
        "Thu nhập bình quân | = | 75 | triệu đồng | 2030",
        "Thu nhập bình quân | = | 1.5 | lần | 2030",
    ],
    "Tỷ lệ xử lý chất thải ở đô thị đạt 98%, nông thôn đạt 85%.": [
        "Tỷ lệ xử lý chất thải ở đô thị | = | 98 | % | 2030",
        "Tỷ lệ xử lý chất thải ở nông thôn | = | 85 | % | 2030",
    ],
    "Không còn xã dưới 15 tiêu chí; bình quân đạt 17,5 tiêu chí/xã.": [
        "xã dưới 15 tiêu chí | = | 0 | xã | 2030",
        "tiêu chí | = | 17.5 | tiêu chí/xã | 2030",
    ],
    "Có 65% trường học đạt chuẩn quốc gia (mầm non 60%; tiểu học 70%).": [
        "trường học đạt chuẩn quốc gia | = | 65 | % | 2030",
        "mầm non | = | 60 | % | 2030",
        "tiểu học | = | 70 | % | 2030",
    ],
    "Giám sát ít nhất 20% đảng viên là cấp ủy viên.": ["đảng viên là cấp ủy viên | >= | 20 | % | 2030"],
    "Mỗi trạm có từ 4 - 5 bác sĩ.": ["bác sĩ của mỗi trạm | range | 4 | bác sĩ/trạm | 2030"],
    "Huy động 100% trẻ 6 tuổi vào lớp 1.": ["trẻ 6 tuổi vào lớp 1 | = | 100 | % | 2030"],
    "Sản phẩm: 12 bệnh viện công bố bệnh án điện tử.": [],
    "Nâng tổng số trạm BTS lên 450 trạm, tăng 200 trạm so với năm 2025.": [
        "tổng số trạm BTS | = | 450 | trạm | 2030",
        "tổng số trạm BTS | increase | 200 | trạm | 2030",
    ],
    "Phấn đấu xếp hạng PCI trong 20 tỉnh đứng đầu; PAR Index tăng ít nhất 03 bậc.": [
        "PCI | rank | 20 | tỉnh đứng đầu | 2030",
        "PAR Index | increase | 3 | bậc | 2030",
    ],
    "Ít nhất 40% TTHC cung cấp toàn trình, 70% hồ sơ được xử lý trực tuyến.": [
        "TTHC cung cấp toàn trình | >= | 40 | % | 2030",
        "hồ sơ được xử lý trực tuyến | = | 70 | % | 2030",
    ],
    "Thu hút 150 bác sĩ, bình quân 30 bác sĩ/năm.": [
        "bác sĩ | = | 150 | bác sĩ | 2030",
        "bác sĩ | = | 30 | bác sĩ/năm | 2030",
    ],
    "Cử tuyển 50 sinh viên y khoa.": ["sinh viên y khoa | = | 50 | sinh viên | 2030"],
    # a word is matched whole: "nước đạt" is no "ước đạt", "thực hiện tại" no "hiện tại", "cung cấp 500" no "cấp 5"
    "Tỷ lệ sử dụng nước đạt 95%.": ["Tỷ lệ sử dụng nước | = | 95 | % | 2030"],
    "100% thủ tục hành chính được thực hiện tại Trung tâm.": [
        "thủ tục hành chính được thực hiện tại Trung tâm | = | 100 | % | 2030"
    ],
    "Cung cấp 500 suất quà cho hộ nghèo.": ["suất quà cho hộ nghèo | = | 500 | suất quà | 2030"],
    "Đào tạo kỹ năng số cho 500 cán bộ.": ["Đào tạo kỹ năng số cho cán bộ | = | 500 | cán bộ | 2030"],
    "Xây dựng 02 công trình cấp 4.": ["công trình cấp 4 | = | 2 | công trình | 2030"],
    "60% dân số mua sắm trực tuyến, giá trị mua sắm đạt khoảng 300 USD/người/năm.": [
        "dân số mua sắm trực tuyến | = | 60 | % | 2030",
        "giá trị mua sắm | ~ | 300 | USD/người/năm | 2030",
    ],
    "Tuyển mới và đào tạo cho 20.000 người, trong đó cao đẳng 2.000 người, trung cấp 5.000 người.": [
        "Tuyển mới và đào tạo cho người | = | 20000 | người | 2030",
        "cao đẳng | = | 2000 | người | 2030",
        "trung cấp | = | 5000 | người | 2030",
    ],
    "100% trẻ đến trường được học 2 buổi/ngày.": ["trẻ đến trường được học 2 buổi/ngày | = | 100 | % | 2030"],
    "Tinh giản tối thiểu 5% công chức.": ["công chức | decrease | 5 | % | 2030"],
    "Lũy kế có 250 sản phẩm OCOP đạt 3 sao.": ["sản phẩm OCOP đạt 3 sao | = | 250 | sản phẩm OCOP | 2030"],
    "Kết nạp 5.000 đoàn viên mới/năm.": ["đoàn viên mới | = | 5000 | đoàn viên/năm | 2030"],
    "Chỉ số hài lòng (SIPAS) đạt trên 88%; Chỉ số PAPI nằm trong nhóm 20 địa phương có điểm cao nhất.": [
        "Chỉ số hài lòng (SIPAS) | > | 88 | % | 2030",
        "Chỉ số PAPI | rank | 20 | địa phương có điểm cao nhất | 2030",
    ],
    "Trồng trọt chiếm 45%, chăn nuôi chiếm 40%.": [
        "Trồng trọt | = | 45 | % | 2030",
        "chăn nuôi | = | 40 | % | 2030",
    ],
    # shares with their base, fractions, nothing left
    "Tỷ lệ chi cho khoa học và công nghệ đạt 2% tổng chi ngân sách.": [
        "Tỷ lệ chi cho khoa học và công nghệ | = | 2 | % tổng chi ngân sách | 2030"
    ],
    "Bố trí ít nhất 12% tổng chi ngân sách cho giáo dục.": [
        "tổng chi ngân sách cho giáo dục | >= | 12 | % tổng chi ngân sách | 2030"
    ],
    "Chi thường xuyên chiếm dưới 60% tổng chi ngân sách địa phương.": [
        "Chi thường xuyên | < | 60 | % tổng chi ngân sách địa phương | 2030"
    ],
    "Phấn đấu 2/3 số xã đạt chuẩn nông thôn mới.": [
        "xã đạt chuẩn nông thôn mới | = | 66.67 | % số xã | 2030"
    ],
    "Có ít nhất 3/4 số trường có nhà vệ sinh đạt chuẩn.": [
        "trường có nhà vệ sinh đạt chuẩn | >= | 75 | % số trường | 2030"
    ],
    "Có 17/99 xã, phường đạt chuẩn.": ["xã, phường đạt chuẩn | = | 17 | xã, phường (trên 99) | 2030"],
    "Đến năm 2028, không còn hộ nghèo.": ["hộ nghèo | = | 0 | hộ nghèo | 2028"],
    "Xóa hết nhà tạm cho hộ nghèo trong năm 2026.": ["nhà tạm cho hộ nghèo | = | 0 | nhà tạm | 2026"],
    "Không còn tình trạng lãng phí.": [],
    # multiples
    "Thu nhập bình quân của đồng bào gấp 2 lần so với năm 2025.": [
        "Thu nhập bình quân của đồng bào | = | 2 | lần | 2030"
    ],
    "Kim ngạch xuất khẩu tăng gấp 1,5 lần so với năm 2025.": ["Kim ngạch xuất khẩu | = | 1.5 | lần | 2030"],
    "Doanh thu du lịch gấp ít nhất 3 lần năm 2025.": ["Doanh thu du lịch | >= | 3 | lần | 2030"],
    # years in brackets
    "Tỷ lệ hồ sơ trực tuyến đạt 95% (năm 2026 đạt 93%, năm 2028 đạt 94%).": [
        "Tỷ lệ hồ sơ trực tuyến | = | 95 | % | 2030",
        "Tỷ lệ hồ sơ trực tuyến | = | 93 | % | 2026",
        "Tỷ lệ hồ sơ trực tuyến | = | 94 | % | 2028",
    ],
    "Tỷ lệ hồ sơ trực tuyến: đạt 95% (năm 2026 đạt 93%, năm 2028 đạt 94%).": [
        "Tỷ lệ hồ sơ trực tuyến | = | 95 | % | 2030",
        "Tỷ lệ hồ sơ trực tuyến | = | 93 | % | 2026",
        "Tỷ lệ hồ sơ trực tuyến | = | 94 | % | 2028",
    ],
    "Tỷ lệ hồ sơ trực tuyến: 93% (năm 2026); 94% (năm 2028); 95% (năm 2030).": [
        "Tỷ lệ hồ sơ trực tuyến | = | 93 | % | 2026",
        "Tỷ lệ hồ sơ trực tuyến | = | 94 | % | 2028",
        "Tỷ lệ hồ sơ trực tuyến | = | 95 | % | 2030",
    ],
    # ranks in two fields
    "Chỉ số PCI xếp hạng ≤ 10 trong vùng; ≤ 30 cả nước.": [
        "Chỉ số PCI | rank | 10 | trong vùng | 2030",
        "Chỉ số PCI | rank | 30 | cả nước | 2030",
    ],
    "Chỉ số PAPI xếp thứ 5 trong vùng và thứ 20 cả nước.": [
        "Chỉ số PAPI | rank | 5 | trong vùng | 2030",
        "Chỉ số PAPI | rank | 20 | cả nước | 2030",
    ],
    # numbers in words
    "Tạo việc làm mới cho ba mươi nghìn lao động.": ["lao động | = | 30000 | lao động | 2030"],
    "Mỗi xã có ít nhất hai mô hình dân vận khéo.": [
        "mô hình dân vận khéo của mỗi xã | >= | 2 | mô hình/xã | 2030"
    ],
    "Trồng mới hai nghìn rưỡi cây xanh.": ["cây xanh | = | 2500 | cây xanh | 2030"],
    "Xây dựng mười hai trạm y tế.": ["trạm y tế | = | 12 | trạm y tế | 2030"],
    # a year past that the words aim at is kept: a check tells it
    "Đến năm 2024, tỷ lệ hộ dân dùng nước sạch đạt 80%.": ["tỷ lệ hộ dân dùng nước sạch | = | 80 | % | 2024"],
    # what a list leaves out
    "Diện tích cây quế đạt 12,5 nghìn ha, sản lượng đạt 150 nghìn tấn.": [
        "Diện tích cây quế | = | 12.5 | nghìn ha | 2030",
        "sản lượng cây quế | = | 150 | nghìn tấn | 2030",
    ],
    "Mỗi năm đào tạo 500 lao động, trong đó có 30% là nữ.": [
        "lao động | = | 500 | lao động/năm | yearly",
        "lao động là nữ | = | 30 | % | yearly",
    ],
    "Tổ chức ít nhất 02 hội nghị tập huấn cho 300 cán bộ.": [
        "hội nghị tập huấn | >= | 2 | hội nghị | 2030",
        "cán bộ | = | 300 | cán bộ | 2030",
    ],
    "Phấn đấu hằng năm có từ 80% trở lên chi bộ hoàn thành tốt nhiệm vụ.": [
        "chi bộ hoàn thành tốt nhiệm vụ | >= | 80 | % | yearly"
    ],
    # labels are no values, from n is at least n, school years are no ranges
    "Mở từ 03 lớp tập huấn trong năm 2026.": ["lớp tập huấn | >= | 3 | lớp tập huấn | 2026"],
    "10. 100% cán bộ được đào tạo.": ["cán bộ được đào tạo | = | 100 | % | 2030"],
    "Trong năm học 2026 - 2027, 95% học sinh tham gia bảo hiểm y tế.": [
        "học sinh tham gia bảo hiểm y tế | = | 95 | % | 2027-05-31"
    ],
    "Tỷ lệ học sinh tham gia bảo hiểm y tế năm học 2026-2027 đạt 95%.": [
        "Tỷ lệ học sinh tham gia bảo hiểm y tế | = | 95 | % | 2027-05-31"
    ],
    # by when
    "Chỉ số DTI thuộc nhóm 20 tỉnh dẫn đầu vào năm 2028 và thuộc nhóm 15 tỉnh dẫn đầu vào năm 2030.": [
        "Chỉ số DTI | rank | 20 | tỉnh dẫn đầu | 2028",
        "Chỉ số DTI | rank | 15 | tỉnh dẫn đầu | 2030",
    ],
    "Phấn đấu đến hết quý II/2026 hoàn thành 100% việc cấp tài khoản.": [
        "việc cấp tài khoản | = | 100 | % | 2026-06-30"
    ],
    "Đưa vào khai thác trên 300 km đường tỉnh và khoảng 170 km đường ven biển trong năm 2027.": [
        "đường tỉnh | > | 300 | km | 2027",
        "đường ven biển | ~ | 170 | km | 2027",
    ],
    "Hằng năm, số vụ được phát hiện tăng trên 3%; số vụ có tổ chức tăng trên 5%.": [
        "số vụ được phát hiện | increase | 3 | % | yearly",
        "số vụ có tổ chức | increase | 5 | % | yearly",
    ],
    "Riêng các xã, mỗi tháng có ít nhất 02 buổi phát thanh.": [
        "buổi phát thanh | >= | 2 | buổi/tháng | 2030"
    ],
}


@pytest.mark.parametrize("sentence", CASES, ids=lambda s: s[:40])
def test_what_a_number_measures(sentence: str) -> None:
    targets = plan(f"II. MỤC TIÊU ĐẾN NĂM 2030\n\n- {sentence}").targets
    assert [f"{t.indicator} | {t.op} | {t.value:g} | {t.unit} | {t.due}" for t in targets] == CASES[sentence]


@pytest.mark.parametrize("sentence", CASES, ids=lambda s: s[:40])
def test_each_quote_holds_its_value(sentence: str) -> None:
    document = plan(f"II. MỤC TIÊU ĐẾN NĂM 2030\n\n- {sentence}")
    for target in document.targets:
        assert document.text[target.span.start : target.span.end] == target.quote
        digits = f"{target.value:g}".replace(".", ",")
        assert target.quote in sentence and (
            not target.value or digits in target.quote or digits not in sentence
        )


def test_an_award_and_a_baseline_are_no_targets() -> None:
    body = "IV. TIÊU CHUẨN KHEN THƯỞNG\n\n- Có tỷ lệ cử tri đi bầu đạt từ 98% trở lên.\n\nV. KẾT QUẢ\n\n- Năm 2025, tỷ lệ bao phủ đạt 93%."
    assert plan(body).targets == []
