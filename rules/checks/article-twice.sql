-- id: article-twice
-- severity: warning
-- rests: text
-- scope: document
-- vi: Hai điều cùng số
-- en: Two articles with one number
-- why-vi: Khi dẫn chiếu số điều này không rõ là điều nào ("Như Điều 3" ở nơi nhận).
-- why-en: A reference to this number does not tell which article is meant.
-- message-vi: Có hai {said} liền nhau.
-- message-en: Two articles in a row are numbered {said}.
-- example: "Điều 3. Tổ chức thực hiện" and "Điều 3. Hiệu lực thi hành"
SELECT document, start_b AS start, end_b AS end, NULL AS page, document AS document_b, start AS start_b, end AS end_b, NULL AS page_b, said
FROM faults WHERE kind = 'article-twice' ORDER BY document, 2;
