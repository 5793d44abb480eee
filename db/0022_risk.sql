-- Risks: the matrix by which they are judged (never changed once it was used), and every assessment that was made.
CREATE TABLE risk_matrix (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, rank TEXT NOT NULL, method TEXT NOT NULL, version INTEGER NOT NULL,
    red_from INTEGER NOT NULL, orange_from INTEGER NOT NULL, yellow_from INTEGER NOT NULL, basis TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE TABLE risk (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL, title TEXT NOT NULL, rank TEXT NOT NULL,
    matrix TEXT NOT NULL REFERENCES risk_matrix (id), part TEXT NOT NULL, activity TEXT NOT NULL, hazard TEXT NOT NULL,
    unit TEXT REFERENCES unit (id), owner TEXT REFERENCES person (id), engineering TEXT NOT NULL,
    management TEXT NOT NULL, training TEXT NOT NULL, protection TEXT NOT NULL, emergency TEXT NOT NULL,
    cycle TEXT NOT NULL, review_on TEXT, is_direct INTEGER NOT NULL, direct_basis TEXT NOT NULL, control TEXT NOT NULL,
    control_reason TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX risk_matrix_of ON risk (matrix);
CREATE INDEX risk_unit ON risk (unit);
CREATE INDEX risk_owner ON risk (owner);
CREATE TABLE risk_assessment (
    id TEXT PRIMARY KEY, risk TEXT NOT NULL REFERENCES risk (id), stage TEXT NOT NULL, assessed_on TEXT NOT NULL,
    likelihood INTEGER NOT NULL, exposure INTEGER NOT NULL, severity INTEGER NOT NULL, reason TEXT NOT NULL,
    assessed_by TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX risk_assessment_risk ON risk_assessment (risk);
