package dev.carillon.common.stream;

import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobState;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.store.ReadyJob;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Tells the workers which jobs are ready: an entry holds a job's id and nothing else. */
@Singleton
public class JobStream {

    /** The field of an entry that holds the job's id. */
    public static final String FIELD = "job";

    private final RedisCommands redis;
    private final int shards;

    JobStream(RedisCommands redis, StreamConfig config) {
        this.redis = redis;
        this.shards = config.shards();
    }

    /**
     * Appends an entry for each job. Never fails: what could not be published stays queued in PostgreSQL, where the
     * republisher finds it.
     */
    public Uni<Void> publish(List<ReadyJob> jobs) {
        List<Request> entries = new ArrayList<>(jobs.size());
        for (ReadyJob job : jobs) {
            entries.add(RedisCommands.request(Command.XADD, keyOf(job), "*", FIELD, job.id()));
        }
        return redis.pipeline(entries)
                .onFailure()
                .invoke(failure -> Log.warnf(
                        "%d jobs are stored but not published, the republisher will find them: %s",
                        jobs.size(), failure.getMessage()))
                .onFailure()
                .recoverWithItem(List.of())
                .replaceWithVoid();
    }

    /** Like {@link #publish}, for those of the jobs that are queued. */
    public Uni<Void> announce(List<Job> jobs) {
        return publish(jobs.stream()
                .filter(job -> job.state() == JobState.QUEUED)
                .map(ReadyJob::of)
                .toList());
    }

    /** The stream of a job. */
    public JobStreamKey keyOf(ReadyJob job) {
        return new JobStreamKey(job.shard() % shards, job.priority());
    }
}
