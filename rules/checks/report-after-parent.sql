-- id: report-after-parent
-- severity: warning
-- vi: Hạn báo cáo muộn hơn hạn của văn bản cấp trên
-- en: A report later than the plan above asks for it
-- why-vi: Văn bản cấp trên yêu cầu báo cáo trước một ngày, hằng năm hoặc trong tháng đó; kế hoạch này để ngày muộn hơn.
-- why-en: The plan above wants a report by a day, every year or in that month; this one sets a later day.
-- message-vi: Báo cáo hạn {end_date}, trong khi {symbol_b} yêu cầu {end_b_date}.
-- message-en: The report is due {end_date}, while {symbol_b} asks for {end_b_date}.
-- example: a department reports "trước ngày 15/12 hằng năm" under a plan that wants "trước ngày 30/11 hằng năm"
WITH reports AS (
  SELECT t.document, t.start, t.end, t.page, t.end_date, d.place_key,
         fold(text_at(d.id, max(1, t.start - 140), 140 + t.end - t.start + 140)) AS words
  FROM deadlines t JOIN documents d ON d.id = t.document
  WHERE (t.end_date GLOB '--[01][0-9]-[0-3][0-9]' AND t.recurrence = 'yearly')
    OR (t.end_date GLOB '20[0-9][0-9]-[01][0-9]-[0-3][0-9]' AND t.recurrence IS NULL)
)
SELECT DISTINCT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
       a.end_date, b.end_date AS end_b_date, coalesce(p.symbol, p.identity_symbol, p.id) AS symbol_b
FROM citations c JOIN documents p ON p.id = c.resolved
JOIN reports a ON a.document = c.document
JOIN reports b ON b.document = c.resolved
WHERE c.relation = 'implements' AND a.end_date > b.end_date AND a.words LIKE '%báo cáo%' AND b.words LIKE '%báo cáo%'
  -- Of one month two days are of one report; the plan above must want it sent, or it is its own report to those above.
  AND ((a.end_date GLOB '--*' AND b.end_date GLOB '--*')
       OR (substr(a.end_date, 1, 7) = substr(b.end_date, 1, 7) AND (b.words LIKE '%gửi%báo cáo%' OR b.words LIKE '%báo cáo%gửi%' OR b.words LIKE '%báo cáo%về sở%')))
  -- Who sums up for the body above may report when that body's own time is over.
  AND a.words NOT LIKE '%tổng hợp%'
ORDER BY a.document, a.start, b.document, b.start;
