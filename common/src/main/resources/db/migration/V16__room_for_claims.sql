-- Measured with 500 claims of neighbouring rows: 40 of 100 were heap-only updates with 70 % filled pages, 85 with 50 %.

CREATE OR REPLACE FUNCTION ensure_job_partitions(until timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    week   timestamptz := date_trunc('week', now(), 'UTC') - interval '7 days';
    suffix text;
    parent text;
    made   integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('carillon.job_partitions'));
    WHILE week < until LOOP
        suffix := to_char(week AT TIME ZONE 'UTC', '"_"IYYY"w"IW');
        FOREACH parent IN ARRAY ARRAY['job', 'job_attempt'] LOOP
            IF to_regclass(parent || suffix) IS NULL THEN
                EXECUTE format(
                    'CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) WITH (%s)',
                    parent || suffix, parent,
                    -- Room on each page for a second version of every row: a batch claims all rows of a page at once, and each
                    -- must find its new version's place there to stay heap-only. Vacuum before a fifth of a big table is dead.
                    CASE parent WHEN 'job' THEN 'fillfactor = 45, autovacuum_vacuum_scale_factor = 0.02'
                                ELSE 'fillfactor = 100' END);
                EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                    parent, parent || suffix, first_job_id(week), first_job_id(week + interval '7 days'));
                made := made + 1;
            END IF;
        END LOOP;
        week := week + interval '7 days';
    END LOOP;
    RETURN made;
END $$;


DO $$
DECLARE
    partition regclass;
BEGIN
    FOR partition IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'job'::regclass LOOP
        EXECUTE format('ALTER TABLE %s SET (fillfactor = 45)', partition);
    END LOOP;
END $$;
