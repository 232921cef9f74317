-- id: law-number
-- severity: warning
-- vi: Tên luật đi với số của luật khác
-- en: The name of a law with the number of another
-- why-vi: Nhiều văn bản khác trong kho ghi số này cho một luật khác: tên hoặc số bị ghi nhầm ở đây.
-- why-en: Other documents here give this number to another law: the name or the number is wrong here.
-- message-vi: {symbol} ghi là {name} ở đây, nhưng là {name_b} trong {documents_b} văn bản khác.
-- message-en: {symbol} is called {name} here but {name_b} in {documents_b} other documents.
-- example: "Luật Nhà ở số 31/2024/QH15" where other plans say "Luật Đất đai số 31/2024/QH15"
WITH named AS (
  SELECT symbol_key, fold(name) AS low, min(name) AS name, min(symbol) AS symbol, count(DISTINCT document) AS documents,
         min(document) AS document
  FROM citations WHERE symbol_key GLOB '[0-9]*/qh[0-9]*' AND (fold(name) LIKE 'luật %' OR fold(name) LIKE 'bộ luật %')
  GROUP BY symbol_key, fold(name)
), pairs AS (
  SELECT a.*, b.low AS low_b, b.name AS name_b, b.documents AS documents_b, b.document AS document_b,
         row_number() OVER (PARTITION BY a.symbol_key, a.low ORDER BY b.documents DESC, b.low) AS once
  FROM named a JOIN named b ON a.symbol_key = b.symbol_key AND b.documents > 2 * a.documents
  -- "Luật Thuế GTGT" is "Luật Thuế giá trị gia tăng"; the word "luật" itself is shared by all.
  WHERE alike(a.name, b.name) < 0.5
)
SELECT c.document, min(c.start) AS start, c.end, c.page, p.document_b, o.start AS start_b, o.end AS end_b, o.page AS page_b,
       p.symbol, p.name, p.name_b, p.documents_b
FROM pairs p
JOIN citations c ON c.symbol_key = p.symbol_key AND fold(c.name) = p.low
JOIN citations o ON o.document = p.document_b AND o.symbol_key = p.symbol_key AND fold(o.name) = p.low_b
WHERE p.once = 1 GROUP BY c.document, p.symbol_key, p.low ORDER BY c.document, 2;
