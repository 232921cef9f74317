-- id: cited-two-dates
-- severity: warning
-- vi: Một văn bản được dẫn với hai ngày khác nhau
-- en: One document cited with two dates
-- why-vi: Cùng số, ký hiệu, cùng địa phương nhưng ngày ban hành ghi khác nhau: một trong hai chỗ ghi sai.
-- why-en: Same symbol and place but different dates of issue: one of the two places is wrong.
-- message-vi: {symbol} ghi ngày {issued} ở đây, nhưng ghi ngày {issued_b} ở chỗ khác (số lần: {places_b}).
-- message-en: {symbol} is dated {issued} here but {issued_b} elsewhere (times: {places_b}).
-- example: "Quyết định số 852/QĐ-UBND ngày 12/5/2026" and "Quyết định số 852/QĐ-UBND ngày 15/5/2026"
WITH dated AS (
  SELECT document, symbol, symbol_key, realm, issued, start, end, page,
         count(*) OVER w AS places, max(resolved IS NOT NULL) OVER w AS here,
         row_number() OVER (PARTITION BY symbol_key, realm, issued ORDER BY document, start) AS first
  FROM citations WHERE symbol IS NOT NULL AND issued IS NOT NULL
    AND document NOT IN (SELECT id FROM documents WHERE obtained = 'ocr')  -- a digit may be misread there
    -- Where the symbol itself tells another year, symbol-year says so.
    AND NOT (symbol_key GLOB '*/20[0-9][0-9]/*' AND instr(symbol_key, '/' || substr(issued, 1, 4) || '/') = 0)
  WINDOW w AS (PARTITION BY symbol_key, realm, issued)
), pairs AS (
  SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
         a.symbol, a.issued, b.issued AS issued_b, b.places AS places_b,
         -- One finding a document: its rarest date, beside the one that it bears itself or that most places tell.
         row_number() OVER (PARTITION BY a.symbol_key, a.realm, substr(b.issued, 1, 4)
                            ORDER BY b.here DESC, b.places DESC, a.places, a.issued, b.issued) AS once
  FROM dated a JOIN dated b ON a.symbol_key = b.symbol_key AND a.realm = b.realm
    AND (b.here, b.places, a.issued) > (a.here, a.places, b.issued)
    -- Numbers without a year begin anew each year: across documents, other years are other documents.
    AND (substr(a.issued, 1, 4) = substr(b.issued, 1, 4) OR a.document = b.document)
  WHERE a.first = 1 AND b.first = 1 AND a.issued <> b.issued
)
SELECT document, start, end, page, document_b, start_b, end_b, page_b, symbol, issued, issued_b, places_b FROM pairs
WHERE once = 1
ORDER BY document, start, document_b, start_b;
