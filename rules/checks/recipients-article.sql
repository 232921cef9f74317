-- id: recipients-article
-- severity: warning
-- rests: text
-- scope: document
-- vi: Nơi nhận ghi nhầm số điều
-- en: The recipients point to the wrong article
-- why-vi: Điều được dẫn ở nơi nhận không giao cho ai thi hành; điều khác mới ghi ai chịu trách nhiệm: văn bản có thể gửi thiếu nơi.
-- why-en: The article that the recipients point to charges nobody; another names those who carry the document out: some may not get it.
-- message-vi: Nơi nhận ghi “{said}”, nhưng {fits} mới ghi ai chịu trách nhiệm thi hành.
-- message-en: The recipients say “{said}”, but {fits} names those who carry it out.
-- example: "Nơi nhận: - Như Điều 3" below "Điều 4. ... chịu trách nhiệm thi hành Quyết định này"
SELECT document, start, end, NULL AS page, document AS document_b, start_b, end_b, NULL AS page_b, said, fits
FROM faults WHERE kind = 'recipients-article' ORDER BY document, start;
