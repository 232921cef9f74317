-- id: period-mismatch
-- severity: note
-- scope: document
-- vi: Giai đoạn hoặc năm trong mục khác với tên kế hoạch
-- en: A heading with another period or year than the plan
-- why-vi: Mục ghi giai đoạn hoặc năm đã qua so với thời kỳ của kế hoạch: thường là chữ còn sót từ kế hoạch trước.
-- why-en: A heading names a period or year before the plan's own: usually left over from an earlier plan.
-- message-vi: Mục này ghi {years}, kế hoạch cho {period_start} - {period_end}.
-- message-en: This heading says {years}; the plan is for {period_start} - {period_end}.
-- example: "III. NHIỆM VỤ NĂM 2025" in a plan for 2026
WITH named AS (
  SELECT s.document, s.start, s.end, s.page, s.title, d.period_start, d.period_end,
         CASE WHEN fold(s.title) GLOB '*giai đoạn 20[0-9][0-9] - 20[0-9][0-9]*' THEN substr(fold(s.title), instr(fold(s.title), 'giai đoạn ') + 10, 11)
              WHEN fold(s.title) GLOB '*năm 20[0-9][0-9]*' THEN substr(fold(s.title), instr(fold(s.title), 'năm 20') + 4, 4) END AS years
  FROM sections s JOIN documents d ON d.id = s.document
  WHERE d.period_start IS NOT NULL AND d.type IN ('KH', 'CTr')
)
SELECT document, start, end, page, years, period_start, period_end FROM named
WHERE years IS NOT NULL AND substr(years, -4) < period_start
  AND fold(title) NOT LIKE '%kết quả%' AND fold(title) NOT LIKE '%đánh giá%' AND fold(title) NOT LIKE '%tình hình%' AND fold(title) NOT LIKE '%thực trạng%'
  AND fold(title) NOT LIKE '%số %/%'
ORDER BY document, start;
