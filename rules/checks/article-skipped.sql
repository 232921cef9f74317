-- id: article-skipped
-- severity: warning
-- rests: text
-- scope: document
-- vi: Bỏ cách một điều
-- en: An article is left out
-- why-vi: Không có điều mang số này: có thể thiếu một điều hoặc đánh số sai, dẫn chiếu tới các điều sau sẽ lệch.
-- why-en: No article bears this number: one is missing or the numbers are wrong, and references to later ones go astray.
-- message-vi: Không có {fits}; tiếp theo là {said}.
-- message-en: {fits} is missing: {said} follows.
-- example: "Điều 12" followed by "Điều 14"
SELECT document, start_b AS start, end_b AS end, NULL AS page, document AS document_b, start AS start_b, end AS end_b, NULL AS page_b,
       said, fits
FROM faults WHERE kind = 'article-skipped' ORDER BY document, 2;
