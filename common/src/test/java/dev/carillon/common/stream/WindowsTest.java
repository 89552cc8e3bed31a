package dev.carillon.common.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.job.Priority;
import dev.carillon.common.store.ReadyJob;
import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class WindowsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final OrganizationId flood = new OrganizationId(UUID.randomUUID());
    private final OrganizationId small = new OrganizationId(UUID.randomUUID());

    @Inject
    JobStream stream;

    @Inject
    Windows windows;

    @Inject
    JobIdGenerator ids;

    @Inject
    StreamConfig config;

    @Test
    void whoHasAWindowOfJobsInTheStreamsIsFullForAWhile() {
        publish(flood, config.window() - 1);
        publish(small, 3);
        assertFalse(windows.isFull(flood));

        publish(flood, 1);

        assertTrue(windows.isFull(flood));
        assertFalse(windows.isFull(small));
        assertEquals(Set.of(flood), windows.full());
        Awaitility.await().atMost(SOON).until(() -> !windows.isFull(flood));
        assertEquals(Set.of(), windows.full());
    }

    @Test
    void whileNothingCanBePublishedEverybodyIsFull() {
        windows.away();

        assertTrue(windows.isFull(small));
        Awaitility.await().atMost(SOON).until(() -> !windows.isFull(small));
    }

    private void publish(OrganizationId organization, int jobs) {
        stream.publish(Stream.generate(() -> new ReadyJob(ids.next(), organization, Priority.NORMAL))
                        .limit(jobs)
                        .toList())
                .await()
                .atMost(SOON);
    }
}
