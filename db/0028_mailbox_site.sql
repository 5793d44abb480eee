-- A PC that goes on under another site: an older backup was put back, or somebody has written in its name.

CREATE TABLE mailbox_site (
    was  TEXT PRIMARY KEY,
    site TEXT NOT NULL UNIQUE
) STRICT;
