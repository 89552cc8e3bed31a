-- What people do to jobs, one by one and by filter.

-- Out of the dead letters, by a person's hand. Repeated in resting_state, as other ends that a person may undo.
ALTER TYPE job_state ADD VALUE 'discarded';

-- Acts on all jobs of an organization that match a filter, done in steps by the workers.
CREATE TABLE bulk_operation (
    id              uuid        PRIMARY KEY, -- UUIDv7
    organization_id uuid        NOT NULL,
    action          text        NOT NULL CHECK (action IN ('cancel', 'retry', 'discard')),
    state           text        NOT NULL CHECK (state IN ('running', 'completed', 'cancelled', 'failed')),
    -- The filter; null means any.
    job_state       text,
    job_type        text,
    job_channel     text,
    job_tags        jsonb,
    created_after   timestamptz,
    created_before  timestamptz,
    -- Jobs up to here are seen to; those from the bound on are none of its business. The bound never moves.
    position        uuid        NOT NULL,
    bound           uuid        NOT NULL,
    matched         bigint      NOT NULL, -- when it was created; once it is completed, how many it met
    matched_exactly boolean     NOT NULL, -- else there are more
    done            bigint      NOT NULL DEFAULT 0,
    skipped         bigint      NOT NULL DEFAULT 0, -- matched, and could not be moved when it came to that
    error           text,
    requested_by    uuid        NOT NULL, -- API key
    created_at      timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    stepped_at      timestamptz NOT NULL DEFAULT now(),
    finished_at     timestamptz
);

-- An organization's operations, newest first.
CREATE INDEX bulk_operation_organization ON bulk_operation (organization_id, id);
-- Whose turn it is.
CREATE INDEX bulk_operation_running ON bulk_operation (organization_id, stepped_at) WHERE state = 'running';

-- One row: when the next step may be taken. All workers together keep to one pace, since each takes this row for its step.
CREATE TABLE bulk_pace (
    single  boolean     PRIMARY KEY DEFAULT true CHECK (single),
    free_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO bulk_pace DEFAULT VALUES;
