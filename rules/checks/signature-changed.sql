-- id: signature-changed
-- severity: error
-- vi: Văn bản bị sửa sau khi ký số
-- en: A document changed after it was signed
-- why-vi: Nội dung đang đọc không phải nội dung đã được ký; cần lấy lại bản gốc từ cơ quan ban hành.
-- why-en: What is read here is not what was signed; get the original from its issuer.
-- message-vi: Chữ ký số của {signer} không còn khớp: {why_vi}.
-- message-en: The digital signature of {signer} no longer holds: {why_en}.
-- example: a PDF to which a page was added after signing
SELECT document, 0 AS start, 0 AS end, coalesce(signer, body, '?') AS signer,
       CASE reason WHEN 'bytes' THEN 'phần được ký đã bị sửa' ELSE 'có phần thêm vào mà không ai ký' END AS why_vi,
       CASE reason WHEN 'bytes' THEN 'the signed part was altered' ELSE 'something was added that nobody signed' END AS why_en
FROM signatures WHERE integrity = 'changed' GROUP BY document ORDER BY document, position;
