-- How a letter is set (文件、上行文、信函), 份号, 密级, 紧急程度; versions of the minutes; which PC numbers letters.
ALTER TABLE letter ADD COLUMN form TEXT NOT NULL DEFAULT 'document';
ALTER TABLE letter ADD COLUMN copy_number INTEGER NOT NULL DEFAULT 0; -- 0: none
ALTER TABLE letter ADD COLUMN secrecy TEXT NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN urgency TEXT;
ALTER TABLE letter ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE letter ADD COLUMN replaces TEXT REFERENCES letter (id);
ALTER TABLE member ADD COLUMN keeps_letters INTEGER NOT NULL DEFAULT 0; -- 1: this PC alone gives 发文字号
CREATE INDEX letter_replaces ON letter (replaces);
