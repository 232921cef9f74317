-- id: annex-absent
-- severity: note
-- vi: Phụ lục được nói là kèm theo nhưng không có
-- en: An annex that is announced but absent
-- why-vi: Văn bản viết "kèm theo" một phụ lục, biểu hoặc danh mục; tệp này không có phần đó.
-- why-en: The text says that an annex is enclosed; this file does not hold it.
-- message-vi: Không thấy “{label}” trong tệp này.
-- message-en: “{label}” is not in this file.
-- example: "chi tiết tại Phụ lục II kèm theo" in a file that ends with the signature
SELECT document, start, end, NULL AS page, label FROM announced ORDER BY document, start;
