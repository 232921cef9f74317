-- id: start-before-issue
-- severity: note
-- scope: document
-- vi: Việc bắt đầu trước ngày ban hành
-- en: Work that starts before the date of issue
-- why-vi: Văn bản giao việc từ một thời điểm đã qua: có thể việc đang làm dở, có thể thời gian ghi sai.
-- why-en: Work is asked for from a time that had passed: it may be under way already, or the time may be wrong.
-- message-vi: Bắt đầu từ {start_date}, văn bản ban hành ngày {issued}.
-- message-en: It starts on {start_date}; the document was issued on {issued}.
-- example: "Từ tháng 3/2026" in a plan of May 2026
SELECT t.document, k.start, k.end, k.page, t.start_date, coalesce(d.identity_issued, d.issued) AS issued
FROM tasks t JOIN documents d ON d.id = t.document
JOIN deadlines k ON k.document = t.document AND k.start_date = t.start_date AND k.end_date IS t.end_date
  AND k.start BETWEEN t.start AND t.start + 1500 AND fold(k.quote) LIKE 'từ %'
WHERE t.start_date GLOB '20[0-9][0-9]-*' AND t.recurrence IS NULL AND length(coalesce(d.identity_issued, d.issued)) >= 7
  -- A month or quarter may be under way when the document is issued.
  AND substr(t.start_date, 1, 7) < substr(coalesce(d.identity_issued, d.issued), 1, 7)
GROUP BY t.document, k.start ORDER BY t.document, k.start;
