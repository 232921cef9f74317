-- id: symbol-near-miss
-- severity: warning
-- vi: Hai số văn bản chỉ khác nhau một lỗi gõ
-- en: Two symbols that differ by one slip
-- why-vi: Cùng loại, cùng ngày, cùng cơ quan nhưng số khác nhau một chữ số hoặc đảo hai chữ số: có thể là một văn bản.
-- why-en: Same kind, date and body but a number one slip apart: probably one document.
-- message-vi: {symbol} và {symbol_b} cùng ghi ngày {issued}.
-- message-en: {symbol} and {symbol_b} both bear the date {issued}.
-- example: "456/QĐ-UBND ngày 12/5/2026" and "465/QĐ-UBND ngày 12/5/2026"
WITH numbered AS (
  SELECT c.document, c.start, c.end, c.page, c.symbol, c.symbol_key, c.issued, c.type, c.title, coalesce(d.place_key, c.document) AS realm,
         substr(c.symbol_key, 1, instr(c.symbol_key, '/') - 1) AS number, substr(c.symbol_key, instr(c.symbol_key, '/')) AS code,
         row_number() OVER (PARTITION BY c.symbol_key, c.issued, coalesce(d.place_key, c.document) ORDER BY c.document, c.start) AS first
  FROM citations c JOIN documents d ON d.id = c.document WHERE c.symbol IS NOT NULL AND c.issued IS NOT NULL
)
SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
       a.symbol, b.symbol AS symbol_b, a.issued
FROM numbered a JOIN numbered b
  ON a.issued = b.issued AND a.code = b.code AND a.realm = b.realm AND a.number < b.number AND length(a.number) >= 3
WHERE a.first = 1 AND b.first = 1 AND slips(a.number, b.number) = 1
  AND a.title IS NOT NULL AND b.title IS NOT NULL AND substr(fold(a.title), 1, 40) = substr(fold(b.title), 1, 40)
ORDER BY a.document, a.start, b.document, b.start;
