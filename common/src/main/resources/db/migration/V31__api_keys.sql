-- What API keys may do, who made them, and when they were last used.

ALTER TABLE api_key
    -- Keys that were there before could do everything that there was.
    ADD COLUMN role         text        NOT NULL DEFAULT 'admin' CHECK (role IN ('admin', 'contributor', 'reader', 'sender')),
    ADD COLUMN created_by   text,        -- who, in words; null for the environment
    ADD COLUMN last_used_at timestamptz, -- to the minute
    ADD COLUMN replaced_by  uuid;        -- the key that it was rotated to

-- People order too, when they are signed in.
ALTER TABLE bulk_operation
    ADD COLUMN requested_by_kind text NOT NULL DEFAULT 'api_key' CHECK (requested_by_kind IN ('api_key', 'person'));
