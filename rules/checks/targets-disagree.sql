-- id: targets-disagree
-- severity: warning
-- vi: Hai văn bản đặt chỉ tiêu khác nhau cho cùng một nội dung
-- en: Two targets that disagree
-- why-vi: Cùng chỉ tiêu, cách đo, đơn vị, địa phương, khu vực và năm nhưng giá trị hoặc mức so sánh khác nhau.
-- why-en: Same indicator, measure, unit, place, area and year, but another value or comparator.
-- message-vi: {indicator_b}: {op} {value} {unit} ở đây, {op_b} {value_b} {unit_b} ở chỗ kia (năm {due}).
-- message-en: {indicator_b}: {op} {value} {unit} here, {op_b} {value_b} {unit_b} there (due {due}).
-- example: "13,5 bác sĩ trên 1 vạn dân" and "15 bác sĩ trên 10.000 dân", both for 2030 in one province
SELECT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
       a.indicator, b.indicator AS indicator_b, a.op, a.value, coalesce(a.unit, '') AS unit,
       b.op AS op_b, b.value AS value_b, coalesce(b.unit, '') AS unit_b, a.due
FROM targets a JOIN targets b
  ON a.indicator_id = b.indicator_id AND a.due = b.due AND a.measure = b.measure AND a.unit_key = b.unit_key
  AND a.place_key = b.place_key AND coalesce(a.area, '') = coalesce(b.area, '')
  AND (a.document < b.document OR (a.document = b.document AND a.start < b.start))
WHERE +a.due GLOB '20[0-9][0-9]*' AND +a.place_key <> ''  -- the plus signs keep the index on indicator, year and place
  AND (a.amount <> b.amount OR coalesce(a.amount_max, -1) <> coalesce(b.amount_max, -1)
       OR (a.op IN ('>', '>=') AND b.op IN ('<', '<=')) OR (a.op IN ('<', '<=') AND b.op IN ('>', '>=')))
  AND a.measure IN ('level', 'share', 'rank', 'yearly-average')
  AND (a.indicator_id NOT GLOB 'x-*' OR fold(a.indicator) = fold(b.indicator))
  AND (a.indicator_id GLOB 'x-*' OR a.document <> b.document)
  AND whose(a.indicator) = whose(b.indicator)  -- "học sinh tham gia bảo hiểm y tế" is no share of all people
ORDER BY a.document, a.start, b.document, b.start;
