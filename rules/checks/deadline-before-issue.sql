-- id: deadline-before-issue
-- severity: error
-- scope: document
-- vi: Thời hạn hoàn thành trước ngày ban hành
-- en: A deadline before the date of issue
-- why-vi: Nhiệm vụ phải xong trước khi văn bản giao nhiệm vụ được ban hành: thời hạn hoặc ngày ban hành ghi sai.
-- why-en: The work would be due before the document that asks for it exists.
-- message-vi: Thời hạn {end_date} trước ngày ban hành {issued} (số chỗ như vậy trong văn bản: {places}).
-- message-en: Due {end_date}, before the date of issue {issued} (places in this document: {places}).
-- example: "trước ngày 15/3/2025" in a plan issued on 2026-01-20
-- One finding a document: where many deadlines have passed, its date or its year is another than it seems.
-- It shows the surest of them: what is grave must rest on sure records.
WITH found AS (
  SELECT t.document, t.start, t.end, t.page, t.end_date, coalesce(d.identity_issued, d.issued) AS issued, count(*) OVER (PARTITION BY t.document) AS places,
         row_number() OVER (PARTITION BY t.document ORDER BY t.confidence DESC, t.start) AS once
  FROM deadlines t JOIN documents d ON d.id = t.document
  -- Only limits ("trước ngày", "chậm nhất"): a stretch of time ("trong 6 tháng đầu năm") may tell what was done in it.
  WHERE t.start_date IS NULL AND t.end_date GLOB '20[0-9][0-9]-*' AND length(coalesce(d.identity_issued, d.issued)) >= 7 AND d.obtained <> 'ocr'
    AND substr(t.end_date, 1, length(coalesce(d.identity_issued, d.issued))) < coalesce(d.identity_issued, d.issued)
    -- Only work that is asked for: letters also quote periods of validity and what was due before.
    AND EXISTS (SELECT 1 FROM tasks k WHERE k.document = t.document AND k.end_date = t.end_date AND k.start <= t.start AND t.start - k.start < 1500)
    -- Not what stands in an open quotation.
    AND length(replace(text_at(d.id, max(1, t.start - 1500), min(t.start, 1500)), '“', ''))
     >= length(replace(text_at(d.id, max(1, t.start - 1500), min(t.start, 1500)), '”', ''))
)
SELECT document, start, end, page, end_date, issued, places FROM found WHERE once = 1 ORDER BY document;
