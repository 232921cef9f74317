-- id: task-without-lead
-- severity: note
-- scope: document
-- vi: Nhiệm vụ trong biểu không ghi cơ quan chủ trì
-- en: Rows of a task table without a lead
-- why-vi: Dòng nhiệm vụ trong biểu không ghi ai chủ trì: không rõ người chịu trách nhiệm.
-- why-en: A row of a task table leaves open who leads: nobody is responsible.
-- message-vi: {lacking} trong {tasks} nhiệm vụ của biểu không ghi cơ quan chủ trì; đây là nhiệm vụ đầu tiên.
-- message-en: {lacking} of the {tasks} tasks of this table name no leading unit; this is the first.
-- example: a row of an annex whose cell "Cơ quan chủ trì" is blank
WITH counted AS (
  SELECT t.document, t.start, t.end, t.page, t.section,
         NOT EXISTS (SELECT 1 FROM task_units u WHERE u.document = t.document AND u.task = t.id AND u.role = 'lead') AS lacks
  FROM tasks t
)
SELECT c.document, min(CASE WHEN lacks THEN c.start END) AS start, c.end, c.page, count(*) AS tasks, sum(lacks) AS lacking
FROM counted c JOIN documents d ON d.id = c.document
WHERE fold(coalesce(d.title, '')) NOT LIKE '%thủ tục hành chính%'  -- steps of a procedure are no tasks
-- Where most rows leave it open the table is none of who does what.
GROUP BY c.document, c.section HAVING lacking > 0 AND lacking * 3 <= tasks
ORDER BY c.document, 2;
