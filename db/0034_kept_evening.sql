-- Evenings gone by as they were counted from the journal: nothing of the campaign, thrown away and counted anew at any time.
-- `step` and `hash` are the last step that they count; `told` is JSON.
CREATE TABLE kept_evening (
    name TEXT PRIMARY KEY, step INTEGER NOT NULL, hash TEXT NOT NULL, day TEXT NOT NULL, told TEXT NOT NULL
) STRICT;
