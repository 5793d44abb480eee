-- Up to which of its packets a PC knows that the others can have heard of it.
CREATE TABLE mailbox_sent (
    site TEXT PRIMARY KEY,
    seq  INTEGER NOT NULL
) STRICT;
