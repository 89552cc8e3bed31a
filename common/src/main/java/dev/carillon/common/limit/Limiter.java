package dev.carillon.common.limit;

import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.store.GroupCommit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether requests are within their limits. Requests of one moment share a script call, which is exact and atomic for each of
 * them; while Redis is away the instance decides by itself, at once.
 */
@Singleton
public class Limiter {

    private static final Logger LOG = Logger.getLogger(Limiter.class);

    /** After so many intervals without a sign of life an instance does not count any more. */
    private static final int MISSED_SIGNS = 3;

    /** Requests from which on a call is large: fewer wait for the one under way, which takes a fraction of a millisecond. */
    private static final int LARGE_CALL = 8;

    private final boolean enabled;
    private final Duration deadline;
    private final RedisLimiter redis;
    private final LocalLimiter local;
    private final RememberedDenials denials;
    private final Presence presence;
    private final LimitMetrics metrics;
    private final GroupCommit<List<Check>, Decision> calls;

    // Until the first sign of life was taken, so that no request waits for connections to be made.
    private volatile boolean away = true;
    private volatile boolean starting = true;

    /** Decides in that Redis. */
    public Limiter(RedisCommands commands, LimitConfig config, MeterRegistry registry) {
        this.enabled = config.enabled();
        this.deadline = config.deadline();
        this.redis = new RedisLimiter(commands);
        this.local = new LocalLimiter(config.localSubjects());
        this.denials = new RememberedDenials(config.rememberedDenials(), System::nanoTime);
        this.presence = new Presence(commands, config.presenceInterval().multipliedBy(MISSED_SIGNS));
        this.metrics = new LimitMetrics(registry);
        this.calls = new GroupCommit<>(
                config.calls(), config.requestsPerCall(), LARGE_CALL, _ -> 1, _ -> false, _ -> 0, this::decideTogether);
        Gauge.builder("carillon.limit.shared", this, limiter -> limiter.isAway() ? 0 : 1)
                .description("1 while limits are shared through Redis, 0 while this instance decides by itself")
                .register(registry);
        Gauge.builder("carillon.limit.instances", presence, Presence::instances)
                .description("Instances that share limits, as this one last heard")
                .strongReference(true)
                .register(registry);
    }

    /** The refusal of a request, if it is known without asking anybody; null when it must be decided. */
    @Nullable
    public Decision remembered(List<Check> checks) {
        Decision refusal = enabled ? denials.find(checks) : null;
        if (refusal != null) {
            metrics.record(refusal, 0);
        }
        return refusal;
    }

    /**
     * Decides, and counts the request if it is allowed. Never fails, and waits no longer than the deadline.
     *
     * @param checks all of one owner, each with a key of its own
     */
    public Uni<Decision> decide(List<Check> checks) {
        if (!enabled || checks.isEmpty()) {
            return Uni.createFrom().item(unlimited(checks));
        }
        refuseMixed(checks);
        long begun = System.nanoTime();
        Decision known = denials.find(checks);
        if (known == null && away) {
            known = decideAlone(checks);
        }
        if (known != null) {
            metrics.record(known, System.nanoTime() - begun);
            return Uni.createFrom().item(known);
        }
        return calls.submit(checks)
                .onFailure()
                .recoverWithItem(() -> decideAlone(checks))
                .invoke(decision -> metrics.record(decision, System.nanoTime() - begun));
    }

    private static Decision unlimited(List<Check> checks) {
        return new Decision(
                true,
                checks.stream()
                        .map(check ->
                                new Verdict(check, true, check.policy().quota().amount(), 0, 0))
                        .toList(),
                Backend.NONE);
    }

    private static void refuseMixed(List<Check> checks) {
        Check first = checks.getFirst();
        for (int index = 1; index < checks.size(); index++) {
            Check other = checks.get(index);
            if (!other.owner().equals(first.owner()) || isRepeated(checks, index)) {
                throw new IllegalArgumentException(
                        "What is decided together has one owner and different keys: " + checks);
            }
        }
    }

    private static boolean isRepeated(List<Check> checks, int place) {
        for (int before = 0; before < place; before++) {
            if (checks.get(before).key().equals(checks.get(place).key())) {
                return true;
            }
        }
        return false;
    }

    private Decision decideAlone(List<Check> checks) {
        return local.decide(checks, presence.instances(), System.nanoTime() / 1_000);
    }

    private Uni<List<Decision>> decideTogether(List<List<Check>> requests) {
        if (away) {
            return Uni.createFrom().failure(new IllegalStateException("Redis went away while the request waited"));
        }
        long askedAt = System.nanoTime();
        return redis.decide(requests)
                .ifNoItem()
                .after(deadline)
                .fail()
                .invoke(decisions -> denials.keep(decisions, askedAt))
                .onFailure()
                .invoke(this::lost);
    }

    private void lost(Throwable failure) {
        if (!away) {
            away = true;
            LOG.warnf("Limits are kept by this instance alone for now: %s", failure);
        }
    }

    /**
     * Gives a sign of life, and shares limits through Redis from now on if it takes it. To be called at every interval; fails never.
     *
     * @param patience how long to wait for Redis
     */
    public Uni<Void> attend(Duration patience) {
        long begun = System.nanoTime();
        return presence.attend()
                .ifNoItem()
                .after(patience)
                .fail()
                .invoke(() -> found(System.nanoTime() - begun))
                .onFailure()
                .invoke(this::lost)
                .onFailure()
                .recoverWithNull();
    }

    /** A Redis that takes its time would be lost again by the next request; but the first time connections are made. */
    private void found(long nanos) {
        if (away && (starting || nanos <= deadline.toNanos())) {
            away = false;
            starting = false;
            LOG.infof("Limits are shared through Redis, by %d instances", presence.instances());
        }
    }

    /** Stops to count as an instance. Fails never. */
    public Uni<Void> leave() {
        return presence.leave().ifNoItem().after(deadline).fail().onFailure().recoverWithNull();
    }

    /** Whether this instance decides by itself, because Redis is away. */
    public boolean isAway() {
        return away;
    }

    /** How many instances share limits, as this one last heard. */
    public int instances() {
        return presence.instances();
    }

    /** How many refusals are remembered. */
    public long remembered() {
        return denials.size();
    }
}
