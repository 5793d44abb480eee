-- Emergency plans with their contacts and the tasks that a level brings; drills, their evaluation and what went wrong.
CREATE TABLE emergency_plan (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, rank TEXT NOT NULL, code TEXT NOT NULL, sort TEXT NOT NULL,
    level TEXT NOT NULL, unit TEXT REFERENCES unit (id), version INTEGER NOT NULL, issued_on TEXT,
    document TEXT NOT NULL, filed_on TEXT, filed_with TEXT NOT NULL, revise_on TEXT, note TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX emergency_plan_unit ON emergency_plan (unit);
CREATE TABLE plan_contact (
    id TEXT PRIMARY KEY, plan TEXT NOT NULL REFERENCES emergency_plan (id), role TEXT NOT NULL, name TEXT NOT NULL,
    rank TEXT NOT NULL, phone TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_contact_plan ON plan_contact (plan);
CREATE TABLE plan_response (
    id TEXT PRIMARY KEY, plan TEXT NOT NULL REFERENCES emergency_plan (id), title TEXT NOT NULL, rank TEXT NOT NULL,
    level INTEGER NOT NULL, team TEXT NOT NULL, due_minutes INTEGER NOT NULL, clause TEXT NOT NULL,
    is_continuous INTEGER NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_response_plan ON plan_response (plan);
CREATE TABLE drill (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, plan TEXT NOT NULL REFERENCES emergency_plan (id), sort TEXT NOT NULL,
    scale TEXT NOT NULL, unit TEXT REFERENCES unit (id), planned_on TEXT, held_on TEXT, place TEXT NOT NULL,
    content TEXT NOT NULL, contact TEXT NOT NULL, phone TEXT NOT NULL, filed_with TEXT NOT NULL,
    commander TEXT NOT NULL, recorder TEXT NOT NULL, participants TEXT NOT NULL, headcount INTEGER NOT NULL,
    evaluation TEXT NOT NULL, score INTEGER, evaluators TEXT NOT NULL, evaluated_on TEXT, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX drill_plan ON drill (plan);
CREATE INDEX drill_unit ON drill (unit);
CREATE TABLE drill_issue (
    id TEXT PRIMARY KEY, drill TEXT NOT NULL REFERENCES drill (id), title TEXT NOT NULL, rank TEXT NOT NULL,
    measure TEXT NOT NULL, due_on TEXT, fixer TEXT NOT NULL, done_words TEXT NOT NULL, done_on TEXT,
    confirmed_by TEXT NOT NULL, problem TEXT REFERENCES problem (id), task TEXT REFERENCES task (id),
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX drill_issue_drill ON drill_issue (drill);
CREATE INDEX drill_issue_problem ON drill_issue (problem);
CREATE INDEX drill_issue_task ON drill_issue (task);
