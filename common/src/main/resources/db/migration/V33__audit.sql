-- Who did what to an organization: written in the transaction of the act, never changed.

CREATE TABLE audit_entry (
    id              uuid PRIMARY KEY, -- UUIDv7
    organization_id uuid        NOT NULL REFERENCES organization ON DELETE CASCADE,
    at              timestamptz NOT NULL DEFAULT now(),
    act             text        NOT NULL, -- such as 'member.removed'
    actor_kind      text        NOT NULL CHECK (actor_kind IN ('api_key', 'person')),
    actor_id        uuid        NOT NULL,
    actor_name      text        NOT NULL, -- as it was then: the key's name, the person's address
    subject         text        NOT NULL, -- what it was done to, in words
    details         jsonb       NOT NULL DEFAULT '{}',
    address         text        NOT NULL  -- the client's
);

-- An organization's entries, newest first.
CREATE INDEX audit_entry_organization ON audit_entry (organization_id, id);
