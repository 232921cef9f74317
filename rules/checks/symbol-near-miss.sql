-- id: symbol-near-miss
-- severity: warning
-- vi: Hai số văn bản chỉ khác nhau một lỗi gõ
-- en: Two symbols that differ by one slip
-- why-vi: Cùng loại, cùng ngày, cùng cơ quan, cùng trích yếu nhưng số khác nhau một chữ số hoặc đảo hai chữ số.
-- why-en: Same kind, date, body and title but a number one slip apart: probably one document.
-- message-vi: {symbol} và {symbol_b} cùng ghi ngày {issued}.
-- message-en: {symbol} and {symbol_b} both bear the date {issued}.
-- example: "456/QĐ-UBND ngày 12/5/2026" and "465/QĐ-UBND ngày 12/5/2026"
WITH numbered AS (
  SELECT document, start, end, page, symbol, symbol_key, issued, fold(title) AS title, realm,
         substr(symbol_key, 1, instr(symbol_key, '/') - 1) AS number, substr(symbol_key, instr(symbol_key, '/')) AS code,
         row_number() OVER (PARTITION BY symbol_key, issued, realm, title ORDER BY document, start) AS first
  FROM citations WHERE symbol IS NOT NULL AND issued IS NOT NULL AND length(title) >= 30
), pairs AS (
  SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
         a.symbol, b.symbol AS symbol_b, a.issued,
         row_number() OVER (PARTITION BY a.symbol_key, b.symbol_key, a.realm ORDER BY a.document, a.start, b.document, b.start) AS once
  FROM numbered a JOIN numbered b
    ON a.issued = b.issued AND a.code = b.code AND a.realm = b.realm AND a.number < b.number
    AND (instr(a.title, b.title) = 1 OR instr(b.title, a.title) = 1)
  WHERE a.first = 1 AND b.first = 1
    -- A title cut short may be that of a sister document of the same day.
    AND min(length(a.title), length(b.title)) >= 0.9 * max(length(a.title), length(b.title)) AND slips(a.number, b.number) = 1
)
SELECT document, start, end, page, document_b, start_b, end_b, page_b, symbol, symbol_b, issued FROM pairs
WHERE once = 1
ORDER BY document, start, document_b, start_b;
