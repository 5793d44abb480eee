-- 封土豁免: which task may work in a 封土期, from when to when, by which paper; and when its pass was stopped.
CREATE TABLE ban_exemption (
    id TEXT PRIMARY KEY, task TEXT NOT NULL REFERENCES task (id), valid_from TEXT NOT NULL, valid_to TEXT NOT NULL,
    document TEXT NOT NULL, pass_no TEXT NOT NULL, stopped_on TEXT, violation TEXT NOT NULL, entry TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX ban_exemption_task ON ban_exemption (task);
