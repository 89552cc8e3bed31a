package dev.carillon.api.watch;

import dev.carillon.api.access.Caller;
import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.track.JobLookup;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.TimelineEntry;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import dev.carillon.common.store.JobTimelines;
import dev.carillon.common.store.JobTimelines.OwnedJob;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;

/** A job's timeline as server-sent events. */
@Path("/v1/jobs")
public class WatchResource {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(5);

    private final JobTimelines timelines;
    private final Watchers watchers;
    private final TimelineLook look;
    private final WatchConfig config;
    private final CurrentCaller caller;

    WatchResource(
            JobTimelines timelines, Watchers watchers, TimelineLook look, WatchConfig config, CurrentCaller caller) {
        this.timelines = timelines;
        this.watchers = watchers;
        this.look = look;
        this.config = config;
        this.caller = caller;
    }

    /**
     * What has happened to the job since {@code Last-Event-ID}, then what happens, until it has ended. On a thread that may wait:
     * a stream has begun as soon as there is one, and could not be refused any more.
     */
    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    // Streams are taken for such as need no thread, unless it is said.
    @Blocking
    @RunOnVirtualThread
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    public Multi<OutboundSseEvent> events(String id, @Context HttpHeaders headers, @Context Sse sse) {
        JobId job = JobLookup.id(id);
        int seen = LastEventId.read(headers);
        Caller watching = caller.get();
        refuseIfFull(watching);
        List<TimelineEntry> timeline = timeline(new OwnedJob(watching.organizationId(), job));
        if (seen > timeline.size()) {
            throw LastEventId.wrong();
        }
        return Multi.createFrom()
                .emitter(emitter -> watch(new Watcher(watching, job, seen, sse, emitter), emitter, timeline));
    }

    private void watch(Watcher watcher, MultiEmitter<? super OutboundSseEvent> emitter, List<TimelineEntry> timeline) {
        if (!watchers.add(watcher)) {
            emitter.complete();
            return;
        }
        emitter.onTermination(() -> watchers.remove(watcher));
        watcher.greet(config.reconnect());
        watcher.show(timeline);
        // It may have moved before it was watched.
        look.at(List.of(watcher.job()));
    }

    private List<TimelineEntry> timeline(OwnedJob job) {
        List<TimelineEntry> timeline =
                timelines.read(List.of(job)).await().atMost(DEADLINE).get(job.id());
        if (timeline == null) {
            throw JobLookup.unknown();
        }
        return timeline;
    }

    private void refuseIfFull(Caller watching) {
        switch (watchers.refusal(watching)) {
            case NONE -> {}
            case ACTOR ->
                throw full("This API key or person watches %d jobs already. Close a stream first."
                        .formatted(config.perKey()));
            case INSTANCE -> throw full("This instance has no place for another watcher now. Try again.");
        }
    }

    private static ProblemException full(String detail) {
        return new ProblemException(new Problem(ProblemKind.TOO_MANY_REQUESTS, detail, List.of(), RETRY_WHEN_FULL));
    }
}
