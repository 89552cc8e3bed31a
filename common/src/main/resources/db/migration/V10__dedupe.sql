-- Deduplication: at most one unfinished job a key and organization.
--
-- The key is a row of job_key from the transaction that accepts the job to the one that ends it, so that its primary key is what
-- two requests at once meet at. Jobs without a key touch nothing of this.

ALTER TABLE job ADD COLUMN dedupe_key text;

ALTER TABLE job_key
    ALTER COLUMN request_hash DROP NOT NULL,
    ALTER COLUMN expires_at DROP NOT NULL,
    -- Of an idempotency key: which of its jobs were there before and only named in the answer; null for none.
    ADD COLUMN deduplicated boolean[],
    ADD CONSTRAINT job_key_form CHECK (CASE kind
        WHEN 'idempotency' THEN request_hash IS NOT NULL AND expires_at IS NOT NULL
        -- Held as long as its one job is unfinished, however long that is.
        ELSE request_hash IS NULL AND expires_at IS NULL AND cardinality(job_ids) = 1 END);

-- A trigger, so that no statement which ends jobs can forget it; and because its own statement sees what was committed while
-- the job's row was waited for: a job that a person retried meanwhile has taken its key again, which the snapshot of the
-- statement that ends it would miss.
CREATE FUNCTION free_dedupe_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM job_key
    WHERE organization_id = NEW.organization_id AND kind = 'dedupe' AND key = NEW.dedupe_key AND job_ids = ARRAY[NEW.id];
    RETURN NULL;
END $$;

CREATE TRIGGER job_dedupe_key_free AFTER UPDATE OF finished_at ON job FOR EACH ROW
    WHEN (NEW.dedupe_key IS NOT NULL AND NEW.finished_at IS NOT NULL AND OLD.finished_at IS NULL)
    EXECUTE FUNCTION free_dedupe_key();
