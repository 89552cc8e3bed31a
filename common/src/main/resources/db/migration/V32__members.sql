-- How people come to an organization that is there already.

CREATE TABLE invitation (
    id              uuid PRIMARY KEY, -- UUIDv7
    organization_id uuid        NOT NULL REFERENCES organization ON DELETE CASCADE,
    email           text        NOT NULL,
    role            text        NOT NULL CHECK (role IN ('owner', 'admin', 'contributor', 'reader')),
    token_hash      bytea       NOT NULL UNIQUE, -- SHA-256
    invited_by      text        NOT NULL, -- who, in words
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL
);

-- One for an address: a repeated invitation replaces the one before.
CREATE UNIQUE INDEX invitation_address ON invitation (organization_id, lower(email));
CREATE INDEX invitation_organization ON invitation (organization_id, id);
CREATE INDEX invitation_expiring ON invitation (expires_at);

