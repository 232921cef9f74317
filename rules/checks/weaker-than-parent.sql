-- id: weaker-than-parent
-- severity: warning
-- vi: Chỉ tiêu thấp hơn văn bản mà kế hoạch này triển khai
-- en: A target weaker than that of the plan it carries out
-- Only shares and rates: the average income of one commune says nothing about that of the province.
-- why-vi: Văn bản triển khai phải bảo đảm ít nhất mức mà văn bản cấp trên đã giao cho cùng chỉ tiêu, cùng năm.
-- why-en: A plan that carries out another must reach at least what the other asks for the same indicator and year.
-- message-vi: {indicator}: {op} {value} {unit} ở đây, trong khi {symbol_b} đặt {op_b} {value_b} {unit_b} (năm {due}).
-- message-en: {indicator}: {op} {value} {unit} here, while {symbol_b} asks {op_b} {value_b} {unit_b} (due {due}).
-- example: a commune plan "trên 90%" under a provincial plan "trên 96%"
SELECT DISTINCT a.document, a.start, a.end, a.page, b.document AS document_b, b.start AS start_b, b.end AS end_b, b.page AS page_b,
       a.indicator, a.op, a.value, coalesce(a.unit, '') AS unit, b.op AS op_b, b.value AS value_b, coalesce(b.unit, '') AS unit_b, a.due,
       coalesce(p.symbol, p.identity_symbol, p.id) AS symbol_b
FROM citations c
JOIN documents p ON p.id = c.resolved
JOIN targets a ON a.document = c.document
JOIN targets b ON b.document = c.resolved AND b.indicator_id = a.indicator_id AND b.due = a.due AND b.unit_key = a.unit_key
  AND b.measure = a.measure AND coalesce(a.area, '') = coalesce(b.area, '')
JOIN indicators i ON i.id = a.indicator_id
WHERE c.relation IN ('implements', 'basis') AND a.indicator_id NOT GLOB 'x-*' AND (a.measure = 'share' OR a.unit_key GLOB '#/*')
  AND (a.place_key <> b.place_key OR coalesce(a.place_key, '') = '')
  AND whose(a.indicator) = whose(b.indicator)
  -- More is better for most indicators, less for some (poverty, unemployment); comparators tell the rest.
  AND ((a.op IN ('=', '>', '>=', '~') AND b.op IN ('=', '>', '>=', '~') AND i.direction = 'up' AND a.amount < b.amount)
       OR (a.op IN ('=', '<', '<=', '~') AND b.op IN ('=', '<', '<=', '~') AND i.direction = 'down' AND a.amount > b.amount))
ORDER BY a.document, a.start, b.document, b.start;
