-- id: report-after-parent
-- severity: warning
-- vi: Hạn báo cáo muộn hơn hạn của văn bản cấp trên
-- en: A report later than the plan above asks for it
-- why-vi: Văn bản cấp trên yêu cầu báo cáo trước một ngày, hằng năm hoặc trong tháng đó; kế hoạch này để ngày muộn hơn.
-- why-en: The plan above wants a report by a day, every year or in that month; this one sets a later day.
-- message-vi: Báo cáo hạn {end_date}, trong khi {symbol_b} yêu cầu {end_b_date}.
-- message-en: The report is due {end_date}, while {symbol_b} asks for {end_b_date}.
-- example: a department reports "trước ngày 15/12 hằng năm" under a plan that wants "trước ngày 30/11 hằng năm"
WITH pairs AS (
  SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
         a.end_date, b.end_date AS end_b_date, coalesce(p.symbol, p.identity_symbol, p.id) AS symbol_b
  FROM citations c JOIN documents p ON p.id = c.resolved
  JOIN deadlines a ON a.document = c.document
  JOIN deadlines b ON b.document = c.resolved
  WHERE c.relation = 'implements' AND a.end_date > b.end_date
    AND ((a.end_date GLOB '--[01][0-9]-[0-3][0-9]' AND a.recurrence = 'yearly' AND b.end_date GLOB '--[01][0-9]-[0-3][0-9]' AND b.recurrence = 'yearly')
         -- Of one month two days are of one report.
         OR (a.end_date GLOB '20[0-9][0-9]-[01][0-9]-[0-3][0-9]' AND a.recurrence IS NULL AND b.recurrence IS NULL
             AND length(b.end_date) = 10 AND substr(a.end_date, 1, 7) = substr(b.end_date, 1, 7)))
), worded AS (
  SELECT *, fold(text_at(document, max(1, start - 140), 140 + end - start + 140)) AS words,
         fold(text_at(document_b, max(1, start_b - 140), 140 + end_b - start_b + 140)) AS words_b
  FROM pairs
)
SELECT DISTINCT document, start, end, page, document_b, start_b, end_b, page_b, end_date, end_b_date, symbol_b
FROM worded
WHERE words LIKE '%báo cáo%' AND words_b LIKE '%báo cáo%'
  -- The plan above must want it sent, where no year after year tells so: it may be its own report to those above.
  AND (end_date GLOB '--*' OR words_b LIKE '%gửi%báo cáo%' OR words_b LIKE '%báo cáo%gửi%' OR words_b LIKE '%báo cáo%về sở%')
  -- Who sums up for the body above may report when that body's own time is over.
  AND words NOT LIKE '%tổng hợp%'
ORDER BY document, start, document_b, start_b;
