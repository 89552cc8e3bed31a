package dev.carillon.api.explain;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.track.JobLookup;
import dev.carillon.common.job.JobId;
import dev.carillon.common.lane.LaneBook;
import dev.carillon.common.store.JobObstacleReader;
import dev.carillon.common.store.JobObstacles;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code GET /v1/jobs/{id}/explain}. */
@Path("/v1/jobs/{id}/explain")
@Produces(MediaType.APPLICATION_JSON)
public class ExplainResource {

    private final JobObstacleReader obstacles;
    private final LaneBook book;
    private final CurrentCaller caller;

    ExplainResource(JobObstacleReader obstacles, LaneBook book, CurrentCaller caller) {
        this.obstacles = obstacles;
        this.book = book;
        this.caller = caller;
    }

    /** Why the job is not sent yet, and until when. */
    @GET
    public Uni<Explanation> explain(String id) {
        JobId job = JobLookup.id(id);
        return obstacles
                .read(caller.organizationId(), job)
                .chain(found -> situation(found.orElseThrow(JobLookup::unknown)))
                .map(Explainer::explain);
    }

    private Uni<Situation> situation(JobObstacles found) {
        return switch (found.job().state()) {
            case SCHEDULED, QUEUED, RETRYING ->
                book.find(found.lane())
                        .chain(pause -> book.crowded(found.job().organizationId())
                                .map(crowded -> new Situation(found, pause, crowded)))
                        // What Redis would know is missing then; PostgreSQL's part is right without it.
                        .onFailure()
                        .recoverWithItem(() -> unshared(found));
            case RUNNING, HELD, SUCCEEDED, FAILED, CANCELLED, EXPIRED, DISCARDED ->
                Uni.createFrom().item(unshared(found));
        };
    }

    private static Situation unshared(JobObstacles found) {
        return new Situation(found, Optional.empty(), OptionalInt.empty());
    }
}
