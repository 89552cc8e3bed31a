-- Quotas that differ from those of the installation's policies: of an organization, or of one of its API keys. Set by administrators;
-- an instance reads all of an organization's at once, and a few seconds after they were changed at the latest.
CREATE TABLE rate_limit (
    organization_id uuid        NOT NULL REFERENCES organization ON DELETE CASCADE,
    policy          text        NOT NULL CHECK (length(policy) BETWEEN 1 AND 50),
    -- Null: for the organization.
    api_key_id      uuid        REFERENCES api_key ON DELETE CASCADE,
    quota           bigint      NOT NULL CHECK (quota BETWEEN 1 AND 1000000000),
    window_seconds  integer     NOT NULL CHECK (window_seconds BETWEEN 1 AND 31622400),
    changed_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (organization_id, policy, api_key_id)
);

-- For keys that are removed.
CREATE INDEX rate_limit_api_key ON rate_limit (api_key_id) WHERE api_key_id IS NOT NULL;
