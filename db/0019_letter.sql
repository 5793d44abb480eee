-- Letters (公文): drawn up from the facts, numbered per kind and year when they are signed, followed until they are closed.
CREATE TABLE letter (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,
    state         TEXT NOT NULL,
    code          TEXT NOT NULL, -- 机关代字
    year          INTEGER NOT NULL,
    number        INTEGER NOT NULL, -- 0 until it is signed
    title         TEXT NOT NULL,
    addressee     TEXT NOT NULL,
    body          TEXT NOT NULL, -- a paragraph a line
    basis         TEXT NOT NULL,
    copies        TEXT NOT NULL,
    contact       TEXT NOT NULL,
    unit          TEXT REFERENCES unit (id),
    task          TEXT REFERENCES task (id),
    escalated_from TEXT REFERENCES letter (id),
    drafted_on    TEXT NOT NULL,
    drafted_by    TEXT NOT NULL,
    signer        TEXT NOT NULL,
    issued_on     TEXT,
    delivered_on  TEXT,
    delivered_how TEXT NOT NULL,
    received_on   TEXT,
    received_by   TEXT NOT NULL,
    answer_due_on TEXT,
    answer        TEXT NOT NULL,
    answered_on   TEXT,
    closed_on     TEXT,
    outcome       TEXT NOT NULL,
    deleted       INTEGER NOT NULL
) STRICT;
CREATE INDEX letter_number ON letter (kind, year, number);
CREATE INDEX letter_unit ON letter (unit);
CREATE INDEX letter_task ON letter (task);
CREATE INDEX letter_escalated_from ON letter (escalated_from);
