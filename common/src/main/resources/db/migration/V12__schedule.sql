-- Schedules: jobs that recur.

CREATE TABLE schedule (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL REFERENCES organization ON DELETE CASCADE,
    name            text        NOT NULL,
    -- When: either a cron expression on the clocks of a time zone, or steps (an ISO 8601 duration) from an anchor.
    cron            text,
    time_zone       text,
    every           text,
    anchor          timestamptz,
    start_at        timestamptz,
    end_at          timestamptz,
    firing_limit    integer     CHECK (firing_limit >= 1),
    misfire         text        NOT NULL CHECK (misfire IN ('skip', 'once', 'all')),
    -- What: the parts of the job that each firing makes.
    type            text        NOT NULL,
    priority        smallint    NOT NULL,
    max_attempts    smallint    NOT NULL,
    expires_after   text,       -- ISO 8601 duration from the firing's time
    tags            jsonb,
    payload         jsonb       NOT NULL,
    retry           jsonb,      -- null for the channel's
    payload_bytes   integer     NOT NULL, -- about how much a firing reads and writes
    firings         integer     NOT NULL DEFAULT 0, -- that count against the limit
    next_fire_at    timestamptz, -- null while paused, and once ended
    last_fire_at    timestamptz,
    paused_at       timestamptz,
    pause_reason    text,        -- when it was not a person who paused it
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    version         integer     NOT NULL DEFAULT 0, -- raised by every change; what writes must name the one it read
    CONSTRAINT schedule_recurrence CHECK (
        (cron IS NOT NULL AND time_zone IS NOT NULL AND every IS NULL AND anchor IS NULL)
        OR (cron IS NULL AND time_zone IS NULL AND every IS NOT NULL AND anchor IS NOT NULL)),
    CONSTRAINT schedule_paused CHECK (paused_at IS NULL OR next_fire_at IS NULL),
    -- Also the order of lists.
    CONSTRAINT schedule_name UNIQUE (organization_id, name)
);

-- What fires next.
CREATE INDEX schedule_due ON schedule (next_fire_at) WHERE next_fire_at IS NOT NULL;

-- What was fired. The key lets a schedule fire once for a moment, whoever tries. No foreign key: a schedule goes at once when it
-- is deleted, its many firings by age.
CREATE TABLE schedule_firing (
    schedule_id uuid        NOT NULL,
    fire_at     timestamptz NOT NULL,
    fired_at    timestamptz NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('on_time', 'late', 'manual')),
    job_id      uuid        NOT NULL,
    PRIMARY KEY (schedule_id, fire_at)
);

CREATE INDEX schedule_firing_age ON schedule_firing (fired_at);
