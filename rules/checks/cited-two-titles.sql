-- id: cited-two-titles
-- severity: note
-- vi: Một văn bản được dẫn với hai trích yếu
-- en: One document cited with two titles
-- why-vi: Cùng số, ký hiệu, cùng ngày nhưng trích yếu gần như không có từ nào chung: có thể ghi nhầm số.
-- why-en: Same symbol and date but titles that share hardly a word: the number may be wrong.
-- message-vi: {symbol}: “{title}” ở đây, “{title_b}” ở chỗ khác.
-- message-en: {symbol}: “{title}” here, “{title_b}” elsewhere.
-- example: 852/QĐ-UBND "về phát triển du lịch" and 852/QĐ-UBND "về phòng cháy chữa cháy"
WITH named AS (
  SELECT document, symbol, symbol_key, realm, title, issued, start, end, page,
         count(*) OVER (PARTITION BY symbol_key, realm, issued, title) AS places,
         row_number() OVER (PARTITION BY symbol_key, realm, issued, title ORDER BY document, start) AS first
  FROM citations WHERE symbol IS NOT NULL AND issued IS NOT NULL AND length(title) >= 25
), pairs AS (
  SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
         a.symbol, a.title, b.title AS title_b,
         row_number() OVER (PARTITION BY a.symbol_key, a.realm, a.issued ORDER BY b.places DESC, a.places, a.title, b.title) AS once
  FROM named a JOIN named b ON a.symbol_key = b.symbol_key AND a.realm = b.realm AND a.issued = b.issued
    AND (b.places, a.title) > (a.places, b.title)
  WHERE a.first = 1 AND b.first = 1 AND a.title <> b.title AND alike(a.title, b.title) < 0.25
)
SELECT document, start, end, page, document_b, start_b, end_b, page_b, symbol, title, title_b FROM pairs
WHERE once = 1
ORDER BY document, start, document_b, start_b;
