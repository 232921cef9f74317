-- The tables of kb.sqlite in layout 3.
PRAGMA user_version = 3;
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE, path TEXT, sha256 TEXT, symbol TEXT, symbol_key TEXT, code TEXT, type TEXT, issuer TEXT, place TEXT, place_key TEXT,
  issued TEXT, title TEXT, signer TEXT, signer_role TEXT, recipients INTEGER, period_start TEXT, period_end TEXT,
  obtained TEXT, pages INTEGER, official INTEGER, effective TEXT, length INTEGER, first_block INTEGER, last_block INTEGER,
  identity_symbol TEXT, identity_issued TEXT, identity_from TEXT, copy_of TEXT, copy_evidence TEXT, replaced_by TEXT,
  paragraphs BLOB, text TEXT GENERATED ALWAYS AS (text_of(id)) VIRTUAL
);

CREATE TABLE kept_sections (document INTEGER, position INTEGER, id TEXT, label TEXT, rank INTEGER, title TEXT, depth INTEGER, parent TEXT, start INTEGER, end INTEGER, page INTEGER, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE VIEW sections AS SELECT d.id AS document, k.id, k.label, k.rank, k.title, k.depth, k.parent, k.start, k.end, k.page FROM kept_sections k JOIN documents d ON d.number = k.document;

CREATE TABLE kept_citations (document INTEGER, position INTEGER, id TEXT, symbol TEXT, symbol_key TEXT, realm TEXT, name TEXT, type TEXT, issued TEXT, issuer TEXT, title TEXT, relation TEXT, status TEXT, resolved TEXT, candidates TEXT, section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE VIEW citations AS SELECT d.id AS document, k.id, k.symbol, k.symbol_key, k.realm, k.name, k.type, k.issued, k.issuer, k.title, k.relation, k.status, k.resolved, k.candidates, k.section, k.quote, k.start, k.end, k.page, k.confidence FROM kept_citations k JOIN documents d ON d.number = k.document;

CREATE TABLE kept_targets (document INTEGER, position INTEGER, id TEXT, indicator TEXT, indicator_id TEXT, op TEXT, value REAL, value_max REAL, unit TEXT, unit_key TEXT, amount REAL, amount_max REAL, due TEXT, measure TEXT, place TEXT, place_key TEXT, area TEXT, section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE VIEW targets AS SELECT d.id AS document, k.id, k.indicator, k.indicator_id, k.op, k.value, k.value_max, k.unit, k.unit_key, k.amount, k.amount_max, k.due, k.measure, k.place, k.place_key, k.area, k.section, k.quote, k.start, k.end, k.page, k.confidence FROM kept_targets k JOIN documents d ON d.number = k.document;

CREATE TABLE kept_deadlines (document INTEGER, position INTEGER, id TEXT, start_date TEXT, end_date TEXT, recurrence TEXT, condition TEXT, section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE VIEW deadlines AS SELECT d.id AS document, k.id, k.start_date, k.end_date, k.recurrence, k.condition, k.section, k.quote, k.start, k.end, k.page, k.confidence FROM kept_deadlines k JOIN documents d ON d.number = k.document;

CREATE TABLE kept_tasks (document INTEGER, position INTEGER, id TEXT, product TEXT, start_date TEXT, end_date TEXT, recurrence TEXT, condition TEXT, section TEXT, quote TEXT, start INTEGER, end INTEGER, page INTEGER, confidence REAL, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE VIEW tasks AS SELECT d.id AS document, k.id, k.product, k.start_date, k.end_date, k.recurrence, k.condition, k.section, k.quote, k.start, k.end, k.page, k.confidence FROM kept_tasks k JOIN documents d ON d.number = k.document;

CREATE TABLE kept_sums (document INTEGER, position INTEGER, start INTEGER, end INTEGER, page INTEGER, total INTEGER, parts TEXT, added INTEGER, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE VIEW sums AS SELECT d.id AS document, k.start, k.end, k.page, k.total, k.parts, k.added FROM kept_sums k JOIN documents d ON d.number = k.document;

CREATE TABLE kept_announced (document INTEGER, position INTEGER, start INTEGER, end INTEGER, label TEXT, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE VIEW announced AS SELECT d.id AS document, k.start, k.end, k.label FROM kept_announced k JOIN documents d ON d.number = k.document;

CREATE TABLE kept_faults (document INTEGER, position INTEGER, kind TEXT, start INTEGER, end INTEGER, said TEXT, fits TEXT, start_b INTEGER, end_b INTEGER, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE VIEW faults AS SELECT d.id AS document, k.kind, k.start, k.end, k.said, k.fits, k.start_b, k.end_b FROM kept_faults k JOIN documents d ON d.number = k.document;

CREATE TABLE kept_warnings (document INTEGER, position INTEGER, code TEXT, message TEXT, start INTEGER, end INTEGER, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE VIEW warnings AS SELECT d.id AS document, k.code, k.message, k.start, k.end FROM kept_warnings k JOIN documents d ON d.number = k.document;

CREATE TABLE kept_signatures (document INTEGER, position INTEGER, signed TEXT, signer TEXT, body TEXT, integrity TEXT, trusted INTEGER, reason TEXT, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE VIEW signatures AS SELECT d.id AS document, k.position, k.signed, k.signer, k.body, k.integrity, k.trusted, k.reason FROM kept_signatures k JOIN documents d ON d.number = k.document;

CREATE TABLE indicators (id TEXT PRIMARY KEY, name TEXT, dimension TEXT, direction TEXT, measure TEXT);
-- Who is named in tasks: the same names come back again and again. The number tells the content (packing.number_of).
CREATE TABLE names (number INTEGER PRIMARY KEY, name TEXT, unit TEXT, body TEXT, valid_to TEXT, replaced_by TEXT);
CREATE TABLE kept_task_units (
  document INTEGER, task TEXT, role TEXT, position INTEGER, name INTEGER, PRIMARY KEY (document, task, role, position)
) WITHOUT ROWID;
CREATE VIEW task_units AS
  SELECT d.id AS document, k.task, k.role, k.position, n.name, n.unit, n.body, n.valid_to, n.replaced_by
  FROM kept_task_units k JOIN documents d ON d.number = k.document JOIN names n ON n.number = k.name;
-- What the findings rest on beside the documents: waivers and checks, as hashes.
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT);
-- A document that is cited but not here: all that is said of it.
CREATE VIEW stubs AS
  SELECT coalesce(symbol_key || CASE WHEN realm = '' THEN '' ELSE '@' || realm END, fold(name)) AS id, max(symbol) AS symbol, max(name) AS name,
         max(type) AS type, group_concat(DISTINCT issued) AS issued, group_concat(DISTINCT issuer) AS issuers, max(title) AS title,
         count(DISTINCT title) AS titles, count(DISTINCT document) AS cited_by, group_concat(DISTINCT document) AS documents
  FROM citations WHERE status <> 'resolved' AND coalesce(symbol_key, name) IS NOT NULL
  GROUP BY coalesce(symbol_key || CASE WHEN realm = '' THEN '' ELSE '@' || realm END, fold(name));
-- The words of blocks (packing.blocks_of), without their text and places: these stand in the files of the documents.
CREATE VIRTUAL TABLE search USING fts5(words, content='', detail=none, columnsize=0, tokenize="unicode61 remove_diacritics 2");
