-- What the other peers have scored, so that a trial can show the place.
ALTER TABLE node_place ADD COLUMN others TEXT NOT NULL DEFAULT '';
