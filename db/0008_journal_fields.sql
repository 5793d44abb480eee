-- The journal keeps of a change the fields that differ; lines that are there are shortened by store/shortening.py.
-- No question is asked of the first index; of the second only the steps that take others back are asked for.
DROP INDEX step_at;
DROP INDEX step_undoes;
CREATE INDEX step_undoes ON step (undoes) WHERE undoes IS NOT NULL;
-- Rows in the order of their making are found without a look at what was changed since.
CREATE INDEX journal_made ON journal (table_name, row_id) WHERE old IS NULL;
