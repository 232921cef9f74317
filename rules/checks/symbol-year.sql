-- id: symbol-year
-- severity: error
-- scope: document
-- vi: Năm trong số, ký hiệu khác năm ban hành
-- en: The year in a symbol is not that of its date
-- why-vi: Văn bản quy phạm pháp luật được đánh số theo năm ban hành: số, ký hiệu hoặc ngày bị ghi sai.
-- why-en: Legal documents are numbered by the year in which they are issued: the symbol or the date is wrong.
-- message-vi: {symbol} ghi ngày {issued}: năm trong số, ký hiệu khác năm ban hành.
-- message-en: {symbol} is dated {issued}: the year in the symbol is another.
-- example: "Nghị định số 45/2021/NĐ-CP ngày 03/02/2022"
SELECT c.document, min(c.start) AS start, c.end, c.page, c.symbol, c.issued
FROM citations c JOIN documents d ON d.id = c.document
WHERE c.symbol_key GLOB '*/20[0-9][0-9]/*' AND length(c.issued) = 10 AND instr(c.symbol_key, '/' || substr(c.issued, 1, 4) || '/') = 0
  AND d.obtained <> 'ocr'  -- a digit may be misread there
GROUP BY c.document, c.symbol_key, c.issued ORDER BY c.document, 2;
