package dev.carillon.monitoring.collect;

import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisReads;
import dev.carillon.common.redis.RedisScript;
import dev.carillon.common.telemetry.TelemetryReport;
import dev.carillon.common.telemetry.TelemetryStream;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads the telemetry stream, over connections of its own: a read that waits keeps its connection. */
@Singleton
class TelemetryTail {

    private static final Logger LOG = Logger.getLogger(TelemetryTail.class);
    private static final int MOST = 500;

    /** The clock by which the stream's entries are named: in a cluster, that of the server which holds the stream. */
    private static final RedisScript TIME = RedisScript.of("return redis.call('TIME')");

    private final RedisCommands redis;
    private final RedisReads reads;
    private final TelemetryStream telemetry;
    private final Duration wait;

    TelemetryTail(RedisCommands redis, RedisReads reads, TelemetryStream telemetry, CollectConfig config) {
        this.redis = redis;
        this.reads = reads;
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
        return reads.send(
                        wait,
                        Command.XREAD,
                        "COUNT",
                        MOST,
                        "BLOCK",
                        wait.toMillis(),
                        "STREAMS",
                        TelemetryStream.KEY,
                        position)
                .map(answer -> batch(position, listed(answer)));
    }

    /** Redis' own time. */
    Uni<Instant> time() {
        return TIME.run(redis, List.of(TelemetryStream.KEY), List.of()).map(TelemetryTail::instant);
    }

    /** The entries of the one stream that was asked for: a list of pairs in RESP2, a map in RESP3. */
    private static List<Response> listed(@Nullable Response answer) {
        if (answer == null) {
            return List.of();
        }
        Response entries =
                answer.isMap() ? answer.get(TelemetryStream.KEY) : answer.get(0).get(1);
        List<Response> all = new ArrayList<>();
        entries.forEach(all::add);
        return all;
    }

    private Batch batch(String position, List<Response> listed) {
        List<TelemetryEntry> entries = new ArrayList<>(listed.size());
        String last = position;
        for (Response entry : listed) {
            last = entry.get(0).toString();
            try {
                entries.add(entry(last, entry.get(1)));
            } catch (IllegalArgumentException malformed) {
                LOG.warnf("Entry %s of the telemetry stream is no report: %s", last, malformed.getMessage());
            }
        }
        return new Batch(entries, last, listed.size() >= MOST);
    }

    private TelemetryEntry entry(String id, Response fields) {
        for (int name = 0; name + 1 < fields.size(); name += 2) {
            if (fields.get(name).toString().equals(TelemetryStream.REPORT_FIELD)) {
                TelemetryReport report = telemetry.decode(fields.get(name + 1).toString());
                return new TelemetryEntry(id, takenIn(id), report);
            }
        }
        throw new IllegalArgumentException("It has no field " + TelemetryStream.REPORT_FIELD);
    }

    /** An entry's id begins with the time at which Redis took it in. */
    private static Instant takenIn(String id) {
        return Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-'))));
    }

    private static Instant instant(@Nullable Response time) {
        if (time == null) {
            throw new IllegalStateException("Redis did not tell its time");
        }
        return Instant.ofEpochSecond(time.get(0).toLong(), time.get(1).toLong() * 1_000);
    }
}
