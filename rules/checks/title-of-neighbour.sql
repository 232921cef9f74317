-- id: title-of-neighbour
-- severity: warning
-- vi: Văn bản được dẫn với trích yếu của văn bản dẫn bên cạnh
-- en: A document cited with the title of the one cited beside it
-- why-vi: Ở chỗ khác, trích yếu này thuộc văn bản kia, còn văn bản này có trích yếu khác: số, ký hiệu hoặc trích yếu bị tráo.
-- why-en: Elsewhere this title belongs to the other document, and this one has another: their numbers or titles were exchanged.
-- message-vi: {symbol} ghi “{title}”, ở chỗ khác đó là trích yếu của {neighbour}; {symbol} là “{title_b}”.
-- message-en: {symbol} is cited as “{title}”, which elsewhere is the title of {neighbour}; {symbol} is “{title_b}”.
-- example: 471/QĐ-UBND "về giá dịch vụ" beside 472/QĐ-UBND, which elsewhere is the one on prices
WITH dated AS NOT MATERIALIZED (
  -- Numbers without a year begin anew each year.
  SELECT document, symbol, symbol_key, realm, title, start, end, page, CASE WHEN symbol_key GLOB '*/20[0-9][0-9]/*' THEN '' ELSE issued END AS day
  FROM citations WHERE symbol IS NOT NULL AND length(title) >= 25
), named AS (
  SELECT document, symbol, symbol_key, realm, day, title, start, end, page, count(*) OVER w AS places,
         row_number() OVER (PARTITION BY symbol_key, realm, day, title ORDER BY document, start) AS first
  FROM dated WHERE day IS NOT NULL WINDOW w AS (PARTITION BY symbol_key, realm, day, title)
), told AS (
  SELECT * FROM named WHERE first = 1
), two AS MATERIALIZED (
  SELECT a.*, b.title AS title_b, b.places > a.places AS odd
  FROM (SELECT symbol_key, realm, day FROM told GROUP BY 1, 2, 3 HAVING count(*) > 1) s
  JOIN named a ON a.symbol_key = s.symbol_key AND a.realm = s.realm AND a.day = s.day
  JOIN told b ON b.symbol_key = a.symbol_key AND b.realm = a.realm AND b.day = a.day AND b.title <> a.title
  WHERE alike(a.title, b.title) < 0.5
), swapped AS (
  SELECT t.document, t.start, t.end, t.page, z.document AS document_b, z.start AS start_b, z.end AS end_b, z.page AS page_b,
         t.symbol, t.title, t.title_b, z.symbol AS neighbour,
         -- One finding a pair of documents: where the fewest places tell it so.
         row_number() OVER (PARTITION BY min(t.symbol_key, z.symbol_key), max(t.symbol_key, z.symbol_key), t.realm, z.realm, t.day, z.day
                            ORDER BY t.places, t.document, t.start, z.document, z.start) AS once
  FROM two t JOIN named y ON y.document = t.document AND y.symbol_key <> t.symbol_key
  JOIN told z ON z.symbol_key = y.symbol_key AND z.realm = y.realm AND z.day = y.day AND z.document <> t.document
  WHERE alike(t.title, z.title) >= 0.9 AND min(length(t.title), length(z.title)) * 5 >= max(length(t.title), length(z.title)) * 4
    AND alike(t.title, y.title) < 0.9  -- amending documents bear the same title as others of their kind
    -- One odd title may be words that only looked like one: most places tell the other, or both titles were exchanged.
    AND (t.odd OR alike(y.title, t.title_b) >= 0.9)
)
SELECT document, start, end, page, document_b, start_b, end_b, page_b, symbol, title, title_b, neighbour
FROM swapped WHERE once = 1 ORDER BY document, start;
