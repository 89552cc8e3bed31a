package dev.carillon.common.bulk;

import dev.carillon.common.identity.Actor;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An act on all jobs of an organization that match a filter.
 *
 * @param matched jobs when it was created; once it is completed, those that it met
 * @param done jobs that it moved
 * @param skipped jobs that matched and could not be moved, because they changed meanwhile or another has their dedupe key
 * @param error why it failed; null unless it did
 * @param requestedBy who ordered it
 * @param requestedByName the key's name or the person's address; null when they are gone
 * @param startedAt of its first step
 */
public record BulkOperation(
        BulkOperationId id,
        JobAction action,
        BulkState state,
        JobFilter filter,
        BulkMatch matched,
        long done,
        long skipped,
        @Nullable String error,
        Actor requestedBy,
        @Nullable String requestedByName,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
