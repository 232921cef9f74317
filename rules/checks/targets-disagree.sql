-- id: targets-disagree
-- severity: warning
-- vi: Chỉ tiêu khác nhau cho cùng một nội dung
-- en: Targets that disagree
-- why-vi: Cùng chỉ tiêu, cách đo, đơn vị, địa phương, khu vực và năm nhưng giá trị hoặc mức so sánh khác nhau.
-- why-en: Same indicator, measure, unit, place, area and year, but another value or comparator.
-- message-vi: {indicator}: {op} {value} {unit} ở đây, {op_b} {value_b} {unit_b} ở chỗ kia (năm {due}).
-- message-en: {indicator}: {op} {value} {unit} here, {op_b} {value_b} {unit_b} there (due {due}).
-- example: "13,5 bác sĩ trên 1 vạn dân" and "15 bác sĩ trên 10.000 dân", both for 2030 in one province
WITH told AS (
  SELECT t.*, whose(indicator) AS people, coalesce(area, '') AS zone, coalesce(amount_max, amount) AS most,
         CASE WHEN op IN ('>', '>=') THEN 'least' WHEN op IN ('<', '<=') THEN 'most' ELSE '' END AS side,
         CASE WHEN indicator_id GLOB 'x-*' THEN fold(indicator) ELSE '' END AS wording,
         -- Several ranks of one body are in several fields: "4 nước dẫn đầu ASEAN", "60 nước dẫn đầu thế giới".
         CASE WHEN op = 'rank' OR measure = 'rank' THEN fold(unit) ELSE '' END AS field
  FROM targets t
  WHERE +due GLOB '20[0-9][0-9]*' AND +place_key <> ''  -- the plus signs keep the index on indicator, year and place
    AND measure IN ('level', 'share', 'rank', 'yearly-average')
), groups AS (
  SELECT indicator_id, due, measure, unit_key, place_key, zone, people, wording, field FROM told
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING count(DISTINCT amount || '|' || most || '|' || side) > 1
), valued AS (
  SELECT t.*, count(*) OVER (PARTITION BY t.indicator_id, t.due, t.measure, t.unit_key, t.place_key, t.zone, t.people, t.wording, t.field, t.amount, t.most) AS places
  FROM groups g CROSS JOIN told t
  WHERE t.indicator_id = g.indicator_id AND t.due = g.due AND t.measure = g.measure AND t.unit_key = g.unit_key AND t.place_key = g.place_key
    AND t.zone = g.zone AND t.people = g.people AND t.wording = g.wording AND t.field = g.field
), pairs AS (
  SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
         b.indicator, a.op, a.value, coalesce(a.unit, '') AS unit, b.op AS op_b, b.value AS value_b, coalesce(b.unit, '') AS unit_b, a.due,
         -- One finding a group: the value that the fewest places tell, beside the one that most tell.
         row_number() OVER (PARTITION BY a.indicator_id, a.due, a.measure, a.unit_key, a.place_key, a.zone, a.people, a.wording, a.field
                            ORDER BY b.places DESC, a.places, a.document, a.start, b.document, b.start) AS once
  FROM valued a JOIN valued b
    ON a.indicator_id = b.indicator_id AND a.due = b.due AND a.measure = b.measure AND a.unit_key = b.unit_key AND a.place_key = b.place_key
    AND a.zone = b.zone AND a.people = b.people AND a.wording = b.wording AND a.field = b.field
  WHERE (a.amount <> b.amount OR a.most <> b.most OR (a.side = 'least' AND b.side = 'most') OR (a.side = 'most' AND b.side = 'least'))
    AND (a.document <> b.document OR a.indicator_id GLOB 'x-*')
)
SELECT document, start, end, page, document_b, start_b, end_b, page_b, indicator, op, value, unit, op_b, value_b, unit_b, due
FROM pairs WHERE once = 1
ORDER BY document, start, document_b, start_b;
