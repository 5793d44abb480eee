-- Graded supervision: enterprises, how often a grade is inspected by which rule, each inspection; hidden dangers.
CREATE TABLE enterprise (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, rank TEXT NOT NULL, industry TEXT NOT NULL, grade TEXT NOT NULL,
    unit TEXT REFERENCES unit (id), inspector TEXT NOT NULL, address TEXT NOT NULL, head TEXT NOT NULL,
    phone TEXT NOT NULL, begins_on TEXT, ends_on TEXT, note TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX enterprise_unit ON enterprise (unit);
CREATE TABLE inspection_rule (
    id TEXT PRIMARY KEY, industry TEXT NOT NULL, grade TEXT NOT NULL, valid_from TEXT NOT NULL, least INTEGER NOT NULL,
    most INTEGER NOT NULL, basis TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE TABLE inspection (
    id TEXT PRIMARY KEY, enterprise TEXT NOT NULL REFERENCES enterprise (id), inspected_on TEXT NOT NULL,
    sort TEXT NOT NULL, unit TEXT REFERENCES unit (id), inspector TEXT NOT NULL, finding TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX inspection_enterprise ON inspection (enterprise);
CREATE INDEX inspection_unit ON inspection (unit);
CREATE TABLE hazard (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL, title TEXT NOT NULL, found_on TEXT NOT NULL, place TEXT NOT NULL,
    enterprise TEXT REFERENCES enterprise (id), industry TEXT NOT NULL, sort TEXT NOT NULL, found_by TEXT NOT NULL,
    step TEXT NOT NULL, level TEXT NOT NULL, grade_basis TEXT NOT NULL, unit TEXT REFERENCES unit (id),
    liable TEXT NOT NULL, measure TEXT NOT NULL, money INTEGER, -- yuan
    due_on TEXT, emergency TEXT NOT NULL, overseer TEXT NOT NULL, order_number TEXT NOT NULL, cure_plan TEXT NOT NULL,
    ordered_on TEXT, done_on TEXT, done_words TEXT NOT NULL, accepted_on TEXT, accepted_by TEXT NOT NULL,
    verdict TEXT NOT NULL, struck_on TEXT, rechecked_on TEXT, recheck_words TEXT NOT NULL, is_back INTEGER NOT NULL,
    rebounds INTEGER NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX hazard_enterprise ON hazard (enterprise);
CREATE INDEX hazard_unit ON hazard (unit);
