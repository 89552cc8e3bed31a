-- Who uses Carillon: organizations, the people in them, and the keys of their machines.

CREATE TABLE organization (
    id             uuid PRIMARY KEY,
    name           text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- Standard Webhooks secret ("whsec_" and base64) that signs what this organization's webhooks carry.
    webhook_secret text        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE account (
    id            uuid PRIMARY KEY,
    email         text        NOT NULL,
    password_hash text        NOT NULL,
    -- May see the monitoring of the whole installation, not only of an organization.
    administrator boolean     NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX account_email ON account (lower(email));

CREATE TABLE membership (
    organization_id uuid        NOT NULL REFERENCES organization ON DELETE CASCADE,
    account_id      uuid        NOT NULL REFERENCES account ON DELETE CASCADE,
    role            text        NOT NULL CHECK (role IN ('owner', 'admin', 'contributor', 'reader')),
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, account_id)
);

CREATE INDEX membership_account ON membership (account_id);

CREATE TABLE api_key (
    id              uuid PRIMARY KEY,
    organization_id uuid        NOT NULL REFERENCES organization ON DELETE CASCADE,
    name            text        NOT NULL,
    -- The public part of ck_<prefix>_<secret>: finds the row, proves nothing.
    prefix          text        NOT NULL UNIQUE,
    -- SHA-256 of the secret. The secret is random and long, so a slow hash would add cost and no strength.
    secret_hash     bytea       NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz,
    revoked_at      timestamptz
);

CREATE INDEX api_key_organization ON api_key (organization_id, id);
