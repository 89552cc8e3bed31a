package dev.carillon.worker.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class OldJobsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    OldJobs oldJobs;

    @Inject
    Client client;

    @Test
    void jobsThatEndedLongAgoLeaveAndOthersDoNot() {
        for (String table : new String[] {"job", "job_attempt"}) {
            client.execute("""
                    DO $$ BEGIN
                        EXECUTE format('CREATE TABLE %1$s_2025w10 PARTITION OF %1$s FOR VALUES FROM (%%L) TO (%%L)',
                            first_job_id('2025-03-03 00:00+00'), first_job_id('2025-03-10 00:00+00'));
                    END $$
                    """.formatted(table));
        }
        client.await(client.email("old@example.test", "Long ago"), JobState.SUCCEEDED);
        JobId young = client.email("young@example.test", "Today");
        client.await(young, JobState.SUCCEEDED);
        client.execute("""
                UPDATE job SET id = first_job_id('2025-03-05 00:00+00'), finished_at = now() - interval '91 days'
                WHERE organization_id = $1 AND id <> $2 AND state = 'succeeded' AND payload->>'subject' = 'Long ago'
                """, client.organization().value(), young.value());
        assertEquals(1, oldRows());

        while (oldJobs.turn().await().atMost(PATIENCE)) {
            // The next step.
        }

        assertEquals(0, oldRows());
        assertEquals(JobState.SUCCEEDED, client.job(young).state());
        assertEquals(0, client.number("SELECT count(*) FROM pg_class WHERE relname ~ '^job_.*2025w10'"));
    }

    private long oldRows() {
        return client.number("SELECT count(*) FROM job WHERE id = first_job_id('2025-03-05 00:00+00')");
    }
}
