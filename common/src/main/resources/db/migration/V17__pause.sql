-- Who may resume a pause.
--
-- An administrator of the installation may pause a single organization too. That pause stands beside the organization's own of
-- the same scope, and the organization can neither change nor end it.

ALTER TABLE pause
    ADD COLUMN by_administrator boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT pause_organization_id_channel_priority_key,
    ADD CONSTRAINT pause_scope UNIQUE NULLS NOT DISTINCT (organization_id, channel, priority, by_administrator);

-- For the upkeep that removes those that have ended.
CREATE INDEX pause_ending ON pause (ends_at) WHERE ends_at IS NOT NULL;
