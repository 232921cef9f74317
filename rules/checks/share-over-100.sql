-- id: share-over-100
-- severity: error
-- scope: document
-- vi: Tỷ lệ lớn hơn 100%
-- en: A share over 100 %
-- why-vi: Một phần không thể lớn hơn toàn bộ: con số bị ghi sai.
-- why-en: A part cannot be larger than the whole: the number is wrong.
-- message-vi: {indicator}: {value}%, lớn hơn 100%.
-- message-en: {indicator}: {value} %, more than 100 %.
-- example: "102% trường học đạt chuẩn quốc gia"
SELECT document, start, end, page, indicator, value FROM targets
WHERE document NOT IN (SELECT id FROM documents WHERE obtained = 'ocr')  -- a digit may be misread there
  AND measure = 'share' AND unit = '%' AND value > 100 AND op IN ('=', '>', '>=', '~')
  AND fold(quote) NOT LIKE '%dự toán%' AND fold(quote) NOT LIKE '%kế hoạch%' AND fold(quote) NOT LIKE '%so với%'
ORDER BY document, start;
