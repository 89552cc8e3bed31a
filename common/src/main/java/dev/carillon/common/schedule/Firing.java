package dev.carillon.common.schedule;

import dev.carillon.common.job.JobId;
import java.time.Instant;

/**
 * A job that a schedule made. A schedule has at most one for each moment.
 *
 * @param fireAt the moment it was made for
 * @param firedAt when it was made, by PostgreSQL's clock
 */
public record Firing(Instant fireAt, Instant firedAt, FiringKind kind, JobId jobId) {}
