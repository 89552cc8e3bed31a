package dev.carillon.api.bulk;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.bulk.BulkOperation;
import dev.carillon.common.bulk.BulkState;
import dev.carillon.common.identity.Actor;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.JobType;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bulk operation as it is sent. It always has all of its fields: one that says nothing yet is null. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record BulkOperationRepresentation(
        UUID id,
        JobAction action,
        BulkState state,
        Filter filter,
        long matched,
        boolean matchedExactly,
        long done,
        long skipped,
        @Nullable String error,
        Requester requestedBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Which jobs are meant. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record Filter(
            @Nullable JobState state,
            @Nullable JobType type,
            @Nullable Channel channel,
            Map<String, String> tags,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore) {}

    /** Who ordered it: an API key, or a person. The other's fields are null. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record Requester(
            @Nullable UUID apiKeyId,
            @Nullable String apiKeyName,
            @Nullable UUID accountId,
            @Nullable String accountEmail) {

        static Requester from(Actor actor, @Nullable String name) {
            return switch (actor.kind()) {
                case API_KEY -> new Requester(actor.id(), name, null, null);
                case PERSON -> new Requester(null, null, actor.id(), name);
            };
        }
    }

    static BulkOperationRepresentation from(BulkOperation operation) {
        JobFilter filter = operation.filter();
        return new BulkOperationRepresentation(
                operation.id().value(),
                operation.action(),
                operation.state(),
                new Filter(
                        filter.state(),
                        filter.type(),
                        filter.channel(),
                        filter.tags(),
                        filter.createdAfter(),
                        filter.createdBefore()),
                operation.matched().jobs(),
                operation.matched().exactly(),
                operation.done(),
                operation.skipped(),
                operation.error(),
                Requester.from(operation.requestedBy(), operation.requestedByName()),
                operation.createdAt(),
                operation.startedAt(),
                operation.finishedAt());
    }

    /** Where it is found again. */
    String path() {
        return BulkOperationResource.PATH + "/" + id;
    }
}
