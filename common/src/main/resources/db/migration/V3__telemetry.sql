-- What the instances reported, minute by minute; written by monitoring-service.
--
-- A row is made of all reports that Redis took in during its minute, so every collector that has read them makes the same row.
-- One that has read fewer (it started late, or Redis lost some) never replaces one that was made of more.

CREATE TABLE telemetry_minute (
    minute   timestamptz NOT NULL, -- its start
    service  text        NOT NULL,
    instance uuid        NOT NULL,
    reports  integer     NOT NULL, -- that the row is made of
    counts   jsonb       NOT NULL, -- {"jobs_accepted": 12}: how often each measure happened
    gauges   jsonb       NOT NULL, -- {"cpu": {"mean": 0.1, "highest": 0.4}}
    PRIMARY KEY (minute, service, instance)
);

CREATE TABLE telemetry_latency_minute (
    minute    timestamptz NOT NULL,
    measure   text        NOT NULL,
    service   text        NOT NULL,
    instance  uuid        NOT NULL,
    durations bigint      NOT NULL, -- in the histogram
    histogram bytea       NOT NULL, -- HdrHistogram in microseconds, compressed: histograms add up, percentiles do not
    PRIMARY KEY (minute, measure, service, instance)
);

-- Compressed already.
ALTER TABLE telemetry_latency_minute ALTER COLUMN histogram SET STORAGE EXTERNAL;
