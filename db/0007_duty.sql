-- Duty round the clock: who stands where and when, who is away, what was handed over, what was reported.
CREATE TABLE shift_rule (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, rank TEXT NOT NULL, shifts TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE TABLE duty_post (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, rank TEXT NOT NULL, rule TEXT NOT NULL REFERENCES shift_rule (id),
    kind TEXT NOT NULL, needs INTEGER NOT NULL, turn TEXT NOT NULL, min_gap INTEGER NOT NULL,
    most_per_month INTEGER NOT NULL, weekend_weight INTEGER NOT NULL, statutory_weight INTEGER NOT NULL,
    alert_weight INTEGER NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX duty_post_rule ON duty_post (rule);
CREATE TABLE duty_member (
    id TEXT PRIMARY KEY, post TEXT NOT NULL REFERENCES duty_post (id), person TEXT NOT NULL REFERENCES person (id),
    rank TEXT NOT NULL, opening INTEGER NOT NULL, weekdays TEXT NOT NULL, apart TEXT REFERENCES person (id),
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX duty_member_post ON duty_member (post);
CREATE INDEX duty_member_person ON duty_member (person);
CREATE INDEX duty_member_apart ON duty_member (apart);
CREATE TABLE duty (
    id TEXT PRIMARY KEY, post TEXT NOT NULL REFERENCES duty_post (id), day TEXT NOT NULL, shift TEXT NOT NULL,
    place INTEGER NOT NULL, person TEXT REFERENCES person (id), name_then TEXT NOT NULL, phone_then TEXT NOT NULL,
    hours TEXT NOT NULL, state TEXT NOT NULL, replaces TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX duty_day ON duty (day);
CREATE INDEX duty_post_day ON duty (post, day);
CREATE INDEX duty_person ON duty (person);
CREATE TABLE leave_of_absence (
    id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person (id), starts_on TEXT NOT NULL, ends_on TEXT NOT NULL,
    reason TEXT NOT NULL, approved_by TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX leave_of_absence_person ON leave_of_absence (person);
CREATE TABLE duty_swap (
    id TEXT PRIMARY KEY, duty TEXT NOT NULL REFERENCES duty (id), other TEXT REFERENCES duty (id),
    stand_in TEXT REFERENCES person (id), asked_on TEXT NOT NULL, asked_by TEXT NOT NULL, reason TEXT NOT NULL,
    agreed_by TEXT NOT NULL, approved_by TEXT NOT NULL, state TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX duty_swap_duty ON duty_swap (duty);
CREATE INDEX duty_swap_other ON duty_swap (other);
CREATE INDEX duty_swap_stand_in ON duty_swap (stand_in);
CREATE TABLE duty_item (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, opened_on TEXT NOT NULL, opened_by TEXT NOT NULL, due_on TEXT,
    handling TEXT NOT NULL, closed_on TEXT, deleted INTEGER NOT NULL
) STRICT;
CREATE TABLE shift_handover (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, from_name TEXT NOT NULL, to_name TEXT NOT NULL, weather TEXT NOT NULL,
    log TEXT NOT NULL, items TEXT NOT NULL, things TEXT NOT NULL, notes TEXT NOT NULL, signed_from INTEGER NOT NULL,
    signed_to INTEGER NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE TABLE incident (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, happened_at TEXT NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL,
    place TEXT NOT NULL, unit TEXT NOT NULL, contact TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE TABLE incident_report (
    id TEXT PRIMARY KEY, incident TEXT NOT NULL REFERENCES incident (id), number INTEGER NOT NULL, stage TEXT NOT NULL,
    at TEXT NOT NULL, source TEXT NOT NULL, casualties TEXT NOT NULL, loss TEXT NOT NULL, scope TEXT NOT NULL,
    trend TEXT NOT NULL, handling TEXT NOT NULL, sent_to TEXT NOT NULL, signed_by TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_report_incident ON incident_report (incident);
CREATE TABLE nil_rule (
    id TEXT PRIMARY KEY, unit TEXT NOT NULL REFERENCES unit (id), hours TEXT NOT NULL, starts_on TEXT NOT NULL,
    ends_on TEXT, contact TEXT NOT NULL, deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX nil_rule_unit ON nil_rule (unit);
CREATE TABLE nil_report (
    id TEXT PRIMARY KEY, unit TEXT NOT NULL REFERENCES unit (id), day TEXT NOT NULL, hour TEXT NOT NULL,
    at TEXT NOT NULL, reporter TEXT NOT NULL, has_news INTEGER NOT NULL, summary TEXT NOT NULL, taken_by TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX nil_report_unit ON nil_report (unit);
CREATE INDEX nil_report_day ON nil_report (day);
CREATE TABLE alert (
    id TEXT PRIMARY KEY, level INTEGER NOT NULL, starts_on TEXT NOT NULL, ends_on TEXT, title TEXT NOT NULL,
    basis TEXT NOT NULL, decided_by TEXT NOT NULL, period TEXT REFERENCES period (id), ended_by TEXT NOT NULL,
    deleted INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_period ON alert (period);
