package dev.carillon.api.bulk;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.store.JobAction;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The answer to a dry run. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record BulkCount(boolean dryRun, JobAction action, long matched, boolean matchedExactly) {}
