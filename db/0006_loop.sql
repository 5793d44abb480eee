-- The loop of a task: who handed it on when, on what conditions it is struck off, who owes a report, and what is looked at again.
CREATE TABLE strike_rule (
    id                 TEXT PRIMARY KEY,
    title              TEXT NOT NULL,
    rank               TEXT NOT NULL,
    action             TEXT REFERENCES action (id), -- NULL: for every action that has no rule of its own
    evidence           INTEGER NOT NULL, -- least number of attachments
    needs_check        INTEGER NOT NULL,
    needs_second       INTEGER NOT NULL, -- who checks is not who claimed
    needs_checklist    INTEGER NOT NULL,
    needs_answers      INTEGER NOT NULL,
    publicity_days     INTEGER NOT NULL, -- natural days
    approver           TEXT NOT NULL,
    steps              TEXT NOT NULL, -- one a line, in order
    recheck_days       TEXT NOT NULL, -- natural days after 销号, such as 30、90、180
    deleted            INTEGER NOT NULL
) STRICT;
CREATE INDEX strike_rule_action ON strike_rule (action);

CREATE TABLE report_rule (
    id            TEXT PRIMARY KEY,
    title         TEXT NOT NULL,
    rank          TEXT NOT NULL,
    every         TEXT NOT NULL,
    day           INTEGER NOT NULL, -- weekday 1 … 7 or day of the month
    action        TEXT REFERENCES action (id), -- NULL: for every action that has no rule of its own
    emphasis      TEXT, -- NULL: for all tasks
    chronic_after INTEGER NOT NULL, -- so many days missed in a row are chronic silence
    deleted       INTEGER NOT NULL
) STRICT;
CREATE INDEX report_rule_action ON report_rule (action);

CREATE TABLE hand_over (
    id      TEXT PRIMARY KEY,
    task    TEXT NOT NULL REFERENCES task (id),
    deed    TEXT NOT NULL,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL,
    round   INTEGER NOT NULL,
    unit    TEXT REFERENCES unit (id),
    words   TEXT NOT NULL,
    until   TEXT,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX hand_over_task ON hand_over (task);
CREATE INDEX hand_over_unit ON hand_over (unit);

CREATE TABLE recheck (
    id         TEXT PRIMARY KEY,
    task       TEXT NOT NULL REFERENCES task (id),
    due_on     TEXT NOT NULL,
    round      INTEGER NOT NULL,
    checked_on TEXT,
    is_firm    INTEGER NOT NULL,
    words      TEXT NOT NULL,
    checker    TEXT NOT NULL,
    deleted    INTEGER NOT NULL
) STRICT;
CREATE INDEX recheck_task ON recheck (task);

ALTER TABLE task ADD COLUMN strike_rule TEXT REFERENCES strike_rule (id);
ALTER TABLE task ADD COLUMN paused_on TEXT;
ALTER TABLE task ADD COLUMN paused_until TEXT;
ALTER TABLE task ADD COLUMN pause_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX task_strike_rule ON task (strike_rule);
ALTER TABLE report ADD COLUMN is_nil INTEGER NOT NULL DEFAULT 0;
