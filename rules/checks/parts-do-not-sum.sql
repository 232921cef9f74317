-- id: parts-do-not-sum
-- severity: warning
-- vi: Các phần không cộng thành tổng số
-- en: Parts that do not add up to their total
-- why-vi: Tổng số và các phần của nó ghi liền nhau nhưng cộng lại không bằng: một con số bị ghi sai.
-- why-en: A total and its parts stand side by side and do not agree: one of the numbers is wrong.
-- message-vi: Tổng số {total}, các phần cộng lại là {added}.
-- message-en: The total is {total}, the parts add up to {added}.
-- example: "99 xã, phường (67 xã và 31 phường)"
SELECT document, start, end, page, total, added FROM sums WHERE total <> added ORDER BY document, start;
