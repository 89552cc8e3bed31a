-- Retries by job, and jobs that are put off without an attempt (snoozed).

ALTER TABLE job
    -- What the job asks for about its own retries; null for its channel's. In no index: claims read it and change nothing.
    ADD COLUMN retry jsonb,
    -- The fence of the first of several snoozes in a row, by which their one record is found; null when the last delivery was none.
    ADD COLUMN snoozed_since integer;

ALTER TABLE job_attempt DROP CONSTRAINT job_attempt_outcome_check;
ALTER TABLE job_attempt ADD CONSTRAINT job_attempt_outcome_check
    CHECK (outcome IN ('succeeded', 'failed', 'failed_permanently', 'unknown', 'handed_back', 'snoozed'));
