package dev.carillon.api.endpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.EventMessage;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.Priority;
import dev.carillon.common.store.Acceptance;
import dev.carillon.common.store.JobStore;
import dev.carillon.common.store.Submission;
import dev.carillon.common.stream.JobStream;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells an endpoint of nothing in particular, to see whether it listens. It takes the way of every job. */
@Singleton
class TestEvent {

    /** Whoever asks for a test looks at it now: two more attempts are enough. */
    private static final int ATTEMPTS = 3;

    private final JobStore store;
    private final JobStream stream;
    private final JobIdGenerator ids;

    TestEvent(JobStore store, JobStream stream, JobIdGenerator ids) {
        this.store = store;
        this.stream = stream;
        this.ids = ids;
    }

    /** The job that delivers the test. */
    Uni<Job> send(OrganizationId organization, Endpoint endpoint) {
        EventMessage message = new EventMessage(
                endpoint.id().value(),
                EventTypes.TEST,
                Instant.now().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("endpoint_id", endpoint.id().value().toString())
                        .put("message", "This endpoint works."));
        NewJob job = new NewJob(
                ids.next(),
                organization,
                Priority.HIGH,
                message,
                Map.of("endpoint", endpoint.id().value().toString()),
                null,
                null,
                ATTEMPTS,
                null);
        return store.accept(List.of(new Submission(organization, null, List.of(job))))
                .map(TestEvent::accepted)
                .call(accepted -> stream.announce(List.of(accepted)));
    }

    private static Job accepted(List<Acceptance> acceptances) {
        return switch (acceptances.getFirst()) {
            case Acceptance.Accepted(List<Job> jobs, var _) -> jobs.getFirst();
            case Acceptance.Replayed _, Acceptance.KeyReused _ ->
                throw new IllegalStateException("A test has no idempotency key");
        };
    }
}
