package dev.carillon.benchmark;

import dev.carillon.common.limit.Algorithm;
import dev.carillon.common.limit.Backend;
import dev.carillon.common.limit.Check;
import dev.carillon.common.limit.Fallback;
import dev.carillon.common.limit.LimitBatch;
import dev.carillon.common.limit.LimitConfig;
import dev.carillon.common.limit.LimitScript;
import dev.carillon.common.limit.LimitSubject;
import dev.carillon.common.limit.Limiter;
import dev.carillon.common.limit.Policy;
import dev.carillon.common.limit.Quota;
import dev.carillon.common.limit.SubjectKind;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisConfig;
import dev.carillon.common.redis.RedisMode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Asks the limiter as the filter of api-service does, two policies a request, with many requests under way at a time; and calls its
 * script bare, one request a call, by the same client.
 */
final class LimitLoad implements AutoCloseable {

    private static final int UNDER_WAY = 256;
    private static final int PIPELINE = 128;
    private static final int SUBJECTS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final Redis client;
    private final Limiter limiter;

    LimitLoad(String redis) {
        // As the services' own client is set, and enough connections for every request to be on its way.
        this.client = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(redis)
                        .setMaxPoolSize(16)
                        .setMaxPoolWaiting(1_000)
                        .setProtocolNegotiation(false));
        RedisCommands commands = RedisCommands.over(
                client, settings(RedisConfig.class), new SimpleMeterRegistry(), RedisMode.STANDALONE);
        this.limiter = new Limiter(commands, settings(LimitConfig.class), new SimpleMeterRegistry());
        limiter.attend(PATIENCE).await().atMost(PATIENCE);
        // Who calls it bare has nobody to tell Redis what it is.
        client.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(LimitScript.SCRIPT.text()))
                .await()
                .atMost(PATIENCE);
    }

    private static <T> T settings(Class<T> type) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(Map.of("carillon.limit.deadline", "PT1S"), "benchmark", 500))
                .withMapping(type)
                .build()
                .getConfigMapping(type);
    }

    /** Measures each algorithm, bare and through the limiter, and what is remembered as refused. */
    Result run(Duration time) {
        StringBuilder note = new StringBuilder();
        long decisions = 0;
        double fastestBare = 0;
        Duration each = time.dividedBy(3);
        for (Algorithm algorithm : Algorithm.ALL) {
            List<List<Check>> many = requests(algorithm, SUBJECTS, Quota.LARGEST);
            List<List<Check>> one = requests(algorithm, 1, Quota.LARGEST);
            // The first round warms the code up.
            perSecond(each.dividedBy(2), many, this::bare);
            perSecond(each.dividedBy(2), many, this::shared);
            double bare = perSecond(each, many, this::bare);
            fastestBare = Math.max(fastestBare, bare);
            double pipelined = pipelined(each, many);
            double whole = perSecond(each, many, this::shared);
            double hot = perSecond(each, one, this::shared);
            decisions += (long) (whole * each.toMillis() / 1e3);
            note.append(String.format(
                    Locale.ROOT,
                    "%s: bare %,.0f/s, bare in pipelines %,.0f/s, limiter %,.0f/s (%.0f %% and %.0f %%), all of one organization %,.0f/s; ",
                    algorithm.wireName(),
                    bare,
                    pipelined,
                    whole,
                    whole / bare * 100,
                    whole / pipelined * 100,
                    hot));
        }
        List<List<Check>> refused = requests(new Algorithm.SlidingWindow(), 100, 1);
        perSecond(each.dividedBy(2), refused, limiter::decide);
        double remembered = perSecond(each, refused, this::remembered);
        note.append(String.format(
                Locale.ROOT,
                "remembered as refused %,.0f/s by one thread (%.1f times bare)",
                remembered,
                remembered / fastestBare));
        return new Result("limits", decisions, time, null, null, Map.of(), note.toString());
    }

    private static List<List<Check>> requests(Algorithm algorithm, int subjects, long amount) {
        Policy key = policy("api-key", amount, algorithm);
        Policy organization = policy("submit", amount, algorithm);
        String round = UUID.randomUUID().toString();
        return IntStream.range(0, subjects)
                .mapToObj(number -> {
                    String owner = round + number;
                    return List.of(
                            Check.of(key, new LimitSubject(owner, "key"), 1),
                            Check.of(organization, new LimitSubject(owner, "all"), 1));
                })
                .toList();
    }

    private static Policy policy(String name, long amount, Algorithm algorithm) {
        return new Policy(
                name,
                new Quota(amount, Duration.ofMinutes(1)),
                SubjectKind.ORGANIZATION,
                algorithm,
                Fallback.LOCAL,
                false);
    }

    private Uni<?> bare(List<Check> checks) {
        return client.send(request(checks));
    }

    private static Request request(List<Check> checks) {
        LimitBatch batch = new LimitBatch(List.of(checks));
        Request request = Request.cmd(Command.EVALSHA)
                .arg(LimitScript.SCRIPT.hash())
                .arg(Integer.toString(batch.keys().size()));
        batch.keys().forEach(request::arg);
        batch.arguments(LimitBatch.NOW).forEach(argument -> request.arg(argument.toString()));
        return request;
    }

    /** Calls that leave together, as many as the limiter sends in one. */
    private double pipelined(Duration time, List<List<Check>> requests) {
        return Chains.perSecond(
                        time,
                        UNDER_WAY / PIPELINE,
                        () -> client.batch(ThreadLocalRandom.current()
                                .ints(PIPELINE, 0, requests.size())
                                .mapToObj(place -> request(requests.get(place)))
                                .toList()))
                * PIPELINE;
    }

    private static double perSecond(Duration time, List<List<Check>> requests, Function<List<Check>, Uni<?>> ask) {
        return Chains.perSecond(
                time,
                UNDER_WAY,
                () -> ask.apply(requests.get(ThreadLocalRandom.current().nextInt(requests.size()))));
    }

    private Uni<?> shared(List<Check> checks) {
        return decidedBy(Backend.REDIS, checks);
    }

    private Uni<?> remembered(List<Check> checks) {
        return decidedBy(Backend.REMEMBERED, checks);
    }

    /** Somebody else would be much faster, or slower. */
    private Uni<?> decidedBy(Backend backend, List<Check> checks) {
        return limiter.decide(checks).invoke(decision -> {
            if (decision.backend() != backend) {
                throw new IllegalStateException("Not decided by %s: %s".formatted(backend, decision));
            }
        });
    }

    @Override
    public void close() {
        client.close();
        vertx.close().await().atMost(PATIENCE);
    }
}
