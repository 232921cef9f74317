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
SELECT t.document, min(t.start) AS start, t.end, t.page, t.end_date, d.period_end, count(*) AS places
FROM deadlines t JOIN documents d ON d.id = t.document
WHERE t.end_date GLOB '20[0-9][0-9]-*' AND d.period_end IS NOT NULL AND t.recurrence IS NULL
  AND CAST(substr(t.end_date, 1, 4) AS INTEGER) > CAST(d.period_end AS INTEGER) + (substr(t.end_date, 6, 5) < '04-01')
GROUP BY t.document ORDER BY t.document;
