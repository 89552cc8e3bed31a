package dev.carillon.api.watch;

import dev.carillon.api.access.Caller;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.TimelineEntry;
import dev.carillon.common.store.JobTimelines.OwnedJob;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;

/**
 * One client that watches one job. It is shown the job's timeline again and again and sends on what is new: a timeline only ever
 * grows, so its length is all that there is to remember, and nothing is sent twice or left out.
 */
final class Watcher {

    private final Caller caller;
    private final JobId job;
    private final Sse sse;
    private final MultiEmitter<? super OutboundSseEvent> emitter;
    private final long began = System.nanoTime();
    private int sent;
    private boolean heard = true;

    /**
     * @param sent how many entries of the timeline the client has already
     */
    Watcher(Caller caller, JobId job, int sent, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        this.caller = caller;
        this.job = job;
        this.sent = sent;
        this.sse = sse;
        this.emitter = emitter;
    }

    Caller caller() {
        return caller;
    }

    JobId job() {
        return job;
    }

    OwnedJob owned() {
        return new OwnedJob(caller.organizationId(), job);
    }

    /** Tells the client how long to wait before it connects again. */
    void greet(Duration reconnect) {
        emitter.emit(sse.newEventBuilder()
                .comment("the timeline of job " + job)
                .reconnectDelay(reconnect.toMillis())
                .build());
    }

    /** Sends what the client has not seen of the timeline, and the end when the job has ended. */
    synchronized void show(List<TimelineEntry> timeline) {
        for (; sent < timeline.size(); sent++) {
            TimelineEntry entry = timeline.get(sent);
            emitter.emit(sse.newEventBuilder()
                    .id(Integer.toString(sent + 1))
                    .name("state")
                    .data(JsonObject.of(
                                    "position",
                                    sent + 1,
                                    "state",
                                    entry.state().wireName(),
                                    "at",
                                    entry.at().toString())
                            .encode())
                    .build());
        }
        // An older picture that arrives late says nothing of the end.
        if (sent == timeline.size() && timeline.getLast().state().isFinished()) {
            emitter.emit(sse.newEventBuilder()
                    .name("end")
                    .data(JsonObject.of("state", timeline.getLast().state().wireName())
                            .encode())
                    .build());
            emitter.complete();
        }
    }

    /** Shows that the connection lives. A client that has not taken the last beat yet is given up: it reads no more. */
    synchronized void beat(Duration longest) {
        boolean waiting = emitter.requested() > 0;
        if (!waiting && !heard || System.nanoTime() - began > longest.toNanos()) {
            emitter.complete();
            return;
        }
        heard = waiting;
        if (waiting) {
            emitter.emit(sse.newEventBuilder().comment("still there").build());
        }
    }

    /** Ends the stream; the client connects again if it wants to know more. */
    void close() {
        emitter.complete();
    }
}
