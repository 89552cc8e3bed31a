package dev.carillon.monitoring.collect;

import dev.carillon.common.telemetry.TelemetryReport;
import dev.carillon.common.telemetry.TelemetryStream;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.stream.ReactiveStreamCommands;
import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.XReadArgs;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Reads the telemetry stream, over connections of its own: a read that waits keeps its connection. */
@Singleton
class TelemetryTail {

    private static final Logger LOG = Logger.getLogger(TelemetryTail.class);
    // A connection that died without a word must not hold the reader longer than this.
    private static final Duration NETWORK = Duration.ofSeconds(3);
    private static final int MOST = 500;

    private final ReactiveRedisDataSource redis;
    private final ReactiveStreamCommands<String, String, String> streams;
    private final TelemetryStream telemetry;
    private final Duration wait;

    TelemetryTail(
            @RedisClientName("consumer") ReactiveRedisDataSource redis,
            TelemetryStream telemetry,
            CollectConfig config) {
        this.redis = redis;
        this.streams = redis.stream(String.class, String.class, String.class);
        this.telemetry = telemetry;
        this.wait = config.readWait();
    }

    /** One read's outcome: what was there, in order, and where the next read goes on. */
    record Batch(List<TelemetryEntry> entries, String position, boolean more) {}

    /** The id before the first entry of that moment. */
    static String before(Instant moment) {
        return Math.max(0, moment.toEpochMilli() - 1) + "-18446744073709551615";
    }

    /** The entries after {@code position}; waits for one a while when there is none. */
    Uni<Batch> read(String position) {
        return streams.xread(
                        TelemetryStream.KEY,
                        position,
                        new XReadArgs().count(MOST).block(wait))
                .ifNoItem()
                .after(wait.plus(NETWORK))
                .fail()
                .map(messages -> batch(position, messages));
    }

    /** Redis' own time. */
    Uni<Instant> time() {
        return redis.execute("TIME").ifNoItem().after(NETWORK).fail().map(TelemetryTail::instant);
    }

    private Batch batch(String position, List<StreamMessage<String, String, String>> messages) {
        List<TelemetryEntry> entries = new ArrayList<>(messages.size());
        String last = position;
        for (StreamMessage<String, String, String> message : messages) {
            last = message.id();
            try {
                entries.add(entry(message));
            } catch (IllegalArgumentException malformed) {
                LOG.warnf("Entry %s of the telemetry stream is no report: %s", message.id(), malformed.getMessage());
            }
        }
        return new Batch(entries, last, messages.size() >= MOST);
    }

    private TelemetryEntry entry(StreamMessage<String, String, String> message) {
        String text = message.payload().get(TelemetryStream.REPORT_FIELD);
        if (text == null) {
            throw new IllegalArgumentException("It has no field " + TelemetryStream.REPORT_FIELD);
        }
        TelemetryReport report = telemetry.decode(text);
        return new TelemetryEntry(message.id(), takenIn(message.id()), report);
    }

    /** An entry's id begins with the time at which Redis took it in. */
    private static Instant takenIn(String id) {
        return Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-'))));
    }

    private static Instant instant(Response time) {
        return Instant.ofEpochSecond(time.get(0).toLong(), time.get(1).toLong() * 1_000);
    }
}
