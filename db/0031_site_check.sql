-- 六个百分百: checks of a site; 封土期 by area and kind of work, and what a task's site is.
CREATE TABLE site_check (
    id TEXT PRIMARY KEY, task TEXT NOT NULL REFERENCES task (id), checked_on TEXT NOT NULL, sort TEXT NOT NULL,
    fence INTEGER NOT NULL, cover INTEGER NOT NULL, wet INTEGER NOT NULL, paved INTEGER NOT NULL,
    washed INTEGER NOT NULL, closed INTEGER NOT NULL, result TEXT NOT NULL, words TEXT NOT NULL, checker TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX site_check_task ON site_check (task);
