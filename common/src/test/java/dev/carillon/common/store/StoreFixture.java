package dev.carillon.common.store;

import dev.carillon.common.database.DatabaseConfig;
import dev.carillon.common.database.QueryTimer;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.AttemptOutcome;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.EmailMessage;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.common.job.Priority;
import dev.carillon.local.testing.TestDatabase;
import dev.carillon.local.testing.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** A migrated database of its own, the store on it, and words to speak about jobs. */
public final class StoreFixture implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    public final Pool pool;
    public final JobStore store;
    final QueryTimer timer = new QueryTimer(
            new SimpleMeterRegistry(),
            new SmallRyeConfigBuilder()
                    .withMapping(DatabaseConfig.class)
                    .build()
                    .getConfigMapping(DatabaseConfig.class));
    public final JobIdGenerator ids = new JobIdGenerator();
    public final OrganizationId organization = new OrganizationId(UUID.randomUUID());

    public StoreFixture(String name) {
        TestDatabase database = TestServers.postgres().createDatabase(name);
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .load()
                .migrate();
        pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(database.reactiveUrl())
                        .setUser(database.user())
                        .setPassword(database.password()))
                .with(new PoolOptions().setMaxSize(8))
                .using(vertx)
                .build();
        store = new JobStore(
                new AcceptStatement(pool, new IdempotencyKeys(pool)),
                new DeduplicatingAccept(pool, new IdempotencyKeys(pool)),
                new ClaimStatement(pool),
                new SettleStatement(pool),
                new PromoteStatement(pool),
                timer);
    }

    public JobReader reader() {
        return new JobReader(pool);
    }

    public JobControl control() {
        return new JobControl(pool);
    }

    public static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    public NewJob email() {
        return job(email("A subject"), null, null);
    }

    NewJob job(dev.carillon.common.job.Message message, @Nullable Instant runAt, @Nullable Instant expiresAt) {
        return new NewJob(ids.next(), organization, Priority.NORMAL, message, Map.of(), runAt, expiresAt, 3, null);
    }

    /** A mail that is to be unfinished only once. */
    public NewJob deduplicated(String key) {
        return new NewJob(ids.next(), organization, Priority.NORMAL, email("A subject"), Map.of(), null, null, 3, key);
    }

    public static EmailMessage email(String subject) {
        return new EmailMessage(
                List.of("ada@example.test"), List.of(), List.of(), null, null, subject, null, "Hello", Map.of());
    }

    static NotificationMessage webhook(String url) {
        return new NotificationMessage(Channel.WEBHOOK, url, "Title", null, null);
    }

    public Submission submission(NewJob... jobs) {
        return new Submission(organization, null, List.of(jobs));
    }

    Submission keyed(String key, String body, NewJob... jobs) {
        return new Submission(
                organization,
                new IdempotencyKey(key, body.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                List.of(jobs));
    }

    public JobId accept(NewJob job) {
        await(store.accept(List.of(submission(job))));
        return job.id();
    }

    WorkerId worker(Duration lease) {
        WorkerId worker = new WorkerId(UUID.randomUUID());
        await(new WorkerLeases(pool).register(worker, "worker-of-test", lease));
        return worker;
    }

    public WorkerId worker() {
        return worker(Duration.ofMinutes(1));
    }

    /** Lets the worker's lease run out now. */
    void expire(WorkerId worker) {
        execute("UPDATE worker SET lease_expires_at = now() - interval '1 second' WHERE id = $1", worker.value());
    }

    public ClaimedJob claim(WorkerId worker, JobId job) {
        return await(store.claim(worker, List.of(job))).jobs().getFirst();
    }

    static Settlement settlement(ClaimedJob job, JobState next) {
        return settlement(job, next, Duration.ZERO);
    }

    static Settlement settlement(ClaimedJob job, JobState next, Duration delay) {
        return new Settlement(
                job.id(),
                job.fence(),
                next,
                delay,
                true,
                next == JobState.SUCCEEDED ? AttemptOutcome.SUCCEEDED : AttemptOutcome.FAILED,
                next == JobState.SUCCEEDED ? null : "451 Try later",
                job.claimedAt(),
                job.claimedAt().plusMillis(5),
                "smtp");
    }

    public JobState state(JobId job) {
        return JobState.of(query("SELECT state::text FROM job WHERE id = $1", job.value())
                .getFirst()
                .getString(0));
    }

    public List<String> timeline(JobId job) {
        return List.of(query("SELECT timeline_states::text[] FROM job WHERE id = $1", job.value())
                .getFirst()
                .getArrayOfStrings(0));
    }

    public List<Row> query(String sql, Object... values) {
        List<Row> rows = new ArrayList<>();
        await(pool.preparedQuery(sql).execute(Tuple.from(values))).forEach(rows::add);
        return rows;
    }

    public void execute(String sql, Object... values) {
        await(pool.preparedQuery(sql).execute(Tuple.from(values)));
    }

    @Override
    public void close() {
        await(pool.close());
        await(vertx.close());
    }
}
