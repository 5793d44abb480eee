-- Which tasks a 临战状态 has brought: what was never begun goes again when it ends.
CREATE TABLE alert_task (
    id TEXT PRIMARY KEY, alert TEXT NOT NULL REFERENCES alert (id), task TEXT NOT NULL REFERENCES task (id),
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_task_alert ON alert_task (alert);
CREATE INDEX alert_task_task ON alert_task (task);
