-- id: layout-missing
-- severity: note
-- scope: document
-- vi: Thiếu thành phần thể thức
-- en: A part of the required layout is missing
-- why-vi: Nghị định 30/2020/NĐ-CP (điều 8) và Hướng dẫn 36-HD/VPTW yêu cầu số, ngày ban hành, chữ ký và nơi nhận.
-- why-en: Nghị định 30/2020/NĐ-CP (article 8) and Hướng dẫn 36-HD/VPTW require number, date, signature and recipients.
-- message-vi: Không thấy: {lacks}.
-- message-en: Not found: {lacks}.
-- example: a plan whose number is blank and that ends without "Nơi nhận"
SELECT document, 0 AS start, 0 AS end, NULL AS page, lacks FROM (
  SELECT id AS document, trim(
    CASE WHEN symbol IS NULL AND identity_symbol IS NULL THEN 'số, ' ELSE '' END ||
    CASE WHEN issued IS NULL OR length(coalesce(identity_issued, issued)) < 10 THEN 'ngày ban hành, ' ELSE '' END ||
    CASE WHEN signer IS NULL THEN 'người ký, ' ELSE '' END ||
    CASE WHEN recipients = 0 THEN 'nơi nhận, ' ELSE '' END, ', ') AS lacks
  FROM documents WHERE official = 1)
WHERE lacks <> '' ORDER BY document;
