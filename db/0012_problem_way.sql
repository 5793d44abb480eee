-- The way of a 卡点 (问题直通车): who raised it and what is needed, how it rose, was answered and confirmed, and its batch.
CREATE TABLE escalation_rule (
    id                TEXT PRIMARY KEY,
    title             TEXT NOT NULL,
    rank              TEXT NOT NULL,
    kind              TEXT, -- NULL: for every kind without a rule of its own
    department_days   INTEGER NOT NULL, -- working days at a level before it rises by itself, 0 for never
    command_post_days INTEGER NOT NULL,
    deleted           INTEGER NOT NULL
) STRICT;

CREATE TABLE problem_batch (
    id      TEXT PRIMARY KEY,
    number  INTEGER NOT NULL,
    formed_on TEXT NOT NULL,
    words   TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;

CREATE TABLE problem_step (
    id      TEXT PRIMARY KEY,
    problem TEXT NOT NULL REFERENCES problem (id),
    deed    TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL,
    level   TEXT NOT NULL, -- at which it stands afterwards
    words   TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX problem_step_problem ON problem_step (problem);

ALTER TABLE problem ADD COLUMN raised_by TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN raising_unit TEXT REFERENCES unit (id);
ALTER TABLE problem ADD COLUMN needs TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN is_red INTEGER NOT NULL DEFAULT 0;
ALTER TABLE problem ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN answered_on TEXT;
ALTER TABLE problem ADD COLUMN answered_by TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN sent_back INTEGER NOT NULL DEFAULT 0;
ALTER TABLE problem ADD COLUMN batch TEXT REFERENCES problem_batch (id);
CREATE INDEX problem_raising_unit ON problem (raising_unit);
CREATE INDEX problem_batch_of ON problem (batch);
