-- id: unit-without-plan
-- severity: note
-- vi: Cơ quan được giao chủ trì nhưng không có kế hoạch triển khai
-- en: A body that was given tasks but has no plan of its own
-- why-vi: Các cơ quan khác đã có kế hoạch triển khai trong kho; cơ quan này thì chưa.
-- why-en: Other bodies have plans here that carry this one out; this body has none.
-- message-vi: {name} chủ trì {tasks} nhiệm vụ nhưng không có kế hoạch triển khai trong kho.
-- message-en: {name} leads {tasks} tasks but has no plan here.
-- example: Sở Nội vụ leads tasks of 118/KH-UBND; only Sở Y tế and Sở Giáo dục have plans
WITH children AS (
  SELECT c.resolved AS parent, unit(d.issuer, d.place_key) AS unit FROM citations c JOIN documents d ON d.id = c.document
  WHERE c.relation = 'implements' AND c.resolved IS NOT NULL AND d.type = 'KH' AND d.issuer IS NOT NULL
  GROUP BY c.resolved, d.id
), families AS (SELECT parent FROM children GROUP BY parent HAVING count(DISTINCT unit) >= 2)
SELECT t.document, t.start, t.end, t.page, u.name, count(DISTINCT t.id) AS tasks
FROM families f JOIN tasks t ON t.document = f.parent
JOIN task_units u ON u.document = t.document AND u.task = t.id AND u.role = 'lead'
WHERE u.body IS NOT NULL AND fold(u.name) LIKE 'sở %'
  AND NOT EXISTS (SELECT 1 FROM children k WHERE k.parent = f.parent AND k.unit = u.unit)
GROUP BY t.document, u.unit HAVING count(DISTINCT t.id) >= 1
ORDER BY t.document, min(t.start);
