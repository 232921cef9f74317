-- id: deadline-after-period
-- severity: warning
-- scope: document
-- vi: Thời hạn sau khi kế hoạch kết thúc
-- en: A deadline after the plan's period
-- why-vi: Thời hạn nằm ngoài giai đoạn ghi trong tên của kế hoạch.
-- why-en: The work is due after the period that the plan's title states.
-- message-vi: Thời hạn {end_date}, kế hoạch kết thúc năm {period_end} (số chỗ như vậy trong văn bản: {places}).
-- message-en: Due {end_date}; the plan's period ends in {period_end} (places in this document: {places}).
-- example: "trước ngày 15/12/2027" in a plan for 2026
-- One finding a document: where many deadlines lie behind the period, the plan looks further than its title says.
-- It shows the surest of them: what is grave must rest on sure records.
WITH found AS (
  SELECT t.*, d.period_end, count(*) OVER (PARTITION BY t.document) AS places,
         row_number() OVER (PARTITION BY t.document ORDER BY t.confidence DESC, t.start) AS once
  FROM deadlines t JOIN documents d ON d.id = t.document
  WHERE t.end_date GLOB '20[0-9][0-9]-*' AND d.period_end IS NOT NULL AND t.recurrence IS NULL
    AND CAST(substr(t.end_date, 1, 4) AS INTEGER) > CAST(d.period_end AS INTEGER) + (substr(t.end_date, 6, 5) < '04-01')
)
SELECT document, start, end, page, end_date, period_end, places FROM found WHERE once = 1 ORDER BY document;
