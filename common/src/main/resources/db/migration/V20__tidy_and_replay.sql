-- What has ended is forgotten after a while; endpoints say how often they are tried; replays tell of everything.

-- Found by when it ended.
CREATE INDEX bulk_operation_age ON bulk_operation (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX webhook_replay_age ON webhook_replay (finished_at) WHERE finished_at IS NOT NULL;

-- Organizations, as administrators look for them: by how the name begins.
CREATE INDEX organization_name_prefix ON organization (lower(name) text_pattern_ops, id);

ALTER TABLE webhook_endpoint
    -- Of each event to it. The service that makes an endpoint says its default.
    ADD COLUMN max_attempts smallint NOT NULL DEFAULT 12 CHECK (max_attempts BETWEEN 1 AND 50),
    -- When failed attempts are made again; null for the channel's.
    ADD COLUMN retry jsonb;

-- Only what the endpoint has not taken, and is not about to be sent either.
ALTER TABLE webhook_replay ADD COLUMN missed_only boolean NOT NULL DEFAULT false;

-- As in V15, but with the endpoint's own attempts and retries.
CREATE OR REPLACE FUNCTION tell_webhook_endpoints() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM webhook_endpoint WHERE disabled_at IS NULL) THEN
        RETURN NULL;
    END IF;
    INSERT INTO job (id, organization_id, type, channel, priority, shard, state, max_attempts, retry, created_at, backlogged_at,
                     tags, payload, timeline_states, timeline_times)
    SELECT new_job_id(), moved.organization_id, 'event', 'event', 1, moved.shard, 'queued', endpoint.max_attempts, endpoint.retry,
           now(), now(), jsonb_build_object('endpoint', endpoint.id, 'job', moved.id), job_event(moved::job, endpoint.id),
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

-- A job as it was when it entered the state at that place of its timeline, as far as its row and its attempts tell: how many
-- attempts it had had by then, and the error of the last that had failed. What people change (tags, priority, times) is as now.
CREATE FUNCTION job_at(told job, place integer) RETURNS job LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN place = cardinality(told.timeline_states) THEN told ELSE
        jsonb_populate_record(told, jsonb_build_object(
            'state', told.timeline_states[place],
            'timeline_states', told.timeline_states[:place],
            'timeline_times', told.timeline_times[:place],
            'attempts', (SELECT count(*) FROM job_attempt
                         WHERE job_id = told.id AND outcome IN ('succeeded', 'failed', 'failed_permanently')
                           AND started_at <= told.timeline_times[place]),
            'last_error', (SELECT error FROM job_attempt
                           WHERE job_id = told.id AND outcome IN ('failed', 'failed_permanently')
                             AND started_at <= told.timeline_times[place]
                           ORDER BY number DESC LIMIT 1),
            'started_at', CASE WHEN told.started_at <= told.timeline_times[place] THEN told.started_at END,
            'finished_at', CASE WHEN told.timeline_states[place] IN ('succeeded', 'failed', 'cancelled', 'expired', 'discarded')
                THEN told.timeline_times[place] END,
            -- When it was queued, a moment after it was due.
            'due_at', CASE told.timeline_states[place] WHEN 'retrying' THEN told.timeline_times[place + 1] END)) END
$$;
