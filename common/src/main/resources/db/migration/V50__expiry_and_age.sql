-- Jobs that expire while they are queued, and weeks of jobs that leave.

-- What expires next, wherever it waits. No claim changes any of these columns.
CREATE INDEX job_expiry ON job (expires_at)
    WHERE expires_at IS NOT NULL AND finished_at IS NULL AND resting_state IS NULL;

-- Weeks whose tables were detached, and of which not everything has been counted out yet.
CREATE TABLE job_leaving (
    week        text        PRIMARY KEY, -- ends the names of both tables
    ended_since timestamptz NOT NULL,    -- jobs that ended from then on stay
    block       bigint      NOT NULL DEFAULT 0 -- what lies before this block of the table of jobs has been seen to
);

-- Takes the oldest week that ended before the given moment out of job and job_attempt, and answers its name; null when there is none,
-- or somebody holds a lock for longer than a quarter of a second, so that nobody waits much longer for us. What is unfinished goes on
-- in a partition "…_kept" for the same ids. A week with more unfinished jobs than may be moved under the lock stays whole.
CREATE FUNCTION detach_old_jobs(before timestamptz, most_unfinished integer) RETURNS text LANGUAGE plpgsql
    SET lock_timeout = '250ms' AS $$
DECLARE
    -- The week before this one is made whenever it is missing.
    bound      timestamptz := least(before, date_trunc('week', now(), 'UTC') - interval '7 days');
    old        record;
    parent     text;
    unfinished bigint;
    needed     boolean;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('carillon.job_partitions')) THEN
        RETURN NULL;
    END IF;
    -- What is still to be moved into a partition must find it.
    IF EXISTS (SELECT FROM job_leaving) THEN
        RETURN NULL;
    END IF;
    FOR old IN
        SELECT * FROM (
            SELECT relname, substr(relname, 4) AS week, relname LIKE '%\_kept' AS is_kept,
                   to_date(substr(relname, 5, 7), 'IYYY"w"IW')::timestamp AT TIME ZONE 'UTC' AS begins
            FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
            WHERE inhparent = 'job'::regclass AND relname ~ '^job_\d{4}w\d\d') AS partition
        WHERE begins + interval '7 days' <= bound
        ORDER BY relname
    LOOP
        EXECUTE format('SELECT count(*) FROM (SELECT FROM %I WHERE finished_at IS NULL LIMIT $1) AS unfinished', old.relname)
            INTO unfinished USING most_unfinished + 1;
        CONTINUE WHEN unfinished > CASE WHEN old.is_kept THEN 0 ELSE most_unfinished END;
        IF old.is_kept THEN
            EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE finished_at >= $1)', old.relname) INTO needed USING before;
            CONTINUE WHEN needed;
        ELSE
            FOREACH parent IN ARRAY ARRAY['job', 'job_attempt'] LOOP
                EXECUTE format(
                    'CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) WITH (fillfactor = %s)',
                    parent || old.week || '_kept', parent, CASE parent WHEN 'job' THEN 45 ELSE 100 END);
            END LOOP;
        END IF;

        LOCK TABLE job, job_attempt IN ACCESS EXCLUSIVE MODE;
        FOREACH parent IN ARRAY ARRAY['job', 'job_attempt'] LOOP
            EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', parent, parent || old.week);
        END LOOP;
        IF old.is_kept THEN
            -- A person may have retried one of them before the lock came.
            EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE finished_at IS NULL OR finished_at >= $1)', old.relname)
                INTO needed USING before;
            IF needed THEN
                RAISE lock_not_available;
            END IF;
        ELSE
            FOREACH parent IN ARRAY ARRAY['job', 'job_attempt'] LOOP
                EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                    parent, parent || old.week || '_kept', first_job_id(old.begins), first_job_id(old.begins + interval '7 days'));
            END LOOP;
            -- Not by way of the parents: the jobs are no new ones, and are counted already.
            EXECUTE format('INSERT INTO %I SELECT * FROM %I WHERE finished_at IS NULL', old.relname || '_kept', old.relname);
            EXECUTE format('INSERT INTO %I SELECT attempt.* FROM %I AS attempt JOIN %I AS job ON job.id = attempt.job_id',
                'job_attempt' || old.week || '_kept', 'job_attempt' || old.week, old.relname || '_kept');
        END IF;
        INSERT INTO job_leaving (week, ended_since) VALUES (old.week, before);
        RETURN old.week;
    END LOOP;
    RETURN NULL;
EXCEPTION
    WHEN lock_not_available THEN
        RETURN NULL;
END $$;

-- Looks through so many blocks of a week that was detached: jobs that ended lately go on in its partition "…_kept", the others are
-- taken from the counts. Drops the tables at the end. Answers whether there was anything to do.
CREATE FUNCTION let_old_jobs_leave(blocks integer) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    leaving  job_leaving;
    jobs     text;
    attempts text;
    size     bigint;
BEGIN
    SELECT * INTO leaving FROM job_leaving ORDER BY week LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    jobs := 'job' || leaving.week;
    attempts := 'job_attempt' || leaving.week;

    EXECUTE format('INSERT INTO job_count_change (channel, state, change)
                    SELECT channel, state, -count(*) FROM %I
                    WHERE ctid >= $1 AND ctid < $2 AND finished_at < $3 GROUP BY channel, state', jobs)
        USING format('(%s,0)', leaving.block)::tid, format('(%s,0)', leaving.block + blocks)::tid, leaving.ended_since;
    IF to_regclass(jobs || '_kept') IS NOT NULL THEN
        EXECUTE format('WITH kept AS (
                            INSERT INTO %I SELECT * FROM %I WHERE ctid >= $1 AND ctid < $2 AND finished_at >= $3 RETURNING id)
                        INSERT INTO %I SELECT attempt.* FROM kept JOIN %I AS attempt ON attempt.job_id = kept.id',
                jobs || '_kept', jobs, attempts || '_kept', attempts)
            USING format('(%s,0)', leaving.block)::tid, format('(%s,0)', leaving.block + blocks)::tid, leaving.ended_since;
    END IF;

    EXECUTE format('SELECT pg_relation_size(%L) / current_setting(''block_size'')::bigint', jobs) INTO size;
    IF leaving.block + blocks < size THEN
        UPDATE job_leaving SET block = leaving.block + blocks WHERE week = leaving.week;
    ELSE
        EXECUTE format('DROP TABLE %I, %I', jobs, attempts);
        DELETE FROM job_leaving WHERE week = leaving.week;
    END IF;
    RETURN true;
END $$;
