package dev.carillon.common.stream;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.store.ReadyJob;
import dev.carillon.common.store.Shard;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells the workers which jobs are ready: an entry holds a job's id and its organization's, and nothing else. */
@Singleton
public class JobStream {

    /** The field of an entry that holds the job's id. */
    public static final String FIELD = "job";

    /** The field of an entry that holds the organization's id. */
    public static final String ORGANIZATION = "organization";

    private final RedisCommands redis;
    private final Windows windows;
    private final int shards;

    JobStream(RedisCommands redis, Windows windows, StreamConfig config) {
        this.redis = redis;
        this.windows = windows;
        this.shards = config.shards();
    }

    /**
     * Appends an entry for each job. Never fails: what could not be published stays queued in PostgreSQL, and is
     * adopted as an orphan.
     */
    public Uni<Void> publish(List<ReadyJob> jobs) {
        if (jobs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<OrganizationId, Integer> added = new LinkedHashMap<>();
        List<Request> requests = new ArrayList<>(jobs.size() + 1);
        for (ReadyJob job : jobs) {
            added.merge(job.organizationId(), 1, Integer::sum);
            requests.add(entry(keyOf(job), job.id(), job.organizationId()));
        }
        added.forEach((organization, entries) -> requests.add(
                RedisCommands.request(Command.HINCRBY, windowOf(shardOf(organization)), organization, entries)));
        return redis.pipeline(requests)
                .invoke(answers -> observe(List.copyOf(added.keySet()), answers))
                .onFailure()
                .invoke(failure -> {
                    windows.away();
                    Log.warnf(
                            "%d jobs are stored but not published, they go to the backlog soon: %s",
                            jobs.size(), failure.getMessage());
                })
                .onFailure()
                .recoverWithItem(List.of())
                .replaceWithVoid();
    }

    private void observe(List<OrganizationId> organizations, List<Response> answers) {
        int first = answers.size() - organizations.size();
        for (int index = 0; index < organizations.size(); index++) {
            windows.observed(
                    organizations.get(index), answers.get(first + index).toLong());
        }
    }

    /** The command that appends a job's entry. */
    public static Request entry(JobStreamKey stream, JobId job, OrganizationId organization) {
        return RedisCommands.request(Command.XADD, stream, "*", FIELD, job, ORGANIZATION, organization);
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
        return new JobStreamKey(shardOf(job.organizationId()), job.priority());
    }

    private int shardOf(OrganizationId organization) {
        return Shard.of(organization) % shards;
    }

    /** The key of the hash that tells how many entries of each organization a shard's streams hold, about. */
    public static String windowOf(int shard) {
        return "carillon:jobs:{" + shard + "}:window";
    }
}
