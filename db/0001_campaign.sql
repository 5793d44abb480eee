-- Schema 1: the campaign, its journal and the gate.
-- Days are ISO text, moments local ISO text with milliseconds, percent INTEGER, ranks fractional-indexing text.
-- Rows are never deleted, they are marked. Every table below `gate` is written through the gate only.

CREATE TABLE step (
    number        INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    site          TEXT NOT NULL,
    clock         TEXT NOT NULL,
    at            TEXT NOT NULL,
    actor         TEXT NOT NULL,
    label         TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo', 'merge')),
    undoes        TEXT REFERENCES step (id),
    previous_hash TEXT NOT NULL,
    hash          TEXT
) STRICT;
CREATE INDEX step_undoes ON step (undoes);
CREATE INDEX step_at ON step (at);

CREATE TABLE journal (
    seq        INTEGER NOT NULL,
    site       TEXT NOT NULL,
    step       TEXT NOT NULL REFERENCES step (id),
    table_name TEXT NOT NULL,
    row_id     TEXT NOT NULL,
    old        TEXT,
    new        TEXT NOT NULL,
    PRIMARY KEY (site, seq)
) STRICT;
CREATE INDEX journal_step ON journal (step);
CREATE INDEX journal_row ON journal (table_name, row_id);

CREATE TABLE gate (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    step TEXT
) STRICT;
INSERT INTO gate (id, step) VALUES (1, NULL);

CREATE TABLE campaign (
    id           TEXT PRIMARY KEY,
    title        TEXT NOT NULL,
    starts_on    TEXT NOT NULL,
    ends_on      TEXT NOT NULL,
    slogan       TEXT NOT NULL,
    command_post TEXT NOT NULL,
    map_unit     TEXT NOT NULL,
    lamp_scheme  TEXT NOT NULL,
    security     TEXT NOT NULL,
    preface      TEXT NOT NULL,
    unfiled      TEXT NOT NULL,
    emblem       TEXT NOT NULL, -- SVG
    deleted      INTEGER NOT NULL
) STRICT;

CREATE TABLE period (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('off', 'work', 'ban', 'key')),
    starts_on   TEXT NOT NULL,
    ends_on     TEXT NOT NULL,
    title       TEXT NOT NULL,
    actions     TEXT NOT NULL, -- codes of the actions that it holds for, space between; empty for all
    exempt      TEXT NOT NULL, -- codes of the tasks that it does not hold for
    stops       TEXT NOT NULL,
    alert_level INTEGER NOT NULL CHECK (alert_level BETWEEN 0 AND 3),
    deleted     INTEGER NOT NULL
) STRICT;

CREATE TABLE unit (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    rank       TEXT NOT NULL,
    short_name TEXT NOT NULL,
    deleted    INTEGER NOT NULL
) STRICT;
CREATE INDEX unit_name ON unit (name);
CREATE INDEX unit_short_name ON unit (short_name);

