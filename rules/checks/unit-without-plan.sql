-- id: unit-without-plan
-- severity: note
-- vi: Cơ quan được giao chủ trì nhưng không có kế hoạch triển khai
-- en: A body that was given tasks but has no plan of its own
-- why-vi: Các cơ quan khác đã có kế hoạch triển khai trong kho, trực tiếp hoặc qua kế hoạch khác; cơ quan này thì chưa.
-- why-en: Other bodies have plans here that carry this one out, directly or through others; this body has none.
-- message-vi: {name} chủ trì {tasks} nhiệm vụ nhưng không có kế hoạch triển khai trong kho.
-- message-en: {name} leads {tasks} tasks but has no plan here.
-- example: Sở Nội vụ leads tasks of 118/KH-UBND; only Sở Y tế and Sở Giáo dục have plans
WITH RECURSIVE under(parent, child) AS (
  SELECT resolved, document FROM citations WHERE relation = 'implements' AND resolved IS NOT NULL
  UNION SELECT u.parent, c.document FROM under u JOIN citations c ON c.resolved = u.child AND c.relation = 'implements'
), plans AS (
  SELECT u.parent, unit(d.issuer, d.place_key) AS unit FROM under u JOIN documents d ON d.id = u.child
  WHERE d.type = 'KH' AND d.issuer IS NOT NULL
), families AS (SELECT parent FROM plans GROUP BY parent HAVING count(DISTINCT unit) >= 2)
SELECT t.document, min(t.start) AS start, t.end, t.page, u.name, count(DISTINCT t.id) AS tasks
FROM families f JOIN tasks t ON t.document = f.parent
JOIN task_units u ON u.document = t.document AND u.task = t.id AND u.role = 'lead'
WHERE u.body IS NOT NULL AND fold(u.name) LIKE 'sở %'
  AND NOT EXISTS (SELECT 1 FROM plans k WHERE k.parent = f.parent AND k.unit = u.unit)
GROUP BY t.document, u.unit
ORDER BY t.document, 2;
