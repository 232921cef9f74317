-- The tables of kb.sqlite in layout 2.
PRAGMA user_version = 2;
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, path TEXT, sha256 TEXT, symbol TEXT, symbol_key TEXT, code TEXT, type TEXT, issuer TEXT, place TEXT, place_key TEXT,
  issued TEXT, title TEXT, signer TEXT, signer_role TEXT, recipients INTEGER, period_start TEXT, period_end TEXT,
  obtained TEXT, pages INTEGER, official INTEGER, effective TEXT, length INTEGER, first_paragraph INTEGER, last_paragraph INTEGER,
  identity_symbol TEXT, identity_issued TEXT, identity_from TEXT, copy_of TEXT, copy_evidence TEXT, replaced_by TEXT,
  paragraphs BLOB, packed BLOB, text TEXT GENERATED ALWAYS AS (unpack(packed)) VIRTUAL
);
CREATE TABLE sections (
  document TEXT, id TEXT, label TEXT, rank INTEGER, title TEXT, depth INTEGER, parent TEXT, start INTEGER, end INTEGER, page INTEGER
);
CREATE TABLE citations (
  document TEXT, id TEXT, symbol TEXT, symbol_key TEXT, realm TEXT, name TEXT, type TEXT, issued TEXT, issuer TEXT, title TEXT, relation TEXT,
  status TEXT, resolved TEXT, candidates TEXT, section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL
);
CREATE TABLE targets (
  document TEXT, id TEXT, indicator TEXT, indicator_id TEXT, op TEXT, value REAL, value_max REAL, unit TEXT, unit_key TEXT, amount REAL, amount_max REAL, due TEXT,
  measure TEXT, place TEXT, place_key TEXT, area TEXT, section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL
);
CREATE TABLE indicators (id TEXT PRIMARY KEY, name TEXT, dimension TEXT, direction TEXT, measure TEXT);
CREATE TABLE deadlines (
  document TEXT, id TEXT, start_date TEXT, end_date TEXT, recurrence TEXT, condition TEXT,
  section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL
);
CREATE TABLE tasks (
  document TEXT, id TEXT, product TEXT, start_date TEXT, end_date TEXT, recurrence TEXT, condition TEXT,
  section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL
);
CREATE TABLE task_units (
  document TEXT, task TEXT, role TEXT, position INTEGER, name TEXT, unit TEXT, body TEXT, valid_to TEXT, replaced_by TEXT
);
CREATE TABLE sums (document TEXT, start INTEGER, end INTEGER, page INTEGER, total INTEGER, parts TEXT, added INTEGER);
CREATE TABLE announced (document TEXT, start INTEGER, end INTEGER, label TEXT);
CREATE TABLE warnings (document TEXT, code TEXT, message TEXT, start INTEGER, end INTEGER);
CREATE TABLE signatures (
  document TEXT, position INTEGER, signed TEXT, signer TEXT, body TEXT, integrity TEXT, trusted INTEGER, reason TEXT
);
-- What the findings rest on beside the documents: waivers and checks, as hashes.
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT);
-- A paragraph: the row of the full-text index, and where it stands in its document, which knows its first and last.
CREATE TABLE paragraphs (id INTEGER PRIMARY KEY, start INTEGER, length INTEGER);
CREATE VIEW passages AS
  SELECT p.id, d.id AS document, p.start, p.start + p.length AS end, NULL AS page,
         (SELECT s.id FROM sections s WHERE s.document = d.id AND s.start <= p.start ORDER BY s.start DESC, s.rowid DESC LIMIT 1) AS section
  FROM paragraphs p JOIN documents d ON d.first_paragraph = (SELECT max(first_paragraph) FROM documents WHERE first_paragraph <= p.id);
-- A document that is cited but not here: all that is said of it.
CREATE VIEW stubs AS
  SELECT coalesce(symbol_key || CASE WHEN realm = '' THEN '' ELSE '@' || realm END, fold(name)) AS id, max(symbol) AS symbol, max(name) AS name,
         max(type) AS type, group_concat(DISTINCT issued) AS issued, group_concat(DISTINCT issuer) AS issuers, max(title) AS title,
         count(DISTINCT title) AS titles, count(DISTINCT document) AS cited_by, group_concat(DISTINCT document) AS documents
  FROM citations WHERE status <> 'resolved' AND coalesce(symbol_key, name) IS NOT NULL
  GROUP BY coalesce(symbol_key || CASE WHEN realm = '' THEN '' ELSE '@' || realm END, fold(name));
CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize="unicode61 remove_diacritics 2");
CREATE INDEX documents_by_symbol ON documents (symbol_key);
CREATE INDEX citations_by_symbol ON citations (symbol_key, document);
CREATE INDEX citations_by_document ON citations (document);
CREATE INDEX citations_by_type ON citations (type, issued) WHERE title IS NOT NULL AND symbol IS NOT NULL;
CREATE INDEX citations_by_target ON citations (resolved) WHERE resolved IS NOT NULL;
CREATE INDEX targets_by_indicator ON targets (indicator_id, due, place_key);
CREATE INDEX targets_by_document ON targets (document, indicator_id, due);
CREATE INDEX tasks_by_document ON tasks (document);
CREATE INDEX deadlines_by_document ON deadlines (document);
CREATE INDEX task_units_by_task ON task_units (document, task);
CREATE INDEX task_units_by_unit ON task_units (unit);
CREATE INDEX citations_by_confidence ON citations (confidence);
CREATE INDEX targets_by_confidence ON targets (confidence);
CREATE INDEX tasks_by_confidence ON tasks (confidence);
CREATE INDEX deadlines_by_confidence ON deadlines (confidence);
CREATE INDEX sections_by_document ON sections (document, parent);
CREATE INDEX documents_by_paragraph ON documents (first_paragraph);
