-- id: target-year-passed
-- severity: warning
-- scope: document
-- vi: Năm của chỉ tiêu đã qua khi văn bản được ban hành
-- en: The year of a target had passed when the document was issued
-- why-vi: Thường là năm cũ còn sót lại khi soạn kế hoạch mới từ kế hoạch năm trước.
-- why-en: Usually a year left over from last year's plan.
-- message-vi: Chỉ tiêu cho năm {due}, văn bản ban hành {issued} (số chỗ như vậy trong văn bản: {places}).
-- message-en: A target for {due} in a document of {issued} (places in this document: {places}).
-- example: "năm 2025 đạt 95%" in a plan of March 2026
-- One finding a document: where many targets are of a year that passed, it tells what was reached.
-- It shows the surest of them: what is grave must rest on sure records.
WITH found AS (
  SELECT t.*, coalesce(d.identity_issued, d.issued) AS issued, count(*) OVER (PARTITION BY t.document) AS places,
         row_number() OVER (PARTITION BY t.document ORDER BY t.confidence DESC, t.start) AS once
  FROM targets t JOIN documents d ON d.id = t.document
  WHERE t.due GLOB '20[0-9][0-9]*' AND substr(t.due, 1, 4) < substr(coalesce(d.identity_issued, d.issued), 1, 4)
)
SELECT document, start, end, page, due, issued, places FROM found WHERE once = 1 ORDER BY document;
