-- Early signals of risks, until they are handled; debts and the day on which they fall due.
CREATE TABLE risk_signal (
    id TEXT PRIMARY KEY, risk TEXT NOT NULL REFERENCES risk (id), title TEXT NOT NULL, seen_on TEXT NOT NULL,
    source TEXT NOT NULL, seen_by TEXT NOT NULL, handling TEXT NOT NULL, handled_on TEXT, handled_by TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX risk_signal_risk ON risk_signal (risk);
CREATE TABLE debt (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, rank TEXT NOT NULL, due_on TEXT NOT NULL, amount INTEGER NOT NULL, -- yuan
    creditor TEXT NOT NULL, unit TEXT REFERENCES unit (id), risk TEXT REFERENCES risk (id), way TEXT NOT NULL,
    repaid_on TEXT, repaid_words TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX debt_unit ON debt (unit);
CREATE INDEX debt_risk ON debt (risk);
