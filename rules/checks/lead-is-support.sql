-- id: lead-is-support
-- severity: note
-- scope: document
-- vi: Một cơ quan vừa chủ trì vừa phối hợp
-- en: One body both leads and supports
-- why-vi: Cơ quan chủ trì không thể đồng thời là cơ quan phối hợp của chính nhiệm vụ đó.
-- why-en: The leading unit of a task is named among those that support it.
-- message-vi: {name} vừa chủ trì vừa phối hợp.
-- message-en: {name} both leads and supports this task.
-- example: lead "Sở Y tế", support "Sở Y tế, Sở Tài chính"
SELECT t.document, t.start, t.end, t.page, min(a.name) AS name
FROM tasks t
JOIN task_units a ON a.document = t.document AND a.task = t.id AND a.role = 'lead'
JOIN task_units b ON b.document = t.document AND b.task = t.id AND b.role = 'support' AND b.unit = a.unit
  -- Groups need not be the same bodies: "các bộ, ngành" and "các bộ, ngành khác có liên quan".
  AND fold(a.name) NOT LIKE 'các %' AND fold(b.name) NOT LIKE 'các %'
GROUP BY t.document, t.id ORDER BY t.document, t.start;
