-- Customers' webhook endpoints, and the jobs that tell them of jobs.

CREATE TABLE webhook_endpoint (
    id                  uuid PRIMARY KEY,
    organization_id     uuid        NOT NULL REFERENCES organization ON DELETE CASCADE,
    url                 text        NOT NULL,
    description         text        NOT NULL,
    event_types         text[]      NOT NULL CHECK (cardinality(event_types) > 0),
    channels            text[],     -- of the jobs that are told of; null for every channel
    -- Standard Webhooks secrets ("whsec_" and base64). The former one signs too until its time is over.
    secret              text        NOT NULL,
    former_secret       text,
    former_secret_until timestamptz,
    created_at          timestamptz NOT NULL DEFAULT now(),
    failing_since       timestamptz, -- first failure after the last success; null while it works
    disabled_at         timestamptz, -- null: enabled
    disabled_reason     text
);

-- An organization's endpoints.
CREATE INDEX webhook_endpoint_organization ON webhook_endpoint (organization_id, id);
-- Those that are told of events: looked at by every statement that moves jobs.
CREATE INDEX webhook_endpoint_enabled ON webhook_endpoint (organization_id) WHERE disabled_at IS NULL;

-- Deliveries to be made once more, in batches, in the background.
CREATE TABLE webhook_replay (
    id              uuid PRIMARY KEY,
    endpoint_id     uuid        NOT NULL REFERENCES webhook_endpoint ON DELETE CASCADE,
    organization_id uuid        NOT NULL,
    since           timestamptz NOT NULL, -- jobs that ended from then on …
    until           timestamptz NOT NULL, -- … and before then
    position        uuid        NOT NULL, -- the organization's jobs up to this one are done
    deliveries      bigint      NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    stepped_at      timestamptz NOT NULL DEFAULT now(), -- whose turn was longest ago is next
    finished_at     timestamptz
);

-- One at a time for an endpoint.
CREATE UNIQUE INDEX webhook_replay_running ON webhook_replay (endpoint_id) WHERE finished_at IS NULL;
CREATE INDEX webhook_replay_turn ON webhook_replay (stepped_at) WHERE finished_at IS NULL;
CREATE INDEX webhook_replay_endpoint ON webhook_replay (endpoint_id, created_at);

-- A time as the HTTP interface writes it.
CREATE FUNCTION wire_time(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- A new job id (UUIDv7): the time in milliseconds, then chance.
CREATE FUNCTION new_job_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
        || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;

-- The payload of the job that tells an endpoint of another job, as that job is now.
CREATE FUNCTION job_event(told job, endpoint uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'endpoint_id', endpoint,
        'type', 'job.' || told.state,
        'timestamp', wire_time(told.timeline_times[cardinality(told.timeline_times)]),
        'data', jsonb_build_object(
            'id', told.id,
            'type', told.type,
            'channel', told.channel,
            'state', told.state,
            'priority', (ARRAY['high', 'normal', 'low'])[told.priority + 1],
            'tags', coalesce(told.tags, '{}'),
            'attempts', told.attempts,
            'max_attempts', told.max_attempts,
            'created_at', wire_time(told.created_at),
            'run_at', wire_time(told.run_at),
            'expires_at', wire_time(told.expires_at),
            'started_at', wire_time(told.started_at),
            'finished_at', wire_time(told.finished_at),
            'next_attempt_at', wire_time(told.due_at),
            'last_error', told.last_error,
            'dedupe_key', told.dedupe_key))
$$;

-- What must follow a job is itself a job, made in the transaction that moves the first, whichever statement that is. The new jobs
-- wait in the backlog, from where workers take them without having been told. Where no endpoint is enabled, a statement pays
-- for one look into an empty index.
--
-- A job moved in this transaction if the last time in its timeline is this transaction's: the rows as they were before need not
-- be looked at. What tells of events makes none.
CREATE FUNCTION tell_webhook_endpoints() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM webhook_endpoint WHERE disabled_at IS NULL) THEN
        RETURN NULL;
    END IF;
    INSERT INTO job (id, organization_id, type, channel, priority, shard, state, max_attempts, created_at, backlogged_at,
                     tags, payload, timeline_states, timeline_times)
    SELECT new_job_id(), moved.organization_id, 'event', 'event', 1, moved.shard, 'queued', 12, now(), now(),
           jsonb_build_object('endpoint', endpoint.id, 'job', moved.id), job_event(moved::job, endpoint.id),
           ARRAY['queued'::job_state], ARRAY[now()]
    FROM moved
         JOIN webhook_endpoint AS endpoint
           ON endpoint.organization_id = moved.organization_id AND endpoint.disabled_at IS NULL
    WHERE moved.state NOT IN ('scheduled', 'queued', 'running')
      AND moved.type <> 'event'
      AND moved.timeline_times[cardinality(moved.timeline_times)] = now()
      AND 'job.' || moved.state = ANY (endpoint.event_types)
      AND (endpoint.channels IS NULL OR moved.channel = ANY (endpoint.channels));
    RETURN NULL;
END $$;

CREATE TRIGGER job_webhook_endpoints AFTER UPDATE ON job
    REFERENCING NEW TABLE AS moved
    FOR EACH STATEMENT EXECUTE FUNCTION tell_webhook_endpoints();
