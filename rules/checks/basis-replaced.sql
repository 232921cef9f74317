-- id: basis-replaced
-- severity: error
-- vi: Căn cứ vào văn bản đã bị thay thế hoặc bãi bỏ
-- en: A basis that was replaced or repealed before
-- why-vi: Trước ngày ban hành, một văn bản khác trong kho đã thay thế hoặc bãi bỏ văn bản được căn cứ.
-- why-en: Before the date of issue another document here had replaced or repealed the one that this rests on.
-- message-vi: {symbol} đã bị {by_symbol} ({by_issued}) thay thế hoặc bãi bỏ.
-- message-en: {symbol} was replaced or repealed by {by_symbol} ({by_issued}).
-- example: a plan resting on 120/QĐ-UBND, which 852/QĐ-UBND of an earlier day replaces
SELECT c.document, min(c.start) AS start, c.end, c.page, r.document AS document_b, r.start AS start_b, r.end AS end_b, r.page AS page_b,
       c.symbol, coalesce(q.symbol, q.identity_symbol, q.id) AS by_symbol, coalesce(q.identity_issued, q.issued) AS by_issued
FROM citations c
JOIN documents d ON d.id = c.document
JOIN citations r ON r.symbol_key = c.symbol_key AND r.realm = c.realm AND r.relation IN ('replaces', 'repeals') AND r.document <> c.document
JOIN documents q ON q.id = r.document
WHERE c.relation IN ('basis', 'implements')
  -- A document is in force until the one that replaces it takes effect.
  AND max(coalesce(q.identity_issued, q.issued), coalesce(q.effective, '')) < coalesce(d.identity_issued, d.issued)
  -- Numbers without a year begin anew each year.
  AND (c.issued = r.issued OR (c.symbol_key GLOB '*/20[0-9][0-9]/*' AND (c.issued IS NULL OR r.issued IS NULL)))
GROUP BY c.document, c.symbol_key, r.document ORDER BY c.document, 2;
