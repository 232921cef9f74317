-- id: signer-not-trusted
-- severity: warning
-- vi: Chữ ký số không dẫn về chứng thư được tin cậy
-- en: A digital signature does not lead to a trusted certificate
-- why-vi: Tên người ký do chính chứng thư khai; không chứng thư nào được tin cậy xác nhận tên đó.
-- why-en: The signer's name is what the certificate says of itself; no trusted certificate confirms it.
-- message-vi: Không chứng thư nào được tin cậy xác nhận {signer}.
-- message-en: No trusted certificate confirms {signer}.
-- example: a PDF signed with a certificate that its signer made himself, while KEHOACH_CERTIFICATES names a folder of others
SELECT document, 0 AS start, 0 AS end, group_concat(DISTINCT coalesce(signer, body, '?')) AS signer
FROM signatures WHERE trusted = 0 GROUP BY document ORDER BY document;
