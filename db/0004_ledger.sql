-- Ledgers: kinds of thing that are told by rows. An entry's values are one JSON object by field id.
CREATE TABLE ledger (
    id          TEXT PRIMARY KEY,
    code        TEXT NOT NULL,
    title       TEXT NOT NULL,
    rank        TEXT NOT NULL,
    noun        TEXT NOT NULL,
    counter     TEXT NOT NULL,
    one_word    TEXT NOT NULL,
    action      TEXT REFERENCES action (id),
    parent      TEXT REFERENCES ledger (id),
    title_field TEXT NOT NULL,
    key_fields  TEXT NOT NULL, -- keys of fields, space between
    stage_field TEXT NOT NULL,
    is_personal INTEGER NOT NULL,
    rates       TEXT NOT NULL, -- JSON
    template    TEXT NOT NULL,
    deleted     INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_action ON ledger (action);
CREATE INDEX ledger_parent ON ledger (parent);

CREATE TABLE ledger_field (
    id          TEXT PRIMARY KEY,
    ledger      TEXT NOT NULL REFERENCES ledger (id),
    key         TEXT NOT NULL,
    title       TEXT NOT NULL,
    type        TEXT NOT NULL,
    rank        TEXT NOT NULL,
    options     TEXT NOT NULL, -- JSON
    unit        TEXT NOT NULL,
    section     TEXT NOT NULL,
    hint        TEXT NOT NULL,
    width       INTEGER NOT NULL,
    is_required INTEGER NOT NULL,
    is_masked   INTEGER NOT NULL,
    in_list     INTEGER NOT NULL,
    in_print    INTEGER NOT NULL,
    deleted     INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_field_ledger ON ledger_field (ledger);

CREATE TABLE entry (
    id       TEXT PRIMARY KEY,
    ledger   TEXT NOT NULL REFERENCES ledger (id),
    rank     TEXT NOT NULL,
    title    TEXT NOT NULL,
    code     TEXT NOT NULL,
    stage    TEXT NOT NULL,
    stage_on TEXT,
    furthest TEXT NOT NULL, -- the stage furthest along the road that it ever came to
    parent   TEXT REFERENCES entry (id),
    data     TEXT NOT NULL,
    unread   INTEGER NOT NULL, -- how many values could not be read
    deleted  INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_place ON entry (ledger, deleted, rank, id);
CREATE INDEX entry_stage ON entry (ledger, deleted, stage);
CREATE INDEX entry_furthest ON entry (ledger, deleted, furthest);
CREATE INDEX entry_code ON entry (ledger, code) WHERE code <> '';
CREATE INDEX entry_unread ON entry (ledger) WHERE unread > 0;
CREATE INDEX entry_parent ON entry (parent);

CREATE TABLE entry_link (
    id           TEXT PRIMARY KEY,
    entry        TEXT NOT NULL REFERENCES entry (id),
    field        TEXT NOT NULL REFERENCES ledger_field (id),
    target_table TEXT NOT NULL,
    target_id    TEXT NOT NULL,
    deleted      INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_link_entry ON entry_link (entry);
CREATE INDEX entry_link_field ON entry_link (field);
CREATE INDEX entry_link_target ON entry_link (target_table, target_id);

CREATE TABLE tally (
    id      TEXT PRIMARY KEY,
    ledger  TEXT NOT NULL REFERENCES ledger (id),
    title   TEXT NOT NULL,
    rank    TEXT NOT NULL,
    figure  TEXT NOT NULL CHECK (figure IN ('count', 'sum')),
    field   TEXT NOT NULL,
    wanted  TEXT NOT NULL, -- JSON
    target  TEXT,
    unit    TEXT NOT NULL,
    task    TEXT REFERENCES task (id),
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX tally_ledger ON tally (ledger);
CREATE INDEX tally_task ON tally (task);

CREATE TABLE unmasking (
    id      TEXT PRIMARY KEY,
    ledger  TEXT NOT NULL REFERENCES ledger (id),
    reason  TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    seen_by TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX unmasking_ledger ON unmasking (ledger);
