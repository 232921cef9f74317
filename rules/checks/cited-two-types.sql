-- id: cited-two-types
-- severity: warning
-- vi: Một văn bản được dẫn với hai tên loại
-- en: One document cited as two kinds
-- why-vi: Cùng số, ký hiệu, cùng ngày nhưng nơi gọi là quyết định, nơi gọi là kế hoạch: một trong hai chỗ ghi sai.
-- why-en: Same symbol and date, but called a decision here and a plan there: one of the two is wrong.
-- message-vi: {symbol} được gọi là {type} ở đây, nhưng là {type_b} ở chỗ khác (số lần: {places_b}).
-- message-en: {symbol} is called {type} here but {type_b} elsewhere (times: {places_b}).
-- example: "Quyết định số 195/KH-UBND" and "Kế hoạch số 195/KH-UBND"
WITH named AS (
  SELECT document, symbol, symbol_key, realm, type, issued, start, end, page,
         count(*) OVER (PARTITION BY symbol_key, realm, type, issued) AS places,
         row_number() OVER (PARTITION BY symbol_key, realm, type, issued ORDER BY document, start) AS first
  FROM citations WHERE symbol IS NOT NULL AND type IN ('QĐ', 'KH', 'CT', 'CTr', 'NQ', 'CV', 'HD', 'TB', 'KL', 'TT', 'NĐ', 'BC', 'TTr', 'ĐA')
), doubtful AS (
  SELECT symbol_key, realm, issued FROM named WHERE first = 1 AND issued IS NOT NULL
  GROUP BY symbol_key, realm, issued HAVING count(*) > 1
), pairs AS (
  SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
         a.symbol, a.type, b.type AS type_b, b.places AS places_b,
         -- One finding a document: the rarest name, beside the commonest.
         row_number() OVER (PARTITION BY a.symbol_key, a.realm, a.issued ORDER BY b.places DESC, a.places, a.type, b.type) AS once
  FROM doubtful s JOIN named a ON a.symbol_key = s.symbol_key AND a.realm = s.realm AND a.issued = s.issued
  JOIN named b ON b.symbol_key = s.symbol_key AND b.realm = s.realm AND b.issued = s.issued AND (b.places, a.type) > (a.places, b.type)
  WHERE a.first = 1 AND b.first = 1 AND a.type <> b.type
)
SELECT document, start, end, page, document_b, start_b, end_b, page_b, symbol, type, type_b, places_b FROM pairs
WHERE once = 1
ORDER BY document, start, document_b, start_b;
