"""What the pages say, in Vietnamese and English."""

from kehoach.wording import LEVELS

VI = {
    "name": "Kho kế hoạch", "home": "Tổng quan", "documents": "Văn bản", "tasks": "Nhiệm vụ", "targets": "Chỉ tiêu", "network": "Mạng văn bản", "findings": "Phát hiện",
    "search": "Tìm kiếm", "data": "Dữ liệu thô", "deadlines": "Thời hạn", "citations": "Dẫn chiếu", "sections": "Mục", "units": "Cơ quan", "skip": "Đến nội dung chính",
    "other": "English", "other_code": "en", "find": "Tìm", "filter": "Lọc", "unfilter": "Bỏ lọc", "all": "tất cả", "none": "Không có gì.", "shown": "Đang hiện", "of": "trong", "more": "còn nữa",
    "what_is_here": "Trong kho có gì", "due_next": "Sắp đến hạn", "disagrees": "Chỗ mâu thuẫn", "as_of": "Tính đến ngày", "built": "Dựng lúc", "needs_you": "Cần người xem",
    "failed": "Tệp không đọc được", "doubts": "điểm còn ngờ", "see_all": "Xem tất cả", "to_do": "Cách xử lý",
    "symbol": "Số, ký hiệu", "type": "Loại", "issuer": "Cơ quan ban hành", "issued": "Ngày ban hành", "title": "Trích yếu", "signer": "Người ký", "period": "Thời kỳ", "file": "Tệp", "recipients": "Nơi nhận",
    "place": "Địa bàn", "year": "Năm", "words": "Từ ngữ", "unit": "Cơ quan", "document": "Văn bản", "obtained": "Cách đọc", "replaced": "Đã bị thay thế hoặc bãi bỏ", "copy_of": "Bản khác của",
    "outline": "Bố cục", "text": "Toàn văn", "records": "Dữ liệu trong văn bản", "rests_on": "Dựa trên", "carried_by": "Được triển khai bởi", "not_here": "không có trong kho", "cited_by": "Được dẫn bởi",
    "legend": "Chú giải", "task": "Nhiệm vụ", "target": "Chỉ tiêu", "deadline": "Thời hạn", "citation": "Dẫn chiếu",
    "lead": "Chủ trì", "support": "Phối hợp", "when": "Thời hạn", "product": "Sản phẩm", "source": "Nguồn", "page": "trang", "no_lead": "không ghi chủ trì", "confidence": "Độ tin cậy",
    "board": "Bảng việc", "timeline": "Dòng thời gian", "late": "Đã quá hạn", "week": "Trong 7 ngày", "month": "Trong 30 ngày", "later": "Sau đó", "open": "Thường xuyên, định kỳ", "unscheduled": "Không ghi thời hạn",
    "again": "định kỳ", "indicator": "Chỉ tiêu", "value": "Giá trị", "value_max": "đến", "quote": "Trích", "choose": "Chọn một chỉ tiêu", "chart": "Biểu đồ", "in_documents": "văn bản", "by_year": "theo năm", "point": "Mỗi điểm dẫn đến câu đặt ra nó.",
    "no_year": "Không chỉ tiêu nào ghi năm nên không vẽ được biểu đồ.", "show_document": "Mở văn bản", "focus": "Lấy làm trung tâm", "whole": "Cả mạng", "mentions": "Cả những văn bản chỉ được nhắc đến", "left_out": "văn bản ít liên hệ hơn không được vẽ",
    "as_list": "Đọc dưới dạng danh sách", "zoom_in": "Phóng to", "zoom_out": "Thu nhỏ", "fit": "Vừa khung", "move": "Kéo để di chuyển, lăn chuột hoặc dùng phím + và - để phóng; bấm vào một văn bản để lấy nó làm trung tâm.",
    "severity": "Mức", "check": "Phép kiểm tra", "why": "Vì sao đáng xem", "waive": "Cho qua phát hiện này", "waive_how": "Ghi vào tệp waivers.yaml trong thư mục của kho, rồi tải lại trang:", "reason": "lý do", "by": "họ tên, chức vụ",
    "waived": "Đã cho qua", "entire": "toàn văn", "clean": "Các phép kiểm tra không phát hiện gì.", "query": "Từ cần tìm, có dấu hoặc không dấu", "passages": "đoạn", "not_found": "Không tìm thấy trang này", "problem": "Không làm được",
    "duplicate": "trùng với", "relation": "Quan hệ", "status": "Kết quả", "months": "Tháng", "tip": "Bấm vào chỗ tô màu để xem dữ liệu.", "back": "Về chỗ trong văn bản", "read_only": "Chỉ để đọc. Chạy trên máy này, không gửi gì ra ngoài.",
    "same_indicator": "Chỉ tiêu này ở văn bản khác", "print": "In",
    "signatures": "Chữ ký số", "intact": "nguyên vẹn", "changed": "đã bị sửa sau khi ký", "unknown": "chưa kiểm tra được", "trusted": "chứng thư thuộc danh sách tin cậy",
    "not_trusted": "chứng thư không thuộc danh sách tin cậy", "reason_bytes": "nội dung được ký không còn như lúc ký", "reason_added": "có phần thêm vào sau khi ký mà không ai ký",
    "reason_range": "không rõ phần nào được ký", "reason_unreadable": "không đọc được chữ ký", "reason_too-large": "quá nhiều chữ ký hoặc tệp quá lớn", "reason_not-installed": "chưa cài phần bổ sung \"sign\"",
}  # fmt: skip
EN = {
    "name": "Plans", "home": "Overview", "documents": "Documents", "tasks": "Tasks", "targets": "Targets", "network": "Network", "findings": "Findings",
    "search": "Search", "data": "Raw data", "deadlines": "Deadlines", "citations": "References", "sections": "Sections", "units": "Units", "skip": "Skip to content",
    "other": "Tiếng Việt", "other_code": "vi", "find": "Find", "filter": "Filter", "unfilter": "Clear", "all": "all", "none": "Nothing.", "shown": "Shown", "of": "of", "more": "more",
    "what_is_here": "What is here", "due_next": "Due next", "disagrees": "What disagrees", "as_of": "As of", "built": "Built", "needs_you": "Needs a person",
    "failed": "Files that could not be read", "doubts": "doubts", "see_all": "See all", "to_do": "What to do",
    "symbol": "Symbol", "type": "Type", "issuer": "Issuer", "issued": "Date", "title": "Title", "signer": "Signer", "period": "Period", "file": "File", "recipients": "Recipients",
    "place": "Place", "year": "Year", "words": "Words", "unit": "Unit", "document": "Document", "obtained": "Read as", "replaced": "Replaced or repealed", "copy_of": "Copy of",
    "outline": "Outline", "text": "Text", "records": "Records in the document", "rests_on": "Rests on", "carried_by": "Carried out by", "not_here": "not in the knowledge base", "cited_by": "Cited by",
    "legend": "Legend", "task": "Task", "target": "Target", "deadline": "Deadline", "citation": "Reference",
    "lead": "Lead", "support": "Support", "when": "Deadline", "product": "Product", "source": "Source", "page": "page", "no_lead": "no lead named", "confidence": "Confidence",
    "board": "Board", "timeline": "Timeline", "late": "Overdue", "week": "Within 7 days", "month": "Within 30 days", "later": "Later", "open": "Ongoing, recurring", "unscheduled": "No deadline given",
    "again": "recurring", "indicator": "Indicator", "value": "Value", "value_max": "to", "quote": "Quote", "choose": "Choose an indicator", "chart": "Chart", "in_documents": "documents", "by_year": "by year", "point": "Each point leads to the sentence that sets it.",
    "no_year": "No target names a year, so there is no chart.", "show_document": "Open the document", "focus": "Make it the centre", "whole": "Whole network", "mentions": "Documents that are only mentioned too", "left_out": "documents with fewer joints are not drawn",
    "as_list": "Read as a list", "zoom_in": "Zoom in", "zoom_out": "Zoom out", "fit": "Fit", "move": "Drag to move, wheel or + and - to zoom; click a document to make it the centre.",
    "severity": "Severity", "check": "Check", "why": "Why it matters", "waive": "Waive this finding", "waive_how": "Write into waivers.yaml in the folder of the knowledge base, and reload the page:", "reason": "the reason", "by": "name, position",
    "waived": "Waived", "entire": "whole text", "clean": "The checks find nothing.", "query": "Words to find, with or without diacritics", "passages": "passages", "not_found": "There is no such page", "problem": "That cannot be done",
    "duplicate": "duplicate of", "relation": "Relation", "status": "Result", "months": "Months", "tip": "Click what is highlighted to see its record.", "back": "Back to its place in the text", "read_only": "Read-only. Runs on this computer and sends nothing out.",
    "same_indicator": "This indicator in other documents", "print": "Print",
    "signatures": "Digital signatures", "intact": "intact", "changed": "changed after signing", "unknown": "not verified", "trusted": "certificate is trusted",
    "not_trusted": "certificate is not among the trusted", "reason_bytes": "what was signed is no longer as it was", "reason_added": "something was added afterwards that nobody signed",
    "reason_range": "it is unclear what was signed", "reason_unreadable": "the signature cannot be read", "reason_too-large": "too many signatures, or too large a file", "reason_not-installed": "the extra \"sign\" is not installed",
}  # fmt: skip


def words(language: str) -> dict[str, str]:
    """The words of a language."""
    said = EN if language == "en" else VI
    return {**said, **{level: LEVELS[language].get(level, level) for level in LEVELS["vi"]}}
