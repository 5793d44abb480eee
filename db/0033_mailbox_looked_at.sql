-- Up to which step here it was looked whether what was done has made or ended conflicts; what one site alone did makes none.
ALTER TABLE mailbox ADD COLUMN looked_at INTEGER NOT NULL DEFAULT 0;
UPDATE mailbox SET looked_at = COALESCE(
    CASE WHEN (SELECT COUNT(DISTINCT site) FROM packet) < 2 THEN (SELECT MAX(number) FROM packet) END,
    (SELECT MAX(number) FROM step WHERE kind = 'merge'), 0
);
