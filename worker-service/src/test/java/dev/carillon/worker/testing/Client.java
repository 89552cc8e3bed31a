package dev.carillon.worker.testing;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Attempt;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.EmailMessage;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.Message;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.common.job.Priority;
import dev.carillon.common.retry.RetryChoice;
import dev.carillon.common.store.Acceptance;
import dev.carillon.common.store.JobReader;
import dev.carillon.common.store.JobStore;
import dev.carillon.common.store.Submission;
import dev.carillon.common.stream.JobStream;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** An organization that submits jobs as api-service would, and looks at what became of them. */
@Singleton
public final class Client {

    /** The organization's signing secret, as its receivers know it. */
    public static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final JobStore store;
    private final JobReader reader;
    private final JobStream stream;
    private final JobIdGenerator ids;
    private final Pool pool;
    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());

    Client(JobStore store, JobReader reader, JobStream stream, JobIdGenerator ids, Pool pool) {
        this.store = store;
        this.reader = reader;
        this.stream = stream;
        this.ids = ids;
        this.pool = pool;
        execute(
                "INSERT INTO organization (id, name, webhook_secret) VALUES ($1, 'Test', $2)",
                organization.value(),
                SECRET);
    }

    /** The organization. */
    public OrganizationId organization() {
        return organization;
    }

    /** Submits a mail with a plain text. */
    public JobId email(String to, String subject) {
        return submit(email(to, subject, "Hello"));
    }

    /** A mail with a plain text. */
    public static EmailMessage email(String to, String subject, String text) {
        return new EmailMessage(List.of(to), List.of(), List.of(), null, null, subject, null, text, Map.of());
    }

    /** Submits a webhook. */
    public JobId webhook(String url) {
        return submit(new NotificationMessage(Channel.WEBHOOK, url, "Title", "Body", null));
    }

    /** Submits a message: stored, then published. */
    public JobId submit(Message message) {
        List<Job> jobs = accept(message);
        await(stream.announce(jobs));
        return jobs.getFirst().id();
    }

    /** Submits a message with retries of its own. */
    public JobId submit(Message message, int maxAttempts, RetryChoice retry) {
        NewJob job = new NewJob(
                ids.next(), organization, Priority.NORMAL, message, Map.of(), null, null, maxAttempts, null, retry);
        List<Job> jobs = accept(new Submission(organization, null, List.of(job)));
        await(stream.announce(jobs));
        return job.id();
    }

    /** Stores a message and dies before it is published. */
    public JobId submitUnpublished(Message message) {
        return accept(message).getFirst().id();
    }

    /** Submits a message as while Redis is away. */
    public JobId submitToBacklog(Message message) {
        return accept(new Submission(organization, null, List.of(newJob(organization, message))).toBacklog())
                .getFirst()
                .id();
    }

    /** Lets another organization submit the message {@code count} times at once: a window to the streams, then the backlog. */
    public Flood flood(Message message, int count) {
        OrganizationId other = new OrganizationId(UUID.randomUUID());
        execute("INSERT INTO organization (id, name, webhook_secret) VALUES ($1, 'Flood', $2)", other.value(), SECRET);
        int window = Math.min(256, count);
        await(stream.announce(accept(new Submission(other, null, newJobs(other, message, window)))));
        accept(new Submission(other, null, newJobs(other, message, count - window)).toBacklog());
        return new Flood(other);
    }

    /** The one number that a query answers with. */
    public long number(String sql, Object... values) {
        return await(pool.preparedQuery(sql).execute(Tuple.from(values)))
                .iterator()
                .next()
                .getLong(0);
    }

    private List<NewJob> newJobs(OrganizationId owner, Message message, int count) {
        return IntStream.range(0, count).mapToObj(_ -> newJob(owner, message)).toList();
    }

    /** The jobs of another organization. */
    public final class Flood {

        private final OrganizationId owner;

        private Flood(OrganizationId owner) {
            this.owner = owner;
        }

        /** How many have not ended. */
        public long unfinished() {
            return await(pool.preparedQuery(
                                    "SELECT count(*) FROM job WHERE organization_id = $1 AND finished_at IS NULL")
                            .execute(Tuple.of(owner.value())))
                    .iterator()
                    .next()
                    .getLong(0);
        }

        /** How often each was looked at, on average. */
        public double looks() {
            return (double) number("SELECT sum(fence) FROM job WHERE organization_id = $1", owner.value())
                    / number("SELECT count(*) FROM job WHERE organization_id = $1", owner.value());
        }

        /** Returns when all have ended. */
        public void awaitFinished(Duration patience) {
            Awaitility.await("the flood is over").atMost(patience).until(() -> unfinished() == 0);
        }
    }

    private List<Job> accept(Message message) {
        return accept(new Submission(organization, null, List.of(newJob(organization, message))));
    }

    private List<Job> accept(Submission submission) {
        return ((Acceptance.Accepted) await(store.accept(List.of(submission))).getFirst()).jobs();
    }

    private NewJob newJob(OrganizationId owner, Message message) {
        return new NewJob(ids.next(), owner, Priority.NORMAL, message, Map.of(), null, null, 3, null);
    }

    /** The job as it is now. */
    public Job job(JobId id) {
        return await(reader.find(organization, id)).orElseThrow();
    }

    /** The job's attempts, newest first. */
    public List<Attempt> attempts(JobId id) {
        return await(reader.attempts(organization, id, 100));
    }

    /** The job once it is in {@code state}. */
    public Job await(JobId id, JobState state) {
        return Awaitility.await("job " + id + " is " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> job(id), job -> job.state() == state);
    }

    /** Runs a statement. */
    public void execute(String sql, Object... values) {
        await(pool.preparedQuery(sql).execute(Tuple.from(values)));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
