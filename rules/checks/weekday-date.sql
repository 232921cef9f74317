-- id: weekday-date
-- severity: warning
-- rests: text
-- scope: document
-- vi: Thứ trong tuần không khớp ngày
-- en: A weekday that does not fit its date
-- why-vi: Người nhận không biết phải theo thứ hay theo ngày: một trong hai bị ghi sai.
-- why-en: Readers cannot tell whether the weekday or the date holds: one of the two is wrong.
-- message-vi: Ghi “{said}”, nhưng ngày này là {fits}.
-- message-en: It says “{said}”, but that day is {fits}.
-- example: "Thứ Hai, ngày 25/8/2026", which is a Tuesday
SELECT document, start, end, NULL AS page, said, fits FROM faults WHERE kind = 'weekday'
  AND document NOT IN (SELECT id FROM documents WHERE obtained = 'ocr')  -- a digit may be misread there
ORDER BY document, start;
