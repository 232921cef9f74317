-- id: labels-repeat
-- severity: warning
-- vi: Đánh số mục trùng hoặc nhảy số
-- en: Labels that repeat or jump
-- why-vi: Hai mục liền nhau cùng số, hoặc bỏ cách một số: có thể thiếu hoặc thừa một phần của văn bản.
-- why-en: Two neighbouring headings bear one number, or a number is left out: a part may be missing or doubled.
-- message-vi: Sau mục {label} là mục {label_b}.
-- message-en: Heading {label} is followed by heading {label_b}.
-- example: two chapters "III.", or "6." followed by "9."
WITH ordered AS (
  SELECT document, id, label, rank, title, start, end, page, coalesce(parent, '') AS above,
         lead(label) OVER w AS label_b, lead(rank) OVER w AS rank_b, lead(start) OVER w AS start_b,
         lead(end) OVER w AS end_b, lead(page) OVER w AS page_b
  FROM sections WHERE label GLOB '[IVXL]*' AND label NOT GLOB '*[^IVXL]*'
  WINDOW w AS (PARTITION BY document, parent ORDER BY start)
)
SELECT document, start, end, page, document AS document_b, start_b, end_b, page_b, label, label_b
FROM ordered WHERE rank IS NOT NULL AND rank_b IS NOT NULL AND rank_b <> rank + 1 AND rank_b <> 1
ORDER BY document, start;
