package dev.carillon.common.job;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** A job entered {@code state} at {@code at}, by PostgreSQL's clock. */
@RegisterForReflection
public record TimelineEntry(JobState state, Instant at) {}
