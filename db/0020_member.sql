-- The PCs that work on the campaign: who sits there, what they may do, and the key by which their packets are known.
CREATE TABLE member (
    id         TEXT PRIMARY KEY, -- the site
    name       TEXT NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('command_post', 'unit', 'viewer')),
    unit       TEXT REFERENCES unit (id),
    public_key TEXT NOT NULL,
    joined_on  TEXT NOT NULL,
    deleted    INTEGER NOT NULL
) STRICT;
CREATE INDEX member_unit ON member (unit);
