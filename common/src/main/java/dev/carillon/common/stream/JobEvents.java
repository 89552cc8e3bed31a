package dev.carillon.common.stream;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.redis.RedisCommands;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The capped stream of job events. One entry holds the events of one batch, as {@code <job id>=<state>} separated by spaces, so
 * that watching costs one command per commit and not one per job.
 */
@Singleton
public class JobEvents {

    /** The key in Redis. */
    public static final String KEY = "carillon:events";

    /** The field of an entry that holds its events. */
    public static final String FIELD = "moves";

    /** A UUID, the longest name of a state and two signs. */
    private static final int LENGTH_OF_ONE = 48;

    private final RedisCommands redis;
    private final int length;

    JobEvents(RedisCommands redis, StreamConfig config) {
        this.redis = redis;
        this.length = config.events();
    }

    /** Tells whoever watches. Does not wait, and never fails: what nobody hears is in PostgreSQL all the same. */
    public void publish(List<JobEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Uni.createFrom()
                .deferred(() -> redis.send(Command.XADD, KEY, "MAXLEN", "~", length, "*", FIELD, format(events)))
                .subscribe()
                .with(_ -> {}, failure -> Log.debugf("%d events were not published: %s", events.size(), failure));
    }

    /** Like {@link #publish(List)}, for jobs that all entered the same state. */
    public void publish(Collection<JobId> jobs, JobState state) {
        publish(jobs.stream().map(job -> new JobEvent(job, state)).toList());
    }

    static String format(List<JobEvent> events) {
        StringBuilder moves = new StringBuilder(events.size() * LENGTH_OF_ONE);
        for (JobEvent event : events) {
            if (!moves.isEmpty()) {
                moves.append(' ');
            }
            moves.append(event.job().value()).append('=').append(event.state().wireName());
        }
        return moves.toString();
    }

    /** Reads the field of an entry. What it does not understand, a newer version wrote: it is left out. */
    public static List<JobEvent> parse(String moves) {
        List<JobEvent> events = new ArrayList<>();
        for (String move : moves.split(" ", -1)) {
            int equals = move.indexOf('=');
            if (equals > 0) {
                JobId.parse(move.substring(0, equals))
                        .ifPresent(job -> JobState.parse(move.substring(equals + 1))
                                .ifPresent(state -> events.add(new JobEvent(job, state))));
            }
        }
        return events;
    }
}
