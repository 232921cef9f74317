-- id: target-not-taken
-- severity: note
-- vi: Chỉ tiêu của văn bản cấp trên không kế hoạch nào triển khai nhắc tới
-- en: Targets of the plan above that no plan under it takes up
-- why-vi: Trong kho có các kế hoạch triển khai văn bản này, trực tiếp hoặc qua kế hoạch khác, nhưng không kế hoạch nào đặt những chỉ tiêu đó.
-- why-en: Plans that carry this one out, directly or through others, are here; none of them sets these targets.
-- message-vi: {lacking} trong {targets} chỉ tiêu không có trong {children} kế hoạch triển khai; đây là chỉ tiêu đầu tiên.
-- message-en: {lacking} of {targets} targets are in none of the {children} plans that carry it out; this is the first.
-- example: a provincial target on doctors that no department plan repeats
WITH RECURSIVE under(parent, child) AS (
  SELECT resolved, document FROM citations WHERE relation = 'implements' AND resolved IS NOT NULL
  UNION SELECT u.parent, c.document FROM under u JOIN citations c ON c.resolved = u.child AND c.relation = 'implements'
), families AS (
  SELECT parent, count(*) AS children FROM under WHERE EXISTS (SELECT 1 FROM targets t WHERE t.document = child)
  GROUP BY parent HAVING count(*) >= 2
), taken AS (
  SELECT DISTINCT u.parent, t.indicator_id FROM under u JOIN targets t ON t.document = u.child WHERE t.indicator_id NOT GLOB 'x-*'
), judged AS (
  SELECT t.document, t.start, t.end, t.page, f.children, k.parent IS NULL AS lacks
  FROM families f JOIN targets t ON t.document = f.parent
  LEFT JOIN taken k ON k.parent = f.parent AND k.indicator_id = t.indicator_id
  WHERE t.indicator_id NOT GLOB 'x-*'
)
SELECT document, min(CASE WHEN lacks THEN start END) AS start, end, page, children, count(*) AS targets, sum(lacks) AS lacking
FROM judged GROUP BY document HAVING sum(lacks) > 0
ORDER BY document;
