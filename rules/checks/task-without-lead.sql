-- id: task-without-lead
-- severity: warning
-- vi: Nhiệm vụ không có cơ quan chủ trì
-- en: A task without a lead
-- why-vi: Dòng nhiệm vụ trong biểu không ghi ai chủ trì: không rõ người chịu trách nhiệm.
-- why-en: A row of a task table leaves open who leads: nobody is responsible.
-- message-vi: Nhiệm vụ này không ghi cơ quan chủ trì.
-- message-en: This task names no leading unit.
-- example: a row of an annex whose cell "Cơ quan chủ trì" is blank
SELECT t.document, t.start, t.end, t.page
FROM tasks t
WHERE NOT EXISTS (SELECT 1 FROM task_units u WHERE u.document = t.document AND u.task = t.id AND u.role = 'lead')
ORDER BY t.document, t.start;
