-- id: task-without-product
-- severity: note
-- scope: document
-- vi: Nhiệm vụ không ghi sản phẩm
-- en: Tasks without a product
-- why-vi: Phần lớn nhiệm vụ của văn bản ghi sản phẩm; những nhiệm vụ này thì không ("rõ sản phẩm").
-- why-en: Most tasks of the document name their product; these do not.
-- message-vi: {lacking} trong {tasks} nhiệm vụ không ghi sản phẩm; đây là nhiệm vụ đầu tiên.
-- message-en: {lacking} of {tasks} tasks name no product; this is the first.
-- counts: tasks that are rather right than wrong (confidence 0.5 and more)
-- example: one of eight rows whose cell "Sản phẩm" is blank
WITH counted AS (
  SELECT t.document, t.start, t.end, t.page, t.product IS NULL AS lacks,
         count(*) OVER w AS tasks, sum(t.product IS NULL) OVER w AS lacking,
         row_number() OVER (PARTITION BY t.document, t.product IS NULL ORDER BY t.start) AS place
  FROM tasks t WHERE t.confidence >= 0.5 WINDOW w AS (PARTITION BY t.document)
)
SELECT document, start, end, page, tasks, lacking FROM counted
WHERE lacks AND place = 1 AND lacking * 2 < tasks
ORDER BY document;
