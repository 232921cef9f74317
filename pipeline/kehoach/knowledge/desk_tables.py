"""The tables of ``desk.sqlite`` (desk.py): what lists show, filter and sort by."""

VERSION = "5"  # raised with every change of these tables: a desk of another version is made anew
DDL = """
CREATE TABLE made (stamp TEXT, follow_up INTEGER);
CREATE TABLE documents (
  id TEXT PRIMARY KEY, name TEXT, symbol TEXT, type TEXT, issuer TEXT, issued TEXT, title TEXT, path TEXT, file TEXT, place TEXT, copy_of TEXT, replaced_by TEXT,
  period_start TEXT, period_end TEXT, tasks INTEGER, targets INTEGER, doubts INTEGER, grave INTEGER DEFAULT 0, words TEXT, written INTEGER
);
CREATE TABLE tasks (
  document TEXT, id TEXT, name TEXT, file TEXT, quote TEXT, sentence TEXT, lead TEXT, support TEXT, product TEXT, start_date TEXT, end_date TEXT, recurrence TEXT,
  condition TEXT, period_end TEXT, due TEXT, again INTEGER, page INTEGER, start INTEGER, confidence REAL, issued TEXT, place TEXT, words TEXT,
  status TEXT DEFAULT 'open', note TEXT, proof TEXT, changed_by TEXT, changed_on TEXT, PRIMARY KEY (document, id)
);
CREATE VIRTUAL TABLE task_search USING fts5(words, content='tasks', content_rowid='rowid', detail='none', columnsize=0, tokenize="unicode61");
CREATE TABLE task_units (task INTEGER, role TEXT, unit TEXT, PRIMARY KEY (unit, task, role)) WITHOUT ROWID;  -- task: the row of tasks
CREATE TABLE unit_names (words TEXT, unit TEXT, PRIMARY KEY (words, unit)) WITHOUT ROWID;  -- every way a unit is written
CREATE TABLE units (id TEXT PRIMARY KEY, name TEXT, place TEXT, leads INTEGER, supports INTEGER, words TEXT) WITHOUT ROWID;
CREATE TABLE targets (
  document TEXT, id TEXT, name TEXT, indicator TEXT, label TEXT, op TEXT, value REAL, value_max REAL, unit TEXT, unit_key TEXT, amount REAL, due TEXT, year TEXT,
  measure TEXT, place TEXT, area TEXT, page INTEGER, start INTEGER, quote TEXT, confidence REAL, place_words TEXT, wording TEXT, whose TEXT, PRIMARY KEY (document, id)
);
CREATE TABLE indicators (
  id TEXT PRIMARY KEY, label TEXT, documents INTEGER, targets INTEGER, years INTEGER, disagree INTEGER DEFAULT 0, words TEXT
) WITHOUT ROWID;
CREATE TABLE findings (id TEXT PRIMARY KEY, rank INTEGER, "check" TEXT, severity TEXT, waived INTEGER, words TEXT, json BLOB);
CREATE TABLE evidence (document TEXT, finding TEXT, start INTEGER, PRIMARY KEY (document, finding, start)) WITHOUT ROWID;
CREATE TABLE ledger (path TEXT, words TEXT, outcome TEXT, document TEXT, reason TEXT, hint TEXT, obtained TEXT, pages INTEGER, characters INTEGER, doubts INTEGER);
"""
INDEXES = """
-- All that tells when a task falls due and how far it is: counts and pages are found here, without the wide rows.
CREATE INDEX tasks_by_time ON tasks (document, start, due, again, start_date, end_date, recurrence, condition, period_end, status, issued, place, id);
CREATE INDEX tasks_by_file ON tasks (file, start);
CREATE INDEX task_units_by_task ON task_units (task, role, unit);
CREATE INDEX tasks_without_lead ON tasks (document, id) WHERE lead = '';
CREATE INDEX targets_by_indicator ON targets (indicator, year);
CREATE INDEX findings_by_check ON findings ("check", rank);
CREATE INDEX findings_by_rank ON findings (rank, severity, "check", waived);
CREATE INDEX documents_by_day ON documents (issued);
CREATE INDEX ledger_by_document ON ledger (document);
CREATE INDEX targets_by_place ON targets (document, start);
"""
