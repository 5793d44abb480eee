-- Indicators, their figures as they were published, targets, forecasts by hand and judgements. Figures are decimal texts.
CREATE TABLE indicator (
    id           TEXT PRIMARY KEY,
    title        TEXT NOT NULL,
    rank         TEXT NOT NULL,
    code         TEXT NOT NULL,
    measure_unit TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('amount', 'ratio', 'count', 'index', 'rank')),
    direction    TEXT NOT NULL CHECK (direction IN ('up', 'down', 'band')),
    has_january  INTEGER NOT NULL, -- 0: the year begins with 1-2月
    numerator    TEXT REFERENCES indicator (id),
    denominator  TEXT REFERENCES indicator (id),
    members      TEXT NOT NULL, -- titles of series that are added up above the denominator
    basis        TEXT NOT NULL, -- 口径
    lead_unit    TEXT REFERENCES unit (id),
    owner        TEXT REFERENCES person (id),
    action       TEXT REFERENCES action (id),
    report_day   INTEGER NOT NULL, -- day of the following month, 0 for none
    yellow_below TEXT, -- percentage points
    red_below    TEXT,
    deleted      INTEGER NOT NULL
) STRICT;
CREATE INDEX indicator_numerator ON indicator (numerator);
CREATE INDEX indicator_denominator ON indicator (denominator);
CREATE INDEX indicator_lead_unit ON indicator (lead_unit);
CREATE INDEX indicator_owner ON indicator (owner);
CREATE INDEX indicator_action ON indicator (action);

CREATE TABLE observation (
    id           TEXT PRIMARY KEY,
    indicator    TEXT NOT NULL REFERENCES indicator (id),
    period       TEXT NOT NULL, -- 2018-10, 2018-Q3, 2018
    span         TEXT NOT NULL CHECK (span IN ('month', 'ytd', 'quarter', 'year', 'point')),
    unit         TEXT REFERENCES unit (id),
    value        TEXT,
    base         TEXT, -- of last year, on the same scope
    growth       TEXT, -- as published, percent; of a ratio percentage points
    place        INTEGER,
    peers        INTEGER,
    status       TEXT NOT NULL CHECK (status IN ('estimate', 'flash', 'final', 'revised')),
    source       TEXT NOT NULL,
    published_on TEXT,
    note         TEXT NOT NULL,
    deleted      INTEGER NOT NULL
) STRICT;
CREATE INDEX observation_indicator ON observation (indicator, period);
CREATE INDEX observation_unit ON observation (unit);

CREATE TABLE target (
    id        TEXT PRIMARY KEY,
    indicator TEXT NOT NULL REFERENCES indicator (id),
    period    TEXT NOT NULL,
    span      TEXT NOT NULL CHECK (span IN ('month', 'ytd', 'quarter', 'year', 'point')),
    unit      TEXT REFERENCES unit (id),
    measured  TEXT NOT NULL CHECK (measured IN ('value', 'growth')),
    value     TEXT NOT NULL,
    high      TEXT, -- upper end of a band
    aim       TEXT NOT NULL CHECK (aim IN ('assessed', 'striven', 'floor')),
    basis     TEXT NOT NULL,
    deleted   INTEGER NOT NULL
) STRICT;
CREATE INDEX target_indicator ON target (indicator, period);
CREATE INDEX target_unit ON target (unit);

CREATE TABLE indicator_forecast (
    id        TEXT PRIMARY KEY,
    indicator TEXT NOT NULL REFERENCES indicator (id),
    period    TEXT NOT NULL,
    value     TEXT NOT NULL,
    basis     TEXT NOT NULL, -- the reason in words
    made_on   TEXT,
    made_by   TEXT NOT NULL,
    deleted   INTEGER NOT NULL
) STRICT;
CREATE INDEX indicator_forecast_indicator ON indicator_forecast (indicator);

CREATE TABLE judgement (
    id        TEXT PRIMARY KEY,
    period    TEXT NOT NULL,
    words     TEXT NOT NULL,
    indicator TEXT REFERENCES indicator (id),
    made_on   TEXT,
    made_by   TEXT NOT NULL,
    deleted   INTEGER NOT NULL
) STRICT;
CREATE INDEX judgement_indicator ON judgement (indicator);
