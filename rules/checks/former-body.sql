-- id: former-body
-- severity: warning
-- scope: document
-- vi: Giao nhiệm vụ cho cơ quan đã sáp nhập hoặc đổi tên
-- en: A task for a body that was merged or renamed before
-- why-vi: Tại ngày ban hành, cơ quan này không còn mang tên đó nữa.
-- why-en: On the date of issue the body no longer existed under this name.
-- message-vi: {name} đã đổi thành {replaced_by} sau ngày {valid_to} (số nhiệm vụ trong văn bản: {tasks}).
-- message-en: {name} became {replaced_by} after {valid_to} (tasks in this document: {tasks}).
-- example: "Sở Kế hoạch và Đầu tư" in a plan of 2026
-- One finding a body, of the surest task: what is grave must rest on sure records.
WITH found AS (
  SELECT t.document, t.start, t.end, t.page, t.confidence, u.body, min(u.name) AS name, u.replaced_by, u.valid_to
  FROM task_units u JOIN tasks t ON t.document = u.document AND t.id = u.task JOIN documents d ON d.id = u.document
  WHERE u.valid_to IS NOT NULL AND coalesce(d.identity_issued, d.issued, d.period_start) > u.valid_to
  GROUP BY t.document, t.id, u.body
), placed AS (
  SELECT *, count(*) OVER (PARTITION BY document, body) AS tasks,
         row_number() OVER (PARTITION BY document, body ORDER BY confidence DESC, start) AS once
  FROM found
)
SELECT document, start, end, page, name, replaced_by, valid_to, tasks FROM placed WHERE once = 1 ORDER BY document, start;
