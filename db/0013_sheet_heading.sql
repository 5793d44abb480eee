-- What is remembered of an office sheet: which column of a header fills which field of a ledger, and whom its names mean.
CREATE TABLE sheet_heading (
    id          TEXT PRIMARY KEY,
    ledger      TEXT NOT NULL REFERENCES ledger (id),
    fingerprint TEXT NOT NULL,
    title       TEXT NOT NULL,
    columns     TEXT NOT NULL, -- JSON: column → key of a field, "" for one that is left out
    units       TEXT NOT NULL, -- JSON: column → unit of its bare amounts
    names       TEXT NOT NULL, -- JSON: list of [table, written name, id]
    deleted     INTEGER NOT NULL
) STRICT;
CREATE INDEX sheet_heading_ledger ON sheet_heading (ledger, fingerprint);
