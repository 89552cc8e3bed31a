package dev.carillon.worker.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.stream.JobEvent;
import dev.carillon.common.stream.JobEvents;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Jobs of workers that died, and who hears of it. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class RescuerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Client client;

    @Inject
    RedisCommands redis;

    @Test
    void aJobOfADeadWorkerIsDeliveredByAnother() {
        JobId job = client.submitUnpublished(Client.email("rescued@example.test", "Rescued", "Hello"));
        client.execute("""
                UPDATE job SET state = 'running', fence = 1, worker_id = gen_random_uuid() WHERE id = $1
                """, job.value());
        client.execute("INSERT INTO worker (id, name, lease_expires_at) VALUES (gen_random_uuid(), 'dead', now())");

        Job done = client.await(job, JobState.SUCCEEDED);

        assertEquals(1, done.attempts(), "the death cost none");
        assertEquals(2, client.attempts(job).size());
        assertEquals(
                dev.carillon.common.job.AttemptOutcome.UNKNOWN,
                client.attempts(job).getLast().outcome());
    }

    @Test
    void whoWatchesHearsThatAJobWasTakenBack() {
        JobId job = abandoned(0);

        client.await(job, JobState.SUCCEEDED);

        awaitMoves(job, List.of(JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED));
    }

    @Test
    void whoWatchesHearsThatAPoisonousJobWasParked() {
        JobId job = abandoned(2);

        client.await(job, JobState.HELD);

        awaitMoves(job, List.of(JobState.HELD));
    }

    /** A job that a worker had claimed before it died, like so many before it. */
    private JobId abandoned(int crashes) {
        JobId job = client.submitUnpublished(Client.email("rescued@example.test", "Rescued", "Hello"));
        client.execute(
                "UPDATE job SET state = 'running', fence = 1, crashes = $2, worker_id = gen_random_uuid() WHERE id = $1",
                job.value(),
                crashes);
        client.execute("INSERT INTO worker (id, name, lease_expires_at) VALUES (gen_random_uuid(), 'dead', now())");
        return job;
    }

    private void awaitMoves(JobId job, List<JobState> moves) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(moves, heard(job)));
    }

    private List<JobState> heard(JobId job) {
        List<JobState> states = new ArrayList<>();
        redis.send(Command.XRANGE, JobEvents.KEY, "-", "+")
                .await()
                .atMost(PATIENCE)
                .forEach(entry -> JobEvents.parse(entry.get(1).get(1).toString()).stream()
                        .filter(event -> event.job().equals(job))
                        .map(JobEvent::state)
                        .forEach(states::add));
        return states;
    }
}
