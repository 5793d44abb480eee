-- A leaf may be told in parts (「个数=8/10，金额=3.2/5」), and be the quotient of two tallies of ledgers.
ALTER TABLE scheme_node ADD COLUMN parts TEXT NOT NULL DEFAULT '';
ALTER TABLE scheme_node ADD COLUMN tally_below TEXT REFERENCES tally (id);
CREATE INDEX scheme_node_tally_below ON scheme_node (tally_below);
