package dev.carillon.worker.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.bulk.BulkMatch;
import dev.carillon.common.bulk.BulkOperation;
import dev.carillon.common.bulk.BulkOperationId;
import dev.carillon.common.bulk.BulkOperations;
import dev.carillon.common.bulk.BulkState;
import dev.carillon.common.bulk.NewBulkOperation;
import dev.carillon.common.identity.Actor;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.job.JobState;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobFilter;
import dev.carillon.local.testing.TestServers;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class BulkActorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Client client;

    @Inject
    BulkOperations operations;

    @Inject
    JobIdGenerator ids;

    @BeforeEach
    void quiet() {
        TestServers.mail().reset();
    }

    @Test
    void deadJobsAreDeliveredOnceTheyAreRetriedByFilter() {
        // The organization has dead letters of other tests too.
        Instant begun = Instant.now();
        TestServers.mail().refuseRecipient("dead@example.test", "550 5.1.1 No such user");
        List<JobId> dead = IntStream.range(0, 20)
                .mapToObj(i -> client.email("dead@example.test", "Anyone " + i))
                .toList();
        dead.forEach(job -> client.await(job, JobState.FAILED));
        TestServers.mail().acceptAll();

        BulkOperation done = await(order(JobAction.RETRY, JobState.FAILED, begun));

        assertEquals(20, done.done());
        dead.forEach(job -> client.await(job, JobState.SUCCEEDED));
        assertEquals(20, TestServers.mail().receivedFor("dead@example.test").size());
    }

    private BulkOperationId order(JobAction action, JobState state, Instant createdAfter) {
        BulkOperationId id = new BulkOperationId(ids.next().value());
        operations
                .create(
                        new NewBulkOperation(
                                id,
                                client.organization(),
                                action,
                                new JobFilter(state, null, null, Map.of(), createdAfter, null),
                                new Actor(Actor.Kind.API_KEY, UUID.randomUUID()),
                                Instant.now(),
                                null),
                        new BulkMatch(0, false),
                        10)
                .await()
                .atMost(PATIENCE);
        return id;
    }

    private BulkOperation await(BulkOperationId id) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> operations
                                .find(client.organization(), id)
                                .await()
                                .atMost(PATIENCE)
                                .orElseThrow(),
                        operation -> operation.state() == BulkState.COMPLETED);
    }
}
