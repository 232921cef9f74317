-- id: target-not-taken
-- severity: note
-- vi: Chỉ tiêu của văn bản cấp trên không kế hoạch nào triển khai nhắc tới
-- en: A target of the plan above that no plan under it takes up
-- why-vi: Trong kho có các kế hoạch triển khai văn bản này nhưng không kế hoạch nào đặt chỉ tiêu đó.
-- why-en: Plans that carry this one out are here, and none of them sets this target.
-- message-vi: {indicator}: không có trong {children} kế hoạch triển khai.
-- message-en: {indicator}: in none of the {children} plans that carry it out.
-- example: a provincial target on doctors that no department plan repeats
WITH children AS (
  SELECT c.resolved AS parent, c.document AS child FROM citations c
  WHERE c.relation = 'implements' AND c.resolved IS NOT NULL
    AND EXISTS (SELECT 1 FROM targets t WHERE t.document = c.document)
  GROUP BY c.resolved, c.document
), families AS (SELECT parent, count(*) AS children FROM children GROUP BY parent HAVING count(*) >= 2)
SELECT t.document, t.start, t.end, t.page, t.indicator, f.children
FROM families f JOIN targets t ON t.document = f.parent
WHERE t.indicator_id NOT GLOB 'x-*'
  AND NOT EXISTS (SELECT 1 FROM children k JOIN targets u ON u.document = k.child AND u.indicator_id = t.indicator_id WHERE k.parent = f.parent)
ORDER BY t.document, t.start;
