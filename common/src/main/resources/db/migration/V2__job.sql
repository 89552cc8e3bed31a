-- Jobs, their attempts, and who works on them.
--
-- A job's row is inserted once, claimed once per delivery and settled once per delivery. No index mentions a column that a
-- claim changes (state, fence, worker_id, started_at, timeline), so that claims stay heap-only (HOT) updates.

CREATE TYPE job_state AS ENUM (
    'scheduled', 'queued', 'running', 'retrying', 'held', 'succeeded', 'failed', 'cancelled', 'expired');

CREATE TABLE job (
    id              uuid        NOT NULL, -- UUIDv7: begins with the time, so ids find their partition
    organization_id uuid        NOT NULL, -- no foreign key: checked once per request, not once per row
    type            text        NOT NULL,
    channel         text        NOT NULL,
    priority        smallint    NOT NULL, -- 0 high, 1 normal, 2 low
    shard           smallint    NOT NULL, -- of its stream
    state           job_state   NOT NULL,
    fence           integer     NOT NULL DEFAULT 0, -- raised by every claim; what settles must carry it
    attempts        smallint    NOT NULL DEFAULT 0, -- that count against max_attempts
    crashes         smallint    NOT NULL DEFAULT 0, -- deliveries in a row that were never settled
    max_attempts    smallint    NOT NULL,
    worker_id       uuid,                 -- who runs it
    created_at      timestamptz NOT NULL,
    run_at          timestamptz,          -- not before; as asked for by the client
    expires_at      timestamptz,          -- not started after
    enqueued_at     timestamptz,          -- last handed to its stream; null unless queued or running
    due_at          timestamptz,          -- enters its stream then; null unless scheduled or retrying
    started_at      timestamptz,          -- of the first delivery
    finished_at     timestamptz,
    -- Repeats the state while it is one that only a person or age ends (held, failed, cancelled, expired); else null.
    resting_state   job_state,
    last_error      text,
    tags            jsonb,
    payload         jsonb       NOT NULL,
    -- Every state the job entered and when, oldest first; two arrays of one length.
    timeline_states job_state[]   NOT NULL,
    timeline_times  timestamptz[] NOT NULL,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);

-- An organization's jobs, newest first.
CREATE INDEX job_organization ON job (organization_id, id);
-- The unfinished ones among them.
CREATE INDEX job_unfinished ON job (organization_id, id) WHERE finished_at IS NULL;
-- Those that need a person, or needed one.
CREATE INDEX job_resting ON job (organization_id, resting_state, id) WHERE resting_state IS NOT NULL;
-- Those with tags.
CREATE INDEX job_tags ON job USING gin (tags jsonb_path_ops) WHERE tags IS NOT NULL;
-- What each stream should hold, oldest first: for the republisher, the rescuer and the age of the queue.
CREATE INDEX job_enqueued ON job (shard, priority, enqueued_at) WHERE enqueued_at IS NOT NULL;
-- What becomes due next.
CREATE INDEX job_due ON job (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE job_attempt (
    job_id      uuid        NOT NULL,
    number      integer     NOT NULL, -- the job's fence during this delivery
    started_at  timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    outcome     text        NOT NULL
        CHECK (outcome IN ('succeeded', 'failed', 'failed_permanently', 'unknown', 'handed_back')),
    error       text,
    provider    text        NOT NULL,
    worker      text        NOT NULL,
    PRIMARY KEY (job_id, number)
) PARTITION BY RANGE (job_id);

-- Keys that clients gave so that a repeated request makes no second job.
CREATE TABLE job_key (
    organization_id uuid        NOT NULL,
    kind            text        NOT NULL CHECK (kind IN ('idempotency', 'dedupe')),
    key             text        NOT NULL,
    request_hash    bytea       NOT NULL,
    job_ids         uuid[]      NOT NULL,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, kind, key)
);

CREATE INDEX job_key_expiry ON job_key (expires_at);

-- Worker instances that may hold jobs. One lease covers all that an instance runs: renewing it is one small update,
-- however many jobs are in flight.
CREATE TABLE worker (
    id               uuid PRIMARY KEY,
    name             text        NOT NULL,
    started_at       timestamptz NOT NULL DEFAULT now(),
    lease_expires_at timestamptz NOT NULL
);

-- Jobs by channel and state without counting rows: each statement that changes jobs appends its differences,
-- upkeep folds them into job_count. The true number is the sum over both tables.
CREATE TABLE job_count (
    channel text      NOT NULL,
    state   job_state NOT NULL,
    jobs    bigint    NOT NULL,
    PRIMARY KEY (channel, state)
);

CREATE TABLE job_count_change (
    channel text      NOT NULL,
    state   job_state NOT NULL,
    change  bigint    NOT NULL
);

CREATE FUNCTION count_inserted_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO job_count_change (channel, state, change)
    SELECT channel, state, count(*) FROM inserted GROUP BY channel, state;
    RETURN NULL;
END $$;

CREATE FUNCTION count_updated_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO job_count_change (channel, state, change)
    SELECT channel, state, sum(change)
    FROM (SELECT channel, state, -1 AS change FROM before
          UNION ALL
          SELECT channel, state, 1 FROM after) AS moved
    GROUP BY channel, state
    HAVING sum(change) <> 0;
    RETURN NULL;
END $$;

CREATE TRIGGER job_count_insert AFTER INSERT ON job
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_jobs();

CREATE TRIGGER job_count_update AFTER UPDATE ON job
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION count_updated_jobs();

-- The smallest UUIDv7 of a moment: the bound between two partitions.
CREATE FUNCTION first_job_id(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the weekly partitions of job and job_attempt from last week until the given moment, where they are missing.
-- They are made apart and then attached, which takes no lock that readers or writers of jobs wait for.
CREATE FUNCTION ensure_job_partitions(until timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    week   timestamptz := date_trunc('week', now(), 'UTC') - interval '7 days';
    suffix text;
    parent text;
    made   integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('carillon.job_partitions'));
    WHILE week < until LOOP
        suffix := to_char(week AT TIME ZONE 'UTC', '"_"IYYY"w"IW');
        FOREACH parent IN ARRAY ARRAY['job', 'job_attempt'] LOOP
            IF to_regclass(parent || suffix) IS NULL THEN
                EXECUTE format(
                    'CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) WITH (%s)',
                    parent || suffix, parent,
                    -- Room on each page for the claim's new row version; vacuum before a fifth of a big table is dead.
                    CASE parent WHEN 'job' THEN 'fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02'
                                ELSE 'fillfactor = 100' END);
                EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                    parent, parent || suffix, first_job_id(week), first_job_id(week + interval '7 days'));
                made := made + 1;
            END IF;
        END LOOP;
        week := week + interval '7 days';
    END LOOP;
    RETURN made;
END $$;

SELECT ensure_job_partitions(now() + interval '28 days');
