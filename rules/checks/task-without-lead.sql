-- id: task-without-lead
-- severity: warning
-- scope: document
-- vi: Nhiệm vụ không có cơ quan chủ trì
-- en: A task without a lead
-- why-vi: Dòng nhiệm vụ trong biểu không ghi ai chủ trì: không rõ người chịu trách nhiệm.
-- why-en: A row of a task table leaves open who leads: nobody is responsible.
-- message-vi: Nhiệm vụ này không ghi cơ quan chủ trì.
-- message-en: This task names no leading unit.
-- example: a row of an annex whose cell "Cơ quan chủ trì" is blank
WITH counted AS (
  SELECT t.document, t.start, t.end, t.page, t.section,
         NOT EXISTS (SELECT 1 FROM task_units u WHERE u.document = t.document AND u.task = t.id AND u.role = 'lead') AS lacks
  FROM tasks t
), shares AS (SELECT document, section, sum(lacks) AS lacking, count(*) AS tasks FROM counted GROUP BY document, section)
SELECT c.document, c.start, c.end, c.page
FROM counted c JOIN shares s ON s.document = c.document AND s.section IS c.section JOIN documents d ON d.id = c.document
-- Where most rows leave it open the table is none of who does what; steps of a procedure are no tasks.
WHERE c.lacks AND s.lacking * 3 <= s.tasks AND fold(coalesce(d.title, '')) NOT LIKE '%thủ tục hành chính%'
ORDER BY c.document, c.start;
