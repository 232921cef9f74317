-- id: row-twice
-- severity: warning
-- rests: text
-- scope: document
-- vi: Hai dòng của bảng cùng số thứ tự
-- en: Two rows of a table with one number
-- why-vi: Mọi dòng khác đều theo thứ tự: khi dẫn chiếu số thứ tự này không rõ là dòng nào.
-- why-en: All other rows are in order: a reference to this number does not tell which row is meant.
-- message-vi: Có hai dòng liền nhau mang số “{said}”.
-- message-en: Two rows in a row are numbered “{said}”.
-- example: rows 1, 2, 3, 3, 4
SELECT document, start, end, NULL AS page, document AS document_b, start_b, end_b, NULL AS page_b, said
FROM faults WHERE kind = 'row-twice'
  AND document NOT IN (SELECT id FROM documents WHERE obtained = 'ocr')  -- a digit may be misread there
ORDER BY document, start;
