-- id: cited-two-titles
-- severity: note
-- vi: Một văn bản được dẫn với hai trích yếu
-- en: One document cited with two titles
-- why-vi: Cùng số, ký hiệu, cùng ngày nhưng trích yếu gần như không có từ nào chung: có thể ghi nhầm số.
-- why-en: Same symbol and date but titles that share hardly a word: the number may be wrong.
-- message-vi: {symbol}: “{title}” ở đây, “{title_b}” ở chỗ kia.
-- message-en: {symbol}: “{title}” here, “{title_b}” there.
-- example: 852/QĐ-UBND "về phát triển du lịch" and 852/QĐ-UBND "về phòng cháy chữa cháy"
WITH named AS (
  SELECT document, symbol, symbol_key, realm, title, issued, start, end, page,
         row_number() OVER (PARTITION BY symbol_key, realm, issued, title ORDER BY document, start) AS first
  FROM citations WHERE symbol IS NOT NULL AND issued IS NOT NULL AND length(title) >= 25
)
SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
       a.symbol, a.title, b.title AS title_b
FROM named a JOIN named b ON a.symbol_key = b.symbol_key AND a.realm = b.realm AND a.issued = b.issued AND a.title < b.title
WHERE a.first = 1 AND b.first = 1 AND alike(a.title, b.title) < 0.25
ORDER BY a.document, a.start, b.document, b.start;
