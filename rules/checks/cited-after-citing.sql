-- id: cited-after-citing
-- severity: error
-- vi: Văn bản dẫn một văn bản ban hành sau nó
-- en: A citation dated after the document that cites it
-- why-vi: Văn bản không thể căn cứ vào văn bản chưa có: ngày của một trong hai bị ghi sai.
-- why-en: A document cannot rest on one that did not exist yet: one of the two dates is wrong.
-- message-vi: {symbol} ghi ngày {issued_cited}, sau ngày ban hành {issued} của văn bản dẫn nó.
-- message-en: {symbol} is dated {issued_cited}, after {issued}, the date of the document that cites it.
-- example: a plan of 2026-05-20 that rests on a decision "ngày 12/6/2026"
SELECT c.document, min(c.start) AS start, c.end, c.page, coalesce(c.symbol, c.name) AS symbol, c.issued AS issued_cited,
       coalesce(d.identity_issued, d.issued) AS issued
FROM citations c JOIN documents d ON d.id = c.document
WHERE d.obtained <> 'ocr'  -- a digit may be misread there
  AND c.issued IS NOT NULL AND length(coalesce(d.identity_issued, d.issued)) >= 7
  AND substr(c.issued, 1, length(coalesce(d.identity_issued, d.issued))) > coalesce(d.identity_issued, d.issued)
  AND NOT (c.symbol_key GLOB '*/20[0-9][0-9]/*' AND instr(c.symbol_key, '/' || substr(c.issued, 1, 4) || '/') = 0)  -- symbol-year says it
GROUP BY c.document, coalesce(c.symbol_key, c.name), c.issued ORDER BY c.document, 2;
