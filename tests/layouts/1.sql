-- The tables of kb.sqlite in layout 1 (version 0.1.0), before layouts were numbered.
CREATE TABLE documents (
  id TEXT PRIMARY KEY, path TEXT, sha256 TEXT, symbol TEXT, code TEXT, type TEXT, issuer TEXT, place TEXT, place_key TEXT,
  issued TEXT, title TEXT, signer TEXT, signer_role TEXT, recipients INTEGER, period_start TEXT, period_end TEXT,
  obtained TEXT, pages INTEGER, official INTEGER, identity_symbol TEXT, identity_issued TEXT, identity_from TEXT, text TEXT,
  copy_of TEXT, copy_evidence TEXT, replaced_by TEXT, effective TEXT
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
CREATE TABLE passages (id INTEGER PRIMARY KEY, document TEXT, start INTEGER, end INTEGER, section TEXT, page INTEGER);
-- A document that is cited but not here: all that is said of it.
CREATE VIEW stubs AS
  SELECT coalesce(symbol_key || CASE WHEN realm = '' THEN '' ELSE '@' || realm END, fold(name)) AS id, max(symbol) AS symbol, max(name) AS name,
         max(type) AS type, group_concat(DISTINCT issued) AS issued, group_concat(DISTINCT issuer) AS issuers, max(title) AS title,
         count(DISTINCT title) AS titles, count(DISTINCT document) AS cited_by, group_concat(DISTINCT document) AS documents
  FROM citations WHERE status <> 'resolved' AND coalesce(symbol_key, name) IS NOT NULL
  GROUP BY coalesce(symbol_key || CASE WHEN realm = '' THEN '' ELSE '@' || realm END, fold(name));
CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize="unicode61 remove_diacritics 2");
CREATE INDEX citations_by_symbol ON citations (symbol_key, document);
CREATE INDEX citations_by_document ON citations (document);
CREATE INDEX citations_by_type ON citations (type, issued);
CREATE INDEX citations_by_target ON citations (resolved);
CREATE INDEX targets_by_indicator ON targets (indicator_id, due, place_key);
CREATE INDEX targets_by_document ON targets (document, indicator_id, due);
CREATE INDEX tasks_by_document ON tasks (document);
CREATE INDEX deadlines_by_document ON deadlines (document);
CREATE INDEX task_units_by_task ON task_units (document, task);
CREATE INDEX task_units_by_unit ON task_units (unit);
CREATE INDEX sections_by_document ON sections (document, parent);
