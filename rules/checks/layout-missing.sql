-- id: layout-missing
-- severity: note
-- scope: document
-- vi: Thiếu thành phần thể thức
-- en: A part of the required layout is missing
-- why-vi: Nghị định 30/2020/NĐ-CP (điều 8) và Hướng dẫn 36-HD/VPTW yêu cầu số, ngày ban hành, chữ ký và nơi nhận.
-- why-en: Nghị định 30/2020/NĐ-CP (article 8) and Hướng dẫn 36-HD/VPTW require number, date, signature and recipients.
-- message-vi: Không thấy: {lacks}.
-- message-en: Not found: {lacks_en}.
-- example: a plan whose number is blank and that ends without "Nơi nhận"
WITH lacking AS (
  SELECT id AS document, symbol IS NULL AND identity_symbol IS NULL AS number, issued IS NULL OR length(coalesce(identity_issued, issued)) < 10 AS day,
         signer IS NULL AS signature, recipients = 0 AS receivers
  FROM documents WHERE official = 1
)
SELECT document, 0 AS start, 0 AS end, NULL AS page,
       trim(iif(number, 'số, ', '') || iif(day, 'ngày ban hành, ', '') || iif(signature, 'người ký, ', '') || iif(receivers, 'nơi nhận, ', ''), ', ') AS lacks,
       trim(iif(number, 'number, ', '') || iif(day, 'date of issue, ', '') || iif(signature, 'signer, ', '') || iif(receivers, 'recipients, ', ''), ', ') AS lacks_en
FROM lacking WHERE number OR day OR signature OR receivers ORDER BY document;
