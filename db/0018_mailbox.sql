-- What PCs that work on one campaign tell each other: every step as an immutable packet, chained per site.

CREATE TABLE mailbox (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    base        TEXT NOT NULL, -- hash of the step up to which all sites have the same file
    base_number INTEGER NOT NULL
) STRICT;

CREATE TABLE packet (
    site      TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    step      TEXT NOT NULL,
    clock     TEXT NOT NULL,
    content   TEXT NOT NULL, -- as it travels
    hash      TEXT NOT NULL,
    signature TEXT NOT NULL,
    number    INTEGER, -- of the step here that it was made from, NULL for one that came in
    PRIMARY KEY (site, seq)
) STRICT;
CREATE INDEX packet_clock ON packet (clock);
CREATE UNIQUE INDEX packet_number ON packet (number) WHERE number IS NOT NULL;

-- Who has written a field, and what: of these the fold is made.
CREATE TABLE packet_field (
    table_name TEXT NOT NULL,
    row_id     TEXT NOT NULL,
    field      TEXT NOT NULL,
    site       TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    value      TEXT NOT NULL, -- JSON
    PRIMARY KEY (table_name, row_id, field, site, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX packet_field_value ON packet_field (table_name, field, value);

-- Packets that cannot be applied yet: others before them are missing, or a newer program has written them.
CREATE TABLE packet_held (
    site    TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    content TEXT NOT NULL,
    hash    TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (site, seq)
) STRICT;

-- What two sites have changed without knowing of each other, until somebody settles it.
CREATE TABLE conflict (
    id         TEXT PRIMARY KEY,
    reason     TEXT NOT NULL CHECK (reason IN ('field', 'gone', 'home', 'double')),
    about      TEXT NOT NULL, -- table
    row        TEXT NOT NULL,
    field      TEXT NOT NULL,
    sides      TEXT NOT NULL, -- who, when and what, as JSON
    found_on   TEXT NOT NULL,
    settled_on TEXT,
    settled_by TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    deleted    INTEGER NOT NULL
) STRICT;
CREATE INDEX conflict_row ON conflict (about, row);
