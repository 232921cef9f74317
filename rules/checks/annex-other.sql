-- id: annex-other
-- severity: warning
-- rests: text
-- scope: document
-- vi: Phụ lục ghi kèm theo văn bản có số hoặc ngày khác
-- en: An annex that names its document by another number or date
-- why-vi: Dòng "Kèm theo ..." ở đầu phụ lục không khớp số, ký hiệu hoặc ngày ở đầu văn bản.
-- why-en: The line "Kèm theo ..." above an annex does not agree with the number, symbol or date at the head of the document.
-- message-vi: Phụ lục ghi kèm theo {said}; đầu văn bản ghi {fits}.
-- message-en: The annex says that it belongs to {said}; the letterhead says {fits}.
-- example: "(Kèm theo Quyết định số 96/QĐ-UBND ngày 21/12/2026 ...)" below a decision of 21/11/2026
SELECT document, start, end, NULL AS page, said, fits FROM faults WHERE kind = 'annex-other'
  AND document NOT IN (SELECT id FROM documents WHERE obtained = 'ocr')  -- a digit may be misread there
ORDER BY document, start;
