-- id: labels-repeat
-- severity: warning
-- scope: document
-- vi: Đánh số mục trùng hoặc nhảy số
-- en: Labels that repeat or jump
-- why-vi: Hai mục liền nhau cùng số, hoặc bỏ cách một số: có thể thiếu hoặc thừa một phần của văn bản.
-- why-en: Two neighbouring headings bear one number, or a number is left out: a part may be missing or doubled.
-- message-vi: {what_vi}.
-- message-en: {what_en}.
-- example: two chapters "III.", or "6." followed by "9."
WITH ordered AS (
  SELECT s.document, s.label, s.rank, s.start, s.end, s.page, s.label GLOB '[1-9]*' AS arabic,
         lead(s.label) OVER w AS label_b, lead(s.rank) OVER w AS rank_b, lead(s.start) OVER w AS start_b,
         lead(s.end) OVER w AS end_b, lead(s.page) OVER w AS page_b
  FROM sections s JOIN documents d ON d.id = s.document
  WHERE ((s.label GLOB '[IVXL]*' AND s.label NOT GLOB '*[^IVXL]*') OR (s.label GLOB '[1-9]*' AND s.label NOT GLOB '*[^0-9]*'
         AND d.type IN ('KH', 'CTr', 'CT', 'ĐA', 'HD', 'TB', 'KL')))  -- laws and letters quote numbered clauses of others
    AND text_at(d.id, s.start + 1 + length(s.label), 3) <> ' | '  -- groups of rows are numbered as their table likes
  WINDOW w AS (PARTITION BY s.document, s.parent, s.label GLOB '[1-9]*' ORDER BY s.start)
), gaps AS (
  SELECT o.*, text_at(d.id, o.start + 1, o.start_b - o.start) AS stretch
  FROM ordered o JOIN documents d ON d.id = o.document
  WHERE rank IS NOT NULL AND rank_b IS NOT NULL AND rank_b <> rank + 1 AND rank_b <> 1 AND (NOT arabic OR rank_b >= rank)
)
SELECT document, start, end, page, document AS document_b, start_b, end_b, page_b,
       CASE WHEN rank_b = rank THEN 'Hai mục cùng mang số ' || label WHEN rank_b > rank THEN 'Sau mục ' || label || ' là mục ' || label_b || ', thiếu mục ở giữa'
            ELSE 'Sau mục ' || label || ' lại là mục ' || label_b END AS what_vi,
       CASE WHEN rank_b = rank THEN 'Two headings bear the number ' || label WHEN rank_b > rank THEN 'Heading ' || label || ' is followed by ' || label_b || '; one in between is missing'
            ELSE 'Heading ' || label || ' is followed by ' || label_b || ' again' END AS what_en
FROM gaps
-- A number that heads nothing is no heading: it may stand in between all the same.
-- More than two left out are headings that were not read, of a file that lost its lines, and no slip of a drafter.
WHERE rank_b - rank <= 3 AND (rank_b = rank OR NOT arabic OR instr(stretch, char(10) || (rank + 1)) = 0)
ORDER BY document, start;
