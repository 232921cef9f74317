-- id: task-two-leads
-- severity: warning
-- scope: document
-- vi: Biểu và phần lời giao cùng một việc cho hai cơ quan
-- en: A table and the text give the same work to two bodies
-- why-vi: Cùng một nhiệm vụ nhưng biểu ghi một cơ quan chủ trì, phần lời giao cho cơ quan khác: không rõ ai chịu trách nhiệm.
-- why-en: The same task is led by one body in the table and by another in the text: nobody knows who is responsible.
-- message-vi: Biểu ghi {name} chủ trì, phần lời giao cho {name_b}.
-- message-en: The table has {name} lead; the text charges {name_b}.
-- example: "Rà soát quy hoạch chợ" led by Sở Công Thương in the annex and listed under "2. Sở Xây dựng"
WITH led AS (
  SELECT t.document, t.id, t.start, t.end, t.page, substr(fold(t.quote), 1, 12) AS opening, min(u.name) AS name, json_group_array(u.unit) AS units
  FROM tasks t JOIN task_units u ON u.document = t.document AND u.task = t.id AND u.role = 'lead'
  -- Only single bodies of the register: groups ("các sở, ban, ngành", "UBND các xã") may hold one another.
  GROUP BY t.document, t.id HAVING count(u.body) = count(*) AND NOT max(' ' || fold(u.name) LIKE '% các %')
), alike_begun AS (
  SELECT document, opening FROM led GROUP BY document, opening HAVING count(*) > 1
), worded AS (
  SELECT l.*, text_at(l.document, l.start + 1, 400) AS stretch,
         ' | ' IN (text_at(l.document, l.end + 1, 3), text_at(l.document, max(1, l.start - 2), 3)) AS in_row
  FROM led l JOIN alike_begun b ON b.document = l.document AND b.opening = l.opening
), works AS (
  -- The whole of the work: to the end of the line or cell, since the quote of a task may be its beginning only.
  SELECT *, substr(stretch, 1, min(instr(stretch || char(10), char(10)), instr(stretch || ' | ', ' | ')) - 1) AS work FROM worded
)
SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b, a.name, b.name AS name_b
FROM works a JOIN works b ON b.document = a.document AND b.opening = a.opening
WHERE a.in_row AND NOT b.in_row AND min(length(a.work), length(b.work)) >= 40
  AND min(length(a.work), length(b.work)) * 5 >= max(length(a.work), length(b.work)) * 4 AND alike(a.work, b.work) >= 0.9
  AND NOT EXISTS (SELECT 1 FROM json_each(a.units) x JOIN json_each(b.units) y ON x.value = y.value)
  -- Who supports the other in its task may well be told its own part of it.
  AND NOT EXISTS (SELECT 1 FROM task_units s WHERE s.document = a.document AND s.role = 'support'
                  AND ((s.task = a.id AND s.unit IN (SELECT value FROM json_each(b.units)))
                       OR (s.task = b.id AND s.unit IN (SELECT value FROM json_each(a.units)))))
  -- The text may give the same work to several bodies, the table's among them.
  AND NOT EXISTS (SELECT 1 FROM works c, json_each(c.units) x JOIN json_each(a.units) y ON x.value = y.value
                  WHERE c.document = a.document AND c.opening = a.opening AND NOT c.in_row AND alike(a.work, c.work) >= 0.9)
ORDER BY a.document, a.start, b.start;
