-- id: cited-two-dates
-- severity: warning
-- vi: Một văn bản được dẫn với hai ngày khác nhau
-- en: One document cited with two dates
-- why-vi: Cùng số, ký hiệu, cùng địa phương nhưng ngày ban hành ghi khác nhau: một trong hai chỗ ghi sai.
-- why-en: Same symbol and place but different dates of issue: one of the two places is wrong.
-- message-vi: {symbol} được ghi ngày {issued} ở đây, ngày {issued_b} ở chỗ kia.
-- message-en: {symbol} is dated {issued} here and {issued_b} there.
-- example: "Quyết định số 852/QĐ-UBND ngày 12/5/2026" and "Quyết định số 852/QĐ-UBND ngày 15/5/2026"
WITH dated AS (
  SELECT document, symbol, symbol_key, realm, issued, start, end, page,
         row_number() OVER (PARTITION BY symbol_key, realm, issued ORDER BY document, start) AS first
  FROM citations WHERE symbol IS NOT NULL AND issued IS NOT NULL
)
SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
       a.symbol, a.issued, b.issued AS issued_b
FROM dated a JOIN dated b ON a.symbol_key = b.symbol_key AND a.realm = b.realm AND a.issued < b.issued
  -- Numbers without a year begin anew each year: across documents, other years are other documents.
  AND (substr(a.issued, 1, 4) = substr(b.issued, 1, 4) OR a.document = b.document OR a.symbol_key GLOB '*/20[0-9][0-9]/*')
WHERE a.first = 1 AND b.first = 1
ORDER BY a.document, a.start, b.document, b.start;
