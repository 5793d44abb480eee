-- The command post meets: series of meetings, their agendas' decisions, and who holds which office in it.
CREATE TABLE meeting_series (
    id       TEXT PRIMARY KEY,
    title    TEXT NOT NULL,
    rank     TEXT NOT NULL,
    grouping TEXT NOT NULL,
    minutes  INTEGER NOT NULL, -- for each leader or action
    chair    TEXT NOT NULL,
    place    TEXT NOT NULL,
    deleted  INTEGER NOT NULL
) STRICT;

CREATE TABLE meeting (
    id        TEXT PRIMARY KEY,
    series    TEXT NOT NULL REFERENCES meeting_series (id),
    number    INTEGER NOT NULL,
    held_on   TEXT NOT NULL,
    time      TEXT NOT NULL,
    place     TEXT NOT NULL,
    chair     TEXT NOT NULL,
    keeper    TEXT NOT NULL,
    present   TEXT NOT NULL,
    absent    TEXT NOT NULL,
    observers TEXT NOT NULL,
    closed_on TEXT,
    letter    TEXT REFERENCES letter (id), -- its 会议纪要
    deleted   INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_series_of ON meeting (series);
CREATE INDEX meeting_letter ON meeting (letter);

CREATE TABLE decision (
    id          TEXT PRIMARY KEY,
    meeting     TEXT NOT NULL REFERENCES meeting (id),
    number      INTEGER NOT NULL,
    words       TEXT NOT NULL, -- as they were spoken
    kind        TEXT NOT NULL,
    unit        TEXT REFERENCES unit (id),
    due_on      TEXT,
    task        TEXT REFERENCES task (id),
    instruction TEXT REFERENCES instruction (id),
    problem     TEXT REFERENCES problem (id),
    decided_on  TEXT NOT NULL,
    closed_on   TEXT,
    outcome     TEXT NOT NULL,
    deleted     INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_meeting ON decision (meeting);
CREATE INDEX decision_unit ON decision (unit);
CREATE INDEX decision_task ON decision (task);
CREATE INDEX decision_instruction ON decision (instruction);
CREATE INDEX decision_problem ON decision (problem);

CREATE TABLE post_role (
    id      TEXT PRIMARY KEY,
    office  TEXT NOT NULL,
    person  TEXT NOT NULL REFERENCES person (id),
    rank    TEXT NOT NULL,
    action  TEXT REFERENCES action (id),
    words   TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX post_role_person ON post_role (person);
CREATE INDEX post_role_action ON post_role (action);
