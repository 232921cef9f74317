-- id: row-skipped
-- severity: warning
-- rests: text
-- scope: document
-- vi: Số thứ tự của bảng bị nhảy
-- en: The numbers of the rows of a table jump
-- why-vi: Mọi dòng khác đều theo thứ tự: một dòng bị bỏ hoặc đánh số sai, dẫn chiếu tới "số thứ tự ..." sẽ lệch.
-- why-en: All other rows are in order: one was taken out or is numbered wrongly, and references to rows go astray.
-- message-vi: Không có dòng số {fits}; tiếp theo là “{said}”.
-- message-en: Row {fits} is missing: “{said}” follows.
-- example: rows 1, 2, 3, 5, 6
SELECT document, start, end, NULL AS page, document AS document_b, start_b, end_b, NULL AS page_b, said, fits
FROM faults WHERE kind = 'row-skipped'
  AND document NOT IN (SELECT id FROM documents WHERE obtained = 'ocr')  -- a digit may be misread there
ORDER BY document, start;
