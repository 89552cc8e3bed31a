-- Accounts of people: registration, forgotten passwords.

-- Sessions carry the version that they began with. Whatever changes the password raises it, in the same transaction: all sessions are
-- void from then on, whether or not Redis could be told.
ALTER TABLE account ADD COLUMN credentials_version integer NOT NULL DEFAULT 1;

-- The platform itself: the mails that it sends on its own behalf are jobs of this organization, which nobody can join.
INSERT INTO organization (id, name, webhook_secret)
VALUES ('00000000-0000-7000-8000-000000000000', 'Carillon itself',
        'whsec_' || encode(decode(replace(gen_random_uuid()::text || left(gen_random_uuid()::text, 18), '-', ''), 'hex'), 'base64'));

-- Accounts to be, until the link in the mail is opened. Also made for addresses that have an account, whose owner is told so by mail:
-- nobody shall see a difference.
CREATE TABLE registration (
    token_hash        bytea PRIMARY KEY, -- SHA-256
    email             text        NOT NULL,
    password_hash     text        NOT NULL,
    organization_name text        NOT NULL CHECK (length(organization_name) BETWEEN 1 AND 200),
    created_at        timestamptz NOT NULL DEFAULT now(),
    expires_at        timestamptz NOT NULL
);

CREATE INDEX registration_email ON registration (lower(email), created_at);
CREATE INDEX registration_expiring ON registration (expires_at);

-- Without an account: somebody asked for an address that has none.
CREATE TABLE password_reset (
    token_hash bytea PRIMARY KEY, -- SHA-256
    account_id uuid REFERENCES account ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);

CREATE INDEX password_reset_account ON password_reset (account_id, created_at);
CREATE INDEX password_reset_expiring ON password_reset (expires_at);
