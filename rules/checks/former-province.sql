-- id: former-province
-- severity: warning
-- scope: document
-- vi: Giao nhiệm vụ cho cơ quan của tỉnh đã sáp nhập
-- en: A task for a body of a province that was merged
-- why-vi: Từ ngày 01/7/2025 cả nước còn 34 tỉnh, thành phố (Nghị quyết số 202/2025/QH15): không còn tỉnh mang tên này.
-- why-en: Since 1 July 2025 there are 34 provinces and cities (Nghị quyết 202/2025/QH15): none bears this name.
-- message-vi: {name}: tỉnh này nay thuộc {province} (số nhiệm vụ trong văn bản: {tasks}).
-- message-en: {name}: this province is now a part of {province} (tasks in this document: {tasks}).
-- example: "Sở Y tế tỉnh Hà Giang" in a plan of 2026
-- One finding a body, of the surest task: what is grave must rest on sure records.
WITH found AS (
  SELECT t.document, t.start, t.end, t.page, t.confidence, u.unit, min(u.name) AS name
  FROM task_units u JOIN tasks t ON t.document = u.document AND t.id = u.task JOIN documents d ON d.id = u.document
  WHERE coalesce(d.identity_issued, d.issued) > '2025-07-01' AND u.name LIKE '%tỉnh%' AND merged_into(u.name) IS NOT NULL
  GROUP BY t.document, t.id, u.unit
), placed AS (
  SELECT *, count(*) OVER (PARTITION BY document, unit) AS tasks,
         row_number() OVER (PARTITION BY document, unit ORDER BY confidence DESC, start) AS once
  FROM found
)
SELECT document, start, end, page, name, merged_into(name) AS province, tasks FROM placed WHERE once = 1 ORDER BY document, start;
