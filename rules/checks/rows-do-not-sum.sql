-- id: rows-do-not-sum
-- severity: warning
-- rests: text
-- scope: document
-- vi: Các dòng của bảng không cộng thành tổng
-- en: Rows of a table that do not add up to their total
-- why-vi: Dòng tổng và các dòng của bảng không bằng nhau: một con số bị ghi sai hoặc một dòng bị thiếu.
-- why-en: The row of the total and the rows of the table disagree: one of the numbers is wrong, or a row is missing.
-- message-vi: Dòng tổng ghi {said}, các dòng cộng lại là {fits}.
-- message-en: The total says {said}, the rows add up to {fits}.
-- example: steps of 1, 2 and 4 days above "Tổng thời gian giải quyết: 8 ngày"
SELECT document, start, end, NULL AS page, said, fits FROM faults WHERE kind = 'total'
  AND document NOT IN (SELECT id FROM documents WHERE obtained = 'ocr')  -- a digit may be misread there
ORDER BY document, start;
