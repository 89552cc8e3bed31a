package dev.carillon.monitoring.testing;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.job.Message;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.common.job.Priority;
import dev.carillon.common.store.JobStore;
import dev.carillon.common.store.Submission;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Jobs for tests: real rows. */
@Singleton
public class Jobs {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final JobStore store;
    private final JobIdGenerator ids;
    private final Pool pool;

    Jobs(JobStore store, JobIdGenerator ids, Pool pool) {
        this.store = store;
        this.ids = ids;
        this.pool = pool;
    }

    /** Queues a webhook that has been waiting for so long. */
    public void queuedSince(Duration waiting) {
        OrganizationId organization = new OrganizationId(UUID.randomUUID());
        Message message = new NotificationMessage(Channel.WEBHOOK, "https://example.com/hook", null, "Hello", null);
        NewJob job = new NewJob(ids.next(), organization, Priority.NORMAL, message, Map.of(), null, null, 3, null);
        store.accept(List.of(new Submission(organization, null, List.of(job))))
                .await()
                .atMost(PATIENCE);
        pool.preparedQuery("""
                        UPDATE job
                        SET enqueued_at = now() - $1::integer * interval '1 second',
                            timeline_times = ARRAY[now() - $1::integer * interval '1 second']
                        WHERE id = $2
                        """)
                .execute(Tuple.of((int) waiting.toSeconds(), job.id().value()))
                .await()
                .atMost(PATIENCE);
    }

    /** As if so many more were in that state. */
    public void counted(Channel channel, String state, long jobs) {
        pool.preparedQuery("INSERT INTO job_count_change (channel, state, change) VALUES ($1, $2::text::job_state, $3)")
                .execute(Tuple.of(channel.wireName(), state, jobs))
                .await()
                .atMost(PATIENCE);
    }

    /** Removes all. */
    public void clear() {
        pool.query("TRUNCATE job, job_attempt, job_count, job_count_change")
                .execute()
                .await()
                .atMost(PATIENCE);
    }
}
