package dev.carillon.common.stream;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;

/** A job entered a state. For watching only: events may be missed, and promises rest on PostgreSQL. */
public record JobEvent(JobId job, JobState state) {}
