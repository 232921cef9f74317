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
SELECT document, min(start) AS start, end, page, symbol, issued FROM citations
WHERE symbol_key GLOB '*/20[0-9][0-9]/*' AND length(issued) = 10 AND instr(symbol_key, '/' || substr(issued, 1, 4) || '/') = 0
GROUP BY document, symbol_key, issued ORDER BY document, 2;
