-- id: symbol-near-miss
-- severity: note
-- vi: Số văn bản có thể gõ nhầm một chữ số
-- en: A number that may be one slip away from the right one
-- why-vi: Cùng ngày, cùng cơ quan, cùng trích yếu, số chỉ lệch một chữ số so với số mà nhiều chỗ khác ghi. Cũng có thể là hai văn bản ban hành cùng ngày.
-- why-en: Same date, body and title; the number is one slip away from the one that more places tell. They may also be two documents of one day.
-- message-vi: {symbol} chỉ được ghi ở đây; các chỗ khác ghi {symbol_b} cùng ngày {issued} (số lần: {places_b}).
-- message-en: {symbol} stands only here; other places say {symbol_b} of the same day, {issued} (times: {places_b}).
-- example: "456/QĐ-UBND ngày 12/5/2026" where other plans say "465/QĐ-UBND ngày 12/5/2026"
WITH numbered AS (
  SELECT document, start, end, page, symbol, symbol_key, issued, fold(title) AS title, realm, resolved,
         substr(symbol_key, 1, instr(symbol_key, '/') - 1) AS number, substr(symbol_key, instr(symbol_key, '/')) AS code,
         count(*) OVER (PARTITION BY symbol_key, issued, realm) AS places,
         max(resolved IS NOT NULL) OVER (PARTITION BY symbol_key, issued, realm) AS here,
         row_number() OVER (PARTITION BY symbol_key, issued, realm, title ORDER BY document, start) AS first
  FROM citations WHERE symbol IS NOT NULL AND issued IS NOT NULL AND length(title) >= 30
), pairs AS (
  SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
         a.symbol, b.symbol AS symbol_b, a.issued, b.places AS places_b,
         row_number() OVER (PARTITION BY a.symbol_key, a.realm ORDER BY b.places DESC, b.document, b.start) AS once
  FROM numbered a JOIN numbered b
    ON a.issued = b.issued AND a.code = b.code AND a.realm = b.realm AND a.number <> b.number AND a.title = b.title
  WHERE a.first = 1 AND b.first = 1 AND a.places = 1 AND NOT a.here AND b.places >= 2 AND slips(a.number, b.number) = 1
)
SELECT document, start, end, page, document_b, start_b, end_b, page_b, symbol, symbol_b, issued, places_b FROM pairs
WHERE once = 1
ORDER BY document, start, document_b, start_b;
