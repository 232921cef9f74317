-- id: cited-two-issuers
-- severity: warning
-- vi: Một văn bản được dẫn với hai cơ quan ban hành
-- en: One document cited with two issuers
-- why-vi: Cùng số, ký hiệu, cùng ngày nhưng ghi hai cơ quan ban hành khác nhau: một trong hai chỗ ghi sai.
-- why-en: Same symbol and date but two issuing bodies: one of the two places is wrong.
-- message-vi: {symbol} ghi của {issuer} ở đây, nhưng ghi của {issuer_b} ở chỗ khác (số lần: {places_b}).
-- message-en: {symbol} is said to be of {issuer} here but of {issuer_b} elsewhere (times: {places_b}).
-- example: "Quyết định số 33/QĐ-TTg ... của Thủ tướng Chính phủ" and "... của Bộ Y tế"
WITH named AS (
  SELECT document, symbol, symbol_key, realm, issuer, body(issuer) AS body, issued, start, end, page,
         count(*) OVER (PARTITION BY symbol_key, realm, issued, body(issuer)) AS places,
         row_number() OVER (PARTITION BY symbol_key, realm, issued, body(issuer) ORDER BY document, start) AS first
  FROM citations WHERE symbol IS NOT NULL AND issuer IS NOT NULL AND issued IS NOT NULL
), pairs AS (
  SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
         a.symbol, a.issuer, b.issuer AS issuer_b, b.places AS places_b,
         -- One finding a document: the body that the fewest places name, beside the one that most name.
         row_number() OVER (PARTITION BY a.symbol_key, a.realm, a.issued ORDER BY b.places DESC, a.places, a.body, b.body) AS once
  FROM named a JOIN named b ON a.symbol_key = b.symbol_key AND a.realm = b.realm AND a.issued = b.issued
    AND (b.places, a.body) > (a.places, b.body)
  WHERE a.first = 1 AND b.first = 1 AND a.body <> b.body
    -- The head of a body signs for it: "Bộ trưởng Bộ Y tế" is the ministry.
    AND instr(fold(a.issuer), fold(b.issuer)) = 0 AND instr(fold(b.issuer), fold(a.issuer)) = 0
)
SELECT document, start, end, page, document_b, start_b, end_b, page_b, symbol, issuer, issuer_b, places_b FROM pairs
WHERE once = 1
ORDER BY document, start, document_b, start_b;
