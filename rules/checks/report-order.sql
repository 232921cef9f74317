-- id: report-order
-- severity: warning
-- scope: document
-- vi: Cơ quan tổng hợp phải báo cáo trước khi nhận đủ báo cáo
-- en: A report is due before those that it sums up
-- why-vi: Các đơn vị được gửi báo cáo muộn hơn thời hạn mà cơ quan tổng hợp phải báo cáo cấp trên.
-- why-en: Units may send their reports later than the body that sums them up has to report itself.
-- message-vi: Gửi báo cáo hạn {end_date}, tổng hợp báo cáo hạn {end_b_date}.
-- message-en: Reports are due {end_date}; the summary of them is due {end_b_date}.
-- example: reports "trước ngày 30/11 hằng năm", the summary "trước ngày 20/11 hằng năm"
WITH reports AS (
  SELECT t.document, t.start, t.end, t.page, t.end_date, t.recurrence,
         fold(text_at(d.id, max(1, t.start - 160), 160)) AS before, fold(text_at(d.id, t.end + 1, 160)) AS after
  FROM deadlines t JOIN documents d ON d.id = t.document
  WHERE t.end_date GLOB '--[01][0-9]-[0-3][0-9]' OR t.end_date GLOB '20[0-9][0-9]-*'
)
SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
       a.end_date, b.end_date AS end_b_date
FROM reports a JOIN reports b ON a.document = b.document AND a.end_date > b.end_date AND length(a.end_date) = length(b.end_date)
  AND (a.end_date GLOB '--*' OR substr(a.end_date, 1, 7) = substr(b.end_date, 1, 7))
WHERE (a.before LIKE '%gửi%báo cáo%' OR a.before LIKE '%báo cáo%gửi%' OR a.before LIKE '%báo cáo%về sở%' OR a.after LIKE '%gửi%báo cáo%')
  AND a.before NOT LIKE '%tổng hợp%báo cáo%' AND b.end_date NOT GLOB '--0[1-3]-*'  -- due in the year after
  AND b.before LIKE '%tổng hợp%báo cáo%' AND b.before NOT LIKE '%để tổng hợp%'
  -- "báo cáo 6 tháng trước ngày 20/6, báo cáo năm trước ngày 20/12": the later date is that of the year's summary
  AND NOT EXISTS (SELECT 1 FROM deadlines l JOIN documents d ON d.id = l.document
                  WHERE l.document = b.document AND l.start > b.start AND l.start < b.start + 160
                    AND instr(text_at(d.id, b.end + 1, l.start - b.end), char(10)) = 0
                    AND l.end_date >= a.end_date AND length(l.end_date) = length(a.end_date))
ORDER BY a.document, a.start, b.start;
