-- What is asked of the units with a workbook each (填报包), and what has come back.
CREATE TABLE collection (
    id         TEXT PRIMARY KEY,
    title      TEXT NOT NULL,
    about      TEXT NOT NULL, -- the table of the rows that are reported on
    fields     TEXT NOT NULL, -- keys of the fields that are asked for, space between
    sent_on    TEXT NOT NULL,
    due_on     TEXT NOT NULL,
    note       TEXT NOT NULL,
    takes_new  INTEGER NOT NULL,
    deleted    INTEGER NOT NULL
) STRICT;

CREATE TABLE collection_request (
    id          TEXT PRIMARY KEY, -- the number that stands on the package
    collection  TEXT NOT NULL REFERENCES collection (id),
    unit        TEXT NOT NULL REFERENCES unit (id),
    asked       INTEGER NOT NULL, -- rows
    sent_with   TEXT NOT NULL, -- the rows and values that went out, as JSON
    returned_on TEXT,
    answered    INTEGER NOT NULL, -- rows with something filled in
    is_nil      INTEGER NOT NULL, -- the unit has declared that there is nothing new
    questions   INTEGER NOT NULL, -- cells that are neither taken nor settled
    filled_by   TEXT NOT NULL,
    remarks     TEXT NOT NULL,
    added       TEXT NOT NULL, -- marks of the new rows that were taken, space between
    sent_back   INTEGER NOT NULL,
    sent_back_on TEXT,
    sent_back_reason TEXT NOT NULL,
    reminders   INTEGER NOT NULL,
    reminded_on TEXT,
    deleted     INTEGER NOT NULL
) STRICT;
CREATE INDEX collection_request_collection ON collection_request (collection);
CREATE INDEX collection_request_unit ON collection_request (unit);
