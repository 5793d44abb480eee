-- That a 卡点 stands in the way of an entry of a ledger; the title is what may be shown of it.
CREATE TABLE problem_entry (
    id      TEXT PRIMARY KEY,
    problem TEXT NOT NULL REFERENCES problem (id),
    entry   TEXT NOT NULL REFERENCES entry (id),
    ledger  TEXT NOT NULL REFERENCES ledger (id),
    title   TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX problem_entry_problem ON problem_entry (problem);
CREATE INDEX problem_entry_entry ON problem_entry (entry);
CREATE INDEX problem_entry_ledger ON problem_entry (ledger);
