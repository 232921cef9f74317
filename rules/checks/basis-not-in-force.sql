-- id: basis-not-in-force
-- severity: warning
-- vi: Căn cứ vào văn bản chưa có hiệu lực
-- en: A basis that is not yet in force
-- why-vi: Văn bản được căn cứ tự ghi ngày có hiệu lực sau ngày ban hành của văn bản này.
-- why-en: The document that this rests on says itself that it takes effect after this one was issued.
-- message-vi: {symbol} có hiệu lực từ ngày {effective}, sau ngày ban hành của văn bản này ({issued}).
-- message-en: {symbol} takes effect on {effective}, after {issued}, the date of the document that rests on it.
-- example: a plan of 2026-05-20 resting on a decision in force from 2026-07-01
SELECT c.document, c.start, c.end, c.page, coalesce(c.symbol, c.name) AS symbol, p.effective, coalesce(d.identity_issued, d.issued) AS issued
FROM citations c JOIN documents d ON d.id = c.document JOIN documents p ON p.id = c.resolved
WHERE c.relation = 'basis' AND length(p.effective) = 10 AND length(coalesce(d.identity_issued, d.issued)) = 10
  AND p.effective > coalesce(d.identity_issued, d.issued)
ORDER BY c.document, c.start;
