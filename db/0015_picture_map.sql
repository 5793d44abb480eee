-- 一张图: plates with their calibration, what is drawn on them, and the states of roads part by part.
CREATE TABLE plate (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, rank TEXT NOT NULL, schematic TEXT NOT NULL, file_name TEXT NOT NULL,
    size INTEGER NOT NULL, sha256 TEXT NOT NULL, width_px INTEGER NOT NULL, height_px INTEGER NOT NULL,
    width_cm INTEGER NOT NULL, check_permille INTEGER NOT NULL, north_deg INTEGER NOT NULL, world TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE TABLE map_mark (
    id TEXT PRIMARY KEY, plate TEXT NOT NULL REFERENCES plate (id), kind TEXT NOT NULL, title TEXT NOT NULL,
    points TEXT NOT NULL, layer TEXT NOT NULL, target_table TEXT NOT NULL, target_id TEXT NOT NULL,
    design_m INTEGER NOT NULL, shown_from TEXT, shown_to TEXT, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX map_mark_plate ON map_mark (plate);
CREATE TABLE road_part (
    id TEXT PRIMARY KEY, mark TEXT NOT NULL REFERENCES map_mark (id), from_m INTEGER NOT NULL, to_m INTEGER NOT NULL,
    state TEXT NOT NULL, since TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX road_part_mark ON road_part (mark);
