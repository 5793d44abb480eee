-- Assessment schemes as versioned trees, the tasks that feed their nodes, places among peers, vetoes.
CREATE TABLE scheme (
    id              TEXT PRIMARY KEY,
    title           TEXT NOT NULL,
    rank            TEXT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('evaluation', 'contest', 'kpi')),
    year            INTEGER NOT NULL, -- 0 for none
    document        TEXT NOT NULL,
    valid_from      TEXT,
    valid_to        TEXT,
    ties            TEXT NOT NULL CHECK (ties IN ('1224', '1334', '1223')),
    bottom_rounding TEXT NOT NULL CHECK (bottom_rounding IN ('floor', 'round', 'ceil')),
    border_ties     TEXT NOT NULL CHECK (border_ties IN ('all', 'none')),
    bottom_basis    TEXT NOT NULL,
    places          INTEGER NOT NULL, -- decimals of scores as shown
    deleted         INTEGER NOT NULL
) STRICT;

CREATE TABLE scheme_node (
    id           TEXT PRIMARY KEY,
    scheme       TEXT NOT NULL REFERENCES scheme (id),
    title        TEXT NOT NULL,
    rank         TEXT NOT NULL,
    above        TEXT REFERENCES scheme_node (id),
    number       TEXT NOT NULL,
    weight       TEXT,
    measure_unit TEXT NOT NULL,
    direction    TEXT NOT NULL CHECK (direction IN ('up', 'down', 'band')),
    is_expert    INTEGER NOT NULL,
    rule         TEXT NOT NULL,
    parameters   TEXT NOT NULL,
    rollup       TEXT NOT NULL CHECK (rollup IN ('weighted', 'sum', 'ratio', 'min', 'all', 'count')),
    source       TEXT NOT NULL CHECK (source IN ('entered', 'children', 'tasks', 'tally', 'observation')),
    indicator    TEXT REFERENCES indicator (id),
    tally        TEXT REFERENCES tally (id),
    value        TEXT,
    numerator    TEXT,
    denominator  TEXT,
    base         TEXT, -- last year's value
    target       TEXT,
    least        TEXT, -- ends of min-max scoring
    best         TEXT,
    average      TEXT, -- the nation's
    lead_unit    TEXT REFERENCES unit (id),
    coop_units   TEXT NOT NULL,
    owner        TEXT REFERENCES person (id),
    period       TEXT NOT NULL,
    formula      TEXT NOT NULL,
    data_source  TEXT NOT NULL,
    is_own       INTEGER NOT NULL, -- 自设: follows from no KPI above
    stage        TEXT NOT NULL CHECK (stage IN ('drafted', 'set', 'self', 'judged', 'appealed', 'final')),
    self_score   TEXT,
    given_score  TEXT,
    reason       TEXT NOT NULL,
    appeal       TEXT NOT NULL,
    answer       TEXT NOT NULL,
    deleted      INTEGER NOT NULL
) STRICT;
CREATE INDEX scheme_node_scheme ON scheme_node (scheme);
CREATE INDEX scheme_node_above ON scheme_node (above);
CREATE INDEX scheme_node_indicator ON scheme_node (indicator);
CREATE INDEX scheme_node_tally ON scheme_node (tally);
CREATE INDEX scheme_node_lead_unit ON scheme_node (lead_unit);
CREATE INDEX scheme_node_owner ON scheme_node (owner);

CREATE TABLE node_task (
    id      TEXT PRIMARY KEY,
    node    TEXT NOT NULL REFERENCES scheme_node (id),
    task    TEXT NOT NULL REFERENCES task (id),
    weight  TEXT,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX node_task_node ON node_task (node);
CREATE INDEX node_task_task ON node_task (task);

CREATE TABLE node_place (
    id           TEXT PRIMARY KEY,
    scheme       TEXT NOT NULL REFERENCES scheme (id),
    period       TEXT NOT NULL,
    place        INTEGER NOT NULL,
    peers        INTEGER NOT NULL,
    node         TEXT REFERENCES scheme_node (id), -- none: the whole scheme
    score        TEXT,
    line_score   TEXT, -- of the last one above the bottom third
    is_expected  INTEGER NOT NULL,
    source       TEXT NOT NULL,
    published_on TEXT,
    deleted      INTEGER NOT NULL
) STRICT;
CREATE INDEX node_place_scheme ON node_place (scheme);
CREATE INDEX node_place_node ON node_place (node);

CREATE TABLE veto (
    id          TEXT PRIMARY KEY,
    unit        TEXT NOT NULL REFERENCES unit (id),
    scheme      TEXT NOT NULL REFERENCES scheme (id),
    year        INTEGER NOT NULL,
    document    TEXT NOT NULL,
    clause      TEXT NOT NULL,
    computation TEXT NOT NULL, -- as it was when it was decided
    decided_by  TEXT NOT NULL,
    effect      TEXT NOT NULL CHECK (effect IN ('no_award', 'downgrade', 'zero', 'not_excellent')),
    node        TEXT REFERENCES scheme_node (id),
    decided_on  TEXT,
    note        TEXT NOT NULL,
    deleted     INTEGER NOT NULL
) STRICT;
CREATE INDEX veto_unit ON veto (unit);
CREATE INDEX veto_scheme ON veto (scheme);
CREATE INDEX veto_node ON veto (node);