CREATE TABLE person (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    rank    TEXT NOT NULL,
    unit    TEXT REFERENCES unit (id),
    role    TEXT NOT NULL,
    phone   TEXT NOT NULL,
    is_personal INTEGER NOT NULL, -- the name is masked on walls
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX person_unit ON person (unit);
CREATE INDEX person_name ON person (name);

CREATE TABLE action (
    id          TEXT PRIMARY KEY,
    number      INTEGER NOT NULL,
    code        TEXT NOT NULL,
    title       TEXT NOT NULL,
    rank        TEXT NOT NULL,
    lead_leader TEXT NOT NULL,
    lead_unit   TEXT REFERENCES unit (id),
    colour      TEXT,
    limit_waiting  INTEGER NOT NULL, -- cards, 0 for no limit
    limit_moving   INTEGER NOT NULL,
    limit_checking INTEGER NOT NULL,
    is_archived INTEGER NOT NULL,
    deleted     INTEGER NOT NULL
) STRICT;
CREATE INDEX action_lead_unit ON action (lead_unit);

CREATE TABLE measure (
    id      TEXT PRIMARY KEY,
    action  TEXT NOT NULL REFERENCES action (id),
    number  INTEGER NOT NULL,
    title   TEXT NOT NULL,
    rank    TEXT NOT NULL,
    text    TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX measure_action ON measure (action);

CREATE TABLE task (
    id                   TEXT PRIMARY KEY,
    action               TEXT NOT NULL REFERENCES action (id),
    code                 TEXT NOT NULL UNIQUE,
    title                TEXT NOT NULL,
    rank                 TEXT NOT NULL,
    lane                 TEXT NOT NULL CHECK (lane IN ('waiting', 'moving', 'checking', 'struck_off')),
    measure              TEXT REFERENCES measure (id),
    detail               TEXT NOT NULL,
    source               TEXT NOT NULL,
    progress             INTEGER NOT NULL CHECK (progress BETWEEN 0 AND 100),
    start_on             TEXT,
    due_on               TEXT,
    due_text             TEXT NOT NULL,
    original_due_on      TEXT,
    extensions           INTEGER NOT NULL,
    extension_reason     TEXT NOT NULL,
    emphasis             TEXT CHECK (emphasis IN ('key', 'highlight')),
    responsible_unit     TEXT REFERENCES unit (id),
    coop_units           TEXT NOT NULL,
    owner                TEXT REFERENCES person (id),
    blocked              TEXT,
    visible_progress     TEXT NOT NULL,
    target_value         TEXT,
    target_unit          TEXT,
    assigned_on          TEXT,
    accepted_on          TEXT,
    reported_on          TEXT,
    finished_on          TEXT,
    struck_off_on        TEXT,
    rebound              INTEGER NOT NULL,
    lamp_override        TEXT,
    lamp_override_by     TEXT NOT NULL,
    lamp_override_reason TEXT NOT NULL,
    lamp_override_until  TEXT,
    counts_natural_days  INTEGER NOT NULL,
    follows_milestones   INTEGER NOT NULL,
    deleted              INTEGER NOT NULL
) STRICT;
CREATE INDEX task_cell ON task (action, lane);
CREATE INDEX task_measure ON task (measure);
CREATE INDEX task_responsible_unit ON task (responsible_unit);
CREATE INDEX task_owner ON task (owner);

CREATE TABLE milestone (
    id      TEXT PRIMARY KEY,
    task    TEXT NOT NULL REFERENCES task (id),
    title   TEXT NOT NULL,
    rank    TEXT NOT NULL,
    due_on  TEXT,
    done_on TEXT,
    weight  INTEGER NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX milestone_task ON milestone (task);

CREATE TABLE checklist_item (
    id      TEXT PRIMARY KEY,
    task    TEXT NOT NULL REFERENCES task (id),
    title   TEXT NOT NULL,
    rank    TEXT NOT NULL,
    done_on TEXT,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX checklist_item_task ON checklist_item (task);

CREATE TABLE instruction (
    id          TEXT PRIMARY KEY,
    task        TEXT NOT NULL REFERENCES task (id),
    leader      TEXT NOT NULL,
    given_on    TEXT NOT NULL,
    words       TEXT NOT NULL,
    due_on      TEXT,
    answer      TEXT NOT NULL,
    answered_on TEXT,
    deleted     INTEGER NOT NULL
) STRICT;
CREATE INDEX instruction_task ON instruction (task);

CREATE TABLE dependency (
    id          TEXT PRIMARY KEY,
    predecessor TEXT NOT NULL REFERENCES task (id),
    successor   TEXT NOT NULL REFERENCES task (id),
    kind        TEXT NOT NULL CHECK (kind IN ('fs', 'ss', 'ff')),
    lag         INTEGER NOT NULL, -- working days, negative for a lead
    deleted     INTEGER NOT NULL
) STRICT;
CREATE INDEX dependency_predecessor ON dependency (predecessor);
CREATE INDEX dependency_successor ON dependency (successor);

CREATE TABLE report (
    id          TEXT PRIMARY KEY,
    task        TEXT NOT NULL REFERENCES task (id),
    reported_on TEXT NOT NULL,
    progress    INTEGER NOT NULL CHECK (progress BETWEEN 0 AND 100),
    words       TEXT NOT NULL,
    reporter    TEXT NOT NULL,
    deleted     INTEGER NOT NULL
) STRICT;
CREATE INDEX report_task ON report (task);

CREATE TABLE baseline (
    id        TEXT PRIMARY KEY,
    title     TEXT NOT NULL,
    frozen_at TEXT NOT NULL, -- its contents are the journal's as of this moment
    deleted   INTEGER NOT NULL
) STRICT;

CREATE TABLE problem (
    id           TEXT PRIMARY KEY,
    number       INTEGER NOT NULL,
    title        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    level        TEXT NOT NULL CHECK (level IN ('department', 'command_post', 'commander')),
    solving_unit TEXT REFERENCES unit (id),
    raised_on    TEXT,
    promised_on  TEXT,
    solved_on    TEXT,
    outcome      TEXT NOT NULL,
    deleted      INTEGER NOT NULL
) STRICT;
CREATE INDEX problem_solving_unit ON problem (solving_unit);

CREATE TABLE problem_task (
    id      TEXT PRIMARY KEY,
    problem TEXT NOT NULL REFERENCES problem (id),
    task    TEXT NOT NULL REFERENCES task (id),
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX problem_task_problem ON problem_task (problem);
CREATE INDEX problem_task_task ON problem_task (task);

CREATE TABLE attachment (
    id        TEXT PRIMARY KEY,
    task      TEXT NOT NULL REFERENCES task (id),
    title     TEXT NOT NULL,
    file_name TEXT NOT NULL, -- in the folder beside the campaign file
    size      INTEGER NOT NULL,
    sha256    TEXT NOT NULL,
    added_on  TEXT NOT NULL,
    added_by  TEXT NOT NULL,
    deleted   INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_task ON attachment (task);

CREATE TABLE edition (
    id          TEXT PRIMARY KEY,
    sheet       TEXT NOT NULL,
    title       TEXT NOT NULL,
    number      INTEGER NOT NULL CHECK (number > 0),
    data_until  TEXT NOT NULL,
    since       TEXT NOT NULL, -- the moment that it reports from
    paper       TEXT NOT NULL,
    theme       TEXT NOT NULL,
    masking     TEXT NOT NULL CHECK (masking IN ('marked', 'all', 'none')), -- whose names are masked
    sha256      TEXT NOT NULL, -- of the PDF as it was issued
    details     TEXT NOT NULL, -- everything that was chosen, as JSON
    deleted     INTEGER NOT NULL
) STRICT;

CREATE TABLE posting (
    id         TEXT PRIMARY KEY,
    sheet      TEXT NOT NULL,
    title      TEXT NOT NULL,
    data_until TEXT NOT NULL, -- what hung on the wall is the journal's as of this moment
    paper      TEXT NOT NULL,
    place      TEXT NOT NULL, -- where it hangs
    deleted    INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_view (
    id      TEXT PRIMARY KEY,
    title   TEXT NOT NULL,
    rank    TEXT NOT NULL,
    wanted  TEXT NOT NULL, -- the filter, as JSON
    deleted INTEGER NOT NULL
) STRICT;
