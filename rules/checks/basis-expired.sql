-- id: basis-expired
-- severity: warning
-- vi: Căn cứ vào văn bản đã hết thời hạn hiệu lực
-- en: A basis whose term is over
-- why-vi: Văn bản được căn cứ tự ghi ngày hết hiệu lực hoặc hết thời hạn ủy quyền trước ngày ban hành của văn bản này.
-- why-en: The document that this rests on says itself that it, or the authority that it gives, ended before this one was issued.
-- message-vi: {symbol} có hiệu lực đến hết ngày {ended}, trước ngày ban hành của văn bản này ({issued}).
-- message-en: {symbol} holds until {ended}, before {issued}, the date of the document that rests on it.
-- example: a decision of 2026-03-10 resting on a resolution in force "đến ngày 31 tháng 12 năm 2025"
SELECT c.document, min(c.start) AS start, c.end, c.page, e.document AS document_b, e.start AS start_b, e.end AS end_b, NULL AS page_b,
       c.symbol, e.said AS ended, coalesce(d.identity_issued, d.issued) AS issued
FROM citations c JOIN documents d ON d.id = c.document JOIN faults e ON e.document = c.resolved AND e.kind = 'ends'
WHERE c.relation = 'basis' AND length(coalesce(d.identity_issued, d.issued)) = 10 AND e.said < coalesce(d.identity_issued, d.issued)
GROUP BY c.document, c.resolved ORDER BY c.document, 2;
