-- Views of ledgers (台账视图): filter, words and grouping of one ledger under a name, for everybody.
CREATE TABLE entry_view (
    id TEXT PRIMARY KEY, ledger TEXT NOT NULL REFERENCES ledger (id), title TEXT NOT NULL, rank TEXT NOT NULL,
    wanted TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_view_ledger ON entry_view (ledger);
