-- Source documents clause by clause; budget lines with their months. Money in whole yuan.
CREATE TABLE source_document (
    id              TEXT PRIMARY KEY,
    title           TEXT NOT NULL,
    rank            TEXT NOT NULL,
    document_number TEXT NOT NULL,
    issuer          TEXT NOT NULL,
    issued_on       TEXT,
    note            TEXT NOT NULL,
    deleted         INTEGER NOT NULL
) STRICT;

CREATE TABLE clause (
    id         TEXT PRIMARY KEY,
    document   TEXT NOT NULL REFERENCES source_document (id),
    number     TEXT NOT NULL,
    words      TEXT NOT NULL, -- the document's own
    rank       TEXT NOT NULL,
    section    TEXT NOT NULL,
    lead_unit  TEXT REFERENCES unit (id),
    coop_units TEXT NOT NULL,
    due_on     TEXT,
    due_text   TEXT NOT NULL,
    deleted    INTEGER NOT NULL
) STRICT;
CREATE INDEX clause_document ON clause (document);
CREATE INDEX clause_lead_unit ON clause (lead_unit);

CREATE TABLE clause_task (
    id      TEXT PRIMARY KEY,
    clause  TEXT NOT NULL REFERENCES clause (id),
    task    TEXT NOT NULL REFERENCES task (id),
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX clause_task_clause ON clause_task (clause);
CREATE INDEX clause_task_task ON clause_task (task);

CREATE TABLE budget_line (
    id       TEXT PRIMARY KEY,
    title    TEXT NOT NULL,
    rank     TEXT NOT NULL,
    side     TEXT NOT NULL CHECK (side IN ('income', 'spending')),
    year     INTEGER NOT NULL, -- 0 for none
    code     TEXT NOT NULL,
    unit     TEXT REFERENCES unit (id),
    budget   INTEGER, -- yuan
    adjusted INTEGER,
    contract INTEGER,
    task     TEXT REFERENCES task (id),
    note     TEXT NOT NULL,
    deleted  INTEGER NOT NULL
) STRICT;
CREATE INDEX budget_line_unit ON budget_line (unit);
CREATE INDEX budget_line_task ON budget_line (task);

CREATE TABLE budget_month (
    id           TEXT PRIMARY KEY,
    line         TEXT NOT NULL REFERENCES budget_line (id),
    period       TEXT NOT NULL,
    amount       INTEGER, -- yuan, cumulative
    physical     TEXT, -- percent
    source       TEXT NOT NULL,
    published_on TEXT,
    deleted      INTEGER NOT NULL
) STRICT;
CREATE INDEX budget_month_line ON budget_month (line);
