-- The backlog, and pauses.
--
-- A queued job is either in a stream (enqueued_at) or in the backlog (backlogged_at): an organization has only a window of its
-- jobs in the streams, the others wait here, and workers claim them from this table in fair turns. So is what was accepted while
-- Redis was away.

-- When it entered the backlog; null unless queued or running. Like enqueued_at it stays while the job runs, so that a claim
-- changes no indexed column.
ALTER TABLE job ADD COLUMN backlogged_at timestamptz;

-- The lanes of the backlog, each by age.
CREATE INDEX job_backlog ON job (organization_id, channel, priority, id) WHERE backlogged_at IS NOT NULL;

-- What is not to be claimed now. Few rows: every claim looks at all of them.
CREATE TABLE pause (
    id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    organization_id uuid REFERENCES organization ON DELETE CASCADE, -- null: of every organization
    channel         text,     -- null: on every channel
    priority        smallint, -- null: of every priority
    reason          text        NOT NULL,
    paused_by       text        NOT NULL,
    paused_at       timestamptz NOT NULL DEFAULT now(),
    ends_at         timestamptz, -- null: until somebody resumes
    UNIQUE NULLS NOT DISTINCT (organization_id, channel, priority)
);
