-- What is built for a task and where; 封土期 by area and kind of work.
CREATE TABLE work_site (
    id TEXT PRIMARY KEY, task TEXT NOT NULL REFERENCES task (id), area TEXT NOT NULL, work TEXT NOT NULL,
    note TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX work_site_task ON work_site (task);
ALTER TABLE period ADD COLUMN areas TEXT NOT NULL DEFAULT '';
ALTER TABLE period ADD COLUMN works TEXT NOT NULL DEFAULT '';
