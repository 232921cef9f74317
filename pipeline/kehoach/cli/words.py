"""What the commands say, in Vietnamese and English."""

VI = {
    "code": "vi",
    "documents": "Văn bản", "targets": "Chỉ tiêu", "tasks": "Nhiệm vụ", "deadlines": "Thời hạn", "citations": "Dẫn chiếu",
    "sections": "Mục", "units": "Cơ quan", "resolved": "Dẫn chiếu tìm được trong kho", "findings": "Phát hiện",
    "built": "Đã dựng kho tri thức", "failed": "Không đọc được", "read_anew": "đọc mới", "unchanged": "không đổi", "seconds": "giây",
    "reading": "Đang đọc", "linking": "Nối và kiểm tra", "new": "mới", "changed": "thay đổi", "gone": "không còn", "appeared": "phát hiện mới", "settled": "đã hết", "needs_you": "Cần người xem",
    "to_fix": "tệp không đọc được", "to_look_at": "văn bản có điểm còn ngờ", "serving": "Mở trong trình duyệt (Ctrl+C để dừng)", "none": "Không có gì.", "rows": "dòng", "rests_on": "Dựa trên", "carried_by": "Được triển khai bởi",
    "outline": "Bố cục", "parts": "Kèm theo", "sets": "Đặt chỉ tiêu", "asks": "Giao nhiệm vụ", "cites": "Dẫn", "cited_by": "Được dẫn bởi", "not_here": "không có trong kho",
    "issuer": "Cơ quan ban hành", "issued": "Ngày", "symbol": "Số, ký hiệu", "title": "Trích yếu", "signer": "Người ký", "file": "Tệp",
    "no_lead": "(không ghi chủ trì)", "told_by": "theo văn bản dẫn nó", "doubts": "Điểm còn ngờ", "waived": "đã cho qua", "copy_of": "bản khác của", "replaced": "đã bị thay thế hoặc bãi bỏ bởi", "error": "lỗi", "warning": "cảnh báo", "note": "ghi chú",
    "rules_good": "Mọi quy tắc đều khớp với ví dụ của nó.", "rules_bad": "Quy tắc sai", "why": "Vì sao", "page": "trang", "with": "phối hợp", "whole": "toàn văn",
    "clean": "Các phép kiểm tra không phát hiện gì.",
    "unjudged": "Chưa có bản ghi nào được chấm: kehoach review --answer, hoặc kehoach serve --work.",
    "said_right": "đúng", "said_wrong": "sai", "said_mended": "đã sửa", "said_added": "đã thêm", "said_lost": "không còn khớp", "judge": "[d] đúng  [s] sai  [Enter] để sau  [q] dừng",
    "row": "dòng", "no_fit": "không khớp", "taken": "dòng đã ghi", "conflicts": "dòng xung đột để nguyên", "conflict": "đã thay đổi ở đây sau khi bảng gửi đi",
}  # fmt: skip
EN = {
    "code": "en",
    "documents": "Documents", "targets": "Targets", "tasks": "Tasks", "deadlines": "Deadlines", "citations": "Citations",
    "sections": "Sections", "units": "Units", "resolved": "References resolved here", "findings": "Findings",
    "built": "Knowledge base built", "failed": "Could not be read", "read_anew": "read anew", "unchanged": "unchanged", "seconds": "seconds",
    "reading": "Reading", "linking": "Linking and checking", "new": "new", "changed": "changed", "gone": "gone", "appeared": "found now", "settled": "settled", "needs_you": "Needs a person",
    "to_fix": "files could not be read", "to_look_at": "documents with doubts", "serving": "Open in a browser (Ctrl+C to stop)", "none": "Nothing.", "rows": "rows", "rests_on": "Rests on", "carried_by": "Carried out by",
    "outline": "Outline", "parts": "Comes with", "sets": "Sets targets", "asks": "Gives tasks", "cites": "Cites", "cited_by": "Cited by", "not_here": "not in the knowledge base",
    "issuer": "Issuer", "issued": "Date", "symbol": "Symbol", "title": "Title", "signer": "Signer", "file": "File",
    "no_lead": "(no lead named)", "told_by": "told by those that cite it", "doubts": "Doubts", "waived": "waived", "copy_of": "another copy of", "replaced": "replaced or repealed by", "error": "error", "warning": "warning", "note": "note",
    "rules_good": "All rules match their examples.", "rules_bad": "Faulty rules", "why": "Why", "page": "page", "with": "with", "whole": "whole document",
    "clean": "The checks found nothing.",
    "unjudged": "No record has been judged yet: kehoach review --answer, or kehoach serve --work.",
    "said_right": "right", "said_wrong": "wrong", "said_mended": "mended", "said_added": "added", "said_lost": "no longer fit", "judge": "[d] right  [s] wrong  [Enter] later  [q] stop",
    "row": "row", "no_fit": "does not fit", "taken": "rows taken over", "conflicts": "conflicting rows left alone", "conflict": "changed here after the sheet went out",
}  # fmt: skip
LANGUAGES = {"vi": VI, "en": EN}

COLUMNS_VI = {
    "symbol": "Số, ký hiệu", "type": "Loại", "issuer": "Cơ quan", "issued": "Ngày", "title": "Trích yếu", "path": "Tệp", "indicator": "Chỉ tiêu",
    "op": "So sánh", "value": "Giá trị", "value_max": "Đến", "unit": "Đơn vị", "due": "Năm", "place": "Địa bàn", "task": "Nhiệm vụ", "lead": "Chủ trì",
    "support": "Phối hợp", "start_date": "Từ", "end_date": "Hạn", "recurrence": "Lặp lại", "condition": "Điều kiện", "product": "Sản phẩm",
    "quote": "Trích", "citing": "Văn bản dẫn", "cited": "Được dẫn", "relation": "Quan hệ", "status": "Kết quả", "leads": "Chủ trì", "supports": "Phối hợp",
    "kind": "Loại bản ghi", "verdict": "Kết quả", "parent": "Văn bản trên", "child": "Văn bản dưới", "parent_sentence": "Câu của văn bản trên", "why": "Vì sao", "confidence": "Độ tin cậy", "record": "Bản ghi",
    "issuers": "Cơ quan ban hành", "cited_by": "Số văn bản dẫn", "file": "Tệp", "list": "Danh sách", "entries": "Số mục", "examples": "Số ví dụ",
    "documents": "Văn bản", "passage": "Đoạn", "document": "Mã", "page": "Trang",
}  # fmt: skip


def say(language: str) -> dict[str, str]:
    """The words of a language; Vietnamese for an unknown one."""
    return LANGUAGES.get(language, VI)


def column(name: str, language: str) -> str:
    """The heading of a column."""
    return COLUMNS_VI.get(name, name) if language == "vi" else name.replace("_", " ")
