-- id: task-without-time
-- severity: note
-- scope: document
-- vi: Nhiệm vụ không ghi thời hạn
-- en: Tasks without a time
-- why-vi: Phần lớn nhiệm vụ của văn bản có thời hạn; những nhiệm vụ này thì không ("rõ tiến độ").
-- why-en: Most tasks of the document are scheduled; these are not.
-- message-vi: {lacking} trong {tasks} nhiệm vụ không ghi thời hạn; đây là nhiệm vụ đầu tiên.
-- message-en: {lacking} of {tasks} tasks name no time; this is the first.
-- counts: tasks that are rather right than wrong (confidence 0.5 and more)
-- example: two of twelve rows whose cell "Thời gian" is blank
WITH counted AS (
  SELECT t.document, t.start, t.end, t.page, t.start_date IS NULL AND t.end_date IS NULL AND t.recurrence IS NULL AND t.condition IS NULL AS lacks,
         count(*) OVER w AS tasks, sum(t.start_date IS NULL AND t.end_date IS NULL AND t.recurrence IS NULL AND t.condition IS NULL) OVER w AS lacking,
         row_number() OVER (PARTITION BY t.document, t.start_date IS NULL AND t.end_date IS NULL AND t.recurrence IS NULL AND t.condition IS NULL ORDER BY t.start) AS place
  FROM tasks t WHERE t.confidence >= 0.5 WINDOW w AS (PARTITION BY t.document)
)
SELECT document, start, end, page, tasks, lacking FROM counted
WHERE lacks AND place = 1 AND lacking * 2 < tasks
ORDER BY document;
