package dev.carillon.worker.lane;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.common.job.Channel;
import dev.carillon.common.lane.Lane;
import dev.carillon.common.lane.LaneView;
import dev.carillon.common.lane.PutOffReason;
import dev.carillon.worker.channel.LaneEffect;
import dev.carillon.worker.channel.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * The lanes as this worker knows them: asked for every job, in memory. {@link LaneExchange} tells the other workers of pauses, and
 * this one of theirs; while Redis is away each worker goes by what it met itself.
 */
@Singleton
public class Lanes {

    /** Lanes that nothing has gone through for so long are forgotten: longer than any delivery takes. */
    private static final Duration MEMORY = Duration.ofHours(2);

    private static final long MOST_LANES = 100_000;

    /** Two views of one pause differ by what telling each other takes, in nanoseconds. */
    private static final long TOLERANCE = 250_000_000;

    /** Deliveries shorter than this, in nanoseconds, turn over faster than due jobs are usually looked for. */
    private static final long QUICK = 250_000_000;

    private final LaneConfig config;
    private final ConcurrencyLimits limits;
    private final LaneExchange exchange;
    private final Cache<String, LaneState> states;
    private final Map<Channel, Gate> channels = new EnumMap<>(Channel.class);
    private volatile long quickUntil = System.nanoTime();
    private volatile LaneView view = new LaneView(Map.of(), 0, 1);

    Lanes(LaneConfig config, ConcurrencyLimits limits, LaneExchange exchange, MeterRegistry registry) {
        this.config = config;
        this.limits = limits;
        this.exchange = exchange;
        this.states = Caffeine.newBuilder()
                .maximumSize(MOST_LANES)
                .expireAfterAccess(MEMORY)
                .build();
        for (Channel channel : Channel.values()) {
            channels.put(channel, new Gate());
        }
        Gauge.builder("carillon.lanes.paused", this, Lanes::paused)
                .description("Lanes that are paused, as this worker knows")
                .register(registry);
    }

    /** Whether a job of that lane may be sent now. */
    public Admission admit(Lane lane) {
        long now = System.nanoTime();
        LaneState state = state(lane.key());
        int laneLimit = view.share(limits.ofLane(lane));
        if (state.remaining(now) > 0) {
            return putOff(
                    state.gate(),
                    now,
                    state.remaining(now),
                    laneLimit,
                    PutOffReason.paused(lane.endpoint(), state.reason()));
        }
        if (!state.gate().enter(laneLimit)) {
            return full(state.gate(), now, laneLimit, lane.endpoint(), limits.ofLane(lane));
        }
        int channelLimit = view.share(limits.ofChannel(lane.channel()));
        Gate channel = channel(lane.channel());
        if (!channel.enter(channelLimit)) {
            state.gate().leave(-1);
            return full(
                    channel,
                    now,
                    channelLimit,
                    "channel " + lane.channel().wireName(),
                    limits.ofChannel(lane.channel()));
        }
        return new Admission.Admitted(lane);
    }

    /**
     * Gives back the place of a job that was sent, and heeds what its outcome says about the lane.
     *
     * @param took nanoseconds
     */
    public void leave(Admission.Admitted admitted, Outcome outcome, long took) {
        Lane lane = admitted.lane();
        LaneState state = state(lane.key());
        state.gate().leave(took);
        channel(lane.channel()).leave(took);
        switch (outcome) {
            case Outcome.TransientFailure(String error, Duration retryAfter, LaneEffect effect) -> {
                switch (effect) {
                    case NONE -> {}
                    case SLOW_DOWN ->
                        pause(
                                lane,
                                state,
                                state.nextMildPause(System.nanoTime(), config.mildPause(), config.longestMildPause()),
                                error);
                    case PAUSE -> pause(lane, state, retryAfter == null ? config.mildPause() : retryAfter, error);
                }
            }
            case Outcome.Delivered() -> state.recovered();
            case Outcome.PermanentFailure _, Outcome.Snoozed _ -> {}
        }
    }

    /** Gives back the place of a job that was not sent after all. */
    public void leave(Admission.Admitted admitted) {
        state(admitted.lane().key()).gate().leave(-1);
        channel(admitted.lane().channel()).leave(-1);
    }

    /** How long a job must at least wait for its lane after that outcome; zero when that is open, or the job goes nowhere. */
    public Duration untilOpen(Lane lane, Outcome outcome) {
        if (!(outcome instanceof Outcome.TransientFailure)) {
            return Duration.ZERO;
        }
        long now = System.nanoTime();
        LaneState state = state(lane.key());
        long remaining = state.remaining(now);
        return remaining == 0 ? Duration.ZERO : wait(state.gate(), now, remaining, view.share(limits.ofLane(lane)));
    }

    /** Lanes of which this worker knows that they are paused. */
    long paused() {
        long now = System.nanoTime();
        return states.asMap().values().stream()
                .filter(state -> state.remaining(now) > 0)
                .count();
    }

    /**
     * Whether jobs were put off whose turn comes within moments of each other, so that whoever brings them back should look often:
     * places that become free every few milliseconds would else stay empty most of the time.
     */
    public boolean areQuick() {
        return quickUntil - System.nanoTime() > 0;
    }

    /** How often {@link #refresh} should be called. */
    public Duration interval() {
        return config.lookEvery();
    }

    /** Takes over what the other workers know. Pauses that this worker knows to be longer stay so. */
    public Uni<Void> refresh() {
        return exchange.look().invoke(this::see).replaceWithVoid();
    }

    private void see(LaneView seen) {
        long now = System.nanoTime();
        seen.paused().forEach((key, remaining) -> {
            LaneState state = state(key);
            if (state.remaining(now) + TOLERANCE < remaining.toNanos()) {
                state.pause(now, remaining.toNanos(), "Another worker was asked to wait.");
            }
        });
        view = seen;
    }

    private void pause(Lane lane, LaneState state, Duration asked, String reason) {
        Duration pause = asked.compareTo(config.longestPause()) > 0 ? config.longestPause() : asked;
        if (pause.isPositive() && state.pause(System.nanoTime(), pause.toNanos(), reason)) {
            exchange.tell(lane, pause, reason);
        }
    }

    private Admission putOff(Gate gate, long now, long remaining, int limit, String reason) {
        return new Admission.PutOff(wait(gate, now, remaining, limit), reason);
    }

    private Duration wait(Gate gate, long now, long remaining, int limit) {
        RandomGenerator random = ThreadLocalRandom.current();
        long leastStep = remaining > 0 ? 1_000_000_000L / config.reopenRate() : 0;
        return Duration.ofNanos(gate.book(
                now, now + remaining, limit, leastStep, config.longestSnooze().toNanos(), random));
    }

    private Admission full(Gate gate, long now, int share, String what, int limit) {
        Duration delay = wait(gate, now, 0, share);
        if (gate.isQuickerThan(QUICK) && now + delay.toNanos() - quickUntil > 0) {
            quickUntil = now + delay.toNanos();
        }
        return new Admission.PutOff(delay, PutOffReason.full(what, limit));
    }

    private LaneState state(String key) {
        return states.get(key, _ -> new LaneState());
    }

    private Gate channel(Channel channel) {
        Gate gate = channels.get(channel);
        if (gate == null) {
            throw new IllegalStateException("Channel " + channel + " has no gate");
        }
        return gate;
    }
}
